"""Books that are no EPUB, and how a report is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from content.well_made import BODY, HTML, epub, page
from made_pdf import MadePdf
from made_pdf import lines as lines_of

from accessvr.content.check.checker import check
from accessvr.content.check.finding import Finding, Place, Report, Severity
from accessvr.content.check.nodes import Tree
from accessvr.content.check.rules import RULES, found, in_order
from accessvr.content.check.telling import MOST_PLACES, lines, to_json
from accessvr.content.check.troubles import from_troubles
from accessvr.core.publication import Cell, Clip, Entry, Kind, Node, Publication, Span

HERE = Publication("q", "The Quay", "en", entries=(Entry(Kind.CHAPTER, "The quay", 0),))
DUTCH = (
    "De boten liggen aan de kade, en de mannen dragen de netten naar de schuur voordat het water weer opkomt. De wind "
    "is gaan liggen, de zee is kalm, en de kinderen lopen over de kade en roepen dat het morgen mooi weer zal zijn. "
    "Dan varen wij verder, zegt de oudste van hen."
)


def told(*nodes: Node, publication: Publication = HERE) -> list[tuple[str, Severity]]:
    tree = Tree(publication, "quay.docx")
    made = [*tree.section(0, nodes), *tree.end()]
    return [(finding.code, finding.severity) for finding in made]


def table(*headers: bool, label: str = "Prices") -> Node:
    rows = tuple(
        Node(
            f"r{row}",
            Kind.ROW,
            children=tuple(
                Node(f"c{row}{column}", Kind.CELL, text="x", cell=Cell(row, column, header=row == 1 and headers[0]))
                for column in (1, 2)
            ),
        )
        for row in (1, 2)
    )
    return Node("t", Kind.TABLE, label=label, children=rows)


HEADING = Node("h", Kind.HEADING, text="The quay", level=1)


@pytest.mark.parametrize(
    ("node", "code", "severity"),
    [
        (Node("f", Kind.FIGURE), "picture-without-words", Severity.BLOCKS),
        (Node("f", Kind.FIGURE, text="Fig. 1"), "picture-without-words", Severity.SHOULD),
        (Node("f", Kind.FIGURE, label="image1.png"), "picture-words-say-nothing", Severity.SHOULD),
        (Node("m", Kind.FORMULA), "formula-without-words", Severity.BLOCKS),
        (Node("g", Kind.HEADING, level=2), "heading-without-words", Severity.SHOULD),
        (Node("g", Kind.HEADING, text="Nets", level=3), "heading-level-skipped", Severity.COULD),
        (table(False), "table-without-headers", Severity.SHOULD),
        (table(True, label=""), "table-without-caption", Severity.COULD),
        (Node("n", Kind.NOTE, text="Of hemp."), "note-without-reference", Severity.SHOULD),
        (
            Node("p", Kind.PARAGRAPH, text="Nets", spans=(Span(4, 4, Kind.NOTE_REFERENCE, "1"),)),
            "note-missing",
            Severity.SHOULD,
        ),
        (
            Node("p", Kind.PARAGRAPH, text="Click here", spans=(Span(0, 10, Kind.LINK, "", "x"),)),
            "link-says-nothing",
            Severity.COULD,
        ),
        (Node("p", Kind.PARAGRAPH, text=DUTCH), "language-doubt", Severity.COULD),
        (
            Node("p", Kind.PARAGRAPH, text="Nets", spans=(Span(0, 0, Kind.PAGE, "1"),)),
            "no-page-list",
            Severity.COULD,
        ),
    ],
)
def test_a_tree_tells_what_is_wrong(node: Node, code: str, severity: Severity) -> None:
    assert told(HEADING, node) == [(code, severity)]


def test_a_tree_in_order_has_nothing_to_mend() -> None:
    note = Node("n", Kind.NOTE, text="Of hemp.")
    text = Node("p", Kind.PARAGRAPH, text="Nets", spans=(Span(4, 4, Kind.NOTE_REFERENCE, "1", "n"),))
    picture = Node("f", Kind.FIGURE, label="Boats at the quay")
    assert told(HEADING, text, note, picture, table(True)) == []


def test_an_untagged_pdf_is_told_to_be_in_doubt(tmp_path: Path) -> None:
    made = MadePdf()
    made.page(lines_of(["A line of text that is about as wide as the column that it", "stands in, and ends."]))
    report = check(made.write(tmp_path / "made.pdf"))
    assert [finding.code for finding in report.findings] == ["order-guessed", "title-missing"]


def test_words_without_recording_are_told_where_others_have_one() -> None:
    spoken = Node("p", Kind.PARAGRAPH, text="Nets", clips=(Clip("a.mp3", 0, 1, 0, 4),))
    assert told(spoken, Node("q", Kind.PARAGRAPH, text="Ropes")) == [("not-recorded", Severity.COULD)]


def test_a_book_of_no_language_and_no_headings_says_so() -> None:
    bare = Publication("q", "The Quay", "und")
    long = Node("p", Kind.PARAGRAPH, text="Nets. " * 4000)
    assert told(long, publication=bare) == [
        ("book-language-missing", Severity.SHOULD),
        ("no-way-around", Severity.BLOCKS),
    ]


def test_a_book_that_is_called_like_its_file_has_no_title() -> None:
    tree = Tree(Publication("q", "quay", "en", entries=HERE.entries), "quay.docx")
    assert [finding.code for finding in [*tree.section(0, (HEADING,)), *tree.end()]] == ["title-missing"]
    plain = Tree(Publication("q", "quay", "en", entries=HERE.entries), "quay.txt")
    assert [*plain.section(0, (HEADING,)), *plain.end()] == []


def test_markdown_is_not_asked_for_what_it_cannot_have() -> None:
    tree = Tree(HERE, "quay.md")
    assert [*tree.section(0, (HEADING, table(True, label=""))), *tree.end()] == []


def test_a_page_of_html_is_checked_by_its_markup(tmp_path: Path) -> None:
    path = tmp_path / "quay.html"
    path.write_text(page(BODY + "<img src='gone.png'/><p><a href='#x'>The shed</a></p>"), "utf-8")
    found_there = {finding.code for finding in check(path).findings}
    assert {"picture-without-words", "broken-link", "file-missing"} <= found_there
    assert not {"metadata-missing", "no-contents"} & found_there


@pytest.mark.parametrize(
    ("trouble", "code"),
    [
        ("a/c3.xhtml: is missing", "chapter-missing"),
        ("a/c3.xhtml: cannot be unpacked", "chapter-unreadable"),
        ("a/c3.xhtml, line 7: is not well formed; it was mended", "chapter-damaged"),
        ("page 4: the order of reading is a guess", "order-guessed"),
        ("states no reading order (it is not tagged): the order is guessed", "order-guessed"),
        ("page 4 holds no text: let it be recognised", "page-without-text"),
        ("page 4 is damaged; it is left out", "chapter-unreadable"),
        ("b.mp3: is missing or damaged; its words are spoken instead", "audio-missing"),
        ("d.smil: is missing; what is heard in it is left out", "audio-missing"),
        ("d.smil: names c.html#x, which is not in the book", "overlay-text-missing"),
        ("img quay.png has no words for those who cannot see it", "picture-without-words"),
        ("quay: the picture quay.png is not there", "file-missing"),
        ("a sign of the font Wingdings has no words", "to-mend"),
        ("is marked as en, but its words are in fr: mark the language", "language-doubt"),
        ("something odd", "to-mend"),
    ],
)
def test_what_readers_notice_becomes_findings(trouble: str, code: str) -> None:
    (finding,) = from_troubles([trouble], "q.pdf", [], saw_markup=False)
    assert finding.code == code
    assert finding.what.lower() == f"{trouble}.".lower()


def test_what_readers_notice_keeps_its_place() -> None:
    near, far = from_troubles(["a/c3.xhtml, line 7: is empty", "something odd"], "q.pdf", [], saw_markup=False)
    assert (near.place.file, near.place.line) == ("a/c3.xhtml", 7)
    assert (far.place.file, far.place.line) == ("q.pdf", 0)


def test_the_most_serious_comes_first() -> None:
    made = [found(code, Place("a"), "x") for code in ("no-landmarks", "table-without-headers", "link-without-words")]
    made += [found("picture-without-words", Place("b"), "x"), found("picture-without-words", Place("a"), "x")]
    assert [(finding.code, finding.place.file) for finding in in_order([*made, *made])] == [
        ("picture-without-words", "b"),
        ("picture-without-words", "a"),
        ("link-without-words", "a"),
        ("table-without-headers", "a"),
        ("no-landmarks", "a"),
    ]


def report(*findings: Finding) -> Report:
    return Report("quay.epub", "The Quay", in_order(list(findings)))


def test_a_report_is_told_in_sentences_with_place_and_remedy() -> None:
    picture = found(
        "picture-without-words", Place("c0.xhtml", 4, "body/img[1]", "Nets dry"), "The picture a.png has no words."
    )
    assert list(lines(report(picture, found("no-landmarks", Place("p.opf"), "The book lists no landmarks.")))) == [
        "Checked: The Quay.",
        "1 thing blocks reading without eyes. 0 should be mended. 1 could be better.",
        "",
        "Blocks reading without eyes.",
        "",
        "A picture has no words. 1 place. WCAG 1.1.1.",
        f"What to do: {RULES['picture-without-words'].remedy}",
        '  c0.xhtml, line 4, near "Nets dry": The picture a.png has no words.',
        "",
        "Could be better.",
        "",
        "There are no landmarks. 1 place. WCAG 2.4.5.",
        "What to do: List the beginning of the text, the contents and the notes as landmarks.",
        "  p.opf: The book lists no landmarks.",
    ]


def test_a_book_in_order_is_said_to_be() -> None:
    assert list(lines(report())) == ["Checked: The Quay.", "Nothing to mend."]


def test_a_long_list_is_cut_for_the_ear_and_whole_for_programs() -> None:
    many = report(*(found("duplicate-id", Place("a", line), "x") for line in range(1, 31)))
    assert list(lines(many))[-1] == f"  And {30 - MOST_PLACES} more. With --json all of them are listed."
    data = json.loads(json.dumps(to_json(many)))
    assert data["summary"] == {"blocks": 0, "should": 30, "could": 0}
    assert data["findings"][29]["place"] == {"file": "a", "line": 30, "path": "", "near": ""}
    assert set(data["findings"][0]) == {"severity", "code", "what", "remedy", "criterion", "place"}


@pytest.mark.parametrize(
    "name", ["standardebooks/flatland.epub", "standardebooks/pride-and-prejudice.epub", "own/lamp.epub"]
)
def test_nothing_blocks_in_a_well_made_book(books: Path, name: str) -> None:
    assert check(books / "epub" / name).count(Severity.BLOCKS) == 0


def test_two_well_made_novels_have_nothing_to_mend_at_all(books: Path) -> None:
    for name in ("flatland", "pride-and-prejudice"):
        assert check(books / "epub" / "standardebooks" / f"{name}.epub").findings == ()


def test_every_picture_without_alt_of_the_books_is_found(books: Path) -> None:
    facts = json.loads((books / "facts.json").read_text("utf-8"))
    counted = {name: facts[name].get("img_no_alt", 0) for name in facts if name.startswith("epub/")}
    assert sum(counted.values()) > 0
    for name in (name for name, count in counted.items() if count):
        made = [finding for finding in check(books / name).findings if finding.code == "picture-without-words"]
        assert len(made) == counted[name], name


def test_every_exhibit_of_the_samples_has_nothing_to_mend() -> None:
    samples = Path(__file__).parents[2] / "nostalgia_content"
    for exhibit in samples.glob("*/exhibit.toml"):
        assert check(exhibit.parent).findings == ()


def test_progress_is_told_part_by_part(tmp_path: Path) -> None:
    parts: list[tuple[int, int]] = []
    check(epub(tmp_path, pages=(page("<p>Nets</p>"),)), lambda done, of: parts.append((done, of)))
    assert parts == [(0, 3), (1, 3), (2, 3)]


def test_a_page_that_is_not_well_formed_keeps_its_language(tmp_path: Path) -> None:
    mended = HTML + "<head><title>t</title></head><body><p>One<p>Two</body></html>"
    made = {finding.code for finding in check(epub(tmp_path, pages=(mended,))).findings}
    assert made == {"chapter-damaged"}
