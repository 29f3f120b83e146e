"""Every table of the books to try: each cell's row, column, spans and headers against the HTML standard, and its moves.

The standard's algorithm is written again in html_tables.py. Where our reader tells a listener more, it says so here.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from content.html_tables import Grid, Slot, headers_of, laid_out, name_of
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html
from made import MadeBook, Visit
from made_pages import every

from accessvr.content.books.tables import MOST_HEADERS
from accessvr.content.readers import open_any
from accessvr.content.tally import walk
from accessvr.core.commands import Visit as GoThere
from accessvr.core.publication import Cell, Kind, Locator, Passage, Spot
from accessvr.core.tables import cell_stop, cell_words, cells

SPEC = "epub/idpf-samples/epub30-spec.epub"
TABLES = {  # how many tables each book holds; no other book has any
    SPEC: 35,
    "epub/daisy-a11y-tests/daisy-extended-descriptions-basic.epub": 2,
    "epub/daisy-a11y-tests/daisy-non-visual-reading.epub": 1,
    "dtbook/hauy_valid.xml": 1,
    "html/girls-own-paper-1886.htm": 2,
}
CELLS = 549
HEADS_OF_DATA = {(SPEC, 27)}  # a head of data cells: the standard knows no headers there, a listener needs them


@cache
def raw_tables(path: Path) -> list[etree._Element]:
    """The tables of a book, in reading order, as they stand in its files."""
    return [element for root in _roots(path) for element in root.iter() if name_of(element) == "table"]


def _roots(path: Path) -> Iterator[etree._Element]:
    if path.suffix == ".epub":
        with zipfile.ZipFile(path) as archive:
            yield from _spine(archive)
    elif path.suffix == ".xml":
        yield etree.parse(path, etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
    else:
        yield html.parse(path).getroot()


def _spine(archive: zipfile.ZipFile) -> Iterator[etree._Element]:
    container = etree.fromstring(archive.read("META-INF/container.xml"))
    name = next(container.iter("{*}rootfile")).get("full-path") or ""
    package = etree.fromstring(archive.read(name))
    files = {item.get("id"): item.get("href") or "" for item in package.iter("{*}item")}
    for reference in package.iter("{*}itemref"):
        yield etree.fromstring(archive.read(posixpath.join(posixpath.dirname(name), files[reference.get("idref")])))


@cache
def opened(path: Path) -> MadeBook:
    book = open_any(path)
    sections = tuple(book.section(index) for index in range(len(book.publication.sections)))
    book.close()
    return MadeBook(book.publication, sections)


def our_tables(book: MadeBook) -> list[tuple[Passage, int]]:
    passages = [book.passage(index) for index in range(len(book.sections))]
    return [(p, index) for p in passages for index, stop in enumerate(p.stops) if stop.node.kind is Kind.TABLE]


def letters(words: str) -> str:
    return "".join(letter for letter in words if letter.isalnum())


def words_of(element: etree._Element) -> str:
    return letters("".join(str(text) for text in element.itertext()))


def by_the_standard(slot: Slot, grid: Grid) -> Cell:
    """What the standard says of a cell. Headers without words hold nowhere, equal ones hold once, six are enough."""
    beside, over = ([words_of(head.element) for head in heads] for heads in headers_of(slot, grid))
    return Cell(slot.y + 1, slot.x + 1, slot.height, slot.width, _once(beside), _once(over), header=slot.heads)


def _once(words: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, words)))[-MOST_HEADERS:]


def by_us(cell: Cell) -> Cell:
    beside, over = (tuple(map(letters, words)) for words in (cell.row_headers, cell.column_headers))
    return Cell(cell.row, cell.column, cell.rows, cell.columns, beside, over, cell.header)


def headed(table: etree._Element) -> etree._Element:
    """The table as if the cells in its head were headers."""
    for cell in table.iterfind("{*}thead/{*}tr/{*}td"):
        cell.tag = str(cell.tag).replace("td", "th")
    return table


@pytest.mark.parametrize("name", TABLES)
def test_every_cell_stands_where_the_standard_puts_it_and_has_its_headers(name: str, books: Path) -> None:
    ours, raw = our_tables(opened(books / name)), raw_tables(books / name)
    assert (len(ours), len(raw)) == (TABLES[name], TABLES[name])
    for number, ((passage, table), source) in enumerate(zip(ours, raw, strict=True)):
        grid = laid_out(headed(source) if (name, number) in HEADS_OF_DATA else source)
        slots = {slot.element: slot for slot in grid.slots}
        found = [(cell_words(passage, stop), cell) for stop, cell in cells(passage, table)]
        in_order = [slots[element] for element in source.iter() if element in slots]
        expected = [(words_of(slot.element), by_the_standard(slot, grid)) for slot in in_order]
        assert [(letters(words), by_us(cell)) for words, cell in found] == expected, number


def test_all_cells_were_compared_and_no_other_book_has_tables(books: Path) -> None:
    assert sum(len(laid_out(table).slots) for name in TABLES for table in raw_tables(books / name)) == CELLS
    epubs = {path for path in (books / "epub").glob("*/*.epub") if _holds_a_table(path)}
    assert epubs == {books / name for name in TABLES if name.endswith(".epub")}


def _holds_a_table(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            pages = [archive.read(name) for name in archive.namelist() if name.endswith(("html", "htm", "xml"))]
    except zipfile.BadZipFile:
        return False
    return any(b"<table" in page for page in pages)


# -- moving


class Walk:
    """A visit to a table. `came_to` are the cells it came to, in order."""

    def __init__(self, visit: Visit, passage: Passage, table: int) -> None:
        self.visit, self.passage = visit, passage
        self.came_to: list[int] = []
        assert visit.open is not None
        node = passage.stops[table].node.id
        visit.on(GoThere(Locator(visit.open.publication.id, passage.section, node, 0, 0.0)))
        assert visit.spot == Spot(passage.section, table)

    @property
    def cell(self) -> int:
        return cell_stop(self.passage, self.visit.spot.stop)

    def goes(self, words: str) -> bool:
        """Say where to go, and tell whether one came anywhere; what was said is checked on arrival."""
        before = self.cell
        self.visit.on(words)
        if self.cell == before:
            return False
        self.came_to.append(self.cell)
        self._is_told(words)
        return True

    def _is_told(self, words: str) -> None:
        """The headers that are new come first, then how many parts the cell has, when more than one; then its words."""
        cell = self.passage.stops[self.cell].node.cell
        assert cell is not None
        heads = {"next row": cell.row_headers, "next column": cell.column_headers}.get(words, ())
        parts = [node.text for node in walk((self.passage.stops[self.cell].node,)) if node.text]
        count = [f"{len(parts)} parts."] if len(parts) > 1 else []
        said = letters(self.visit.said)
        assert said.startswith(letters("".join(heads))), (cell, said)
        assert said.endswith(letters("".join((*count, *(parts[:1] or ["empty"]))))), (cell, said)

    def goes_all_the_way(self, words: str) -> None:
        while self.goes(words):
            pass


@pytest.mark.parametrize("name", TABLES)
def test_one_comes_to_every_cell_by_row_and_column_and_cell_by_cell(name: str, books: Path) -> None:
    book = opened(books / name)
    visit = Visit({"": book, "it": book}).enter("it")
    for passage, table in our_tables(book):
        every_cell = [stop for stop, _ in cells(passage, table)]
        going = Walk(visit, passage, table)
        going.goes_all_the_way("next cell")
        assert going.came_to == every_cell
        going = Walk(visit, passage, table)
        going.goes("next row")
        going.goes_all_the_way("next column")
        going.goes_all_the_way("previous column")
        while going.goes("next row"):
            going.goes_all_the_way("next column")
            going.goes_all_the_way("previous column")
        assert set(going.came_to) == set(every_cell)


# -- tables that are in no book


COLUMNS = 4


@st.composite
def tables(draw: st.DrawFn) -> str:
    """A table without holes: rows of headers before groups of rows that may all begin with a header.

    Or a table whose rows have headers anywhere, and whose columns have none.
    """
    anywhere = draw(st.booleans())
    first = draw(st.sampled_from(["", "row", "rowgroup"]))
    made = ""
    for tag in draw(st.lists(st.sampled_from(["tbody", "tfoot"]), min_size=1, max_size=3)):
        heads = 0 if anywhere else draw(st.integers(0, 2))
        made += f"<{tag}>{_rows(draw, heads, 'col', ['col'])}</{tag}>"
        made += f"<{tag}>{_rows(draw, draw(st.integers(1, 3)), first, ['', 'row'] if anywhere else [''])}</{tag}>"
    return f"<table>{made}</table>"


def _rows(draw: st.DrawFn, count: int, first: str, scopes: list[str]) -> str:
    """Rows that fill all columns, with cells over several of both. The first column has headers of scope `first`."""
    made, covered = "", [0] * COLUMNS
    for left in range(count, 0, -1):
        row, x = "", 0
        while x < COLUMNS:
            free = next((i for i in range(x, COLUMNS) if covered[i]), COLUMNS) - x
            if free:
                wide = draw(st.integers(1, free)) if x or not first else 1
                tall = draw(st.integers(1, left))
                covered[x : x + wide] = [tall] * wide
                row += _made_cell(draw(st.sampled_from(scopes)) if x else first, wide, tall)
            x += max(wide if free else 1, 1)
        covered = [max(rows - 1, 0) for rows in covered]
        made += f"<tr>{row}</tr>"
    return made


def _made_cell(scope: str, wide: int, tall: int) -> str:
    spans = f'colspan="{wide}" rowspan="{tall}"'
    return f'<th {spans} scope="{scope}"/>' if scope else f"<td {spans}/>"


@settings(max_examples=60)
@given(tables())
def test_made_tables_are_laid_out_as_by_the_standard(made: str) -> None:
    """Cells of data alone: of a header among headers the standard says more than a listener wants to hear."""
    table = etree.fromstring(made)
    for number, cell in enumerate(table.iter("td", "th")):
        cell.text = f"{number}"
    grid = laid_out(table)
    ours = {
        node.text: node.cell for node in every(etree.tostring(table).decode()) if node.cell and not node.cell.header
    }
    assert ours == {slot.element.text: by_the_standard(slot, grid) for slot in grid.slots if not slot.heads}


def _columns_and_rows(made: str) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {node.text: (node.cell.row_headers, node.cell.column_headers) for node in every(made) if node.cell}


def test_in_a_row_of_names_and_values_each_value_has_its_own_name() -> None:
    made = '<table><tr><th scope="row">Name</th><td>Ada</td><th scope="row">Age</th><td>36</td></tr></table>'
    found = _columns_and_rows(made)
    assert (found["Ada"], found["36"]) == ((("Name",), ()), (("Age",), ()))


def test_a_header_between_rows_is_not_headed_by_the_one_before_it() -> None:
    wide = '<tr><th colspan="2">{}</th></tr>'
    row = "<tr><td>{}</td><td>x</td></tr>"
    made = f"<table>{wide.format('North')}{row.format('Hythe')}{wide.format('South')}{row.format('Deal')}</table>"
    found = _columns_and_rows(made)
    assert (found["South"], found["Deal"]) == (((), ()), ((), ("South",)))
