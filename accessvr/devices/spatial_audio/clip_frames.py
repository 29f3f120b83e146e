"""How the program that decodes clips answers on standard output: a kind, a size (1 + 4 bytes), and so many bytes."""

from __future__ import annotations

import os
import struct
from typing import IO

from accessvr.core.values import dataclass

HEAD = struct.Struct("<cI")
LARGEST_BYTES = 1 << 20  # chosen: a piece of sound has 48,000

READY = b"R"  # once, at the beginning
REFUSED = b"X"  # why nothing can be decoded, in plain words
OPENED = b"O"  # JSON {"samples", "whole"}: how many samples come, and whether that is all of the clip
SAMPLES = b"S"  # float32, mono, 48 kHz, little-endian
END = b"E"  # nothing more comes of this clip


@dataclass(frozen=True, slots=True)
class Frame:
    """An answer."""

    kind: bytes
    content: bytes = b""


def own_output() -> IO[bytes]:
    """Give standard output for answers alone: what a library prints goes to standard error."""
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return output


def write(output: IO[bytes], frame: Frame) -> None:
    """Write an answer, at once."""
    output.write(HEAD.pack(frame.kind, len(frame.content)) + frame.content)
    output.flush()


def read(stream: IO[bytes]) -> Frame | None:
    """Give the next answer; None at the end, or when it is none."""
    head = stream.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    kind, size = HEAD.unpack(head)
    content = stream.read(size) if size <= LARGEST_BYTES else b""
    return Frame(kind, content) if len(content) == size else None
