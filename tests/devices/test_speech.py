"""The voices themselves: samples, marks, levels, and what happens when one dies or hangs."""

from __future__ import annotations

import os
import signal
import struct
import subprocess
import sys
import wave
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessvr.core.errors import DeviceError
from accessvr.core.sentences import words
from accessvr.devices.spatial_audio.loudness import both_ears
from accessvr.devices.spatial_audio.loudness import loudness_lufs as true_loudness_lufs
from accessvr.devices.speech import frames
from accessvr.devices.speech.child import Child
from accessvr.devices.speech.espeak import Espeak, wanted_voices
from accessvr.devices.speech.level import WANTED_LUFS, gain_for, loudness_lufs
from accessvr.devices.speech.platform_process import choose
from accessvr.devices.speech.platform_voice import PlatformVoice
from accessvr.devices.speech.resampler import Resampler
from accessvr.devices.speech.silent_voice import SilentVoice
from accessvr.devices.speech.sound_file import read_sound
from accessvr.devices.speech.voice import SAMPLE_RATE, Mono, Voice
from accessvr.devices.speech.word_marks import WordMarks

TEXT = "“Ångström café,” said Mr. Reed — naïvely; the boats came in."
LONG = "The boats came in. " * 200


@pytest.fixture
def espeak() -> Iterator[Espeak]:
    voice = Espeak()
    yield voice
    voice.close()


def spoken(voice: Voice, text: str, wpm: int = 150, language: str = "en") -> tuple[Mono, list[tuple[int, int]]]:
    pieces = list(voice.speak(text, language, wpm, ""))
    samples = [piece.samples for piece in pieces] or [np.zeros(0, np.float32)]
    return np.concatenate(samples), [mark for piece in pieces for mark in piece.marks]


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


VOICES = {"en": "gmw/en", "en-us": "gmw/en-US", "de": "gmw/de", "zh": "sit/cmn"}


@pytest.mark.parametrize(
    ("language", "voice", "wanted"),
    [
        ("de", "", ["gmw/de", "gmw/en"]),
        ("de-AT", "", ["gmw/de", "gmw/en"]),
        ("zh_Hans-CN", "", ["sit/cmn", "gmw/en"]),
        ("en-US", "", ["gmw/en"]),
        ("xx", "", ["gmw/en"]),
        ("", "", ["gmw/en"]),
        ("de", "en-US", ["gmw/en-US", "gmw/de", "gmw/en"]),
        ("en", "en+f3", ["en+f3", "gmw/en"]),
        ("../../etc/passwd", "../../etc/passwd", ["gmw/en"]),
    ],
)
def test_a_language_gets_its_voice_and_english_otherwise(language: str, voice: str, wanted: list[str]) -> None:
    assert wanted_voices(VOICES, language, voice) == wanted


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


def test_frames_that_are_cut_or_too_long_are_none(tmp_path: Path) -> None:
    file = tmp_path / "frames"
    with file.open("wb") as output:
        frames.write(output, frames.Frame(7, frames.SAMPLES, b"abcd"))
    whole = file.read_bytes()
    for count in range(len(whole)):
        file.write_bytes(whole[:count])
        with file.open("rb") as stream:
            assert frames.read(stream) is None
    file.write_bytes(whole + struct.pack("<IcI", 1, b"S", 1 << 31))
    with file.open("rb") as stream:
        assert frames.read(stream) == frames.Frame(7, frames.SAMPLES, b"abcd")
        assert frames.read(stream) is None


def test_marks_are_put_at_the_word_the_voice_is_in() -> None:
    marks = WordMarks("3.14 & well-known", 2.0)
    marks.add([(0, 0), (10, 1), (20, 1), (30, 5), (40, 4), (35, 12), (50, 99), (60, -1)])
    assert marks.due(50) == ((0, 0),)
    assert marks.due(75) == ((70, 7),)
    assert marks.due(75, last=True) == ()


