"""Printed pages that only the list of pages knows: their marks are put where the list leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from accessvr.content.books.xhtml import Page
from accessvr.core.publication import Entry, Kind, Node, Span
from accessvr.core.values import replace


def with_pages(page: Page, prefix: str, entries: Iterable[Entry]) -> Page:
    """Give a page with a mark for each entry of the page list that leads into it, when it has no such mark.

    prefix  the section's id: an entry that names no node leads to its beginning
    """
    marked = {span.label for span in _page_spans(page.nodes)}
    missing: dict[str, list[Span]] = {}
    for entry in entries:
        extent = page.extents.get(entry.node or prefix)
        if extent is not None and entry.label not in marked:
            marked.add(entry.label)
            span = Span(extent.start, extent.start, Kind.PAGE, entry.label)
            missing.setdefault(extent.node, []).append(span)
    return replace(page, nodes=tuple(_marked(node, missing) for node in page.nodes)) if missing else page


def _page_spans(nodes: tuple[Node, ...]) -> Iterable[Span]:
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        yield from (span for span in node.spans if span.kind is Kind.PAGE)
        waiting += node.children


def _marked(node: Node, missing: Mapping[str, list[Span]]) -> Node:
    """Give a node with its marks, and those of what it holds. Readers bound how deep nodes nest."""
    children = tuple(_marked(child, missing) for child in node.children)
    own = missing.get(node.id, [])
    if not own and children == node.children:
        return node
    spans = tuple(sorted((*node.spans, *own), key=lambda span: (span.start, span.end)))
    return replace(node, spans=spans, children=children)
