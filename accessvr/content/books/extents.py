"""Where each element of a page lies in the text: for recorded voice, and for links that lead into a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from accessvr.content.books.names import Names
from accessvr.core.publication import Node
from accessvr.core.values import dataclass


@dataclass(frozen=True, slots=True)
class Extent:
    """A stretch of a node's text, in characters; equal ends for a point."""

    node: str
    start: int
    end: int


Mark = tuple[str, str, int, int]  # id of the element, id of the block it stands in, start and end in the block's text


def extents(
    nodes: Iterable[Node], anchors: Mapping[str, str], marks: Iterable[Mark], names: Names
) -> dict[str, Extent]:
    """Give for every id of a page where it lies.

    anchors  every id that is no node's, with the id of the node it leads to
    marks    elements in a sentence; what is not among them is the whole text of its node, or of the first in it
    """
    there = {node.id: node for node in _every(nodes)}
    found: dict[str, Extent] = {}
    for name, block, start, end in marks:
        node = there.get(names.final(block))
        if node and name not in there:
            found.setdefault(name, _trimmed(node, start, end))
    for name, leads in [*((name, name) for name in there), *anchors.items()]:
        if name not in found and "#/" not in name:
            found[name] = _whole(there[leads])
    return found


def _trimmed(node: Node, start: int, end: int) -> Extent:
    """Give a stretch inside the text, without the white space at its ends."""
    end = min(end, len(node.text))
    start = min(start, end)
    part = node.text[start:end]
    words = part.strip()
    start += len(part) - len(part.lstrip()) if words else 0
    return Extent(node.id, start, start + len(words) if words else start)


def _whole(node: Node) -> Extent:
    """Give all of a node's text; of a container that has none, the first that is in it."""
    spoken = next((inner for inner in _every([node]) if inner.text), node)
    return Extent(spoken.id, 0, len(spoken.text))


def _every(nodes: Iterable[Node]) -> Iterator[Node]:
    waiting = list(nodes)[::-1]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += node.children[::-1]
