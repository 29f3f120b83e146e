"""EPUB 3 and 2. A chapter is parsed when it is asked for; what is missing or damaged does not stop the book."""

from __future__ import annotations

import posixpath
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from accessvr.content.books.archive import Archive, folded, note, resolve, unescaped
from accessvr.content.books.contents import Place, entries, places
from accessvr.content.books.markup import parse_page
from accessvr.content.books.navigation import read_lists
from accessvr.content.books.package import Item, Package, is_locked, read_package
from accessvr.content.books.page_marks import with_pages
from accessvr.content.books.resources import Resources
from accessvr.content.books.stable_id import stable_id
from accessvr.content.books.stated_language import language_of_book, state_language
from accessvr.content.books.xhtml import Page, read_page
from accessvr.core.errors import ContentError
from accessvr.core.publication import Kind, Node, Publication, Section

if TYPE_CHECKING:
    from accessvr.content.books.epub_voice import Voice

TEXT_SHARE = 0.8  # chosen: characters of text per byte of a novel's pages
LARGEST_BOOK_BYTES = 256 << 20  # chosen: seven times the largest book seen, unpacked
DAMAGED = "This part of the book is missing or damaged."
EMPTY = "This part of the book has no words."


def read(path: Path) -> Epub:
    """Open a book. Raises ContentError when there is nothing to read."""
    troubles: list[str] = []
    archive = Archive(path, troubles)
    try:
        return Epub(path, archive, _package(path, archive), troubles)
    except ContentError:
        archive.close()
        raise


def _package(path: Path, archive: Archive) -> Package:
    if is_locked(archive):
        raise ContentError(
            f"{path}: the book is encrypted (digital rights management)",
            spoken="This book is locked by its seller. Say shelf to choose another.",
            remedy="Ask the publisher or library for a copy without digital rights management.",
        )
    package = read_package(archive)
    if package is None or not package.spine:
        raise ContentError(
            f"{path}: the file holds no book: it has no package document with pages",
            spoken="There is no book in this file. Say shelf to choose another.",
            remedy="Open the file with another program: when it is an EPUB there too, get it again.",
        )
    return package


