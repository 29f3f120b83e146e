"""A PDF that says what its parts are: its tags as a tree of HTML, in the order they state."""

from __future__ import annotations

import io
import logging
from pathlib import Path

from accessvr.content.books.archive import note
from accessvr.content.books.document import Document, Facts, has_words
from accessvr.content.books.pdf_pages import Pages
from accessvr.content.books.pdf_tag_tree import TagTree
from accessvr.content.books.pdf_words import Said

LEAST_COVERED = 0.5  # chosen: when less of the words is tagged, the tags are of no use
WELL_COVERED = 0.9  # chosen: running heads and page numbers are rightly left out


def tagged_document(path: Path, pages: Pages, facts: Facts, troubles: list[str]) -> Document | None:
    """Give a tagged PDF as a book; None when its tags are damaged or leave out most words."""
    from pypdf import PdfReader  # only tagged files need it

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every small fault of a file
    said = Said(pages)
    try:
        with path.open("rb") as stream:
            reader = PdfReader(stream)
            if reader.is_encrypted:  # without a password: the other library opened it
                reader = PdfReader(io.BytesIO(pages.without_lock()))
            root = TagTree(reader, said, troubles).html()
    except Exception:  # a damaged file raises errors of all kinds in this library
        note(troubles, "has tags that are damaged")
        return None
    covered = said.covered()
    if covered < LEAST_COVERED or not has_words(root):
        note(troubles, f"only {round(100 * covered)} percent of its words are tagged: the tags are not used")
        return None
    if covered < WELL_COVERED:
        note(troubles, f"{round(100 * (1 - covered))} percent of its words are not tagged, and not read")
    return Document(path, root, facts, troubles)
