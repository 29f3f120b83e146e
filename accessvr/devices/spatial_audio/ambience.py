"""The sound around: bands of noise that come and go, and now and then something that happens. Made from a recipe."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future

import numpy as np

from accessvr.core.values import dataclass, field
from accessvr.devices.spatial_audio.loudness import SPEECH_LUFS, Powers, k_weighted
from accessvr.devices.spatial_audio.recipes import Recipe, mix, number, parts
from accessvr.devices.spatial_audio.sound_format import BLOCK, SAMPLE_RATE, FloatArray, gain
from accessvr.devices.spatial_audio.waves import NOISY, band_noise, grains

CORNERS_DEG = (45.0, 135.0, 225.0, 315.0)  # where it comes from: all around, but from nowhere in front
LOOPS = (262_144, 250_000, 240_000, 233_280)  # samples, some 5 s; bands of unlike length never come round together
MARGIN_DB = 1.0  # so that through the measured head, too, no place is louder than it is told to be (measured: 0.4)
CORNERS_DB = 6.0  # four corners with unlike noise sound that much louder than one: 10 log 4
GRID = 480  # samples, 10 ms: how often the level of a band is reckoned; between it goes evenly
VARIANTS = 4  # chosen: an event is made so often, each time a little otherwise, and then chosen from
CHANCE_DB = 3.0  # chosen: an event is louder or softer by up to so much
CHANCE_POWER = 1.17  # mean of the power of that: (1/6) integral of 10^(x/10) from -3 to 3
EVENT_ATTACK_S = 0.02  # chosen: shorter ones startle
MEASURED = 80_000  # samples of noise by which it is measured
MOMENT = SAMPLE_RATE // 10  # the loudest tenth of a second tells how loud an event is
LOUDEST_EVENT_DB = 12.0  # chosen: above the bands; more startles


@dataclass(frozen=True, slots=True)
class _Band:
    loop: FloatArray
    level: float
    depth: float
    period_s: float


@dataclass(frozen=True, slots=True)
class _Event:
    """What happens now and then; its variants are as loud as they are wanted. `energy` is that of one, weighted."""

    every_s: float
    variants: tuple[FloatArray, ...]
    energy: float


@dataclass(frozen=True, slots=True)
class Material:
    """All that an ambience is made of, once made: this is what takes time."""

    seed: int
    bands: tuple[_Band, ...]
    events: tuple[_Event, ...]


@dataclass(slots=True)
class _Happening:
    """An event in its course: its own chance, when it happens next, and what of it sounds."""

    event: _Event
    chance: np.random.Generator
    due: int = 0
    sounding: list[tuple[int, int, FloatArray]] = field(default_factory=list)

    def wait(self) -> int:
        """Give in how many samples it happens again: by chance, but never at once."""
        return max(1, round(self.event.every_s * (0.3 + 0.7 * self.chance.exponential()) * SAMPLE_RATE))

    def begin(self) -> tuple[int, int, FloatArray]:
        """Give (first sample, corner, samples) of the next time it happens."""
        corner = int(self.chance.integers(len(CORNERS_DEG)))
        variant = self.event.variants[int(self.chance.integers(len(self.event.variants)))]
        return self.due, corner, variant * np.float32(gain(float(self.chance.uniform(-CHANCE_DB, CHANCE_DB))))


class _Noises:
    """The bands of an ambience in its corners: each reads its loop at another place, and its level keeps changing."""

    def __init__(self, bands: Sequence[_Band], block: int) -> None:
        self._block = block
        self._loops = [np.concatenate([band.loop, band.loop[:block]]) for band in bands]
        corner, index = np.arange(len(CORNERS_DEG)), np.arange(len(bands))[:, None]
        self._phase = 1.7 * corner + 2.3 * index
        self._level = np.array([band.level for band in bands]).reshape(-1, 1, 1)
        self._depth = np.array([band.depth for band in bands]).reshape(-1, 1, 1)
        self._turn = 2 * np.pi * GRID / SAMPLE_RATE / np.array([band.period_s for band in bands]).reshape(-1, 1, 1)
        self._between: dict[int, FloatArray] = {}

    def piece(self, at: int) -> FloatArray:
        """Give [corner, block] from a sample on."""
        whole = np.zeros((len(CORNERS_DEG), self._block), np.float32)
        levels = self._levels(at)
        for index, loop in enumerate(self._loops):
            length = len(loop) - self._block
            for corner, into in enumerate(whole):
                start = (at + corner * length // len(CORNERS_DEG) + index * 7919) % length
                into += loop[start : start + self._block] * levels[index, corner]
        return whole

    def _levels(self, at: int) -> FloatArray:
        """Give the level [band, corner, block] of each sample: two slow waves that never meet again."""
        points = at // GRID + np.arange((self._block + GRID - 2) // GRID + 2)
        turn, phase = self._turn * points, self._phase[:, :, None]
        sway = 0.6 * np.sin(turn + phase) + 0.4 * np.sin(turn * 1.618 + 2.1 * phase)
        levels = (self._level * (1 + self._depth * sway)).astype(np.float32)
        between: FloatArray = levels @ self._shares(at % GRID, len(points))
        return between

    def _shares(self, offset: int, points: int) -> FloatArray:
        """Give how much each point of the grid counts for each sample of a block, [point, block]."""
        if offset not in self._between:
            away = np.abs((offset + np.arange(self._block)) / GRID - np.arange(points)[:, None])
            self._between[offset] = np.maximum(0, 1 - away).astype(np.float32)
        return self._between[offset]


class AmbienceSound:
    """One recipe, played without end; a pure function of the recipe and of how many samples were played.

    All of it together is nearly as loud as speech (SPEECH_LUFS): whoever plays it turns it down.
    """

    def __init__(self, recipe: Recipe, block: int = BLOCK, elsewhere: Executor | None = None) -> None:
        """Begin at once; with `elsewhere` the material is made there, and until it has come there is silence."""
        self._block, self._at = block, 0
        self.happenings: list[_Happening] = []
        self._noises: _Noises | None = None
        self._coming: Future[Material] | None = elsewhere.submit(material, recipe) if elsewhere else None
        if self._coming is None:
            self._have(material(recipe))

    def _have(self, made: Material) -> None:
        self._noises, self._coming = _Noises(made.bands, self._block), None
        self.happenings = [
            _Happening(event, np.random.default_rng([made.seed, 1 + index])) for index, event in enumerate(made.events)
        ]
        for happening in self.happenings:
            happening.due = happening.wait()

    def advance(self) -> FloatArray:
        """Give the next block, [corner, block]."""
        if self._coming is not None and self._coming.done():
            self._have(self._coming.result())
        if self._noises is None:
            return np.zeros((len(CORNERS_DEG), self._block), np.float32)
        block = self._noises.piece(self._at)
        for happening in self.happenings:
            self._add_happening(block, happening)
        self._at += self._block
        return block

    def _add_happening(self, block: FloatArray, happening: _Happening) -> None:
        end = self._at + self._block
        while happening.due < end:
            happening.sounding.append(happening.begin())
            happening.due += happening.wait()
        for first, corner, samples in happening.sounding:
            skip, put = max(0, self._at - first), max(0, first - self._at)
            piece = samples[skip : skip + self._block - put]
            block[corner, put : put + len(piece)] += piece
        happening.sounding = [one for one in happening.sounding if one[0] + len(one[2]) > end]


def material(recipe: Recipe) -> Material:
    """Give all that a recipe's ambience is made of. It takes a part of a second: never call it where sound is made."""
    seed = int(number(recipe, "seed", 1))
    bands = [_band(band, index, seed) for index, band in enumerate(parts(recipe, "band"))]
    bands = list(_scaled(bands))
    events = [_event(event, index, seed) for index, event in enumerate(parts(recipe, "event"))]
    factor = np.float32(_whole_factor(events, has_bands=bool(bands)))
    return Material(
        seed,
        tuple(_Band(band.loop * factor, band.level, band.depth, band.period_s) for band in bands),
        tuple(_Event(event.every_s, tuple(one * factor for one in event.variants), event.energy) for event in events),
    )


