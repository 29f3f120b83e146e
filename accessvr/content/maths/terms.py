"""What a formula is made of, whatever markup it came in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from enum import Enum

from accessvr.core.values import dataclass


class Level(Enum):
    """How tightly a sign binds, from the loosest."""

    SEPARATOR = 0
    CONDITION = 1
    RELATION = 2
    SUM = 3
    PRODUCT = 4


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written, without spaces. `variant` is how it is drawn, as in a Name."""

    text: str
    variant: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A letter or a name. `variant` is how it is drawn ("bold", "double-struck"), where that is stated beside it."""

    text: str
    variant: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """An operator, a bracket or a mark. `form` is where the author says it stands: "prefix", "infix" or "postfix"."""

    text: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Words that are said as they stand."""

    text: str


@dataclass(frozen=True, slots=True)
class Unit:
    """The sign of a unit of measurement: "km"."""

    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """Things in order, as they are written, not understood any further."""

    items: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Fraction:
    """One above another; without a bar it is half of a binomial."""

    top: Term
    bottom: Term
    bar: bool = True


@dataclass(frozen=True, slots=True)
class Root:
    """A root; `degree` None is the square root."""

    inside: Term
    degree: Term | None = None


Pair = tuple["Term | None", "Term | None"]  # below, above


@dataclass(frozen=True, slots=True)
class Scripts:
    """A base with small things below and above, after it and before it."""

    base: Term
    after: tuple[Pair, ...] = ()
    before: tuple[Pair, ...] = ()


@dataclass(frozen=True, slots=True)
class Stacked:
    """A base with something straight under or over it."""

    base: Term
    under: Term | None = None
    over: Term | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """The cells of a row, and the label it is given in the margin."""

    cells: tuple[Term | None, ...]
    label: Term | None = None
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, and whether a line is drawn after each row and column."""

    rows: tuple[TableRow, ...]
    row_lines: tuple[bool, ...] = ()
    column_lines: tuple[bool, ...] = ()
    equations: bool = False


@dataclass(frozen=True, slots=True)
class Enclosed:
    """Something with a line around, through or beside it."""

    inside: Term
    notations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fenced:
    """Something between brackets; either bracket may be missing (None)."""

    opening: Sign | None
    inside: Term | None
    closing: Sign | None


@dataclass(frozen=True, slots=True)
class Chain:
    """Things of one rank with signs between them; None stands where nothing is written, as in 2 x."""

    level: Level
    items: tuple[Term, ...]
    signs: tuple[Term | None, ...]


@dataclass(frozen=True, slots=True)
class Signed:
    """A sign, then what it belongs to: minus x."""

    sign: Term
    inside: Term


@dataclass(frozen=True, slots=True)
class Marked:
    """Something, then the sign that belongs to it: n factorial."""

    inside: Term
    sign: Term


@dataclass(frozen=True, slots=True)
class Call:
    """A function and what it is applied to. When it is not `certain`, it may be a product as well."""

    function: Term
    argument: Term
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Large:
    """A sum, an integral, a limit: its sign with what stands below and above, and what it reaches over."""

    sign: Term
    below: Term | None
    above: Term | None
    inside: Term | None


@dataclass(frozen=True, slots=True)
class Concept:
    """What the author says is meant, and its arguments. `fixity` is where the name is said; "silent" is nowhere."""

    name: Term
    arguments: tuple[Term, ...]
    fixity: str = ""


@dataclass(frozen=True, slots=True)
class Spelled:
    """What is to be said sign by sign, as it is written."""

    inside: Term


Leaf = Number | Name | Sign | Words | Unit
Term = (
    Leaf
    | Row
    | Fraction
    | Root
    | Scripts
    | Stacked
    | Table
    | Enclosed
    | Fenced
    | Chain
    | Signed
    | Marked
    | Call
    | Large
    | Concept
    | Spelled
)

_LEAVES = (Number, Name, Sign, Words, Unit)


def is_leaf(term: Term | None) -> bool:
    """Tell whether the term has no terms in it."""
    return isinstance(term, _LEAVES)


def leaves(term: Term) -> Iterator[Leaf]:
    """Give every leaf of a term in the order it is written, however deep the term is."""
    waiting: list[object] = [term]
    while waiting:
        item = waiting.pop()
        match item:
            case Number() | Name() | Sign() | Words() | Unit():
                yield item
            case Chain():
                waiting += _woven(item)[::-1]
            case tuple():
                waiting += item[::-1]
            case _ if hasattr(item, "__dataclass_fields__"):
                waiting += [getattr(item, field.name) for field in fields(item)][::-1]  # type: ignore[arg-type]
            case _:
                pass  # None, a word or a flag: nothing that is said


def _woven(chain: Chain) -> list[object]:
    woven: list[object] = [chain.items[0]]
    for sign, item in zip(chain.signs, chain.items[1:], strict=True):
        woven += [sign, item]
    return woven
