"""Moving in a table by row, column and cell, and the headers that hold where one stands."""

from __future__ import annotations

from collections.abc import Iterator

from accessvr.core.commands import Unit
from accessvr.core.publication import Cell, Kind, Passage, Spot
from accessvr.core.trail import Trail, containers

GRID = (Unit.ROW, Unit.COLUMN, Unit.CELL)


def cell_stop(passage: Passage, stop: int) -> int:
    """Give the index of the cell one is in, innermost; -1 when one is in none."""
    for index in (stop, *reversed(containers(passage, stop))):
        if 0 <= index < len(passage.stops) and passage.stops[index].node.cell is not None:
            return index
    return -1


def cell_at(passage: Passage, stop: int) -> Cell | None:
    """Give where in its table the cell is that one is in."""
    index = cell_stop(passage, stop)
    return passage.stops[index].node.cell if index >= 0 else None


def table_stop(passage: Passage, stop: int) -> int:
    """Give the index of the table one is in, innermost, itself included; -1 for none."""
    for index in (stop, *reversed(containers(passage, stop))):
        if passage.stops[index].node.kind is Kind.TABLE:
            return index
    return -1


def cells(passage: Passage, table: int) -> Iterator[tuple[int, Cell]]:
    """Give the cells of a table with their stops, in reading order; not those of tables inside of it."""
    for index in range(table + 1, len(passage.stops)):
        stop = passage.stops[index]
        if stop.above < table:
            return
        if stop.node.cell is not None and table_stop(passage, stop.above) == table:
            yield index, stop.node.cell


def extent(passage: Passage, table: int) -> tuple[int, int]:
    """Give how many rows and columns a table has."""
    rows = columns = 0
    for _, cell in cells(passage, table):
        rows, columns = max(rows, cell.row + cell.rows - 1), max(columns, cell.column + cell.columns - 1)
    return rows, columns


def columns_of(passage: Passage, table: int) -> int:
    """Give how many columns a table has, as its first row tells."""
    columns = 0
    for _, cell in cells(passage, table):
        if cell.row > 1 and columns:
            break
        columns = max(columns, cell.column + cell.columns - 1)
    return columns


def grid_spot(trail: Trail, row: int, column: int) -> Spot | None:
    """Give the place of the cell that covers a row and a column of the table one is in."""
    passage = trail.passage
    table = -1 if passage is None else table_stop(passage, trail.spot.stop)
    if passage is None or table < 0:
        return None
    for index, cell in cells(passage, table):
        if cell.row <= row < cell.row + cell.rows and cell.column <= column < cell.column + cell.columns:
            return Spot(trail.spot.section, _words_of(passage, index))
    return None


def seek_cell(trail: Trail, unit: Unit, ahead: bool) -> Spot | None:
    """Give the cell one comes to: the next row of this column, the next column of this row, the next cell."""
    passage = trail.passage
    table = -1 if passage is None else table_stop(passage, trail.spot.stop)
    if passage is None or table < 0:
        return None
    every = list(cells(passage, table))
    here = cell_at(passage, trail.spot.stop)
    if here is None:
        return Spot(trail.spot.section, _words_of(passage, every[0][0])) if every and ahead else None
    if unit is Unit.CELL:
        order = [index for index, _ in every]
        at = order.index(cell_stop(passage, trail.spot.stop)) + (1 if ahead else -1)
        return Spot(trail.spot.section, _words_of(passage, order[at])) if 0 <= at < len(order) else None
    row, column = here.row, here.column
    if unit is Unit.ROW:
        row = here.row + here.rows if ahead else here.row - 1
    else:
        column = here.column + here.columns if ahead else here.column - 1
    return grid_spot(trail, row, column)


def _words_of(passage: Passage, cell: int) -> int:
    """Give the stop at which a cell's words begin: its own, or the first thing in it that has any."""
    return next((index for index in _inside(passage, cell) if passage.stops[index].node.text), cell)


def cell_words(passage: Passage, cell: int) -> str:
    """Give all words of a cell."""
    nodes = (passage.stops[index].node for index in _inside(passage, cell))
    return " ".join(text for node in nodes for text in (node.label, node.text) if text)


def cell_parts(passage: Passage, stop: int) -> int:
    """Give how many things with words of their own the cell holds that one is in; 0 outside of a table."""
    cell = cell_stop(passage, stop)
    return sum(bool(passage.stops[index].node.text) for index in _inside(passage, cell)) if cell >= 0 else 0


def _inside(passage: Passage, cell: int) -> Iterator[int]:
    """Give the stops of a cell, itself first."""
    yield cell
    for index in range(cell + 1, len(passage.stops)):
        if passage.stops[index].above < cell:
            return
        yield index


def line_words(trail: Trail, unit: Unit) -> tuple[str, ...]:
    """Give the words of each cell of the row or column one is in; () outside of a table."""
    passage = trail.passage
    here = None if passage is None else cell_at(passage, trail.spot.stop)
    if passage is None or here is None:
        return ()
    table = table_stop(passage, cell_stop(passage, trail.spot.stop))
    return tuple(
        cell_words(passage, index)
        for index, cell in cells(passage, table)
        if (cell.row <= here.row < cell.row + cell.rows if unit is Unit.ROW else _covers(cell, here.column))
    )


def _covers(cell: Cell, column: int) -> bool:
    return cell.column <= column < cell.column + cell.columns


def new_headers(passage: Passage, stop: int, before: Spot | None, section: int) -> tuple[str, ...]:
    """Give the headers to be said on coming to a cell: those that did not hold where one was."""
    cell = cell_at(passage, stop)
    if cell is None:
        return ()
    was = cell_at(passage, before.stop) if before is not None and before.section == section else None
    if was is not None and before is not None and table_stop(passage, before.stop) != table_stop(passage, stop):
        was = None
    rows = () if was is not None and was.row == cell.row else cell.row_headers
    columns = () if was is not None and was.column == cell.column else cell.column_headers
    return tuple(header for header in (*rows, *columns) if header)
