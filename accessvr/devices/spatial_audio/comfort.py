"""The comfort filter: what an ear hears less is made louder, soft sounds more than loud ones. It is no medical device.

The gains for sound as loud as speech are those of NAL-R (Byrne and Dillon 1986, Ear and Hearing 7, 257; the form of
them is that of clarity/enhancer/nalr.py, MIT). Above that level each band is compressed, gently and slowly.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from math import isfinite

import numpy as np

from accessvr.core.hearing import EARS
from accessvr.devices.spatial_audio.loudness import SPEECH_LUFS
from accessvr.devices.spatial_audio.shaping import SIZE as SPEECH_SIZE
from accessvr.devices.spatial_audio.shaping import Levels, Shaper, frequencies_hz, speech_power, speech_weight
from accessvr.devices.spatial_audio.sound_format import BLOCK, SAMPLE_RATE, FloatArray

Loss = Mapping[str, Mapping[int, float]]

NALR_HZ = np.array([250.0, 500, 1000, 2000, 4000, 6000])
NALR_DB = np.array([-17.0, -8, 1, -1, -2, -2])
WORST_DB = 120.0  # audiometers go no further
TAPS = 513  # chosen: 11 ms, fine enough for the gains at 250 Hz
SIZE = 4096
FITTED = 12  # rounds in which the filter is drawn nearer to the gains
BANDS_HZ = (700.0, 1600.0, 3500.0)  # chosen: where the bands of the compression meet
RATIO = 2.0  # at most 2:1 is gentle
KNEE_DB = 8.0  # chosen: the syllables of speech reach so far above its mean; only what is louder is held back
LEAST = 1e-30  # power below which there is nothing; smaller numbers only slow a processor down
QUICK_S, SLOW_S = 0.02, 0.2  # chosen: held back before a sound is long, let go slowly enough not to pump


def comfort_gains_db(loss_db: Mapping[int, float]) -> Levels:
    """Give the gains at NALR_HZ for the loss of one ear, in dB HL by frequency in Hz."""
    known = sorted(hz for hz, loss in loss_db.items() if hz > 0 and isfinite(loss))
    if not known:
        return np.zeros(len(NALR_HZ))
    loss = np.interp(np.log(NALR_HZ), np.log(known), [min(max(loss_db[hz], 0.0), WORST_DB) for hz in known])
    total = float(loss[1:4].sum())
    common = 0.05 * total if total <= 180 else 9.0 + 0.116 * (total - 180)
    gains: Levels = np.maximum(common + 0.31 * loss + NALR_DB, 0.0)
    return gains


class Comfort:
    """Fits sound to the ears of one patron, LATENCY samples late.

    What is heard in one ear holds back both, so that what is heard from one side stays there.

    excess_db  so much more than speech can another sound become louder here
    """

    LATENCY = TAPS // 2

    def __init__(self, loss: Loss, block: int = BLOCK) -> None:
        gains = [comfort_gains_db(loss.get(ear, {})) for ear in EARS]
        bands = np.stack([_bands(gain) for gain in gains])  # [ear, band, tap]
        self._count, self._block = bands.shape[1], block
        self._shaper = Shaper(bands.astype(np.float32), block)
        self._knee, self._deepest = _knees(bands)
        self.excess_db = _excess_db(bands)
        self._quick = _Mean(self._count, QUICK_S, block)
        self._slow = _Mean(self._count, SLOW_S, block)

    def render(self, sound: FloatArray) -> FloatArray:
        """Give the next block of sound [2, block], fitted."""
        bands = self._shaper.render(sound)  # [ear, band, sample]
        above = (bands.astype(np.float64) ** 2 / self._knee).max(0)
        level = np.maximum(self._quick.advance(above), self._slow.advance(above))
        down_db = (1 - 1 / RATIO) * 10 * np.log10(np.maximum(level, 1.0))
        factor = 10 ** (-np.minimum(down_db, self._deepest) / 20)
        fitted: FloatArray = (bands * factor).sum(1).astype(np.float32)
        return fitted


class _Mean:
    """The running mean of power in each band; the newest counts most."""

    def __init__(self, bands: int, lasting_s: float, block: int) -> None:
        keep = np.exp(-1 / (lasting_s * SAMPLE_RATE))
        self._new, self._fall = 1 - keep, keep ** np.arange(1, block + 1)
        self._mean = np.zeros((bands, 1))

    def advance(self, power: Levels) -> Levels:
        """Give the mean [band, sample] at each sample of the next block."""
        mean: Levels = self._fall * (self._mean + self._new * np.cumsum(power / self._fall, -1))
        self._mean = np.maximum(mean[:, -1:], LEAST)
        return mean


def _bands(gains_db: Levels) -> Levels:
    """Give the filters [band, tap] of one ear, whose sum has the gains; all equally late."""
    asked = gains_db.copy()
    for _ in range(FITTED):
        bands = _drawn(asked)
        made = np.abs(np.fft.rfft(bands.sum(0), SIZE))
        asked += gains_db - 20 * np.log10(np.interp(NALR_HZ, frequencies_hz(SIZE), made))
    return bands


def _drawn(gains_db: Levels) -> Levels:
    hz = frequencies_hz(SIZE)
    whole = 10 ** (np.interp(np.log(hz), np.log(NALR_HZ), gains_db) / 20)
    responses = np.fft.irfft(_shares(hz) * whole, SIZE)
    bands: Levels = np.roll(responses, TAPS // 2, -1)[:, :TAPS] * np.hanning(TAPS + 2)[1:-1]
    return bands


def _shares(hz: Levels) -> Levels:
    """Give how much of each frequency each band has, all together 1; half an octave is shared on each side."""
    below = [np.clip(0.5 - np.log2(hz / edge), 0, 1) for edge in BANDS_HZ]
    steps = [0.5 - 0.5 * np.cos(np.pi * share) for share in below]
    edges = [np.zeros(len(hz)), *steps, np.ones(len(hz))]
    return np.array([high - low for low, high in pairwise(edges)])


def _knees(bands: Levels) -> tuple[Levels, Levels]:
    """Give the power [ear, band, 1] above which a band is held back, and by how much at most, in dB.

    No band is ever made softer than it came.
    """
    speech = speech_power(SIZE) * 10 ** ((SPEECH_LUFS + 0.691) / 10) / 2 / _heard_share()
    plain = _shares(frequencies_hz(SIZE)) ** 2 @ speech
    made = np.abs(np.fft.rfft(bands, SIZE)) ** 2 @ speech
    knee = made[..., None] * 10 ** (KNEE_DB / 10)
    deepest = np.maximum(10 * np.log10(made / plain), 0.0)
    return knee, deepest[..., None]


def _excess_db(bands: Levels) -> float:
    power = (np.abs(np.fft.rfft(bands.sum(1), SPEECH_SIZE)) ** 2).sum(0)
    weight = speech_weight()
    return float(10 * np.log10(power.max() * weight.sum() / (power @ weight)))


def _heard_share() -> float:
    """Give how much louder speech is by ITU-R BS.1770-4 than by its power, as a factor."""
    return float(speech_weight().sum())
