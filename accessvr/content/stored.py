"""Publications and nodes as JSON and back. What has its default value is left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accessvr.core.publication import Cell, Clip, Entry, Kind, Node, Publication, Section, Span

Json = dict[str, Any]  # Any, since that is what the json module gives
_KINDS = {kind.value: kind for kind in Kind}
_LISTS = ("entries", "pages", "landmarks")


def node_to_json(node: Node) -> Json:
    """Give a node and what it holds. Readers bound how deep nodes nest, so recursion is safe."""
    data: Json = {"id": node.id, "kind": node.kind.value}
    for name in ("label", "text", "language", "level", "role", "details", "more", "beside"):
        if getattr(node, name):
            data[name] = getattr(node, name)
    if node.clips:
        data["clips"] = [[c.source, c.from_s, c.to_s, c.start, c.end] for c in node.clips]
    if node.cell:
        data["cell"] = _cell_to_json(node.cell)
    if node.spans:
        data["spans"] = [[span.start, span.end, span.kind.value, span.label, span.target] for span in node.spans]
    if node.children:
        data["children"] = [node_to_json(child) for child in node.children]
    return data


def node_from_json(data: Json) -> Node:
    """Give the node that was stored. Raises KeyError, TypeError or ValueError when it is none."""
    return Node(
        id=data["id"],
        kind=_KINDS[data["kind"]],
        label=data.get("label", ""),
        text=data.get("text", ""),
        language=data.get("language", ""),
        level=data.get("level", 0),
        role=data.get("role", ""),
        details=data.get("details", ""),
        more=data.get("more", ""),
        clips=tuple(Clip(*clip) for clip in data.get("clips", ())),
        cell=_cell_from_json(data["cell"]) if "cell" in data else None,
        beside=data.get("beside", False),
        spans=tuple(Span(s[0], s[1], _KINDS[s[2]], s[3], s[4]) for s in data.get("spans", ())),
        children=tuple(node_from_json(child) for child in data.get("children", ())),
    )


def _cell_to_json(cell: Cell) -> Json:
    data: Json = {"place": [cell.row, cell.column, cell.rows, cell.columns]}
    for name in ("row_headers", "column_headers"):
        if getattr(cell, name):
            data[name] = list(getattr(cell, name))
    if cell.header:
        data["header"] = True
    return data


def _cell_from_json(data: Json) -> Cell:
    row, column, rows, columns = data["place"]
    row_headers, column_headers = tuple(data.get("row_headers", ())), tuple(data.get("column_headers", ()))
    return Cell(row, column, rows, columns, row_headers, column_headers, data.get("header", False))


def publication_to_json(publication: Publication) -> Json:
    """Give a publication's outline."""
    return {
        "id": publication.id,
        "title": publication.title,
        "language": publication.language,
        "kind": publication.kind.value,
        "authors": list(publication.authors),
        **{
            name: [[e.kind.value, e.label, e.section, e.node, e.level] for e in getattr(publication, name)]
            for name in _LISTS
        },
        "sections": [[s.id, s.size, _counts_to_json(s.counts), s.beside] for s in publication.sections],
        "scene": publication.scene,
        "rights": publication.rights,
        "accessibility": list(publication.accessibility),
        "source": publication.source,
    }


def publication_from_json(data: Json) -> Publication:
    """Give the outline that was stored. Raises KeyError, TypeError or ValueError when it is none."""
    return Publication(
        id=data["id"],
        title=data["title"],
        language=data["language"],
        kind=_KINDS[data["kind"]],
        authors=tuple(data["authors"]),
        **{name: tuple(Entry(_KINDS[e[0]], e[1], e[2], e[3], e[4]) for e in data[name]) for name in _LISTS},
        sections=tuple(Section(s[0], s[1], _counts_from_json(s[2]), s[3]) for s in data["sections"]),
        scene=data["scene"],
        rights=data["rights"],
        accessibility=tuple(data["accessibility"]),
        source=data["source"],
    )


def _counts_to_json(counts: Mapping[Kind, int] | None) -> dict[str, int] | None:
    return None if counts is None else {kind.value: count for kind, count in counts.items()}


def _counts_from_json(data: dict[str, int] | None) -> dict[Kind, int] | None:
    return None if data is None else {_KINDS[name]: count for name, count in data.items()}
