"""The form of the files in audio_scenes: which keys there are, and what may stand behind each.

`mistakes` finds all that is wrong with a table at once. The words are those of audio_scenes/README.md.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from accessvr.core.errors import ContentError
from accessvr.core.scene import Shape
from accessvr.core.values import dataclass, field

Table = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Number:
    """A number within a range; `whole` when it counts something."""

    lowest: float
    highest: float
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """One of some words; any word when none are named."""

    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inner:
    """A table with a form of its own."""

    form: Mapping[str, Kind]
    needed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Many:
    """A list of tables of one form."""

    form: Mapping[str, Kind]
    needed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A table of tables of one form, with names of their own."""

    form: Mapping[str, Kind]
    needed: tuple[str, ...] = ()


Kind = Number | Word | Inner | Many | Named
Form = Mapping[str, Kind]

PITCH, TOP = Number(20, 12_000), Number(20, 20_000)
LEVEL, SEED, LOUDNESS = Number(-60, 12), Number(0, 2**31, whole=True), Number(-40, -10)
WAVES = ("sine", "flute", "bar", "marimba", "bell", "reed", "noise", "grains", "voice")
VOWELS = ("a", "e", "i", "o", "u")
LAYER: Form = {
    "wave": Word(WAVES),
    "at_s": Number(0, 10),
    "length_s": Number(0.01, 10),
    "level_db": LEVEL,
    "attack_s": Number(0, 10),
    "decay_s": Number(0.005, 60),
    "fade_s": Number(0, 10),
    "pitch_hz": PITCH,
    "glide_to_hz": PITCH,
    "vibrato_cents": Number(0, 600),
    "vibrato_hz": Number(0.1, 60),
    "low_hz": PITCH,
    "high_hz": TOP,
    "low_to_hz": PITCH,
    "high_to_hz": TOP,
    "grains_per_s": Number(1, 1000),
    "grain_s": Number(0.001, 0.1),
    "vowel": Word(VOWELS),
    "vowel_to": Word(VOWELS),
    "mouth": Number(0.5, 1.5),
    "tremor": Number(0, 1),
    "tremor_hz": Number(0.1, 60),
    "times": Number(1, 60, whole=True),
    "gap_s": Number(0.02, 10),
    "hasten": Number(0.5, 2),
    "step_db": Number(-12, 6),
    "scatter": Number(0, 1),
}
SOUND: Form = {"seed": SEED, "loudness_lufs": LOUDNESS, "layer": Many(LAYER)}
BAND: Form = {
    "low_hz": PITCH,
    "high_hz": TOP,
    "level_db": LEVEL,
    "sway": Number(0, 1),
    "sway_s": Number(0.5, 120),
    "grains_per_s": Number(1, 1000),
    "grain_s": Number(0.001, 0.1),
}
EVENT: Form = {"every_s": Number(0.5, 600), "level_db": Number(-40, 12), "layer": Many(LAYER)}
AMBIENCE: Form = {"seed": SEED, "band": Many(BAND), "event": Many(EVENT, ("layer",))}
BEACON_LAYER: Form = {**LAYER, "at_beat": Number(0, 16)}
TIMBRE = Inner({"level_db": LEVEL, "layer": Many(BEACON_LAYER)}, ("layer",))
BEACON: Form = {
    "seed": SEED,
    "loudness_lufs": LOUDNESS,
    "beat_s": Number(0.2, 2),
    "beats": Number(1, 16, whole=True),
    "ringing_deg": Number(5, 20),
    "behind_deg": Number(90, 170),
    "near_m": Number(0.2, 20),
    "on": TIMBRE,
    "off": TIMBRE,
    "behind": TIMBRE,
    "ring": TIMBRE,
    "near": TIMBRE,
}
TIMBRES = ("on", "off", "behind", "ring", "near")
PLACE: Form = {
    "azimuth_deg": Number(-360, 360),
    "from_azimuth_deg": Number(-360, 360),
    "to_azimuth_deg": Number(-360, 360),
    "elevation_deg": Number(-90, 90),
    "distance_m": Number(0.2, 100),
    "shape": Word(tuple(shape.value for shape in Shape)),
    "icon": Word(),
}
ROOM: Form = {
    "length_m": Number(1, 100),
    "width_m": Number(1, 100),
    "height_m": Number(1, 100),
    "reverberation_s": Number(0, 10),
}
SCENE: Form = {
    "ambience": Inner({"recipe": Word(), "level_db": LEVEL}, ("recipe",)),
    "room": Inner(ROOM),
    "places": Named(PLACE),
}
HEIGHTS: Form = {"elevation_deg": Number(-90, 90), "pitch": Number(0.25, 4)}
SPEARCON: Form = {
    "words_per_minute": Number(80, 450),
    "longest_s": Number(0.3, 5),
    "fade_s": Number(0, 1),
    "level_db": Number(-20, 6),
}
MISSING: Mapping[str, tuple[str, str]] = {
    "recipe": ("it names no recipe", 'Add recipe = "library hall", or another name in ambiences.toml.'),
    "layer": ("it has no layer", "Add a layer, as in audio_scenes/README.md."),
}


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something in a file that is not as its form says. `code` is a stable name for programs."""

    code: str
    spot: Spot
    problem: str
    remedy: str

    @property
    def error(self) -> ContentError:
        """Give it as an error that ends what is being done."""
        return self.spot.wrong(self.problem, self.remedy)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a file one is, for telling what is wrong."""

    path: Path
    keys: tuple[str, ...] = field(default=())

    @property
    def key(self) -> str:
        """Give the keys that lead there, or "the file"."""
        return ".".join(self.keys) or "the file"

    def at(self, *keys: str) -> Spot:
        """Give a spot further in."""
        return Spot(self.path, (*self.keys, *keys))

    def wrong(self, problem: str, remedy: str) -> ContentError:
        """Give an error that names file and key."""
        return ContentError(f"{self.path}: {self.key}: {problem}", remedy=remedy)


