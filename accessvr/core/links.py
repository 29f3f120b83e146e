"""What leads elsewhere from where one stands: note references and links, and finding where they lead."""

from __future__ import annotations

from accessvr.core.publication import Kind, Passage, Publication, Span, Spot, Stop
from accessvr.core.seeking import Need, first_spot, sentence_end, sentence_start
from accessvr.core.trail import Trail, containers


def section_of(publication: Publication, name: str) -> int:
    """Give the index of the section a node's id belongs to; -1 when there is none."""
    section = name.partition("#")[0]
    return next((index for index, known in enumerate(publication.sections) if known.id == section), -1)


def spot_of(trail: Trail, name: str) -> Spot | Need | None:
    """Give the place of a node; Need when its section must be opened first; None when it is not there."""
    here = trail.passage
    if here is not None and name in here.where:
        return Spot(here.section, here.where[name])
    section = section_of(trail.publication, name)
    passage = trail.passages.get(section)
    if section < 0:
        return None
    if passage is None:
        return Need(section)
    return Spot(section, passage.where[name]) if name in passage.where else first_spot(passage)


def subtree_end(passage: Passage, stop: int) -> int:
    """Give the index after the last stop of a thing; a heading's thing goes on to the next heading of its level."""
    node = passage.stops[stop].node
    for index in range(stop + 1, len(passage.stops)):
        other = passage.stops[index]
        if node.kind is Kind.HEADING:
            if other.node.kind is Kind.HEADING and other.node.level <= node.level:
                return index
        elif other.above < stop:
            return index
    return len(passage.stops)


def at_hand(stop: Stop, offset: int, kind: Kind) -> tuple[Span, ...]:
    """Give the marks of a kind in the sentence one stands in, then the others of the block; the nearest first."""
    start, end = sentence_start(stop, offset), sentence_end(stop, offset)
    marks = [span for span in stop.node.spans if span.kind is kind]
    near = [span for span in marks if start <= span.start <= end]
    ahead = [span for span in near if span.end >= offset]
    return tuple(dict.fromkeys([*ahead, *reversed(near), *marks]))


def note_here(stop: Stop, offset: int) -> Span | None:
    """Give the note reference of the sentence one stands in, else the last before it in the block, else the next."""
    marks = [span for span in stop.node.spans if span.kind is Kind.NOTE_REFERENCE and span.target]
    start, end = sentence_start(stop, offset), sentence_end(stop, offset)
    here = [span for span in marks if start < span.start <= end or span.start == start == 0]
    before = [span for span in marks if span.start <= start]
    return next(iter(here or before[-1:] or marks), None)


def link_words(stop: Stop, link: Span) -> str:
    """Give what a link is called: its words, else its label."""
    return " ".join(stop.node.text[link.start : link.end].split()) or link.label


def links_around(trail: Trail) -> tuple[tuple[str, Span], ...]:
    """Give the links and note references of the block one stands in, with their words."""
    stop, passage = trail.stop, trail.passage
    if stop is None or passage is None:
        return ()
    around = [stop, *(passage.stops[index] for index in reversed(containers(passage, trail.spot.stop)))]
    return tuple((link_words(one, span), span) for one in around for span in one.node.spans if span.kind is Kind.LINK)
