"""Units of measurement in words: "3 kilo-metres"."""

from __future__ import annotations

from accessvr.content.maths.wording import Wording

_UNIFORM = str.maketrans({"\u2126": "Ω", "\u212a": "K", "\u212b": "Å", "µ": "μ"})


def is_unit(text: str, wording: Wording) -> bool:
    """Tell whether the text is the sign of a unit, with or without a prefix."""
    return _forms(text, wording) is not None


def unit_words(text: str, wording: Wording, *, one: bool) -> str:
    """Give a unit in words; an unknown one as it stands.

    one  there is one of it, or it stands below a fraction line
    """
    forms = _forms(text, wording)
    if forms is None:
        return text
    singular, plural = forms
    if one:
        return wording.say("singular", unit=singular)
    return plural or wording.say("plural", unit=singular)


def _forms(text: str, wording: Wording) -> tuple[str, str] | None:
    """Give the words for one, and those for more where a rule does not make them."""
    text = text.translate(_UNIFORM)
    found = wording.find("units", text) or wording.find("prefixed_units", text)
    if found is not None:
        singular, _, plural = found.partition("|")
        return singular, plural
    for length in (2, 1):
        prefix = wording.find("unit_prefixes", text[:length]) if len(text) > length else None
        unit = wording.find("prefixed_units", text[length:])
        if prefix is not None and unit is not None:
            singular, _, plural = unit.partition("|")
            joined = [
                wording.say("prefixed_unit", prefix=prefix, unit=form) if form else "" for form in (singular, plural)
            ]
            return joined[0], joined[1]
    return None
