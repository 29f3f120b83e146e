"""The tables of a Word document: which cells are joined, which are headers."""

from __future__ import annotations

from lxml import etree

from accessvr.content.books.docx_parts import child, get, is_on, name, value
from accessvr.content.books.docx_styles import Styles
from accessvr.content.books.docx_words import pieces
from accessvr.core.values import dataclass, field

MOST_COLUMNS = 1000  # chosen
_FIRST_ROW, _FIRST_COLUMN = 0x0020, 0x0080  # bits of w:tblLook


@dataclass(slots=True)
class Joined:
    """A cell, and how many rows and columns it spans. `element` is None for a gap."""

    element: etree._Element | None
    column: int
    columns: int = 1
    rows: int = 1


@dataclass(slots=True)
class Row:
    """A row. `is_head`: the author says that it is repeated at the top of each page."""

    cells: list[Joined] = field(default_factory=list)
    is_head: bool = False


def grid(table: etree._Element) -> list[Row]:
    """Give the rows of a table; cells that go on from the row above are joined to it."""
    rows: list[Row] = []
    above: dict[int, Joined] = {}
    for line in pieces(table):
        if name(line) == "tr" and child(line, "trPr", "del") is None:
            row, above = _row(line, above)
            rows.append(row)
    return rows


def _row(line: etree._Element, above: dict[int, Joined]) -> tuple[Row, dict[int, Joined]]:
    """Give a row, and which cell stands in each column, for the row below."""
    properties = child(line, "trPr")
    row = Row(is_head=bool(is_on(properties, "tblHeader")))
    column = _count(value(properties, "gridBefore"), 0)
    if column:
        row.cells.append(Joined(None, 0, column))
    standing: dict[int, Joined] = {}
    for element in pieces(line):
        if name(element) != "tc":
            continue
        span = _count(value(child(element, "tcPr"), "gridSpan"), 1)
        merge = child(element, "tcPr", "vMerge")
        goes_on = merge is not None and get(merge, "val") in ("", "continue") and column in above
        cell = above[column] if goes_on else Joined(element, column, span)
        if goes_on:
            cell.rows += 1
        else:
            row.cells.append(cell)
        standing[column] = cell
        column += span
    return row, standing


def _count(stated: str, otherwise: int) -> int:
    return min(int(stated[:9]), MOST_COLUMNS) if stated.isdecimal() and int(stated[:9]) else otherwise


def is_header_row(table: etree._Element, row: Row, number: int, styles: Styles) -> bool:
    """Tell whether a row is one of headers: it says so, or the table's style shows its first row as one."""
    return row.is_head or (number == 0 and _shows(table, _FIRST_ROW, "firstRow", styles))


def has_header_column(table: etree._Element, styles: Styles) -> bool:
    """Tell whether the first cell of each row is its header."""
    return _shows(table, _FIRST_COLUMN, "firstCol", styles)


def _shows(table: etree._Element, bit: int, part: str, styles: Styles) -> bool:
    look = child(table, "tblPr", "tblLook")
    stated = get(look, "firstRow" if bit == _FIRST_ROW else "firstColumn").lower()
    try:
        on = stated in ("1", "true", "on") if stated else bool(int(get(look, "val") or "0", 16) & bit)
    except ValueError:
        on = False
    return on and styles.heads_rows(value(child(table, "tblPr"), "tblStyle"), part)
