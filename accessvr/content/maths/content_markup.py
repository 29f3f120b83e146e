"""Content MathML: what a formula means, as the terms it would be written with."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lxml import etree

from accessvr.content.books.markup import local, named, plain
from accessvr.content.maths.signs import COMMA
from accessvr.content.maths.terms import (
    Call,
    Chain,
    Fenced,
    Fraction,
    Large,
    Level,
    Marked,
    Name,
    Number,
    Root,
    Row,
    Scripts,
    Sign,
    Signed,
    Table,
    TableRow,
    Term,
)

DEEPEST = 40  # chosen: deeper formulas keep their names, in order, but no structure

_CHAINS = {
    **dict.fromkeys(("plus", "minus", "union", "or", "xor", "setdiff"), Level.SUM),
    **dict.fromkeys(("times", "intersect", "and", "compose", "vectorproduct", "scalarproduct"), Level.PRODUCT),
}
_SIGNS = {
    "plus": "+",
    "minus": "−",
    "times": "",
    "union": "∪",
    "intersect": "∩",
    "and": "∧",
    "or": "∨",
    "xor": "⊕",
    "setdiff": "∖",
    "compose": "∘",
    "vectorproduct": "×",
    "scalarproduct": "⋅",
    "eq": "=",
    "neq": "≠",
    "lt": "<",
    "gt": ">",
    "leq": "≤",
    "geq": "≥",
    "approx": "≈",
    "equivalent": "≡",
    "implies": "⇒",
    "in": "∈",
    "notin": "∉",
    "subset": "⊆",
    "prsubset": "⊂",
    "notsubset": "⊈",
    "notprsubset": "⊄",
    "tendsto": "→",
    "factorof": "∣",
    "not": "¬",
    "forall": "∀",
    "exists": "∃",
    "divide": "/",
    "rem": "mod",
}
_RELATIONS = frozenset(_SIGNS) - set(_CHAINS) - {"not", "forall", "exists", "divide"}
_CONSTANTS = {
    "pi": "π",
    "exponentiale": "e",
    "imaginaryi": "i",
    "infinity": "∞",
    "emptyset": "∅",
    "eulergamma": "γ",
    "reals": "ℝ",
    "integers": "ℤ",
    "rationals": "ℚ",
    "complexes": "ℂ",
    "naturalnumbers": "ℕ",
    "primes": "ℙ",
    "true": "true",
    "false": "false",
    "notanumber": "not a number",
}
_FUNCTIONS = {"determinant": "det", "transpose": "T", "real": "Re", "imaginary": "Im", "arg": "arg"}
_FENCES = {"abs": ("|", "|"), "floor": ("⌊", "⌋"), "ceiling": ("⌈", "⌉"), "card": ("|", "|"), "set": ("{", "}")}
_LARGE = {"sum": "∑", "product": "∏", "int": "∫", "limit": "lim"}
_PARTS = named("bvar lowlimit uplimit degree logbase condition domainofapplication")
ELEMENTS = frozenset(_CONSTANTS) | named(
    "apply bind reln ci cn csymbol cs set list vector matrix matrixrow interval piecewise piece otherwise lambda cerror"
)


def read_content(element: etree._Element, depth: int = 0) -> Term | None:
    """Give content markup as a term; None for what says nothing."""
    tag = local(element)
    inside = [child for child in element if isinstance(child.tag, str)]
    if depth > DEEPEST:
        return Name(" ".join(words)) if (words := plain(" ".join(_all_texts(element))).split()) else None
    if tag in ("ci", "csymbol", "cs"):
        return _token(element, inside)
    if tag == "cn":
        return _number(element)
    if tag in _CONSTANTS:
        return Name(_CONSTANTS[tag])
    if tag in ("apply", "bind", "reln") and inside:
        return _applied(inside, depth + 1)
    if tag in _GROUPS:
        return _GROUPS[tag](inside, element, depth + 1)
    terms = _read_all(inside, depth + 1)
    if not terms:
        return Name(tag) if tag and tag not in ("apply", "bind", "reln", "math", "semantics") else None
    return terms[0] if len(terms) == 1 else Row(tuple(terms))


def _all_texts(element: etree._Element) -> list[str]:
    return [e.text or "" for e in element.iter() if isinstance(e.tag, str)]


def _read_all(elements: Sequence[etree._Element], depth: int) -> list[Term]:
    terms = (read_content(element, depth) for element in elements)
    return [term for term in terms if term is not None]


def _token(element: etree._Element, inside: list[etree._Element]) -> Term | None:
    text = plain("".join(_all_texts(element)))
    variant = "bold" if element.get("type") in ("vector", "matrix") and not inside else ""
    return Name(text, variant) if text else None


def _number(element: etree._Element) -> Term | None:
    parts = [plain(text) for text in (element.text, *(child.tail for child in element)) if plain(text)]
    if not parts:
        return None
    numbers: list[Term] = [Number(part) for part in parts]
    if len(numbers) == 1:
        return numbers[0]
    match element.get("type"):
        case "rational":
            return Fraction(numbers[0], numbers[1])
        case "e-notation":
            power = Scripts(Number("10"), ((None, numbers[1]),))
            return Chain(Level.PRODUCT, (numbers[0], power), (Sign("×"),))
        case "complex-cartesian":
            imaginary = Chain(Level.PRODUCT, (numbers[1], Name("i")), (None,))
            return Chain(Level.SUM, (numbers[0], imaginary), (Sign("+"),))
        case _:
            return Row(tuple(numbers))


def _applied(inside: list[etree._Element], depth: int) -> Term | None:
    """Give an operator with what it is applied to."""
    head, rest = inside[0], inside[1:]
    name = plain(head.text) if local(head) == "csymbol" else local(head)
    parts = {local(child): child for child in rest if local(child) in _PARTS}
    arguments = _read_all([child for child in rest if local(child) not in _PARTS], depth)
    term = _operation(name, arguments, parts, depth)
    if term is not None:
        return term
    bound = _read_all(list(parts.values()), depth)
    function = read_content(head, depth) or Name(name)
    everything = [*bound, *arguments]
    if name in _FUNCTIONS:
        function = Name(_FUNCTIONS[name])
    return Call(function, _listed(everything)) if everything else function


def _operation(name: str, arguments: list[Term], parts: dict[str, etree._Element], depth: int) -> Term | None:
    """Give what a known operator makes of its arguments; None for any other function."""
    if name in _LARGE:
        return _large(name, arguments, parts, depth)
    if name in ("forall", "exists"):
        bound = _read_all([part for key, part in parts.items() if key != "degree"], depth)
        return Signed(Sign(_SIGNS[name]), _listed([*bound, *arguments], COMMA)) if bound or arguments else None
    if not arguments:
        return None
    if name in ("diff", "partialdiff"):
        return _derivative("d" if name == "diff" else "∂", arguments[0], parts, depth)
    if name == "log" and "logbase" in parts:
        return Call(Scripts(Name("log"), ((_of(parts, "logbase", depth), None),)), arguments[0])
    if name == "root":
        return Root(arguments[0], _of(parts, "degree", depth))
    if name in _FENCES:
        opening, closing = _FENCES[name]
        return Fenced(Sign(opening), _listed(arguments), Sign(closing))
    return _one(name, arguments[0]) if len(arguments) == 1 else _several(name, arguments)


def _one(name: str, argument: Term) -> Term | None:
    match name:
        case "minus" | "not":
            return Signed(Sign(_SIGNS[name]), _bracketed(argument, Level.SUM))
        case "factorial":
            return Marked(_bracketed(argument, Level.PRODUCT), Sign("!"))
        case "transpose":
            return Scripts(argument, ((None, Name("T")),))
        case "inverse" | "conjugate":
            return Scripts(argument, ((None, Sign("−1") if name == "inverse" else Sign("*")),))
        case _ if name in _CHAINS:
            return argument
        case _:
            return None


def _several(name: str, arguments: list[Term]) -> Term | None:
    if name == "divide":
        return Fraction(arguments[0], arguments[1])
    if name == "power":
        return Scripts(_bracketed(arguments[0], Level.PRODUCT), ((None, arguments[1]),))
    if name in _CHAINS:
        items = tuple(_bracketed(argument, _CHAINS[name], first=not i) for i, argument in enumerate(arguments))
        sign = Sign(_SIGNS[name]) if _SIGNS[name] else None
        return Chain(_CHAINS[name], items, (sign,) * (len(items) - 1))
    if name in _RELATIONS:
        level = Level.PRODUCT if name == "rem" else Level.RELATION
        return Chain(level, tuple(arguments), (Sign(_SIGNS[name]),) * (len(arguments) - 1))
    return None


def _bracketed(term: Term, level: Level, *, first: bool = False) -> Term:
    """Give the term in brackets where it would be misread without them."""
    loose = isinstance(term, Chain) and (term.level.value < level.value or (term.level is Level.SUM and not first))
    if loose or (isinstance(term, Signed) and not first):
        return Fenced(Sign("("), term, Sign(")"))
    return term


def _of(parts: dict[str, etree._Element], name: str, depth: int) -> Term | None:
    """Give what stands in one of the parts of an operator; None when it is not there."""
    if name not in parts:
        return None
    terms = _read_all([child for child in parts[name] if isinstance(child.tag, str)], depth)
    return _listed(terms) if terms else None


def _large(name: str, arguments: list[Term], parts: dict[str, etree._Element], depth: int) -> Term:
    variable, low = _of(parts, "bvar", depth), _of(parts, "lowlimit", depth)
    below = _of(parts, "condition", depth) or _of(parts, "domainofapplication", depth) or low
    inside = _listed(arguments) if arguments else None
    if name == "int":
        if variable is not None:
            differential = Chain(Level.PRODUCT, (Name("d"), variable), (None,))
            inside = differential if inside is None else Chain(Level.PRODUCT, (inside, differential), (None,))
    elif variable is not None and low is not None:
        below = Chain(Level.RELATION, (variable, low), (Sign("→" if name == "limit" else "="),))
    elif below is None:
        below = variable
    sign = Name("lim") if name == "limit" else Sign(_LARGE[name])
    return Large(sign, below, _of(parts, "uplimit", depth), inside)


def _derivative(letter: str, function: Term, parts: dict[str, etree._Element], depth: int) -> Term:
    variable = _of(parts, "bvar", depth)
    degree = parts["bvar"].find("{*}degree") if "bvar" in parts else None
    if variable is None:
        return Scripts(function, ((None, Sign("′")),))
    above: Term = Name("d") if letter == "d" else Sign("∂")
    below: Term = variable
    if degree is not None and (power := next(iter(_read_all(list(degree), depth)), None)) is not None:
        above = Scripts(above, ((None, power),))
        if isinstance(variable, Chain):
            below = variable.items[0]
        below = Scripts(below, ((None, power),))
    top = Chain(Level.PRODUCT, (above, function), (None,))
    under = Name("d") if letter == "d" else Sign("∂")
    return Fraction(top, Chain(Level.PRODUCT, (under, below), (None,)))


def _listed(terms: list[Term], mark: str = ",") -> Term:
    if len(terms) == 1:
        return terms[0]
    return Chain(Level.SEPARATOR, tuple(terms), (Sign(mark),) * (len(terms) - 1))


def _interval(inside: list[etree._Element], element: etree._Element, depth: int) -> Term:
    closure = element.get("closure", "closed")
    opening = Sign("(" if closure.startswith("open") else "[")
    closing = Sign(")" if closure in ("open", "closed-open") else "]")
    terms = _read_all(inside, depth)
    return Fenced(opening, _listed(terms) if terms else None, closing)


def _set(inside: list[etree._Element], _element: etree._Element, depth: int) -> Term:
    conditions = _read_all([child for child in inside if local(child) == "condition"], depth)
    terms = _read_all([child for child in inside if local(child) not in ("condition", "bvar")], depth)
    if not terms:
        terms = _read_all([child for child in inside if local(child) == "bvar"], depth)
    if conditions and terms:
        return Fenced(Sign("{"), Chain(Level.CONDITION, (_listed(terms), _listed(conditions)), (Sign("|"),)), Sign("}"))
    return Fenced(Sign("{"), _listed(terms) if terms else None, Sign("}"))


def _lambda(inside: list[etree._Element], _element: etree._Element, depth: int) -> Term:
    variables = _read_all([child for child in inside if local(child) == "bvar"], depth)
    body = _read_all([child for child in inside if local(child) != "bvar"], depth)
    if not variables or not body:
        return _listed(variables or body or [Name("λ")])
    return Chain(Level.RELATION, (_listed(variables), _listed(body)), (Sign("↦"),))


def _vector(inside: list[etree._Element], _element: etree._Element, depth: int) -> Term:
    rows = tuple(TableRow((term,)) for term in _read_all(inside, depth))
    return Fenced(Sign("("), Table(rows) if rows else None, Sign(")"))


def _matrix(inside: list[etree._Element], _element: etree._Element, depth: int) -> Term:
    rows = [_read_all([cell for cell in row if isinstance(cell.tag, str)], depth) for row in inside]
    made = tuple(TableRow(tuple(cells)) for cells in rows if cells)
    return Fenced(Sign("("), Table(made) if made else None, Sign(")"))


def _piecewise(inside: list[etree._Element], _element: etree._Element, depth: int) -> Term:
    rows: list[TableRow] = []
    for piece in inside:
        terms = _read_all([child for child in piece if isinstance(child.tag, str)], depth)
        joined: list[Term] = (
            [terms[0], Sign("if" if local(piece) == "piece" else "otherwise"), *terms[1:]] if terms else []
        )
        rows += [TableRow((Chain(Level.PRODUCT, tuple(joined), (None,) * (len(joined) - 1)),))] if joined else []
    return Fenced(Sign("{"), Table(tuple(rows)) if rows else None, None)


_GROUPS: dict[str, Callable[[list[etree._Element], etree._Element, int], Term]] = {
    "interval": _interval,
    "lambda": _lambda,
    "set": _set,
    "list": _interval,
    "vector": _vector,
    "matrix": _matrix,
    "piecewise": _piecewise,
}
