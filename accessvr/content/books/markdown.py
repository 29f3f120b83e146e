"""How Markdown is known. What reads it is imported when one is opened, so no other book waits for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accessvr.content.books.document import Document

_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mdtext")


def suits(path: Path) -> bool:
    """Tell whether this is Markdown, by its name."""
    return path.is_file() and path.suffix.lower() in _SUFFIXES


def read(path: Path) -> Document:
    """Open a text in Markdown. Raises ContentError when it holds no words."""
    from accessvr.content.books import markdown_reading

    return markdown_reading.read(path)
