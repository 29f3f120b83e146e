"""From markup to guided navigation: the rules of roles.md, and the form of every document."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from content.well_made import epub, page
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from accessvr.content.guided_navigation.documents import documents
from accessvr.content.guided_navigation.roles import ROLES
from accessvr.content.readers import open_any
from accessvr.content.stored import Json
from accessvr.content.tally import walk
from accessvr.core.errors import ContentError
from accessvr.core.publication import Cell, Clip, Kind, Node, Publication, Section, Span

SCHEMA = json.loads((Path(__file__).with_name("schemas") / "guided_navigation.schema.json").read_text("utf-8"))
VALID = Draft202012Validator(SCHEMA)
MATH = "http://www.w3.org/1998/Math/MathML"


class MadeBook:
    """A book of sections made by hand."""

    def __init__(self, *sections: tuple[Node, ...]) -> None:
        outline = tuple(Section(f"s{index}", 1) for index in range(len(sections)))
        self.publication = Publication("q", "The Quay", "en", sections=outline, source="quay.daisy")
        self.troubles: list[str] = []
        self._sections = sections

    def section(self, index: int) -> tuple[Node, ...]:
        return self._sections[index]

    def close(self) -> None:
        """Nothing is open."""


def guided(*nodes: Node) -> list[Json]:
    """Give the objects of a section of nodes."""
    (document,) = documents(MadeBook(nodes))
    VALID.validate(document)
    return list(document["guided"])


def of_page(folder: Path, body: str, *pages: str) -> list[Json]:
    """Give the objects of the first page of an EPUB."""
    book = open_any(epub(folder, body, pages=pages))
    made = list(documents(book))
    for document in made:
        VALID.validate(document)
    book.close()
    return list(made[0]["guided"])


def shape(objects: list[Json]) -> list[object]:
    """Give role and words of objects, without their references."""
    made: list[object] = []
    for item in objects:
        words = item.get("text", {}).get("plain", "")
        inner = [shape(item["children"])] if "children" in item else []
        made.append(("+".join(item.get("role", [])), *([words] if words else []), *inner))
    return made


RULES: dict[str, tuple[str, list[object]]] = {
    "a heading has its level in its role": ("<h3>Nets</h3>", [("heading3", "Nets")]),
    "a paragraph": ("<p>Nets <b>dry</b>.</p>", [("paragraph", "Nets dry.")]),
    "a list holds its items": (
        "<ul><li>Nets</li><li>Ropes</li></ul>",
        [("list", [("listItem", "Nets"), ("listItem", "Ropes")])],
    ),
    "a quotation": ("<blockquote><p>Nets</p></blockquote>", [("blockquote", [("paragraph", "Nets")])]),
    "preformatted text": ("<pre>a b</pre>", [("preformatted", "a b")]),
    "a separator": ("<p>a</p><hr/><p>b</p>", [("paragraph", "a"), ("separator",), ("paragraph", "b")]),
    "what is empty or hidden vanishes": (
        "<p/><div hidden=''>x</div><p aria-hidden='true'>y</p><div><p>Nets</p></div>",
        [("paragraph", "Nets")],
    ),
    "a page break between blocks": (
        "<p>a</p><span epub:type='pagebreak' id='p2' title='2'/><p>b</p>",
        [("paragraph", "a"), ("pagebreak", "2"), ("paragraph", "b")],
    ),
    "a page break in a sentence stands beside it": (
        "<p>Nets <span epub:type='pagebreak' id='p2' title='2'/>dry.</p>",
        [("paragraph", "Nets dry.", [("pagebreak", "2")])],
    ),
    "a note stands under its reference and not at its own place": (
        "<p>Nets<a epub:type='noteref' href='#n'>1</a>.</p>"
        "<aside epub:type='footnote' id='n'><p>Of hemp.</p></aside><p>b</p>",
        [("paragraph", "Nets.", [("noteref", "1", [("footnote", "Of hemp.")])]), ("paragraph", "b")],
    ),
}


@pytest.mark.parametrize(("body", "expected"), RULES.values(), ids=RULES)
def test_markup_becomes_objects_by_the_rules(tmp_path: Path, body: str, expected: list[object]) -> None:
    assert shape(of_page(tmp_path, body)) == expected


def test_a_mark_in_a_sentence_has_its_place_in_the_ssml(tmp_path: Path) -> None:
    (paragraph,) = of_page(tmp_path, "<p>Nets <span epub:type='pagebreak' title='2'/>dry &amp; hang.</p>")
    assert paragraph["text"]["ssml"] == 'Nets <readium:pagebreak id="pagebreak1"/>dry &amp; hang.'
    assert paragraph["children"][0]["id"] == "pagebreak1"


def test_words_that_are_a_reference_stay_in_the_sentence() -> None:
    span = Span(0, 4, Kind.NOTE_REFERENCE, "", "n")
    note = Node("n", Kind.NOTE, text="Of hemp.")
    (item,) = guided(Node("p", Kind.PARAGRAPH, text="Nets dry.", spans=(span,)), note)
    assert item["text"]["plain"] == "Nets dry."
    assert item["text"]["ssml"] == 'Nets<readium:noteref id="noteref1"/> dry.'
    assert shape(item["children"]) == [("noteref", [("footnote", "Of hemp.")])]


def test_a_sign_in_the_sentence_is_said_by_the_reference() -> None:
    span = Span(4, 7, Kind.NOTE_REFERENCE, "1", "")
    (item,) = guided(Node("p", Kind.PARAGRAPH, text="Nets[1] dry.", spans=(span,)))
    assert item["text"]["plain"] == "Nets dry."
    assert item["text"]["ssml"] == 'Nets<readium:noteref id="noteref1"/> dry.'


def test_the_name_of_a_mark_is_no_name_of_the_page(tmp_path: Path) -> None:
    objects = of_page(tmp_path, "<p id='pagebreak1'>Nets <span epub:type='pagebreak' title='2'/>dry.</p>")
    assert objects[0]["children"][0]["id"] == "pagebreak2"


def test_a_note_of_another_page_is_given_whole(tmp_path: Path) -> None:
    notes = page("<section epub:type='endnotes'><ol><li id='n1'>Of hemp.</li></ol></section>")
    objects = of_page(tmp_path, "<p>Nets<a epub:type='noteref' href='c1.xhtml#n1'>1</a></p>", notes)
    (reference,) = objects[0]["children"]
    assert reference["children"][0]["text"]["plain"] == "Of hemp."
    assert reference["children"][0]["textref"] == "OPS/c1.xhtml#n1"


def test_a_reference_to_nothing_stays(tmp_path: Path) -> None:
    objects = of_page(tmp_path, "<p>Nets<a epub:type='noteref' href='#gone'>1</a></p>")
    assert shape(objects) == [("paragraph", "Nets", [("noteref", "1")])]


def test_each_object_says_where_it_lies(tmp_path: Path) -> None:
    heading, paragraph = of_page(tmp_path, "<h1 id='q'>The quay</h1><div><p>Nets</p></div>")
    assert (heading["id"], heading["textref"]) == ("q", "OPS/c0.xhtml#q")
    assert paragraph["textref"] == (
        "OPS/c0.xhtml#css(body%20%3E%20%3Anth-child(2)%20%3E%20%3Anth-child(1))"  # as encodeURIComponent writes it
    )
    assert "id" not in paragraph


def test_a_picture_has_its_file_and_its_words(tmp_path: Path) -> None:
    (image,) = of_page(tmp_path, "<figure><img src='pictures/the%20quay.png' alt='Boats'/></figure>")
    assert image["role"] == ["image"]
    assert image["imgref"] == "OPS/pictures/the%20quay.png"
    assert image["description"] == {"text": {"plain": "Boats"}}


def test_a_formula_keeps_its_markup(tmp_path: Path) -> None:
    (formula,) = of_page(tmp_path, f"<math xmlns='{MATH}'><mi>x</mi></math>")
    assert formula["role"] == ["math"]
    assert ElementTree.fromstring(formula["text"]["ssml"]).tag == f"{{{MATH}}}math"


def test_languages_and_sounds_are_written_as_ssml() -> None:
    spans = (Span(0, 4, Kind.LANGUAGE, "nl"), Span(5, 8, Kind.PRONUNCIATION, "ipa draɪ"))
    (item,) = guided(Node("p", Kind.PARAGRAPH, text="Nets dry.", spans=spans))
    assert item["text"] == {
        "plain": "Nets dry.",
        "language": "en",
        "ssml": '<lang xml:lang="nl">Nets</lang> <phoneme alphabet="ipa" ph="draɪ">dry</phoneme>.',
    }


def test_other_words_to_be_said_are_an_alias() -> None:
    (item,) = guided(Node("p", Kind.PARAGRAPH, text="Mr Reed", spans=(Span(0, 2, Kind.PRONUNCIATION, "alias Mister"),)))
    assert item["text"]["ssml"] == '<sub alias="Mister">Mr</sub> Reed'


def test_a_recording_is_a_stretch_of_a_file() -> None:
    (item,) = guided(Node("p", Kind.PARAGRAPH, text="Nets dry.", clips=(Clip("a b.mp3", 1.5, 2.25, 0, 9),)))
    assert item["audioref"] == "a%20b.mp3#t=1.5,2.25"
    assert item["text"]["plain"] == "Nets dry."


def test_words_between_recordings_lose_nothing() -> None:
    clips = (Clip("a.mp3", 0, 1, 0, 5), Clip("a.mp3", 4, 0, 10, 15))
    (item,) = guided(
        Node("p", Kind.PARAGRAPH, text="Nets dry. Ropes hang.", clips=clips, spans=(Span(10, 10, Kind.PAGE, "2"),))
    )
    assert "text" not in item
    parts = [(part.get("audioref", ""), part["text"]["plain"]) for part in item["children"]]
    assert parts == [("a.mp3#t=0,1", "Nets"), ("", "dry."), ("", "2"), ("a.mp3#t=4", "Ropes"), ("", "hang.")]


def test_sound_without_words_is_kept() -> None:
    (item,) = guided(Node("p", Kind.PARAGRAPH, clips=(Clip("a.mp3", 0, 1), Clip("b.mp3", 0, 2, 1000))))
    assert [part["audioref"] for part in item["children"]] == ["a.mp3#t=0,1", "b.mp3#t=0,2"]


def test_header_cells_say_what_they_head() -> None:
    cells = [
        Node("a", Kind.CELL, text="a", cell=Cell(1, 1, header=True)),
        Node("b", Kind.CELL, text="b", cell=Cell(2, 1, header=True)),
        Node("c", Kind.CELL, text="c", cell=Cell(2, 2)),
    ]
    rows = (Node("r", Kind.ROW, children=tuple(cells)),)
    (table,) = guided(Node("t", Kind.TABLE, label="Prices", children=rows))
    assert [cell["role"] for cell in table["children"][0]["children"]] == [["columnheader"], ["rowheader"], ["cell"]]
    assert table["description"] == {"text": {"plain": "Prices"}}


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("bibliography", ["section", "bibliography"]),
        ("rearnotes", ["section", "endnotes"]),
        ("page-list", ["section", "pagelist"]),
        ("z3998:poem", ["section"]),
        ("chapter toc", ["section", "chapter", "toc"]),
    ],
)
def test_what_the_author_says_is_added_to_what_a_thing_is(role: str, expected: list[str]) -> None:
    (item,) = guided(Node("s", Kind.SECTION, role=role, children=(Node("p", Kind.PARAGRAPH, text="Nets"),)))
    assert item["role"] == expected


def test_a_notice_is_no_footnote() -> None:
    (item,) = guided(Node("n", Kind.NOTE, text="The order is a guess.", role="notice"))
    assert item["role"] == ["notice"]


def test_every_kind_of_node_has_a_role_or_is_a_mark_beside_the_text() -> None:
    without = {Kind.LINK, Kind.LANGUAGE, Kind.PRONUNCIATION}
    for kind in set(Kind) - without:
        (item,) = guided(Node("x", kind, text="Nets", level=1, children=()))
        assert set(item["role"]) <= ROLES


def test_a_long_description_is_given_too() -> None:
    (item,) = guided(Node("f", Kind.FIGURE, label="A net", details="Ten knots across."))
    assert shape(item["children"]) == [("details", "Ten knots across.")]


def test_a_thing_with_only_a_name_says_it() -> None:
    assert shape(guided(Node("f", Kind.FIGURE, label="A net"))) == [("image", "A net")]


def test_notes_that_refer_to_each_other_end(tmp_path: Path) -> None:
    body = (
        "<p>a<a epub:type='noteref' href='#n1'>1</a></p>"
        "<aside epub:type='footnote' id='n1'><p>b<a epub:type='noteref' href='#n2'>2</a></p></aside>"
        "<aside epub:type='footnote' id='n2'><p>c<a epub:type='noteref' href='#n1'>1</a></p></aside>"
    )
    words = json.dumps(shape(of_page(tmp_path, body)))
    assert [words.count(f'"{letter}"') for letter in "ac"] == [1, 1]
    assert '"b"' in words


def test_a_thing_too_deep_for_a_selector_has_none(tmp_path: Path) -> None:
    objects = of_page(tmp_path, "<div>" * 80 + "<p>Nets</p>" + "</div>" * 80)
    assert "textref" not in objects[0]


def test_an_id_like_a_path_does_no_harm(tmp_path: Path) -> None:
    assert shape(of_page(tmp_path, "<p id='/²/4'>Nets</p>")) == [("paragraph", "Nets")]


def test_documents_lead_to_each_other() -> None:
    empty, full = (), (Node("p", Kind.PARAGRAPH, text="Nets"),)
    first, second = documents(MadeBook(empty, full))
    assert first["guided"] == [{"textref": "quay.daisy"}]
    assert [link["rel"] for link in first["links"]] == ["self", "next"]
    assert [link["href"] for link in second["links"]] == ["guided-2.json", "guided-1.json"]


def test_every_book_becomes_valid_documents_and_loses_no_words(books: Path) -> None:
    tried = 0
    files = [path for path in books.rglob("*") if path.suffix.lower() in (".epub", ".htm", ".txt")]
    for path in sorted([*files, *(books / "daisy").iterdir(), *(books / "dtbook").glob("*.xml")]):
        try:
            book = open_any(path)
        except ContentError:
            continue
        for index, document in enumerate(documents(book)):
            VALID.validate(document)
            said = {_letters(node.text) for node in walk(book.section(index)) if node.kind is not Kind.TERM}
            assert _words(document) >= said - {""}, path
        book.close()
        tried += 1
    assert tried > 70


def _words(document: Json) -> set[str]:
    """Give the texts of a document, and each text of stretches in one."""
    found: set[str] = set()
    waiting = list(document["guided"])
    while waiting:
        item = waiting.pop()
        inner = item.get("children", [])
        found.add(_letters(item.get("text", {}).get("plain", "")))
        found.add(_letters("".join(part.get("text", {}).get("plain", "") for part in inner if "role" not in part)))
        waiting += inner
    return found


def _letters(text: str) -> str:
    """Give the letters alone: the signs of notes and the spaces around them may be gone."""
    return "".join(character for character in text if character.isalpha())
