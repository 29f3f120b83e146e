from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from made_documents import field, made_docx, paragraph, text, zipped

from accessvr.content.readers import Book, open_any
from accessvr.content.tally import walk
from accessvr.core.errors import ContentError
from accessvr.core.publication import Kind, Node

LANG = '<w:lang w:val="{}"/>'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "made.docx"


def every(book: Book) -> list[Node]:
    return [node for index in range(len(book.publication.sections)) for node in walk(book.section(index))]


def said(path: Path) -> list[str]:
    return [node.text for node in every(open_any(path)) if node.text]


def one(path: Path, kind: Kind) -> Node:
    (node,) = (node for node in every(open_any(path)) if node.kind is kind)
    return node


def test_headings_are_known_by_their_style_or_their_level(path: Path) -> None:
    body = paragraph("Lamps", "Titel") + paragraph("One", "berschrift1") + paragraph("Text.") + paragraph("Two", "Own")
    body += paragraph("Three", "Level2") + paragraph("Four", more='<w:outlineLvl w:val="2"/>') + paragraph("End.")
    publication = open_any(made_docx(path, body)).publication
    assert [(entry.label, entry.level) for entry in publication.entries] == [
        ("Lamps", 1),
        ("One", 2),
        ("Two", 2),
        ("Three", 3),
        ("Four", 4),
    ]
    assert publication.title == "Lamps"


def test_the_file_tells_title_authors_and_language(path: Path) -> None:
    core = "<dc:title>The Lamp</dc:title><dc:creator>A. Author; B. Author</dc:creator><dc:language>en_GB</dc:language>"
    publication = open_any(made_docx(path, paragraph("Words."), core=core)).publication
    assert (publication.title, publication.authors) == ("The Lamp", ("A. Author", "B. Author"))
    assert publication.language == "en-GB"


def test_words_carry_the_language_that_is_stated_for_their_letters(path: Path) -> None:
    both = '<w:lang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="he-IL"/>'
    body = paragraph(text("She said ", LANG.format("en-GB")) + text("mon ami", LANG.format("fr-FR")) + text(".", both))
    body += paragraph(text("从前", both)) + paragraph(text("שלום", both + "<w:rtl/>")) + paragraph("Ja.", "German")
    book = open_any(made_docx(path, body + paragraph(text("A longer English sentence.", LANG.format("en-GB")))))
    first, chinese, hebrew, german, last = book.section(0)
    assert book.publication.language == "en-GB"
    assert [(s.start, s.end, s.kind, s.label) for s in first.spans] == [(9, 16, Kind.LANGUAGE, "fr-FR")]
    assert [node.language for node in (chinese, hebrew, german, last)] == ["zh-CN", "he-IL", "de-DE", ""]


def test_a_language_that_only_the_usual_style_states_is_checked_against_the_words(path: Path) -> None:
    sentence = "Es war einmal eine Lampe, die nicht brennen wollte, und der Junge war sehr traurig mit ihr. " * 5
    book = open_any(made_docx(path, paragraph(sentence), language="en-US"))
    assert book.publication.language == "de"
    assert book.troubles == ["is marked as en-US, but its words are in de: mark the language"]


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="3"/><w:numFmt w:val="lowerRoman"/>'
    '<w:lvlText w:val="%1.%2)"/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0">'
    '<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId '
    'w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId '
    'w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
)


def item(words: str, number: int, level: int = 0, style: str = "") -> str:
    stated = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(words, style, stated)


def test_lists_are_nested_and_keep_their_numbers(path: Path) -> None:
    body = item("a", 1) + item("b", 1, 1) + item("c", 1, 1) + item("d", 1) + paragraph("Between.") + item("e", 1)
    body += item("f", 2) + item("g", 3) + item("Chapter", 1, 0, "berschrift1")
    nodes = every(open_any(made_docx(path, body, numbering=NUMBERING)))
    items = [(node.level, node.text) for node in nodes if node.kind is Kind.ITEM]
    assert items == [(1, "1. a"), (2, "1.iii) b"), (2, "1.iv) c"), (1, "2. d"), (1, "3. e"), (1, "f"), (1, "7. g")]
    assert [node.text for node in nodes if node.kind is Kind.HEADING] == ["8. Chapter"]


