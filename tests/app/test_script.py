"""The script of a rehearsal."""

from __future__ import annotations

import pytest

from accessvr.app.script import parse
from accessvr.core.errors import ContentError
from accessvr.core.events import DeviceLost, Heard, Looked, Pointed, Pressed

PAGE = """# A page.
> read
(heading) [heading] Chapter 1.

> [wait 2.5]
> [press yes long]
> [key Right]
> [head 30 -5]
> [point left -60 5]
> [lose wristbands]
"""


def test_lines_become_events_in_order() -> None:
    script = parse(PAGE, "page")
    assert [line.event for line in script.lines] == [
        Heard("read"),
        None,
        Pressed("yes", long=True),
        Pressed("key.Right"),
        Looked(30.0, -5.0),
        Pointed("left", -60.0, 5.0),
        DeviceLost("wristbands"),
    ]
    assert script.lines[1].wait_s == 2.5


def test_answers_are_kept_and_comments_are_not() -> None:
    script = parse(PAGE, "page")
    assert script.answered
    assert script.transcript[:2] == ("> read", "(heading) [heading] Chapter 1.")
    assert not any(line.startswith("#") for line in script.transcript)
    assert not parse("> read\n", "page").answered


@pytest.mark.parametrize("line", ["[jump]", "[wait]", "[wait long]", "[head]", "[head up]", "[press]", "[point left]"])
def test_a_line_that_is_not_understood_is_named(line: str) -> None:
    with pytest.raises(ContentError, match=r"page, line 2: .* is not understood") as caught:
        parse(f"> read\n> {line}\n", "page")
    assert "[wait SECONDS]" in caught.value.remedy
