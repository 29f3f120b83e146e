"""Plain text as a book: hard-wrapped lines are joined, headings are recognised, Gutenberg's licence is left out."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from accessvr.content.books.decoding import decoded
from accessvr.content.books.epub import stable_id
from accessvr.content.books.gutenberg import Cut, cut
from accessvr.content.books.paragraphs import Block, blocks
from accessvr.core.errors import ContentError
from accessvr.core.publication import Entry, Kind, Node, Publication, Section

LARGEST_FILE_BYTES = 64 << 20  # chosen: a hundred times a long novel
LONGEST_SECTION = 60_000  # chosen, in characters: a longer stretch without a heading is opened in pieces
LONGEST_TITLE = 120  # chosen, in characters
_SUFFIXES = (".txt", ".text", ".asc", ".md")


def suits(path: Path) -> bool:
    """Tell whether this is meant to be plain text: by its name, or because its beginning can be read as UTF-8."""
    if not path.is_file():
        return False
    if path.suffix.lower() in _SUFFIXES:
        return True
    with path.open("rb") as stream:
        head = stream.read(4096)
    readable = head[: head.rfind(b"\n") + 1] or head
    try:
        words = readable.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return path.suffix == "" and all(letter.isprintable() or letter.isspace() for letter in words)


def read(path: Path) -> PlainText:
    """Open a text. Raises ContentError when it holds no words."""
    with path.open("rb") as stream:
        data = stream.read(LARGEST_FILE_BYTES + 1)
    text = decoded(data[:LARGEST_FILE_BYTES])
    if text is None or not any(letter.isalnum() for letter in text):
        raise ContentError(
            f"{path}: the file holds no text that can be read",
            spoken="There are no words in this file. Say shelf to choose another.",
            remedy="Check that the file is plain text; save it as UTF-8.",
        )
    troubles = ["is larger than 64 MB; the rest is left out"] if len(data) > LARGEST_FILE_BYTES else []
    return PlainText(path, cut(text), troubles)


class PlainText:
    """An open text.

    publication  its outline; sizes are estimated, counts unknown
    troubles     what a librarian should know, in plain words
    """

    def __init__(self, path: Path, text: Cut, troubles: list[str]) -> None:
        self.troubles = troubles
        self._pieces = _pieces(blocks(text.body))
        first = next((block.text for piece in self._pieces for block in piece), "")
        self.publication = Publication(
            id=stable_id(path, "text"),
            title=text.title or (first if len(first) <= LONGEST_TITLE else path.stem),
            language=text.language,
            authors=(text.author,) if text.author else (),
            entries=tuple(_entries(self._pieces)),
            sections=tuple(
                Section(f"s{index}", max(1, sum(len(block.text) for block in piece)))
                for index, piece in enumerate(self._pieces)
            ),
            source=str(path),
        )

    def section(self, index: int) -> tuple[Node, ...]:
        """Give the nodes of a section."""
        return tuple(
            Node(_name(index, number), block.kind, text=block.text, level=block.level)
            for number, block in enumerate(self._pieces[index])
        )

    def close(self) -> None:
        """Give everything back."""
        self._pieces = []


def _name(section: int, number: int) -> str:
    return f"s{section}#/{2 * number + 2}"


def _pieces(found: list[Block]) -> list[list[Block]]:
    """Part the text at its headings, and where it goes on too long without one."""
    pieces: list[list[Block]] = [[]]
    size = 0
    for block in found:
        only_headings = all(earlier.kind is Kind.HEADING for earlier in pieces[-1])
        if pieces[-1] and ((block.kind is Kind.HEADING and not only_headings) or size > LONGEST_SECTION):
            pieces.append([])
            size = 0
        pieces[-1].append(block)
        size += len(block.text)
    return [piece for piece in pieces if piece]


def _entries(pieces: list[list[Block]]) -> list[Entry]:
    """Give the contents. A heading's second line belongs to it: "Chapter 1." "The Valley of Humiliation."."""
    found: list[Entry] = []
    for index, piece in enumerate(pieces):
        headings = [(number, block) for number, block in enumerate(piece) if block.kind is Kind.HEADING]
        for _, group in groupby(headings, key=lambda heading: heading[1].group):
            run = list(group)
            number, block = run[0]
            label = " ".join(line.text for _, line in run)
            kind = Kind.PART if block.is_part else Kind.CHAPTER
            found.append(Entry(kind, label, index, _name(index, number), block.level))
    return found
