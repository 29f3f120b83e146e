"""Finding the next or previous place of a unit: a word, a sentence, a heading, a chapter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from accessvr.core.commands import Unit
from accessvr.core.publication import Entry, Kind, Passage, Spot, Stop
from accessvr.core.roles import skippable_role
from accessvr.core.sentences import sentences, words
from accessvr.core.tables import GRID, seek_cell
from accessvr.core.trail import Trail, containers, entry_at, entry_stop, siblings
from accessvr.core.values import dataclass, replace

KINDS = {
    Unit.NOTE: (Kind.NOTE,),
    Unit.TABLE: (Kind.TABLE,),
    Unit.FORMULA: (Kind.FORMULA,),
    Unit.QUOTATION: (Kind.QUOTATION,),
    Unit.FIGURE: (Kind.FIGURE, Kind.PHOTO),
    Unit.LIST: (Kind.LIST,),
}
SPANS = {
    Unit.NOTE: Kind.NOTE_REFERENCE,
    Unit.PAGE: Kind.PAGE,
    Unit.LINK: Kind.LINK,
    Unit.FORMULA: Kind.FORMULA,
    Unit.FIGURE: Kind.FIGURE,
}
COUNTED = {
    Unit.HEADING: (Kind.HEADING,),
    Unit.NOTE: (Kind.NOTE, Kind.NOTE_REFERENCE),
    Unit.TABLE: (Kind.TABLE,),
    Unit.FIGURE: (Kind.FIGURE, Kind.PHOTO),
    Unit.FORMULA: (Kind.FORMULA,),
    Unit.QUOTATION: (Kind.QUOTATION,),
    Unit.LIST: (Kind.LIST,),
    Unit.LINK: (Kind.LINK,),
    Unit.PAGE: (Kind.PAGE,),
}
STRETCHES = {Unit.PARAGRAPH, Unit.SENTENCE, Unit.LINE, Unit.WORD, Unit.CHARACTER, Unit.PAGE}  # one is always in one
LINE_LENGTH = 60  # chosen: characters of a line of prose, as on a page of large print
INSETS = (Kind.FORMULA, Kind.FIGURE)
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
    if unit in GRID:
        return seek_cell(trail, unit, ahead)
    start = trail.spot
    if not ahead and unit in STRETCHES:
        floor = _scan(trail, unit, level, start, ahead=False, itself=True)
        if not isinstance(floor, Spot):
            return floor
        start = floor
    return _scan(trail, unit, level, start, ahead, itself=False)


def length_of(stop: Stop) -> int:
    """Give how long a stop is: characters of text, or milliseconds when it is a recorded voice alone."""
    return len(stop.node.text) or (stop.node.clips[-1].end if stop.node.clips else 0)


def reading_stop(stop: Stop) -> bool:
    """Say whether a stop holds words or a recorded voice of its own."""
    return bool(stop.node.text or stop.node.clips)


def is_block(stop: Stop) -> bool:
    """Tell whether "next" halts at a stop: at words, at a recorded voice, at a picture that has a name."""
    return reading_stop(stop) or (stop.node.kind is Kind.FIGURE and bool(stop.node.label) and not stop.node.children)


def sentences_of(stop: Stop) -> Iterator[tuple[int, int]]:
    """Give where the sentences of a stop begin and end. A heading is one sentence, whatever its full stops."""
    if stop.node.kind is Kind.HEADING:
        yield 0, len(stop.node.text)
    elif not stop.node.text and stop.node.clips:
        yield 0, stop.node.clips[-1].end
    else:
        yield from sentences(stop.node.text, stop.language)


def sentence_end(stop: Stop, offset: int) -> int:
    """Give where the sentence ends that holds `offset`."""
    for _, end in sentences_of(stop):
        if end > offset:
            return end
    return length_of(stop)


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


def lines_of(stop: Stop) -> Iterator[int]:
    """Give where lines begin: a verse is one; prose is cut between words, as on a page of large print."""
    text, start = stop.node.text, 0
    while start < len(text):
        yield start
        end = start + LINE_LENGTH
        if stop.node.kind is Kind.VERSE or end >= len(text):
            return
        space = text.rfind(" ", start + 1, end + 1)
        start = space + 1 if space > start else end


def line_end(stop: Stop, offset: int) -> int:
    """Give where the line ends that holds `offset`."""
    return next((start for start in lines_of(stop) if start > offset), len(stop.node.text))


def first_spot(passage: Passage) -> Spot:
    """Give the first place of a section that can be read or stood at."""
    for index, stop in enumerate(passage.stops):
        if stop.fence < 0 and (stop.node.text or stop.node.label or stop.node.clips):
            return Spot(passage.section, index)
    return Spot(passage.section)


def _scan(trail: Trail, unit: Unit, level: int, start: Spot, ahead: bool, *, itself: bool) -> Spot | Need | None:
    step = 1 if ahead else -1
    section = start.section
    while 0 <= section < len(trail.publication.sections):
        if section == trail.spot.section or (on_the_way(trail, section) and _may_hold(trail, unit, section)):
            passage = trail.passages.get(section)
            if passage is None:
                return Need(section)
            fence = fence_at(trail) if section == trail.spot.section else -1
            found = _scan_passage(passage, unit, level, start, ahead, itself=itself, fence=fence)
            if found is not None:
                return found
        section += step
    return None


def on_the_way(trail: Trail, section: int) -> bool:
    """Tell whether one comes into a section by going on: it does not stand beside the way, nor does one stand there."""
    sections = trail.publication.sections
    return not sections[section].beside and not sections[trail.spot.section].beside and fence_at(trail) < 0


def fence_at(trail: Trail) -> int:
    """Give the index of the thing beside the way that one stands in, as in Stop; -1 on the way."""
    return -1 if trail.stop is None else trail.stop.fence


def _may_hold(trail: Trail, unit: Unit, section: int) -> bool:
    counts = trail.publication.sections[section].counts
    if counts is None:
        return True
    if unit in COUNTED:
        return any(counts.get(kind, 0) for kind in COUNTED[unit])
    return trail.publication.sections[section].size > 0 or counts.get(Kind.FIGURE, 0) > 0


def _scan_passage(
    passage: Passage, unit: Unit, level: int, start: Spot, ahead: bool, *, itself: bool, fence: int
) -> Spot | None:
    here = passage.section == start.section
    indexes: Sequence[int] = range(start.stop if here else 0, len(passage.stops))
    if not ahead:
        last = min(start.stop, len(passage.stops) - 1) if here else len(passage.stops) - 1
        indexes = range(last, -1, -1)
    for index in indexes:
        if passage.stops[index].fence != fence:
            continue
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
            if is_block(stop):
                yield 0
        case Unit.SENTENCE:
            yield from (start for start, _ in sentences_of(stop))
        case Unit.LINE:
            yield from lines_of(stop)
        case Unit.WORD:
            yield from (start for start, _ in words(node.text))
        case Unit.CHARACTER:
            yield from range(len(node.text))
        case Unit.HEADING:
            if node.kind is Kind.HEADING and level in (0, node.level):
                yield 0
        case Unit.BOOK | Unit.PART | Unit.CHAPTER | Unit.ITEM | Unit.ROW | Unit.COLUMN | Unit.CELL | Unit.TEN_SECONDS:
            return
        case _:
            yield from _marks(stop, unit)


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
    """Give the first thing inside of what one stands at, in a sentence the formula or picture that stands here."""
    passage, stop = trail.passage, trail.stop
    if passage is None or stop is None:
        return None
    inset = next((s for s in stop.node.spans if s.kind in INSETS and s.end > trail.spot.offset and s.target), None)
    if inset is not None and inset.target in passage.where:
        return Spot(passage.section, passage.where[inset.target])
    return _child(passage, trail.spot.stop)


def outside(trail: Trail) -> Spot | Need | None:
    """Give the place one comes to by going out: the thing itself in an exhibit, what follows the thing in a book."""
    passage, stop = trail.passage, trail.stop
    around = () if passage is None else containers(passage, trail.spot.stop)
    if passage is None or stop is None or not around:
        return None
    if trail.publication.kind is not Kind.BOOK:
        return Spot(passage.section, around[-1])
    if stop.fence >= 0:
        return _back_in_the_text(passage, stop)
    left = next((index for index in reversed(around) if _can_be_left(passage.stops[index])), None)
    return None if left is None else _after(trail, passage, left)


def _back_in_the_text(passage: Passage, stop: Stop) -> Spot:
    """Give what a part stands in; from a whole formula or picture, the word at which it stands in its sentence."""
    holder = passage.stops[stop.above].node
    inset = next((span for span in holder.spans if span.target == stop.node.id), None)
    return Spot(passage.section, stop.above, 0 if inset is None else inset.start)


def _can_be_left(stop: Stop) -> bool:
    """Tell whether going out leads out of a thing: out of the table, not of its row."""
    if stop.node.kind is Kind.SECTION:
        return skippable_role(stop.node) != ""
    return stop.node.kind not in (Kind.ROW, Kind.CELL, Kind.ITEM)


def _after(trail: Trail, passage: Passage, left: int) -> Spot | Need | None:
    """Give the first words after a thing, in the next section when it is the last of its own."""
    for index in range(trail.spot.stop + 1, len(passage.stops)):
        stop = passage.stops[index]
        if stop.fence < 0 and reading_stop(stop) and left not in containers(passage, index):
            return Spot(passage.section, index)
    for section in range(passage.section + 1, len(trail.publication.sections)):
        if on_the_way(trail, section):
            following = trail.passages.get(section)
            return Need(section) if following is None else first_spot(following)
    return None


def sentence_began(trail: Trail) -> Spot:
    """Give the beginning of the sentence one is in: there reading goes on after an interruption."""
    if trail.stop is None:
        return trail.spot
    return replace(trail.spot, offset=sentence_start(trail.stop, trail.spot.offset))
