"""The form every sound has in here: mono or stereo, float32, 48 kHz, rendered in blocks of 10 ms."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

SAMPLE_RATE = 48_000
BLOCK = 480  # samples rendered at a time: 10 ms, so that times are tidy
BLOCK_S = BLOCK / SAMPLE_RATE

FloatArray = npt.NDArray[np.float32]

RISE: FloatArray = (np.arange(1, BLOCK + 1) / BLOCK).astype(np.float32)
FALL: FloatArray = 1 - RISE  # ends at exactly 0


def gain(level_db: float) -> float:
    """Give the factor of a level in dB."""
    return float(10.0 ** (level_db / 20.0))
