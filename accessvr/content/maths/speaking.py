"""Which words are for which term."""

from __future__ import annotations

from accessvr.content.maths.literal import spell
from accessvr.content.maths.parts import Part, Speaker, leaf_words
from accessvr.content.maths.say_fences import say_fenced
from accessvr.content.maths.say_fractions import say_fraction, say_root
from accessvr.content.maths.say_functions import say_call, say_large
from accessvr.content.maths.say_others import say_concept, say_enclosed
from accessvr.content.maths.say_rows import say_chain, say_marked, say_row, say_signed
from accessvr.content.maths.say_scripts import say_scripts, say_stacked
from accessvr.content.maths.say_tables import say_table
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


def say(term: Term, speaker: Speaker) -> Part:
    """Give a term as it is said in a classroom."""
    match term:
        case Name(text):
            return Part("", _name(text, term, speaker))
        case Number() | Sign() | Words() | Unit():
            return Part("", leaf_words(term, speaker.wording))
        case Row():
            return say_row(term, speaker)
        case Chain():
            return say_chain(term, speaker)
        case Signed():
            return say_signed(term, speaker)
        case Marked():
            return say_marked(term, speaker)
        case Fraction():
            return say_fraction(term, speaker)
        case Root():
            return say_root(term, speaker)
        case Scripts():
            return say_scripts(term, speaker)
        case Stacked():
            return say_stacked(term, speaker)
        case Fenced():
            return say_fenced(term, speaker)
        case Call():
            return say_call(term, speaker)
        case Large():
            return say_large(term, speaker)
        case Table():
            return say_table(term, speaker)
        case Enclosed():
            return say_enclosed(term, speaker)
        case Concept():
            return say_concept(term, speaker)
        case Spelled(inside):
            return speaker.by(spell).part(inside)


def _name(text: str, name: Name, speaker: Speaker) -> str:
    """Give a letter; the letter of a set of numbers is that set."""
    known = speaker.wording.find("number_sets", text) if len(text) == 1 else None
    return leaf_words(name, speaker.wording) if known is None else speaker.say("whole_set", set=known)
