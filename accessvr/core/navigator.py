"""Trail + Command -> Trail + Outcome: every way of moving in what is open."""

from __future__ import annotations

from collections.abc import Callable

from accessvr.core.commands import Enter, GoTo, Leave, Move, Unit, Visit
from accessvr.core.numbers import number_in
from accessvr.core.outcomes import Arrived, Awaited, Blocked, NotThere, Outcome
from accessvr.core.phrasebook import Phrasebook
from accessvr.core.publication import Entry, Kind, Passage, Spot
from accessvr.core.seeking import CONTENTS, Need, entry_spot, first_spot, inside, outside, reading_stop, seek
from accessvr.core.tables import cell_at, grid_spot
from accessvr.core.trail import Trail, at, entry_at, find
from accessvr.core.values import replace

Step = tuple[Trail, Outcome]
Travel = Move | GoTo | Enter | Leave | Visit


def navigate(trail: Trail, command: Travel, phrases: Phrasebook) -> Step:
    """Move. The trail comes back unchanged when the move is impossible or waits for a section to be opened."""
    match _meant(trail, command, phrases):
        case Move() as meant:
            return _move(trail, meant)
        case GoTo() as meant:
            return _go_to(trail, meant, phrases)
        case Enter():
            return _arrive(trail, inside(trail), Unit.ITEM, ahead=True)
        case Leave():
            there = outside(trail)
            return _arrive(trail, there, Unit.ITEM, ahead=not isinstance(there, Spot) or there > trail.spot)
        case Visit(place):
            return _arrive(trail, find(trail, place) or Need(place.section), Unit.SENTENCE, ahead=True)


def _meant(trail: Trail, command: Travel, phrases: Phrasebook) -> Travel:
    """Give what is meant here: in a language with one word for a line and a row, it is the row in a table."""
    if not isinstance(command, Move | GoTo) or command.unit is not Unit.LINE:
        return command
    alike = phrases.units[Unit.LINE.value][0] == phrases.units[Unit.ROW.value][0]
    in_table = trail.passage is not None and cell_at(trail.passage, trail.spot.stop) is not None
    return replace(command, unit=Unit.ROW) if alike and in_table else command


def default_unit(trail: Trail) -> Unit:
    """Give what "next" steps over where no unit has been named."""
    return Unit.PARAGRAPH if trail.publication.kind is Kind.BOOK else Unit.ITEM


def _move(trail: Trail, move: Move) -> Step:
    unit = move.unit or trail.unit
    ahead = move.steps > 0
    there = trail
    for count in range(abs(move.steps)):
        spot = seek(there, unit, ahead, move.level)
        if isinstance(spot, Need):
            return trail, Awaited(spot.section)
        if spot is None:
            if count == 0:
                return trail, Blocked(unit, ahead, move.level)
            break
        there = at(there, spot)
    return replace(there, unit=unit), Arrived(unit, ahead, trail.spot)


def _arrive(trail: Trail, spot: Spot | Need | None, unit: Unit, *, ahead: bool) -> Step:
    match spot:
        case None:
            return trail, Blocked(unit, ahead)
        case Need(section):
            return trail, Awaited(section)
        case Spot():
            there = at(trail, spot)
            if _is_term(there) or _is_term(trail):
                there = replace(there, unit=Unit.ITEM if _is_term(there) else default_unit(there))
            return there, Arrived(unit, ahead, trail.spot)


def _is_term(trail: Trail) -> bool:
    """Tell whether one explores a formula: there one steps from part to part."""
    return trail.node is not None and trail.node.kind is Kind.TERM


def _go_to(trail: Trail, goal: GoTo, phrases: Phrasebook) -> Step:
    match goal.unit:
        case Unit.BOOK:
            return _book_edge(trail, goal.number > 0)
        case Unit.CHAPTER if goal.number in (0, -1):
            return _chapter_edge(trail, goal.number == 0)
        case Unit.CHAPTER | Unit.PART:
            return _numbered_entry(trail, goal, phrases)
        case Unit.HEADING:
            return _contents_line(trail, goal.number)
        case Unit.PAGE:
            return _page(trail, goal.label or str(goal.number))
        case Unit.ROW | Unit.COLUMN:
            return _row_or_column(trail, goal)
        case _:
            return _nth(trail, goal)


def _row_or_column(trail: Trail, goal: GoTo) -> Step:
    here = None if trail.passage is None else cell_at(trail.passage, trail.spot.stop)
    row, column = (1, 1) if here is None else (here.row, here.column)
    row, column = (goal.number, column) if goal.unit is Unit.ROW else (row, goal.number)
    there = grid_spot(trail, row, column)
    if there is None:
        return trail, NotThere(goal.unit, str(goal.number))
    return _arrive(trail, there, goal.unit, ahead=there > trail.spot)


def _book_edge(trail: Trail, first: bool) -> Step:
    ways = [index for index, section in enumerate(trail.publication.sections) if not section.beside]
    section = next(iter(ways if first else ways[::-1]), -1)
    return _edge(trail, section, first_spot if first else last_spot, ahead=not first)


