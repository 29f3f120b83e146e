"""What every voice is made of: frames, marks of words, resampling, levels and sound files."""

from __future__ import annotations

import struct
import wave
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from devices.spoken import spoken
from hypothesis import given, settings
from hypothesis import strategies as st

from accessvr.core.sentences import words
from accessvr.devices.speech import frames
from accessvr.devices.speech.level import gain_for
from accessvr.devices.speech.resampler import Resampler
from accessvr.devices.speech.silent_voice import SilentVoice
from accessvr.devices.speech.sound_file import read_sound
from accessvr.devices.speech.voice import SAMPLE_RATE
from accessvr.devices.speech.word_marks import WordMarks


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
