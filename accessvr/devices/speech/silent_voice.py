"""No synthesiser at all: silence of the length the words would take, so that a visit goes on in text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from accessvr.core.effects import Sounding
from accessvr.core.sentences import words
from accessvr.devices.speech.voice import SAMPLE_RATE, Piece


class SilentVoice:
    """A Voice that says nothing, at the pace that was asked for."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Give none: it takes any."""
        return ()

    def reads(self, text: str, language: str) -> bool:
        """Tell that it reads any text."""
        return True

    def voices(self, language: str) -> tuple[str, ...]:
        """Give the one voice there is."""
        return ("",)

    def speak(
        self, text: str, language: str, words_per_minute: int, voice: str, soundings: Sequence[Sounding] = ()
    ) -> Iterator[Piece]:
        """Give a stretch of silence for each word, with its mark."""
        a_word = round(SAMPLE_RATE * 60 / max(words_per_minute, 1))
        for number, (begin, _) in enumerate(words(text)):
            yield Piece(np.zeros(a_word, np.float32), ((number * a_word, begin),))

    def stop(self) -> None:
        """Nothing is being made."""

    def close(self) -> None:
        """There is nothing to give back."""
