"""Any one channel is enough: every outcome is said, sounded, felt and shown; every command can be given."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from made import GRAMMAR, Visit, sample

from accessvr.core import outcomes as o
from accessvr.core.commands import Command, Setting
from accessvr.core.effects import Earcon, Picture, Tacton
from accessvr.core.outcomes import Outcome
from accessvr.core.publication import Kind
from accessvr.core.signs import PLAIN_SIGNS, SIGNS, sign_name
from accessvr.core.understand import KEYS, OFFERED, PLAIN, PRESSES, understand

WITH_VARIANTS = {o.Arrived, o.Blocked, o.Reading, o.Adjusted, o.Directed}
PASSED = {"page.passed", "note.passed", "picture.passed", "thing.passed", "page.nearing", "chapter.nearing"}
SPECIAL = {"arrived.ahead", "arrived.behind", "arrived.heading", "arrived.note"}


def test_every_outcome_has_a_row() -> None:
    assert set(get_args(Outcome)) == set(PLAIN_SIGNS) | WITH_VARIANTS


@pytest.mark.parametrize("name", SIGNS)
def test_every_row_is_whole(name: str) -> None:
    sign = SIGNS[name]
    assert GRAMMAR.phrases.says[sign.words]
    assert isinstance(sign.earcon, Earcon)
    assert isinstance(sign.tacton, Tacton)
    assert isinstance(sign.picture, Picture)


def test_every_row_is_used() -> None:
    used = {*PLAIN_SIGNS.values(), *SPECIAL, "blocked.ahead", "blocked.behind", "reading", "reading.heading"}
    assert set(SIGNS) == used | {"adjusted", "adjusted.limit", "directed", "directed.beacon", *PASSED}
    assert sign_name(o.Finished(), None) == "finished"


def test_every_command_has_a_phrase() -> None:
    assert set(GRAMMAR.phrases.commands) == set(KEYS)
    said = {
        type(understand(sample(phrase), GRAMMAR)) for names in GRAMMAR.phrases.commands.values() for phrase in names
    }
    assert said - {type(None)} | {c for c in get_args(Command) if c.__name__ == "Visit"} == set(get_args(Command))


@pytest.mark.parametrize("key", KEYS)
def test_every_phrase_is_understood(key: str) -> None:
    commands = {understand(sample(phrase), GRAMMAR) for phrase in GRAMMAR.phrases.commands[key]}
    assert None not in commands
    assert len({type(command) for command in commands}) == 1
    if key in PLAIN:
        assert commands == {PLAIN[key]}


def test_no_phrase_means_two_commands() -> None:
    meanings: dict[str, str] = {}
    for key, phrases in GRAMMAR.phrases.commands.items():
        for phrase in phrases:
            assert meanings.setdefault(phrase, key) == key, phrase


def test_politeness_and_hesitation_are_left_out() -> None:
    assert understand("Er, next chapter, please!", GRAMMAR) == understand("next chapter", GRAMMAR)


@pytest.mark.parametrize("kind", OFFERED)
def test_every_command_of_a_place_can_be_given_by_three_buttons(kind: Kind) -> None:
    pressed = {command for (control, _), command in PRESSES.items() if control in ("yes", "next", "stop")}
    names = {type(command).__name__ for command in pressed}
    assert {"Choose", "Help", "Move", "Stop", "Undo"} <= names
    assert {PLAIN[key] for key in OFFERED[kind]} <= {GRAMMAR.whole[p] for p in GRAMMAR.offered[kind] if "{" not in p}


def test_every_setting_and_kind_has_its_words() -> None:
    says = GRAMMAR.phrases.says
    assert all(f"setting.{setting.value}" in says for setting in Setting)
    assert all(f"kind.{kind.value}" in says for kind in Kind)
    assert all(f"direction.{hour}" in says for hour in range(1, 13))


def test_answers_are_short() -> None:
    """At most twelve words a sentence and two sentences, the slots counted as one word each."""
    for key, sentence in GRAMMAR.phrases.says.items():
        parts = [part for part in re.split(r"(?<=[.?!]) ", sentence) if part.strip(".")]
        assert all(len(part.split()) <= 12 for part in parts), key
        assert len(parts) <= 5, key


def test_every_command_gets_an_answer_in_every_state() -> None:
    for key, command in PLAIN.items():
        for name in (None, "", "boats", "street"):
            visit = Visit() if name is None else Visit().enter(name)
            visit.on(command)
            assert visit.effects, (key, name)
