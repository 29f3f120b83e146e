"""The beacon: it leads the patron to a place, by its direction, by its timbre, and by how it makes room for speech."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor, Future

import numpy as np

from accessvr.core.scene import AHEAD, Place
from accessvr.devices.spatial_audio.beacons import LEVELS_DB, Beacon, BeaconSounds, beacon_sounds
from accessvr.devices.spatial_audio.glide import Glide, Span
from accessvr.devices.spatial_audio.recipes import Recipe, parts, raised
from accessvr.devices.spatial_audio.sound_format import BLOCK, FloatArray
from accessvr.devices.spatial_audio.surroundings import DUCK_S, RELEASE_S

DUCKED = 0.25  # while speech sounds, as in Soundscape
HUSH_S = 0.01


class Guiding:
    """One beacon, or none. The first of the recipes is the usual style."""

    def __init__(self, recipes: Mapping[str, Recipe], block: int = BLOCK, elsewhere: Executor | None = None) -> None:
        self._recipes, self._usual = recipes, next(iter(recipes), "")
        self._block, self._elsewhere = block, elsewhere
        self._beacon: Beacon | None = None
        self._coming: Future[BeaconSounds] | None = None
        self._next: Beacon | None = None  # in its place as soon as the one before has faded
        self._level, self._under = Glide(0.0, HUSH_S, DUCK_S), Glide(1.0, DUCK_S, RELEASE_S)
        self._leading = self._quiet = False
        self._made: tuple[str, float] | None = None
        self.place: Place = AHEAD

    @property
    def sounding(self) -> bool:
        """Tell whether it sounds or is about to."""
        return self._leading and not self._quiet

    def lead(self, place: Place | None, pitch: float = 1.0, style: str = "") -> None:
        """Lead to a place until another one or None, in a style, else in the usual one."""
        name = style if style in self._recipes else self._usual
        self._leading, self._quiet = place is not None and name in self._recipes, False
        if place is None or name not in self._recipes:
            return
        self.place = place
        if self._made != (name, pitch):
            self._made = name, pitch
            self._make(_raised(self._recipes[name], pitch))

    def hush(self) -> None:
        """Be silent at once, until something is said or another place is led to."""
        self._quiet = True

    def come_back(self) -> None:
        """Be heard again after a hush."""
        self._quiet = False

    def advance(self, off_nose_deg: float, speech: Sequence[Span], *, allowed: bool) -> FloatArray | None:
        """Give the next block, softer where there is speech; None when it is silent."""
        if self._coming is not None and self._coming.done():
            self._next, self._coming = Beacon(self._coming.result()), None
        if self._next is not None and not self._level.value:
            self._beacon, self._next = self._next, None
        before = self._level.value
        level = self._level.advance(self._block, 1.0 if self.sounding and allowed and self._next is None else 0.0)
        under = self._under.through(self._block, speech, DUCKED, 1.0)
        if self._beacon is None or not (before or self._level.value):
            return None
        sounds = self._beacon.advance(self._block, off_nose_deg, self.place.distance_m)
        block: FloatArray = np.asarray(sounds * level * under, np.float32)
        return block

    def _make(self, recipe: Recipe) -> None:
        if self._elsewhere is None:
            self._next = Beacon(beacon_sounds(recipe))
        else:
            self._coming = self._elsewhere.submit(beacon_sounds, recipe)


def _raised(recipe: Recipe, pitch: float) -> Recipe:
    """Give a beacon's recipe with every pitch times a factor: how height is told."""
    if pitch == 1.0:
        return recipe
    higher = dict(recipe)
    for name in LEVELS_DB:
        timbre = recipe.get(name)
        if isinstance(timbre, Mapping):
            higher[name] = {**timbre, "layer": [raised(layer, pitch) for layer in parts(timbre, "layer")]}
    return higher