class Epub:
    """An open EPUB.

    publication  its outline; sizes are estimated, counts unknown
    troubles     what a librarian should know, in plain words; grows as sections are read
    """

    def __init__(self, path: Path, archive: Archive, package: Package, troubles: list[str]) -> None:
        self.troubles = troubles
        self._path, self._archive = path, archive
        self._package = package
        self._resources = Resources(archive, (item.name for item in package.lexicons))
        self._sections: dict[str, int] = {}
        for index, item in enumerate(package.spine):
            self._sections.setdefault(folded(item.name), index)
        self._anchors: dict[int, dict[str, str]] = {}
        self._unpacked: set[int] = set()
        self._unpacked_bytes = 0
        lists = read_lists(archive, package)
        self.publication = Publication(
            id=stable_id(path, package.identifier),
            title=package.title or path.stem,
            language=language_of_book(archive, package),
            authors=package.authors,
            entries=entries(lists.contents.lines, partial(self._place, lists.contents.file)),
            sections=tuple(self._section(index, item) for index, item in enumerate(package.spine)),
            pages=places(lists.pages.lines, partial(self._place, lists.pages.file), Kind.PAGE),
            landmarks=places(lists.landmarks.lines, partial(self._place, lists.landmarks.file), Kind.SECTION),
            rights=package.rights,
            accessibility=package.accessibility,
            source=str(path),
        )

    def section(self, index: int) -> tuple[Node, ...]:
        """Give the nodes of a section, parsed now."""
        page = self._page(index, self._package.spine[index])
        self._anchors[index] = page.anchors
        return page.nodes

    def anchors(self, index: int) -> dict[str, str]:
        """Give other ids of a section that links lead to, each with the id of the node it stands in."""
        if index not in self._anchors:
            self.section(index)
        return self._anchors[index]

    def recording(self, source: str, into: Path) -> Path | None:
        """Give a sound file on this machine; see readers.Recorded."""
        return self._voice.sounds.bring(source, into)

    def close(self) -> None:
        """Give the file back."""
        self._archive.close()

    @cached_property
    def _voice(self) -> Voice:
        """Give what brings the recorded voice; a book without any does not wait for its import."""
        from accessvr.content.books.epub_voice import Voice

        return Voice(self._archive, self._package.items, self._path.stat().st_size)

    def _section(self, index: int, item: Item) -> Section:
        size = max(1, round(self._archive.stated_bytes(item.name) * TEXT_SHARE))
        return Section(f"s{index}", size, beside=item.beside)

    def _page(self, index: int, item: Item) -> Page:
        data = self._archive.read(item.name) if item.name else None
        if data is None:
            note(self.troubles, f"{item.href or 'a file of the reading order'}: is missing")
            return _one_line(index, DAMAGED)
        if self._is_too_much(index, len(data)):
            note(self.troubles, f"the book is larger than {LARGEST_BOOK_BYTES >> 20} MB; the rest is left out")
            return _one_line(index, DAMAGED)
        if item.media_type.startswith(("image/", "audio/", "video/")) and "svg" not in item.media_type:
            return _one_line(index, EMPTY)
        root, trouble = parse_page(data)
        if trouble:
            note(self.troubles, f"{item.name}: {trouble}")
        if root is None:
            return _one_line(index, DAMAGED)
        read = partial(self._read, index, item, root)
        is_heard = item.overlay or next(root.iter("{*}audio"), None) is not None
        page = self._voice.over(item, root, f"s{index}", read) if is_heard else read()
        return page if page.nodes else _one_line(index, EMPTY)

    def _read(self, index: int, item: Item, root: etree._Element) -> Page:
        folder = posixpath.dirname(item.name)
        state_language(root, self.publication.language)
        page = read_page(
            root,
            f"s{index}",
            self.publication.language,
            lambda href: self._leads(folder, item.name, index, href),
            sheet=lambda href: self._resources.sheet(folder, href),
            lexicons=self._resources.lexicons(root, folder),
            beside=self._is_beside,
            told=lambda trouble: note(self.troubles, f"{item.name}, {trouble}"),
        )
        return with_pages(page, f"s{index}", (entry for entry in self.publication.pages if entry.section == index))

    def _is_too_much(self, index: int, size_bytes: int) -> bool:
        """Count what comes out of the archive: a small file may hold the same large one many times."""
        self._unpacked_bytes += 0 if index in self._unpacked else size_bytes
        self._unpacked.add(index)
        return self._unpacked_bytes > LARGEST_BOOK_BYTES

    def _leads(self, folder: str, name: str, index: int, href: str) -> str:
        """Give the id an href of a page leads to; a file that stands twice in the order leads to itself."""
        fragment = href.partition("#")[2]
        target = resolve(folder, href) if href.partition("#")[0] else name
        section = index if folded(target) == folded(name) else self._sections.get(folded(target))
        if not href or not target or section is None:
            return ""
        return f"s{section}#{unescaped(fragment)}" if fragment else f"s{section}"

    def _is_beside(self, node: str) -> bool:
        """Tell whether a node stands in a section beside the way."""
        number = node.partition("#")[0].removeprefix("s")
        return number.isdecimal() and self._package.spine[int(number)].beside

    def _place(self, base: str, href: str) -> Place | None:
        """Give the section and node to which a line leads that is written in the file `base`."""
        name = resolve(posixpath.dirname(base), href) if href.partition("#")[0] else base
        section = self._sections.get(folded(name)) if name else None
        if section is None:
            note(self.troubles, f"the contents lead to {href}, which is not in the book")
            return None
        fragment = unescaped(href.partition("#")[2])
        return section, f"s{section}#{fragment}" if fragment else ""


def _one_line(index: int, words: str) -> Page:
    return Page((Node(f"s{index}#/", Kind.PARAGRAPH, text=words, language="en"),), {f"s{index}": f"s{index}#/"})
