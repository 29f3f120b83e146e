"""The reverberation of a room: noise that dies away, the high parts sooner, as it reaches the two ears of a head.

Late sound comes from all around, whichever way the head turns. So its two responses, one for each ear, need no bus:
they are as alike in each band as sound from all around is in that head's ears, and as loud.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from accessvr.devices.spatial_audio.ambisonics import diffuse
from accessvr.devices.spatial_audio.hrtf import Head
from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE, FloatArray

SEED = 20
LONGEST_S = 4.0  # chosen: what is described as longer is cut off there, some 24 dB and more down
RISE_S, FALL_S = 0.005, 0.05
EDGES_HZ = (2800.0, 5600.0, 11_200.0)
SHARES = (
    1.0,
    0.8,
    0.55,
    0.35,
)  # chosen: of the reverberation time in each band; air and cloth take the high ones first
SOFT = 0.25  # octaves to each side of an edge in which one band goes over into the next


def tail(head: Head, reverberation_s: float, after_s: float) -> FloatArray:
    """Give the responses [ear, n], their energy 1 in the mean of the ears; nothing before `after_s`."""
    count = round((min(reverberation_s, LONGEST_S) + after_s) * SAMPLE_RATE)
    noise = _noise(head, count)
    time = np.arange(count) / SAMPLE_RATE
    whole = np.zeros((2, count), np.float32)
    for share, spectrum in zip(SHARES, _bands(noise), strict=True):
        falling = np.exp(-np.log(1000) / (share * reverberation_s) * np.maximum(time - after_s, 0)).astype(np.float32)
        whole += np.fft.irfft(spectrum, axis=1)[:, :count] * falling
    edges = np.clip((time - after_s) / RISE_S, 0, 1) * np.clip((time[-1] - time) / FALL_S, 0, 1)
    whole *= np.sin(np.pi / 2 * edges).astype(np.float32)
    whole /= np.float32(np.sqrt((whole.astype(np.float64) ** 2).sum() / 2))
    return whole


def _noise(head: Head, count: int) -> FloatArray:
    """Give the spectra [ear, bin] of steady noise from all around, of `count` samples or a few more."""
    size = 1 << int(count - 1).bit_length()
    chance = np.random.default_rng(SEED)
    first, second = np.fft.rfft(chance.standard_normal((2, size), np.float32), axis=1)
    power, alike = diffuse(head)
    at, known = np.linspace(0, 1, size // 2 + 1), np.linspace(0, 1, power.shape[1])
    common, apart = (np.interp(at, known, np.sqrt((1 + sign * alike) / 2)).astype(np.float32) for sign in (1, -1))
    loud = np.stack([np.interp(at, known, np.sqrt(ear)) for ear in power]).astype(np.float32)
    return np.stack([common * first + apart * second, common * first - apart * second]) * loud


def _bands(spectra: FloatArray) -> Sequence[FloatArray]:
    """Give the parts of spectra [ear, bin] in each band; together they are the whole."""
    frequency = np.linspace(0, SAMPLE_RATE / 2, spectra.shape[1])
    octaves = np.log2(np.maximum(frequency, 1.0))
    above = [np.ones(len(frequency))]
    for edge_hz in EDGES_HZ:
        way = np.clip((octaves - np.log2(edge_hz)) / (2 * SOFT) + 0.5, 0, 1)
        above.append(0.5 - 0.5 * np.cos(np.pi * way))
    above.append(np.zeros(len(frequency)))
    return [spectra * (lower - upper).astype(np.float32) for lower, upper in pairwise(above)]