def mistakes(spot: Spot, given: object, form: Form, needed: Iterable[str] = ()) -> Iterator[Mistake]:
    """Give all that is wrong with a table and what is inside it."""
    if not isinstance(given, dict):
        yield Mistake("not-a-table", spot, "it is not a table", "Write it as in audio_scenes/README.md.")
        return
    yield from unknown(spot, given, form)
    for key, kind in form.items():
        if key in given:
            yield from _one(spot.at(key), given[key], kind)
        elif key in needed:
            problem, remedy = MISSING.get(key, (f"it has no {key!r}", f"Add {key}, as in audio_scenes/README.md."))
            yield Mistake("missing", spot, problem, remedy)


def unknown(spot: Spot, given: Iterable[str], known: Iterable[str]) -> Iterator[Mistake]:
    """Give the names that are not known, each with the nearest one that is."""
    known = tuple(known)
    for key in given:
        if key not in known:
            near = difflib.get_close_matches(key, known, 1) or [", ".join(known)]
            yield Mistake("name-unknown", spot.at(key), "this name is not known here", f"Did you mean {near[0]}?")


def _one(spot: Spot, value: object, kind: Kind) -> Iterator[Mistake]:
    match kind:
        case Number():
            yield from _number(spot, value, kind)
        case Word(known):
            yield from _word(spot, value, known)
        case Inner(form, needed):
            yield from mistakes(spot, value, form, needed)
        case Named(form, needed):
            if not isinstance(value, dict):
                yield Mistake("not-a-table", spot, "it is not a table", "Write it as in audio_scenes/README.md.")
                return
            for name, inner in value.items():
                yield from mistakes(spot.at(name), inner, form, needed)
        case Many(form, needed):
            yield from _many(spot, value, form, needed)


def _many(spot: Spot, value: object, form: Form, needed: tuple[str, ...]) -> Iterator[Mistake]:
    if not isinstance(value, list):
        remedy = "Use double brackets, as in audio_scenes/README.md."
        yield Mistake("not-a-list", spot, "it is not a list of tables", remedy)
        return
    if not value:
        yield Mistake("missing", spot, "the list is empty", "Add a table to it, or take the key away.")
    for index, part in enumerate(value, 1):
        yield from mistakes(spot.at(str(index)), part, form, needed)


def _number(spot: Spot, value: object, kind: Number) -> Iterator[Mistake]:
    fits = isinstance(value, (int, float)) and not isinstance(value, bool)
    if kind.whole and not isinstance(value, int):
        fits = False
    if not (fits and kind.lowest <= float(str(value)) <= kind.highest):
        sort = "whole number" if kind.whole else "number"
        remedy = f"Give a {sort} from {kind.lowest:g} to {kind.highest:g}."
        yield Mistake("value-impossible", spot, f"{value!r} is not possible", remedy)


def _word(spot: Spot, value: object, known: tuple[str, ...]) -> Iterator[Mistake]:
    if not isinstance(value, str) or not value:
        yield Mistake("value-impossible", spot, f"{value!r} is not possible", "Give a word in quotes.")
    elif known and value not in known:
        yield Mistake("word-unknown", spot, f"{value!r} is not known", f"Use one of: {', '.join(known)}.")
