"""Which terms are simple enough to be said without marking where they begin and end."""

from __future__ import annotations

from accessvr.content.maths.signs import APPLY, MINUS, TIMES, core, is_infix, sign_text
from accessvr.content.maths.terms import (
    Call,
    Chain,
    Fenced,
    Fraction,
    Level,
    Marked,
    Name,
    Number,
    Row,
    Scripts,
    Sign,
    Signed,
    Table,
    Term,
    Unit,
    Words,
    is_leaf,
)

MOST_FACTORS = 3  # after ClearSpeak: 2 x y is simple, 2 x y z is not
LARGEST_NUMERATOR, LARGEST_DENOMINATOR = 19, 10  # after ClearSpeak: 19 tenths, but 20 over 10


def is_whole_number(term: Term | None) -> bool:
    """Tell whether the term is a number without a decimal point."""
    return isinstance(term, Number) and term.text.isdecimal() and term.text.isascii()


def is_common_fraction(term: Term | None) -> bool:
    """Tell whether the term is a fraction with a name of its own: three fifths."""
    match term:
        case Fraction(Number(top), Number(bottom), True):
            if not (is_whole_number(term.top) and is_whole_number(term.bottom)) or max(len(top), len(bottom)) > 2:
                return False
            return int(top) <= LARGEST_NUMERATOR and 2 <= int(bottom) <= LARGEST_DENOMINATOR
        case _:
            return False


def is_simple(term: Term | None) -> bool:
    """Tell whether the term is simple in the sense of ClearSpeak: x, 2, minus 2 x, one half x, f of x, 90 degrees."""
    match term:
        case None:
            return True
        case Signed(sign, inside) if sign_text(sign) in MINUS:
            return is_simple_product(inside)
        case Call(function, argument):
            name = core(function)
            applied_to = argument.inside if isinstance(argument, Fenced) else argument
            return isinstance(name, Name) and len(name.text) == 1 and is_simple_product(applied_to)
        case _:
            return is_simple_product(term)


def is_simple_product(term: Term | None) -> bool:
    """Tell whether the term is a leaf, a common fraction or a short product of such."""
    match term:
        case Chain(Level.PRODUCT, items, signs):
            short = len(items) <= MOST_FACTORS or isinstance(items[-1], Unit | Words)
            return short and all(map(_is_factor, items)) and all(sign_text(sign) in ("", TIMES) for sign in signs)
        case Marked(Number() | Name() as inside, sign) if sign_text(sign) in "°%":
            return is_leaf(inside)
        case _:
            return _is_factor(term)


def _is_factor(term: Term | None) -> bool:
    match term:
        case Fraction():
            return is_common_fraction(term)
        case Sign():
            return not is_infix(term) and term.text != APPLY
        case None:
            return True
        case _:
            return is_leaf(term)


def is_silent(term: Term | None) -> bool:
    """Tell whether brackets around the term need not be said."""
    match term:
        case Signed(sign, Number() | Name()) if sign_text(sign) in MINUS:
            return True
        case Signed(sign, inside) if sign_text(sign) in MINUS:
            return isinstance(inside, Chain) and is_simple_product(inside)
        case Signed(Sign("mod"), _):
            return True
        case None | Row():
            return False
        case Chain(_, items, _) if any(isinstance(item, Words) for item in items):
            return False
        case _:
            return is_simple_product(term)


def is_binomial(term: Term | None) -> bool:
    """Tell whether the term is one number over another in brackets, without a line: n choose k."""
    return isinstance(term, Fenced) and isinstance(term.inside, Fraction) and not term.inside.bar


def is_bracketed(term: Term | None) -> bool:
    """Tell whether the term begins and ends with brackets, said or not, scripts left aside."""
    while isinstance(term, Scripts | Marked):
        term = term.base if isinstance(term, Scripts) else term.inside
    return isinstance(term, Fenced) and not isinstance(term.inside, Table)


def is_small_power(term: Term) -> bool:
    """Tell whether a power is the square or cube of something simple: it can stand in an exponent."""
    match term:
        case Scripts(base, ((_, Number("2" | "3")),), ()):
            return is_leaf(base) or is_common_fraction(base)
        case _:
            return False
