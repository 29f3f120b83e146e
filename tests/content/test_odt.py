from __future__ import annotations

from pathlib import Path

import pytest
from made_documents import made_odt, zipped

from accessvr.content.readers import Book, open_any
from accessvr.content.tally import walk
from accessvr.core.errors import ContentError
from accessvr.core.publication import Kind, Node

STYLES = (
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>'
    '<style:style style:name="Quotations" style:family="paragraph" style:parent-style-name="Standard"/>'
    '<style:style style:name="Fr" style:family="text"><style:text-properties fo:language="fr" fo:country="CA"/>'
    '</style:style><style:style style:name="En" style:family="text"><style:text-properties fo:language="en" '
    'fo:country="GB" style:language-asian="zh" style:country-asian="CN" style:language-complex="he" '
    'style:country-complex="IL"/></style:style><style:style style:name="Hidden" style:family="text">'
    '<style:text-properties text:display="none"/></style:style><style:style style:name="Raised" style:family="text">'
    '<style:text-properties style:text-position="super 58%"/></style:style><style:style style:name="Page" '
    'style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>'
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" '
    'style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="i" style:num-suffix=")" '
    'text:display-levels="2" text:start-value="3"/></text:list-style><text:list-style style:name="L2">'
    '<text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>'
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "made.odt"


def every(book: Book) -> list[Node]:
    return [node for index in range(len(book.publication.sections)) for node in walk(book.section(index))]


def said(path: Path) -> list[str]:
    return [node.text for node in every(open_any(path)) if node.text]


def span(words: str, style: str) -> str:
    return f'<text:span text:style-name="{style}">{words}</text:span>'


def test_headings_have_the_level_that_is_stated(path: Path) -> None:
    body = '<text:p text:style-name="Title">Lamps</text:p><text:h text:outline-level="1">One</text:h>'
    body += "<text:p>Text.</text:p>"
    body += (
        '<text:h text:outline-level="2">Two</text:h>'
        + '<text:h text:outline-level="9">Deep</text:h><text:p>End.</text:p>'
    )
    publication = open_any(made_odt(path, body)).publication
    assert [(entry.label, entry.level) for entry in publication.entries] == [
        ("Lamps", 1),
        ("One", 2),
        ("Two", 3),
        ("Deep", 4),
    ]
    assert publication.title == "Lamps"


def test_the_numbers_of_headings_are_read(path: Path) -> None:
    outline = "".join(
        f'<text:outline-level-style text:level="{level}" style:num-format="{"1" if level < 3 else ""}" '
        f'text:display-levels="{level}"/>'
        for level in range(1, 5)
    )
    body = "".join(f'<text:h text:outline-level="{level}">h</text:h><text:p>t</text:p>' for level in (1, 2, 2, 1, 2, 3))
    book = open_any(made_odt(path, body, styles=f"<text:outline-style>{outline}</text:outline-style>"))
    assert [entry.label for entry in book.publication.entries] == ["1 h", "1.1 h", "1.2 h", "2 h", "2.1 h", "h"]


def test_the_file_tells_title_author_and_language(path: Path) -> None:
    meta = "<dc:title>The Lamp</dc:title><meta:initial-creator>A. Author</meta:initial-creator>"
    meta += "<dc:creator>An Editor</dc:creator><dc:language>en-GB</dc:language>"
    publication = open_any(made_odt(path, "<text:p>Words.</text:p>", meta=meta)).publication
    assert (publication.title, publication.authors, publication.language) == ("The Lamp", ("A. Author",), "en-GB")


def test_words_carry_the_language_that_is_stated_for_their_letters(path: Path) -> None:
    body = f"<text:p>{span('She said ', 'En')}{span('mon ami', 'Fr')}{span('.', 'En')}</text:p>"
    body += f"<text:p>{span('从前', 'En')}</text:p><text:p>{span('שלום', 'En')}</text:p>"
    book = open_any(made_odt(path, body, styles=STYLES))
    first, chinese, hebrew = book.section(0)
    assert book.publication.language == "en-GB"
    assert [(s.start, s.end, s.kind, s.label) for s in first.spans] == [(9, 16, Kind.LANGUAGE, "fr-CA")]
    assert (chinese.language, hebrew.language) == ("zh-CN", "he-IL")


def test_lists_are_nested_and_keep_their_numbers(path: Path) -> None:
    def item(words: str, inner: str = "") -> str:
        return f"<text:list-item><text:p>{words}</text:p>{inner}</text:list-item>"

    inner = f"<text:list>{item('b')}{item('c')}</text:list>"
    body = f'<text:list text:style-name="L1">{item("a", inner)}{item("d")}</text:list><text:p>Between.</text:p>'
    body += f'<text:list text:style-name="L1" text:continue-numbering="true">{item("e")}</text:list>'
    body += f'<text:list text:style-name="L1">{item("f")}</text:list>'
    body += f'<text:list text:style-name="L2">{item("g")}</text:list>'
    items = [(n.level, n.text) for n in every(open_any(made_odt(path, body, styles=STYLES))) if n.kind is Kind.ITEM]
    assert items == [(1, "1. a"), (2, "1.iii) b"), (2, "1.iv) c"), (1, "2. d"), (1, "3. e"), (1, "1. f"), (1, "g")]


def test_notes_are_heard_where_they_are_referred_to_and_lead_back(path: Path) -> None:
    note = (
        '<text:note text:note-class="{0}"><text:note-citation>{1}</text:note-citation><text:note-body>'
        "<text:p>{2}</text:p></text:note-body></text:note>"
    )
    foot, end = note.format("footnote", "1", "Of sand."), note.format("endnote", "i", "Of cotton.")
    body = f"<text:p>Glass{foot} and wick{end}.</text:p>"
    book = open_any(made_odt(path, body + "<text:p>Then.</text:p>"))
    first = book.section(0)[0]
    assert first.text == "Glass and wick."
    marks = {span.label: span.target for span in first.spans if span.kind is Kind.NOTE_REFERENCE}
    notes = {node.id: node for node in every(book) if node.kind is Kind.NOTE}
    assert list(marks) == ["1", "i"]
    assert [notes[target].role for target in marks.values()] == ["footnote", "endnote"]
    assert "Of sand." in notes[marks["1"]].text
    back = [span.target for span in notes[marks["1"]].spans if span.target]
    assert dict(book.anchors(0)).get(back[0], back[0]) == first.id  # type: ignore[attr-defined]


def test_links_lead_to_bookmarks_headings_and_tables(path: Path) -> None:
    body = '<text:p><text:a xlink:href="#there">go</text:a> <text:a xlink:href="#Table1|table">table</text:a> '
    body += '<text:bookmark-ref text:ref-name="there">here</text:bookmark-ref> '
    body += '<text:a xlink:href="https://example.org">out</text:a></text:p>'
    body += '<text:p><text:bookmark-start text:name="there"/>There.<text:bookmark-end text:name="there"/></text:p>'
    cell = "<table:table-row><table:table-cell><text:p>c</text:p></table:table-cell></table:table-row>"
    body += f'<table:table table:name="Table1">{cell}</table:table>'
    book = open_any(made_odt(path, body))
    first, there, table = book.section(0)
    anchors = book.anchors(0)  # type: ignore[attr-defined]
    targets = [anchors.get(span.target, span.target) for span in first.spans if span.kind is Kind.LINK]
    assert targets == [there.id, table.id, there.id, ""]


def frame(inner: str, more: str = "") -> str:
    return f"<draw:frame {more}>{inner}</draw:frame>"


def test_pictures_have_their_words_and_decoration_is_silent(path: Path) -> None:
    image = '<draw:image xlink:href="Pictures/1.png"/>'
    frames = [
        frame(image + "<svg:title>Lamp</svg:title><svg:desc>It burns.</svg:desc>"),
        frame(image, 'loext:decorative="true"'),
        frame(image),
        f"<draw:g>{frame(image + '<svg:desc>In a group.</svg:desc>')}</draw:g>",
    ]
    nodes = every(open_any(made_odt(path, "".join(f"<text:p>{one}</text:p>" for one in frames))))
    assert [node.label for node in nodes if node.kind is Kind.FIGURE] == ["Lamp: It burns.", "", "In a group."]


def test_cells_know_their_headers_and_how_far_they_reach(path: Path) -> None:
    def cell(words: str, more: str = "") -> str:
        return f"<table:table-cell {more}><text:p>{words}</text:p></table:table-cell>"

    covered = "<table:covered-table-cell/>"
    wide, high = 'table:number-columns-spanned="2"', 'table:number-rows-spanned="2"'
    first = f"<table:table-row>{cell('Room')}{cell('Lamps', wide)}{covered}</table:table-row>"
    head = f"<table:table-header-rows>{first}</table:table-header-rows>"
    rows = f"<table:table-row>{cell('Hall', high)}{cell('oil')}{cell('2')}</table:table-row>"
    rows += f"<table:table-row>{covered}{cell('gas')}{cell('3')}</table:table-row>"
    columns = "<table:table-header-columns><table:table-column/></table:table-header-columns>"
    columns += '<table:table-column table:number-columns-repeated="2"/>'
    title = "<table:title>Lamps of the house</table:title>"
    nodes = every(open_any(made_odt(path, f"<table:table>{title}{columns}{head}{rows}</table:table>")))
    cells = {node.text: node.cell for node in nodes if node.kind is Kind.CELL}
    assert list(cells) == ["Room", "Lamps", "Hall", "oil", "2", "gas", "3"]
    lamps, hall, three = cells["Lamps"], cells["Hall"], cells["3"]
    assert lamps is not None
    assert hall is not None
    assert three is not None
    assert (lamps.columns, lamps.header, hall.rows, hall.header) == (2, True, 2, True)
    assert (three.row, three.column, three.column_headers, three.row_headers) == (3, 3, ("Lamps",), ("Hall",))
    assert nodes[0].text == "Lamps of the house"


def test_what_is_hidden_or_deleted_or_a_comment_is_never_read(path: Path) -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>X</text:p></text:deletion></text:changed-region>"
        "</text:tracked-changes><text:p>a<text:change text:change-id='1'/><office:annotation><text:p>X</text:p>"
        f"</office:annotation>{span('X', 'Hidden')}b<text:hidden-text text:is-hidden='true'>X</text:hidden-text>"
        "<text:soft-page-break/>c</text:p><text:section text:display='none'><text:p>X</text:p></text:section>"
        "<text:p><text:hidden-paragraph text:is-hidden='true'/>X</text:p><text:section><text:p>d<text:s text:c='2'/>e"
        "<text:tab/>f</text:p></text:section>"
    )
    book = open_any(made_odt(path, body, styles=STYLES))
    assert [node.text for node in every(book)] == ["abc", "d e f"]
    assert book.publication.pages == ()


