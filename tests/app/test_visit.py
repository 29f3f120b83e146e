"""Live visits as a stranger makes them: by the command, with lines from a pipe."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from accessvr.content.data_folders import data_folder

BOOK = data_folder("nostalgia_content") / "a_walk_by_ear.epub"
FIRST = "open\nread\nnext paragraph\nwhere am I\nstop\ngoodbye\n"


def accessvr(*arguments: str, typed: str = "", env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "accessvr", *arguments],
        input=typed,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, **(env or {})},
    )


def test_a_first_visit_says_what_it_should_with_no_device_at_all() -> None:
    done = accessvr("visit", str(BOOK), typed=FIRST)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert "Welcome to the reading room." in done.stdout
    assert "A Walk by Ear, by The accessvr project. 5 chapters. Say read, to begin." in lines
    assert "Chapter 1. The Key" in done.stdout
    assert any(line.startswith("Part One. Out, Chapter 1. The Key.") for line in lines)
    assert lines[-2:] == ["Stopped. Say read, to go on.", "Goodbye. Your visit is over."]
    assert "Traceback" not in done.stderr


def test_the_room_says_in_text_what_it_found_and_does_without() -> None:
    lines = accessvr("visit", typed="goodbye\n").stdout.splitlines()
    for name in ("sound", "speech", "microphone", "wristbands", "headset"):
        assert any(line.startswith(f"{name}: ") for line in lines)


def test_the_end_of_input_ends_the_visit() -> None:
    done = accessvr("visit", typed="")
    assert done.returncode == 0
    assert done.stdout.endswith("Goodbye. Your visit is over.\n")


def test_a_title_can_be_named_instead_of_a_path() -> None:
    assert "Harbour Street, as it was. 2 rooms." in accessvr("visit", "harbour street", typed="").stdout


def test_a_patron_comes_back_to_the_word(tmp_path: Path) -> None:
    record = str(tmp_path / "ada.json")
    accessvr("visit", str(BOOK), "--profile", record, typed="chapter 3\nnext paragraph\nslower\ngoodbye\n")
    kept = json.loads(Path(record).read_text("utf-8"))
    assert kept["profile"]["words_per_minute"] == 130
    again = accessvr("visit", str(BOOK), "--profile", record, typed="where am I\n")
    assert "You were" in again.stdout
    assert "Chapter 3. The Square at Noon" in again.stdout


def test_nothing_of_a_patron_is_left_without_a_profile(tmp_path: Path) -> None:
    homes = {name: str(tmp_path / name) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
    accessvr("visit", str(BOOK), typed="read\nslower\nmark this\ngoodbye\n", env=homes)
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert written
    assert all(path.name == "outline.json" or path.name.startswith("section-") for path in written)
    assert not any("130" in path.name or "profile" in path.read_text("utf-8") for path in written)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["visit", "nothing.epub"], 1, "there is no such file"),
        (["inspect", "nothing.epub"], 1, "there is no such file"),
        (["visit", "--config", "nothing.toml"], 1, "there is no such file"),
        (["rehearse", "nothing.visit"], 1, "cannot be read"),
        (["bench", "everything"], 1, "there is no benchmark everything"),
        (["dance"], 2, "invalid choice"),
        (["inspect"], 2, "required"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(arguments: list[str], code: int, words: str) -> None:
    done = accessvr(*arguments)
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_inspect_gives_text_outline_and_tree() -> None:
    assert "Third nail" in accessvr("inspect", str(BOOK), "--text").stdout
    assert "  Chapter 5. The Room" in accessvr("inspect", str(BOOK)).stdout.splitlines()
    assert json.loads(accessvr("inspect", str(BOOK), "--json").stdout)["publication"]["title"] == "A Walk by Ear"


def test_the_doctor_names_every_device_with_a_remedy_for_what_is_missing() -> None:
    done = accessvr("doctor", "--json")
    parts = {part["name"]: part for part in json.loads(done.stdout)}
    assert {"python", "numpy", "sound", "speech", "microphone", "wristbands", "headset", "shelf", "cache"} <= set(parts)
    assert all(part["there"] or part["remedy"] for part in parts.values())
    assert done.returncode == 0
    assert parts["speech"]["there"]
