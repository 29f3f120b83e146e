"""A PDF that does not say in what order it is read: a book whose order is a guess, made page by page when asked for.

A paragraph that runs over a page is whole; the page break stands beside its text. A group of pages is a section.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from accessvr.content.books.archive import note
from accessvr.content.books.document import LONGEST_TITLE, Facts, leads_to, notice_nodes
from accessvr.content.books.language import UNKNOWN, guess_language
from accessvr.content.books.pdf_blocks import Writer
from accessvr.content.books.pdf_lines import Line, page_lines, usual_size
from accessvr.content.books.pdf_pages import Pages, Title
from accessvr.content.books.pdf_paragraphs import Block, goes_on, page_blocks, without_furniture
from accessvr.content.books.stable_id import stable_id
from accessvr.content.books.xhtml import read_page
from accessvr.core.publication import Entry, Kind, Node, Publication, Section

PAGES_TOGETHER = 6  # chosen: pages of a section; a chapter that begins a page begins a section
SAMPLED_PAGES = 8  # chosen: looked at to find the usual size of letters, and the language
KEPT_PAGES = 40  # chosen: pages that are kept read
GUESS = "The reading order of this document is a guess."
_FROM_RIGHT = ("ar", "fa", "he", "ur", "yi", "ps", "sd", "ug", "dv")
_LETTERS = re.compile(r"[\W_]+")


class GuessedPdf:
    """An open PDF whose order is a guess.

    publication  its outline; sizes are estimated, counts unknown
    troubles     what a librarian should know, in plain words; grows as sections are read
    """

    def __init__(self, path: Path, pages: Pages, facts: Facts, troubles: list[str]) -> None:
        self.troubles = troubles
        self._name = path.name
        self._pages = pages
        self._lines: OrderedDict[int, tuple[list[Line], float]] = OrderedDict()
        self._blocks: OrderedDict[int, list[Block]] = OrderedDict()
        sampled = sorted({at * pages.count // SAMPLED_PAGES for at in range(SAMPLED_PAGES)} & set(range(pages.count)))
        lines = [line for page in sampled for line in self._page(page)[0]]
        words = " ".join(line.text for line in lines if not line.is_picture)
        self._usual = usual_size(lines)
        language = facts.language or guess_language(words[max(0, len(words) // 2 - 2000) :]) or UNKNOWN
        self._from_right = language.partition("-")[0].lower() in _FROM_RIGHT
        self._titles = pages.contents()
        self._groups = _groups(pages.count, self._titles)
        self._sections = {f"page-{page + 1}": index for index, group in enumerate(self._groups) for page in group} | {
            f"title-{number}": self._section_of(title.page) for number, title in enumerate(self._titles, 1)
        }
        self._anchors: dict[int, dict[str, str]] = {}
        note(troubles, "states no reading order (it is not tagged): the order, headings and paragraphs are guessed")
        size = max(1, len(words) // max(1, len(sampled)))
        self.publication = Publication(
            id=stable_id(path, facts.format),
            title=facts.title or self._first_heading() or path.stem,
            language=language,
            authors=facts.authors,
            entries=tuple(self._entries()),
            sections=tuple(Section(f"s{index}", size * len(group)) for index, group in enumerate(self._groups)),
            pages=tuple(
                Entry(Kind.PAGE, pages.label(page), index, f"s{index}#page-{page + 1}")
                for index, group in enumerate(self._groups)
                for page in group
            ),
            source=str(path),
        )

    def section(self, index: int) -> tuple[Node, ...]:
        """Give the nodes of a section, read now."""
        body = self._body(self._groups[index])
        own = {f"note-{number}": index for number in range(1, 1000)}  # notes stand in the section of their signs
        known = self._sections | own
        page = read_page(
            body,
            f"s{index}",
            self.publication.language,
            lambda href: leads_to(known, self._name, href),
            told=lambda trouble: note(self.troubles, trouble.removeprefix("line None: ")),
        )
        before = notice_nodes((GUESS,)) if index == 0 else ()
        nodes = before + page.nodes or (Node(f"s{index}#/", Kind.BREAK),)
        self._anchors[index] = {f"s{index}": nodes[0].id, **page.anchors}
        return nodes

    def anchors(self, index: int) -> dict[str, str]:
        """Give other ids of a section that links lead to, each with the id of the node it stands in."""
        if index not in self._anchors:
            self.section(index)
        return self._anchors[index]

    def close(self) -> None:
        """Give the file back."""
        self._pages.close()

    # -- outline

    def _first_heading(self) -> str:
        """Give the words of the largest heading of the first page, when they are few."""
        headings = [block for block in self._page_blocks(0) if block.kind is Kind.HEADING]
        first = min(headings, key=lambda block: block.level, default=None)
        return first.text if first is not None and len(first.text) <= LONGEST_TITLE else ""

    def _section_of(self, page: int) -> int:
        return next(index for index, group in enumerate(self._groups) if page in group)

    def _entries(self) -> Iterator[Entry]:
        top = min((title.level for title in self._titles), default=1)
        for number, title in enumerate(self._titles, 1):
            section = self._section_of(title.page)
            kind = Kind.CHAPTER if title.level == top else Kind.HEADING
            yield Entry(kind, title.words, section, f"s{section}#title-{number}", title.level - top + 1)

    # -- pages

    def _page(self, page: int) -> tuple[list[Line], float]:
        """Give the lines of a page and its height."""
        if page not in self._lines:
            letters = self._pages.letters(page)
            if letters is None:
                note(self.troubles, f"page {self._pages.label(page)} is damaged; it is left out")
                found: tuple[list[Line], float] = ([], 1.0)
            else:
                found = page_lines(letters), letters.size.height
                letters.close()
            self._lines[page] = found
            while len(self._lines) > KEPT_PAGES:
                self._lines.popitem(last=False)
        return self._lines[page]

    def _page_blocks(self, page: int) -> list[Block]:
        if page not in self._blocks:
            lines, height = self._page(page)
            near = (other for other in (page - 2, page - 1, page + 1, page + 2) if 0 <= other < self._pages.count)
            kept = without_furniture(lines, [self._page(other)[0] for other in near], height, self._usual)
            found = page_blocks(kept, self._usual, from_right=self._from_right)
            self._blocks[page] = self._with_titles(page, found)
            while len(self._blocks) > KEPT_PAGES:
                self._blocks.popitem(last=False)
        return self._blocks[page]

    def _with_titles(self, page: int, blocks: list[Block]) -> list[Block]:
        """Let the lines of the contents that lead to a page be headings of it."""
        for number, title in enumerate(self._titles, 1):
            if title.page == page:
                block = _of_title(title, [block for block in blocks if not block.anchor])
                if block is not None:
                    block.anchor = f"title-{number}"
                    if _same(title, block):
                        block.kind, block.level = Kind.HEADING, min(6, title.level)
        return blocks

    def _body(self, group: range) -> etree._Element:
        """Give the pages of a section as HTML. What began on the page before is left out, what goes on is added."""
        writer = Writer()
        carried = group[0] > 0 and self._carries(group[0])
        for page in group:
            blocks = self._page_blocks(page)
            if carried and page == group[0]:
                writer.resume_page(f"page-{page + 1}")
            else:
                writer.begin_page(f"page-{page + 1}", self._pages.label(page))
            if not blocks:
                writer.say_empty(self._empty(page))
            writer.write(
                blocks[1:] if carried and page == group[0] else blocks, goes_on=page > group[0] and self._carries(page)
            )
        after = group[-1] + 1
        if after < self._pages.count and self._carries(after):
            writer.begin_page("", self._pages.label(after))
            writer.write(self._page_blocks(after)[:1], goes_on=True)
        return writer.body

    def _carries(self, page: int) -> bool:
        """Tell whether the first paragraph of a page goes on from the page before."""
        before = [block for block in self._page_blocks(page - 1) if block.kind is not Kind.NOTE]
        here = self._page_blocks(page)
        return bool(before and here) and goes_on(before[-1], here[0])

    def _empty(self, page: int) -> str:
        lines, _ = self._page(page)
        label = self._pages.label(page)
        if lines:
            return ""
        note(self.troubles, f"page {label} holds no text: when it is a scanned picture, let it be recognised as text")
        return f"Page {label} has no text."


def _groups(count: int, titles: list[Title]) -> list[range]:
    """Part the pages into sections: some pages each, and a new one where a chapter begins."""
    top = min((title.level for title in titles), default=1)
    starts = {0} | {title.page for title in titles if title.level == top}
    found: list[range] = []
    begin = 0
    for page in range(1, count + 1):
        if page == count or page in starts or page - begin >= PAGES_TOGETHER:
            found.append(range(begin, page))
            begin = page
    return found


def _of_title(title: Title, blocks: list[Block]) -> Block | None:
    """Give the block a line of the contents leads to: one of the same words, else the one at that height."""
    same = next((block for block in blocks if _same(title, block)), None)
    if same is not None:
        return same
    below = [block for block in blocks if title.height and block.top <= title.height + 2 * block.size]
    return next(iter(below or blocks), None)


def _same(title: Title, block: Block) -> bool:
    words, said = (_LETTERS.sub("", text).lower() for text in (title.words, block.text))
    return bool(words) and (said == words or (said.endswith(words) and len(said) < len(words) + 12))
