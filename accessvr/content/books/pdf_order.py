"""In what order the lines of a page are read when the file does not say: column by column, from the top."""

from __future__ import annotations

from accessvr.content.books.pdf_lines import Line
from accessvr.core.values import dataclass

FEWEST_LINES = 4  # chosen: fewer lines beside each other are no columns
MOST_CROSSING = 0.4  # chosen: the share of lines that may reach over the gap between columns
SHORTEST_LINE = 12  # chosen, in characters: the lines of a column are longer than those of a table, in the middle
DEEPEST = 4  # chosen: columns in columns
MOST_LINES = 2000  # chosen: on a page with more no columns are looked for
GAP = 3.0  # chosen, in points: between columns


@dataclass(frozen=True, slots=True)
class Placed:
    """A line, with the edges of the column it stands in, and a number for that column.

    row  a number for all lines that stand beside each other and are no columns; -1 for a line alone
    """

    line: Line
    left: float
    right: float
    column: int
    row: int = -1


def in_order(lines: list[Line], *, from_right: bool = False) -> list[Placed]:
    """Give the lines in the order they are most likely meant to be read.

    from_right  the language is written from the right: columns begin there too
    """
    groups: list[list[Line]] = []
    _part(lines, groups, from_right, 0)
    found: list[Placed] = []
    row = 0
    for number, group in enumerate(groups):
        left, right = min(line.box.left for line in group), max(line.box.right for line in group)
        for beside in _rows(group, from_right):
            row += 1
            found += [Placed(line, left, right, number, row if len(beside) > 1 else -1) for line in beside]
    return found


def _part(lines: list[Line], groups: list[list[Line]], from_right: bool, depth: int) -> None:
    """Part lines into groups that are read one after the other."""
    edge = _gutter(lines) if depth < DEEPEST and len(lines) <= MOST_LINES else None
    if edge is None:
        if lines:
            groups.append(lines)
        return
    band: list[Line] = []
    for line in sorted(lines, key=lambda line: -line.box.top):
        if _crosses(line, edge):
            _part_band(band, edge, groups, from_right, depth)
            band = []
            if groups and all(_crosses(other, edge) for other in groups[-1]):
                groups[-1].append(line)
            else:
                groups.append([line])
        else:
            band.append(line)
    _part_band(band, edge, groups, from_right, depth)


def _part_band(band: list[Line], edge: float, groups: list[list[Line]], from_right: bool, depth: int) -> None:
    sides = [[line for line in band if line.box.right <= edge], [line for line in band if line.box.right > edge]]
    for side in reversed(sides) if from_right else sides:
        _part(side, groups, from_right, depth + 1)


def _crosses(line: Line, edge: float) -> bool:
    return line.box.left < edge - GAP and line.box.right > edge + GAP


def _gutter(lines: list[Line]) -> float | None:
    """Give where a gap between two columns of text ends, None when there are no columns."""
    words = [line for line in lines if not line.is_picture]
    best, fewest = None, MOST_CROSSING * len(words)
    starts = sorted({round(line.box.left) for line in words})
    for start in starts:
        edge = start - 0.5
        right = [line for line in words if line.box.left >= edge - GAP]
        left = [line for line in words if line.box.right <= edge]
        crossing = len(words) - len(left) - len(right)
        if crossing <= fewest and _are_columns(left, right) and (best is None or crossing < fewest):
            best, fewest = edge, float(crossing)
    return best


def _are_columns(left: list[Line], right: list[Line]) -> bool:
    if min(len(left), len(right)) < FEWEST_LINES:
        return False
    if any(sorted(len(line.text) for line in side)[len(side) // 2] < SHORTEST_LINE for side in (left, right)):
        return False
    tops = [max(line.box.top for line in side) for side in (left, right)]
    bottoms = [min(line.box.bottom for line in side) for side in (left, right)]
    shared = min(tops) - max(bottoms)
    return shared > 0.4 * min(top - bottom for top, bottom in zip(tops, bottoms, strict=True))


def _rows(lines: list[Line], from_right: bool) -> list[list[Line]]:
    """Give lines from the top, those at the same height together."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.box.top):
        middle = (line.box.top + line.box.bottom) / 2
        last = rows[-1][0] if rows else None
        if last is not None and not line.is_picture and not last.is_picture and last.box.bottom < middle < last.box.top:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.box.left, reverse=from_right) for row in rows]
