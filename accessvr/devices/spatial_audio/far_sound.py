"""The device "sound" of a live visit: all of it is made in a process of its own; here it is only told what to do."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from accessvr.core.device import Post
from accessvr.core.effects import Effect
from accessvr.core.errors import DeviceError
from accessvr.core.events import DeviceBack, DeviceLost, Event
from accessvr.devices.spatial_audio.shared_memory import State
from accessvr.devices.spatial_audio.sound_child import SoundChild
from accessvr.devices.spatial_audio.sound_format import FloatArray
from accessvr.devices.spatial_audio.sound_messages import RENDERS, Begin, Card, Playing, Recipes
from accessvr.devices.spatial_audio.unheard import Fed, Marks, Unheard

LOOK_S = 0.1  # how often the sound process is looked at
STALLED_LOOKS = 8  # chosen: one that shows no sign of life for so many hangs; it gives 50 to 400 a second
RETRY_LOOKS = 300  # chosen: so seldom another process looks for a card where none was found


class FarSound:
    """Sound that goes on whatever the visit does.

    card     what is played on
    recipes  by kind: "cues", "icons", "ambiences", "beacons"
    heights  pitches by which height is told: see Mixer

    The process is begun at once, and `start` waits for it. One that dies or hangs is replaced: what had not been heard
    is heard then, from the word on.
    """

    name = "sound"
    renders = RENDERS

    def __init__(
        self, card: Card, recipes: Mapping[str, Recipes], heights: tuple[tuple[float, float], ...] = ()
    ) -> None:
        self._begin = Begin(card, recipes, heights)
        self._unheard, self._lock = Unheard(), threading.RLock()
        self._post: Post | None = None
        self._closed, self._lost = threading.Event(), False
        self._watching: threading.Thread | None = None
        self._child = SoundChild(self._begin, self._told)

    @property
    def number(self) -> int:
        """Give the number of the process."""
        return self._child.number

    def playing(self) -> Playing:
        """Give what is played on. Raises DeviceError when there is nothing."""
        return self._child.playing()

    def start(self, post: Post) -> None:
        """Begin. Raises DeviceError when there is nothing to play on."""
        self.playing()
        self._begin_to_post(post)

    def start_nowhere(self, post: Post) -> None:
        """Begin when `start` found nothing: the process keeps the pace of reading in silence until there is a card."""
        self._lost = True
        self._begin_to_post(post)

    def _begin_to_post(self, post: Post) -> None:
        self._post = post
        self._watching = threading.Thread(target=self._watch, name="sound", daemon=True)
        self._watching.start()

    def render(self, effect: Effect) -> None:
        """Take what is to be heard."""
        with self._lock:
            if isinstance(effect, self.renders) and not self._closed.is_set():
                self._unheard.take(effect)
                self._child.take(effect)

    def feed(self, number: int, samples: FloatArray, marks: Marks, last: bool) -> None:
        """Take samples of an utterance; see SpatialAudio.feed."""
        fed = Fed(number, samples, tuple(marks), last)
        with self._lock:
            if not self._closed.is_set():
                self._unheard.feed(fed)
                self._child.feed(fed)

    def look(self, azimuth_deg: float, elevation_deg: float) -> None:
        """Turn the head; it is heard with the next block."""
        with self._lock:
            if not self._closed.is_set():
                self._child.shared.turn(azimuth_deg, elevation_deg)

    def pose(self) -> tuple[float, float]:
        """Give where the head was turned to last: azimuth and elevation in degrees."""
        with self._lock:
            return self._child.shared.pose()

    def state(self) -> State:
        """Give how the playing goes."""
        with self._lock:
            return State() if self._closed.is_set() else self._child.shared.state()

    def played(self, start: int, count: int) -> FloatArray:
        """Give [count, 2] of what was played from sample `start` on: the last 8 seconds are kept."""
        with self._lock:
            return self._child.shared.played(start, count)

    def close(self) -> None:
        """End; afterwards nothing is posted."""
        with self._lock:
            self._post = None
            if self._closed.is_set():
                return
            self._closed.set()
        if self._watching is not None:
            self._watching.join()
        self._child.close()

    def _told(self, child: SoundChild, event: Event) -> None:
        with self._lock:
            if child is self._child:
                self._unheard.heard(event)
                self._tell(event)

    def _tell(self, event: Event) -> None:
        post = self._post
        if post is not None:
            post(event)

    def _watch(self) -> None:
        """Replace a process that has ended, or shows no sign of life, or has no card."""
        beats, still, silent = -1, 0, 0
        while not self._closed.wait(LOOK_S):
            now = self._child.shared.beats()
            still = still + 1 if now == beats and self._child.greeted else 0
            silent = silent + 1 if self._lost else 0
            beats = now
            if self._child.ended or still >= STALLED_LOOKS or silent >= RETRY_LOOKS:
                self._replace()
                beats, still, silent = -1, 0, 0

    def _replace(self) -> None:
        """Let another process take over; one without a card keeps the pace, and that is told."""
        if not self._lost:
            self._child.kill()
        child = SoundChild(self._begin, self._told)
        try:
            child.playing()
        except DeviceError:
            if self._lost and not self._child.ended:
                child.close()
                return
            found = False
        else:
            found = True
        with self._lock:
            before, self._child = self._child, child
            child.shared.turn(*before.shared.pose())
            for what in self._unheard.again():
                child.take(what)
        before.close()
        if found == self._lost:
            self._lost = not found
            self._tell(DeviceBack(self.name) if found else DeviceLost(self.name))
