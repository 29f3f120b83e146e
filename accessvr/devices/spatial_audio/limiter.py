"""The last stage: nothing is ever louder than the ceiling."""

from __future__ import annotations

import numpy as np

from accessvr.devices.spatial_audio.sound_format import BLOCK, SAMPLE_RATE, FloatArray, gain

CEILING = gain(-3.0)  # between the samples it can rise 1.6 dB more (measured); so it stays below 0 dBFS there too
RELEASE_S = 0.08  # chosen: quick enough that speech after a loud cue is not held down
EXACT = 1 - 1e-6  # keeps the rounding of float32 below the ceiling


class Limiter:
    """Holds the ceiling exactly, one block late: the gain falls along the block before the loud one."""

    def __init__(self, block: int = BLOCK, ceiling: float = CEILING) -> None:
        self._ceiling = ceiling * EXACT
        self._keep = float(np.exp(-block / SAMPLE_RATE / RELEASE_S))
        self._rise = np.linspace(0, 1, block, dtype=np.float32)
        self._waiting = np.zeros((2, block), np.float32)
        self._waiting_peak, self._gain = 0.0, 1.0

    def render(self, sound: FloatArray) -> FloatArray:
        """Give the block [2, n] of the call before, limited."""
        peak = float(np.abs(sound).max())
        needed = min(1.0, self._ceiling / max(peak, self._waiting_peak, 1e-9))
        target = needed if needed < self._gain else min(needed, 1 - (1 - self._gain) * self._keep)
        result = self._waiting * (self._gain + (target - self._gain) * self._rise)
        self._waiting, self._waiting_peak, self._gain = sound, peak, target
        return result
