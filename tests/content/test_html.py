from __future__ import annotations

from pathlib import Path

import pytest

from accessvr.content import inspection
from accessvr.content.readers import Book, open_any
from accessvr.content.tally import tally, walk
from accessvr.core.errors import ContentError
from accessvr.core.publication import Kind, Node

LONG = "<p>A sentence that fills the chapter with words.</p>" * 30


def opened(tmp_path: Path, text: str | bytes, name: str = "page.html") -> Book:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return open_any(path)


def every(book: Book) -> list[Node]:
    return [node for index in range(len(book.publication.sections)) for node in walk(book.section(index))]


def said(book: Book) -> list[str]:
    return [node.text for node in every(book) if node.text]


def test_the_head_tells_about_the_page(tmp_path: Path) -> None:
    book = opened(
        tmp_path,
        '<!DOCTYPE html><html lang="fr-CA"><head><meta charset="utf-8"><title>La  lampe</title>'
        '<meta name="author" content="A. Auteur"><meta name="DC.Creator" content="B. Auteur">'
        '<meta name="dc.rights" content="CC0"></head><body><p>Une lampe.</body></html>',
    )
    publication = book.publication
    assert (publication.title, publication.language, publication.rights) == ("La lampe", "fr-CA", "CC0")
    assert publication.authors == ("A. Auteur", "B. Auteur")
    assert said(book) == ["Une lampe."]


def test_a_page_without_a_head_takes_title_and_language_from_its_words(tmp_path: Path) -> None:
    publication = opened(tmp_path, f"<h1>The lamp</h1>{LONG}").publication
    assert (publication.title, publication.language) == ("The lamp", "en")


def test_chapters_become_sections_and_entries(tmp_path: Path) -> None:
    body = f"<h1>The lamp</h1><p>By me.</p><h2>One</h2>{LONG}<h3>Inside</h3>{LONG}<div><h2>Two</h2>{LONG}</div>"
    book = opened(tmp_path, body)
    assert [(entry.kind, entry.label, entry.section, entry.level) for entry in book.publication.entries] == [
        (Kind.CHAPTER, "The lamp", 0, 1),
        (Kind.CHAPTER, "One", 1, 2),
        (Kind.HEADING, "Inside", 1, 3),
        (Kind.CHAPTER, "Two", 2, 2),
    ]
    for entry in book.publication.entries:
        assert entry.label in [node.text for node in book.section(entry.section) if node.id == entry.node]


def test_a_long_stretch_is_cut_between_blocks_and_nothing_is_lost(tmp_path: Path) -> None:
    inside = "".join(
        f"<p>Sentence number {number} of a long stretch of text.</p>loose {number} " for number in range(5000)
    )
    book = opened(tmp_path, f'<div lang="de" class="x">first {inside}</div>last')
    sections = book.publication.sections
    assert len(sections) > 2
    assert max(section.size for section in sections) < 2 * min(section.size for section in sections)
    expected = ["first"] + [
        words
        for number in range(5000)
        for words in (f"Sentence number {number} of a long stretch of text.", f"loose {number}")
    ]
    assert said(book) == [*expected, "last"]
    assert {node.language for index in range(1, len(sections) - 1) for node in book.section(index)} == {"de"}


def test_links_and_notes_lead_across_sections(tmp_path: Path) -> None:
    body = (
        f'<h2 id="one">One</h2><p>See<a href="#n1"><sup>1</sup></a> <a href="page.html#two">there</a>, '
        f'<a href="other.html#x">elsewhere</a>.</p>{LONG}<h2 id="two">Two</h2>{LONG}'
        '<aside role="doc-footnote" id="n1"><p>A note.</p></aside>'
    )
    book = opened(tmp_path, body)
    spans = next(node for node in every(book) if node.text.startswith("See")).spans
    assert [(span.kind, span.target) for span in spans] == [
        (Kind.NOTE_REFERENCE, "s1#n1"),
        (Kind.LINK, "s1#two"),
        (Kind.LINK, ""),
    ]
    assert "s1#n1" in [node.id for node in every(book)]


