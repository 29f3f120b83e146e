"""Streams of a PDF that unpack to far more than they should: found before any other library unpacks them.

What this cannot see (forms that draw each other without end) is left to the limits of the process that prepares books.
"""

from __future__ import annotations

import mmap
import re
import zlib
from pathlib import Path

from accessvr.core.errors import ContentError

LARGEST_STREAM_BYTES = 24 << 20  # chosen: the largest font seen in a PDF has 20 MB; a page of text has 50 kB
LARGEST_LZW_BYTES = 128 << 10  # chosen: packed; a page of text has 20 kB
MOST_UNPACKED_BYTES = 1 << 30  # chosen: all streams together, without pictures
_STEP_BYTES = 1 << 20
_LOOK_BACK = 2048  # bytes before a stream in which it says what it is
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_PICTURE = re.compile(rb"/Subtype\s*/Image|/EmbeddedFile")
_PACKED_TWICE = re.compile(
    rb"/Filter\s*\[[^\]]*/(?:Fl|LZW|FlateDecode|LZWDecode)\b[^\]]*/(?:Fl|LZW|FlateDecode|LZWDecode)\b"
)
_LZW = re.compile(rb"/(?:LZW|LZWDecode)\b")


def refuse_bombs(path: Path) -> None:
    """Raise ContentError when a stream of the file unpacks to too much."""
    if path.stat().st_size == 0:
        return
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        refuse_bombs_in(path, data)


def refuse_bombs_in(path: Path, data: bytes | mmap.mmap) -> None:
    """Raise ContentError when a stream of a file with these bytes unpacks to too much."""
    whole = 0
    for found in _STREAM.finditer(data):
        about = bytes(data[max(0, found.start() - _LOOK_BACK) : found.start()]).rpartition(b"obj")[2]
        if _PACKED_TWICE.search(about):
            raise _refusal(path)
        if _PICTURE.search(about):
            continue
        size = _unpacked_bytes(data, found.end(), about)
        whole += size
        if size > LARGEST_STREAM_BYTES or whole > MOST_UNPACKED_BYTES:
            raise _refusal(path)


def _unpacked_bytes(data: bytes | mmap.mmap, start: int, about: bytes) -> int:
    """Give how much a stream unpacks to, counted no further than what is too much."""
    if _LZW.search(about):
        end = data.find(b"endstream", start)
        return LARGEST_STREAM_BYTES + 1 if end - start > LARGEST_LZW_BYTES else 0
    unpacking = zlib.decompressobj()
    size = 0
    at = start
    waiting = b""
    try:
        while size <= LARGEST_STREAM_BYTES and not unpacking.eof:
            if not waiting:
                waiting = bytes(data[at : at + 65_536])
                at += len(waiting)
                if not waiting:
                    break
            size += len(unpacking.decompress(waiting, _STEP_BYTES))
            waiting = unpacking.unconsumed_tail
    except zlib.error:  # not packed in this way, or at its end
        pass
    return size


def _refusal(path: Path) -> ContentError:
    return ContentError(
        f"{path}: the PDF unpacks to far more than it should",
        spoken="This document is damaged and cannot be opened. Say shelf to choose another.",
        remedy="Do not trust this file: it was made to fill the memory. Get another copy.",
    )
