"""What the styles of a Word document say: which paragraphs are headings or list items, what is hidden, the language."""

from __future__ import annotations

import re

from lxml import etree

from accessvr.content.books.docx_parts import child, get, is_on, name, value
from accessvr.content.books.looks import Look
from accessvr.core.values import dataclass, field, replace

LONGEST_CHAIN = 20  # chosen: styles that build on each other
_HEADING = re.compile(r"heading ([1-9])", re.I)
_TITLE = frozenset({"title"})
_QUOTATION = frozenset({"quote", "intense quote", "block text", "quotations"})
_CODE = frozenset({"html preformatted", "source code", "code", "preformatted text", "plain text", "macro"})
_CONTENTS = re.compile(r"(?:toc|contents) \d", re.I)


@dataclass(frozen=True, slots=True)
class Style:
    """A style, with what it takes from those it builds on.

    kind   "title", "subtitle", "caption", "quotation", "code", "contents" or ""
    level  that of a heading, 1 to 9; 0 for none
    list   the number of its list and the level in it
    """

    kind: str = ""
    level: int = 0
    list: tuple[str, int] = ("", 0)
    look: Look = field(default_factory=Look)


class Styles:
    """The styles of a document. `default` is what holds where nothing is stated."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._known: dict[str, Style] = {}
        self._usual = ""
        for element in root if root is not None else ():
            if name(element) == "style":
                self._elements.setdefault(get(element, "styleId"), element)
                if get(element, "type") == "paragraph" and get(element, "default") in ("1", "true", "on"):
                    self._usual = get(element, "styleId")
        stated = read_look(child(root, "docDefaults", "rPrDefault", "rPr"))
        usual = self.style(self._usual)
        self.default = usual.look.under(stated)
        # what is usual is no statement about any paragraph
        self._plain = replace(usual, look=replace(usual.look, language="", east="", right=""))

    def style(self, name: str) -> Style:
        """Give a style by its id; the empty style when there is no such."""
        if name not in self._known:
            self._known[name] = self._read(name)
        return self._known[name]

    def paragraph(self, properties: etree._Element | None) -> Style:
        """Give what holds for a paragraph: its style, and what it states itself."""
        stated = value(properties, "pStyle")
        style = self._plain if stated in ("", self._usual) else self.style(stated)
        return _with_own(style, properties)

    def heads_rows(self, table: str, part: str) -> bool:
        """Tell whether a table style shows its "firstRow" or "firstCol" in a way of its own."""
        for element in self._chain(table):
            if any(name(inner) == "tblStylePr" and get(inner, "type") == part for inner in element):
                return True
        return False

    def _read(self, name_: str) -> Style:
        found = Style()
        for element in reversed(self._chain(name_)):
            called = value(element, "name").strip().lower()
            heading = _HEADING.fullmatch(called)
            found = replace(
                found,
                kind=_kind(called) or found.kind,
                level=int(heading.group(1)) if heading else found.level,
                look=read_look(child(element, "rPr")).under(found.look),
            )
            found = _with_own(found, child(element, "pPr"))
        return found

    def _chain(self, name_: str) -> list[etree._Element]:
        """Give a style's element and those it builds on, the nearest first; a loop is left at its beginning."""
        chain: list[etree._Element] = []
        while name_ in self._elements and len(chain) < LONGEST_CHAIN:
            element = self._elements[name_]
            if element in chain:
                break
            chain.append(element)
            name_ = value(element, "basedOn")
        return chain


def read_look(properties: etree._Element | None) -> Look:
    """Give what is stated for words."""
    if properties is None:
        return Look()
    language = child(properties, "lang")
    return Look(
        is_on(properties, "vanish"),
        _language(get(language, "val")),
        _language(get(language, "eastAsia")),
        _language(get(language, "bidi")),
        is_on(properties, "rtl"),
        value(properties, "vertAlign"),
    )


def _language(stated: str) -> str:
    return "" if stated.lower() in ("x-none", "none") else stated


def _kind(called: str) -> str:
    if called in ("title", "subtitle", "caption"):
        return called
    if called in _QUOTATION:
        return "quotation"
    if called in _CODE:
        return "code"
    return "contents" if _CONTENTS.fullmatch(called) else ""


def _with_own(style: Style, properties: etree._Element | None) -> Style:
    """Give a style with what a paragraph or style states of level and list."""
    if properties is None:
        return style
    outline = value(properties, "outlineLvl")
    number = child(properties, "numPr")
    if outline.isdecimal():
        style = replace(style, level=int(outline[:9]) + 1 if int(outline[:9]) < 9 else 0)
    if number is not None:
        stated = value(number, "numId") or style.list[0]
        level = value(number, "ilvl")
        style = replace(style, list=(stated, min(int(level[:9]), 8) if level.isdecimal() else style.list[1]))
    return style
