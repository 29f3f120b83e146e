from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_pdf import MadePdf, line, lines, marked

from accessvr.content import inspection
from accessvr.content.readers import Book, open_any
from accessvr.content.tally import walk
from accessvr.core.errors import ContentError
from accessvr.core.publication import Kind, Node

CALM = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "made.pdf"


class Tagged(MadePdf):
    """A tagged PDF. A tag is made of its name, what it holds (marks, other tags) and more entries."""

    def tag(self, name: str, *kids: int | str, more: str = "") -> str:
        """Give a reference to a new tag. Numbers are marks on the first page."""
        return f"{self.add(f'<</Type/StructElem/S/{name}/Pg {self.pages[0]} 0 R/K[{self.listed(kids)}]{more}>>')} 0 R"

    @staticmethod
    def listed(kids: tuple[int | str, ...]) -> str:
        return " ".join(str(kid) for kid in kids)

    def on(self, page: int, mark: int) -> str:
        """Give a mark on another page."""
        return f"<</Type/MCR/Pg {self.pages[page]} 0 R/MCID {mark}>>"

    def finish(self, path: Path, *kids: str, more: str = "", roles: str = "") -> Book:
        root = self.add(f"<</Type/StructTreeRoot/K[{self.listed(kids)}]/RoleMap<<{roles}>>>>")
        self.catalogue += f"/MarkInfo<</Marked true>>/StructTreeRoot {root} 0 R/Lang(en-GB){more}"
        return open_any(self.write(path))


def with_pieces(*pages: list[str]) -> Tagged:
    """Make a PDF whose pieces of text are marked 0, 1, 2 ... on each page."""
    made = Tagged()
    for pieces in pages:
        made.page(
            "".join(marked("P", mark, line(words, 40, 540 - 20 * mark)) for mark, words in enumerate(pieces)),
            "/StructParents 0",
        )
    return made


def every(book: Book) -> list[Node]:
    return [node for index in range(len(book.publication.sections)) for node in walk(book.section(index))]


def test_tags_say_what_is_a_heading_a_paragraph_a_list(path: Path) -> None:
    made = with_pieces(["Second", "First", "one", "1.", "two", "*", "three"])
    item = made.tag(
        "LI", made.tag("Lbl", 3), made.tag("LBody", 4, made.tag("L", made.tag("LI", made.tag("Lbl", 5), 6)))
    )
    book = made.finish(
        path, made.tag("Document", made.tag("H1", 1), made.tag("P", 0), made.tag("L", made.tag("LI", 2), item))
    )
    assert [(node.kind, node.level, node.text) for node in every(book)] == [
        (Kind.HEADING, 1, "First"),
        (Kind.PARAGRAPH, 0, "Second"),
        (Kind.LIST, 1, ""),
        (Kind.ITEM, 1, "one"),
        (Kind.ITEM, 1, "1. two"),
        (Kind.LIST, 2, ""),
        (Kind.ITEM, 2, "three"),
    ]
    assert book.publication.language == "en-GB"
    assert [entry.label for entry in book.publication.entries] == ["First"]
    assert not book.troubles


def test_a_paragraph_over_two_pages_is_whole_with_the_page_break_beside_it(path: Path) -> None:
    made = with_pieces(["It goes on to the"], ["next page.", "Then."])
    book = made.finish(
        path, made.tag("P", 0, made.on(1, 0)), made.tag("P", made.on(1, 1)), more="/PageLabels<</Nums[0<</S/r>>]>>"
    )
    first, second = every(book)
    assert (first.text, second.text) == ("It goes on to the next page.", "Then.")
    assert [(span.start, span.kind, span.label) for span in first.spans] == [(0, Kind.PAGE, "i"), (18, Kind.PAGE, "ii")]
    assert [page.label for page in book.publication.pages] == ["i", "ii"]


def test_pages_that_a_program_parted_in_the_middle_of_a_sentence_are_joined(path: Path) -> None:
    made = with_pieces(["It goes on to the"], ["next page.", "Then."])
    book = made.finish(path, made.tag("P", 0), made.tag("P", made.on(1, 0)), made.tag("P", made.on(1, 1)))
    assert [node.text for node in every(book)] == ["It goes on to the next page.", "Then."]