def test_text_boxes_and_shapes_are_read_after_their_paragraph(path: Path) -> None:
    box = frame("<draw:text-box><text:p>In the box.</text:p></draw:text-box>")
    shape = "<draw:custom-shape><text:p>On the shape.</text:p></draw:custom-shape>"
    assert said(made_odt(path, f"<text:p>Before.{box}{shape}</text:p><text:p>After.</text:p>")) == [
        "Before.",
        "In the box.",
        "On the shape.",
        "After.",
    ]


def test_formulas_and_charts_beside_the_text_are_read(path: Path) -> None:
    math = '<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mfrac><mi>x</mi><mn>2</mn></mfrac>'
    math += '<annotation encoding="StarMath 5.0">x over 2</annotation></semantics></math>'
    chart = "<office:chart><chart:title><text:p>Oil</text:p></chart:title><table:table>" + "".join(
        f"<table:table-row><table:table-cell><text:p>{a}</text:p></table:table-cell><table:table-cell><text:p>{b}</text:p>"
        "</table:table-cell></table:table-row>"
        for a, b in (("", "Litres"), ("May", "7"))
    )
    files = {"Object 1/content.xml": math, "Object 2/content.xml": f"{chart}</table:table></office:chart>"}
    first, second = (frame(f'<draw:object xlink:href="./Object {number}"/>') for number in (1, 2))
    body = f"<text:p>Half {first}.</text:p><text:p>{second}</text:p>"
    found = " ".join(said(made_odt(path, body, files=files)))
    assert "over 2 over" not in found
    assert all(words in found for words in ("Half", "x", "2", "Oil", "Litres", "May", "7"))


