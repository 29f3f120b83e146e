"""Powers, indices, primes and marks over letters in words."""

from __future__ import annotations

from accessvr.content.maths.characters import character_words
from accessvr.content.maths.parts import Part, Speaker, named, whole
from accessvr.content.maths.say_fences import say_loud
from accessvr.content.maths.say_fractions import letter_th, ordinal, ordinal_or_words
from accessvr.content.maths.signs import LETTERS_OF_FUNCTIONS, MINUS, PRIMES, sign_text
from accessvr.content.maths.simple import is_simple, is_small_power, is_whole_number
from accessvr.content.maths.terms import (
    Chain,
    Fenced,
    Level,
    Marked,
    Name,
    Number,
    Row,
    Scripts,
    Sign,
    Signed,
    Stacked,
    Table,
    Term,
    Words,
    is_leaf,
    leaves,
)

_PRIME_PHRASES = {1: "prime", 2: "double_prime", 3: "triple_prime", 4: "quadruple_prime"}
_ENDINGS = frozenset(("th", "st", "nd", "rd"))
_CHARGES = MINUS | {"+", "±"}


def say_scripts(term: Scripts, speaker: Speaker) -> Part:
    """Give a base with what stands below and above it."""
    if (
        found := _counted(term, speaker)
        or _number_set(term, speaker)
        or _norm(term, speaker)
        or _evaluated(term, speaker)
    ) is not None:
        return found
    made = _before(term, speaker, _base(term.base, speaker))
    for below, above in term.after:
        if below is not None:
            made = _below(made, below, speaker)
        if above is not None:
            made = _above(term.base, made, above, speaker)
    return made


def _base(base: Term, speaker: Speaker) -> Part:
    """Give what carries the scripts. Brackets around it are said, for the scripts belong to all inside."""
    if base == Row(()):
        return Part("base", "")
    if isinstance(base, Fenced):
        return named(say_loud(base, speaker), "base")
    if isinstance(base, Name) and len(base.text) == 1 and base.text in speaker.wording.tables["number_sets"]:
        return Part("base", character_words(base.text, speaker.wording))
    return speaker.part(base, "base")


def _before(term: Scripts, speaker: Speaker, base: Part) -> Part:
    parts: list[Part] = []
    for below, above in term.before:
        if above is not None:
            parts.append(Part("superscript", speaker.say("before_super", above=speaker.words(above))))
        if below is not None:
            parts.append(Part("subscript", speaker.say("before_sub", below=speaker.words(below))))
    if not parts:
        return base
    return whole(" ".join((*(part.words for part in parts), base.words)), *parts, base)


def _below(base: Part, below: Term, speaker: Speaker) -> Part:
    script = speaker.part(below, "subscript")
    phrase = "sub" if is_simple(below) or _is_list(below) else "sub_end"
    return _joined(speaker.say(phrase, base=base.words, below=script.words), base, script)


def _is_list(below: Term) -> bool:
    """Tell whether what stands below is a list of indices, or figures side by side."""
    return (
        isinstance(below, Chain) and below.level in (Level.SEPARATOR, Level.PRODUCT) and all(map(is_leaf, below.items))
    )


def _joined(words: str, base: Part, script: Part) -> Part:
    """Give the base with one script more. Its parts stand side by side, not one in the other."""
    if base.name == "base" and not base.parts and not base.words:
        return whole(words, script)
    parts = base.parts if base.name == "" and base.parts else (named(base, "base"),)
    return Part("", words.strip(), (*parts, script))


def _above(bare: Term, base: Part, above: Term, speaker: Speaker) -> Part:
    """Give the base with what stands above it: a power, a prime, a charge, a mark."""
    found = _mark(bare, base.words, above, speaker)
    if found is not None:
        return Part("", found, base.parts if base.name == "" else ())
    exponent = speaker.part(above, "exponent")
    if _is_no_power(above):
        script = named(exponent, "superscript")
        return _joined(speaker.say("super", base=base.words, above=script.words), base, script)
    return _joined(power_words(base.words, above, exponent.words, speaker), base, exponent)


