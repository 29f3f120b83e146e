"""One contract for every device, the silent ones included: the four rules of accessvr/core/device.py."""

from __future__ import annotations

import io
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn, get_args

import pytest

from accessvr.app.bookroom import BookRoom
from accessvr.app.text_log import TextLog
from accessvr.content.scenes import ambience_recipes, cue_recipes
from accessvr.core import effects as f
from accessvr.core.device import Device
from accessvr.core.effects import Effect
from accessvr.core.errors import DeviceError
from accessvr.core.events import Event
from accessvr.core.hearing import Hearing
from accessvr.core.profile import Profile
from accessvr.core.publication import Clip
from accessvr.core.scene import Scene
from accessvr.devices.headset.silent import NoHeadset
from accessvr.devices.spatial_audio.device import SpatialAudio
from accessvr.devices.spatial_audio.far_sound import FarSound
from accessvr.devices.spatial_audio.nowhere import Nowhere
from accessvr.devices.spatial_audio.output import Output
from accessvr.devices.spatial_audio.sound_messages import Card
from accessvr.devices.spatial_audio.soundcard import SoundCard
from accessvr.devices.speech.device import Speech
from accessvr.devices.speech.espeak import Espeak
from accessvr.devices.speech.silent_voice import SilentVoice
from accessvr.devices.speech.voice import Voice
from accessvr.devices.voice_commands.keyboard import Keyboard
from accessvr.devices.voice_commands.silent import NoMicrophone
from accessvr.devices.voice_commands.typed import Typed
from accessvr.devices.wristbands.silent import NoBands
from accessvr.devices.wristbands.simulated import SimulatedBands

LIMIT_S = 0.001
TIMES = 31
Make = Callable[[Path], Device]


def audio(output: Output | None) -> SpatialAudio:
    return SpatialAudio(output, cue_recipes(), ambience_recipes())


def speech(voice: Voice, *, own_clock: bool = False) -> Speech:
    return Speech(voice, lambda number, samples, marks, last: None, own_clock=own_clock)


def keyboard(folder: Path) -> Keyboard:
    """Give a keyboard at a terminal of its own, at which nobody types."""
    terminal, keys = os.openpty()
    stream = os.fdopen(keys, "r")
    TERMINALS[stream] = terminal
    return Keyboard(stream, io.StringIO(), lambda: None)


TERMINALS: dict[io.TextIOBase, int] = {}

CARDS: dict[str, Make] = {
    "card": lambda folder: audio(SoundCard()),
    "card in a process of its own": lambda folder: FarSound(Card(), {}),
}
# what there is, by its kind: a loud one and its twins share a name, no other kind has it
DEVICES: dict[str, dict[str, Make]] = {
    "text": {
        "a transcript": lambda folder: TextLog(io.StringIO()),
        "a terminal": lambda folder: TextLog(io.StringIO(), plain=True),
    },
    "library": {
        "live": lambda folder: BookRoom(tuple, {}, folder),
        "on its own clock": lambda folder: BookRoom(tuple, {}, folder, own_clock=True),
    },
    "wristbands": {
        "silent": lambda folder: NoBands(),
        "simulated": lambda folder: SimulatedBands(),
    },
    "sound": {
        "nowhere": lambda folder: audio(Nowhere()),
        "nowhere in a process of its own": lambda folder: FarSound(Card(None), {}),
        "on its own clock": lambda folder: audio(None),
        **(CARDS if os.environ.get("ACCESSVR_TEST_CARD") else {}),  # test_device_on_a_real_card.py sees to it
    },
    "speech": {
        "espeak": lambda folder: speech(Espeak()),
        "silent": lambda folder: speech(SilentVoice()),
        "on its own clock": lambda folder: speech(SilentVoice(), own_clock=True),
    },
    "headset": {"silent": lambda folder: NoHeadset()},
    "microphone": {"silent": lambda folder: NoMicrophone()},
    "typing": {
        "lines": lambda folder: Typed(io.StringIO(""), lambda: None),
        **({} if sys.platform == "win32" else {"keys": keyboard}),
    },
}
ALL = [(kind, which) for kind, makes in DEVICES.items() for which in makes]

