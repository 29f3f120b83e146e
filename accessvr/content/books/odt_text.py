"""The text of an OpenDocument as a tree of HTML: headings, paragraphs, lists, tables, notes, text boxes."""

from __future__ import annotations

from lxml import etree

from accessvr.content.books.captions import CAPTION, join_captions
from accessvr.content.books.document import last_child
from accessvr.content.books.docx_notes import way_back
from accessvr.content.books.markup import named as names
from accessvr.content.books.odt_parts import Parts, child, get, name, named
from accessvr.content.books.odt_styles import Counter, Style, Styles
from accessvr.content.books.odt_words import LEFT_OUT, Note, Words
from accessvr.core.values import dataclass, field

DEEPEST = 40  # chosen: tables and lists in each other; deeper ones are only their words
MOST_REPEATED = 50  # chosen: rows or cells that are written once and counted
MOST_REPEATED_CELLS = 5000  # chosen: in a whole document
_HOLDERS = names("text:section text:index-body office:text text:index-title text:numbered-paragraph office:body")
_CONTENTS = names("text:table-of-content text:illustration-index text:table-index text:object-index text:user-index")


@dataclass(slots=True)
class Flow:
    """Where blocks are written. `toc`: they are lines of a table of contents."""

    into: etree._Element
    depth: int = 0
    is_main: bool = False
    toc: bool = False
    counter: Counter | None = None
    level: int = 0


