"""What a voice says, in one piece."""

from __future__ import annotations

import numpy as np

from accessvr.devices.speech.voice import Mono, Voice


def spoken(voice: Voice, text: str, wpm: int = 150, language: str = "en") -> tuple[Mono, list[tuple[int, int]]]:
    """Give all samples and marks of an utterance."""
    pieces = list(voice.speak(text, language, wpm, ""))
    samples = [piece.samples for piece in pieces] or [np.zeros(0, np.float32)]
    return np.concatenate(samples), [mark for piece in pieces for mark in piece.marks]
