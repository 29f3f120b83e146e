"""A patron's notes as a page of text, for a printer or a braille display."""

from __future__ import annotations

from pathlib import Path

import pytest

from accessvr.core.errors import LibraryError
from accessvr.core.publication import Bookmark, Entry, Kind, Locator, Publication
from accessvr.library.notes import write_notes

BOOK = Publication(
    "boats", "The Boats: a story", "en", authors=("A. Reed",), entries=(Entry(Kind.CHAPTER, "The harbour", 0),)
)
PLACE = Locator("boats", 0, "p1", 0, 0.254, "", "The boats came in one by one and nobody ")


def test_the_page_tells_where_each_bookmark_stands_and_what_was_noted(tmp_path: Path) -> None:
    marks = (Bookmark(PLACE, name="the quay"), Bookmark(PLACE, note="Ask Vera."))
    file = write_notes(tmp_path / "ada.json", BOOK, marks)
    page = file.read_text("utf-8")
    assert file.name == "ada-The-Boats-a-story.md"
    assert page.startswith("# The Boats: a story\n\nA. Reed\n")
    assert "## 1. the quay\n\nThe harbour, 25 %\n\n> … The boats came in one by one and nobody …" in page
    assert page.endswith("Ask Vera.\n")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryError, match=r"ada-The-Boats-a-story\.md"):
        write_notes(tmp_path / "file" / "ada.json", BOOK, (Bookmark(PLACE),))
