"""Where the files of recorded clips are: in a book, in its prepared form, on this machine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from accessvr.core.publication import Clip, Node
from accessvr.core.values import replace

Where = Callable[[str], str | None]  # gives where a source is found, None when it cannot be had


def with_sources(nodes: tuple[Node, ...], where: Where) -> tuple[Node, ...]:
    """Give nodes with each clip's file named as `where` says. A clip whose file cannot be had is left out."""
    known: dict[str, str | None] = {}

    def found(clip: Clip) -> Clip | None:
        if clip.source not in known:
            known[clip.source] = where(clip.source)
        source = known[clip.source]
        return None if source is None else replace(clip, source=source)

    def named(node: Node) -> Node:
        """Readers bound how deep nodes nest, so recursion is safe."""
        children = tuple(map(named, node.children))
        clips = tuple(filter(None, map(found, node.clips)))
        same = clips == node.clips and all(map(_is, children, node.children))
        return node if same else replace(node, clips=clips, children=children)

    return tuple(map(named, nodes))


def _is(one: Node, other: Node) -> bool:
    return one is other


def stored_name(file: Path | None, folder: Path) -> str | None:
    """Give how the prepared form in `folder` names a file: by what is in it, or by its own path."""
    if file is None:
        return None
    return file.relative_to(folder).as_posix() if file.is_relative_to(folder) else str(file.resolve())


def file_of(name: str, folder: Path) -> str | None:
    """Give the path of a file the prepared form names; None when it is gone."""
    path = folder / name
    return str(path.absolute()) if path.is_file() else None
