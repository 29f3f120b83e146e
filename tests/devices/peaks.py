"""The sound between the samples, found in another way than the limiter finds it: by transforms, 16 points a sample."""

import numpy as np
import numpy.typing as npt

from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE, FloatArray

TIMES = 16

Spectrum = npt.NDArray[np.complex128]


def ideal_peak_dbtp(sound: FloatArray) -> float:
    """Give the true peak of [ear, n], silent at both ends, by the ideal filter: all below 24 kHz, nothing above."""
    return _peak_db(_spectrum(sound))


def converted_peak_dbtp(sound: FloatArray, falls_from_hz: float = 20_000) -> float:
    """Give it by a filter that can be built: all below a frequency, less and less up to 24 kHz."""
    spectrum = _spectrum(sound)
    frequency = np.linspace(0, SAMPLE_RATE / 2, spectrum.shape[1])
    falls = np.cos(np.pi / 2 * np.clip((frequency - falls_from_hz) / (24_000 - falls_from_hz), 0, 1)) ** 2
    return _peak_db(spectrum * falls)


def _spectrum(sound: FloatArray) -> Spectrum:
    """Give the spectrum of a sound with silence around, whose length makes transforms quick."""
    size = 1 << (sound.shape[1] + 400).bit_length()
    return np.fft.rfft(sound.astype(np.float64), size, axis=1)


def _peak_db(spectrum: Spectrum) -> float:
    count = 2 * (spectrum.shape[1] - 1)
    spectrum[:, -1] /= 2
    return float(20 * np.log10(np.abs(np.fft.irfft(spectrum, count * TIMES, axis=1)).max() * TIMES + 1e-30))
