from __future__ import annotations

import re
from pathlib import Path

import pytest

from accessvr.content import inspection
from accessvr.content.readers import Book, open_any
from accessvr.core.publication import Kind

QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "œ": "oe", "Œ": "Oe"})
STORY = """The Project Gutenberg EBook of A Story, by Nobody

Title: A Story
Author: No Body

Language: French

*** START OF THIS PROJECT GUTENBERG EBOOK A STORY ***

Produced by somebody and
others

CHAPTER I.

THE VALLEY

It was a long
road, half-
way up --and the déjeuner
was _cold_.

  A line of verse,
  Another line.

       *       *       *

Chapter 2. The Sea

The end.

End of the Project Gutenberg EBook of A Story

*** END OF THIS PROJECT GUTENBERG EBOOK A STORY ***
The licence.
"""


def opened(tmp_path: Path, text: str | bytes, name: str = "story.txt") -> Book:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return open_any(path)


def every(book: Book) -> list[tuple[Kind, str]]:
    sections = range(len(book.publication.sections))
    return [(node.kind, node.text) for index in sections for node in book.section(index)]


def test_a_text_becomes_headings_paragraphs_verse_and_breaks(tmp_path: Path) -> None:
    assert every(opened(tmp_path, STORY)) == [
        (Kind.HEADING, "CHAPTER I."),
        (Kind.HEADING, "THE VALLEY"),
        (Kind.PARAGRAPH, "It was a long road, half-way up --and the déjeuner was cold."),
        (Kind.VERSE, "A line of verse,"),
        (Kind.VERSE, "Another line."),
        (Kind.BREAK, ""),
        (Kind.HEADING, "Chapter 2. The Sea"),
        (Kind.PARAGRAPH, "The end."),
    ]


def test_the_header_tells_about_the_book_and_is_not_read(tmp_path: Path) -> None:
    publication = opened(tmp_path, STORY).publication
    assert (publication.title, publication.authors, publication.language) == ("A Story", ("No Body",), "fr")


def test_a_chapter_is_a_section_and_an_entry_with_both_lines_of_its_heading(tmp_path: Path) -> None:
    publication = opened(tmp_path, STORY).publication
    assert [(entry.label, entry.section, entry.level) for entry in publication.entries] == [
        ("CHAPTER I. THE VALLEY", 0, 1),
        ("Chapter 2. The Sea", 1, 1),
    ]


