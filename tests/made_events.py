"""Anything that may come in, for properties that hold whatever is said, pressed and heard."""

from __future__ import annotations

from hypothesis import strategies as st
from made import GRAMMAR, sample

from accessvr.core.commands import GoTo, Move, Unit
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
