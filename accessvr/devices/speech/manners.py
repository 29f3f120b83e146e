"""How libespeak-ng is to speak so that a number of words a minute comes out."""

from __future__ import annotations

from accessvr.core.values import dataclass

SLOWEST_WPM, FASTEST_WPM = 80, 400
CLEAR_WPM = 120  # slower speech is that pace, with longer pauses and consonants


@dataclass(frozen=True, slots=True)
class Manner:
    """How to speak.

    pace    libespeak-ng's own rate
    gap     its pause between words, in its own unit
    factor  how much longer the result is made
    gain    that brings this pace to the level of the others
    """

    pace: int
    gap: int = 0
    factor: float = 1.0
    gain: float = 1.0

    @property
    def slowed(self) -> bool:
        """Tell whether it is made longer."""
        return self.factor > 1


def manner_of(language: str, words_per_minute: int) -> Manner:
    """Give how to speak in a language."""
    wanted = min(max(words_per_minute, SLOWEST_WPM), FASTEST_WPM)
    if wanted < CLEAR_WPM:
        return Manner(CLEAR_WPM, 1, CLEAR_WPM / wanted)
    return Manner(wanted)
