"""Which voice reads which part of a text: that of its language, and another one where it cannot read the letters.

libespeak-ng spells what its voice cannot read, by names of letters or by numbers, or is silent.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator
from functools import cache
from itertools import pairwise

from accessvr.core.values import dataclass, replace
from accessvr.devices.speech.languages import DEFAULT, NEAREST, UNKNOWN, primary, scripts_of, spoken_as
from accessvr.devices.speech.scripts import ANY, LATIN, letters_of_others, own_scripts, script_in, script_of

# Whose voice reads a script, where the language of the text has none that does.
_READERS = """
latn:en grek:el cyrl:ru armn:hy hebr:he arab:ar deva:hi beng:bn guru:pa gujr:gu orya:or taml:ta telu:te knda:kn mlym:ml
sinh:si thai:th mymr:my geor:ka hang:ko ethi:am hani:cmn bopo:cmn kana:ja
"""
READERS = dict(pair.split(":") for pair in _READERS.split())
# What libespeak-ng's voices spell or leave out, of their own scripts and of the Latin one (1.51 and 1.52, measured).
_UNREAD = """
cmn:latn ja:latn,hani he:latn my:latn shn:latn ba:latn cv:latn ky:latn nog:latn be:latn kok:latn hyw:latn chr:latn,cher
"""
UNREAD = {language: scripts.split(",") for language, scripts in (row.split(":") for row in _UNREAD.split())}
OPENERS = "([{«“‘„「『《（"
SYMBOLS = ("So", "Sm", "Sc")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a text, and the canonical tag of the voice that reads it; "" when its letters are to be spelled."""

    start: int
    end: int
    language: str


def can_read(text: str, language: str, known: Collection[str]) -> bool:
    """Tell whether there is a voice that reads a text in its language; a language that is not told is read."""
    if primary(language) in UNKNOWN:
        return True
    tag = spoken_as(language, known)
    unread = {*UNREAD.get(primary(language), ())} & {*own_scripts(primary(language))}
    return bool(tag) and (not unread or unread.isdisjoint(map(script_of, text)))


def reader_of(language: str, known: Collection[str]) -> str:
    """Give the tag of the voice that reads a language: its own, the nearest, or English."""
    near = NEAREST.get(primary(language), "")
    return spoken_as(language, known) or (near and spoken_as(near, known)) or DEFAULT


def reader_of_text(text: str, language: str, known: Collection[str]) -> str:
    """Give the tag of the one voice that reads a text whole: that of its language, or of most of its letters."""
    scripts = Counter(map(script_of, text))
    del scripts[ANY]
    script = max(scripts, key=scripts.__getitem__, default=LATIN)
    foreign = READERS.get(script, "") if script != LATIN else ""
    return spoken_as(language, known) or spoken_as(foreign, known) or reader_of(language, known)


def parts_of(text: str, language: str, known: Collection[str], kept: Collection[tuple[int, int]] = ()) -> list[Part]:
    """Give the parts of a text in order, each with its voice; together they are the text.

    known  canonical tags of the voices there are
    kept   stretches (start, end) that stay with the voice of the language
    """
    reader = reader_of(language, known)
    readable = readable_by(reader)
    if not letters_of_others(readable).search(text):
        return [Part(0, len(text), reader)]
    runs = list(_runs(text, reader, readable, known, kept)) or [Part(0, 0, reader)]
    ends = [_between(text, run.end, after.start) for run, after in pairwise(runs)]
    bounds = zip([0, *ends], [*ends, len(text)], runs, strict=True)
    return [Part(start, end, run.language) for start, end, run in bounds]


@cache
def readable_by(reader: str) -> frozenset[str]:
    """Give the scripts that a voice reads, by its canonical tag."""
    if named := script_in(reader):
        return frozenset({LATIN, named})
    return frozenset({LATIN, *scripts_of(reader)} - {*UNREAD.get(primary(reader), ())})


def _runs(
    text: str, reader: str, readable: frozenset[str], known: Collection[str], kept: Collection[tuple[int, int]]
) -> Iterator[Part]:
    """Give stretches of letters for one voice, from the first letter of each to the end of its last."""
    run = None
    for index, letter in enumerate(text):
        if (script := script_of(letter)) == ANY:
            continue
        own = script in readable or any(start <= index < end for start, end in kept) or _is_sign(text, index, script)
        voice = reader if own else spoken_as(READERS.get(script, ""), known)
        if run is not None and run.language == voice:
            run = replace(run, end=index + 1)
            continue
        if run is not None:
            yield run
        run = Part(index, index + 1, voice)
    if run is not None:
        yield run


def _is_sign(text: str, index: int, script: str) -> bool:
    """Tell whether a letter is a sign, as in mathematics: a Greek one alone, which every voice names."""
    beside = text[max(0, index - 1) : index] + text[index + 1 : index + 2]
    return script == "grek" and not any(letter.isalpha() for letter in beside)


def _between(text: str, end: int, start: int) -> int:
    """Give where the one part ends and the other begins: behind the last space, or before opening marks."""
    gap = text[end:start]
    spaces = [index for index, sign in enumerate(gap, end + 1) if sign.isspace()]
    return spaces[-1] if spaces else end + len(gap.rstrip(OPENERS))


def name_of(sign: str) -> str:
    """Give the name of a letter, a mark on it, or a symbol, in English words; "" for any other."""
    name = unicodedata.name(sign, "").lower()
    if unicodedata.category(sign) in SYMBOLS:
        return name
    if not sign.isalpha() and not unicodedata.combining(sign) and not unicodedata.category(sign).startswith("M"):
        return ""
    for word in ("letter", "syllable", "sign", "ideograph"):
        name = name.rpartition(f" {word} ")[2]
    return name.removeprefix("capital ").removeprefix("small ") or "letter"
