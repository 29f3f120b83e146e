"""A text has places: columns from left to right, notes at the ear, page ends ahead of time; each can be turned off."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import MadeBook, Visit, book, size
from made_reference import reference_book

from accessvr.content.scenes import scenes
from accessvr.core.effects import Buzz, Cue, Earcon, Effect, Say
from accessvr.core.events import Spoken, SpokenTo
from accessvr.core.hearing import Hearing, Way
from accessvr.core.placing import NEAR_EAR_M, PLACED
from accessvr.core.profile import Profile
from accessvr.core.publication import Entry, Kind, Node, Publication, Section, Span
from accessvr.core.scene import AHEAD, Place, Scene

ROOM = scenes()["reading_room"]
QUOTATION = Node("q", Kind.QUOTATION, children=(Node("qp", Kind.PARAGRAPH, text="Said he."),))


def visit(made: MadeBook, profile: Profile | None = None, *words: str) -> Visit:
    lived = Visit({"book": replace(made, scene=ROOM)})
    lived.session = replace(lived.session, profile=profile or Profile())
    lived.enter("book")
    for said in words:
        lived.on(said)
    return lived


def says(lived: Visit) -> list[Say]:
    return [effect for effect in lived.effects if isinstance(effect, Say)]


def azimuths(lived: Visit, *words: str) -> list[float]:
    found = []
    for said in words:
        lived.on(said)
        found += [say.place.azimuth_deg for say in says(lived)]
    return found


def test_the_columns_of_a_table_stand_from_left_to_right() -> None:
    lived = visit(reference_book(), None, "next table", "next row")
    assert azimuths(lived, "next row", "next column", "next column") == [-60.0, 0.0, 60.0]


def test_the_items_of_a_list_stand_from_left_to_right() -> None:
    lived = visit(book(2), None, "next list")
    assert azimuths(lived, "next paragraph", "next paragraph", "next paragraph") == [-45.0, 0.0, 45.0]


def test_the_lines_of_the_contents_stand_from_left_to_right() -> None:
    lived = visit(book(2), None, "contents", "go in")
    found = azimuths(lived, "next", "next")
    assert found == [-45.0, 45.0]


def test_a_note_is_whispered_near_the_ear_and_the_text_stands_ahead() -> None:
    lived = visit(reference_book(), None, "next paragraph")
    assert says(lived)[0].place.azimuth_deg == 0.0
    lived.session = replace(lived.session, voices=("", "+whisper"))
    lived.on("next sentence")
    lived.on("read the note")
    note = says(lived)[-1]
    assert note.place.azimuth_deg == 120.0
    assert note.place.distance_m == NEAR_EAR_M
    assert note.loudness_db < 0
    assert note.voice == "+whisper"
    cue = [effect for effect in lived.effects if isinstance(effect, Cue)][-1]
    assert cue.place.distance_m >= 1.0


def test_headings_and_quotations_have_places_of_their_own() -> None:
    section = (Node("h", Kind.HEADING, text="One", level=1), QUOTATION, Node("p", Kind.PARAGRAPH, text="End."))
    outline = (Section("s", size(section)),)
    made = MadeBook(Publication("b", "B", "en", entries=(Entry(Kind.CHAPTER, "One", 0),), sections=outline), (section,))
    lived = visit(made)
    assert azimuths(lived, "beginning", "next paragraph", "next paragraph") == [-20.0, 15.0, 0.0]


TEXT_OF_ALL = ("next table", "next row", "next column", "next list", "next paragraph", "beginning", "next heading")


def test_all_of_it_can_be_turned_off_and_on_and_undone() -> None:
    lived = visit(reference_book(), None, "placing off")
    assert lived.said == "All: straight ahead."
    assert set(azimuths(lived, *TEXT_OF_ALL)) == {0.0}
    lived.on("placing on")
    for words in ("beginning", "next table", "next row"):
        lived.on(words)
    assert azimuths(lived, "next row", "next column", "next column") == [-60.0, 0.0, 60.0]
    lived = visit(reference_book(), None, "placing off", "undo")
    assert lived.session.profile.placing == {}


@pytest.mark.parametrize("what", PLACED)
def test_each_kind_can_be_heard_from_ahead_and_from_its_place_again(what: str) -> None:
    lived = visit(reference_book())
    name = lived.session.grammar.phrases.placed[what][0]
    lived.on(f"{name} ahead")
    assert lived.said == f"{name}: straight ahead."
    assert lived.session.profile.placing == {what: False}
    lived.on(f"{name} aside")
    assert lived.said == f"{name}: in their own place."
    assert lived.session.profile.placing == {what: True}


def test_tables_ahead_leaves_the_notes_at_the_ear() -> None:
    lived = visit(reference_book(), None, "tables ahead", "next table", "next row")
    assert azimuths(lived, "next column") == [0.0]
    lived.on("beginning")
    lived.on("next paragraph")
    lived.on("next sentence")
    lived.on("read the note")
    assert says(lived)[-1].place.azimuth_deg == 120.0


def test_the_words_are_never_changed_by_their_place() -> None:
    walk = ("next table", "next row", "next row", "next column", "next column", "next list", "next paragraph", "read")
    here, there = visit(reference_book()), visit(reference_book(), Profile(placing=dict.fromkeys(PLACED, False)))
    for words in walk:
        here.on(words)
        there.on(words)
        assert here.said == there.said


def test_in_mono_and_with_one_ear_the_column_is_said() -> None:
    for hearing in (Hearing(way=Way.MONO), Hearing(one_ear="left")):
        lived = visit(reference_book(), Profile(hearing=hearing), "next table", "next row", "next row")
        lived.on("next column")
        assert lived.said == "Crew. Column 2 of 3. 4"
        lived.on("next row")
        assert lived.said == "Vera. 6"
    lived = visit(book(2), Profile(hearing=Hearing(way=Way.MONO)), "next list", "next paragraph")
    lived.on("next paragraph")
    assert lived.said == "2 of 3. Salt."


def test_a_row_of_a_scene_has_places_between_its_ends() -> None:
    scene = Scene("s", (Place("cell.leftmost", -60.0, distance_m=1.2), Place("cell.rightmost", 60.0)))
    place = scene.along("cell", 0.25)
    assert place is not None
    assert (place.what, place.azimuth_deg, place.distance_m) == ("cell", -30.0, 1.2)
    assert scene.along("item", 0.5) is None
    assert Scene("empty").place("cell") is AHEAD


def heard(lived: Visit, sentences: int) -> list[tuple[str, list[Effect]]]:
    """Read aloud; gives each sentence with the signs that come with its beginning."""
    lived.on("read")
    found = []
    for _ in range(sentences):
        signs: list[Effect] = [effect for effect in lived.effects if isinstance(effect, (Cue, Buzz))]
        found.append((lived.session.said[0].text, signs))
        said = lived.session.said[0]
        lived.on(SpokenTo(said.number, max(said.lead, 0)))
        lived.on(Spoken(said.number))
        if not lived.session.said:
            break
    return found


def nearing(signs: list[Effect]) -> bool:
    return any(isinstance(effect, Cue) and effect.earcon is Earcon.NEARING for effect in signs)


def pages() -> MadeBook:
    """Give a book of two chapters with a page break within a sentence, and one at the beginning of a paragraph."""
    first = (
        Node("h", Kind.HEADING, text="One", level=1),
        Node("p", Kind.PARAGRAPH, text="A one. A two. A three.", spans=(Span(9, 9, Kind.PAGE, "2"),)),
        Node("q", Kind.PARAGRAPH, text="B one. B two.", spans=(Span(0, 0, Kind.PAGE, "3"),)),
    )
    second = (Node("h2", Kind.HEADING, text="Two", level=1), Node("p2", Kind.PARAGRAPH, text="C one. C two."))
    entries = (Entry(Kind.CHAPTER, "One", 0), Entry(Kind.CHAPTER, "Two", 1))
    outline = (Section("a", size(first)), Section("b", size(second)))
    return MadeBook(Publication("b", "B", "en", entries=entries, sections=outline), (first, second))


def test_the_end_of_a_page_and_of_a_chapter_is_heard_one_sentence_before() -> None:
    told = [words for words, signs in heard(visit(pages()), 9) if nearing(signs)]
    assert told == ["A one.", "A three.", "B two.", "C two."]


def test_the_wish_to_skip_page_numbers_and_the_wish_for_no_ends_are_kept() -> None:
    told = [words for words, signs in heard(visit(pages(), None, "skip page numbers"), 9) if nearing(signs)]
    assert told == ["B two.", "C two."]
    felt = heard(visit(pages(), None, "vibration for page numbers"), 3)[1][1]
    assert [type(effect) for effect in felt] == [Buzz]
    assert not [words for words, signs in heard(visit(pages(), None, "page ends off"), 9) if nearing(signs)]


def test_the_page_sound_tells_by_its_place_how_far_the_chapter_is() -> None:
    lived = visit(pages())
    places = []
    lived.on("read")
    for _ in range(6):
        said = lived.session.said[0]
        for event in (SpokenTo(said.number, said.length - 1), Spoken(said.number)):
            cues = [effect for effect in lived.on(event) if isinstance(effect, Cue)]
            places += [cue.place.azimuth_deg for cue in cues if cue.earcon is Earcon.PAGE]
    assert len(places) == 2
    assert -60 <= places[0] < places[1] <= 60
