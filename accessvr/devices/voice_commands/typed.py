"""Commands typed a line each: the twin of the microphone, and how a pipe or a braille display gives commands."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TextIO

from accessvr.core.brackets import bracketed
from accessvr.core.device import Post
from accessvr.core.effects import Effect
from accessvr.core.events import Event, Heard


class Typed:
    """Reads lines from a stream; each waits until the one before has been answered.

    at_end  is called when no more lines come
    """

    name = "typing"
    renders: tuple[type[Effect], ...] = ()

    def __init__(self, stream: TextIO, at_end: Callable[[], None]) -> None:
        self._stream, self._at_end = stream, at_end
        self._answered = threading.Event()
        self._post: Post | None = None

    def start(self, post: Post) -> None:
        """Begin to read."""
        self._post = post
        threading.Thread(target=self._work, name="typing", daemon=True).start()

    def render(self, effect: Effect) -> None:
        """Nothing is brought out here."""

    def proceed(self) -> None:
        """Let the next line come: the one before has been answered."""
        self._answered.set()

    def close(self) -> None:
        """End; what is typed afterwards is not read."""
        self._post = None
        self._answered.set()

    def _work(self) -> None:
        while (post := self._next_turn()) is not None:
            line = self._stream.readline()
            if not line:
                if self._post is not None:
                    self._at_end()
                return
            if line.strip() and self._post is not None:
                self._answered.clear()
                post(event_of(line.strip()))

    def _next_turn(self) -> Post | None:
        self._answered.wait()
        return self._post


def event_of(line: str) -> Event:
    """Give the event of a typed line."""
    return bracketed(line) or Heard(line)
