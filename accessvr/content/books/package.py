"""What an EPUB's package document says: about the book, its files and their order."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from lxml import etree

from accessvr.content.books.archive import Archive, note, resolve
from accessvr.content.books.markup import local, parse_xml, plain
from accessvr.core.values import dataclass, replace

MOST_SECTIONS = 20_000  # chosen: ten times the largest book seen
MOST_FALLBACKS = 8  # chosen
_ABOUT_ACCESS = ("schema:access", "a11y:", "dcterms:conformsTo", "rendition:layout")
FONT_SCRAMBLING = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the book. `name` is "" when it leads nowhere inside the archive.

    beside    it stands beside the way: only links and the contents lead to it
    overlay   id of the item with its recorded voice, "" for none
    fallback  id of the item that takes its place where it cannot be shown
    """

    name: str
    media_type: str
    properties: frozenset[str]
    href: str
    beside: bool = False
    overlay: str = ""
    fallback: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A place that the guide of an EPUB 2 points out."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Package:
    """The package document.

    name      its name in the archive: what its references start from
    spine     the files in reading order; those that are not on the way in their places, those not in it at the end
    items     all files, by id
    nav       name of the contents document of EPUB 3, "" for none; ncx  the same of EPUB 2
    lexicons  files that say how words are pronounced
    """

    name: str
    title: str
    language: str
    identifier: str
    authors: tuple[str, ...]
    rights: str
    accessibility: tuple[str, ...]
    spine: tuple[Item, ...]
    items: Mapping[str, Item]
    nav: str
    ncx: str
    guide: tuple[Reference, ...] = ()
    lexicons: tuple[Item, ...] = ()


def read_package(archive: Archive) -> Package | None:
    """Give what the package document says, or None when the archive holds none."""
    name = _package_name(archive)
    root = parse_xml(archive.read(name) or b"") if name else None
    if root is None:
        return None
    items = _manifest(root, posixpath.dirname(name))
    return Package(
        name=name,
        title=_first(root, "title"),
        language=_first(root, "language"),
        identifier=_first(root, "identifier"),
        authors=tuple(_texts(root, "creator")),
        rights=_first(root, "rights"),
        accessibility=tuple(_accessibility(root)),
        spine=_spine(root, items, archive.troubles),
        items=items,
        nav=next((item.name for item in items.values() if "nav" in item.properties), ""),
        ncx=next((item.name for item in items.values() if item.media_type.endswith("ncx+xml")), ""),
        guide=tuple(_guide(root)),
        lexicons=tuple(item for item in items.values() if item.name and item.media_type.endswith("pls+xml")),
    )


def is_locked(archive: Archive) -> bool:
    """Tell whether files of the book are encrypted; scrambled fonts do not count."""
    root = parse_xml(archive.read("META-INF/encryption.xml") or b"")
    if root is None:
        return False
    methods = {
        element.get("Algorithm") or ""
        for data in _named(root, "EncryptedData")
        for element in _named(data, "EncryptionMethod")[:1]
    }
    unstated = any(not _named(data, "EncryptionMethod") for data in _named(root, "EncryptedData"))
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
            overlay=(element.get("media-overlay") or "").strip(),
            fallback=(element.get("fallback") or "").strip(),
        )
        items.setdefault(element.get("id") or href, item)
    return items


def _spine(root: etree._Element, items: dict[str, Item], troubles: list[str]) -> tuple[Item, ...]:
    references = _named(root, "itemref")
    known = [element for element in references if element.get("idref") in items]
    if len(known) < len(references):
        note(troubles, "an entry of the reading order names no file")
    spine = [
        replace(_readable(items[element.get("idref") or ""], items), beside=_is_beside(element)) for element in known
    ]
    if all(item.beside for item in spine):
        spine = [replace(item, beside=False) for item in spine]
    if not spine:
        spine = [item for item in items.values() if _is_page(item) and "nav" not in item.properties]
        note(troubles, "there is no reading order: the files are read in the order they are listed")
    spine += _unlisted(spine, items)
    if len(spine) > MOST_SECTIONS:
        note(troubles, f"only the first {MOST_SECTIONS} of {len(spine)} files are read")
    return tuple(spine[:MOST_SECTIONS])


def _is_beside(reference: etree._Element) -> bool:
    return (reference.get("linear") or "").strip().lower() == "no"


def _is_page(item: Item) -> bool:
    return "html" in item.media_type


def _readable(item: Item, items: Mapping[str, Item]) -> Item:
    """Give the page that takes the place of a file that is none, when the book has one."""
    tried = item
    for _ in range(MOST_FALLBACKS):
        if _is_page(tried) or "svg" in tried.media_type or tried.fallback not in items:
            break
        tried = items[tried.fallback]
    return tried if _is_page(tried) or "svg" in tried.media_type else item


def _unlisted(spine: list[Item], items: Mapping[str, Item]) -> list[Item]:
    """Give pages that are in no reading order, for links to lead to. Drawings are pictures of other pages."""
    names = {item.name for item in spine}
    pages = {item.name: item for item in items.values() if _is_page(item) and "nav" not in item.properties}
    return [replace(item, beside=True) for name, item in pages.items() if name and name not in names]


def _guide(root: etree._Element) -> Iterator[Reference]:
    for element in _named(root, "reference"):
        label, href = plain(element.get("title")) or plain(element.get("type")), (element.get("href") or "").strip()
        if label and href:
            yield Reference(label, href)


def _named(root: etree._Element, name: str) -> list[etree._Element]:
    """Give the elements of a name, in any namespace; a prefix that nothing explains is passed over too."""
    if ":" in str(root.tag).rpartition("}")[2]:
        return [element for element in root.iter() if local(element) == name]
    return list(root.iter(f"{{*}}{name}"))


def _texts(root: etree._Element, name: str) -> list[str]:
    found = (plain("".join(str(part) for part in element.itertext())) for element in _named(root, name))
    return [text for text in found if text]


def _first(root: etree._Element, name: str) -> str:
    return next(iter(_texts(root, name)), "")


def _accessibility(root: etree._Element) -> list[str]:
    """Give lines such as "accessibilityFeature: alternativeText" and "dcterms:conformsTo: EPUB Accessibility 1.1"."""
    lines = []
    for element in root.iter("{*}meta", "{*}link", "{*}conformsTo"):
        tag = local(element)
        if tag == "meta":
            stated, value = element.get("property") or element.get("name") or "", element.get("content") or element.text
        elif tag == "link":
            stated, value = element.get("rel") or "", element.get("href")
        else:
            stated, value = "dcterms:conformsTo", element.text
        if stated.strip().startswith(_ABOUT_ACCESS) and plain(value):
            lines.append(f"{stated.strip().removeprefix('schema:')}: {plain(value)}")
    return lines
