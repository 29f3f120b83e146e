"""Reads audio_scenes: where things stand, and the recipes of the short sounds and the sounds around."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from accessvr.content.data_folders import data_folder
from accessvr.core.effects import Earcon
from accessvr.core.errors import ContentError
from accessvr.core.scene import Ambience, Place, Room, Scene, Shape

Table = Mapping[str, object]
ENDING = ".scene.toml"
ROW_ENDS = ("leftmost", "rightmost")
NUMBERS: Mapping[str, tuple[float, float]] = {
    "seed": (0, 2**31),
    "loudness_lufs": (-26, -20),
    "at_s": (0, 10),
    "length_s": (0.01, 10),
    "attack_s": (0, 10),
    "decay_s": (0.005, 60),
    "pitch_hz": (20, 12_000),
    "glide_to_hz": (20, 12_000),
    "low_hz": (20, 12_000),
    "high_hz": (20, 20_000),
    "level_db": (-60, 12),
    "sway": (0, 1),
    "sway_s": (0.5, 120),
    "every_s": (0.5, 600),
    "azimuth_deg": (-360, 360),
    "elevation_deg": (-90, 90),
    "distance_m": (0.2, 100),
    "length_m": (1, 100),
    "width_m": (1, 100),
    "height_m": (1, 100),
    "reverberation_s": (0, 10),
}
WAVES = ("sine", "flute", "bar", "marimba", "noise")
LAYER = ("wave", "at_s", "length_s", "level_db", "attack_s", "decay_s", "pitch_hz", "glide_to_hz", "low_hz", "high_hz")
BAND = ("low_hz", "high_hz", "level_db", "sway", "sway_s")
EVENT = ("every_s", "level_db", "layer")
PLACE = ("azimuth_deg", "elevation_deg", "distance_m", "shape")
ROOM = ("length_m", "width_m", "height_m", "reverberation_s")


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where in a file one is, for telling what is wrong."""

    path: Path
    keys: tuple[str, ...] = ()

    def at(self, key: str) -> _Spot:
        return _Spot(self.path, (*self.keys, key))

    def wrong(self, problem: str, remedy: str) -> ContentError:
        return ContentError(f"{self.path}: {'.'.join(self.keys) or 'the file'}: {problem}", remedy=remedy)


def scenes(folder: Path | None = None) -> dict[str, Scene]:
    """Give every scene by its name. Raises ContentError naming the file and the key that is wrong."""
    folder = folder or data_folder("audio_scenes")
    return {path.name.removesuffix(ENDING): read_scene(path) for path in sorted(folder.glob(f"*{ENDING}"))}


def cue_recipes(folder: Path | None = None) -> dict[str, Table]:
    """Give the recipe of every short sound, by the value of its Earcon. Raises ContentError when one is missing."""
    spot, recipes = _recipes((folder or data_folder("audio_scenes")) / "cues.toml")
    names = [earcon.value for earcon in Earcon]
    _known(spot, recipes, names)
    for missing in (name for name in names if name not in recipes):
        raise spot.wrong(f"the sound {missing!r} has no recipe", f"Add a table [{missing}] with a layer.")
    for name, recipe in recipes.items():
        _check(spot.at(name), recipe, ("seed", "loudness_lufs", "layer"))
        if "layer" not in recipe:
            raise spot.at(name).wrong("it has no layer", f"Add [[{name}.layer]].")
    return recipes


def ambience_recipes(folder: Path | None = None) -> dict[str, Table]:
    """Give the recipe of every sound around, by name. Raises ContentError naming the file and the key that is wrong."""
    spot, recipes = _recipes((folder or data_folder("audio_scenes")) / "ambiences.toml")
    for name, recipe in recipes.items():
        _check(spot.at(name), recipe, ("seed", "band", "event"))
    return recipes


def read_scene(path: Path) -> Scene:
    """Read one scene. Raises ContentError naming the file and the key that is wrong."""
    spot, tables = _Spot(path), _toml(path)
    _known(spot, tables, ("ambience", "room", "places"))
    places = _table(spot.at("places"), tables.get("places", {}))
    return Scene(
        path.name.removesuffix(ENDING),
        tuple(_place(spot.at("places").at(what), what, place) for what, place in places.items()),
        _ambience(spot.at("ambience"), tables["ambience"]) if "ambience" in tables else None,
        _room(spot.at("room"), tables["room"]) if "room" in tables else None,
    )