def test_notes_are_heard_where_they_are_referred_to_and_lead_back(path: Path) -> None:
    note = '<w:{0}note w:id="{1}"><w:p><w:r><w:{0}noteRef/></w:r>{2}</w:p></w:{0}note>'
    separator = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>x</w:t></w:r></w:p></w:footnote>'
    own = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="3"/><w:t>*</w:t></w:r>'
    body = paragraph(
        text("Glass") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + text(" and oil") + own + text(" and wick")
        + '<w:r><w:endnoteReference w:id="2"/></w:r>' + text(".")
    )  # fmt: skip
    book = open_any(
        made_docx(
            path,
            body + paragraph("Then."),
            footnotes=separator + note.format("foot", 2, text("Of sand.")) + note.format("foot", 3, text("Of whales.")),
            endnotes=note.format("end", 2, text("Of cotton.")),
        )
    )
    nodes = book.section(0)
    assert nodes[0].text == "Glass and oil and wick."
    marks = {span.label: span.target for span in nodes[0].spans if span.kind is Kind.NOTE_REFERENCE}
    assert list(marks) == ["1", "*", "i"]
    notes = {node.id: node for node in every(book) if node.kind is Kind.NOTE}
    assert [notes[target].role for target in marks.values()] == ["footnote", "footnote", "endnote"]
    assert "Of sand." in notes[marks["1"]].text
    assert "Of whales." in notes[marks["*"]].text
    back = [span.target for span in notes[marks["1"]].spans if span.target]
    assert dict(book.anchors(0)).get(back[0], back[0]) == nodes[0].id  # type: ignore[attr-defined]


def test_links_and_cross_references_lead_to_bookmarks(path: Path) -> None:
    body = (
        paragraph('<w:hyperlink w:anchor="there">' + text("go") + "</w:hyperlink>" + text(" or "))
        + paragraph('<w:hyperlink r:id="out">' + text("out") + "</w:hyperlink>")
        + paragraph(field(" REF _Ref1 \\h ", text("Figure 1")))
        + paragraph(field(' HYPERLINK \\l "there" ', text("field")))
        + paragraph('<w:bookmarkStart w:id="1" w:name="there"/>' + text("There.") + '<w:bookmarkEnd w:id="1"/>')
        + paragraph('<w:bookmarkStart w:id="2" w:name="_Ref1"/>' + text("Here."))
    )
    book = open_any(made_docx(path, body, relations={"out": ("hyperlink", "https://example.org/")}))
    nodes = book.section(0)
    anchors = book.anchors(0)  # type: ignore[attr-defined]
    targets = [
        [anchors.get(span.target, span.target) for span in node.spans if span.kind is Kind.LINK] for node in nodes
    ]
    assert targets[:4] == [[nodes[4].id], [""], [nodes[5].id], [nodes[4].id]]
    assert [node.text for node in nodes] == ["go or", "out", "Figure 1", "field", "There.", "Here."]


def picture(description: str, more: str = "", graphic: str = "") -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="{description}">{more}</wp:docPr>'
        f"<a:graphic><a:graphicData>{graphic}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def test_pictures_have_their_words_and_decoration_is_silent(path: Path) -> None:
    decoration = '<a:extLst><a:ext><adec:decorative val="1"/></a:ext></a:extLst>'
    body = paragraph(picture("A lamp.")) + paragraph(picture("", decoration)) + paragraph(picture(""))
    old = '<w:r><w:pict><v:shape alt="An old lamp."><v:imagedata/></v:shape></w:pict></w:r>'
    figures = [
        node.label for node in every(open_any(made_docx(path, body + paragraph(old)))) if node.kind is Kind.FIGURE
    ]
    assert figures == ["A lamp.", "", "An old lamp."]


def test_a_caption_belongs_to_its_picture_and_its_table(path: Path) -> None:
    table = f"<w:tbl><w:tr><w:tc>{paragraph('cell')}</w:tc></w:tr></w:tbl>"
    body = paragraph(picture("A lamp.")) + paragraph("Figure 1", "Caption") + paragraph("Table 1", "Caption") + table
    figure, made = open_any(made_docx(path, body)).section(0)
    assert (figure.kind, figure.label, figure.text) == (Kind.FIGURE, "A lamp.", "Figure 1")
    assert (made.kind, made.text) == (Kind.TABLE, "Table 1")


def row(*cells: str, head: bool = False) -> str:
    stated = "<w:trPr><w:tblHeader/></w:trPr>" if head else ""
    return f"<w:tr>{stated}{''.join(cells)}</w:tr>"


def cell(words: str, more: str = "") -> str:
    return f"<w:tc><w:tcPr>{more}</w:tcPr>{paragraph(words)}</w:tc>"


