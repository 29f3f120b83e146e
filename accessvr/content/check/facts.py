"""What is to be known of a page when the whole book is looked at: its ids, links, notes and page breaks."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from accessvr.content.books.archive import resolve
from accessvr.content.books.markup import kinds, local, named, own_id, plain, visible_text
from accessvr.content.check.finding import Place
from accessvr.content.check.headings import headings
from accessvr.content.check.page import Page, is_decoration, source
from accessvr.core.values import dataclass

_NOTES = named("footnote endnote rearnote note")
_NOTE_LISTS = named("footnotes endnotes rearnotes")
_PAGES_ABOUT_THE_BOOK = named("titlepage imprint colophon cover halftitlepage copyright-page")


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a place in the book.

    file     in the archive, "" when it leads out of it; fragment  the id there, "" for the file's beginning
    is_note  it is a reference to a note; within  ids of the notes it stands in
    """

    href: str
    file: str
    fragment: str
    place: Place
    is_note: bool
    within: frozenset[str]


@dataclass(frozen=True, slots=True)
class Mark:
    """A note or a page break: its id, where it stands, and what it is called."""

    id: str
    place: Place
    label: str = ""
    leads_on: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What one page adds to the whole."""

    file: str
    place: Place
    ids: frozenset[str]
    links: tuple[Link, ...]
    notes: tuple[Mark, ...]
    breaks: tuple[Mark, ...]
    heading: str
    letters: int
    pictures: int
    formulas: int
    sounds: int
    files: tuple[tuple[str, Place], ...]


def facts_of(page: Page) -> Facts:
    """Give what a page adds to the whole."""
    about = bool(kinds(page.body) & _PAGES_ABOUT_THE_BOOK) or any(
        kinds(e) & _PAGES_ABOUT_THE_BOOK for e in page.named("section", "div", "img")
    )
    pictures = [e for e in page.named("img", "svg") if not is_decoration(e) and page.label(e)]
    return Facts(
        file=page.file,
        place=page.whole,
        ids=frozenset(page.ids),
        links=tuple(_links(page)),
        notes=tuple(_notes(page)),
        breaks=tuple(_breaks(page)),
        heading=next((visible_text(element) for element, _ in headings(page) if visible_text(element)), ""),
        letters=len(page.words),
        pictures=0 if about else len(pictures),
        formulas=sum(1 for _ in page.named("math")),
        sounds=sum(1 for _ in page.named("audio", "video")),
        files=tuple(_files(page)),
    )


def _links(page: Page) -> Iterator[Link]:
    folder = posixpath.dirname(page.file)
    for element in page.named("a", "area"):
        href = (element.get("href") or "").strip()
        is_note = "noteref" in kinds(element)
        if not is_note and (not href or _leads_outside(href)):
            continue
        name, _, fragment = href.partition("#")
        file = resolve(folder, href) if name else page.file
        within = frozenset(own_id(e) for e in element.iterancestors() if is_note_itself(e))
        yield Link(href, file if href else "", fragment, page.place(element), is_note, within)


def _leads_outside(href: str) -> bool:
    return ":" in href.partition("#")[0].partition("/")[0] or href.startswith("//")


def is_note_itself(element: etree._Element) -> bool:
    """Tell whether an element is a note: it says so, or is an item with an id in a list of notes."""
    if kinds(element) & _NOTES:
        return True
    return (
        local(element) == "li"
        and bool(own_id(element))
        and any(kinds(other) & _NOTE_LISTS for other in element.iterancestors())
    )


def _notes(page: Page) -> Iterator[Mark]:
    for element in page.there:
        if not own_id(element) or not is_note_itself(element):
            continue
        if not any(is_note_itself(other) for other in element.iterancestors()):
            back = any(local(e) == "a" and e.get("href") for e in element.iter())
            yield Mark(own_id(element), page.place(element), leads_on=back)


def _breaks(page: Page) -> Iterator[Mark]:
    for element in page.there:
        if "pagebreak" in kinds(element):
            yield Mark(own_id(element), page.place(element), _number(element))


def _number(element: etree._Element) -> str:
    """Give what a page break is called: "43"."""
    return plain(element.get("aria-label") or element.get("title")) or visible_text(element)


def _files(page: Page) -> Iterator[tuple[str, Place]]:
    """Give the files of pictures and recordings the page names."""
    folder = posixpath.dirname(page.file)
    for element in page.named("img", "image", "audio", "video", "source", "track", "object", "embed"):
        href = source(element)
        if href and not _leads_outside(href) and not href.startswith("#"):
            yield resolve(folder, href), page.place(element)
