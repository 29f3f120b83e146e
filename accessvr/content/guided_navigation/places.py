"""Where a node lies in the files of its book: the references of guided navigation.

An element without an id is named by a CSS selector, "#css(...)", as Readium's own toolkit does it.
"""

from __future__ import annotations

import posixpath
from collections import OrderedDict
from copy import copy
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from lxml import etree

from accessvr.content.books.archive import Archive, resolve
from accessvr.content.books.markup import local, own_id, parse_page
from accessvr.content.books.package import read_package
from accessvr.core.errors import ContentError
from accessvr.core.publication import Publication

_KEPT_PAGES = 4  # chosen: a note and its reference are seldom further apart
_MOST_STEPS = 64  # chosen: twice as deep as readers keep things apart
_PLAIN_IN_SELECTORS = "!~*'()"  # what encodeURIComponent leaves as it is
_HREFS = ("src", "{http://www.w3.org/1999/xlink}href", "xlink:href", "href", "data")


class Places(Protocol):
    """Tells where nodes lie. A node is named by its section's index and its id; "" stands for nowhere."""

    def text(self, section: int, node: str) -> str:
        """Give the file and fragment of a node, or the file of a section when `node` is ""."""
        ...

    def picture(self, section: int, node: str) -> str:
        """Give the file of a node's picture."""
        ...

    def formula(self, section: int, node: str) -> str:
        """Give a node's formula as MathML."""
        ...

    def close(self) -> None:
        """Give the file back."""
        ...


def places_of(publication: Publication) -> Places:
    """Give the places of an EPUB's nodes; of any other book, its file and the ids its author wrote."""
    path = Path(publication.source)
    if path.is_file():
        try:
            return InArchive(Archive(path, []))
        except (ContentError, OSError):
            pass
    return InOneFile(path.name)


class InOneFile:
    """A book that is one file. Fragments are given for pages of text only: in others no player could find them."""

    def __init__(self, name: str) -> None:
        self._name = quote(name)
        self._has_fragments = name.lower().endswith((".html", ".htm", ".xhtml"))

    def text(self, section: int, node: str) -> str:
        """Give the file, with the node's own id."""
        fragment = node.partition("#")[2]
        if not node:
            return self._name
        own = self._has_fragments and bool(fragment) and not fragment.startswith("/")
        return f"{self._name}#{quote(fragment)}" if own else ""

    def picture(self, section: int, node: str) -> str:
        """Give nothing."""
        return ""

    def formula(self, section: int, node: str) -> str:
        """Give nothing."""
        return ""

    def close(self) -> None:
        """Nothing is open."""


class InArchive:
    """The pages of an EPUB, parsed when they are asked for."""

    def __init__(self, archive: Archive) -> None:
        package = read_package(archive)
        if package is None:
            archive.close()
            raise ContentError("there is no package document")
        self._archive = archive
        self._names = [item.name for item in package.spine]
        self._pages: OrderedDict[int, _Page] = OrderedDict()

    def text(self, section: int, node: str) -> str:
        """Give the file, with the element's id, else with a selector of it."""
        name = quote(self._names[section]) if section < len(self._names) else ""
        element = self._element(section, node) if name and node else None
        fragment = self._page(section).fragment(element) if element is not None else ""
        return f"{name}#{fragment}" if fragment else "" if node else name

    def picture(self, section: int, node: str) -> str:
        """Give the file an img or image names, in the element or being it."""
        element = self._element(section, node)
        found = (e for e in element.iter() if local(e) in ("img", "image")) if element is not None else iter(())
        href = next((e.get(name) or "" for e in found for name in _HREFS if e.get(name)), "")
        return quote(resolve(posixpath.dirname(self._names[section]), href)) if href else ""

    def formula(self, section: int, node: str) -> str:
        """Give the element as it is written, when it is MathML."""
        element = self._element(section, node)
        if element is None or local(element) != "math":
            return ""
        alone = copy(element)
        alone.tail = None
        return etree.tostring(alone, encoding="unicode")

    def close(self) -> None:
        """Give the file back."""
        self._archive.close()

    def _element(self, section: int, node: str) -> etree._Element | None:
        return self._page(section).find(node.partition("#")[2]) if section < len(self._names) else None

    def _page(self, section: int) -> _Page:
        if section not in self._pages:
            self._pages[section] = _Page(self._archive.read(self._names[section]) or b"")
            while len(self._pages) > _KEPT_PAGES:
                self._pages.popitem(last=False)
        self._pages.move_to_end(section)
        return self._pages[section]


class _Page:
    """A parsed page, and its elements by id."""

    def __init__(self, data: bytes) -> None:
        root, _ = parse_page(data)
        self._body: etree._Element | None = None
        self._ids: dict[str, etree._Element] = {}
        self._inner: dict[etree._Element, list[etree._Element]] = {}
        self._places: dict[etree._Element, int] = {}
        for element in root.iter() if root is not None else ():
            if isinstance(element.tag, str):
                self._ids.setdefault(own_id(element), element)
                if self._body is None and local(element) == "body":
                    self._body = element
        self._body = self._body if self._body is not None else root

    def find(self, fragment: str) -> etree._Element | None:
        """Give the element with an id, or at the end of a path of child numbers ("/4/2/1")."""
        if not fragment.startswith("/"):
            return self._ids.get(fragment) if fragment else None
        element = self._body
        for step in fragment.strip("/~").split("/"):
            number = int(step) if step.isdecimal() and len(step) < 9 else 0
            if element is None or not number or number % 2:  # an odd number is text: its element is the place
                return element if number else None
            children = self._children(element)
            element = children[number // 2 - 1] if number // 2 <= len(children) else None
        return element

    def fragment(self, element: etree._Element) -> str:
        """Give an element's id, or a selector that counts from the nearest id above it; "" when that is too long."""
        if name := own_id(element):
            return quote(name)
        steps: list[str] = []
        above: etree._Element | None = element
        while above is not None and not own_id(above) and local(above) != "body":
            parent = above.getparent()
            if parent is None or len(steps) == _MOST_STEPS:
                return ""
            self._children(parent)
            steps.append(f":nth-child({self._places[above]})")
            above = parent
        start = "body" if above is None or not own_id(above) else f'[id="{own_id(above)}"]'
        return f"css({quote(' > '.join([start, *reversed(steps)]), safe=_PLAIN_IN_SELECTORS)})"

    def _children(self, parent: etree._Element) -> list[etree._Element]:
        """Give the child elements, numbered once: a page may hold many thousands."""
        if parent not in self._inner:
            self._inner[parent] = [child for child in parent if isinstance(child.tag, str)]
            self._places.update({child: number for number, child in enumerate(self._inner[parent], 1)})
        return self._inner[parent]
