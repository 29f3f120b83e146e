"""Reads audio_scenes/*.scene.toml: where things stand around the listener. The recipes are read by recipes.py."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from accessvr.content.data_folders import data_folder
from accessvr.content.recipe_form import SCENE, Mistake, Spot, Table, mistakes
from accessvr.content.recipes import FOLDER, ambience_recipes, beacon_recipes, cue_recipes, icon_recipes, read_toml
from accessvr.core.scene import ROW_ENDS, Ambience, Place, Room, Scene, Shape
from accessvr.core.values import replace

__all__ = ["ambience_recipes", "beacon_recipes", "cue_recipes", "icon_recipes", "read_scene", "scenes", "spread"]

ENDING = ".scene.toml"


def scenes(folder: Path | None = None) -> dict[str, Scene]:
    """Give every scene by its name. Raises ContentError naming the file and the key that is wrong."""
    folder = folder or data_folder(FOLDER)
    return {path.name.removesuffix(ENDING): read_scene(path) for path in sorted(folder.glob(f"*{ENDING}"))}


def read_scene(path: Path) -> Scene:
    """Read one scene. Raises ContentError naming the file and the key that is wrong."""
    tables = read_toml(path)
    for mistake in scene_mistakes(path, tables):
        raise mistake.error
    return scene_of(path.name.removesuffix(ENDING), tables)


def scene_mistakes(path: Path, tables: Table) -> Iterator[Mistake]:
    """Give all that is wrong in the form of a scene."""
    spot = Spot(path)
    yield from mistakes(spot, tables, SCENE)
    for what, place in _tables(tables.get("places")):
        ends = [key for key in ("from_azimuth_deg", "to_azimuth_deg") if key in place]
        if len(ends) == 1:
            problem = f"a row has two ends, and only {ends[0]} is there"
            remedy = "Give from_azimuth_deg and to_azimuth_deg, or azimuth_deg alone."
            yield Mistake("missing", spot.at("places", what), problem, remedy)


def scene_of(name: str, tables: Table) -> Scene:
    """Give the scene that tables without mistakes describe."""
    ambience, room = tables.get("ambience"), tables.get("room")
    return Scene(
        name,
        tuple(place for what, table in _tables(tables.get("places")) for place in _places(what, table)),
        Ambience(str(ambience["recipe"]), **_numbers(ambience)) if isinstance(ambience, dict) else None,
        Room(**_numbers(room)) if isinstance(room, dict) else None,
    )


def spread(scene: Scene, names: Sequence[str], what: str = "") -> Scene:
    """Give the scene with things placed evenly along a row, in the order of names.

    what  the kind whose row it is ("cell"); "" for the row of the whole scene, between `leftmost` and `rightmost`
    """
    row_ends = [f"{what}.{end}" if what else end for end in ROW_ENDS]
    ends = [place for end in row_ends for place in scene.places if place.what == end]
    others = tuple(place for place in scene.places if place.what not in row_ends)
    if len(ends) < len(row_ends):
        return scene
    left, right = ends
    width_deg = right.azimuth_deg - left.azimuth_deg
    shares = [0.5] if len(names) == 1 else [index / (len(names) - 1) for index in range(len(names))]
    row = (
        replace(left, what=name, azimuth_deg=left.azimuth_deg + share * width_deg)
        for name, share in zip(names, shares, strict=True)
    )
    return replace(scene, places=(*row, *others))


def _places(what: str, table: Table) -> Iterator[Place]:
    """Give a place; of a row also its two ends, `what.leftmost` and `what.rightmost`, and it stands in the middle."""
    values = _numbers(table)
    first, last = values.pop("from_azimuth_deg", None), values.pop("to_azimuth_deg", None)
    shape, icon = Shape(table.get("shape", "point")), str(table.get("icon", ""))
    if first is None or last is None:
        yield Place(what, **values, shape=shape, icon=icon)
        return
    values.setdefault("azimuth_deg", (first + last) / 2)
    yield Place(what, **values, shape=shape, icon=icon)
    for end, azimuth_deg in zip(ROW_ENDS, (first, last), strict=True):
        yield Place(f"{what}.{end}", **{**values, "azimuth_deg": azimuth_deg}, shape=shape, icon=icon)


def _tables(given: object) -> Iterator[tuple[str, Table]]:
    if isinstance(given, dict):
        yield from ((name, table) for name, table in given.items() if isinstance(table, dict))


def _numbers(values: Table) -> dict[str, float]:
    return {key: float(value) for key, value in values.items() if isinstance(value, (int, float))}
