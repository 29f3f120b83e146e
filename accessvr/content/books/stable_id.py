"""The id of a book that is one file."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

PIECE = 1 << 20


def stable_id(path: Path, identifier: str) -> str:
    """Give an id that is the same for the same bytes, and safe as the name of a folder.

    The bytes are told by their CRC-32 and their number: books of one identifier are few, and an id is trusted with
    nothing.
    """
    check = size = 0
    with path.open("rb") as stream:
        while piece := stream.read(PIECE):
            check, size = zlib.crc32(piece, check), size + len(piece)
    readable = re.sub(r"[^a-z0-9]+", "-", identifier.lower()).strip("-")[:40].strip("-")
    return f"{readable or 'book'}-{check:08x}{size:x}"
