"""Fractions, derivatives and roots in words."""

from __future__ import annotations

from collections.abc import Sequence

from accessvr.content.maths.parts import Part, Speaker, named, whole
from accessvr.content.maths.say_units import has_unit, unit_part
from accessvr.content.maths.simple import is_common_fraction, is_simple, is_whole_number
from accessvr.content.maths.terms import (
    Chain,
    Fraction,
    Level,
    Name,
    Number,
    Root,
    Scripts,
    Sign,
    Signed,
    Term,
    Unit,
    Words,
)


def say_fraction(term: Fraction, speaker: Speaker) -> Part:
    """Give a fraction: by its name, as a derivative, as one per another, or with its numerator and denominator."""
    if is_common_fraction(term):
        return Part("", _common(term, speaker))
    if (found := _derivative(term, speaker)) is not None:
        return found
    if has_unit(term.bottom):
        return _per(term, speaker)
    top, bottom = speaker.part(term.top, "numerator"), speaker.part(term.bottom, "denominator")
    if not term.bar:
        return whole(
            speaker.say("above_below", top=top.words, bottom=bottom.words), named(top, "above"), named(bottom, "below")
        )
    phrase = "over" if _is_plain(term) else "fraction"
    return whole(speaker.say(phrase, numerator=top.words, denominator=bottom.words), top, bottom)


def _is_plain(term: Fraction) -> bool:
    """Tell whether "x over y" says enough."""
    return (is_simple(term.top) and is_simple(term.bottom)) or (_is_text(term.top) and _is_text(term.bottom))


def closed(words: str, term: Term, speaker: Speaker) -> str:
    """Give the words of a term that others follow, so that nobody takes them for more of its denominator or root."""
    last = term
    while True:
        match last:
            case Chain():
                last = last.items[-1]
            case Signed(_, inside):
                last = inside
            case Fraction() if last.bar and not (_is_plain(last) or has_unit(last.bottom) or _variables(last)):
                return speaker.say("closed_fraction", inside=words)
            case Root(inside) if not is_simple_inside(inside):
                return speaker.say("closed_root", inside=words)
            case _:
                return words


def _is_text(term: Term) -> bool:
    match term:
        case Words() | Unit():
            return True
        case Name(text):
            return len(text) > 1
        case Chain(Level.PRODUCT, (Number(), last), _):
            return _is_text(last)
        case _:
            return False


def _common(term: Fraction, speaker: Speaker) -> str:
    top, bottom = speaker.words(term.top), speaker.words(term.bottom)
    names = speaker.wording.find("denominators", bottom)
    if names is None:
        return speaker.say("over", numerator=top, denominator=bottom)
    one, _, more = names.partition("|")
    name = one if top == "1" else more or one
    return speaker.say("common_fraction", numerator=top, denominator=name)


def _per(term: Fraction, speaker: Speaker) -> Part:
    top = named(unit_part(term.top, speaker, one=False), "numerator")
    bottom = named(unit_part(term.bottom, speaker, one=True), "denominator")
    return whole(speaker.say("per", numerator=top.words, denominator=bottom.words), top, bottom)


def is_derivative_alone(term: Term) -> bool:
    """Tell whether the term is d by d x, without what is derived."""
    return isinstance(term, Fraction) and _differentiated(term.top) == (_kind(term.top), ()) and bool(_variables(term))


def _kind(term: Term) -> str:
    """Give "d" or "∂" for what begins with one, else ""."""
    first = term.items[0] if isinstance(term, Chain) and term.level is Level.PRODUCT else term
    base = first.base if isinstance(first, Scripts) else first
    if isinstance(base, Name) and base.text in ("d", "ⅆ"):
        return "d"
    if isinstance(base, Sign) and base.text == "∂":
        return "∂"
    return "d" if isinstance(base, Name) and len(base.text) == 2 and base.text[0] == "d" else ""


def _differentiated(term: Term) -> tuple[str, tuple[Term, ...]]:
    """Give the kind of derivative a numerator belongs to, and what is derived; ("", ()) for none."""
    kind = _kind(term)
    if not kind:
        return "", ()
    if isinstance(term, Chain):
        return (kind, term.items[1:]) if all(sign is None for sign in term.signs) else ("", ())
    if isinstance(term, Name) and len(term.text) == 2:
        return kind, (Name(term.text[1]),)
    return kind, ()


