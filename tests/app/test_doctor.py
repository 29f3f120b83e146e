"""`accessvr doctor`: it measures the sound of a real sound server, and hears from whoever listens what is wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from accessvr.app.sound_server import SoundServer, missing
from accessvr.app.steady_sound import breaks

HEARD = {"PYTHONPATH": str(Path(__file__).resolve().parents[2])}


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Give the environment of a sound server with virtual headphones."""
    if missing():
        pytest.skip(missing())
    with SoundServer(tmp_path_factory.mktemp("sound")) as server:
        yield {**os.environ, **server.variables, **HEARD}


def doctor(environment: dict[str, str], answers: str, *options: str) -> tuple[int, dict[str, dict[str, object]]]:
    """Run it with typed answers; gives its exit code and the parts by name."""
    command = [sys.executable, "-m", "accessvr", "doctor", "--json", *options]
    run = subprocess.run(command, input=answers, env=environment, capture_output=True, text=True, timeout=120)
    assert "Traceback" not in run.stderr
    return run.returncode, {part["name"]: part for part in json.loads(run.stdout)}


def test_the_sound_is_found_and_measured(heard: dict[str, str]) -> None:
    code, parts = doctor(heard, "")
    assert code == 0
    assert parts["sound"]["there"]
    details = parts["steady sound"]["details"]
    assert isinstance(details, dict)
    assert details["seconds"] >= 2.0
    assert 0 < details["latency_ms"] < 200
    assert details["level_db"] == pytest.approx(-37, abs=2)


@pytest.mark.parametrize(
    ("answers", "code", "what"),
    [
        ("left\nright\nfront\n", 0, "Left, right and front are where they belong."),
        ("right\nright\nleft\nleft\nfront\n", 1, "Left and right are swapped."),
        ("nothing\nnothing\nright\nfront\nfront\n", 1, "The left side is silent."),
        ("left\n", 1, "The check was not finished."),
    ],
)
def test_who_listens_is_told_what_is_wrong(heard: dict[str, str], answers: str, code: int, what: str) -> None:
    found, parts = doctor(heard, answers, "--listen")
    assert (found, str(parts["two ears"]["what"]).partition(" Begin")[0]) == (code, what)


def test_without_a_card_it_says_so(tmp_path: Path) -> None:
    config = tmp_path / "accessvr.toml"
    config.write_text('sound = "no such card"\n', "utf-8")
    code, parts = doctor({**os.environ, **HEARD}, "left\n", "--listen", "--config", str(config))
    assert code == 3
    assert not parts["steady sound"]["there"]
    assert parts["two ears"]["remedy"]


def test_silences_are_told_from_a_card_that_is_only_late() -> None:
    steady = [(0.01 * i, 0.01 * i + 0.02) for i in range(200)]
    late = [(at, taken - 0.015 if 0.5 < at < 0.6 else taken) for at, taken in steady]
    broken = [(at, taken - 0.03 if at > 1.0 else taken) for at, taken in steady]
    assert breaks(steady) == breaks(late) == []
    assert breaks(broken) == [pytest.approx(0.03, abs=0.001)]


def test_a_look_that_stands_alone_at_the_end_is_no_silence() -> None:
    """A card takes whole blocks: just before the next one it is behind by nearly a block, which is no silence."""
    block_s = 0.01
    looks = [(at, at // block_s * block_s) for at in (0.0021 * i for i in range(round(2 / 0.0021)))]
    assert breaks([*looks, (2.009, 2.0)]) == []
