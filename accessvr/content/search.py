"""Words found in the text, as a person says them: without case, accents and marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from accessvr.core.publication import Kind, Locator, Passage, Publication

CONTEXT = 40  # chosen, in characters, on each side
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\ufe20-\ufe2f]+"
)
_UNSPACED = re.compile("[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff]")  # kana and Han: a word may begin anywhere


def folded(text: str) -> str:
    """Give the text without case and accents."""
    return text.lower() if text.isascii() else _ACCENTS.sub("", unicodedata.normalize("NFKD", text).casefold())


def spoken_words(phrase: str) -> tuple[str, ...]:
    """Give the words of a phrase, folded, without the marks between them."""
    return tuple(re.findall(r"[^\W_]+", folded(phrase)))


def find(
    publication: Publication, passages: Iterable[Passage], words: tuple[str, ...], limit: int
) -> tuple[list[Locator], bool]:
    """Give at most `limit` places where the folded words stand, in reading order, and whether there are others.

    The first word is found from its beginning, the last may go on: "whale" finds "whales".
    """
    found: list[Locator] = []
    if words:
        for place in _places(publication, passages, _pattern(words)):
            if len(found) >= limit:
                return found, True
            found.append(place)
    return found, False


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    start = "" if _UNSPACED.match(words[0]) else r"(?<![^\W_])"
    return re.compile(start + r"[\W_]+".join(map(re.escape, words)))


def _places(publication: Publication, passages: Iterable[Passage], wanted: re.Pattern[str]) -> Iterator[Locator]:
    before = [0]
    for section in publication.sections:
        before.append(before[-1] + section.size)
    for passage in passages:
        passed = before[passage.section]
        for stop in passage.stops:
            if stop.node.kind is Kind.TERM:  # the words of a formula are in the text around it
                continue
            for start, end, text in _matches(stop.node.text, stop.node.label, wanted):
                yield Locator(
                    publication.id,
                    passage.section,
                    stop.node.id,
                    start,
                    min(1.0, (passed + start) / max(1, before[-1])),
                    text[max(0, start - CONTEXT) : start],
                    text[start : end + CONTEXT],
                )
            passed += len(stop.node.text)


def _matches(text: str, label: str, wanted: re.Pattern[str]) -> Iterator[tuple[int, int, str]]:
    """Give start, end and text of each match; a match in the label alone is one at the beginning."""
    matches = [found.span() for found in wanted.finditer(folded(text))]
    for start, end in matches:
        first = _original(text, start)
        yield first, _original(text, end), text
    if not matches and label and wanted.search(folded(label)):
        yield 0, len(label), label


def _original(text: str, offset: int) -> int:
    """Give the offset in the text of an offset in the folded text."""
    if text.isascii():
        return offset
    length = 0
    for index, letter in enumerate(text):
        if length >= offset and folded(letter):
            return index
        length += len(folded(letter))
    return len(text)
