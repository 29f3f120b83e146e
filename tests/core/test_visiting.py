"""Reading aloud, answers, settings, undo, lists, questions, buttons."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import Visit, book

from accessvr.core.commands import Goodbye, Stop
from accessvr.core.effects import Cue, Earcon, Hush, Keep, OpenBook, Prepare, Say, SayNext, Surround
from accessvr.core.events import (
    Began,
    DeviceBack,
    DeviceLost,
    Opened,
    Pointed,
    Pressed,
    Ready,
    Spoken,
    SpokenTo,
    Ticked,
)
from accessvr.core.profile import Profile
from accessvr.core.publication import Kind
from accessvr.core.scene import Ambience
from accessvr.core.session import Said
from accessvr.core.step import step


def in_book() -> Visit:
    return Visit().enter("boats")


def test_the_room_says_what_it_does_without() -> None:
    visit = Visit()
    visit.on(Began(("microphone", "headset")))
    assert visit.said == "Welcome to the reading room. We do without a microphone and a headset."


def test_a_book_is_announced_with_its_authors_and_length() -> None:
    visit = in_book()
    visit.on("repeat")
    assert visit.said == "The Boats, by A. Reed. 5 chapters. Say read, to begin."


def test_reading_goes_on_sentence_by_sentence() -> None:
    visit = in_book()
    visit.on("read")
    heard = [visit.said]
    for _ in range(3):
        visit.hear_out()
        heard.append(visit.said)
    assert heard == ["Chapter 1. The Sea.", "It was day 0.", "The wind fell.", "Mr. Reed waited."]


def test_the_next_sentence_is_made_ready_while_one_sounds() -> None:
    visit = in_book()
    visit.on("read")
    assert [effect.text for effect in visit.effects if isinstance(effect, SayNext)] == ["It was day 0."]


def test_reading_crosses_into_the_next_chapter_with_its_sound_and_pulse() -> None:
    visit = in_book()
    visit.on("read")
    for _ in range(40):
        visit.hear_out()
        if visit.spot.section == 1:
            break
    assert visit.said == "Chapter 2. The Sea."
    assert visit.cues == ["heading"]
    assert visit.buzzes == ["heading"]


def test_the_end_of_the_book_is_said_and_reading_ends() -> None:
    visit = in_book()
    visit.on("go to the end")
    visit.on("read")
    visit.hear_out()
    assert visit.said == "That was the end of The Boats. Say shelf, or beginning."
    assert not visit.session.reading


def test_the_place_follows_the_voice_to_the_word() -> None:
    visit = in_book()
    visit.on("next paragraph")
    visit.on("read")
    visit.on(SpokenTo(visit.session.number, 7))
    assert visit.spot.offset == 7
    visit.on("pause")
    visit.on("spell")
    assert visit.said == "day: d, a, y."


def test_stale_news_of_the_voice_is_ignored() -> None:
    visit = in_book()
    visit.on("read")
    number = visit.session.number
    visit.on("chapter 3")
    spot = visit.spot
    visit.on(SpokenTo(number, 5))
    visit.on(Spoken(number))
    assert visit.spot == spot


def test_where_am_i_does_not_move_and_reading_resumes_at_the_sentence() -> None:
    visit = in_book()
    visit.on("read")
    visit.hear_out()
    visit.on(SpokenTo(visit.session.number, 3))
    visit.on("where am i")
    assert "Chapter 1. The Sea" in visit.said
    assert "percent of The Boats" in visit.said
    visit.hear_out()
    assert visit.said == "It was day 0."


def test_a_page_break_is_heard_and_felt_when_the_voice_passes_it() -> None:
    visit = in_book()
    visit.on("read")
    visit.hear_out()
    visit.hear_out()
    visit.on(SpokenTo(visit.session.number, 4))
    assert visit.cues == []
    visit.on("previous sentence")
    visit.on(SpokenTo(visit.session.number, 0))
    visit.hear_out()
    assert visit.said == "The wind fell."


@pytest.mark.parametrize("state", ["", "read", "what can i say", "contents", "next chapter", "find wind"])
def test_stop_silences_every_state_and_says_nothing(state: str) -> None:
    visit = in_book()
    if state:
        visit.on(state)
    visit.on(Stop())
    assert visit.effects[0] == Hush()
    assert not any(isinstance(effect, (Say, Cue)) for effect in visit.effects)
    assert not visit.session.reading
    assert visit.buzzes == ["cancel"]


def test_stop_works_before_anything_is_open() -> None:
    visit = Visit()
    assert Hush() in visit.on("stop")


def test_a_setting_is_kept_and_undone() -> None:
    visit = in_book()
    visit.on("faster")
    assert visit.said == "Speed, 170 words a minute."
    assert any(isinstance(effect, Keep) and effect.profile.words_per_minute == 170 for effect in visit.effects)
    visit.on("undo")
    assert visit.session.profile.words_per_minute == 150


def test_a_setting_at_its_limit_says_so() -> None:
    visit = in_book()
    for _ in range(30):
        visit.on("slower")
    assert visit.said == "Speed is 80 words a minute. It goes no further."


def test_calm_takes_the_background_away() -> None:
    visit = Visit().enter("street")
    visit.session = replace(visit.session, scene=replace(visit.session.scene, ambience=Ambience("street")))
    visit.on("calm")
    scenes = [effect.scene for effect in visit.effects if isinstance(effect, Surround)]
    assert scenes
    assert scenes[0] is not None
    assert scenes[0].ambience is None


def test_nothing_to_undo_is_said() -> None:
    visit = Visit()
    visit.on("undo")
    assert visit.said == "There is nothing to take back."


def test_undo_leads_back_from_another_book_to_the_word() -> None:
    visit = in_book()
    visit.on("next sentence")
    spot = visit.spot
    visit.on("open Our Street")
    visit.on("undo")
    assert visit.session.trail is not None
    assert visit.session.trail.publication.id == "The Boats"
    assert visit.spot == spot


def test_help_says_three_things_then_more() -> None:
    visit = in_book()
    visit.on("what can I say")
    assert visit.said == "You can say read, next, previous. Say more, for others."
    visit.on("more")
    assert visit.said == "You can say contents, stop, pause. Say more, for others."


def test_everything_offered_is_understood() -> None:
    visit = in_book()
    for kind, phrases in visit.session.grammar.offered.items():
        for phrase in phrases:
            if "{" not in phrase:
                assert visit.session.grammar.whole.get(phrase), (kind, phrase)


def test_words_are_found_and_one_is_chosen_and_back_returns() -> None:
    visit = in_book()
    start = visit.spot
    visit.on("find nobody")
    assert visit.said.startswith("Looking for nobody. Found 5.")
    visit.on("number two")
    assert (visit.spot.section, visit.spot.offset) == (1, 31)
    assert visit.said == "Nobody spoke."
    visit.on("back")
    assert visit.spot == start


def test_words_that_are_not_there_are_said() -> None:
    visit = in_book()
    visit.on("find submarine")
    assert visit.said.endswith("submarine is not in The Boats. Say find, with another word.")


def test_misses_are_answered_in_three_ways() -> None:
    visit = in_book()
    answers = []
    for _ in range(3):
        visit.on("colourless green")
        answers.append(visit.said)
    assert answers == [
        "Once more?",
        "You can say read, or next.",
        "Let us go on. A button works as well: next, yes or stop.",
    ]


def test_a_near_phrase_is_offered() -> None:
    visit = in_book()
    visit.on("next chaptah")
    assert visit.said == "I heard next chaptah. You can say next chapter."


def test_goodbye_asks_when_the_patron_wants_to_be_asked() -> None:
    visit = in_book()
    visit.session = replace(visit.session, profile=Profile(ask_before=True))
    visit.on("goodbye")
    assert not visit.session.over
    visit.on("no")
    assert visit.said == "All right. We go on."
    visit.on(Goodbye())
    visit.on("yes")
    assert visit.session.over


def test_yes_without_a_question_is_answered() -> None:
    visit = in_book()
    visit.on("yes")
    assert visit.said == "I asked nothing. Say help, to hear what you can say."


def test_three_buttons_reach_a_command_through_the_menu() -> None:
    visit = in_book()
    visit.on(Ticked(10.0))
    visit.on(Pressed("yes", long=True))
    at = 10.0
    while not visit.said.startswith("next chapter."):
        at += 1
        visit.on(Ticked(at))
        visit.on(Pressed("next"))
        assert at < 100
    visit.on(Ticked(at + 1))
    visit.on(Pressed("yes"))
    assert visit.said == "Chapter 2. The Sea."


def test_a_bouncing_button_counts_once() -> None:
    visit = in_book()
    visit.on(Ticked(5.0))
    visit.on(Pressed("next"))
    spot = visit.spot
    visit.on(Ticked(5.1))
    visit.on(Pressed("next"))
    assert visit.spot == spot


def test_stop_is_never_taken_for_a_bounce() -> None:
    visit = in_book()
    visit.on(Ticked(5.0))
    visit.on(Pressed("key.Space"))
    visit.on(Ticked(5.05))
    assert Hush() in visit.on(Pressed("stop"))


def test_a_lost_device_is_said_and_reading_goes_on() -> None:
    visit = in_book()
    visit.on("read")
    visit.hear_out()
    visit.on(DeviceLost("wristbands"))
    assert visit.said == "Vibration stopped. The rest goes on."
    visit.hear_out()
    assert visit.said == "It was day 0."
    visit.on(DeviceBack("wristbands"))
    assert visit.said == "Vibration is back."


def test_a_bookmark_is_put_and_found_again() -> None:
    visit = in_book()
    visit.on("next sentence")
    spot = visit.spot
    visit.on("bookmark")
    visit.on("chapter 4")
    visit.on("bookmark one")
    assert visit.spot == spot


def test_a_title_that_is_not_there_is_said_and_the_place_stays() -> None:
    visit = in_book()
    spot = visit.spot
    visit.on("open the whale")
    assert visit.said.endswith("I do not find the whale. Say shelf.")
    assert visit.spot == spot
    assert not visit.session.awaiting


def test_pointing_near_a_thing_stands_at_it() -> None:
    visit = Visit().enter("street")
    visit.on(Pointed("right", 84.0, 3.0))
    assert visit.said == "Object, to your right. The stove. It is warm."


def test_a_soft_tick_sounds_each_second_while_something_opens() -> None:
    visit = Visit()
    session, effects = step(visit.session, Ticked(0.0))
    session = replace(session, opening=True)
    assert OpenBook("") not in effects
    ticks = []
    for now_s in (0.5, 1.0, 1.5, 2.0):
        session, effects = step(session, Ticked(now_s))
        ticks.append([effect.earcon for effect in effects if isinstance(effect, Cue)])
    assert ticks == [[], [Earcon.WAITING], [], [Earcon.WAITING]]


def test_reading_waits_for_a_section_that_is_not_there_yet() -> None:
    visit = Visit({"long": book(3)}).enter("long")
    made = visit.open
    assert made is not None
    visit.on("go to the end")
    visit.on("chapter 1")
    trail = visit.session.trail
    assert trail is not None
    last = replace(trail.spot, stop=len(trail.passages[0].stops) - 1)
    alone = replace(trail, passages={0: trail.passages[0]}, spot=last)
    said = Said(900, "Then it was night.", "en", last)
    session = replace(visit.session, trail=alone, reading=True, preparing=frozenset(), said=(said,))
    session, effects = step(session, Spoken(900))
    assert Prepare("The Boats", 1) in effects
    session, effects = step(session, Ready("The Boats", made.passage(1)))
    assert any(isinstance(effect, Say) and effect.text == "Chapter 2. The Sea." for effect in effects)


def test_an_outline_that_becomes_known_later_never_takes_the_patron_away() -> None:
    visit = in_book()
    made = visit.open
    assert made is not None
    exact = replace(made.publication, rights="known now")
    visit.on(Opened(exact))
    assert visit.session.trail is not None
    assert visit.session.trail.publication.rights == "known now"
    visit.on("shelf")
    there = visit.session.trail
    visit.on(Opened(exact))
    assert visit.session.trail == there
    assert there.publication.kind is Kind.SHELF
    assert not visit.said


def test_open_takes_the_line_of_the_list_one_stands_at() -> None:
    visit = Visit().enter("")
    visit.on("next")
    visit.on("contents")
    visit.on("next")
    visit.on("open")
    assert visit.said.startswith("Opening The Boats.")
