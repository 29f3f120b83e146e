"""Checks recipes by measuring what they sound like: whoever calls lends the ear."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise
from typing import Protocol

from accessvr.content.check.audio_rules import heard
from accessvr.content.check.finding import Finding
from accessvr.content.recipe_form import Table
from accessvr.content.recipes import CUES, ICONS
from accessvr.core.effects import Earcon

LONGEST_S = {CUES: 0.62, ICONS: 2.5}  # chosen: a cue is a word, the sound of a thing a sentence
SHORTEST_S = 0.055
LOUDEST_LUFS, SOFTEST_LUFS = -19.9, -30.0  # speech is at -23
BIGGEST_STEP = 0.05  # of the peak, at either end
LEAST_MIDDLE = {CUES: 0.5, ICONS: 0.1}  # share of power between 500 and 2000 Hz
MOST_ALIKE = 0.9
LEAST_DIFFERENCE_DB = 3.5  # between two ambiences
LEAST_TIMBRE_DB = 3.0  # between two timbres of a beacon
SHORTEST_ATTACK_S, LOUDEST_EVENT_DB, OFTENEST_S = 0.02, 9.0, 2.0  # of an event
LEAST_HIGH = 0.01  # share of a beacon's power above 1500 Hz, where the outer ear gives direction
SLOWEST_WPM = 300.0


class Heard(Protocol):
    """What is known of a short sound; see devices/spatial_audio/measures.py."""

    @property
    def length_s(self) -> float:
        """Give how long it can be heard; 0 when it cannot."""

    @property
    def loudness_lufs(self) -> float:
        """Give the loudness of its loudest 0.4 s."""

    @property
    def edge(self) -> float:
        """Give the step at its beginning or end, as a share of its peak."""

    @property
    def middle(self) -> float:
        """Give the share of its power between 500 and 2000 Hz."""

    @property
    def high(self) -> float:
        """Give the share above 1500 Hz."""


class Ear(Protocol):
    """Makes sounds from recipes, and measures them."""

    def cue(self, recipe: Table) -> Heard:
        """Measure a short sound."""

    def likeness(self, one: Table, other: Table) -> float:
        """Give how alike two short sounds are, 0 to 1."""

    def difference_db(self, one: Table, other: Table) -> float:
        """Give how far two ambiences are apart."""

    def timbres(self, recipe: Table) -> Mapping[str, Heard]:
        """Measure each loop of a beacon."""

    def timbres_difference_db(self, recipe: Table, one: str, other: str) -> float:
        """Give how far two timbres of a beacon are apart."""


Recipes = Mapping[str, Table]


def check_sound(ear: Ear, file: str, name: str, recipe: Table) -> Iterator[Finding]:
    """Check one short sound: a cue, or the sound of a thing."""
    sound = ear.cue(recipe)
    if sound.length_s == 0:
        yield heard("sound-silent", file, name, "nothing is heard.")
        return
    if sound.loudness_lufs > LOUDEST_LUFS:
        yield heard("sound-too-loud", file, name, f"it is at {sound.loudness_lufs:.0f} LUFS; speech is at -23.")
    if sound.loudness_lufs < SOFTEST_LUFS:
        yield heard("sound-too-soft", file, name, f"it is at {sound.loudness_lufs:.0f} LUFS; speech is at -23.")
    if sound.edge > BIGGEST_STEP:
        yield heard("sound-clicks", file, name, f"it begins or ends with a step of {sound.edge:.0%} of its peak.")
    longest_s = LONGEST_S[file]
    if sound.length_s > longest_s:
        yield heard("sound-too-long", file, name, f"it lasts {sound.length_s:.2f} s; {longest_s:.1f} is long enough.")
    if sound.length_s < SHORTEST_S:
        yield heard("sound-too-short", file, name, f"it lasts {sound.length_s:.3f} s.")
    if sound.middle < LEAST_MIDDLE[file]:
        yield heard("sound-out-of-hearing", file, name, f"only {sound.middle:.0%} of it lies between 500 and 2000 Hz.")


def check_sounds(ear: Ear, file: str, recipes: Recipes) -> Iterator[Finding]:
    """Check short sounds beside each other."""
    for one, other in combinations(recipes, 2):
        likeness = ear.likeness(recipes[one], recipes[other])
        if likeness > MOST_ALIKE:
            yield heard("sounds-alike", file, one, f"it is like {other}: {likeness:.2f}, where 1 is the same.")
    for name in (name for name in recipes if file == ICONS and name in {earcon.value for earcon in Earcon}):
        yield heard("name-taken", file, name, "the program has a sound of this name.")


def check_ambience(ear: Ear, file: str, name: str, recipe: Table) -> Iterator[Finding]:
    """Check one sound around."""
    if not _list(recipe, "band") and not _list(recipe, "event"):
        yield heard("ambience-silent", file, name, "it has neither a band nor an event.")
    for index, event in enumerate(_list(recipe, "event"), 1):
        key, every_s = f"{name}.event.{index}", _number(event, "every_s", 20.0)
        level_db = _number(event, "level_db", 0.0)
        if level_db > LOUDEST_EVENT_DB:
            yield heard("ambience-startles", file, key, f"it is {level_db:g} dB louder than the bands.")
        if every_s < OFTENEST_S:
            yield heard("ambience-monotonous", file, key, f"it happens every {every_s:g} s.")
        for number, layer in enumerate(_list(event, "layer"), 1):
            attack_s = _number(layer, "attack_s", SHORTEST_ATTACK_S)
            if attack_s < SHORTEST_ATTACK_S:
                yield heard("ambience-startles", file, f"{key}.layer.{number}", f"it opens in {attack_s:g} s.")


def check_ambiences(ear: Ear, file: str, recipes: Recipes) -> Iterator[Finding]:
    """Check sounds around beside each other."""
    sounding = [name for name, recipe in recipes.items() if _list(recipe, "band") or _list(recipe, "event")]
    for one, other in combinations(sounding, 2):
        difference_db = ear.difference_db(recipes[one], recipes[other])
        if difference_db < LEAST_DIFFERENCE_DB:
            what = f"it is like {other}: {difference_db:.1f} dB apart; {LEAST_DIFFERENCE_DB:g} are needed."
            yield heard("ambiences-alike", file, one, what)


def check_beacon(ear: Ear, file: str, name: str, recipe: Table) -> Iterator[Finding]:
    """Check one style of beacon."""
    timbres = ear.timbres(recipe)
    length_s = _number(recipe, "beat_s", 0.5) * _number(recipe, "beats", 4)
    for timbre, sound in timbres.items():
        key = f"{name}.{timbre}"
        if sound.length_s == 0:
            yield heard("sound-silent", file, key, "nothing is heard.")
        elif sound.loudness_lufs > LOUDEST_LUFS:
            yield heard("sound-too-loud", file, key, f"it is at {sound.loudness_lufs:.0f} LUFS; speech is at -23.")
        elif timbre in ("on", "off") and sound.high < LEAST_HIGH:
            yield heard("beacon-hard-to-place", file, key, f"only {sound.high:.1%} of it lies above 1500 Hz.")
        given = recipe.get(timbre)
        for index, layer in enumerate(_list(given if isinstance(given, dict) else {}, "layer"), 1):
            begins_s = _number(layer, "at_beat", 0) * _number(recipe, "beat_s", 0.5) + _number(layer, "at_s", 0)
            if begins_s >= length_s:
                what = f"it begins at {begins_s:g} s, and the loop lasts {length_s:g} s."
                yield heard("beacon-off-beat", file, f"{key}.layer.{index}", what)
    for one, other in combinations(("on", "off", "behind"), 2):
        if timbres[one].length_s and timbres[other].length_s:
            difference_db = ear.timbres_difference_db(recipe, one, other)
            if difference_db < LEAST_TIMBRE_DB:
                what = f"it is like {other}: {difference_db:.1f} dB apart; {LEAST_TIMBRE_DB:g} are needed."
                yield heard("timbres-alike", file, f"{name}.{one}", what)


def check_heights(file: str, recipes: Recipes) -> Iterator[Finding]:
    """Check the table of pitch for height."""
    rows = sorted((_number(row, "elevation_deg", 0), _number(row, "pitch", 1), name) for name, row in recipes.items())
    for before, after in pairwise(rows):
        if after[1] <= before[1]:
            yield heard("height-not-rising", file, after[2], f"it is higher than {before[2]}, and its pitch is not.")
    for elevation_deg, pitch, name in rows:
        if elevation_deg == 0 and pitch != 1:
            yield heard("height-not-rising", file, name, f"straight ahead the pitch is {pitch:g}, and should be 1.")


def check_spearcons(file: str, recipes: Recipes) -> Iterator[Finding]:
    """Check how names are sped up."""
    for name, recipe in recipes.items():
        pace = _number(recipe, "words_per_minute", 450)
        if pace < SLOWEST_WPM:
            yield heard("spearcon-too-slow", file, name, f"{pace:g} words a minute can be followed as speech.")


def parts_of(file: str, recipes: Recipes) -> int:
    """Give in how many parts a file is checked: one for each recipe, and one for them beside each other."""
    return len(recipes) + 1


def check_recipes(ear: Ear, file: str, recipes: Recipes) -> Iterator[list[Finding]]:
    """Check the recipes of a file whose form is right, part by part."""
    match file:
        case "cues.toml" | "icons.toml":
            yield from ([*check_sound(ear, file, name, recipe)] for name, recipe in recipes.items())
            yield [*check_sounds(ear, file, recipes)]
        case "ambiences.toml":
            yield from ([*check_ambience(ear, file, name, recipe)] for name, recipe in recipes.items())
            yield [*check_ambiences(ear, file, recipes)]
        case "beacons.toml":
            yield from ([*check_beacon(ear, file, name, recipe)] for name, recipe in recipes.items())
        case "heights.toml":
            yield [*check_heights(file, recipes)]
        case _:
            yield [*check_spearcons(file, recipes)]


def _list(table: Table, key: str) -> list[Table]:
    value = table.get(key)
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def _number(table: Table, key: str, usual: float) -> float:
    value = table.get(key, usual)
    return float(value) if isinstance(value, (int, float)) else usual
