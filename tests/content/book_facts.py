"""What a book holds, counted in what our reader made of it, and what was counted elsewhere, in the same words."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from accessvr.content.prepared import Prepared, prepare
from accessvr.core.publication import Kind, Node, Publication

Facts = dict[str, Any]  # Any, since that is what the json module gives
Counts = dict[str, int]


@cache
def counted_elsewhere(books: Path) -> dict[str, Facts]:
    """Give the counts of all books, made by a program that shares nothing with our reader."""
    return dict(json.loads((books / "facts.json").read_text(encoding="utf-8")))


class Book:
    """A book in its prepared form: what a visit reads."""

    def __init__(self, path: Path, folder: Path) -> None:
        prepare(path, folder, lambda step: None)
        prepared = Prepared(folder)
        self.publication: Publication = prepared.publication
        passages = [prepared.passage(index) for index in range(len(self.publication.sections))]
        self.sections: list[list[Node]] = [[stop.node for stop in passage.stops] for passage in passages]
        self.languages = {stop.language for passage in passages for stop in passage.stops}

    @property
    def nodes(self) -> Iterator[Node]:
        """Give all nodes in reading order."""
        return (node for section in self.sections for node in section)


def epub_counts(book: Book) -> Counts:
    """Give what is counted in an EPUB."""
    nodes, publication = list(book.nodes), book.publication
    kinds = Counter(node.kind for node in nodes)
    spans = Counter(span.kind for node in nodes for span in node.spans)
    back = sum(span.kind is Kind.LINK and span.label == "back" for node in nodes for span in node.spans)
    cells = [node.cell for node in nodes if node.cell is not None]
    pictures = [node for node in nodes if node.kind is Kind.FIGURE and not node.children]
    return {
        **{
            f"headings of level {level}": sum(n.kind is Kind.HEADING and n.level == level for n in nodes)
            for level in range(1, 7)
        },
        "page breaks": spans[Kind.PAGE],
        "page list": len(publication.pages),
        "note references": spans[Kind.NOTE_REFERENCE],
        "notes": kinds[Kind.NOTE],
        "ways back": back,
        "pictures with words": sum(bool(node.label or node.details or node.text) for node in pictures)
        + spans[Kind.FIGURE],
        "pictures without words": sum(not (node.label or node.details or node.text) for node in pictures),
        "links inside the book": sum(
            bool(span.target) for node in nodes for span in node.spans if span.kind in (Kind.LINK, Kind.NOTE_REFERENCE)
        ),
        "tables": kinds[Kind.TABLE],
        "rows": kinds[Kind.ROW],
        "header cells": sum(cell.header for cell in cells),
        "other cells": sum(not cell.header for cell in cells),
        "lists": kinds[Kind.LIST],
        "quotations": kinds[Kind.QUOTATION],
        "formulas": kinds[Kind.FORMULA] + spans[Kind.FORMULA],
        "pronunciations": spans[Kind.PRONUNCIATION],
        "lines of contents": len(publication.entries),
        "depth of contents": max((entry.level for entry in publication.entries), default=0),
        "landmarks": len(publication.landmarks),
        "sections": len(book.sections),
        "sections on the way": sum(not section.beside for section in publication.sections),
        "sections with recorded voice": sum(any(node.clips for node in section) for section in book.sections),
        "lines about accessibility": len(publication.accessibility),
    }


def epub_facts(facts: Facts) -> Counts:
    """Give the same from what was counted elsewhere."""
    elements = facts["elements"]
    return {
        **{f"headings of level {level}": elements.get(f"h{level}", 0) for level in range(1, 7)},
        "page breaks": facts["pagebreak"],
        "page list": facts["page_list"],
        "note references": facts["noteref"],
        "notes": facts["footnote_or_endnote"],
        "ways back": facts["backlink"],
        "pictures with words": facts["img_alt_text"],
        "pictures without words": facts["img_alt_empty"] + facts["img_no_alt"],
        "links inside the book": facts["links_internal"],
        "tables": elements.get("table", 0),
        "rows": elements.get("tr", 0),
        "header cells": elements.get("th", 0),
        "other cells": elements.get("td", 0),
        "lists": sum(elements.get(name, 0) for name in ("ul", "ol", "dl")),
        "quotations": elements.get("blockquote", 0),
        "formulas": elements.get("math", 0),
        "pronunciations": facts["ssml_ph"],
        "lines of contents": facts["toc"],
        "depth of contents": facts.get("toc_depth", 0),
        "landmarks": facts["landmarks"],
        "sections": facts["spine"],
        "sections on the way": facts["spine_linear"],
        "sections with recorded voice": facts["media_overlays"],
        "lines about accessibility": sum(len(values) for values in facts["a11y_metadata"].values()),
    }


def daisy_counts(book: Book) -> Counts:
    """Give what is counted in a DAISY book."""
    nodes = list(book.nodes)
    clips = [clip for node in nodes for clip in node.clips]
    return {
        "headings": sum(node.kind is Kind.HEADING for node in nodes),
        "page breaks": sum(span.kind is Kind.PAGE for node in nodes for span in node.spans),
        "page list": len(book.publication.pages),
        "lines of contents": len(book.publication.entries),
        "clips": len(clips),
        "tenths of a second": round(10 * sum(clip.to_s - clip.from_s for clip in clips)),
        "sound files": len({clip.source for clip in clips}),
    }


def daisy_facts(facts: Facts) -> Counts:
    """Give the same from what was counted elsewhere."""
    pages = facts.get("pages", facts.get("pageTargets", 0))
    headings = facts.get("navPoints") or sum(facts["headings"].values())
    return {
        "headings": headings,
        "page breaks": pages,
        "page list": pages,
        "lines of contents": headings,
        "clips": facts["audio_clips"],
        "tenths of a second": round(10 * facts["clip_seconds"]),
        "sound files": facts["audio_files"],
    }


def words(book: Book) -> int:
    """Give the words of the text, without those for pictures and formulas, which the author did not write as text."""
    return sum(len(_text(node).split()) for node in book.nodes)


def _text(node: Node) -> str:
    """Give what a node says of its own; the words that open details are their label."""
    if node.kind in (Kind.FORMULA, Kind.TERM):
        return ""
    text = node.text
    for span in sorted(node.spans, key=lambda span: -span.start):
        if span.kind in (Kind.FIGURE, Kind.FORMULA):  # a single letter is part of a word: a drawn initial
            text = text[: span.start] + " " * (span.end - span.start > 1) + text[span.end :]
    return f"{node.label} {text}" if node.kind is Kind.DETAILS else text


def languages(book: Book) -> set[str]:
    """Give the languages that are heard in a book."""
    return book.languages | {span.label for node in book.nodes for span in node.spans if span.kind is Kind.LANGUAGE}
