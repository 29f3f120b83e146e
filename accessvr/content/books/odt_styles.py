"""What the styles of an OpenDocument text say: headings, hidden words, languages, the numbers of lists."""

from __future__ import annotations

import re

from lxml import etree

from accessvr.content.books.docx_numbers import LARGEST_NUMBER, numeral
from accessvr.content.books.looks import Look
from accessvr.content.books.odt_parts import Parts, child, get, name
from accessvr.core.values import dataclass, field, replace

LONGEST_CHAIN = 20  # chosen: styles that build on each other
_FORMATS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "一": "chinese",
}
_KINDS = {
    "title": "title",
    "subtitle": "subtitle",
    "quotations": "quotation",
    "quotation": "quotation",
    "preformatted text": "code",
    "caption": "caption",
    "illustration": "caption",
    "table": "caption",
    "figure": "caption",
    "drawing": "caption",
    "tablecaption": "caption",
    "figurecaption": "caption",
}
_CODED = re.compile(r"_([0-9a-fA-F]{2})_")


@dataclass(frozen=True, slots=True)
class Style:
    """A style, with what it takes from those it builds on.

    kind  "title", "subtitle", "caption", "quotation", "code" or ""
    """

    kind: str = ""
    level: int = 0
    look: Look = field(default_factory=Look)
    begins_page: bool = False
    ends_page: bool = False


class Styles:
    """The styles of a document; `default` holds where nothing is stated."""

    def __init__(self, parts: Parts) -> None:
        self._elements: dict[tuple[str, str], etree._Element] = {}
        self._known: dict[tuple[str, str], Style] = {}
        self.lists: dict[str, etree._Element] = {}
        self.outline: etree._Element | None = None
        self.default = Look()
        for part in ("content.xml", "styles.xml"):
            root = parts.root(part)
            for element in root.iter() if root is not None else ():
                self._take(element)

    def _take(self, element: etree._Element) -> None:
        match name(element):
            case "style:style":
                self._elements.setdefault((get(element, "style:family"), get(element, "style:name")), element)
            case "style:default-style" if get(element, "style:family") == "paragraph":
                self.default = _look(child(element, "style:text-properties"))
            case "text:list-style":
                self.lists.setdefault(get(element, "style:name"), element)
            case "text:outline-style":
                self.outline = element
            case _:
                pass

    def style(self, family: str, called: str) -> Style:
        """Give a style; the empty one when there is no such."""
        key = (family, called)
        if key not in self._known:
            self._known[key] = self._read(family, called)
        return self._known[key]

    def usual_language(self) -> str:
        """Give the language that holds where none is stated."""
        return self.style("paragraph", "Standard").look.under(self.default).language

    def _read(self, family: str, called: str) -> Style:
        found = Style(_KINDS.get(_decoded(called), ""))  # a style may be named that is nowhere described
        for element in reversed(self._chain(family, called)):
            own = _look(child(element, "style:text-properties"))
            properties = child(element, "style:paragraph-properties")
            level = get(element, "style:default-outline-level")
            if get(element, "style:name") == "Standard" and called != "Standard":
                own = replace(own, language="", east="", right="")  # the usual style states nothing about this text
            found = Style(
                _KINDS.get(_readable(element)) or found.kind,
                int(level[:9]) if level.isdecimal() else found.level,
                own.under(found.look),
                get(properties, "fo:break-before") == "page" or found.begins_page,
                get(properties, "fo:break-after") == "page" or found.ends_page,
            )
        return found

    def _chain(self, family: str, called: str) -> list[etree._Element]:
        """Give a style's element and those it builds on, the nearest first; a loop is left at its beginning."""
        chain: list[etree._Element] = []
        while (family, called) in self._elements and len(chain) < LONGEST_CHAIN:
            element = self._elements[family, called]
            if element in chain:
                break
            chain.append(element)
            called = get(element, "style:parent-style-name")
        return chain


def _readable(element: etree._Element) -> str:
    """Give the name of a style as people see it."""
    return _decoded(get(element, "style:display-name") or get(element, "style:name"))


def _decoded(stated: str) -> str:
    return _CODED.sub(lambda found: chr(int(found.group(1), 16)), stated).lower()


def _look(properties: etree._Element | None) -> Look:
    position = get(properties, "style:text-position").split(" ")[0]
    raised = "subscript" if position == "sub" or position.startswith("-") else "superscript" if position else ""
    display = get(properties, "text:display")
    return Look(
        None if not display else display in ("none", "condition"),
        _language(properties, "fo:language", "fo:country"),
        _language(properties, "style:language-asian", "style:country-asian"),
        _language(properties, "style:language-complex", "style:country-complex"),
        None,
        "" if position.startswith("0") else raised,
    )


def _language(properties: etree._Element | None, language: str, country: str) -> str:
    stated, land = get(properties, language), get(properties, country)
    if stated in ("", "none", "zxx"):
        return ""
    return f"{stated}-{land}" if land not in ("", "none") else stated


@dataclass(slots=True)
class Counter:
    """How far a list has counted, level by level."""

    style: etree._Element | None
    counted: list[int] = field(default_factory=lambda: [-1] * 10)

    def is_bullet(self, level: int) -> bool:
        """Tell whether items of this level have a sign and no number."""
        found = self._level(level)
        return found is None or "bullet" in name(found) or "image" in name(found) or not get(found, "style:num-format")

    def next(self, level: int, start: str = "") -> str:
        """Count on, and give what stands before the item; "" for a sign. `level` is from 0."""
        begins = start if start.isdecimal() else ""
        if begins or self.counted[level] < 0:
            stated = begins or get(self._level(level), "text:start-value") or "1"
            self.counted[level] = min(int(stated[:9]), LARGEST_NUMBER) if stated.isdecimal() else 1
        else:
            self.counted[level] = min(self.counted[level] + 1, LARGEST_NUMBER)
        self.counted[level + 1 :] = [-1] * (9 - level)
        return "" if self.is_bullet(level) else self._label(level)

    def _label(self, level: int) -> str:
        own = self._level(level)
        shown = get(own, "text:display-levels")
        first = max(0, level + 1 - int(shown[:9])) if shown.isdecimal() else level
        figures = [self._figure(at) for at in range(first, level + 1)]
        return f"{get(own, 'style:num-prefix')}{'.'.join(filter(None, figures))}{get(own, 'style:num-suffix')}".strip()

    def _figure(self, level: int) -> str:
        found = self._level(level)
        stated = get(found, "style:num-format").split(",")[0].strip()
        return numeral(max(1, self.counted[level]), _FORMATS.get(stated, "decimal")) if stated else ""

    def _level(self, level: int) -> etree._Element | None:
        wanted = str(level + 1)
        return next((e for e in self.style if get(e, "text:level") == wanted), None) if self.style is not None else None
