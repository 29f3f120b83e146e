"""Heads made by rule, not measured: for loudspeakers, for one sound in both ears, for one ear, for ears that need more.

What cannot be heard from its side there is told by its timbre. Each direction is as loud for speech as straight ahead.

behind  duller, the more so the further behind
high    brighter; low: a little duller on top
left    fuller, right: thinner; only where there are no two sides
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from accessvr.devices.spatial_audio.hrtf import Directions, Head
from accessvr.devices.spatial_audio.shaping import SIZE, Levels, as_loud, frequencies_hz, minimum_phase
from accessvr.devices.spatial_audio.sound_format import FloatArray

TAPS = 96
STEP_DEG, HEIGHT_STEP_DEG = 3.0, 15.0  # chosen: finer than such differences are told apart
BEHIND_DB, BEHIND_HZ = -10.0, (1000.0, 4000.0)  # chosen: heard at once, and speech stays clear
HIGH_DB, LOW_DB, HIGH_HZ = 7.0, -4.0, (2500.0, 5000.0)
SIDE_DB, FULL_HZ, THIN_HZ = 4.0, (250.0, 800.0), (1500.0, 3000.0)  # chosen: where old ears hear well
WIDER_HZ = (1300.0, 1900.0)  # level differences are doubled below the first, left alone above the second
WIDER_TAPS = 64  # so many taps more
WIDER_SIZE = 512
AT_ONCE = 1024  # rows

Table = tuple[Levels, Levels, Levels]


@lru_cache(maxsize=2)
def loudspeaker_head() -> Head:
    """Give the head for two loudspeakers: constant power between them, no HRTF.

    Each direction has a spot of its own: 30 degrees stand half way to a speaker, 90 degrees and more in it.
    """

    def sides(azimuth: Levels, elevation: Levels) -> Levels:
        angle = (np.sin(azimuth) * np.cos(elevation) + 1) * np.pi / 4
        panned: Levels = np.sqrt(2) * np.stack([np.cos(angle), np.sin(angle)], 1)
        return panned

    return _head(sides, tells_sides=False)


@lru_cache(maxsize=2)
def mono_head() -> Head:
    """Give the head for one sound in both ears."""
    return _head(lambda azimuth, elevation: np.ones((len(azimuth), 2)), tells_sides=True)


@lru_cache(maxsize=2)
def one_ear_head(ear: str) -> Head:
    """Give the head of which only the "left" or the "right" ear hears: all there is, as loud as in two."""
    heard = np.array([1.0, 0.0] if ear == "left" else [0.0, 1.0]) * np.sqrt(2)
    return _head(lambda azimuth, elevation: np.tile(heard, (len(azimuth), 1)), tells_sides=True)


def wider_head(head: Head) -> Head:
    """Give a head whose ears hear levels twice as unlike below 1.5 kHz: for ears to which delays say little."""
    taps = head.taps + WIDER_TAPS
    filters = np.empty((len(head.filters), 2, taps), np.float16)
    for start in range(0, len(filters), AT_ONCE):
        filters[start : start + AT_ONCE] = _widened(head.filters[start : start + AT_ONCE].astype(np.float32), taps)
    return Head(filters, head.directions)


def _widened(filters: FloatArray, taps: int) -> FloatArray:
    level_db = 20 * np.log10(np.abs(np.fft.rfft(filters, WIDER_SIZE, axis=-1)) + 1e-6)
    hz = frequencies_hz(WIDER_SIZE)
    below = 1 - _between(hz, WIDER_HZ)
    more_db = (level_db[:, 0] - level_db[:, 1]) / 2 * below
    shape = minimum_phase(np.stack([more_db, -more_db], 1), WIDER_TAPS + 1)
    size = WIDER_SIZE
    whole = np.fft.irfft(np.fft.rfft(filters, size, axis=-1) * np.fft.rfft(shape, size, axis=-1), size, axis=-1)
    widened: FloatArray = whole[..., :taps].astype(np.float32)
    return widened


def _head(sides: Callable[[Levels, Levels], Levels], *, tells_sides: bool) -> Head:
    heights, around = np.arange(-90, 91, HEIGHT_STEP_DEG), np.arange(0, 360, STEP_DEG)
    elevation, azimuth = (grid.reshape(-1) for grid in np.meshgrid(heights, around, indexing="ij"))
    directions = Directions(azimuth.astype(np.float32), elevation.astype(np.float32))
    turned = np.radians(azimuth), np.radians(elevation)
    timbre = as_loud(minimum_phase(_timbre_db(*turned, tells_sides=tells_sides), TAPS))
    return Head((timbre[:, None, :] * sides(*turned)[:, :, None]).astype(np.float16), directions)


def _timbre_db(azimuth: Levels, elevation: Levels, *, tells_sides: bool) -> Levels:
    """Give the levels [direction, bin] by which directions differ."""
    hz = frequencies_hz(SIZE)
    flat = np.cos(elevation)
    behind = np.maximum(-np.cos(azimuth) * flat, 0)[:, None]
    up = np.sin(elevation)[:, None]
    level: Levels = BEHIND_DB * behind * _between(hz, BEHIND_HZ)
    level = level + np.where(up > 0, HIGH_DB * up, -LOW_DB * up) * _between(hz, HIGH_HZ)
    if tells_sides:
        right = (np.sin(azimuth) * flat)[:, None]
        level = level + SIDE_DB * right * (_within(hz, THIN_HZ) - _within(hz, FULL_HZ))
    return level


def _between(hz: Levels, ends: tuple[float, float]) -> Levels:
    """Give 0 below the ends, 1 above, and evenly by octaves between."""
    share: Levels = np.clip(np.log2(hz / ends[0]) / np.log2(ends[1] / ends[0]), 0, 1)
    return share


def _within(hz: Levels, band: tuple[float, float]) -> Levels:
    """Give 1 within a band, falling to 0 an octave away."""
    away = np.maximum(np.log2(band[0] / hz), np.log2(hz / band[1]))
    inside: Levels = np.clip(1 - away, 0, 1)
    return inside
