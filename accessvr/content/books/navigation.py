"""The lists that lead into an EPUB: contents, printed pages, landmarks; each from the first place that has it."""

from __future__ import annotations

from lxml import etree

from accessvr.content.books.archive import Archive, note
from accessvr.content.books.contents import Line, nav_lines, nav_list, ncx_lines, ncx_pages
from accessvr.content.books.markup import parse_page, parse_xml
from accessvr.content.books.package import Package
from accessvr.core.values import dataclass, field


@dataclass(slots=True)
class Listed:
    """A list, and the name of the file it is written in."""

    lines: list[Line] = field(default_factory=list)
    file: str = ""


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of a book."""

    contents: Listed
    pages: Listed
    landmarks: Listed


def read_lists(archive: Archive, package: Package) -> Lists:
    """Give the lists of a book: those of the navigation document, else those of the NCX and the guide."""
    nav, ncx = _nav(archive, package), b""
    contents = Listed(nav_lines(nav), package.nav) if nav is not None else Listed()
    pages = (
        Listed(nav_list(nav, "page-list") or nav_list(nav, "pagelist"), package.nav) if nav is not None else Listed()
    )
    if package.ncx and not (contents.lines and pages.lines):
        ncx = archive.read(package.ncx) or b""
    if ncx and not (contents.lines and b"pageList" not in ncx):
        root = parse_xml(ncx)
        if root is not None:
            contents = contents if contents.lines else Listed(ncx_lines(root), package.ncx)
            pages = pages if pages.lines else Listed(ncx_pages(root), package.ncx)
    if not contents.lines:
        note(archive.troubles, "there is no table of contents: headings take its place")
    return Lists(contents, pages, _landmarks(nav, package))


def _nav(archive: Archive, package: Package) -> etree._Element | None:
    if not package.nav:
        return None
    root, trouble = parse_page(archive.read(package.nav) or b"")
    if trouble:
        note(archive.troubles, f"{package.nav}: {trouble}")
    return root


def _landmarks(nav: etree._Element | None, package: Package) -> Listed:
    lines = nav_list(nav, "landmarks") if nav is not None else []
    if lines:
        return Listed(lines, package.nav)
    return Listed([Line(reference.label, reference.href, 1) for reference in package.guide], package.name)
