"""What the signs of formulas do: which bind, which open and close, which reach over what follows."""

from __future__ import annotations

from accessvr.content.books.markup import named
from accessvr.content.maths.terms import Level, Name, Scripts, Sign, Stacked, Term, Words

TIMES, APPLY, COMMA, PLUS = "\u2062", "\u2061", "\u2063", "\u2064"  # the invisible signs
INVISIBLE = frozenset((TIMES, APPLY, COMMA, PLUS))

OPENING = dict(zip("([{⟨〈⌈⌊⟦⟪❨⟮", ")]}⟩〉⌉⌋⟧⟫❩⟯", strict=True))
CLOSING = {closing: opening for opening, closing in OPENING.items()}
BARS = frozenset("|∣∥‖")
LIMITS = named("lim limsup liminf max min sup inf argmax argmin") | {"lim sup", "lim inf", "arg max", "arg min"}
FUNCTIONS = LIMITS | named(
    "sin cos tan sec csc cosec cot sinh cosh tanh sech csch coth tg ctg cotg sh ch th arcsin arccos arctan arcsec "
    "arccsc arccot arsinh arcosh artanh arcsinh arccosh arctanh log ln lg exp det dim Dim ker Ker Hom hom Tr tr trace "
    "rank rk gcd lcm arg Arg deg sgn sign erf Re Im Pr Var var Cov cov div grad curl rot span"
)
LETTERS_OF_FUNCTIONS = frozenset("fghFGHϕφψΦΨΓ")  # what f(x + 1) may stand for, beyond doubt
CONSTANTS = frozenset("eiπ")
LARGE = frozenset("∑∏∐⋂⋃⋀⋁⨀⨁⨂⨃⨄⨅⨆∫∬∭∮∯∰∱∲∳⨋⨌⨍⨎⨏")
INTEGRALS = frozenset("∫∬∭∮∯∰∱∲∳⨋⨌⨍⨎⨏")
FUNCTION_LIKE = frozenset("∇∂")  # reach over what follows, yet may stand alone
PREFIX_ONLY = frozenset("¬∀∃∄√∛∜")
AFTER = frozenset("!%‰°′″‴⁗'‼†‡") | {"!!", "''"}
PRIMES = {"′": 1, "'": 1, "´": 1, "’": 1, "″": 2, '"': 2, "''": 2, "”": 2, "‴": 3, "⁗": 4}
THINGS = frozenset("∞…⋯⋮⋰⋱∅ℵℶℏℓ℘♯♭♮△▽□◇∎") | {"..."}  # signs that stand for something

_SEPARATORS = ",;.，；。、" + COMMA
_CONDITIONS = ":∴∵⇒⇐⇔⟹⟸⟺⊢⊣⊨⊩" + "|∣∥‖"
_SUMS = "+-−±∓∪∨⊕⊖⊎∖⊔⊻∔∸﹢－＋" + PLUS
_PRODUCTS = "×·⋅∙•*∗⋆∘÷/∕⁄\\∩∧⊗⊘⊙⊓⊛≀⋉⋊⋋⋌⋄^_~" + TIMES + APPLY
_MINUS = "-−－﹣‐–"

LEVELS: dict[str, Level] = {
    **dict.fromkeys(_SEPARATORS, Level.SEPARATOR),
    **dict.fromkeys(_CONDITIONS, Level.CONDITION),
    **dict.fromkeys(_SUMS + _MINUS, Level.SUM),
    **dict.fromkeys(_PRODUCTS, Level.PRODUCT),
    "mod": Level.PRODUCT,
    "and": Level.CONDITION,
    "or": Level.CONDITION,
}
MINUS = frozenset(_MINUS)
MAY_LEAD = frozenset(_MINUS + "+±∓﹢＋")  # signs that may stand before a thing as well as between two


def core(term: Term) -> Term:
    """Give what a term with things around it is built on: the sum sign of a sum with limits."""
    while isinstance(term, Scripts | Stacked):
        term = term.base
    return term


def sign_text(term: Term | None) -> str:
    """Give the text of a sign, also of one with things around it; "" for anything else."""
    if term is None:
        return ""
    inner = core(term)
    return inner.text if isinstance(inner, Sign) else ""


def level(term: Term) -> Level | None:
    """Give how tightly the sign binds what stands beside it; None for what is no such sign.

    A sign that nobody knows compares: that reads well, and takes nothing apart.
    """
    text = sign_text(term)
    if not text or is_large(term) or text in OPENING or text in CLOSING or text in PREFIX_ONLY or text in FUNCTION_LIKE:
        return None
    if not isinstance(term, Sign) and (text in BARS or text in INVISIBLE):
        return (
            None  # a bar with limits is "evaluated at"; an unseen sign with scripts holds them, and does nothing else
        )
    if text in AFTER and (not isinstance(term, Sign) or term.form != "infix"):
        return None
    return LEVELS.get(text, Level.RELATION)


def is_large(term: Term) -> bool:
    """Tell whether the term is a sign of a sum, an integral or the like, with or without limits."""
    return sign_text(term) in LARGE


def is_integral(term: Term) -> bool:
    """Tell whether the term is an integral sign, with or without limits."""
    return sign_text(term) in INTEGRALS


def is_infix(term: Term) -> bool:
    """Tell whether the term is a sign that stands between two things."""
    return level(term) is not None


def ends_thing(term: Term | None) -> bool:
    """Tell whether something stands here that a sign may follow: no sign, nothing that waits for more."""
    return term is not None and not is_infix(term) and not is_large(term) and sign_text(term) not in PREFIX_ONLY


def is_differential(term: Term) -> bool:
    """Tell whether the term is the d of d x."""
    inner = core(term)
    return isinstance(inner, Name) and inner.text in ("d", "ⅆ")


def is_function(term: Term) -> bool:
    """Tell whether the term is the name of a function that is applied without brackets, such as a sine."""
    inner = core(term)
    return isinstance(inner, Name | Words) and inner.text in FUNCTIONS