def test_cells_have_their_headers(path: Path) -> None:
    made = with_pieces(["Lamps", "Room", "Number", "Hall", "2", "of the house"])
    column = "/A<</O/Table/Scope/Column>>"
    head = made.tag("TR", made.tag("TH", 1, more=f"/ID(a){column}"), made.tag("TH", 2, more=f"/ID(b){column}"))
    row = made.tag(
        "TR",
        made.tag("TH", 3, more="/A<</O/Table/Scope/Row>>"),
        made.tag("TD", 4, more="/A[<</O/Table/Headers[(b)]>>]"),
    )
    wide = made.tag("TR", made.tag("TD", 5, more="/A<</O/Table/ColSpan 2>>"))
    caption = made.tag("Caption", 0)
    book = made.finish(path, made.tag("Table", caption, made.tag("THead", head), made.tag("TBody", row, wide)))
    table = every(book)[0]
    assert (table.kind, table.text) == (Kind.TABLE, "Lamps")
    cells = {node.text: node.cell for node in every(book) if node.kind is Kind.CELL}
    two, last = cells["2"], cells["of the house"]
    assert two is not None
    assert last is not None
    assert ("Number" in two.column_headers + two.row_headers, last.columns) == (True, 2)


def test_pictures_and_words_have_what_the_author_says_instead(path: Path) -> None:
    made = with_pieces(["scribble", "Figure 1", "a2", "Caf\xe9 noir", "x over 2"])
    figure = made.tag("Figure", 0, made.tag("Caption", 1), more="/Alt(A lamp.)")
    paragraph = made.tag("P", made.tag("Span", 2, more="/ActualText(a squared)"), made.tag("Span", 3, more="/Lang(fr)"))
    formula = made.tag("P", made.tag("Formula", 4, more="/Alt(one half of x)"))
    picture, words, sum_, bare = every(made.finish(path, figure, paragraph, formula, made.tag("Figure")))[:4]
    assert (picture.kind, picture.label, picture.text) == (Kind.FIGURE, "A lamp.", "Figure 1")
    assert words.text == "a squared Café noir"
    assert [span.label for span in words.spans if span.kind is Kind.LANGUAGE] == ["fr"]
    assert "one half of x" in sum_.text + sum_.label
    assert (bare.kind, bare.label) == (Kind.FIGURE, "")


def test_notes_are_referred_to_and_lead_back(path: Path) -> None:
    made = with_pieces(["Glass", "1", "and oil.", "1", "Of sand.", "Then."])
    paragraph = made.tag("P", 0, made.tag("Reference", 1), 2)
    book = made.finish(path, paragraph, made.tag("Note", made.tag("Lbl", 3), made.tag("P", 4)), made.tag("P", 5))
    first = every(book)[0]
    note = next(node for node in every(book) if node.kind is Kind.NOTE)
    assert first.text.replace(" ", "") == "Glassandoil."
    assert [(span.label, span.target) for span in first.spans if span.kind is Kind.NOTE_REFERENCE] == [("1", note.id)]
    assert "Of sand." in " ".join(inner.text for inner in walk((note,)))


def test_links_lead_to_pages_and_parts(path: Path) -> None:
    made = with_pieces(["there", "out"], ["Two"])
    link = "<</Type/Annot/Subtype/Link/Rect[0 0 1 1]{}>>"
    inside = made.add(link.format(f"/Dest[{made.pages[1]} 0 R/Fit]"))
    outside = made.add(link.format("/A<</S/URI/URI(https://example.org/)>>"))
    objects = [f"<</Type/OBJR/Obj {number} 0 R>>" for number in (inside, outside)]
    paragraph = made.tag("P", made.tag("Link", 0, objects[0]), made.tag("Link", 1, objects[1]))
    book = made.finish(path, paragraph, made.tag("P", made.on(1, 0)))
    first, second = every(book)
    anchors = book.anchors(0)  # type: ignore[attr-defined]
    links = [span.target for span in first.spans if span.kind is Kind.LINK]
    assert [anchors.get(target, target) for target in links] == [second.id, ""]


def test_own_names_of_tags_are_understood(path: Path) -> None:
    made = with_pieces(["One", "Text."])
    roles = "/Chapter/Headline/Headline/H2/Loop/Loop"
    nodes = every(made.finish(path, made.tag("Chapter", 0), made.tag("Loop", 1), roles=roles))
    assert [(node.kind, node.text) for node in nodes] == [(Kind.HEADING, "One"), (Kind.PARAGRAPH, "Text.")]


