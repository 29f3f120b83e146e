"""A row of things and signs, as it is written, made into what it means: sides, terms, factors, functions."""

from __future__ import annotations

from collections.abc import Iterable

from accessvr.content.maths.brackets import barred, bracketed, is_balanced
from accessvr.content.maths.products import product, with_integrals
from accessvr.content.maths.signs import (
    APPLY,
    BARS,
    COMMA,
    MAY_LEAD,
    ends_thing,
    is_function,
    is_infix,
    level,
    sign_text,
)
from accessvr.content.maths.terms import Chain, Fenced, Level, Marked, Number, Row, Scripts, Sign, Signed, Table, Term

_NEXT = {Level.SEPARATOR: Level.CONDITION, Level.CONDITION: Level.RELATION, Level.RELATION: Level.SUM}
_QUANTIFIERS = ("∀", "∃", "∄")
_SUCH_THAT = BARS | {":"}


def group(items: Iterable[Term]) -> Term:
    """Give a row of at least one thing as one term."""
    found = _group(_with_decimals(list(items)), "")
    return Row(()) if found is None else found


def fenced(opening: Sign | None, items: list[Term], closing: Sign | None) -> Term:
    """Give what stands between two brackets that are known to belong together."""
    return Fenced(opening, _group(_with_decimals(items), opening.text if opening else ""), closing)


def is_whole(items: list[Term]) -> bool:
    """Tell whether the row can stand for one thing: nothing in it waits for what comes before or after it."""
    if not items or not is_balanced(items):
        return False
    first, last = items[0], items[-1]
    if is_infix(first) and sign_text(first) not in MAY_LEAD:
        return False
    return ends_thing(last) and not is_function(last) and sign_text(last) != APPLY and not isinstance(first, Table)


def _group(items: list[Term], opening: str) -> Term | None:
    return _level(bracketed(items, _level), opening)


def _level(items: list[Term], opening: str) -> Term | None:
    """Give a row without open brackets as one term; None for an empty one."""
    in_set = opening == "{"
    items = barred(items, _level, in_set=in_set)
    if not items:
        return None
    if in_set:
        for index, item in enumerate(items):
            if 0 < index < len(items) - 1 and isinstance(item, Sign) and item.text in _SUCH_THAT:
                sides = (_split(items[:index], Level.SEPARATOR), _split(items[index + 1 :], Level.SEPARATOR))
                return Chain(Level.CONDITION, sides, (item,))
    return _split(items, Level.SEPARATOR)


def _split(items: list[Term], at: Level) -> Term:
    """Give the row cut at the signs of one level, its pieces at the next."""
    if len(items) == 1:
        return items[0]
    if at is Level.SUM:
        items = with_integrals(items, lambda inside: _split(inside, Level.SUM))
    segments, signs = _cut(items, at)
    if not signs:
        return _piece(items, at)
    operands, between, rest = _paired(segments, signs, at)
    if not operands:
        return _joined(rest)
    term = operands[0] if len(operands) == 1 else Chain(at, tuple(operands), tuple(between))
    return Marked(term, _joined(rest)) if rest else term


def _piece(items: list[Term], at: Level) -> Term:
    if at is Level.RELATION and (found := _evaluated(items)) is not None:
        return found
    return product(items) if at is Level.SUM else _split(items, _NEXT[at])


def _cut(items: list[Term], at: Level) -> tuple[list[list[Term]], list[Term]]:
    segments: list[list[Term]] = [[]]
    signs: list[Term] = []
    previous: Term | None = None
    for item in items:
        if at is Level.SEPARATOR and sign_text(item) in _QUANTIFIERS and ends_thing(previous):
            signs.append(Sign(COMMA))
            segments.append([item])
        elif level(item) is at and (at is not Level.SUM or sign_text(item) not in MAY_LEAD or ends_thing(previous)):
            signs.append(item)
            segments.append([])
        else:
            segments[-1].append(item)
        previous = item
    return segments, signs


def _paired(segments: list[list[Term]], signs: list[Term], at: Level) -> tuple[list[Term], list[Term], list[Term]]:
    """Give the operands, the signs between them, and the signs left over at the end."""
    operands = [_piece(segments[0], at)] if segments[0] else []
    between: list[Term] = []
    waiting: list[Term] = []
    for sign, segment in zip(signs, segments[1:], strict=True):
        waiting.append(sign)
        if not segment:
            continue
        if operands:
            between.append(_joined(waiting))
            operands.append(_piece(segment, at))
        else:
            operands.append(Signed(_joined(waiting), _piece(segment, at)))
        waiting = []
    return operands, between, waiting


def _joined(signs: list[Term]) -> Term:
    return signs[0] if len(signs) == 1 else Row(tuple(signs))


def _evaluated(items: list[Term]) -> Term | None:
    """Give "evaluated at": all before a bar that stands alone with something below it."""
    for index in range(len(items) - 1, 0, -1):
        item = items[index]
        if _holds_limits(item):
            term = Marked(_split(items[:index], Level.SUM), item)
            rest = items[index + 1 :]
            return _split([term, *rest], Level.SUM) if rest else term
    return None


def _holds_limits(item: Term) -> bool:
    match item:
        case Scripts(Sign(text), (_,), ()):
            return text in BARS or text == "]"
        case _:
            return False


def _with_decimals(items: list[Term]) -> list[Term]:
    """Give the row with numbers whole that a converter has cut at the decimal point, or at the thousands."""
    found: list[Term] = []
    for item in items:
        if (
            isinstance(item, Number)
            and len(found) > 1
            and isinstance(found[-2], Number)
            and found[-2].text.replace(",", "").isdigit()
            and (mark := sign_text(found[-1])) in (".", ",")
            and (mark == "." or _is_thousands(item.text))
        ):
            found[-2:] = [Number(f"{found[-2].text}{mark}{item.text}")]
        else:
            found.append(item)
    return found


def _is_thousands(text: str) -> bool:
    """Tell whether figures go on a number such as 10,000. A list of numbers would not go on with a nought."""
    return len(text) == 3 and text.isdigit() and text[0] == "0"
