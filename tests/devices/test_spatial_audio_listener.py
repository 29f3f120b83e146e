"""What stands in the room stays there when the head turns; and what is spread keeps its order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessvr.devices.spatial_audio.listener import Listener, spread_deg


def test_what_stands_in_the_room_stays_there_when_the_head_turns() -> None:
    turned = Listener().turned(90, 0)
    assert turned.seen(90, 0) == (0, 0)
    assert turned.seen(0, 0) == (270, 0)


def test_what_is_above_is_ahead_when_one_looks_up() -> None:
    azimuth_deg, elevation_deg = Listener().turned(0, 30).seen(0, 30)
    assert azimuth_deg % 360 == pytest.approx(0)
    assert elevation_deg == pytest.approx(0)


@given(one=st.floats(-90, 90), other=st.floats(-90, 90))
def test_wider_sides_keep_their_order_and_stay_in_front(one: float, other: float) -> None:
    low, high = sorted([one, other])
    assert -90 <= spread_deg(low) <= spread_deg(high) <= 90
    assert abs(spread_deg(one)) >= abs(one) - 1e-9


@given(azimuth_deg=st.floats(-720, 720))
def test_wider_sides_keep_what_is_behind_behind(azimuth_deg: float) -> None:
    turned = (azimuth_deg + 180) % 360 - 180
    assert (abs(turned) <= 90) == (abs(spread_deg(azimuth_deg)) <= 90) or abs(spread_deg(azimuth_deg)) == 90


def test_ahead_stays_ahead_and_40_degrees_become_60() -> None:
    assert spread_deg(0) == 0
    assert spread_deg(40) == pytest.approx(60)
    assert spread_deg(-40) == pytest.approx(-60)
    assert spread_deg(140) == pytest.approx(120)
