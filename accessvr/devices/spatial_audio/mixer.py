"""All that sounds, in one place: the voice, cues, clips, the beacon and the ambience, placed, summed, fitted, limited.

Rendering is a pure function of what was asked in which block. What sounds is bounded: at most MOST sources with a
meaning at a time, the voice before answers, answers before the beacon, the beacon before what tells of things passed.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future
from math import radians, sin

import numpy as np

from accessvr.core.effects import Cue, Effect, Fit, Guide, Hush, Play, Say, Surround, Tone
from accessvr.core.events import Event, Spoken
from accessvr.core.hearing import Hearing, Way
from accessvr.core.scene import AHEAD, Place, Room, Shape, pitch_for_height
from accessvr.devices.spatial_audio.clips import Clips, Marks
from accessvr.devices.spatial_audio.cues import ANSWERING, CUE_SOURCES, Cues, CueSounds
from accessvr.devices.spatial_audio.exposure import Exposure
from accessvr.devices.spatial_audio.fitting import Ears, Fitting
from accessvr.devices.spatial_audio.glide import Span
from accessvr.devices.spatial_audio.guide import Guiding
from accessvr.devices.spatial_audio.hrtf import Head
from accessvr.devices.spatial_audio.limiter import LOUDEST, Limiter
from accessvr.devices.spatial_audio.listener import Listener
from accessvr.devices.spatial_audio.recipes import Recipe
from accessvr.devices.spatial_audio.renderers import Sources
from accessvr.devices.spatial_audio.shaping import speech_weight
from accessvr.devices.spatial_audio.sound_format import BLOCK, SAMPLE_RATE, FloatArray, gain
from accessvr.devices.spatial_audio.surroundings import Surroundings
from accessvr.devices.spatial_audio.tones import Pulses
from accessvr.devices.spatial_audio.voice import Part, Timed, Utterance, Voice, spoken

log = logging.getLogger(__name__)

LONGEST_PAUSE_S = 60.0  # chosen: a longer silence would be taken for the end
MOST = 3  # chosen: more things at once are not understood (facts: xr-and-access, VRBubble)
VOICE_SOURCES = 4  # utterances at different places within a few blocks: the tail of one, and the next
CUES = slice(VOICE_SOURCES, VOICE_SOURCES + CUE_SOURCES)
BEACON = CUES.stop
CORNERS = slice(BEACON + 1, None)
Heads = Callable[[str], Head]
Heights = Sequence[tuple[float, float]]
SIDE_PITCH = 2 ** (3 / 12)  # chosen: three semitones up on the right, down on the left, where there are no two sides
MIDDLE = sin(radians(15.0))  # chosen: nearer to the middle is the middle
HIGH_DEG = 15.0  # chosen: nearer to level is level


class Mixer:
    """Hears effects and samples; gives block after block, and what was heard in each.

    block             samples a block
    beacon_recipes    the first is the usual style
    heights           (elevation in degrees, factor for the pitch), from low to high
    pitch_for_height  heights are told by pitch also to those who have two ears and headphones
    heads             gives the head of a name; without it there is one for all
    exposure          what is known of the headset and of the dose so far
    elsewhere         where what takes time is made; without it, it is made at once

    sounding  what with a meaning sounded in the last block: "voice" (or a tone), cues, "beacon", in order of weight
    exposure  how much has been heard
    """

    def __init__(
        self,
        head: Head,
        cue_recipes: Mapping[str, Recipe],
        ambience_recipes: Mapping[str, Recipe],
        clips: Clips,
        *,
        block: int = BLOCK,
        beacon_recipes: Mapping[str, Recipe] | None = None,
        heights: Heights = (),
        pitch_for_height: bool = False,
        heads: Heads | None = None,
        exposure: Exposure | None = None,
        elsewhere: Executor | None = None,
    ) -> None:
        self._head, self._heads, self._elsewhere, self.block = head, heads, elsewhere, block
        self._clips, self._voice = clips, Voice(clips, block)
        self._cues = Cues(CueSounds(cue_recipes, elsewhere), block)
        self._guiding = Guiding(beacon_recipes or {}, block, elsewhere)
        self._surroundings = Surroundings(ambience_recipes, block, elsewhere)
        self._heights, self._pitch_for_height = heights, pitch_for_height
        self._places: list[Place] = [*[AHEAD] * (BEACON + 1), *self._surroundings.places]
        self._listener, self._hearing, self._calm = Listener(), Hearing(), False
        self._room: Room | None = None
        self._ears = Ears(self._fitting(self._hearing), block)
        self._coming: Future[Fitting] | None = None
        self._limiter, self.exposure = Limiter(block), exposure or Exposure()
        self._tone: Pulses | None = None
        self._led, self.sounding = False, tuple[str, ...]()
        self._next_voice = self._clock = 0
        self._due: deque[Timed] = deque()  # with the sample at which they are heard

    @property
    def latency(self) -> int:
        """Give how many samples what is fed comes out late; a comfort filter makes it more."""
        return self._ears.latency + self._limiter.LATENCY

    def take(self, effect: Effect) -> None:
        """Do what an effect asks for, from the next block on."""
        match effect:
            case Say() | Play():
                self._ask(effect)
            case Hush():
                self._hush()
            case Cue(earcon, place):
                self._begin_cue(earcon.value, place)
            case Surround(scene):
                self._room = None if scene is None else scene.room
                self._ears.describe(self._room)
                self._surroundings.surround(None if scene is None or self._calm else scene.ambience)
            case Fit():
                self._fit(effect)
            case Tone():
                self._tone = Pulses(effect, self.block)
                self._surroundings.hush()
            case Guide(place, style):
                self._lead(place, style)
            case _:
                pass

    def feed(self, number: int, samples: FloatArray, marks: Marks, *, last: bool) -> None:
        """Take samples of an utterance that was asked for; see SpatialAudio.feed."""
        self._voice.feed(number, samples, marks, last=last)

    def look(self, azimuth_deg: float, elevation_deg: float) -> None:
        """Turn the head; what sounds stays where it is in the room."""
        self._listener = self._listener.turned(azimuth_deg, elevation_deg)

    def advance(self) -> tuple[FloatArray, list[Event]]:
        """Give the next block [block, 2], and the events of what is heard in it."""
        self._take_fitting()
        samples = np.zeros((len(self._places), self.block), np.float32)
        plain = np.zeros(self.block, np.float32)
        parts, events = self._voice.advance()
        for part in parts:
            self._add_voice(part, samples, plain)
        speech = [(0, self.block)] if self._tone else spoken(parts)
        self._admit(speaking=bool(parts) or self._tone is not None)
        for source, block in self._cues.advance():
            samples[VOICE_SOURCES + source] += block
        self._add_beacon(speech, samples)
        samples[CORNERS] = self._surroundings.advance(speech)
        ears = self._ears.render(samples, plain, self._places, self._listener)
        return self._out(ears, events)

    def _out(self, ears: FloatArray, events: Sequence[Timed]) -> tuple[FloatArray, list[Event]]:
        """Give a block as it goes out, and what is heard in it: what comes later out is told later."""
        for at, event in events:
            self._keep(at + self._ears.latency, event)
        heard = self._limiter.render(self.exposure.hold(self._with_tone(ears)))
        self._clock += self.block
        told: list[Event] = []
        while self._due and self._due[0][0] < self._clock:
            told.append(self._due.popleft()[1])
        return np.ascontiguousarray(heard.T), [*told, *self.exposure.count(heard)]

    def _keep(self, at: int, event: Event) -> None:
        """Keep an event until a sample of this block is heard, and never tell it before an earlier one."""
        due = self._clock + at + self._limiter.LATENCY
        self._due.append((max(due, self._due[-1][0]) if self._due else due, event))

    def _ask(self, asked: Say | Play) -> None:
        self._surroundings.come_back()
        self._guiding.come_back()
        if self._tone is not None and not asked.queued:
            self._tone.fade()
        reel = self._clips.begin(asked) if isinstance(asked, Play) else None
        silence = round(min(max(asked.pause_s, 0.0), LONGEST_PAUSE_S) * SAMPLE_RATE) if reel is not None else 0
        utterance = Utterance(asked.number, asked.place, gain(asked.loudness_db), reel, silence)
        self._voice.ask(utterance, queued=asked.queued)

    def _hush(self) -> None:
        for one in (self._voice, self._cues, self._guiding, self._surroundings, self._ears):
            one.hush()
        if self._tone is not None:
            self._tone.fade()

    def _fit(self, fit: Fit) -> None:
        self.exposure.had(fit.dose)
        self._calm = fit.calm
        if fit.calm:
            self._surroundings.surround(None)
            self._guiding.lead(None)
        if fit.hearing == self._hearing:
            return
        self._hearing = fit.hearing
        if not self._clock:
            self._ears = Ears(self._fitting(fit.hearing), self.block)
            self._ears.describe(self._room)
        elif self._elsewhere is None:
            self._change(self._fitting(fit.hearing))
        else:
            self._coming = self._elsewhere.submit(self._fitting, fit.hearing)

    def _fitting(self, hearing: Hearing) -> Fitting:
        head = self._head if self._heads is None or not hearing.head else self._heads(hearing.head)
        count, corners = len(self._places), len(self._surroundings.places)
        sources = Sources(count, VOICE_SOURCES, BEACON, corners, self.block, speech_weight(), self._elsewhere)
        return Fitting(hearing, head, sources)

    def _take_fitting(self) -> None:
        if self._coming is not None and self._coming.done():
            coming, self._coming = self._coming, None
            self._change(coming.result())

    def _change(self, fitting: Fitting) -> None:
        fitting.describe(self._room)
        self._ears.change(fitting)

    def _admit(self, *, speaking: bool) -> None:
        """Let what matters most sound, and nothing beyond MOST."""
        free = MOST - speaking
        answers = min(len(self._cues.sounding(answering=True)), free)
        self._led = self._guiding.sounding and answers < free and self._tone is None
        self._cues.keep(answers, free - answers - self._led)
        heard = ["voice"] * speaking + self._cues.sounding(answering=True) + ["beacon"] * self._led
        self.sounding = (*heard, *self._cues.sounding(answering=False))

    def _put(self, source: int, place: Place) -> None:
        """Place a source that begins, without a fade from where it was before."""
        self._places[source] = place
        self._ears.place(source, place, self._listener)

    def _add_voice(self, part: Part, samples: FloatArray, plain: FloatArray) -> None:
        utterance = part.utterance
        if not float(np.abs(part.samples).max()) <= LOUDEST:  # nor is what is no number
            return
        heard = part.samples * utterance.gain
        if part.spoken[1] > part.spoken[0]:
            self._surroundings.stay_under(utterance.gain)
        if utterance.place.shape is Shape.AROUND:
            plain += heard
        else:
            samples[self._voice_source(utterance)] += heard

    def _voice_source(self, utterance: Utterance) -> int:
        """Give the source of an utterance; each new one takes the next, so that the one before can die away."""
        if utterance.source is None:
            utterance.source = self._next_voice
            self._next_voice = (self._next_voice + 1) % VOICE_SOURCES
            self._put(utterance.source, utterance.place)
        return utterance.source

    def _begin_cue(self, name: str, place: Place) -> None:
        if not self._calm or name in ANSWERING:
            source = self._cues.begin(name, self._pitch(place) * self._side_pitch(place))
            self._put(VOICE_SOURCES + source, place)

    def _lead(self, place: Place | None, style: str) -> None:
        self._guiding.lead(None if self._calm else place, 1.0 if place is None else self._pitch(place), style)
        if place is not None and "beacon" in self.sounding:
            self._places[BEACON] = place
        elif place is not None:
            self._put(BEACON, place)

    def _add_beacon(self, speech: Sequence[Span], samples: FloatArray) -> None:
        azimuth_deg, _ = self._listener.seen(self._guiding.place.azimuth_deg, self._guiding.place.elevation_deg)
        block = self._guiding.advance(azimuth_deg, speech, allowed=self._led)
        if block is not None:
            samples[BEACON] += block

    def _pitch(self, place: Place) -> float:
        """Give the factor by which the pitch of a thing tells how high it is."""
        by_ears = self._hearing.way in (Way.HEADPHONES, Way.BONE) and not self._hearing.one_ear
        if not self._heights or abs(place.elevation_deg) <= HIGH_DEG or (by_ears and not self._pitch_for_height):
            return 1.0
        return pitch_for_height(place.elevation_deg, self._heights)

    def _side_pitch(self, place: Place) -> float:
        """Give the factor by which the pitch of a cue tells its side, where there are no two sides."""
        if not self._hearing.flat:
            return 1.0
        right = sin(radians(self._listener.seen(place.azimuth_deg, place.elevation_deg)[0]))
        return SIDE_PITCH ** ((right > MIDDLE) - (right < -MIDDLE))

    def _with_tone(self, ears: FloatArray) -> FloatArray:
        """Add the tone to what is fitted, which it is not."""
        tone = self._tone
        if tone is None:
            return ears
        left = tone.left
        ears = ears + tone.advance(both=self._hearing.way is Way.MONO)
        if not tone.left:
            self._tone = None
            if not tone.fading:
                self._keep(left, Spoken(tone.number))
        return ears