def test_a_part_holds_its_chapters(tmp_path: Path) -> None:
    entries = opened(tmp_path, "PART ONE\n\nChapter 1\n\nA word.\n\nChapter 2\n\nA word.\n").publication.entries
    assert [(entry.kind, entry.label, entry.level) for entry in entries] == [
        (Kind.PART, "PART ONE", 1),
        (Kind.CHAPTER, "Chapter 1", 2),
        (Kind.CHAPTER, "Chapter 2", 2),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16", "utf-32"])
def test_the_encoding_makes_no_difference(tmp_path: Path, encoding: str) -> None:
    assert every(opened(tmp_path, STORY.encode(encoding))) == every(opened(tmp_path, STORY, "other.txt"))


def test_a_russian_text_without_a_mark_is_guessed(tmp_path: Path) -> None:
    text = "Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива по-своему. " * 20
    assert every(opened(tmp_path, text.encode("cp1251")))[0][1].startswith("Все счастливые семьи")


def test_a_text_with_one_long_line_for_a_paragraph_is_parted_at_its_lines(tmp_path: Path) -> None:
    text = "\n".join(f"{number} " + "word " * 40 for number in range(5))
    assert len(every(opened(tmp_path, text))) == 5


def test_a_long_text_without_headings_is_opened_in_pieces(tmp_path: Path) -> None:
    book = opened(tmp_path, "A sentence of the text that goes on.\n\n" * 5000)
    assert len(book.publication.sections) == 3
    assert len(every(book)) == 5000


def test_no_word_of_a_text_is_lost(books: Path) -> None:
    path = books / "txt" / "girls-own-paper-1886-latin1.txt"
    text = path.read_text(encoding="latin-1")
    body = text[text.index("THE GIRL'S OWN PAPER\n\nVOL.") : text.index("End of the Project Gutenberg EBook")]
    body = re.sub(r"\[Illustration(?:: ([^\]]*))?\]", r"\1", body)
    drop = dict.fromkeys(map(ord, "*_ \n"))
    said = "".join(words for _, words in every(open_any(path)))
    assert said.translate(drop) == body.translate(drop)


def test_both_editions_of_the_french_reader_give_the_same_blocks(books: Path) -> None:
    """The files themselves differ in quotation marks, in the oe letter and in single marks of nine blocks."""
    latin, utf8 = (
        list(inspection.text(open_any(books / "txt" / f"entre-nous-fr-{n}.txt"))) for n in ("latin1", "utf8")
    )
    pairs = zip((line.translate(QUOTES) for line in latin), (line.translate(QUOTES) for line in utf8), strict=True)
    different = [(one, other) for one, other in pairs if one != other]
    assert len(different) <= 9
    assert all(abs(len(one) - len(other)) <= 3 for one, other in different)


def test_the_french_reader_in_another_encoding_gives_identical_text(books: Path, tmp_path: Path) -> None:
    original = books / "txt" / "entre-nous-fr-latin1.txt"
    again = opened(tmp_path, original.read_text(encoding="latin-1"))
    assert list(inspection.text(open_any(original))) == list(inspection.text(again))


def test_pictures_notes_and_printed_pages_of_a_text_are_known(tmp_path: Path) -> None:
    text = (
        "The lamp[1] stood [Pg 12] on the *stairs* and =burned=.\n\n[Illustration: THE LAMP.]\n\n[Illustration]\n\n"
        "[Footnote 1: An oil lamp, as they\nwere then.]\n\nIt [2] burned.\n"
    )
    book = opened(tmp_path, text)
    first, lamp, unnamed, note, last = book.section(0)
    assert (first.text, last.text) == ("The lamp stood on the *stairs* and burned.", "It [2] burned.")
    assert [(span.kind, span.label, span.target) for span in first.spans] == [
        (Kind.NOTE_REFERENCE, "1", note.id),
        (Kind.PAGE, "12", ""),
    ]
    assert [(lamp.kind, lamp.text), (unnamed.kind, unnamed.text)] == [(Kind.FIGURE, "THE LAMP."), (Kind.FIGURE, "")]
    assert (note.kind, note.text) == (Kind.NOTE, "An oil lamp, as they were then.")
    assert not any("None" in trouble for trouble in book.troubles)
    assert [(page.kind, page.label, page.section) for page in book.publication.pages] == [(Kind.PAGE, "12", 0)]


def test_paragraphs_that_are_only_indented_are_parted(tmp_path: Path) -> None:
    lines = ["  It was a long and windy road that", "went over the hill and down again to", "the sea."]
    lines += ["  Nobody went there in the winter, for", "the snow lay deep upon the hills and", "the wolves were out."]
    assert [text for _, text in every(opened(tmp_path, "\n".join(lines * 2)))] == [
        "It was a long and windy road that went over the hill and down again to the sea.",
        "Nobody went there in the winter, for the snow lay deep upon the hills and the wolves were out.",
    ] * 2


def test_lines_that_are_whole_sentences_are_paragraphs(tmp_path: Path) -> None:
    lines = ["Who is there?", "It is only the wind, he said to the children who sat on the stairs.", "Go to sleep."]
    assert [text for _, text in every(opened(tmp_path, "\n".join(lines)))] == lines


def test_chinese_chapters_are_chapters_and_short_lines_are_no_headings(tmp_path: Path) -> None:
    text = "第一章 灯\n\n祖母讲故事\n\n第二章 雨\n\n外面下着雨，孩子们谁也不说话。\n"
    book = opened(tmp_path, text)
    assert [(entry.kind, entry.label) for entry in book.publication.entries] == [
        (Kind.CHAPTER, "第一章 灯"),
        (Kind.CHAPTER, "第二章 雨"),
    ]
    assert (Kind.PARAGRAPH, "祖母讲故事") in every(book)
