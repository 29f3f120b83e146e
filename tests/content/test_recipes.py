"""The data in audio_scenes is whole and valid, and its page tells every key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from accessvr.content.data_folders import data_folder
from accessvr.content.recipe_form import (
    AMBIENCE,
    BAND,
    BEACON,
    BEACON_LAYER,
    EVENT,
    HEIGHTS,
    LAYER,
    PLACE,
    ROOM,
    SCENE,
    SOUND,
    SPEARCON,
    VOWELS,
    WAVES,
    Form,
    Number,
)
from accessvr.content.recipes import (
    FORMS,
    SpearconRecipe,
    ambience_recipes,
    beacon_recipes,
    cue_recipes,
    height_pitches,
    icon_recipes,
    spearcon_recipe,
)
from accessvr.content.scenes import read_scene, scenes, spread
from accessvr.core.effects import Earcon
from accessvr.core.errors import ContentError
from accessvr.core.scene import pitch_for_height

DATA = data_folder("audio_scenes")
PAGE = (DATA / "README.md").read_text("utf-8")
ALL: dict[str, Form] = {
    "sound": SOUND,
    "layer": LAYER,
    "band": BAND,
    "event": EVENT,
    "ambience": AMBIENCE,
    "beacon": BEACON,
    "beacon layer": BEACON_LAYER,
    "place": PLACE,
    "room": ROOM,
    "scene": SCENE,
    "height": HEIGHTS,
    "spearcon": SPEARCON,
}
HEIGHT_ROWS = height_pitches()


def test_every_kind_of_recipe_is_read() -> None:
    assert list(cue_recipes()) == [earcon.value for earcon in Earcon]
    assert len(icon_recipes()) >= 20
    assert len(ambience_recipes()) >= 10
    assert len(beacon_recipes()) >= 3
    assert all((DATA / name).is_file() for name in FORMS)


@pytest.mark.parametrize("form", ALL)
def test_the_page_tells_every_key(form: str) -> None:
    missing = [key for key in ALL[form] if not re.search(rf"[`.\[]{key}\b|^{key} =", PAGE, re.MULTILINE)]
    assert not missing


@pytest.mark.parametrize("form", ALL)
def test_the_page_tells_every_range(form: str) -> None:
    for kind in ALL[form].values():
        if isinstance(kind, Number):
            assert f"{kind.lowest:.10g} to {kind.highest:.10g}" in PAGE


def test_the_page_tells_every_word_that_may_be_used() -> None:
    assert all(f"`{word}`" in PAGE for word in (*WAVES, *VOWELS, *ambience_recipes()))


@pytest.mark.parametrize("example", re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL))
def test_every_example_of_the_page_can_be_read(example: str) -> None:
    assert tomllib.loads(example)


def test_the_usual_beacon_is_the_first() -> None:
    assert next(iter(beacon_recipes())) == "wood"


def test_straight_ahead_nothing_is_raised_and_higher_things_are_higher() -> None:
    heights = [pitch_for_height(elevation, HEIGHT_ROWS) for elevation in range(-90, 91, 5)]
    assert heights == sorted(heights)
    assert pitch_for_height(0, HEIGHT_ROWS) == 1
    assert heights[-1] / heights[0] == pytest.approx(2)


def test_between_two_heights_the_pitch_goes_evenly_and_beyond_the_last_it_stays() -> None:
    rows = ((0.0, 1.0), (40.0, 2.0))
    assert pitch_for_height(20, rows) == pytest.approx(2**0.5)
    assert [pitch_for_height(elevation, rows) for elevation in (-30, 70)] == [1, 2]


def test_a_title_is_sped_up_until_it_is_a_sound() -> None:
    title, letter = spearcon_recipe(), spearcon_recipe("letter")
    assert title.words_per_minute >= 400
    assert letter.longest_s < title.longest_s
    assert letter.level_db < title.level_db
    assert spearcon_recipe("no such use") == SpearconRecipe()


def test_a_row_of_a_scene_is_a_place_in_its_middle_and_two_ends(tmp_path: Path) -> None:
    path = tmp_path / "tried.scene.toml"
    path.write_text("[places.cell]\nfrom_azimuth_deg = -60\nto_azimuth_deg = 40\ndistance_m = 2\n", "utf-8")
    scene = read_scene(path)
    assert [(place.what, place.azimuth_deg, place.distance_m) for place in scene.places] == [
        ("cell", -10, 2),
        ("cell.leftmost", -60, 2),
        ("cell.rightmost", 40, 2),
    ]


def test_things_stand_evenly_along_the_row_of_their_kind() -> None:
    scene = spread(scenes()["reading_room"], ["a", "b", "c"], "cell")
    assert [scene.place(name).azimuth_deg for name in "abc"] == [-60, 0, 60]


def test_reading_has_rows_for_cells_items_and_pages() -> None:
    room = scenes()["reading_room"]
    for row in ("cell", "item", "page"):
        first, last = room.along(row, 0), room.along(row, 1)
        assert first is not None
        assert last is not None
        assert first.azimuth_deg < 0 < last.azimuth_deg


def test_a_thing_in_a_scene_can_have_a_sound(tmp_path: Path) -> None:
    path = tmp_path / "tried.scene.toml"
    path.write_text('[places.door]\nicon = "door"\n', "utf-8")
    assert read_scene(path).place("door").icon == "door"


def test_half_a_row_is_told_with_its_key(tmp_path: Path) -> None:
    path = tmp_path / "tried.scene.toml"
    path.write_text("[places.cell]\nfrom_azimuth_deg = -60\n", "utf-8")
    with pytest.raises(ContentError, match=r"places\.cell: a row has two ends"):
        read_scene(path)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("beacons.toml", "[tap]\nbeat_s = 0.5\n", "tap: it has no 'on'"),
        ("beacons.toml", "[tap]\nringing_deg = 40\n", r"tap\.ringing_deg: 40 is not possible"),
        ("heights.toml", "[sky]\npitch = 1.5\n", "sky: it has no 'elevation_deg'"),
        ("spearcons.toml", "[title]\nwords_per_minute = 900\n", r"title\.words_per_minute: 900 is not possible"),
        ("icons.toml", "[door]\nlayer = [{ times = 1.5 }]\n", r"door\.layer\.1\.times: 1\.5 is not possible"),
    ],
)
def test_a_mistake_in_any_file_ends_its_reading_with_file_and_key(
    tmp_path: Path, name: str, text: str, told: str
) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    readers: dict[str, Callable[[Path], object]] = {
        "beacons.toml": beacon_recipes,
        "heights.toml": height_pitches,
        "icons.toml": icon_recipes,
        "spearcons.toml": lambda folder: spearcon_recipe("title", folder),
    }
    with pytest.raises(ContentError, match=told) as caught:
        readers[name](tmp_path)
    assert caught.value.remedy
