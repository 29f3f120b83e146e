"""The device "sound": it is handed effects and the voice's samples, and tells what has been heard."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from math import ceil
from queue import Empty, SimpleQueue

import numpy as np

from accessvr.core.device import Post
from accessvr.core.effects import Effect, Hush, Play, Say
from accessvr.core.events import DeviceBack, DeviceLost, Event, NotPlayed, Spoken
from accessvr.devices.spatial_audio.clips import Clips, Marks
from accessvr.devices.spatial_audio.exposure import Exposure
from accessvr.devices.spatial_audio.heads import load_head
from accessvr.devices.spatial_audio.mixer import Heights, Mixer
from accessvr.devices.spatial_audio.output import Output
from accessvr.devices.spatial_audio.recipes import Recipe
from accessvr.devices.spatial_audio.sound_format import BLOCK, SAMPLE_RATE, FloatArray
from accessvr.devices.spatial_audio.sound_messages import RENDERS, Recipes

__all__ = ["BLOCK", "SAMPLE_RATE", "SpatialAudio"]


class SpatialAudio:
    """Places and mixes all sound.

    output  where it goes; None when the caller owns the clock and calls `advance` (a rehearsal)
    heights  pitches by which height is told, when a patron wants that: see Mixer
    full_scale_db  dB SPL of a sine at full scale in the headphones; None when nobody has measured it
    pose    gives azimuth and elevation of the head, asked in each block; None when `look` alone tells

    Effects, samples and looks may come from any thread; they take effect with the next block, in the order they came.
    What is heard is told when it is heard. Only the end of a clip is told as soon as its last samples are on their way:
    what is asked for then follows it without a gap.
    """

    name = "sound"
    renders = RENDERS

    def __init__(
        self,
        output: Output | None,
        cue_recipes: Mapping[str, Recipe],
        ambience_recipes: Mapping[str, Recipe],
        *,
        beacon_recipes: Mapping[str, Recipe] | None = None,
        heights: Heights = (),
        full_scale_db: float | None = None,
        pose: Callable[[], tuple[float, float]] | None = None,
    ) -> None:
        self._beacon_recipes, self._heights, self._full_scale_db = beacon_recipes, heights, full_scale_db
        self._output, self._recipes, self._pose = output, (cue_recipes, ambience_recipes), pose
        self._asked: SimpleQueue[Callable[[Mixer], None]] = SimpleQueue()
        self._mixer: Mixer | None = None
        self._elsewhere: ThreadPoolExecutor | None = None
        self._clips: Clips | None = None
        self._post: Post | None = None
        self._block = 0
        self._heard: deque[tuple[int, Event]] = deque()  # with the block in which they are due
        self._clips_asked: set[int] = set()

    @classmethod
    def of_kinds(
        cls,
        output: Output | None,
        recipes: Mapping[str, Recipes],
        heights: Heights,
        *,
        full_scale_db: float | None = None,
        pose: Callable[[], tuple[float, float]] | None = None,
    ) -> SpatialAudio:
        """Give the device for recipes by kind: "cues", "icons", "ambiences", "beacons"; one left out is empty."""
        return cls(
            output,
            {**recipes.get("icons", {}), **recipes.get("cues", {})},
            recipes.get("ambiences", {}),
            beacon_recipes=recipes.get("beacons", {}),
            heights=heights,
            full_scale_db=full_scale_db,
            pose=pose,
        )

    def start(self, post: Post) -> None:
        """Begin. Raises DeviceError when there is nothing to play on."""
        own_clock = self._output is None
        if not own_clock:  # what takes long to make is made beside the sound, and heard when it is there
            self._elsewhere = ThreadPoolExecutor(1, "sounds")
        self._clips = Clips(own_clock=own_clock)
        self._mixer = Mixer(
            load_head(),
            *self._recipes,
            self._clips,
            block=BLOCK if self._output is None else self._output.block,
            beacon_recipes=self._beacon_recipes,
            heights=self._heights,
            heads=load_head,
            exposure=Exposure(self._full_scale_db),
            elsewhere=self._elsewhere,
        )
        self._post = post
        if self._output is not None:
            self._output.start(self.advance, self._lost, self._back)

    def render(self, effect: Effect) -> None:
        """Take what is to be heard."""
        if isinstance(effect, Hush) or (isinstance(effect, Say | Play) and not effect.queued):
            self._clips_asked.clear()
        if isinstance(effect, Play):
            self._clips_asked.add(effect.number)
        if isinstance(effect, self.renders):
            self._asked.put(lambda mixer: mixer.take(effect))

    def feed(self, number: int, samples: FloatArray, marks: Marks, last: bool) -> None:
        """Take samples of the utterance with this number, after its Say was rendered.

        samples  mono, float32, 48 kHz, at -23 LUFS; may be empty
        marks    (sample counted from the first of the utterance, offset in its text), in order
        last     no more samples will come

        Samples of an utterance that was hushed or replaced are ignored.
        """
        self._asked.put(lambda mixer: mixer.feed(number, samples, marks, last=last))

    def look(self, azimuth_deg: float, elevation_deg: float) -> None:
        """Turn the head: degrees clockwise from straight ahead, and up. What sounds stays where it is in the room."""
        self._asked.put(lambda mixer: mixer.look(azimuth_deg, elevation_deg))

    def advance(self) -> FloatArray:
        """Give the next block, [block, 2], and post what has been heard by now. Silence before `start`."""
        if self._mixer is None:
            return np.zeros((BLOCK, 2), np.float32)
        if self._pose is not None:
            self._mixer.look(*self._pose())
        self._take_asked(self._mixer)
        sound, events = self._mixer.advance()
        for event in events:
            self._keep_until_due(event)
        while self._heard and self._heard[0][0] <= self._block:
            self._tell(self._heard.popleft()[1])
        self._block += 1
        return sound

    def close(self) -> None:
        """End, and give the sound card back."""
        if self._output is not None:
            self._output.close()
        self._post = None
        if self._clips is not None:
            self._clips.close()
        if self._elsewhere is not None:
            self._elsewhere.shutdown(wait=False, cancel_futures=True)

    def _keep_until_due(self, event: Event) -> None:
        """Keep an event until it is heard. With the end of a clip all before it is due."""
        late = 0 if self._output is None else ceil(self._output.late_s * SAMPLE_RATE / self._output.block)
        if isinstance(event, Spoken | NotPlayed) and event.number in self._clips_asked:
            self._clips_asked.discard(event.number)
            late = 0
            self._heard = deque((self._block, earlier) for _, earlier in self._heard)
        self._heard.append((self._block + late, event))

    def _take_asked(self, mixer: Mixer) -> None:
        try:
            while True:
                self._asked.get_nowait()(mixer)
        except Empty:
            return

    def _tell(self, event: Event) -> None:
        post = self._post
        if post is not None:
            post(event)

    def _lost(self) -> None:
        self._tell(DeviceLost(self.name))

    def _back(self) -> None:
        self._tell(DeviceBack(self.name))
