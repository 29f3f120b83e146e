"""A thing that holds others (a list, a table, a figure) while it is read, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from accessvr.core.publication import Kind, Node

_TAKES_FIRST_TEXT = (Kind.ITEM, Kind.CELL, Kind.NOTE)


@dataclass(slots=True)
class Frame:
    """A container that is being read.

    above     language of what it stands in
    captions  ids of the children that are its caption
    anchors   other ids that lead here
    caption   it is itself a caption, and dissolves into what it captions
    """

    kind: Kind
    id: str
    language: str
    above: str
    level: int = 0
    label: str = ""
    caption: bool = False
    anchors: list[str] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    captions: set[str] = field(default_factory=set)

    def nodes(self) -> tuple[list[Node], dict[str, str]]:
        """Give what it has become, and the ids of nodes that were taken into others."""
        if self.caption:
            return self._spoken_as_own(self.children), {}
        if self.kind is Kind.FIGURE:
            return self._figure()
        if not self.children and self.kind is not Kind.CELL:
            return [], {}
        first = self.children[0] if self.children else None
        if first is not None and self._takes(first):
            moved = self._node(first.text, tuple(self.children[1:]))
            moved = replace(moved, spans=first.spans, language=self._language_of(first), details=first.details)
            return [moved], {first.id: self.id}
        return [self._node("", tuple(self.children))], {}

    def _takes(self, first: Node) -> bool:
        """Tell whether the first text stands for the whole: the words of an item, of a cell, a table's caption."""
        if first.kind is not Kind.PARAGRAPH or first.children or first.label:
            return False
        if first.language and len(self.children) > 1:
            return False
        return self.kind in _TAKES_FIRST_TEXT or first.id in self.captions

    def _figure(self) -> tuple[list[Node], dict[str, str]]:
        """Give a picture with its caption as one; a figure without a picture is only what it holds."""
        pictures = [node for node in self.children if node.kind is Kind.FIGURE and not node.children]
        others = [node for node in self.children if node not in pictures]
        if not pictures:
            return self._spoken_as_own(self.children), {self.id: self.children[0].id} if self.children else {}
        if len(pictures) > 1 or len(others) > 1 or any(node.id not in self.captions for node in others):
            return [self._node("", tuple(self.children))], {}
        picture, caption = pictures[0], others[0] if others else Node("", Kind.PARAGRAPH)
        whole = replace(
            self._node(caption.text, caption.children),
            label=picture.label or self.label,
            details=picture.details,
            spans=caption.spans,
            language=self._language_of(caption),
        )
        return [whole], {node.id: self.id for node in (picture, *others)}

    def _language_of(self, child: Node) -> str:
        """Give the language to state when a child's text becomes its own."""
        return child.language if child.language and child.language != self.above else self._own_language()

    def _own_language(self) -> str:
        return "" if self.language == self.above else self.language

    def _node(self, text: str, children: tuple[Node, ...]) -> Node:
        return Node(self.id, self.kind, self.label, text, self._own_language(), self.level, children=children)

    def _spoken_as_own(self, nodes: list[Node]) -> list[Node]:
        """Give nodes for the thing above, each with the language it took from here."""
        own = self._own_language()
        return [replace(node, language=node.language or own) for node in nodes]
