"""The ambience, always far below speech: how loud it is now, and when it is silent."""

from __future__ import annotations

import logging
from collections.abc import Mapping

import numpy as np

from accessvr.core.scene import Ambience, Place
from accessvr.core.values import dataclass
from accessvr.devices.spatial_audio.ambience import CORNERS_DEG, AmbienceSound
from accessvr.devices.spatial_audio.recipes import Recipe
from accessvr.devices.spatial_audio.sound_format import BLOCK, BLOCK_S, FloatArray, gain

log = logging.getLogger(__name__)

UNDER_SPEECH_DB = -20.0  # WCAG 2.2, 1.4.7: no background is nearer to speech than this
DUCKED_DB = -6.0  # chosen: further down while speech sounds
RETURN_S = 2.0
CHANGE_S = 0.5  # chosen: from one scene to the next
HUSH_S = 0.02
DUCK_S = 0.03  # chosen: down before the first word is heard whole
RELEASE_S = 0.12  # chosen: up at once when speech ends; a slow tail annoys (nvaccess/nvda issue 18017)


def _towards(value: float, target: float, whole_s: float) -> float:
    """Give the value one block nearer to its target, at the pace of 0 to 1 in `whole_s` seconds."""
    step = BLOCK_S / whole_s
    return min(max(target, value - step), value + step)


@dataclass(slots=True)
class _Layer:
    """One ambience that sounds: `level` goes from 0 to 1 and back; `heard` is the factor the last block ended with."""

    asked: Ambience
    sound: AmbienceSound
    leaving: bool = False
    level: float = 0.0
    heard: float = 0.0


class Surroundings:
    """The ambience of the scene; whatever is asked for, it stays UNDER_SPEECH_DB below the voice."""

    places = tuple(Place("ambience", azimuth_deg) for azimuth_deg in CORNERS_DEG)

    def __init__(self, recipes: Mapping[str, Recipe]) -> None:
        self._recipes = recipes
        self._layers: list[_Layer] = []
        self._quiet = False
        self._voice_db, self._under = 0.0, 1.0

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
            self._layers.append(_Layer(ambience, AmbienceSound(self._recipes[ambience.recipe])))
        else:
            log.warning("no recipe for the ambience %s", ambience.recipe)

    def hush(self) -> None:
        """Be silent at once, until speech or another scene comes."""
        self._quiet = True

    def come_back(self) -> None:
        """Be heard again, softly, after a hush."""
        self._quiet = False

    def stay_under(self, voice_db: float) -> None:
        """Stay below a voice of that level."""
        self._voice_db = voice_db

    def advance(self, *, speaking: bool) -> FloatArray:
        """Give the next block [corner, BLOCK]; softer when there is speech in this block."""
        below = gain(min(self._voice_db, 0.0) + (DUCKED_DB if speaking else 0.0))
        self._under = _towards(self._under, below, DUCK_S if below < self._under else RELEASE_S)
        block = np.zeros((len(CORNERS_DEG), BLOCK), np.float32)
        for layer in self._layers:
            self._move(layer)
            self._add(layer, block)
        self._layers = [layer for layer in self._layers if layer.level or not layer.leaving]
        return block

    def _move(self, layer: _Layer) -> None:
        if self._quiet:
            layer.level = _towards(layer.level, 0.0, HUSH_S)
        elif layer.leaving:
            layer.level = _towards(layer.level, 0.0, CHANGE_S)
        else:
            layer.level = _towards(layer.level, 1.0, RETURN_S)

    def _add(self, layer: _Layer, block: FloatArray) -> None:
        """Add a layer, its factor going evenly from that of the last block to the new one."""
        factor = layer.level * self._under * gain(min(layer.asked.level_db, UNDER_SPEECH_DB))
        if factor or layer.heard:
            block += layer.sound.advance() * np.linspace(layer.heard, factor, BLOCK, dtype=np.float32)
        layer.heard = factor
