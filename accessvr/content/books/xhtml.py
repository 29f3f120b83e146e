"""A page of a book as nodes: what can be stood at, read, and skipped.

Ids are the elements' own, else paths of child numbers in the manner of EPUB canonical fragment identifiers: the
element children of an element have the numbers 2, 4, 6 ..., the text before, between and after them 1, 3, 5 ...
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum

from lxml import etree

from accessvr.content.books.descriptions import MEDIA, description, stated_label
from accessvr.content.books.elements import (
    CAPTIONS,
    INLINE,
    PAIRS,
    STATED_BLOCKS,
    container_kind,
    heading_level,
    is_verse,
)
from accessvr.content.books.extents import Extent, extents
from accessvr.content.books.frame import Frame
from accessvr.content.books.growing import Context, Growing
from accessvr.content.books.inline import Inline
from accessvr.content.books.language import language_tag
from accessvr.content.books.leaf import Leaf
from accessvr.content.books.lexicon import SSML_ALPHABET, SSML_PH, Lexicon
from accessvr.content.books.markup import (
    NEVER_SAID,
    entity_text,
    kinds,
    language_of,
    local,
    named,
    own_id,
    plain,
    visible_text,
)
from accessvr.content.books.names import Names
from accessvr.content.books.notes import Notes
from accessvr.content.books.roles import NOTE_LISTS, NOTES, role_of
from accessvr.content.books.styles import Styles, sheet_texts
from accessvr.content.books.surroundings import Surroundings
from accessvr.content.books.tables import cells_of
from accessvr.core.publication import Cell, Kind, Node
from accessvr.core.values import dataclass, field, replace

DEEPEST_FRAME = 32  # chosen: deeper containers hold their text, but are no things of their own
DEEPEST_BESIDE = 4  # chosen: hidden notes in hidden notes
_TRANSPARENT = named("object canvas noscript map picture switch default")  # what they hold stands where they stand
_SECTIONING = named("section article nav body main")
_PLAIN = INLINE - {"a"} | named("p div li section td tr tbody ul ol h1 h2 h3 h4 h5 h6")  # say nothing of themselves
_NEVER_SAID = NEVER_SAID - MEDIA
_MATHML = "http://www.w3.org/1998/Math/MathML"
_USES_SSML = etree.XPath("boolean(descendant-or-self::*/@s:ph)", namespaces={"s": SSML_PH[1:].partition("}")[0]})


@dataclass(frozen=True, slots=True)
class Page:
    """A page as nodes.

    anchors  leads from any other id of the page to the id of the node it stands in
    extents  tells for every id of the page, inline elements too, in which node's text it lies, and from where to where
    """

    nodes: tuple[Node, ...]
    anchors: dict[str, str]
    extents: Mapping[str, Extent] = field(default_factory=dict)


class _Step(Enum):
    ENTER = 0
    TAIL = 1
    LEAVE_INLINE = 2
    LEAVE_BLOCK = 3
    LEAVE_FRAME = 4


_Todo = list[tuple[_Step, etree._Element, Context, str]]  # a step, its element, what that was handed, its path


def read_page(
    root: etree._Element,
    prefix: str,
    language: str,
    leads: Callable[[str], str],
    *,
    sheet: Callable[[str], str] = lambda href: "",
    lexicons: Sequence[Lexicon] = (),
    beside: Callable[[str], bool] = lambda name: False,
    told: Callable[[str], None] = lambda trouble: None,
) -> Page:
    """Give the nodes of a page.

    prefix    the section's id, put before every id: "s3" gives "s3#note-2"
    language  that of the publication
    leads     gives the id of the node an href leads to, "" when it leads nowhere in the book
    sheet     gives the text of a style sheet by its href, "" for none
    lexicons  how words are pronounced, the most important first
    beside    tells whether the node of an id stands in a section beside the way
    told      is told what a librarian should mend
    """
    body = next((element for element in root.iter() if local(element) == "body"), root)
    styles = Styles(root, sheet_texts(root, sheet))
    around = Surroundings(root, prefix, leads, styles, tuple(lexicons), beside, told)
    names = Names(prefix, [prefix])
    tree = Growing(names, around, [], [Frame(Kind.SECTION, "", language, language)])
    walk = _Walk(around, tree, Inline(around, tree, Notes(around), ssml=bool(_USES_SSML(root))))
    context = Context(language_of(root, language), alphabet=root.get(SSML_ALPHABET) or "")
    nodes = walk.run(body, context, "")
    anchors = names.resolved(nodes, tree.last)
    return Page(nodes, anchors, extents(nodes, anchors, tree.marks, names))


@dataclass
class _Walk:
    """One pass with a stack of its own, so that deep nesting cannot exhaust Python's.

    shown  the element it begins with is read although it is hidden: somebody asked for it
    depth  how many such elements it stands in
    cells  the cells of tables that are open
    said   elements whose words were said already
    """

    around: Surroundings
    tree: Growing
    inline: Inline
    shown: etree._Element | None = None
    depth: int = 0
    cells: dict[etree._Element, Cell] = field(default_factory=dict)
    said: set[etree._Element] = field(default_factory=set)

    def run(self, element: etree._Element, context: Context, path: str) -> tuple[Node, ...]:
        """Walk over the page, or a part of it, and give its nodes."""
        waiting: _Todo = [(_Step.ENTER, element, context, path)]
        enter, tail, tree = _Step.ENTER, _Step.TAIL, self.tree
        while waiting:
            step, element, context, path = waiting.pop()
            if step is enter:
                waiting += self._enter(element, context, path)
            elif step is tail:
                tree.say(element.tail, context, path)
            else:
                self._leave(step, element)
        return tree.finish()

    def _leave(self, step: _Step, element: etree._Element) -> None:
        if step is not _Step.LEAVE_FRAME:
            self.tree.end_stretch(element)
        if step is not _Step.LEAVE_INLINE:
            self.tree.close_leaf()
            self.tree.lines = False
        if step is _Step.LEAVE_FRAME:
            self.tree.close_frame()

    def _enter(self, element: etree._Element, context: Context, path: str) -> _Todo:
        tag = local(element)
        if not tag:
            self.tree.say(entity_text(element) if isinstance(element, etree._Entity) else "", context, path)
            return []
        roles = kinds(element)
        context = self._inherited(element, context)
        if "pagebreak" in roles:
            self.tree.page(element)
        elif tag in _NEVER_SAID or element in self.said:
            self.tree.anchor(element)
        elif element is not self.shown and self.around.styles.hides(element):
            return self._pass_by(element, context, path)
        elif (tag in _PLAIN and not roles) or not self.inline.put(tag, element, roles, context, path):
            leave = self._begin(tag, element, roles, context, path)
            return self._children(element, self._handed_down(element, context, leave, tag, roles), leave, path)
        return []

    def _inherited(self, element: etree._Element, context: Context) -> Context:
        language = language_of(element, context.language)
        if language != context.language:
            context = context._replace(language=language_tag(language) or context.language)
        if self.inline.ssml and element.get(SSML_ALPHABET):
            context = context._replace(alphabet=element.get(SSML_ALPHABET) or "")
        return context

    def _children(self, element: etree._Element, context: Context, leave: _Step, path: str) -> _Todo:
        """Say the text before the first child; give what is to be done afterwards, the last thing first."""
        self.tree.say(element.text, context, f"{path}/1")
        if not len(element):
            return [(leave, element, context, path)]
        todo: _Todo = [(leave, element, context, path)]
        number = 0
        for child in _of_switch(element) if local(element) == "switch" else element:
            number += 2 if isinstance(child.tag, str) else 0
            todo.append((_Step.ENTER, child, context, f"{path}/{number}"))
            if child.tail:
                todo.append((_Step.TAIL, child, context, f"{path}/{number + 1}"))
        return todo[:1] + todo[:0:-1]

    def _handed_down(
        self, element: etree._Element, context: Context, leave: _Step, tag: str, roles: frozenset[str]
    ) -> Context:
        if leave is _Step.LEAVE_INLINE and not roles:
            return context
        notes = "" if tag in ("li", "aside") else context.notes
        if roles & NOTE_LISTS:
            notes = "footnote" if "footnotes" in roles else "endnote"
        kind = self.tree.frames[-1].kind if leave is _Step.LEAVE_FRAME else None
        return context._replace(
            verse=context.verse or is_verse(element, roles),
            notes=notes,
            lists=context.lists + (kind is Kind.LIST),
            layout=kind is not Kind.TABLE if tag == "table" else context.layout,
        )

    # -- what an element begins

    def _begin(self, tag: str, element: etree._Element, roles: frozenset[str], context: Context, path: str) -> _Step:
        """Open what the element is, and tell how it is left."""
        if tag in _TRANSPARENT or (tag in INLINE and not roles & STATED_BLOCKS):
            self.tree.begin_stretch(element, self.inline.marks_of(tag, element, roles, context))
            if tag == "a":
                self.inline.say_label(element, context, path)
            return _Step.LEAVE_INLINE
        self.tree.close_leaf()
        self.tree.lines = False
        role = role_of(element) if roles else ""
        kind = container_kind(tag, roles, role, in_notes=bool(context.notes), layout=context.layout)
        if (kind or tag in CAPTIONS) and len(self.tree.frames) <= DEEPEST_FRAME:
            frame = self._frame(kind, tag, element, role, context)
            frame.id = self.tree.names.give(own_id(element), path)
            self.tree.begin_frame(frame)
            return _Step.LEAVE_FRAME
        self._begin_block(tag, element, roles, role, context, path)
        return _Step.LEAVE_BLOCK

    def _begin_block(
        self, tag: str, element: etree._Element, roles: frozenset[str], role: str, context: Context, path: str
    ) -> None:
        level = heading_level(tag, element, roles)
        if level:
            kind = Kind.HEADING
        elif tag == "p":
            kind = Kind.NOTE if roles & NOTES else Kind.ASIDE if role == "pullquote" else Kind.PARAGRAPH
        elif tag == "pre":
            kind = Kind.CODE
        else:
            self.tree.anchor(element)
            return
        leaf = Leaf(kind, self.tree.names.give(own_id(element), path), context.language, level=level, role=role)
        leaf.verse = context.verse or is_verse(element, roles)
        self.tree.begin_leaf(leaf)
        if self.inline.ssml and element.get(SSML_PH):
            self.tree.begin_stretch(element, self.inline.marks_of(tag, element, roles, context))

    def _frame(self, kind: Kind | None, tag: str, element: etree._Element, role: str, context: Context) -> Frame:
        frame = Frame(
            kind or Kind.PARAGRAPH,
            "",
            context.language,
            self.tree.frames[-1].language,
            label=plain(element.get("aria-label")),
            role=role or PAIRS.get(tag, ""),
            cell=self.cells.pop(element, None),
            caption=tag in CAPTIONS,
            loose=tag not in _SECTIONING,
        )
        if element.get("aria-details") or element.get("aria-describedby"):
            frame.details, frame.more = description(element, self.around)
        self._prepare(frame, tag, element, context)
        return frame

    def _prepare(self, frame: Frame, tag: str, element: etree._Element, context: Context) -> None:
        """Give a frame what only its kind has."""
        match frame.kind:
            case Kind.LIST:
                frame.level = context.lists + 1
            case Kind.ITEM:
                frame.level = context.lists
            case Kind.NOTE:
                frame.role = frame.role or context.notes or "footnote"
            case Kind.TABLE:
                frame.label = stated_label(element, self.around)
                frame.details = frame.details or plain(element.get("summary"))
                self.cells |= cells_of(element, self.around.styles.hides)
            case Kind.DETAILS:
                summary = next((child for child in element if local(child) == "summary"), None)
                if summary is not None:
                    frame.label = visible_text(summary)
                    self.said.add(summary)
            case Kind.SECTION if tag == "nav" and not frame.role:
                frame.role = "navigation"
            case _:
                pass

    # -- what stands beside the way

    def _pass_by(self, element: etree._Element, context: Context, path: str) -> _Todo:
        """Leave out what is hidden, but keep what is referred to, and what a sheet makes visible inside it."""
        self.tree.anchor(element)
        if self.depth < DEEPEST_BESIDE:
            for number, (inner, kind) in enumerate(self.around.sought_in(element)):
                self._read_beside(inner, kind, context, f"{path}/0.{number}")
        again = self.around.styles.shown_again(element)
        return [(_Step.ENTER, inner, context, f"{path}/1.{number}") for number, inner in enumerate(again)][::-1]

    def _read_beside(self, element: etree._Element, kind: Kind, context: Context, path: str) -> None:
        """Read something hidden that is asked for, as a thing beside the way."""
        names, language = self.tree.names, self.tree.frames[-1].language
        pending, names.pending = names.pending, []
        tree = Growing(names, self.around, self.tree.marks, [Frame(Kind.SECTION, "", language, language)])
        inline = replace(self.inline, tree=tree, in_note=kind is Kind.NOTE)
        walk = _Walk(self.around, tree, inline, shown=element, depth=self.depth + 1)
        nodes = walk.run(element, Context(language_of(element, context.language)), path)
        names.lead(names.pending, tree.last)
        names.pending = pending
        if nodes:
            role = "footnote" if kind is Kind.NOTE else ""
            name = names.give(own_id(element), path) if len(nodes) > 1 else ""
            self.tree.put_beside([_beside(nodes, name, kind, role)])


def _beside(nodes: tuple[Node, ...], name: str, kind: Kind, role: str) -> Node:
    """Give several nodes as one thing of that name, and a single one as itself."""
    if len(nodes) > 1:
        return Node(name, kind, role=role, beside=True, children=nodes)
    only = replace(nodes[0], beside=True)
    return replace(only, kind=kind, role=role) if only.kind is Kind.PARAGRAPH and role else only


def _of_switch(switch: etree._Element) -> list[etree._Element]:
    """Give the content of a switch: its formula when it has one, else what is for everybody."""
    cases = [child for child in switch if local(child) == "case" and child.get("required-namespace") == _MATHML]
    return [inner for child in cases[:1] for inner in child] or [c for c in switch if local(c) == "default"]
