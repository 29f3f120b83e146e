"""What a sound file is and how long it lasts, read from its headers alone: nothing is decoded here."""

from __future__ import annotations

import re
import struct
from typing import IO

from accessvr.content.books.mp3_frames import mp3_length_s
from accessvr.core.values import dataclass

HEAD_BYTES = 1 << 16
TAIL_BYTES = 1 << 16
_ADTS = re.compile(rb"\xff[\xf0\xf1\xf8\xf9]")


@dataclass(frozen=True, slots=True)
class Recording:
    """A sound file. `form` is "" when it is of no kind that can be played; `length_s` None when it is not known."""

    form: str
    length_s: float | None = None


def measured(stream: IO[bytes], size_bytes: int, *, exactly: bool = False) -> Recording:
    """Give what a file is.

    size_bytes  of the whole file
    exactly     count the frames of an MP3 that does not say how many it has, instead of trusting its bit rate
    Raises OSError, or what a damaged zip file answers with.
    """
    head = stream.read(HEAD_BYTES)
    if head[:4] in (b"RIFF", b"RF64") and head[8:12] == b"WAVE":
        return Recording("wav", _wav_length_s(head, size_bytes))
    if head[:4] == b"fLaC":
        return Recording("flac", _flac_length_s(head))
    if head[:4] == b"OggS":
        return Recording("ogg", _ogg_length_s(head, stream, size_bytes))
    if head[:4] == b"FORM" and head[8:11] == b"AIF":
        return Recording("aiff")
    if head[4:8] == b"ftyp" or _ADTS.match(head):
        return Recording("")
    length_s = mp3_length_s(head, stream, size_bytes, exactly=exactly)
    return Recording("" if length_s is None else "mp3", length_s)


def _wav_length_s(head: bytes, size_bytes: int) -> float | None:
    """Give the length by the chunk "data", or by what there is of it."""
    at, bytes_a_second = 12, 0
    while at + 8 <= len(head):
        name, size = struct.unpack_from("<4sI", head, at)
        if name == b"fmt " and at + 20 <= len(head):
            bytes_a_second = struct.unpack_from("<I", head, at + 16)[0]
        if name == b"data":
            there = max(0, size_bytes - at - 8)
            return min(size, there) / bytes_a_second if bytes_a_second else None
        at += 8 + size + size % 2
    return None


def _flac_length_s(head: bytes) -> float | None:
    if len(head) < 26:
        return None
    packed = int.from_bytes(head[18:26], "big")
    rate, samples = packed >> 44, packed & ((1 << 36) - 1)
    return samples / rate if rate and samples else None


def _ogg_length_s(head: bytes, stream: IO[bytes], size_bytes: int) -> float | None:
    """Give the place of the last page; Opus counts at 48 kHz, and begins before its first sample is heard."""
    opus, vorbis = head.find(b"OpusHead", 0, 512), head.find(b"\x01vorbis", 0, 512)
    if opus >= 0 and len(head) >= opus + 12:
        rate, early = 48_000, struct.unpack_from("<H", head, opus + 10)[0]
    elif vorbis >= 0 and len(head) >= vorbis + 16:
        rate, early = struct.unpack_from("<I", head, vorbis + 12)[0], 0
    else:
        return None
    if size_bytes > HEAD_BYTES:
        stream.seek(max(0, size_bytes - TAIL_BYTES))
    tail = stream.read(TAIL_BYTES) if size_bytes > HEAD_BYTES else head
    at = tail.rfind(b"OggS")
    if at < 0 or at + 14 > len(tail) or not rate:
        return None
    samples = int(struct.unpack_from("<q", tail, at + 6)[0])
    return float(max(0, samples - early) / rate)
