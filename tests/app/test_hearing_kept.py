"""A patron's record holds how the patron hears, as older records did, and how much of the week's safe sound is used."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessvr.core.errors import ConfigError
from accessvr.core.hearing import Hearing, Way
from accessvr.core.profile import Profile
from accessvr.library.patrons import Dose, Patron, profile_from, profile_to, read_patron, write_patron

BY_PITCH = st.dictionaries(st.integers(125, 8000), st.integers(-2, 24).map(lambda n: 5.0 * n), max_size=4)
HEARINGS = st.builds(
    Hearing,
    st.sampled_from(list(Way)),
    st.sampled_from(["", "left", "right"]),
    st.dictionaries(st.sampled_from(["left", "right"]), BY_PITCH),
    st.booleans(),
    st.booleans(),
    st.integers(-6, 6).map(lambda n: 3.0 * n),
    st.sampled_from(["", "sphere"]),
    st.booleans(),
)


@given(HEARINGS)
def test_every_way_of_hearing_survives_being_kept(hearing: Hearing) -> None:
    profile = Profile(hearing=hearing, placing={"note": False}, nearing=False, sped_up=True)
    assert profile_from(json.loads(json.dumps(profile_to(profile)))) == profile


def test_older_records_are_read() -> None:
    assert profile_from({"hearing": None, "one_ear": ""}) == Profile()
    assert profile_from({"one_ear": "left"}).hearing == Hearing(one_ear="left")
    both = {"left": {1000: 20.0, 4000: 45.0}, "right": {1000: 20.0, 4000: 45.0}}
    assert profile_from({"hearing": {"1000": 20, "4000": 45.0}}).hearing == Hearing(loss=both)


def test_what_a_record_does_not_name_is_as_for_everybody() -> None:
    everybody = Profile(hearing=Hearing(way=Way.LOUDSPEAKERS, room=False))
    assert profile_from({"hearing": {"wider": True}}, everybody).hearing == Hearing(
        way=Way.LOUDSPEAKERS, room=False, wider=True
    )
    assert profile_from({}, everybody) == everybody


@pytest.mark.parametrize(
    "hearing",
    [
        {"way": "trumpet"},
        {"one_ear": "middle"},
        {"loss": {"left": 40}},
        {"loss": {"nose": {"1000": 20}}},
        {"loss": {"left": {"1000": "much"}}},
        {"loss": {"left": {"1000": 500}}},
        {"balance_db": 90},
        {"wider": "yes"},
        {"louder": True},
        "none",
    ],
)
def test_what_is_wrong_with_it_is_named(tmp_path: Path, hearing: object) -> None:
    path = tmp_path / "ada.json"
    path.write_text(json.dumps({"profile": {"hearing": hearing}}), "utf-8")
    with pytest.raises(ConfigError, match=r"ada\.json"):
        read_patron(path)


def test_the_dose_of_a_week_is_kept_and_forgotten_day_by_day(tmp_path: Path) -> None:
    path, today = tmp_path / "ada.json", date(2026, 3, 1)
    write_patron(path, Patron(dose=Dose(0.7, today.isoformat())))
    dose = read_patron(path).dose
    assert dose.on(today) == 0.7
    assert dose.on(today + timedelta(days=3)) == pytest.approx(0.4)
    assert dose.on(today + timedelta(days=7)) == 0.0
    assert dose.on(today - timedelta(days=3)) == 0.7  # a clock that was wrong forgets nothing
    assert Dose().on(today) == 0.0


@pytest.mark.parametrize("dose", [5, {"share": "much"}, {"share": 0.1, "day": 3}])
def test_a_dose_that_is_none_is_named(tmp_path: Path, dose: object) -> None:
    path = tmp_path / "ada.json"
    path.write_text(json.dumps({"dose": dose}), "utf-8")
    with pytest.raises(ConfigError):
        read_patron(path)
