"""How a patron hears: every way by words, said, kept, sent to the devices, and taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import Visit

from accessvr.core.effects import Fit, Guide, Keep, Say, Show
from accessvr.core.events import Began, Exposed, Pressed
from accessvr.core.hearing import Hearing, Way
from accessvr.core.profile import Profile
from accessvr.core.sound_phrases import SOUND

WISHES = [
    ("loudspeakers", "Sound, loudspeakers.", Hearing(way=Way.LOUDSPEAKERS)),
    ("mono sound", "Sound, mono.", Hearing(way=Way.MONO)),
    ("bone conduction", "Sound, bone conduction.", Hearing(way=Way.BONE)),
    ("left ear only", "Sound, left ear only.", Hearing(one_ear="left")),
    ("right ear only", "Sound, right ear only.", Hearing(one_ear="right")),
    ("wider sides", "Wider sides, on.", Hearing(wider=True)),
    ("clearer speech", "Clearer speech, on.", Hearing(clearer=True)),
    ("room sound off", "Room sound, off.", Hearing(room=False)),
    ("louder left", "Balance, 3 decibels louder on the left.", Hearing(balance_db=-3.0)),
    ("louder right", "Balance, 3 decibels louder on the right.", Hearing(balance_db=3.0)),
    ("my hearing at 2000 hertz left is 40", "Left ear, 2000 hertz, 40 decibels. The sound is fitted to it.", None),
]


def fits(visit: Visit) -> list[Fit]:
    return [effect for effect in visit.effects if isinstance(effect, Fit)]


@pytest.mark.parametrize(("words", "said", "hearing"), WISHES)
def test_each_wish_is_said_sent_kept_and_taken_back(words: str, said: str, hearing: Hearing | None) -> None:
    hearing = hearing or Hearing(loss={"left": {2000: 40.0}})
    visit = Visit().enter("boats")
    visit.on(words)
    assert visit.said == said
    assert visit.effects[0] == Fit(hearing)
    kept = next(effect for effect in visit.effects if isinstance(effect, Keep))
    assert kept.profile.hearing == hearing
    visit.on("undo")
    assert visit.said == "Taken back."
    assert visit.session.profile.hearing == Hearing()
    assert fits(visit) == [Fit(Hearing())]


def test_the_devices_know_how_the_patron_hears_from_the_first_moment() -> None:
    mono = Hearing(way=Way.MONO)
    visit = Visit()
    visit.session = replace(visit.session, profile=Profile(hearing=mono, calm=True), dose=0.3)
    visit.on(Began())
    assert visit.effects[0] == Fit(mono, calm=True, dose=0.3)


def test_calm_is_sent_too() -> None:
    visit = Visit().enter("boats")
    visit.on("calm")
    assert fits(visit) == [Fit(Hearing(), calm=True)]


def test_what_is_as_it_was_is_no_change() -> None:
    visit = Visit().enter("boats")
    visit.on("headphones")
    assert fits(visit) == []
    assert visit.session.past == ()


def test_an_audiogram_is_entered_ear_by_ear_and_forgotten() -> None:
    visit = Visit().enter("boats")
    visit.on("my hearing at two thousand hertz is twenty")
    visit.on("my right ear at 4000 hertz is 45")
    assert visit.session.profile.hearing.loss == {"left": {2000: 20.0}, "right": {2000: 20.0, 4000: 45.0}}
    visit.on("forget my hearing")
    assert visit.session.profile.hearing.loss == {}
    visit.on("undo")
    assert visit.session.profile.hearing.loss["right"] == {2000: 20.0, 4000: 45.0}


def test_the_balance_has_ends_and_a_middle() -> None:
    visit = Visit().enter("boats")
    for _ in range(7):
        visit.on("louder right")
    assert visit.said == "Balance is 18 decibels louder on the right. It goes no further."
    visit.on("alike on both sides")
    assert visit.said == "Balance, alike on both sides."


def test_another_head_is_chosen_from_those_there_are() -> None:
    visit = Visit().enter("boats")
    visit.session = replace(visit.session, heads=("", "sphere"))
    visit.on("another head")
    assert visit.said == "Head, number 2."
    assert fits(visit) == [Fit(Hearing(head="sphere"))]
    visit.on("previous head")
    assert visit.session.profile.hearing.head == ""


def test_the_sound_is_told_and_all_of_it_can_be_changed_by_three_buttons() -> None:
    visit = Visit().enter("boats")
    visit.on("left ear only")
    visit.on("clearer speech")
    visit.on("notes ahead")
    visit.on("what is my sound")
    assert visit.said == (
        "Headphones, left ear only. Clearer speech on, some things ahead. "
        "Say next, to step through what you can change."
    )
    told = []
    for _ in SOUND:
        visit.session = replace(visit.session, pressed_s=-1e9)
        visit.on(Pressed("next"))
        told.append(visit.said.partition(".")[0])
    assert {"test my hearing", "mono sound", "both ears", "another head", "placing off"} <= set(told)
    visit.on("both ears")
    assert visit.session.profile.hearing.one_ear == ""


def test_a_line_of_the_sound_is_chosen_by_buttons() -> None:
    visit = Visit().enter("boats")
    visit.on("my sound")
    for press in ("next", "next", "next", "yes"):
        visit.session = replace(visit.session, pressed_s=-1e9)
        visit.on(Pressed(press))
    assert visit.session.profile.hearing.way is Way.LOUDSPEAKERS


def test_more_tells_what_can_be_said_of_the_sound() -> None:
    visit = Visit().enter("boats")
    visit.on("my sound")
    visit.on("more")
    assert visit.said == "You can say test my hearing, headphones, loudspeakers. Say more, for others."


def test_titles_are_sped_up_only_while_one_steps_through_quickly() -> None:
    visit = Visit().enter("boats")
    visit.on("fast titles")
    visit.hear_out()
    visit.on("contents")
    speeds = []
    for quick in (False, True, True):
        if not quick:
            visit.hear_out()
        visit.on("next")
        speeds += [effect.words_per_minute for effect in visit.effects if isinstance(effect, Say)]
    assert speeds == [150, 400, 400]
    visit.on("repeat")
    assert next(effect for effect in visit.effects if isinstance(effect, Say)).words_per_minute == 150


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([words for words, _, _ in WISHES]), min_size=1, max_size=12))
def test_undo_goes_back_through_all_ways_of_hearing(wishes: list[str]) -> None:
    visit = Visit().enter("boats")
    before = []
    for words in wishes:
        known = len(visit.session.past)
        hearing = visit.session.profile.hearing
        visit.on(words)
        if len(visit.session.past) > known:
            before.append(hearing)
    for hearing in reversed(before):
        visit.on("undo")
        assert visit.session.profile.hearing == hearing
    assert visit.session.profile.hearing == Hearing()


def test_half_of_the_safe_sound_is_written_and_said_at_the_next_pause() -> None:
    visit = Visit().enter("boats")
    visit.on("read")
    visit.on(Exposed(0.5))
    assert visit.said == ""
    assert [effect.text for effect in visit.effects if isinstance(effect, Show)] == [
        "Half of what ears can safely hear in a week is heard."
    ]
    assert next(effect for effect in visit.effects if isinstance(effect, Keep)).dose == 0.5
    visit.on("pause")
    assert visit.said == "Paused. Say read, to go on. Half of what ears can safely hear in a week is heard."
    visit.on("read")
    visit.on("pause")
    assert "Half" not in visit.said


def test_most_of_it_is_said_once_and_all_of_it_makes_the_voice_softer_each_time() -> None:
    visit = Visit().enter("boats")
    visit.on(Exposed(0.8))
    assert visit.said == "Most of a week's safe sound is heard. Softer is kinder to your ears."
    visit.on(Exposed(0.85))
    assert visit.said == ""
    for step in (1, 2):
        visit.on(Exposed(1.0))
        assert "I am softer now" in visit.said
        assert visit.session.profile.loudness_db == -3.0 * step
    visit.on("undo")
    assert visit.session.profile.loudness_db == -3.0
    for _ in range(8):
        visit.on(Exposed(1.0))
    assert visit.session.profile.loudness_db == -20.0
    assert visit.said == "All of a week's safe sound is heard. Say softer, or rest your ears."


def test_reading_goes_on_after_the_words_about_safe_sound() -> None:
    visit = Visit().enter("boats")
    visit.on("next paragraph")
    visit.on("read")
    visit.on(Exposed(0.8))
    assert visit.session.reading
    there = visit.spot
    visit.hear_out()
    assert visit.session.reading
    assert not visit.spot < there


def test_no_beacon_without_a_guide() -> None:
    visit = Visit().enter("street")
    visit.on("next")
    assert not [effect for effect in visit.effects if isinstance(effect, Guide)]
