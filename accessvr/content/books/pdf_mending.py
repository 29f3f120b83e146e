"""What programs that write tagged PDFs get wrong, set right in the tree of HTML."""

from __future__ import annotations

import re

from lxml import etree

from accessvr.content.books.document import add_words
from accessvr.content.books.markup import visible_text
from accessvr.content.books.pdf_roles import BULLETS

_ENDS = re.compile(r"[.!?:;…。！？：；][\"'”’»)\]」』]*$")
_PAGE_BREAK = "doc-pagebreak"


def mend_pages(body: etree._Element) -> None:
    """Join paragraphs that some programs part at the end of each page."""
    for second in list(body.iter("p")):
        first = second.getprevious()
        if first is None or first.tag != "p" or (second.text or "").strip() or not _begins_page(second):
            continue
        before, after = visible_text(first), visible_text(second)
        if before and not _ENDS.search(before) and after[:1].islower():
            add_words(first, " ")
            for inner in list(second):
                first.append(inner)
            above = second.getparent()
            if above is not None:
                above.remove(second)


def _begins_page(element: etree._Element) -> bool:
    """Tell whether a page break stands before the first words of an element."""
    for inner in element.iter():
        if inner.get("role") == _PAGE_BREAK:
            return True
        if (inner.text or "").strip():
            return False
    return False


def strip_bullet(item: etree._Element) -> None:
    """Take the sign away that stands before an item of a list: that it is an item is known."""
    for inner in item.iter():
        places = [("text", inner.text), *([("tail", inner.tail)] if inner is not item else [])]
        for place, words in places:
            if words and words.strip():
                stripped = words.lstrip()
                if stripped[0] in BULLETS and not stripped[1:2].strip():
                    setattr(inner, place, stripped[1:].lstrip())
                return


def as_link(element: etree._Element, href: str, role: str, words: str) -> None:
    """Make an element a link of these words; page breaks in it stay."""
    for inner in list(element):
        if inner.get("role") != "doc-pagebreak":
            element.remove(inner)
        else:
            inner.tail = None
    element.tag = "a"
    element.text = words
    element.set("href", href)
    element.set("role", role)