def test_cells_know_their_headers_and_how_far_they_reach(path: Path) -> None:
    start, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = "<w:tbl><w:tblPr/>" + row(cell("Room"), cell("Lamps", '<w:gridSpan w:val="2"/>'), head=True)
    body += (
        row(cell("Hall", start), cell("oil"), cell("2")) + row(cell("", goes_on), cell("gas"), cell("3")) + "</w:tbl>"
    )
    cells = {node.text: node.cell for node in every(open_any(made_docx(path, body))) if node.kind is Kind.CELL}
    assert list(cells) == ["Room", "Lamps", "Hall", "oil", "2", "gas", "3"]
    lamps, hall, three = cells["Lamps"], cells["Hall"], cells["3"]
    assert lamps is not None
    assert hall is not None
    assert three is not None
    assert (lamps.columns, lamps.header, hall.rows) == (2, True, 2)
    assert (three.row, three.column, three.column_headers) == (3, 3, ("Lamps",))


def test_a_table_style_that_shows_its_first_row_and_column_makes_them_headers(path: Path) -> None:
    look = '<w:tblPr><w:tblStyle w:val="{}"/><w:tblLook w:val="04A0"/></w:tblPr>'
    body = [
        f"<w:tbl>{look.format(style)}{row(cell('a'), cell('b'))}{row(cell('c'), cell('d'))}</w:tbl>"
        for style in ("Grand", "No")
    ]
    cells = [node for node in every(open_any(made_docx(path, "".join(body)))) if node.kind is Kind.CELL]
    assert [node.cell.header for node in cells if node.cell] == [True, True, True, False, False, False, False, False]


def test_what_was_inserted_is_read_and_what_was_deleted_or_hidden_is_not(path: Path) -> None:
    body = paragraph(
        text("a") + "<w:ins>" + text("b") + '</w:ins><w:del><w:r><w:delText>X</w:delText></w:r></w:del><w:moveFrom>'
        + text("X") + "</w:moveFrom><w:moveTo>" + text("c") + "</w:moveTo>" + text("X", "<w:vanish/>")
        + text("d", '<w:vanish w:val="0"/>') + text("X", '<w:rStyle w:val="Secret"/>')
        + '<w:r><w:commentReference w:id="1"/></w:r><w:smartTag><w:sdt><w:sdtContent>' + text("e")
        + "</w:sdtContent></w:sdt></w:smartTag>" + field(" PAGE ", text("9", "<w:vanish/>"))
    )  # fmt: skip
    assert said(made_docx(path, body)) == ["abcde"]


def test_text_boxes_are_read_once_after_their_paragraph(path: Path) -> None:
    box = f"<w:txbxContent>{paragraph('In the box.')}</w:txbxContent>"
    both = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><wp:docPr id='1' name='b'/>"
        f"<wps:txbx>{box}</wps:txbx></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"{box}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert said(made_docx(path, paragraph(text("Before.") + both) + paragraph("After."))) == [
        "Before.",
        "In the box.",
        "After.",
    ]


def test_charts_and_diagrams_say_what_they_show(path: Path) -> None:
    chart = (
        "<c:chartSpace {0}><c:chart><c:title><a:t>Oil</a:t></c:title><c:ser><c:tx><c:v>litres</c:v></c:tx></c:ser>"
        "<c:ser><c:tx><c:pt><c:v>Litres</c:v></c:pt></c:tx><c:cat><c:pt><c:v>May</c:v></c:pt></c:cat>"
        "<c:val><c:pt><c:v>7</c:v></c:pt></c:val></c:ser></c:chart></c:chartSpace>"
    )
    diagram = "<dgm:dataModel {0}><dgm:pt><a:t>Fill</a:t></dgm:pt><dgm:pt><a:t>Light</a:t></dgm:pt></dgm:dataModel>"
    names = (
        'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
    )
    body = paragraph(picture("", graphic='<c:chart r:id="c1"/>')) + paragraph(
        picture("", graphic='<dgm:relIds r:dm="d1"/>')
    )
    made_docx(
        path,
        body,
        relations={"c1": ("chart", "charts/chart1.xml"), "d1": ("diagramData", "diagrams/data1.xml")},
        files={"word/charts/chart1.xml": chart.format(names), "word/diagrams/data1.xml": diagram.format(names)},
    )
    found = said(path)
    assert {"Oil", "Litres", "May", "7", "Fill", "Light"} <= set(found)


