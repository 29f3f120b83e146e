"""What a DAISY book says of itself and of its order, whichever of the two formats it is in."""

from __future__ import annotations

from collections.abc import Iterator

from accessvr.content.books.contents import Line
from accessvr.core.publication import Kind
from accessvr.core.values import dataclass

HIGHEST_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Point:
    """A place the book points out that is no heading: PAGE, NOTE_REFERENCE, NOTE or ASIDE."""

    kind: Kind
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Guide:
    """The control files of a book, read.

    own     name of the file that holds the contents; what is written in it leads from there
    lines   the contents
    smils   names of the files that say what is heard, in order
    texts   names of the files of text, in order, when they are stated
    """

    own: str
    title: str = ""
    language: str = ""
    identifier: str = ""
    authors: tuple[str, ...] = ()
    rights: str = ""
    accessibility: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    points: tuple[Point, ...] = ()
    smils: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()

    def headings(self) -> Iterator[Line]:
        """Give every line of the contents in order."""
        waiting = list(reversed(self.lines))
        while waiting:
            line = waiting.pop()
            yield line
            waiting += reversed(line.children)


def nested(lines: list[Line]) -> tuple[Line, ...]:
    """Give lines that stand one after the other as a tree, by their levels; a skipped level counts as none."""
    top: list[Line] = []
    above: list[tuple[int, Line]] = []
    for line in lines:
        while above and above[-1][0] >= line.level:
            above.pop()
        (above[-1][1].children if above else top).append(line)
        above.append((line.level, line))
        line.level = len(above)
    return tuple(top)
