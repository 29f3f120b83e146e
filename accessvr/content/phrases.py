"""Reads phrases/*.toml: one language's words, as data for translators."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from accessvr.core.errors import ContentError
from accessvr.core.phrasebook import Phrasebook

FOLDER = Path(__file__).with_name("phrases")
TABLES = {"commands", "units", "things", "placed", "numbers", "fillers", "letters", "says"}
OPTIONAL = {"writing", "examples", "refusals"}
WRITING = {"spaced", "number_words", "counters", "variants"}


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
        remedy=f"Set language, in the patron's record or in accessvr.toml, to one of {known}.",
    )


def read_phrasebook(path: Path) -> Phrasebook:
    """Read one language. Raises ContentError naming the table that is missing or unknown."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError(f"{path}: {error}", remedy="Mend the line named; keep words in quotation marks.") from error
    language = str(tables.pop("language", path.stem))
    _check_names(path, set(tables))
    writing = tables.get("writing", {})
    for unknown in sorted(set(writing) - WRITING):
        raise _unknown(path, f"word {unknown} in [writing]", unknown, WRITING)
    return Phrasebook(
        language=language,
        commands={key: tuple(phrases) for key, phrases in tables["commands"].items()},
        units={key: tuple(names) for key, names in tables["units"].items()},
        things={key: tuple(names) for key, names in tables["things"].items()},
        placed={what: tuple(names) for what, names in tables["placed"].items()},
        numbers=dict(tables["numbers"]),
        fillers=frozenset(tables["fillers"]["words"]),
        letters={**_examples(tables.get("examples", {})), **tables["letters"]},
        says=dict(tables["says"]),
        spaced=bool(writing.get("spaced", True)),
        number_words=bool(writing.get("number_words", False)),
        counters=tuple(writing.get("counters", ())),
        variants={pair[0]: pair[1] for pair in writing.get("variants", ())},
        refusals=dict(tables.get("refusals", {})),
    )


def _examples(table: Mapping[str, Any]) -> dict[str, str]:
    """Give for each character a well-known word that holds it: the first of the list that does."""
    letters: dict[str, str] = {}
    for word in table.get("words", ()):
        for letter in word:
            letters.setdefault(letter, table["form"].format(word=word, letter=letter))
    return letters


def _check_names(path: Path, names: set[str]) -> None:
    for missing in sorted(TABLES - names):
        raise ContentError(f"{path}: the table [{missing}] is missing", remedy=f"Copy [{missing}] from en.toml.")
    for unknown in sorted(names - TABLES - OPTIONAL):
        raise _unknown(path, f"table [{unknown}]", unknown, TABLES | OPTIONAL)


def _unknown(path: Path, what: str, name: str, known: set[str]) -> ContentError:
    near = difflib.get_close_matches(name, known, 1)
    hint = f" Did you mean {near[0]}?" if near else ""
    return ContentError(f"{path}: unknown {what}.{hint}", remedy="Rename or remove it.")
