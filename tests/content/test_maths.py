"""Formulas in words: what a listener hears of each kind of formula."""

from __future__ import annotations

import pytest
from made_maths import element, heard, name, over, power, read, root, row, said, sub, table, under

from accessvr.content.maths.formula import Style, read_formula

FRACTIONS = {
    over("1", "2"): "1 half",
    over("3", "5"): "3 fifths",
    over("89", "10"): "89 over 10",
    "3" + over("1", "2"): "3 and 1 half",
    over("f(x)", "2"): "f of x over 2",
    over("x+y", "z"): "the fraction with numerator x plus y and denominator z",
    over(over("10", "n"), "z"): "the fraction with numerator 10 over n and denominator z",
    "<mn>½</mn>": "1 half",
    over("n!", "2"): "the fraction with numerator n factorial and denominator 2",
}
SCRIPTS = {
    power("x", "2"): "x squared",
    power("x", "3"): "x cubed",
    power("x", "4"): "x to the fourth power",
    power("x", "21"): "x to the 21st power",
    power("x", "112"): "x to the 112th power",
    power("x", "n"): "x to the n'th power",
    power("10", "-3"): "10 to the negative 3 power",
    power("x", "n+1"): "x raised to the n plus 1 power",
    power("a", power("b", "c")): "eigh raised to the exponent b to the c'th power end exponent",
    power("(x+1)", "2"): "open paren x plus 1 close paren squared",
    power("(-1)", "n"): "open paren negative 1 close paren to the n'th power",
    sub("x", "i"): "x sub i",
    sub("x", "n+m"): "x sub n plus m end sub",
    power(sub("x", "1"), "2"): "x sub 1 squared",
    "<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>": "x sub 1 squared",
    power("f", "′") + "(x)": "f prime of x",
    "f''(x)": "f prime prime of x",
    power("f", "(n)") + "(x)": "the n'th derivative of f of x",
    power("A", "T"): "cap eigh transpose",
    power("90", "∘"): "90 degrees",
    power("n", name("th")): "n'th",
    power("z", "*"): "z star",
    "<mi>x²</mi>": "x squared",
    sub("S<mi>O</mi>", "4") + power("", "2-"): "cap s cap o sub 4 super 2 minus",
    "<mmultiscripts><mi>U</mi><mprescripts/><mn>92</mn><mn>235</mn></mmultiscripts>": "super 235 sub 92 cap u",
    "<mmultiscripts><mi>C</mi><mi>m</mi><none/><mprescripts/><mi>n</mi><none/></mmultiscripts>": "n choose m",
    power("<mrow/>", "14") + "C": "super 14 cap c",
}
ROOTS = {
    root("x"): "the square root of x",
    f"<mroot>{row('x')}{row('3')}</mroot>": "the cube root of x",
    f"<mroot>{row('8')}{row('5')}</mroot>": "the fifth root of 8",
    f"<mroot>{row('x')}{row('n')}</mroot>": "the n'th root of x",
    root(root("x")): "the square root of the square root of x",
}
FUNCTIONS = {
    name("sin") + "x": "sine of x",
    name("sin") + "2x" + name("cos") + "y": "sine of 2 x cosine of y",
    name("sin") + "(x+y)": "sine of open paren x plus y close paren",
    power(name("sin"), "2") + "θ": "sine squared of theta",
    power(name("sec"), "4") + "x": "the fourth power of secant of x",
    power(name("tan"), "-1") + "x": "inverse tangent of x",
    power("f", "-1") + "(x)": "f inverse of x",
    "f(x)": "f of x",
    "f(x+1)": "f of open paren x plus 1 close paren",
    "x(y+z)": "x times open paren y plus z close paren",
    "<mi>t</mi><mo>\u2062</mo>(x)": "t times x",
    "<mi>t</mi><mo>\u2061</mo>(x)": "t of x",
    name("log") + "x": "log x",
    sub(name("log"), "2") + "8": "the log base 2 of 8",
    name("ln") + "(x+1)": "the l n of open paren x plus 1 close paren",
    name("det") + "(A)": "determinant of cap eigh",
    "n!": "n factorial",
    "P(A|B)": "cap p open paren cap eigh given cap b close paren",
    "5%": "5 percent",
}
CALCULUS = {
    over("dy", "dx"): "the derivative of y with respect to x",
    over("d", "dx") + "f(x)": "the derivative with respect to x of f of x",
    over(power("d", "2") + "y", "d" + power("x", "2")): "the second derivative of y with respect to x",
    over("∂f", "∂x"): "the partial derivative of f with respect to x",
    over(power("∂", "2") + "f", "∂x∂y"): "the second partial derivative of f with respect to x and y",
    "∇f": "the gradient of f",
    "∇⋅E": "the divergence of cap e",
    "∇×F": "the curl of cap f",
    "<mo>∫</mo>f(x)dx": "the integral of f of x d x",
    "<mo>∫</mo>(x+1)dx": "the integral of open paren x plus 1 close paren d x",
    "<msubsup><mo>∫</mo><mn>0</mn><mi>∞</mi></msubsup>xdx": "the integral from 0 to infinity of x d x",
    under("∑", "n=1", "∞") + sub("a", "n"): "the sum from n is equal to 1 to infinity of eigh sub n",
    under("∏", "i") + "i": "the product over i of i",
    under(name("lim"), "x→" + power("0", "+")) + "x": "the limit as x approaches 0 from above of x",
    under(name("max"), "x") + "f(x)": "the maximum over x of f of x",
    "f(x)" + sub("|", "x=0"): "f of x evaluated at x is equal to 0",
}
BRACKETS = {
    "2(3)": "2 times 3",
    "|x|": "the absolute value of x",
    "2|x|": "2 times the absolute value of x",
    "|x|+|y|": "the absolute value of x plus the absolute value of y",
    "3|6": "3 divides 6",
    "‖v‖": "norm of v",
    "⌊x⌋": "the floor of x",
    "{}": "the empty set",
    "{1,2}": "the set 1 comma 2",
    "{x∈ℝ|x>0}": "the set of all x in the real numbers such that x is greater than 0",
    "{x||x|<2}": "the set of all x such that the absolute value of x is less than 2",
    "[0,1)": "the closed open interval from 0 to 1",
    "]0,1[": "the open interval from 0 to 1",
    "(a,b)": "open paren eigh comma b close paren",
    "(<mfrac linethickness='0'><mi>n</mi><mi>k</mi></mfrac>)": "n choose k",
    "a≡b(<mo>mod</mo>n)": "eigh is identical to b mod n",
    "<mfenced open='[' close=')'><mn>0</mn><mn>1</mn></mfenced>": "the closed open interval from 0 to 1",
}
TABLES = {
    f"({table(('2', '1'), ('7', '5'))})": "the 2 by 2 matrix row 1 2 1 row 2 7 5",
    f"|{table(('2', '1'), ('7', '5'))}|": "the 2 by 2 determinant row 1 2 1 row 2 7 5",
    f"[{table(('1',), ('2',))}]": "the 2 by 1 column matrix 1 2",
    f"[{table(('3', '5'))}]": "the 1 by 2 row matrix 3 5",
    f"[{table(('3',))}]": "the 1 by 1 matrix with entry 3",
    f"x={{{table(('1', '<mtext>if </mtext>y'), ('2', 'z'))}": "x is equal to 2 cases case 1 1 if y case 2 2 z",
    table(("x", "=1"), ("y", "=2")): "2 lines line 1 x is equal to 1 line 2 y is equal to 2",
}
LETTERS = {
    "A": "cap eigh",
    "α+Ω": "alpha plus cap omega",
    "ℝ": "the real numbers",
    power("ℝ", "3"): "r 3",
    "𝔸": "double struck cap eigh",
    "𝔤": "fraktur g",
    "<mi mathvariant='bold'>v</mi>": "bold v",
    "<mi mathvariant='double-struck'>P</mi>": "double struck cap p",
    name("Na") + name("Cl"): "cap n eigh cap c l",
    name("AB"): "cap eigh cap b",
    "<mover><mi>v</mi><mo>→</mo></mover>": "vector v",
    "<mover><mi>x</mi><mo>¯</mo></mover>": "x bar",
    "<mover><mi>AB</mi><mo>¯</mo></mover>": "line segment cap eigh cap b",
    "<mn>1 234</mn>": "1234",
    "<mn>10</mn><mo>,</mo><mn>000</mn>": "10 000",
    "<mn>1</mn><mo>.</mo><mn>5</mn>": "1 5",
    "<mn>-5</mn>": "negative 5",
    "3.5<mtext> km</mtext>": "3 5 kilo-metres",
    "1<mi mathvariant='normal'>kg</mi>": "1 kilo-gram",
    "12<mtext>km</mtext>/<mtext>h</mtext>": "12 kilo-metres per hour",
    "<mn>90</mn><mo>°</mo>": "90 degrees",
}
LOGIC = {
    "∀x∈ℝ∃y>x": "for all x in the real numbers there exists y is greater than x",
    "p⇒q": "p implies q",
    "A∩B=∅": "cap eigh intersection cap b is equal to the empty set",
    "x≤y<z": "x is less than or equal to y is less than z",
}
EVERYTHING = FRACTIONS | SCRIPTS | ROOTS | FUNCTIONS | CALCULUS | BRACKETS | TABLES | LETTERS | LOGIC


