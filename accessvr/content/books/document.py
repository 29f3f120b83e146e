"""A document that is one tree of HTML, as a book: a page of the web, a letter, a report, a plain text.

Each reader of such a format gives a tree with headings, lists, tables, notes, pictures and page breaks in the words of
HTML; this makes the sections, the contents and the page list of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree

from accessvr.content.books.archive import note
from accessvr.content.books.cutting import Body, bodies
from accessvr.content.books.language import UNKNOWN, guess_language
from accessvr.content.books.markup import NEVER_SAID, is_hidden, local, own_id, plain, visible_text
from accessvr.content.books.outline import Outline, entries, page_list, read_outline
from accessvr.content.books.stable_id import stable_id
from accessvr.content.books.styles import Styles, sheet_texts
from accessvr.content.books.xhtml import Page, read_page
from accessvr.core.errors import ContentError
from accessvr.core.publication import Entry, Kind, Node, Publication, Section
from accessvr.core.values import dataclass, replace

EMPTY = "This part of the document has no words."
LONGEST_TITLE = 120  # chosen, in characters
_SAMPLE = 4000  # chosen, in characters
_NOT_FOR_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document says of itself; what it does not say is "". `format` is a word for its id."""

    format: str
    title: str = ""
    language: str = ""
    authors: tuple[str, ...] = ()
    rights: str = ""
    accessibility: tuple[str, ...] = ()


class Document:
    """An open document.

    publication  its outline; sizes are estimated, counts unknown
    troubles     what a librarian should know, in plain words; grows as sections are read
    """

    def __init__(
        self,
        path: Path,
        root: etree._Element,
        facts: Facts,
        troubles: list[str],
        *,
        sheet: Callable[[str], str] = lambda href: "",
    ) -> None:
        """Make a book of a tree. `sheet` gives the text of a style sheet by its href, "" for none."""
        self.troubles = troubles
        self._name = path.name
        hide(root, sheet)
        body = _body_of(root)
        outline = read_outline(body)
        parts = bodies(body, outline)
        self._bodies = [part.element for part in parts]
        self._sections = _sections_of_ids(self._bodies)
        self._anchors: dict[int, dict[str, str]] = {}
        self.publication = _publication(path, facts, outline, parts, self._sections)

    def section(self, index: int) -> tuple[Node, ...]:
        """Give the nodes of a section, read now."""
        page = self._page(index)
        self._anchors[index] = page.anchors
        return page.nodes

    def anchors(self, index: int) -> dict[str, str]:
        """Give other ids of a section that links lead to, each with the id of the node it stands in."""
        if index not in self._anchors:
            self.section(index)
        return self._anchors[index]

    def close(self) -> None:
        """Give everything back."""
        self._bodies = []

    def _page(self, index: int) -> Page:
        page = read_page(
            self._bodies[index],
            f"s{index}",
            self.publication.language,
            self._leads,
            told=lambda trouble: note(self.troubles, trouble.removeprefix("line None: ")),
        )
        nodes = tuple(self._with_description(node) for node in page.nodes)
        nodes = nodes or (Node(f"s{index}#/", Kind.PARAGRAPH, text=EMPTY, language="en"),)
        return replace(page, nodes=nodes, anchors={f"s{index}": nodes[0].id, **page.anchors})

    def _with_description(self, node: Node) -> Node:
        """Let a node lead to its description, which may stand in another section of the same tree."""
        inner = tuple(self._with_description(child) for child in node.children)
        if any(child is not other for child, other in zip(inner, node.children, strict=True)):
            node = replace(node, children=inner)
        name = node.more.partition("#")[2]
        right = f"s{self._sections[name]}#{name}" if name in self._sections else node.more
        return node if right == node.more else replace(node, more=right)

    def _leads(self, href: str) -> str:
        """Give the id an href leads to, "" when it leads out of the document."""
        return leads_to(self._sections, self._name, href)


def leads_to(sections: dict[str, int], name: str, href: str) -> str:
    """Give the id of the node an href leads to in a document of one file called `name`; "" for anywhere else."""
    before, _, fragment = href.strip().partition("#")
    section = sections.get(fragment) if before in ("", name) else None
    return "" if section is None else f"s{section}#{fragment}"


