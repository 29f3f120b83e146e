"""A text with some stretches said otherwise than they are written, and the way back to the places in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from accessvr.core.effects import Sounding
from accessvr.core.values import dataclass
from accessvr.devices.speech.reading import name_of
from accessvr.devices.speech.x_sampa import to_ipa

ALIAS, IPA, X_SAMPA = "alias", "ipa", "x-sampa"
BRACKETS = (
    ("[[", "(("),
    ("]]", "))"),
)  # espeak-ng takes what stands in the first for phonemes; as a pause both are one

ToPhonemes = Callable[[str], tuple[str, ...]]  # words of phonemes for sounds in the phonetic alphabet; () for none


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a text, and what is said instead."""

    start: int
    end: int
    said: str


class Respelling:
    """A text as it is given to a synthesiser.

    stretches  in order, not overlapping, inside the text
    """

    def __init__(self, text: str, stretches: Sequence[Stretch] = ()) -> None:
        self._stretches = stretches
        self._begins: list[int] = []
        said, at = "", 0
        for stretch in stretches:
            said += harmless(text[at : stretch.start])
            self._begins.append(len(said))
            said, at = said + stretch.said, stretch.end
        self.said = said + harmless(text[at:]) if stretches else text

    @property
    def changed(self) -> bool:
        """Tell whether anything is said otherwise."""
        return bool(self._stretches)

    def place(self, offset: int) -> int:
        """Give the place in the text of a place in what is said; all of a stretch is at its start."""
        index = bisect_right(self._begins, offset) - 1
        if index < 0:
            return offset
        stretch, inside = self._stretches[index], offset - self._begins[index]
        return stretch.start if inside < len(stretch.said) else stretch.end + inside - len(stretch.said)


def harmless(text: str) -> str:
    """Give a text of the same length in which nothing is taken for phonemes."""
    for phonemes, plain in BRACKETS:
        text = text.replace(phonemes, plain)
    return text


def sounded(text: str, soundings: Iterable[Sounding], to_phonemes: ToPhonemes) -> Iterator[Stretch]:
    """Give what is said for each sounding; one that cannot be said, or is not inside the text, is left out."""
    at = 0
    for sounding in sorted(soundings, key=lambda one: one.start):
        if at <= sounding.start < sounding.end <= len(text) and (said := _said(text, sounding, to_phonemes)):
            yield Stretch(sounding.start, sounding.end, said)
            at = sounding.end


def _said(text: str, sounding: Sounding, to_phonemes: ToPhonemes) -> str:
    match sounding.alphabet.lower():
        case "alias":
            return harmless(sounding.sounds)
        case "ipa":
            words = to_phonemes(sounding.sounds)
        case "x-sampa":
            words = to_phonemes(to_ipa(sounding.sounds))
        case _:
            return ""
    before, after = text[: sounding.start][-1:], text[sounding.end :][:1]
    spaced = (" " if before.strip() else "") + " ".join(f"[[{word}]]" for word in words)  # unspaced it is not spoken
    return (spaced + " " * after.isalnum()) if words else ""


def spelled(text: str) -> Iterator[Stretch]:
    """Give the name of each letter."""
    for at, sign in enumerate(text):
        if name := name_of(sign):
            yield Stretch(at, at + 1, f" {name} ")
