"""How libespeak-ng is to speak so that a number of words a minute comes out.

Its own rate is no number of words a minute: at its 200 English comes at 233, French at 287, Chinese at 209. Here a word
is what it is where the time left is told: 5.8 characters with the space after it, 1.42 Chinese ones.
"""

from __future__ import annotations

import numpy as np

from accessvr.core.values import dataclass

SLOWEST_WPM, FASTEST_WPM = 80, 400
CLEAR_WPM = 120  # below it speech is that of SLOWED_WPM, with longer pauses and consonants
SLOWED_WPM = 128  # chosen: short pauses between words, and nothing else, at CLEAR_WPM
SLOWED_AT = 120  # the pace for which the words a minute with pauses between words were measured
LOST = 1.017  # measured: no pause is added after the last word of a sentence
PACES = (100, 120, 200, 300, 370, 420)
# Words a minute at SLOWED_AT with pauses between words; then at each of PACES. Measured with 1.51 on six to 24
# sentences of plain prose, said one at a time; what is not listed is taken for English.
_MEASURED = """
en:126.5:118,141,233,344,417,468 de:127.5:114.5,136,225,322.5,387.5,442.5 fr:156.4:140,169,287,427,514,576
es:124.2:113,135,218,295.5,343,380 cmn:107.4:95.5,116,209,343,413.5,481 it:127.2:113,135,216,301,354,393
nl:122.5:110,131.5,219,321.5,396,449 pt:115.4:104,125,212,322,384,426 ru:134.6:124,146,222,288.5,329.5,368
"""
_ROWS = [row.split(":") for row in _MEASURED.split()]
MEASURED = {language: (float(slowed), tuple(map(float, paces.split(",")))) for language, slowed, paces in _ROWS}
# What brings a pace to the level of SLOWED_AT (BS.1770): fast speech has less of its vowels, slow speech more silence.
LOUDER_DB = (-0.25, 0.0, 0.85, 1.6, 1.55, 1.25)
SLOWED_LOUDER_DB = 1.0  # for a factor of 2


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
    """Give how to speak in a language, by its canonical primary tag."""
    wanted = min(max(words_per_minute, SLOWEST_WPM), FASTEST_WPM)
    slowed, paces = MEASURED.get(language, MEASURED["en"])
    if wanted < CLEAR_WPM:
        factor = 1 + (SLOWED_WPM / wanted - 1) * LOST
        return Manner(round(SLOWED_AT * SLOWED_WPM / slowed), 1, factor, _gain((factor - 1) * SLOWED_LOUDER_DB))
    pace = float(np.interp(wanted, paces, PACES))
    pace *= wanted / min(max(wanted, paces[0]), paces[-1])  # beyond what was measured
    return Manner(round(pace), gain=_gain(float(np.interp(pace, PACES, LOUDER_DB))))


def _gain(louder_db: float) -> float:
    return float(10 ** (louder_db / 20))
