"""Loudness against the cases of EBU Tech 3341, and against libebur128 where that is installed."""

import ctypes
from ctypes.util import find_library

import numpy as np
import numpy.typing as npt
import pytest

from accessvr.devices.spatial_audio.loudness import SILENT_LUFS, loudness_lufs
from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE
from accessvr.devices.spatial_audio.true_peak import true_peak_dbtp

Numbers = npt.NDArray[np.float64]

PARTS: dict[str, tuple[list[tuple[float, float]], float]] = {  # seconds and level of each part; what it should be
    "case 1": ([(20, -23)], -23),
    "case 2": ([(20, -33)], -33),
    "case 3": ([(10, -36), (60, -23), (10, -36)], -23),
    "case 4": ([(10, -72), (10, -36), (60, -23), (10, -36), (10, -72)], -23),
    "case 5": ([(20, -26), (20.1, -20), (20, -26)], -23),
}


def tone(parts: list[tuple[float, float]]) -> Numbers:
    """Give a stereo tone of 1 kHz at levels in dB of full scale."""
    level = np.concatenate([np.full(round(seconds * SAMPLE_RATE), 10 ** (db / 20)) for seconds, db in parts])
    mono = level * np.sin(2 * np.pi * 1000 * np.arange(len(level)) / SAMPLE_RATE)
    return np.stack([mono, mono], 1)


def noise(seed: int, seconds: float = 12) -> Numbers:
    """Give coloured stereo noise that comes and goes."""
    chance = np.random.default_rng(seed)
    count = round(seconds * SAMPLE_RATE)
    frequency = np.fft.rfftfreq(count, 1 / SAMPLE_RATE)
    colour = (1 + frequency / 10 ** chance.uniform(1.5, 4)) ** -chance.uniform(0, 2)
    sound = np.fft.irfft(np.fft.rfft(chance.standard_normal((2, count))) * colour)
    sway = 0.6 + 0.4 * np.sin(2 * np.pi * chance.uniform(0.1, 3) * np.arange(count) / SAMPLE_RATE)
    swaying: Numbers = (sound / np.abs(sound).max() * chance.uniform(0.05, 1) * sway).T
    return np.ascontiguousarray(swaying)


@pytest.mark.parametrize("case", PARTS)
def test_the_loudness_is_that_of_ebu_3341(case: str) -> None:
    parts, wanted = PARTS[case]
    assert loudness_lufs(tone(parts)) == pytest.approx(wanted, abs=0.1)


def test_silence_has_the_least_loudness() -> None:
    assert loudness_lufs(np.zeros((SAMPLE_RATE, 2))) == SILENT_LUFS
    assert loudness_lufs(np.zeros((10, 2))) == SILENT_LUFS


class Ebur128:
    """The peer: libebur128, by its C interface."""

    def __init__(self) -> None:
        name = find_library("ebur128")
        if name is None:
            pytest.skip("optional: libebur128 is not installed: it is only to compare with")
        self._library = library = ctypes.CDLL(name)
        library.ebur128_init.restype = ctypes.c_void_p
        library.ebur128_init.argtypes = [ctypes.c_uint, ctypes.c_ulong, ctypes.c_int]
        library.ebur128_add_frames_double.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t]
        library.ebur128_loudness_global.argtypes = [ctypes.c_void_p, ctypes.POINTER(ctypes.c_double)]
        library.ebur128_true_peak.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.POINTER(ctypes.c_double)]
        library.ebur128_destroy.argtypes = [ctypes.POINTER(ctypes.c_void_p)]

    def measure(self, sound: Numbers) -> tuple[float, float]:
        """Give loudness in LUFS and true peak in dBTP."""
        state = ctypes.c_void_p(self._library.ebur128_init(2, SAMPLE_RATE, 1 | 4 | 16 | 32))  # M, I, both peaks
        loudness, peak, peaks = ctypes.c_double(), ctypes.c_double(), []
        self._library.ebur128_add_frames_double(state, np.ascontiguousarray(sound).ctypes.data, len(sound))
        self._library.ebur128_loudness_global(state, ctypes.byref(loudness))
        for channel in range(2):
            self._library.ebur128_true_peak(state, channel, ctypes.byref(peak))
            peaks.append(peak.value)
        self._library.ebur128_destroy(ctypes.byref(state))
        return loudness.value, float(20 * np.log10(max(peaks)))


@pytest.mark.parametrize("seed", range(6))
def test_loudness_and_true_peak_are_those_of_libebur128(seed: int) -> None:
    sound = noise(seed)
    loudness, peak_dbtp = Ebur128().measure(sound)
    assert loudness_lufs(sound) == pytest.approx(loudness, abs=0.1)
    assert -0.1 <= true_peak_dbtp(sound) - peak_dbtp <= 0.7  # with 4 points a sample it misses up to 0.69 dB
