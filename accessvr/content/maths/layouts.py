"""Scripts, tables and lines around things: where their parts lie."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from lxml import etree

from accessvr.content.books.markup import local
from accessvr.content.maths.terms import Enclosed, Pair, Root, Row, Scripts, Sign, Table, TableRow, Term, Words

EMPTY = Row(())  # where nothing is written
PHANTOM = Words("")  # where something is written that cannot be seen

_Children = Callable[[etree._Element], list[etree._Element]]
_Read = Callable[[etree._Element], Term | None]


def scripts(tag: str, parts: Sequence[tuple[str, Term | None]]) -> Term:
    """Give a base with its scripts.

    tag    msub, msup, msubsup or mmultiscripts
    parts  the children: name and term
    """
    if not parts:
        return EMPTY
    base = parts[0][1] or EMPTY
    small = [(name, None if term is EMPTY or term is PHANTOM else term) for name, term in parts[1:]]
    if tag == "mmultiscripts":
        return _many(base, small)
    terms = [term for _, term in small]
    below, above, rest = _two(tag, terms)
    term = Scripts(base, ((below, above),)) if below or above else base
    return Row((term, *rest)) if rest else term


def _two(tag: str, terms: list[Term | None]) -> tuple[Term | None, Term | None, list[Term]]:
    padded = [*terms, None, None]
    count = 2 if tag == "msubsup" else 1
    rest = [term for term in terms[count:] if term is not None]
    match tag:
        case "msub":
            return padded[0], None, rest
        case "msup":
            return None, padded[0], rest
        case _:
            return padded[0], padded[1], rest


def _many(base: Term, small: list[tuple[str, Term | None]]) -> Term:
    names = [name for name, _ in small]
    cut = names.index("mprescripts") if "mprescripts" in names else len(small)
    after = _pairs([term for _, term in small[:cut]])
    before = _pairs([term for name, term in small[cut:] if name != "mprescripts"])
    return Scripts(base, after, before) if after or before else base


def _pairs(terms: list[Term | None]) -> tuple[Pair, ...]:
    padded = [*terms, None] if len(terms) % 2 else terms
    pairs = [(padded[i], padded[i + 1]) for i in range(0, len(padded), 2)]
    return tuple(pair for pair in pairs if pair != (None, None))


def enclosed(inside: Term, notation: str) -> Term:
    """Give something with lines around it; without a stated notation it is a long division."""
    notations = tuple(notation.lower().split()) or ("longdiv",)
    if "radical" in notations:
        others = tuple(name for name in notations if name != "radical")
        return Enclosed(Root(inside), others) if others else Root(inside)
    return Enclosed(inside, notations)


def table(element: etree._Element, children: _Children, read: _Read) -> Term | None:
    """Give rows and cells; a child that is no row is a row of one cell."""
    rows = tuple(_row(child, children, read) for child in children(element))
    rows = tuple(row for row in rows if row.label is not None or any(cell is not None for cell in row.cells))
    if not rows:
        return None
    columns = max(len(row.cells) for row in rows)
    return Table(
        rows,
        _lines(element.get("rowlines"), len(rows)),
        _lines(element.get("columnlines"), columns),
        (element.get("intent") or "").strip() == ":system-of-equations",
    )


def _row(child: etree._Element, children: _Children, read: _Read) -> TableRow:
    if local(child) not in ("mtr", "mlabeledtr"):
        return TableRow((read(child),))
    cells = [read(cell) for cell in children(child)]
    continued = ":continued-row" in (child.get("intent") or "")
    if local(child) == "mlabeledtr" and cells:
        return TableRow(tuple(cells[1:]), cells[0], continued)
    return TableRow(tuple(cells), None, continued)


def _lines(stated: str | None, count: int) -> tuple[bool, ...]:
    """Tell for each row or column but the last whether a line is drawn after it; the last word holds for the rest."""
    words = (stated or "none").split() or ["none"]
    return tuple(words[min(i, len(words) - 1)] in ("solid", "dashed") for i, _ in enumerate(pairwise(range(count))))


def separated(parts: list[Term], marks: list[str]) -> list[Term]:
    """Give the parts with marks between them; the last mark holds for the rest."""
    found: list[Term] = []
    for index, part in enumerate(parts):
        if index and marks:
            found.append(Sign(marks[min(index, len(marks)) - 1]))
        found.append(part)
    return found


def attached(items: list[Term]) -> list[Term]:
    """Give the items with scripts that stand alone put to what they belong to: the charge of an ion, an isotope."""
    found: list[Term] = []
    waiting: list[Scripts] = []
    for item in items:
        if isinstance(item, Scripts) and (item.base is EMPTY or item.base is PHANTOM):
            last = found[-1] if found else None
            if item.base is PHANTOM and last is not None and not isinstance(last, Sign):
                found[-1] = _with_after(last, item)
            else:
                waiting.append(item)
        elif waiting and not isinstance(item, Sign):
            pairs = tuple(pair for script in waiting for pair in (*script.before, *script.after))
            found.append(Scripts(item, before=pairs))
            waiting = []
        else:
            found += [*waiting, item]
            waiting = []
    if waiting and found and not isinstance(found[-1], Sign):
        found[-1] = _with_after(found[-1], *waiting)
        waiting = []
    return found + list(waiting)


def _with_after(base: Term, *scripts_alone: Scripts) -> Term:
    pairs = tuple(pair for script in scripts_alone for pair in (*script.before, *script.after))
    if isinstance(base, Scripts):
        return Scripts(base.base, (*base.after, *pairs), base.before)
    return Scripts(base, pairs)
