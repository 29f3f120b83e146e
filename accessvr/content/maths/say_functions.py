"""Functions, sums, integrals and limits in words."""

from __future__ import annotations

from accessvr.content.maths.parts import Part, Speaker, long, named, whole
from accessvr.content.maths.say_fences import say_given, say_loud
from accessvr.content.maths.say_fractions import letter_th, ordinal
from accessvr.content.maths.say_scripts import power_words
from accessvr.content.maths.signs import FUNCTIONS, MINUS, core, is_function, is_integral, sign_text
from accessvr.content.maths.simple import is_silent, is_simple, is_whole_number
from accessvr.content.maths.terms import (
    Call,
    Chain,
    Fenced,
    Large,
    Level,
    Name,
    Number,
    Row,
    Scripts,
    Sign,
    Signed,
    Term,
    Words,
)
from accessvr.core.values import replace

_LOGARITHMS = frozenset(("log", "ln", "lg"))
_PROBABILITIES = frozenset(("P", "Pr", "E", "p", "ℙ", "𝔼", "Var", "Cov"))
_NABLA_PRODUCTS = {"·": "divergence", "⋅": "divergence", "∙": "divergence", "×": "curl"}


def say_call(term: Call, speaker: Speaker) -> Part:
    """Give a function and what it is applied to."""
    name = core(term.function)
    if (found := _nabla(term, speaker)) is not None:
        return found
    if isinstance(name, Name) and name.text in _LOGARITHMS and _is_plain(term.function):
        return _say_log(term, speaker)
    argument = _argument(term, speaker)
    power = _power(term.function)
    if power is not None and not _is_short(power):
        return _power_of(term, power, argument, speaker)
    function = Part("function", _function_words(term.function, power, speaker))
    phrase = ("call_named" if is_function(term.function) else "call") if term.certain else "call_perhaps"
    if term.certain and isinstance(term.argument, Fenced) and long(argument.words):
        phrase = "call_loud"
    words = speaker.say(phrase, function=function.words, argument=argument.words)
    return whole(words, function, argument)


def _is_plain(function: Term) -> bool:
    """Tell whether the name of a logarithm has nothing around it but a base and an exponent."""
    match function:
        case Scripts(Name(), ((_, above),), ()):
            return above is None or _power(function) is not None
        case Name():
            return True
        case _:
            return False


def _argument(term: Call, speaker: Speaker) -> Part:
    """Give what a function is applied to. Brackets around something simple are not said."""
    argument = term.argument
    name = core(term.function)
    if isinstance(argument, Fenced):
        if (
            isinstance(name, Name)
            and name.text in _PROBABILITIES
            and (found := say_given(argument, speaker)) is not None
        ):
            return named(found, "argument")
        if argument.opening is not None and argument.opening.text in "([" and is_silent(argument.inside):
            return speaker.part(argument.inside, "argument")
        return named(say_loud(argument, speaker), "argument")
    return speaker.part(argument, "argument")


def _power(function: Term) -> Term | None:
    """Give the exponent on the name of a function; None for a prime or no exponent."""
    match function:
        case Scripts(_, ((_, above),), ()) if above is not None and isinstance(
            above, Number | Signed | Name | Chain | Scripts
        ):
            return above
        case _:
            return None


def _is_short(power: Term) -> bool:
    """Tell whether the power is said right behind the name: sine squared; or before it: inverse sine."""
    return power in (Number("2"), Number("3")) or is_minus_one(power)


def is_minus_one(power: Term) -> bool:
    """Tell whether the exponent means an inverse function."""
    return isinstance(power, Signed) and sign_text(power.sign) in MINUS and power.inside == Number("1")


def _function_words(function: Term, power: Term | None, speaker: Speaker) -> str:
    if power is None:
        return speaker.words(function)
    bare = _without_power(function)
    words = speaker.words(bare)
    if is_minus_one(power):
        name = core(function)
        known = isinstance(name, Name | Words) and name.text in FUNCTIONS
        return speaker.say("inverse" if known else "inverse_of", function=words)
    return power_words(words, power, "", speaker)


