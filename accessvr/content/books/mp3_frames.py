"""How long an MP3 file lasts: by what its first frame states, by its bit rate, or by counting its frames."""

from __future__ import annotations

import struct
from typing import IO

from accessvr.core.values import dataclass

LOOK_BYTES = 1 << 14  # chosen: how far after the tag a first frame may begin
READ_BYTES = 1 << 20
_KBITS = {  # ISO 11172-3 and 13818-3: (MPEG 1, layer) -> bit rates by index
    (True, 1): (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (True, 2): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (True, 3): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (False, 1): (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (False, 2): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (False, 3): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES = (44_100, 48_000, 32_000)
_TAG_BYTES = 10


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame's header: its size with the header, its samples, its rates; `side` is where a Xing mark would stand."""

    size: int
    samples: int
    rate: int
    bits_a_second: int
    side: int

    @property
    def length_s(self) -> float:
        """Give how long it lasts."""
        return self.samples / self.rate


def mp3_length_s(head: bytes, stream: IO[bytes], size_bytes: int, *, exactly: bool) -> float | None:
    """Give the length in seconds; None when this is no MP3.

    head     the beginning of the file, which `stream` has given already
    exactly  count the frames; those of a file that is shorter than it states are counted in any case
    """
    begin = _after_tag(head)
    stream.seek(begin)
    data = stream.read(LOOK_BYTES)
    at = _first_frame(data)
    first = frame_at(data, at) if at is not None else None
    if at is None or first is None:
        return None
    there = max(0, size_bytes - begin - at)
    frames, whole_bytes = _stated(data, at, first)
    if frames and not exactly and whole_bytes <= there + 2 * first.size:
        return frames * first.length_s
    if exactly or frames:
        stream.seek(begin + at)
        return _counted_s(stream)
    return there * 8 / first.bits_a_second


def frame_at(data: bytes, at: int) -> Frame | None:
    """Give the frame that begins there, or None."""
    if at + 4 > len(data) or data[at] != 0xFF or data[at + 1] & 0xE0 != 0xE0:
        return None
    version, layer = data[at + 1] >> 3 & 3, 4 - (data[at + 1] >> 1 & 3)
    bit_index, rate_index, padding = data[at + 2] >> 4, data[at + 2] >> 2 & 3, data[at + 2] >> 1 & 1
    if version == 1 or layer == 4 or bit_index in (0, 15) or rate_index == 3:
        return None
    one = version == 3
    rate = _RATES[rate_index] >> {3: 0, 2: 1, 0: 2}[version]
    bits = _KBITS[one, layer][bit_index - 1] * 1000
    samples = 384 if layer == 1 else 576 if layer == 3 and not one else 1152
    size = (12 * bits // rate + padding) * 4 if layer == 1 else samples // 8 * bits // rate + padding
    mono = data[at + 3] >> 6 == 3
    side = 4 + ((17 if mono else 32) if one else (9 if mono else 17))
    return Frame(size, samples, rate, bits, side)


def _after_tag(head: bytes) -> int:
    """Give where the sound begins after an ID3 tag, whose size is written in bytes of seven bits."""
    if head[:3] != b"ID3" or len(head) < _TAG_BYTES:
        return 0
    size = 0
    for byte in head[6:10]:
        size = size << 7 | byte & 0x7F
    return _TAG_BYTES + size


def _first_frame(data: bytes) -> int | None:
    """Give where the first frame begins that another one follows: two bytes alone may be anything."""
    at = data.find(b"\xff")
    while at >= 0:
        frame = frame_at(data, at)
        if frame and (frame_at(data, at + frame.size) or at + frame.size == len(data)):
            return at
        at = data.find(b"\xff", at + 1)
    return None


def _stated(data: bytes, at: int, first: Frame) -> tuple[int, int]:
    """Give the numbers of frames and bytes the first one states, or 0."""
    mark = at + first.side
    if data[mark : mark + 4] in (b"Xing", b"Info") and len(data) >= mark + 16:
        flags, frames, size = struct.unpack_from(">III", data, mark + 4)
        return (frames, size if flags & 2 else 0) if flags & 1 else (0, 0)
    if data[at + 36 : at + 40] == b"VBRI" and len(data) >= at + 54:
        size, frames = struct.unpack_from(">II", data, at + 46)
        return frames, size
    return 0, 0


def _counted_s(stream: IO[bytes]) -> float:
    """Go from frame to frame to the end, or to where the file is damaged for good."""
    data, at, length_s = stream.read(READ_BYTES), 0, 0.0
    while True:
        if len(data) - at < LOOK_BYTES:
            more = stream.read(READ_BYTES)
            data, at = data[at:] + more, 0
        frame = frame_at(data, at)
        if frame is None:
            skipped = _first_frame(data[at : at + LOOK_BYTES])
            if skipped is None:
                return length_s
            at += skipped
        else:
            length_s += frame.length_s
            at += frame.size
