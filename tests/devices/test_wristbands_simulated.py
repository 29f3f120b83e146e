from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessvr.core.effects import Buzz, Cue, Earcon, Effect, Hush, Tacton
from accessvr.devices.wristbands.patterns import MOTORS
from accessvr.devices.wristbands.silent import NoBands
from accessvr.devices.wristbands.simulated import Row, SimulatedBands


def played(*asked: tuple[float, Effect], until_s: float = 10.0, block_s: float = 0.01) -> list[Row]:
    """Give the rows of a visit in which effects came at their times; the clock goes in blocks."""
    bands = SimulatedBands()
    bands.start(lambda event: None)
    waiting = list(asked)
    for block in range(round(until_s / block_s) + 1):
        now_s = round(block * block_s, 6)
        while waiting and waiting[0][0] <= now_s:
            bands.render(waiting.pop(0)[1])
        bands.advance(now_s)
    return bands.rows


def level_at(rows: list[Row], motor: str, at_s: float) -> float:
    return next((level for when_s, name, level in reversed(rows) if name == motor and when_s <= at_s), 0.0)


def levels_at(rows: list[Row], at_s: float) -> list[float]:
    return [level_at(rows, motor, at_s) for motor in MOTORS]


def seconds_on(rows: list[Row]) -> dict[str, list[tuple[float, float]]]:
    """Give for each motor the stretches in which it turned without a pause."""
    stretches: dict[str, list[tuple[float, float]]] = defaultdict(list)
    since: dict[str, float] = {}
    for at_s, motor, level in rows:
        if level and motor not in since:
            since[motor] = at_s
        elif not level and motor in since and at_s > since[motor]:
            stretches[motor].append((since.pop(motor), at_s))
        elif not level:
            since.pop(motor, None)
    assert not since, "a motor still turns"
    return stretches


def test_a_pattern_is_felt_from_the_moment_it_is_asked_for() -> None:
    assert played((1.0, Buzz(Tacton.STEP_NEXT))) == [(1.0, "right.top", 1.0), (1.15, "right.top", 0.0)]


def test_hush_turns_every_motor_off_at_once() -> None:
    rows = played((1.0, Buzz(Tacton.ARRIVED)), (1.25, Hush()))
    assert rows[-4:] == [(1.25, motor, 0.0) for motor in MOTORS]


def test_what_is_asked_after_hush_in_the_same_moment_is_felt() -> None:
    rows = played((1.0, Buzz(Tacton.ATTENTION)), (1.05, Hush()), (1.05, Buzz(Tacton.CANCEL)))
    assert levels_at(rows, 1.06) == [1.0, 0.0, 1.0, 0.0]
    assert levels_at(rows, 1.3) == [0.0, 1.0, 0.0, 1.0]


def test_attention_interrupts_what_is_felt() -> None:
    rows = played((0.0, Buzz(Tacton.ERROR)), (0.05, Buzz(Tacton.ATTENTION)))
    assert levels_at(rows, 0.1) == [1.0] * 4


def test_a_lower_priority_is_dropped_while_another_plays_and_felt_after_it() -> None:
    attention = (0.0, Buzz(Tacton.ATTENTION))
    assert played(attention, (1.0, Buzz(Tacton.STEP_NEXT))) == played(attention)
    rows = played(attention, (1.8, Buzz(Tacton.STEP_NEXT)))
    assert rows[-2:] == [(1.8, "right.top", 1.0), (1.95, "right.top", 0.0)]


def test_an_equal_priority_replaces_what_is_felt() -> None:
    rows = played((0.0, Buzz(Tacton.STEP_NEXT)), (0.1, Buzz(Tacton.STEP_PREVIOUS)))
    assert rows == [
        (0.0, "right.top", 1.0),
        (0.1, "right.top", 0.0),
        (0.1, "left.top", 1.0),
        (0.25, "left.top", 0.0),
    ]


