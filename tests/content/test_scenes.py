from pathlib import Path

import pytest

from accessvr.content.data_folders import data_folder
from accessvr.content.scenes import ambience_recipes, cue_recipes, read_scene, scenes, spread
from accessvr.core.effects import Earcon
from accessvr.core.errors import ContentError
from accessvr.core.scene import AHEAD, Place, Scene, Shape


def written(folder: Path, text: str, name: str = "tried.scene.toml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_the_reading_room_has_the_voice_ahead_and_notes_at_the_right_shoulder() -> None:
    room = scenes()["reading_room"]
    assert room.place("voice").azimuth_deg == 0
    assert -45 < room.place("heading").azimuth_deg < 0
    assert 90 < room.place("note").azimuth_deg < 150


def test_the_scenes_that_others_ask_for_are_there() -> None:
    assert {"reading_room", "shelf", "nostalgia"} <= scenes().keys()


def test_every_scene_names_an_ambience_that_has_a_recipe() -> None:
    recipes = ambience_recipes()
    assert all(scene.ambience.recipe in recipes for scene in scenes().values() if scene.ambience)


def test_no_scene_wants_its_ambience_nearer_to_speech_than_20_db() -> None:
    assert all(scene.ambience.level_db <= -20 for scene in scenes().values() if scene.ambience)


def test_every_short_sound_has_a_recipe_and_no_recipe_is_left_over() -> None:
    assert list(cue_recipes()) == [earcon.value for earcon in Earcon]


def test_there_are_four_sounds_around() -> None:
    assert {"library hall", "old town street", "kitchen", "garden"} <= ambience_recipes().keys()


def test_things_on_the_shelf_stand_in_order_from_left_to_right() -> None:
    shelf = spread(scenes()["shelf"], ["a", "b", "c"])
    assert [shelf.place(name).azimuth_deg for name in "abc"] == [-60, 0, 60]
    assert shelf.place("leftmost") is AHEAD


def test_a_single_thing_on_the_shelf_stands_in_its_middle() -> None:
    assert spread(scenes()["shelf"], ["a"]).place("a").azimuth_deg == 0


def test_a_scene_without_ends_of_a_row_stays_as_it_is() -> None:
    scene = Scene("plain", (Place("voice"),))
    assert spread(scene, ["a", "b"]) == scene


def test_everything_a_scene_says_is_read(tmp_path: Path) -> None:
    text = '[places."photo 1"]\nazimuth_deg = 30\nelevation_deg = -5\ndistance_m = 2\nshape = "around"\n'
    assert read_scene(written(tmp_path, text)) == Scene("tried", (Place("photo 1", 30, -5, 2, Shape.AROUND),))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[places.voice]\nazimut_deg = 3\n", "places.voice.azimut_deg: this name is not known"),
        ("[places.voice]\nazimuth_deg = 900\n", "places.voice.azimuth_deg: 900 is not possible"),
        ('[places.voice]\ndistance_m = "near"\n', "places.voice.distance_m: 'near' is not possible"),
        ("[places.voice]\nshape = 'square'\n", "places.voice.shape: 'square' is not known"),
        ("[ambience]\nlevel_db = -30\n", "ambience: it names no recipe"),
        ("places = 3\n", "places: it is not a table"),
        ("[sounds]\n", "sounds: this name is not known"),
        ("[places\n", "line 1"),
    ],
)
def test_a_mistake_in_a_scene_is_told_with_its_file_and_key(tmp_path: Path, text: str, told: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ContentError) as caught:
        read_scene(path)
    assert str(path) in caught.value.message
    assert told in caught.value.message
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[stp]\nseed = 1\n", "stp: this name is not known"),
        ("[step]\nseed = 1\n", "the sound 'wall' has no recipe"),
        ("step = 3\n", "step: it is not a table"),
    ],
)
def test_a_mistake_in_the_short_sounds_is_told_with_its_file_and_key(tmp_path: Path, text: str, told: str) -> None:
    path = written(tmp_path, text, "cues.toml")
    with pytest.raises(ContentError) as caught:
        cue_recipes(tmp_path)
    assert caught.value.message.startswith(f"{path}: ")
    assert told in caught.value.message


def test_a_mistake_in_a_layer_is_told_with_its_number(tmp_path: Path) -> None:
    written(tmp_path, '["attic"]\n[["attic".event]]\nlayer = [{ wave = "sine" }, { wave = "saw" }]\n', "ambiences.toml")
    with pytest.raises(ContentError, match=r"attic\.event\.1\.layer\.2\.wave: 'saw' is not known"):
        ambience_recipes(tmp_path)


def test_a_missing_file_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"cues\.toml cannot be read"):
        cue_recipes(tmp_path)


def test_a_folder_that_is_nowhere_is_told_by_name() -> None:
    with pytest.raises(ContentError, match="no_such_folder is in neither of"):
        data_folder("no_such_folder")


@pytest.mark.parametrize("place", ["audio_scenes", "accessvr/data/audio_scenes"])
def test_the_data_is_found_in_a_checkout_and_in_an_installed_package(tmp_path: Path, place: str) -> None:
    (tmp_path / place).mkdir(parents=True)
    assert data_folder("audio_scenes", tmp_path / "accessvr") == tmp_path / place