@pytest.mark.parametrize("formula", EVERYTHING, ids=EVERYTHING.get)
def test_a_formula_is_said_as_in_a_classroom(formula: str) -> None:
    assert said(formula) == EVERYTHING[formula]


def test_the_solution_of_a_quadratic_is_said_in_one_breath_with_pauses() -> None:
    formula = "x=" + over("-b±" + root(power("b", "2") + "-4ac"), "2a")
    assert read(formula).words == (
        "x is equal to the fraction with numerator negative b, plus or minus the square root of b squared, "
        "minus 4 eigh c, and denominator 2 eigh"
    )


def test_the_short_style_says_where_long_things_end() -> None:
    assert said(over("x+y", "z"), style=Style.SIMPLE) == "fraction x plus y over z end fraction"
    assert said(root("x+y"), style=Style.SIMPLE) == "the square root of x plus y end root"
    assert said(power("x", "4"), style=Style.SIMPLE) == "x to the fourth"
    assert said("3∈ℤ", style=Style.SIMPLE) == "3 is an element of the integers"


def test_the_literal_style_says_the_signs_as_they_are_written() -> None:
    assert said("f(x!)", style=Style.LITERAL) == "f left paren x exclamation point right paren"
    assert said("a×b/2", style=Style.LITERAL) == "eigh cross b slash 2"
    assert said(power("x", "2"), style=Style.LITERAL) == "x super 2"


