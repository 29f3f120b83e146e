"""The words of a paragraph of OpenDocument: spans, links, notes, pictures and formulas, as HTML."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy

from lxml import etree

from accessvr.content.books.document import add_words
from accessvr.content.books.language import language_tag
from accessvr.content.books.looks import Look
from accessvr.content.books.markup import named as names
from accessvr.content.books.markup import plain
from accessvr.content.books.odt_parts import Parts, child, get, name, named
from accessvr.content.books.odt_styles import Styles
from accessvr.core.values import dataclass, field

DEEPEST = 60  # chosen: spans in spans; deeper ones are only their words
MOST_SPACES = 100  # chosen: spaces that are counted, not written
LEFT_OUT = names(
    "office:annotation office:annotation-end text:tracked-changes text:soft-page-break text:number text:toc-mark "
    "text:alphabetical-index-mark text:script office:forms text:sequence-decls text:variable-decls svg:title svg:desc "
    "text:hidden-paragraph office:binary-data office:event-listeners text:note-citation text:ruby-text"
)
_ANCHORS = names("text:bookmark text:bookmark-start text:reference-mark text:reference-mark-start")
_REFERENCES = names("text:bookmark-ref text:reference-ref text:sequence-ref")


@dataclass(frozen=True, slots=True)
class Note:
    """A note that was referred to. `reference` is the id of its sign in the text."""

    body: etree._Element
    id: str
    reference: str
    mark: str
    is_end: bool


@dataclass(slots=True)
class Words:
    """Reads words.

    boxes    what stands beside the paragraph: text boxes and shapes with words, tables made of charts
    notes    notes referred to since they were last taken
    counted  how many characters are in each language that is stated; "" for none stated
    """

    parts: Parts
    styles: Styles
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)
    _notes_seen: int = 0

    def read(self, paragraph: etree._Element, into: etree._Element, look: Look, depth: int = 0) -> None:
        """Put the words of a paragraph or a span into an element."""
        self._say(paragraph.text, into, look)
        for element in paragraph:
            if depth > DEEPEST:
                self._say("".join(str(part) for part in element.itertext()), into, look)
            elif name(element) and name(element) not in LEFT_OUT:
                self._part(element, into, look, depth + 1)
            self._say(element.tail, into, look)

    def _part(self, element: etree._Element, into: etree._Element, look: Look, depth: int) -> None:
        called = name(element)
        match called:
            case "text:span":
                own = self.styles.style("text", get(element, "text:style-name")).look.under(look)
                self.read(element, into, own, depth)
            case "text:a":
                link = etree.SubElement(into, "a", {"href": _href(get(element, "xlink:href"))})
                self.read(element, link, look, depth)
            case "text:s":
                count = get(element, "text:c")
                self._say(" " * (min(int(count[:9]), MOST_SPACES) if count.isdecimal() else 1), into, look)
            case "text:tab":
                self._say(" ", into, look)
            case "text:line-break":
                etree.SubElement(into, "br")
            case "text:note":
                self._note(element, into)
            case "text:hidden-text" | "text:conditional-text" if _is_hidden(element):
                pass
            case "text:ruby":
                self._ruby(element, into, look, depth)
            case "math":
                into.append(_copied(element))
            case _ if called in _ANCHORS:
                self._anchor(element, into)
            case _ if called in _REFERENCES:
                link = etree.SubElement(into, "a", {"href": f"#{get(element, 'text:ref-name')}"})
                self.read(element, link, look, depth)
            case _ if called.startswith("draw:"):
                self.drawing(element, into, depth)
            case _:
                self.read(element, into, look, depth)

    def drawing(self, element: etree._Element, into: etree._Element, depth: int = 0) -> None:
        """Read a frame, a shape or a group: a picture with its words, and words that stand in it."""
        if depth > DEEPEST or get(element, "draw:display") == "none":
            return
        words = _description(element)
        boxed = [inner for inner in element if name(inner) == "draw:text-box"]
        shapes = [inner for inner in element if name(inner).startswith("draw:") and child(inner, "text:p") is not None]
        has_own_words = name(element) != "draw:frame" and child(element, "text:p") is not None
        objects = [self._object(inner) for inner in element if name(inner) == "draw:object"]
        found = [made for made in objects if made is not None]
        if _is_decoration(element):
            etree.SubElement(into, "img", {"alt": "", "role": "presentation"})
        elif any(made.tag != "table" for made in found):
            into.extend([made for made in found if made.tag != "table"])
        elif words or any(name(inner) in ("draw:image", "draw:object-ole", "draw:plugin") for inner in element):
            etree.SubElement(into, "img", {"alt": words} if words else {})
        self.boxes += boxed + ([element] if has_own_words else []) + [made for made in found if made.tag == "table"]
        for inner in element:
            nested = name(element) in ("draw:g", "draw:a") and name(inner).startswith("draw:") and inner not in boxed
            if nested and not (inner in shapes and has_own_words):
                self.drawing(inner, into, depth + 1)

    def _object(self, element: etree._Element) -> etree._Element | None:
        """Give a formula as MathML, a chart as a table of its numbers; None for anything else."""
        root = next((inner for inner in element if isinstance(inner.tag, str)), None)
        root = self.parts.object(get(element, "xlink:href")) if root is None else root
        if root is None:
            return None
        formula = next((inner for inner in root.iter() if name(inner) == "math"), None)
        if formula is not None:
            return _copied(formula)
        table = next(named(root, "table:table"), None)
        return _numbers(table, root) if table is not None else None

    def _note(self, element: etree._Element, into: etree._Element) -> None:
        citation, body = child(element, "text:note-citation"), child(element, "text:note-body")
        if body is None:
            return
        self._notes_seen += 1
        number = self._notes_seen
        mark = plain("".join(str(part) for part in citation.itertext())) if citation is not None else ""
        is_end = get(element, "text:note-class") == "endnote"
        found = Note(body, f"note-{number}", f"note-sign-{number}", mark or str(number), is_end)
        self.notes.append(found)
        sign = {"role": "doc-noteref", "href": f"#{found.id}", "id": found.reference}
        etree.SubElement(into, "a", sign).text = found.mark

    def _ruby(self, element: etree._Element, into: etree._Element, look: Look, depth: int) -> None:
        """Keep the reading of East Asian characters beside them."""
        ruby = etree.SubElement(into, "ruby")
        for part, tag in (("text:ruby-base", "rb"), ("text:ruby-text", "rt")):
            found = child(element, part)
            if found is not None:
                self.read(found, etree.SubElement(ruby, tag), look, depth)

    def _anchor(self, element: etree._Element, into: etree._Element) -> None:
        called = get(element, "text:name")
        if called and not called.isspace():
            etree.SubElement(into, "span", {"id": called})

    def _say(self, text: str | None, into: etree._Element, look: Look) -> None:
        if not text or look.hidden:
            return
        language = language_tag(look.language_for(text))
        if text.strip():
            self.counted[language] += len(text)
            if language:
                into = etree.SubElement(into, "span", {"lang": language})
            if look.raised:
                into = etree.SubElement(into, "sup" if look.raised == "superscript" else "sub")
        add_words(into, text)


def _href(stated: str) -> str:
    """Give where a link leads; what it says about the kind of its target is left out: "#Table1|table"."""
    before, _, fragment = stated.partition("#")
    return f"{before}#{fragment.partition('|')[0]}" if fragment else stated


def _is_hidden(element: etree._Element) -> bool:
    return get(element, "text:is-hidden") == "true"


def _is_decoration(element: etree._Element) -> bool:
    return "true" in (get(element, "loext:decorative"), get(element, "draw:decorative"))


def _description(element: etree._Element) -> str:
    """Give title and description, each once."""
    found = [child(element, part) for part in ("svg:title", "svg:desc")]
    title, words = (plain(part.text) if part is not None else "" for part in found)
    return f"{title}: {words}" if title and words and title not in words else words or title


def _copied(formula: etree._Element) -> etree._Element:
    """Give a formula without what follows it and without its source in another notation."""
    copied = deepcopy(formula)
    copied.tail = None
    for note in [inner for inner in copied.iter() if name(inner) in ("annotation", "annotation-xml")]:
        above = note.getparent()
        if above is not None:
            above.remove(note)
    return copied


def _numbers(table: etree._Element, chart: etree._Element) -> etree._Element | None:
    """Give the numbers of a chart as a table. Its first row and column are the names."""
    made = etree.Element("table")
    title = next((e for e in chart.iter() if name(e) == "title"), None)
    if title is not None:
        etree.SubElement(made, "caption").text = plain("".join(str(part) for part in title.itertext()))
    for at, row in enumerate(list(named(table, "table:table-row"))[:2000]):  # chosen: points of a chart
        line = etree.SubElement(made, "tr")
        for column, cell in enumerate(inner for inner in row if name(inner) == "table:table-cell"):
            words = plain(" ".join(str(part) for part in cell.itertext()))
            is_head = (at == 0) != (column == 0)
            scope = {"scope": "col" if at == 0 else "row"} if is_head else {}
            etree.SubElement(line, "th" if is_head else "td", scope).text = words
    return made if any(True for _ in made.iter("td")) else None