@pytest.mark.parametrize("strengths", [(1.0, 1.0), (1.0, 0.5)])
def test_no_motor_turns_for_more_than_two_seconds_even_when_patterns_replace_one_another(
    strengths: tuple[float, float],
) -> None:
    asked = [(round(0.5 * number, 3), Buzz(Tacton.ARRIVED, strengths[number % 2])) for number in range(8)]
    on = seconds_on(played(*asked))
    assert on["left.top"][0] == (0.0, 2.0)
    assert all(end_s - begin_s <= 2.0 for stretches in on.values() for begin_s, end_s in stretches)


def test_a_greedy_program_gets_no_more_than_a_quarter_of_the_time_in_the_end() -> None:
    asked = [(round(0.61 * number, 3), Buzz(Tacton.ARRIVED)) for number in range(98)]
    on = seconds_on(played(*asked, until_s=61.0))["left.top"]
    last_20_s = sum(min(end_s, 60.0) - max(begin_s, 40.0) for begin_s, end_s in on if end_s > 40.0)
    assert last_20_s / 20 == pytest.approx(0.25, abs=0.03)


def test_a_patron_s_own_strength_holds_for_each_place() -> None:
    bands = SimulatedBands({"left.top": 0.5, "left.inner": 0.0})
    bands.render(Buzz(Tacton.ARRIVED, 0.8))
    bands.advance(0.0)
    assert bands.rows == [(0.0, "left.top", 0.4), (0.0, "right.top", 0.8), (0.0, "right.inner", 0.8)]


def test_strength_is_never_above_the_ceiling_and_none_is_nothing() -> None:
    assert played((0.0, Buzz(Tacton.ARRIVED, 40.0))) == played((0.0, Buzz(Tacton.ARRIVED, 1.0)))
    assert played((0.0, Buzz(Tacton.ARRIVED, 0.0))) == []


def test_closing_turns_the_motors_off_and_nothing_is_felt_afterwards() -> None:
    bands = SimulatedBands()
    bands.render(Buzz(Tacton.ARRIVED))
    bands.advance(1.0)
    bands.close()
    bands.close()
    assert bands.rows[-4:] == [(1.0, motor, 0.0) for motor in MOTORS]
    kept = list(bands.rows)
    bands.render(Buzz(Tacton.ARRIVED))
    bands.advance(2.0)
    assert bands.rows == kept


def test_other_effects_are_not_felt() -> None:
    assert played((0.0, Cue(Earcon.ALERT))) == []


EFFECTS = st.one_of(st.builds(Buzz, st.sampled_from(Tacton), st.floats(0, 1)), st.just(Hush()))
TIMED = st.lists(st.tuples(st.integers(0, 300), EFFECTS), max_size=12)


@given(asked=TIMED)
def test_whatever_comes_the_motors_end_still_and_rows_are_in_order_of_time(asked: list[tuple[int, Effect]]) -> None:
    timed = [(block / 100, effect) for block, effect in sorted(asked, key=lambda one: one[0])]
    rows = played(*timed, until_s=5.0)
    assert [at_s for at_s, _, _ in rows] == sorted(at_s for at_s, _, _ in rows)
    assert levels_at(rows, 5.0) == [0.0] * 4
    assert all(end_s - begin_s <= 2.001 for on in seconds_on(rows).values() for begin_s, end_s in on)


@given(asked=TIMED, block_s=st.sampled_from([0.01, 0.05, 0.25]))
def test_the_size_of_the_clock_s_steps_only_moves_when_things_are_asked(
    asked: list[tuple[int, Effect]], block_s: float
) -> None:
    timed = [(block // 25 * 0.25, effect) for block, effect in sorted(asked, key=lambda one: one[0])]
    assert played(*timed, block_s=block_s) == played(*timed, block_s=0.25)


def test_no_bands_shake_nothing() -> None:
    bands = NoBands()
    bands.start(lambda event: None)
    bands.render(Buzz(Tacton.ATTENTION))
    bands.close()
    assert not vars(bands)
