"""Finding the next or previous place of a unit: a word, a sentence, a heading, a chapter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from accessvr.core.commands import Unit
from accessvr.core.publication import Entry, Kind, Passage, Spot, Stop
from accessvr.core.sentences import sentences, words
from accessvr.core.trail import Trail, containers, entry_at, entry_stop, siblings

KINDS = {
    Unit.NOTE: (Kind.NOTE,),
    Unit.TABLE: (Kind.TABLE,),
    Unit.FIGURE: (Kind.FIGURE, Kind.PHOTO),
    Unit.LIST: (Kind.LIST,),
}
SPANS = {Unit.NOTE: Kind.NOTE_REFERENCE, Unit.PAGE: Kind.PAGE, Unit.LINK: Kind.LINK}
COUNTED = {
    Unit.HEADING: (Kind.HEADING,),
    Unit.NOTE: (Kind.NOTE, Kind.NOTE_REFERENCE),
    Unit.TABLE: (Kind.TABLE,),
    Unit.FIGURE: (Kind.FIGURE, Kind.PHOTO),
    Unit.LIST: (Kind.LIST,),
    Unit.LINK: (Kind.LINK,),
    Unit.PAGE: (Kind.PAGE,),
}
STRETCHES = {Unit.PARAGRAPH, Unit.SENTENCE, Unit.WORD, Unit.CHARACTER, Unit.PAGE}  # one is always inside of one
CONTENTS = {
    Unit.PART: (Kind.PART,),
    Unit.CHAPTER: (Kind.CHAPTER, Kind.PART),
    Unit.BOOK: (Kind.PART, Kind.CHAPTER),
}


@dataclass(frozen=True, slots=True)
class Need:
    """The answer lies in a section that is not open yet."""

    section: int


def seek(trail: Trail, unit: Unit, ahead: bool, level: int = 0) -> Spot | Need | None:
    """Give the next place of `unit` on one side; Need when a section must be opened first; None at the edge."""
    if unit in CONTENTS:
        return _seek_entry(trail, CONTENTS[unit], ahead)
    if unit is Unit.ITEM:
        return _seek_sibling(trail, ahead)
    start = trail.spot
    if not ahead and unit in STRETCHES:
        floor = _scan(trail, unit, level, start, ahead=False, itself=True)
        if not isinstance(floor, Spot):
            return floor
        start = floor
    return _scan(trail, unit, level, start, ahead, itself=False)


def reading_stop(stop: Stop) -> bool:
    """Say whether a stop holds words of its own."""
    return bool(stop.node.text)


def sentences_of(stop: Stop) -> Iterator[tuple[int, int]]:
    """Give where the sentences of a stop begin and end. A heading is one sentence, whatever its full stops."""
    if stop.node.kind is Kind.HEADING:
        yield 0, len(stop.node.text)
    else:
        yield from sentences(stop.node.text, stop.language)


def sentence_end(stop: Stop, offset: int) -> int:
    """Give where the sentence ends that holds `offset`."""
    for _, end in sentences_of(stop):
        if end > offset:
            return end
    return len(stop.node.text)


def sentence_start(stop: Stop, offset: int) -> int:
    """Give where the sentence begins that holds `offset`."""
    found = 0
    for start, _ in sentences_of(stop):
        if start > offset:
            break
        found = start
    return found


def word_at(stop: Stop, offset: int) -> str:
    """Give the word that holds `offset` or follows it."""
    for start, end in words(stop.node.text):
        if end > offset:
            return stop.node.text[start:end]
    return ""


def first_spot(passage: Passage) -> Spot:
    """Give the first place of a section that can be read or stood at."""
    for index, stop in enumerate(passage.stops):
        if stop.node.text or stop.node.label:
            return Spot(passage.section, index)
    return Spot(passage.section)


def _scan(trail: Trail, unit: Unit, level: int, start: Spot, ahead: bool, *, itself: bool) -> Spot | Need | None:
    step = 1 if ahead else -1
    section = start.section
    while 0 <= section < len(trail.publication.sections):
        if section == trail.spot.section or _may_hold(trail, unit, section):
            passage = trail.passages.get(section)
            if passage is None:
                return Need(section)
            found = _scan_passage(passage, unit, level, start, ahead, itself=itself)
            if found is not None:
                return found
        section += step
    return None


def _may_hold(trail: Trail, unit: Unit, section: int) -> bool:
    counts = trail.publication.sections[section].counts
    if counts is None or unit not in COUNTED:
        return trail.publication.sections[section].size > 0
    return any(counts.get(kind, 0) for kind in COUNTED[unit])


def _scan_passage(passage: Passage, unit: Unit, level: int, start: Spot, ahead: bool, *, itself: bool) -> Spot | None:
    here = passage.section == start.section
    indexes: Sequence[int] = range(start.stop if here else 0, len(passage.stops))
    if not ahead:
        last = min(start.stop, len(passage.stops) - 1) if here else len(passage.stops) - 1
        indexes = range(last, -1, -1)
    for index in indexes:
        found = -1
        for offset in _offsets(passage.stops[index], unit, level):
            spot = Spot(passage.section, index, offset)
            if ahead and spot > start:
                return spot
            if not ahead and (spot < start or (itself and spot == start)):
                found = offset
            elif not ahead:
                break
        if found >= 0:
            return Spot(passage.section, index, found)
    return None


def _offsets(stop: Stop, unit: Unit, level: int) -> Iterator[int]:
    """Give where in a stop's text the unit begins, in order."""
    node = stop.node
    match unit:
        case Unit.PARAGRAPH:
            if node.text:
                yield 0
        case Unit.SENTENCE:
            yield from (start for start, _ in sentences_of(stop))
        case Unit.WORD:
            yield from (start for start, _ in words(node.text))
        case Unit.CHARACTER:
            yield from range(len(node.text))
        case Unit.HEADING:
            if node.kind is Kind.HEADING and level in (0, node.level):
                yield 0
        case Unit.NOTE | Unit.PAGE | Unit.LINK | Unit.TABLE | Unit.FIGURE | Unit.LIST:
            yield from _marks(stop, unit)
        case Unit.BOOK | Unit.PART | Unit.CHAPTER | Unit.ITEM:
            return


