"""The words of each marked piece of a page of PDF: the tags say which pieces a paragraph is made of."""

from __future__ import annotations

import re

from accessvr.content.books.pdf_pages import HYPHEN, LINE_ENDS, Letters

_WORD = re.compile(r"\S+")


def marked_words(letters: Letters) -> dict[int, str]:
    """Give the words of each mark on a page, lines joined; -1 holds what has no mark.

    The library finds spaces and line ends between words, and gives them no mark: they belong to what stands before.
    """
    pieces: dict[int, list[str]] = {}
    end = 0
    before = -1
    for word in _WORD.finditer(letters.text):
        gap = letters.text[end : word.start()]
        if gap:
            pieces.setdefault(before, []).append(" " if gap.strip(LINE_ENDS) or set(gap) & set(LINE_ENDS) else gap)
        for mark, words in _runs(letters, word.start(), word.end()):
            pieces.setdefault(mark, []).append(words)
            before = mark
        end = word.end()
    pieces.setdefault(before, []).append(" ")  # a page ends a line
    return {mark: _joined("".join(words)) for mark, words in pieces.items()}


def _runs(letters: Letters, start: int, end: int) -> list[tuple[int, str]]:
    """Part a word where its mark changes: most words have one."""
    first, last = letters.mark(start), letters.mark(end - 1)
    if first == last:
        return [(first, letters.text[start:end])]
    found: list[tuple[int, str]] = []
    for index in range(start, end):
        mark = letters.mark(index)
        if found and found[-1][0] == mark:
            found[-1] = (mark, found[-1][1] + letters.text[index])
        else:
            found.append((mark, letters.text[index]))
    return found


def _joined(words: str) -> str:
    """Take away hyphens that part a word at the end of a line."""
    return re.sub(HYPHEN + r"\s*", "", words)
