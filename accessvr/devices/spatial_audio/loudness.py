"""How loud a sound is to people: ITU-R BS.1770-4, as EBU R 128 uses it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE, FloatArray

SPEECH_LUFS = -23.0  # EBU R 128
SILENT_LUFS = -120.0
WINDOW = int(0.4 * SAMPLE_RATE)
HOP = int(0.1 * SAMPLE_RATE)

Powers = npt.NDArray[np.float64]


def loudness_lufs(sound: npt.NDArray[np.floating], rate: int = SAMPLE_RATE) -> float:
    """Give the integrated loudness of sound [sample, channel] of 0.4 s or more: both gates; SILENT_LUFS for silence."""
    levels = _levels(_window_powers(sound, rate))
    loud = levels > -70
    if not loud.any():
        return SILENT_LUFS
    powers = _powers(levels)
    relative = float(_levels(powers[loud].mean())) - 10
    return float(_levels(powers[loud & (levels > relative)].mean()))


def loudest_lufs(sound: npt.NDArray[np.floating]) -> float:
    """Give the loudness of the loudest 0.4 s of sound [sample, channel]; a shorter one has silence after it."""
    if len(sound) < WINDOW:
        sound = np.concatenate([sound, np.zeros((WINDOW - len(sound), sound.shape[1]))])
    powers = _window_powers(sound)
    return max(SILENT_LUFS, float(_levels(powers.max())))


def both_ears(mono: FloatArray) -> FloatArray:
    """Give [sample, 2] with the same in both ears: how the loudness of a mono sound is measured here."""
    return np.stack([mono, mono], 1)


def _window_powers(sound: npt.NDArray[np.floating], rate: int = SAMPLE_RATE) -> Powers:
    """Give the mean power of each 400 ms, 100 ms apart, summed over the channels; none for a shorter sound."""
    window, hop = WINDOW * rate // SAMPLE_RATE, HOP * rate // SAMPLE_RATE
    if len(sound) < window:
        return np.zeros(0)
    running = np.concatenate([np.zeros((1, sound.shape[1])), np.cumsum(k_weighted(sound, rate) ** 2, 0)])
    start = np.arange((len(sound) - window) // hop + 1) * hop
    powers: Powers = ((running[start + window] - running[start]) / window).sum(1)
    return powers


def k_weighted(sound: npt.NDArray[np.floating], rate: int) -> Powers:
    """Give sound [sample, channel] through the two filters of BS.1770 (its coefficients for 48 kHz), by transform."""
    size = 1 << int(np.ceil(np.log2(len(sound) + rate)))
    z = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size * (rate / SAMPLE_RATE))
    shelf = 1.53512485958697 - 2.69169618940638 * z + 1.19839281085285 * z**2
    shelf /= 1 - 1.69065929318241 * z + 0.73248077421585 * z**2
    high_pass = (1 - 2 * z + z**2) / (1 - 1.99004745483398 * z + 0.99007225036621 * z**2)
    spectrum = np.fft.rfft(sound, size, axis=0) * (shelf * high_pass)[:, None]
    return np.fft.irfft(spectrum, size, axis=0)[: len(sound)]


def _levels(powers: Powers) -> Powers:
    levels: Powers = -0.691 + 10 * np.log10(np.asarray(powers) + 1e-15)
    return levels


def _powers(levels: Powers) -> Powers:
    powers: Powers = 10 ** ((levels + 0.691) / 10)
    return powers
