import re
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from accessvr.app.recorder import record
from accessvr.app.timeline import Record, timeline_svg, wristbands_csv
from accessvr.app.timeline_lanes import DEEP, INK, PAPER, WIDTH
from accessvr.core.effects import Buzz, Cue, Earcon, Effect, Hush, Say, Tacton
from accessvr.devices.wristbands.simulated import Row

SVG = "{http://www.w3.org/2000/svg}"
LONG = "The key to the old reading room hung on a nail behind the bread counter of the corner shop. " * 6


def drawn(
    *effects: tuple[float, Effect],
    motors: Iterable[Row] = (),
    loudness: Iterable[tuple[float, float]] = (),
    heard: Iterable[tuple[float, str]] = (),
) -> etree._Element:
    records: list[Record] = [record(at_s, effect) for at_s, effect in effects]
    svg = timeline_svg(records, list(motors), list(loudness), list(heard))
    return etree.fromstring(svg.encode())


def texts(picture: etree._Element) -> list[str]:
    return [element.text or "" for element in picture.iter(f"{SVG}text")]


def titles(picture: etree._Element) -> list[str]:
    return [element.text or "" for element in picture.iter(f"{SVG}title")]


def described(picture: etree._Element) -> str:
    return picture.findtext(f"{SVG}desc") or ""


def test_the_picture_has_a_title_a_description_and_a_name_for_every_lane() -> None:
    picture = drawn((0.0, Say(1, "Welcome.")), heard=[(2.0, "open")])
    named = {element.get("id"): element.text or "" for element in picture}
    assert named[picture.get("aria-labelledby")] == "A visit, second by second"
    assert "1 request, 1 answer or sentence spoken, 0 sounds, 0 vibrations" in named[picture.get("aria-describedby")]
    lanes = ["Patron", "Voice", "Sounds", "Vibrations", "left top", "left inner", "right top", "right inner"]
    assert [text for text in texts(picture) if text in (*lanes, "Loudness")] == [*lanes, "Loudness"]


def test_what_was_said_spoken_sounded_and_felt_is_there_in_words() -> None:
    picture = drawn(
        (1.0, Cue(Earcon.HEADING)),
        (1.0, Buzz(Tacton.CHAPTER_END)),
        (1.0, Say(1, "Chapter 1.")),
        (3.0, Hush()),
        heard=[(0.5, "next chapter")],
    )
    assert {"next chapter", "Chapter 1.", "heading", "chapter.end", "silence"} <= set(texts(picture))
    assert "0:00, the patron said: next chapter" in titles(picture)
    assert "0:01, vibration: chapter.end" in titles(picture)


def test_sounds_vibrations_and_silence_have_shapes_of_their_own() -> None:
    picture = drawn((1.0, Cue(Earcon.STEP)), (1.0, Buzz(Tacton.CONFIRM)), (1.0, Hush()))
    signs = [group for group in picture.iter(f"{SVG}g") if group.get("role") == "img"]
    assert len({group[1].get("d") for group in signs}) == 3


def luminance(colour: str) -> float:
    """Give the relative luminance of "#rrggbb" (WCAG 2.2)."""
    shares = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("ink", [INK, DEEP])
def test_words_and_shapes_stand_out_from_the_paper(ink: str) -> None:
    assert (luminance(PAPER) + 0.05) / (luminance(ink) + 0.05) >= 14


def steps(picture: etree._Element) -> list[tuple[float, ...]]:
    """Give the filled steps of the motors: left edge, foot, height, width."""
    paths = (path.get("d", "") for path in picture.iter(f"{SVG}path") if path.get("fill") == DEEP)
    numbers = (re.findall(r"M([\d.]+) ([\d.]+)v-([\d.]+)h([\d.]+)v[\d.]+z", path) for path in paths)
    return [tuple(map(float, step)) for path in numbers for step in path]


