"""Words found in a book that is still being prepared: sections that are not there yet are read from the file.

Of an EPUB only those are read in which the words stand, by the fast way to all its words. What is heard only as a label
or in a formula is found when the book is prepared whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from accessvr.content.books import epub, full_text
from accessvr.content.prepared import Prepared
from accessvr.content.readers import Anchored, Book, open_any
from accessvr.content.search import find, folded, spoken_words
from accessvr.core.errors import ContentError
from accessvr.core.publication import Locator, Passage, lay_out
from accessvr.core.values import replace


def search_early(prepared: Prepared, path: Path, words: str, limit: int) -> tuple[list[Locator], bool]:
    """Give what `Prepared.search` gives. Raises ContentError when the file at `path` can no longer be read."""
    wanted = spoken_words(words)
    return find(prepared.publication, _passages(prepared, path, wanted), wanted, limit)


def _passages(prepared: Prepared, path: Path, wanted: tuple[str, ...]) -> Iterator[Passage]:
    """Give the sections in which the words may stand, in reading order."""
    texts = full_text.section_texts(path) if epub.suits(path) else iter(())
    book: Book | None = None
    try:
        for index in range(len(prepared.publication.sections)):
            text = next(texts, None)
            if text is not None and not _holds(text, wanted):
                continue
            try:
                yield prepared.passage(index)
            except ContentError:
                book = book or open_any(path)
                yield _read(book, index)
    finally:
        if book is not None:
            book.close()


def _holds(text: str, wanted: tuple[str, ...]) -> bool:
    page = folded(text)
    return all(word in page for word in wanted)


def _read(book: Book, index: int) -> Passage:
    passage = lay_out(index, book.section(index), book.publication.language)
    anchors = book.anchors(index) if isinstance(book, Anchored) else {}
    others = {name: passage.where[node] for name, node in anchors.items() if node in passage.where}
    return replace(passage, where=others | dict(passage.where))
