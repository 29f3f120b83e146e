"""What the package of an EPUB says: order, lists, languages, accessibility; and what is done when it says nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from content.conftest import MakeEpub, page

from accessvr.content import inspection
from accessvr.content.books.contents import entries
from accessvr.content.readers import Book, open_any
from accessvr.content.tally import walk
from accessvr.core.publication import Entry, Kind

OPF = (
    '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Made</dc:title>{meta}</metadata>'
    "<manifest>{items}</manifest><spine>{order}</spine>{more}</package>"
)
ITEM = '<item id="{0}" href="{1}" media-type="{2}" {3}/>'
XHTML = "application/xhtml+xml"


def package(*items: str, order: str, meta: str = "<dc:language>en</dc:language>", more: str = "") -> str:
    """A package; `order` names ids, those that are not on the way in brackets."""
    refs = [
        f'<itemref idref="{name.strip("()")}"{" linear=" + chr(34) + "no" + chr(34) if name[0] == "(" else ""}/>'
        for name in order.split()
    ]
    return OPF.format(items="".join(items), order="".join(refs), meta=meta, more=more)


def pages(*names: str) -> list[str]:
    return [ITEM.format(name, f"{name}.xhtml", XHTML, "") for name in names]


def opened(make_epub: MakeEpub, opf: str, **files: str) -> Book:
    inside = {f"OPS/{name.replace('_', '.')}": text for name, text in files.items()}
    return open_any(make_epub(files={"OPS/package.opf": opf, **inside}))


A, B, C = (page(f'<p id="x">{letter}</p>') for letter in "ABC")


def test_pages_beside_the_way_keep_their_place_and_unlisted_pages_come_last(make_epub: MakeEpub) -> None:
    opf = package(*pages("c", "a", "b"), order="a (b)")
    book = opened(make_epub, opf, a_xhtml=page('<p><a href="c.xhtml#x">go</a></p>'), b_xhtml=B, c_xhtml=C)
    sections = book.publication.sections
    assert [(section.id, section.beside) for section in sections] == [("s0", False), ("s1", True), ("s2", True)]
    assert [book.section(index)[0].text for index in range(3)] == ["go", "B", "C"]
    assert [span.target for span in book.section(0)[0].spans] == ["s2#x"]
    assert book.publication.size == sections[0].size


def test_when_nothing_is_on_the_way_everything_is(make_epub: MakeEpub) -> None:
    book = opened(make_epub, package(*pages("a", "b"), order="(a) (b)"), a_xhtml=A, b_xhtml=B)
    assert [section.beside for section in book.publication.sections] == [False, False]


def test_contents_that_are_not_in_the_order_are_not_read(make_epub: MakeEpub) -> None:
    nav = ITEM.format("nav", "nav.xhtml", XHTML, 'properties="nav"')
    contents = page('<nav epub:type="toc"><ol><li><a href="a.xhtml">One</a></li></ol></nav>')
    book = opened(make_epub, package(*pages("a"), nav, order="a"), a_xhtml=A, nav_xhtml=contents)
    assert list(inspection.text(book)) == ["A"]
    book = opened(make_epub, package(*pages("a"), nav, order="nav a"), a_xhtml=A, nav_xhtml=contents)
    assert list(inspection.text(book)) == ["One", "A"]


def test_drawings_are_pages_in_the_order_and_pictures_elsewhere(make_epub: MakeEpub) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><title>A lamp.</title></svg>'
    svg = ITEM.format("s", "s.svg", "image/svg+xml", "")
    other = ITEM.format("t", "t.svg", "image/svg+xml", "")
    book = opened(make_epub, package(svg, other, order="s"), s_svg=drawing, t_svg=drawing)
    assert [node.label for node in book.section(0)] == ["A lamp."]
    assert len(book.publication.sections) == 1


def test_a_page_takes_the_place_of_what_cannot_be_shown(make_epub: MakeEpub) -> None:
    items = [
        ITEM.format("x", "x.xyz", "application/x-xyz", 'fallback="y"'),
        ITEM.format("y", "y.q", "a/b", 'fallback="a"'),
    ]
    book = opened(make_epub, package(*items, *pages("a"), order="x"), a_xhtml=A)
    assert [node.text for node in book.section(0)] == ["A"]
    assert len(book.publication.sections) == 1


def test_a_file_that_falls_back_on_itself_is_not_waited_for(make_epub: MakeEpub) -> None:
    book = opened(make_epub, package(ITEM.format("x", "x.png", "image/png", 'fallback="x"'), order="x"), x_png="-")
    assert [node.text for node in book.section(0)] == ["This part of the book has no words."]


NAV = page(
    '<nav epub:type="landmarks" hidden=""><ol><li><a epub:type="bodymatter" href="b.xhtml">Start</a></li></ol></nav>'
    '<nav epub:type="page-list" hidden=""><ol><li><a href="a.xhtml#x">iv</a></li><li><a href="b.xhtml">5</a></li></ol>'
    '</nav><nav role="doc-toc"><ol style="display:none"><li><a href="a.xhtml">One</a></li></ol></nav>'
)


def test_lists_of_pages_and_landmarks_count_even_when_they_are_hidden(make_epub: MakeEpub) -> None:
    nav = ITEM.format("nav", "nav.xhtml", XHTML, 'properties="nav"')
    book = opened(make_epub, package(*pages("a", "b"), nav, order="a b"), a_xhtml=A, b_xhtml=B, nav_xhtml=NAV)
    publication = book.publication
    assert publication.entries == (Entry(Kind.CHAPTER, "One", 0, ""),)
    assert publication.pages == (Entry(Kind.PAGE, "iv", 0, "s0#x"), Entry(Kind.PAGE, "5", 1, ""))
    assert publication.landmarks == (Entry(Kind.SECTION, "Start", 1, ""),)


NCX = (
    '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>One</text></navLabel>'
    '<content src="a.xhtml"/></navPoint></navMap><pageList><pageTarget value="7"><navLabel><text>vii</text></navLabel>'
    '<content src="a.xhtml#x"/></pageTarget><pageTarget value="8"><content src="b.xhtml"/></pageTarget></pageList>'
    "</ncx>"
)


def test_an_epub_2_has_its_lists_in_the_ncx_and_the_guide(make_epub: MakeEpub) -> None:
    ncx = ITEM.format("ncx", "toc.ncx", "application/x-dtbncx+xml", "")
    guide = '<reference type="text" title="Beginning" href="b.xhtml#x"/><reference type="cover" href="a.xhtml"/>'
    opf = package(*pages("a", "b"), ncx, order="a b", more=f"<guide>{guide}</guide>")
    publication = opened(make_epub, opf, a_xhtml=A, b_xhtml=B, toc_ncx=NCX).publication
    assert publication.entries == (Entry(Kind.CHAPTER, "One", 0, ""),)
    assert publication.pages == (Entry(Kind.PAGE, "vii", 0, "s0#x"), Entry(Kind.PAGE, "8", 1, ""))
    assert publication.landmarks == (
        Entry(Kind.SECTION, "Beginning", 1, "s1#x"),
        Entry(Kind.SECTION, "cover", 0, ""),
    )


def test_pages_of_the_ncx_are_taken_when_the_navigation_has_none(make_epub: MakeEpub) -> None:
    nav = ITEM.format("nav", "nav.xhtml", XHTML, 'properties="nav"')
    ncx = ITEM.format("ncx", "toc.ncx", "application/x-dtbncx+xml", "")
    contents = page('<nav epub:type="toc"><ol><li><a href="b.xhtml">Two</a></li></ol></nav>')
    opf = package(*pages("a", "b"), nav, ncx, order="a b")
    publication = opened(make_epub, opf, a_xhtml=A, b_xhtml=B, nav_xhtml=contents, toc_ncx=NCX).publication
    assert [entry.label for entry in publication.entries] == ["Two"]
    assert [entry.label for entry in publication.pages] == ["vii", "8"]


def test_pages_that_only_the_list_knows_are_marked_where_it_leads(make_epub: MakeEpub) -> None:
    text = '<p>a<span epub:type="pagebreak" title="2"/>b <i id="p3">c</i></p>'
    chapter = page(f'<h1>One</h1>{text}<p id="p4"><img src="x" alt="d"/></p>')
    lines = ("c0.xhtml", "1"), ("c0.xhtml#gone", "9"), ("c0.xhtml#p3", "2"), ("c0.xhtml#p3", "3"), ("c0.xhtml#p4", "4")
    listed = "".join(f'<li><a href="{href}">{label}</a></li>' for href, label in lines)
    nav = f'<ol><li><a href="c0.xhtml">One</a></li></ol></nav><nav epub:type="page-list"><ol>{listed}</ol>'
    book = open_any(make_epub(chapter.encode(), nav=nav))
    marks = [(node.text, s.start, s.label) for node in book.section(0) for s in node.spans if s.kind is Kind.PAGE]
    assert marks == [("One", 0, "1"), ("ab c", 1, "2"), ("ab c", 3, "3"), ("", 0, "4")]


def test_contents_may_lead_beside_the_way(make_epub: MakeEpub) -> None:
    nav = ITEM.format("nav", "nav.xhtml", XHTML, 'properties="nav"')
    contents = page(
        '<nav epub:type="toc"><ol><li><a href="b.xhtml">B</a></li><li><a href="c.xhtml">C</a></li>'
        '<li><a href="http://a.b/">Out</a></li></ol></nav>'
    )
    opf = package(*pages("a", "b", "c"), nav, order="a (b)")
    book = opened(make_epub, opf, a_xhtml=A, b_xhtml=B, c_xhtml=C, nav_xhtml=contents)
    assert [(entry.label, entry.section) for entry in book.publication.entries] == [("B", 1), ("C", 2)]
    assert any("http://a.b/" in trouble for trouble in book.troubles)


def test_contents_without_a_role_are_the_first_list_that_is_no_other(make_epub: MakeEpub) -> None:
    nav = ITEM.format("nav", "nav.xhtml", XHTML, 'properties="nav"')
    contents = page(
        '<nav epub:type="page-list"><ol><li><a href="a.xhtml">1</a></li></ol></nav>'
        '<nav><ol><li><a href="a.xhtml">One</a></li></ol></nav>'
    )
    book = opened(make_epub, package(*pages("a"), nav, order="a"), a_xhtml=A, nav_xhtml=contents)
    assert [entry.label for entry in book.publication.entries] == ["One"]


def test_nobody_is_sent_nowhere() -> None:
    assert entries([], lambda href: None) == ()


def test_what_is_said_of_accessibility_is_kept(make_epub: MakeEpub) -> None:
    meta = (
        '<dc:language>en</dc:language><meta property="schema:accessMode">textual</meta>'
        '<meta property="schema:accessModeSufficient">textual,visual</meta><meta name="schema:accessibilityHazard" '
        'content="none"/><meta property="a11y:certifiedBy">A. House</meta><meta property="dcterms:conformsTo">EPUB '
        'Accessibility 1.1 - WCAG 2.2 Level AA</meta><link rel="dcterms:conformsTo" href="http://a.b/aa"/>'
        '<link rel="a11y:certifierReport" href="http://a.b/report"/><meta property="dcterms:modified">2020</meta>'
        '<link rel="cover" href="x"/>'
    )
    book = opened(make_epub, package(*pages("a"), order="a", meta=meta), a_xhtml=A)
    assert book.publication.accessibility == (
        "accessMode: textual",
        "accessModeSufficient: textual,visual",
        "accessibilityHazard: none",
        "a11y:certifiedBy: A. House",
        "dcterms:conformsTo: EPUB Accessibility 1.1 - WCAG 2.2 Level AA",
        "dcterms:conformsTo: http://a.b/aa",
        "a11y:certifierReport: http://a.b/report",
    )


FRENCH = (
    "<p>Le vieux phare ne brillait plus, et les bateaux de la ville ne rentraient que le jour, avec les enfants.</p>"
    * 3
)


@pytest.mark.parametrize(
    ("meta", "chapter", "language"),
    [
        ("<dc:language>fr-CA</dc:language>", A, "fr-CA"),
        ("<dc:language>en_GB</dc:language>", A, "en-GB"),
        ("<dc:language>und</dc:language>", A.replace("<html", '<html xml:lang="de"'), "de"),
        ("", A.replace("<html", "<html lang='sv'"), "sv"),
        ("", page(FRENCH), "fr"),
        ("", page("<p>7</p>"), "und"),
    ],
)
def test_the_language_is_that_of_the_package_the_pages_or_the_words(
    make_epub: MakeEpub, meta: str, chapter: str, language: str
) -> None:
    book = opened(make_epub, package(*pages("a"), order="a", meta=meta), a_xhtml=chapter)
    assert book.publication.language == language


def test_a_language_written_in_other_letters_is_kept(make_epub: MakeEpub) -> None:
    chapter = page('<p>She said <i xml:lang="ru-Latn">spasibo</i>.</p>')
    (node,) = opened(make_epub, package(*pages("a"), order="a"), a_xhtml=chapter).section(0)
    assert [(span.kind, span.label) for span in node.spans] == [(Kind.LANGUAGE, "ru-Latn")]


def test_sheets_of_the_book_hide_what_they_say_and_take_in_each_other(make_epub: MakeEpub) -> None:
    chapter = page('<p class="x">X</p><p class="y">Y</p><p>Z</p>').replace(
        "</head>", '<link rel="stylesheet" href="s.css"/></head>'
    )
    book = opened(
        make_epub,
        package(*pages("a"), order="a"),
        a_xhtml=chapter,
        s_css="@import url(t.css); @import 's.css'; @import 'http://a.b/c.css'; .x{display:none}",
        t_css=".y{display:none}",
    )
    assert list(inspection.text(book)) == ["Z"]


def test_pictures_without_words_are_told_with_their_page(make_epub: MakeEpub) -> None:
    book = opened(make_epub, package(*pages("a"), order="a"), a_xhtml=page('<p><img src="lamp.png"/></p>'))
    book.section(0)
    assert "OPS/a.xhtml, line 1: img lamp.png has no words for those who cannot see it" in book.troubles


def test_a_fragment_may_be_escaped(make_epub: MakeEpub) -> None:
    chapter = page('<p><a href="#caf%C3%A9">go</a></p><p id="café">here</p>')
    book = opened(make_epub, package(*pages("a"), order="a"), a_xhtml=chapter)
    assert [span.target for span in book.section(0)[0].spans] == ["s0#café"]


def test_every_link_inside_a_book_leads_to_something(books: Path) -> None:
    for name in (
        "idpf-samples/wasteland",
        "standardebooks/flatland",
        "own/lamp",
        "daisy-a11y-tests/daisy-basic-functionality",
    ):
        book = open_any(books / "epub" / f"{name}.epub")
        indexes = range(len(book.publication.sections))
        nodes = [node for index in indexes for node in walk(book.section(index))]
        there = {node.id for node in nodes} | {section.id for section in book.publication.sections}
        for index in indexes:
            there |= set(book.anchors(index))  # type: ignore[attr-defined]  # an EPUB has them
        targets = {span.target for node in nodes for span in node.spans if span.target}
        targets |= {node.more for node in nodes if node.more}
        assert targets <= there, name
