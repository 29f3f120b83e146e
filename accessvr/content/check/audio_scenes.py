"""Checks audio_scenes: a whole folder, or one file of it. All that is wrong is told at once."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

from accessvr.content.check.audio_places import check_scene
from accessvr.content.check.audio_rules import heard, in_order
from accessvr.content.check.audio_sounds import Ear, check_recipes, parts_of
from accessvr.content.check.finding import Finding, Report
from accessvr.content.data_folders import data_folder
from accessvr.content.recipe_form import Mistake, Table
from accessvr.content.recipes import AMBIENCES, FOLDER, FORMS, ICONS, recipe_mistakes
from accessvr.content.scenes import ENDING, scene_mistakes
from accessvr.core.errors import ContentError

Progress = Callable[[int, int], None]
TITLE = "the audio scenes"


def is_audio_scenes(path: Path) -> bool:
    """Tell whether a path is a file of audio scenes, or a folder with one and no exhibit."""
    if path.is_dir():
        names = [child.name for child in path.iterdir()]
        return "exhibit.toml" not in names and any(_is_ours(name) for name in names)
    return _is_ours(path.name) and path.is_file()


def check_audio_scenes(path: Path, ear: Ear, progress: Progress = lambda done, of: None) -> Report:
    """Give what should be mended in a folder of audio scenes, or in one file.

    ear       makes sounds from recipes and measures them
    progress  is told how many parts are done, and of how many
    """
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    read = {file: _read(file) for file in files}
    findings = [finding for found in read.values() for finding in found[1]]
    sound = {file: tables for file, (tables, found) in read.items() if not found and tables is not None}
    for file in sound:
        if not _is_ours(file.name):
            findings.append(heard("file-not-known", file.name, "", f"{file.name} is not read by anything."))
    whole = sum(parts_of(file.name, tables) for file, tables in sound.items())
    done = 0
    for file, tables in sound.items():
        for part in _parts(file, tables, ear, sound):
            progress(done, whole)
            findings += part
            done += 1
    title = TITLE if path.is_dir() else path.name
    return Report(str(path), title, in_order(findings))


def _is_ours(name: str) -> bool:
    return name in FORMS or name.endswith(ENDING)


def _read(file: Path) -> tuple[dict[str, Table] | None, list[Finding]]:
    """Read a file; gives its tables, or what is wrong with its form."""
    try:
        tables = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return None, [heard("file-unreadable", file.name, "", "The file cannot be read as text.")]
    except tomllib.TOMLDecodeError as error:
        return None, [heard("file-not-understood", file.name, "", f"{error}.")]
    mistakes: Iterator[Mistake] = iter(())
    if file.name in FORMS:
        mistakes = recipe_mistakes(file, tables)
    elif file.name.endswith(ENDING):
        mistakes = scene_mistakes(file, tables)
    findings = [_found(mistake) for mistake in mistakes]
    return {name: table for name, table in tables.items() if isinstance(table, dict)}, findings


def _found(mistake: Mistake) -> Finding:
    key = mistake.spot.key if mistake.spot.keys else ""
    return heard(mistake.code, mistake.spot.path.name, key, f"{mistake.problem}. {mistake.remedy}", mistake.remedy)


def _parts(
    file: Path, tables: dict[str, Table], ear: Ear, sound: dict[Path, dict[str, Table]]
) -> Iterator[list[Finding]]:
    if file.name in FORMS:
        yield from check_recipes(ear, file.name, tables)
    elif file.name.endswith(ENDING):
        yield [*check_scene(file.name, tables, _known(file, AMBIENCES, sound), _known(file, ICONS, sound))]


def _known(file: Path, name: str, sound: dict[Path, dict[str, Table]]) -> frozenset[str] | None:
    """Give the names of a file beside, else of the program's own; None when it is being mended."""
    beside = file.with_name(name)
    if beside in sound:
        return frozenset(sound[beside])
    try:
        return frozenset(_tables(beside if beside.exists() else data_folder(FOLDER) / name))
    except (OSError, ValueError, ContentError):
        return None


def _tables(path: Path) -> dict[str, object]:
    return tomllib.loads(path.read_text("utf-8"))
