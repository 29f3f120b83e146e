"""The lines of a page of PDF as blocks: headings, paragraphs, lists, tables, notes, pictures.

What stands above and below the text on every page (running heads, page numbers) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby, pairwise
from statistics import median

from accessvr.content.books.pdf_lines import Line
from accessvr.content.books.pdf_order import Placed, in_order
from accessvr.content.books.pdf_pages import Box
from accessvr.core.publication import Kind
from accessvr.core.values import dataclass, field, replace

EDGE_LINES = 2  # chosen: running heads are among so many lines at the top and the bottom
EDGE_SHARE = 0.13  # chosen, of the page's height: and so near to its edge
LARGER = 1.14  # chosen: a heading's letters are so much larger than those of the text
SMALLER = 0.93  # chosen: and those of a note so much smaller
LONGEST_HEADING = 200  # chosen, in characters
SHORT_OF_EDGE = 0.12  # chosen, of the column's width: a line that ends so far from its edge ends a paragraph
FAR_FROM_EDGE = 0.35  # chosen, of the column's width: and so far, when the next line begins elsewhere
_LEVELS = ((1.7, 1), (1.35, 2), (1.14, 3))  # how much larger than the text headings of a level are, at least
_PAGE_NUMBER = re.compile(
    r"\W*(?:page|p\.|seite|página|pagina)?\s*(?:\d{1,5}|[ivxlc]{1,8})(?:\s*(?:/|of|von|de|sur)\s*\d+)?\W*", re.I
)
_LINE_OF_CONTENTS = re.compile(r" … (?:\d+|[ivxlc]+)$")
_BULLET = re.compile(r"[•‣▪●○◦■□–—*\uf0b7\uf0a7➢✓-]\s+(?=\S)")
_LABEL = re.compile(r"[•‣▪●○◦■□–—*\uf0b7\uf0a7➢✓-]|\(?(?:\d{1,3}|[a-z])[.)]")
_NUMBERED = re.compile(r"(?:\(?\d{1,3}[.)]|\(?[a-z][.)])\s+(?=\S)")
_NOTE = re.compile(r"(\d{1,3}|[*†‡§]{1,3})[.)]?\s*(?=[^\W\d]|[\"“'‘«(])")
_ENDS = re.compile(r"[.!?:;…。！？：；][\"'”’»)\]」』]*$")
_BEGINS_SMALL = re.compile(r"[\"'“‘(]?[a-zß-öø-ÿа-яα-ω]")
_UNSPACED = re.compile("[\u2e80-\u303f\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60]")


@dataclass(slots=True)
class Block:
    """A block of a page.

    marks  signs of notes, as places in the text
    mark   for a NOTE: its own sign; for an ITEM: "" for a bullet
    cells  for a ROW: the words of its cells
    top    how high on the page it begins
    full   its last line reaches the edge of its column
    indent its first line begins further in than the others of its column
    anchor its id, when something leads to it
    """

    kind: Kind
    text: str
    size: float = 0.0
    level: int = 0
    marks: list[tuple[int, int]] = field(default_factory=list)
    mark: str = ""
    cells: list[str] = field(default_factory=list)
    top: float = 0.0
    full: bool = False
    indent: bool = False
    hyphen: bool = False
    anchor: str = ""


def without_furniture(lines: list[Line], around: Iterable[list[Line]], height: float, usual: float) -> list[Line]:
    """Give the lines of a page without its running heads and page number.

    around  the lines of the pages before and after it
    usual   the height of most letters: what is larger is a heading
    """
    others = [{_key(line) for line in _edges(other, height)} for other in around]
    gone = set()
    for line in _edges(lines, height):
        is_large = line.size >= LARGER * usual
        if not is_large and (_PAGE_NUMBER.fullmatch(line.text) or any(_key(line) in other for other in others)):
            gone.add(id(line))
    kept = [line for line in lines if id(line) not in gone]
    return kept if any(line.text for line in kept) else lines  # a page that repeats another is no running head


def _edges(lines: list[Line], height: float) -> list[Line]:
    """Give the lines at the top and the bottom of a page."""
    words = sorted((line for line in lines if not line.is_picture), key=lambda line: -line.box.top)
    top = [line for line in words[:EDGE_LINES] if line.box.bottom > height * (1 - EDGE_SHARE)]
    return top + [line for line in words[-EDGE_LINES:] if line.box.top < height * EDGE_SHARE]


def _key(line: Line) -> tuple[str, int]:
    """Give what is the same for one running head on different pages: its words without numbers, and its height."""
    words = re.sub(r"\b(?:\d+|[ivxlc]+)\b", "#", line.text.lower())
    return words, round(line.box.bottom / 8)


def page_blocks(lines: list[Line], usual: float, *, from_right: bool = False) -> list[Block]:
    """Give the blocks of a page in reading order. `usual` is the height of most letters of the document."""
    placed = in_order(lines, from_right=from_right)
    pitch = _pitch(placed)
    blocks: list[Block] = []
    before: Placed | None = None
    for row, run in groupby(placed, key=lambda one: one.row):
        stretch = list(run)
        stretch = _labelled(stretch) if row >= 0 else stretch
        if row >= 0 and _is_row(stretch):
            texts = [one.line.text for one in stretch]
            blocks.append(Block(Kind.ROW, " ".join(texts), cells=texts, top=stretch[0].line.box.top))
            before = None
            continue
        for one in stretch:
            if before is not None and blocks and _same_block(before, one, blocks[-1], pitch):
                _add_line(blocks[-1], one)
            else:
                block = _block(one, usual, blocks)
                if before is not None and before.column != one.column and goes_on(blocks[-1], block):
                    _add_line(blocks[-1], one)
                else:
                    blocks.append(block)
            before = one
    return _lone_rows_as_text(blocks)


def _pitch(placed: list[Placed]) -> float:
    """Give how far below each other lines of text stand, as a rule."""
    steps = [
        first.line.box.bottom - second.line.box.bottom
        for first, second in pairwise(placed)
        if first.column == second.column and 0 < first.line.box.bottom - second.line.box.bottom < 3 * first.line.size
    ]
    return median(steps) if steps else 0.0


def _labelled(stretch: list[Placed]) -> list[Placed]:
    """Join the sign or number of a list item with its words: they may stand far apart."""
    first, second = stretch[0], stretch[1]
    if len(stretch) != 2 or not _LABEL.fullmatch(first.line.text):
        return stretch
    line = second.line
    box = Box(first.line.box.left, line.box.bottom, line.box.right, line.box.top)
    moved = tuple((start + len(first.line.text) + 1, end + len(first.line.text) + 1) for start, end in line.marks)
    return [replace(second, line=replace(line, text=f"{first.line.text} {line.text}", box=box, marks=moved), row=-1)]


def _is_row(stretch: list[Placed]) -> bool:
    return len(stretch) > 1 and all(not one.line.is_picture for one in stretch)


def _same_block(before: Placed, one: Placed, block: Block, pitch: float) -> bool:
    """Tell whether a line goes on with the block of the line before it."""
    first, second = before.line, one.line
    if first.is_picture or second.is_picture or abs(first.size - second.size) > 0.12 * first.size:
        return False
    if before.column != one.column or first.is_bold != second.is_bold or _BULLET.match(second.text):
        return False
    if _LINE_OF_CONTENTS.search(first.text):
        return False
    if first.box.bottom - second.box.bottom > max(1.45 * pitch, 1.05 * first.size) and not first.hyphen:
        return False
    if block.kind is Kind.HEADING:
        return len(block.text) + len(second.text) <= LONGEST_HEADING
    if block.kind is Kind.NOTE and _NOTE.match(second.text) and _ENDS.search(first.text):
        return False
    if block.kind is Kind.ITEM:
        return not _NUMBERED.match(second.text)
    indented = second.box.left > one.left + 0.9 * second.size
    was_indented = first.box.left > before.left + 0.9 * first.size
    missing = (before.right - first.box.right) / max(1.0, before.right - before.left)
    moved = abs(first.box.left - second.box.left) > 0.9 * second.size
    if (indented and not was_indented) or (missing > SHORT_OF_EDGE and _ENDS.search(first.text)):
        return False
    return not (moved and missing > FAR_FROM_EDGE)


def _block(one: Placed, usual: float, before: list[Block]) -> Block:
    line = one.line
    if line.is_picture:
        return Block(Kind.FIGURE, "", top=line.box.top)
    block = Block(Kind.PARAGRAPH, "", line.size, top=line.box.top)
    block.indent = line.box.left > one.left + 0.9 * line.size
    bullet, numbered = _BULLET.match(line.text), _NUMBERED.match(line.text)
    note = _NOTE.match(line.text) if line.size < SMALLER * usual else None
    level = _level(line, usual)
    if level:
        block.kind, block.level = Kind.HEADING, level
    elif note:
        block.kind, block.mark = Kind.NOTE, note.group(1)
    elif bullet or (numbered and (block.indent or (before and before[-1].kind is Kind.ITEM))):
        block.kind = Kind.ITEM
    _add_line(block, one)
    if note and not level:
        block.text = block.text[note.end() :]
        block.marks = []
    elif bullet and not level:
        block.text = block.text[bullet.end() :]
        block.marks = [(start - bullet.end(), end - bullet.end()) for start, end in block.marks]
    return block


def _level(line: Line, usual: float) -> int:
    """Give the level of a heading by the size of its letters, or by a short bold line; 0 for none."""
    if not any(letter.isalpha() for letter in line.text) or len(line.text) > LONGEST_HEADING:
        return 0
    if _LINE_OF_CONTENTS.search(line.text):
        return 0
    level = next((level for least, level in _LEVELS if line.size >= least * usual), 0)
    is_bold = line.is_bold and line.size > SMALLER * usual and len(line.text) < 80
    return level or (4 if is_bold and not _ENDS.search(line.text) else 0)


def _add_line(block: Block, one: Placed) -> None:
    """Add a line to a block: a hyphen at its end is taken away, lines without spaces between words get none."""
    line = one.line
    at = len(block.text)
    if block.text:
        unspaced = _UNSPACED.match(block.text[-1:]) and _UNSPACED.match(line.text[:1])
        if block.hyphen and not line.text[:1].islower():
            block.text += "-"
        space = "" if block.hyphen or unspaced or block.text.endswith(("-", "\u2010")) else " "
        if block.text.endswith(("-", "\u2010")) and _parts_a_word(block.text, line.text):
            block.text = block.text[:-1]
        at = len(block.text) + len(space)
        block.text += space
    block.text += line.text
    block.marks += [(start + at, end + at) for start, end in line.marks]
    block.hyphen = line.hyphen
    block.full = line.box.right >= one.right - SHORT_OF_EDGE * (one.right - one.left)


def _parts_a_word(before: str, after: str) -> bool:
    """Tell whether a hyphen at the end of a line was put there to part a word."""
    return len(before) > 2 and before[-2].islower() and bool(re.match(r"[a-zß-öø-ÿ]", after))


def goes_on(first: Block, second: Block) -> bool:
    """Tell whether a paragraph goes on in the next column or on the next page."""
    if {first.kind, second.kind} - {Kind.PARAGRAPH, Kind.ITEM} or second.kind is Kind.ITEM:
        return False
    if abs(first.size - second.size) > 0.12 * first.size or _ENDS.search(first.text):
        return False
    small = bool(_BEGINS_SMALL.match(second.text))
    return first.hyphen or small or (first.full and not second.indent)


def together(first: Block, second: Block) -> tuple[str, str]:
    """Give the texts of two blocks that are one, so that they follow each other without a gap or a hyphen."""
    if first.hyphen and not second.text[:1].islower():
        return f"{first.text}-", second.text
    if first.hyphen or (first.text.endswith("-") and _parts_a_word(first.text, second.text)):
        return first.text.removesuffix("-"), second.text
    unspaced = _UNSPACED.match(first.text[-1:]) and _UNSPACED.match(second.text[:1])
    return (first.text if unspaced else f"{first.text} "), second.text


def _lone_rows_as_text(blocks: list[Block]) -> list[Block]:
    """Give rows of a table that stand alone as paragraphs: a single one is no table."""
    found: list[Block] = []
    for index, block in enumerate(blocks):
        near = [blocks[at] for at in (index - 1, index + 1) if 0 <= at < len(blocks)]
        alike = any(other.kind is Kind.ROW and len(other.cells) == len(block.cells) for other in near)
        if block.kind is Kind.ROW and not alike:
            block.kind = Kind.PARAGRAPH
        found.append(block)
    return found
