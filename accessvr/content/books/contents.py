"""The contents of an EPUB: the navigation document of EPUB 3 or the NCX of EPUB 2, as entries of the outline."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from accessvr.content.books.markup import kinds, local, plain, visible_text
from accessvr.core.publication import Entry, Kind
from accessvr.core.values import dataclass, field, replace

PART_WORDS = re.compile(
    r"(part|book|volume|section|partie|livre|tome|teil|buch|band|parte|libro|volumen|deel|boek)\b", re.I
)
CHAPTER_WORDS = re.compile(r"(chapter|chapitre|kapitel|cap[ií]tulo|capitolo|hoofdstuk|canto|act|scene|letter)\b", re.I)
OTHER_LISTS = frozenset({"page-list", "pagelist", "landmarks", "loi", "lot", "loa", "lov"})
Place = tuple[int, str]  # section, node id


@dataclass(slots=True)
class Line:
    """A line of the contents as it is written: `href` may be "" for a heading that is no link."""

    label: str
    href: str
    level: int
    children: list[Line] = field(default_factory=list)


def nav_lines(root: etree._Element) -> list[Line]:
    """Give the lines of a navigation document's table of contents."""
    navs = list(root.iter("{*}nav"))
    known = [nav for nav in navs if not kinds(nav) & OTHER_LISTS]
    return _list_of([nav for nav in navs if "toc" in kinds(nav)] or known[:1])


def nav_list(root: etree._Element, role: str) -> list[Line]:
    """Give the lines of another list of a navigation document: of pages, of landmarks."""
    return _list_of([nav for nav in root.iter("{*}nav") if role in kinds(nav)])


def _list_of(navs: list[etree._Element]) -> list[Line]:
    lists = [element for nav in navs[:1] for element in nav.iter("{*}ol", "{*}ul")]
    return _tree(lists[0], _nav_children, _nav_line) if lists else []


def ncx_lines(root: etree._Element) -> list[Line]:
    """Give the lines of an NCX."""
    maps = [element for element in root.iter() if local(element) == "navmap"]
    return _tree(maps[0], _ncx_children, _ncx_line) if maps else []


def ncx_pages(root: etree._Element) -> list[Line]:
    """Give the printed pages of an NCX. A page without a label has its number."""
    targets = [element for element in root.iter() if local(element) == "pagetarget"]
    pages = ((_ncx_line(element, 1), element.get("value") or "") for element in targets)
    return [replace(page, label=page.label or number) for page, number in pages]


def places(lines: list[Line], place: Callable[[str], Place | None], kind: Kind) -> tuple[Entry, ...]:
    """Give the lines of a list that is no contents, lines in lines too, as entries of one kind."""
    found = []
    waiting = lines[::-1]
    while waiting:
        line = waiting.pop()
        at = place(line.href) if line.href and line.label else None
        if at:
            found.append(Entry(kind, line.label, at[0], at[1]))
        waiting += line.children[::-1]
    return tuple(found)


def entries(lines: list[Line], place: Callable[[str], Place | None]) -> tuple[Entry, ...]:
    """Give the entries of the outline; a line that leads nowhere in the reading order is left out.

    place  gives the section and node of an href
    """
    found = []
    waiting = [(line, False) for line in reversed(lines)]
    while waiting:
        line, in_chapter = waiting.pop()
        at = _target(line, place)
        kind = _kind(line, at, place, in_chapter=in_chapter)
        if at and line.label:
            found.append(Entry(kind, line.label, at[0], at[1], line.level))
        waiting += [(child, in_chapter or kind is Kind.CHAPTER) for child in reversed(line.children)]
    return tuple(found)


def _kind(line: Line, at: Place | None, place: Callable[[str], Place | None], *, in_chapter: bool) -> Kind:
    if in_chapter:
        return Kind.HEADING
    if not line.children or CHAPTER_WORDS.match(line.label):
        return Kind.CHAPTER
    if PART_WORDS.match(line.label) or not line.href or any(_holds_chapters(child) for child in line.children):
        return Kind.PART
    own = at[0] if at else None
    elsewhere = [found[0] for found in (place(child.href) for child in line.children if child.href) if found]
    return Kind.PART if 2 * sum(section != own for section in elsewhere) > len(line.children) else Kind.CHAPTER


def _holds_chapters(line: Line) -> bool:
    return bool(CHAPTER_WORDS.match(line.label) or PART_WORDS.match(line.label))


def _target(line: Line, place: Callable[[str], Place | None]) -> Place | None:
    """Give where a line leads; a heading that is no link leads where its first linked line does."""
    waiting = [line]
    while waiting:
        candidate = waiting.pop()
        if candidate.href:
            at = place(candidate.href)
            if at or candidate is line:
                return at
        waiting += reversed(candidate.children)
    return None


_Children = Callable[[etree._Element], Iterator[etree._Element]]


def _tree(top: etree._Element, children: _Children, read: Callable[[etree._Element, int], Line]) -> list[Line]:
    """Read lines in lines, without recursion: contents may be nested by the thousand."""
    lines: list[Line] = []
    waiting = [(element, lines, 1) for element in reversed(list(children(top)))]
    while waiting:
        element, siblings, level = waiting.pop()
        line = read(element, level)
        siblings.append(line)
        waiting += [(child, line.children, level + 1) for child in reversed(list(children(element)))]
    return lines


def _nav_children(element: etree._Element) -> Iterator[etree._Element]:
    """Give the items of a list, or of the lists in an item."""
    lists = [element] if local(element) in ("ol", "ul") else [e for e in element if local(e) in ("ol", "ul")]
    return (item for listed in lists for item in listed if local(item) == "li")


def _nav_line(item: etree._Element, level: int) -> Line:
    """Read what stands in an item before its list."""
    links = [e for e in item if local(e) not in ("ol", "ul", "")]
    anchor = next((a for e in links for a in e.iter() if local(a) == "a"), None)
    label = plain(" ".join(_label(element) for element in links) or item.text)
    return Line(label, (anchor.get("href") or "").strip() if anchor is not None else "", level)


def _label(element: etree._Element) -> str:
    """Give the words of a link; those of its picture when it has no others."""
    pictures = [e.get("alt") or "" for e in element.iter() if local(e) == "img"]
    return visible_text(element) or " ".join(pictures) or element.get("title") or ""


def _ncx_children(element: etree._Element) -> Iterator[etree._Element]:
    return (child for child in element if local(child) == "navpoint")


def _ncx_line(point: etree._Element, level: int) -> Line:
    label = next((child for child in point if local(child) == "navlabel"), None)
    content = next((child for child in point if local(child) == "content"), None)
    words = plain("".join(str(part) for part in label.itertext())) if label is not None else ""
    return Line(words, (content.get("src") or "").strip() if content is not None else "", level)
