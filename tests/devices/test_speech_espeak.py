"""The voice of espeak-ng: samples, marks, levels, and what happens when it dies or hangs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from devices.spoken import spoken

from accessvr.core.errors import DeviceError
from accessvr.core.sentences import words
from accessvr.devices.spatial_audio.loudness import both_ears
from accessvr.devices.spatial_audio.loudness import loudness_lufs as true_loudness_lufs
from accessvr.devices.speech.child import Child
from accessvr.devices.speech.espeak import Espeak
from accessvr.devices.speech.level import WANTED_LUFS, gain_for, loudness_lufs
from accessvr.devices.speech.voice import SAMPLE_RATE

TEXT = "“Ångström café,” said Mr. Reed — naïvely; the boats came in."
LONG = "The boats came in. " * 200


@pytest.fixture
def espeak() -> Iterator[Espeak]:
    voice = Espeak()
    yield voice
    voice.close()


def test_the_voice_is_heard_and_its_marks_are_words_in_order(espeak: Espeak) -> None:
    samples, marks = spoken(espeak, TEXT)
    assert 3 < len(samples) / SAMPLE_RATE < 8
    assert marks == sorted(marks)
    said = [TEXT[offset:].split()[0] for _, offset in marks]
    assert said[:3] == ["Ångström", "café,”", "said"]
    assert said[-1] == "in."
    assert len(said) in (9, 10)  # "Mr. Reed" may be one to the synthesiser
    assert all(0 <= sample < len(samples) for sample, _ in marks)


def test_each_piece_holds_the_marks_of_its_own_samples(espeak: Espeak) -> None:
    first = 0
    for piece in espeak.speak(TEXT, "en", 400, ""):
        assert all(first <= sample < first + max(len(piece.samples), 1) for sample, _ in piece.marks)
        first += len(piece.samples)
    assert first > SAMPLE_RATE


def test_the_first_samples_come_long_before_the_whole(espeak: Espeak) -> None:
    first = next(espeak.speak(LONG, "en", 150, ""))
    assert 0 < len(first.samples) <= 0.06 * SAMPLE_RATE


def test_the_pace_is_what_was_asked_for(espeak: Espeak) -> None:
    counted = len(TEXT.split()) * 20
    for wpm in (100, 150, 250, 400):
        seconds = len(spoken(espeak, f"{TEXT} " * 20, wpm)[0]) / SAMPLE_RATE
        assert 0.6 < counted / seconds * 60 / wpm < 1.4, wpm


def test_a_faster_voice_takes_less_time(espeak: Espeak) -> None:
    lengths = [len(spoken(espeak, TEXT, wpm)[0]) for wpm in (10, 80, 150, 300, 400)]
    assert lengths[0] == pytest.approx(lengths[1], rel=0.02)  # below 80 it is 80
    assert lengths[1:] == sorted(lengths[1:], reverse=True)
    assert lengths[1] > 2.5 * lengths[-1]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "…",
        "& — &",
        "\x00\x07 bell",
        "x" * 5000,
        "第一章。海。",
        "a\nb",
        "x\ud800y",
        "\U0001f600 joy",
        "3.14",
        "[[h@]] <b>b</b> &lt;",
    ],
)
def test_any_text_is_taken_and_marked_at_its_words(espeak: Espeak, text: str) -> None:
    samples, marks = spoken(espeak, text)
    begins = {begin for begin, _ in words(text)}
    assert {offset for _, offset in marks} <= begins
    assert all(early[0] <= late[0] and early[1] < late[1] for early, late in pairwise(marks))
    assert np.isfinite(samples).all()
    assert len(spoken(espeak, "Still here.")[0]) > SAMPLE_RATE / 2


def test_chinese_is_spoken_and_marked_at_its_characters(espeak: Espeak) -> None:
    samples, marks = spoken(espeak, "海上的船都回来了。", language="zh")
    assert len(samples) > SAMPLE_RATE
    assert [offset for _, offset in marks] == list(range(8))


def test_the_same_words_in_the_same_order_are_the_same_samples() -> None:
    def all_spoken() -> bytes:
        voice = Espeak()
        made = b"".join(spoken(voice, text)[0].tobytes() for text in (TEXT, "The boats came in.", TEXT))
        voice.close()
        return made

    assert all_spoken() == all_spoken()


def test_the_voice_comes_at_the_level_the_mixer_expects(espeak: Espeak) -> None:
    for wpm in (100, 150, 250, 400):
        sound = spoken(espeak, f"{TEXT} The old reading room opens every morning at nine.", wpm)[0]
        assert true_loudness_lufs(both_ears(sound)) == pytest.approx(WANTED_LUFS, abs=1.5), wpm


def test_every_language_the_voice_names_can_be_spoken(espeak: Espeak) -> None:
    assert {"en", "en-gb", "de", "fr", "zh", "no"} <= set(espeak.languages)
    english = spoken(espeak, "Hus.")[0]
    norwegian = spoken(espeak, "Hus.", language="no")[0]
    assert len(norwegian) > SAMPLE_RATE / 10
    assert abs(len(norwegian) - len(english)) > 100


def test_an_unknown_language_or_voice_is_spoken_all_the_same(espeak: Espeak) -> None:
    assert len(spoken(espeak, "Still here.", language="xx-nowhere")[0]) > SAMPLE_RATE / 4
    assert sum(len(piece.samples) for piece in espeak.speak("Here.", "en", 150, "Nobody")) > SAMPLE_RATE / 4


def test_a_voice_given_up_ends_within_what_the_pipe_holds_and_can_speak_again(espeak: Espeak) -> None:
    long = espeak.speak(LONG, "en", 150, "")
    next(long)
    espeak.stop()
    assert sum(len(piece.samples) for piece in long) < 5 * SAMPLE_RATE
    assert len(spoken(espeak, "Again.")[0]) > SAMPLE_RATE / 4


def test_new_words_take_the_place_of_those_being_made(espeak: Espeak) -> None:
    old = espeak.speak(LONG, "en", 150, "")
    next(old)
    assert len(spoken(espeak, "Again.")[0]) < 2 * SAMPLE_RATE
    assert list(old) == []


def test_a_killed_voice_raises_and_the_next_words_are_spoken(espeak: Espeak) -> None:
    long = espeak.speak(LONG, "en", 150, "")
    next(long)
    os.kill(espeak.child.number, signal.SIGKILL)
    with pytest.raises(DeviceError, match="stopped"):
        list(long)
    assert len(spoken(espeak, "Again.")[0]) > SAMPLE_RATE / 4


@pytest.mark.skipif(sys.platform == "win32", reason="optional: a program cannot be stopped there")
def test_a_hung_voice_raises_after_its_time_and_the_next_words_are_spoken() -> None:
    voice = Espeak(limit_s=0.3)
    os.kill(voice.child.number, signal.SIGSTOP)
    with pytest.raises(DeviceError, match="took too long"):
        spoken(voice, "Nobody hears this.")
    assert len(spoken(voice, "Again.")[0]) > SAMPLE_RATE / 4
    voice.close()


@pytest.mark.skipif(sys.platform == "win32", reason="optional: Control-C goes another way there")
def test_control_c_does_not_end_the_voice(espeak: Espeak) -> None:
    os.kill(espeak.child.number, signal.SIGINT)
    assert len(spoken(espeak, "Goodbye.")[0]) > SAMPLE_RATE / 4


def test_a_closed_voice_speaks_no_more_and_closes_twice() -> None:
    voice = Espeak()
    voice.close()
    voice.close()
    voice.stop()
    with pytest.raises(DeviceError, match="closed"):
        spoken(voice, "Nobody.")
    assert not voice.child.alive


def test_a_program_that_cannot_speak_says_why_and_what_to_do() -> None:
    with pytest.raises(DeviceError, match="this") as raised:
        Child("this", remedy="Install it.", limit_s=5)
    assert raised.value.remedy == "Install it."
    assert raised.value.spoken


def test_the_voice_starts_from_any_folder(tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('the wrong one')")
    code = "from accessvr.devices.speech.espeak import Espeak; v = Espeak(); print(len(v.languages)); v.close()"
    root = str(Path(__file__).parents[2])
    command = [sys.executable, "-P", "-c", code]
    done = subprocess.run(command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": root}, capture_output=True, check=True)
    assert int(done.stdout) > 20


def test_the_level_of_a_voice_is_measured_as_the_standard_does(espeak: Espeak) -> None:
    for language, text in (
        ("en", TEXT),
        ("de", "Die Boote kamen zurück, und der alte Mann las vor."),
        ("fr", "Bonjour."),
    ):
        sound = spoken(espeak, text, language=language)[0]
        assert loudness_lufs(sound) == pytest.approx(true_loudness_lufs(both_ears(sound)), abs=0.6)
        assert loudness_lufs(sound * gain_for(sound)) == pytest.approx(WANTED_LUFS, abs=0.01)
