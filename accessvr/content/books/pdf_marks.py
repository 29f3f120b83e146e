"""The words of each marked piece of a page of PDF: the tags say which pieces a paragraph is made of."""

from __future__ import annotations

import re

from accessvr.content.books.pdf_pages import HYPHEN, LIGATURES, LINE_ENDS, Letters

_LINE = re.compile(f"[^{LINE_ENDS}{HYPHEN}]+{HYPHEN}?")


def marked_words(letters: Letters) -> dict[int, str]:
    """Give the words of each mark on a page, lines joined; -1 holds what has no mark.

    The library finds spaces and line ends between words, and gives them no mark: they belong to what stands before.
    """
    pieces: dict[int, list[str]] = {}
    before = -1
    for line in _LINE.finditer(letters.text):
        for piece, start, end in _runs(letters, line.start(), line.end()):
            words = letters.text[start:end]
            before = letters.mark(piece) if words.strip() else before
            pieces.setdefault(before, []).append(words)
        pieces.setdefault(before, []).append(" ")
    return {mark: _joined("".join(words)) for mark, words in pieces.items()}


def _runs(letters: Letters, start: int, end: int) -> list[tuple[int, int, int]]:
    """Part a line where one piece ends and another begins. Pieces are not interleaved, so few letters are asked."""
    found: list[tuple[int, int, int]] = []
    waiting = [(start, end, letters.piece(start), letters.piece(end - 1))]
    while waiting:
        first, after, left, right = waiting.pop()
        if left == right or after - first < 2:
            if found and found[-1][0] == left:
                found[-1] = (left, found[-1][1], after)
            else:
                found.append((left, first, after))
            continue
        middle = (first + after) // 2
        waiting.append((middle, after, letters.piece(middle), right))
        waiting.append((first, middle, left, letters.piece(middle - 1)))
    return found


def _joined(words: str) -> str:
    """Take away hyphens that part a word at the end of a line."""
    return re.sub(HYPHEN + r"\s*", "", words).translate(LIGATURES)
