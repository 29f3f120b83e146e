"""A formula as it is said and gone through, and who says it."""

from __future__ import annotations

import re
from collections.abc import Callable

from accessvr.content.maths.characters import name_words, sign_words, text_words
from accessvr.content.maths.terms import Leaf, Name, Number, Sign, Term, Unit, Words, leaves
from accessvr.content.maths.units import unit_words
from accessvr.content.maths.wording import Wording
from accessvr.core.values import dataclass

LONG = 4  # chosen: after so many words a listener needs a pause
DEEPEST = 60  # chosen: deeper parts are said sign by sign

NAMES = (
    "",
    *("left side", "relation", "right side", "side"),
    *("term", "factor", "item", "element", "condition"),
    *("numerator", "denominator", "above", "below"),
    *("base", "exponent", "subscript", "superscript"),
    *("radicand", "index", "inside"),
    *("function", "argument", "body", "lower limit", "upper limit"),
    *("row", "cell"),
)
_SPACES = re.compile(r"\s+")
_LOOSE_MARK = re.compile(r"\s+([,;.])")
_TWO_MARKS = re.compile(r"[,;]+(?:\s*[,;])+")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a formula that one can stand at.

    name   what it is in its whole, one of NAMES; "" for the whole formula
    words  what is said; never empty
    parts  the parts one can go into, in the order they are read; none for a single thing
    """

    name: str
    words: str
    parts: tuple[Part, ...] = ()


@dataclass(slots=True)
class Speaker:
    """Turns terms into parts by a rule that may ask for the parts of smaller terms. Never deeper than DEEPEST."""

    wording: Wording
    rule: Callable[[Term, Speaker], Part]
    depth: int = 0

    def part(self, term: Term | None, name: str = "") -> Part:
        """Give a term as a part that is called `name` in its whole."""
        if term is None:
            return Part(name, self.wording.say("blank"))
        if self.depth >= DEEPEST:
            return Part(name, self.flat(term))
        self.depth += 1
        try:
            made = self.rule(term, self)
        finally:
            self.depth -= 1
        return named(made, name) if made.words else Part(name, self.wording.say("blank"))

    def words(self, term: Term | None) -> str:
        """Give a term in words."""
        return self.part(term).words

    def say(self, phrase: str, /, **slots: str) -> str:
        """Give a phrase of the language with its slots filled."""
        return self.wording.say(phrase, **slots)

    def flat(self, term: Term) -> str:
        """Give a term sign by sign."""
        found = (leaf_words(leaf, self.wording) for leaf in leaves(term))
        return " ".join(words for words in found if words) or self.wording.say("blank")

    def by(self, rule: Callable[[Term, Speaker], Part]) -> Speaker:
        """Give a speaker of the same words with another rule, as deep as this one."""
        return Speaker(self.wording, rule, self.depth)


def named(part: Part, name: str) -> Part:
    """Give the part under another name."""
    return part if part.name == name else Part(name, part.words, part.parts)


def whole(words: str, *parts: Part) -> Part:
    """Give words with their parts. A part that says the same as the whole gives way to its own parts."""
    words = tidy(words)
    parts = tuple(part for part in parts if part.words)
    if len(parts) == 1 and (parts[0].words == words or not parts[0].parts):
        return Part("", words, parts[0].parts)
    return Part("", words, parts)


def tidy(words: str) -> str:
    """Give the words with single spaces, and with one pause where there are several."""
    if "  " in words or "\n" in words:
        words = _SPACES.sub(" ", words)
    if " ," in words or " ;" in words:
        words = _LOOSE_MARK.sub(r"\1", words)
    if ",," in words or ", ," in words or ";," in words or ",;" in words or ";;" in words:
        words = _TWO_MARKS.sub(lambda marks: ";" if ";" in marks.group() else ",", words)
    return words.strip(" ")


def leaf_words(leaf: Leaf, wording: Wording) -> str:
    """Give a leaf in words."""
    match leaf:
        case Number(text, variant) | Name(text, variant):
            if isinstance(leaf, Number) and not variant and len(text) > 1:
                return text
            return name_words(text, variant, wording)
        case Sign(text):
            return sign_words(text, wording)
        case Words(text):
            return text_words(text, wording)
        case Unit(text):
            return unit_words(text, wording, one=False)


def long(words: str) -> bool:
    """Tell whether a listener needs a pause after the words."""
    return words.count(" ") >= LONG - 1


def paused(words: str) -> str:
    """Give the words, with a pause behind them when they are many."""
    return f"{words}," if long(words) and words[-1] not in ",;" else words