def test_one_xml_file_is_read_as_well(tmp_path: Path) -> None:
    made = made_odt(
        tmp_path / "made.fodt", '<text:h text:outline-level="1">One</text:h><text:p>Text.</text:p>', flat=True
    )
    assert said(made) == ["One", "Text."]


def test_a_text_is_known_by_what_it_holds(path: Path, tmp_path: Path) -> None:
    made_odt(path, "<text:p>Words.</text:p>")
    assert said(path.rename(tmp_path / "book.zip")) == ["Words."]


def test_a_locked_text_is_refused_with_what_to_do(path: Path) -> None:
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry><m:encryption-data/>'
    )
    made_odt(path, "<text:p>x</text:p>", files={"META-INF/manifest.xml": manifest + "</m:file-entry></m:manifest>"})
    with pytest.raises(ContentError) as refused:
        open_any(path)
    assert refused.value.spoken == "This document is locked with a password. Say shelf to choose another."
    assert "LibreOffice" in refused.value.remedy


@pytest.mark.parametrize(
    "body",
    [
        "<text:list><text:list-item>" * 400 + "<text:p>deep</text:p>" + "</text:list-item></text:list>" * 400,
        "<text:p>" + "<text:span>" * 1500 + "deep" + "</text:span>" * 1500 + "</text:p>",
        "<table:table><table:table-row><table:table-cell>" * 300 + "<text:p>deep</text:p>",
        "<text:p>" + "<draw:g>" * 500 + "</draw:g>" * 500 + "deep</text:p>",
        "<table:table><table:table-row table:number-rows-repeated='9999999'><table:table-cell "
        "table:number-columns-repeated='9999999'><text:p>deep</text:p></table:table-cell></table:table-row></table:table>",
        "<text:section>" * 500 + "<text:p>deep</text:p>" + "</text:section>" * 500,
    ],
)
def test_strange_texts_are_read(path: Path, body: str) -> None:
    assert any("deep" in words for words in said(made_odt(path, body)))


def test_a_text_without_words_or_without_its_parts_is_refused(tmp_path: Path) -> None:
    for made in (
        made_odt(tmp_path / "empty.odt", "<text:p/>"),
        zipped(tmp_path / "bare.odt", {"mimetype": "application/vnd.oasis.opendocument.text"}),
    ):
        with pytest.raises(ContentError) as refused:
            open_any(made)
        assert refused.value.spoken == "There are no words in this file. Say shelf to choose another."