@given(
    st.text(alphabet="ab é.—'\u6d77\n", max_size=30),
    st.lists(st.tuples(st.integers(-5, 500), st.integers(-2, 40)), max_size=20),
    st.lists(st.integers(1, 300), min_size=1, max_size=6),
)
def test_marks_come_in_order_inside_the_sound_whatever_the_voice_gives(
    text: str, given_marks: list[tuple[int, int]], sizes: list[int]
) -> None:
    marks, end, out = WordMarks(text, 48_000 / 22_050), 0, list[tuple[int, int]]()
    marks.add(given_marks)
    for index, size in enumerate(sizes, 1):
        end += size
        out += marks.due(end, last=index == len(sizes))
    assert all(early[0] <= late[0] and early[1] < late[1] for early, late in pairwise(out))
    assert all(0 <= sample < end for sample, _ in out)
    assert {offset for _, offset in out} <= {begin for begin, _ in words(text)}


def test_the_silent_voice_keeps_the_pace() -> None:
    samples, marks = spoken(SilentVoice(), "one two three — four five", 150)
    assert len(samples) == 5 * SAMPLE_RATE * 60 // 150
    assert [offset for _, offset in marks] == [0, 4, 8, 16, 21]
    assert not samples.any()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 900), min_size=1, max_size=20), st.sampled_from([22_050, 16_000, 44_100, 48_000]))
def test_resampling_does_not_depend_on_how_the_sound_is_cut(cuts: list[int], rate: int) -> None:
    noise = np.random.default_rng(0).standard_normal(sum(cuts)).astype(np.float32)
    whole, parts = Resampler(rate), Resampler(rate)
    expected = np.concatenate([whole.feed(noise), whole.flush()])
    ends = np.cumsum(cuts)
    made = [parts.feed(noise[end - cut : end]) for cut, end in zip(cuts, ends, strict=True)]
    np.testing.assert_allclose(np.concatenate([*made, parts.flush()]), expected, atol=1e-5)
    assert abs(len(expected) - len(noise) * SAMPLE_RATE / rate) <= SAMPLE_RATE / rate + 1


def test_a_tone_keeps_its_pitch_and_level() -> None:
    tone = np.sin(2 * np.pi * 1000 * np.arange(22_050) / 22_050).astype(np.float32)
    made = Resampler(22_050).feed(tone)[2000:-2000]
    spectrum = np.abs(np.fft.rfft(made * np.hanning(len(made))))
    assert abs(float(np.fft.rfftfreq(len(made), 1 / SAMPLE_RATE)[spectrum.argmax()]) - 1000) < 2
    assert abs(float(made.std()) * 2**0.5 - 1) < 0.01


def test_the_level_of_a_voice_is_measured_as_the_standard_does(espeak: Espeak) -> None:
    for language, text in (
        ("en", TEXT),
        ("de", "Die Boote kamen zurück, und der alte Mann las vor."),
        ("fr", "Bonjour."),
    ):
        sound = spoken(espeak, text, language=language)[0]
        assert loudness_lufs(sound) == pytest.approx(true_loudness_lufs(both_ears(sound)), abs=0.6)
        assert loudness_lufs(sound * gain_for(sound)) == pytest.approx(WANTED_LUFS, abs=0.01)


def test_a_silent_voice_is_not_blown_up() -> None:
    assert gain_for(np.zeros(100, np.float32)) == 1.0
    assert gain_for(np.full(SAMPLE_RATE, 1e-6, np.float32)) < 10


def tone_of(rate: int) -> bytes:
    return (8000 * np.sin(2 * np.pi * 500 * np.arange(rate) / rate)).astype("<i2").tobytes()


def write_wav(file: Path, channels: int = 1) -> None:
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(channels)
        sound.setsampwidth(2)
        sound.setframerate(22_050)
        frames_ = np.frombuffer(tone_of(22_050), "<i2")
        sound.writeframes(np.repeat(frames_, channels).tobytes())