def _mark(bare: Term, base: str, above: Term, speaker: Speaker) -> str | None:
    """Give primes, degrees, a transposed matrix and ordinals; None for anything else."""
    primes = _primes(above)
    if primes in _PRIME_PHRASES:
        return speaker.say(_PRIME_PHRASES[primes], base=base)
    text = above.text if isinstance(above, Sign | Name | Words) else ""
    if text in ("°", "∘") and isinstance(bare, Number | Name):
        return speaker.say("degree" if base == "1" else "degrees", base=base)
    if text and (words := speaker.wording.fill("superscripts", text, base=base)) is not None:
        return words
    if text in ("T", "⊤", "⊺") and _is_matrix(bare):
        return speaker.say("transpose", base=base)
    if text in _ENDINGS:
        return speaker.say("nth", base=base)
    match above:
        case Fenced(Sign("("), Name() | Number() as order, Sign(")")) if _is_function_letter(bare):
            return speaker.say("derivative_of", order=ordinal_or_words(order, speaker), base=base)
        case _:
            return None


def _is_function_letter(bare: Term) -> bool:
    return isinstance(bare, Name) and bare.text in LETTERS_OF_FUNCTIONS | {"y", "u", "v"}


def _is_matrix(bare: Term) -> bool:
    """Tell whether all letters are capital or bold: those of matrices and vectors."""
    if isinstance(bare, Fenced) and isinstance(bare.inside, Table):
        return True
    names = [leaf for leaf in leaves(bare) if isinstance(leaf, Name)]
    return bool(names) and all(name.text.isupper() or "bold" in name.variant for name in names)


def _primes(above: Term) -> int:
    if isinstance(above, Number):
        return 0
    found = list(leaves(above))[:5]
    return sum(PRIMES.get(leaf.text, -9) if isinstance(leaf, Sign | Name) else -9 for leaf in found)


def _is_no_power(above: Term) -> bool:
    """Tell whether what stands above is a sign alone or a charge such as 2 minus: nothing is raised to it."""
    match above:
        case Sign() | Words():
            return True
        case Marked(Number(), sign):
            return sign_text(sign) in _CHARGES
        case Row(items):
            return all(isinstance(item, Sign) for item in items)
        case _:
            return False


def power_words(base: str, above: Term, exponent: str, speaker: Speaker) -> str:
    """Give a base raised to an exponent."""
    match above:
        case Number("2"):
            return speaker.say("squared", base=base)
        case Number("3"):
            return speaker.say("cubed", base=base)
        case Number(text) if is_whole_number(above) and text.strip("0"):
            return speaker.say("power_ordinal", base=base, exponent=ordinal(text, speaker))
        case Number() | Signed(_, Number()):
            return speaker.say("power_number", base=base, exponent=exponent)
        case Name(text) if len(text) == 1:
            return speaker.say("power_letter", base=base, exponent=letter_th(above, speaker))
        case _:
            deep = any(not is_small_power(power) for power in _powers(above))
            return speaker.say("power_deep" if deep else "power", base=base, exponent=exponent)


def _powers(term: Term) -> list[Scripts]:
    """Give the powers in an exponent that stand in its line."""
    found: list[Scripts] = []
    waiting: list[Term] = [term]
    while waiting:
        item = waiting.pop()
        match item:
            case Scripts(_, after, _):
                found += [item] if any(above is not None for _, above in after) else []
            case Chain():
                waiting += item.items
            case Signed():
                waiting.append(item.inside)
            case _:
                pass
    return found


def _counted(term: Scripts, speaker: Speaker) -> Part | None:
    """Give n C k and n P k, with the n before the letter."""
    match term:
        case Scripts(Name("C" | "P" as letter), ((low, high),), ((first, second),)):
            bottom, top = low or high, first or second
            if bottom is None or top is None or (low and high) or (first and second):
                return None
            parts = speaker.part(top, "above"), speaker.part(bottom, "below")
            phrase = "choose" if letter == "C" else "permutations"
            return whole(speaker.say(phrase, top=parts[0].words, bottom=parts[1].words), *parts)
        case _:
            return None


