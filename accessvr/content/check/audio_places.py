"""Checks where things stand in a scene: that each can be heard, and told from the others."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from accessvr.content.check.audio_rules import heard
from accessvr.content.check.finding import Finding
from accessvr.content.recipe_form import Table
from accessvr.content.scenes import scene_of
from accessvr.core.scene import ROW_ENDS, Place, Scene

LOWEST_DEG = -40.0  # the measured heads end there
NEAREST_DEG, NEAREST_M = 8.0, 0.5  # chosen: what is nearer than both is at the same spot
DIRECTION_DEG, MOST_IN_ONE = 30.0, 3
NARROWEST_ROW_DEG = 40.0
LOUDEST_AMBIENCE_DB = -20.0
# Kinds of thing of which only one is ever heard at a time, so that they may share a spot.
ALIKE = (("heading", "part", "chapter"), ("photo", "region"), ("room", "exhibit"))


def check_scene(
    file: str, tables: Table, ambiences: frozenset[str] | None, icons: frozenset[str] | None
) -> Iterator[Finding]:
    """Check a scene whose form is right. `ambiences` and `icons` are the names known; None when they are not."""
    scene = scene_of(file, tables)
    if scene.ambience and ambiences is not None and scene.ambience.recipe not in ambiences:
        what = f"{scene.ambience.recipe!r} is not in ambiences.toml; it is silent around."
        yield heard("recipe-unknown", file, "ambience.recipe", what)
    if scene.ambience and scene.ambience.level_db > LOUDEST_AMBIENCE_DB:
        what = f"{scene.ambience.level_db:g} dB is nearer to speech than -20."
        yield heard("ambience-too-loud", file, "ambience.level_db", what)
    for place in scene.places:
        if place.icon and icons is not None and place.icon not in icons:
            yield heard("recipe-unknown", file, f"places.{place.what}.icon", f"{place.icon!r} is not in icons.toml.")
    yield from _places(file, scene)
    yield from _rows(file, scene)


def _places(file: str, scene: Scene) -> Iterator[Finding]:
    ends = {name for place in scene.places for end in ROW_ENDS for name in _row_names(place.what, end)}
    single = [place for place in scene.places if place.what not in ends]
    for place in scene.places:
        if place.elevation_deg < LOWEST_DEG and "." not in place.what:
            yield heard("place-not-heard", file, f"places.{place.what}", f"it is at {place.elevation_deg:g} degrees.")
    for one, other in combinations(single, 2):
        if _same_spot(one, other) and not _alike(one, other):
            yield heard("places-same-spot", file, f"places.{other.what}", f"it stands where {one.what} stands.")
    yield from _crowds(file, single)


def _row_names(what: str, end: str) -> tuple[str, ...]:
    """Give what does not stand by itself: the end of a row, and the middle of a row that has ends."""
    return (what, what.removesuffix(f".{end}")) if what == end or what.endswith(f".{end}") else ()


def _same_spot(one: Place, other: Place) -> bool:
    near = _apart_deg(one, other) < NEAREST_DEG and abs(one.elevation_deg - other.elevation_deg) < NEAREST_DEG
    return near and abs(one.distance_m - other.distance_m) < NEAREST_M and one.shape == other.shape


def _apart_deg(one: Place, other: Place) -> float:
    return abs((one.azimuth_deg - other.azimuth_deg + 180) % 360 - 180)


def _alike(one: Place, other: Place) -> bool:
    return any(one.what in family and other.what in family for family in ALIKE)


def _crowds(file: str, places: list[Place]) -> Iterator[Finding]:
    """Find directions in which more than three things stand; kinds that are never heard together count once."""
    for first in places:
        beside = [p for p in places if 0 <= (p.azimuth_deg - first.azimuth_deg) % 360 <= DIRECTION_DEG]
        heads = [p for index, p in enumerate(beside) if not any(_alike(p, other) for other in beside[:index])]
        if len(heads) > MOST_IN_ONE:
            names = ", ".join(place.what for place in heads)
            what = f"{names} stand within {DIRECTION_DEG:g} degrees."
            yield heard("places-crowded", file, f"places.{first.what}", what)
            return


def _rows(file: str, scene: Scene) -> Iterator[Finding]:
    places = {place.what: place for place in scene.places}
    rows = {what.removesuffix(end).rstrip(".") for what in places for end in ROW_ENDS if what.endswith(end)}
    for row in sorted(rows):
        names = [f"{row}.{end}" if row else end for end in ROW_ENDS]
        missing = [name for name in names if name not in places]
        if missing:
            there = next(name for name in names if name in places)
            yield heard("row-one-ended", file, f"places.{there}", f"there is no {missing[0]}.")
            continue
        width_deg = abs(places[names[1]].azimuth_deg - places[names[0]].azimuth_deg)
        if width_deg < NARROWEST_ROW_DEG:
            yield heard("row-narrow", file, f"places.{row or names[0]}", f"its ends are {width_deg:g} degrees apart.")
