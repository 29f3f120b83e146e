"""PDF as a book: by its tags when it has them, else in an order that is guessed, and said to be.

The library that finds the characters is written in C++. A hostile file may end the process that reads it: books are
prepared by a process of their own.
"""

from __future__ import annotations

import re
from pathlib import Path

from accessvr.content.books.document import Document, Facts
from accessvr.content.books.language import language_tag
from accessvr.content.books.pdf_bombs import refuse_bombs, refuse_bombs_in
from accessvr.content.books.pdf_guess import GuessedPdf
from accessvr.content.books.pdf_pages import Pages
from accessvr.content.books.pdf_tags import tagged_document
from accessvr.core.errors import ContentError

MOST_LOOKED_AT = 400  # chosen: pages in which any text is looked for
_FILE_NAMES = re.compile(r"(?:microsoft word - )?.*\.(?:docx?|odt|tex|indd|qxd|pdf|dvi|rtf|pptx?)|untitled.*", re.I)


def read(path: Path) -> Document | GuessedPdf:
    """Open a PDF. Raises ContentError when it is locked or damaged, or holds pictures of pages alone."""
    troubles: list[str] = []
    refuse_bombs(path)
    pages = Pages(path, troubles)
    try:
        if pages.is_encrypted:  # with an empty password
            refuse_bombs_in(path, pages.without_lock())
        _refuse_pictures(path, pages)
        facts = _facts(pages)
        if pages.is_tagged:
            document = tagged_document(path, pages, facts, troubles)
            if document is not None:
                pages.close()
                return document
        return GuessedPdf(path, pages, facts, troubles)
    except BaseException:
        pages.close()
        raise


def _facts(pages: Pages) -> Facts:
    """Give what the file says of itself; a title that is the name of a file says nothing."""
    title = pages.about("Title")
    authors = tuple(filter(None, (name.strip() for name in re.split(r"[;\n]", pages.about("Author")))))
    return Facts("pdf", "" if _FILE_NAMES.fullmatch(title) else title, language_tag(pages.language()), authors)


def _refuse_pictures(path: Path, pages: Pages) -> None:
    """Refuse a file in which no page has text: it was scanned."""
    for page in range(min(pages.count, MOST_LOOKED_AT)):
        letters = pages.letters(page)
        if letters is not None:
            has_text = any(letter.isalnum() for letter in letters.text)
            letters.close()
            if has_text:
                return
    raise ContentError(
        f"{path}: the PDF holds no text, only pictures of pages",
        spoken="This document is only pictures of pages. Say shelf to choose another.",
        remedy="Let its text be recognised (OCR) by a scanning program, and save it with the text.",
    )
