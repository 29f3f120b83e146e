import json
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from accessvr.core.effects import Tacton
from accessvr.core.errors import DeviceError
from accessvr.devices.wristbands.patterns import (
    FILE,
    GROUPS,
    MOTORS,
    Pattern,
    Pulse,
    motor_levels,
    read_patterns,
)

PATTERNS = read_patterns()
MODEL_STEP_MS, MODEL_TAIL_MS, MODEL_SHIFT_STEPS = 10, 400, 10
RISE_MS, FALL_MS = 40.0, 60.0  # stand-in for a coin motor: no motor was measured
LEAST_DIFFERENT = 0.30  # chosen with the model: 0 is the same, 1 shares nothing


def written(tmp_path: Path, pulses: object, **row: object) -> Path:
    """Give a file of all patterns in which "heading" is another."""
    stored = json.loads(FILE.read_text("utf-8"))
    stored["tactons"]["heading"] |= {"pulses": pulses, **row}
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(stored), "utf-8")
    return path


def pulse(**changes: object) -> dict[str, object]:
    return {"at_ms": 0, "where": "top", "strength": 1, "lasts_ms": 200, **changes}


def one(*pulses: Pulse) -> Pattern:
    return Pattern("made", "move", 1, "made", pulses)


def test_every_tacton_has_a_pattern_with_its_words() -> None:
    assert set(PATTERNS) == set(Tacton)
    assert all(pattern.say and pattern.name == tacton.value for tacton, pattern in PATTERNS.items())


def test_every_pattern_says_its_own_words() -> None:
    assert len({pattern.say for pattern in PATTERNS.values()}) == len(PATTERNS)


def test_right_and_left_patterns_are_mirrors_of_one_another() -> None:
    swap = {"left": "right", "right": "left"}
    for right, left in (("edge.right", "edge.left"), ("sweep.right", "sweep.left"), ("beacon.right", "beacon.left")):
        mirrored = {
            (at_ms, f"{swap[motor.split('.')[0]]}.{motor.split('.')[1]}", level)
            for at_ms, motor, level in motor_levels(PATTERNS[Tacton(right)], 1.0)
        }
        assert mirrored == set(motor_levels(PATTERNS[Tacton(left)], 1.0))


def test_a_heading_is_a_short_and_a_long_pulse_on_top() -> None:
    tops = ("left.top", "right.top")
    assert motor_levels(PATTERNS[Tacton.HEADING], 1.0) == [
        (at_ms, motor, level) for at_ms, level in ((0, 1.0), (120, 0.0), (240, 1.0), (590, 0.0)) for motor in tops
    ]


