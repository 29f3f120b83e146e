"""Which bracket belongs to which, in a row as it is written. Nothing here recurs, however deep brackets are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import islice

from accessvr.content.maths.signs import BARS, CLOSING, OPENING, ends_thing, is_infix, sign_text
from accessvr.content.maths.terms import Fenced, Scripts, Sign, Stacked, Table, Term
from accessvr.core.values import dataclass, field

_LOOSE = frozenset("()[]")  # these close one another: an interval may be open at one end only
Grouped = Callable[[list[Term], str], Term | None]  # the things between brackets, and the opening one


@dataclass(slots=True)
class _Frame:
    opening: Sign | None
    items: list[Term] = field(default_factory=list)


def is_balanced(items: list[Term]) -> bool:
    """Tell whether every bracket in the row has its other half there."""
    waiting: list[str] = []
    bars: Counter[str] = Counter()
    for item in items:
        text = sign_text(item)
        bars[text] += text in BARS
        if text in OPENING:
            waiting.append(text)
        elif text in CLOSING and not (waiting and _fits(waiting.pop(), text)):
            return False
    return not waiting and not any(count % 2 for count in bars.values())


def bracketed(items: list[Term], grouped: Grouped) -> list[Term]:
    """Give the row with all that stands between brackets made one thing. A bracket alone stays a sign."""
    frames = [_Frame(None)]
    for item in items:
        text = sign_text(item)
        if _opens(item, text, frames[-1]):
            frames.append(_Frame(item if isinstance(item, Sign) else None))
        elif _closes(text, frames):
            _close(item, frames, grouped)
        else:
            _put(item, text, frames[-1])
    while len(frames) > 1:
        _give_up(frames)
    return frames[0].items


def _opens(item: Term, text: str, frame: _Frame) -> bool:
    if not isinstance(item, Sign):
        return False
    if text == "]":  # ]0, 1[ is how many countries write an open interval
        last = frame.items[-1] if frame.items else None
        return (frame.opening is None or frame.opening.text not in "[(") and (last is None or is_infix(last))
    return text in OPENING and not (text == "[" and frame.opening is not None and frame.opening.text == "]")


def _closes(text: str, frames: list[_Frame]) -> bool:
    if text not in CLOSING and text != "[":
        return False
    nearest = islice(reversed(frames), 8)  # chosen: a bracket does not look further for its other half
    return any(frame.opening is not None and _fits(frame.opening.text, text) for frame in nearest)


def _fits(opening: str, closing: str) -> bool:
    if opening in _LOOSE and closing in _LOOSE:
        return closing != "(" and not (opening == "]" and closing == ")")
    return OPENING.get(opening) == closing


def _close(item: Term, frames: list[_Frame], grouped: Grouped) -> None:
    text = sign_text(item)
    while not _fits(frames[-1].opening.text if frames[-1].opening else "", text):
        _give_up(frames)
    frame = frames.pop()
    opening = frame.opening.text if frame.opening else ""
    term = Fenced(frame.opening, grouped(frame.items, opening), _innermost(item))
    frames[-1].items.append(_dressed(item, term))


def _put(item: Term, text: str, frame: _Frame) -> None:
    """Put an item down. A brace behind a table, without one before it, belongs to the table."""
    if text in CLOSING and isinstance(item, Sign) and frame.items and isinstance(frame.items[-1], Table):
        frame.items[-1] = Fenced(None, frame.items[-1], item)
    else:
        frame.items.append(item)


def _give_up(frames: list[_Frame]) -> None:
    """Put the things after a bracket that is never closed back into the row. Before a table it means cases."""
    frame = frames.pop()
    inside = frame.items
    if frame.opening is None:
        frames[-1].items += inside
    elif inside and isinstance(inside[0], Table):
        frames[-1].items += [Fenced(frame.opening, inside[0], None), *inside[1:]]
    else:
        frames[-1].items += [frame.opening, *inside]


def barred(items: list[Term], grouped: Grouped, *, in_set: bool) -> list[Term]:
    """Give the row with all that stands between upright bars made one thing.

    A bar opens where something must begin, and closes where something ends. Between two things it stands alone when
    no bar is left for it, or in the braces of a set: such that.
    """
    left = Counter(text for item in items if (text := sign_text(item)) in BARS)
    if not left:
        return items
    frames = [_Frame(None)]
    for item in items:
        text = sign_text(item)
        if text not in BARS:
            frames[-1].items.append(item)
            continue
        frame = frames[-1]
        begins = not ends_thing(frame.items[-1] if frame.items else None)
        if frame.opening is not None and frame.opening.text == text and not begins:
            frames.pop()
            frames[-1].items.append(_dressed(item, Fenced(frame.opening, grouped(frame.items, text), _innermost(item))))
        elif isinstance(item, Sign) and left[text] > 1 and (begins or (left[text] % 2 == 0 and not in_set)):
            frames.append(_Frame(item))
        else:
            frame.items.append(item)
        left[text] -= 1
    while len(frames) > 1:
        _give_up(frames)
    return frames[0].items


def _innermost(item: Term) -> Sign | None:
    while isinstance(item, Scripts | Stacked):
        item = item.base
    return item if isinstance(item, Sign) else None


def _dressed(item: Term, term: Term) -> Term:
    """Give the brackets with the scripts that their closing half wears: (x + 1) squared."""
    layers: list[Scripts | Stacked] = []
    while isinstance(item, Scripts | Stacked):
        layers.append(item)
        item = item.base
    for layer in reversed(layers):
        if isinstance(layer, Scripts):
            term = Scripts(term, layer.after, layer.before)
        else:
            term = Stacked(term, layer.under, layer.over)
    return term
