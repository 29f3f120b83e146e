"""Checks a book of any kind."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

from accessvr.content.books.archive import Archive
from accessvr.content.check.finding import Finding, Report
from accessvr.content.check.nodes import Tree
from accessvr.content.check.pages import check_epub, check_html
from accessvr.content.check.rules import in_order
from accessvr.content.check.troubles import from_troubles, refused
from accessvr.content.readers import Book, open_any
from accessvr.core.errors import ContentError
from accessvr.core.publication import Kind

Progress = Callable[[int, int], None]
_HTML = (".html", ".htm", ".xhtml")


def check(path: Path, progress: Progress = lambda done, of: None) -> Report:
    """Give what a librarian should mend in a book or an exhibit.

    progress  is told how many parts are done, and of how many

    Raises ContentError when there is no such file.
    """
    try:
        book = open_any(path)
    except ContentError as error:
        if not path.exists():
            raise
        return Report(str(path), path.name, (refused(error, path.name),))
    try:
        findings = _findings(path, book, progress)
        saw_markup = _is_epub(path) or _is_html(path)
        findings += from_troubles(list(book.troubles), path.name, findings, saw_markup=saw_markup)
        return Report(str(path), book.publication.title, in_order(findings))
    finally:
        book.close()


def _findings(path: Path, book: Book, progress: Progress) -> list[Finding]:
    """Look at the markup where there is any, else at the tree; the readers see every section either way."""
    if _is_epub(path):
        archive = Archive(path, [])
        try:
            findings = check_epub(path, archive, progress)
        finally:
            archive.close()
        return findings + _through_sections(book, None, lambda done, of: None)
    if _is_html(path):
        return check_html(path) + _through_sections(book, None, lambda done, of: None)
    tree = None if book.publication.kind is Kind.EXHIBIT else Tree(book.publication, path.name)
    return _through_sections(book, tree, progress)


def _through_sections(book: Book, tree: Tree | None, progress: Progress) -> list[Finding]:
    findings: list[Finding] = []
    count = len(book.publication.sections)
    for index in range(count):
        progress(index, count)
        nodes = book.section(index)
        findings += tree.section(index, nodes) if tree else ()
    return findings + list(tree.end() if tree else ())


def _is_html(path: Path) -> bool:
    return path.suffix.lower() in _HTML and path.is_file()


def _is_epub(path: Path) -> bool:
    if not path.is_file() or not zipfile.is_zipfile(path):
        return False
    archive = Archive(path, [])
    try:
        return archive.has("META-INF/container.xml")
    finally:
        archive.close()
