"""`accessvr rehearse` of audio scenes: each sound is named, and each is really there in what is written."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import wave
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from accessvr.content.data_folders import data_folder
from accessvr.content.previews import preview
from accessvr.content.recipes import ambience_recipes, beacon_recipes, cue_recipes, icon_recipes
from accessvr.core.errors import ContentError
from accessvr.core.scene import ROW_ENDS

DATA = data_folder("audio_scenes")
RATE = 48_000
SILENT_DB = -80.0
LINE = re.compile(r"(?P<words>.*) \(said at (?P<said>[\d.]+) s(?: from (?P<from>[-\d.]+) degrees)?(?P<sounds>.*)\)")
HEARD = re.compile(r", heard from ([\d.]+) s to ([\d.]+) s")


def previewed(folder: Path, path: Path) -> tuple[list[re.Match[str]], npt.NDArray[np.float64]]:
    """Preview as a stranger would; gives the lines of the transcript, and the sound."""
    command = [sys.executable, "-m", "accessvr", "rehearse", str(path), "--out", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    lines = [LINE.fullmatch(line) for line in (folder / "transcript.txt").read_text("utf-8").splitlines()]
    with wave.open(str(folder / "visit.wav"), "rb") as file:
        assert (file.getframerate(), file.getnchannels()) == (RATE, 2)
        sound = np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2) / 32768
    assert all(lines)
    return [line for line in lines if line], sound


def level_db(sound: npt.NDArray[np.float64]) -> float:
    return 10 * float(np.log10((sound**2).mean() + 1e-12))


def stretch(line: re.Match[str], sound: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    found = HEARD.search(line["sounds"])
    assert found, line[0]
    first_s, last_s = float(found[1]), float(found[2])
    return sound[int(first_s * RATE) : int(last_s * RATE)]


def spoken(name: str) -> str:
    return f"{name[:1].upper()}{name[1:]}."


def test_every_cue_is_named_and_heard(tmp_path: Path) -> None:
    lines, sound = previewed(tmp_path, DATA / "cues.toml")
    assert [line["words"] for line in lines] == [spoken(name) for name in cue_recipes()]
    for line in lines:
        said, heard = float(line["said"]), stretch(line, sound)
        assert level_db(sound[int(said * RATE) : int(said * RATE) + RATE // 2]) > SILENT_DB + 20
        loud = np.flatnonzero(np.abs(heard).max(1) > 0.003)
        assert 0.03 < (loud[-1] - loud[0]) / RATE < 0.7
        assert level_db(heard) > -50


def test_every_sound_of_a_thing_is_heard_after_its_name(tmp_path: Path) -> None:
    lines, sound = previewed(tmp_path, DATA / "icons.toml")
    assert [line["words"] for line in lines] == [spoken(name) for name in icon_recipes()]
    assert all(level_db(stretch(line, sound)) > -50 for line in lines)


def test_every_place_sounds_around_for_as_long_as_is_told_and_then_goes(tmp_path: Path) -> None:
    lines, sound = previewed(tmp_path, DATA / "ambiences.toml")
    assert [line["words"] for line in lines] == [spoken(name) for name in ambience_recipes()]
    for line in lines:
        heard = stretch(line, sound)
        assert len(heard) / RATE == pytest.approx(14, abs=0.1)
        assert -65 < level_db(heard[3 * RATE : 12 * RATE]) < -38
        assert level_db(heard[-RATE // 2 :]) < SILENT_DB


def test_every_beacon_goes_round_the_head_and_is_heard_near(tmp_path: Path) -> None:
    lines, sound = previewed(tmp_path, DATA / "beacons.toml")
    assert len(lines) == 2 * len(beacon_recipes())
    for turning in lines[::2]:
        heard = stretch(turning, sound)
        left, right = heard[2 * RATE : 4 * RATE], heard[8 * RATE : 10 * RATE]
        assert level_db(left[:, 0]) > level_db(left[:, 1]) + 3  # the head has turned right: it is at the left
        assert level_db(right[:, 1]) > level_db(right[:, 0]) + 3
        assert level_db(heard[-RATE // 2 :]) < SILENT_DB
    assert all(level_db(stretch(near, sound)[: 2 * RATE]) > -45 for near in lines[1::2])


def test_a_scene_names_each_place_from_where_it_stands(tmp_path: Path) -> None:
    lines, sound = previewed(tmp_path, DATA / "reading_room.scene.toml")
    assert lines[0]["words"] == "Scene Reading room."
    by_words = {line["words"]: line for line in lines}
    assert {"Voice.", "Heading.", "Note.", "Cell, leftmost.", "Cell, rightmost."} <= by_words.keys()
    for words, side in (("Cell, leftmost.", -1), ("Note.", 1)):
        said = int(float(by_words[words]["said"]) * RATE)
        here = sound[said : said + RATE // 2]
        assert side * (level_db(here[:, 1]) - level_db(here[:, 0])) > 2
    assert level_db(stretch(lines[-1], sound)[2 * RATE : 10 * RATE]) > SILENT_DB


def test_what_was_done_is_written_with_its_time(tmp_path: Path) -> None:
    previewed(tmp_path, DATA / "shelf.scene.toml")
    records = [json.loads(line) for line in (tmp_path / "effects.jsonl").read_text("utf-8").splitlines()]
    assert [record["at_s"] for record in records] == sorted(record["at_s"] for record in records)
    assert {"Surround", "Say"} == {record["effect"] for record in records}


def test_a_folder_shows_all_its_files() -> None:
    words = [shown.words for shown in preview(DATA)]
    assert {"Step.", "Page turn.", "Sea shore.", "Beacon wood, near.", "Scene Shelf."} <= set(words)
    assert any("A Walk by Ear" in told for told in words)
    assert any(end in told for told in words for end in ROW_ENDS)


def test_the_preview_of_a_librarians_own_file_uses_the_recipes_beside_it(tmp_path: Path) -> None:
    (tmp_path / "icons.toml").write_text('["water mill"]\nlayer = [{ pitch_hz = 880, length_s = 0.5, decay_s = 2 }]\n')
    lines, sound = previewed(tmp_path / "out", tmp_path / "icons.toml")
    assert [line["words"] for line in lines] == ["Water mill."]
    spectrum = np.abs(np.fft.rfft(stretch(lines[0], sound)[:RATE, 0]))
    assert abs(int(spectrum.argmax()) - 880) <= 4


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("heights.toml", "", "nothing of it can be heard by itself"),
        ("icons.toml", "[door]\n", "door: it has no layer"),
    ],
)
def test_what_cannot_be_shown_is_told(tmp_path: Path, name: str, text: str, told: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(ContentError, match=told):
        preview(tmp_path / name)


EXHIBIT = """format = 1
id = "desk"
title = "The Desk"
[[rooms]]
id = "office"
title = "The Office"
text = "A small office."
[[rooms.objects]]
id = "lamp"
title = "The Lamp"
alt = "A green lamp."
[[rooms.objects]]
id = "machine"
title = "The Machine"
alt = "A black typewriter."
icon = "typewriter"
"""


def test_a_thing_of_an_exhibit_is_heard_when_one_comes_to_it(tmp_path: Path) -> None:
    (tmp_path / "exhibit.toml").write_text(EXHIBIT, "utf-8")
    (tmp_path / "page.visit").write_text("> next\n> next\n> next\n", "utf-8")
    command = [sys.executable, "-m", "accessvr", "rehearse", str(tmp_path / "page.visit"), "--open", str(tmp_path)]
    done = subprocess.run([*command, "--out", str(tmp_path)], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    told = (tmp_path / "transcript.txt").read_text("utf-8").splitlines()
    assert [line for line in told if "(typewriter)" in line] == [line for line in told if "A black typewriter." in line]
    cues = [json.loads(line) for line in (tmp_path / "effects.jsonl").read_text("utf-8").splitlines() if "Cue" in line]
    assert {"value": "typewriter"} in [cue["earcon"] for cue in cues]
