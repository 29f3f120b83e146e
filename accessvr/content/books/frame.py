"""A thing that holds others (a list, a table, a figure, a part) while it is read, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence

from accessvr.content.books.descriptions import LONGEST_DETAILS
from accessvr.content.books.elements import PAIRS
from accessvr.core.publication import Cell, Kind, Node
from accessvr.core.values import dataclass, field, replace

_TAKES_FIRST_TEXT = (Kind.ITEM, Kind.CELL, Kind.NOTE)
_TERM, _DEFINITION = PAIRS.values()
_Become = tuple[list[Node], dict[str, str]]  # nodes, and the ids of those that were taken into others


@dataclass(slots=True)
class Frame:
    """A container that is being read.

    above     language of what it stands in
    captions  ids of the children that are its caption
    anchors   other ids that lead here
    caption   it is itself a caption, and dissolves into what it captions
    loose     it is not a thing of its own when it holds a single block: that takes its role
    """

    kind: Kind
    id: str
    language: str
    above: str
    level: int = 0
    label: str = ""
    role: str = ""
    details: str = ""
    more: str = ""
    cell: Cell | None = None
    caption: bool = False
    loose: bool = False
    anchors: list[str] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    captions: set[str] = field(default_factory=set)

    def nodes(self) -> _Become:
        """Give what it has become, and the ids of nodes that were taken into others."""
        if self.caption:
            return self._spoken_as_own(self.children), {}
        if self.kind is Kind.FIGURE:
            return self._figure()
        if not self.children:
            return ([self._node("", ())] if self.kind is Kind.CELL or self.label else []), {}
        if self.kind is Kind.LIST:
            return self._list()
        if self.kind is Kind.SECTION and self._is_one_block():
            return self._taken_by(self.children[0])
        first = self.children[0]
        if self._takes(first):
            moved = self._node(first.text, (*first.children, *self.children[1:]))
            moved = replace(
                moved, label=self.label or first.label, spans=first.spans, language=self._language_of(first)
            )
            return [moved], {first.id: self.id}
        return [self._node("", tuple(self.children))], {}

    def _takes(self, first: Node) -> bool:
        """Tell whether the first text stands for the whole: the words of an item, of a cell, a table's caption."""
        if first.kind is not Kind.PARAGRAPH or first.role or not all(child.beside for child in first.children):
            return False
        if (first.language or first.label) and len(self.children) > 1:
            return False
        if self.kind is Kind.ASIDE:
            return len(self.children) == 1
        return self.kind in _TAKES_FIRST_TEXT or first.id in self.captions

    def _is_one_block(self) -> bool:
        if len(self.children) != 1:
            return False
        only = self.children[0]
        if only.kind is Kind.SECTION:
            return only.role == self.role
        return self.loose and only.kind in (Kind.PARAGRAPH, Kind.FIGURE) and not only.role

    def _taken_by(self, only: Node) -> _Become:
        """Give the only block with the role and id of the whole."""
        own = only.language or self._own_language()
        return [replace(only, id=self.id, role=self.role, label=only.label or self.label, language=own)], {
            only.id: self.id
        }

    def _list(self) -> _Become:
        """Give a list; definitions stand in the item of their term."""
        items: list[Node] = []
        for child in self.children:
            if child.role == _DEFINITION and items and items[-1].role == _TERM:
                term = items[-1]
                language = child.language or (self.language if term.language else "")
                items[-1] = replace(term, children=(*term.children, replace(child, language=language)))
            else:
                items.append(child)
        return [self._node("", tuple(items))], {}

    def _figure(self) -> _Become:
        """Give a picture with its caption as one; a figure without a picture is only what it holds."""
        pictures = [node for node in self.children if node.kind is Kind.FIGURE and _is_single(node)]
        others = [node for node in self.children if node not in pictures]
        if not pictures:
            return self._spoken_as_own(self.children), {self.id: self.children[0].id} if self.children else {}
        captions = [node for node in others if node.id in self.captions]
        loose = [node for node in others if node not in captions and node.kind is not Kind.DETAILS]
        if len(pictures) > 1 or loose:
            return [self._node("", tuple(self.children))], {}
        picture = pictures[0]
        caption = captions[0] if captions and captions[0].kind is Kind.PARAGRAPH else Node("", Kind.PARAGRAPH)
        drawn = [replace(picture, id=f"{self.id}~", kind=Kind.PARAGRAPH, label="", details="", more="", spans=())]
        rest = (node for node in others if node is not caption)
        whole = replace(
            self._node(caption.text, (*caption.children, *(drawn if picture.text else ()), *rest)),
            label="" if picture.label == caption.text else picture.label or self.label,
            role=picture.role or self.role,
            details=picture.details or self.details,
            more=picture.more or self.more,
            spans=(*picture.spans, *caption.spans) if not picture.text else caption.spans,
            language=self._language_of(caption),
        )
        return [with_details(whole, others)], {node.id: self.id for node in (picture, caption) if node.id}

    def _language_of(self, child: Node) -> str:
        """Give the language to state when a child's text becomes its own."""
        return child.language if child.language and child.language != self.above else self._own_language()

    def _own_language(self) -> str:
        return "" if self.language == self.above else self.language

    def _node(self, text: str, children: tuple[Node, ...]) -> Node:
        return Node(
            id=self.id,
            kind=self.kind,
            label=self.label,
            text=text,
            language=self._own_language(),
            level=self.level,
            role=self.role,
            details=self.details,
            more=self.more,
            cell=self.cell,
            children=children,
        )

    def _spoken_as_own(self, nodes: list[Node]) -> list[Node]:
        """Give nodes for the thing above, each with the language it took from here."""
        own = self._own_language()
        return [replace(node, language=node.language or own) for node in nodes]


def with_details(picture: Node, others: Sequence[Node]) -> Node:
    """Give a picture that knows of the description that stands with it, when nothing else describes it."""
    found = next((node for node in others if node.kind is Kind.DETAILS), None)
    if found is None or picture.more or picture.details:
        return picture
    return replace(picture, more=found.id, details=_plain_words(found))


def _is_single(picture: Node) -> bool:
    return all(child.beside for child in picture.children)


def _plain_words(node: Node) -> str:
    """Give the words of a thing that holds nothing but paragraphs, and not too many; "" for any other."""
    if any(child.kind is not Kind.PARAGRAPH or child.children for child in node.children):
        return ""
    words = " ".join(part for part in (node.text, *(child.text for child in node.children)) if part)
    return words if len(words) <= LONGEST_DETAILS else ""
