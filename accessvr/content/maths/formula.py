"""A formula in words, which can be gone through part by part: MathML to speech."""

from __future__ import annotations

from lxml import etree

from accessvr.content.books.markup import plain
from accessvr.content.maths.layouts import EMPTY, PHANTOM
from accessvr.content.maths.literal import spell
from accessvr.content.maths.markup import Reader
from accessvr.content.maths.parts import NAMES, Part, Speaker, tidy
from accessvr.content.maths.speaking import say
from accessvr.content.maths.terms import Marked, Sign, Term, Words, leaves
from accessvr.content.maths.wording import Style, Wording, wording

__all__ = ["NAMES", "Part", "Style", "read_formula"]

LONGEST = 20_000  # chosen: more signs than this are no formula; they are said without structure
_NO_WORDS = "alternative text not available"  # what one publisher writes into every formula
_STOPS = frozenset(".,;")


def read_formula(element: etree._Element, language: str, style: Style = Style.CLEAR) -> Part:
    """Give a formula in words and parts. Never fails, never without words.

    element   a math element, in any namespace and of any version
    language  BCP 47; English for a language there are no words for
    style     how it is worded

    The markup comes first, then the author's words beside it (alttext, aria-label, alt), then any text there is.
    """
    words = wording(language, style)
    term = _read(element, style)
    made = Part("", "") if term is None else _said(term, words, style)
    if term is not None and _is_markup(term) and _says_something(made.words):
        return made
    beside = _beside(element)
    return Part("", beside) if beside else made if made.words else Part("", _text(element) or words.say("formula"))


def _read(element: etree._Element, style: Style) -> Term | None:
    term = Reader(literal=style is Style.LITERAL).read(element)
    return None if term is None or term is EMPTY or term is PHANTOM else term


def _said(term: Term, words: Wording, style: Style) -> Part:
    speaker = Speaker(words, spell if style is Style.LITERAL else say)
    stop = ""
    if isinstance(term, Marked) and isinstance(term.sign, Sign) and term.sign.text in _STOPS:
        stop = term.sign.text  # the sentence's stop: a pause, not a word
        term = term.inside
    if sum(1 for _ in zip(leaves(term), range(LONGEST + 1), strict=False)) > LONGEST:
        return Part("", tidy(speaker.flat(term)))
    made = speaker.part(term)
    return Part("", made.words + stop, made.parts) if stop else made


def _is_markup(term: Term) -> bool:
    """Tell whether there is more in the term than words: text without markup is no formula that was read."""
    return any(not isinstance(leaf, Words) for leaf in leaves(term))


def _says_something(words: str) -> bool:
    return any(c.isalnum() for c in words)


def _beside(element: etree._Element) -> str:
    """Give the author's words for a formula that has no markup to read."""
    for name in ("alttext", "aria-label", "alt"):
        words = plain(element.get(name))
        if words and not words.lower().startswith(_NO_WORDS):
            return words
    return ""


def _text(element: etree._Element) -> str:
    """Give all text in an element, as it stands: TeX, most often."""
    return plain(" ".join(str(e.text or "") for e in element.iter() if isinstance(e.tag, str)))
