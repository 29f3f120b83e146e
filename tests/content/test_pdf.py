from __future__ import annotations

from pathlib import Path

import pytest
from made_pdf import MadePdf, line, lines

from accessvr.content.readers import Book, open_any
from accessvr.content.tally import walk
from accessvr.core.errors import ContentError
from accessvr.core.publication import Kind, Node

GUESS = "The reading order of this document is a guess."
TEXT = [
    "A line of text that is about as wide as the column that it",
    "stands in, so that it goes on in the next line, and ends.",
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "made.pdf"


def opened(path: Path, *pages: str, catalogue: str = "", info: str = "") -> Book:
    made = MadePdf(catalogue=catalogue, info=info)
    for page in pages:
        made.page(page)
    return open_any(made.write(path))


def every(book: Book) -> list[Node]:
    return [node for index in range(len(book.publication.sections)) for node in walk(book.section(index))]


def said(book: Book) -> list[str]:
    """Give the words after the warning."""
    first, *rest = every(book)
    assert (first.kind, first.role, first.text, first.language) == (Kind.NOTE, "notice", GUESS, "en")
    return [node.text for node in rest if node.text]


def test_an_untagged_document_says_that_its_order_is_a_guess(path: Path) -> None:
    book = opened(path, lines(TEXT))
    assert said(book) == [" ".join(TEXT)]
    assert "the order, headings and paragraphs are guessed" in book.troubles[0]


def test_lines_become_paragraphs_by_indents_gaps_and_short_last_lines(path: Path) -> None:
    short = ["And this ends early."]
    content = (
        lines([*TEXT, *short, *TEXT]) + line(TEXT[0], 40, 440) + line("An indented beginning of a paragraph.", 52, 427)
    )
    assert said(opened(path, content)) == [
        " ".join(TEXT + short),
        " ".join(TEXT),
        TEXT[0],
        "An indented beginning of a paragraph.",
    ]


def test_a_hyphen_at_the_end_of_a_line_is_joined_and_a_dash_is_kept(path: Path) -> None:
    content = lines(
        ["The lamp on the landing was extra-", "ordinarily bright, and the room was half-", "Gothic, as it were."]
    )
    assert said(opened(path, content)) == [
        "The lamp on the landing was extraordinarily bright, and the room was half-Gothic, as it were."
    ]


def columns(first: list[str], second: list[str], top: float = 500) -> str:
    """Give two columns as some programs write them: row by row."""
    rows = zip(first, second, strict=True)
    return "".join(
        line(left, 40, top - 13 * number, 8) + line(right, 215, top - 13 * number, 8)
        for number, (left, right) in enumerate(rows)
    )


LEFT = [
    "The left column is read before the",
    "other one, although the file writes",
    "one row after the other, so that a",
    "line of it follows one of this, and",
]
RIGHT = [
    "it goes on in the right column as if",
    "there was nothing between them, and",
    "ends there with a full stop like any",
    "other paragraph that is printed.",
]


def test_columns_are_read_one_after_the_other_between_what_reaches_over_both(path: Path) -> None:
    content = line("A heading over both of the columns", 40, 540, 18) + columns(LEFT, RIGHT)
    content += line("A line below them that reaches over both of the two columns above it.", 40, 400, 10)
    assert said(opened(path, content)) == [
        "A heading over both of the columns",
        " ".join(LEFT + RIGHT),
        "A line below them that reaches over both of the two columns above it.",
    ]


def test_columns_of_a_script_from_the_right_begin_there(path: Path) -> None:
    texts = said(opened(path, columns(LEFT, RIGHT), catalogue="/Lang(he)"))
    assert texts[0].startswith(RIGHT[0])


def test_running_heads_and_page_numbers_are_left_out(path: Path) -> None:
    words = [
        [f"The {word} page has words that are as wide as its column is,", f"and {word} more."]
        for word in ("one", "two")
    ]
    pages = [
        line(f"THE LAMP  {number}", 150, 575, 8) + lines(text, top=500) + line(str(number), 200, 20, 8)
        for number, text in enumerate(words, 7)
    ]
    assert said(opened(path, *pages)) == [" ".join(text) for text in words]


def test_a_sentence_that_runs_over_a_page_is_whole_and_its_note_comes_after(path: Path) -> None:
    note = line("1 A note at the foot of the page.", 40, 60, 7)
    first = lines([TEXT[0]], top=100) + line("stands in a word with a sign", 40, 87) + line("1", 168, 91, 6)
    first += line("and then it goes on to the next", 180, 87) + note
    book = opened(path, first, lines(["page where it ends with a full stop.", *TEXT]))
    paragraph, note_node, *_ = every(book)[1:]
    assert paragraph.text == (
        f"{TEXT[0]} stands in a word with a sign and then it goes on to the next page where it ends with a full stop."
    )
    marks = [(span.kind, span.label) for span in paragraph.spans]
    assert marks == [(Kind.PAGE, "1"), (Kind.NOTE_REFERENCE, "1"), (Kind.PAGE, "2")]
    assert (note_node.kind, note_node.text) == (Kind.NOTE, "1 A note at the foot of the page.")
    assert next(span.target for span in paragraph.spans if span.kind is Kind.NOTE_REFERENCE) == note_node.id


def test_a_sentence_that_runs_over_the_end_of_a_section_is_whole(path: Path) -> None:
    words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "last"]
    pages = [
        lines([f"words on page {word} that go on without an end to", f"the next page of all, and on, never {word},"])
        + lines(["A paragraph that stands between and ends before the other", "one begins, with a full stop."], top=450)
        + lines([f"and {word} more that runs over the end of the page to"], top=400)
        for word in words
    ]
    book = opened(path, *pages)
    assert len(book.publication.sections) == 3
    texts = said(book)
    assert texts[2].startswith("and one more that runs over the end of the page to words on page two that go on")
    assert sum(text.startswith("and ") and "never" in text for text in texts) == 12
    spans = [span.label for node in every(book) for span in node.spans if span.kind is Kind.PAGE]
    assert spans == [str(number) for number in range(1, 14)]


