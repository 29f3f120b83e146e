"""The program in which hostile files are prepared. It reads a line for each: [path, folder], as JSON.

It prepares each as a visit would, and forbids what a book may never lead to: a socket, another program, a file written
outside of the folder. It writes one JSON object a line for each: refusal, fault, forbidden, peak_mb, seconds.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import time
from pathlib import Path

from accessvr.app.memory import peak_mb
from accessvr.content import prepared

MOST_BYTES = 4 << 30  # chosen: what a file may take at the very most, so that this computer goes on
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
CHANGING = {"os.mkdir", "os.remove", "os.rmdir", "os.rename", "os.link", "os.symlink", "os.truncate", "shutil.rmtree"}
LEAVING = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "urllib.",
    "http.",
    "ftplib.",
)


class Forbidden(BaseException):
    """Something that a book may never lead to. No reader catches it."""


class Guard:
    """Watches what Python does from now on."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._seen: list[str] = []
        sys.addaudithook(self._hear)

    def watch(self, folder: Path) -> None:
        """Forbid from now on what no book may lead to; only `folder` may be written into."""
        self._folder, self._seen = folder.resolve(), []

    def rest(self) -> list[str]:
        """Watch no more; gives what was forbidden."""
        self._folder = None
        return self._seen

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if self._folder is None:
            return
        if event.startswith(LEAVING):
            self._forbid(f"{event} {arguments!r}"[:200])
        elif event == "open":
            path, mode, flags = arguments
            flagged = isinstance(flags, int) and flags & WRITING
            if (flagged or set(str(mode)) & set("wax+")) and isinstance(path, str | bytes | os.PathLike):
                self._inside(event, os.fsdecode(path))
        elif event in CHANGING:
            for path in (part for part in arguments[:2] if isinstance(part, str | bytes | os.PathLike)):
                self._inside(event, os.fsdecode(path))

    def _inside(self, event: str, path: str) -> None:
        here = Path(os.path.realpath(path))
        if self._folder not in (here, *here.parents) and not _is_model_of_languages():
            self._forbid(f"{event} {path}"[:200])

    def _forbid(self, what: str) -> None:
        self._seen.append(what)
        raise Forbidden(what)


def _is_model_of_languages() -> bool:
    """Tell whether py3langid unpacks its model, into a file without a name: nothing of a book is in it."""
    frame = sys._getframe()
    while frame.f_back is not None:
        frame = frame.f_back
        if frame.f_globals.get("__name__") == "py3langid.modelio":
            return True
    return False


def limited() -> None:
    """Let this process have no more memory than MOST_BYTES, where the system can be asked for that."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))


def prepare(path: str, folder: str, guard: Guard) -> dict[str, object]:
    """Prepare one file; gives what is written about it."""
    forget_peak()
    guard.watch(Path(folder))
    told, fault = io.StringIO(), ""
    begun_s = time.perf_counter()
    with contextlib.redirect_stdout(told):
        try:
            prepared.main([path, folder])
        except (Exception, Forbidden) as error:
            fault = f"{type(error).__name__}: {error}"
    seconds = time.perf_counter() - begun_s
    refusals = [json.loads(step[8:]) for step in told.getvalue().splitlines() if step.startswith("refused ")]
    seen = guard.rest()
    refusal = refusals[0] if refusals else None
    return {"refusal": refusal, "fault": fault, "forbidden": seen, "peak_mb": peak_mb(), "seconds": seconds}


def forget_peak() -> None:
    """Let the mark of the most memory begin anew, where the system can do that."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def main() -> None:
    """Prepare each file."""
    limited()
    guard = Guard()
    for line in sys.stdin:
        path, folder = json.loads(line)
        sys.stdout.write(json.dumps(prepare(path, folder, guard)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
