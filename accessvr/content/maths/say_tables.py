"""Matrices, cases, systems of equations and other tables in words."""

from __future__ import annotations

from accessvr.content.maths.grouping import group
from accessvr.content.maths.parts import Part, Speaker, whole
from accessvr.content.maths.signs import sign_text
from accessvr.content.maths.simple import is_simple
from accessvr.content.maths.terms import Chain, Level, Marked, Signed, Table, TableRow, Term

SMALL = 3  # after ClearSpeak: up to three by three, columns are not counted aloud


def say_matrix(table: Table, speaker: Speaker, *, determinant: bool) -> Part:
    """Give a table in brackets: its size, then row by row."""
    rows, columns = len(table.rows), max(len(row.cells) for row in table.rows)
    size = {"rows": str(rows), "columns": str(columns)}
    if rows == columns == 1:
        cell = speaker.part(_only(table.rows[0]), "cell")
        return whole(speaker.say("determinant_one" if determinant else "matrix_one", inside=cell.words), cell)
    small = rows <= SMALL and columns <= SMALL and all(is_simple(cell) for row in table.rows for cell in row.cells)
    small = small and not any(row.label for row in table.rows)
    if determinant:
        phrase = "determinant"
    elif columns == 1 or rows == 1:
        phrase = "matrix_column" if columns == 1 else "matrix_row"
    else:
        phrase = "matrix_augmented" if any(table.column_lines) else "matrix"
    if small and 1 in (rows, columns) and not determinant:
        cells = [speaker.part(cell, "cell") for row in table.rows for cell in row.cells]
        mark = ", " if rows == 1 else "; "
        return whole(speaker.say(phrase, inside=mark.join(cell.words for cell in cells), **size), *cells)
    counted = columns > 1 and not small
    if rows == 1:
        cells = [_cell(table, cell, index, speaker, counted=counted) for index, cell in enumerate(table.rows[0].cells)]
        return whole(speaker.say(phrase, inside=_listed(cells), **size), *cells)
    said = [_row(table, index, speaker, counted=counted) for index in range(rows)]
    return whole(speaker.say(phrase, inside="; ".join(row.words for row in said), **size), *said)


def _only(row: TableRow) -> Term | None:
    return row.cells[0] if row.cells else None


def _row(table: Table, index: int, speaker: Speaker, *, counted: bool) -> Part:
    """Give a row with its number, its label and the line that is drawn below it."""
    row = table.rows[index]
    cells = [_cell(table, cell, column, speaker, counted=counted) for column, cell in enumerate(row.cells)]
    words = _numbered("row", index, row, _listed(cells), speaker)
    if index < len(table.row_lines) and table.row_lines[index]:
        words = speaker.say("row_line", inside=words)
    made = whole(words, *cells)
    return Part("row", made.words, tuple(cells) if len(cells) > 1 else made.parts)


def _cell(table: Table, cell: Term | None, column: int, speaker: Speaker, *, counted: bool) -> Part:
    part = speaker.part(cell, "cell")
    words = speaker.say("column", number=str(column + 1), inside=part.words) if counted else part.words
    if column < len(table.column_lines) and table.column_lines[column]:
        words = speaker.say("column_line", inside=words)
    return Part("cell", words, part.parts)


def _listed(cells: list[Part]) -> str:
    return ", ".join(cell.words for cell in cells)


def _numbered(kind: str, index: int, row: TableRow, inside: str, speaker: Speaker) -> str:
    if row.label is None:
        return speaker.say(kind, number=str(index + 1), inside=inside)
    return speaker.say(f"{kind}_labelled", number=str(index + 1), label=speaker.words(row.label), inside=inside)


def say_cases(table: Table, speaker: Speaker) -> Part:
    """Give a table behind one brace: case by case."""
    return _say_lines(table, "case", speaker)


def say_table(table: Table, speaker: Speaker) -> Part:
    """Give a table without brackets: lines of a calculation, equations, or an array."""
    if len({len(row.cells) for row in table.rows}) > 1:
        said = [_row(table, index, speaker, counted=True) for index in range(len(table.rows))]
        return whole(speaker.say("array", inside="; ".join(row.words for row in said)), *said)
    return _say_lines(table, "equation" if table.equations else "line", speaker)


def _say_lines(table: Table, kind: str, speaker: Speaker) -> Part:
    """Give lines one after the other. A line is cut into cells only to stand straight: it is said as one."""
    lines: list[tuple[TableRow, list[Term]]] = []
    for row in table.rows:
        cells = [cell for cell in row.cells if cell is not None]
        if row.continued and lines:
            lines[-1][1].extend(cells)
        else:
            lines.append((row, cells))
    if len(lines) == 1 and lines[0][0].label is None and kind != "case":
        return _line(lines[0][1], speaker)
    parts: list[Part] = []
    for index, (row, cells) in enumerate(lines):
        inside = _line(cells, speaker)
        parts.append(Part("row", _numbered(kind, index, row, inside.words, speaker), inside.parts))
    phrase = {"case": "cases", "equation": "equations", "line": "lines"}[kind]
    return whole(speaker.say(phrase, count=str(len(lines)), inside="; ".join(part.words for part in parts)), *parts)


def _line(cells: list[Term], speaker: Speaker) -> Part:
    """Give the cells of a line as one row of things and signs."""
    items: list[Term] = []
    for cell in cells:
        items += _opened(cell)
    return speaker.part(group(items)) if items else speaker.part(None)


def _opened(cell: Term) -> list[Term]:
    """Give a cell that begins or ends with a relation as its pieces, so that they meet those of its neighbours."""
    match cell:
        case Signed(sign, inside):
            return [sign, inside]
        case Marked(inside, sign) if sign_text(sign) not in ("!", "%", "°"):
            return [inside, sign]
        case Chain(Level.RELATION, items, signs):
            woven: list[Term] = [items[0]]
            for relation, item in zip(signs, items[1:], strict=True):
                woven += [item] if relation is None else [relation, item]
            return woven
        case _:
            return [cell]
