"""The sorts of sounds that speech is made of, as far as their lengths go. Only the standard library is used."""

from __future__ import annotations

PAUSE, STOP, CONSONANT, VOWEL = "_", "p", "c", "v"
STOPS = frozenset("pbtdkgqc?")
CONSONANTS = frozenset("fvszSZTDhxXCGHjJlLmnNrRwW*BMPQ")


def sort_of(phoneme: str) -> str:
    """Give the sort of a phoneme, by espeak-ng's name for it: its first letter says how it is made, in any language.

    An affricate counts as a stop, since it begins as one.
    """
    first = phoneme[:1]
    if first in ("_", ""):
        return PAUSE
    return STOP if first in STOPS else CONSONANT if first in CONSONANTS else VOWEL