def _without_power(function: Term) -> Term:
    assert isinstance(function, Scripts)
    below = function.after[0][0]
    return function.base if below is None else replace(function, after=((below, None),))


def _power_of(term: Call, power: Term, argument: Part, speaker: Speaker) -> Part:
    exponent = (
        ordinal(power.text, speaker)
        if isinstance(power, Number) and is_whole_number(power)
        else letter_th(power, speaker)
    )
    function = Part("function", speaker.words(_without_power(term.function)))
    call = speaker.say("call_named", function=function.words, argument=argument.words)
    words = speaker.say("power_of", exponent=exponent, call=call)
    return whole(words, function, named(speaker.part(power), "exponent"), argument)


def _say_log(term: Call, speaker: Speaker) -> Part:
    function = term.function
    power = _power(function)
    bare = function if power is None else _without_power(function)
    name = speaker.words(core(function))
    if power is not None:
        name = power_words(name, power, speaker.words(power), speaker)
    argument = _argument(term, speaker)
    match bare:
        case Scripts(_, ((base, None),), ()) if base is not None:
            below = speaker.part(base, "base")
            words = speaker.say("log_base", function=name, base=below.words, argument=argument.words)
            return whole(words, below, argument)
        case _ if not isinstance(term.argument, Fenced) and is_simple(term.argument):
            return whole(speaker.say("log_simple", function=name, argument=argument.words), argument)
        case _:
            return whole(speaker.say("log", function=name, argument=argument.words), argument)


def _nabla(term: Call, speaker: Speaker) -> Part | None:
    """Give gradient, divergence, curl and Laplacian."""
    match term.function:
        case Sign("∇"):
            phrase = "gradient"
        case Scripts(Sign("∇"), ((None, Number("2")),), ()):
            phrase = "laplacian"
        case Row((Sign("∇"), Sign(text))):
            phrase = _NABLA_PRODUCTS[text]
        case _:
            return None
    argument = _argument(term, speaker)
    return whole(speaker.say(phrase, function=argument.words), argument)


def say_large(term: Large, speaker: Speaker) -> Part:
    """Give a sum, an integral, a limit, with its limits and what it reaches over."""
    head, parts = _head(term, speaker)
    if term.inside is None:
        return whole(head, *parts)
    inside = speaker.part(term.inside, "body")
    name = core(term.sign)
    if isinstance(name, Name | Words) and not parts:
        return whole(speaker.say("call_named", function=head, argument=inside.words), inside)
    phrase = "large_of_long" if parts and (long(inside.words) or is_integral(term.sign)) else "large_of"
    return whole(speaker.say(phrase, head=head, inside=inside.words), *parts, inside)


def _head(term: Large, speaker: Speaker) -> tuple[str, list[Part]]:
    sign = speaker.words(term.sign)
    if isinstance(term.sign, Name | Words) and term.sign.text == "lim" and term.below and not term.above:
        below = named(_approached(term.below, speaker), "lower limit")
        return speaker.say("limit", below=below.words), [below]
    low = [] if term.below is None else [speaker.part(term.below, "lower limit")]
    high = [] if term.above is None else [speaker.part(term.above, "upper limit")]
    if low and high:
        return speaker.say("large_from_to", sign=sign, below=low[0].words, above=high[0].words), [*low, *high]
    if low:
        return speaker.say("large_over", sign=sign, below=low[0].words), low
    if high:
        return speaker.say("large_to", sign=sign, above=high[0].words), high
    return speaker.say("large", sign=sign), []


def _approached(term: Term, speaker: Speaker) -> Part:
    """Give what stands below a limit: "x approaches 0 from above"."""
    match term:
        case Chain(Level.RELATION, (left, right), (Sign(text),)):
            word = speaker.wording.find("approach", text)
            if word is None:
                return speaker.part(term)
            return Part("", f"{speaker.words(left)} {word} {_sided(right, speaker)}")
        case _:
            return speaker.part(term)


def _sided(term: Term, speaker: Speaker) -> str:
    match term:
        case Scripts(base, ((None, Sign(text)),), ()) if text == "+" or text in MINUS:
            return speaker.say("from_above" if text == "+" else "from_below", value=speaker.words(base))
        case _:
            return speaker.words(term)
