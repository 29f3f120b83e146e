"""The nodes of a page while they are made: the block that is open, the things around it, marks that are open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lxml import etree

from accessvr.content.books.elements import page_label
from accessvr.content.books.extents import Mark
from accessvr.content.books.frame import Frame, with_details
from accessvr.content.books.leaf import Inset, Leaf
from accessvr.content.books.names import Names
from accessvr.content.books.surroundings import Surroundings
from accessvr.core.publication import Kind, Node, Span
from accessvr.core.values import dataclass, field, replace


class Context(NamedTuple):
    """What an element hands down to its children.

    notes     the role of notes whose list this is, "" for none
    lists     how many lists it stands in
    layout    it stands in a table that is only there for the eye
    alphabet  the one in which pronunciations are written
    """

    language: str
    verse: bool = False
    notes: str = ""
    lists: int = 0
    layout: bool = False
    alphabet: str = ""


@dataclass(slots=True)
class _Stretch:
    """An element in the text that is open. What it means is known; where it ends is not.

    name   its id, "" for none
    marks  kind, label and target of the spans it becomes
    fresh  none of its text has ended yet: its id leads to the first
    """

    element: etree._Element
    name: str
    marks: tuple[tuple[Kind, str, str], ...]
    start: int
    fresh: bool = True


@dataclass(slots=True)
class Growing:
    """The nodes of a page, or of something beside its way, as far as they are made.

    marks  where elements with an id stand in the text
    lines  a break has ended a line here: what follows is a line too
    last   id of the node that was made last
    """

    names: Names
    around: Surroundings
    marks: list[Mark]
    frames: list[Frame]
    leaf: Leaf | None = None
    lines: bool = False
    last: str = ""
    _stretches: list[_Stretch] = field(default_factory=list)
    _pages: list[tuple[str, str]] = field(default_factory=list)
    _ways_back: list[Span] = field(default_factory=list)
    _beside: list[Node] = field(default_factory=list)

    def finish(self) -> tuple[Node, ...]:
        """Give the nodes, when everything is read."""
        self.close_leaf()
        self._end_ways_back()
        if self._pages:
            marks = tuple(Span(0, 0, Kind.PAGE, label) for label, _ in self._pages)
            self.emit([Node(self.names.give("", "/end"), Kind.BREAK, spans=marks)])
        return tuple(self.frames[0].children)

    # -- words and marks

    def say(self, text: str | None, context: Context, path: str) -> None:
        """Add words to the block that is open; without one, words begin one of their own."""
        if text and (self.leaf is not None or not text.isspace()):
            (self.leaf or self.open_leaf(context, path)).say(text, context.language)

    def break_line(self, context: Context) -> None:
        """End a line of verse. Outside a paragraph a break is the only sign of a line; inside it is a space."""
        if self.leaf is None:
            return
        if context.verse or self.leaf.anonymous:
            self.leaf.verse = self.lines = True
            self.close_leaf()
        else:
            self.leaf.say("\n" if self.leaf.kind is Kind.CODE else " ", context.language)

    def page(self, element: etree._Element) -> None:
        """Mark a page break here, or at the beginning of the block that follows."""
        self.anchor(element)
        if self.leaf is None:
            self._pages.append((page_label(element), self.names.stated(element)))
        else:
            self.point(element)
            self.leaf.mark(Kind.PAGE, page_label(element))

    def place(self, node: Node, words: str, beside: str, context: Context, path: str) -> None:
        """Put a picture or a formula into the text. `beside`: its id when it stands beside a sentence."""
        leaf = self.open_leaf(context, path)
        inset = Inset(replace(node, language=context.language), words, beside)
        leaf.place(inset, context.language)
        leaf.anchors.append(node.id)
        leaf.marks.append((node.id, leaf.insets[-1].start, leaf.length))

    def anchor(self, element: etree._Element) -> None:
        """Remember an id that is no node's: it leads to the block it stands in, or to the next one."""
        self.names.anchor(element, self.leaf.anchors if self.leaf else None)

    def point(self, element: etree._Element) -> None:
        """Remember where in the block that is open an element without words stands."""
        name = self.names.stated(element)
        if name and self.leaf is not None:
            self.leaf.marks.append((name, self.leaf.length, self.leaf.length))

    # -- elements in the text

    def begin_stretch(self, element: etree._Element, marks: Iterable[tuple[Kind, str, str]] = ()) -> None:
        """Begin an element in the text, when it has an id or means something."""
        name, marks = self.names.stated(element), tuple(marks)
        if name:
            self.anchor(element)
        if name or marks:
            self._stretches.append(_Stretch(element, name, marks, self.leaf.length if self.leaf else 0))

    def end_stretch(self, element: etree._Element) -> None:
        """End what the element began, if anything."""
        if self._stretches and self._stretches[-1].element is element:
            stretch = self._stretches.pop()
            if self.leaf is not None:
                self._mark_stretch(self.leaf, stretch)

    def _mark_stretch(self, leaf: Leaf, stretch: _Stretch) -> None:
        if stretch.name and stretch.fresh:
            leaf.marks.append((stretch.name, stretch.start, leaf.length))
        if leaf.length > stretch.start or any(inset.start >= stretch.start for inset in leaf.insets):
            leaf.spans += [Span(stretch.start, leaf.length, *mark) for mark in stretch.marks]

    # -- blocks

    def open_leaf(self, context: Context, path: str) -> Leaf:
        """Give the block that is open; words that stand in no paragraph begin one of their own."""
        if self.leaf is None:
            leaf = Leaf(Kind.PARAGRAPH, self.names.give("", path), context.language, anonymous=True)
            leaf.verse = context.verse or self.lines
            self.begin_leaf(leaf)
            return leaf
        return self.leaf

    def begin_leaf(self, leaf: Leaf) -> None:
        """Begin a block, with the page breaks and ids that wait for one."""
        own, leaf.anchors = leaf.anchors, self.names.take_pending()  # the long list is handed on, not copied
        leaf.anchors += own
        for label, name in self._pages:
            leaf.mark(Kind.PAGE, label)
            leaf.marks += [(name, 0, 0)] if name else []
        leaf.spans += self._ways_back
        self._pages, self._ways_back = [], []
        self.leaf = leaf

    def close_leaf(self) -> None:
        """End the block that is open, if any."""
        leaf, self.leaf = self.leaf, None
        if leaf is not None:
            self._part_stretches(leaf)
            self.marks += [(name, leaf.id, start, end) for name, start, end in leaf.marks]
            nodes = leaf.nodes(self.frames[-1].language, self.around.lexicons)
            if not nodes or all(not node.text and node.kind is Kind.FIGURE for node in nodes):
                self._pages += [(span.label, "") for span in leaf.spans if span.kind is Kind.PAGE]
            if nodes and _is_way_back(nodes[0]):
                self._put_way_back(nodes[0].spans, [leaf.id, *leaf.anchors])
            elif nodes:
                self.names.lead([leaf.id, *leaf.anchors], nodes[0].id)
                self.emit(nodes)
            else:
                leaf.anchors.append(leaf.id)
                self.names.give_back(leaf.anchors)
        if self._beside:
            beside, self._beside = self._beside, []
            self.emit(beside)

    def _put_way_back(self, spans: Sequence[Span], anchors: Sequence[str]) -> None:
        """Put links without words at the end of the block before, else at the beginning of the next."""
        siblings = self.frames[-1].children
        if siblings and siblings[-1].text:
            last, end = siblings[-1], len(siblings[-1].text)
            moved = tuple(replace(span, start=end, end=end) for span in spans)
            siblings[-1] = replace(last, spans=last.spans + moved)
            self.names.lead(anchors, last.id)
        else:
            self._ways_back += spans
            self.names.pending += anchors

    def _end_ways_back(self) -> None:
        """Give links that no block came for a pause of their own."""
        if self._ways_back:
            spans, self._ways_back = tuple(self._ways_back), []
            self.emit([Node(self.names.give("", f"/{self.last}/back"), Kind.BREAK, spans=spans)])

    def _part_stretches(self, leaf: Leaf) -> None:
        """What is open goes on in the next block."""
        for stretch in self._stretches:
            if leaf.length > stretch.start:
                self._mark_stretch(leaf, stretch)
                stretch.fresh = False
            stretch.start = 0

    # -- things that hold others

    def begin_frame(self, frame: Frame) -> None:
        """Begin a thing that holds others."""
        own, frame.anchors = frame.anchors, self.names.take_pending()
        frame.anchors += own
        self.frames.append(frame)

    def close_frame(self) -> None:
        """End the innermost thing."""
        self._end_ways_back()
        frame = self.frames.pop()
        nodes, moved = frame.nodes()
        for taken, into in moved.items():
            self.names.lead([taken], into)
        if not nodes:
            frame.anchors.append(frame.id)
            self.names.give_back(frame.anchors)
            return
        self.names.lead([frame.id, *frame.anchors], nodes[0].id)
        if frame.caption:
            self.frames[-1].captions |= {node.id for node in nodes}
            nodes = [replace(node, label=node.label or frame.label) for node in nodes]
        self.emit(nodes)

    def emit(self, nodes: Sequence[Node]) -> None:
        """Add nodes to the innermost thing."""
        siblings = self.frames[-1].children
        if siblings and siblings[-1].kind is Kind.FIGURE:
            siblings[-1] = self._described(siblings[-1], nodes[0])
        siblings += nodes
        self.last = nodes[-1].id
        self.names.lead(self.names.take_pending(), nodes[0].id)

    def put_beside(self, nodes: Sequence[Node]) -> None:
        """Add nodes that stand beside the way, after the block that is open."""
        if self.leaf is None:
            self.emit(nodes)
        else:
            self._beside += nodes

    def _described(self, picture: Node, follows: Node) -> Node:
        """Give a picture that knows of a description right after it: details, or a link to a part beside the way."""
        links = [
            span for span in follows.spans if span.kind is Kind.LINK and span.end - span.start == len(follows.text)
        ]
        if follows.text and links and not picture.more and self.around.beside(links[0].target):
            return replace(picture, more=links[0].target)
        return with_details(picture, [follows])


def _is_way_back(node: Node) -> bool:
    """Tell whether a block holds nothing but links without words."""
    return node.kind is Kind.BREAK and bool(node.spans) and all(span.kind is Kind.LINK for span in node.spans)
