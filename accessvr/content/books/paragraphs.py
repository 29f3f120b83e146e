"""The lines of a plain text as blocks: headings, paragraphs, lines of verse, breaks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby

from accessvr.content.books.contents import CHAPTER_WORDS, PART_WORDS
from accessvr.content.books.markup import plain
from accessvr.core.publication import Kind

LONGEST_HEADING = 90  # chosen, in characters
_STANDING_ALONE = re.compile(
    r"(preface|introduction|prologue|epilogue|foreword|afterword|contents|table of contents|dedication|conclusion|"
    r"appendix|index|glossary|notes|footnotes|pr[ée]face|avant-propos|vorwort|einleitung|inhalt|nachwort|pr[óo]logo|"
    r"[ií]ndice|prefazione|voorwoord|inhoud)\b[\s\w]{0,20}[.:]?",
    re.I,
)
_NUMBERED = re.compile(
    r"(?:the\s+)?(?:[IVXLC]+|\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|\w+(?:st|nd|rd|th)|the first|"
    r"the last)\b[^a-z]{0,3}",
    re.I,
)
_NUMERAL_ALONE = re.compile(r"(?:[IVXLC]{1,7}|\d{1,3})\.")
_BREAK = re.compile(r"[\s*•·~#=_.\-–—]+")
_EMPHASIS = re.compile(r"(?<![^\W_])_(\S(?:[^_\n]*\S)?)_(?![^\W_])")


@dataclass(frozen=True, slots=True)
class Block:
    """A block of text. Headings that follow each other directly have the same `group`."""

    kind: Kind
    text: str
    level: int = 0
    is_part: bool = False
    group: int = 0


def blocks(body: str) -> list[Block]:
    """Give the blocks of a text in order. Blank lines part them; without any, every line is one."""
    found: list[Block] = []
    chunks = _chunks(body.split("\n"))
    width = _width(chunks)
    for group, lines in enumerate(chunks):
        found += _block(lines, width, group, found)
    if any(block.is_part for block in found):
        return found
    return [replace(block, level=min(block.level, 1)) for block in found]


def _chunks(lines: list[str]) -> list[list[str]]:
    filled = [list(group) for blank, group in groupby(lines, key=lambda line: not line.strip()) if not blank]
    long_lines = sum(len(line) > LONGEST_HEADING for chunk in filled for line in chunk)
    if long_lines > len(filled) and sum(len(chunk) for chunk in filled) > 2 * len(filled):
        return [[line] for chunk in filled for line in chunk]
    return filled


def _width(chunks: list[list[str]]) -> int:
    """Give the width the lines are wrapped at, in characters: nine lines of ten are not longer."""
    lengths = sorted(len(line.rstrip()) for chunk in chunks for line in chunk)
    return lengths[9 * len(lengths) // 10] if lengths else 0


def _block(lines: list[str], width: int, group: int, before: list[Block]) -> list[Block]:
    text = _joined(lines)
    if _BREAK.fullmatch(text):
        return [Block(Kind.BREAK, "")]
    if not text:
        return []
    if len(lines) <= 3 and len(text) <= LONGEST_HEADING and (level := _heading_level(text, before)):
        after_heading = bool(before) and before[-1].kind is Kind.HEADING and level == 3
        own_group = before[-1].group if after_heading else group
        return [Block(Kind.HEADING, text, min(level, 2), bool(PART_WORDS.match(text)), own_group)]
    if _is_verse(lines, width):
        return [Block(Kind.VERSE, _joined([line])) for line in lines]
    return [Block(Kind.PARAGRAPH, text)]


def _heading_level(text: str, before: list[Block]) -> int:
    """Give 1 for a part, 2 for a chapter, 3 for a title in capitals (it may go on a heading above), else 0."""
    for level, words in ((2, CHAPTER_WORDS), (1, PART_WORDS)):
        found = words.match(text)
        if found and _NUMBERED.match(text[found.end() :].lstrip(" .:")):
            return level
    if _STANDING_ALONE.fullmatch(text) or _NUMERAL_ALONE.fullmatch(text):
        return 2
    letters = [letter for letter in text if letter.isalpha()]
    return 3 if len(letters) > 2 and text.upper() == text and not text.startswith(("[", "(")) else 0


def _is_verse(lines: list[str], width: int) -> bool:
    """Tell whether lines were ended on purpose: all short, and each beginning like a line of verse."""
    if len(lines) < 2:
        return False
    short = all(len(line.strip()) < 0.8 * width for line in lines)
    capitals = sum(line.strip("\"'“‘«_ ")[:1].isupper() for line in lines)
    indented = all(line.startswith("  ") for line in lines)
    return short and (capitals >= 0.8 * len(lines) or indented)


def _joined(lines: list[str]) -> str:
    """Join hard-wrapped lines. A word or dash that ends a line with a hyphen goes on without a space."""
    text = ""
    for line in lines:
        text += ("" if text.endswith("-") else " ") + line.strip()
    return _EMPHASIS.sub(r"\1", plain(text))
