from __future__ import annotations

import io
import struct
from pathlib import Path

import numpy as np
import pytest
import soundfile  # type: ignore[import-untyped]  # it has no types
from hypothesis import given
from hypothesis import strategies as st

from accessvr.content.books.mp3_frames import frame_at
from accessvr.content.books.recordings import Recording, measured

FORMS = [("wav", 8000, None), ("wav", 44100, "PCM_24"), ("flac", 22050, None), ("ogg", 44100, None)]
MP3S = [(22050, 1), (44100, 2), (48000, 1), (16000, 1), (8000, 1)]


def made(path: Path, seconds: float, rate: int, channels: int = 1, subtype: str | None = None) -> bytes:
    sound = np.random.default_rng(1).standard_normal((round(seconds * rate), channels)) * 0.1
    soundfile.write(str(path), sound, rate, subtype=subtype)
    return path.read_bytes()


def measure(data: bytes, *, exactly: bool = False) -> Recording:
    return measured(io.BytesIO(data), len(data), exactly=exactly)


@pytest.mark.parametrize(("form", "rate", "subtype"), FORMS)
def test_the_length_of_a_recording_is_known_from_its_headers(
    tmp_path: Path, form: str, rate: int, subtype: str | None
) -> None:
    found = measure(made(tmp_path / f"a.{form}", 12.5, rate, subtype=subtype))
    assert found.form == form
    assert found.length_s == pytest.approx(12.5, abs=0.001)


@pytest.mark.parametrize(("rate", "channels"), MP3S)
def test_the_length_of_an_mp3_is_known_whether_it_is_stated_estimated_or_counted(
    tmp_path: Path, rate: int, channels: int
) -> None:
    data = made(tmp_path / "a.mp3", 20.0, rate, channels)
    assert measure(data).length_s == pytest.approx(20.0, abs=0.2)
    assert measure(data, exactly=True).length_s == pytest.approx(20.0, abs=0.3)
    tagged = b"ID3\x03\x00\x00" + bytes((0, 0, 2, 1)) + bytes(257) + data
    assert measure(tagged).length_s == pytest.approx(20.0, abs=0.2)


def test_an_opus_file_is_measured(tmp_path: Path) -> None:
    found = measure(made(tmp_path / "a.ogg", 5.0, 48000, subtype="OPUS"))
    assert found.form == "ogg"
    assert found.length_s == pytest.approx(5.0, abs=0.02)


def test_an_mp3_that_was_cut_short_is_counted(tmp_path: Path) -> None:
    data = made(tmp_path / "a.mp3", 20.0, 22050)
    assert measure(data[: len(data) // 2]).length_s == pytest.approx(10.0, abs=1.0)


def test_a_wav_that_was_cut_short_is_as_long_as_it_is(tmp_path: Path) -> None:
    data = made(tmp_path / "a.wav", 10.0, 8000)
    assert measure(data[:-80_000]).length_s == pytest.approx(5.0, abs=0.01)


@pytest.mark.parametrize(
    "data",
    [b"", b"hello", b"\x00\x00\x00\x20ftypM4A " + bytes(100), b"\xff\xf1\x50\x80\x2e\x7f" * 50, b"<html></html>"],
)
def test_what_cannot_be_played_has_no_form(data: bytes) -> None:
    assert measure(data).form == ""


def test_frames_are_known_by_their_headers() -> None:
    frame = frame_at(struct.pack(">I", 0xFFFB9064), 0)
    assert frame is not None
    assert (frame.rate, frame.bits_a_second, frame.samples, frame.size) == (44100, 128_000, 1152, 417)
    assert frame_at(b"\xff\xff\xff\xff", 0) is None
    assert frame_at(b"\xff\xfb", 0) is None


@given(
    st.binary(max_size=400), st.sampled_from([b"", b"RIFF\0\0\0\0WAVE", b"fLaC", b"OggS", b"ID3", b"\xff\xfb\x90\x64"])
)
def test_no_bytes_end_in_a_traceback(data: bytes, head: bytes) -> None:
    for exactly in (False, True):
        length_s = measure(head + data, exactly=exactly).length_s
        assert length_s is None or length_s >= 0
