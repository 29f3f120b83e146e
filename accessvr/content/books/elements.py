"""What the elements of a page mean to someone who listens."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from accessvr.content.books import markup
from accessvr.content.books.markup import is_hidden, kinds, local, named, plain, style_hides, visible_text
from accessvr.content.books.roles import NOTES, NOTHING, section_kind
from accessvr.core.publication import Kind

INLINE = markup.INLINE
CONTAINERS = {
    "ul": Kind.LIST,
    "ol": Kind.LIST,
    "dl": Kind.LIST,
    "menu": Kind.LIST,
    "dir": Kind.LIST,
    "li": Kind.ITEM,
    "dt": Kind.ITEM,
    "dd": Kind.ITEM,
    "table": Kind.TABLE,
    "tr": Kind.ROW,
    "td": Kind.CELL,
    "th": Kind.CELL,
    "blockquote": Kind.QUOTATION,
    "figure": Kind.FIGURE,
}
_NEVER_NOTES = named("p table tr td th")  # a paragraph is one without holding others; cells stay in their table
CAPTIONS = named("figcaption caption")
PICTURES = named("img image svg")
NOT_DRAWN = named("defs symbol metadata script style clippath mask pattern marker")
PAIRS = {"dt": "term", "dd": "definition"}
_STATED_CONTAINERS = {  # what has no element of its own, but says what it is
    "list": Kind.LIST,
    "listitem": Kind.ITEM,
    "table": Kind.TABLE,
    "grid": Kind.TABLE,
    "row": Kind.ROW,
    "cell": Kind.CELL,
    "gridcell": Kind.CELL,
    "columnheader": Kind.CELL,
    "rowheader": Kind.CELL,
    "figure": Kind.FIGURE,
    "blockquote": Kind.QUOTATION,
}
STATED_BLOCKS = frozenset(_STATED_CONTAINERS) | {"heading"}  # an inline element that says it is one, is one
_VERSE_KINDS = named("poem verse song hymn lyrics")
_VERSE_CLASSES = named("poem poetry verse stanza linegroup lg lyrics song")
_HEADING = re.compile(r"h([1-6])")
_PAGE_LABEL = re.compile(r"(?:(?:page|pagina|página|pág|seite|sida|side|sivu|p|s)\b\.?:?\s*)?([\w-]+)\s*\.?", re.I)
_PAGE_ID = re.compile(r"(?:page|pg|p)[_.-]*(\d+|[ivxlc]+)$", re.I)
_NOTE_MARK = re.compile(r"[\[(]?(?:\d{1,4}|[*†‡§¶‖#]{1,4}|[a-z]|[ivxlc]{1,6})[\])]?[.:]?", re.I)


def heading_level(tag: str, element: etree._Element, roles: frozenset[str]) -> int:
    """Give 1 to 6, or 0 when the element is no heading."""
    found = _HEADING.fullmatch(tag)
    if found:
        return 0 if roles & NOTHING else int(found.group(1))
    if "heading" not in roles:
        return 0
    stated = element.get("aria-level") or ""
    return min(max(int(stated), 1), 6) if re.fullmatch(r"\d{1,3}", stated) else 2


def container_kind(
    tag: str, roles: frozenset[str], role: str = "", *, in_notes: bool = False, layout: bool = False
) -> Kind | None:
    """Give the kind of a thing that holds others, or None.

    in_notes  it stands in a list of notes
    layout    it stands in a table that is only there for the eye
    """
    if roles & NOTES and tag not in INLINE and tag not in _NEVER_NOTES:
        return Kind.NOTE
    if tag == "li" and in_notes:
        return Kind.NOTE
    kind = CONTAINERS.get(tag)
    if kind is None and roles:
        kind = next((_STATED_CONTAINERS[word] for word in sorted(roles & _STATED_CONTAINERS.keys())), None)
    if kind is None or (kind is Kind.QUOTATION and "pullquote" in roles):
        return section_kind(tag, roles, role) or kind
    return None if roles & NOTHING or (layout and kind in (Kind.ROW, Kind.CELL)) else kind


def is_verse(element: etree._Element, roles: frozenset[str]) -> bool:
    """Tell whether the lines in the element are lines of verse."""
    if roles & _VERSE_KINDS:
        return True
    stated = element.get("class")
    return bool(stated and _VERSE_CLASSES & set(stated.lower().split()))


def page_label(element: etree._Element) -> str:
    """Give what a page break is called: "43". The word for a page before it, and a full stop after it, are left out."""
    label = plain(element.get("aria-label")) or plain(element.get("title")) or visible_text(element)
    found = _PAGE_LABEL.fullmatch(label)
    if found:
        return found.group(1)
    named = _PAGE_ID.search(element.get("id") or "") if not label else None
    return named.group(1) if named else label


def note_mark(tag: str, element: etree._Element, roles: frozenset[str]) -> str:
    """Give the sign of a note reference ("3", "*"), or "" for anything else.

    A reference made of words stays in the text. A raised number that is a link is a note reference, stated or not.
    """
    stated = "noteref" in roles or "annoref" in roles
    if not stated and (tag != "a" or not (element.get("href") or "").partition("#")[2] or not _is_raised(element)):
        return ""
    words = visible_text(element)
    return words if _NOTE_MARK.fullmatch(words) and (stated or not words.isalpha()) else ""


def _is_raised(element: etree._Element) -> bool:
    parent = element.getparent()
    return any(local(child) == "sup" for child in element) or (parent is not None and local(parent) == "sup")


def picture_words(tag: str, element: etree._Element) -> str:
    """Give what the author says of a picture, or ""."""
    words = plain(element.get("aria-label")) or plain(element.get("alt")) or plain(element.get("title"))
    if words or tag != "svg":
        return words
    return plain(" ".join(map(visible_text, _words_of_drawing(element))))


def _words_of_drawing(drawing: etree._Element) -> Iterator[etree._Element]:
    """Give what a drawing says in words: not what it only keeps to draw with, and nothing that is hidden."""
    waiting = [drawing]
    while waiting:
        element = waiting.pop()
        tag = local(element)
        if not tag or tag in NOT_DRAWN or is_hidden(element) or style_hides(element):
            continue
        if tag in ("title", "desc", "text"):
            yield element
        else:
            waiting += reversed(element)


def is_decoration(roles: frozenset[str]) -> bool:
    """Tell whether the author says that a picture carries nothing."""
    return bool(roles & NOTHING)


def is_picture(tag: str, element: etree._Element) -> bool:
    """Tell whether the element is a picture."""
    return tag in PICTURES or "img" in kinds(element)
