"""The text of a Word document as a tree of HTML: headings, paragraphs, lists, tables, notes, text boxes."""

from __future__ import annotations

import re

from lxml import etree

from accessvr.content.books.archive import note
from accessvr.content.books.captions import CAPTION, join_captions
from accessvr.content.books.document import last_child
from accessvr.content.books.docx_notes import Note, Notes, note_element, way_back
from accessvr.content.books.docx_numbers import Numbers
from accessvr.content.books.docx_parts import Parts, child, get, is_on, name, named, value
from accessvr.content.books.docx_styles import Style, Styles
from accessvr.content.books.docx_tables import Row, grid, has_header_column, is_header_row
from accessvr.content.books.docx_words import Words, pieces
from accessvr.content.books.lists import Lists
from accessvr.core.values import dataclass, field

DEEPEST = 40  # chosen: tables in tables; deeper ones are only their words
_REFERENCE = re.compile(r"""(?:(?:PAGE)?REF\s+|\\l\s+")([^\s"\\]+)""")


@dataclass(slots=True)
class Flow:
    """Where blocks are written: an element, the lists that are open in it, and what is due at its end."""

    into: etree._Element
    depth: int = 0
    lists: Lists = field(default_factory=Lists)
    is_main: bool = False


class Text:
    """Reads the text of a document into a tree.

    words  what reads its words; it counts them by language
    """

    def __init__(self, parts: Parts, troubles: list[str]) -> None:
        self._styles = Styles(parts.related("styles"))
        self._numbers = Numbers(parts.related("numbering"))
        self._troubles = troubles
        self._notes = Notes(parts)
        self.words = Words(parts, self._styles, self._notes, frozenset(), troubles)
        self._shift = 0

    @property
    def usual_language(self) -> str:
        """Give the language that holds where none is stated."""
        return self._styles.default.language

    def tree(self, document: etree._Element) -> etree._Element:
        """Give the whole text."""
        self.words.targets = _targets(document)
        self._shift = int(any(self._style(p).kind == "title" for p in named(document, "p")))
        root = etree.Element("html")
        body = etree.SubElement(root, "body")
        text = next(named(document, "body"), None)
        if text is not None:
            self._blocks(text, Flow(body, is_main=True))
        self._end_notes(body)
        join_captions(root)
        return root

    def _style(self, paragraph: etree._Element) -> Style:
        return self._styles.paragraph(child(paragraph, "pPr"))

    def _blocks(self, element: etree._Element, flow: Flow) -> None:
        if flow.depth > DEEPEST:
            words = "".join(t.text or "" for t in named(element, "t"))
            etree.SubElement(flow.into, "p").text = words
            return
        for piece in pieces(element):
            match name(piece):
                case "p":
                    self._paragraph(piece, flow)
                case "tbl":
                    flow.lists.close()
                    self._table(piece, flow)
                case "altChunk" | "subDoc":
                    note(self._troubles, "holds a part that is another document; it is left out")
                case "bookmarkStart":
                    self.words.piece(piece, flow.into, Style().look)
                case "oMathPara" | "oMath" | "r" | "hyperlink":  # words that stand in no paragraph
                    self.words.piece(piece, etree.SubElement(flow.into, "p"), Style().look)
                case _:
                    pass
            if flow.is_main:
                self._foot_notes(flow)

    def _paragraph(self, paragraph: etree._Element, flow: Flow) -> None:
        properties = child(paragraph, "pPr")
        style = self._styles.paragraph(properties)
        begins_page = bool(is_on(properties, "pageBreakBefore")) or self.words.new_page
        self.words.new_page = False
        element = self._block(style, flow)
        self.words.read(paragraph, element, style.look)
        if begins_page or (self.words.new_page and not _has_text(element)):
            element.set("class", " ".join(filter(None, (element.get("class"), "new-page"))))
        boxes, self.words.boxes = self.words.boxes, []
        for box in boxes:
            self._box(box, flow)

    def _block(self, style: Style, flow: Flow) -> etree._Element:
        """Give the element that a paragraph of a style is written into."""
        number, level = style.list
        label = self._numbers.next(number, level) if self._numbers.is_list(number) else ""
        if style.kind == "title" or style.level:
            flow.lists.close()
            depth = 1 if style.kind == "title" else min(6, style.level + self._shift)
            return _labelled(etree.SubElement(flow.into, f"h{depth}"), label)
        if self._numbers.is_list(number):
            item = flow.lists.item(flow.into, level, number, ordered=not self._numbers.is_bullet(number, level))
            return _labelled(etree.SubElement(item, "p"), label)
        flow.lists.close()
        return self._plain_block(style, flow)

    def _plain_block(self, style: Style, flow: Flow) -> etree._Element:
        last = last_child(flow.into)
        if style.kind == "contents":
            toc = last if last is not None and last.get("role") == "doc-toc" else None
            toc = etree.SubElement(flow.into, "nav", {"role": "doc-toc"}) if toc is None else toc
            return etree.SubElement(toc, "p")
        if style.kind == "quotation":
            quotation = last if last is not None and last.tag == "blockquote" else None
            return etree.SubElement(etree.SubElement(flow.into, "blockquote") if quotation is None else quotation, "p")
        if style.kind == "code":
            return etree.SubElement(flow.into, "pre")
        attributes = {"subtitle": {"role": "doc-subtitle"}, "caption": {"class": CAPTION}}.get(style.kind, {})
        return etree.SubElement(flow.into, "p", attributes)

    def _box(self, box: etree._Element, flow: Flow) -> None:
        """Write what stands beside a paragraph: a text box, or a list or table made of a drawing."""
        if name(box) == "txbxContent":
            frame = etree.SubElement(flow.into, "div", {"class": "text-box"})
            self._blocks(box, Flow(frame, flow.depth + 1))
        else:
            flow.into.append(box)

    def _table(self, table: etree._Element, flow: Flow) -> None:
        written = etree.SubElement(flow.into, "table")
        properties = child(table, "tblPr")
        called, described = value(properties, "tblCaption"), value(properties, "tblDescription")
        if called or described:
            etree.SubElement(written, "caption").text = ". ".join(filter(None, (called.rstrip("."), described)))
        rows = grid(table)
        side = has_header_column(table, self._styles)
        for number, row in enumerate(rows):
            head = is_header_row(table, row, number, self._styles)
            self._row(row, etree.SubElement(written, "tr"), flow, head=head, side=side)

    def _row(self, row: Row, into: etree._Element, flow: Flow, *, head: bool, side: bool) -> None:
        for number, cell in enumerate(row.cells):
            is_side = side and number == 0 and not head
            attributes = {"scope": "col"} if head else {"scope": "row"} if is_side else {}
            if cell.columns > 1:
                attributes["colspan"] = str(cell.columns)
            if cell.rows > 1:
                attributes["rowspan"] = str(cell.rows)
            written = etree.SubElement(into, "th" if head or is_side else "td", attributes)
            if cell.element is not None:
                self._blocks(cell.element, Flow(written, flow.depth + 1))

    def _foot_notes(self, flow: Flow) -> None:
        item = flow.lists.last()
        for found in self._notes.take(at_end=False):
            self._note(flow.into if item is None else item, found)

    def _end_notes(self, body: etree._Element) -> None:
        due = list(self._notes.take(at_end=True)) + list(self._notes.take(at_end=False))
        if due:
            section = etree.SubElement(body, "section", {"role": "doc-endnotes"})
            for found in due:
                self._note(section, found)

    def _note(self, above: etree._Element, found: Note) -> None:
        written = note_element(above, found)
        self._blocks(found.element, Flow(written, 1))
        first = next(written.iter("p"), None)
        way_back(etree.SubElement(written, "p") if first is None else first, found.reference, found.mark)


def _labelled(element: etree._Element, label: str) -> etree._Element:
    if label:
        element.text = f"{label} "
    return element


def _has_text(element: etree._Element) -> bool:
    return any(text.strip() for text in element.itertext())


def _targets(document: etree._Element) -> frozenset[str]:
    """Give the names of the bookmarks that something leads to."""
    found = {get(link, "anchor") for link in named(document, "hyperlink")}
    codes = ["".join(text.text or "" for text in named(p, "instrText")) for p in named(document, "p")]
    codes += [get(simple, "instr") for simple in named(document, "fldSimple")]
    return frozenset(found | {target for code in codes for target in _REFERENCE.findall(code)})
