"""The program that decodes recorded clips, as it is seen from the visit: a crash or a hang there is not one here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

from accessvr.devices.spatial_audio.clip_frames import READY, Frame, read

PROGRAM = "accessvr.devices.spatial_audio.clip_process"
LIMIT_S = 5.0  # chosen: a piece takes some milliseconds, a seek in an MP3 of an hour a fifth of a second (measured)
ROOT = Path(__file__).parents[3]


class UnplayableError(Exception):
    """A clip cannot be decoded."""


class Decoder:
    """The program. It is started when it is first asked, and again after it died or hung.

    limit_s  a program that is waited for longer is ended

    It is asked by one thread.
    """

    def __init__(self, *, limit_s: float = LIMIT_S) -> None:
        self._limit_s = limit_s
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def number(self) -> int | None:
        """Give the number of the process, when there is one."""
        return None if self._process is None else self._process.pid

    def ask(self, request: Mapping[str, object]) -> Frame:
        """Give the answer to a request. Raises UnplayableError when there is none."""
        process, is_new = self._running()
        hung = threading.Timer(self._limit_s, process.kill)
        hung.daemon = True
        hung.start()
        try:
            frame = _read(process) if is_new else Frame(READY)
            if frame is not None and frame.kind == READY:
                _send(process, request)
                frame = _read(process)
        except (OSError, ValueError) as error:
            self.close()
            raise UnplayableError("the decoder stopped") from error
        finally:
            hung.cancel()
        if frame is None:
            self.close()
            raise UnplayableError("the decoder stopped, or took too long")
        return frame

    def tell(self, request: Mapping[str, object]) -> None:
        """Send a request that has no answer; a program that is not there needs none."""
        try:
            if self._process is not None:
                _send(self._process, request)
        except (OSError, ValueError):
            self.close()

    def close(self) -> None:
        """End the program; twice is harmless."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            _close(pipe)

    def _running(self) -> tuple[subprocess.Popen[bytes], bool]:
        """Give the program, and whether it was started just now."""
        if self._process is not None:
            return self._process, False
        command = [sys.executable, "-P", "-m", PROGRAM]
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment()
            )
        except OSError as error:
            raise UnplayableError(f"the decoder cannot be started ({error})") from error
        return self._process, True


def _read(process: subprocess.Popen[bytes]) -> Frame | None:
    return None if process.stdout is None else read(process.stdout)


def _send(process: subprocess.Popen[bytes], request: Mapping[str, object]) -> None:
    if process.stdin is not None:
        process.stdin.write(json.dumps(request).encode() + b"\n")
        process.stdin.flush()


def _environment() -> dict[str, str]:
    """Let the program find this package, wherever the visit was started from."""
    there = os.environ.get("PYTHONPATH")
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), there)))}


def _close(pipe: object) -> None:
    try:
        pipe.close()  # type: ignore[attr-defined]  # a pipe, since both were asked for
    except OSError:
        return  # what was not yet written cannot be written any more
