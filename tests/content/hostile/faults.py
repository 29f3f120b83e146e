"""What no book may become, however broken its file: marks outside of the text, links into nothing, words with codes."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from accessvr.content.books.markup import UNSPOKEN
from accessvr.content.tally import walk
from accessvr.core.publication import Clip, Entry, Kind, Node, Publication

_LOOSE = re.compile(r"\s\s|[^\S ]")
DEEPEST = 200  # the prepared form is written and read by recursion
IN_TEXT = frozenset({Kind.PAGE, Kind.NOTE_REFERENCE, Kind.LINK, Kind.LANGUAGE, Kind.PRONUNCIATION})


@dataclass(frozen=True)
class Opened:
    """A whole book: its outline, and for each section its nodes and its other ids.

    folders  where its sound may lie on this machine
    """

    publication: Publication
    sections: Sequence[tuple[tuple[Node, ...], Mapping[str, str]]]
    folders: tuple[Path, ...] = ()


def faults(book: Opened) -> list[str]:
    """Give what is wrong with a book; nothing for any that a reader gives."""
    names = {name for section in book.sections for name in _names(section)}
    names |= {f"s{index}" for index in range(len(book.sections))} | {s.id for s in book.publication.sections}
    found = list(_repeated(book)) + list(_outline_faults(book.publication, names))
    for nodes, anchors in book.sections:
        here = {node.id for node in walk(nodes)}
        found += [f"{name}: leads to {node}, which is not there" for name, node in anchors.items() if node not in here]
        found += [f"{node.id}: {fault}" for node in walk(nodes) for fault in _node_faults(node, names)]
        clips = [(node, clip) for node in walk(nodes) for clip in node.clips]
        found += [f"{node.id}: {fault}" for node, clip in clips for fault in _clip_faults(clip, node, book.folders)]
        found += [f"{node.id}: is nested too deep" for node in _too_deep(nodes)]
    return found


def _names(section: tuple[tuple[Node, ...], Mapping[str, str]]) -> Iterator[str]:
    nodes, anchors = section
    yield from anchors
    yield from (node.id for node in walk(nodes))


def _repeated(book: Opened) -> Iterator[str]:
    taken: set[str] = set()
    for nodes, _ in book.sections:
        for node in walk(nodes):
            if node.id in taken:
                yield f"{node.id}: is there twice"
            taken.add(node.id)


def _outline_faults(publication: Publication, names: set[str]) -> Iterator[str]:
    for text in (publication.title, publication.language, *publication.authors):
        yield from (f"the outline: {fault}" for fault in _text_faults(text))
    for entry in (*publication.entries, *publication.pages, *publication.landmarks):
        yield from (f"the entry {entry.label[:40]}: {fault}" for fault in _entry_faults(entry, publication, names))


def _entry_faults(entry: Entry, publication: Publication, names: set[str]) -> Iterator[str]:
    yield from _text_faults(entry.label)
    if not 0 <= entry.section < len(publication.sections):
        yield "leads to no section"
    if entry.node and entry.node not in names:
        yield f"leads to {entry.node}, which is not there"
    if entry.level < 1:
        yield "has no level"


def _node_faults(node: Node, names: set[str]) -> Iterator[str]:
    for text in (node.label, node.text, node.details, node.language, node.role):
        yield from _text_faults(text, code=node.kind is Kind.CODE)
    for span in node.spans:
        if not 0 <= span.start <= span.end <= len(node.text):
            yield f"a mark stands at {span.start} to {span.end} of {len(node.text)}"
        if _leads_out(span.target, names):
            yield f"a mark leads to {span.target}, which is in no section"
        if span.kind is not Kind.PRONUNCIATION:
            yield from _text_faults(span.label)
    if _leads_out(node.more, names):
        yield f"its description is {node.more}, which is in no section"
    if not 0 <= node.level <= 1000:
        yield f"its level is {node.level}"
    yield from _cell_faults(node)


def _leads_out(target: str, names: set[str]) -> bool:
    """Tell whether a link leads to no section. The id in it may be missing, since a file may say anything."""
    section = target.partition("#")[0]
    return bool(section) and section not in names


def _clip_faults(clip: Clip, node: Node, folders: tuple[Path, ...]) -> Iterator[str]:
    times = (clip.from_s, clip.to_s)
    if not all(math.isfinite(time) and time >= 0 for time in times) or 0 < clip.to_s < clip.from_s:
        yield f"a clip lasts from {clip.from_s} to {clip.to_s}"
    if not 0 <= clip.start <= clip.end or (node.text and clip.end > len(node.text)):
        yield f"a clip stands at {clip.start} to {clip.end} of {len(node.text)}"
    if not clip.source or ":" in clip.source.partition("/")[0] or not _is_inside(Path(clip.source), folders):
        yield f"a clip is taken from {clip.source!r}"


def _is_inside(source: Path, folders: tuple[Path, ...]) -> bool:
    """Tell whether a sound is a name in the book, or lies where it may."""
    if not source.is_absolute():
        return ".." not in source.parts
    return any(source.resolve().is_relative_to(folder.resolve()) for folder in folders)


def _cell_faults(node: Node) -> Iterator[str]:
    cell = node.cell
    if cell is None:
        return
    if min(cell.row, cell.column, cell.rows, cell.columns) < 1 or max(cell.rows, cell.columns) > 100_000:
        yield f"its cell stands at {cell}"
    for words in (*cell.row_headers, *cell.column_headers):
        yield from _text_faults(words)


def _text_faults(text: str, *, code: bool = False) -> Iterator[str]:
    unspoken = {hex(ord(letter)) for letter in set(text) if ord(letter) in UNSPOKEN or 0xD800 <= ord(letter) < 0xE000}
    if unspoken:
        yield f"has characters that are not spoken: {sorted(unspoken)[:5]} in {text[:40]!r}"
    if not code and (_LOOSE.search(text) or text != text.strip()):
        yield f"has loose white space: {text[:60]!r}"


def _too_deep(nodes: Iterable[Node]) -> Iterator[Node]:
    waiting = [(node, 1) for node in nodes]
    while waiting:
        node, depth = waiting.pop()
        if depth > DEEPEST:
            yield node
            return
        waiting += [(child, depth + 1) for child in node.children]


def heard(book: Opened) -> Iterator[str]:
    """Give all words a patron can come to hear of a book."""
    publication = book.publication
    yield from (publication.title, *publication.authors)
    yield from (entry.label for entry in (*publication.entries, *publication.pages, *publication.landmarks))
    for nodes, _ in book.sections:
        for node in walk(nodes):
            yield from (node.label, node.text, node.details)
            yield from (span.label for span in node.spans)
            if node.cell is not None:
                yield from (*node.cell.row_headers, *node.cell.column_headers)
