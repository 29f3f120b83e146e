"""How a speaking program answers on standard output: in frames.

A frame is the number of the request, its kind, the size of its content (little-endian, 4 + 1 + 4 bytes), the content.
Only the standard library is used, since the programs are to start at once.
"""

from __future__ import annotations

import os
import struct
from typing import IO

from accessvr.core.values import dataclass

HEAD = struct.Struct("<IcI")
PAIR = struct.Struct("<ii")
LONGEST = 1 << 20  # chosen: a chunk of samples has 2205 bytes, a list of voices some thousand

READY = b"R"  # once, as request 0: what it can do, as JSON
REFUSED = b"X"  # why it cannot speak, in plain words
MARKS = b"M"  # (sample where a word is first heard, its offset in characters), each by PAIR
SOUNDS = b"T"  # (sample where a sound begins, its sort as a code point), each by PAIR
SAMPLES = b"S"  # 16-bit mono, little-endian
PHONEMES = b"P"  # JSON [[name, whether it is a vowel, sound], ...]
FILE = b"F"  # the path of a sound file that is whole
END = b"E"  # nothing more comes for this request


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame."""

    request: int
    kind: bytes
    content: bytes


def own_output() -> IO[bytes]:
    """Give standard output for frames alone: what a library prints goes to standard error."""
    frames = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return frames


def write(output: IO[bytes], *frames: Frame) -> None:
    """Write frames, at once."""
    output.write(b"".join(HEAD.pack(one.request, one.kind, len(one.content)) + one.content for one in frames))
    output.flush()


def read(stream: IO[bytes]) -> Frame | None:
    """Give the next frame; None at the end, or when it is no frame."""
    head = stream.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    request, kind, size = HEAD.unpack(head)
    if size > LONGEST:
        return None
    content = stream.read(size)
    return Frame(request, kind, content) if len(content) == size else None
