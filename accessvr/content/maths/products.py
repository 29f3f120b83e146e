"""The things of a row that stand side by side: factors, functions with what they are applied to, sums with limits."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from accessvr.content.maths.signs import (
    AFTER,
    APPLY,
    CONSTANTS,
    FUNCTION_LIKE,
    LETTERS_OF_FUNCTIONS,
    LIMITS,
    MAY_LEAD,
    PREFIX_ONLY,
    PRIMES,
    TIMES,
    core,
    is_differential,
    is_function,
    is_infix,
    is_integral,
    is_large,
    level,
    sign_text,
)
from accessvr.content.maths.terms import (
    Call,
    Chain,
    Fenced,
    Large,
    Level,
    Marked,
    Name,
    Number,
    Pair,
    Row,
    Scripts,
    Sign,
    Signed,
    Stacked,
    Term,
    Unit,
    Words,
)
from accessvr.core.values import dataclass, field


def product(items: list[Term]) -> Term:
    """Give things that stand side by side, at least one, as one term."""
    start = 0
    while start < len(items) - 1 and sign_text(items[start]) in MAY_LEAD:
        start += 1
    term = _reaching(items[start:])
    for sign in reversed(items[:start]):
        term = Signed(sign, term)
    return term


def with_integrals(items: list[Term], inside: Callable[[list[Term]], Term]) -> list[Term]:
    """Give the row with every integral that has its d x made one thing. The innermost is taken first."""
    if not any(is_integral(item) for item in items):
        return items
    behind: list[Term] = []  # what comes after, the nearest last
    differentials: list[int] = []
    for item in reversed(items):
        if is_integral(item) and differentials:
            at = differentials.pop()
            variable = Chain(Level.PRODUCT, (behind[at], behind[at - 1]), (None,))
            body = behind[at + 1 :][::-1]
            del behind[at - 1 :]
            over = Chain(Level.PRODUCT, (inside(body), variable), (None,)) if body else variable
            behind.append(_large(item, over))
            while differentials and differentials[-1] >= at - 1:
                differentials.pop()
            continue
        if is_differential(item) and behind and isinstance(core(behind[-1]), Name):
            differentials.append(len(behind))
        behind.append(item)
    return behind[::-1]


def _large(sign: Term, inside: Term | None) -> Term:
    bare, (below, above) = _taken_apart(sign)
    return Large(bare, below, above, inside)


def _taken_apart(term: Term) -> tuple[Term, Pair]:
    """Give the sign of a sum, an integral, a limit, and what stands below and above it.

    What has more around it than that stays one sign.
    """
    match term:
        case Scripts(Sign() | Name() | Words() as base, (pair,), ()):
            return base, pair
        case Stacked(Sign() | Name() | Words() as base, under, over):
            return base, (under, over)
        case _:
            return term, (None, None)


def _has_limits(item: Term) -> bool:
    """Tell whether the item reaches over all that follows: a sum sign, a limit with something below."""
    if is_large(item):
        return True
    inner = core(item)
    return isinstance(inner, Name | Words) and inner.text in LIMITS and _taken_apart(item)[1][0] is not None


def _reaching(items: Sequence[Term]) -> Term:
    """Give a product in which each sum or limit reaches over all that comes after it."""
    behind: list[Term] = []
    for item in reversed(items):
        if _has_limits(item):
            behind = [_large(item, _factors(behind[::-1]) if behind else None)]
        else:
            behind.append(item)
    return _factors(behind[::-1])


def _factors(items: list[Term]) -> Term:
    if len(items) == 1:
        return items[0]
    found = _Factors(items)
    found.run()
    return found.term()


@dataclass(slots=True)
class _Factors:
    """Takes the things of a product one after the other."""

    items: list[Term]
    at: int = 0
    found: list[Term] = field(default_factory=list)
    signs: list[Term | None] = field(default_factory=list)  # before each thing found
    waiting: list[Term] = field(default_factory=list)  # signs that wait for what they stand before

    def run(self) -> None:
        """Take all."""
        while self.at < len(self.items):
            item = self.items[self.at]
            self.at += 1
            text = sign_text(item)
            if text == APPLY and isinstance(item, Sign):
                self._apply()
            elif text in AFTER and isinstance(item, Sign) and self.found and not self.waiting:
                self.found[-1] = _marked(self.found[-1], item)
            elif level(item) is Level.PRODUCT or (text in MAY_LEAD and is_infix(item)) or text in PREFIX_ONLY:
                self.waiting.append(item)
            elif text in FUNCTION_LIKE:
                self._operate(item)
            elif is_function(item):
                self._call(item)
            else:
                self._put(item)

    def term(self) -> Term:
        """Give what was taken as one term."""
        if not self.found:
            return self.waiting[0] if len(self.waiting) == 1 else Row(tuple(self.waiting))
        whole = self.found[0] if len(self.found) == 1 else self._chain()
        for sign in self.waiting:
            whole = Marked(whole, sign)
        return whole

    def _chain(self) -> Term:
        return Chain(Level.PRODUCT, tuple(self.found), tuple(self.signs[1:]))

    def _put(self, item: Term) -> None:
        """Put down a factor, with the signs that wait for it."""
        sign = self.waiting[0] if self.waiting and level(self.waiting[0]) is Level.PRODUCT else None
        if sign is not None and not self.found:
            sign = None
        for leading in reversed(self.waiting[1:] if sign is not None else self.waiting):
            item = Signed(leading, item)
        if sign is None and not self.waiting and self.found and (call := _called(self.found[-1], item)) is not None:
            self.found[-1] = call
            return
        self.waiting = []
        self.found.append(item)
        self.signs.append(sign)

    def _apply(self) -> None:
        """Apply the last thing to the next: f of x."""
        if self.at < len(self.items) and self.found and not self.waiting and not is_infix(self.items[self.at]):
            function = self.found[-1]
            argument = self._argument()
            self.found[-1] = function if argument is None else Call(function, argument)

    def _call(self, function: Term) -> None:
        """Take a function such as a sine, or several in a row, and what they are applied to."""
        functions = [function]
        while self.at < len(self.items) and is_function(self.items[self.at]):
            functions.append(self.items[self.at])
            self.at += 1
        if self.at < len(self.items) and self.items[self.at] == Sign(APPLY):
            self.at += 1
        argument = self._argument()
        if argument is None:
            for name in functions:
                self._put(name)
            return
        for name in reversed(functions):
            argument = Call(name, argument)
        self._put(argument)

    def _argument(self) -> Term | None:
        """Take what a function is applied to: one thing in brackets, else all up to a sign, a word or a function."""
        taken: list[Term] = []
        while self.at < len(self.items):
            item = self.items[self.at]
            if taken and not self._goes_on(taken, item):
                break
            if not taken and is_infix(item) and sign_text(item) not in MAY_LEAD:
                break
            taken.append(item)
            self.at += 1
            if isinstance(core(item), Fenced) and len(taken) == 1:
                break
        return _plain_factors(taken) if taken else None

    def _goes_on(self, taken: list[Term], item: Term) -> bool:
        if sign_text(taken[-1]) in MAY_LEAD:
            return True
        if is_function(item) or is_large(item) or isinstance(item, Words | Large) or is_differential(item):
            return False
        return (not is_infix(item) or sign_text(item) == TIMES) and sign_text(item) not in PREFIX_ONLY

    def _operate(self, operator: Term) -> None:
        """Take a nabla and what it works on; the sign of a product may stand between: nabla cross F."""
        following = self.items[self.at] if self.at < len(self.items) else None
        if sign_text(operator) != "∇" or following is None:
            self._put(operator)
            return
        text = sign_text(following)
        step = 2 if text in ("·", "⋅", "∙", "×", APPLY) else 1
        target = self.items[self.at + step - 1] if self.at + step <= len(self.items) else None
        if target is None or is_infix(target) or isinstance(operator, Stacked):
            self._put(operator)
            return
        self.at += step
        function = operator if step == 1 or text == APPLY else Row((operator, following))
        self._put(Call(function, target))


def _plain_factors(items: list[Term]) -> Term:
    """Give the things of an argument as one term. None of them calls another."""
    start = 0
    while start < len(items) - 1 and sign_text(items[start]) in MAY_LEAD:
        start += 1
    inner = _Factors([item for item in items[start:] if item != Sign(TIMES)])
    inner.run()
    term = inner.term()
    for sign in reversed(items[:start]):
        term = Signed(sign, term)
    return term


def _marked(thing: Term, sign: Sign) -> Term:
    """Give a thing with the sign behind it; a prime is a script, as in most markup."""
    if sign.text in PRIMES:
        return Scripts(thing, ((None, sign),))
    return Marked(thing, sign)


def _called(function: Term, argument: Term) -> Call | None:
    """Give f(x) as a call where that is what people mean by it; None for a product."""
    inside = core(argument)
    name = core(function)
    if not isinstance(inside, Fenced) or not isinstance(name, Name) or name.text in CONSTANTS:
        return None
    opening = inside.opening.text if inside.opening else ""
    if opening != "(" and not (opening == "[" and name.text.isupper()):
        return None
    if name.text in LETTERS_OF_FUNCTIONS or (len(name.text) > 1 and name.text.isalpha()):
        return Call(function, argument)
    if not _plain_scripts(function):
        return None
    if _is_argument(inside.inside):
        return Call(function, argument)
    return Call(function, argument, certain=False) if name.text.isupper() else None


def _plain_scripts(function: Term) -> bool:
    """Tell whether nothing but an index or a prime is on the name: x squared is no function."""
    match function:
        case Scripts(_, after, ()):
            return all(above is None or sign_text(above) in PRIMES for _, above in after)
        case Stacked():
            return True
        case _:
            return isinstance(function, Name)


def _is_argument(inside: Term | None) -> bool:
    match inside:
        case Name() | Number():
            return True
        case Chain(Level.SEPARATOR, _, _):
            return True
        case Scripts(Name(), _, _):
            return True
        case _:
            return isinstance(inside, Unit)
