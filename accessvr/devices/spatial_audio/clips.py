"""Recorded clips of a publication: WAV files, read a little at a time."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np

from accessvr.core.publication import Clip
from accessvr.devices.spatial_audio.resampler import TAPS, Resampler
from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE, FloatArray

FRAMES = 4096  # read at a time
UNREADABLE = (OSError, EOFError, wave.Error)


def clip_pieces(clip: Clip) -> Iterator[FloatArray]:
    """Give a clip's samples in pieces, mono at 48 kHz; nothing for a file that is not a readable WAV file."""
    with suppress(*UNREADABLE), Path(clip.source).open("rb") as file, wave.open(file) as recording:
        rate = recording.getframerate()
        begin, end = round(clip.from_s * rate), round(clip.to_s * rate) or recording.getnframes()
        recording.setpos(min(begin, recording.getnframes()))
        yield from _at_sample_rate(_mono(recording, end - begin), rate)


def _mono(recording: wave.Wave_read, frames: int) -> Iterator[FloatArray]:
    while frames > 0:
        data = recording.readframes(min(FRAMES, frames))
        if not data:
            return
        frames -= FRAMES
        samples = _floats(data, recording.getsampwidth())
        yield samples.reshape(-1, recording.getnchannels()).mean(1).astype(np.float32)


def _floats(data: bytes, width: int) -> FloatArray:
    """Give samples of -1 to 1 from PCM of 1 to 4 bytes; one byte is unsigned, as WAV has it."""
    if width == 1:
        return (np.frombuffer(data, np.uint8).astype(np.float32) - np.float32(128)) / np.float32(128)
    padded = np.zeros((len(data) // width, 4), np.uint8)
    padded[:, 4 - width :] = np.frombuffer(data, np.uint8).reshape(-1, width)
    return padded.view("<i4")[:, 0].astype(np.float32) / np.float32(2**31)


def _at_sample_rate(pieces: Iterator[FloatArray], rate: int) -> Iterator[FloatArray]:
    if rate == SAMPLE_RATE:
        yield from pieces
        return
    resampler = Resampler(rate)
    for piece in pieces:
        yield resampler.feed(piece)
    yield resampler.feed(np.zeros(TAPS, np.float32))