def _variables(term: Fraction) -> tuple[Term, ...]:
    """Give the variables a denominator derives by; () when it is none."""
    bottom = term.bottom
    if isinstance(bottom, Name) and len(bottom.text) == 2 and bottom.text[0] == "d":
        return (Name(bottom.text[1]),)
    if (
        isinstance(bottom, Scripts)
        and isinstance(bottom.base, Name)
        and _kind(bottom.base)
        and len(bottom.base.text) == 2
    ):
        return (Scripts(Name(bottom.base.text[1]), bottom.after),)
    if (
        not isinstance(bottom, Chain)
        or bottom.level is not Level.PRODUCT
        or any(sign is not None for sign in bottom.signs)
    ):
        return ()
    operators, variables = bottom.items[::2], bottom.items[1::2]
    if len(operators) != len(variables) or not all(_is_operator(item) for item in operators):
        return ()
    return variables if all(_kind(item) == _kind(term.top) for item in operators) else ()


def _is_operator(term: Term) -> bool:
    return (isinstance(term, Name) and term.text in ("d", "ⅆ")) or (isinstance(term, Sign) and term.text == "∂")


def _derivative(term: Fraction, speaker: Speaker) -> Part | None:
    kind, derived = _differentiated(term.top)
    variables = _variables(term) if kind and term.bar else ()
    if not variables:
        return None
    by = _named_variables(variables, speaker)
    phrase = "derivative" if kind == "d" else "partial"
    order = _order(term.top)
    slots = {"variable": by}
    if order is not None:
        phrase += "_order"
        slots["order"] = ordinal_or_words(order, speaker)
    if not derived:
        return Part("", speaker.say(f"{phrase}_alone", **slots))
    function = speaker.part(
        derived[0] if len(derived) == 1 else Chain(Level.PRODUCT, derived, (None,) * (len(derived) - 1))
    )
    words = speaker.say(phrase, function=function.words, **slots)
    return whole(words, named(function, "function"), Part("denominator", by))


def _order(term: Term) -> Term | None:
    first = term.items[0] if isinstance(term, Chain) else term
    return first.after[0][1] if isinstance(first, Scripts) and first.after else None


def _named_variables(variables: Sequence[Term], speaker: Speaker) -> str:
    """Give the variables without the powers that only repeat the order."""
    said: list[str] = []
    for variable in variables:
        plain = (
            variable.base
            if isinstance(variable, Scripts) and variable.after[:1] and variable.after[0][0] is None
            else variable
        )
        said.append(speaker.words(plain))
    words = said[0]
    for other in said[1:]:
        words = speaker.say("and", first=words, second=other)
    return words


def ordinal_or_words(term: Term, speaker: Speaker) -> str:
    """Give a number or a letter as an ordinal, anything else in its own words."""
    return (
        ordinal(term.text, speaker) if isinstance(term, Number) and is_whole_number(term) else letter_th(term, speaker)
    )


def ordinal(text: str, speaker: Speaker) -> str:
    """Give a whole number as an ordinal: "fourth", "21st"."""
    number = str(int(text)) if len(text) <= 15 else text
    known = speaker.wording.find("ordinals", number)
    if known is not None:
        return known
    ending = None if number[-2:] in ("11", "12", "13") else speaker.wording.find("ordinal_endings", number[-1])
    return speaker.say("ordinal", number=number) if ending is None else ending.format(number=number)


def letter_th(term: Term, speaker: Speaker) -> str:
    """Give a letter as an ordinal: "n-th"; anything longer in its own words."""
    words = speaker.words(term)
    return speaker.say("letter_ordinal", letter=words) if isinstance(term, Name) and len(term.text) == 1 else words


def say_root(term: Root, speaker: Speaker) -> Part:
    """Give a root."""
    inside = speaker.part(term.inside, "radicand")
    end = "" if is_simple_inside(term.inside) else "_end"
    match term.degree:
        case None | Number("2"):
            return whole(speaker.say(f"square_root{end}", radicand=inside.words), inside)
        case Number("3"):
            return whole(speaker.say(f"cube_root{end}", radicand=inside.words), inside)
        case Number(text) if is_whole_number(term.degree):
            degree = Part("index", ordinal(text, speaker))
        case _:
            degree = Part("index", letter_th(term.degree, speaker))
    return whole(speaker.say(f"root{end}", degree=degree.words, radicand=inside.words), degree, inside)


def is_simple_inside(term: Term) -> bool:
    """Tell whether no listener can miss where the inside of a root or of bars ends."""
    return isinstance(term, Number | Name | Words) or (
        isinstance(term, Scripts) and isinstance(term.base, Name | Number)
    )
