"""Tables: can each cell be heard with what it belongs to?"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from accessvr.content.books.markup import kinds, local, visible_text
from accessvr.content.check.finding import Finding
from accessvr.content.check.headings import heading_level
from accessvr.content.check.page import Page, above, is_decoration
from accessvr.content.check.rules import found

_HEADER_ROLES = frozenset({"columnheader", "rowheader"})


def check_tables(page: Page) -> Iterator[Finding]:
    """Give what is wrong with the tables of data on a page. A table of one row or one column is only a list."""
    for table in page.named("table"):
        rows = _rows(table)
        if is_decoration(table) or len(rows) < 2 or max(map(len, rows)) < 2 or _holds_table(rows):
            continue
        cells = [cell for row in rows for cell in row]
        if not any(_is_header(cell) for cell in cells):
            what = f"A table of {len(rows)} rows and {max(map(len, rows))} columns has no header cells."
            yield found("table-without-headers", page.place(table), what)
        if not _is_named(page, table):
            yield found("table-without-caption", page.place(table), f"A table of {len(rows)} rows has no caption.")
        yield from _headers(page, cells)


def _rows(table: etree._Element) -> list[list[etree._Element]]:
    """Give the cells of each row that is the table's own."""
    rows = [e for e in table.iter() if local(e) == "tr" and above(e, "table") is table]
    return [cells for row in rows if (cells := [cell for cell in row if local(cell) in ("td", "th")])]


def _holds_table(rows: list[list[etree._Element]]) -> bool:
    """Tell whether a table stands in a cell: then the outer one lays out the page."""
    return any(local(e) == "table" for row in rows for cell in row for e in cell.iter())


def _is_header(cell: etree._Element) -> bool:
    return local(cell) == "th" or bool(cell.get("scope")) or bool(kinds(cell) & _HEADER_ROLES)


def _is_named(page: Page, table: etree._Element) -> bool:
    captions = any(local(child) == "caption" and visible_text(child) for child in table)
    figure = above(table, "figure")
    in_figure = figure is not None and any(local(e) == "figcaption" for e in figure.iter())
    before = table.getprevious()
    headed = before is not None and bool(heading_level(before))
    return captions or in_figure or headed or bool(page.label(table)) or bool(table.get("summary"))


def _headers(page: Page, cells: list[etree._Element]) -> Iterator[Finding]:
    for cell in cells:
        missing = [name for name in (cell.get("headers") or "").split() if name not in page.ids]
        if missing:
            what = f'A cell names the header "{missing[0]}", which is not there.'
            yield found("table-headers-broken", page.place(cell), what)
