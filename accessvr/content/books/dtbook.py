"""DTBook, the text of DAISY 3: what it says of itself, and the pieces it is cut into, so that it is opened lazily."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from accessvr.content.books.contents import Line
from accessvr.content.books.guide import HIGHEST_LEVEL, Guide, Point, nested
from accessvr.content.books.markup import language_of, local, named, own_id, plain, visible_text
from accessvr.core.publication import Kind
from accessvr.core.values import dataclass, field

LONGEST_PIECE = 60_000  # chosen, in characters, as in other documents
MOST_OF_A_PIECE = 5_000  # chosen, in blocks: empty ones have no length
MOST_PIECES = 20_000  # chosen: as many as an EPUB may have files
LEVELS = named("level level1 level2 level3 level4 level5 level6")
_HOLDERS = named("dtbook book frontmatter bodymatter rearmatter")
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "hd": 0}
_IDS = etree.XPath("descendant-or-self::*/@id", smart_strings=False)
_LENGTH = etree.XPath("string-length(.)")  # three times faster than in Python, and a long book has many elements
_MARKED = ("{*}pagenum", *(f"{{*}}{name}" for name in _HEADINGS))


class Held(NamedTuple):
    """An element of a piece, how many levels are around it, and its language."""

    element: etree._Element
    depth: int
    language: str


@dataclass(slots=True)
class Piece:
    """A run of elements that is opened at once. `names`: ids of what begins here, but is not among the elements."""

    elements: list[Held] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    size: int = 0

    def ids(self) -> Iterator[str]:
        """Give every id in it."""
        yield from self.names
        for held in self.elements:
            found = _IDS(held.element) if isinstance(held.element.tag, str) else []
            yield from map(str, found if isinstance(found, list) else [])


def is_dtbook(root: etree._Element) -> bool:
    """Tell whether a document is a DTBook."""
    return local(root) == "dtbook"


def pieces(root: etree._Element) -> list[Piece]:
    """Cut a book at its highest levels; those that go on too long, at the levels in them, and then anywhere."""
    made = [Piece()]
    _gather(root, 0, language_of(root, ""), made)
    filled: list[Piece] = []
    names: list[str] = []
    for piece in made:
        names += piece.names
        if piece.elements and len(filled) < MOST_PIECES:
            piece.names, names = names, []
            filled.append(piece)
        elif piece.elements:
            filled[-1].elements += piece.elements
    return filled or [Piece(names=names)]


def _gather(holder: etree._Element, depth: int, language: str, made: list[Piece]) -> None:
    """Add what a holder, or a level that is too long, holds."""
    if own_id(holder):
        made[-1].names.append(own_id(holder))
    for child in holder:
        tag, inner = local(child), language_of(child, language)
        length = _LENGTH(child) if tag else 0
        size = int(length) if isinstance(length, int | float) else 0
        if tag == "head":
            continue
        parted = tag in _HOLDERS or (tag in LEVELS and size > LONGEST_PIECE)
        long = made[-1].size + size > LONGEST_PIECE or len(made[-1].elements) >= MOST_OF_A_PIECE
        if parted or tag in LEVELS or long:
            made.append(Piece())
        if parted and depth <= 2 * HIGHEST_LEVEL:  # hostile files nest deeper than any book
            _gather(child, depth + (tag in LEVELS), inner, made)
        else:
            made[-1].elements.append(Held(child, depth, inner))
            made[-1].size += size
        if parted or tag in LEVELS:
            made.append(Piece())


def level_of(element: etree._Element, around: int = 0) -> int:
    """Give the level of a heading; of one that states none, how many levels are around it."""
    stated = _HEADINGS.get(local(element), 0)
    return stated or min(HIGHEST_LEVEL, around + sum(local(above) in LEVELS for above in element.iterancestors()) or 1)


def is_heading(element: etree._Element) -> bool:
    """Tell whether an element is a heading of a level; a list or a box may have a heading of its own."""
    above = element.getparent()
    in_level = above is None or local(above) in LEVELS or local(above) == "body"  # the body of a page: see dtbook_page
    return local(element) in _HEADINGS and (local(element) != "hd" or in_level)


def guide_of(root: etree._Element, name: str) -> Guide:
    """Give what a text says of itself, with its headings as contents; those without an id are given one."""
    lines: list[Line] = []
    points: list[Point] = []
    for element in root.iter(*_MARKED):
        if local(element) == "pagenum":
            points.append(Point(Kind.PAGE, visible_text(element), f"#{_named(element, f'page.{len(points)}')}"))
        elif is_heading(element):
            label = visible_text(element)
            lines.append(Line(label, f"#{_named(element, f'heading.{len(lines)}')}", level_of(element)))
    return Guide(
        own=name,
        title=_stated(root, "title") or _first(root, "doctitle"),
        language=_stated(root, "language") or language_of(root, ""),
        identifier=_stated(root, "identifier"),
        authors=tuple(filter(None, (_stated(root, "creator") or _first(root, "docauthor"),))),
        rights=_stated(root, "rights"),
        lines=nested([line for line in lines if line.label]),
        points=tuple(points),
        texts=(name,),
    )


def _named(element: etree._Element, name: str) -> str:
    if not own_id(element):
        element.set("id", name)
    return own_id(element)


def _stated(root: etree._Element, name: str) -> str:
    head = next((child for child in root if local(child) == "head"), None)
    metas = [child for child in head if local(child) == "meta"] if head is not None else []
    found = (plain(meta.get("content")) for meta in metas if (meta.get("name") or "").lower() == f"dc:{name}")
    return next(filter(None, found), "")


def _first(root: etree._Element, name: str) -> str:
    return next((visible_text(element) for element in root.iter() if local(element) == name), "")
