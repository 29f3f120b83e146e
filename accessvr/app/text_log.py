"""The visit as text: a transcript, captions, a braille display. `(cue) [buzz] Words that are spoken.`"""

from __future__ import annotations

import logging
import re
from typing import TextIO

from accessvr.core.device import Post
from accessvr.core.effects import Buzz, Cue, Effect, Hush, Picture, Play, Say, Show
from accessvr.core.events import DeviceBack, DeviceLost

log = logging.getLogger(__name__)
NOT_PRINTED = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")  # among them what would command a terminal
RECORDED = "♪"
SCRIPT_SIGNS = (">", "#")  # in a script a line with one of these is a command or a comment


class TextLog:
    """Writes one line for each answer, and for each voice in it. What is heard from a recording begins with ♪.

    plain  only the words, for a terminal; else cues and vibrations stand before them

    The names of cues and vibrations are those of Earcon and Tacton. Cues and vibrations without words have a line of
    their own. Of what is shown, only the words of a dark picture are written, when nothing was said: "stop" answers
    that way. In a transcript, words that begin with > or # are set in by a space.
    """

    name = "text"
    renders: tuple[type[Effect], ...] = (Say, Play, Cue, Buzz, Show, Hush)

    def __init__(self, stream: TextIO, *, plain: bool = False) -> None:
        self._stream, self._plain = stream, plain
        self._signs: list[str] = []
        self._unsaid = ""
        self._post: Post | None = None
        self._lost = self._closed = False

    def start(self, post: Post) -> None:
        """Begin."""
        self._post = post

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
            case Play():
                self._unsaid = ""
                self._write(f"{RECORDED} {effect.text}")
            case _:
                return

    def end_of_step(self) -> None:
        """End the line of a step in which nothing was said."""
        if self._signs or self._unsaid:
            self._write(self._unsaid)
        self._unsaid = ""

    def close(self) -> None:
        """End; nothing is written afterwards."""
        self._closed, self._post = True, None

    def _write(self, words: str) -> None:
        signs, self._signs = [] if self._plain else self._signs, []
        line = " ".join([*signs, NOT_PRINTED.sub(" ", words).strip()]).strip()
        if not self._plain and line.startswith(SCRIPT_SIGNS):
            line = f" {line}"
        if line and not self._closed:
            self._print(f"{line}\n")

    def _print(self, line: str) -> None:
        """Write a line at once. A stream that has gone is told once, and tried again with each line."""
        try:
            self._stream.write(_writable(line, getattr(self._stream, "encoding", None)))
            self._stream.flush()
        except (OSError, ValueError) as error:
            if not self._lost:
                log.warning("text cannot be written: %s", error)
                self._tell(DeviceLost(self.name))
            self._lost = True
            return
        if self._lost:
            self._tell(DeviceBack(self.name))
        self._lost = False

    def _tell(self, event: DeviceLost | DeviceBack) -> None:
        if self._post is not None:
            self._post(event)


def _writable(line: str, encoding: str | None) -> str:
    """Give the line with ? for letters that the stream does not have."""
    return line.encode(encoding or "utf-8", "replace").decode(encoding or "utf-8")
