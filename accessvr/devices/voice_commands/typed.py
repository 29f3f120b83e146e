"""Commands typed a line each: the twin of the microphone, and how a pipe or a braille display gives commands."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from typing import TextIO

from accessvr.core.brackets import bracketed
from accessvr.core.device import Post
from accessvr.core.effects import Effect
from accessvr.core.events import Event, Heard

LONGEST = 10_000  # characters, chosen: longer than any command; the rest of a longer line is left out


class Typed:
    """Reads lines from a stream. In a pipe or a file each waits until the one before has been answered.

    stream  text; at a terminal nothing waits, since a person may interrupt
    at_end  is called when no more lines come
    """

    name = "typing"
    renders: tuple[type[Effect], ...] = ()

    def __init__(self, stream: TextIO, at_end: Callable[[], None]) -> None:
        self._stream, self._at_end = stream, at_end
        self._answered = threading.Event()
        self._post: Post | None = None
        self._thread: threading.Thread | None = None

    def start(self, post: Post) -> None:
        """Begin to read."""
        if isinstance(self._stream, io.TextIOWrapper):
            self._stream.reconfigure(errors="replace")  # or one wrong byte would end the visit's hearing
        self._post = post
        self._thread = threading.Thread(target=self._work, name="typing", daemon=True)
        self._thread.start()

    def render(self, effect: Effect) -> None:
        """Nothing is brought out here."""

    def proceed(self) -> None:
        """Let the next line come: the one before has been answered."""
        self._answered.set()

    def close(self) -> None:
        """End; what is typed afterwards is not posted. A line that is being waited for cannot be called off."""
        self._post = None
        self._answered.set()

    def _work(self) -> None:
        paced = not self._stream.isatty()
        while (post := self._next_turn(paced)) is not None:
            line = self._line()
            if self._post is None:
                return
            if line is None:
                self._at_end()
                return
            if line.strip():
                self._answered.clear()
                post(event_of(line))

    def _next_turn(self, paced: bool) -> Post | None:
        if paced:
            self._answered.wait()
        return self._post

    def _line(self) -> str | None:
        """Give the next line, the first LONGEST characters of it; None at the end."""
        try:
            line = rest = self._stream.readline(LONGEST)
            while rest and not rest.endswith("\n"):
                rest = self._stream.readline(LONGEST)
        except (OSError, ValueError):  # the terminal hung up, or the stream was closed
            return None
        return line or None


def event_of(line: str) -> Event:
    """Give the event of a typed line."""
    return bracketed(line) or Heard(line.strip())
