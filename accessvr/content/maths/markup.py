"""Presentation MathML, of any version, prefix and state, as terms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from lxml import etree

from accessvr.content.books.markup import local, plain
from accessvr.content.maths import content_markup, intents
from accessvr.content.maths.grouping import fenced, group, is_whole
from accessvr.content.maths.layouts import EMPTY, PHANTOM, attached, enclosed, scripts, separated, table
from accessvr.content.maths.terms import Fraction, Root, Row, Sign, Stacked, Term
from accessvr.content.maths.tokens import TOKENS, flat, stray, token
from accessvr.core.values import dataclass, field

DEEPEST = 40  # chosen: deeper formulas keep their signs, in order, but no structure
MOST_OFTEN = 2  # chosen: so often may intents lead to the same part

_ROWS = frozenset(("math", "mrow", "mstyle", "mpadded", "merror", "mtd"))
_WRAPPERS = frozenset(("mrow", "mstyle", "mpadded"))
_MAY_BE_OPEN = frozenset(("mspace", "none", "mprescripts", "malignmark", "maligngroup", "msline"))
_UNSEEN = _MAY_BE_OPEN | {"", "annotation", "script", "style"}


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads elements; with `literal`, nothing is understood beyond what is written."""

    literal: bool = False
    referred: Counter[etree._Element] = field(default_factory=Counter)  # how often intents have led to a part

    def read(self, element: etree._Element, depth: int = 0) -> Term | None:
        """Give the element as a term; None for what is not said."""
        element = _unwrapped(element)
        tag = local(element)
        if tag in _UNSEEN:
            return None
        if depth > DEEPEST:
            return flat(element)
        stated = element.get("intent")
        meant = intents.parse(stated) if stated else None
        if meant is not None and self._can_refer(element, meant):
            return self._meant(element, meant, depth)
        return self._as_written(element, tag, depth)

    def _as_written(self, element: etree._Element, tag: str, depth: int) -> Term | None:
        if tag in TOKENS and tag not in content_markup.ELEMENTS:
            return token(element, tag)
        if tag in _ROWS:
            return self.row(element, depth)
        how = _SHAPES.get(tag)
        if how is not None:
            return how(self, element, depth + 1)
        if tag in content_markup.ELEMENTS:
            return content_markup.read_content(element)
        return self.row(element, depth)

    def _can_refer(self, element: etree._Element, meant: intents.Expression) -> bool:
        """Tell whether all parts an intent refers to are there. None is read again and again."""
        wanted = Counter(meant.references())
        parts = {name: _named_part(element, name) for name in wanted}
        found = {name: part for name, part in parts.items() if part is not None}
        if len(found) < len(wanted) or any(self.referred[p] + wanted[n] > MOST_OFTEN for n, p in found.items()):
            return False
        self.referred.update({part: wanted[name] for name, part in found.items()})
        return True

    def _meant(self, element: etree._Element, meant: intents.Expression, depth: int) -> Term | None:
        reader = Reader(literal=True, referred=self.referred) if meant.literal else self

        def part(name: str) -> Term | None:
            found = _named_part(element, name)
            return None if found is None else reader.read(found, depth + 1)

        return intents.meaning(meant, part, lambda: reader._as_written(element, local(element), depth + 1))

    def row(self, element: etree._Element, depth: int) -> Term | None:
        """Give what stands in the element, in order, as one term."""
        return self.grouped(self.items(element, depth + 1))

    def grouped(self, items: list[Term]) -> Term | None:
        """Give the things of a row as one term, understood where they may be."""
        if len(items) > 1:
            items = [item for item in items if item is not PHANTOM] or [PHANTOM]
        if len(items) < 2:
            return items[0] if items else None
        return Row(tuple(items)) if self.literal else group(items)

    def items(self, element: etree._Element, depth: int) -> list[Term]:
        """Give the things in a row. What is wrapped but makes no whole is unwrapped."""
        found: list[Term] = stray(element.text)
        for child in children(element):
            if local(child) in _WRAPPERS and not child.get("intent") and depth < DEEPEST:
                inner = self.items(child, depth + 1)
                found += inner if len(inner) == 1 or not is_whole(inner) else [self.grouped(inner) or EMPTY]
            else:
                term = self.read(child, depth)
                found += [] if term is None else [term]
            found += stray(child.tail)
        return attached(found)

    def part(self, element: etree._Element, index: int, depth: int) -> Term:
        """Give one child as a term; EMPTY where there is none."""
        inside = children(element)
        if index >= len(inside):
            return EMPTY
        return self.read(inside[index], depth) or EMPTY

    def fraction(self, element: etree._Element, depth: int) -> Term:
        """Give a fraction, or what stands in for a binomial."""
        thickness = (element.get("linethickness") or "").strip()
        bar = not re.match(r"0+(\.0*)?\D*$", thickness)
        return self._with_rest(
            element, 2, Fraction(self.part(element, 0, depth), self.part(element, 1, depth), bar), depth
        )

    def square_root(self, element: etree._Element, depth: int) -> Term:
        """Give a square root of all that stands in the element."""
        return Root(self.row(element, depth) or EMPTY)

    def root(self, element: etree._Element, depth: int) -> Term:
        """Give a root of any degree."""
        return self._with_rest(element, 2, Root(self.part(element, 0, depth), self.part(element, 1, depth)), depth)

    def scripted(self, element: etree._Element, depth: int) -> Term:
        """Give msub, msup, msubsup and mmultiscripts."""
        return scripts(local(element), [(local(c), self.read(c, depth)) for c in children(element)])

    def stacked(self, element: etree._Element, depth: int) -> Term:
        """Give munder, mover and munderover."""
        base, *around = [self.part(element, index, depth) for index in range(3)]
        match local(element):
            case "munder":
                return self._with_rest(element, 2, Stacked(base, under=around[0]), depth)
            case "mover":
                return self._with_rest(element, 2, Stacked(base, over=around[0]), depth)
            case _:
                return self._with_rest(element, 3, Stacked(base, around[0], around[1]), depth)

    def _with_rest(self, element: etree._Element, known: int, term: Term, depth: int) -> Term:
        """Give the term, and after it the children it should not have: nothing is lost."""
        rest = [t for child in children(element)[known:] if (t := self.read(child, depth)) is not None]
        return Row((term, *rest)) if rest else term

    def table(self, element: etree._Element, depth: int) -> Term | None:
        """Give rows and cells; children that are no rows are rows of one cell."""
        return table(element, children, lambda cell: self.read(cell, depth))

    def fence(self, element: etree._Element, depth: int) -> Term:
        """Give mfenced as the row it stands for."""
        parts = [t for child in children(element) if (t := self.read(child, depth)) is not None]
        marks = [c for c in (element.get("separators", ",")) if not c.isspace()]
        inside = separated(parts, marks)
        opening, closing = (plain(element.get(name, mark)) for name, mark in (("open", "("), ("close", ")")))
        if self.literal:
            return Row((*[Sign(opening)] * bool(opening), *inside, *[Sign(closing)] * bool(closing)))
        return fenced(Sign(opening) if opening else None, inside, Sign(closing) if closing else None)

    def enclosed(self, element: etree._Element, depth: int) -> Term:
        """Give menclose."""
        return enclosed(self.row(element, depth) or EMPTY, element.get("notation", ""))

    def chosen(self, element: etree._Element, depth: int) -> Term | None:
        """Give the child of a maction that shows."""
        inside = children(element)
        stated = element.get("selection", "1")
        index = int(stated) - 1 if re.fullmatch(r"[1-9]\d?", stated) else 0
        return self.read(inside[min(index, len(inside) - 1)], depth) if inside else None

    def meaning(self, element: etree._Element, depth: int) -> Term | None:
        """Give what a semantics element shows; else what an annotation in markup says."""
        inside = children(element)
        shown = [c for c in inside if local(c) not in ("annotation", "annotation-xml")]
        notes = [c for c in inside if local(c) == "annotation-xml"]
        notes.sort(key=lambda note: "content" in note.get("encoding", "").lower())
        terms = [term for child in shown if (term := self.read(child, depth)) is not None]
        for note in notes if not terms else ():
            terms = [term for term in (self.row(note, depth),) if term is not None]
            if terms:
                break
        return self.grouped(terms)


