"""A real keyboard at a terminal: single keys act at once, words are typed as a line."""

from __future__ import annotations

import os
import select
import threading
from collections.abc import Callable
from typing import TextIO

from accessvr.core.device import Post
from accessvr.core.effects import Effect
from accessvr.core.events import Pressed
from accessvr.devices.voice_commands.typed import event_of

SEQUENCES = {
    "\x1b[A": "Up",
    "\x1b[B": "Down",
    "\x1b[C": "Right",
    "\x1b[D": "Left",
    "\x1bOA": "Up",
    "\x1bOB": "Down",
    "\x1bOC": "Right",
    "\x1bOD": "Left",
    "\x1b[H": "Home",
    "\x1b[F": "End",
    "\x1b[5~": "PageUp",
    "\x1b[6~": "PageDown",
    "\x1b": "Escape",
    "\t": "Tab",
}
ON_EMPTY_LINE = {" ": "Space", "\r": "Enter", "\n": "Enter", "\x7f": "Backspace", "\b": "Backspace"}
END = "\x04"
LOOK_S = 0.2


class Keyboard:
    """Reads a terminal key by key. The terminal is given back as it was, always.

    stream  standard input at a terminal
    echo    where what is typed is shown
    at_end  is called at the end of input (Control-D)
    """

    name = "typing"
    renders: tuple[type[Effect], ...] = ()

    def __init__(self, stream: TextIO, echo: TextIO, at_end: Callable[[], None]) -> None:
        self._stream, self._echo, self._at_end = stream, echo, at_end
        self._line = ""
        self._post: Post | None = None
        self._restore: Callable[[], None] = lambda: None
        self._thread: threading.Thread | None = None

    def start(self, post: Post) -> None:
        """Begin to read keys."""
        import termios
        import tty

        number = self._stream.fileno()
        before = termios.tcgetattr(number)
        tty.setcbreak(number)
        self._restore = lambda: termios.tcsetattr(number, termios.TCSADRAIN, before)
        self._post = post
        self._thread = threading.Thread(target=self._work, name="keyboard", daemon=True)
        self._thread.start()

    def render(self, effect: Effect) -> None:
        """Nothing is brought out here."""

    def proceed(self) -> None:
        """Keys never wait: whoever types at a terminal may interrupt."""

    def close(self) -> None:
        """Give the terminal back."""
        self._post = None
        if self._thread is not None:
            self._thread.join(timeout=2)
            self._thread = None
        self._restore()
        self._restore = lambda: None

    def _work(self) -> None:
        number = self._stream.fileno()
        while self._post is not None:
            if not select.select([number], [], [], LOOK_S)[0]:
                continue
            typed = os.read(number, 64).decode(errors="ignore")
            if not typed or (typed == END and not self._line):
                self._at_end()
                return
            for key in keys_of(typed):
                self._take(key)

    def _take(self, key: str) -> None:
        post = self._post
        if post is None:
            return
        if key in SEQUENCES:
            post(Pressed(f"key.{SEQUENCES[key]}"))
        elif not self._line and key in ON_EMPTY_LINE:
            post(Pressed(f"key.{ON_EMPTY_LINE[key]}"))
        elif key in "\r\n":
            line, self._line = self._line, ""
            self._show("\n")
            post(event_of(line.strip()))
        elif key in "\x7f\b":
            self._line = self._line[:-1]
            self._show("\b \b")
        elif key.isprintable():
            self._line += key
            self._show(key)

    def _show(self, text: str) -> None:
        self._echo.write(text)
        self._echo.flush()


def keys_of(typed: str) -> list[str]:
    """Part what was read into keys: a key may be a sequence that begins with Escape."""
    keys, rest = [], typed
    while rest:
        known = (sequence for sequence in sorted(SEQUENCES, key=len, reverse=True) if rest.startswith(sequence))
        key = next(known, rest[0])
        keys.append(key)
        rest = rest[len(key) :]
    return keys
