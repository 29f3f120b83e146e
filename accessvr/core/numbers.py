"""Numbers as people say and print them: digits, words, Roman numerals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
WHOLE_ROMAN = re.compile(r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
MYRIAD = 10_000
PLACES = (1000, 100, 10)
MULTIPLIERS = {10, 100, 1000, MYRIAD, MYRIAD**2}


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


def run_together_number(text: str, numbers: Mapping[str, int]) -> int | None:
    """Give the number of a language without spaces ("二百零五", "二〇五", "两百五", "205"); None for none.

    Ten and its powers multiply what stands before them. Digits in a row are read as figures. A last digit right after
    a hundred or more counts tens of it, as people say it: "两百五" is 250, "两百零五" is 205.
    """
    values = list(_values(text, numbers))
    if not values or None in values:
        return None
    known = [value for value in values if value is not None]
    if len(known) == 1:
        return known[0]
    if all(value < 10 for value in known):
        return int("".join(map(str, known)))
    return _by_places(known)


def _values(text: str, numbers: Mapping[str, int]) -> Iterator[int | None]:
    """Cut a text into figures and number words, the longest first; None for what is neither."""
    longest, at = max(map(len, numbers), default=1), 0
    while at < len(text):
        figures = re.match(r"[0-9]+", text[at:])
        word = next((text[at : at + n] for n in range(longest, 0, -1) if text[at : at + n] in numbers), text[at])
        yield int(figures.group()) if figures else numbers.get(word)
        at += len(figures.group()) if figures else len(word)


def _by_places(values: Sequence[int]) -> int | None:
    """Add up digits and places: 3 100 0 5 is 305. None when the order makes no number."""
    total = group = 0
    digit: int | None = None
    place, tens = MYRIAD, False
    for value in values:
        if value >= MYRIAD and value in MULTIPLIERS:
            total, group = total + ((group + (digit or 0)) or 1) * value, 0
            digit, place, tens = None, value, True
        elif value in MULTIPLIERS:
            if place <= value:
                return None
            group, digit = group + (1 if digit is None else digit) * value, None
            place, tens = value, value >= 100
        elif digit is not None and (digit % 10 or not 0 < value < 10):
            return None
        elif value == 0:
            tens = False  # "零": what follows is ones, not tens of the place before it
        else:
            digit = (digit or 0) + value
    return total + group + _last(digit, place if tens else 1)


def _last(digit: int | None, place: int) -> int:
    if digit is None:
        return 0
    return digit * place // 10 if digit < 10 and place >= 100 else digit


def number_words(number: int, numbers: Mapping[str, int]) -> str:
    """Give a number in words, in a language that counts by places ("二百零五"); figures where words are missing.

    numbers  the first word of a value is the one that is said
    """
    names: dict[int, str] = {}
    for word, value in numbers.items():
        names.setdefault(value, word)
    if not 0 <= number < MYRIAD**2 or not {*range(10), *PLACES, MYRIAD} <= set(names):
        return str(number)
    many, rest = divmod(number, MYRIAD)
    if not many:
        words = _places(rest, names) or names[0]
        return words.removeprefix(names[1]) if 10 <= rest < 20 else words
    nought = names[0] if 0 < rest < 1000 else ""
    return f"{number_words(many, numbers)}{names[MYRIAD]}{nought}{_places(rest, names)}"


def _places(number: int, names: Mapping[int, str]) -> str:
    """Give a number below ten thousand, with one nought for any gap inside it."""
    words, gap = "", False
    for place in (*PLACES, 1):
        digit, number = divmod(number, place)
        if digit:
            nought = names[0] if gap and words else ""
            words += nought + names[digit] + (names[place] if place > 1 else "")
        gap = not digit
    return words


def roman_number(word: str) -> int | None:
    """Give the value of a Roman numeral in either case; None when it is none."""
    lower = word.lower()
    if not lower or not WHOLE_ROMAN.fullmatch(lower):
        return None
    values = [ROMAN[letter] for letter in lower]
    return sum(-v if v < max(values[i + 1 :], default=0) else v for i, v in enumerate(values))


def number_in(label: str, numbers: Mapping[str, int], counters: Sequence[str] = ()) -> int | None:
    """Give the number of a chapter from its heading ("Chapter IX. The Sermon", "9", "第九章 海"); None for none.

    counters  what stands before or after a number in a language without spaces; none in one with spaces
    """
    tokens = re.findall(r"[^\W_]+", label.lower())
    for token in tokens[1:2] + tokens[:1]:  # "第一卷 第三章" is chapter three
        value = _counted(token, numbers, counters, alone=token is tokens[0])
        if value is not None:
            return value
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


def _counted(token: str, numbers: Mapping[str, int], counters: Sequence[str], *, alone: bool) -> int | None:
    """Give the number of a word such as 第九章 or 卷三; None for one that only holds a number, such as 三部曲.

    alone  a number without a counter will do: 十二
    """
    if not counters:
        return None
    counter = "|".join(map(re.escape, sorted(counters, key=len, reverse=True)))
    figures = "|".join(map(re.escape, sorted(numbers, key=len, reverse=True)))
    found = re.match(rf"((?:{counter})?)((?:[0-9]|{figures})+)((?:{counter})?)", token)
    if not found or not ((alone and found.end() == len(token)) or (found[1] and found[3])):
        return None
    return run_together_number(found[2], numbers)
