"""What there is to hear in a file of audio scenes, in an order to listen to: each sound is named, then heard."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from accessvr.content.recipe_form import Table
from accessvr.content.recipes import (
    AMBIENCES,
    BEACONS,
    CUES,
    ICONS,
    SPEARCONS,
    ambience_recipes,
    beacon_recipes,
    cue_recipes,
    icon_recipes,
    spearcon_recipe,
    spearcon_recipes,
)
from accessvr.content.scenes import ENDING, read_scene
from accessvr.core.effects import Cue, Earcon, Effect, Guide, Icon, Say, Surround
from accessvr.core.errors import ContentError
from accessvr.core.scene import AHEAD, ROW_ENDS, Ambience, Place, Scene
from accessvr.core.values import dataclass

LOUDEST_DB = -20.0  # an ambience is shown as near to speech as it may come
CUE_S, ICON_S, AMBIENCE_S, NEAR_S, AFTER_S = 1.0, 2.8, 12.0, 3.0, 2.0
TURN_S, TURN_STEP_DEG = 12.0, 6.0  # chosen: slow enough to hear each timbre for some beats
TRIED_NAME = "A Walk by Ear"  # a title that is sped up, to hear what becomes of it


@dataclass(frozen=True, slots=True)
class Moment:
    """What happens at a time after the words: an effect, or a turn of the head to an azimuth."""

    at_s: float
    happening: Effect | float


@dataclass(frozen=True, slots=True)
class Shown:
    """One sound that is shown: its words, from where they are said, and what is heard then for how long."""

    words: str
    lasting_s: float
    moments: tuple[Moment, ...] = ()
    place: Place = AHEAD
    before: Effect | None = None


def preview(path: Path) -> tuple[Shown, ...]:
    """Give all that is to be heard in a file, or in a folder of such files. Raises ContentError for a mistake in it."""
    if path.is_dir():
        files = sorted(file for file in path.glob("*.toml") if file.name in _SHOWN or file.name.endswith(ENDING))
        return tuple(shown for file in files for shown in preview(file))
    if path.name.endswith(ENDING):
        return tuple(_scene(read_scene(path)))
    if path.name not in _SHOWN:
        raise ContentError(
            f"{path}: nothing of it can be heard by itself", remedy=f"Name one of {', '.join(_SHOWN)}, or a scene."
        )
    return tuple(_SHOWN[path.name](path.parent))


def recipes_beside(path: Path) -> Mapping[str, Mapping[str, Table]]:
    """Give the recipes that lie beside a file or in a folder, by kind; where there are none, the program's own."""
    folder = path if path.is_dir() else path.parent
    read = {"cues": (CUES, cue_recipes), "icons": (ICONS, icon_recipes)}
    read |= {"ambiences": (AMBIENCES, ambience_recipes), "beacons": (BEACONS, beacon_recipes)}
    return {kind: recipes(folder if (folder / name).is_file() else None) for kind, (name, recipes) in read.items()}


def _cues(folder: Path) -> Iterator[Shown]:
    for name in cue_recipes(folder):
        yield Shown(_words(name), CUE_S, (Moment(0.2, Cue(Earcon(name))),))


def _icons(folder: Path) -> Iterator[Shown]:
    for name in icon_recipes(folder):
        yield Shown(_words(name), ICON_S, (Moment(0.2, Cue(Icon(name))),))


def _ambiences(folder: Path) -> Iterator[Shown]:
    for name in ambience_recipes(folder):
        around = Surround(Scene(name, ambience=Ambience(name, LOUDEST_DB)))
        ends = Moment(AMBIENCE_S, Surround(None))
        yield Shown(_words(name), AMBIENCE_S + AFTER_S, (Moment(0.0, around), ends))


def _beacons(folder: Path) -> Iterator[Shown]:
    """Show each style while the head turns once around, then near."""
    for name, recipe in beacon_recipes(folder).items():
        steps = round(360 / TURN_STEP_DEG)
        turn = tuple(Moment(TURN_S * step / steps, step * TURN_STEP_DEG % 360) for step in range(steps + 1))
        begins = Moment(0.0, Guide(Place("beacon"), name))
        ends = Moment(TURN_S + 0.1, Guide(None))
        yield Shown(f"Beacon {name}, while the head turns once to the right.", TURN_S + 1, (begins, *turn, ends))
        near_m = recipe.get("near_m", 1.0)
        near = Place("beacon", distance_m=0.8 * float(near_m) if isinstance(near_m, (int, float)) else 0.8)
        moments = (Moment(0.0, Guide(near, name)), Moment(NEAR_S, Guide(None)))
        yield Shown(f"Beacon {name}, near.", NEAR_S + 1, moments)


def _spearcons(folder: Path) -> Iterator[Shown]:
    for name in spearcon_recipes(folder):
        recipe = spearcon_recipe(name, folder)
        fast = Say(0, TRIED_NAME, words_per_minute=round(recipe.words_per_minute), loudness_db=recipe.level_db)
        yield Shown(f"{_words(name)} {TRIED_NAME}.", recipe.longest_s + 0.5, (Moment(0.2, fast),))


def _scene(scene: Scene) -> Iterator[Shown]:
    """Name each place from where it stands, with the scene around; the ends of a row are named after it."""
    yield Shown(f"Scene {_words(scene.id)}", 1.0, before=Surround(scene))
    for place in scene.places:
        what, _, end = place.what.partition(".")
        words = f"{what}, {end}" if end in ROW_ENDS else what
        icon = (Moment(0.2, Cue(Icon(place.icon), place)),) if place.icon else ()
        yield Shown(_words(words), ICON_S if icon else 0.4, icon, place)
    yield Shown("Around.", AMBIENCE_S, (Moment(AMBIENCE_S - 1, Surround(None)),))


def _words(name: str) -> str:
    """Give a name as a sentence."""
    return f"{name[:1].upper()}{name[1:].replace('_', ' ')}."


_SHOWN: Mapping[str, Callable[[Path], Iterator[Shown]]] = {
    CUES: _cues,
    ICONS: _icons,
    AMBIENCES: _ambiences,
    BEACONS: _beacons,
    SPEARCONS: _spearcons,
}
