"""The headings and page breaks of a document that is one tree: they become its contents and its page list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from copy import deepcopy

from lxml import etree

from accessvr.content.books.contents import CHAPTER_WORDS, PART_WORDS
from accessvr.content.books.elements import heading_level, page_label
from accessvr.content.books.markup import NEVER_SAID, is_hidden, kinds, local, named, own_id, plain, visible_text
from accessvr.core.publication import Entry, Kind
from accessvr.core.values import dataclass

NO_CONTENTS = named("table figure aside nav details blockquote footer")  # headings in them belong to them alone
MOST_ENTRIES = 50_000  # chosen: ten times the longest contents seen
LONGEST_LABEL = 300  # chosen, in characters


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the document. `id` is its own, or was given to it here."""

    element: etree._Element
    id: str
    label: str
    level: int


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A page break of the document, and what it is called."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Outline:
    """What the contents are made of. `chapter_level` is the level of the headings that are chapters; 0 for none."""

    headings: tuple[Heading, ...]
    pages: tuple[PageBreak, ...]
    chapter_level: int


def read_outline(body: etree._Element) -> Outline:
    """Find headings and page breaks in reading order, and give an id to those that have none."""
    headings: list[Heading] = []
    pages: list[PageBreak] = []
    for element in _seen(body):
        roles = kinds(element)
        if "pagebreak" in roles:
            pages.append(PageBreak(_named(element, f"page-break-{len(pages) + 1}"), page_label(element)))
        elif _is_whole(element) or (_level(element) and not _in_whole(element)):
            label = _label(element)
            if label and len(headings) < MOST_ENTRIES:
                name = _named(_first_heading(element), f"heading-{len(headings) + 1}")
                headings.append(Heading(element, name, label, _level(_first_heading(element))))
    return Outline(tuple(headings), tuple(pages), _chapter_level(headings))


def entries(outline: Outline, sections: Mapping[str, int]) -> tuple[Entry, ...]:
    """Give the contents: what stands above chapters are parts, what stands below are headings.

    sections  the section of each id
    """
    depths: list[int] = []
    found = []
    for heading in outline.headings:
        while depths and depths[-1] >= heading.level:
            depths.pop()
        depths.append(heading.level)
        if heading.id in sections:
            section = sections[heading.id]
            found.append(
                Entry(_kind(heading, outline), heading.label, section, f"s{section}#{heading.id}", len(depths))
            )
    return tuple(found)


def page_list(outline: Outline, sections: Mapping[str, int]) -> tuple[Entry, ...]:
    """Give the list of pages."""
    known = ((page, sections[page.id]) for page in outline.pages if page.id in sections and page.label)
    return tuple(Entry(Kind.PAGE, page.label, section, f"s{section}#{page.id}") for page, section in known)


def _seen(body: etree._Element) -> Iterator[etree._Element]:
    """Walk over the elements that are not hidden and not inside something with headings of its own."""
    waiting = [body]
    while waiting:
        element = waiting.pop()
        tag = local(element)
        if not tag or tag in NEVER_SAID or is_hidden(element):
            continue
        yield element
        inner = [child for child in element if isinstance(child.tag, str)]
        if tag in NO_CONTENTS:
            inner = [found for child in inner for found in child.iter() if "pagebreak" in kinds(found)]
        waiting += reversed(inner)


def _is_whole(element: etree._Element) -> bool:
    """Tell whether this is a heading of several lines."""
    return local(element) == "hgroup" and any(_level(child) for child in element)


def _in_whole(element: etree._Element) -> bool:
    above = element.getparent()
    return above is not None and local(above) == "hgroup"


def _level(element: etree._Element) -> int:
    return heading_level(local(element), element, kinds(element))


def _first_heading(element: etree._Element) -> etree._Element:
    return next((child for child in element if _level(child)), element) if _is_whole(element) else element


def _label(element: etree._Element) -> str:
    """Give the words of a heading, of its picture when it has no others; note marks and page breaks do not count."""
    parts = [_words(child) for child in element] if _is_whole(element) else [_words(element)]
    pictures = [e.get("alt") or "" for e in element.iter() if local(e) == "img"]
    return plain(" ".join(parts) or " ".join(pictures))[:LONGEST_LABEL]


def _words(element: etree._Element) -> str:
    marks = [child for child in element.iter() if kinds(child) & {"noteref", "pagebreak"}]
    if not marks:
        return visible_text(element)
    copied = deepcopy(element)
    copied.tail = None
    for mark in [child for child in copied.iter() if kinds(child) & {"noteref", "pagebreak"}]:
        for inner in list(mark):
            mark.remove(inner)
        mark.text = None
    return visible_text(copied)


def _named(element: etree._Element, name: str) -> str:
    if not own_id(element):
        element.set("id", name)
    return own_id(element)


def _chapter_level(headings: list[Heading]) -> int:
    """Give the level of what is called chapter, else the highest level that is there more than once."""
    there = Counter(heading.level for heading in headings)
    called = Counter(heading.level for heading in headings if CHAPTER_WORDS.match(heading.label))
    chapters = [level for level, count in called.items() if 2 * count >= there[level]]
    if chapters:
        return min(chapters, key=lambda level: (-called[level], level))
    return min((level for level, count in there.items() if count > 1), default=min(there, default=0))


def _kind(heading: Heading, outline: Outline) -> Kind:
    if heading.level == outline.chapter_level:
        return Kind.CHAPTER
    if heading.level > outline.chapter_level:
        return Kind.HEADING
    lone = sum(other.level == heading.level for other in outline.headings) == 1 and not PART_WORDS.match(heading.label)
    return Kind.CHAPTER if lone else Kind.PART
