"""The visit as text: captions, a braille display, a transcript. `(cue) [buzz] Words that are spoken.`"""

from __future__ import annotations

from typing import TextIO

from accessvr.core.device import Post
from accessvr.core.effects import Buzz, Cue, Effect, Picture, Say, Show


class TextLog:
    """Writes one line for each answer.

    plain  only the words, for a terminal; else cues and vibrations stand before them
    """

    name = "text"
    renders: tuple[type[Effect], ...] = (Say, Cue, Buzz, Show)

    def __init__(self, stream: TextIO, *, plain: bool = False) -> None:
        self._stream, self._plain = stream, plain
        self._signs: list[str] = []
        self._unsaid = ""
        self._closed = False

    def start(self, post: Post) -> None:
        """Begin."""

    def render(self, effect: Effect) -> None:
        """Take an effect in; words end the line."""
        match effect:
            case Cue(earcon, _):
                self._signs.append(f"({earcon.value})")
            case Buzz(tacton, _):
                self._signs.append(f"[{tacton.value}]")
            case Show(Picture.DARK, _, text):
                self._unsaid = text
            case Say():
                self._unsaid = ""
                self._write(effect.text)
            case _:
                return

    def end_of_step(self) -> None:
        """End the line of a step in which nothing was said; what is only shown is written."""
        if self._unsaid or (self._signs and not self._plain):
            self._write(self._unsaid)
        self._signs, self._unsaid = [], ""

    def _write(self, words: str) -> None:
        signs, self._signs = self._signs, []
        line = words if self._plain else " ".join([*signs, *([words] if words else [])])
        if not self._closed and line:
            self._stream.write(f"{line}\n")
            self._stream.flush()

    def close(self) -> None:
        """End; nothing is written afterwards."""
        self._closed = True
