"""The words of a paragraph of Word: runs, fields, links, notes, pictures and formulas, as HTML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from accessvr.content.books.archive import note
from accessvr.content.books.document import add_words, last_child
from accessvr.content.books.docx_drawings import drawing
from accessvr.content.books.docx_notes import Notes
from accessvr.content.books.docx_parts import Parts, child, get, name, named, relation_of, value
from accessvr.content.books.docx_styles import Styles, read_look
from accessvr.content.books.language import language_tag
from accessvr.content.books.looks import Look
from accessvr.content.books.markup import named as markup_names
from accessvr.content.books.omml import mathml
from accessvr.core.values import dataclass, field

TRANSPARENT = markup_names("ins moveTo smartTag sdt sdtContent customXml dir bdo")
LEFT_OUT = markup_names("del moveFrom delText instrText rPr pPr sdtPr tblPr tcPr trPr")
MOST_FIELDS = 50  # chosen: fields in fields
_LINK_FIELD = re.compile(r"""\s*HYPERLINK\s+(?:"([^"]*)")?\s*(?:\\l\s+"([^"]+)")?""", re.I)
_REFERENCE_FIELD = re.compile(r"\s*(?:PAGE)?REF\s+(\S+)", re.I)
_GREEK = "αβχδεϕγηιϕκλμνοπθρστυϖωξψζ"  # Word's Symbol font, a to z
_SYMBOLS = {
    0xB7: "•",
    0xAE: "→",
    0xB0: "°",
    0xB1: "±",
    0xB4: "×",
    0xB3: "≥",
    0xA3: "≤",
    0xB9: "≠",
    0xBB: "≈",
    0xD6: "√",
}
_WINGDINGS = {
    0xFC: "✓",
    0xFB: "✗",
    0xFE: "☑",
    0xA8: "☐",
    0x6F: "☐",
    0xFD: "☒",
    0xE0: "→",
    0xA7: "•",
    0x6C: "•",
    0x6E: "•",
}


@dataclass(slots=True)
class _Field:
    """A field that is being read: what it does, and whether its result has begun."""

    code: str = ""
    shown: bool = False
    link: str = ""


@dataclass(slots=True)
class Words:
    """Reads words. A field may go on over paragraphs, so one of these reads the whole text.

    boxes     text boxes found in the paragraph; they stand after it
    targets   the bookmarks that something leads to
    counted   how many characters are in each language that is stated; "" for none stated
    """

    parts: Parts
    styles: Styles
    notes: Notes
    targets: frozenset[str]
    troubles: list[str]
    boxes: list[etree._Element] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)
    new_page: bool = False
    _fields: list[_Field] = field(default_factory=list)

    def read(self, paragraph: etree._Element, into: etree._Element, look: Look) -> None:
        """Put the words of a paragraph into an element."""
        for piece in pieces(paragraph):
            self.piece(piece, into, look)
        self._fields = [found for found in self._fields if found.shown]  # one that never shows would hide the rest
        for found in self._fields:
            found.link = ""

    def piece(self, piece: etree._Element, into: etree._Element, look: Look) -> None:
        """Put one thing that stands in a paragraph into an element."""
        match name(piece):
            case "r":
                self._run(piece, into, look)
            case "hyperlink":
                link = etree.SubElement(into, "a", {"href": self._href(relation_of(piece), get(piece, "anchor"))})
                for inner in pieces(piece):
                    if name(inner) != "hyperlink":
                        self.piece(inner, link, look)
            case "fldSimple":
                found = _Field(get(piece, "instr"), shown=True)
                found.link = self._leads(found.code)
                self._fields.append(found)
                for inner in pieces(piece):
                    if name(inner) == "r":
                        self._run(inner, into, look)
                self._fields.remove(found)
            case "bookmarkStart" if get(piece, "name") in self.targets:
                etree.SubElement(into, "span", {"id": f"mark-{get(piece, 'name')}"})
            case "oMath" | "oMathPara":
                for formula in [piece] if name(piece) == "oMath" else named(piece, "oMath"):
                    into.append(mathml(formula, whole=name(piece) == "oMathPara"))
            case _:
                pass

    def _run(self, run: etree._Element, into: etree._Element, look: Look) -> None:
        properties = child(run, "rPr")
        style = value(properties, "rStyle")
        own = read_look(properties).under(self.styles.style(style).look if style else Look()).under(look)
        if own.hidden:
            self._only_fields(run)
            return
        for element in _alternatives(run):
            self._part(element, run, into, own)

    def _only_fields(self, run: etree._Element) -> None:
        """Follow the fields of a run that is hidden: what they show may be seen."""
        for element in run:
            if name(element) in ("fldChar", "instrText"):
                self._field(element)

    def _part(self, element: etree._Element, run: etree._Element, into: etree._Element, look: Look) -> None:
        match name(element):
            case "fldChar" | "instrText":
                self._field(element)
            case _ if self._fields and not all(found.shown for found in self._fields):
                return
            case "t" if any(is_own_mark(other) for other in run):
                pass  # the sign of a note, which stands beside the text
            case "t":
                self._say(element.text or "", into, look)
            case "tab" | "ptab":
                self._say(" ", into, look)
            case "br" | "cr":
                self._break(element, into)
            case "noBreakHyphen":
                self._say("-", into, look)
            case "sym":
                self._say(self._sign(element), into, look)
            case "footnoteReference" | "endnoteReference":
                mark = child(run, "t") if is_own_mark(element) else None
                self.notes.refer(element, into, (mark.text or "") if mark is not None else "")
            case "ruby":
                self._ruby(element, into, look)
            case "drawing" | "pict" | "object":
                self.boxes += drawing(element, into, self.parts)
            case _:
                pass

    def _field(self, element: etree._Element) -> None:
        if name(element) == "instrText":
            if self._fields and not self._fields[-1].shown:
                self._fields[-1].code += element.text or ""
            return
        kind = get(element, "fldCharType")
        if kind == "begin" and len(self._fields) < MOST_FIELDS:
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shown = True
            self._fields[-1].link = self._leads(self._fields[-1].code)
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _leads(self, code: str) -> str:
        link, reference = _LINK_FIELD.match(code), _REFERENCE_FIELD.match(code)
        if link:
            return f"#mark-{link.group(2)}" if link.group(2) else link.group(1) or ""
        return f"#mark-{reference.group(1)}" if reference else ""

    def _href(self, relation: str, anchor: str) -> str:
        return f"#mark-{anchor}" if anchor and not relation else self.parts.address(relation)

    def _say(self, text: str, into: etree._Element, look: Look) -> None:
        """Add words, in the language that is stated for their letters."""
        link = next((found.link for found in reversed(self._fields) if found.link), "")
        if link and name(into) != "a":
            into = _reuse(into, "a", {"href": link})
        language = language_tag(look.language_for(text))
        if text.strip():
            self.counted[language] += len(text)
        if language:
            into = _reuse(into, "span", {"lang": language})
        if look.raised in ("superscript", "subscript") and text.strip():
            into = _reuse(into, "sup" if look.raised == "superscript" else "sub", {})
        add_words(into, text)

    def _break(self, element: etree._Element, into: etree._Element) -> None:
        kind = get(element, "type")
        self.new_page = self.new_page or kind == "page"
        if kind in ("", "textWrapping"):
            etree.SubElement(into, "br")
        else:
            add_words(into, " ")

    def _sign(self, element: etree._Element) -> str:
        """Give the character that a sign of a symbol font stands for."""
        try:
            code = int(get(element, "char"), 16)
        except ValueError:
            return ""
        font, low = get(element, "font").lower(), code & 0xFF
        if not 0xF000 <= code <= 0xF0FF:
            return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        found = (_SYMBOLS if font == "symbol" else _WINGDINGS if font.startswith("wingdings") else {}).get(low, "")
        if font == "symbol" and not found:
            found = _GREEK[low - 97] if 97 <= low <= 122 else chr(low) if 32 <= low < 65 else ""
        if not found:
            note(self.troubles, f"a sign of the font {get(element, 'font') or 'without a name'} has no words")
        return found

    def _ruby(self, element: etree._Element, into: etree._Element, look: Look) -> None:
        """Keep the reading of East Asian characters beside them."""
        ruby = etree.SubElement(into, "ruby")
        for part, tag in (("rubyBase", "rb"), ("rt", "rt")):
            held = etree.SubElement(ruby, tag)
            found = child(element, part)
            for run in pieces(found) if found is not None else ():
                for text in run:
                    if name(text) == "t":
                        add_words(held, text.text or "")
        self.counted[language_tag(look.east)] += 1


def pieces(element: etree._Element) -> Iterator[etree._Element]:
    """Give what stands in an element, without what is only wrapped around it; what was deleted is left out."""
    waiting = list(reversed(element))
    while waiting:
        inner = waiting.pop()
        if name(inner) in TRANSPARENT:
            waiting += reversed(inner)
        elif name(inner) == "AlternateContent":
            waiting += reversed(_chosen(inner))
        elif name(inner) and name(inner) not in LEFT_OUT:
            yield inner


def _alternatives(run: etree._Element) -> Iterator[etree._Element]:
    for element in run:
        if name(element) == "AlternateContent":
            yield from _chosen(element)
        elif name(element) not in LEFT_OUT or name(element) == "instrText":
            yield element


def _chosen(element: etree._Element) -> list[etree._Element]:
    """Give what stands in the first alternative."""
    return [part for inner in list(element)[:1] for part in inner]


def _reuse(into: etree._Element, tag: str, attributes: dict[str, str]) -> etree._Element:
    """Give the last element when it is the same and nothing has followed it, else a new one."""
    last = last_child(into)
    if last is not None and last.tag == tag and not last.tail and list(last.attrib.items()) == list(attributes.items()):
        return last
    return etree.SubElement(into, tag, attributes)


def is_own_mark(reference: etree._Element) -> bool:
    """Tell whether the sign of a note is written by hand beside it."""
    return get(reference, "customMarkFollows").lower() in ("1", "true", "on")
