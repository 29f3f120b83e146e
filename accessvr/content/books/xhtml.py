"""A page of a book as nodes: what can be stood at, read, and skipped.

Ids are the elements' own, else paths of child numbers in the manner of EPUB canonical fragment identifiers: the
element children of an element have the numbers 2, 4, 6 ..., the text before, between and after them 1, 3, 5 ...
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import NamedTuple

from lxml import etree

from accessvr.content.books.elements import (
    CAPTIONS,
    INLINE,
    NOTE_LISTS,
    NOTES,
    container_kind,
    formula_words,
    heading_level,
    is_decoration,
    is_picture,
    is_verse,
    note_mark,
    page_label,
    picture_words,
)
from accessvr.content.books.extents import Extent, Mark, extents
from accessvr.content.books.frame import Frame
from accessvr.content.books.leaf import Inset, Leaf
from accessvr.content.books.markup import (
    NEVER_SAID,
    entity_text,
    is_hidden,
    kinds,
    language_of,
    local,
    own_id,
    plain,
    visible_text,
)
from accessvr.content.books.names import Names
from accessvr.core.publication import Kind, Node, Span

DEEPEST_FRAME = 32  # chosen: deeper containers hold their text, but are no things of their own


@dataclass(frozen=True, slots=True)
class Page:
    """A page as nodes.

    anchors  leads from any other id of the page to the id of the node it stands in
    extents  tells for every id of the page, inline elements too, in which node's text it lies, and from where to where
    """

    nodes: tuple[Node, ...]
    anchors: dict[str, str]
    extents: Mapping[str, Extent] = field(default_factory=dict)


class _Context(NamedTuple):
    """What an element hands down to its children."""

    language: str
    path: str
    verse: bool = False
    in_notes: bool = False
    lists: int = 0


class _Step(Enum):
    ENTER = 0
    TAIL = 1
    LEAVE_INLINE = 2
    LEAVE_LINK = 3
    LEAVE_BLOCK = 4
    LEAVE_FRAME = 5


@dataclass(slots=True)
class _Link:
    target: str
    start: int


@dataclass(slots=True)
class _Named:
    """An inline element with an id that is open. `start` is -1 when its first text was closed already."""

    name: str
    start: int


def read_page(root: etree._Element, prefix: str, language: str, leads: Callable[[str], str]) -> Page:
    """Give the nodes of a page.

    prefix    the section's id, put before every id: "s3" gives "s3#note-2"
    language  that of the publication
    leads     gives the id of the node an href leads to, "" when it leads nowhere in the book
    """
    body = next((element for element in root.iter() if local(element) == "body"), root)
    walk = _Walk(Names(prefix, [prefix]), language, leads)
    walk.run(body, language_of(body, language_of(root, language)))
    nodes = tuple(walk.frames[0].children)
    anchors = walk.names.resolved(nodes, walk.last)
    return Page(nodes, anchors, extents(nodes, anchors, walk.marks, walk.names))


@dataclass
class _Walk:
    """One pass with a stack of its own, so that deep nesting cannot exhaust Python's."""

    names: Names
    language: str
    leads: Callable[[str], str]
    leaf: Leaf | None = None
    frames: list[Frame] = field(default_factory=list)
    links: list[_Link] = field(default_factory=list)
    named: list[_Named] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    pages: list[tuple[str, str]] = field(default_factory=list)
    lines: bool = False
    last: str = ""
    described: dict[str, etree._Element] | None = None

    def run(self, body: etree._Element, language: str) -> None:
        """Walk over the page."""
        self.frames = [Frame(Kind.SECTION, "", self.language, self.language)]
        waiting = [(_Step.ENTER, body, _Context(language, ""))]
        while waiting:
            step, element, context = waiting.pop()
            if step is _Step.ENTER:
                waiting += self._enter(element, context)
            else:
                self._go_on(step, element, context)
        self._close_leaf()
        self._end_pages()

    def _go_on(self, step: _Step, element: etree._Element, context: _Context) -> None:
        match step:
            case _Step.TAIL:
                self._say(element.tail, context)
            case _Step.LEAVE_LINK:
                self._end_named(element)
                self._end_link()
            case _Step.LEAVE_BLOCK:
                self._close_leaf()
                self.lines = False
            case _Step.LEAVE_FRAME:
                self._close_leaf()
                self._close_frame()
            case _Step.LEAVE_INLINE:
                self._end_named(element)
            case _Step.ENTER:
                pass

    def _enter(self, element: etree._Element, context: _Context) -> list[tuple[_Step, etree._Element, _Context]]:
        tag = local(element)
        if not tag:
            self._say(entity_text(element) if isinstance(element, etree._Entity) else "", context)
            return []
        roles = kinds(element)
        context = context._replace(language=language_of(element, context.language))
        if "pagebreak" in roles:
            self._page(element)
            return []
        if tag in NEVER_SAID or is_hidden(element) or self._is_mark(tag, element, roles, context):
            return []
        return self._children(element, context, self._begin(tag, element, roles, context), tag, roles)

    def _children(
        self, element: etree._Element, context: _Context, leave: _Step, tag: str, roles: frozenset[str]
    ) -> list[tuple[_Step, etree._Element, _Context]]:
        """Say the text before the first child; give what is to be done afterwards, the last thing first."""
        inner = context._replace(
            verse=context.verse or is_verse(element, roles),
            in_notes=(context.in_notes and tag not in ("li", "aside")) or bool(roles & NOTE_LISTS),
            lists=context.lists + (leave is _Step.LEAVE_FRAME and self.frames[-1].kind is Kind.LIST),
        )
        self._say(element.text, inner._replace(path=context.path + "/1"))
        todo = [(leave, element, context)]
        number = 0
        for child in element:
            number += 2 if isinstance(child.tag, str) else 0
            todo.append((_Step.ENTER, child, inner._replace(path=f"{context.path}/{number}")))
            todo.append((_Step.TAIL, child, inner._replace(path=f"{context.path}/{number + 1}")))
        return todo[:1] + todo[:0:-1]

    def _begin(self, tag: str, element: etree._Element, roles: frozenset[str], context: _Context) -> _Step:
        """Open what the element is, and tell how it is left."""
        if tag in INLINE:
            self._begin_named(element)
            return self._begin_link(element) if tag == "a" and element.get("href") else _Step.LEAVE_INLINE
        self._close_leaf()
        self.lines = False
        kind = container_kind(tag, roles, in_notes=context.in_notes)
        if (kind or tag in CAPTIONS) and len(self.frames) <= DEEPEST_FRAME:
            self._begin_frame(kind or Kind.PARAGRAPH, element, context, caption=tag in CAPTIONS)
            return _Step.LEAVE_FRAME
        self._begin_block(tag, element, roles, context)
        return _Step.LEAVE_BLOCK

    def _begin_block(self, tag: str, element: etree._Element, roles: frozenset[str], context: _Context) -> None:
        level = heading_level(tag, element, roles)
        if level:
            self._begin_leaf(Kind.HEADING, element, context, level)
        elif tag == "p":
            self._begin_leaf(Kind.NOTE if roles & NOTES else Kind.PARAGRAPH, element, context)
        elif tag == "pre":
            self._begin_leaf(Kind.CODE, element, context)
        else:
            self.names.anchor(element, self.leaf.anchors if self.leaf else None)
        if self.leaf is not None:
            self.leaf.verse = context.verse or is_verse(element, roles)

    def _is_mark(self, tag: str, element: etree._Element, roles: frozenset[str], context: _Context) -> bool:
        """Read what stands beside or in the text without being text: notes, pictures, formulas, breaks."""
        if tag == "br":
            self._break_line(context)
        elif tag == "hr":
            self._close_leaf()
            self._emit([Node(self.names.give(own_id(element), context.path), Kind.BREAK)])
        elif tag == "math":
            self._inset(Kind.FORMULA, formula_words(element), element, context)
        elif is_picture(tag, element):
            if not is_decoration(roles):
                self._inset(Kind.FIGURE, picture_words(tag, element), element, context)
        elif mark := note_mark(tag, element, roles):
            self.names.anchor(element, self.leaf.anchors if self.leaf else None)
            self._point(element, self._open_leaf(context))
            self._open_leaf(context).mark(Kind.NOTE_REFERENCE, mark, self.leads(element.get("href") or ""))
        else:
            return False
        return True

    # -- words and marks

    def _say(self, text: str | None, context: _Context) -> None:
        if not text or (self.leaf is None and not text.strip()):
            return
        self._open_leaf(context).say(text, context.language)

    def _break_line(self, context: _Context) -> None:
        """End a line of verse. Outside a paragraph a break is the only sign of a line; inside it is a space."""
        if self.leaf is None:
            return
        if context.verse or self.leaf.anonymous:
            self.leaf.verse = self.lines = True
            self._close_leaf()
        else:
            self.leaf.say("\n" if self.leaf.kind is Kind.CODE else " ", context.language)

    def _page(self, element: etree._Element) -> None:
        """Mark a page break here, or at the beginning of the block that follows."""
        self.names.anchor(element, self.leaf.anchors if self.leaf else None)
        if self.leaf is None:
            self.pages.append((page_label(element), self.names.stated(element)))
        else:
            self._point(element, self.leaf)
            self.leaf.mark(Kind.PAGE, page_label(element))

    def _end_pages(self) -> None:
        """Mark the page breaks after the last block."""
        if self.pages:
            marks = tuple(Span(0, 0, Kind.PAGE, label) for label, _ in self.pages)
            self._emit([Node(self.names.give("", "/end"), Kind.BREAK, spans=marks)])

    def _inset(self, kind: Kind, words: str, element: etree._Element, context: _Context) -> None:
        name = self.names.give(own_id(element), context.path)
        leaf = self._open_leaf(context)
        leaf.place(Inset(kind, name, words, self._details(element), 0, 0), context.language)
        leaf.anchors.append(name)
        leaf.marks.append((name, leaf.insets[-1].start, leaf.length))

    def _details(self, element: etree._Element) -> str:
        """Give the long description that stands elsewhere on the page."""
        named = f"{element.get('aria-details') or ''} {element.get('aria-describedby') or ''}".split()
        if named and self.described is None:
            self.described = {own_id(e): e for e in element.getroottree().iter() if isinstance(e.tag, str)}
        found = [self.described[name] for name in named if self.described and name in self.described]
        return plain(" ".join(visible_text(description) for description in found))

    def _begin_link(self, element: etree._Element) -> _Step:
        target = self.leads(element.get("href") or "")
        self.links.append(_Link(target, self.leaf.length if self.leaf else 0))
        return _Step.LEAVE_LINK

    def _end_link(self) -> None:
        link = self.links.pop()
        if self.leaf is not None and self.leaf.length > link.start:
            self.leaf.spans.append(Span(link.start, self.leaf.length, Kind.LINK, "", link.target))

    # -- elements with an id in a sentence

    def _begin_named(self, element: etree._Element) -> None:
        name = self.names.stated(element)
        if name:
            self.names.anchor(element, self.leaf.anchors if self.leaf else None)
            self.named.append(_Named(name, self.leaf.length if self.leaf else 0))

    def _end_named(self, element: etree._Element) -> None:
        if not self.names.stated(element):
            return
        named = self.named.pop()
        if self.leaf is not None and named.start >= 0:
            self.leaf.marks.append((named.name, named.start, self.leaf.length))

    def _point(self, element: etree._Element, leaf: Leaf) -> None:
        name = self.names.stated(element)
        if name:
            leaf.marks.append((name, leaf.length, leaf.length))

    # -- blocks and containers

    def _open_leaf(self, context: _Context) -> Leaf:
        if self.leaf is None:
            leaf = Leaf(Kind.PARAGRAPH, self.names.give("", context.path), context.language, anonymous=True)
            leaf.verse = context.verse or self.lines
            leaf.anchors += self.names.take_pending()
            self.leaf = self._with_pages(leaf)
        return self.leaf

    def _begin_leaf(self, kind: Kind, element: etree._Element, context: _Context, level: int = 0) -> None:
        leaf = Leaf(kind, self.names.give(own_id(element), context.path), context.language, level)
        leaf.anchors += self.names.take_pending()
        self.leaf = self._with_pages(leaf)

    def _with_pages(self, leaf: Leaf) -> Leaf:
        for label, name in self.pages:
            leaf.mark(Kind.PAGE, label)
            leaf.marks += [(name, 0, 0)] if name else []
        self.pages = []
        return leaf

    def _close_leaf(self) -> None:
        leaf, self.leaf = self.leaf, None
        if leaf is None:
            return
        for link in self.links:
            if leaf.length > link.start:
                leaf.spans.append(Span(link.start, leaf.length, Kind.LINK, "", link.target))
            link.start = 0
        for named in self.named:
            if named.start >= 0 and leaf.length > named.start:
                leaf.marks.append((named.name, named.start, leaf.length))
                named.start = -1
            named.start = min(named.start, 0)
        self.marks += [(name, leaf.id, start, end) for name, start, end in leaf.marks]
        nodes = leaf.nodes(self.frames[-1].language)
        if not nodes or all(not node.text and node.kind is Kind.FIGURE for node in nodes):
            self.pages += [(span.label, "") for span in leaf.spans if span.kind is Kind.PAGE]
        if nodes:
            self.names.lead([leaf.id, *leaf.anchors], nodes[0].id)
            self._emit(nodes)
        else:
            self.names.pending += [leaf.id, *leaf.anchors]

    def _begin_frame(self, kind: Kind, element: etree._Element, context: _Context, *, caption: bool) -> None:
        frame = Frame(kind, self.names.give(own_id(element), context.path), context.language, self.frames[-1].language)
        frame.caption = caption
        frame.label = plain(element.get("aria-label"))
        if kind is Kind.LIST:
            frame.level = context.lists + 1
        elif kind is Kind.ITEM:
            frame.level = context.lists
        frame.anchors += self.names.take_pending()
        self.frames.append(frame)

    def _close_frame(self) -> None:
        frame = self.frames.pop()
        nodes, moved = frame.nodes()
        for taken, into in moved.items():
            self.names.lead([taken], into)
        if not nodes:
            self.names.pending += [frame.id, *frame.anchors]
            return
        self.names.lead([frame.id, *frame.anchors], nodes[0].id)
        if frame.caption:
            self.frames[-1].captions |= {node.id for node in nodes}
        self._emit([replace(node, label=node.label or frame.label) if frame.caption else node for node in nodes])

    def _emit(self, nodes: list[Node]) -> None:
        self.frames[-1].children += nodes
        self.last = nodes[-1].id
        self.names.lead(self.names.take_pending(), nodes[0].id)
