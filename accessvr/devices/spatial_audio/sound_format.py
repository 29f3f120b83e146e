"""The form every sound has in here: mono or stereo, float32, 48 kHz, rendered in blocks, of 10 ms where nobody asks."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

SAMPLE_RATE = 48_000
BLOCK = 480  # samples rendered at a time where nobody asks for another number: 10 ms, so that times are tidy
FADE = 480  # samples, 10 ms: what is cut off dies away for so long, or for a block where that is shorter

FloatArray = npt.NDArray[np.float32]


def gain(level_db: float) -> float:
    """Give the factor of a level in dB."""
    return float(10.0 ** (level_db / 20.0))


def falling(block: int) -> FloatArray:
    """Give the factors [block] of what is cut off: evenly to exactly 0 within FADE samples, and 0 from there on."""
    count = min(block, FADE)
    fall = np.zeros(block, np.float32)
    fall[:count] = 1 - np.arange(1, count + 1) / count
    return fall
