"""The guessed blocks of PDF pages as HTML: page breaks stand beside the text, notes after their page."""

from __future__ import annotations

from lxml import etree

from accessvr.content.books.document import add_words, last_child
from accessvr.content.books.pdf_pages import LIGATURES
from accessvr.content.books.pdf_paragraphs import Block, together
from accessvr.core.publication import Kind


class Writer:
    """Writes the blocks of pages, one after the other, into a body."""

    def __init__(self) -> None:
        self.body = etree.SubElement(etree.Element("html"), "body")
        self._page: dict[str, str] | None = None
        self._last: tuple[etree._Element, Block] | None = None
        self._notes: list[Block] = []
        self._number = 0

    def begin_page(self, name: str, label: str) -> None:
        """Begin a page. Its break is written with its first words; a page without a name is led to elsewhere."""
        if self._page is not None:
            self._break(self.body)
        self._page = {"role": "doc-pagebreak", "aria-label": label, **({"id": name} if name else {})}

    def resume_page(self, name: str) -> None:
        """Go on with a page whose break stands in the section before: only what leads to it stands here."""
        etree.SubElement(self.body, "a", {"id": name})

    def say_empty(self, words: str) -> None:
        """Say that there is nothing on a page."""
        self._break(self.body)
        self._last = None
        if words:
            etree.SubElement(self.body, "p", {"lang": "en"}).text = words

    def write(self, blocks: list[Block], *, goes_on: bool) -> None:
        """Write the blocks of a page. `goes_on`: its first paragraph is the end of the last one."""
        notes = {block.mark: f"note-{self._count()}" for block in blocks if block.kind is Kind.NOTE}
        waiting: list[tuple[Block, str]] = []
        for number, block in enumerate(blocks):
            if block.kind is Kind.NOTE:
                waiting.append((block, notes.pop(block.mark, "")))
            elif number == 0 and goes_on and self._last is not None:
                self._go_on(block, notes)
            else:
                self._block(block, notes)
        for block, name in waiting:
            aside = etree.SubElement(self.body, "aside", {"role": "doc-footnote", **({"id": name} if name else {})})
            add_words(etree.SubElement(aside, "p"), f"{block.mark} {block.text}")

    def _count(self) -> int:
        self._number += 1
        return self._number

    def _go_on(self, block: Block, notes: dict[str, str]) -> None:
        """Write the end of a paragraph that began on the page before; the page break stands inside it."""
        if self._last is None:
            return
        element, before = self._last
        said, _ = together(before, block)
        if said.startswith(before.text):
            add_words(element, said[len(before.text) :])
        else:  # a hyphen is taken away
            _cut_last(element)
        self._break(element)
        _fill(element, block, notes)
        self._last = (element, block)

    def _block(self, block: Block, notes: dict[str, str]) -> None:
        above = self.body
        if block.kind is Kind.ROW:
            self._row(block)
            return
        if block.kind is Kind.ITEM:
            last = last_child(self.body)
            above = last if last is not None and last.tag == "ul" else etree.SubElement(self.body, "ul")
        tag = {Kind.HEADING: f"h{block.level}", Kind.ITEM: "li", Kind.FIGURE: "figure"}.get(block.kind, "p")
        if above is self.body:
            self._break(above)
        element = etree.SubElement(above, tag, {"id": block.anchor} if block.anchor else {})
        if above is not self.body:
            self._break(element)
        if block.kind is Kind.FIGURE:
            etree.SubElement(element, "img")
        _fill(element, block, notes)
        self._last = (element, block) if block.kind in (Kind.PARAGRAPH, Kind.ITEM) else None

    def _row(self, block: Block) -> None:
        last = last_child(self.body)
        is_same = last is not None and last.tag == "table" and len(last[-1]) == len(block.cells) and self._page is None
        if not is_same:
            self._break(self.body)
        table = last if is_same and last is not None else etree.SubElement(self.body, "table")
        line = etree.SubElement(table, "tr")
        for words in block.cells:
            add_words(etree.SubElement(line, "td"), words)
        self._last = None

    def _break(self, into: etree._Element) -> None:
        if self._page is not None:
            etree.SubElement(into, "span", self._page)
            self._page = None


def _fill(element: etree._Element, block: Block, notes: dict[str, str]) -> None:
    """Put the words of a block into an element; a raised number with a note on its page stands beside the text."""
    end = 0
    for start, stop in block.marks:
        mark = block.text[start:stop].strip()
        target = notes.get(mark, "")
        add_words(element, block.text[end:start].translate(LIGATURES))
        if target:
            etree.SubElement(element, "a", {"role": "doc-noteref", "href": f"#{target}"}).text = mark
        else:
            etree.SubElement(element, "sup").text = mark
        end = stop
    add_words(element, block.text[end:].translate(LIGATURES))


def _cut_last(element: etree._Element) -> None:
    """Take the last letter away: a hyphen that parts a word."""
    last = last_child(element)
    if last is not None:
        last.tail = (last.tail or "").rstrip("-")
    else:
        element.text = (element.text or "").rstrip("-")
