"""How long things are, in characters: text by itself, sound by what would be read in its time."""

from __future__ import annotations

from collections.abc import Iterable

from accessvr.core.publication import Node, Stop

CHARACTERS_A_SECOND = 15  # chosen: about 150 words a minute


def size_of(node: Node) -> int:
    """Give the characters of a node's text; for sound without text, as many as would be read in its time."""
    return len(node.text) or (characters_in(node.clips[-1].end) if node.clips else 0)


def size_on_the_way(stops: Iterable[Stop]) -> int:
    """Give the size of all that is not beside the way."""
    return sum(size_of(stop.node) for stop in stops if stop.fence < 0)


def characters_in(sound_ms: int) -> int:
    """Give how many characters would be read in the time of a sound."""
    return -(-sound_ms * CHARACTERS_A_SECOND // 1000)
