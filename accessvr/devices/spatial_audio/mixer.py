"""All that sounds, in one place: the voice, cues, clips and the ambience, placed around the head, summed, limited.

Rendering is a pure function of what was asked in which block.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

import numpy as np

from accessvr.core.effects import Cue, Effect, Hush, Play, Say, Surround
from accessvr.core.events import Event
from accessvr.core.scene import Place, Shape
from accessvr.core.values import dataclass
from accessvr.devices.spatial_audio.aiming import Aim
from accessvr.devices.spatial_audio.clips import Clips, Marks
from accessvr.devices.spatial_audio.engine import PointSources
from accessvr.devices.spatial_audio.hrtf import Head
from accessvr.devices.spatial_audio.limiter import Limiter
from accessvr.devices.spatial_audio.listener import Listener, nearness
from accessvr.devices.spatial_audio.recipes import Recipe, sound
from accessvr.devices.spatial_audio.sound_format import BLOCK, SAMPLE_RATE, FloatArray, falling, gain
from accessvr.devices.spatial_audio.surroundings import Surroundings
from accessvr.devices.spatial_audio.voice import Part, Utterance, Voice

log = logging.getLogger(__name__)

VOICE_DB = 0.0  # the voice arrives at -23 LUFS: whoever makes it has measured it
LONGEST_PAUSE_S = 60.0  # chosen: a longer silence would be taken for the end
VOICE_SOURCES = 4  # utterances at different places within a few blocks: the tail of one, and the next
CUE_SOURCES = 6  # chosen: more cues at once are not told apart
CORNERS = slice(VOICE_SOURCES + CUE_SOURCES, None)
FALL = falling(BLOCK)


@dataclass(slots=True)
class _Sounding:
    """A cue that sounds: what is left of it, and its source."""

    source: int
    samples: FloatArray
    gain: float
    fading: bool = False


class Mixer:
    """Hears effects and samples; gives block after block, and what was heard in each."""

    def __init__(
        self,
        head: Head,
        cue_recipes: Mapping[str, Recipe],
        ambience_recipes: Mapping[str, Recipe],
        clips: Clips,
    ) -> None:
        self._cue_recipes, self._cue_sounds = cue_recipes, dict[str, FloatArray]()
        self._clips, self._voice, self._cues = clips, Voice(clips), list[_Sounding]()
        self._surroundings = Surroundings(ambience_recipes)
        corners = self._surroundings.places
        self._places: list[Place] = [*[corners[0]] * (VOICE_SOURCES + CUE_SOURCES), *corners]
        self._listener = Listener(head.directions)
        self._points = PointSources(head, len(self._places), BLOCK)
        self._limiter = Limiter()
        self._next_voice = self._next_cue = 0
        self._late: list[Event] = []

    def take(self, effect: Effect) -> None:
        """Do what an effect asks for, from the next block on."""
        match effect:
            case Say():
                self._say(effect)
            case Play():
                self._play(effect)
            case Hush():
                self._hush()
            case Cue(earcon, place):
                self._begin_cue(earcon.value, place)
            case Surround(scene):
                self._surroundings.surround(None if scene is None else scene.ambience)
            case _:
                pass

    def feed(self, number: int, samples: FloatArray, marks: Marks, *, last: bool) -> None:
        """Take samples of an utterance that was asked for; see SpatialAudio.feed."""
        self._voice.feed(number, samples, marks, last=last)

    def look(self, azimuth_deg: float, elevation_deg: float) -> None:
        """Turn the head; what sounds stays where it is in the room."""
        self._listener = self._listener.turned(azimuth_deg, elevation_deg)

    def advance(self) -> tuple[FloatArray, list[Event]]:
        """Give the next block [BLOCK, 2], and the events of what is heard in it."""
        samples = np.zeros((len(self._places), BLOCK), np.float32)
        plain = np.zeros(BLOCK, np.float32)
        parts, events = self._voice.advance()
        for part in parts:
            self._add_voice(part, samples, plain)
        self._add_cues(samples)
        samples[CORNERS] = self._surroundings.advance(speaking=bool(parts))
        mixed = self._points.render(samples, self._aims()) + plain
        heard, self._late = self._late, [event for _, event in events]  # the limiter is one block late, and so are they
        return np.ascontiguousarray(self._limiter.render(mixed).T), heard

    def _say(self, say: Say) -> None:
        self._surroundings.stay_under(say.loudness_db)
        self._surroundings.come_back()
        level = gain(VOICE_DB + say.loudness_db) * nearness(say.place)
        self._voice.ask(Utterance(say.number, say.place, level), queued=say.queued)

    def _play(self, play: Play) -> None:
        self._surroundings.stay_under(play.loudness_db)
        self._surroundings.come_back()
        level = gain(VOICE_DB + play.loudness_db) * nearness(play.place)
        silence = round(min(max(play.pause_s, 0.0), LONGEST_PAUSE_S) * SAMPLE_RATE)
        clip = Utterance(play.number, play.place, level, self._clips.begin(play), silence)
        self._voice.ask(clip, queued=play.queued)

    def _hush(self) -> None:
        self._voice.hush()
        self._surroundings.hush()
        for cue in self._cues:
            cue.fading = True

    def _aims(self) -> Sequence[Aim]:
        return [Aim(self._listener.row(place)) for place in self._places]

    def _put(self, source: int, place: Place) -> None:
        """Place a source that begins, without a fade from where it was before."""
        self._places[source] = place
        self._points.place(source, Aim(self._listener.row(place)))

    def _add_voice(self, part: Part, samples: FloatArray, plain: FloatArray) -> None:
        utterance = part.utterance
        if utterance.place.shape is Shape.AROUND:
            plain += part.samples * utterance.gain
            return
        samples[self._voice_source(utterance)] += part.samples * utterance.gain

    def _voice_source(self, utterance: Utterance) -> int:
        """Give the source of an utterance; each new one takes the next, so that the one before can die away."""
        if utterance.source is None:
            utterance.source = self._next_voice
            self._next_voice = (self._next_voice + 1) % VOICE_SOURCES
            self._put(utterance.source, utterance.place)
        return utterance.source

    def _begin_cue(self, name: str, place: Place) -> None:
        samples = self._cue_sound(name)
        source = VOICE_SOURCES + self._next_cue
        self._next_cue = (self._next_cue + 1) % CUE_SOURCES
        for cue in self._cues:
            cue.fading = cue.fading or cue.source == source
        self._put(source, place)
        self._cues.append(_Sounding(source, samples, nearness(place)))

    def _cue_sound(self, name: str) -> FloatArray:
        if name not in self._cue_sounds:
            if name not in self._cue_recipes:
                log.warning("no recipe for the cue %s", name)
            made = sound(self._cue_recipes.get(name, {}))
            self._cue_sounds[name] = np.concatenate([made, np.zeros(-len(made) % BLOCK, np.float32)])
        return self._cue_sounds[name]

    def _add_cues(self, samples: FloatArray) -> None:
        for cue in self._cues:
            block = cue.samples[:BLOCK] * cue.gain
            samples[cue.source] += block * FALL if cue.fading else block
            cue.samples = cue.samples[BLOCK:]
        self._cues = [cue for cue in self._cues if len(cue.samples) and not cue.fading]
