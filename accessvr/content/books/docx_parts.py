"""The files inside a Word document, and short ways to look into them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from accessvr.content.books.archive import Archive, resolve
from accessvr.content.books.bounds import bounded
from accessvr.content.books.markup import parse_xml

_STRICT = (  # ISO 29500 strict has names of its own for the same things
    (
        rb"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        rb"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_OFF = ("0", "false", "off", "none")
_MAIN = re.compile(r"/officeDocument$")


def name(element: etree._Element) -> str:
    """Give the element's name as the standard writes it, without its namespace; "" for comments and entities."""
    return _local(element.tag)


@lru_cache(maxsize=2048)
def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def get(element: etree._Element | None, attribute: str) -> str:
    """Give an attribute of the text's namespace, or without one; "" when it is not there."""
    if element is None:
        return ""
    return element.get(_W + attribute) or element.get(_M + attribute) or element.get(attribute) or ""


def relation_of(element: etree._Element, attribute: str = "id") -> str:
    """Give the id of the relationship an element names, or ""."""
    return element.get(_R + attribute) or ""


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Give the first child of this name, or the first of its first, and so on; None when there is none."""
    for wanted in path:
        if element is None:
            return None
        element = next((inner for inner in element if name(inner) == wanted), None)
    return element


def value(element: etree._Element | None, *path: str) -> str:
    """Give the value of a property, "" when it is not stated."""
    return get(child(element, *path), "val")


def is_on(element: etree._Element | None, *path: str) -> bool | None:
    """Tell whether a property is on; None when it is not stated."""
    found = child(element, *path)
    return None if found is None else get(found, "val").lower() not in _OFF


def named(element: etree._Element, *wanted: str) -> Iterator[etree._Element]:
    """Give every element of these names inside, in order."""
    return (inner for inner in element.iter() if name(inner) in wanted)


class Parts:
    """The files of a Word document: the main one, and those it is related to."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self.main = next((target for kind, target in self._relations("").values() if _MAIN.search(kind)), "")
        if not self.main or not archive.has(self.main):
            self.main = "word/document.xml"
        self._related = self._relations(self.main)

    def document(self) -> etree._Element | None:
        """Give the root of the text, or None."""
        return self._parsed(self.main)

    def related(self, kind: str) -> etree._Element | None:
        """Give the root of the file of a kind: "styles", "numbering", "footnotes", "settings" ..."""
        found = (target for stated, target in self._related.values() if stated.endswith(f"/{kind}"))
        return self._parsed(next(found, posixpath.join(posixpath.dirname(self.main), f"{kind}.xml")))

    def relation(self, name: str) -> etree._Element | None:
        """Give the root of the file that is meant by the id of a relationship, or None."""
        return self._parsed(self._related.get(name, ("", ""))[1])

    def address(self, name: str) -> str:
        """Give where a relationship leads to outside the document, or ""."""
        return self._related.get(name, ("", ""))[1]

    def core(self) -> etree._Element | None:
        """Give what is said about the document."""
        found = (target for kind, target in self._relations("").values() if kind.endswith("/core-properties"))
        return self._parsed(next(found, "docProps/core.xml"))

    def _parsed(self, part: str) -> etree._Element | None:
        data = self._archive.read(part) if part and self._archive.has(part) else None
        if data is None:
            return None
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        return parse_xml(bounded(data, self._archive.troubles))

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Give the kind and target of each relationship of a file."""
        folder, file = posixpath.split(part)
        root = self._parsed(posixpath.join(folder, "_rels", f"{file}.rels"))
        found = {}
        for element in root if root is not None else ():
            target = element.get("Target") or ""
            inside = (element.get("TargetMode") or "") != "External"
            resolved = resolve("" if target.startswith("/") else folder, target.lstrip("/")) if inside else target
            found[element.get("Id") or ""] = (element.get("Type") or "", resolved)
        return found
