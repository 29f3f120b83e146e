"""The seam between the speech device and whatever speaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from accessvr.core.effects import Sounding
from accessvr.core.values import dataclass

SAMPLE_RATE = 48_000
Mono = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of speech.

    samples  mono at SAMPLE_RATE, -1 to 1, near -23 LUFS over an utterance
    marks    (sample counted from the beginning of the utterance, offset in the text in characters), in order
    """

    samples: Mono
    marks: tuple[tuple[int, int], ...] = ()


class Voice(Protocol):
    """Something that speaks. Used by one thread; `stop` and `close` may come from any."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Give the languages it speaks (BCP 47, lower case); none when it takes any, or cannot tell."""
        ...

    def reads(self, text: str, language: str) -> bool:
        """Tell whether it reads a text in its language; true when it cannot tell."""
        ...

    def voices(self, language: str) -> tuple[str, ...]:
        """Give the names of the voices there are for a language, the usual one ("") first."""
        ...

    def speak(
        self, text: str, language: str, words_per_minute: int, voice: str, soundings: Sequence[Sounding] = ()
    ) -> Iterator[Piece]:
        """Give the speech, as it is made.

        language          BCP 47; one it does not speak is spoken by another voice, never by silence
        words_per_minute  80 to 400
        voice             "" for the best of the language
        soundings         pronunciations of stretches of the text; what it cannot pronounce so is read as it is written

        Raises DeviceError when the voice has died or hangs; the next call tries anew. A new call gives up the last.
        """
        ...

    def stop(self) -> None:
        """Give up what is being made. Raises nothing."""
        ...

    def close(self) -> None:
        """End, and give everything back."""
        ...
