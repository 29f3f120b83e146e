"""Reads the recipes in audio_scenes: of short sounds, things, places, beacons; how height is told, names sped up."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from accessvr.content.data_folders import data_folder
from accessvr.content.recipe_form import (
    AMBIENCE,
    BEACON,
    HEIGHTS,
    SOUND,
    SPEARCON,
    TIMBRES,
    Form,
    Mistake,
    Spot,
    Table,
    mistakes,
    unknown,
)
from accessvr.core.effects import Earcon
from accessvr.core.errors import ContentError
from accessvr.core.values import dataclass

FOLDER = "audio_scenes"
CUES, ICONS, AMBIENCES = "cues.toml", "icons.toml", "ambiences.toml"
BEACONS, HEIGHTS_FILE, SPEARCONS = "beacons.toml", "heights.toml", "spearcons.toml"
# What each file holds: the form of each of its tables, and the keys a table needs.
FORMS: Mapping[str, tuple[Form, tuple[str, ...]]] = {
    CUES: (SOUND, ("layer",)),
    ICONS: (SOUND, ("layer",)),
    AMBIENCES: (AMBIENCE, ()),
    BEACONS: (BEACON, TIMBRES),
    HEIGHTS_FILE: (HEIGHTS, ("elevation_deg", "pitch")),
    SPEARCONS: (SPEARCON, ("words_per_minute",)),
}


@dataclass(frozen=True, slots=True)
class SpearconRecipe:
    """How a name is sped up until it is a sound of its own, for menus and lists.

    words_per_minute  the pace of the voice; the voice gives what it can
    longest_s         a longer one is cut off there: the beginning tells names apart
    fade_s            how long the cut takes
    level_db          beside speech
    """

    words_per_minute: float = 450.0
    longest_s: float = 1.2
    fade_s: float = 0.08
    level_db: float = -3.0


def cue_recipes(folder: Path | None = None) -> dict[str, Table]:
    """Give the recipe of every short sound, by the value of its Earcon. Raises ContentError when one is missing."""
    return _recipes(folder, CUES)


def icon_recipes(folder: Path | None = None) -> dict[str, Table]:
    """Give the recipe of every sound of a thing, by its name: "page turn", "door"."""
    return _recipes(folder, ICONS)


def ambience_recipes(folder: Path | None = None) -> dict[str, Table]:
    """Give the recipe of every sound around, by name. Raises ContentError naming the file and the key that is wrong."""
    return _recipes(folder, AMBIENCES)


def beacon_recipes(folder: Path | None = None) -> dict[str, Table]:
    """Give the recipe of every style of beacon, by name; the first is the usual one."""
    return _recipes(folder, BEACONS)


def height_pitches(folder: Path | None = None) -> tuple[tuple[float, float], ...]:
    """Give (elevation in degrees, factor for the pitch), from low to high: how height is told to those who want it."""
    rows = _recipes(folder, HEIGHTS_FILE).values()
    return tuple(sorted((float(str(row["elevation_deg"])), float(str(row["pitch"]))) for row in rows))


def spearcon_recipes(folder: Path | None = None) -> dict[str, Table]:
    """Give every use of fast names, with how it is done."""
    return _recipes(folder, SPEARCONS)


def spearcon_recipe(use: str = "title", folder: Path | None = None) -> SpearconRecipe:
    """Give how a name is sped up in a use of spearcons.toml; the usual way when there is none of that name."""
    given = spearcon_recipes(folder).get(use, {})
    return SpearconRecipe(**{key: float(str(value)) for key, value in given.items()})


def recipe_mistakes(path: Path, tables: Table) -> Iterator[Mistake]:
    """Give all that is wrong in the form of a file of recipes, by its name."""
    form, needed = FORMS[path.name]
    spot, names = Spot(path), [earcon.value for earcon in Earcon]
    if path.name == CUES:
        yield from unknown(spot, tables, names)
    tried = {name: recipe for name, recipe in tables.items() if path.name != CUES or name in names}
    for name in (name for name, recipe in tried.items() if not isinstance(recipe, dict)):
        yield from mistakes(spot.at(name), tried[name], form)
    for name in (name for name in names if path.name == CUES and name not in tables):
        remedy = f"Add a table [{name}] with a layer."
        yield Mistake("sound-missing", spot, f"the sound {name!r} has no recipe", remedy)
    for name in (name for name, recipe in tried.items() if isinstance(recipe, dict)):
        yield from mistakes(spot.at(name), tried[name], form, needed)


def read_toml(path: Path) -> dict[str, object]:
    """Read a file of TOML. Raises ContentError naming it, and the line where it cannot be understood."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(f"{path} cannot be read: {error}", remedy="Install accessvr again.") from error
    except tomllib.TOMLDecodeError as error:
        raise ContentError(f"{path}: {error}", remedy="Mend the line named.") from error


def _recipes(folder: Path | None, name: str) -> dict[str, Table]:
    path = (folder or data_folder(FOLDER)) / name
    tables = read_toml(path)
    for mistake in recipe_mistakes(path, tables):
        raise mistake.error
    return {name: recipe for name, recipe in tables.items() if isinstance(recipe, dict)}
