"""Marks of words as a synthesiser gives them, brought to the mixer's samples and to true beginnings of words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from accessvr.core.sentences import words

Mark = tuple[int, int]


class WordMarks:
    """Marks on their way: they come with the synthesiser's samples, and go with the mixer's.

    text   the utterance
    scale  samples of the mixer for one of the synthesiser

    What goes out is in order, in samples and in the text, and each offset begins a word: the word that the
    synthesiser was in. It marks "3.14" four times, and a word it must spell at every letter.
    """

    def __init__(self, text: str, scale: float) -> None:
        self._text, self._scale = text, scale
        self._begins = [begin for begin, _ in words(text)]
        self._waiting: list[Mark] = []
        self._last: Mark = (0, -1)

    def add(self, marks: Iterable[Mark]) -> None:
        """Take marks: (the synthesiser's sample, offset in the text)."""
        self._waiting = sorted([*self._waiting, *marks])

    def due(self, end: int, *, last: bool = False) -> tuple[Mark, ...]:
        """Give the marks before the sample `end`, or all that are left; none later than the last sample."""
        given: list[Mark] = []
        while self._waiting and (last or self._waiting[0][0] * self._scale < end):
            sample, offset = self._waiting.pop(0)
            begin = self._begin_of_word(offset)
            at = min(max(round(sample * self._scale), self._last[0]), max(end - 1, self._last[0]))
            if begin is not None and begin > self._last[1]:
                self._last = (at, begin)
                given.append(self._last)
        return tuple(given)

    def _begin_of_word(self, offset: int) -> int | None:
        """Give where the word begins that is at an offset, or after it where there are only spaces and signs."""
        if not 0 <= offset < len(self._text):
            return None
        index = bisect_right(self._begins, offset) - 1
        if self._text[offset].isspace() or index < 0:
            index += 1
        return self._begins[index] if index < len(self._begins) else None