def test_what_is_no_part_of_the_text_is_not_read(path: Path) -> None:
    made = Tagged()
    made.page(
        "/Artifact BMC\n"
        + line("THE LAMP", 40, 580)
        + "EMC\n"
        + marked("P", 0, line("A sentence of the text.", 40, 500))
    )
    assert [node.text for node in every(made.finish(path, made.tag("P", 0)))] == ["A sentence of the text."]


def test_tags_that_leave_out_most_words_are_not_used(path: Path) -> None:
    made = Tagged()
    made.page(marked("P", 0, line("Title", 40, 560)) + lines(["Many words that have no tag at all."] * 5))
    book = made.finish(path, made.tag("P", 0))
    assert every(book)[0].role == "notice"
    assert any("percent of its words are tagged" in trouble for trouble in book.troubles)


def test_loops_and_depth_in_the_tags_do_no_harm(path: Path) -> None:
    made = with_pieces(["deep", "round"])
    inner = made.tag("Span", 0)
    for _ in range(3000):
        inner = made.tag("Span", inner)
    loop = len(made.objects) + 1
    made.tag("P", 1, f"{loop} 0 R")
    book = made.finish(path, made.tag("P", inner), f"{loop} 0 R")
    assert [node.text for node in every(book)] == ["deep", "round"]


def test_a_locked_document_is_refused_with_what_to_do(path: Path) -> None:
    made = MadePdf()
    made.page(lines(["Words."]))
    data = made.write(path).read_bytes()
    locked = (
        b"/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O(" + b"x" * 32 + b")/U(" + b"y" * 32 + b")>>/ID[(a)(a)]"
    )
    path.write_bytes(data.replace(b"trailer<<", b"trailer<<" + locked))
    with pytest.raises(ContentError) as refused:
        open_any(path)
    assert refused.value.spoken == "This document is locked with a password. Say shelf to choose another."
    assert "password" in refused.value.remedy


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.7\n" + b"\0" * 5000, b"no pdf at all"])
def test_what_is_no_pdf_is_refused(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    with pytest.raises(ContentError) as refused:
        open_any(path)
    assert refused.value.spoken == "This document is damaged and cannot be opened. Say shelf to choose another."


def test_a_list_of_pages_that_has_no_end_is_bounded(path: Path) -> None:
    made = MadePdf()
    made.page(lines(["Words of the only page."]))
    data = made.write(path).read_bytes()
    path.write_bytes(data.replace(b"/Count 1>>", b"/Count 99>>"))
    assert "Words of the only page." in [node.text for node in every(open_any(path))]


@pytest.mark.parametrize("twice", [False, True])
def test_a_file_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(path: Path, twice: bool) -> None:
    packed = zlib.compress(b" " * (40 << 20), 9)
    made = MadePdf()
    made.page(lines(["Words."]))
    data = zlib.compress(packed) if twice else packed
    filters = "[/FlateDecode/FlateDecode]" if twice else "/FlateDecode"
    made.add(f"<</Length {len(data)}/Filter{filters}>>stream\n".encode() + data + b"\nendstream")
    with pytest.raises(ContentError) as refused:
        open_any(made.write(path))
    assert "unpacks to far more" in refused.value.message


def outcome(path: Path) -> str:
    """Read what can be read, or give the plain words of the refusal; any other error goes through."""
    try:
        book = open_any(path)
    except ContentError as error:
        return error.spoken
    inspection.tree(book)
    book.close()
    return "read"


@CALM
@given(
    changes=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=20),
    end=st.floats(0.3, 1),
)
def test_a_damaged_pdf_is_read_or_refused(changes: list[tuple[float, int]], end: float, path: Path) -> None:
    made = with_pieces(["One", "Text that goes on."], ["Two"])
    made.finish(path, made.tag("H1", 0), made.tag("P", 1, made.on(1, 0))).close()
    data = bytearray(path.read_bytes())
    for at, value in changes:
        data[int(at * len(data))] = value
    path.write_bytes(data[: len(data) if end > 0.5 else int(end * len(data))])
    assert outcome(path)
