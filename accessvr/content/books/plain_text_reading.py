"""Plain text as a book: hard-wrapped lines are joined, headings are recognised, Gutenberg's licence is left out."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

from lxml import etree

from accessvr.content.books.bounds import bounded_lines
from accessvr.content.books.decoding import decoded
from accessvr.content.books.document import LONGEST_TITLE, Document, Facts, add_words, no_words
from accessvr.content.books.gutenberg import cut
from accessvr.content.books.paragraphs import Block, blocks
from accessvr.core.publication import Kind

LARGEST_FILE_BYTES = 16 << 20  # chosen: twenty-five times a long novel; it takes fifteen times its size
_MARKS = re.compile(
    r"\s?\[(?:Pg|Page|p\.)\s*(\d{1,4}|[ivxlc]{1,8})\]|\s?\{(?:p(?:age|\.)?\s*)?(\d{1,4})\}|\s?\[(\d{1,4}|[A-Z]|[*†‡§]{1,3})\]",
    re.I,
)


def read(path: Path) -> Document:
    """Open a text. Raises ContentError when it holds no words."""
    with path.open("rb") as stream:
        data = stream.read(LARGEST_FILE_BYTES + 1)
    text = decoded(data[:LARGEST_FILE_BYTES])
    if text is None or not any(letter.isalnum() for letter in text):
        raise no_words(path, "Check that the file is plain text; save it as UTF-8.")
    troubles = ["is larger than 16 MB; the rest is left out"] if len(data) > LARGEST_FILE_BYTES else []
    found = cut(bounded_lines(text, troubles))
    every = blocks(found.body)
    first = every[0].text if every and every[0].kind is not Kind.FIGURE else ""
    title = found.title or (first if len(first) <= LONGEST_TITLE else "") or path.stem
    facts = Facts("text", title, found.language, (found.author,) if found.author else ())
    return Document(path, tree(every), facts, troubles)


def tree(every: list[Block]) -> etree._Element:
    """Give blocks as a tree of HTML. Headings of one group become one heading of several lines."""
    root = etree.Element("html")
    body = etree.SubElement(root, "body")
    notes = _Notes(every)
    for (kind, _), run in groupby(every, key=lambda block: (block.kind, block.group)):
        lines = list(run)
        above = body
        if kind is Kind.HEADING and len(lines) > 1:
            above = etree.SubElement(body, "hgroup")
        elif kind is Kind.VERSE:
            above = etree.SubElement(body, "div", {"class": "verse"})
        for block in lines:
            _add(above, block, notes)
    return root


class _Notes:
    """The notes that are still to come, and their ids: a mark refers to the next note of that mark."""

    def __init__(self, every: list[Block]) -> None:
        self._coming: dict[str, list[str]] = {}
        for number, block in enumerate(block for block in every if block.kind is Kind.NOTE):
            self._coming.setdefault(block.mark, []).append(f"note-{number + 1}")

    def next(self, mark: str) -> str:
        """Give the id of the note a mark refers to, "" for none."""
        return next(iter(self._coming.get(mark, [])), "")

    def take(self, mark: str) -> str:
        """Give the id of the note that begins here."""
        return self._coming[mark].pop(0)


def _add(above: etree._Element, block: Block, notes: _Notes) -> None:
    match block.kind:
        case Kind.HEADING:
            _fill(etree.SubElement(above, f"h{block.level}"), block.text, notes)
        case Kind.BREAK:
            etree.SubElement(above, "hr")
        case Kind.FIGURE:
            figure = etree.SubElement(above, "figure")
            etree.SubElement(figure, "img")
            if block.text:
                _fill(etree.SubElement(figure, "figcaption"), block.text, notes)
        case Kind.NOTE:
            name = notes.take(block.mark)
            aside = etree.SubElement(above, "aside", {"role": "doc-footnote", "id": name})
            _fill(etree.SubElement(aside, "p"), block.text, notes)
        case _:
            _fill(etree.SubElement(above, "p"), block.text, notes)


def _fill(element: etree._Element, text: str, notes: _Notes) -> None:
    """Put words into an element: marks of notes and printed page numbers stand beside the text."""
    end = 0
    for found in _MARKS.finditer(text):
        page, mark = found.group(1) or found.group(2), found.group(3) or ""
        target = notes.next(mark)
        if page or target:
            add_words(element, text[end : found.start()])
            end = found.end()
        if page:
            etree.SubElement(element, "span", {"role": "doc-pagebreak", "aria-label": page})
        elif target:
            etree.SubElement(element, "a", {"role": "doc-noteref", "href": f"#{target}"}).text = mark
    add_words(element, text[end:])
