"""Tables as the HTML standard lays them out, written from its text and apart from our reader, to compare the two.

Chapter 4.9.12, "Processing model": where each cell stands, and which header cells hold for it. Where the standard lets
a cell reach out of its group of rows, it ends with the group here, as in browsers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

SCOPES = ("row", "col", "rowgroup", "colgroup")


def name_of(element: etree._Element) -> str:
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""


@dataclass(frozen=True, eq=False)
class Slot:
    """A cell: its first column and row, from 0, how many it covers, and the group of rows it is in."""

    element: etree._Element
    x: int
    y: int
    width: int
    height: int
    group: int

    @property
    def heads(self) -> bool:
        return name_of(self.element) == "th"

    @property
    def scope(self) -> str:
        stated = (self.element.get("scope") or "").lower()
        return stated if stated in SCOPES else "auto"

    @property
    def columns(self) -> range:
        return range(self.x, self.x + self.width)

    @property
    def rows(self) -> range:
        return range(self.y, self.y + self.height)


@dataclass
class Grid:
    """A table: its cells in the order of the rows, and which of them cover a column and a row."""

    slots: list[Slot] = field(default_factory=list)
    at: dict[tuple[int, int], list[Slot]] = field(default_factory=dict)

    def add(self, slot: Slot) -> None:
        self.slots.append(slot)
        for y in slot.rows:
            for x in slot.columns:
                self.at.setdefault((x, y), []).append(slot)

    def heads_column(self, slot: Slot) -> bool:
        if not slot.heads or slot.scope not in ("auto", "col"):
            return False
        return slot.scope == "col" or all(
            cell.heads for (_, y), cells in self.at.items() if y in slot.rows for cell in cells
        )

    def heads_row(self, slot: Slot) -> bool:
        if not slot.heads or slot.scope not in ("auto", "row") or self.heads_column(slot):
            return False
        return slot.scope == "row" or all(
            cell.heads for (x, _), cells in self.at.items() if x in slot.columns for cell in cells
        )


def laid_out(table: etree._Element) -> Grid:
    """Give a table's cells in their places."""
    grid, y = Grid(), 0
    for group, rows in enumerate(_groups(table)):
        for number, row in enumerate(rows):
            x = 0
            for cell in (child for child in row if name_of(child) in ("td", "th")):
                while (x, y) in grid.at:
                    x += 1
                left = len(rows) - number
                tall = _number(cell.get("rowspan"), 1, 65534)
                wide = min(max(_number(cell.get("colspan"), 1, 1000), 1), 1000)
                slot = Slot(cell, x, y, wide, left if tall == 0 else min(tall, left), group)
                grid.add(slot)
                x += wide
            y += 1
    return grid


def _number(stated: str | None, usual: int, most: int) -> int:
    return min(int(stated), most) if stated and stated.strip().isdigit() else usual


def _groups(table: etree._Element) -> list[list[etree._Element]]:
    """Give the rows, group by group; rows outside of groups are groups too, the feet come last."""
    groups: list[list[etree._Element]] = []
    feet: list[list[etree._Element]] = []
    loose: list[etree._Element] | None = None
    for part in table:
        match name_of(part):
            case "tr":
                if loose is None:
                    loose = []
                    groups.append(loose)
                loose.append(part)
            case "thead" | "tbody" | "tfoot" as tag:
                loose = None
                (feet if tag == "tfoot" else groups).append([row for row in part if name_of(row) == "tr"])
            case _:
                pass
    return groups + feet


def headers_of(slot: Slot, grid: Grid) -> tuple[list[Slot], list[Slot]]:
    """Give the header cells of a cell: those of its rows, first those of groups of rows, and those of its columns."""
    stated = (slot.element.get("headers") or "").split()
    if stated:
        by_id = {cell.element.get("id"): cell for cell in grid.slots[::-1]}
        found = [by_id[name] for name in stated if name in by_id and by_id[name] is not slot]
        over = [cell for cell in found if set(cell.columns) & set(slot.columns)]
        return [cell for cell in found if cell not in over], over
    beside = [cell for y in slot.rows for cell in _scan(slot, grid, slot.x, y, -1, 0)]
    over = [cell for x in slot.columns for cell in _scan(slot, grid, x, slot.y, 0, -1)]
    groups: list[Slot] = []
    for cell in grid.slots:
        if cell.heads and cell.x < slot.x + slot.width and cell.y < slot.y + slot.height:
            groups += [cell] if cell.scope == "rowgroup" and cell.group == slot.group else []
    return _in_order(groups, slot) + _in_order(beside, slot), _in_order(over, slot)


def _in_order(found: Iterable[Slot], slot: Slot) -> list[Slot]:
    return sorted({cell for cell in found if cell is not slot}, key=lambda cell: (cell.y, cell.x))


def _scan(slot: Slot, grid: Grid, x: int, y: int, dx: int, dy: int) -> Iterator[Slot]:
    """Go from a cell to the left or up, and give the headers met. A block of headers hides its likes behind it."""
    opaque: list[Slot] = []
    block = [slot] if slot.heads else []
    in_block = slot.heads
    while x + dx >= 0 and y + dy >= 0:
        x, y = x + dx, y + dy
        cells = grid.at.get((x, y), [])
        if len(cells) != 1:
            continue
        (cell,) = cells
        if cell.heads:
            in_block = True
            block.append(cell)
            if not _is_blocked(cell, grid, opaque, up=dy != 0):
                yield cell
        elif in_block:
            in_block = False
            opaque += block
            block = []


def _is_blocked(cell: Slot, grid: Grid, opaque: list[Slot], *, up: bool) -> bool:
    if up:
        alike = any((other.x, other.width) == (cell.x, cell.width) for other in opaque)
        return alike or not (grid.heads_column(cell) or cell.scope == "colgroup")
    alike = any((other.y, other.height) == (cell.y, cell.height) for other in opaque)
    return alike or not grid.heads_row(cell)
