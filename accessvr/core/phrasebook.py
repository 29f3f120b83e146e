"""The words of one language: every phrase understood and every word said. The text itself is data for translators."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from accessvr.core.numbers import number_words
from accessvr.core.values import dataclass, field

SLOT = re.compile(r"\{(\w+)(?::([^{}]*))?\}")
FULL_STOPS = ".。"


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """One language's words.

    commands      key of a command -> phrases that mean it, the first is the one that is taught; {unit}, {number},
                  {title} and {words} are slots
    units         name of a unit -> its words, singular then plural then others
    things        role of what may be skipped -> its names
    placed        what may have a place of its own in a text -> its names
    numbers       word -> number ("nine" -> 9)
    fillers       words that mean nothing ("please")
    letters       character -> its spelling word ("a" -> "alfa")
    says          key -> sentence, with {slots}
    spaced        words are written with spaces between them
    number_words  numbers are said in words: the voices of the language read figures wrongly
    counters      words that stand before or after the number of a chapter, where there are no spaces
    variants      character -> the one it is understood as
    refusals      English sentence of a reader or the library -> the same in this language
    """

    language: str
    commands: Mapping[str, tuple[str, ...]]
    units: Mapping[str, tuple[str, ...]]
    things: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, int]
    fillers: frozenset[str]
    letters: Mapping[str, str]
    says: Mapping[str, str]
    spaced: bool = True
    number_words: bool = False
    counters: tuple[str, ...] = ()
    variants: Mapping[str, str] = field(default_factory=dict)
    refusals: Mapping[str, str] = field(default_factory=dict)
    placed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def sentence(phrases: Phrasebook, key: str, slots: Mapping[str, object]) -> str:
    """Give a sentence with its slots filled.

    {count:2=two of} says "two of" in place of 2; {page:number} takes figures for a number and says it as one.
    """
    return SLOT.sub(lambda slot: _filled(phrases, slots[slot[1]], slot[2] or ""), phrases.says[key])


def _filled(phrases: Phrasebook, value: object, wishes: str) -> str:
    text = str(value)
    for wish in wishes.split(","):
        number, _, words = wish.partition("=")
        if words and number == text:
            return words
    numeric = isinstance(value, int) or ("number" in wishes.split(",") and text.isascii() and text.isdigit())
    return number_words(int(text), phrases.numbers) if numeric and phrases.number_words else text


def in_this_language(phrases: Phrasebook, spoken: str) -> str:
    """Give what a reader or the library refuses, sentence by sentence; as it is where this language has no words."""
    own = [_refusal(phrases, part) for part in re.split(r"(?<=[.?!]) ", spoken)]
    return together(phrases, own) if all(own) else spoken


def _refusal(phrases: Phrasebook, spoken: str) -> str:
    for english, words in phrases.refusals.items():
        parts = (re.escape(part) for part in re.split(r"\{\w+\}", english))
        found = re.fullmatch("(.+)".join(parts), spoken)
        if found:
            names = re.findall(r"\{(\w+)\}", english)
            return words.format(**dict(zip(names, found.groups(), strict=True)))
    return ""


def listed(phrases: Phrasebook, parts: Iterable[str]) -> str:
    """Give things of one kind in a row, as in "bread, salt"."""
    return phrases.says["join.list"].join(parts)


def in_parts(phrases: Phrasebook, parts: Iterable[str]) -> str:
    """Give parts of one thing, from the outermost in, as in "Part One, Chapter 2"."""
    return phrases.says["join.part"].join(parts)


def stopped(phrases: Phrasebook, words: str) -> str:
    """Give the words with one full stop at their end."""
    return f"{unstopped(words)}{phrases.says['join.stop']}"


def unstopped(words: str) -> str:
    """Give the words without a full stop at their end."""
    return words.rstrip(FULL_STOPS)


def sentences_of(phrases: Phrasebook, parts: Iterable[str]) -> str:
    """Give one sentence after another; the last one is left without its full stop."""
    return f"{phrases.says['join.stop']}{phrases.says['join.space']}".join(parts)


def together(phrases: Phrasebook, parts: Iterable[str]) -> str:
    """Give whole sentences in a row; those that are empty are left out."""
    return phrases.says["join.space"].join(part for part in parts if part)
