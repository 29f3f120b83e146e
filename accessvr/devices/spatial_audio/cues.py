"""The short sounds: which sound, at which pitch, and which give way when there are too many."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, Future

import numpy as np

from accessvr.core.effects import Earcon
from accessvr.core.values import dataclass
from accessvr.devices.spatial_audio.recipes import Recipe, sound
from accessvr.devices.spatial_audio.sound_format import BLOCK, FloatArray, falling

log = logging.getLogger(__name__)

# Cues that tell what is passed on the way; all others answer the patron.
PASSING = {earcon.value for earcon in (Earcon.HEADING, Earcon.PAGE, Earcon.FOUND, Earcon.NEARING)}
ANSWERING = {earcon.value for earcon in Earcon} - PASSING
CUE_SOURCES = 6  # three at a time, and as many that fade
NOTHING: FloatArray = np.zeros(0, np.float32)


class CueSounds:
    """The samples of cues: made once, elsewhere where that is possible; sounds of things when they are first heard."""

    def __init__(self, recipes: Mapping[str, Recipe], elsewhere: Executor | None = None) -> None:
        self._recipes, self._elsewhere = recipes, elsewhere
        self._made: dict[tuple[str, float], FloatArray | Future[FloatArray]] = {}
        if elsewhere is not None:
            for name in (name for name in recipes if name in ANSWERING | PASSING):
                self._made[name, 1.0] = elsewhere.submit(sound, recipes[name])

    def samples(self, name: str, pitch: float) -> FloatArray | None:
        """Give the samples of a cue, None while they are being made; silence when there is no recipe."""
        key = name, round(pitch, 2)
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._make(*key)
        if isinstance(made, Future):
            if not made.done():
                return None
            made = self._made[key] = made.result()
        return made

    def _make(self, name: str, pitch: float) -> FloatArray | Future[FloatArray]:
        recipe = self._recipes.get(name)
        if recipe is None:
            log.warning("no recipe for the cue %s", name)
            return NOTHING
        return sound(recipe, pitch) if self._elsewhere is None else self._elsewhere.submit(sound, recipe, pitch)


@dataclass(slots=True)
class _Sounding:
    """A cue that sounds: its source, what it is, and how much of it has been heard."""

    source: int
    name: str
    pitch: float
    at: int = 0
    fading: bool = False


class Cues:
    """The cues that sound now, each from a source of its own, numbered from 0."""

    def __init__(self, sounds: CueSounds, block: int = BLOCK) -> None:
        self._sounds, self._block = sounds, block
        self._fall = falling(block)
        self._sounding: list[_Sounding] = []
        self._next = 0

    def begin(self, name: str, pitch: float = 1.0) -> int:
        """Let a cue sound from the next block on; gives its source."""
        source, self._next = self._next, (self._next + 1) % CUE_SOURCES
        for cue in self._sounding:
            cue.fading = cue.fading or cue.source == source
        self._sounding.append(_Sounding(source, name, pitch))
        return source

    def hush(self) -> None:
        """Fade within the next block."""
        for cue in self._sounding:
            cue.fading = True

    def sounding(self, *, answering: bool) -> list[str]:
        """Give the names of the cues that answer, or of those that tell what is passed, as far as they do not fade."""
        return [cue.name for cue in self._sounding if not cue.fading and (cue.name in ANSWERING) is answering]

    def keep(self, answers: int, passing: int) -> None:
        """Let no more than so many of each kind sound on, the newest; the others fade."""
        for kept, answer in ((answers, True), (passing, False)):
            alike = [cue for cue in self._sounding if (cue.name in ANSWERING) is answer and not cue.fading]
            for cue in alike[: max(0, len(alike) - kept)]:
                cue.fading = True

    def advance(self) -> Iterator[tuple[int, FloatArray]]:
        """Give the source and the next block of each cue that sounds."""
        for cue in self._sounding:
            samples = self._sounds.samples(cue.name, cue.pitch)
            if samples is None:
                continue
            block = np.zeros(self._block, np.float32)
            taken = samples[cue.at : cue.at + self._block]
            block[: len(taken)] = taken
            cue.at += self._block
            yield cue.source, block * self._fall if cue.fading else block
        self._sounding = [cue for cue in self._sounding if not cue.fading and not self._heard(cue)]

    def _heard(self, cue: _Sounding) -> bool:
        samples = self._sounds.samples(cue.name, cue.pitch)
        return samples is not None and cue.at >= len(samples)
