"""A real keyboard at a terminal: single keys act at once, words are typed as a line."""

from __future__ import annotations

import atexit
import os
import select
import threading
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from typing import TextIO

from accessvr.core.device import Post
from accessvr.core.effects import Effect
from accessvr.core.errors import DeviceError
from accessvr.core.events import Pressed
from accessvr.devices.voice_commands.keys import Key, Keys, Letter, Named
from accessvr.devices.voice_commands.typed import event_of

ON_EMPTY_LINE = {" ": "Space", "\r": "Enter", "\n": "Enter", "\x7f": "Backspace", "\b": "Backspace"}
END = "\x04"  # Control-D
LOOK_S = 0.2  # chosen: how often it looks whether it was closed
ESCAPE_S = 0.05  # chosen: a terminal sends the rest of a sequence sooner, even over a network


class Keyboard:
    """Reads a terminal key by key. The terminal is given back as it was, always.

    stream  standard input at a terminal
    echo    where what is typed is shown
    at_end  is called at the end of input (Control-D on an empty line, or the terminal hangs up)
    """

    name = "typing"
    renders: tuple[type[Effect], ...] = ()

    def __init__(self, stream: TextIO, echo: TextIO, at_end: Callable[[], None]) -> None:
        self._stream, self._echo, self._at_end = stream, echo, at_end
        self._line = ""
        self._post: Post | None = None
        self._restore: Callable[[], None] | None = None
        self._thread: threading.Thread | None = None

    def start(self, post: Post) -> None:
        """Begin to read keys. Raises DeviceError when the stream is no terminal."""
        self._restore = take_keys(self._stream)
        atexit.register(self._restore)
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
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout=2)
        if self._restore is not None:
            self._restore()
            atexit.unregister(self._restore)
        self._thread = self._restore = None

    def _work(self) -> None:
        number, keys = self._stream.fileno(), Keys()
        while self._post is not None:
            sent = _sent(number, ESCAPE_S if keys.begun else LOOK_S)
            pressed = keys.end() if sent is None else keys.feed(sent)
            if sent == b"" or (pressed and not all(self._take(key) for key in pressed)):
                if self._post is not None:
                    self._at_end()
                return

    def _take(self, key: Key) -> bool:
        """Take a key; gives False for the one that ends the input."""
        match key:
            case Named(name):
                self._press(name)
            case Letter(text) if not self._line and text in ON_EMPTY_LINE:
                self._press(ON_EMPTY_LINE[text])
            case Letter(text) if not self._line and text == END:
                return False
            case Letter(text):
                self._type(text)
        return True

    def _press(self, name: str) -> None:
        post = self._post
        if post is not None:
            post(Pressed(f"key.{name}"))

    def _type(self, text: str) -> None:
        if text in "\r\n":
            line, self._line, post = self._line, "", self._post
            self._show("\n")
            if post is not None and line.strip():
                post(event_of(line))
        elif text in "\x7f\b":
            self._show("\b \b" * _cells(self._line[-1]))
            self._line = self._line[:-1]
        elif text.isprintable():
            self._line += text
            self._show(text)

    def _show(self, text: str) -> None:
        with suppress(OSError, ValueError):  # a terminal that cannot show it must not keep the words from counting
            self._echo.write(text)
            self._echo.flush()


def take_keys(stream: TextIO) -> Callable[[], None]:
    """Let a terminal send each key at once, unseen; gives what restores it. Raises DeviceError at no terminal."""
    try:
        import termios
        import tty
    except ImportError as error:  # Windows has none
        raise _no_terminal() from error
    try:
        number = stream.fileno()
        before = termios.tcgetattr(number)
        tty.setcbreak(number, termios.TCSANOW)
    except (OSError, ValueError, termios.error) as error:
        raise _no_terminal() from error

    def restore() -> None:
        with suppress(OSError, ValueError, termios.error):  # it may have hung up
            termios.tcsetattr(number, termios.TCSANOW, before)

    return restore


def _no_terminal() -> DeviceError:
    return DeviceError(
        "typing: standard input is no terminal",
        spoken="The keys cannot be used. Lines can be typed.",
        remedy="Start the visit in a terminal, or give it lines from a file.",
    )


def _sent(number: int, wait_s: float) -> bytes | None:
    """Give what a terminal sent; None when nothing came in time, nothing at all when it hung up."""
    try:
        return os.read(number, 1024) if select.select([number], [], [], wait_s)[0] else None
    except (OSError, ValueError):
        return b""


def _cells(letter: str) -> int:
    """Give how many columns a letter takes (Unicode Standard Annex 11)."""
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
