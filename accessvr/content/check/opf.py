"""An EPUB's package document as it is written: what a checker asks of it, nothing mended."""

from __future__ import annotations

import posixpath

from lxml import etree

from accessvr.content.books.archive import Archive, resolve
from accessvr.content.books.markup import kinds, local, parse_page, plain
from accessvr.content.check.page import line_of
from accessvr.core.values import dataclass

LARGEST_BYTES = 16 << 20  # chosen: fifty times the largest seen
PAGE_TYPES = ("application/xhtml+xml", "image/svg+xml", "text/html", "application/x-dtbook+xml")


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the manifest. `name` is its name in the archive, "" when it leads out of it."""

    id: str
    name: str
    href: str
    media_type: str
    properties: frozenset[str]
    overlay: str
    line: int


@dataclass(frozen=True, slots=True)
class Opf:
    """A package document.

    spine  ids of items in reading order, with whether they are on the way
    metas  property and value of all metadata that are not Dublin Core, without prefixes
    """

    name: str
    title: str
    language: str
    has_source: bool
    items: tuple[Item, ...]
    spine: tuple[tuple[str, bool], ...]
    metas: tuple[tuple[str, str], ...]

    def values(self, name: str) -> list[str]:
        """Give the values of a property."""
        return [value for stated, value in self.metas if stated == name]

    @property
    def is_fixed(self) -> bool:
        """Tell whether the pages are laid out like print."""
        return "pre-paginated" in self.values("layout")

    @property
    def by_id(self) -> dict[str, Item]:
        """Give the items by id; the first of two wins."""
        found: dict[str, Item] = {}
        for item in self.items:
            found.setdefault(item.id, item)
        return found

    @property
    def pages(self) -> list[tuple[Item, bool]]:
        """Give the files of the reading order, each once, with whether they are on the way."""
        by_id = self.by_id
        ordered = [(by_id[name], linear) for name, linear in self.spine if name in by_id]
        return list({item.name or item.href: (item, linear) for item, linear in reversed(ordered)}.values())[::-1]

    @property
    def nav(self) -> Item | None:
        """Give the contents document of EPUB 3."""
        return next((item for item in self.items if "nav" in item.properties), None)

    @property
    def ncx(self) -> Item | None:
        """Give the contents document of EPUB 2."""
        return next((item for item in self.items if item.media_type.endswith("ncx+xml")), None)


def read_opf(archive: Archive) -> Opf | None:
    """Give the package document, or None when there is none."""
    name = _name(archive)
    root = _root(archive, name)
    if root is None:
        return None
    folder = posixpath.dirname(name)
    metadata = [e for top in root.iter() if local(top) == "metadata" for e in top if isinstance(e.tag, str)]
    return Opf(
        name=name,
        title=_first(metadata, "title"),
        language=_first(metadata, "language"),
        has_source=bool(_first(metadata, "source")),
        items=tuple(_item(e, folder) for e in root.iter() if local(e) == "item"),
        spine=tuple(_reference(e) for e in root.iter() if local(e) == "itemref"),
        metas=tuple(meta for e in metadata if (meta := _meta(e))[0]),
    )


def _root(archive: Archive, name: str) -> etree._Element | None:
    """Give the root of a file, or None when there is none, or it is larger than any that is meant to be read."""
    if not name or archive.stated_bytes(name) > LARGEST_BYTES:
        return None
    return parse_page(archive.read(name) or b"")[0]


def _name(archive: Archive) -> str:
    root = _root(archive, "META-INF/container.xml")
    stated = (
        [resolve("", e.get("full-path") or "") for e in root.iter() if local(e) == "rootfile"]
        if root is not None
        else []
    )
    others = [name for name in archive.names if name.lower().endswith(".opf")]
    return next((name for name in [*stated, *others] if name and archive.has(name)), "")


def _item(element: etree._Element, folder: str) -> Item:
    href = (element.get("href") or "").strip()
    return Item(
        id=element.get("id") or href,
        name=resolve(folder, href) if href else "",
        href=href,
        media_type=(element.get("media-type") or "").strip().lower(),
        properties=frozenset((element.get("properties") or "").split()),
        overlay=element.get("media-overlay") or "",
        line=line_of(element),
    )


def _reference(element: etree._Element) -> tuple[str, bool]:
    return element.get("idref") or "", (element.get("linear") or "").lower() != "no"


def _first(metadata: list[etree._Element], name: str) -> str:
    texts = (plain("".join(str(part) for part in e.itertext())) for e in metadata if local(e) == name)
    return next((text for text in texts if text), "")


def _meta(element: etree._Element) -> tuple[str, str]:
    """Give property and value of a meta or link; prefixes do not matter."""
    if local(element) not in ("meta", "link"):
        return "", ""
    stated = element.get("property") or element.get("name") or element.get("rel") or ""
    value = plain(element.get("content") or element.text) or (element.get("href") or "").strip()
    return stated.rpartition(":")[2], value


@dataclass(frozen=True, slots=True)
class Listed:
    """The lists of a book: contents, pages and landmarks, each as hrefs from the file that holds them."""

    file: str
    contents: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    landmarks: tuple[str, ...] = ()


def lists(archive: Archive, opf: Opf) -> list[Listed]:
    """Give what the contents documents list, that of EPUB 3 first."""
    found = []
    for item, read in ((opf.nav, _nav), (opf.ncx, _ncx)):
        root = _root(archive, item.name) if item else None
        if item is not None and root is not None:
            found.append(read(root, item.name))
    return found


def _nav(root: etree._Element, file: str) -> Listed:
    navs = [e for e in root.iter() if local(e) == "nav"]
    if navs and not any(kinds(nav) for nav in navs):
        return Listed(file, contents=_hrefs(navs[0]))
    of = {kind: next((_hrefs(nav) for nav in navs if kinds(nav) & names), ()) for kind, names in _NAVS.items()}
    return Listed(file, of["contents"], of["pages"], of["landmarks"])


_NAVS = {
    "contents": frozenset({"toc"}),
    "pages": frozenset({"page-list", "pagelist"}),
    "landmarks": frozenset({"landmarks"}),
}


def _hrefs(nav: etree._Element) -> tuple[str, ...]:
    return tuple((e.get("href") or "").strip() for e in nav.iter() if local(e) == "a" and e.get("href"))


def _ncx(root: etree._Element, file: str) -> Listed:
    contents = tuple(href for e in root.iter() if local(e) == "navpoint" for href in _sources(e))
    pages = tuple(href for e in root.iter() if local(e) == "pagetarget" for href in _sources(e))
    return Listed(file, contents, pages)


def _sources(point: etree._Element) -> list[str]:
    return [(child.get("src") or "").strip() for child in point if local(child) == "content"]
