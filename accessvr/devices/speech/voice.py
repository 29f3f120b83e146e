"""The seam between the speech device and whatever speaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE = 48_000
Mono = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of speech.

    samples  mono at SAMPLE_RATE, -1 to 1
    marks    (sample counted from the beginning of the utterance, offset in the text in characters), in order
    """

    samples: Mono
    marks: tuple[tuple[int, int], ...] = ()


class Voice(Protocol):
    """Something that speaks. Used by one thread; `stop` may come from any."""

    def speak(self, text: str, language: str, words_per_minute: int, voice: str) -> Iterator[Piece]:
        """Give the speech, as it is made. Raises DeviceError when the voice has died; the next call tries anew."""
        ...

    def stop(self) -> None:
        """Give up what is being made."""
        ...

    def close(self) -> None:
        """End, and give everything back."""
        ...
