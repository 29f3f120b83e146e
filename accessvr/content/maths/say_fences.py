"""What stands between brackets in words: absolute values, sets, intervals, binomials, or the brackets themselves."""

from __future__ import annotations

from accessvr.content.maths.parts import Part, Speaker, named, whole
from accessvr.content.maths.say_fractions import is_simple_inside
from accessvr.content.maths.say_tables import say_cases, say_matrix
from accessvr.content.maths.signs import BARS, sign_text
from accessvr.content.maths.simple import is_binomial, is_silent, is_simple
from accessvr.content.maths.terms import Chain, Fenced, Fraction, Level, Name, Sign, Table, Term

_GIVEN = BARS | {":"}


def say_fenced(term: Fenced, speaker: Speaker) -> Part:
    """Give something in brackets."""
    opening, closing = _texts(term)
    if isinstance(term.inside, Table):
        return _say_table(term, term.inside, speaker)
    if opening in BARS and closing in BARS:
        return _say_bars(term, speaker)
    match opening + closing:
        case "{}":
            return _say_set(term.inside, speaker)
        case "⌊⌋":
            return _say_around("floor", term.inside, speaker)
        case "⌈⌉":
            return _say_around("ceiling", term.inside, speaker)
        case "()" if is_binomial(term) and isinstance(term.inside, Fraction):
            return _say_binomial(term.inside, speaker)
        case "()" if is_silent(term.inside):
            return speaker.part(term.inside)
        case pair if (found := _say_interval(pair, term.inside, speaker)) is not None:
            return found
        case _:
            return say_loud(term, speaker)


def _texts(term: Fenced) -> tuple[str, str]:
    return (term.opening.text if term.opening else ""), (term.closing.text if term.closing else "")


def say_loud(term: Fenced, speaker: Speaker) -> Part:
    """Give something in brackets with its brackets said; a single letter needs none."""
    opening, closing = _texts(term)
    if isinstance(term.inside, Table) or opening in BARS or is_binomial(term) or (opening, closing) == ("{", "}"):
        return say_fenced(term, speaker)
    if opening == "(" and isinstance(term.inside, Name):
        return speaker.part(term.inside)
    inside = Part("inside", "") if term.inside is None else speaker.part(term.inside, "inside")
    marks = ["" if sign is None else speaker.words(sign) for sign in (term.opening, term.closing)]
    words = speaker.say("brackets", opening=marks[0], inside=inside.words, closing=f"{marks[1]}")
    return whole(_with_pauses(words, inside.words, marks), *(inside.parts or (inside,)))


def _with_pauses(words: str, inside: str, marks: list[str]) -> str:
    """Give the words with a pause before the closing bracket when much stands between."""
    if inside.count(" ") < 2 or not marks[1] or not words.endswith(f" {marks[1]}"):
        return words
    return f"{words.removesuffix(f' {marks[1]}')}, {marks[1]}"


def _say_table(term: Fenced, table: Table, speaker: Speaker) -> Part:
    opening, closing = _texts(term)
    if opening in BARS and closing in BARS and opening in "|∣":
        return say_matrix(table, speaker, determinant=True)
    if opening == "{" or closing == "}" or not (opening and closing):
        return say_cases(table, speaker)
    return say_matrix(table, speaker, determinant=False)


def _say_bars(term: Fenced, speaker: Speaker) -> Part:
    opening, _ = _texts(term)
    return _say_around("absolute" if opening in "|∣" else "norm", term.inside, speaker)


def _say_around(phrase: str, inside: Term | None, speaker: Speaker) -> Part:
    part = speaker.part(inside, "inside")
    if phrase in ("absolute", "norm") and not (inside is not None and is_simple_inside(inside)):
        phrase += "_end"
    return whole(speaker.say(phrase, inside=part.words), part)


def _say_set(inside: Term | None, speaker: Speaker) -> Part:
    if inside is None:
        return Part("", speaker.say("empty_set"))
    match inside:
        case Chain(Level.CONDITION, (element, condition), (sign,)) if sign_text(sign) in _GIVEN:
            parts = _say_element(element, speaker), speaker.part(condition, "condition")
            return whole(speaker.say("set_such_that", element=parts[0].words, condition=parts[1].words), *parts)
        case _:
            part = speaker.part(inside, "inside")
            return whole(speaker.say("set", inside=part.words), *(part.parts or (part,)))


def _say_element(element: Term, speaker: Speaker) -> Part:
    """Give what a set is made of: "x in the real numbers"."""
    match element:
        case Chain(Level.RELATION, (left, right), (Sign(text),)):
            words = speaker.wording.find("membership", text)
            if words is not None:
                parts = speaker.part(left, "left side"), speaker.part(right, "right side")
                return named(whole(f"{parts[0].words} {words} {parts[1].words}", *parts), "element")
        case _:
            pass
    return speaker.part(element, "element")


def _say_binomial(inside: Fraction, speaker: Speaker) -> Part:
    parts = speaker.part(inside.top, "above"), speaker.part(inside.bottom, "below")
    phrase = "choose" if is_simple(inside.top) and is_simple(inside.bottom) else "choose_end"
    return whole(speaker.say(phrase, top=parts[0].words, bottom=parts[1].words), *parts)


def _say_interval(brackets: str, inside: Term | None, speaker: Speaker) -> Part | None:
    """Give an interval. Two round brackets may as well hold a point, so they are no interval here."""
    match inside:
        case Chain(Level.SEPARATOR, (start, end), _):
            kind = speaker.wording.find("intervals", _KINDS.get(brackets, ""))
        case _:
            return None
    if kind is None:
        return None
    parts = speaker.part(start, "lower limit"), speaker.part(end, "upper limit")
    return whole(speaker.say("interval", kind=kind, start=parts[0].words, end=parts[1].words), *parts)


_KINDS = {"[)": "[)", "(]": "(]", "[]": "[]", "[[": "[)", "]]": "(]", "][": "()"}


def say_given(term: Fenced, speaker: Speaker) -> Part | None:
    """Give the brackets of a probability: "open paren A given B, close paren"; None for any other."""
    match term.inside:
        case Chain(Level.CONDITION, (left, right), (Sign(text),)) if term.opening is not None:
            parts = speaker.part(left, "left side"), speaker.part(right, "condition")
        case _:
            return None
    inside = speaker.wording.fill("given", text, event=parts[0].words, condition=parts[1].words)
    if inside is None:
        return None
    marks = [speaker.words(sign) for sign in (term.opening, term.closing) if sign is not None]
    words = speaker.say("brackets", opening=marks[0], inside=inside, closing=marks[-1])
    return whole(_with_pauses(words, inside, marks), *parts)
