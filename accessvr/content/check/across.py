"""What can only be known from the whole book: links between pages, notes, contents, printed pages, files."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from urllib.parse import unquote

from accessvr.content.books.archive import resolve
from accessvr.content.check.facts import Facts, Link
from accessvr.content.check.finding import Finding, Place, Severity
from accessvr.content.check.opf import Listed, Opf
from accessvr.content.check.rules import found
from accessvr.core.values import dataclass

_SHORT = 20_000  # chosen, in characters: a shorter text can be heard from end to end
_FEW_PAGES = 2  # chosen: a book of so few files can do without contents


@dataclass(frozen=True, slots=True)
class Whole:
    """All that was gathered: the facts of each page by its file, and the lists of the book.

    has  tells whether a file of this name is in the book
    """

    has: Callable[[str], bool]
    opf: Opf
    pages: Mapping[str, Facts]
    lists: list[Listed]

    @property
    def in_order(self) -> set[str]:
        """Give the files of the reading order."""
        return {item.name for item, _ in self.opf.pages}

    def is_there(self, file: str, fragment: str) -> bool:
        """Tell whether a place is in the book. A fragment that is no id ("#epubcfi(...)") is not judged."""
        if file in self.pages:
            name = unquote(fragment)
            return not name or "(" in name or name in self.pages[file].ids or fragment in self.pages[file].ids
        return bool(file) and self.has(file)

    def listed(self, kind: str) -> list[tuple[str, str]]:
        """Give file and fragment of each line of "contents", "pages" or "landmarks", of the first list that has any."""
        for lines in self.lists:
            hrefs: tuple[str, ...] = getattr(lines, kind)
            if hrefs:
                return [_target(lines.file, href) for href in hrefs]
        return []


def _target(file: str, href: str) -> tuple[str, str]:
    name, _, fragment = href.partition("#")
    return (resolve(posixpath.dirname(file), href) if name else file), fragment


def check_links_between(whole: Whole) -> Iterator[Finding]:
    """Give links and references that lead nowhere."""
    in_order = whole.in_order
    for link in _all_links(whole):
        if link.is_note and not whole.is_there(link.file, link.fragment):
            what = f"A reference leads to {link.href or 'nothing'}, which is not there."
            yield found("note-missing", link.place, what)
        elif not whole.is_there(link.file, link.fragment):
            yield found("broken-link", link.place, f"A link leads to {link.href}, which is not there.")
        elif _is_page(link.file) and link.file not in in_order and not _is_contents(whole, link.file):
            what = f"A link leads to {link.href}, which is not in the reading order."
            yield found("link-off-the-way", link.place, what)
    yield from _lines_that_lead_nowhere(whole)


def _all_links(whole: Whole) -> Iterable[Link]:
    return (link for facts in whole.pages.values() for link in facts.links)


def _is_page(file: str) -> bool:
    return file.lower().endswith((".xhtml", ".html", ".htm"))


def _is_contents(whole: Whole, file: str) -> bool:
    return any(file == lines.file for lines in whole.lists)


def _lines_that_lead_nowhere(whole: Whole) -> Iterator[Finding]:
    """An NCX is no page, so its lines are looked at here; those of a navigation document are links of a page."""
    for lines in whole.lists:
        if lines.file in whole.pages:
            continue
        for href in (*lines.contents, *lines.pages):
            if not whole.is_there(*_target(lines.file, href)):
                what = f"A line of the contents leads to {href}, which is not there."
                yield found("broken-link", Place(lines.file), what)


def check_notes(whole: Whole) -> Iterator[Finding]:
    """Give notes that no link leads to, and notes from which no link leads back."""
    reached = {(link.file, unquote(link.fragment)) for link in _all_links(whole) if link.fragment not in link.within}
    for facts in whole.pages.values():
        for note in facts.notes:
            if (facts.file, note.id) not in reached:
                yield found("note-without-reference", note.place, f'No link leads to the note "{note.id}".')
            elif not note.leads_on:
                yield found("note-without-way-back", note.place, f'The note "{note.id}" has no link back.')


def check_contents(whole: Whole) -> Iterator[Finding]:
    """Give what is wrong with headings, contents and landmarks."""
    place = Place(whole.opf.name)
    in_order = whole.in_order
    headed = [facts for facts in whole.pages.values() if facts.heading and facts.file in in_order]
    letters = sum(facts.letters for facts in whole.pages.values() if facts.file in in_order)
    contents = whole.listed("contents")
    if not headed and not contents and letters > _SHORT:
        yield found("no-way-around", place, "The book has neither a table of contents nor headings.")
        return
    if not headed and letters:
        severity = Severity.SHOULD if letters > _SHORT else Severity.COULD
        yield found("no-headings", place, "No page of the book has a heading.", severity)
    if not contents:
        severity = Severity.SHOULD if len(whole.opf.pages) > _FEW_PAGES else Severity.COULD
        yield found("no-contents", place, "The book has no table of contents.", severity)
    yield from _left_out(whole, headed, {file for file, _ in contents})
    if not whole.listed("landmarks") and whole.opf.nav is not None:
        yield found("no-landmarks", place, "The book lists no landmarks.")


def _left_out(whole: Whole, headed: list[Facts], listed: set[str]) -> Iterator[Finding]:
    if not listed:
        return
    on_the_way = {item.name for item, linear in whole.opf.pages if linear}
    for facts in headed:
        if facts.file not in listed and facts.file in on_the_way and not _is_contents(whole, facts.file):
            what = f'The part "{facts.heading[:60]}" is not in the table of contents.'
            yield found("contents-incomplete", facts.place, what)


def check_printed_pages(whole: Whole) -> Iterator[Finding]:
    """Give what is wrong with page breaks and the page list."""
    listed = set(whole.listed("pages"))
    breaks = [(facts.file, mark) for facts in whole.pages.values() for mark in facts.breaks]
    for _, mark in breaks:
        if not mark.label:
            yield found("pagebreak-without-number", mark.place, "A page break has no number.")
    if breaks and not listed:
        what = f"{len(breaks)} page breaks are marked, but there is no page list."
        yield found("no-page-list", Place(whole.opf.name), what)
    for file, mark in breaks if listed else []:
        if (file, mark.id) not in listed:
            yield found("page-list-incomplete", mark.place, f'The page "{mark.label}" is not in the page list.')
    if (listed or breaks) and not whole.opf.has_source and not whole.opf.values("pageBreakSource"):
        what = "The printed edition the pages are from is not named."
        yield found("page-source-missing", Place(whole.opf.name), what)


def check_files(whole: Whole) -> Iterator[Finding]:
    """Give files that the book names and that are not there."""
    order = whole.in_order
    for item in whole.opf.items:
        if item.href and not _leads_out(item.href) and not whole.has(item.name):
            place = Place(whole.opf.name, item.line, near=item.href)
            code = "chapter-missing" if item.name in order else "file-missing"
            yield found(code, place, f"The file {item.href} is not there.")
    known = {item.name for item in whole.opf.items}
    for facts in whole.pages.values():
        for name, place in facts.files:
            if name not in known and not whole.has(name):
                yield found("file-missing", place, f"The file {posixpath.basename(name) or name} is not there.")
    items = whole.opf.by_id
    for name, _ in whole.opf.spine:
        if name not in items:
            what = f'The reading order names "{name}", which is no file of the book.'
            yield found("chapter-missing", Place(whole.opf.name, near=name), what)


def _leads_out(href: str) -> bool:
    return ":" in href.partition("/")[0] or href.startswith("//")