def test_formulas_become_mathml_with_words(path: Path) -> None:
    run = "<m:r><m:t>{}</m:t></m:r>"
    fraction = f"<m:f><m:num>{run.format('x')}</m:num><m:den>{run.format('2')}</m:den></m:f>"
    formula = paragraph(f"<m:oMathPara><m:oMath>{fraction}{run.format('+y')}</m:oMath></m:oMathPara>")
    found = one(made_docx(path, formula), Kind.FORMULA)
    assert all(sign in found.text for sign in ("x", "2", "y"))


def test_signs_of_symbol_fonts_are_words_and_unknown_ones_are_told(path: Path) -> None:
    signs = '<w:r><w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Wingdings" w:char="F0FC"/>'
    signs += '<w:sym w:font="Webdings" w:char="F0AA"/></w:r>'
    book = open_any(made_docx(path, paragraph(text("a ") + signs)))
    assert book.section(0)[0].text == "a α✓"
    assert book.troubles == ["a sign of the font Webdings has no words"]


def test_the_contents_in_the_text_are_known_as_such(path: Path) -> None:
    line = field(' HYPERLINK \\l "_Toc1" ', text("One") + "<w:r><w:tab/></w:r>" + field(" PAGEREF _Toc1 ", text("5")))
    heading = paragraph('<w:bookmarkStart w:id="1" w:name="_Toc1"/>' + text("One"), "berschrift1")
    book = open_any(made_docx(path, paragraph(line, "TOC1") + heading + paragraph("Text.")))
    assert [node.text for node in every(book) if node.text] == ["One 5", "One", "Text."]
    assert [entry.label for entry in book.publication.entries] == ["One"]


def test_a_new_page_of_the_author_is_no_printed_page(path: Path) -> None:
    rendered = "<w:r><w:lastRenderedPageBreak/></w:r>"
    body = paragraph(text("One ") + rendered + text("sentence.")) + paragraph(
        '<w:r><w:br w:type="page"/></w:r>' + text("Two.")
    )
    book = open_any(made_docx(path, body))
    assert [node.text for node in every(book)] == ["One sentence.", "Two."]
    assert book.publication.pages == ()


def test_strict_documents_are_read_as_well(path: Path) -> None:
    made_docx(path, paragraph("One", "berschrift1") + paragraph("Text."))
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = {
        name: data.replace(usual, b"http://purl.oclc.org/ooxml/wordprocessingml/main") for name, data in files.items()
    }
    assert said(zipped(path, strict)) == ["One", "Text."]


@pytest.mark.parametrize(
    ("name", "data", "spoken"),
    [
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "This document is in an old format."),
        ("text.rtf", rb"{\rtf1 Words}", "This document is in an old format."),
        (
            "locked.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "This document is locked with a password.",
        ),
        ("torn.docx", b"PK\x03\x04 torn", "This book is damaged and cannot be opened."),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(tmp_path: Path, name: str, data: bytes, spoken: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ContentError) as refused:
        open_any(tmp_path / name)
    assert refused.value.spoken == f"{spoken} Say shelf to choose another."
    assert refused.value.remedy


@pytest.mark.parametrize(
    "body",
    [
        "<w:tbl><w:tr><w:tc>" * 300 + paragraph("deep") + "</w:tc></w:tr></w:tbl>" * 300,
        "<w:sdt><w:sdtContent>" * 900 + paragraph("deep") + "</w:sdtContent></w:sdt>" * 900,
        paragraph("<w:ins>" * 900 + text("deep") + "</w:ins>" * 900),
        paragraph(
            "<m:oMath>" + "<m:f><m:num>" * 500 + "<m:r><m:t>deep</m:t></m:r>" + "</m:num></m:f>" * 500 + "</m:oMath>"
        ),
        paragraph("<w:hyperlink>" * 500 + text("deep") + "</w:hyperlink>" * 500) + paragraph("deep"),
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' * 200
        + paragraph("<w:hyperlink/>")
        + paragraph(picture("deep")),
    ],
)
def test_strange_documents_are_read(path: Path, body: str) -> None:
    nodes = every(open_any(made_docx(path, body)))
    assert any("deep" in node.text.replace(" ", "") + node.label for node in nodes)


def test_a_document_without_words_is_refused(path: Path) -> None:
    with pytest.raises(ContentError) as refused:
        open_any(made_docx(path, "<w:p/>"))
    assert refused.value.spoken == "There are no words in this file. Say shelf to choose another."
