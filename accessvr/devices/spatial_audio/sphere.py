"""The head as a rigid sphere: what a near source changes at an ear, and a head for when no table can be read."""

from __future__ import annotations

from functools import lru_cache
from math import pi, radians

import numpy as np
import numpy.typing as npt

from accessvr.devices.spatial_audio.hrtf import Directions, Head
from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE

RADIUS_M = 0.0875  # of the usual head: Duda and Martens 1998
SOUND_M_PER_S = 343.0
NEAR_REFERENCE_M = 1.0  # beyond, nearness is no longer heard: within 1 dB of a far source (the same)
TERMS = 50  # of the series: enough for 20 kHz at 0.2 m
LOWEST_HZ, HIGHEST_HZ = 100.0, 16_000.0  # beyond these the level is held
SPAN = 2 ** (1 / 6)  # each frequency stands for a third of an octave: the ripples of a perfect sphere are no ear's
MOST_DB = 12.0
STEP_DEG = 3.0  # of the head made by rule
SPHERE_SIZE, SPHERE_TAPS, SPHERE_GUARD = 512, 128, 8

Numbers = npt.NDArray[np.float64]
Waves = npt.NDArray[np.complex128]


_FREQUENCIES_HZ = np.geomspace(LOWEST_HZ / SPAN, HIGHEST_HZ * SPAN, 73)
_WIDTH = round(72 * np.log(SPAN) / np.log(_FREQUENCIES_HZ[-1] / _FREQUENCIES_HZ[0]))


@lru_cache(maxsize=1024)
def _power(distance_m: float, angle_deg: float) -> Numbers:
    """Give the power at the ear, each frequency with its neighbours."""
    power = np.square(np.abs(at_ear(_FREQUENCIES_HZ, distance_m, angle_deg)))
    return np.convolve(power, np.ones(2 * _WIDTH + 1), "valid")


def near_level_db(distance_m: float, angle_deg: float, frequency_hz: Numbers) -> Numbers:
    """Give how much louder a near source is at an ear than one at NEAR_REFERENCE_M, beside what distance alone does.

    distance_m  from the middle of the head, above RADIUS_M
    angle_deg   between the source and the axis of the ear, 0 to 180
    """
    level = 10 * np.log10(_power(distance_m, angle_deg) / _power(NEAR_REFERENCE_M, angle_deg))
    middle = _FREQUENCIES_HZ[_WIDTH : len(_FREQUENCIES_HZ) - _WIDTH]
    near: Numbers = np.interp(frequency_hz, middle, np.clip(level, -MOST_DB, MOST_DB))
    return near


def at_ear(frequency_hz: Numbers, distance_m: float, angle_deg: float) -> Waves:
    """Give the pressure on a rigid sphere beside that in its middle if it were not there.

    R. O. Duda and W. L. Martens, "Range dependence of the response of a spherical head model", JASA 104, 3048 (1998),
    formula 4: a sum of Legendre polynomials and spherical Hankel functions.
    """
    size = 2 * pi * frequency_hz * RADIUS_M / SOUND_M_PER_S
    ratio = distance_m / RADIUS_M
    cosine = np.cos(radians(angle_deg))
    source, surface = _hankel(size * ratio), _hankel(size)
    total = np.zeros(len(size), np.complex128)
    legendre_before, legendre = 1.0, float(cosine)
    for order in range(TERMS):
        now = legendre_before
        slope = (order / size) * surface[order] - surface[order + 1]
        total += (2 * order + 1) * now * source[order] / slope
        legendre_before, legendre = (
            legendre,
            ((2 * order + 3) * cosine * legendre - (order + 1) * legendre_before) / (order + 2),
        )
    at: Waves = -(ratio / size) * np.exp(-1j * size * ratio) * total
    return at


def _hankel(at: Numbers) -> list[Waves]:
    """Give the spherical Hankel functions of the first kind of orders 0 to TERMS."""
    first: Waves = np.exp(1j * at) / (1j * at)
    found = [first, first * (1 / at - 1j)]
    for order in range(1, TERMS):
        found.append((2 * order + 1) / at * found[order] - found[order - 1])
    return found


def sphere_head() -> Head:
    """Give a head made by rule alone: sides are told apart, front and back are not.

    Level: C. P. Brown and R. O. Duda, "A structural model for binaural sound synthesis", IEEE Transactions on Speech
    and Audio Processing 6, 476 (1998), formulas 4 and 5. Delay: R. S. Woodworth, "Experimental psychology" (1938), 520.
    """
    heights, around = np.arange(-90.0, 91.0, STEP_DEG), np.arange(0.0, 360.0, STEP_DEG)
    elevation_deg, azimuth_deg = (grid.reshape(-1) for grid in np.meshgrid(heights, around, indexing="ij"))
    right = np.sin(np.radians(azimuth_deg)) * np.cos(np.radians(elevation_deg))
    known = _sphere_filters(np.arange(0.0, 181.0))
    off_axis = np.stack([np.degrees(np.arccos(np.clip(side * right, -1, 1))) for side in (-1, 1)], 1)
    return Head(known[np.rint(off_axis).astype(np.intp)], Directions(azimuth_deg, elevation_deg))


def _sphere_filters(off_axis_deg: Numbers) -> npt.NDArray[np.float16]:
    """Give the filters [angle, tap] of an ear by the angle between a source and its axis."""
    frequency = np.fft.rfftfreq(SPHERE_SIZE, 1 / SAMPLE_RATE)
    turn = 1j * pi * frequency * RADIUS_M / SOUND_M_PER_S
    shade = 1.05 + 0.95 * np.cos(np.radians(off_axis_deg * 180 / 150))[:, None]
    angle = np.radians(off_axis_deg)
    delay_s = RADIUS_M / SOUND_M_PER_S * np.where(angle < pi / 2, 1 - np.cos(angle), 1 + angle - pi / 2)
    lag = np.exp(-2j * pi * frequency * (delay_s[:, None] + SPHERE_GUARD / SAMPLE_RATE))
    filters = np.fft.irfft((1 + shade * turn) / (1 + turn) * lag, SPHERE_SIZE, axis=-1)[:, :SPHERE_TAPS]
    filters[:, -SPHERE_GUARD:] *= np.linspace(1, 0, SPHERE_GUARD, endpoint=False)
    return filters.astype(np.float16)