def _band(band: Recipe, index: int, seed: int) -> _Band:
    chance = np.random.default_rng([seed, 1000 + index])
    count = LOOPS[index % len(LOOPS)]
    low_hz, high_hz = number(band, "low_hz", 100.0), number(band, "high_hz", 800.0)
    if "grains_per_s" in band:
        per_s, grain_s = number(band, "grains_per_s", 60.0), number(band, "grain_s", 0.004)
        loop = grains(count, per_s, low_hz, high_hz, grain_s, chance)
    else:
        loop = band_noise(count, low_hz, high_hz, chance)
    return _Band(loop, gain(number(band, "level_db", 0.0)), number(band, "sway", 0.3), number(band, "sway_s", 7.0))


def _scaled(bands: Sequence[_Band]) -> Iterator[_Band]:
    """Give the bands, together as loud as speech in all four corners."""
    if not bands:
        return
    together = np.sum([band.loop[:MEASURED] * _mean_level(band) for band in bands], axis=0)
    factor = np.float32(np.sqrt(SPEECH_POWER / float(_powers(together).mean())) * gain(-CORNERS_DB))
    yield from (_Band(band.loop * factor, band.level, band.depth, band.period_s) for band in bands)


def _mean_level(band: _Band) -> float:
    """Give the level of a band by its mean power: its sway adds to it."""
    return band.level * float(np.sqrt(1 + band.depth**2 * (0.6**2 + 0.4**2) / 2))


