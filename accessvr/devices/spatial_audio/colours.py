"""Colours: what air, things in between and a near head do to a sound on its way to one ear, as numbered filters.

A number tells how much stands between, and how far the source is: 0 is nothing between, neither near nor far.
Numbers are steps so fine that going from one to the next, within a block, is not heard as a step.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import exp, log, pi

import numpy as np
import numpy.typing as npt

from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE, FloatArray
from accessvr.devices.spatial_audio.sphere import NEAR_REFERENCE_M, near_level_db

NO_COLOUR = (0, 0)

SIZE = 1024  # of the transforms in which a colour is laid on a filter
AIR_STEP_M, AIR_STEPS = 3.0, 16  # a step takes 0.5 dB at 10 kHz; beyond 48 m all is as at 48 m
NEAREST_M = 0.2  # chosen: nearer sounds are played as from here; sources do not pass through the head
NEAR_STEPS, ANGLE_STEP_DEG = 16, 6.0  # a step is below 1 dB at any frequency
ANGLES = 1 + round(180 / ANGLE_STEP_DEG)
SHAPES = 1 + AIR_STEPS + NEAR_STEPS * ANGLES

HIDDEN_DB = 24.0  # chosen: what is wholly hidden is dull, and softer by so much in the treble
HIDDEN_STEPS = 48  # half a dB each
HIDDEN_HZ = 600.0  # chosen: below, a sound goes around most things
HIDING_DB_PER_S = 150.0  # the gate is 1 dB in 5 ms; this is three quarters of it, since it goes by steps

CELSIUS, HUMIDITY_PERCENT = 20.0, 50.0  # of a library

Decibels = npt.NDArray[np.float64]


def far_shape(distance_m: float) -> int:
    """Give the shape of air between a source and the head; 0 as long as it makes no difference."""
    return min(round(distance_m / AIR_STEP_M), AIR_STEPS)


def near_shape(distance_m: float, angle_deg: float) -> int:
    """Give the shape at one ear of a source nearer than 1 m, `angle_deg` off the axis of that ear."""
    nearness = log(NEAR_REFERENCE_M / max(distance_m, NEAREST_M)) / log(NEAR_REFERENCE_M / NEAREST_M)
    step = round(nearness * NEAR_STEPS)
    return 1 + AIR_STEPS + (step - 1) * ANGLES + round(angle_deg / ANGLE_STEP_DEG) if step > 0 else 0


def hidden(shape: int, occlusion: float) -> int:
    """Give the number of a colour: a shape behind what stands between, 0 to 1."""
    return shape + SHAPES * round(min(max(occlusion, 0.0), 1.0) * HIDDEN_STEPS)


def fading(occlusion: float, wanted: float, block: int) -> float:
    """Give how much stands between in the next block, on the way to what is wanted: never more than 1 dB in 5 ms."""
    most = HIDING_DB_PER_S / HIDDEN_DB * block / SAMPLE_RATE
    return min(max(wanted, occlusion - most), occlusion + most)


def air_db_per_m(frequency_hz: Decibels) -> Decibels:
    """Give how much air takes away at 20 C, 50 % humidity and usual pressure: ISO 9613-1, formulas 3 to 5, annex B."""
    kelvin, usual = CELSIUS + 273.15, 293.15
    relative = kelvin / usual
    vapour = HUMIDITY_PERCENT * 10 ** (4.6151 - 6.8346 * (273.16 / kelvin) ** 1.261)
    oxygen_hz = 24 + 4.04e4 * vapour * (0.02 + vapour) / (0.391 + vapour)
    nitrogen_hz = relative**-0.5 * (9 + 280 * vapour * exp(-4.170 * (relative ** (-1 / 3) - 1)))
    square = np.square(frequency_hz)
    oxygen = 0.01275 * exp(-2239.1 / kelvin) / (oxygen_hz + square / oxygen_hz)
    nitrogen = 0.1068 * exp(-3352.0 / kelvin) / (nitrogen_hz + square / nitrogen_hz)
    taken: Decibels = 8.686 * square * (1.84e-11 * relative**0.5 + relative**-2.5 * (oxygen + nitrogen))
    return taken


def hidden_db(frequency_hz: Decibels, occlusion: float) -> Decibels:
    """Give what stands between does: a shelf of the first order that takes the treble away."""
    ratio = np.square(frequency_hz / HIDDEN_HZ)
    level: Decibels = 10 * np.log10((1 + ratio * 10 ** (-HIDDEN_DB * occlusion / 10)) / (1 + ratio))
    return level


def colour_db(number: int, frequency_hz: Decibels) -> Decibels:
    """Give the level of a colour at frequencies."""
    between, shape = divmod(number, SHAPES)
    level = hidden_db(frequency_hz, between / HIDDEN_STEPS)
    if 0 < shape <= AIR_STEPS:
        level = level - air_db_per_m(frequency_hz) * AIR_STEP_M * shape
    elif shape > AIR_STEPS:
        step, angle = divmod(shape - 1 - AIR_STEPS, ANGLES)
        distance_m = NEAR_REFERENCE_M * (NEAREST_M / NEAR_REFERENCE_M) ** ((step + 1) / NEAR_STEPS)
        level = level + near_level_db(distance_m, angle * ANGLE_STEP_DEG, frequency_hz)
    return level


@lru_cache(maxsize=1024)
def _spectrum(number: int) -> npt.NDArray[np.complex64]:
    """Give a colour as the spectrum of a minimum-phase filter: it comes at once, and rings as little as can be."""
    frequency_hz: Decibels = np.arange(SIZE // 2 + 1, dtype=np.float64) * (SAMPLE_RATE / SIZE)
    level = colour_db(number, frequency_hz)
    cepstrum = np.fft.irfft(level * np.log(10) / 20, SIZE)
    cepstrum[1 : SIZE // 2] *= 2
    cepstrum[SIZE // 2 + 1 :] = 0
    return np.exp(np.fft.rfft(cepstrum)).astype(np.complex64)


def coloured_filters(filters: FloatArray, colours: Sequence[int]) -> FloatArray:
    """Give filters [filter, tap], each through its colour, as long as before: what would be longer fades out."""
    taps = filters.shape[-1]
    tints = np.stack([_spectrum(number) for number in colours])
    made = np.fft.irfft(np.fft.rfft(filters, SIZE, axis=-1) * tints, SIZE, axis=-1)[:, :taps]
    tail = taps // 10
    made[:, taps - tail :] *= 0.5 + 0.5 * np.cos(pi * np.arange(1, tail + 1, dtype=np.float32) / (tail + 1))
    return made.astype(np.float32)
