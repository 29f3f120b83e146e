"""How plain text is known. What reads it is imported when one is opened, so no other book waits for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accessvr.content.books.document import Document

_SUFFIXES = (".txt", ".text", ".asc")


def suits(path: Path) -> bool:
    """Tell whether this is meant to be plain text: by its name, or because its beginning can be read as UTF-8."""
    if not path.is_file():
        return False
    if path.suffix.lower() in _SUFFIXES:
        return True
    with path.open("rb") as stream:
        head = stream.read(4096)
    readable = head[: head.rfind(b"\n") + 1] or head
    try:
        words = readable.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return path.suffix == "" and all(letter.isprintable() or letter.isspace() for letter in words)


def read(path: Path) -> Document:
    """Open a text. Raises ContentError when it holds no words."""
    from accessvr.content.books import plain_text_reading

    return plain_text_reading.read(path)
