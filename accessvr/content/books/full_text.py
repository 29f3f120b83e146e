"""All words of a page or of an EPUB, fast: for a search before the book is prepared, at about the cost of parsing.

The words and their order are those of the nodes a page becomes (`xhtml.read_page`), words for pictures included; what
is hidden, and what stands beside the text (page numbers, numbers of notes), is left out here too. Some things differ:
a formula has its bare signs here, words that only label a thing (`aria-label`) are not here, and what a style sheet
hides and the signs of notes that are not stated are.

The work is left to libxml2; Python sees only the few elements that matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from accessvr.content.books.archive import Archive
from accessvr.content.books.elements import is_decoration, note_mark, picture_words
from accessvr.content.books.markup import (
    NEVER_SAID,
    UNSPOKEN,
    entity_text,
    is_hidden,
    kinds,
    local,
    named,
    parse_page,
    visible_text,
)
from accessvr.content.books.notes import number_of
from accessvr.content.books.package import read_package
from accessvr.content.books.roles import BACKLINKS

_NEVER_SAID = tuple(f"{{*}}{name}" for name in sorted(NEVER_SAID))
_APART = tuple(  # words on both sides of these are two words
    f"{{*}}{name}"
    for name in sorted(
        named(
            "address article aside blockquote body br caption center dd details dir div dl dt fieldset figcaption "
            "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main math menu nav ol p pre search "
            "section summary table tbody td tfoot th thead tr ul"
        )
    )
)
_PICTURES = ("{*}img", "{*}image", "{*}svg")
_STATED = etree.XPath(  # an attribute axis over elements alone is the fastest way to the few that matter
    "descendant-or-self::*/@hidden | descendant-or-self::*/@aria-hidden | descendant-or-self::*/@style"
    " | descendant-or-self::*/@e:type[contains(., 'noteref') or contains(., 'pagebreak') or contains(., 'backlink')]"
    " | descendant-or-self::*/@role[contains(., 'noteref') or contains(., 'pagebreak') or contains(., 'backlink')]",
    namespaces={"e": "http://www.idpf.org/2007/ops"},
)
_MARKS = tuple(chr(code) for code in UNSPOKEN if code > 31)
_GENERAL = tuple(mark for mark in _MARKS if "\u2000" <= mark <= "\u207f")  # all begin with the bytes E2 80 or E2 81
_OTHERS = tuple(mark for mark in _MARKS if mark not in _GENERAL)
_HOLDS_GENERAL = re.compile(rb"\xe2[\x80\x81][" + b"".join(re.escape(mark.encode()[2:]) for mark in _GENERAL) + b"]")


def section_texts(path: Path) -> Iterator[str]:
    """Give the words of each section of an EPUB. Raises ContentError when the file cannot be unpacked."""
    archive = Archive(path, [])
    try:
        package = read_package(archive)
        for item in package.spine if package else ():
            yield page_text((item.name and archive.read(item.name)) or b"")
    finally:
        archive.close()


def page_text(data: bytes) -> str:
    """Give the words of a page. White space stands as in the file; blocks are apart."""
    root, _ = parse_page(data)
    return "" if root is None else _words(root)


def _words(root: etree._Element) -> str:
    """Give the words of a parsed page, which is changed by it."""
    etree.strip_elements(root, *_NEVER_SAID, with_tail=False)
    for element in _stated(root):
        _leave_out(element)
    for raised in list(root.iter("{*}sup")):
        for link in raised.iterancestors("{*}a"):
            _leave_out(link)
        for link in raised.findall("{*}a"):
            _leave_out(link)
    for entity in list(root.iter(etree.Entity)):
        _replace(entity, entity_text(entity))
    for picture in list(root.iter(*_PICTURES)):
        _name_picture(picture)
    for element in root.iter(*_APART):
        _part(element)
    return _spoken(etree.tostring(root, method="text", encoding="utf-8", with_tail=False))


def _replace(element: etree._Element, words: str) -> None:
    """Put words in the place of an element."""
    above = element.getparent()
    if above is None:
        return
    before, rest = element.getprevious(), words + (element.tail or "")
    above.remove(element)
    if before is None:
        above.text = (above.text or "") + rest
    else:
        before.tail = (before.tail or "") + rest


def _stated(root: etree._Element) -> list[etree._Element]:
    """Give the elements that may be hidden, page breaks or references to notes."""
    return [attribute.getparent() for attribute in _STATED(root)]  # type: ignore[union-attr,misc]  # all are attributes


def _leave_out(element: etree._Element) -> None:
    """Leave out what is hidden, a page break, the number of a note; keep what else says something of itself."""
    roles = kinds(element)
    if roles & BACKLINKS:
        _replace(element, number_of(visible_text(element)))
    elif "pagebreak" in roles or note_mark(local(element), element, roles) or is_hidden(element):
        _replace(element, "")


def _name_picture(picture: etree._Element) -> None:
    """Put the words for a picture in its place. One letter is part of a word: a drawn initial."""
    words = "" if is_decoration(kinds(picture)) else picture_words(local(picture), picture)
    _replace(picture, f" {words} " if len(words) > 1 else words)


def _part(element: etree._Element) -> None:
    """Keep the words of a block apart from those before and after it."""
    tail = element.tail
    if not tail or not tail[0].isspace():
        element.tail = f"\n{tail or ''}"
    before = element.getprevious()
    if before is not None:
        tail = before.tail
        if not tail or not tail[-1].isspace():
            before.tail = f"{tail or ''}\n"
        return
    above = element.getparent()
    text = None if above is None else above.text
    if above is not None and not (text and text[-1].isspace()):
        above.text = f"{text or ''}\n"


def _spoken(data: bytes) -> str:
    """Give the text without characters that are never spoken. To look for them first is faster than to go over all."""
    text = data.decode()
    if text.isascii():
        return text
    marks = _OTHERS + _GENERAL if _HOLDS_GENERAL.search(data) else _OTHERS
    for mark in marks:
        if mark in text:
            text = text.replace(mark, "")
    return text
