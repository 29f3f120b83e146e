"""The ids of a page: each node has its own, and every other id leads to a node."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from accessvr.content.books.markup import local, own_id
from accessvr.core.publication import Node
from accessvr.core.values import dataclass, field


@dataclass(slots=True)
class Names:
    """Ids that were given, and where the others lead.

    prefix   the section's id, put before every id
    pending  ids that lead to whatever comes next
    """

    prefix: str
    pending: list[str] = field(default_factory=list)
    _taken: set[str] = field(default_factory=set)
    _anchors: dict[str, str] = field(default_factory=dict)
    _there: set[str] = field(default_factory=set)

    def give(self, own: str, path: str) -> str:
        """Give an id that no other node of the page has: the element's own, else its path. The first wins."""
        name = f"{self.prefix}#{own or path or '/'}"
        if name in self._taken:
            name = f"{self.prefix}#{path}"
        while name in self._taken:
            name += "~"
        self._taken.add(name)
        return name

    def anchor(self, element: etree._Element, block: list[str] | None) -> None:
        """Remember an id that is no node's: it leads to the block it stands in, or to the next one."""
        named = self.stated(element)
        if named:
            into = self.pending if block is None else block
            into.append(named)

    def stated(self, element: etree._Element) -> str:
        """Give the id that links name the element by, or ""."""
        named = own_id(element) or (element.get("name") if local(element) == "a" else "")
        return f"{self.prefix}#{named}" if named else ""

    def take_pending(self) -> list[str]:
        """Give the ids that lead to what begins now."""
        pending, self.pending = self.pending, []
        return pending

    def give_back(self, anchors: list[str]) -> None:
        """Let ids lead to whatever comes next, since what took them became nothing.

        The shorter list goes into the longer, so that ten thousand empty paragraphs cost no more than each alone.
        """
        self.pending, fewer = (anchors, self.pending) if len(anchors) > len(self.pending) else (self.pending, anchors)
        self.pending += fewer

    def lead(self, anchors: Iterable[str], node: str) -> None:
        """Let ids lead to a node. The first wins."""
        for anchor in anchors:
            if anchor != node:
                self._anchors.setdefault(anchor, node)

    def resolved(self, nodes: Iterable[Node], last: str) -> dict[str, str]:
        """Give every other id with the id of a node that is there. Paths are nobody's target and are left out.

        last  the node that ids after the last block lead to
        """
        waiting = list(nodes)
        while waiting:
            node = waiting.pop()
            self._there.add(node.id)
            waiting += node.children
        self.lead(self.pending, last)
        paths = f"{self.prefix}#/"
        stated = [name for name in self._anchors if not name.startswith(paths) and name not in self._there]
        found = {name: self.final(name) for name in stated}
        return {name: node for name, node in found.items() if node}

    def final(self, name: str) -> str:
        """Follow ids that lead to ids, after `resolved`; a node may have been taken into another, and that again."""
        passed: set[str] = set()
        while name not in self._there and name not in passed:
            passed.add(name)
            name = self._anchors.get(name, "")
        return name if name in self._there else ""
