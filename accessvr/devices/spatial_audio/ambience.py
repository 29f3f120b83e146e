"""The sound around: bands of noise that come and go, and now and then something that happens. Made from a recipe."""

from __future__ import annotations

import numpy as np

from accessvr.core.values import dataclass
from accessvr.devices.spatial_audio.loudness import SPEECH_LUFS, both_ears, loudest_lufs, loudness_lufs
from accessvr.devices.spatial_audio.recipes import Recipe, band_noise, mix, number, parts
from accessvr.devices.spatial_audio.sound_format import BLOCK, BLOCK_S, FloatArray, gain

CORNERS_DEG = (45.0, 135.0, 225.0, 315.0)  # where it comes from: all around, but from nowhere in front
LOOP = 1 << 17  # samples of noise, 2.7 s; each corner reads it at another place, and its level keeps changing
CORNERS_DB = 6.0  # four corners with unlike noise sound that much louder than one: 10 log 4


@dataclass(frozen=True, slots=True)
class _Band:
    loop: FloatArray
    level: float
    depth: float
    period_s: float


class AmbienceSound:
    """One recipe, played without end; a pure function of the recipe and the number of the block.

    The noise is as loud as speech (SPEECH_LUFS): whoever plays it turns it down. An event is `level_db` louder.
    """

    def __init__(self, recipe: Recipe) -> None:
        self._chance = np.random.default_rng(int(number(recipe, "seed", 1)))
        self._bands = [self._band(band) for band in parts(recipe, "band")]
        self._events = [*parts(recipe, "event")]
        self._due = [self._wait(event) for event in self._events]
        self._sounding: list[tuple[int, FloatArray]] = []
        self._block = 0
        self._scale = self._noise_scale()

    def _band(self, band: Recipe) -> _Band:
        loop = band_noise(LOOP, number(band, "low_hz", 100.0), number(band, "high_hz", 800.0), self._chance)
        level, depth = gain(number(band, "level_db", 0.0)), number(band, "sway", 0.3)
        return _Band(np.concatenate([loop, loop[:BLOCK]]), level, depth, number(band, "sway_s", 7.0))

    def _noise_scale(self) -> float:
        if not self._bands:
            return 1.0
        together = np.sum([band.loop * band.level for band in self._bands], axis=0)
        return gain(SPEECH_LUFS - CORNERS_DB - loudness_lufs(both_ears(together)))

    def _wait(self, event: Recipe) -> float:
        """Give in how many seconds something happens again: by chance, but never at once."""
        mean_s = number(event, "every_s", 20.0)
        return float(mean_s * (0.3 + 0.7 * self._chance.exponential()))

    def advance(self) -> FloatArray:
        """Give the next block, [corner, BLOCK]."""
        block = np.zeros((len(CORNERS_DEG), BLOCK), np.float32)
        for index, band in enumerate(self._bands):
            for corner in range(len(CORNERS_DEG)):
                self._add_noise(block[corner], band, index, corner)
        block *= self._scale
        self._begin_events()
        self._add_events(block)
        self._block += 1
        return block

    def _add_noise(self, into: FloatArray, band: _Band, index: int, corner: int) -> None:
        start = (self._block * BLOCK + corner * LOOP // len(CORNERS_DEG) + index * 7919) % LOOP
        before, after = (self._swayed(band, index, corner, self._block + step) for step in (0, 1))
        into += band.loop[start : start + BLOCK] * np.linspace(before, after, BLOCK, endpoint=False, dtype=np.float32)

    def _swayed(self, band: _Band, index: int, corner: int, block: int) -> float:
        """Give the level of a band in a corner: two slow waves that never meet again."""
        turn = 2 * np.pi * block * BLOCK_S / band.period_s
        phase = 1.7 * corner + 2.3 * index
        sway = 0.6 * np.sin(turn + phase) + 0.4 * np.sin(turn * 1.618 + 2.1 * phase)
        return float(band.level * (1 + band.depth * sway))

    def _begin_events(self) -> None:
        for index, event in enumerate(self._events):
            self._due[index] -= BLOCK_S
            if self._due[index] <= 0:
                self._due[index] = self._wait(event)
                self._sounding.append((int(self._chance.integers(len(CORNERS_DEG))), self._happening(event)))

    def _happening(self, event: Recipe) -> FloatArray:
        made = mix([*parts(event, "layer")], self._chance)
        wanted_lufs = SPEECH_LUFS + number(event, "level_db", 0.0) + float(self._chance.uniform(-3, 3))
        scale = gain(wanted_lufs - loudest_lufs(both_ears(made)))
        return np.concatenate([made, np.zeros(-len(made) % BLOCK, np.float32)]) * np.float32(scale)

    def _add_events(self, block: FloatArray) -> None:
        for corner, samples in self._sounding:
            block[corner] += samples[:BLOCK]
        self._sounding = [(corner, samples[BLOCK:]) for corner, samples in self._sounding if len(samples) > BLOCK]
