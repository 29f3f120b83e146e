"""The words of one language: every phrase understood and every word said. The text itself is data for translators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """One language's words.

    commands  key of a command -> phrases that mean it, the first is the one that is taught; {unit}, {number}, {title}
              and {words} are slots
    units     name of a unit -> its words, singular then plural then others
    numbers   word -> number ("nine" -> 9)
    fillers   words that mean nothing ("please")
    letters   character -> its spelling word ("a" -> "alfa")
    says      key -> sentence, with {slots}
    """

    language: str
    commands: Mapping[str, tuple[str, ...]]
    units: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, int]
    fillers: frozenset[str]
    letters: Mapping[str, str]
    says: Mapping[str, str]