def test_what_is_hidden_or_a_script_is_never_spoken(tmp_path: Path) -> None:
    body = (
        '<p>a</p><script>x()</script><style>p{}</style><p hidden>x</p><div style="display:none"><h2>x</h2></div>'
        '<template><p>x</p></template><!-- x --><p onclick="x()">b</p><iframe src="x">x</iframe>'
    )
    book = opened(tmp_path, body)
    assert said(book) == ["a", "b"]
    assert book.publication.entries == ()


def test_what_style_sheets_hide_is_never_spoken(tmp_path: Path) -> None:
    (tmp_path / "book.css").write_text("h2.gone { display: none }")
    head = "<head><link rel=stylesheet href=book.css><style>p.unseen, section + p { visibility: hidden }</style></head>"
    body = f"<h2>One</h2>{LONG}<section>a</section><p>x</p><h2 class=gone>x</h2>"
    body += '<h2>Two</h2><p class="unseen">x</p><p>b</p>'
    book = opened(tmp_path, f"<html>{head}<body>{body}</body></html>")
    assert "x" not in said(book)
    assert [entry.label for entry in book.publication.entries] == ["One", "Two"]


def test_no_style_sheet_outside_the_folder_is_opened(tmp_path: Path) -> None:
    (tmp_path / "out.css").write_text("p { display: none }")
    (tmp_path / "in").mkdir()
    for href in ("../out.css", f"{tmp_path}/out.css", f"file://{tmp_path}/out.css"):
        assert said(opened(tmp_path / "in", f"<link rel=stylesheet href='{href}'><p>a</p>")) == ["a"]


def test_a_description_in_another_section_is_found(tmp_path: Path) -> None:
    figure = '<img src="a.png" alt="A map" aria-describedby="d">'
    body = f'<h2>One</h2>{figure}{LONG}<h2>Two</h2><p id="d">Roads and hills.</p>'
    found = next(node for node in every(opened(tmp_path, body)) if node.kind is Kind.FIGURE)
    assert (found.label, found.details, found.more) == ("A map", "Roads and hills.", "s1#d")


def test_printed_page_numbers_stand_beside_the_text(tmp_path: Path) -> None:
    body = '<h2>One</h2><p>A sentence that <span class="pagenum"><a id="Page_12">[Pg 12]</a></span> goes on.</p>'
    book = opened(tmp_path, body + '<p><a href="#Page_12">back</a></p>')
    node = next(node for node in every(book) if node.text.startswith("A sentence"))
    assert node.text == "A sentence that goes on."
    assert [(span.kind, span.label) for span in node.spans] == [(Kind.PAGE, "12")]
    (page,) = book.publication.pages
    assert (page.label, page.section, page.node) == ("12", 0, "s0#Page_12")
    assert page.node in tally(book.section(0), dict(getattr(book, "anchors")(0))).names  # noqa: B009


def test_a_page_break_before_a_chapter_belongs_to_it(tmp_path: Path) -> None:
    body = f'<h2>One</h2>{LONG}<span role="doc-pagebreak" aria-label="7" id="p7"></span><h2>Two</h2>{LONG}'
    (page,) = opened(tmp_path, body).publication.pages
    assert (page.label, page.section) == ("7", 1)


def test_gutenbergs_header_and_licence_are_left_out_wherever_they_stand(tmp_path: Path) -> None:
    told = "Title: A Story\n\nAuthor: No Body\n\nLanguage: French"
    start = "*** START OF THIS PROJECT GUTENBERG EBOOK A STORY ***"
    header = f"<pre>\n{told}\n\n{start}\n\nProduced by me\n\n</pre>"
    footer = "<div><span>*** END OF THIS PROJECT GUTENBERG EBOOK A STORY ***</span> x</div>y<p>The licence.</p>"
    page = "<html><head><title>The Project Gutenberg eBook of A Story, by No Body</title></head><body><div>x</div>"
    book = opened(tmp_path, f"{page}<section><p>x</p>{header}</section><h2>One</h2><p>Once.</p>z{footer}</body></html>")
    assert (book.publication.title, book.publication.authors, book.publication.language) == (
        "A Story",
        ("No Body",),
        "fr",
    )
    assert said(book) == ["One", "Once.", "z"]


