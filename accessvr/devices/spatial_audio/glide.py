"""A factor that goes evenly to where it is wanted, sample by sample: the same for any block, and without a step."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE, FloatArray

Span = tuple[int, int]


class Glide:
    """A factor, and how long it takes from 1 to 0 and from 0 to 1."""

    def __init__(self, value: float, down_s: float, up_s: float) -> None:
        self.value = value
        self._down_s, self._up_s = down_s, up_s

    def advance(self, count: int, wanted: float, whole_s: float | None = None) -> FloatArray:
        """Give the next `count` factors on the way to what is wanted; `whole_s` from 0 to 1, else as is usual."""
        if self.value == wanted:
            return np.full(count, wanted, np.float32)
        falls = wanted < self.value
        step = 1 / ((whole_s or (self._down_s if falls else self._up_s)) * SAMPLE_RATE)
        steps = step * np.arange(1, count + 1)
        way = np.maximum(self.value - steps, wanted) if falls else np.minimum(self.value + steps, wanted)
        if count:
            self.value = float(way[-1])
        factors: FloatArray = way.astype(np.float32)
        return factors

    def through(self, count: int, spans: Sequence[Span], inside: float, outside: float) -> FloatArray:
        """Give the next `count` factors, wanted to be `inside` within the spans and `outside` elsewhere."""
        pieces, at = [], 0
        for start, end in spans:
            pieces += [self.advance(start - at, outside), self.advance(end - start, inside)]
            at = end
        pieces.append(self.advance(count - at, outside))
        whole: FloatArray = np.concatenate(pieces)
        return whole
