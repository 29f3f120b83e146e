"""Formulas said sign by sign, as they are written."""

from __future__ import annotations

from accessvr.content.maths.parts import Part, Speaker, leaf_words, whole
from accessvr.content.maths.say_others import say_concept, say_enclosed
from accessvr.content.maths.say_tables import say_matrix
from accessvr.content.maths.terms import (
    Call,
    Chain,
    Concept,
    Enclosed,
    Fenced,
    Fraction,
    Large,
    Marked,
    Name,
    Number,
    Root,
    Row,
    Scripts,
    Sign,
    Signed,
    Spelled,
    Stacked,
    Table,
    Term,
    Unit,
    Words,
)


def spell(term: Term, speaker: Speaker) -> Part:
    """Give a term as it is written. What was understood before is taken back to its signs."""
    match term:
        case Number() | Name() | Sign() | Words() | Unit():
            return Part("", leaf_words(term, speaker.wording))
        case Fraction(top, bottom):
            parts = speaker.part(top, "numerator"), speaker.part(bottom, "denominator")
            return whole(speaker.say("over", numerator=parts[0].words, denominator=parts[1].words), *parts)
        case Root():
            return _spell_root(term, speaker)
        case Scripts():
            return _spell_scripts(term, speaker)
        case Table():
            return say_matrix(term, speaker, determinant=False)
        case Enclosed():
            return say_enclosed(term, speaker)
        case Concept():
            return say_concept(term if term.fixity else Concept(term.name, term.arguments, "prefix"), speaker)
        case Spelled(inside):
            return speaker.part(inside)
        case _:
            items = [speaker.part(item, "item") for item in _written(term)]
            return whole(" ".join(item.words for item in items), *items)


def _written(
    term: Row | Stacked | Fenced | Chain | Signed | Marked | Call | Large,
) -> list[Term]:
    """Give what a term was made from, in the order it is written."""
    found: list[Term | None]
    match term:
        case Row(items):
            found = list(items)
        case Stacked(base, under, over):
            found = [base, under, over]
        case Fenced(opening, inside, closing):
            found = [opening, inside, closing]
        case Chain(_, items, signs):
            found = [items[0]]
            for sign, item in zip(signs, items[1:], strict=True):
                found += [sign, item]
        case Signed(sign, inside):
            found = [sign, inside]
        case Marked(inside, sign):
            found = [inside, sign]
        case Call(function, argument):
            found = [function, argument]
        case Large(sign, below, above, inside):
            found = [sign, below, above, inside]
    return [item for item in found if item is not None and not _is_unseen(item)]


def _is_unseen(term: Term) -> bool:
    return isinstance(term, Sign) and "\u2061" <= term.text <= "\u2064"


def _spell_root(term: Root, speaker: Speaker) -> Part:
    inside = speaker.part(term.inside, "radicand")
    if term.degree is None:
        return whole(speaker.say("square_root", radicand=inside.words), inside)
    degree = speaker.part(term.degree, "index")
    return whole(speaker.say("root", degree=degree.words, radicand=inside.words), degree, inside)


def _spell_scripts(term: Scripts, speaker: Speaker) -> Part:
    base = speaker.part(term.base, "base")
    words, parts = base.words, [base]
    for below, above in (*term.before, *term.after):
        for script, phrase, slot in ((below, "sub", "below"), (above, "super", "above")):
            if script is not None:
                part = speaker.part(script, f"{phrase}script")
                words = speaker.say(phrase, base=words, **{slot: part.words})
                parts.append(part)
    return whole(words, *parts)
