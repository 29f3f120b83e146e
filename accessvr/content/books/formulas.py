"""Formulas on a page: their words, and their parts, to be gone through one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lxml import etree

from accessvr.content.books.descriptions import stated_label
from accessvr.content.books.elements import PICTURES
from accessvr.content.books.markup import local, plain, visible_text
from accessvr.content.books.surroundings import Surroundings
from accessvr.core.publication import Kind, Node, Span

if TYPE_CHECKING:
    from accessvr.content.maths.formula import Part

DEEPEST_PART = 32  # chosen: a part that lies deeper is heard in the whole
SOUND_OF_A = "eigh"  # as the tables of words for formulas spell it
_LETTER_A = re.compile(rf"\b{SOUND_OF_A}\b")
_CLASSES = frozenset({"math", "equation"})


def is_formula(tag: str, element: etree._Element, roles: frozenset[str]) -> bool:
    """Tell whether the element is a formula, or a picture of one."""
    if tag == "math" or "math" in roles:
        return True
    return tag in PICTURES and bool(_CLASSES & set((element.get("class") or "").lower().split()))


def read_formula(element: etree._Element, language: str, around: Surroundings) -> tuple[str, Sequence[Part]]:
    """Give a formula's words and its parts. MathML first, then what the author says of it, its bare signs last."""
    maths = [element] if local(element) == "math" else list(element.iter("{*}math"))
    if len(maths) == 1:
        from accessvr.content.maths.formula import read_formula as read  # now: most books have none

        whole = read(maths[0], language)
        return whole.words, whole.parts
    stated = stated_label(element, around) or plain(element.get("alt")) or plain(element.get("title"))
    return stated or visible_text(element), ()


def written(words: str) -> tuple[str, tuple[Span, ...]]:
    """Give the words as they are written, with how they sound beside them.

    The wording spells the letter a as it sounds, since voices take it for an article; captions and braille show a.
    """
    text, spans = "", []
    for index, part in enumerate(_LETTER_A.split(words)):
        if index:
            spans.append(Span(len(text), len(text) + 1, Kind.PRONUNCIATION, f"alias {SOUND_OF_A}"))
            text += "a"
        text += part
    return text, tuple(spans)


def formula_node(name: str, words: str, parts: Sequence[Part], beside: str) -> Node:
    """Give a formula as a block, with its parts beside the way; `beside` is the beginning of their ids."""
    text, spans = written(words)
    return Node(name, Kind.FORMULA, text=text, spans=spans, children=part_nodes(parts, beside))


def part_nodes(parts: Sequence[Part], above: str, depth: int = 1) -> tuple[Node, ...]:
    """Give the parts as nodes beside the way, with ids made from that of the whole."""
    return tuple(
        Node(
            id=f"{above}/{number}",
            kind=Kind.TERM,
            label=part.name,
            text=written(part.words)[0],
            beside=True,
            spans=written(part.words)[1],
            children=part_nodes(part.parts, f"{above}/{number}", depth + 1) if depth < DEEPEST_PART else (),
        )
        for number, part in enumerate(parts, 1)
    )
