"""Going through a formula part by part: what one can stand at, and what is said there."""

from __future__ import annotations

from made_maths import every, over, power, read, root, row, sub, table, under

from accessvr.content.maths.formula import NAMES, Part

QUADRATIC = "x=" + over("-b±" + root(power("b", "2") + "-4ac"), "2a")


def named(part: Part) -> list[tuple[str, str]]:
    return [(inner.name, inner.words) for inner in part.parts]


def inside(part: Part, *path: str) -> Part:
    for name in path:
        part = next(inner for inner in part.parts if inner.name == name)
    return part


def test_an_equation_has_two_sides_and_a_sign_between() -> None:
    whole = read(QUADRATIC)
    assert whole.name == ""
    assert [name for name, _ in named(whole)] == ["left side", "relation", "right side"]
    assert inside(whole, "left side").words == "x"
    assert inside(whole, "relation").words == "is equal to"


def test_a_chain_of_relations_has_as_many_sides() -> None:
    assert named(read("0<x<1")) == [
        ("side", "0"),
        ("relation", "is less than"),
        ("side", "x"),
        ("relation", "is less than"),
        ("side", "1"),
    ]


def test_one_goes_from_the_fraction_into_the_root_of_its_numerator() -> None:
    fraction = inside(read(QUADRATIC), "right side")
    assert [name for name, _ in named(fraction)] == ["numerator", "denominator"]
    first, second = inside(fraction, "numerator").parts
    assert (first.name, first.words) == ("term", "negative b")
    assert second.words.startswith("plus or minus the square root")
    assert named(inside(second, "radicand")) == [("term", "b squared"), ("term", "minus 4 eigh c")]
    assert inside(fraction, "denominator").words == "2 eigh"


def test_a_power_has_a_base_and_an_exponent() -> None:
    assert named(read(power("x", "n+1"))) == [("base", "x"), ("exponent", "n plus 1")]


def test_scripts_of_one_base_stand_side_by_side() -> None:
    assert named(read(power(sub("x", "1"), "2"))) == [("base", "x sub 1"), ("exponent", "2")]
    both = "<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>"
    assert named(read(both)) == [("base", "x"), ("subscript", "1"), ("exponent", "2")]


def test_a_sum_has_limits_and_a_body() -> None:
    parts = named(read(under("∑", "n=1", "∞") + sub("a", "n")))
    assert parts == [("lower limit", "n is equal to 1"), ("upper limit", "infinity"), ("body", "eigh sub n")]


def test_a_function_has_an_argument() -> None:
    assert named(read("f(x+1)")) == [("function", "f"), ("argument", "open paren x plus 1, close paren")]


def test_a_matrix_has_rows_and_a_row_has_cells() -> None:
    matrix = read(f"({table(('2', 'x+1'), ('7', '5'))})")
    assert [part.name for part in matrix.parts] == ["row", "row"]
    assert named(matrix.parts[0]) == [("cell", "column 1; 2"), ("cell", "column 2; x plus 1")]
    assert named(matrix.parts[0].parts[1]) == [("term", "x"), ("term", "plus 1")]


def test_a_set_has_an_element_and_a_condition() -> None:
    assert named(read("{x|x>0}")) == [("element", "x"), ("condition", "x is greater than 0")]


def test_the_items_of_a_list_are_parts() -> None:
    assert [words for _, words in named(read("(1,2,3)"))] == ["1", "2", "3"]


def test_what_is_one_thing_to_a_listener_has_no_parts() -> None:
    for formula in ("x", "2x", "2xy", root("x"), over("1", "2"), "-5", "n!", "<mrow><mrow><mi>x</mi></mrow></mrow>"):
        assert read(formula).parts == (), formula


def test_wrappers_are_no_steps() -> None:
    wrapped = f"<mstyle><mrow><mpadded>{row(QUADRATIC)}</mpadded></mrow></mstyle>"
    assert read(wrapped) == read(QUADRATIC)


def test_every_part_has_words_and_a_known_name() -> None:
    for part in every(read(QUADRATIC + "," + under("∑", "i∈S") + power("x", sub("y", "i")))):
        assert part.words
        assert part.name in NAMES
