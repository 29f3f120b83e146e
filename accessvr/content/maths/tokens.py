"""The smallest elements of presentation MathML as terms: letters, numbers, operators, text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from lxml import etree

from accessvr.content.books.markup import entity_text, local, named, plain
from accessvr.content.maths.signs import (
    AFTER,
    BARS,
    CLOSING,
    FUNCTION_LIKE,
    INVISIBLE,
    LARGE,
    LEVELS,
    MINUS,
    OPENING,
    THINGS,
)
from accessvr.content.maths.terms import Fraction, Name, Number, Row, Scripts, Sign, Signed, Term, Unit, Words

TOKENS = named("mi mn mo mtext ms mglyph ci cn csymbol")

_SIGNS = AFTER | BARS | LARGE | FUNCTION_LIKE | INVISIBLE | set(OPENING) | set(CLOSING) | set(LEVELS) - {"and", "or"}
_GREEK_LARGE = {"Σ": "∑", "Π": "∏"}
_STOPS = frozenset(".,;")
_IN_NUMBER = re.compile(r"(?<=\d)\s+(?=\d)")
_SMALL_FIGURES = re.compile(r"(?P<name>[^\W\d_⁰¹²³⁴-⁹₀-₉]+)(?P<low>[₀-₉]*)(?P<high>[⁰¹²³⁴-⁹]*)")
_PLAIN_VARIANTS = named("normal italic sans-serif sans-serif-italic monospace initial tailed")


def token_text(element: etree._Element) -> str:
    """Give the text of a token, with what comments, entities and other elements leave of it."""
    if not len(element):
        return plain(element.text)
    return plain("".join(_texts(element)))


def _texts(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for inner in element.iterdescendants():
        if isinstance(inner, etree._Entity):
            yield entity_text(inner)
        elif local(inner) == "mglyph":
            yield f" {inner.get('alt') or ''} "
        elif isinstance(inner.tag, str):
            yield inner.text or ""
        yield inner.tail or ""


def token(element: etree._Element, tag: str) -> Term | None:
    """Give a token as a term; None for an empty one."""
    text = token_text(element)
    if not text:
        return Words(plain(element.get("alt"))) if element.get("alt") else None
    variant = element.get("mathvariant") or ""
    variant = "" if variant in _PLAIN_VARIANTS else variant
    match tag:
        case "mn" | "cn":
            return _number(text, variant)
        case "mo":
            return _operator(text, element.get("form") or "")
        case "mi" | "ci" | "csymbol":
            if "MathML-Unit" in (element.get("class") or ""):
                return Unit(text)
            return Sign(text) if text in _SIGNS else _raised(text, variant)
        case _:
            return Sign(text) if text in _STOPS else Words(text)


def _raised(text: str, variant: str) -> Term:
    """Give a name; small figures that are written into it are its scripts: x² ."""
    found = _SMALL_FIGURES.fullmatch(text)
    if found is None or not (found["low"] or found["high"]):
        return Name(text, variant)
    low, high = (unicodedata.normalize("NFKC", found[group]) for group in ("low", "high"))
    return Scripts(Name(found["name"], variant), ((Number(low) if low else None, Number(high) if high else None),))


def _number(text: str, variant: str) -> Term:
    """Give a number. One that begins with a minus is negative; one without a figure is a name or a sign."""
    if text[0] in MINUS and text[1:].strip()[:1].isdigit():
        return Signed(Sign(text[0]), Number(_IN_NUMBER.sub("", text[1:].strip()), variant))
    if not any(unicodedata.numeric(c, None) is not None for c in text):
        return Sign(text) if text in _SIGNS else Name(text, variant)
    top, slash, bottom = unicodedata.normalize("NFKC", text).partition("⁄")
    if slash and len(text) == 1:
        return Fraction(Number(top), Number(bottom))
    return Number(_IN_NUMBER.sub("", text), variant)


def _operator(text: str, form: str) -> Term:
    if text in _GREEK_LARGE:
        return Sign(_GREEK_LARGE[text])
    if text in THINGS or (text.isalpha() and text not in LEVELS and unicodedata.category(text[0]) != "Lm"):
        return Name(text)
    return Sign(text, form)


def stray(text: str | None) -> list[Term]:
    """Give text that stands between elements, where none should, when it holds a letter or a digit."""
    if not text or text.isspace() or not any(c.isalnum() for c in text):
        return []
    return [Words(plain(text))]


def flat(element: etree._Element) -> Term | None:
    """Give the tokens of an element in order, without structure."""
    tokens = (token(e, local(e)) for e in element.iter() if local(e) in TOKENS)
    found = tuple(made for made in tokens if made is not None)
    return Row(found) if found else None
