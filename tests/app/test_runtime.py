"""The live loop: one inbox, faults that are said and survived, lines that wait for their answers."""

from __future__ import annotations

import io
import logging
from typing import cast

import pytest
from made import GRAMMAR

from accessvr.app.pacing import answered
from accessvr.app.runtime import Runtime, close_all, start_all
from accessvr.app.text_log import TextLog
from accessvr.core.commands import Goodbye
from accessvr.core.device import Post
from accessvr.core.effects import Effect
from accessvr.core.errors import DeviceError
from accessvr.core.events import Began, DeviceBack, DeviceLost, Event, Heard, Looked
from accessvr.core.session import Said, Session
from accessvr.devices.headset.silent import NoHeadset
from accessvr.devices.wristbands.silent import NoBands


class Missing(NoBands):
    """A device that is not there."""

    def start(self, post: Post) -> None:
        raise DeviceError("no wristbands", remedy="Plug them in.")


class Broken(NoHeadset):
    """A device that fails when it is closed."""

    def close(self) -> None:
        raise RuntimeError("does not close")


def runtime(out: io.StringIO, **hooks: object) -> Runtime:
    text = TextLog(out, plain=True)
    return Runtime(Session(GRAMMAR), (text, NoBands()), text, heard=False, **hooks)  # type: ignore[arg-type]


def test_a_visit_lives_until_goodbye() -> None:
    out = io.StringIO()
    visit = runtime(out)
    for event in (Began(), Heard("where am I"), Goodbye(), Heard("help")):
        visit.post(event)
    visit.run()
    assert out.getvalue().splitlines() == [
        "Welcome to the reading room.",
        "Nothing is open. Say shelf.",
        "Goodbye. Your visit is over.",
    ]


def test_a_fault_is_logged_and_said_and_the_visit_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    out = io.StringIO()
    visit = runtime(out)
    visit.post(cast("Event", object()))
    visit.post(Goodbye())
    with caplog.at_level(logging.ERROR):
        visit.run()
    assert "a step failed" in caplog.text
    assert out.getvalue().splitlines()[0] == "Something went wrong. You are still where you were. Say where am I."
    assert visit.session.over


def test_the_next_line_may_come_once_for_each_line_that_was_answered() -> None:
    calls: list[int] = []
    visit = runtime(io.StringIO(), proceed=lambda: calls.append(1))
    for event in (Heard("help"), DeviceLost("headset"), Heard("repeat"), DeviceBack("headset"), Goodbye()):
        visit.post(event)
    visit.run()
    assert len(calls) == 2


def test_the_head_turns_the_sound() -> None:
    looks: list[Looked] = []
    visit = runtime(io.StringIO(), look=looks.append)
    visit.post(Looked(30.0, 5.0))
    visit.post(Goodbye())
    visit.run()
    assert looks == [Looked(30.0, 5.0)]
    assert visit.session.facing_deg == 30.0


def test_a_device_that_is_not_there_is_named_and_the_others_start() -> None:
    posted: list[Event] = []
    headset = NoHeadset()
    missing = start_all((Missing(), headset), posted.append)
    assert {name: error.remedy for name, error in missing.items()} == {"wristbands": "Plug them in."}


def test_all_devices_are_closed_whatever_one_of_them_does(caplog: pytest.LogCaptureFixture) -> None:
    last = NoHeadset()
    with caplog.at_level(logging.ERROR):
        close_all((last, Broken()))
    last.run()
    assert "headset did not close" in caplog.text


def test_an_answer_counts_when_it_has_been_heard() -> None:
    session = Session(GRAMMAR)
    answer, sentence = Said(5, "Here.", "en", turn=5), Said(6, "On.", "en", turn=6)
    speaking = Session(GRAMMAR, said=(answer,), number=5)
    reading = Session(GRAMMAR, said=(sentence,), number=6, reading=True)
    assert answered(session, 4)
    assert not answered(speaking, 4)
    assert answered(speaking, 4, heard=False)
    assert answered(reading, 4)
    assert not answered(reading, 5)
    assert not answered(Session(GRAMMAR, opening=True), 4, heard=False)


def test_effects_go_to_those_that_bring_them_out() -> None:
    seen: list[Effect] = []

    class Listening(NoBands):
        def render(self, effect: Effect) -> None:
            seen.append(effect)

    text = TextLog(io.StringIO())
    visit = Runtime(Session(GRAMMAR), (text, Listening()), text, heard=False)
    visit.post(Goodbye())
    visit.run()
    assert {type(effect).__name__ for effect in seen} == {"Buzz"}
