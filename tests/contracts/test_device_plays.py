"""What every sound device makes of Play: places while it is heard, then exactly one end, whatever the clip is."""

from __future__ import annotations

import os
import queue
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from devices.clips_made import noise, recorded

from accessvr.core.effects import Play
from accessvr.core.events import Event, NotPlayed, Spoken, SpokenTo
from accessvr.core.publication import Clip
from accessvr.devices.spatial_audio.device import SpatialAudio
from accessvr.devices.spatial_audio.far_sound import FarSound
from accessvr.devices.spatial_audio.nowhere import Nowhere
from accessvr.devices.spatial_audio.sound_messages import Card
from accessvr.devices.spatial_audio.soundcard import SoundCard

LIMIT_S = 20.0
MOST_BLOCKS = 500
SOUND: dict[str, Callable[[], SpatialAudio | FarSound]] = {
    "nowhere": lambda: SpatialAudio(Nowhere(), {}, {}),
    "on its own clock": lambda: SpatialAudio(None, {}, {}),
    "nowhere in a process of its own": lambda: FarSound(Card(None), {}),
}
if os.environ.get("ACCESSVR_TEST_CARD"):  # test_device_on_a_real_card.py sees to it
    SOUND["card"] = lambda: SpatialAudio(SoundCard(), {}, {})
    SOUND["card in a process of its own"] = lambda: FarSound(Card(), {})


class Heard:
    """A sound device, and what it posts, waited for or advanced to."""

    def __init__(self, which: str) -> None:
        self._own_clock = which == "on its own clock"
        self._posted: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.audio = SOUND[which]()
        self.audio.start(self._posted.put)

    def until_end(self, number: int) -> list[Event]:
        """Give what is posted of a clip up to its end."""
        events: list[Event] = []
        while not events or isinstance(events[-1], SpokenTo):
            event = self._next()
            assert isinstance(event, SpokenTo | Spoken | NotPlayed)
            events += [event] if event.number == number else []
        return events

    def _next(self) -> Event:
        for _ in range(MOST_BLOCKS if self._own_clock else 0):
            if not self._posted.empty() or isinstance(self.audio, FarSound):
                break
            self.audio.advance()
        return self._posted.get(timeout=LIMIT_S)


@pytest.fixture(params=SOUND)
def device(request: pytest.FixtureRequest) -> Iterator[Heard]:
    made = Heard(request.param)
    yield made
    made.audio.close()


def test_a_clip_is_told_from_its_beginning_on_and_then_ended_once(device: Heard, tmp_path: Path) -> None:
    device.audio.render(Play(4, Clip(recorded(tmp_path / "clip.mp3", noise(1.0)), 0.1, 0.8, 10, 80)))
    *told, end = device.until_end(4)
    offsets = [event.offset for event in told if isinstance(event, SpokenTo)]
    assert end == Spoken(4)
    assert offsets[0] == 0
    assert offsets == sorted(offsets)
    assert offsets[-1] <= 70


def test_a_clip_that_is_missing_is_ended_once_as_not_played(device: Heard, tmp_path: Path) -> None:
    device.audio.render(Play(1, Clip(str(tmp_path / "nothing.mp3"), 0.0, 1.0, 0, 10)))
    device.audio.render(Play(2, Clip(recorded(tmp_path / "clip.wav", noise(0.1))), queued=True))
    assert device.until_end(1) == [NotPlayed(1)]
    assert device.until_end(2)[-1] == Spoken(2)
