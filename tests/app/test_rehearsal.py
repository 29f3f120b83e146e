"""A rehearsal: the public outputs, the same bytes every time, silence when told."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import wave
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from accessvr.content.data_folders import data_folder

BOOK = data_folder("nostalgia_content") / "a_walk_by_ear.epub"
FILES = ("transcript.txt", "effects.jsonl", "visit.wav", "wristbands.csv", "timeline.svg")
SCRIPT = """> read
> next paragraph
> where am i
> [key Right]
> stop
> [wait 1.5]
> read
> goodbye
"""
STOP_LIMIT_S = 0.25
SILENT_DB = -70.0


def rehearse(folder: Path, script: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Rehearse as a stranger would: by the command, in a process of its own."""
    folder.mkdir(exist_ok=True)
    page = folder / "page.visit"
    page.write_text(script, "utf-8")
    command = [sys.executable, "-m", "accessvr", "rehearse", str(page), "--out", str(folder), *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rehearsal")
    done = rehearse(folder, SCRIPT, "--open", str(BOOK))
    assert done.returncode == 0, done.stderr
    return folder


def effects(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "effects.jsonl").read_text("utf-8").splitlines()]


def sound(folder: Path) -> np.ndarray:
    with wave.open(str(folder / "visit.wav"), "rb") as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (48_000, 2, 2)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2) / 32768


def level_db(samples: np.ndarray) -> float:
    power = float(np.mean(np.square(samples))) if samples.size else 0.0
    return 10 * float(np.log10(power)) if power > 0 else -120.0


def test_all_that_is_promised_is_written(made: Path) -> None:
    assert all((made / name).stat().st_size > 0 for name in FILES)


def test_the_transcript_holds_commands_and_answers(made: Path) -> None:
    lines = (made / "transcript.txt").read_text("utf-8").splitlines()
    assert lines[0] == "(welcome) [confirm] Welcome to the reading room."
    assert "> where am i" in lines
    assert lines[lines.index("> where am i") + 1].startswith("(heard) [confirm] Part One. Out, Chapter 1. The Key.")
    assert lines[-1] == "(farewell) [chapter.end] Goodbye. Your visit is over."


def test_every_effect_has_its_time_and_its_name_and_time_does_not_run_back(made: Path) -> None:
    records = effects(made)
    times = [float(str(record["at_s"])) for record in records]
    assert times == sorted(times)
    assert {"Say", "Cue", "Buzz", "Show", "Hush", "Listen", "Prepare", "Surround"} <= {r["effect"] for r in records}


def test_first_words_are_heard_within_two_seconds(made: Path) -> None:
    samples = sound(made)
    loud = np.abs(samples[: 2 * 48_000]).max(axis=1) > 0.02
    assert loud.any()
    assert next(r for r in effects(made) if r["effect"] == "Say")["at_s"] == 0


def test_stop_silences_within_a_quarter_of_a_second(made: Path) -> None:
    hush_s = next(float(str(r["at_s"])) for r in effects(made) if r["effect"] == "Hush")
    samples = sound(made)
    before = samples[int((hush_s - 0.5) * 48_000) : int(hush_s * 48_000)]
    after = samples[int((hush_s + STOP_LIMIT_S) * 48_000) : int((hush_s + 1.2) * 48_000)]
    assert level_db(before) > -45
    assert level_db(after) < SILENT_DB


def test_wristbands_follow_what_was_done(made: Path) -> None:
    rows = list(csv.DictReader((made / "wristbands.csv").read_text("utf-8").splitlines()))
    assert set(rows[0]) == {"at_s", "motor", "level"}
    assert {row["motor"] for row in rows} <= {"left.top", "left.inner", "right.top", "right.inner"}
    assert all(0 <= float(row["level"]) <= 1 for row in rows)
    last = {row["motor"]: float(row["level"]) for row in rows}
    assert not any(last.values())


def test_the_timeline_is_a_picture_with_words(made: Path) -> None:
    tree = ElementTree.fromstring((made / "timeline.svg").read_text("utf-8"))
    text = " ".join(tree.itertext())
    assert "where am i" in text
    assert "left top" in text


def test_the_same_script_gives_the_same_bytes(made: Path, tmp_path: Path) -> None:
    rehearse(tmp_path, SCRIPT, "--open", str(BOOK))
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (made / name).read_bytes(), name


def test_check_shows_what_differs(made: Path, tmp_path: Path) -> None:
    page = (made / "transcript.txt").read_text("utf-8")
    assert rehearse(tmp_path / "same", page, "--open", str(BOOK), "--check").returncode == 0
    other = rehearse(tmp_path / "other", page.replace("Goodbye.", "Farewell."), "--open", str(BOOK), "--check")
    assert other.returncode == 1
    assert "-(farewell) [chapter.end] Farewell." in other.stdout


def test_a_thing_on_the_left_is_louder_on_the_left(tmp_path: Path) -> None:
    street = data_folder("nostalgia_content") / "harbour_street"
    assert rehearse(tmp_path, "> next\n", "--open", str(street)).returncode == 0
    said_s = [float(str(r["at_s"])) for r in effects(tmp_path) if r["effect"] == "Say"][-1]
    samples = sound(tmp_path)[int((said_s + 0.5) * 48_000) :]
    assert level_db(samples[:, 0]) > level_db(samples[:, 1]) + 2


@pytest.mark.parametrize(
    ("script", "options", "words"),
    [
        ("> [dance]\n", [], "line 1: [dance] is not understood"),
        ("> read\n", ["--open", "nothing.epub"], "there is no such file"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(tmp_path: Path, script: str, options: list[str], words: str) -> None:
    done = rehearse(tmp_path, script, *options)
    assert done.returncode == 1
    assert words in done.stderr
    assert "What to do:" in done.stderr
    assert "Traceback" not in done.stderr