def _marks(stop: Stop, unit: Unit) -> Iterator[int]:
    if stop.node.kind in KINDS.get(unit, ()):
        yield 0
    for span in stop.node.spans:
        if span.kind is SPANS.get(unit):
            yield min(span.start, max(len(stop.node.text) - 1, 0))


def entry_spot(trail: Trail, entry: Entry) -> Spot | Need:
    """Give the place a line of the contents leads to."""
    passage = trail.passages.get(entry.section)
    if passage is None:
        return Need(entry.section)
    return Spot(entry.section, entry_stop(trail, entry)) if entry.node else first_spot(passage)


def _seek_entry(trail: Trail, kinds: tuple[Kind, ...], ahead: bool) -> Spot | Need | None:
    entries = trail.publication.entries
    index = entry_at(trail, *kinds) + (1 if ahead else -1)
    while 0 <= index < len(entries):
        if entries[index].kind in kinds:
            spot = entry_spot(trail, entries[index])
            if isinstance(spot, Need) or (spot > trail.spot if ahead else spot < trail.spot):
                return spot
        index += 1 if ahead else -1
    return None


def _seek_sibling(trail: Trail, ahead: bool) -> Spot | None:
    passage = trail.passage
    if passage is None or not passage.stops:
        return None
    here = trail.spot.stop
    if passage.stops[here].node.kind is Kind.ROOM:
        return _child(passage, here) if ahead else None
    beside = [i for i in siblings(passage, here) if (i > here if ahead else i < here)]
    if not beside:
        return None
    return Spot(trail.spot.section, beside[0] if ahead else beside[-1])


def _child(passage: Passage, stop: int) -> Spot | None:
    following = stop + 1
    if following < len(passage.stops) and passage.stops[following].above == stop:
        return Spot(passage.section, following)
    return None


def inside(trail: Trail) -> Spot | None:
    """Give the first thing inside of what one stands at; None when there is nothing inside."""
    return None if trail.passage is None else _child(trail.passage, trail.spot.stop)


def outside(trail: Trail) -> Spot | None:
    """Give the place one comes to by going out: the thing itself in an exhibit, what follows the thing in a book."""
    passage = trail.passage
    around = () if passage is None else containers(passage, trail.spot.stop)
    if passage is None or not around:
        return None
    inner = around[-1]
    if trail.publication.kind is not Kind.BOOK:
        return Spot(passage.section, inner)
    for index in range(trail.spot.stop + 1, len(passage.stops)):
        if inner not in containers(passage, index) and passage.stops[index].node.text:
            return Spot(passage.section, index)
    return None


def sentence_began(trail: Trail) -> Spot:
    """Give the beginning of the sentence one is in: there reading goes on after an interruption."""
    if trail.stop is None:
        return trail.spot
    return replace(trail.spot, offset=sentence_start(trail.stop, trail.spot.offset))
