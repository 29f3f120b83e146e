"""DAISY books: 2.02 and 3, with text, with sound, with both; and a DTBook alone. A folder, or a zip file of one."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterable
from pathlib import Path

from accessvr.content.books import daisy_finding as finding
from accessvr.content.books.archive import note
from accessvr.content.books.contents import Line, Place, entries
from accessvr.content.books.daisy_order import Order, SoundSection, TextSection, order_of
from accessvr.content.books.daisy_sound import Known, sound_page
from accessvr.content.books.files import Files
from accessvr.content.books.guide import Guide, Point
from accessvr.content.books.overlays import name_parts, voiced
from accessvr.content.books.sound_files import SoundFiles
from accessvr.content.books.xhtml import Page, read_page
from accessvr.core.errors import ContentError
from accessvr.core.publication import Entry, Kind, Node, Publication, Section
from accessvr.core.sizes import CHARACTERS_A_SECOND
from accessvr.core.values import replace

DAMAGED = "This part of the book is missing or damaged."
EMPTY = "This part of the book has no words."


def read(path: Path) -> Daisy:
    """Open a book. Raises ContentError when there is nothing to read."""
    files = finding.opened(path, [])
    guide = finding.guide(files, path)
    order = order_of(files, guide)
    if not order.sections:
        files.close()
        raise ContentError(
            f"{path}: there is nothing to read in this DAISY book",
            spoken="There is no book in this folder. Say shelf to choose another.",
            remedy="Check that ncc.html, or the package with the files it names, is there and whole.",
        )
    return Daisy(path, files, guide, order)


class Daisy:
    """An open DAISY book.

    publication  its outline; sizes are estimated, counts unknown
    troubles     what a librarian should know, in plain words; grows as sections are read
    """

    def __init__(self, path: Path, files: Files, guide: Guide, order: Order) -> None:
        self.troubles = files.troubles
        self._files, self._order = files, order
        self._sounds = SoundFiles(files, path.stat().st_size if path.is_file() else 0)
        self._guide = guide = _completed(guide, order)
        self._folder = posixpath.dirname(guide.own)
        self._known = self._what_contents_know()
        self._anchors: dict[int, dict[str, str]] = {}
        self.publication = Publication(
            id=_stable_id(files, guide),
            title=guide.title or path.stem,
            language=guide.language or "und",
            authors=guide.authors,
            entries=entries(list(guide.lines), self._place),
            sections=tuple(Section(f"s{number}", _size(section)) for number, section in enumerate(order.sections)),
            pages=tuple(self._pages()),
            rights=guide.rights,
            accessibility=guide.accessibility,
            source=str(path),
        )

    def section(self, index: int) -> tuple[Node, ...]:
        """Give the nodes of a section, read now."""
        section = self._order.sections[index]
        match section:
            case TextSection():
                page = self._text_page(index, section)
            case SoundSection(phrases):
                page = sound_page(f"s{index}", phrases, self._known, self._sounds.part)
        page = page if page.nodes else _one_line(index, EMPTY)
        self._anchors[index] = page.anchors
        return page.nodes

    def anchors(self, index: int) -> dict[str, str]:
        """Give other ids of a section that links lead to, each with the id of the node it stands in."""
        if index not in self._anchors:
            self.section(index)
        return self._anchors[index]

    def recording(self, source: str, into: Path) -> Path | None:
        """Give a sound file on this machine; see readers.Recorded."""
        return self._sounds.bring(source, into)

    def close(self) -> None:
        """Give everything back."""
        for text in self._order.texts.values():
            text.close()
        self._files.close()

    def _text_page(self, index: int, section: TextSection) -> Page:
        language = self.publication.language
        root = section.text.page(section.part, language)
        if root is None:
            return _one_line(index, DAMAGED)
        heard = [(name, tuple(filter(None, map(self._sounds.fit, sounds)))) for name, sounds in section.heard]
        parts = name_parts(root, [name for name, sounds in heard if sounds])
        folder, own = posixpath.dirname(section.text.name), section.text.name
        page = read_page(
            root,
            f"s{index}",
            language,
            lambda href: self._leads(folder, own, href),
            told=lambda trouble: note(self.troubles, f"{own}, {trouble}"),
        )
        page, missing = voiced(page, f"s{index}", heard, parts)
        for name in missing:
            note(self.troubles, f"{own}: has no words for the recording of {name or 'the whole page'}")
        return page

    def _leads(self, folder: str, own: str, href: str) -> str:
        at = self._order.place(folder, own, href)
        return _id(at) if at else ""

    def _place(self, href: str) -> Place | None:
        """Give the section and node a line of the contents leads to."""
        at = self._order.place(self._folder, self._guide.own, href)
        if at is None and href:
            note(self.troubles, f"the contents lead to {href}, which is not in the book")
        return (at[0], _id(at) if at[1] else "") if at else None

    def _pages(self) -> Iterable[Entry]:
        for point in self._guide.points:
            at = self._place(point.href) if point.kind is Kind.PAGE else None
            if at and point.label:
                yield Entry(Kind.PAGE, point.label, at[0], at[1])

    def _what_contents_know(self) -> Known:
        """Give the lines and points of the contents by where they lead."""
        known: dict[str, Line | Point] = {}
        every: list[Line | Point] = [*self._guide.headings(), *self._guide.points]
        for point in every:
            known.setdefault(self._order.target(self._folder, self._guide.own, point.href), point)
        return known


def _completed(guide: Guide, order: Order) -> Guide:
    """Give a guide with what the text says of itself, where the control files are silent or missing."""
    own = next((text.guide for text in order.texts.values() if text.guide), None)
    if own is None:
        return guide
    named = guide if guide.lines else replace(guide, own=own.own, lines=own.lines, points=own.points)
    return replace(
        named,
        title=guide.title or own.title,
        language=guide.language or own.language,
        identifier=guide.identifier or own.identifier,
        authors=guide.authors or own.authors,
        rights=guide.rights or own.rights,
    )


def _size(section: TextSection | SoundSection) -> int:
    if isinstance(section, TextSection):
        return section.text.size(section.part)
    length_s = sum(max(1.0, sound.to_s - sound.from_s) for _, phrase in section.phrases for sound in phrase.sounds)
    return max(1, round(length_s * CHARACTERS_A_SECOND))


def _id(at: tuple[int, str]) -> str:
    return f"s{at[0]}#{at[1]}" if at[1] else f"s{at[0]}"


def _one_line(index: int, words: str) -> Page:
    return Page((Node(f"s{index}#/", Kind.PARAGRAPH, text=words, language="en"),), {f"s{index}": f"s{index}#/"})


def _stable_id(files: Files, guide: Guide) -> str:
    """Give an id that is the same for the same files, wherever they lie: by their names and sizes, and by the texts."""
    digest = hashlib.sha256()
    for name in sorted(files.names):
        digest.update(f"{name}|{files.stated_bytes(name)}\n".encode("utf-8", "surrogatepass"))
    for name in (guide.own, *guide.smils, *guide.texts):
        digest.update(files.read(name) or b"" if name else b"")
    readable = re.sub(r"[^a-z0-9]+", "-", guide.identifier.lower()).strip("-")[:40].strip("-")
    return f"{readable or 'book'}-{digest.hexdigest()[:16]}"
