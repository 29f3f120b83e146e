"""Lines in brackets: what each form stands for, and that any other line is none of them."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from accessvr.core.brackets import bracketed
from accessvr.core.events import Event, Looked, Pointed, Pressed


@pytest.mark.parametrize(
    ("line", "event"),
    [
        ("[press right.next]", Pressed("right.next")),
        ("  [press yes long] ", Pressed("yes", long=True)),
        ("[key Right]", Pressed("key.Right")),
        ("[head -30 10.5]", Looked(-30, 10.5)),
        ("[head 90]", Looked(90)),
        ("[point left 20 -5]", Pointed("left", 20, -5)),
        ("[point right 20]", Pointed("right", 20)),
    ],
)
def test_a_line_in_brackets_is_a_button_a_key_the_head_or_a_hand(line: str, event: Event) -> None:
    assert bracketed(line) == event


@pytest.mark.parametrize(
    "line",
    [
        *("next", "", "[]", "[press]", "[press a b]", "[press a", "press a]", "[key]", "[wait 2]", "[head]"),
        *("[head a b]", "[head nan 0]", "[head 0 inf]", "[head 1 2 3]", "[point up 1 2]", "[point left]", "[jump]"),
    ],
)
def test_any_other_line_is_not_in_brackets(line: str) -> None:
    assert bracketed(line) is None


@given(st.text(alphabet="[] presskyhadointlfg0123.-é\n", max_size=30))
@example("[" * 1000)
def test_no_line_raises(line: str) -> None:
    bracketed(line)
