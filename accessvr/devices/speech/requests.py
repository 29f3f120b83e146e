"""What a speaking program is asked: a line each on standard input, as JSON.

Only the standard library is used, since the programs are to start at once.
"""

from __future__ import annotations

import json
import os
import select
import sys
from collections import deque
from typing import NotRequired, TypedDict

READ = 65_536  # bytes at a time, chosen


class Request(TypedDict):
    """What is asked for. `stop` stands alone."""

    id: int
    voices: list[str]
    text: NotRequired[str]
    pace: NotRequired[int]
    gap: NotRequired[int]
    sounds: NotRequired[bool]
    phonemes: NotRequired[bool]
    phonemes_of: NotRequired[bool]
    stop: NotRequired[int]


class Requests:
    """Requests as they come. One thread waits for them, and looks for new ones while it speaks: no thread hands on.

    first_wanted  the lowest number of a request that is still wanted
    """

    def __init__(self, number: int = 0) -> None:
        self._number, self._ended, self._begun = number, False, b""
        self._waiting: deque[Request] = deque()
        self.first_wanted = 0

    def wait(self) -> Request | None:
        """Wait for the next request; None when there will be none."""
        while not self._waiting and not self._ended:
            self._read()
        return self._waiting.popleft() if self._waiting else None

    def look(self) -> None:
        """Take in what has come, without waiting."""
        if not self._ended and _something_came(self._number):
            self._read()

    def _read(self) -> None:
        came = os.read(self._number, READ)
        self._ended = not came
        *lines, self._begun = (self._begun + came).split(b"\n")
        for line in lines:
            self._take(json.loads(line))

    def _take(self, request: Request) -> None:
        if "stop" in request:
            self.first_wanted = max(self.first_wanted, request["stop"] + 1)
        else:
            self.first_wanted = max(self.first_wanted, request["id"])
            self._waiting.append(request)


def _something_came(number: int) -> bool:
    if sys.platform == "win32":  # select knows no pipes there
        import ctypes
        import msvcrt

        there = ctypes.c_ulong()
        pipe = msvcrt.get_osfhandle(number)
        ctypes.windll.kernel32.PeekNamedPipe(pipe, None, 0, None, ctypes.byref(there), None)
        return there.value > 0
    return bool(select.select([number], [], [], 0)[0])
