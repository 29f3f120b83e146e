"""The id of a book that is one file."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path


def stable_id(path: Path, identifier: str) -> str:
    """Give an id that is the same for the same bytes, and safe as the name of a folder."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    readable = re.sub(r"[^a-z0-9]+", "-", identifier.lower()).strip("-")[:40].strip("-")
    return f"{readable or 'book'}-{digest[:16]}"