def _event(event: Recipe, index: int, seed: int) -> _Event:
    chance = np.random.default_rng([seed, 2000 + index])
    wanted_db = min(number(event, "level_db", 0.0), LOUDEST_EVENT_DB - CHANCE_DB)
    layers = [*parts(event, "layer")]
    made = [mix(layers, chance, EVENT_ATTACK_S) for _ in range(VARIANTS if _varies(layers) else 1)]
    energies: list[float] = []
    for samples in made:
        powers = np.cumsum(np.concatenate([[0.0], _powers(samples, MOMENT)]))
        loudest = max(float((powers[MOMENT:] - powers[:-MOMENT]).max()) / MOMENT, 1e-15)
        factor = gain(wanted_db) * float(np.sqrt(SPEECH_POWER / loudest))
        samples *= np.float32(factor)
        energies.append(float(powers[-1]) * factor**2 / SAMPLE_RATE)
    return _Event(number(event, "every_s", 20.0), tuple(made), float(np.mean(energies)))


def _varies(layers: Sequence[Recipe]) -> bool:
    """Tell whether chance has a part in what is made of layers."""
    return any(layer.get("wave") in NOISY or number(layer, "scatter", 0.0) > 0 for layer in layers)


def _powers(samples: FloatArray, rest: int = 0) -> Powers:
    """Give the weighted power of each sample, of both ears together, with `rest` samples of silence after them."""
    whole = np.concatenate([samples, np.zeros(rest, np.float32)])
    return (2 * k_weighted(whole[:, None], SAMPLE_RATE)[:, 0] ** 2).astype(np.float64)


SPEECH_POWER = 10 ** ((SPEECH_LUFS + 0.691) / 10)  # ITU-R BS.1770-4, formula 2


def _whole_factor(events: Sequence[_Event], *, has_bands: bool) -> float:
    """Give the factor that makes bands and events together, on average, as loud as speech."""
    power = SPEECH_POWER if has_bands else 0.0
    for event in events:
        power += CHANCE_POWER * event.energy / event.every_s
    return gain(-MARGIN_DB) * float(np.sqrt(SPEECH_POWER / power)) if power else 1.0
