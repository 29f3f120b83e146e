"""The lines of a page of PDF, found by where its characters stand."""

from __future__ import annotations

import re
from statistics import median

from accessvr.content.books.pdf_pages import HYPHEN, LIGATURES, LINE_ENDS, Box, Letters
from accessvr.core.values import dataclass, replace

WIDE_GAP = 1.8  # chosen, in heights of the line: further apart stand columns or cells
SMALLEST_PICTURE = 0.01  # chosen, of the page
LARGEST_PICTURE = 0.9  # chosen, of the page: it is a background, or the page as a picture
RAISED_HEIGHT = 0.85  # chosen, of the line's height
_DOTS = re.compile(r"(?:\s?[.…·]){4,}\s*")
_NUMBER = re.compile(r"(?<=[^\s\d])\s?(\d{1,3})(?![\d\w])")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words, or a picture when `is_picture`.

    box    where it stands
    size   how high its letters are
    marks  raised numbers, as places in the text
    hyphen its last word goes on in the next line
    """

    text: str
    box: Box
    size: float
    is_bold: bool = False
    is_picture: bool = False
    hyphen: bool = False
    marks: tuple[tuple[int, int], ...] = ()


def page_lines(letters: Letters) -> list[Line]:
    """Give the lines of a page in the order of the file. Text that stands on its side comes last."""
    upright: list[Line] = []
    turned: list[Line] = []
    for start, end in _stretches(letters.text):
        if letters.is_turned(start):
            turned.append(_line(letters, start, end))
        else:
            upright += [_line(letters, *piece) for piece in _pieces(letters, start, end)]
    return [line for line in (*_joined(upright), *turned) if line.text] + _pictures(letters)


def _stretches(text: str) -> list[tuple[int, int]]:
    """Give where each line begins and ends; a hyphen that parts a word ends its line."""
    found = []
    start = 0
    for index, letter in enumerate(text):
        if letter in LINE_ENDS or letter == HYPHEN:
            found.append((start, index + (letter == HYPHEN)))
            start = index + 1
    found.append((start, len(text)))
    trimmed = ((s + len(text[s:e]) - len(text[s:e].lstrip()), s + len(text[s:e].rstrip(" \t"))) for s, e in found)
    return [(start, end) for start, end in trimmed if end > start]


def _pieces(letters: Letters, start: int, end: int) -> list[tuple[int, int]]:
    """Part a line at gaps that are wide: the file may write two columns as one line."""
    found = []
    text = letters.text
    begin = start
    height = letters.box(start).height
    for index in range(start + 1, end - 1):
        if text[index] != " " or text[index + 1] == " ":
            continue
        before = index - 1
        while before > begin and text[before] == " ":
            before -= 1
        if letters.sides(index + 1)[0] - letters.sides(before)[1] > WIDE_GAP * max(height, 1.0):
            found.append((begin, before + 1))
            begin = index + 1
    return [*found, (begin, end)]


def _line(letters: Letters, start: int, end: int) -> Line:
    text = letters.text[start:end]
    hyphen = text.endswith(HYPHEN)
    ends = [letters.box(index) for index in (start, max(start, end - 1 - hyphen))]
    middle = next((index for index in range(start, end) if letters.text[index].isalnum()), start)
    main = letters.box(middle)
    box = Box(
        min(b.left for b in ends),
        min(b.bottom for b in (*ends, main)),
        max(b.right for b in ends),
        max(b.top for b in ends),
    )
    marks = _marks(letters, start, text, main)
    cleaned = text.replace(HYPHEN, "")
    if not marks:  # else their places would move
        cleaned = _DOTS.sub(" … ", cleaned).translate(LIGATURES)
    return Line(
        cleaned.rstrip() if not marks else cleaned, box, main.height, letters.is_bold(middle), False, hyphen, marks
    )


def _marks(letters: Letters, start: int, text: str, main: Box) -> tuple[tuple[int, int], ...]:
    """Give the numbers that are smaller than the line and stand higher: signs of notes."""
    found = []
    for number in _NUMBER.finditer(text):
        box = letters.box(start + number.start(1))
        if box.height < RAISED_HEIGHT * main.height and box.bottom > main.bottom + 0.15 * main.height:
            found.append(number.span())
    return tuple(found)


def _joined(lines: list[Line]) -> list[Line]:
    """Join pieces that follow each other in one line: a file may write every word by itself."""
    found: list[Line] = []
    for line in lines:
        if found and _goes_on(found[-1], line):
            found[-1] = _together(found[-1], line)
        else:
            found.append(line)
    return found


def _goes_on(first: Line, second: Line) -> bool:
    gap = second.box.left - first.box.right
    low = max(first.box.bottom, second.box.bottom)
    overlap = min(first.box.top, second.box.top) - low
    level = overlap > 0.5 * min(first.box.height, second.box.height)
    return level and not first.hyphen and -0.5 * first.size < gap < 0.8 * first.size


def _together(first: Line, second: Line) -> Line:
    gap = second.box.left - first.box.right
    raised = second.text.isdigit() and second.size < RAISED_HEIGHT * first.size and len(second.text) < 4
    raised = raised and second.box.bottom > first.box.bottom + 0.15 * first.size
    space = "" if gap < 0.15 * first.size or raised else " "
    at = len(first.text) + len(space)
    moved = tuple((start + at, end + at) for start, end in second.marks)
    own = ((at, at + len(second.text)),) if raised else ()
    return replace(
        first,
        text=first.text + space + second.text,
        box=Box(
            first.box.left,
            min(first.box.bottom, second.box.bottom),
            max(first.box.right, second.box.right),
            max(first.box.top, second.box.top),
        ),
        hyphen=second.hyphen,
        marks=first.marks + moved + own,
    )


def _pictures(letters: Letters) -> list[Line]:
    page = letters.size
    area = max(1.0, page.width * page.height)
    found = []
    for box in letters.pictures():
        share = box.width * box.height / area
        if SMALLEST_PICTURE < share < LARGEST_PICTURE:
            found.append(Line("", box, box.height, is_picture=True))
    return found


def usual_size(lines: list[Line]) -> float:
    """Give the height of most letters."""
    sizes = [line.size for line in lines if not line.is_picture for _ in range(max(1, len(line.text) // 10))]
    return median(sizes) if sizes else 10.0