def write_aiff(file: Path, kind: bytes) -> None:
    frames_ = np.frombuffer(tone_of(22_050), "<i2")
    sound = frames_.astype("<i2" if kind == b"sowt" else ">i2").tobytes()
    rate = struct.pack(">HQ", 16383 + 14, round(22_050 * 2.0 ** (63 - 14)))  # Apple's 80-bit number
    common = struct.pack(">hIh", 1, len(frames_), 16) + rate + (kind + b"\0\0" if kind else b"")
    parts = b"".join(
        name + struct.pack(">I", len(content)) + content + b"\0" * (len(content) % 2)
        for name, content in ((b"FVER", b"abc"), (b"COMM", common), (b"SSND", bytes(8) + sound))
    )
    file.write_bytes(b"FORM" + struct.pack(">I", len(parts) + 4) + (b"AIFC" if kind else b"AIFF") + parts)


FILES: dict[str, Callable[[Path], None]] = {
    "wav": write_wav,
    "wav, two channels": lambda file: write_wav(file, 2),
    "aiff": lambda file: write_aiff(file, b""),
    "aiff-c": lambda file: write_aiff(file, b"NONE"),
    "aiff-c, little-endian": lambda file: write_aiff(file, b"sowt"),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_sound_file_is_read_and_a_broken_one_is_refused(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "sound"
    FILES[kind](file)
    sound = read_sound(file)
    assert len(sound) == pytest.approx(SAMPLE_RATE, abs=3)
    assert np.abs(np.fft.rfft(sound[:SAMPLE_RATE])).argmax() == 500
    assert float(np.abs(sound).max()) == pytest.approx(8000 / 32768, rel=0.01)
    file.write_bytes(file.read_bytes()[:30])
    with pytest.raises(ValueError, match=r"ends|buffer|bits|RIFF"):
        read_sound(file)


class Named:
    """A voice as pyttsx3 tells of it."""

    def __init__(self, name: str, languages: list[object]) -> None:
        self.id, self.name, self.languages = f"id-{name}", name, languages


def test_a_system_voice_is_chosen_by_name_then_by_language() -> None:
    voices = [Named("Anna", [b"\x05de"]), Named("Sam", ["en_US"]), Named("Kate", ["en-GB"]), Named("Old", [])]
    chosen = [
        choose(list(voices), *asked) for asked in (("de-AT", ""), ("en-GB", ""), ("en", ""), ("fr", ""), ("fr", "Kate"))
    ]
    assert chosen == ["id-Anna", "id-Kate", "id-Sam", "", "id-Kate"]


@pytest.fixture
def platform_voice() -> Iterator[PlatformVoice]:
    tried = subprocess.run([sys.executable, "-c", "import pyttsx3; pyttsx3.init()"], capture_output=True, timeout=60)
    if tried.returncode:
        pytest.skip(f"pyttsx3 finds no voice here: {tried.stderr.decode(errors='replace')[-200:]}")
    voice = PlatformVoice(limit_s=20)
    yield voice
    voice.close()


def test_the_voice_of_the_platform_speaks_through_its_door(platform_voice: PlatformVoice) -> None:
    samples, marks = spoken(platform_voice, "The boats came in, and the old town woke.")
    assert SAMPLE_RATE < len(samples) < 6 * SAMPLE_RATE
    assert marks == [(0, 0)]
    assert loudness_lufs(samples) == pytest.approx(WANTED_LUFS, abs=1.5)
    assert list(platform_voice.speak("  ", "en", 150, "")) == []


def test_the_voice_of_the_platform_starts_anew_after_a_crash(platform_voice: PlatformVoice) -> None:
    first = platform_voice.child.number
    os.kill(first, signal.SIGKILL)
    heard = []
    for _ in range(2):  # the crash may be seen before the next sentence, or by it
        try:
            heard.append(len(spoken(platform_voice, "Again.")[0]))
        except DeviceError:
            continue
    assert heard
    assert min(heard) > SAMPLE_RATE / 4
    assert platform_voice.child.number != first


def test_a_closed_voice_of_the_platform_leaves_nothing(platform_voice: PlatformVoice) -> None:
    platform_voice.close()
    platform_voice.close()
    assert not platform_voice.child.alive
    with pytest.raises(DeviceError, match="closed"):
        spoken(platform_voice, "Nobody.")
