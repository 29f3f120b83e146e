"""Sides, terms and factors in words: whatever stands in a line with signs between."""

from __future__ import annotations

from accessvr.content.maths.parts import Part, Speaker, long, named, paused, whole
from accessvr.content.maths.say_fences import say_loud
from accessvr.content.maths.say_fractions import closed, is_derivative_alone
from accessvr.content.maths.say_units import has_unit, unit_part
from accessvr.content.maths.signs import BARS, TIMES, is_differential, level, sign_text
from accessvr.content.maths.simple import is_bracketed
from accessvr.content.maths.terms import (
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
    Term,
    Unit,
    Words,
    is_leaf,
)
from accessvr.content.maths.units import is_unit
from accessvr.core.values import replace

_PER = frozenset("/∕⁄")
_QUANTIFIERS = frozenset("∀∃∄")
_WORDS_TOO = frozenset(("a", "am", "as", "bar", "in"))  # signs of units that are words as well


def say_row(term: Row, speaker: Speaker) -> Part:
    """Give things one after the other."""
    parts = [part for item in term.items if (part := speaker.part(item, "item")).words]
    return whole(" ".join(part.words for part in parts), *parts)


def say_chain(term: Chain, speaker: Speaker) -> Part:
    """Give things with the signs between them."""
    match term.level:
        case Level.SEPARATOR:
            return _say_list(term, speaker)
        case Level.CONDITION | Level.RELATION:
            return _say_sides(term, speaker)
        case Level.SUM:
            return _say_sum(term, speaker)
        case Level.PRODUCT:
            return _say_product(term, speaker)


def _say_list(term: Chain, speaker: Speaker) -> Part:
    parts = [speaker.part(item, "item") for item in term.items]
    words = parts[0].words
    for sign, part in zip(term.signs, parts[1:], strict=True):
        mark = "" if sign is None else speaker.words(sign) if sign_text(sign) != "\u2063" else ""
        if mark:
            words = f"{words} {mark}, {part.words}"
        else:  # an unseen comma: between two indices it is not heard, between statements it is a pause
            words = f"{words}, {part.words}" if part.parts else f"{words} {part.words}"
    return whole(words, *parts)


def _say_sides(term: Chain, speaker: Speaker) -> Part:
    """Give an equation, or a chain of them: the signs are parts too, so that one can stop at them."""
    last = len(term.items) - 1
    names = ["side"] * (last + 1) if last > 1 else ["left side", "right side"]
    parts = [speaker.part(term.items[0], names[0])]
    words = parts[0].words
    for index, sign in enumerate(term.signs, 1):
        relation = _relation(term.items[0], sign, speaker)
        side = speaker.part(term.items[index], names[index])
        parts += [relation, side]
        said = paused(relation.words) if long(side.words) else relation.words
        words = f"{paused(words) if index == 1 else words} {said} {side.words}"
        words = words if index == last else paused(words)
    return whole(words, *parts)


def _relation(left: Term, sign: Term | None, speaker: Speaker) -> Part:
    """Give the sign of an equation; after "for all x", a thing is in a set, not a member of it."""
    if isinstance(left, Signed) and sign_text(left.sign) in _QUANTIFIERS:
        word = speaker.wording.find("membership", sign_text(sign))
        if word is not None:
            return Part("relation", word)
    return speaker.part(sign, "relation")


def _say_sum(term: Chain, speaker: Speaker) -> Part:
    parts = [speaker.part(term.items[0], "term")]
    for sign, item in zip(term.signs, term.items[1:], strict=True):
        said = speaker.part(item)
        parts.append(Part("term", f"{speaker.words(sign)} {said.words}", said.parts))
    pause = ", " if any(long(part.words) for part in parts) else " "
    said_so_far = [closed(part.words, item, speaker) for part, item in zip(parts[:-1], term.items, strict=False)]
    return whole(pause.join((*said_so_far, parts[-1].words)), *parts)


def _say_product(term: Chain, speaker: Speaker) -> Part:
    term = _with_units(term, speaker)
    if any(map(has_unit, term.items)):
        parts = [_factor_with_unit(term, index, speaker) for index in range(len(term.items))]
    else:
        parts = [speaker.part(item, "factor") for item in term.items]
    words = parts[0].words
    for index, part in enumerate(parts[1:]):
        words = closed(words, term.items[index], speaker)
        joint = _joint(term.items[index], term.signs[index], term.items[index + 1], speaker)
        if isinstance(term.items[index + 1], Unit) and sign_text(term.signs[index]) in _PER:
            words = speaker.say("per", numerator=words, denominator=part.words)
        elif is_derivative_alone(term.items[index]) and not joint:
            words = speaker.say("operator_of", operator=words, function=part.words)
        else:
            words = (
                f"{paused(words)} {joint} {part.words}" if long(parts[index].words) else f"{words} {joint} {part.words}"
            )
    if all(is_leaf(item) for item in term.items):
        return whole(words)  # 2 x y is one thing to a listener
    return whole(words, *parts)


