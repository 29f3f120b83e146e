"""A made book that holds what a reference work holds: notes near and far, a table, formulas, asides, recordings."""

from __future__ import annotations

from made import MadeBook, Visit, size

from accessvr.core.publication import Cell, Clip, Entry, Kind, Node, Publication, Section, Span


def _reference(at: int, label: str, target: str) -> Span:
    return Span(at, at, Kind.NOTE_REFERENCE, label, target)


def _table() -> Node:
    heads = ("Boat", "Crew", "Catch")
    rows = [("Anna", "4", "12 crates"), ("Vera", "6", "")]
    first = tuple(
        Node(f"s0#t1{c}", Kind.CELL, text=words, cell=Cell(1, c, header=True)) for c, words in enumerate(heads, 1)
    )
    nodes = [Node("s0#r1", Kind.ROW, children=first)]
    for r, row in enumerate(rows, 2):
        cells = tuple(
            Node(f"s0#t{r}{c}", Kind.CELL, text=words, cell=_cell(r, c, row[0], heads[c - 1]))
            for c, words in enumerate(row, 1)
        )
        nodes.append(Node(f"s0#r{r}", Kind.ROW, children=cells))
    return Node("s0#table", Kind.TABLE, label="The fleet", children=tuple(nodes))


def _cell(row: int, column: int, boat: str, head: str) -> Cell:
    headers = (boat,) if column > 1 else ()
    return Cell(row, column, row_headers=headers, column_headers=(head,), header=column == 1)


def _formula(name: str) -> Node:
    parts = (
        Node(f"{name}/n", Kind.TERM, label="numerator", text="x plus 1", beside=True),
        Node(f"{name}/d", Kind.TERM, label="denominator", text="2", beside=True),
    )
    return Node(name, Kind.FORMULA, text="x plus 1 over 2", children=parts)


def _sentence_with_formula() -> Node:
    text = "Take x plus 1 over 2 of the salt. Stir it."
    inside = Node(
        "s0#in", Kind.TERM, label="formula", text="x plus 1 over 2", beside=True, children=_formula("s0#f2").children
    )
    return Node("s0#pf", Kind.PARAGRAPH, text=text, spans=(Span(5, 20, Kind.FORMULA, "", "s0#in"),), children=(inside,))


FIRST = "The boats were old.They lay in the harbour. Nobody went out."
NEAR, FAR = FIRST.index("They"), FIRST.index(" Nobody")
FIRST = FIRST.replace(".They", ". They")


def _harbour() -> tuple[Node, ...]:
    spans = (_reference(19, "1", "s0#n1"), _reference(FIRST.index(" Nobody"), "2", "s2#n2"))
    french = "He said bonjour to her. She did not answer."
    page = Span(27, 27, Kind.PAGE, "7")
    link = Span(4, 9, Kind.LINK, "", "s1#h")
    return (
        Node("s0#h", Kind.HEADING, text="The harbour", level=1),
        Node("s0#p1", Kind.PARAGRAPH, text=FIRST, spans=(*spans[:1], page, *spans[1:])),
        Node("s0#p2", Kind.PARAGRAPH, text=french, spans=(Span(8, 15, Kind.LANGUAGE, "fr"),)),
        Node("s0#box", Kind.ASIDE, role="aside", children=(Node("s0#box1", Kind.PARAGRAPH, text="A box about tar."),)),
        _table(),
        _formula("s0#f"),
        _sentence_with_formula(),
        Node("s0#fig", Kind.FIGURE, label="A net", more="s2#long"),
        Node("s0#dumb", Kind.FIGURE),
        Node("s0#p3", Kind.PARAGRAPH, text="The sails were brown.", spans=(link,)),
        Node("s0#n1", Kind.NOTE, role="footnote", text="Some were built in 1870. Two had burned.", beside=True),
        Node("s0#p4", Kind.PARAGRAPH, text="That was the harbour."),
    )


def _voices() -> tuple[Node, ...]:
    text = "The wind came. The rain came. Then it was dark."
    clips = (Clip("a.mp3", 0.0, 2.0, 0, 14), Clip("a.mp3", 2.0, 5.0, 15, 29))
    return (
        Node("s1#h", Kind.HEADING, text="The storm", level=1),
        Node("s1#p1", Kind.PARAGRAPH, text=text, clips=clips),
        Node("s1#s1", Kind.PARAGRAPH, clips=(Clip("b.mp3", 10.0, 40.0, 0, 30_000),)),
        Node("s1#p2", Kind.PARAGRAPH, text="It was over."),
    )


def _notes() -> tuple[Node, ...]:
    inner = (Node("s2#n2p", Kind.PARAGRAPH, text="Nobody but the pilot."),)
    return (
        Node("s2#h", Kind.HEADING, text="Notes", level=1),
        Node("s2#n2", Kind.NOTE, role="endnote", children=inner),
        Node("s2#long", Kind.PARAGRAPH, text="A brown net hangs on a pole. It is torn."),
        Node("s2#end", Kind.PARAGRAPH, text="All notes are here."),
    )


def reference_book() -> MadeBook:
    """Give the book: two chapters on the way, notes beside it, an end."""
    last = (Node("s3#p", Kind.PARAGRAPH, text="The end of it all."),)
    sections = (_harbour(), _voices(), _notes(), last)
    outline = tuple(Section(f"s{i}", size(nodes), beside=i == 2) for i, nodes in enumerate(sections))
    entries = (
        Entry(Kind.PART, "The sea", 0, "", 1),
        Entry(Kind.CHAPTER, "The harbour", 0, "", 2),
        Entry(Kind.CHAPTER, "The storm", 1, "", 2),
        Entry(Kind.CHAPTER, "The end", 3, "", 1),
    )
    pages = (Entry(Kind.PAGE, "7", 0, "s0#p1"),)
    landmarks = (Entry(Kind.SECTION, "Start of content", 0, "s0#h"), Entry(Kind.SECTION, "Notes", 2, "s2#h"))
    publication = Publication(
        "fleet", "The Fleet", "en", entries=entries, sections=outline, pages=pages, landmarks=landmarks
    )
    return MadeBook(publication, sections)


def in_reference(*words: str) -> Visit:
    """Give a visit in that book, after some commands."""
    visit = Visit({"": reference_book(), "fleet": reference_book()}).enter("fleet")
    for said in words:
        visit.on(said)
        visit.hear_out()
    return visit
