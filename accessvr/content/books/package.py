"""What an EPUB's package document says: about the book, its files and their order."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from lxml import etree

from accessvr.content.books.archive import Archive, note, resolve
from accessvr.content.books.markup import local, parse_xml, plain

MOST_SECTIONS = 20_000  # chosen: ten times the largest book seen
FONT_SCRAMBLING = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the book. `name` is "" when it leads nowhere inside the archive."""

    name: str
    media_type: str
    properties: frozenset[str]
    href: str


@dataclass(frozen=True, slots=True)
class Package:
    """The package document.

    spine  the files in reading order, without those that are not on the way (linear="no")
    nav    name of the contents document of EPUB 3, "" for none; ncx  the same of EPUB 2
    """

    title: str
    language: str
    identifier: str
    authors: tuple[str, ...]
    rights: str
    accessibility: tuple[str, ...]
    spine: tuple[Item, ...]
    nav: str
    ncx: str


def read_package(archive: Archive) -> Package | None:
    """Give what the package document says, or None when the archive holds none."""
    name = _package_name(archive)
    root = parse_xml(archive.read(name) or b"") if name else None
    if root is None:
        return None
    items = _manifest(root, posixpath.dirname(name))
    return Package(
        title=_first(root, "title"),
        language=_first(root, "language"),
        identifier=_first(root, "identifier"),
        authors=tuple(_texts(root, "creator")),
        rights=_first(root, "rights"),
        accessibility=tuple(_accessibility(root)),
        spine=_spine(root, items, archive.troubles),
        nav=next((item.name for item in items.values() if "nav" in item.properties), ""),
        ncx=next((item.name for item in items.values() if item.media_type.endswith("ncx+xml")), ""),
    )


def is_locked(archive: Archive) -> bool:
    """Tell whether files of the book are encrypted; scrambled fonts do not count."""
    root = parse_xml(archive.read("META-INF/encryption.xml") or b"")
    if root is None:
        return False
    methods = {
        element.get("Algorithm") or ""
        for data in _named(root, "encrypteddata")
        for element in _named(data, "encryptionmethod")[:1]
    }
    unstated = any(not _named(data, "encryptionmethod") for data in _named(root, "encrypteddata"))
    return unstated or bool(methods - FONT_SCRAMBLING)


def _package_name(archive: Archive) -> str:
    """Give the name the container states; without a container, any package document will do."""
    root = parse_xml(archive.read("META-INF/container.xml") or b"")
    stated = [element.get("full-path") or "" for element in _named(root, "rootfile")] if root is not None else []
    inside = [resolve("", name) for name in stated if name]
    found = [name for name in inside if name and archive.has(name)]
    return next(iter(found + [name for name in archive.names if name.lower().endswith(".opf")]), "")


def _manifest(root: etree._Element, folder: str) -> dict[str, Item]:
    items: dict[str, Item] = {}
    for element in _named(root, "item"):
        href = (element.get("href") or "").strip()
        item = Item(
            name=resolve(folder, href) if href else "",
            media_type=(element.get("media-type") or "").strip().lower(),
            properties=frozenset((element.get("properties") or "").split()),
            href=href,
        )
        items.setdefault(element.get("id") or href, item)
    return items


def _spine(root: etree._Element, items: dict[str, Item], troubles: list[str]) -> tuple[Item, ...]:
    references = _named(root, "itemref")
    known = [element for element in references if element.get("idref") in items]
    if len(known) < len(references):
        note(troubles, "an entry of the reading order names no file")
    linear = [element for element in known if (element.get("linear") or "").lower() != "no"] or known
    spine = [items[element.get("idref") or ""] for element in linear]
    if not spine:
        spine = [item for item in items.values() if "html" in item.media_type and "nav" not in item.properties]
        note(troubles, "there is no reading order: the files are read in the order they are listed")
    if len(spine) > MOST_SECTIONS:
        note(troubles, f"only the first {MOST_SECTIONS} of {len(spine)} files are read")
    return tuple(spine[:MOST_SECTIONS])


def _named(root: etree._Element, name: str) -> list[etree._Element]:
    return [element for element in root.iter() if local(element) == name]


def _texts(root: etree._Element, name: str) -> list[str]:
    found = (plain("".join(str(part) for part in element.itertext())) for element in _named(root, name))
    return [text for text in found if text]


def _first(root: etree._Element, name: str) -> str:
    return next(iter(_texts(root, name)), "")


def _accessibility(root: etree._Element) -> list[str]:
    """Give lines such as "accessibilityFeature: alternativeText"."""
    lines = []
    for element in _named(root, "meta"):
        stated = element.get("property") or element.get("name") or ""
        value = plain(element.get("content") or element.text)
        if stated.startswith(("schema:access", "a11y:")) and value:
            lines.append(f"{stated.removeprefix('schema:')}: {value}")
    return lines
