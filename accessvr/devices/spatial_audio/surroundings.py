"""The ambience, always far below speech: how loud it is now, and when it is silent."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor

import numpy as np

from accessvr.core.scene import Ambience, Place
from accessvr.core.values import dataclass, field
from accessvr.devices.spatial_audio.ambience import CORNERS_DEG, AmbienceSound
from accessvr.devices.spatial_audio.glide import Glide, Span
from accessvr.devices.spatial_audio.recipes import Recipe
from accessvr.devices.spatial_audio.sound_format import BLOCK, FloatArray, gain

log = logging.getLogger(__name__)

UNDER_SPEECH_DB = -20.0  # WCAG 2.2, 1.4.7: no background is nearer to speech than this
DUCKED_DB = -6.0  # chosen: further down while speech sounds
RETURN_S = 2.0
CHANGE_S = 0.5  # chosen: from one scene to the next
HUSH_S = 0.01
DUCK_S = 0.03  # chosen: down before the first word is heard whole
RELEASE_S = 0.12  # chosen: up at once when speech ends; a slow tail annoys (nvaccess/nvda issue 18017)
MOST_LAYERS = 3  # chosen: more scenes at once are a noise; the one that has been leaving longest ends


@dataclass(slots=True)
class _Layer:
    """One ambience that sounds: `level` goes from 0 to 1 and back."""

    asked: Ambience
    sound: AmbienceSound
    leaving: bool = False
    level: Glide = field(default_factory=lambda: Glide(0.0, CHANGE_S, RETURN_S))


class Surroundings:
    """The ambience of the scene; whatever is asked for, it stays UNDER_SPEECH_DB below the voice."""

    places = tuple(Place("ambience", azimuth_deg) for azimuth_deg in CORNERS_DEG)

    def __init__(self, recipes: Mapping[str, Recipe], block: int = BLOCK, elsewhere: Executor | None = None) -> None:
        self._recipes, self._block, self._elsewhere = recipes, block, elsewhere
        self._layers: list[_Layer] = []
        self._quiet = False
        self._voice = 1.0
        self._under = Glide(1.0, DUCK_S, RELEASE_S)

    def surround(self, ambience: Ambience | None) -> None:
        """Let another ambience come softly, and the one before go."""
        self.come_back()
        if any(layer.asked == ambience and not layer.leaving for layer in self._layers):
            return
        for layer in self._layers:
            layer.leaving = True
        if ambience is None:
            return
        if ambience.recipe in self._recipes:
            sound = AmbienceSound(self._recipes[ambience.recipe], self._block, self._elsewhere)
            self._layers = [*self._layers[1 - MOST_LAYERS :], _Layer(ambience, sound)]
        else:
            log.warning("no recipe for the ambience %s", ambience.recipe)

    def hush(self) -> None:
        """Be silent at once, until speech or another scene comes."""
        self._quiet = True

    def come_back(self) -> None:
        """Be heard again, softly, after a hush."""
        self._quiet = False

    def stay_under(self, voice: float) -> None:
        """Stay below a voice of that level, as a factor."""
        self._voice = min(voice, 1.0)

    def advance(self, speech: Sequence[Span]) -> FloatArray:
        """Give the next block [corner, block]; softer where there is speech in this block."""
        under = self._under.through(self._block, speech, self._voice * gain(DUCKED_DB), self._voice)
        block = np.zeros((len(CORNERS_DEG), self._block), np.float32)
        for layer in self._layers:
            self._add(layer, under, block)
        self._layers = [layer for layer in self._layers if layer.level.value or not layer.leaving]
        return block

    def _add(self, layer: _Layer, under: FloatArray, block: FloatArray) -> None:
        before = layer.level.value
        level = layer.level.advance(
            self._block, 0.0 if self._quiet or layer.leaving else 1.0, HUSH_S if self._quiet else None
        )
        if before or layer.level.value:
            block += layer.sound.advance() * (level * under * gain(min(layer.asked.level_db, UNDER_SPEECH_DB)))
