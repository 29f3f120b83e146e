"""The strings of the display guide in one language: words/*.json, as data for translators."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from accessvr.core.values import dataclass

FOLDER = Path(__file__).with_name("words")
OTHERWISE = "en-US"


@dataclass(frozen=True, slots=True)
class Words:
    """One language's strings.

    titles       the name of each category
    compact, descriptive  the short and the long string of each key
    """

    language: str
    titles: Mapping[str, str]
    compact: Mapping[str, str]
    descriptive: Mapping[str, str]


def languages() -> tuple[str, ...]:
    """Give the languages there are strings for."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.json")))


def words_for(language: str) -> Words:
    """Give the strings of a language, of its root ("fr-FR" for "fr-CA"), or else of English."""
    root = language.lower().replace("_", "-").split("-")[0]
    near = [name for name in languages() if name.lower().split("-")[0] == root]
    return _read(language if language in near else next(iter(near), OTHERWISE))


@lru_cache
def _read(language: str) -> Words:
    data = json.loads((FOLDER / f"{language}.json").read_text("utf-8"))
    del data["metadata"]
    texts = {key: text for strings in data.values() for key, text in strings.items()}
    both = {key: text for key, text in texts.items() if isinstance(text, dict)}
    return Words(
        language=language,
        titles={category: texts[f"{category}-title"] for category in data},
        compact={key: text["compact"] for key, text in both.items()},
        descriptive={key: text["descriptive"] for key, text in both.items()},
    )
