"""Why a book has fewer words for the ear than its files have words: step by step, from the files to what is heard.

This is a reckoning of its own, on the bare trees of lxml; nothing of our reader is used. It begins with the words that
were counted elsewhere, and ends with those our reader must give.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

PARSER = etree.XMLParser(
    recover=True, resolve_entities=False, no_network=True, huge_tree=True, load_dtd=False, remove_comments=False
)
XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
SILENT = frozenset(["script", "style", "template", "rt", "rp", "iframe", "audio", "video"])
INLINE = frozenset(
    ["a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins"]
)
INLINE |= {"kbd", "label", "mark", "q", "rb", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup"}
INLINE |= {"time", "tt", "u", "var", "wbr"}
REFERENCES = frozenset({"noteref", "doc-noteref"})
MARKS = frozenset({"pagebreak", "doc-pagebreak", "backlink", "doc-backlink"})
UNSPOKEN = dict.fromkeys([0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


@dataclass(frozen=True)
class Reckoning:
    """Words of a book, and what becomes of them; see docs/book-facts.md.

    raw       as counted elsewhere: every piece between two tags is cut into words
    hidden    in what nobody shall see or hear, and in comments
    beside    numbers of notes and pages, and the words of ways back: they stand beside the text
    formulas  in formulas, which are said in words of their own
    drawings  in drawings, which are one thing
    joined    pieces of words that markup or unspoken characters cut
    heard     what is left
    """

    raw: int = 0
    hidden: int = 0
    beside: int = 0
    formulas: int = 0
    drawings: int = 0
    joined: int = 0
    heard: int = 0

    def __add__(self, other: Reckoning) -> Reckoning:
        return Reckoning(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


def reckoned(path: Path) -> Reckoning:
    """Give the reckoning of an EPUB."""
    return sum((page_reckoned(root) for root in pages(path)), Reckoning())


def pages(path: Path) -> Iterator[etree._Element]:
    """Give the pages of the reading order that have words in HTML."""
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        container = etree.fromstring(archive.read("META-INF/container.xml"), PARSER)
        package = next(element.get("full-path") or "" for element in container.iter("{*}rootfile"))
        root = etree.fromstring(archive.read(package), PARSER)
        items = {item.get("id"): item for item in root.iter("{*}item")}
        for entry in root.iter("{*}itemref"):
            item = items.get(entry.get("idref"))
            href = "" if item is None else item.get("href") or ""
            name = posixpath.normpath(posixpath.join(posixpath.dirname(package), unquote(href)))
            if name in names and item is not None and "html" in (item.get("media-type") or ""):
                yield etree.fromstring(archive.read(name), PARSER)


def page_reckoned(root: etree._Element) -> Reckoning:
    """Give the reckoning of a page, whose tree is taken apart."""
    body = root.find(f"{XHTML}body")
    if body is None:
        return Reckoning()
    left = [_pieces(body)]
    for leave_out in (_is_hidden, _is_beside, _is_formula, _is_drawing):
        for element in [element for element in body.iter() if leave_out(element)]:
            _take_out(element)
        left.append(_pieces(body))
    heard = len(_text(body).translate(UNSPOKEN).split())
    hidden, beside, formulas, drawings = (before - after for before, after in pairwise(left))
    return Reckoning(left[0], hidden, beside, formulas, drawings, left[-1] - heard, heard)


def _pieces(body: etree._Element) -> int:
    """Count as was counted elsewhere."""
    return len(" ".join(str(text) for text in body.itertext() if str(text).strip()).split())


def _text(body: etree._Element) -> str:
    """Give the text, with a space wherever a block begins or ends."""
    parts = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        apart = _name(element) not in INLINE
        parts += [" "] * apart + [element.text or ""] if event == "start" else [" "] * apart + [element.tail or ""]
    return "".join(parts)


def _name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _words(element: etree._Element) -> set[str]:
    return set(f"{element.get(TYPE) or ''} {element.get('role') or ''}".split())


def _is_hidden(element: etree._Element) -> bool:
    style = "".join((element.get("style") or "").split())
    return (
        not isinstance(element.tag, str)
        or _name(element) in SILENT
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or "display:none" in style
        or "visibility:hidden" in style
    )


def _is_beside(element: etree._Element) -> bool:
    """A reference made of words stays in the text."""
    if not isinstance(element.tag, str):
        return False
    text = "".join(map(str, element.itertext())).strip()
    is_sign = len(text) == 1 or not any(letter.isalpha() for letter in text)
    return bool(_words(element) & MARKS or (is_sign and _words(element) & REFERENCES))


def _is_formula(element: etree._Element) -> bool:
    return _name(element) == "math"


def _is_drawing(element: etree._Element) -> bool:
    return _name(element) == "svg"


def _take_out(element: etree._Element) -> None:
    """Take an element out, and leave what follows it."""
    above, before, tail = element.getparent(), element.getprevious(), element.tail or ""
    if above is None:
        return
    above.remove(element)
    if before is None:
        above.text = (above.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
