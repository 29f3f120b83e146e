"""A speaking program as a child: a crash or a hang there is not one of the visit."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from accessvr.core.errors import DeviceError
from accessvr.devices.speech.frames import READY, Frame, read

LIMIT_S = 5.0  # chosen: a chunk takes a millisecond, a sentence of pyttsx3 a tenth of a second (measured)
LOOKS = 5  # chosen: how often within the limit it is looked at
ROOT = Path(__file__).parents[3]
MISSING, STOPPED = "The voice is missing. The text is written.", "The voice stopped. The text is written."


class Child:
    """A speaking program that has greeted. Raises DeviceError when it cannot speak, and after it died or hung.

    module   the program, as for python -m
    options  of Python
    limit_s  a program that is waited for longer than this is killed

    Frames are read by one thread; `tell` and `close` may come from any.
    """

    def __init__(self, module: str, *, options: tuple[str, ...] = (), remedy: str, limit_s: float = LIMIT_S) -> None:
        self._name, self._remedy, self._limit_s = module.rpartition(".")[2], remedy, limit_s
        self._waited_since_s: float | None = None
        self._failed = False
        self._closed, self._writing = threading.Event(), threading.Lock()
        command = [sys.executable, *options, "-P", "-m", module]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment()
        )
        threading.Thread(target=self._watch, name=self._name, daemon=True).start()
        self.greeting = self._greeting()

    @property
    def alive(self) -> bool:
        """Say whether the program can still be asked. Its pipes end a moment before the system calls it dead."""
        return not self._failed and self._process.poll() is None

    @property
    def number(self) -> int:
        """Give the number of the process."""
        return self._process.pid

    def ask(self, request: Mapping[str, object]) -> None:
        """Send a request. Raises DeviceError when the program has died."""
        with self._limited():
            self.tell(request)

    def tell(self, request: Mapping[str, object]) -> None:
        """Send a few words that may come between."""
        pipe = self._process.stdin
        try:
            with self._writing:
                if pipe is not None:
                    pipe.write(json.dumps(request).encode() + b"\n")
                    pipe.flush()
        except (OSError, ValueError) as error:
            self._failed = True
            raise self._failure("it stopped", STOPPED) from error

    def frame(self) -> Frame:
        """Wait for the next frame. Raises DeviceError when none comes."""
        pipe, frame = self._process.stdout, None
        with self._limited():
            if pipe is not None and not pipe.closed:
                frame = read(pipe)
        if frame is None:
            self._failed = True
            raise self._failure("it stopped, or took too long", STOPPED)
        return frame

    def close(self) -> None:
        """End the program; twice is harmless."""
        self._closed.set()
        self._process.kill()
        self._process.wait()
        with self._writing:
            for pipe in (self._process.stdin, self._process.stdout):
                _close(pipe)

    def _greeting(self) -> dict[str, object]:
        try:
            frame = self.frame()
        except DeviceError:
            self.close()
            raise
        if frame.kind != READY:
            self.close()
            raise self._failure(frame.content.decode("utf-8", "replace"), MISSING)
        return dict(json.loads(frame.content))

    @contextmanager
    def _limited(self) -> Iterator[None]:
        self._waited_since_s = time.monotonic()
        try:
            yield
        finally:
            self._waited_since_s = None

    def _watch(self) -> None:
        while not self._closed.wait(self._limit_s / LOOKS):
            since_s = self._waited_since_s
            if since_s is not None and time.monotonic() - since_s > self._limit_s:
                self._process.kill()

    def _failure(self, why: str, spoken: str) -> DeviceError:
        return DeviceError(f"{self._name}: {why}", spoken=spoken, remedy=self._remedy)


def _environment() -> dict[str, str]:
    """Let the program find this package, wherever the visit was started from."""
    there = os.environ.get("PYTHONPATH")
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), there)))}


def _close(pipe: object) -> None:
    try:
        pipe.close()  # type: ignore[attr-defined]  # a pipe, since both were asked for
    except OSError:
        return  # what was not yet written cannot be written any more
