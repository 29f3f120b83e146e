"""Colours: what air, things in between and a near head do to a sound on its way to one ear, as short filters."""

from __future__ import annotations

from collections.abc import Sequence


from accessvr.devices.spatial_audio.sound_format import FloatArray

COLOUR_TAPS = 48
COLOURS = 1
NO_COLOUR = (0, 0)


def coloured_filters(filters: FloatArray, colours: Sequence[int]) -> FloatArray:
    """Give filters [filter, tap], each through its colour, as long as before."""
    return filters


def fading(occlusion: float, wanted: float, block: int) -> float:
    """Give how much stands between in the next block, on the way to what is wanted: never more than 1 dB in 5 ms."""
    return wanted
