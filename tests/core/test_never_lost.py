"""Stopping, jumping, links, notes, undo, another edition: the patron comes back to the same word."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from made import GRAMMAR, MadeBook, Visit, sample, size
from made_events import EVENTS, is_somewhere, spot_of
from made_reference import reference_book

from accessvr.core.commands import Undo
from accessvr.core.events import Heard, NotPlayed, NoVoice, Opened, Spoken, SpokenTo, Ticked
from accessvr.core.publication import Kind, Node, Spot
from accessvr.core.session import Session
from accessvr.core.trail import locator, stop_at

WALKS = (
    *("next paragraph", "next sentence", "next word", "next chapter", "previous chapter", "next heading", "next note"),
    *("next link", "next table", "next row", "next column", "next formula", "go in", "go out", "next", "previous"),
    *("note", "follow", "more", "back", "undo", "go to page seven", "find harbour", "next result", "number one"),
    *("read", "stop", "pause", "contents", "landmarks", "next ten seconds", "previous ten seconds", "mark this"),
    *("bookmark one", "speak notes in the text", "skip sidebars", "computer voice", "recorded voice", "next line"),
    *("previous sentence", "previous picture", "one sentence at a time", "beginning", "end of the book", "repeat"),
)
NEWS = st.one_of(
    st.sampled_from([NoVoice("fr"), NotPlayed(1), Ticked(10.0), Ticked(5000.0)]),
    st.builds(NotPlayed, st.integers(0, 120)),
)
STEPS = st.one_of(st.sampled_from(WALKS).map(Heard), st.sampled_from(WALKS).map(Heard), EVENTS, NEWS)


def library() -> dict[str, MadeBook]:
    return {"": reference_book(), "fleet": reference_book()}


def is_a_word(visit: Visit) -> bool:
    """Say whether one stands at something that is there: words, a recorded voice, or a thing with a name."""
    trail = visit.session.trail
    assert trail is not None
    stop = stop_at(trail, trail.spot)
    if stop is not None and stop.node.clips and not stop.node.text:
        return 0 <= trail.spot.offset <= stop.node.clips[-1].end
    return is_somewhere(visit.session)


@settings(max_examples=100, deadline=None)
@given(st.lists(STEPS, min_size=100, max_size=100))
def test_ten_thousand_random_steps_in_a_reference_book_never_lose_the_place(events: list[Heard]) -> None:
    visit = Visit(library()).enter("fleet")
    for event in events:
        visit.on(event)
        assert is_a_word(visit), event
        for said in visit.session.said[:1]:
            visit.on(SpokenTo(said.number, said.length // 2))
            visit.on(Spoken(said.number))
            assert is_a_word(visit), event


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(WALKS), min_size=100, max_size=100))
def test_undo_leads_from_any_change_back_to_the_same_word(walks: list[str]) -> None:
    visit = Visit(library()).enter("fleet")
    for walk in walks:
        before, known = visit.session, len(visit.session.past)
        visit.on(walk)
        after = visit.session
        if len(after.past) == known + 1 and not after.awaiting:
            again = Visit(library(), session=after, open=visit.open)
            again.on(Undo())
            assert spot_of(again.session) == spot_of(before), walk
            assert again.session.excursions == before.excursions, walk


def hear_all(visit: Visit, most: int = 200) -> None:
    for _ in range(most):
        if not visit.session.said or not visit.session.excursions:
            return
        visit.on(Spoken(visit.session.said[0].number))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WALKS), max_size=12), st.sampled_from(["note", "more"]))
def test_every_note_and_description_comes_back_to_the_same_word(walks: list[str], asked: str) -> None:
    visit = Visit(library()).enter("fleet")
    for walk in ("pause", *walks, "stop"):
        visit.on(walk)
    if visit.session.excursions:
        return
    there = visit.spot
    visit.on(asked)
    hear_all(visit)
    assert not visit.session.excursions
    assert visit.spot == there


def another_edition(book: MadeBook, added: str) -> MadeBook:
    """Give the book with a paragraph more at the beginning of each section, and new ids."""
    sections = tuple(
        (Node(f"{index}-new", Kind.PARAGRAPH, text=added), *(_renamed(node) for node in nodes))
        for index, nodes in enumerate(book.sections)
    )
    outline = tuple(
        replace(section, size=size(nodes)) for section, nodes in zip(book.publication.sections, sections, strict=True)
    )
    return MadeBook(replace(book.publication, sections=outline), sections)


def _renamed(node: Node) -> Node:
    return replace(node, id=f"{node.id}-2", children=tuple(_renamed(child) for child in node.children))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WALKS), max_size=15), st.text("abc .", max_size=30))
def test_another_edition_opens_at_the_same_word(walks: list[str], added: str) -> None:
    visit = Visit(library()).enter("fleet")
    for walk in (*walks, "stop"):
        visit.on(walk)
    trail = visit.session.trail
    assert trail is not None
    place = locator(trail)
    edition = another_edition(reference_book(), f"New. {added}")
    other = Visit({"": edition}, session=Session(GRAMMAR), open=edition)
    other.on(Opened(edition.publication, at=place))
    found = other.session.trail
    assert found is not None
    if trail.node is not None and trail.node.text:
        assert words_at(other) == words_at(visit)


def words_at(visit: Visit) -> str:
    trail = visit.session.trail
    assert trail is not None
    assert trail.node is not None
    return trail.node.text[trail.spot.offset :]


def test_all_walks_are_commands() -> None:
    whole = GRAMMAR.whole
    assert all(walk in whole or any(pattern.fullmatch(walk) for pattern, _ in GRAMMAR.patterns) for walk in WALKS)
    assert sample("skip {thing}") in whole
    assert Spot() < Spot(1)