def spread(scene: Scene, names: Sequence[str]) -> Scene:
    """Give the scene with things placed evenly from its `leftmost` to its `rightmost` place, in the order of names."""
    ends = [place for end in ROW_ENDS for place in scene.places if place.what == end]
    others = tuple(place for place in scene.places if place.what not in ROW_ENDS)
    if len(ends) < len(ROW_ENDS):
        return scene
    left, right = ends
    width_deg = right.azimuth_deg - left.azimuth_deg
    shares = [0.5] if len(names) == 1 else [index / (len(names) - 1) for index in range(len(names))]
    row = (
        replace(left, what=name, azimuth_deg=left.azimuth_deg + share * width_deg)
        for name, share in zip(names, shares, strict=True)
    )
    return replace(scene, places=(*row, *others))


def _place(spot: _Spot, what: str, given: object) -> Place:
    values = _check(spot, given, PLACE)
    return Place(what, **_numbers(values), shape=Shape(values.get("shape", "point")))


def _room(spot: _Spot, given: object) -> Room:
    return Room(**_numbers(_check(spot, given, ROOM)))


def _ambience(spot: _Spot, given: object) -> Ambience:
    values = _check(spot, given, ("recipe", "level_db"))
    recipe = values.get("recipe")
    if not isinstance(recipe, str):
        raise spot.wrong("it names no recipe", 'Add recipe = "library hall", or another name in ambiences.toml.')
    return Ambience(recipe, **_numbers(values))


def _numbers(values: Table) -> dict[str, float]:
    return {key: float(value) for key, value in values.items() if isinstance(value, (int, float))}


def _recipes(path: Path) -> tuple[_Spot, dict[str, Table]]:
    spot = _Spot(path)
    return spot, {name: _table(spot.at(name), recipe) for name, recipe in _toml(path).items()}


def _toml(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(f"{path} cannot be read: {error}", remedy="Install accessvr again.") from error
    except tomllib.TOMLDecodeError as error:
        raise ContentError(f"{path}: {error}", remedy="Mend the line named.") from error


def _check(spot: _Spot, given: object, keys: Sequence[str]) -> Table:
    """Give a table whose keys and values have been looked at, and those of its layers, bands and events."""
    table = _table(spot, given)
    _known(spot, table, keys)
    for key, value in table.items():
        _check_value(spot.at(key), key, value)
    return table


def _check_value(spot: _Spot, key: str, value: object) -> None:
    match key:
        case "layer" | "band" | "event":
            for index, part in enumerate(_list(spot, value), 1):
                _check(spot.at(str(index)), part, {"layer": LAYER, "band": BAND, "event": EVENT}[key])
        case "wave":
            _one_of(spot, value, WAVES)
        case "shape":
            _one_of(spot, value, [shape.value for shape in Shape])
        case "recipe":
            return
        case _:
            _check_number(spot, value, *NUMBERS[key])


def _check_number(spot: _Spot, value: object, lowest: float, highest: float) -> None:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not (number and lowest <= float(str(value)) <= highest):
        raise spot.wrong(f"{value!r} is not possible", f"Give a number from {lowest:g} to {highest:g}.")


def _one_of(spot: _Spot, value: object, known: Sequence[str]) -> None:
    if value not in known:
        raise spot.wrong(f"{value!r} is not known", f"Use one of: {', '.join(known)}.")


def _known(spot: _Spot, given: Iterable[str], known: Sequence[str]) -> None:
    for key in given:
        if key not in known:
            near = difflib.get_close_matches(key, known, 1) or [", ".join(known)]
            raise spot.at(key).wrong("this name is not known here", f"Did you mean {near[0]}?")


def _table(spot: _Spot, value: object) -> Table:
    if not isinstance(value, dict):
        raise spot.wrong("it is not a table", "Write it as in audio_scenes/README.md.")
    return value


def _list(spot: _Spot, value: object) -> Sequence[object]:
    if not isinstance(value, list):
        raise spot.wrong("it is not a list of tables", "Use double brackets, as in audio_scenes/README.md.")
    return value