def test_the_newer_form_of_gutenbergs_pages_is_known(tmp_path: Path) -> None:
    start, end = (f"*** {word} OF THE PROJECT GUTENBERG EBOOK A STORY ***" for word in ("START", "END"))
    begin, finish = (
        f'<div id="pg-{at}-separator"><span>{words}</span></div>' for at, words in (("start", start), ("end", end))
    )
    header = f'<section id="pg-header"><p>Title: A Story</p>{begin}</section>'
    footer = f'<section id="pg-footer">{finish}<div>The licence.</div></section>'
    assert said(opened(tmp_path, f"{header}<div><h1>One</h1><p>Once.</p></div>{footer}")) == ["One", "Once."]


def test_the_pages_of_an_old_magazine_say_the_same_as_its_text(books: Path) -> None:
    page, text = books / "html" / "girls-own-paper-1886.htm", books / "txt" / "girls-own-paper-1886-latin1.txt"
    words = [
        " ".join(node.text for node in every(open_any(path)) if node.kind is not Kind.FIGURE) for path in (page, text)
    ]
    letters = ["".join(letter for letter in said.lower() if letter.isalpha()) for said in words]
    assert "gutenberg" not in letters[0]
    assert abs(len(letters[0]) - len(letters[1])) < 0.02 * len(letters[1])
    publication = open_any(page).publication
    assert (publication.language, len(publication.pages)) == ("en", 16)
    assert len(publication.entries) == 15


@pytest.mark.parametrize("name", ["page", "page.htm", "page.xhtml", "page.doc"])
def test_a_page_is_known_by_its_name_or_its_beginning(tmp_path: Path, name: str) -> None:
    book = opened(tmp_path, "<!DOCTYPE html><title>T</title><p>Words.</p>", name)
    assert (book.publication.title, said(book)) == ("T", ["Words."])


@pytest.mark.parametrize("body", ["", "<p></p>", "<script>x</script>", "<p hidden>x</p>"])
def test_a_page_without_words_is_refused_in_plain_words(tmp_path: Path, body: str) -> None:
    with pytest.raises(ContentError) as refused:
        opened(tmp_path, f"<html><body>{body}</body></html>")
    assert refused.value.spoken == "There are no words in this file. Say shelf to choose another."
    assert refused.value.remedy


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 5000 + "deep",
        "<p>a<b>b<i>c</p>d",
        "<table><tr><td>a<h2>b</h2></table>c",
        "<h1>" * 200 + "a",
        "<p>&bad; &nbsp; &#0; &#xD800; a</p>",
        "<?xml version='1.0'?><!DOCTYPE html [<!ENTITY x 'y'>]><html><body>&x;a</body></html>",
        "<p id=x>a</p>" * 3 + "<a href='#x'>b</a>",
        "\x00" + "a" * 200,
    ],
)
def test_a_broken_page_is_mended(tmp_path: Path, body: str) -> None:
    book = opened(tmp_path, body + "<p>end</p>" if not body.endswith("html>") else body)
    assert any("a" in words or "deep" in words for words in said(book))
    assert inspection.tree(book)


def test_a_heading_with_a_page_break_of_an_undeclared_prefix_is_read(tmp_path: Path) -> None:
    path = tmp_path / "odd.html"
    path.write_text('<h1>One <span epub:type="pagebreak" title="3">3</span>boat</h1><p>It is blue.</p>', "utf-8")
    book = open_any(path)
    assert [entry.label for entry in book.publication.entries] == ["One boat"]
