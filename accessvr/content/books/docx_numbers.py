"""The numbers that Word puts before headings and list items: they are nowhere in the text."""

from __future__ import annotations

import re

from lxml import etree

from accessvr.content.books.docx_parts import child, get, is_on, name, value
from accessvr.core.values import dataclass

LARGEST_NUMBER = 32_767  # Word's own
_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x")),
    *((9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_CHINESE = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str
    is_legal: bool


class Numbers:
    """The lists of a document, and how far each has counted."""

    def __init__(self, root: etree._Element | None) -> None:
        self._abstract: dict[str, etree._Element] = {}
        self._lists: dict[str, etree._Element] = {}
        self._levels: dict[tuple[str, int], _Level] = {}
        self._counted: dict[str, list[int]] = {}
        self._begun: set[str] = set()
        for element in root if root is not None else ():
            if name(element) == "abstractNum":
                self._abstract.setdefault(get(element, "abstractNumId"), element)
            elif name(element) == "num":
                self._lists.setdefault(get(element, "numId"), element)

    def is_list(self, number: str) -> bool:
        """Tell whether there is such a list. Number 0 means that there is none."""
        return number in self._lists and number != "0"

    def is_bullet(self, number: str, level: int) -> bool:
        """Tell whether items of this level have a sign and no number."""
        return self._level(number, level).format in ("bullet", "none")

    def next(self, number: str, level: int) -> str:
        """Count on, and give what stands before the item: "3.", "iv)", "Article 2"; "" for a sign."""
        counted = self._counts(number)
        start = self._level(number, level).start
        counted[level] = min(counted[level] + 1, LARGEST_NUMBER) if counted[level] >= 0 else start
        for above in range(level):
            counted[above] = self._level(number, above).start if counted[above] < 0 else counted[above]
        counted[level + 1 :] = [-1] * (8 - level)
        return self._label(number, level, counted)

    def _label(self, number: str, level: int, counted: list[int]) -> str:
        own = self._level(number, level)
        if own.format in ("bullet", "none"):
            return ""

        def figure(found: re.Match[str]) -> str:
            at = int(found.group(1)) - 1
            return numeral(max(0, counted[at]), "decimal" if own.is_legal else self._level(number, at).format)

        return _PLACE.sub(figure, own.text).strip()

    def _counts(self, number: str) -> list[int]:
        """Give the counts of a list. Lists of one kind count together, but for those that state where they begin."""
        element = self._lists[number]
        kind = value(element, "abstractNumId")
        counted = self._counted.setdefault(kind, [-1] * 9)
        if number not in self._begun:
            self._begun.add(number)
            for override in element:
                level = get(override, "ilvl")
                start = value(override, "startOverride")
                if level.isdecimal() and int(level[:9]) < 9 and start.isdecimal():
                    counted[int(level)] = -1
        return counted

    def _level(self, number: str, level: int) -> _Level:
        key = (number, level)
        if key not in self._levels:
            self._levels[key] = self._read(number, level)
        return self._levels[key]

    def _read(self, number: str, level: int) -> _Level:
        element = self._lists.get(number)
        override = _of_level(element, "lvlOverride", level)
        stated = child(override, "lvl") if override is not None else None
        if stated is None:
            stated = _of_level(self._kind(value(element, "abstractNumId")), "lvl", level)
        start = value(override, "startOverride") or value(stated, "start")
        return _Level(
            min(int(start[:9]), LARGEST_NUMBER) if start.isdecimal() else 1 if stated is None else 0,
            value(stated, "numFmt") or "decimal",
            value(stated, "lvlText") if stated is not None else f"%{level + 1}.",
            bool(is_on(stated, "isLgl")),
        )

    def _kind(self, number: str) -> etree._Element | None:
        """Give the kind of list; one that only names a style is found by that style."""
        found = self._abstract.get(number)
        style = value(found, "numStyleLink")
        if style:
            return next((other for other in self._abstract.values() if value(other, "styleLink") == style), found)
        return found


def _of_level(element: etree._Element | None, called: str, level: int) -> etree._Element | None:
    inner = (e for e in element if name(e) == called and get(e, "ilvl") == str(level)) if element is not None else ()
    return next(iter(inner), None)


def numeral(number: int, format_: str) -> str:
    """Give a number as a format of Word writes it: 4 is "iv" in lowerRoman."""
    match format_:
        case "lowerRoman":
            return _roman(number)
        case "upperRoman":
            return _roman(number).upper()
        case "lowerLetter":
            return _letter(number)
        case "upperLetter":
            return _letter(number).upper()
        case "decimalZero":
            return f"{number:02}"
        case _ if "hinese" in format_ or "ideograph" in format_ or "japanese" in format_:
            return _chinese(number)
        case _:
            return str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    written = ""
    for worth, letters in _ROMAN:
        written += letters * (number // worth)
        number %= worth
    return written


def _letter(number: int) -> str:
    """Give a, b ... z, aa, bb ..."""
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number < 800 else str(number)


def _chinese(number: int) -> str:
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    written = "" if not tens else ("十" if tens == 1 else _CHINESE[tens] + "十")
    return written + (_CHINESE[ones] if ones else "")
