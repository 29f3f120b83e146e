"""What the elements of a page mean to someone who listens."""

from __future__ import annotations

import re

from lxml import etree

from accessvr.content.books.markup import kinds, local, named, plain, visible_text
from accessvr.core.publication import Kind

INLINE = named(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rb ruby s samp small span "
    "strike strong sub sup time tt u var wbr nobr"
)
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
CAPTIONS = named("figcaption caption")
PICTURES = named("img image svg")
NOTES = named("footnote endnote rearnote note")
NOTE_LISTS = named("footnotes endnotes rearnotes")
_VERSE_KINDS = named("z3998:poem z3998:verse z3998:song z3998:hymn z3998:lyrics poem verse")
_VERSE_CLASSES = named("poem poetry verse stanza linegroup lg lyrics song")
_HEADING = re.compile(r"h([1-6])")
_NOTE_MARK = re.compile(r"[\[(]?(?:\d{1,4}|[*†‡§¶‖#]{1,4}|[a-z]|[ivxlc]{1,6})[\])]?[.:]?", re.I)
_NO_WORDS = "Alternative text not available"  # what one publisher writes into every formula


def heading_level(tag: str, element: etree._Element, roles: frozenset[str]) -> int:
    """Give 1 to 6, or 0 when the element is no heading."""
    found = _HEADING.fullmatch(tag)
    if found:
        return int(found.group(1))
    if "heading" not in roles:
        return 0
    stated = element.get("aria-level") or ""
    return min(max(int(stated), 1), 6) if re.fullmatch(r"\d{1,3}", stated) else 2


def container_kind(tag: str, roles: frozenset[str], *, in_notes: bool) -> Kind | None:
    """Give the kind of a thing that holds others, or None."""
    if tag not in INLINE and tag != "p" and roles & NOTES:
        return Kind.NOTE
    if tag == "li" and in_notes:
        return Kind.NOTE
    return CONTAINERS.get(tag)


def is_verse(element: etree._Element, roles: frozenset[str]) -> bool:
    """Tell whether the lines in the element are lines of verse."""
    return bool(roles & _VERSE_KINDS or _VERSE_CLASSES & set((element.get("class") or "").lower().split()))


def page_label(element: etree._Element) -> str:
    """Give what a page break is called: "43"."""
    return plain(element.get("aria-label") or element.get("title")) or visible_text(element)


def note_mark(tag: str, element: etree._Element, roles: frozenset[str]) -> str:
    """Give the sign of a note reference ("3", "*"), or "" for anything else.

    A reference made of words stays in the text. A raised number that is a link is a note reference, stated or not.
    """
    stated = "noteref" in roles
    if not stated and (tag != "a" or not (element.get("href") or "").partition("#")[2] or not _is_raised(element)):
        return ""
    words = visible_text(element)
    return words if _NOTE_MARK.fullmatch(words) and (stated or not words.isalpha()) else ""


def _is_raised(element: etree._Element) -> bool:
    parent = element.getparent()
    return any(local(child) == "sup" for child in element) or (parent is not None and local(parent) == "sup")


def picture_words(tag: str, element: etree._Element) -> str:
    """Give what the author says of a picture, or ""."""
    words = plain(element.get("alt") or element.get("aria-label"))
    if words or tag != "svg":
        return words
    inner = [e for e in element.iter() if local(e) in ("title", "desc", "text")]
    return plain(" ".join(visible_text(e) for e in inner))


def formula_words(element: etree._Element) -> str:
    """Give a formula in the author's words, else its signs in order."""
    words = plain(element.get("alttext") or element.get("aria-label"))
    if words and not words.startswith(_NO_WORDS):
        return words
    signs = [e for e in element.iter() if local(e) in ("mi", "mn", "mo", "mtext", "ms")]
    return plain(" ".join(visible_text(e) for e in signs))


def is_decoration(roles: frozenset[str]) -> bool:
    """Tell whether the author says that a picture carries nothing."""
    return bool(roles & {"presentation", "none"})


def is_picture(tag: str, element: etree._Element) -> bool:
    """Tell whether the element is a picture."""
    return tag in PICTURES or "img" in kinds(element)
