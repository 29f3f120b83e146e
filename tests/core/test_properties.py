"""Whatever is said, pressed and heard: nothing raises, the patron is never lost, and undo leads back to the word."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from made import GRAMMAR, MadeBook, Visit, book, exhibit, sample, shelf

from accessvr.core.commands import GoTo, Move, Undo, Unit
from accessvr.core.events import (
    DeviceBack,
    DeviceLost,
    Event,
    Failed,
    Heard,
    Looked,
    Pointed,
    Pressed,
    Spoken,
    SpokenTo,
)
from accessvr.core.outcomes import Arrived
from accessvr.core.publication import Spot
from accessvr.core.session import Session
from accessvr.core.understand import PRESSES

SENTENCES = [sample(phrase) for phrases in GRAMMAR.phrases.commands.values() for phrase in phrases]
WORDS = st.one_of(st.sampled_from(SENTENCES), st.text(max_size=30))
UNITS = st.sampled_from(list(Unit))
COMMANDS = st.one_of(
    st.sampled_from(SENTENCES).map(Heard),
    WORDS.map(Heard),
    st.builds(Move, st.integers(-3, 3).filter(bool), UNITS, st.integers(0, 6)),
    st.builds(GoTo, UNITS, st.integers(-5, 50)),
    st.sampled_from(sorted(PRESSES)).map(lambda press: Pressed(press[0], press[1])),
)
NEWS = st.one_of(
    st.builds(Spoken, st.integers(0, 120)),
    st.builds(SpokenTo, st.integers(0, 120), st.integers(0, 400)),
    st.builds(Looked, st.floats(-720, 720), st.floats(-90, 90)),
    st.builds(Pointed, st.sampled_from(["left", "right"]), st.floats(-360, 360), st.floats(-90, 90)),
    st.sampled_from([DeviceLost("sound"), DeviceBack("sound"), Failed("book", "It is not here.")]),
)
EVENTS: st.SearchStrategy[Event] = st.one_of(COMMANDS, COMMANDS, NEWS)


def library() -> dict[str, MadeBook]:
    return {"": shelf(), "boats": book(4), "street": exhibit()}


def spot_of(session: Session) -> Spot | None:
    return None if session.trail is None else session.trail.spot


def is_somewhere(session: Session) -> bool:
    """Say whether the patron stands at something that is there."""
    trail = session.trail
    assert trail is not None
    if session.arriving:
        return True
    stop = trail.stop
    return stop is not None and 0 <= trail.spot.offset <= max(len(stop.node.text), len(stop.node.label))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["", "boats", "street"]), st.lists(EVENTS, min_size=100, max_size=100))
def test_ten_thousand_random_commands_never_raise_and_never_lose_the_place(start: str, events: list[Event]) -> None:
    visit = Visit(library()).enter(start)
    for event in events:
        visit.on(event)
        assert is_somewhere(visit.session), event
        for said in visit.session.said[:1]:
            visit.on(Spoken(said.number))
            assert is_somewhere(visit.session), event


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["", "boats", "street"]), st.lists(COMMANDS, min_size=30, max_size=30))
def test_undo_returns_to_the_same_word(start: str, events: list[Event]) -> None:
    visit = Visit(library()).enter(start)
    for event in events:
        before, known = visit.session, len(visit.session.past)
        visit.on(event)
        after = visit.session
        if len(after.past) > known and after.past[:known] == before.past and not after.awaiting:
            again = Visit(library(), session=after, open=visit.open)
            again.on(Undo())
            assert spot_of(again.session) == spot_of(before), event
            assert again.session.profile == before.profile, event


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([Unit.PARAGRAPH, Unit.SENTENCE, Unit.WORD, Unit.CHARACTER, Unit.HEADING]), st.integers(1, 60))
def test_on_and_back_returns_for_every_stretch_of_text(unit: Unit, steps: int) -> None:
    visit = Visit(library()).enter("boats")
    visit.on(Move(steps, unit))
    there = visit.spot
    visit.on(Move(1, unit))
    if visit.spot != there:
        visit.on(Move(-1, unit))
        assert visit.spot == there


@settings(max_examples=40, deadline=None)
@given(st.lists(EVENTS, min_size=20, max_size=20))
def test_a_visit_replays_exactly(events: list[Event]) -> None:
    def effects() -> list[object]:
        visit = Visit(library()).enter("boats")
        return [effect for event in events for effect in visit.on(event)]

    assert effects() == effects()


def test_arriving_names_where_one_came_from() -> None:
    assert Arrived(Unit.WORD, ahead=True).before is None
