"""Sounds measured, for those who make recipes and those who check them. Nothing here is needed in a visit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from accessvr.core.values import dataclass
from accessvr.devices.spatial_audio.ambience import AmbienceSound
from accessvr.devices.spatial_audio.beacons import beacon_sounds
from accessvr.devices.spatial_audio.loudness import SILENT_LUFS, both_ears, loudest_lufs
from accessvr.devices.spatial_audio.recipes import Recipe, sound
from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE, FloatArray

Numbers = npt.NDArray[np.float64]
Thing = TypeVar("Thing")
MIDDLE_HZ = (500.0, 2000.0)  # where older ears hear well
HIGH_HZ = (1500.0, 20_000.0)
AUDIBLE = 1e-4  # -80 dB of full scale: what is softer counts as silence
EDGE = 4  # samples at each end: a step within them is a click
LIKENESS_STEP, LIKENESS_STEPS = 1920, 18  # 40 ms each, 0.72 s in all
LIKENESS_EDGES = 350 * 2 ** (np.arange(9) / 2)
THIRDS_HZ = 63 * 2 ** (np.arange(23) / 3)  # 63 to 10 000 Hz
FRAME = 6000  # 125 ms
LISTENED_S = 24.0  # how long an ambience is listened to
FLOOR_DB = -40.0


@dataclass(frozen=True, slots=True)
class Measured:
    """What a short sound is like.

    length_s  until it is silent; loudness_lufs  its loudest 0.4 s; peak  highest sample
    edge      the step at its beginning or end, as a share of its peak
    middle    share of its power between 500 and 2000 Hz; high  above 1500 Hz
    """

    length_s: float
    loudness_lufs: float
    peak: float
    edge: float
    middle: float
    high: float


def measured(samples: FloatArray) -> Measured:
    """Measure a short sound."""
    peak = float(np.abs(samples).max(initial=0.0))
    if peak < AUDIBLE:
        return Measured(0.0, SILENT_LUFS, peak, 0.0, 0.0, 0.0)
    ends = np.abs(np.concatenate([samples[:EDGE], samples[-EDGE:]]))
    heard = np.flatnonzero(np.abs(samples) > AUDIBLE)
    return Measured(
        (int(heard[-1]) + 1) / SAMPLE_RATE,
        loudest_lufs(both_ears(samples)),
        peak,
        float(ends.max()) / peak,
        _share(samples, *MIDDLE_HZ),
        _share(samples, *HIGH_HZ),
    )


def character(samples: FloatArray) -> Numbers:
    """Give what a long sound is like, in dB: its spectrum by third octaves; by octaves how much it comes and goes."""
    frames = samples[: len(samples) // FRAME * FRAME].reshape(-1, FRAME) * np.hanning(FRAME)
    powers, hz = np.abs(np.fft.rfft(frames)) ** 2, np.fft.rfftfreq(FRAME, 1 / SAMPLE_RATE)
    thirds = np.stack([powers[:, (hz >= low) & (hz < high)].sum(1) for low, high in pairwise(THIRDS_HZ)], 1)
    mean = thirds.mean(0)
    spectrum = np.maximum(10 * np.log10(mean / mean.sum() + 1e-12), FLOOR_DB)
    octaves = thirds[:, :21].reshape(len(thirds), -1, 3).sum(2)
    levels = np.maximum(10 * np.log10(octaves / octaves.mean(0) + 1e-12), FLOOR_DB)
    return np.concatenate([spectrum, levels.std(0)])


def difference_db(one: Numbers, other: Numbers) -> float:
    """Give how far two characters are apart: the mean over their numbers, by root of squares."""
    return float(np.sqrt(np.mean((one - other) ** 2)))


class SoundMeasures:
    """Recipes made into sound and measured. Each is made once."""

    def __init__(self) -> None:
        self._sounds: _Made[FloatArray] = _Made(sound)
        self._shapes: _Made[Numbers] = _Made(lambda recipe: _shape(self._sounds(recipe)))
        self._loops: _Made[Mapping[str, FloatArray]] = _Made(lambda recipe: beacon_sounds(recipe).loops)
        self._characters: _Made[Numbers] = _Made(lambda recipe: character(_listened(recipe, LISTENED_S).sum(0)))

    def cue(self, recipe: Recipe) -> Measured:
        """Measure a short sound."""
        return measured(self._sounds(recipe))

    def likeness(self, one: Recipe, other: Recipe) -> float:
        """Give how alike two short sounds are, 0 to 1."""
        return float((self._shapes(one) * self._shapes(other)).sum())

    def difference_db(self, one: Recipe, other: Recipe) -> float:
        """Give how far two ambiences are apart, in dB."""
        return difference_db(self._characters(one), self._characters(other))

    def timbres(self, recipe: Recipe) -> Mapping[str, Measured]:
        """Measure each loop of a beacon, by the name of its timbre."""
        return {name: measured(loop) for name, loop in self._loops(recipe).items()}

    def timbres_difference_db(self, recipe: Recipe, one: str, other: str) -> float:
        """Give how far two timbres of a beacon are apart, in dB."""
        loops = self._loops(recipe)
        return difference_db(character(loops[one]), character(loops[other]))


class _Made(Generic[Thing]):
    """What is made of recipes, each once."""

    def __init__(self, make: Callable[[Recipe], Thing]) -> None:
        self._make = make
        self._made: dict[int, tuple[Recipe, Thing]] = {}

    def __call__(self, recipe: Recipe) -> Thing:
        if id(recipe) not in self._made:
            self._made[id(recipe)] = (recipe, self._make(recipe))  # the recipe too: so its id stays its own
        return self._made[id(recipe)][1]


def _listened(recipe: Recipe, seconds: float) -> FloatArray:
    """Give so much of an ambience, [corner, sample]."""
    playing = AmbienceSound(recipe, SAMPLE_RATE // 2)
    return np.concatenate([playing.advance() for _ in range(round(seconds * 2))], 1)


def _share(samples: FloatArray, low_hz: float, high_hz: float) -> float:
    """Give the share of the power that lies in a band."""
    powers, hz = np.abs(np.fft.rfft(samples)) ** 2, np.fft.rfftfreq(len(samples), 1 / SAMPLE_RATE)
    return float(powers[(hz >= low_hz) & (hz <= high_hz)].sum() / powers.sum())


def _shape(samples: FloatArray) -> Numbers:
    """Give [step of time, half octave], as long as a vector of length 1."""
    padded = np.zeros(LIKENESS_STEPS * LIKENESS_STEP)
    padded[: len(samples)] = samples[: len(padded)]
    spectra = np.abs(np.fft.rfft(padded.reshape(LIKENESS_STEPS, LIKENESS_STEP) * np.hanning(LIKENESS_STEP)))
    hz = np.fft.rfftfreq(LIKENESS_STEP, 1 / SAMPLE_RATE)
    shape = np.stack([spectra[:, (hz >= low) & (hz < high)].sum(1) for low, high in pairwise(LIKENESS_EDGES)])
    return shape / max(float(np.linalg.norm(shape)), 1e-12)
