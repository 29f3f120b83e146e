"""The last stage: nothing is ever louder than the ceiling, not even between the samples.

Each pair of neighbouring samples tells which gain it needs so that neither they nor what lies between them is too high.
The gain is the least of those needed soon, comes back evenly in dB, and goes from one value to the next along half a
wave of a cosine, so that it never jumps. Both ears have the same, so that nothing moves to the side.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from accessvr.devices.spatial_audio.sound_format import BLOCK, SAMPLE_RATE, FloatArray, gain
from accessvr.devices.spatial_audio.true_peak import HIGHEST, REACH, between

CEILING_DBTP = -1.0  # the true peak nothing exceeds (EBU R 128)
CEILING = gain(CEILING_DBTP)
HELD = gain(CEILING_DBTP - 1.6)  # what is aimed at: signs by chance rise 1.2 dB higher than is found here (measured)
RELEASE_DB_S = (
    80.0  # chosen: quick enough that speech after a loud cue is not held down, too slow to be heard as rattling
)
LOUDEST = 100.0  # what is above, 40 dB over full scale, is a fault and is cut: it would hold all else down for long
FALL = 45  # samples in which the gain falls
SPREAD = 4  # samples the gain stays down before and after a peak: what they add to it is as it was measured

_rise = 1 - np.cos(2 * np.pi * (np.arange(FALL) + 0.5) / FALL)
SMOOTHING: npt.NDArray[np.float64] = _rise / _rise.sum()
REACHED = FALL + 2 * SPREAD + 1  # pairs of samples a gain is the least of

Numbers = npt.NDArray[np.float64]


class Limiter:
    """Gives the sound LATENCY samples later, softer where it must be; below the ceiling not a bit is changed.

    What comes out does not depend on how the sound is cut into blocks. What is no number is silence.
    The ceiling holds for a converter that lets nothing through above 24 kHz. A sound made of little else than that
    very frequency can be higher still in theory, by ideal filters that nobody can build.
    """

    LATENCY = REACH + SPREAD + FALL - 1  # 80 samples, 1.7 ms

    def __init__(self, block: int = BLOCK) -> None:
        self._sound = np.zeros((2, self.LATENCY + block), np.float32)
        self._needed_db: Numbers = np.zeros(REACHED - 1)
        self._gain_db: Numbers = np.zeros(FALL - 1)
        self._block = block

    def render(self, sound: FloatArray) -> FloatArray:
        """Give [2, block] for the next [2, block]."""
        whole, block = self._sound, self._block
        whole[:, : self.LATENCY] = whole[:, block:]
        whole[:, self.LATENCY :] = _harmless(sound)
        leaving, near = whole[:, :block], whole[:, self.LATENCY - 2 * REACH + 1 :]
        if np.abs(near).max() * HIGHEST > HELD:
            return leaving * self._gain(_needed_db(near))
        if self._gain_db.any() or self._needed_db.any():
            return leaving * self._gain(np.zeros(block))
        return leaving.copy()

    def _gain(self, needed_db: Numbers) -> FloatArray:
        """Give the gain of the samples that leave, from what the pairs need of which the last samples came in now."""
        needed_db = np.concatenate([self._needed_db, needed_db])
        gain_db = np.concatenate([self._gain_db, _released(self._gain_db[-1], _least(needed_db, REACHED))])
        self._needed_db, self._gain_db = needed_db[1 - REACHED :], gain_db[1 - FALL :]
        if not gain_db.any():
            return np.ones(len(gain_db) - FALL + 1, np.float32)
        loss = 1 - 10 ** (gain_db / 20)
        return (1 - np.convolve(loss, SMOOTHING, "valid")).astype(np.float32)


def _harmless(sound: FloatArray) -> FloatArray:
    """Give the sound without what is no number, and nothing above LOUDEST."""
    highest = np.abs(sound).max(initial=0.0)
    if highest <= LOUDEST:
        return sound
    return np.nan_to_num(sound, nan=0.0, posinf=0.0, neginf=0.0).clip(-LOUDEST, LOUDEST)


def _needed_db(sound: FloatArray) -> Numbers:
    """Give the gain in dB each pair needs, 0 or less, of those with enough samples on both sides."""
    samples = np.abs(sound[:, REACH - 1 : sound.shape[1] - REACH + 1]).max(0)
    highest = np.maximum(np.maximum(samples[:-1], samples[1:]), between(sound)).astype(np.float64)
    needed_db: Numbers = -20 * np.log10(np.maximum(highest / HELD, 1.0))
    return needed_db


def _least(values: Numbers, length: int) -> Numbers:
    """Give the least of each `length` values that follow one another."""
    have = 1
    while 2 * have <= length:
        values, have = np.minimum(values[:-have], values[have:]), 2 * have
    rest = length - have
    return np.minimum(values[: len(values) - rest], values[rest:])


def _released(before_db: float, least_db: Numbers) -> Numbers:
    """Give gains that fall at once and rise by RELEASE_DB_S at most, after one that was `before_db`."""
    risen = np.arange(len(least_db) + 1) * (RELEASE_DB_S / SAMPLE_RATE)
    gain_db: Numbers = np.minimum.accumulate(np.concatenate([[before_db], least_db]) - risen) + risen
    return np.minimum(gain_db[1:], 0.0)
