"""What a section holds, counted, and an outline that becomes exact."""

from __future__ import annotations

from made_pages import nodes, read

from accessvr.content import inspection
from accessvr.content.search import find, spoken_words
from accessvr.content.tally import exact, tally
from accessvr.core.publication import Entry, Kind, Node, Publication, Section, Span, lay_out

MATH = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mfrac><mi>x</mi><mn>2</mn></mfrac></math>'
REFERENCE = '<a epub:type="noteref" href="#n">1</a>'


def counts(body: str) -> dict[Kind, int]:
    return dict(tally(nodes(body), {}).counts)


def test_a_picture_or_formula_counts_once_wherever_it_stands() -> None:
    picture = '<img src="x" alt="the map" aria-details="d"/>'
    body = f'<p>See {picture} and {MATH}.</p><p>{picture}</p><p id="d">Houses.</p><div>{MATH}</div>'
    counted = tally(nodes(body), {})
    assert (counted.counts[Kind.FIGURE], counted.counts[Kind.FORMULA], counted.worded) == (2, 2, 2)


def test_pictures_without_words_are_told_apart() -> None:
    counted = tally(nodes('<p>a<img src="x" alt=""/>b</p><img src="x" alt=""/><img src="x" alt="A lamp."/>'), {})
    assert (counted.counts[Kind.FIGURE], counted.worded) == (3, 1)


def test_notes_references_pages_and_tables_are_counted_beside_the_way_too() -> None:
    note = '<aside epub:type="footnote" id="n" hidden="">b</aside>'
    body = f'<p>a{REFERENCE}<span epub:type="pagebreak" title="3"/></p>{note}<table><tr><td>x</td></tr></table>'
    counted = counts(body)
    assert [counted[kind] for kind in (Kind.NOTE_REFERENCE, Kind.NOTE, Kind.PAGE, Kind.TABLE)] == [1, 1, 1, 1]


def test_the_size_is_that_of_what_is_on_the_way() -> None:
    body = f'<p>One{REFERENCE}.</p><aside epub:type="footnote" id="n" hidden=""><h2>A</h2><p>B</p></aside>'
    counted = tally(nodes(body), {})
    assert (counted.size, counted.headings) == (4, ())


def test_without_a_list_of_pages_the_page_breaks_are_it() -> None:
    page = read(
        '<p id="a">x<span epub:type="pagebreak" title="3"/></p><div epub:type="pagebreak" title="4"/><p id="b">y</p>'
    )
    publication = Publication("b", "B", "en", sections=(Section("s0", 1), Section("s1", 1)))
    tallies = [tally((), {}), tally(page.nodes, page.anchors)]
    assert exact(publication, tallies).pages == (Entry(Kind.PAGE, "3", 1, "s3#a"), Entry(Kind.PAGE, "4", 1, "s3#b"))


def test_entries_pages_and_landmarks_that_lead_nowhere_lead_to_the_section() -> None:
    at, lost = "s0#a", "s0#gone"
    publication = Publication(
        "b",
        "B",
        "en",
        sections=(Section("s0", 1),),
        entries=(Entry(Kind.CHAPTER, "A", 0, at), Entry(Kind.CHAPTER, "B", 0, lost)),
        pages=(Entry(Kind.PAGE, "1", 0, lost),),
        landmarks=(Entry(Kind.SECTION, "Start", 0, lost),),
    )
    made = exact(publication, [tally((Node(at, Kind.PARAGRAPH, text="a"),), {})])
    assert [entry.node for entry in (*made.entries, *made.pages, *made.landmarks)] == [at, "", "", ""]


def test_headings_beside_the_way_are_no_contents() -> None:
    heading = Node("h", Kind.HEADING, text="A", level=1)
    publication = Publication("b", "B", "en", sections=(Section("s0", 1), Section("s1", 1, beside=True)))
    assert [entry.section for entry in exact(publication, [tally((heading,), {})] * 2).entries] == [0]


def test_all_words_of_a_book_are_inspected_once() -> None:
    picture = '<img src="x" alt="the map"/>'
    page = read(f"<p>Take {MATH} of {picture}.</p><div>{MATH}</div>")
    half = next(span for span in page.nodes[0].spans if span.kind is Kind.FORMULA).label
    assert [node.text for node in inspection.whole(page.nodes)] == [f"Take {half} of the map.", half]
    kept = read('<p>a</p><aside hidden="" id="n" role="doc-footnote">N</aside>')
    assert [node.text for node in inspection.whole(kept.nodes)] == ["a", "N"]


def test_the_words_drawn_in_a_picture_are_inspected_even_in_a_sentence() -> None:
    drawing = Node("p~", Kind.FIGURE, label="A flow.", text="In Out", beside=True)
    text = Node(
        "p", Kind.PARAGRAPH, text="See A flow.", spans=(Span(4, 11, Kind.FIGURE, "A flow.", "p~"),), children=(drawing,)
    )
    assert [node.text for node in inspection.whole((text,))] == ["See A flow.", "In Out"]


def test_words_of_a_formula_are_found_once() -> None:
    page = read(f"<p>Take {MATH} of it.</p>")
    publication = Publication("b", "B", "en", sections=(Section("s3", 30),))
    found, more = find(publication, [lay_out(0, page.nodes, "en")], spoken_words("take x over"), 9)
    everywhere, _ = find(publication, [lay_out(0, page.nodes, "en")], spoken_words("x"), 9)
    assert (len(found), len(everywhere), more) == (1, 1, False)
