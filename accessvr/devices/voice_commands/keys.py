"""What a terminal sends when a key is pressed."""

from __future__ import annotations

import codecs
import re

from accessvr.core.values import dataclass

ARROWS = {"A": "Up", "B": "Down", "C": "Right", "D": "Left", "H": "Home", "F": "End"}
NUMBERED = {"1": "Home", "4": "End", "5": "PageUp", "6": "PageDown", "7": "Home", "8": "End"}
SEQUENCE = re.compile(r"\x1b(?:\[(?:\[.|([0-?]*)[ -/]*([@-~]))|O([@-~]))", re.DOTALL)  # ECMA-48; "[[" of Linux
BEGUN = re.compile(r"\x1b(?:\[\[?[0-?]*[ -/]*|O)?")


@dataclass(frozen=True, slots=True)
class Named:
    """A key with a name: "Right", "Escape"."""

    name: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A key that types a character, or a control character."""

    text: str


Key = Named | Letter


class Keys:
    """Parts what a terminal sends into keys, however its bytes are cut. Keys that are not known give nothing."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("ignore")
        self._rest = ""

    @property
    def begun(self) -> bool:
        """Say whether a sequence has begun that may be the Escape key alone."""
        return bool(self._rest)

    def feed(self, sent: bytes) -> list[Key]:
        """Give the keys that are whole."""
        text, self._rest = self._rest + self._decoder.decode(sent), ""
        keys: list[Key] = []
        while text:
            if BEGUN.fullmatch(text):
                self._rest = text
                break
            key, text = _first(text)
            keys += [key] if key is not None else []
        return keys

    def end(self) -> list[Key]:
        """Give the Escape key, when nothing has followed it."""
        begun, self._rest = self._rest, ""
        return [Named("Escape")] if begun else []


def _first(text: str) -> tuple[Key | None, str]:
    """Give the first key, None for one that is not known, and what follows it."""
    found = SEQUENCE.match(text)
    if found:
        numbers, final, simple = found.groups()
        name = NUMBERED.get(numbers) if final == "~" else ARROWS.get(simple or ("" if numbers else final) or "")
        return Named(name) if name else None, text[found.end() :]
    if text[0] == "\x1b":
        return Named("Escape"), text[1:]
    return Named("Tab") if text[0] == "\t" else Letter(text[0]), text[1:]
