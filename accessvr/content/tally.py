"""What an opened section holds: its size, its counts, its headings. So an outline becomes exact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from accessvr.core.publication import Entry, Kind, Node, Publication, Section
from accessvr.core.sizes import size_of
from accessvr.core.values import dataclass, replace

_INSETS = (Kind.FIGURE, Kind.FORMULA)


@dataclass(frozen=True, slots=True)
class Tally:
    """One section, counted.

    size      characters of text that is on the way; sound without text counts as many as would be read in its time
    counts    nodes and spans of each kind; a thing in a sentence counts once, parts of formulas are TERM
    headings  those that are on the way
    pages     printed pages: the label of each, and the node it begins in
    worded    pictures that have words
    names     every id that an entry may lead to
    """

    size: int
    counts: Mapping[Kind, int]
    headings: tuple[Node, ...]
    names: frozenset[str]
    pages: tuple[tuple[str, str], ...] = ()
    worded: int = 0


def walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Give nodes in reading order, each before its children."""
    waiting = list(reversed(nodes))
    while waiting:
        node = waiting.pop()
        yield node
        waiting += reversed(node.children)


def passed(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Give the nodes that are on the way, in reading order."""
    waiting = [node for node in reversed(nodes) if not node.beside]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += [child for child in reversed(node.children) if not child.beside]


def in_sentence(node: Node) -> frozenset[str]:
    """Give the ids of the children that stand in the node's text as pictures or formulas: their words are in it."""
    return frozenset(span.target for span in node.spans if span.kind in _INSETS and span.target)


def tally(nodes: tuple[Node, ...], anchors: Mapping[str, str]) -> Tally:
    """Count a section."""
    every, on_the_way = list(walk(nodes)), list(passed(nodes))
    insets = frozenset(name for node in every if node.spans for name in in_sentence(node))
    spans = [span for node in every for span in node.spans]
    counts = Counter(node.kind for node in every if node.kind is Kind.TERM or node.id not in insets)
    counts.update(span.kind for span in spans)
    labels = [node.label for node in every if node.kind is Kind.FIGURE and node.id not in insets]
    return Tally(
        size=sum(map(size_of, on_the_way)),
        counts=dict(counts),
        headings=tuple(replace(node, children=(), spans=()) for node in on_the_way if node.kind is Kind.HEADING),
        names=frozenset(anchors) | {node.id for node in every},
        pages=tuple((span.label, node.id) for node in every for span in node.spans if span.kind is Kind.PAGE),
        worded=sum(map(bool, [*labels, *(span.label for span in spans if span.kind is Kind.FIGURE)])),
    )


def exact(publication: Publication, tallies: list[Tally]) -> Publication:
    """Give the outline with true sizes and counts; without contents or page list, headings and page breaks are."""
    sections = tuple(
        replace(section, size=counted.size, counts=counted.counts)
        for section, counted in zip(publication.sections, tallies, strict=True)
    )
    entries = publication.entries or headings_as_entries(tallies, publication.sections)
    pages = publication.pages or _breaks_as_pages(tallies)
    return replace(
        publication,
        sections=sections,
        entries=tuple(_found(entry, tallies) for entry in entries),
        pages=tuple(_found(entry, tallies) for entry in pages),
        landmarks=tuple(_found(entry, tallies) for entry in publication.landmarks),
    )


def _breaks_as_pages(tallies: list[Tally]) -> tuple[Entry, ...]:
    return tuple(
        Entry(Kind.PAGE, label, section, node)
        for section, counted in enumerate(tallies)
        for label, node in counted.pages
        if label
    )


def headings_as_entries(tallies: list[Tally], sections: Sequence[Section]) -> tuple[Entry, ...]:
    """Give contents made of the headings on the way: the highest level are chapters."""
    tallies = [
        replace(counted, headings=()) if section.beside else counted
        for counted, section in zip(tallies, sections, strict=True)
    ]
    highest = min((heading.level for counted in tallies for heading in counted.headings), default=1)
    return tuple(
        Entry(
            Kind.CHAPTER if heading.level <= highest else Kind.HEADING,
            heading.text,
            section,
            heading.id,
            max(1, heading.level - highest + 1),
        )
        for section, counted in enumerate(tallies)
        for heading in counted.headings
    )


def _found(entry: Entry, tallies: list[Tally]) -> Entry:
    """Give the entry, leading to the section's beginning when its node is not there."""
    return entry if not entry.node or entry.node in tallies[entry.section].names else replace(entry, node="")
