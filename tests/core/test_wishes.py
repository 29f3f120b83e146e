"""What a patron wishes of a book: what is skipped, how words sound, pauses, sleep, bookmarks with names and notes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import Visit
from made_reference import in_reference

from accessvr.core.effects import Buzz, Cue, Hush, Keep, Say, Sounding
from accessvr.core.events import Spoken, SpokenTo, Ticked
from accessvr.core.profile import Profile, Treat
from accessvr.core.publication import Kind, Node, Spot
from accessvr.core.roles import SKIPPABLE, skippable_role, treatment


def heard_from(visit: Visit, sentences: int) -> tuple[list[str], list[str], list[str]]:
    """Read on; gives the sentences, the sounds and the pulses."""
    said, cues, buzzes = [], [], []
    visit.on("read")
    visit.effects = []
    for _ in range(sentences):
        part = visit.session.said[0]
        said.append(part.text)
        for event in (SpokenTo(part.number, max(part.lead, part.length - 1)), Spoken(part.number)):
            for effect in visit.on(event):
                cues += [effect.earcon.value] if isinstance(effect, Cue) else []
                buzzes += [effect.tacton.value] if isinstance(effect, Buzz) else []
    return said, cues, buzzes


@pytest.mark.parametrize("how", list(Treat))
def test_page_numbers_are_spoken_sounded_felt_or_silent_and_the_sentence_stays_whole(how: Treat) -> None:
    words = {"spoken": "speak", "sounded": "sound for", "felt": "vibration for", "silent": "skip"}[how.value]
    visit = in_reference(f"{words} page numbers", "skip notes in the text", "next paragraph", "next sentence")
    said, cues, buzzes = heard_from(visit, 2)
    assert said[0] == "They lay in the harbour."
    assert said[1] == ("Page 7." if how is Treat.SPOKEN else "Nobody went out.")
    assert ("page" in cues) == (how in (Treat.SPOKEN, Treat.SOUNDED))
    assert bool(buzzes) == (how is not Treat.SILENT)


@pytest.mark.parametrize("role", SKIPPABLE)
@pytest.mark.parametrize("how", list(Treat))
def test_every_skippable_thing_is_treated_as_the_patron_wishes(role: str, how: Treat) -> None:
    assert treatment(Profile(treats={role: how}), role) is how
    visit = in_reference()
    thing = visit.session.grammar.phrases.things[role][0]
    words = {"spoken": "speak", "sounded": "sound for", "felt": "vibration for", "silent": "skip"}[how.value]
    visit.on(f"{words} {thing}")
    assert visit.session.profile.treats == {role: how}
    assert thing in visit.said
    visit.on("undo")
    assert visit.session.profile.treats == {}


@pytest.mark.parametrize(
    ("node", "role"),
    [
        (Node("a", Kind.ASIDE), "aside"),
        (Node("a", Kind.ASIDE, role="pullquote"), "pullquote"),
        (Node("a", Kind.NOTE, role="endnote"), "footnote"),
        (Node("a", Kind.SECTION, role="endnotes"), "endnotes"),
        (Node("a", Kind.SECTION, role="toc"), "toc"),
        (Node("a", Kind.FIGURE, label="A boat"), "image"),
        (Node("a", Kind.SECTION, role="chapter"), ""),
        (Node("a", Kind.PARAGRAPH), ""),
    ],
)
def test_what_can_be_skipped_is_known_by_its_role(node: Node, role: str) -> None:
    assert skippable_role(node) == role


def test_a_sidebar_that_is_skipped_is_a_sound_and_one_that_is_read_says_its_name() -> None:
    visit = in_reference("next paragraph", "next paragraph")
    assert heard_from(visit, 5)[0][-1] == "Aside. A box about tar."
    visit = in_reference("sound for sidebars", "next paragraph", "next paragraph")
    said, cues, _ = heard_from(visit, 5)
    assert not any("tar" in sentence for sentence in said)
    assert "step" in cues


def test_one_who_stands_in_a_sidebar_hears_it_though_sidebars_are_skipped() -> None:
    visit = in_reference("skip sidebars", "next paragraph", "next paragraph", "next paragraph")
    assert heard_from(visit, 1)[0] == ["Aside. A box about tar."]


def test_skip_everything_leaves_the_text_alone() -> None:
    visit = in_reference("skip everything", "next paragraph")
    said, cues, buzzes = heard_from(visit, 5)
    assert said[:3] == ["The boats were old.", "They lay in the harbour.", "Nobody went out."]
    assert set(cues) <= {"heading"}
    assert set(buzzes) <= {"heading"}


def test_pauses_tell_headings_paragraphs_and_sentences_apart() -> None:
    visit = in_reference("next paragraph")
    visit.on("read")
    pauses = []
    for _ in range(4):
        pauses += [
            effect.pause_s for effect in visit.on(Spoken(visit.session.said[0].number)) if isinstance(effect, Say)
        ]
    assert pauses[0] == pauses[1] < pauses[2]
    visit.on("longer pauses")
    assert visit.said == "Pauses, 150 percent."


def test_a_word_is_said_like_other_words_in_this_book() -> None:
    visit = in_reference("next paragraph", "next sentence", "next word", "next word", "next word")
    visit.on("say it like haven")
    assert visit.said == "the will sound like haven."
    visit.on("next word")
    visit.on("say it like haven")
    assert visit.said == "harbour will sound like haven."
    keep = next(effect for effect in visit.effects if isinstance(effect, Keep))
    assert keep.respellings["harbour"] == "haven"
    visit.on("next paragraph")
    visit.on("previous paragraph")
    say = next(effect for effect in visit.effects if isinstance(effect, Say))
    assert Sounding(say.text.index("harbour"), say.text.index("harbour") + 7, "alias", "haven") in say.soundings
    visit.on("undo")
    visit.on("undo")
    visit.on("undo")
    assert visit.session.trail is not None
    assert "harbour" not in visit.session.trail.respellings


def test_a_word_is_said_like_other_words_everywhere() -> None:
    visit = in_reference("next paragraph", "always say it like thee")
    assert visit.session.profile.respellings == {"The": "thee"}
    visit.on("say it as written")
    assert visit.session.profile.respellings == {"The": "thee"}


def test_a_sentence_at_a_time() -> None:
    visit = in_reference("one sentence at a time", "next paragraph")
    visit.on("read")
    visit.hear_out()
    assert not visit.session.reading
    assert visit.spot == Spot(0, 1, 20)
    visit.on("read")
    assert visit.said == "They lay in the harbour."


def test_the_sleep_timer_is_heard_coming_and_keeps_the_place() -> None:
    visit = in_reference("next paragraph")
    visit.on(Ticked(100.0))
    visit.on("sleep in two minutes")
    assert visit.said == "I stop in 2 minutes. You will hear me grow softer."
    visit.hear_out()
    visit.on("read")
    visit.on(Ticked(161.0))
    assert visit.said == "One minute until I stop. Say stay, to go on."
    visit.on(Ticked(205.0))
    assert visit.session.fade_db > 5
    there = visit.spot
    visit.on(Ticked(221.0))
    assert Hush() in visit.effects
    assert visit.said == "Good night. Your place is kept. Say read, to go on."
    assert any(isinstance(effect, Keep) for effect in visit.effects)
    assert not visit.session.reading
    assert visit.spot == there
    assert visit.session.fade_db == 0


def test_stay_gives_more_time() -> None:
    visit = in_reference("sleep in one minute")
    visit.on(Ticked(30.0))
    visit.on("stay")
    visit.on(Ticked(70.0))
    assert visit.session.sleep_s == 30.0 + 15 * 60


def test_bookmarks_have_names_and_notes_and_are_found_by_them() -> None:
    visit = in_reference("next paragraph", "mark this as the old boats")
    assert visit.session.trail is not None
    assert visit.session.trail.marks[0].name == "the old boats"
    visit.on("next chapter")
    visit.on("note that the storm begins")
    assert visit.said == "Note 2 is kept here. Say bookmarks, to hear all."
    visit.on("bookmarks")
    assert visit.said.startswith("1, the old boats. 2, the storm begins.")
    visit.on("go to bookmark the old boats")
    assert visit.spot.section == 0
    visit.on("delete bookmark one")
    assert visit.session.trail is not None
    assert len(visit.session.trail.marks) == 1
    visit.on("undo")
    assert visit.session.trail is not None
    assert len(visit.session.trail.marks) == 2


def test_a_sentence_is_copied_and_notes_are_exported() -> None:
    visit = in_reference("next paragraph", "next sentence", "copy this")
    assert visit.session.trail is not None
    assert visit.session.trail.marks[0].note == "They lay in the harbour."
    visit.on("export my notes")
    assert visit.said.endswith("Your notes are in the file boats.md. A librarian can print it.")


def test_results_are_stepped_through_and_back_returns() -> None:
    visit = in_reference("next paragraph")
    there = visit.spot
    visit.on("find harbour")
    visit.on("next result")
    first = visit.spot
    visit.on("next result")
    assert visit.spot > first
    visit.on("previous result")
    assert visit.spot == first
    visit.on("back")
    visit.on("back")
    visit.on("back")
    assert visit.spot == there


def test_another_voice_is_chosen_from_those_there_are() -> None:
    visit = in_reference()
    visit.session = replace(visit.session, voices=("", "+f3", "+m3"))
    visit.on("another voice")
    assert visit.said == "Voice, number 2."
    assert next(effect for effect in visit.effects if isinstance(effect, Say)).voice == "+f3"
    visit.on("previous voice")
    assert visit.session.profile.voice == ""


def test_a_line_is_as_long_as_on_a_page_of_large_print() -> None:
    visit = in_reference("next paragraph")
    visit.on("next line")
    assert len(visit.said) <= 60


def test_going_back_keeps_a_bookmark_and_undo_takes_it_away() -> None:
    visit = in_reference("go to page seven", "next chapter", "contents", "number two", "mark this")
    visit.on("back")
    assert visit.session.trail is not None
    assert len(visit.session.trail.marks) == 1
    visit = in_reference("mark this")
    visit.on("undo")
    assert visit.session.trail is not None
    assert visit.session.trail.marks == ()
