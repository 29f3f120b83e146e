"""Numbers as people say and print them: digits, words, Roman numerals."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
WHOLE_ROMAN = re.compile(r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")


def spoken_number(tokens: Sequence[str], numbers: Mapping[str, int], *, joined: bool = True) -> int | None:
    """Give the number that words or digits mean ("two hundred and twelve", "two twelve", "212"); None for none.

    numbers  word -> number; 100 and 1000 multiply what stands before them
    joined   "two twelve" is 212; else it is no number
    """
    total = group = 0
    seen = False
    for token in tokens:
        value = int(token) if token.isascii() and token.isdigit() else numbers.get(token)
        if value is None:
            if seen and token in ("and", "-"):
                continue
            return None
        seen = True
        if value == 1000:
            total, group = total + max(group, 1) * 1000, 0
        elif value == 100:
            group = max(group, 1) * 100
        elif group and _follows(group, value):
            group += value
        elif group:
            if not joined:
                return None
            group = group * 100 + value
        else:
            group = value
    return total + group if seen else None


def _follows(group: int, value: int) -> bool:
    """Say whether `value` fills the noughts of `group`: five after twenty, twelve after two hundred."""
    return (group % 100 == 0 and value < 100) or (group % 100 in range(20, 100, 10) and 0 < value < 10)


def roman_number(word: str) -> int | None:
    """Give the value of a Roman numeral in either case; None when it is none."""
    lower = word.lower()
    if not lower or not WHOLE_ROMAN.fullmatch(lower):
        return None
    values = [ROMAN[letter] for letter in lower]
    return sum(-v if v < max(values[i + 1 :], default=0) else v for i, v in enumerate(values))


def number_in(label: str, numbers: Mapping[str, int]) -> int | None:
    """Give the number of a chapter from its heading ("Chapter IX. The Sermon", "9", "Chapter Nine"); None for none."""
    tokens = re.findall(r"[^\W_]+", label.lower())
    start = 1 if len(tokens) > 1 and tokens[0] not in numbers and not tokens[0].isdigit() else 0
    for first in (start, 0):
        for last in range(min(len(tokens), first + 4), first, -1):
            value = spoken_number(tokens[first:last], numbers, joined=False)
            if value is not None:
                return value
        if first < len(tokens):
            value = roman_number(tokens[first])
            if value is not None:
                return value
    return None
