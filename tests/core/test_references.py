"""Notes, links and descriptions: heard where they are referred to, and back to the word."""

from __future__ import annotations

from made import Visit
from made_reference import in_reference

from accessvr.core.events import Spoken, SpokenTo
from accessvr.core.profile import Treat
from accessvr.core.publication import Spot


def heard(visit: Visit, most: int = 40) -> list[str]:
    """Hear all that is said until it ends; gives the sentences in order."""
    sentences: list[str] = []
    while visit.session.said and len(sentences) < most:
        said = visit.session.said[0]
        sentences.append(said.text)
        visit.on(SpokenTo(said.number, max(said.lead, said.length - 1)))
        visit.on(Spoken(said.number))
    return sentences


def test_a_note_is_heard_in_place_and_the_patron_stands_at_the_same_word_again() -> None:
    visit = in_reference("next paragraph", "next word", "next word")
    there = visit.spot
    visit.on("read the note")
    assert visit.said == "Footnote. Some were built in 1870."
    assert heard(visit)[-1] == "Back in the text."
    assert visit.spot == there
    assert not visit.session.reading


def test_a_note_of_a_far_section_is_heard_in_place_too() -> None:
    visit = in_reference("next paragraph", "next sentence")
    there = visit.spot
    visit.on("note")
    assert "Nobody but the pilot." in heard(visit)[0]
    assert visit.spot == there


def test_back_and_go_out_return_from_a_note_at_once() -> None:
    for words in ("back", "go out"):
        visit = in_reference("next paragraph")
        there = visit.spot
        visit.on("note")
        visit.on(words)
        assert visit.spot == there
        assert not visit.session.excursions


def test_undo_in_a_note_returns_to_the_word() -> None:
    visit = in_reference("next paragraph", "next word")
    there = visit.spot
    visit.on("note")
    visit.on("undo")
    assert visit.spot == there


def test_going_elsewhere_leaves_the_note() -> None:
    visit = in_reference("next paragraph")
    visit.on("note")
    visit.on("next chapter")
    assert not visit.session.excursions
    visit.on("back")
    assert visit.spot.section == 0


def test_notes_are_read_after_their_sentence_when_the_patron_wants_it() -> None:
    visit = in_reference("speak notes in the text", "next paragraph")
    visit.on("read")
    sentences = heard(visit, 8)
    assert sentences[:5] == [
        "The boats were old.",
        "Footnote. Some were built in 1870.",
        "Two had burned.",
        "They lay in the harbour.",
        "Note. Nobody but the pilot.",
    ]
    assert sentences[5] == "Nobody went out."


def test_without_that_wish_a_note_is_a_sound_and_a_pulse() -> None:
    visit = in_reference("next paragraph")
    visit.on("read")
    said = visit.session.said[0]
    visit.on(SpokenTo(said.number, 18))
    visit.on(Spoken(said.number))
    assert "note" in visit.buzzes
    assert "found" in visit.cues


def test_skipped_notes_make_no_sound() -> None:
    visit = in_reference("skip notes in the text", "skip page numbers", "next paragraph")
    assert visit.session.profile.treats["noteref"] is Treat.SILENT
    visit.on("read")
    cues, effects = [], []
    for _ in range(3):
        said = visit.session.said[0]
        visit.on(SpokenTo(said.number, said.length - 1))
        cues += visit.cues
        visit.on(Spoken(said.number))
        effects += visit.buzzes
    assert cues == []
    assert effects == []


def test_a_hidden_note_is_not_on_the_way() -> None:
    visit = in_reference("next paragraph")
    visit.on("read")
    sentences = heard(visit, 60)
    assert not any("1870" in sentence for sentence in sentences)
    assert not any("pilot" in sentence for sentence in sentences)
    assert sentences[-2:] == ["The end of it all.", "That was the end of The Fleet. Say shelf, or beginning."]


def test_a_link_is_followed_and_back_returns_to_the_word() -> None:
    visit = in_reference("next link", "next word")
    there = visit.spot
    visit.on("follow")
    assert visit.said == "The storm"
    visit.on("back")
    assert visit.spot == there


def test_links_are_listed_and_chosen() -> None:
    visit = in_reference("next link")
    visit.on("links here")
    assert visit.said == "1, sails. Say a number, to choose."
    visit.on("number one")
    assert visit.spot.section == 1


def test_where_there_is_no_link_that_is_said() -> None:
    visit = in_reference()
    visit.on("follow")
    assert visit.said == "There is no link here. Say next link."


def test_more_leads_to_a_description_elsewhere_and_comes_back() -> None:
    visit = in_reference("next picture")
    there = visit.spot
    visit.on("more")
    assert heard(visit) == ["A brown net hangs on a pole.", "It is torn.", "Back in the text."]
    assert visit.spot == there


def test_a_picture_without_words_is_known_to_be_there() -> None:
    visit = in_reference("next picture", "next picture")
    assert visit.session.last is not None
    assert visit.session.last.text == "Picture, without a description."


def test_a_section_beside_the_way_ends_with_a_word() -> None:
    visit = in_reference("landmarks", "number two")
    assert visit.spot.section == 2
    visit.on("read")
    assert heard(visit)[-1] == "That was all of it. Say back, to return to the text."


def test_contents_that_were_chosen_are_no_jump_but_undo_returns() -> None:
    visit = in_reference("next paragraph", "contents", "number two")
    assert visit.spot.section == 3
    visit.on("back")
    assert visit.said == "This is where you began."
    visit.on("undo")
    assert visit.spot == Spot(0, 1, 0)


def test_the_contents_are_a_tree() -> None:
    visit = in_reference()
    visit.on("contents")
    assert visit.said == "1, The sea, 2 inside. 2, The end. Say a number, to choose."
    visit.on("go in")
    assert visit.said == "1, The harbour. 2, The storm. Say a number, to choose."
    visit.on("go out")
    assert visit.said.startswith("1, The sea")


def test_a_printed_page_is_reached_by_the_page_list() -> None:
    visit = in_reference("next chapter")
    visit.on("go to page seven")
    assert visit.spot == Spot(0, 1, 27)


def test_about_this_book_is_told() -> None:
    visit = in_reference()
    visit.on("about this book")
    assert visit.said.endswith("Has alternative text. Has a table of contents. That is all.")