# a sample of each member of the union
EFFECTS: dict[type[Effect], Effect] = {
    f.Say: f.Say(1, "The boats came in."),
    f.SayNext: f.SayNext("Nobody spoke."),
    f.Hush: f.Hush(),
    f.Cue: f.Cue(f.Earcon.STEP),
    f.Buzz: f.Buzz(f.Tacton.CONFIRM),
    f.Show: f.Show(f.Picture.PAGE, "The Boats", "The boats came in."),
    f.Play: f.Play(2, Clip("nothing.wav")),
    f.Surround: f.Surround(Scene("room")),
    f.Fit: f.Fit(Hearing()),
    f.Tone: f.Tone(3, 1000.0, -20.0, "left"),
    f.Guide: f.Guide(None),
    f.Listen: f.Listen(("next",)),
    f.Prepare: f.Prepare("nothing", 0),
    f.OpenBook: f.OpenBook("nothing"),
    f.Search: f.Search("nothing", "words"),
    f.Keep: f.Keep(Profile()),
    f.Recount: f.Recount("boats", "en"),
    f.Export: f.Export("boats", ()),
}


@pytest.fixture(params=ALL, ids=lambda row: ", ".join(row))
def device(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Device]:
    """Give each device. One that is not here must say so in plain words; that is all that can be asked of it."""
    kind, which = request.param
    try:
        made = DEVICES[kind][which](tmp_path)
    except DeviceError as error:
        skip(error)
    assert made.name == kind
    yield made
    made.close()
    hang_up()


def skip(error: DeviceError) -> NoReturn:
    assert error.message
    assert error.spoken
    assert error.remedy
    pytest.skip(f"optional: {error.message}")


def hang_up() -> None:
    while TERMINALS:
        stream, terminal = TERMINALS.popitem()
        stream.close()
        os.close(terminal)


def test_there_is_a_sample_of_every_effect() -> None:
    assert set(EFFECTS) == set(get_args(Effect))
    assert all(type(effect) is kind for kind, effect in EFFECTS.items())


def test_a_device_has_a_name_and_says_what_it_brings_out(device: Device) -> None:
    assert device.name.isidentifier()
    assert isinstance(device.renders, tuple)
    assert set(device.renders) <= set(get_args(Effect))


@pytest.mark.parametrize("kind", get_args(Effect), ids=lambda kind: str(kind.__name__))
def test_an_effect_of_any_kind_is_taken_within_a_millisecond_and_raises_nothing(
    device: Device, kind: type[Effect]
) -> None:
    device.start(lambda event: None)
    times_s = []
    for _ in range(TIMES):
        begun_s = time.perf_counter()
        device.render(EFFECTS[kind])
        times_s.append(time.perf_counter() - begun_s)
    assert statistics.median(times_s) <= LIMIT_S


def test_what_is_posted_is_an_event_and_nothing_is_posted_after_close(device: Device) -> None:
    posted: list[Event] = []
    device.start(posted.append)
    for effect in EFFECTS.values():
        device.render(effect)
    advance(device)
    device.close()
    known = list(posted)
    for effect in EFFECTS.values():
        device.render(effect)
    advance(device)
    assert posted == known
    assert all(isinstance(event, Event) for event in known)


def advance(device: Device) -> None:
    """Let a device whose clock is owned by others do what waits."""
    match device:
        case SimulatedBands():
            device.advance(1.0)
        case SpatialAudio():
            device.advance()
        case Speech() | BookRoom():
            device.advance()
        case _:
            return


def test_closing_twice_is_harmless(device: Device) -> None:
    device.start(lambda event: None)
    device.close()
    device.close()


def test_a_device_that_never_started_can_be_closed(device: Device) -> None:
    device.close()
