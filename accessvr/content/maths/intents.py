"""What an author says a formula means: the intent attribute of MathML 4."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from accessvr.content.maths.terms import Concept, Name, Number, Row, Sign, Spelled, Term, Unit, Words, leaves
from accessvr.core.values import dataclass

DEEPEST = 8  # chosen: arguments in arguments

_TOKEN = re.compile(r"\s*(:[A-Za-z_][\w.-]*|\$[A-Za-z_][\w.-]*|-?\d+(?:\.\d+)?|[^\W\d][\w.-]*|[(),])\s*")
_FIXITIES = frozenset(("prefix", "infix", "postfix", "function", "silent"))
_NEEDS_ARGUMENTS = frozenset(("prefix", "infix", "postfix"))


@dataclass(frozen=True, slots=True)
class Expression:
    """An intent as it is written: a name, a number or a reference ("$x"), its properties, its arguments if any."""

    head: str
    properties: frozenset[str]
    arguments: tuple[Expression, ...] | None = None

    @property
    def fixity(self) -> str:
        """Where the name is said."""
        if self.head.startswith("_"):
            return "silent"
        return next((name for name in sorted(self.properties) if name in _FIXITIES), "")

    def references(self) -> Iterator[str]:
        """Give the names of the parts that are referred to."""
        if self.head.startswith("$"):
            yield self.head[1:]
        for argument in self.arguments or ():
            yield from argument.references()

    @property
    def literal(self) -> bool:
        """Whether the signs are to be said as they are written."""
        return "literal" in self.properties


class _UnclearError(Exception):
    """The attribute says nothing that can be followed."""


def parse(stated: str) -> Expression | None:
    """Give the attribute taken apart; None when it says nothing that can be followed."""
    try:
        parser = _Parser(_tokens(stated))
        expression = parser.expression(0)
        parser.end()
    except _UnclearError:
        return None
    return expression


def _tokens(stated: str) -> list[str]:
    found: list[str] = []
    at = 0
    while at < len(stated):
        match = _TOKEN.match(stated, at)
        if match is None:
            raise _UnclearError
        found.append(match[1])
        at = match.end()
    return found


@dataclass(slots=True)
class _Parser:
    tokens: list[str]
    at: int = 0

    def expression(self, depth: int) -> Expression:
        """Give a name, a number or a reference, with its properties and arguments."""
        if depth > DEEPEST:
            raise _UnclearError
        head = "" if self._next().startswith(":") else self._take()
        properties: set[str] = set()
        while self._next().startswith(":"):
            properties.add(self._take()[1:])
        if self._next() != "(":
            return Expression(head, frozenset(properties))
        made = Expression(head, frozenset(properties), self._arguments(depth))
        if not head or (not made.arguments and made.fixity in _NEEDS_ARGUMENTS):
            raise _UnclearError
        return made

    def end(self) -> None:
        """Make sure that nothing is left."""
        if self.at < len(self.tokens):
            raise _UnclearError

    def _next(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _take(self) -> str:
        if self._next() in ("", "(", ")", ","):
            raise _UnclearError
        self.at += 1
        return self.tokens[self.at - 1]

    def _arguments(self, depth: int) -> tuple[Expression, ...]:
        found: list[Expression] = []
        self.at += 1
        while self._next() != ")":
            found.append(self.expression(depth + 1))
            if self._next() == ",":
                self.at += 1
            elif self._next() != ")":
                raise _UnclearError
        self.at += 1
        return tuple(found)


Referred = Callable[[str], Term | None]
AsWritten = Callable[[], Term | None]


def meaning(expression: Expression, referred: Referred, as_written: AsWritten) -> Term | None:
    """Give what is meant; None for what is not said.

    referred    gives the part of the element that has a name
    as_written  gives the element as it is written
    """
    if expression.arguments is None:
        return _alone(expression, referred, as_written)
    arguments = (_argument(argument, referred) for argument in expression.arguments)
    found = tuple(argument for argument in arguments if argument is not None)
    head = expression.head
    name = (referred(head[1:]) or Row(())) if head.startswith("$") else Words(head)
    term = Concept(name, found, expression.fixity)
    return Spelled(term) if expression.literal else term


def _argument(expression: Expression, referred: Referred) -> Term | None:
    head = expression.head
    return meaning(expression, referred, lambda: Words(_spaced(head)) if head else None)


def _alone(expression: Expression, referred: Referred, as_written: AsWritten) -> Term | None:
    """Give a name without arguments, or what the properties alone say of the element."""
    head = expression.head
    if head.startswith("$"):
        return referred(head[1:])
    if re.match(r"-?\d", head):
        return Number(head)
    written = as_written()
    if not head or head.startswith("_"):
        return _with_properties(written, expression)
    return Sign(_spaced(head), written.form) if isinstance(written, Sign) else Name(_spaced(head))


def _with_properties(written: Term | None, expression: Expression) -> Term | None:
    if written is None or "silent" in expression.properties:
        return None
    if "unit" in expression.properties and isinstance(written, Name | Words | Sign | Number):
        return Unit("".join(leaf.text for leaf in leaves(written)))
    return Spelled(written) if expression.literal else written


def _spaced(name: str) -> str:
    return re.sub(r"[-_.]+", " ", name).strip() or name