def test_a_motor_is_a_step_as_long_as_it_turned_and_as_high_as_it_was_strong() -> None:
    rows = [(1.0, "left.top", 1.0), (1.5, "left.top", 0.5), (2.5, "left.top", 0.0)]
    (left, foot, full, half_s), (_, _, half, one_s) = steps(drawn(motors=rows))
    assert (half_s, one_s) == (30.0, 60.0)
    assert half == full / 2
    assert (left, foot) == (180.0, 22.0)


def test_a_motor_that_turns_over_the_end_of_a_line_goes_on_in_the_next() -> None:
    rows = [(19.5, "right.top", 1.0), (20.5, "right.top", 0.0), (21.0, "left.top", 0.0)]
    assert [(left, wide) for left, _, _, wide in steps(drawn(motors=rows))] == [(1290.0, 30.0), (120.0, 30.0)]


def test_long_words_end_in_dots_and_are_whole_in_the_title() -> None:
    picture = drawn((18.0, Say(1, LONG)))
    assert any(text.endswith("…") for text in texts(picture))
    assert f"0:18, the voice said: {LONG.strip()}" in titles(picture)


def boxes(picture: etree._Element) -> list[tuple[float, float, float, float]]:
    """Give the boxes of words in each line of the picture: left, top, right, foot."""
    paths = (path.get("d", "") for path in picture.iter(f"{SVG}path") if path.get("stroke-width") == "1.5")
    found = (re.fullmatch(r"M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)h-[\d.]+z", path) for path in paths)
    numbers = [tuple(map(float, box.groups())) for box in found if box]
    return [(x, y, x + wide, y + tall) for x, y, wide, tall in numbers]


SAID = st.lists(st.tuples(st.integers(0, 199), st.text(min_size=1, max_size=200)), max_size=8)


@given(said=SAID)
def test_no_box_of_words_covers_another_or_leaves_the_paper(said: list[tuple[int, str]]) -> None:
    timed = sorted((tenth / 10, text) for tenth, text in said)
    found = boxes(drawn(*((at_s, Say(1, text)) for at_s, text in timed)))
    assert all(right <= WIDTH for _, _, right, _ in found)
    for index, (left, top, right, foot) in enumerate(found):
        for other_left, other_top, other_right, other_foot in found[index + 1 :]:
            apart = other_left >= right or other_right <= left
            assert apart or other_top >= foot or other_foot <= top


@given(words=st.text(), heard=st.text())
def test_whatever_was_said_the_picture_can_be_read(words: str, heard: str) -> None:
    assert drawn((0.0, Say(1, words)), heard=[(1.0, heard)]).tag == f"{SVG}svg"


def test_an_empty_rehearsal_gives_an_empty_picture() -> None:
    assert "0:00 minutes: 0 requests" in described(drawn())


def test_loudness_is_drawn_a_line_for_each_twenty_seconds() -> None:
    picture = drawn(loudness=[(block / 100, -20.0) for block in range(4500)])
    assert texts(picture).count("Loudness") == 3
    assert "0:44 minutes" in described(picture)


def test_the_same_data_give_the_same_letters() -> None:
    data: tuple[list[Record], list[Row], list[tuple[float, float]], list[tuple[float, str]]] = (
        [record(0.0, Say(1, "One.")), record(0.0, Cue(Earcon.STEP))],
        [(0.0, "left.top", 1.0), (0.1, "left.top", 0.0)],
        [(0.0, -20.0)],
        [(0.0, "one")],
    )
    assert timeline_svg(*data) == timeline_svg(*data)


def test_the_motors_changes_are_a_table() -> None:
    rows = [(0.0, "left.top", 1.0), (0.12, "left.top", 0.0), (1.5, "right.inner", 0.333)]
    assert wristbands_csv(rows) == ("at_s,motor,level\n0.000,left.top,1\n0.120,left.top,0\n1.500,right.inner,0.333\n")
    assert wristbands_csv([]) == "at_s,motor,level\n"