def _edge(trail: Trail, section: int, spot: Callable[[Passage], Spot], *, ahead: bool) -> Step:
    passage = trail.passages.get(section)
    if passage is None:
        return trail, Awaited(section) if section >= 0 else Blocked(Unit.BOOK, ahead)
    return at(trail, spot(passage)), Arrived(Unit.BOOK, ahead, trail.spot)


def last_spot(passage: Passage) -> Spot:
    """Give the last place of a section that has words."""
    for index in range(len(passage.stops) - 1, -1, -1):
        if passage.stops[index].fence < 0 and reading_stop(passage.stops[index]):
            return Spot(passage.section, index)
    return Spot(passage.section)


def _chapter_edge(trail: Trail, first: bool) -> Step:
    entries, index = trail.publication.entries, entry_at(trail, *CONTENTS[Unit.CHAPTER])
    if first:
        spot = entry_spot(trail, entries[index]) if index >= 0 else seek_start(trail)
        return _arrive(trail, spot, Unit.CHAPTER, ahead=False)
    following = seek(trail, Unit.CHAPTER, ahead=True)
    if isinstance(following, Need) and following.section > trail.spot.section + 1:
        return _edge(trail, following.section - 1, last_spot, ahead=True)
    if isinstance(following, Need):
        return _edge(trail, trail.spot.section, last_spot, ahead=True)
    if following is None:
        return _book_edge(trail, first=False)
    return _arrive(
        at(trail, following), seek(at(trail, following), Unit.PARAGRAPH, ahead=False), Unit.CHAPTER, ahead=True
    )


def seek_start(trail: Trail) -> Spot | Need:
    """Give the first place of the publication."""
    passage = trail.passages.get(0)
    return Need(0) if passage is None else first_spot(passage)


def _numbered_entry(trail: Trail, goal: GoTo, phrases: Phrasebook) -> Step:
    kind = Kind.PART if goal.unit is Unit.PART else Kind.CHAPTER
    entries = [entry for entry in trail.publication.entries if entry.kind is kind]
    numbered = False
    for entry in entries:
        number = number_in(entry.label, phrases.numbers, phrases.counters)
        numbered = numbered or number is not None
        if number == goal.number:
            return _arrive(trail, entry_spot(trail, entry), goal.unit, ahead=True)
    if numbered or not 0 < goal.number <= len(entries):
        return trail, NotThere(goal.unit, str(goal.number))
    return _arrive(trail, entry_spot(trail, entries[goal.number - 1]), goal.unit, ahead=True)


def _contents_line(trail: Trail, number: int) -> Step:
    if not 0 < number <= len(trail.publication.entries):
        return trail, NotThere(Unit.HEADING, str(number))
    return _arrive(trail, entry_spot(trail, trail.publication.entries[number - 1]), Unit.CHAPTER, ahead=True)


def _page(trail: Trail, label: str) -> Step:
    """Look for the printed page in the page list, else from the beginning, in sections that may hold page marks."""
    listed = next((entry for entry in trail.publication.pages if entry.label.casefold() == label.casefold()), None)
    if listed is not None:
        return _listed_page(trail, listed)
    for index, section in enumerate(trail.publication.sections):
        if section.counts is not None and not section.counts.get(Kind.PAGE, 0):
            continue
        passage = trail.passages.get(index)
        if passage is None:
            return trail, Awaited(index)
        for number, stop in enumerate(passage.stops):
            for span in stop.node.spans:
                if span.kind is Kind.PAGE and span.label.casefold() == label.casefold():
                    return _arrive(trail, Spot(index, number, span.start), Unit.PAGE, ahead=True)
    return trail, NotThere(Unit.PAGE, label)


def _listed_page(trail: Trail, entry: Entry) -> Step:
    spot = entry_spot(trail, entry)
    if isinstance(spot, Need):
        return trail, Awaited(spot.section)
    stop = trail.passages[spot.section].stops[spot.stop]
    marks = (span for span in stop.node.spans if span.kind is Kind.PAGE and span.label == entry.label)
    return _arrive(trail, replace(spot, offset=next((span.start for span in marks), 0)), Unit.PAGE, ahead=True)


def _nth(trail: Trail, goal: GoTo) -> Step:
    """Count from the first place of the publication."""
    passage = trail.passages.get(0)
    if passage is None:
        return trail, Awaited(0)
    if goal.number < 1:
        return trail, NotThere(goal.unit, str(goal.number))
    there = at(trail, first_spot(passage))
    for _ in range(goal.number - 1):
        spot = seek(there, goal.unit, ahead=True)
        if isinstance(spot, Need):
            return trail, Awaited(spot.section)
        if spot is None:
            return trail, NotThere(goal.unit, str(goal.number))
        there = at(there, spot)
    return _arrive(trail, there.spot, goal.unit, ahead=there.spot > trail.spot)