def _with_units(term: Chain, speaker: Speaker) -> Chain:
    """Give the product with words behind a number as units, where they are the signs of units."""
    items = list(term.items)
    for index in range(1, len(items)):
        item = items[index]
        before = items[index - 1]
        per = isinstance(before, Unit) and sign_text(term.signs[index - 1]) in _PER
        if isinstance(item, Words | Name) and (per or isinstance(before, Number)) and _is_unit(item, speaker, per=per):
            items[index] = Unit(item.text)
    return replace(term, items=tuple(items))


def _is_unit(item: Words | Name, speaker: Speaker, *, per: bool) -> bool:
    """Tell whether words or a name are the sign of a unit; a single letter is one only behind another unit."""
    if item.text in _WORDS_TOO or (isinstance(item, Name) and len(item.text) == 1 and not per):
        return False
    return is_unit(item.text, speaker.wording)


def _factor_with_unit(term: Chain, index: int, speaker: Speaker) -> Part:
    """Give a factor; a unit agrees with the number before it, and stands alone in the plural."""
    before = term.items[index - 1] if index else None
    one = _is_one(before) or (index > 0 and sign_text(term.signs[index - 1]) in _PER)
    return named(unit_part(term.items[index], speaker, one=one), "factor")


def _is_one(term: Term | None) -> bool:
    return isinstance(term, Number) and term.text == "1"


def _joint(left: Term, sign: Term | None, right: Term, speaker: Speaker) -> str:
    """Give what is said between two factors: "times" where brackets would else be taken for something else."""
    if sign is not None and sign_text(sign) != TIMES:
        return speaker.words(sign)
    if _is_mixed_number(left, right):
        return speaker.wording.find("signs", "\u2064") or ""
    if isinstance(right, Unit | Words) or isinstance(left, Words | Sign) or _is_measure(right) or _is_modulus(right):
        return ""
    return speaker.say("times") if is_bracketed(left) or is_bracketed(right) else ""


def _is_measure(term: Term) -> bool:
    """Tell whether the term is a d x."""
    return isinstance(term, Chain) and is_differential(term.items[0])


def _is_modulus(term: Term) -> bool:
    return isinstance(term, Fenced) and isinstance(term.inside, Signed) and sign_text(term.inside.sign) == "mod"


def _is_mixed_number(left: Term, right: Term) -> bool:
    match left, right:
        case Number(whole_text), Fraction(Number(top), Number(bottom), True):
            return whole_text.isdigit() and top.isdigit() and bottom.isdigit()
        case _:
            return False


def say_signed(term: Signed, speaker: Speaker) -> Part:
    """Give a sign and what it stands before: negative x."""
    inside = speaker.part(term.inside)
    text = sign_text(term.sign)
    word = None
    if (
        isinstance(term.sign, Sign)
        and term.sign.form != "infix"
        and (level(term.sign) is Level.SUM or not level(term.sign))
    ):
        word = speaker.wording.find("leading", text)
    word = speaker.words(term.sign) if word is None else word
    return Part("", f"{word} {inside.words}", inside.parts)


def say_marked(term: Marked, speaker: Speaker) -> Part:
    """Give something and the sign behind it: n factorial, f evaluated at 0, a sentence's full stop."""
    inside = speaker.part(term.inside, "inside")
    text = sign_text(term.sign)
    if isinstance(term.sign, Scripts) and len(term.sign.after) == 1 and text in BARS | {"]"}:
        return _say_evaluated(term, inside, speaker)
    if isinstance(term.inside, Number | Name) and text == "°":
        return Part("", speaker.say("degree" if _is_one(term.inside) else "degrees", base=inside.words))
    if isinstance(term.inside, Fenced):
        inside = named(say_loud(term.inside, speaker), "inside")
    words = speaker.wording.fill("trailing", text, base=inside.words) if isinstance(term.sign, Sign) else None
    return Part("", f"{inside.words} {speaker.words(term.sign)}" if words is None else words, inside.parts)


def _say_evaluated(term: Marked, inside: Part, speaker: Speaker) -> Part:
    assert isinstance(term.sign, Scripts)
    below, above = term.sign.after[0] if term.sign.after else (None, None)
    low = [] if below is None else [speaker.part(below, "lower limit")]
    high = [] if above is None else [speaker.part(above, "upper limit")]
    if low and high:
        words = speaker.say("evaluated_between", inside=inside.words, below=low[0].words, above=high[0].words)
    else:
        words = speaker.say("evaluated", inside=inside.words, below=(low or high or [inside])[0].words)
    return whole(words, inside, *low, *high)
