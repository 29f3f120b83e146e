"""A factor that goes evenly to where it is wanted, sample by sample: so it is the same for any block, and no step."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE, FloatArray

Span = tuple[int, int]


class Glide:
    """A factor, and how long it takes from 1 to 0 and from 0 to 1."""

    def __init__(self, value: float, down_s: float, up_s: float) -> None:
        self.value = value
        self._down, self._up = 1 / (down_s * SAMPLE_RATE), 1 / (up_s * SAMPLE_RATE)

    def advance(self, count: int, wanted: float) -> FloatArray:
        """Give the next `count` factors on the way to what is wanted."""
        if self.value == wanted:
            return np.full(count, wanted, np.float32)
        steps = np.arange(1, count + 1)
        if wanted < self.value:
            way = np.maximum(self.value - self._down * steps, wanted)
        else:
            way = np.minimum(self.value + self._up * steps, wanted)
        if count:
            self.value = float(way[-1])
        return way.astype(np.float32)

    def through(self, count: int, spans: Sequence[Span], inside: float, outside: float) -> FloatArray:
        """Give the next `count` factors, wanted to be `inside` within the spans and `outside` elsewhere."""
        pieces, at = [], 0
        for start, end in spans:
            pieces += [self.advance(start - at, outside), self.advance(end - start, inside)]
            at = end
        pieces.append(self.advance(count - at, outside))
        return np.concatenate(pieces)