def hide(root: etree._Element, sheet: Callable[[str], str]) -> None:
    """State on each element that it is hidden when a style sheet hides it: the tree will be cut, its sheets not."""
    sheets = sheet_texts(root, sheet)
    if not sheets:
        return
    styles = Styles(root, sheets)
    for element in _body_of(root).iter():
        if isinstance(element.tag, str) and styles.hides(element):
            element.set("hidden", "hidden")


def notice_nodes(notices: tuple[str, ...]) -> tuple[Node, ...]:
    """Give what has to be known before a document is read, as notes on its way."""
    return tuple(
        Node(f"s0#/notice-{number}", Kind.NOTE, text=words, language="en", role="notice")
        for number, words in enumerate(notices, 1)
    )


def no_words(path: Path, remedy: str) -> ContentError:
    """Give the refusal of a document in which there is nothing to read."""
    return ContentError(
        f"{path}: the file holds no text that can be read",
        spoken="There are no words in this file. Say shelf to choose another.",
        remedy=remedy,
    )


def has_words(root: etree._Element) -> bool:
    """Tell whether there is anything to hear: a word, or a picture that is known to be there."""
    body = _body_of(root)
    return any(letter.isalnum() for part in _visible(body) for letter in part) or any(
        local(element) in ("img", "svg", "math") for element in body.iter()
    )


def add_words(element: etree._Element, words: str) -> None:
    """Add words to the end of what is in an element, without characters that XML cannot hold."""
    words = _NOT_FOR_XML.sub("", words)
    last = last_child(element)
    if last is not None:
        last.tail = (last.tail or "") + words
    else:
        element.text = (element.text or "") + words


def last_child(element: etree._Element) -> etree._Element | None:
    """Give the last child, None when there is none. To count the children first would take longer with each of them."""
    return next(element.iterchildren(reversed=True), None)


def _body_of(root: etree._Element) -> etree._Element:
    """Give the body; a tree without one is put into one."""
    body = next((element for element in root.iter() if local(element) == "body"), None)
    if body is not None:
        return body
    html = etree.Element("html")
    body = etree.SubElement(html, "body")
    body.append(root)
    return body


def _publication(
    path: Path, facts: Facts, outline: Outline, parts: list[Body], sections: dict[str, int]
) -> Publication:
    lines: tuple[Entry, ...] = entries(outline, sections)
    first = outline.headings[0].label if outline.headings else ""
    return Publication(
        id=stable_id(path, facts.format),
        title=facts.title or (first if len(first) <= LONGEST_TITLE else "") or path.stem,
        language=facts.language or _language(parts),
        authors=facts.authors,
        entries=lines,
        sections=tuple(Section(f"s{index}", part.size) for index, part in enumerate(parts)),
        pages=page_list(outline, sections),
        rights=facts.rights,
        accessibility=facts.accessibility,
        source=str(path),
    )


def _language(parts: list[Body]) -> str:
    """Guess the language by words from the middle, where the text is not about the text."""
    middle = parts[len(parts) // 2].element
    return guess_language(_sample(middle)) if parts else UNKNOWN


def _sample(body: etree._Element) -> str:
    said: list[str] = []
    size = 0
    for words in _visible(body):
        said.append(words)
        size += len(words)
        if size > _SAMPLE:
            break
    return plain(" ".join(said))


def _visible(body: etree._Element) -> Iterator[str]:
    """Give the words of a body, in order, block by block, without what is hidden."""
    yield body.text or ""
    for element in body:
        if isinstance(element.tag, str) and local(element) not in NEVER_SAID and not is_hidden(element):
            yield visible_text(element)
        yield element.tail or ""


def _sections_of_ids(parts: list[etree._Element]) -> dict[str, int]:
    """Give the section of each id that can be led to. Of equal ids the first wins."""
    found: dict[str, int] = {}
    for index, body in enumerate(parts):
        for element in body.iter():
            name = own_id(element) or (element.get("name") if local(element) == "a" else None)
            if name:
                found.setdefault(name, index)
    return found
