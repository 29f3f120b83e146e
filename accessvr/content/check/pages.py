"""Books made of pages of markup: EPUB, and single pages of HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree

from accessvr.content.books.archive import Archive
from accessvr.content.books.markup import language_of, local, parse_page, plain
from accessvr.content.check.across import (
    Whole,
    check_contents,
    check_files,
    check_links_between,
    check_notes,
    check_printed_pages,
)
from accessvr.content.check.container import check_container
from accessvr.content.check.facts import Facts, facts_of
from accessvr.content.check.finding import Finding, Place
from accessvr.content.check.headings import check_headings
from accessvr.content.check.languages import check_languages
from accessvr.content.check.layout import check_layout, check_style
from accessvr.content.check.links import check_links
from accessvr.content.check.metadata import check_metadata
from accessvr.content.check.opf import PAGE_TYPES, Item, Opf, lists, read_opf
from accessvr.content.check.overlays import check_overlays, check_recorded, recorded_ids
from accessvr.content.check.page import Page
from accessvr.content.check.pictures import check_pictures
from accessvr.content.check.rules import found
from accessvr.content.check.sounds import check_sounds
from accessvr.content.check.tables import check_tables

Progress = Callable[[int, int], None]
CHECKS = (
    check_pictures,
    check_links,
    check_headings,
    check_tables,
    check_sounds,
    check_layout,
    check_languages,
)
LARGEST_PAGE_BYTES = 16 << 20  # chosen: twice the largest page seen
LARGEST_BOOK_BYTES = 256 << 20  # chosen: eight times the pages of the largest book seen
_LOST = ("is empty", "cannot be read")


def check_epub(path: Path, archive: Archive, progress: Progress) -> list[Finding]:
    """Give what is to be mended in an EPUB.

    progress  is told how many pages are done, and of how many
    """
    findings = list(check_container(path))
    opf = read_opf(archive)
    if opf is None:
        return findings
    pages = _pages(opf)
    facts: dict[str, Facts] = {}
    left_bytes = LARGEST_BOOK_BYTES
    for number, item in enumerate(pages):
        progress(number, len(pages))
        left_bytes -= archive.stated_bytes(item.name)
        if left_bytes < 0:
            findings.append(found("to-mend", Place(item.name), "The book is so large that the rest is not checked."))
            break
        page = _parsed(archive, item, opf, findings)
        if page is not None:
            findings += check_page(page)
            findings += _unrecorded(archive, opf, item, page)
            facts[item.name] = facts_of(page)
    findings += _beside_pages(archive, opf)
    findings += _across(Whole(archive.has, opf, facts, lists(archive, opf)), archive, findings)
    return findings


def check_html(path: Path) -> list[Finding]:
    """Give what is to be mended in one page of HTML."""
    if path.stat().st_size > LARGEST_PAGE_BYTES:
        return [found("to-mend", Place(path.name), "The page is so large that it is not checked.")]
    root, trouble = parse_page(path.read_bytes())
    if root is None:
        return [found("chapter-unreadable", Place(path.name), f"The page {trouble}.")]
    html = next((e for e in root.iter() if local(e) == "html"), root)
    item = Item("page", path.name, path.name, "text/html", frozenset(), "", 0)
    opf = Opf(path.name, _title(root), language_of(html, ""), False, (item,), (("page", True),), ())
    page = Page(path.name, root, opf.language)
    whole = Whole(lambda name: (path.parent / name).is_file(), opf, {path.name: facts_of(page)}, [])
    checks = (check_links_between, check_notes, check_contents, check_files)
    made = [*check_page(page), *(finding for check in checks for finding in check(whole))]
    return [finding for finding in made if finding.code != "no-contents"]  # one page needs none: headings are enough


def check_page(page: Page) -> Iterator[Finding]:
    """Give what is wrong with one page."""
    if local(page.root) != "svg" and not _title(page.root):
        yield found("page-title-missing", page.whole, "The page has no title.")
    for check in CHECKS:
        yield from check(page)


def _title(root: etree._Element) -> str:
    head = next((e for e in root.iter() if local(e) == "head"), None)
    titles = (e for e in head.iter() if local(e) == "title") if head is not None else iter(())
    return next((plain("".join(str(part) for part in title.itertext())) for title in titles), "")


def _pages(opf: Opf) -> list[Item]:
    """Give the files that are pages: those of the reading order first, each once."""
    ordered = [item for item, _ in opf.pages]
    others = [item for item in opf.items if item.media_type in PAGE_TYPES[:1]]
    once = {item.name: item for item in reversed([*ordered, *others]) if item.name and item.media_type in PAGE_TYPES}
    return list(once.values())[::-1]


def _parsed(archive: Archive, item: Item, opf: Opf, findings: list[Finding]) -> Page | None:
    data = archive.read(item.name)
    if data is None:
        if archive.has(item.name):
            findings.append(found("chapter-unreadable", Place(item.name), f"The file {item.href} cannot be unpacked."))
        return None
    if len(data) > LARGEST_PAGE_BYTES:
        findings.append(found("to-mend", Place(item.name), "The page is so large that it is not checked."))
        return None
    root, trouble = parse_page(data)
    if trouble:
        code = "chapter-unreadable" if root is None or trouble in _LOST else "chapter-damaged"
        findings.append(found(code, Place(item.name), f"The page {trouble}."))
    return None if root is None else Page(item.name, root, opf.language)


def _unrecorded(archive: Archive, opf: Opf, item: Item, page: Page) -> Iterator[Finding]:
    overlay = opf.by_id.get(item.overlay)
    if overlay is not None and overlay.name:
        yield from check_recorded(page, recorded_ids(archive, overlay.name, item.name))


def _beside_pages(archive: Archive, opf: Opf) -> Iterator[Finding]:
    """Check style sheets, pictures that stand as pages, and how the book is laid out."""
    for item in opf.items:
        if item.media_type == "text/css":
            yield from check_style((archive.read(item.name) or b"").decode("utf-8", "replace"), item.name)
    for item, _ in opf.pages:
        if item.media_type.startswith("image/") and "svg" not in item.media_type:
            yield found("picture-without-words", Place(item.name), f"The page {item.href} is only a picture.")
    if opf.is_fixed:
        yield found("fixed-layout", Place(opf.name), "The pages of this book are laid out like print.")


def _across(whole: Whole, archive: Archive, findings: list[Finding]) -> Iterator[Finding]:
    checks = (check_files, check_links_between, check_notes, check_contents, check_printed_pages)
    made = [finding for check in checks for finding in check(whole)]
    made += check_overlays(whole, archive)
    yield from made
    yield from check_metadata(whole, [*findings, *made])
