"""Where the cells of a table stand, and which headers hold for them: HTML's table algorithm, told to a listener.

A cell of a header row holds for its columns, a header in another row for its row; `scope` and `headers` say otherwise.
Headers that stand in one block hold together; a later block over the same columns takes the place of an earlier one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from accessvr.content.books.markup import is_hidden, kinds, local, named, own_id, plain, visible_text
from accessvr.core.publication import Cell
from accessvr.core.values import dataclass, field

LONGEST_HEADER = 80  # chosen, in characters: a header is said again and again
MOST_COLUMNS = 1000  # HTML's bound on colspan
MOST_GROUP_HEADERS = 50  # chosen
MOST_SLOTS = 500_000  # chosen: beyond, a table's spans are lies
MOST_OPEN = 1000  # chosen: cells that reach into later rows
MOST_HEADERS = 6  # chosen: more cannot be kept in mind
_GROUPS = named("thead tbody tfoot rowgroup")
_ROWS = named("tr row")
_CELLS = named("td th cell gridcell columnheader rowheader")
_SHUT = named("table caption td th")


@dataclass(slots=True)
class _Place:
    """A cell with its place: the first row and column, counted from 0, and how many it covers."""

    element: etree._Element
    x: int
    y: int
    width: int
    height: int
    group: int
    header: bool
    scope: str
    words: str = ""


@dataclass(slots=True)
class _Grid:
    """Cells in their places while a table is read row by row.

    open  stretches of columns that cells of earlier rows still cover, from the left: first, after the last, until row
    row   the same for the row that is read, as far as it is not passed
    """

    places: list[_Place] = field(default_factory=list)
    open: list[tuple[int, int, int]] = field(default_factory=list)
    row: list[tuple[int, int, int]] = field(default_factory=list)
    slots: int = 0

    def begin_row(self, y: int) -> None:
        """Begin a row."""
        self.open = sorted(stretch for stretch in self.open if stretch[2] > y)
        self.row = self.open[::-1]

    def put(self, element: etree._Element, x: int, y: int, bottom: int, group: int, *, head: bool) -> int:
        """Put a cell into the first free place of a row from column `x` on; give the column after it."""
        while self.row and self.row[-1][0] <= x:
            x = max(x, self.row.pop()[1])
        width, height = _spans(element, bottom - y)
        self.slots += width
        if self.slots > MOST_SLOTS or (height > 1 and len(self.open) >= MOST_OPEN):
            width = height = 1
        if height > 1:
            self.open.append((x, x + width, y + height))
        header = head or local(element) == "th" or bool(kinds(element) & {"columnheader", "rowheader"})
        self.places.append(_Place(element, x, y, width, height, group, header, _scope(element)))
        return x + width


def cells_of(table: etree._Element, hidden: Callable[[etree._Element], bool] = is_hidden) -> dict[etree._Element, Cell]:
    """Give the place and the headers of every cell of a table, not of those in tables inside it."""
    places = _placed(table, hidden)
    headers = [place for place in places if place.header]
    for header in headers:
        header.words = _shortened(plain(header.element.get("abbr")) or visible_text(header.element))
    _settle_scopes(headers, places)
    columns = _Lines((header for header in headers if header.scope in ("col", "colgroup")), upright=True)
    rows = _Lines((header for header in headers if header.scope == "row"), upright=False)
    groups = _groups_of_rows(headers)
    by_id = {own_id(place.element): place for place in places if own_id(place.element)}
    return {place.element: _cell(place, columns, rows, groups, by_id) for place in places}


def _placed(table: etree._Element, hidden: Callable[[etree._Element], bool]) -> list[_Place]:
    grid, y = _Grid(), 0
    for group, (head, rows) in enumerate(_groups(table, hidden)):
        bottom = y + len(rows)
        for row in rows:
            x = 0
            grid.begin_row(y)
            for element in _inside(row, _CELLS, hidden):
                x = grid.put(element, x, y, bottom, group, head=head)
            y += 1
        grid.open.clear()  # no cell reaches out of its group
    return grid.places


def _groups(table: etree._Element, hidden: Callable[[etree._Element], bool]) -> list[tuple[bool, list[etree._Element]]]:
    """Give the groups of rows, each with whether it is the head; the foot comes last wherever it stands."""
    loose: list[etree._Element] = []
    groups: list[tuple[str, list[etree._Element]]] = []
    for part in _inside(table, _GROUPS | _ROWS, hidden):
        tag = local(part)
        if tag in _GROUPS or "rowgroup" in kinds(part):
            groups += [("", loose)] if loose else []
            loose = []
            groups.append((tag, list(_inside(part, _ROWS, hidden))))
        else:
            loose.append(part)
    groups += [("", loose)] if loose else []
    feet = [group for group in groups if group[0] == "tfoot"]
    return [(tag == "thead", rows) for tag, rows in [*(g for g in groups if g[0] != "tfoot"), *feet]]


def _inside(
    element: etree._Element, names: frozenset[str], hidden: Callable[[etree._Element], bool]
) -> Iterator[etree._Element]:
    """Give the nearest elements of these names or roles, in order. What only wraps them is looked into."""
    waiting = list(element)[::-1]
    while waiting:
        child = waiting.pop()
        tag = local(child)
        if not tag or hidden(child):
            continue
        if tag in names or kinds(child) & names:
            yield child
        elif tag not in _SHUT:
            waiting += list(child)[::-1]


def _spans(element: etree._Element, rows_left: int) -> tuple[int, int]:
    width = _number(element.get("colspan") or element.get("aria-colspan")) or 1
    stated = element.get("rowspan") or element.get("aria-rowspan")
    height = _number(stated)
    whole = height == 0 and stated is not None and stated.strip() == "0"  # "0" is all that is left of the group
    return min(width, MOST_COLUMNS), rows_left if whole else min(max(height, 1), rows_left)


def _number(text: str | None) -> int:
    found = re.fullmatch(r"\s*(\d{1,6})\s*", text or "")
    return int(found.group(1)) if found else 0


def _scope(element: etree._Element) -> str:
    roles = kinds(element)
    stated = (element.get("scope") or "").strip().lower()
    if stated in ("row", "col", "rowgroup", "colgroup"):
        return stated
    return "col" if "columnheader" in roles else "row" if "rowheader" in roles else ""


def _settle_scopes(headers: Iterable[_Place], places: Iterable[_Place]) -> None:
    """A header that does not say is one of its columns when its row holds no data, else of its row."""
    data_rows: set[int] = set()
    reached = 0
    for place in places:
        if not place.header and (place.y or visible_text(place.element)):  # the corner may be empty
            data_rows.update(range(max(place.y, reached), place.y + place.height))
            reached = max(reached, place.y + place.height)
    for header in headers:
        if not header.scope:
            alone = not any(y in data_rows for y in range(header.y, header.y + header.height))
            header.scope = "col" if alone else "row"


class _Lines:
    """The headers along columns, or along rows: for each line and each header in it, those that hold after it.

    upright  the lines are columns
    """

    def __init__(self, headers: Iterable[_Place], *, upright: bool) -> None:
        self._upright = upright
        self._begins: dict[int, list[int]] = {}
        self._after: dict[int, list[list[_Place]]] = {}
        self._block: dict[int, list[_Place]] = {}
        for header in sorted(headers, key=self._begin):
            for line in self._lines(header):
                self._add(line, header)

    def before(self, place: _Place) -> list[_Place]:
        """Give those that hold for a cell, in reading order."""
        found: dict[int, _Place] = {}
        for line in self._lines(place):
            found |= {id(header): header for header in self._holding(line, place)}
        return sorted(found.values(), key=lambda header: (header.y, header.x))

    def _holding(self, line: int, place: _Place) -> list[_Place]:
        begins = self._begins.get(line, [])
        count = bisect_left(begins, self._begin(place))
        if count < len(begins) and self._after[line][count][-1] is place:  # its likes before its own block do not hold
            return self._after[line][count][:-1]
        return self._after[line][count - 1] if count else []

    def _add(self, line: int, header: _Place) -> None:
        """A header that follows another directly stands in one block with it; a new block replaces its likes."""
        begins, after = self._begins.setdefault(line, []), self._after.setdefault(line, [])
        block = self._block.setdefault(line, [])
        if block and self._end(block[-1]) != self._begin(header):
            block.clear()
        kept = [
            other
            for other in (after[-1] if after else [])
            if self._lines(other) != self._lines(header) or any(other is inside for inside in block)
        ]
        block.append(header)
        del block[:-MOST_HEADERS]
        begins.append(self._begin(header))
        after.append([*kept, header][-MOST_HEADERS:])

    def _begin(self, place: _Place) -> int:
        return place.y if self._upright else place.x

    def _end(self, place: _Place) -> int:
        return place.y + place.height if self._upright else place.x + place.width

    def _lines(self, place: _Place) -> range:
        if self._upright:
            return range(place.x, place.x + place.width)
        return range(place.y, place.y + place.height)


def _groups_of_rows(headers: Iterable[_Place]) -> dict[int, list[_Place]]:
    """Give for each group of rows the headers that hold for all of it."""
    found: dict[int, list[_Place]] = {}
    for header in headers:
        group = found.setdefault(header.group, [])
        if header.scope == "rowgroup" and len(group) < MOST_GROUP_HEADERS:
            group.append(header)
    return found


def _cell(
    place: _Place, columns: _Lines, rows: _Lines, groups: dict[int, list[_Place]], by_id: dict[str, _Place]
) -> Cell:
    stated = [by_id[name] for name in (place.element.get("headers") or "").split() if name in by_id]
    if stated:
        over = [header for header in stated if _overlap(header.x, header.width, place.x, place.width)]
        beside = [header for header in stated if header not in over]
    else:
        over = columns.before(place)
        right, bottom = place.x + place.width, place.y + place.height
        group = [header for header in groups.get(place.group, ()) if header.x < right and header.y < bottom]
        beside = [*group, *rows.before(place)]
    return Cell(
        row=place.y + 1,
        column=place.x + 1,
        rows=place.height,
        columns=place.width,
        row_headers=_words(beside, place),
        column_headers=_words(over, place),
        header=place.header,
    )


def _overlap(start: int, length: int, other: int, other_length: int) -> bool:
    return start < other + other_length and other < start + length


def _words(headers: Iterable[_Place], place: _Place) -> tuple[str, ...]:
    words = dict.fromkeys(header.words for header in headers if header.words and header is not place)
    return tuple(words)[-MOST_HEADERS:]


def _shortened(words: str) -> str:
    return (
        words if len(words) <= LONGEST_HEADER else words[:LONGEST_HEADER].rpartition(" ")[0] or words[:LONGEST_HEADER]
    )
