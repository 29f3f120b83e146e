"""What an opened section holds: its size, its counts, its headings. So an outline becomes exact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from accessvr.core.publication import Entry, Kind, Node, Publication


@dataclass(frozen=True, slots=True)
class Tally:
    """One section, counted.

    size   characters of text
    names  every id that an entry may lead to
    """

    size: int
    counts: Mapping[Kind, int]
    headings: tuple[Node, ...]
    names: frozenset[str]


def walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Give nodes in reading order, each before its children."""
    waiting = list(reversed(nodes))
    while waiting:
        node = waiting.pop()
        yield node
        waiting += reversed(node.children)


def tally(nodes: tuple[Node, ...], anchors: Mapping[str, str]) -> Tally:
    """Count a section."""
    every = list(walk(nodes))
    counts = Counter(node.kind for node in every)
    counts.update(span.kind for node in every for span in node.spans)
    return Tally(
        size=sum(len(node.text) for node in every),
        counts=dict(counts),
        headings=tuple(replace(node, children=(), spans=()) for node in every if node.kind is Kind.HEADING),
        names=frozenset(anchors) | {node.id for node in every},
    )


def exact(publication: Publication, tallies: list[Tally]) -> Publication:
    """Give the outline with true sizes and counts; without contents, the headings take their place."""
    sections = tuple(
        replace(section, size=counted.size, counts=counted.counts)
        for section, counted in zip(publication.sections, tallies, strict=True)
    )
    entries = publication.entries or headings_as_entries(tallies)
    return replace(publication, sections=sections, entries=tuple(_found(entry, tallies) for entry in entries))


def headings_as_entries(tallies: list[Tally]) -> tuple[Entry, ...]:
    """Give contents made of headings: the highest level are chapters."""
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