def test_headings_are_guessed_by_size_and_weight(path: Path) -> None:
    content = line("The title", 40, 560, 24) + line("A chapter", 40, 530, 14) + lines(TEXT, top=500)
    content += line("A bold one", 40, 460, 10, "F2") + lines(TEXT, top=445)
    book = opened(path, content)
    assert [(node.level, node.text) for node in every(book) if node.kind is Kind.HEADING] == [
        (1, "The title"),
        (2, "A chapter"),
        (4, "A bold one"),
    ]
    assert book.publication.title == "The title"


def test_the_contents_of_the_file_lead_to_headings_and_labels_name_the_pages(path: Path) -> None:
    made = MadePdf()
    first = made.page(lines(["Preface", *TEXT]))
    second = made.page(lines([*TEXT]) + line("The lamp", 40, 400) + lines(TEXT, top=380))
    top = len(made.objects) + 1
    made.add(f"<</Type/Outlines/First {top + 1} 0 R/Last {top + 2} 0 R/Count 2>>")
    made.add(f"<</Title(Preface)/Parent {top} 0 R/Next {top + 2} 0 R/Dest[{first} 0 R/Fit]>>")
    made.add(f"<</Title(The lamp)/Parent {top} 0 R/Next {top + 1} 0 R/First {top} 0 R/Dest[{second} 0 R/XYZ 0 412 0]>>")
    made.catalogue = f"/Outlines {top} 0 R/PageLabels<</Nums[0<</S/r>>1<</S/D/St 1>>]>>/Lang(en-GB)"
    made.info = "/Title(The Lamp)/Author(A. Author; B. Author)"
    book = open_any(made.write(path))
    publication = book.publication
    assert (publication.title, publication.authors, publication.language) == (
        "The Lamp",
        ("A. Author", "B. Author"),
        "en-GB",
    )
    assert [page.label for page in publication.pages] == ["i", "1"]
    entries = {entry.label: entry for entry in publication.entries}
    assert set(entries) == {"Preface", "The lamp"}
    lamp = next(node for node in book.section(entries["The lamp"].section) if node.text == "The lamp")
    assert (lamp.kind, lamp.id) == (Kind.HEADING, entries["The lamp"].node)


def test_rows_of_a_table_are_rows_and_items_of_a_list_are_items(path: Path) -> None:
    content = "".join(
        line(words, left, 500 - 13 * row)
        for row, cells in enumerate((("Room", "Lamps"), ("Hall", "two"), ("Attic", "three")))
        for words, left in zip(cells, (40, 200), strict=True)
    )
    content += line("\x95 first item", 40, 430) + line("\x95", 40, 417) + line("second item", 70, 417)
    nodes = every(opened(path, content))
    assert [node.text for node in nodes if node.kind is Kind.CELL] == ["Room", "Lamps", "Hall", "two", "Attic", "three"]
    assert [node.text for node in nodes if node.kind is Kind.ITEM] == ["first item", "second item"]


IMAGE = "/XObject<</I1 {} 0 R>>"


def test_pictures_are_known_to_be_there_and_pages_without_text_are_told(path: Path) -> None:
    made = MadePdf()
    image = made.stream(
        b"\xff", "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
    )
    made.page(lines(TEXT) + "q 200 0 0 100 40 300 cm /I1 Do Q\n" + lines(TEXT, top=250), "", IMAGE.format(image))
    made.page("q 400 0 0 600 0 0 cm /I1 Do Q\n", "", IMAGE.format(image))
    book = open_any(made.write(path))
    nodes = every(book)
    assert [node.kind for node in nodes[1:4]] == [Kind.PARAGRAPH, Kind.FIGURE, Kind.PARAGRAPH]
    assert (nodes[4].text, nodes[4].language) == (
        "Page 2 has no text.",
        "en" if book.publication.language != "en" else "",
    )
    assert any("page 2 holds no text" in trouble for trouble in book.troubles)


def test_a_document_of_pictures_alone_is_refused_with_what_to_do(path: Path) -> None:
    with pytest.raises(ContentError) as refused:
        opened(path, "0 0 100 100 re f\n")
    assert refused.value.spoken == "This document is only pictures of pages. Say shelf to choose another."
    assert "OCR" in refused.value.remedy


def test_the_name_of_a_file_is_no_title(path: Path) -> None:
    assert opened(path, lines(TEXT), info="/Title(Microsoft Word - report.docx)").publication.title == "made"


def test_a_page_that_repeats_another_is_read(path: Path) -> None:
    assert said(opened(path, lines(TEXT), lines(TEXT))) == [" ".join(TEXT)] * 2
