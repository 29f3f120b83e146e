"""Quantities in words: a unit agrees with its number, and stands alone below a fraction line."""

from __future__ import annotations

from accessvr.content.maths.parts import Part, Speaker, whole
from accessvr.content.maths.terms import Fraction, Number, Scripts, Term, Unit
from accessvr.content.maths.units import unit_words


def has_unit(term: Term) -> bool:
    """Tell whether the term is a unit, a power of one, or one per another."""
    match term:
        case Unit() | Scripts(Unit(), ((None, _),), ()):
            return True
        case Fraction(Unit(), bottom):
            return has_unit(bottom)
        case _:
            return False


def unit_part(term: Term, speaker: Speaker, *, one: bool) -> Part:
    """Give a unit as it agrees with its number; anything else as it is.

    one  there is one of it, or it stands below a fraction line
    """
    match term:
        case Unit(text):
            return Part("", unit_words(text, speaker.wording, one=one))
        case Scripts(Unit(text), ((None, Number("2" | "3" as power)),), ()):
            words = unit_words(text, speaker.wording, one=one)
            return Part("", speaker.say("unit_squared" if power == "2" else "unit_cubed", unit=words))
        case Fraction(top, bottom) if has_unit(term):
            above, below = unit_part(top, speaker, one=one), unit_part(bottom, speaker, one=True)
            return whole(speaker.say("per", numerator=above.words, denominator=below.words))
        case _:
            return speaker.part(term)
