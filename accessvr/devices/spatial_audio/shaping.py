"""Filters made by rule: a response in dB becomes a short filter, as loud for speech as no filter at all."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from accessvr.devices.spatial_audio.loudness import k_weighted
from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE, FloatArray
from accessvr.devices.spatial_audio.spectra import quick_size

SIZE = 1024  # of the transforms filters are made with: 47 Hz a bin
# Power of speech over frequency: measured of libespeak-ng's voices (English, German, Chinese), which differ by 3 dB;
# recorded voices fall a little sooner and end less soon.
SPEECH_HZ = (80.0, 125, 250, 350, 500, 700, 1000, 1400, 2000, 2800, 4000, 5600, 8000, 12_000, 24_000)
SPEECH_DB = (-30.0, -7, -3.5, 0, -1, -3.5, -7, -10, -15.5, -16, -21, -27, -31, -45, -80)

Levels = npt.NDArray[np.float64]


@lru_cache(maxsize=8)
def frequencies_hz(size: int = SIZE) -> Levels:
    """Give the frequencies of the bins of a transform; the first is not quite 0, so that it has a logarithm."""
    hz: Levels = np.maximum(np.fft.rfftfreq(size, 1 / SAMPLE_RATE), 1.0)
    return hz


@lru_cache(maxsize=8)
def speech_power(size: int = SIZE) -> Levels:
    """Give how much each bin adds to the power of speech, all together 1."""
    hz = frequencies_hz(size)
    power = 10 ** (np.interp(np.log(hz), np.log(SPEECH_HZ), SPEECH_DB) / 10)
    share: Levels = power / power.sum()
    return share


@lru_cache(maxsize=1)
def speech_weight() -> Levels:
    """Give how much each bin adds to the loudness of speech (ITU-R BS.1770-4)."""
    impulse = np.zeros((4 * SIZE, 1))
    impulse[0] = 1
    response = np.fft.rfft(k_weighted(impulse, SAMPLE_RATE)[:, 0])[::4]
    weight: Levels = speech_power() * np.abs(response) ** 2
    return weight


def minimum_phase(levels_db: Levels, taps: int) -> FloatArray:
    """Give filters [..., taps] with the levels [..., SIZE // 2 + 1], that come as early as can be."""
    size = 2 * (levels_db.shape[-1] - 1)
    quefrency = np.fft.irfft(np.maximum(levels_db, -100.0) * (np.log(10) / 20), size, axis=-1)
    quefrency[..., 1 : size // 2] *= 2
    quefrency[..., size // 2 + 1 :] = 0
    whole = np.fft.irfft(np.exp(np.fft.rfft(quefrency, axis=-1)), size, axis=-1)[..., :taps]
    fade = max(1, taps // 4)
    whole[..., -fade:] *= np.cos(np.pi / 2 * np.arange(1, fade + 1) / (fade + 1)) ** 2
    return whole.astype(np.float32)


def speech_level_db(filters: npt.NDArray[np.floating]) -> Levels:
    """Give how much louder [...] speech is through filters [..., ears, taps] than without, both ears together."""
    power = (np.abs(np.fft.rfft(filters.astype(np.float64), SIZE, axis=-1)) ** 2).sum(-2)
    weight = speech_weight()
    level: Levels = 10 * np.log10(np.maximum(power @ weight, 1e-12) / (filters.shape[-2] * weight.sum()))
    return level


def as_loud(filters: FloatArray) -> FloatArray:
    """Give filters [..., taps] through each of which speech is as loud as without."""
    factors = 10 ** (-speech_level_db(filters[..., None, :]) / 20)
    return (filters * factors[..., None]).astype(np.float32)


class Shaper:
    """Sends rows of sound through a filter each, block after block, without delay but that of the filter."""

    def __init__(self, filters: FloatArray, block: int) -> None:
        """Begin with filters [row, taps] or [row, band, taps]; those give [row, band, block]."""
        self._block = block
        self._size = quick_size(block + filters.shape[-1] - 1)
        self._spectra = np.fft.rfft(filters, self._size, axis=-1).astype(np.complex64)
        self._history = np.zeros((len(filters), self._size), np.float32)
        self._quiet = self._lasting = -(-self._size // block)

    def render(self, sound: FloatArray) -> FloatArray:
        """Give the next block of sound [row, block] through the filters."""
        self._quiet = 0 if sound.any() else self._quiet + 1
        if self._quiet > self._lasting:
            return np.zeros((*self._spectra.shape[:-1], self._block), np.float32)
        self._history[:, : -self._block] = self._history[:, self._block :]
        self._history[:, -self._block :] = sound
        spectra = np.fft.rfft(self._history, axis=-1)
        product = (spectra if self._spectra.ndim == 2 else spectra[:, None]) * self._spectra
        shaped: FloatArray = np.fft.irfft(product, self._size, axis=-1)[..., -self._block :].astype(np.float32)
        return shaped
