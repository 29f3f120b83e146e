"""What a beacon sounds like: a loop on the beat whose timbre tells how far off the nose its place is.

The conventions are those of Microsoft Soundscape and its successors; the form is described in audio_scenes/README.md.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from accessvr.core.values import dataclass
from accessvr.devices.spatial_audio.loudness import SPEECH_LUFS, loudest_lufs
from accessvr.devices.spatial_audio.recipes import BOTH_EARS_DB, HIGHEST_PEAK, Recipe, mix, number, parts
from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE, FloatArray, gain

ON, OFF, BEHIND, RING, NEAR = "on", "off", "behind", "ring", "near"
FADE = 480  # samples, 10 ms: from one timbre to another
LEVELS_DB = {ON: 0.0, OFF: 0.0, BEHIND: 0.0, RING: -3.0, NEAR: -8.0}  # chosen: the hum lies under the beat


@dataclass(frozen=True, slots=True)
class BeaconSounds:
    """The loops of one style, all equally long.

    beat         samples of a beat; a loop is a whole number of beats long
    loops        by timbre: "on", "off", "behind"; "ring" is added to "on"; "near" is added to any
    ringing_deg  within so much of the nose it is on target and rings
    behind_deg   beyond so much it is behind
    near_m       within so much the hum is heard
    """

    beat: int
    loops: Mapping[str, FloatArray]
    ringing_deg: float
    behind_deg: float
    near_m: float

    @property
    def length(self) -> int:
        """Give the samples of a loop."""
        return len(self.loops[ON])

    def timbre(self, off_nose_deg: float, ringing_deg: float | None = None) -> str:
        """Give the timbre for an angle off the nose. A patron's own ringing angle takes the place of the style's."""
        off = abs((off_nose_deg + 180) % 360 - 180)
        if off <= (self.ringing_deg if ringing_deg is None else ringing_deg):
            return ON
        return BEHIND if off > self.behind_deg else OFF


class Beacon:
    """One style, sounding without end; what it is made of changes at the beat only, so it never stutters.

    What is to come fades in within the last FADE samples before the beat, so that no tail is cut off.
    """

    def __init__(self, sounds: BeaconSounds, ringing_deg: float | None = None) -> None:
        self._sounds, self._ringing_deg = sounds, ringing_deg
        self._at = 0
        self._now: tuple[str, ...] | None = None
        self._next: tuple[str, ...] = ()

    @property
    def sounding(self) -> tuple[str, ...]:
        """Give the names of the loops that sound now."""
        return self._now or ()

    def advance(self, count: int, off_nose_deg: float, distance_m: float = 2.0) -> FloatArray:
        """Give the next `count` samples, mono; the angle and the distance count from the next beat on."""
        asked = self._names(off_nose_deg, distance_m)
        if self._now is None:
            self._now = asked
        block = np.zeros(count, np.float32)
        done = 0
        while done < count:
            done += self._fill(block[done:], asked)
        return block

    def _names(self, off_nose_deg: float, distance_m: float) -> tuple[str, ...]:
        timbre = self._sounds.timbre(off_nose_deg, self._ringing_deg)
        near = distance_m <= self._sounds.near_m
        return (timbre, *([RING] if timbre == ON else []), *([NEAR] if near else []))

    def _fill(self, block: FloatArray, asked: tuple[str, ...]) -> int:
        """Fill a block as far as nothing changes; gives how far."""
        in_beat = self._at % self._sounds.beat
        steady = self._sounds.beat - FADE - in_beat
        if steady == 0:
            self._next = asked
        take = min(len(block), steady if steady > 0 else self._sounds.beat - in_beat)
        block[:take] = self._piece(self.sounding, take)
        if steady <= 0 and self._next != self.sounding:
            share = (np.arange(take, dtype=np.float32) - steady) / FADE
            block[:take] += share * (self._piece(self._next, take) - block[:take])
        self._at = (self._at + take) % self._sounds.length
        if self._at % self._sounds.beat == 0:
            self._now = self._next
        return take

    def _piece(self, names: tuple[str, ...], take: int) -> FloatArray:
        piece: FloatArray = np.sum([self._sounds.loops[name][self._at : self._at + take] for name in names], axis=0)
        return piece


def beacon_sounds(recipe: Recipe) -> BeaconSounds:
    """Give the loops of a beacon's recipe: each as loud as the recipe says, by its loudest 0.4 s."""
    beat = round(number(recipe, "beat_s", 0.5) * SAMPLE_RATE)
    length = beat * int(number(recipe, "beats", 4))
    wanted_lufs = number(recipe, "loudness_lufs", SPEECH_LUFS)
    loops = {name: _loop(recipe, index, name, beat, length) for index, name in enumerate(LEVELS_DB)}
    for name, usual_db in LEVELS_DB.items():
        loops[name] = _as_loud(loops[name], wanted_lufs + number(_timbre(recipe, name), "level_db", usual_db))
    return BeaconSounds(
        beat,
        loops,
        number(recipe, "ringing_deg", 10.0),
        number(recipe, "behind_deg", 125.0),
        number(recipe, "near_m", 1.0),
    )


def _timbre(recipe: Recipe, name: str) -> Recipe:
    given = recipe.get(name, {})
    if not isinstance(given, Mapping):
        raise TypeError(f"{name} is not a table")
    return given


def _loop(recipe: Recipe, index: int, name: str, beat: int, length: int) -> FloatArray:
    """Give one loop; what sounds beyond its end goes on at its beginning. `at_beat` of a layer counts beats."""
    chance = np.random.default_rng([int(number(recipe, "seed", 1)), index])
    beat_s = beat / SAMPLE_RATE
    layers = [
        {**layer, "at_s": number(layer, "at_beat", 0.0) * beat_s + number(layer, "at_s", 0.0)}
        for layer in parts(_timbre(recipe, name), "layer")
    ]
    once = mix(layers, chance) if layers else np.zeros(1, np.float32)
    whole = np.concatenate([once, np.zeros(-len(once) % length, np.float32)])
    loop: FloatArray = whole.reshape(-1, length).sum(0)
    return loop


def _as_loud(loop: FloatArray, wanted_lufs: float) -> FloatArray:
    """Give a loop as loud as wanted while it goes round and round; silence stays silence."""
    if not loop.any():
        return loop
    factor = gain(wanted_lufs - BOTH_EARS_DB - loudest_lufs(np.concatenate([loop, loop])[:, None]))
    return (loop * min(factor, HIGHEST_PEAK / float(np.abs(loop).max()))).astype(np.float32)
