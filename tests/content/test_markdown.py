from __future__ import annotations

from pathlib import Path

import pytest

from accessvr.content.readers import Book, open_any
from accessvr.content.tally import walk
from accessvr.core.errors import ContentError
from accessvr.core.publication import Kind, Node

BOOK = """---
title: "The Lamp"
author:
  - A. Author
  - B. Author
lang: en-GB
rights: CC0
---
# One

The lamp[^1] burned *brightly* beside [two](#two-of-it).[^n]

| Room | Lamps |
|------|------:|
| Hall | 2     |

Wick
: what burns

# Two of it

1. first
   - inner
2. second

It costs $2 or $3; $a_1+b_2$ is a formula.

<p hidden>never</p> <script>never()</script>

[^1]: An oil lamp.
[^n]: A note with *two*

    paragraphs.
"""


def opened(tmp_path: Path, text: str | bytes, name: str = "book.md") -> Book:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return open_any(path)


def every(book: Book) -> list[Node]:
    return [node for index in range(len(book.publication.sections)) for node in walk(book.section(index))]


def test_the_block_at_the_beginning_tells_about_the_book(tmp_path: Path) -> None:
    publication = opened(tmp_path, BOOK).publication
    assert (publication.title, publication.language, publication.rights) == ("The Lamp", "en-GB", "CC0")
    assert publication.authors == ("A. Author", "B. Author")


def test_without_it_the_first_heading_is_the_title(tmp_path: Path) -> None:
    publication = opened(
        tmp_path, "# The Lamp\n\nIt was of the best that the house had, and it was for her.\n"
    ).publication
    assert (publication.title, publication.language) == ("The Lamp", "en")


def test_headings_are_entries_and_links_lead_to_them(tmp_path: Path) -> None:
    book = opened(tmp_path, BOOK)
    assert [(entry.label, entry.section, entry.node) for entry in book.publication.entries] == [
        ("One", 0, "s0#one"),
        ("Two of it", 1, "s1#two-of-it"),
    ]
    links = [span for node in every(book) for span in node.spans if span.kind is Kind.LINK]
    assert "s1#two-of-it" in [link.target for link in links]


def test_notes_are_notes_and_their_marks_lead_to_them(tmp_path: Path) -> None:
    book = opened(tmp_path, BOOK)
    lamp = next(node for node in every(book) if node.text.startswith("The lamp"))
    marks = [(span.label, span.target) for span in lamp.spans if span.kind is Kind.NOTE_REFERENCE]
    assert marks == [("1", "s1#fn1"), ("2", "s1#fn2")]
    assert lamp.text == "The lamp burned brightly beside two."
    notes = {node.id: node for node in every(book) if node.kind is Kind.NOTE}
    assert notes["s1#fn1"].text.startswith("An oil lamp.")
    assert notes["s1#fn2"].text == "A note with two"


def test_tables_lists_definitions_and_formulas_are_kept(tmp_path: Path) -> None:
    nodes = every(opened(tmp_path, BOOK))
    assert [node.text for node in nodes if node.kind is Kind.CELL] == ["Room", "Lamps", "Hall", "2"]
    assert {"first", "inner", "second", "Wick", "what burns"} <= {node.text for node in nodes if node.kind is Kind.ITEM}
    costs = next(node for node in nodes if node.text.startswith("It costs"))
    assert costs.text.startswith("It costs $2 or $3;")
    assert any(span.kind in (Kind.FORMULA, Kind.TERM) for span in costs.spans)


def test_html_inside_is_as_safe_as_any_page(tmp_path: Path) -> None:
    assert not [node for node in every(opened(tmp_path, BOOK)) if "never" in node.text]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_makes_no_difference(tmp_path: Path, encoding: str) -> None:
    text = BOOK.replace("brightly", "là-bas, « l’été »")
    assert [node.text for node in every(opened(tmp_path, text.encode(encoding)))] == [
        node.text for node in every(opened(tmp_path, text, "other.markdown"))
    ]


@pytest.mark.parametrize(
    "text", ["> " * 5000 + "a", "[(" * 5000 + "a", "*a_" * 5000, "---\ntitle: x\n", "- " * 5000 + "a"]
)
def test_strange_markdown_is_read(tmp_path: Path, text: str) -> None:
    assert every(opened(tmp_path, text))


def test_markdown_without_words_is_refused_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as refused:
        opened(tmp_path, "---\ntitle: x\n---\n\n***\n")
    assert refused.value.spoken == "There are no words in this file. Say shelf to choose another."
