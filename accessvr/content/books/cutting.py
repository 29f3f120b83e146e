"""A document that is one tree, cut into sections: at its chapters, and where it goes on too long without one.

The tree stays one, with several bodies, so that what is referred to is still found.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from lxml import etree

from accessvr.content.books.elements import INLINE
from accessvr.content.books.markup import is_hidden, kinds, local, named
from accessvr.content.books.outline import Outline
from accessvr.core.values import dataclass

LONGEST_SECTION = 60_000  # chosen, in characters: a longer stretch without a heading is opened in pieces
SHORTEST_PIECE = 10_000  # chosen, in characters: a long stretch is not cut sooner
DEEPEST_CUT = 32  # chosen: what lies deeper is not parted
WRAPPERS = named("body div section article main center form fieldset header span font")
UNCUT = named("footnote endnote rearnote note")  # roles
PICTURES = named("img image svg math figure hr")
CUT_HINT = "new-page"  # a class: the author begins a new page here


@dataclass(frozen=True, slots=True)
class Body:
    """A section before it is read, and about how many characters of text it holds."""

    element: etree._Element
    size: int


@dataclass(frozen=True, slots=True)
class _Block:
    """A piece that is never parted. `chain`: what it stands in, from the outside.

    level   that of the heading it begins with; 0 for none
    """

    element: etree._Element
    chain: tuple[etree._Element, ...]
    size: int
    level: int


def bodies(body: etree._Element, outline: Outline) -> list[Body]:
    """Part a body into several that follow each other in its place. What is small stays one."""
    heads = {heading.element: heading.level for heading in outline.headings}
    blocks = list(_blocks(body, heads))
    pieces = _pieces(blocks, outline.chapter_level)
    if len(pieces) < 2:
        return [Body(body, max(1, sum(block.size for block in blocks)))]
    made = [Body(_body(body, piece), max(1, sum(block.size for block in piece))) for piece in pieces]
    made[0].element.text = body.text
    above = body.getparent()
    if above is not None:
        at = above.index(body)
        above[at : at + 1] = [new.element for new in made]
    return made


def _blocks(body: etree._Element, heads: dict[etree._Element, int]) -> Iterator[_Block]:
    """Give what is never parted, in reading order: wrappers with headings in them, or too long, are opened."""
    holders = {above for head in heads for above in head.iterancestors()}
    waiting: list[tuple[etree._Element, tuple[etree._Element, ...]]] = [(child, (body,)) for child in reversed(body)]
    while waiting:
        element, chain = waiting.pop()
        size = _size(element)
        if _opens(element, chain, size, holders):
            inner = (*chain, element)
            waiting += [(loose, chain) for loose in _loose_after(element)]
            waiting += [(child, inner) for child in reversed([*_loose_inside(element), *element])]
        else:
            yield _Block(element, chain, size, heads.get(element, 0))


def _loose_after(element: etree._Element) -> list[etree._Element]:
    """Give words that follow a wrapper as an element of their own, since they would go with it."""
    words, element.tail = element.tail or "", None
    return [_span(element, words)] if words.strip() else []


def _loose_inside(element: etree._Element) -> list[etree._Element]:
    words, element.text = element.text or "", None
    return [_span(element, words)] if words.strip() else []


def _span(like: etree._Element, words: str) -> etree._Element:
    span = like.makeelement(like.tag[: -len(like.tag.rpartition("}")[2])] + "span")
    span.text = words
    return span


def _opens(
    element: etree._Element, chain: tuple[etree._Element, ...], size: int, holders: Collection[etree._Element]
) -> bool:
    tag = local(element)
    if tag not in WRAPPERS or not len(element) or len(chain) > DEEPEST_CUT or is_hidden(element):
        return False
    return (element in holders or size > LONGEST_SECTION) and not kinds(element) & UNCUT


def _size(element: etree._Element) -> int:
    return (sum(map(len, element.itertext())) if isinstance(element.tag, str) else 0) + len(element.tail or "")


def _pieces(blocks: list[_Block], chapter_level: int) -> list[list[_Block]]:
    """Cut at chapters and what stands above them; then what is too long at its own headings, then anywhere."""
    return [shorter for piece in _cut_at_headings(blocks, chapter_level) for shorter in _shorter(piece, chapter_level)]


def _shorter(piece: list[_Block], level: int) -> list[list[_Block]]:
    deeper = min((block.level for block in piece[1:] if block.level > level), default=0)
    if not deeper or sum(block.size for block in piece) <= LONGEST_SECTION:
        return _cut_anywhere(piece)
    return [shorter for part in _cut_at_headings(piece, deeper) for shorter in _shorter(part, deeper)]


def _cut_at_headings(blocks: list[_Block], level: int) -> list[list[_Block]]:
    """Begin a new piece at each heading of this level or higher; headings that follow each other stay together."""
    pieces: list[list[_Block]] = [[]]
    has_text = False
    for block in blocks:
        if 0 < block.level <= level and has_text:
            pieces.append(_without_words(pieces[-1]))
            has_text = False
        pieces[-1].append(block)
        has_text = has_text or (not block.level and _has_words(block.element))
    return [piece for piece in pieces if piece]


def _without_words(piece: list[_Block]) -> list[_Block]:
    """Take what has no words from the end of a piece: a page break before a heading belongs to it."""
    count = 0
    while count < len(piece) and not piece[-1 - count].level and not _has_words(piece[-1 - count].element):
        count += 1
    taken = piece[len(piece) - count :]
    del piece[len(piece) - count :]
    return taken


def _has_words(element: etree._Element) -> bool:
    if not isinstance(element.tag, str):
        return bool((element.tail or "").strip())
    if (element.tail or "").strip():
        return True
    if "pagebreak" in kinds(element):
        return False
    return any(text.strip() for text in element.itertext()) or any(local(inner) in PICTURES for inner in element.iter())


def _cut_anywhere(piece: list[_Block]) -> list[list[_Block]]:
    """Cut into pieces of about the same size."""
    pieces: list[list[_Block]] = [[]]
    whole = sum(block.size for block in piece)
    longest = whole / max(1, round(whole / LONGEST_SECTION))
    passed, begun = 0, 0
    for block in piece:
        full = passed + block.size / 2 > longest * len(pieces) or (
            passed - begun > SHORTEST_PIECE and _is_new_page(block)
        )
        if pieces[-1] and full and _is_edge(block) and not pieces[-1][-1].level:
            pieces.append([])
            begun = passed
        pieces[-1].append(block)
        passed += block.size
    return pieces


def _is_new_page(block: _Block) -> bool:
    return isinstance(block.element.tag, str) and CUT_HINT in (block.element.get("class") or "").split()


def _is_edge(block: _Block) -> bool:
    """Tell whether text can be parted before a block: not in the middle of a line."""
    return bool(local(block.element)) and local(block.element) not in INLINE and local(block.element) != "br"


def _body(body: etree._Element, piece: list[_Block]) -> etree._Element:
    """Move blocks into a body of their own, in copies of what they stood in. An id stays with the first copy."""
    new = body.makeelement(body.tag, _attributes(body))
    open_now: list[tuple[etree._Element, etree._Element]] = [(body, new)]
    for block in piece:
        while len(open_now) > len(block.chain) or open_now[-1][0] not in block.chain:
            open_now.pop()
        for original in block.chain[len(open_now) :]:
            copied = original.makeelement(original.tag, _attributes(original))
            original.attrib.pop("id", "")
            open_now[-1][1].append(copied)
            open_now.append((original, copied))
        open_now[-1][1].append(block.element)
    return new


def _attributes(element: etree._Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.attrib.items()}
