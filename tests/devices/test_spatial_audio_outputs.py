import json
import os
import subprocess
import sys
import threading
import wave
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import numpy as np
import pytest

from accessvr.app.sound_server import missing
from accessvr.core.effects import Say
from accessvr.core.errors import DeviceError
from accessvr.core.events import Event, Spoken
from accessvr.devices.spatial_audio.device import BLOCK, SpatialAudio
from accessvr.devices.spatial_audio.nowhere import Nowhere
from accessvr.devices.spatial_audio.sound_format import FloatArray
from accessvr.devices.spatial_audio.soundcard import SoundCard
from accessvr.devices.spatial_audio.wavefile import WaveFile

HERE = Path(__file__).parent


def test_without_a_sound_card_what_is_said_is_still_spoken_to_its_end() -> None:
    events: SimpleQueue[Event] = SimpleQueue()
    audio = SpatialAudio(Nowhere(), {}, {})
    audio.start(events.put)
    audio.render(Say(1, "words"))
    audio.feed(1, np.zeros(5 * BLOCK, np.float32), (), True)
    assert events.get(timeout=10) == Spoken(1)
    audio.close()
    audio.close()


def test_nowhere_keeps_pulling_until_it_is_closed() -> None:
    pulled, enough = [], threading.Event()

    def pull() -> FloatArray:
        pulled.append(1)
        if len(pulled) == 3:
            enough.set()
        return np.zeros((BLOCK, 2), np.float32)

    output = Nowhere()
    output.start(pull, lambda: None, lambda: None)
    assert enough.wait(10)
    assert "nowhere" in {thread.name for thread in threading.enumerate()}
    output.close()
    assert "nowhere" not in {thread.name for thread in threading.enumerate()}


def test_nowhere_can_be_closed_without_having_been_started() -> None:
    output = Nowhere()
    output.close()
    output.close()


def test_a_wave_file_holds_what_was_written_left_then_right(tmp_path: Path) -> None:
    sound = np.array([[0.5, -0.5], [1.5, -1.5], [0, 1 / 32767]], np.float32)
    with WaveFile(tmp_path / "visit.wav") as file:
        file.write(sound)
        file.write(sound)
    with wave.open(str(tmp_path / "visit.wav"), "rb") as written:
        assert (written.getnchannels(), written.getsampwidth(), written.getframerate()) == (2, 2, 48_000)
        samples = np.frombuffer(written.readframes(6), "<i2").reshape(-1, 2)
    assert samples.tolist() == 2 * [[16384, -16384], [32767, -32767], [0, 1]]


def test_a_sound_card_that_is_not_there_is_told_in_plain_words() -> None:
    with pytest.raises(DeviceError, match="there is no sound card called 'no such card'; there are: ") as caught:
        SoundCard("no such card")
    assert caught.value.spoken == "I cannot find the sound. The text goes on."
    assert caught.value.remedy


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What came of playing through a real sound server with virtual headphones."""
    if missing():
        assert "CI" not in os.environ, missing()
        pytest.skip(missing())
    script, folder = HERE / "played_and_recorded.py", tmp_path_factory.mktemp("sound")
    paths = os.pathsep.join((str(HERE.parent), str(HERE.parents[1])))
    run = subprocess.run(
        [sys.executable, str(script), str(folder)],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert run.returncode == 0, run.stderr
    result: dict[str, Any] = json.loads(run.stdout)
    return result


def test_what_is_said_comes_out_of_the_sound_card_whole_and_from_its_side(played: dict[str, Any]) -> None:
    assert played["tone_s"] == pytest.approx(1.0, abs=0.1)
    assert played["right_louder_db"] > 3


def test_each_word_is_told_once_when_it_is_heard(played: dict[str, Any]) -> None:
    assert played["told"] == [*(f"SpokenTo(number=1, offset={i})" for i in range(10)), "Spoken(number=1)"]


def test_a_hush_is_heard_at_the_sound_card_within_250_ms(played: dict[str, Any]) -> None:
    """Through the sound server's own buffers, and recorded again: both add to it. The figure is in the benchmark."""
    assert 0 < played["stop_s"] < 0.25


@pytest.mark.parametrize("change", ["default moved", "pulled", "server begun anew"])
def test_when_headphones_change_while_reading_every_word_is_told_once_and_nobody_is_troubled(
    played: dict[str, Any], change: str
) -> None:
    assert played[change] == {"offsets": list(range(30)), "lost": False}


def test_what_pulled_headphones_did_not_play_is_heard_from_others(played: dict[str, Any]) -> None:
    assert played["heard_elsewhere_s"] > 2.0


def test_a_sound_card_that_stays_away_is_lost_once_and_found_again(played: dict[str, Any]) -> None:
    assert played["lost"] == ["DeviceLost(name='sound')", "DeviceBack(name='sound')"]
    assert played["again"] == [0, 1, 2]