def test_a_full_stop_at_the_end_is_a_pause_and_no_word() -> None:
    assert read("x=1.").words == "x is equal to 1."
    assert read("x<mtext>.</mtext>").words == "x."


def test_a_fraction_or_root_that_others_follow_is_closed() -> None:
    assert said(over("x+y", "z") + "+1").endswith("and denominator z end fraction plus 1")
    assert said(root("x+y") + "+1") == "the square root of x plus y end root plus 1"
    assert said("2" + root("x+y") + "+1") == "2 the square root of x plus y end root plus 1"
    assert said(root("x") + "+1") == "the square root of x plus 1"
    assert said("1+" + root("x+y")) == "1 plus the square root of x plus y"


def test_no_article_is_said_twice() -> None:
    assert (
        said(power("t", over("b+1", "c"))) == "t raised to the fraction with numerator b plus 1 and denominator c power"
    )


@pytest.mark.parametrize(
    ("intent", "words"),
    [
        ("closed-interval($a,$b)", "the closed interval from x to y"),
        ("testing($a)", "testing of x"),
        ("testing:prefix($a)", "testing x"),
        ("testing:postfix($a)", "x testing"),
        ("testing:infix($a,$b)", "x testing y"),
        ("_($a,$b)", "x y"),
        ("$b($a)", "y of x"),
        ("testing($missing)", "x plus y"),
        ("not clear(", "x plus y"),
    ],
)
def test_what_an_author_says_is_meant_is_said(intent: str, words: str) -> None:
    markup = f'<math><mrow intent="{intent}"><mi arg="a">x</mi><mo>+</mo><mi arg="b">y</mi></mrow></math>'
    assert heard(read_formula(element(markup), "en").words) == words


def test_an_intent_cannot_make_a_formula_endless() -> None:
    nested = '<mrow arg="a" intent="f($a,$a)">' * 200 + '<mi arg="a">x</mi>' + "</mrow>" * 200
    assert len(read_formula(element(f"<math>{nested}</math>"), "en").words) < 10_000


def test_a_unit_stated_by_its_author_agrees_with_its_number() -> None:
    unit = '<mi intent=":unit">m</mi>'
    assert said(f"1{unit}") == "1 metre"
    assert said(f"2{unit}") == "2 metres"
    speed = f"<mfrac><mrow><mn>3</mn>{unit}</mrow><msup><mi intent=':unit'>s</mi><mn>2</mn></msup></mfrac>"
    assert said(speed) == "3 metres per second squared"
