"""The lines of a plain text as blocks: headings, paragraphs, lines of verse, pictures, notes, breaks."""

from __future__ import annotations

import re
from itertools import groupby

from accessvr.content.books.contents import CHAPTER_WORDS, PART_WORDS
from accessvr.content.books.markup import plain
from accessvr.core.publication import Kind
from accessvr.core.values import dataclass, replace

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
_OTHER_CHAPTERS = re.compile(
    r"第\s*[0-9０-９一二三四五六七八九十百千零〇两]+\s*[章回节節話话]|(глава|kapitola|rozdział|κεφάλαιο|luku|fejezet)\b",
    re.I,
)
_OTHER_PARTS = re.compile(
    r"第\s*[0-9０-９一二三四五六七八九十百千零〇两]+\s*[卷部篇集編编]|(часть|część|část|μέρος|osa)\b", re.I
)
_NUMERAL_ALONE = re.compile(r"(?:[IVXLC]{1,7}|\d{1,3})\.")
_BREAK = re.compile(r"[\s*•·~#=_.\-–—]+")
_EMPHASIS = re.compile(r"(?<![^\W_])([_=])(\S(?:[^_=\n]*\S)?)\1(?![^\W_])")
_PICTURE = re.compile(r"\[(?:Illustration|Image|Figure|Bild|Abbildung)\b[:.]?\s*(.*?)\]", re.I)
_NOTE = re.compile(r"\[(?:Foot)?note (\w{1,4}|[*†‡§]{1,3})[:.]\s*(.+?)\]?|\[(\d{1,4}|[*†‡§]{1,3})\]\s*(?=\S)(.+)", re.I)
_UNSPACED = "\u2e80-\u303f\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_ENDS_UNSPACED = re.compile(f"[{_UNSPACED}]$")
_BEGINS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_ENDS_SENTENCE = re.compile(r"[.!?…。！？][\"'”’»」』)]*$")
_INDENT = re.compile(r"\u3000|[ \t]{2,8}(?=[^\W_]|[\"“«'‘—-])")


@dataclass(frozen=True, slots=True)
class Block:
    """A block of text. Headings that follow each other directly, and lines of one verse, have the same `group`.

    mark  the sign of a note ("1", "*")
    """

    kind: Kind
    text: str
    level: int = 0
    is_part: bool = False
    group: int = 0
    mark: str = ""


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
    width = _width(filled)
    return [part for chunk in filled for part in _parted(chunk, width)]


def _parted(lines: list[str], width: int) -> list[list[str]]:
    """Part lines without a blank one between them: where a line is indented, or where each line is whole."""
    indented = [bool(_INDENT.match(line)) for line in lines]
    long_lines = sum(len(line) > 0.7 * width for line in lines)
    ideographic = sum(line.startswith("\u3000") for line in lines) > 1
    if len(lines) > 2 and (ideographic or (1 < sum(indented) < 0.4 * len(lines) and 2 * long_lines > len(lines))):
        starts = [0] + [at for at in range(1, len(lines)) if indented[at]]
        return [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
    whole = sum(bool(_ENDS_SENTENCE.search(line.rstrip())) for line in lines)
    if len(lines) > 2 and whole >= 0.8 * len(lines) and not _is_verse(lines, width):
        return [[line] for line in lines]
    return [lines]


def _width(chunks: list[list[str]]) -> int:
    """Give the width the lines are wrapped at, in characters: nine lines of ten are not longer."""
    lengths = sorted(len(line.rstrip()) for chunk in chunks for line in chunk)
    return lengths[9 * len(lengths) // 10] if lengths else 0


def _block(lines: list[str], width: int, group: int, before: list[Block]) -> list[Block]:
    text = _joined(lines)
    if _BREAK.fullmatch(text):
        return [Block(Kind.BREAK, "", group=group)]
    if not text:
        return []
    if picture := _PICTURE.fullmatch(text):
        return [Block(Kind.FIGURE, picture.group(1).strip(), group=group)]
    if stated := _NOTE.fullmatch(text):
        mark, words = stated.group(1) or stated.group(3), stated.group(2) or stated.group(4)
        return [Block(Kind.NOTE, words, group=group, mark=mark)]
    if len(lines) <= 3 and len(text) <= LONGEST_HEADING and (level := _heading_level(text, before)):
        after_heading = bool(before) and before[-1].kind is Kind.HEADING and level == 3
        own_group = before[-1].group if after_heading else group
        return [Block(Kind.HEADING, text, min(level, 2), level == 1, own_group)]
    if _is_verse(lines, width):
        return [Block(Kind.VERSE, _joined([line]), group=group) for line in lines]
    return [Block(Kind.PARAGRAPH, text, group=group)]


def _heading_level(text: str, before: list[Block]) -> int:
    """Give 1 for a part, 2 for a chapter, 3 for a title in capitals (it may go on a heading above), else 0."""
    for level, words in ((2, CHAPTER_WORDS), (1, PART_WORDS)):
        found = words.match(text)
        if found and _NUMBERED.match(text[found.end() :].lstrip(" .:")):
            return level
    if _OTHER_PARTS.match(text) or _OTHER_CHAPTERS.match(text):
        return 1 if _OTHER_PARTS.match(text) else 2
    if _STANDING_ALONE.fullmatch(text) or _NUMERAL_ALONE.fullmatch(text):
        return 2
    letters = [letter for letter in text if letter.lower() != letter.upper()]
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
    """Join hard-wrapped lines. A word or dash that ends a line with a hyphen goes on without a space.

    Nor is there a space between lines in a script that writes none.
    """
    text = ""
    for line in lines:
        words = line.strip()
        unspaced = _ENDS_UNSPACED.search(text) and _BEGINS_UNSPACED.match(words)
        text += ("" if unspaced or text.endswith("-") else " ") + words
    return _EMPHASIS.sub(r"\2", plain(text))
