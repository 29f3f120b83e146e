"""Whatever is said, pressed and heard: nothing raises, the patron is never lost, and undo leads back to the word."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from made import MadeBook, Visit, book, exhibit, shelf
from made_events import COMMANDS, EVENTS, is_somewhere, spot_of

from accessvr.core.commands import Move, Undo, Unit
from accessvr.core.events import Event, Spoken
from accessvr.core.outcomes import Arrived


def library() -> dict[str, MadeBook]:
    return {"": shelf(), "boats": book(4), "street": exhibit()}


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
