"""One contract for every device, the silent ones included."""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import pytest

from accessvr.app.bookroom import BookRoom
from accessvr.app.text_log import TextLog
from accessvr.content.scenes import ambience_recipes, cue_recipes
from accessvr.core import effects as f
from accessvr.core.device import Device
from accessvr.core.effects import Effect
from accessvr.core.events import Event
from accessvr.core.profile import Profile
from accessvr.core.publication import Clip
from accessvr.core.scene import Scene
from accessvr.devices.headset.silent import NoHeadset
from accessvr.devices.spatial_audio.device import SpatialAudio
from accessvr.devices.spatial_audio.nowhere import Nowhere
from accessvr.devices.speech.device import Speech
from accessvr.devices.speech.espeak import Espeak
from accessvr.devices.speech.silent_voice import SilentVoice
from accessvr.devices.voice_commands.silent import NoMicrophone
from accessvr.devices.voice_commands.typed import Typed
from accessvr.devices.wristbands.silent import NoBands
from accessvr.devices.wristbands.simulated import SimulatedBands

LIMIT_S = 0.001
Make = Callable[[Path], Device]


def audio(output: Nowhere | None) -> SpatialAudio:
    return SpatialAudio(output, cue_recipes(), ambience_recipes())


DEVICES: dict[str, Make] = {
    "text": lambda folder: TextLog(io.StringIO()),
    "library": lambda folder: BookRoom(tuple, {}, folder),
    "library, own clock": lambda folder: BookRoom(tuple, {}, folder, own_clock=True),
    "wristbands, silent": lambda folder: NoBands(),
    "wristbands, simulated": lambda folder: SimulatedBands(),
    "sound, own clock": lambda folder: audio(None),
    "sound, nowhere": lambda folder: audio(Nowhere()),
    "speech, espeak": lambda folder: Speech(Espeak(), lambda number, samples, marks, last: None),
    "speech, silent": lambda folder: Speech(SilentVoice(), lambda number, samples, marks, last: None),
    "speech, own clock": lambda folder: Speech(
        SilentVoice(), lambda number, samples, marks, last: None, own_clock=True
    ),
    "headset, silent": lambda folder: NoHeadset(),
    "microphone, silent": lambda folder: NoMicrophone(),
    "typing": lambda folder: Typed(io.StringIO(""), lambda: None),
}
EFFECTS: dict[type[Effect], Effect] = {
    f.Say: f.Say(1, "The boats came in."),
    f.SayNext: f.SayNext("Nobody spoke."),
    f.Hush: f.Hush(),
    f.Cue: f.Cue(f.Earcon.STEP),
    f.Buzz: f.Buzz(f.Tacton.CONFIRM),
    f.Show: f.Show(f.Picture.PAGE, "The Boats", "The boats came in."),
    f.Play: f.Play(2, Clip("nothing.wav")),
    f.Surround: f.Surround(Scene("room")),
    f.Listen: f.Listen(("next",)),
    f.Prepare: f.Prepare("nothing", 0),
    f.OpenBook: f.OpenBook("nothing"),
    f.Search: f.Search("nothing", "words"),
    f.Keep: f.Keep(Profile()),
}


@pytest.fixture(params=DEVICES)
def device(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Device]:
    made = DEVICES[request.param](tmp_path)
    yield made
    made.close()


def test_there_is_a_sample_of_every_effect() -> None:
    assert set(EFFECTS) == set(get_args(Effect))


def test_a_device_has_a_name_and_says_what_it_brings_out(device: Device) -> None:
    assert device.name.isidentifier()
    assert set(device.renders) <= set(get_args(Effect))


def test_every_effect_is_taken_at_once_and_raises_nothing(device: Device) -> None:
    device.start(lambda event: None)
    for effect in EFFECTS.values():
        times = []
        for _ in range(15):
            begun_s = time.perf_counter()
            device.render(effect)
            times.append(time.perf_counter() - begun_s)
        assert statistics.median(times) < LIMIT_S, effect


def test_closing_twice_is_harmless_and_nothing_is_posted_afterwards(device: Device) -> None:
    posted: list[Event] = []
    device.start(posted.append)
    device.render(EFFECTS[f.Say])
    device.render(EFFECTS[f.OpenBook])
    device.close()
    known = len(posted)
    device.close()
    for effect in EFFECTS.values():
        device.render(effect)
    assert len(posted) == known


def test_a_device_that_never_started_can_be_closed(device: Device) -> None:
    device.close()
