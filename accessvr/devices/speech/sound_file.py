"""The sound files that the systems' voices write: WAV on Windows and Linux, AIFF on macOS."""

from __future__ import annotations

import struct
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from accessvr.devices.speech.resampler import Resampler
from accessvr.devices.speech.voice import Mono

LITTLE_ENDIAN = b"sowt"  # the one compression type of AIFF-C in which plain samples are little-endian


def read_sound(file: Path) -> Mono:
    """Give a file's sound, mono at 48 kHz. Raises OSError or ValueError when it is not whole or not 16-bit."""
    content = file.read_bytes()
    rate, channels, samples = _aiff(content) if content[:4] == b"FORM" else _wav(file)
    resampler = Resampler(rate)
    mono = samples[: len(samples) // channels * channels].reshape(-1, channels).mean(1).astype(np.float32)
    return np.concatenate([resampler.feed(mono), resampler.flush()])


def _wav(file: Path) -> tuple[int, int, Mono]:
    try:
        with wave.open(str(file), "rb") as sound:
            _check(sound.getsampwidth() * 8, sound.getframerate(), sound.getnchannels())
            frames = np.frombuffer(sound.readframes(sound.getnframes()), "<i2")
            return sound.getframerate(), sound.getnchannels(), _floats(frames)
    except (EOFError, wave.Error) as error:
        raise ValueError(str(error) or "it ends too soon") from error


def _aiff(content: bytes) -> tuple[int, int, Mono]:
    """Read AIFF and AIFF-C (Apple, Audio Interchange File Format 1.3, and AIFF-C draft of 1991)."""
    parts = dict(_parts(content))
    if len(parts.get(b"COMM", b"")) < 18 or len(parts.get(b"SSND", b"")) < 8:
        raise ValueError("it ends too soon")
    channels, _, bits, exponent, mantissa = struct.unpack_from(">hIhHQ", parts[b"COMM"])
    rate = round(mantissa * 2.0 ** (exponent - 16383 - 63))
    _check(bits, rate, channels)
    order = "<i2" if parts[b"COMM"][18:22] == LITTLE_ENDIAN else ">i2"
    frames = parts[b"SSND"][8:]
    return rate, channels, _floats(np.frombuffer(frames[: len(frames) // 2 * 2], order))


def _floats(frames: NDArray[np.int16]) -> Mono:
    return frames.astype(np.float32) / np.float32(32768)


def _parts(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 12
    while place + 8 <= len(content):
        name, size = struct.unpack_from(">4sI", content, place)
        yield name, content[place + 8 : place + 8 + size]
        place += 8 + size + size % 2


def _check(bits: int, rate: int, channels: int) -> None:
    if bits != 16 or channels < 1 or not 4_000 <= rate <= 192_000:
        raise ValueError(f"{bits} bits, {rate} samples a second, {channels} channels")