@dataclass(slots=True)
class Text:
    """Reads the text of a document into a tree."""

    parts: Parts
    styles: Styles
    words: Words
    _shift: int = 0
    _outline: Counter = field(default_factory=lambda: Counter(None))
    _counters: dict[str, Counter] = field(default_factory=dict)
    _new_page: bool = False
    _repeated_cells: int = 0

    def tree(self, content: etree._Element) -> etree._Element:
        """Give the whole text."""
        self._outline = Counter(self.styles.outline)
        self._shift = int(any(self._style(p).kind == "title" for p in named(content, "text:p")))
        root = etree.Element("html")
        body = etree.SubElement(root, "body")
        text = next(named(content, "office:text"), None)
        if text is not None:
            self._blocks(text, Flow(body, is_main=True))
        due, self.words.notes = self.words.notes, []
        if due:
            section = etree.SubElement(body, "section", {"role": "doc-endnotes"})
            for note in due:
                self._note(section, note)
        join_captions(root)
        return root

    def _style(self, paragraph: etree._Element) -> Style:
        return self.styles.style("paragraph", get(paragraph, "text:style-name"))

    def _blocks(self, element: etree._Element, flow: Flow) -> None:
        if flow.depth > DEEPEST:
            words = " ".join(str(part) for part in element.itertext())
            etree.SubElement(flow.into, "p").text = words
            return
        for inner in element:
            if name(inner) not in LEFT_OUT:
                self._block(inner, flow)
            if flow.is_main:
                self._foot_notes(flow.into)

    def _block(self, element: etree._Element, flow: Flow) -> None:
        called = name(element)
        match called:
            case "text:p" | "text:h":
                self._paragraph(element, flow)
            case "text:list":
                self._list(element, flow)
            case "table:table":
                self._table(element, flow)
            case "text:section" if get(element, "text:display") == "none":
                pass
            case _ if called in _CONTENTS:
                toc = etree.SubElement(flow.into, "nav", {"role": "doc-toc"})
                body = child(element, "text:index-body")
                self._blocks(element if body is None else body, Flow(toc, flow.depth + 1, toc=True))
            case _ if called in _HOLDERS or (called.startswith("text:") and len(element)):
                self._blocks(element, Flow(flow.into, flow.depth + 1, flow.is_main, flow.toc))
            case _ if called.startswith("draw:"):
                self.words.drawing(element, etree.SubElement(flow.into, "p"))
                self._boxes(flow)
            case _:
                pass

    def _paragraph(self, paragraph: etree._Element, flow: Flow) -> None:
        style = self._style(paragraph)
        hidden = any(get(mark, "text:is-hidden") == "true" for mark in named(paragraph, "text:hidden-paragraph"))
        if hidden or style.look.hidden:
            return
        begins_page, self._new_page = style.begins_page or self._new_page, style.ends_page
        element = self._element(paragraph, style, flow)
        self.words.read(paragraph, element, style.look)
        if begins_page:
            element.set("class", " ".join(filter(None, (element.get("class"), "new-page"))))
        self._boxes(flow)

    def _element(self, paragraph: etree._Element, style: Style, flow: Flow) -> etree._Element:
        """Give the element that a paragraph is written into."""
        stated = get(paragraph, "text:outline-level")
        level = int(stated[:9]) if stated.isdecimal() else style.level
        if name(paragraph) == "text:h" or (level and not flow.toc) or style.kind == "title":
            return self._heading(paragraph, style, max(1, min(level or 1, 10)), flow)
        last = last_child(flow.into)
        if style.kind == "quotation":
            quotation = last if last is not None and last.tag == "blockquote" else None
            return etree.SubElement(etree.SubElement(flow.into, "blockquote") if quotation is None else quotation, "p")
        if style.kind == "code":
            if last is not None and last.tag == "pre":
                etree.SubElement(last, "br")
                return last
            return etree.SubElement(flow.into, "pre")
        attributes = {"subtitle": {"role": "doc-subtitle"}, "caption": {"class": CAPTION}}.get(style.kind, {})
        return etree.SubElement(flow.into, "p", attributes)

    def _heading(self, paragraph: etree._Element, style: Style, level: int, flow: Flow) -> etree._Element:
        if style.kind == "title":
            return etree.SubElement(flow.into, "h1")
        heading = etree.SubElement(flow.into, f"h{min(6, level + self._shift)}")
        unnumbered = get(paragraph, "text:is-list-header") == "true"
        label = "" if unnumbered else self._outline.next(level - 1, get(paragraph, "text:start-value"))
        heading.text = f"{label} " if label else None
        return heading

    def _boxes(self, flow: Flow) -> None:
        boxes, self.words.boxes = self.words.boxes, []
        for box in boxes:
            if box.tag == "table":
                flow.into.append(box)
            else:
                frame = etree.SubElement(flow.into, "div", {"class": "text-box"})
                self._blocks(box, Flow(frame, flow.depth + 1))

    # -- lists

    def _list(self, element: etree._Element, flow: Flow) -> None:
        counter = flow.counter or self._counter(element)
        level = min(flow.level, 9)
        ordered = not counter.is_bullet(level)
        listed = etree.SubElement(
            flow.into, "ol" if ordered else "ul", {"style": "list-style-type:none"} if ordered else {}
        )
        for item in element:
            if name(item) in ("text:list-item", "text:list-header"):
                label = counter.next(level, get(item, "text:start-value")) if name(item) == "text:list-item" else ""
                written = etree.SubElement(listed, "li")
                self._blocks(item, Flow(written, flow.depth + 1, counter=counter, level=level + 1))
                _put_label(written, label)
        if all(
            inner.tag == "li" and all(e.tag in ("h1", "h2", "h3", "h4", "h5", "h6") for e in inner) for inner in listed
        ):
            _unwrap(listed)  # headings that are numbered as a list

    def _counter(self, element: etree._Element) -> Counter:
        """Give what counts a list: that of the list it goes on with, else a new one."""
        style = get(element, "text:style-name")
        continued = get(element, "text:continue-list")
        goes_on = get(element, "text:continue-numbering") == "true"
        known = self._counters.get(f"#{continued}") if continued else self._counters.get(style) if goes_on else None
        found = known or Counter(self.styles.lists.get(style))
        self._counters[style] = found
        if get(element, "xml:id"):
            self._counters[f"#{get(element, 'xml:id')}"] = found
        return found

    # -- tables

    def _table(self, table: etree._Element, flow: Flow) -> None:
        written = etree.SubElement(flow.into, "table")
        if get(table, "table:name"):
            written.set("id", get(table, "table:name"))
        words = ". ".join(part.text.strip() for part in (child(table, "table:title"), child(table, "table:desc"))
                          if part is not None and part.text)  # fmt: skip
        if words:
            etree.SubElement(written, "caption").text = words
        heads = set(named(table, "table:table-header-rows"))
        side = sum(
            _repeated(column, "columns") for group in named(table, "table:table-header-columns") for column in group
        )
        waiting = list(reversed(table))
        while waiting:
            inner = waiting.pop()
            if name(inner) in ("table:table-header-rows", "table:table-row-group", "table:table-rows"):
                waiting += reversed(inner)
            elif name(inner) == "table:table-row" and get(inner, "table:visibility") not in ("collapse", "filter"):
                self._row(inner, written, flow, head=inner.getparent() in heads, side=side)

    def _row(self, row: etree._Element, table: etree._Element, flow: Flow, *, head: bool, side: int) -> None:
        count = _repeated(row, "rows") if _has_words(row) else 1
        for _ in range(self._allowed(count)):
            line = etree.SubElement(table, "tr")
            column = 0
            for cell in row:
                if name(cell) not in ("table:table-cell", "table:covered-table-cell"):
                    continue
                count = _repeated(cell, "columns")
                self._repeated_cells += count - 1
                for _ in range(self._allowed(count) if name(cell) == "table:table-cell" else 0):
                    self._cell(cell, line, flow, head=head, is_side=column < side)
                column += count

    def _allowed(self, count: int) -> int:
        """Give how often something is repeated: once, when a document repeats without end."""
        return count if self._repeated_cells <= MOST_REPEATED_CELLS else 1

    def _cell(self, cell: etree._Element, line: etree._Element, flow: Flow, *, head: bool, is_side: bool) -> None:
        attributes = {"scope": "col"} if head else {"scope": "row"} if is_side else {}
        for stated, attribute in (("columns", "colspan"), ("rows", "rowspan")):
            spanned = get(cell, f"table:number-{stated}-spanned")
            if spanned.isdecimal() and 1 < int(spanned[:9]) <= 1000:
                attributes[attribute] = spanned
        written = etree.SubElement(line, "th" if head or is_side else "td", attributes)
        self._blocks(cell, Flow(written, flow.depth + 1))

    # -- notes

    def _foot_notes(self, above: etree._Element) -> None:
        due = [note for note in self.words.notes if not note.is_end]
        self.words.notes = [note for note in self.words.notes if note.is_end]
        for note in due:
            self._note(above, note)

    def _note(self, above: etree._Element, note: Note) -> None:
        role = "doc-endnote" if note.is_end else "doc-footnote"
        written = etree.SubElement(above, "aside", {"role": role, "id": note.id})
        self._blocks(note.body, Flow(written, 1))
        first = next(written.iter("p"), None)
        way_back(etree.SubElement(written, "p") if first is None else first, note.reference, note.mark)


def _put_label(item: etree._Element, label: str) -> None:
    first = item[0] if len(item) else None
    if label and first is not None and first.tag in ("p", "h1", "h2", "h3", "h4", "h5", "h6"):
        first.text = f"{label} {first.text or ''}"
    elif label:
        item.text = f"{label} "


def _unwrap(listed: etree._Element) -> None:
    above = listed.getparent()
    if above is not None:
        for heading in [heading for item in listed for heading in item]:
            above.insert(above.index(listed), heading)
        above.remove(listed)


def _repeated(element: etree._Element, what: str) -> int:
    stated = get(element, f"table:number-{what}-repeated")
    return min(int(stated[:9]), MOST_REPEATED) if stated.isdecimal() and int(stated[:9]) else 1


def _has_words(element: etree._Element) -> bool:
    return any(text.strip() for text in element.itertext())
