"""Reads phrases/*.toml: one language's words, as data for translators."""

from __future__ import annotations

import difflib
import tomllib
from pathlib import Path

from accessvr.core.errors import ContentError
from accessvr.core.phrasebook import Phrasebook

FOLDER = Path(__file__).with_name("phrases")
TABLES = {"commands", "units", "numbers", "fillers", "letters", "says"}


def languages() -> tuple[str, ...]:
    """Give the languages there are words for."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def phrasebook(language: str = "en") -> Phrasebook:
    """Give the words of a language, or of its root ("en" for "en-GB"). Raises ContentError when there are none."""
    for name in (language, language.split("-")[0]):
        path = FOLDER / f"{name}.toml"
        if path.is_file():
            return read_phrasebook(path)
    known = ", ".join(languages())
    raise ContentError(
        f"no words for the language {language!r}; there are {known}",
        spoken="I do not speak that language yet.",
        remedy=f"Set the profile's language to one of {known}.",
    )


def read_phrasebook(path: Path) -> Phrasebook:
    """Read one language. Raises ContentError naming the table that is missing or unknown."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ContentError(f"{path}: {error}", remedy="Mend the line named; keep words in quotation marks.") from error
    language = str(tables.pop("language", path.stem))
    _check_names(path, set(tables))
    return Phrasebook(
        language=language,
        commands={key: tuple(phrases) for key, phrases in tables["commands"].items()},
        units={key: tuple(names) for key, names in tables["units"].items()},
        numbers=dict(tables["numbers"]),
        fillers=frozenset(tables["fillers"]["words"]),
        letters=dict(tables["letters"]),
        says=dict(tables["says"]),
    )


def _check_names(path: Path, names: set[str]) -> None:
    for missing in sorted(TABLES - names):
        raise ContentError(f"{path}: the table [{missing}] is missing", remedy=f"Copy [{missing}] from en.toml.")
    for unknown in sorted(names - TABLES):
        near = difflib.get_close_matches(unknown, TABLES, 1)
        hint = f" Did you mean [{near[0]}]?" if near else ""
        raise ContentError(f"{path}: unknown table [{unknown}].{hint}", remedy="Rename or remove it.")