def _number_set(term: Scripts, speaker: Speaker) -> Part | None:
    """Give the positive integers, or a space of so many dimensions: R 3."""
    match term:
        case Scripts(Name(letter), ((below, above),), ()) if len(letter) == 1 and (below is None or above is None):
            name = speaker.wording.find("number_sets", letter)
        case _:
            return None
    if name is None:
        return None
    text = sign_text(above or below)
    if text == "+" or text in MINUS:
        return Part("", speaker.say("positive_set" if text == "+" else "negative_set", set=name))
    if above is None or text:
        return None
    dimension = speaker.part(above, "superscript")
    return whole(speaker.say("dimension", letter=_LETTERS_OF_SETS.get(letter, letter), dimension=dimension.words))


_LETTERS_OF_SETS = {"ℂ": "C", "ℕ": "N", "ℚ": "Q", "ℝ": "R", "ℤ": "Z"}


def _norm(term: Scripts, speaker: Speaker) -> Part | None:
    match term:
        case Scripts(Fenced(Sign("∥" | "‖"), inside, Sign()), ((below, None),), ()) if below is not None:
            parts = speaker.part(inside, "inside"), speaker.part(below, "subscript")
            return whole(speaker.say("norm_named", inside=parts[0].words, name=parts[1].words), *parts)
        case _:
            return None


def _evaluated(term: Scripts, speaker: Speaker) -> Part | None:
    """Give square brackets with limits: their inside at the upper less that at the lower one."""
    match term:
        case Scripts(Fenced(Sign("["), inside, Sign("]")), ((below, above),), ()) if (
            below is not None and above is not None
        ):
            parts = (
                speaker.part(inside, "inside"),
                speaker.part(below, "lower limit"),
                speaker.part(above, "upper limit"),
            )
            slots = {"inside": parts[0].words, "below": parts[1].words, "above": parts[2].words}
            return whole(speaker.say("evaluated_between", **slots), *parts)
        case _:
            return None


def say_stacked(term: Stacked, speaker: Speaker) -> Part:
    """Give a base with something over or under it: a hat, a vector, a brace, a text."""
    base = speaker.part(term.base, "base")
    if term.under is None and term.over is not None:
        return _over(term, term.over, base, speaker)
    if term.over is None and term.under is not None:
        text = _mark_text(term.under)
        if (words := speaker.wording.fill("accents_below", text, base=base.words)) is not None:
            return Part("", words, base.parts)
    around = [
        speaker.part(script, name)
        for script, name in ((term.under, "below"), (term.over, "above"))
        if script is not None
    ]
    match term.under, term.over:
        case None, None:
            return base
        case None, _:
            words = speaker.say("with_above", base=base.words, above=around[0].words)
        case _, None:
            words = speaker.say("with_below", base=base.words, below=around[0].words)
        case _:
            words = speaker.say("with_both", base=base.words, below=around[0].words, above=around[1].words)
    return whole(words, base, *around)


def _over(term: Stacked, over: Term, base: Part, speaker: Speaker) -> Part:
    text = _mark_text(over)
    points = _points(term.base)
    if points and (words := speaker.wording.find("geometry", text)) is not None:
        spelled = " ".join(character_words(letter, speaker.wording) for letter in points)
        return Part("", words.format(base=spelled))
    if text and (words := speaker.wording.fill("accents", text, base=base.words)) is not None:
        return Part("", words, base.parts)
    above = speaker.part(over, "above")
    return whole(speaker.say("with_above", base=base.words, above=above.words), base, above)


def _mark_text(term: Term) -> str:
    return term.text if isinstance(term, Sign | Words) else ""


def _points(base: Term) -> str:
    """Give the letters of two points that name a line, a ray, an arc; "" for anything else."""
    items = base.items if isinstance(base, Chain) else (base,)
    text = "".join(item.text if isinstance(item, Name | Words) else "?" for item in items)
    return text if len(text) == 2 and text.isalpha() and text.isupper() else ""
