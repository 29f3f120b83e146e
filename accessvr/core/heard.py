"""What was heard, made plain: without punctuation, politeness and hesitation, in languages with and without spaces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from accessvr.core.numbers import run_together_number, spoken_number
from accessvr.core.phrasebook import Phrasebook
from accessvr.core.values import dataclass

WIDE = {0xFEE0 + code: code for code in range(0x21, 0x7F)} | {0x3000: 0x20, 0x2019: 0x27}  # full width, and ’
NUMBERED = ("number", "frequency", "loss")  # slots for numbers
TOKEN = re.compile(r"[\w']+(?:-[\w']+)*")


@dataclass(frozen=True, slots=True)
class Plain:
    """Words made plain. `said` is compared with phrases; `kept`, just as long, has the characters as they were."""

    said: str
    kept: str


def plain(words: str, phrases: Phrasebook) -> str:
    """Give the words in small letters, without punctuation, politeness and hesitation."""
    return next(readings(words, phrases)).said


def readings(words: str, phrases: Phrasebook) -> Iterator[Plain]:
    """Give the ways to take the words, the likeliest first.

    Where words run together, a filler is taken away at both ends, then from within: "下嗯一章".
    """
    tokens = TOKEN.findall(words.translate(WIDE).lower())
    if phrases.spaced:
        kept = [token for token in tokens if token not in phrases.fillers]
        yield _plain(" ".join(kept or tokens), phrases)
        return
    joined = _joined(tokens)
    bare = _bare(joined, phrases)
    yield _plain(bare, phrases)
    for filler in _longest_first(phrases.fillers):
        joined = joined.replace(filler, "")
    if joined.strip() not in ("", bare):
        yield _plain(joined.strip(), phrases)


def _plain(kept: str, phrases: Phrasebook) -> Plain:
    said = "".join(phrases.variants.get(letter, letter) for letter in kept) if phrases.variants else kept
    return Plain(said, kept)


def _joined(tokens: list[str]) -> str:
    """Give the words run together; words in Latin letters keep the space between them."""
    joined = ""
    for token in tokens:
        pair = joined[-1:] + token[:1]
        apart = len(pair) == 2 and pair.isascii() and not pair.isdigit()
        joined += f" {token}" if apart else token
    return joined


def _bare(joined: str, phrases: Phrasebook) -> str:
    """Give the words without fillers at their ends; words that are nothing else stay as they are."""
    bare, some = joined, tuple(phrases.fillers)
    while bare.startswith(some) or bare.endswith(some):
        for filler in _longest_first(some):
            bare = bare.removeprefix(filler).removesuffix(filler).strip()
    return bare or joined


def number_heard(words: str, phrases: Phrasebook) -> int | None:
    """Give the number that words mean; None for none."""
    if phrases.spaced:
        return spoken_number(re.split(r"[ -]+", words), phrases.numbers)
    return run_together_number(words.replace(" ", ""), phrases.numbers)


def slot_patterns(phrases: Phrasebook) -> dict[str, str]:
    """Give what may stand in a slot of a phrase."""
    words = {"{title}": r"(?P<words>.+)", "{words}": r"(?P<words>.+)"}
    if phrases.spaced:
        return words | {
            "{unit}": r"(?P<unit>[\w ]+?)",
            **{f"{{{name}}}": rf"(?P<{name}>[\w -]+?)" for name in NUMBERED},
            "{label}": r"(?P<label>\w+)",
        }
    units = (name for names in phrases.units.values() for name in names)
    politeness = rf"(?:{_any_of(phrases.fillers)})*"
    return {slot: politeness + pattern for slot, pattern in words.items()} | {
        "{unit}": rf"(?P<unit>{_any_of(units)})",
        **{f"{{{name}}}": rf"(?P<{name}>(?:[0-9]|{_any_of(phrases.numbers)})+)" for name in NUMBERED},
        "{label}": r"(?P<label>[0-9a-z][0-9a-z -]*)",
    }


def slots_of(found: re.Match[str], heard: Plain) -> dict[str, str]:
    """Give what stands in the slots: words to be looked for as they were said, a page's label in one piece."""
    slots = {name: found[name] for name in found.groupdict()}
    if "words" in slots:
        slots["words"] = heard.kept[slice(*found.span("words"))]
    if "label" in slots:
        slots["label"] = slots["label"].replace(" ", "")
    return slots


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, _longest_first(words)))


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))
