"""How much of a document is kept in memory: what is made to fill it is cut, and the rest is read."""

from __future__ import annotations

from accessvr.content.books.archive import note
from accessvr.content.books.markup import MOST_ELEMENTS_OF_A_BOOK, sensible_size

MOST_LINES = 400_000  # chosen: four times the longest novel
TOO_LARGE = "is too large; the rest is left out"


def bounded(data: bytes, troubles: list[str]) -> bytes:
    """Give the bytes of markup, cut where it has more elements than can be kept."""
    size = sensible_size(data, MOST_ELEMENTS_OF_A_BOOK)
    if size < len(data):
        note(troubles, TOO_LARGE)
    return data[:size]


def bounded_lines(text: str, troubles: list[str]) -> str:
    """Give a text, cut where it has more lines than can be kept."""
    if text.count("\n") <= MOST_LINES:
        return text
    note(troubles, TOO_LARGE)
    return "\n".join(text.split("\n", MOST_LINES)[:MOST_LINES])