@pytest.mark.parametrize(
    ("pulses", "words"),
    [
        ([pulse(where="ankle")], "heading names ankle"),
        ([pulse(lasts_ms=115)], "115 ms"),
        ([pulse(lasts_ms=1280)], "1280 ms"),
        ([pulse(lasts_ms=121)], "121 ms"),
        ([pulse(at_ms=4900)], "4900 to 5100 ms"),
        ([pulse(at_ms=-10)], "-10"),
        ([pulse(at_ms="soon")], "at_ms"),
        ([pulse(shape="round")], "shape round"),
        ([pulse(strength="much")], "much"),
        ([pulse(at_ms=200 * i) for i in range(10)], "1 to 9 pulses"),
        (["buzz"], "no table"),
        ([], "1 to 9 pulses"),
        (None, "1 to 9 pulses"),
    ],
)
def test_a_pattern_that_cannot_be_played_is_named_in_plain_words(tmp_path: Path, pulses: object, words: str) -> None:
    with pytest.raises(DeviceError) as caught:
        read_patterns(written(tmp_path, pulses))
    assert words in caught.value.message
    assert "heading" in caught.value.message
    assert caught.value.spoken
    assert caught.value.remedy


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"tactons": {}}', '{"tactons": [1]}', "\x00", None])
def test_a_file_that_holds_no_patterns_is_told_in_plain_words(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "mine.json"
    if content is not None:
        path.write_text(content, "utf-8")
    with pytest.raises(DeviceError, match=r"mine\.json cannot be used"):
        read_patterns(path)


def test_a_pattern_without_words_is_refused_because_nothing_may_be_only_felt(tmp_path: Path) -> None:
    with pytest.raises(DeviceError, match="no words"):
        read_patterns(written(tmp_path, [pulse()], say=""))


@pytest.mark.parametrize(("strength", "kept"), [(7, 1.0), (-1, 0.0), (float("nan"), 0.0), (0.4, 0.4)])
def test_a_strength_out_of_range_is_brought_into_it_with_a_warning(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, strength: float, kept: float
) -> None:
    pattern = read_patterns(written(tmp_path, [pulse(strength=strength)]))[Tacton.HEADING]
    assert pattern.pulses[0].strength == kept
    assert ("heading: strength" in caplog.text) == (strength != kept)


def test_unknown_keys_are_ignored_and_priorities_stay_within_one_to_four(tmp_path: Path) -> None:
    path = written(tmp_path, [pulse(colour="red")], priority=9, mood="gay")
    assert read_patterns(path)[Tacton.HEADING].priority == 4


def test_a_rise_grows_from_near_nothing_to_the_strength_in_steps_of_10_ms() -> None:
    changes = motor_levels(one(Pulse(0, "left.top", 0.8, 200, "rise")), 1.0)
    assert [at_ms for at_ms, _, _ in changes] == list(range(0, 201, 10))
    levels = [level for _, _, level in changes]
    assert levels[:-1] == sorted(levels[:-1])
    assert (levels[0], levels[-2], levels[-1]) == (0.02, 0.78, 0.0)


def test_a_fade_is_a_rise_that_runs_backwards() -> None:
    rise = [level for _, _, level in motor_levels(one(Pulse(0, "left.top", 1, 300, "rise")), 1.0)][:-1]
    fade = [level for _, _, level in motor_levels(one(Pulse(0, "left.top", 1, 300, "fade")), 1.0)][:-1]
    assert fade == rise[::-1]


def test_the_later_of_two_pulses_of_one_motor_takes_over() -> None:
    changes = motor_levels(one(Pulse(0, "left.top", 1, 400), Pulse(200, "left.top", 0.5, 300)), 1.0)
    assert changes == [(0, "left.top", 1.0), (200, "left.top", 0.5), (500, "left.top", 0.0)]


def test_a_patron_may_feel_one_place_less_than_the_others_and_another_not_at_all() -> None:
    changes = motor_levels(one(Pulse(0, "all", 1, 200)), 0.8, {"left.top": 0.5, "right.inner": 0.0})
    started = {motor: level for at_ms, motor, level in changes if at_ms == 0}
    assert started == {"left.top": 0.4, "left.inner": 0.8, "right.top": 0.8}


SITES = st.dictionaries(st.sampled_from(MOTORS), st.floats())


@given(tacton=st.sampled_from(Tacton), strength=st.floats(), sites=SITES)
def test_whatever_is_asked_every_level_is_between_0_and_1_and_every_motor_ends_still(
    tacton: Tacton, strength: float, sites: Mapping[str, float]
) -> None:
    changes = motor_levels(PATTERNS[tacton], strength, sites)
    last = {motor: level for _, motor, level in changes}
    assert all(0.0 <= level <= 1.0 for _, _, level in changes)
    assert not any(last.values())
    assert changes == sorted(changes, key=lambda change: (change[0], MOTORS.index(change[1])))


def felt(pattern: Pattern) -> NDArray[np.float64]:
    """Give how the four motors turn, [4, steps]: a first-order model of a coin motor."""
    steps = (pattern.length_ms + MODEL_TAIL_MS) // MODEL_STEP_MS
    asked = np.zeros((len(MOTORS), steps))
    for at_ms, motor, level in motor_levels(pattern, 1.0):
        asked[MOTORS.index(motor), at_ms // MODEL_STEP_MS :] = level
    turning = np.zeros_like(asked)
    now = np.zeros(len(MOTORS))
    for step in range(steps):
        slow_ms = np.where(asked[:, step] > now, RISE_MS, FALL_MS)
        now = now + (asked[:, step] - now) * (1 - np.exp(-MODEL_STEP_MS / slow_ms))
        turning[:, step] = now
    return turning


def difference(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Give how different two patterns are where they are most alike: 0 is the same, 1 shares nothing."""
    edge = MODEL_SHIFT_STEPS
    length = max(one.shape[1], other.shape[1]) + 2 * edge
    fixed, moved = np.zeros((4, length)), np.zeros((4, length + 2 * edge))
    fixed[:, edge : edge + one.shape[1]] = one
    moved[:, 2 * edge : 2 * edge + other.shape[1]] = other
    shifts = (np.abs(fixed - moved[:, shift : shift + length]).sum() for shift in range(2 * edge + 1))
    return float(min(shifts) / (one.sum() + other.sum()))


def test_no_two_patterns_are_easily_taken_for_one_another_except_when_counting() -> None:
    turning = {name: felt(pattern) for name, pattern in PATTERNS.items()}
    alike = {
        (one.value, other.value): round(difference(turning[one], turning[other]), 3)
        for one, other in combinations(Tacton, 2)
        if not PATTERNS[one].family == PATTERNS[other].family == "count"
    }
    assert {pair: share for pair, share in alike.items() if share < LEAST_DIFFERENT} == {}
    assert min(alike.values()) == pytest.approx(0.333, abs=0.01)  # "note" and "confirm"


def test_the_model_calls_a_pattern_the_same_as_itself_and_two_hands_wholly_different() -> None:
    left, right = felt(one(Pulse(0, "left.top", 1, 200))), felt(one(Pulse(0, "right.top", 1, 200)))
    assert difference(left, left) == 0
    assert difference(left, right) == pytest.approx(1)


def test_every_group_names_real_motors() -> None:
    assert {motor for motors in GROUPS.values() for motor in motors} == set(MOTORS)
