"""The process that prepares a book. It is begun as early as can be: what a visit itself needs is imported meanwhile."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

from accessvr.core.errors import ContentError
from accessvr.core.values import dataclass

# What python -m would do, without the 5 ms it takes to look for the module and for sites
PROGRAM = "import sys; from accessvr.content.prepared import main; sys.exit(main(sys.argv[1:]))"


@dataclass(slots=True)
class Begun:
    """A book that is being prepared already, and the process that does it. `reported` is what was read of it."""

    path: Path
    process: subprocess.Popen[str]
    reported: str = ""

    def wait(self) -> None:
        """Wait for the outline. Raises ContentError when the publication is refused."""
        line = (self.process.stdout.readline() if self.process.stdout else "").strip()
        if line.startswith("refused "):
            told = json.loads(line.removeprefix("refused "))
            self.give_up()
            raise ContentError(told["message"], spoken=told["spoken"], remedy=told["remedy"])
        self.reported = line or "ended"

    def give_up(self) -> None:
        """End it; what is prepared stays."""
        if self.process.poll() is None:
            self.process.terminate()
        self.process.communicate()


def begin(path: Path, folder: Path) -> subprocess.Popen[str]:
    """Begin to prepare a publication into its folder; it reports each step on its standard output."""
    known = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, filter(None, sys.path)))}
    command = [sys.executable, "-S", "-P", "-c", PROGRAM, str(path), str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=known)


def begin_early(book: str, prepared: Path) -> Begun | None:
    """Begin with a book that is named by its path; None for a title, and for one that was prepared before."""
    path = Path(book)
    if not book or not path.exists():
        return None
    folder = prepared / folder_name(path)
    return None if folder.exists() else Begun(path, begin(path, folder))


def folder_name(path: Path) -> str:
    """Give the name of the prepared form's folder: another one when the file changes."""
    newest = max(
        (p for p in [path, *path.glob("**/*")] if p.exists()), key=lambda p: p.stat().st_mtime_ns, default=path
    )
    mark = f"{path.resolve()}|{newest.stat().st_size}|{newest.stat().st_mtime_ns}"
    return hashlib.sha256(mark.encode()).hexdigest()[:24]
