"""The control file of DAISY 2.02, ncc.html: what the book is, its headings, its pages, and what may be skipped."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from accessvr.content.books.archive import note, resolve
from accessvr.content.books.contents import Line
from accessvr.content.books.elements import heading_level
from accessvr.content.books.files import Files, read_markup
from accessvr.content.books.guide import Guide, Point, nested
from accessvr.content.books.markup import kinds, local, parse_page, parse_xml, plain, visible_text
from accessvr.core.publication import Kind

NAMES = ("ncc.html", "ncc.htm", "ncc.xhtml")
_MASTER = ("master.smil", "master.smi")
_CLASSES = {
    "page-front": Kind.PAGE,
    "page-normal": Kind.PAGE,
    "page-special": Kind.PAGE,
    "noteref": Kind.NOTE_REFERENCE,
    "notebody": Kind.NOTE,
    "sidebar": Kind.ASIDE,
    "prodnote": Kind.ASIDE,
    "optional-prodnote": Kind.ASIDE,
}


def read_ncc(files: Files, name: str) -> Guide:
    """Give what the control file says; where it cannot be read, only what lies there."""
    root, trouble = parse_page(read_markup(files, name) or b"")
    if trouble:
        note(files.troubles, f"{name}: {trouble}")
    if root is None:
        return Guide(own=name, smils=_all_smils(files))
    stated = _stated(root)
    return Guide(
        own=name,
        title=next(iter(stated.get("title", [])), "") or _title(root),
        language=next(iter(stated.get("language", [])), ""),
        identifier=next(iter(stated.get("identifier", [])), ""),
        authors=tuple(stated.get("creator", [])),
        rights=next(iter(stated.get("rights", [])), ""),
        lines=nested(_lines(root)),
        points=tuple(_points(root)),
        smils=_smils(files, name, root),
    )


def _stated(root: etree._Element) -> dict[str, list[str]]:
    """Give the metadata by its names without their prefix, in small letters."""
    found: dict[str, list[str]] = {}
    for element in root.iter():
        words = plain(element.get("content")) if local(element) == "meta" else ""
        prefix, _, name = (
            (element.get("name") or "").lower().replace(".", ":").partition(":") if words else ("", "", "")
        )
        if prefix in ("dc", "ncc") and name:
            found.setdefault(name, []).append(words)
    return found


def _title(root: etree._Element) -> str:
    return next((visible_text(element) for element in root.iter() if local(element) == "title"), "")


def _lines(root: etree._Element) -> list[Line]:
    lines = []
    for element in root.iter():
        level = heading_level(local(element), element, kinds(element))
        if level:
            lines.append(Line(visible_text(element), _href(element), level))
    return lines


def _points(root: etree._Element) -> Iterator[Point]:
    for element in root.iter():
        words = (element.get("class") or "").lower().split() if local(element) in ("span", "div") else []
        kind = next((_CLASSES[word] for word in words if word in _CLASSES), None)
        if kind:
            yield Point(kind, visible_text(element), _href(element))


def _href(element: etree._Element) -> str:
    links = (inner.get("href") for inner in element.iter() if local(inner) == "a")
    return next((href.strip() for href in links if href), "")


def _smils(files: Files, name: str, root: etree._Element) -> tuple[str, ...]:
    """Give the SMIL files in the order in which the control file leads to them, then those only the master names."""
    folder = posixpath.dirname(name)
    links = [(e.get("href") or "").strip() for e in root.iter() if local(e) == "a"]
    found = [resolve(folder, href) for href in links]
    master = next((other for other in files.names if posixpath.basename(other).lower() in _MASTER), "")
    tree = parse_xml(read_markup(files, master) or b"") if master else None
    named = [e.get("src") or "" for e in tree.iter() if local(e) == "ref"] if tree is not None else []
    found += [resolve(posixpath.dirname(master), source) for source in named]
    return tuple(dict.fromkeys(filter(_is_smil, found))) or _all_smils(files)


def _all_smils(files: Files) -> tuple[str, ...]:
    """Give every SMIL file that is there, in the order of their names, but for the master."""
    there = (name for name in files.names if _is_smil(name) and posixpath.basename(name).lower() not in _MASTER)
    return tuple(sorted(there))


def _is_smil(name: str) -> bool:
    return name.lower().endswith((".smil", ".smi"))
