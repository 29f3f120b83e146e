"""How much of a document is kept in memory: what is made to fill it is cut, and the rest is read."""

from __future__ import annotations

from accessvr.content.books.archive import note

MOST_TAGS = 1_200_000  # chosen: three times the largest document seen; a tag takes 140 bytes
MOST_LINES = 400_000  # chosen: four times the longest novel
TOO_LARGE = "is too large; the rest is left out"


def bounded(data: bytes, troubles: list[str]) -> bytes:
    """Give the bytes of markup, cut where it has more tags than can be kept."""
    count = data.count(b"<")
    if count <= MOST_TAGS:
        return data
    note(troubles, TOO_LARGE)
    while count > MOST_TAGS:
        data = data[: len(data) * MOST_TAGS // count]
        count = data.count(b"<")
    return data


def bounded_lines(text: str, troubles: list[str]) -> str:
    """Give a text, cut where it has more lines than can be kept."""
    if text.count("\n") <= MOST_LINES:
        return text
    note(troubles, TOO_LARGE)
    return "\n".join(text.split("\n", MOST_LINES)[:MOST_LINES])
