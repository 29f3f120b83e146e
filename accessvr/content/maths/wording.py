"""The words of formulas in a language and a style, from words/*.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import Enum
from functools import cache
from pathlib import Path

from accessvr.core.values import dataclass

FOLDER = Path(__file__).with_name("words")
ENGLISH = "en"

Tables = Mapping[str, Mapping[str, str]]
_UNIFORM = str.maketrans(
    {
        "−": "-",
        "–": "-",
        "‐": "-",
        "－": "-",
        "﹣": "-",
        "＋": "+",
        "﹢": "+",
        "＝": "=",
        "＜": "<",
        "＞": ">",
        "ˈ": "′",
    }
)


class Style(Enum):
    """How much of the structure is said, and in which turns of phrase."""

    CLEAR = "clear"  # after ClearSpeak: as in a classroom
    SIMPLE = "simple"  # short for simple things, marked ends for others
    LITERAL = "literal"  # the signs as they are written

    __hash__ = object.__hash__


@dataclass(frozen=True, eq=False, slots=True)
class Wording:
    """The words of one language in one style."""

    language: str
    tables: Tables

    def say(self, phrase: str, /, **slots: str) -> str:
        """Give a phrase with its slots filled. The same article twice in a row is said once."""
        words = self.tables["phrases"][phrase].format(**slots)
        for article in self.tables["articles"]:
            doubled = f"{article} {article} "
            if doubled in words:
                words = words.replace(doubled, f"{article} ")
        return words

    def find(self, table: str, key: str) -> str | None:
        """Give an entry of a table, or None. Signs that look alike are one."""
        found = self.tables[table].get(key)
        if found is None:
            found = self.tables[table].get(key.translate(_UNIFORM))
        return found

    def fill(self, table: str, key: str, /, **slots: str) -> str | None:
        """Give an entry of a table with its slots filled, or None."""
        found = self.find(table, key)
        return None if found is None else found.format(**slots)


@cache
def languages() -> tuple[str, ...]:
    """Give the languages there are words for."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def wording(language: str, style: Style = Style.CLEAR) -> Wording:
    """Give the words of a language, or of its root ("en" for "en-GB"); English for one that has none."""
    root = language.replace("_", "-").split("-")[0].lower()
    return _wording(root if root in languages() else ENGLISH, style)


@cache
def _wording(language: str, style: Style) -> Wording:
    """Give English overlaid with the language; the style of each lies over its own plain words."""
    tables: dict[str, dict[str, str]] = {}
    for name in dict.fromkeys((ENGLISH, language)):
        stated = read_tables(name)
        styled = stated.get(style.value, {})
        for layer in (stated, styled):
            for table, entries in layer.items():
                if isinstance(entries, dict) and table not in _STYLES:
                    tables.setdefault(table, {}).update(_words_of(entries))
        if name == ENGLISH:
            continue
        for table in _NEVER_ENGLISH:
            tables[table] = _words_of(stated.get(table, {}))
    return Wording(language, tables)


_NEVER_ENGLISH = ("articles", "letters", "ordinals", "ordinal_endings", "denominators")
_STYLES = frozenset(style.value for style in Style)


def _words_of(entries: Mapping[str, object]) -> dict[str, str]:
    return {key: words for key, words in entries.items() if isinstance(words, str)}


@cache
def read_tables(language: str) -> Mapping[str, Mapping[str, object]]:
    """Give the tables of a language as they stand in its file."""
    return tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))
