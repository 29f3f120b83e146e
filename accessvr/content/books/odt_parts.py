"""The files inside an OpenDocument text, and short ways to look into them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from lxml import etree

from accessvr.content.books.archive import LARGEST_FILE_BYTES, Archive, note, resolve
from accessvr.content.books.bounds import bounded
from accessvr.content.books.markup import parse_xml

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMESPACES = {
    "office": f"{_ODF}office:1.0",
    "style": f"{_ODF}style:1.0",
    "text": f"{_ODF}text:1.0",
    "table": f"{_ODF}table:1.0",
    "draw": f"{_ODF}drawing:1.0",
    "fo": f"{_ODF}xsl-fo-compatible:1.0",
    "svg": f"{_ODF}svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "xml": "http://www.w3.org/XML/1998/namespace",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
}
_PREFIXES = {uri: prefix for prefix, uri in _NAMESPACES.items()}


def name(element: etree._Element) -> str:
    """Give the element's name as the standard writes it ("text:p"); without prefix in other namespaces."""
    return _named(element.tag)


@lru_cache(maxsize=2048)
def _named(tag: object) -> str:
    if not isinstance(tag, str):
        return ""
    uri, _, local = tag.rpartition("}")
    prefix = _PREFIXES.get(uri[1:], "")
    return f"{prefix}:{local}" if prefix else local


def get(element: etree._Element | None, attribute: str) -> str:
    """Give an attribute by its name with prefix ("text:style-name"); "" when it is not there."""
    if element is None:
        return ""
    prefix, _, local = attribute.partition(":")
    return element.get(f"{{{_NAMESPACES[prefix]}}}{local}") or ""


def child(element: etree._Element | None, wanted: str) -> etree._Element | None:
    """Give the first child of this name, or None."""
    return next((inner for inner in element if name(inner) == wanted), None) if element is not None else None


def named(element: etree._Element, *wanted: str) -> Iterator[etree._Element]:
    """Give every element of these names inside, in order."""
    return (inner for inner in element.iter() if name(inner) in wanted)


class Parts:
    """The files of a document: in a zip file, or one XML file that holds them all."""

    def __init__(self, path: Path, troubles: list[str]) -> None:
        self._troubles = troubles
        self._archive: Archive | None = None
        self._flat: etree._Element | None = None
        with path.open("rb") as stream:
            head = stream.read(4)
            rest = b"" if head.startswith(b"PK") else stream.read(LARGEST_FILE_BYTES)
        if head.startswith(b"PK") or not rest:
            self._archive = Archive(path, troubles)
        else:
            self._flat = parse_xml(bounded(head + rest, troubles))
            if len(rest) == LARGEST_FILE_BYTES:
                note(troubles, "is larger than 64 MB; the rest is left out")

    def root(self, part: str) -> etree._Element | None:
        """Give the root of content.xml, styles.xml, meta.xml or any other part; None when it is not there."""
        if self._archive is None:
            return self._flat
        data = self._archive.read(part) if self._archive.has(part) else None
        return parse_xml(bounded(data, self._troubles)) if data else None

    def object(self, href: str) -> etree._Element | None:
        """Give the root of an object that is kept beside the text: a formula, a chart."""
        folder = resolve("", href)
        return self.root(f"{folder}/content.xml") if folder and self._archive is not None else None

    @property
    def is_locked(self) -> bool:
        """Tell whether the text is encrypted."""
        manifest = self.root("META-INF/manifest.xml") if self._archive is not None else None
        return manifest is not None and any(
            isinstance(entry.tag, str) and entry.tag.endswith("}encryption-data") for entry in manifest.iter()
        )

    def close(self) -> None:
        """Give the file back."""
        if self._archive is not None:
            self._archive.close()