_SHAPES: dict[str, Callable[[Reader, etree._Element, int], Term | None]] = {
    "mfrac": Reader.fraction,
    "msqrt": Reader.square_root,
    "mroot": Reader.root,
    **dict.fromkeys(("msub", "msup", "msubsup", "mmultiscripts"), Reader.scripted),
    **dict.fromkeys(("munder", "mover", "munderover"), Reader.stacked),
    "mtable": Reader.table,
    "mfenced": Reader.fence,
    "menclose": Reader.enclosed,
    "maction": Reader.chosen,
    "semantics": Reader.meaning,
    "mphantom": lambda _reader, _element, _depth: PHANTOM,
}


def _named_part(element: etree._Element, name: str) -> etree._Element | None:
    """Give the part of the element that the author calls `name`."""
    return next((e for e in element.iter() if e is not element and e.get("arg") == name), None)


def children(element: etree._Element) -> list[etree._Element]:
    """Give the child elements. What a reader of HTML has put into an empty element comes after it."""
    found = [child for child in element if isinstance(child.tag, str)]
    if not any(len(child) and local(child) in _MAY_BE_OPEN for child in found):
        return found
    flat: list[etree._Element] = []
    waiting = found[::-1]
    while waiting:
        child = waiting.pop()
        flat.append(child)
        if local(child) in _MAY_BE_OPEN:
            waiting += [inner for inner in child if isinstance(inner.tag, str)][::-1]
    return flat


def _unwrapped(element: etree._Element) -> etree._Element:
    """Give the only child of a row, of its only child, and so on, with a loop: rows may be nested thousands deep."""
    while local(element) in _WRAPPERS and len(element) == 1 and not element.get("intent"):
        child = element[0]
        if local(child) in _UNSEEN or stray(element.text) or stray(child.tail):
            break
        element = child
    return element
