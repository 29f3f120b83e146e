"""`accessvr check` of audio scenes: each kind of mistake is found where it stands, and all are told at once."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from accessvr.cli import main
from accessvr.content.check.audio_rules import AUDIO_RULES
from accessvr.content.check.audio_scenes import check_audio_scenes, is_audio_scenes
from accessvr.content.check.finding import Report, Severity
from accessvr.content.check.rules import RULES
from accessvr.content.check.telling import lines
from accessvr.content.data_folders import data_folder
from accessvr.devices.spatial_audio.measures import SoundMeasures

DATA = data_folder("audio_scenes")
EAR = SoundMeasures()

GOOD = 'layer = [{ wave = "marimba", pitch_hz = 659 }]'
BAND = "band = [{ low_hz = 100, high_hz = 300 }]"


def timbre(
    pitch_hz: int, noise: str = '{ wave = "noise", low_hz = 500, high_hz = 6000, times = 4, gap_s = 0.5 }'
) -> str:
    return f"{{ layer = [{{ pitch_hz = {pitch_hz}, times = 4, gap_s = 0.5 }}, {noise}] }}"


def beacon(on: str = "", behind: str = "") -> str:
    behind = behind or '{ layer = [{ wave = "noise", low_hz = 200, high_hz = 400, length_s = 1.5, decay_s = 9 }] }'
    off = '{ layer = [{ wave = "bar", pitch_hz = 400, times = 4, gap_s = 0.5 }, { wave = "noise", high_hz = 3000 }] }'
    loops = {"on": on or timbre(784), "off": off, "behind": behind, "ring": timbre(1568), "near": timbre(262)}
    return "[tap]\n" + "".join(f"{name} = {loop}\n" for name, loop in loops.items())


# By code: the file, what is written in it, and what leads to the mistake.
MISTAKES: dict[str, tuple[str, str, str]] = {
    "file-not-understood": ("tried.scene.toml", "[places\n", ""),
    "not-a-table": ("icons.toml", "door = 3\n", "door"),
    "not-a-list": ("icons.toml", "[door]\nlayer = 3\n", "door.layer"),
    "name-unknown": ("icons.toml", f"[door]\nsed = 2\n{GOOD}\n", "door.sed"),
    "word-unknown": ("icons.toml", '[door]\nlayer = [{ wave = "saw" }]\n', "door.layer.1.wave"),
    "value-impossible": ("icons.toml", "[door]\nlayer = [{ pitch_hz = -4 }]\n", "door.layer.1.pitch_hz"),
    "missing": ("icons.toml", "[door]\nseed = 2\n", "door"),
    "sound-missing": ("cues.toml", f"[step]\n{GOOD}\n", ""),
    "file-not-known": ("cuse.toml", f"[step]\n{GOOD}\n", ""),
    "name-taken": ("icons.toml", f"[step]\n{GOOD}\n", "step"),
    "recipe-unknown": ("tried.scene.toml", '[ambience]\nrecipe = "attic"\n', "ambience.recipe"),
    "sound-silent": (
        "icons.toml",
        '[door]\nlayer = [{ wave = "grains", grains_per_s = 1, length_s = 0.05 }]\n',
        "door",
    ),
    "sound-too-loud": ("icons.toml", f"[door]\nloudness_lufs = -15\n{GOOD}\n", "door"),
    "sound-clicks": ("icons.toml", "[door]\nlayer = [{ decay_s = 60, fade_s = 0, length_s = 0.2003 }]\n", "door"),
    "sound-too-long": ("icons.toml", "[door]\nlayer = [{ decay_s = 60, length_s = 3 }]\n", "door"),
    "sound-too-short": ("icons.toml", "[door]\nlayer = [{ length_s = 0.02, fade_s = 0.005 }]\n", "door"),
    "sound-too-soft": ("icons.toml", f"[door]\nloudness_lufs = -36\n{GOOD}\n", "door"),
    "sound-out-of-hearing": ("icons.toml", "[door]\nlayer = [{ pitch_hz = 6000 }]\n", "door"),
    "sounds-alike": ("icons.toml", f"[door]\n{GOOD}\n[gate]\n{GOOD}\n", "door"),
    "ambience-silent": ("ambiences.toml", "[attic]\nseed = 3\n", "attic"),
    "ambience-startles": (
        "ambiences.toml",
        f"[attic]\n{BAND}\n[[attic.event]]\nlayer = [{{ attack_s = 0.002 }}]\n",
        "attic.event.1.layer.1",
    ),
    "ambiences-alike": ("ambiences.toml", f"[attic]\n{BAND}\n[cellar]\n{BAND}\n", "attic"),
    "ambience-monotonous": (
        "ambiences.toml",
        f"[attic]\n{BAND}\n[[attic.event]]\nevery_s = 1\nlayer = [{{}}]\n",
        "attic.event.1",
    ),
    "ambience-too-loud": (
        "tried.scene.toml",
        '[ambience]\nrecipe = "library hall"\nlevel_db = -10\n',
        "ambience.level_db",
    ),
    "timbres-alike": ("beacons.toml", beacon(behind=timbre(784)), "tap.on"),
    "beacon-hard-to-place": (
        "beacons.toml",
        beacon(on="{ layer = [{ pitch_hz = 500, times = 4, gap_s = 0.5 }] }"),
        "tap.on",
    ),
    "beacon-off-beat": ("beacons.toml", beacon(on=timbre(784, "{ at_beat = 9 }")), "tap.on.layer.2"),
    "height-not-rising": (
        "heights.toml",
        "[low]\nelevation_deg = 0\npitch = 1\n[high]\nelevation_deg = 40\npitch = 0.9\n",
        "high",
    ),
    "spearcon-too-slow": ("spearcons.toml", "[title]\nwords_per_minute = 120\n", "title"),
    "place-not-heard": ("tried.scene.toml", "[places.photo]\nelevation_deg = -60\n", "places.photo"),
    "places-same-spot": ("tried.scene.toml", "[places.voice]\n[places.photo]\n", "places.photo"),
    "places-crowded": (
        "tried.scene.toml",
        "".join(f"[places.thing{n}]\nazimuth_deg = {n * 9}\n" for n in range(4)),
        "places.thing0",
    ),
    "row-one-ended": ("tried.scene.toml", "[places.leftmost]\nazimuth_deg = -60\n", "places.leftmost"),
    "row-narrow": (
        "tried.scene.toml",
        "[places.cell]\nfrom_azimuth_deg = -10\nto_azimuth_deg = 10\n",
        "places.cell",
    ),
}


def checked(folder: Path, name: str, text: str) -> Report:
    path = folder / name
    path.write_text(text, "utf-8")
    return check_audio_scenes(folder, EAR)


@pytest.mark.parametrize("code", MISTAKES)
def test_each_kind_of_mistake_is_found_where_it_stands(tmp_path: Path, code: str) -> None:
    name, text, key = MISTAKES[code]
    found = [finding for finding in checked(tmp_path, name, text).findings if finding.code == code]
    assert found, code
    assert found[0].place.file == name
    assert key in {finding.place.path for finding in found}
    assert all(finding.what and finding.remedy for finding in found)


def test_there_is_a_mistake_of_each_kind_that_is_looked_for() -> None:
    assert MISTAKES.keys() | {"file-unreadable"} == AUDIO_RULES.keys()


def test_no_code_means_one_thing_in_a_book_and_another_in_sounds() -> None:
    assert not AUDIO_RULES.keys() & RULES.keys()


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "cues.toml").write_bytes(b"\xff\xfe\x00")
    assert [finding.code for finding in check_audio_scenes(tmp_path, EAR).findings] == ["file-unreadable"]


def test_all_mistakes_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    text = "[door]\nseed = -1\nsed = 2\nlayer = [{ wave = 'saw', pitch_hz = 'high' }, { times = 2.5 }]\n[gate]\n"
    keys = {finding.place.path for finding in checked(tmp_path, "icons.toml", text).findings}
    wrong = {"door.seed", "door.sed", "door.layer.1.wave", "door.layer.1.pitch_hz", "door.layer.2.times", "gate"}
    assert wrong == keys


def test_an_event_that_is_too_loud_is_told(tmp_path: Path) -> None:
    text = f"[attic]\n{BAND}\n[[attic.event]]\nlevel_db = 11\nlayer = [{{}}]\n"
    found = [f for f in checked(tmp_path, "ambiences.toml", text).findings if f.code == "ambience-startles"]
    assert [finding.place.path for finding in found] == ["attic.event.1"]


def test_a_thing_with_a_sound_that_is_not_there_is_told(tmp_path: Path) -> None:
    report = checked(tmp_path, "tried.scene.toml", '[places.door]\nicon = "dor"\n')
    assert [(finding.code, finding.place.path) for finding in report.findings] == [
        ("recipe-unknown", "places.door.icon")
    ]


def test_a_row_with_one_end_given_is_told(tmp_path: Path) -> None:
    report = checked(tmp_path, "tried.scene.toml", "[places.cell]\nto_azimuth_deg = 40\n")
    assert [(finding.code, finding.place.path) for finding in report.findings] == [("missing", "places.cell")]


def test_headings_of_all_levels_may_share_a_spot(tmp_path: Path) -> None:
    text = "".join(f"[places.{name}]\nazimuth_deg = -20\n" for name in ("heading", "part", "chapter"))
    assert not checked(tmp_path, "tried.scene.toml", text).findings


@pytest.fixture(scope="module")
def shipped() -> Report:
    return check_audio_scenes(DATA, EAR)


def test_the_sounds_of_the_program_have_nothing_to_mend(shipped: Report) -> None:
    assert list(lines(shipped)) == ["Checked: the audio scenes.", "Nothing to mend."]


def test_progress_goes_through_all_parts_in_order(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    shutil.copy(DATA / "icons.toml", tmp_path)
    check_audio_scenes(tmp_path, EAR, lambda done, of: told.append((done, of)))
    assert told == [(done, len(told)) for done in range(len(told))]
    assert len(told) > 20


def test_what_blocks_is_what_keeps_a_visit_from_beginning_or_hurts() -> None:
    blocking = {code for code, rule in AUDIO_RULES.items() if rule.severity is Severity.BLOCKS}
    assert {"value-impossible", "sound-missing", "sound-too-loud"} <= blocking
    assert not {"sounds-alike", "places-crowded", "ambience-startles"} & blocking


def test_audio_scenes_are_known_by_their_names(tmp_path: Path) -> None:
    assert is_audio_scenes(DATA)
    assert is_audio_scenes(DATA / "cues.toml")
    assert is_audio_scenes(DATA / "shelf.scene.toml")
    assert not is_audio_scenes(data_folder("nostalgia_content") / "harbour_street")
    assert not is_audio_scenes(tmp_path)
    assert not is_audio_scenes(tmp_path / "cues.toml")


def test_the_command_gives_one_when_something_blocks_and_json_for_programs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "tried.scene.toml"
    path.write_text("[places.voice]\nazimut_deg = 3\n", "utf-8")
    assert main(["check", str(path), "--json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert data["summary"] == {"blocks": 1, "should": 0, "could": 0}
    assert data["findings"][0]["place"] == {"file": path.name, "line": 0, "path": "places.voice.azimut_deg", "near": ""}


def test_the_command_tells_what_should_be_mended_and_gives_nought(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "tried.scene.toml"
    path.write_text("[places.voice]\n[places.photo]\n", "utf-8")
    assert main(["check", str(path)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert "Two things stand at the same spot. 1 place." in told
    assert "  tried.scene.toml: places.photo: it stands where voice stands." in told
