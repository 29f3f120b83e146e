"""The control files of DAISY 3: the package, and the NCX with headings, pages, notes and asides."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from accessvr.content.books.archive import note, resolve
from accessvr.content.books.contents import ncx_lines
from accessvr.content.books.files import Files, read_markup
from accessvr.content.books.guide import Guide, Point
from accessvr.content.books.markup import local, parse_xml, plain
from accessvr.core.publication import Kind
from accessvr.core.values import replace

DTBOOK = "application/x-dtbook+xml"
_SMIL_TYPES = ("application/smil", "application/smil+xml")
_LISTS = (
    ("noteref", Kind.NOTE_REFERENCE),
    ("annoref", Kind.NOTE_REFERENCE),
    ("note", Kind.NOTE),
    ("sidebar", Kind.ASIDE),
)
_OTHERS = (("prodnote", Kind.ASIDE), ("annotation", Kind.NOTE))


def read_daisy3(files: Files, package: str, ncx: str) -> Guide:
    """Give what the control files say; where there are none that can be read, only what lies there.

    package, ncx  their names, "" for one that is missing
    """
    root = parse_xml(read_markup(files, package) or b"") if package else None
    items = _items(root, posixpath.dirname(package)) if root is not None else {}
    ncx = next((name for name, kind in items.values() if kind.endswith("ncx+xml") and files.has(name)), ncx)
    tree = parse_xml(read_markup(files, ncx) or b"") if ncx else None
    if root is None and tree is None:
        note(files.troubles, "the package and the contents are missing: files are read in the order of their names")
        return Guide(own="", smils=tuple(sorted(name for name in files.names if _is_smil(name, ""))))
    if tree is None:
        note(files.troubles, "there is no table of contents: headings take its place")
    lines = tuple(ncx_lines(tree)) if tree is not None else ()
    points = tuple(_points(tree)) if tree is not None else ()
    guide = Guide(
        own=ncx,
        title=_first(root, "title") or _first(tree, "doctitle"),
        language=_first(root, "language"),
        identifier=_first(root, "identifier"),
        authors=tuple(_texts(root, "creator")) or tuple(_texts(tree, "docauthor")),
        rights=_first(root, "rights"),
        accessibility=tuple(_accessibility(root)),
        lines=lines,
        points=points,
    )
    return _with_files(guide, root, items)


def _with_files(guide: Guide, root: etree._Element | None, items: dict[str, tuple[str, str]]) -> Guide:
    """Add the files in order: that of the package, else that of the contents."""
    spine = [items[ref] for ref in _references(root) if ref in items]
    smils = [name for name, kind in spine if _is_smil(name, kind)]
    folder = posixpath.dirname(guide.own)
    led = [
        resolve(folder, href) for href in [*(line.href for line in guide.headings()), *(p.href for p in guide.points)]
    ]
    smils = smils or [name for name in led if _is_smil(name, "")]
    smils += [name for name, kind in items.values() if _is_smil(name, kind)]
    texts = [name for name, kind in [*spine, *items.values()] if kind == DTBOOK and name]
    texts = texts or [name for name, kind in spine if name.lower().endswith(".xml")]
    return replace(guide, smils=tuple(dict.fromkeys(smils)), texts=tuple(dict.fromkeys(texts)))


def _items(root: etree._Element, folder: str) -> dict[str, tuple[str, str]]:
    """Give name and media type of each file by its id in the package."""
    items: dict[str, tuple[str, str]] = {}
    for element in root.iter():
        if local(element) == "item":
            href, kind = (element.get("href") or "").strip(), (element.get("media-type") or "").strip().lower()
            items.setdefault(element.get("id") or href, (resolve(folder, href) if href else "", kind))
    return items


def _references(root: etree._Element | None) -> list[str]:
    return [e.get("idref") or "" for e in root.iter() if local(e) == "itemref"] if root is not None else []


def _is_smil(name: str, kind: str) -> bool:
    return bool(name) and (kind in _SMIL_TYPES or name.lower().endswith(".smil"))


def _points(root: etree._Element) -> Iterator[Point]:
    """Give the targets of the page list, and of the lists of notes and asides."""
    for element in root.iter():
        if local(element) == "pagetarget":
            yield Point(Kind.PAGE, _label(element) or element.get("value") or "", _href(element))
        elif local(element) == "navtarget":
            around = element.getparent()
            words = f"{element.get('class') or ''} {around.get('class') or '' if around is not None else ''}".lower()
            kind = next((kind for word, kind in (*_LISTS, *_OTHERS) if word in words), None)
            if kind:
                yield Point(kind, _label(element), _href(element))


def _label(element: etree._Element) -> str:
    labels = (child for child in element if local(child) == "navlabel")
    return next((plain("".join(str(part) for part in label.itertext())) for label in labels), "")


def _href(element: etree._Element) -> str:
    return next(((child.get("src") or "").strip() for child in element if local(child) == "content"), "")


def _texts(root: etree._Element | None, name: str) -> list[str]:
    found = [e for e in root.iter() if local(e) == name] if root is not None else []
    return [words for e in found if (words := plain("".join(str(part) for part in e.itertext())))]


def _first(root: etree._Element | None, name: str) -> str:
    return next(iter(_texts(root, name)), "")


def _accessibility(root: etree._Element | None) -> Iterator[str]:
    for element in root.iter() if root is not None else ():
        stated, value = (element.get("property") or element.get("name") or ""), plain(element.get("content"))
        if local(element) == "meta" and stated.startswith(("schema:access", "a11y:")) and value:
            yield f"{stated.removeprefix('schema:')}: {value}"
