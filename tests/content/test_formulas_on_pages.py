"""Formulas as they stand on pages: in blocks, in sentences, in pictures, in tables; never without words."""

from __future__ import annotations

import pytest
from made_pages import every, nodes, said, told

from accessvr.content.books.markup import parse_page
from accessvr.content.maths.formula import read_formula
from accessvr.core.publication import Kind, Node, Span

MATH = '<math xmlns="http://www.w3.org/1998/Math/MathML" {}><mfrac><mi>x</mi><mn>2</mn></mfrac></math>'
HALF = MATH.format("")


def words(math: str, language: str = "en") -> str:
    root, _ = parse_page(math.encode())
    assert root is not None
    return read_formula(root, language).words


def formulas(body: str, **others: str) -> list[Node]:
    return [node for node in every(body, **others) if node.kind is Kind.FORMULA]


def test_a_formula_that_stands_alone_is_a_block_with_its_parts_beside_it() -> None:
    for body in (f"<div>{HALF}</div>", f"<p>{HALF}</p>", HALF):
        (formula,) = nodes(body)
        assert (formula.kind, formula.text) == (Kind.FORMULA, words(HALF))
        parts = [(part.kind, part.label, part.text, part.beside) for part in formula.children]
        assert parts == [(Kind.TERM, "numerator", "x", True), (Kind.TERM, "denominator", "2", True)]


def test_a_formula_in_a_sentence_is_words_of_it_and_a_thing_beside_it() -> None:
    (text,) = nodes(f"<p>Take {HALF} of it.</p>")
    half = words(HALF)
    assert text.text == f"Take {half} of it."
    (formula,) = text.children
    assert text.spans == (Span(5, 5 + len(half), Kind.FORMULA, half, formula.id),)
    assert (formula.kind, formula.label, formula.text, formula.beside) == (Kind.TERM, "formula", half, True)
    assert [part.label for part in formula.children] == ["numerator", "denominator"]


def test_the_ids_of_all_parts_differ() -> None:
    ids = [node.id for node in every(f'<p id="p">Take {HALF} or {MATH.format("id=" + chr(34) + "m" + chr(34))}.</p>')]
    assert len(set(ids)) == len(ids) == 7


def test_a_formula_in_an_item_or_cell_does_not_break_it() -> None:
    (item,) = nodes(f"<ul><li>Take {HALF}.</li></ul>")[0].children
    assert item.text == f"Take {words(HALF)}."
    assert [child.kind for child in item.children] == [Kind.TERM]
    (cell,) = [node for node in every(f"<table><tr><td>{HALF}</td></tr></table>") if node.kind is Kind.CELL]
    assert [child.kind for child in cell.children] == [Kind.FORMULA]


def test_the_markup_comes_before_its_author_s_words() -> None:
    assert formulas(MATH.format('alttext="Alternative text not available"'))[0].text == words(HALF)


def test_a_formula_is_said_in_the_language_around_it() -> None:
    (formula,) = formulas(f'<div lang="fr">{HALF}</div>')
    assert (formula.text, formula.language) == (words(HALF, "fr"), "fr")


def test_the_name_of_the_namespace_does_not_matter() -> None:
    prefixed = "<m:math><m:mfrac><m:mi>x</m:mi><m:mn>2</m:mn></m:mfrac></m:math>"
    assert [node.text for node in formulas(prefixed)] == [words(HALF)]


@pytest.mark.parametrize(
    ("body", "spoken"),
    [
        ('<span role="math" aria-label="x over 2">x/2</span>', "x over 2"),
        ('<img role="math" src="x" alt="x over 2"/>', "x over 2"),
        ('<img class="inline math" src="x" alt="x over 2"/>', "x over 2"),
        ('<div role="math">x / 2</div>', "x / 2"),
        ('<p id="w" hidden="">x halved</p><div role="math" aria-labelledby="w">x/2</div>', "x halved"),
    ],
)
def test_what_says_that_it_is_maths_is_a_formula(body: str, spoken: str) -> None:
    assert [node.text for node in formulas(body)] == [spoken]


def test_maths_around_its_markup_is_read_from_the_markup() -> None:
    (formula,) = formulas(f'<div role="math" aria-label="a picture of maths">{HALF}</div>')
    assert formula.text == words(HALF)


def test_a_picture_of_maths_with_its_markup_in_details_has_both() -> None:
    body = f'<img src="x" alt="x over 2"/><details><summary>In parts</summary>{HALF}</details>'
    picture, details = nodes(body)
    assert (picture.label, picture.more) == ("x over 2", details.id)
    assert [child.kind for child in details.children] == [Kind.FORMULA]


def test_maths_in_a_comment_is_never_read() -> None:
    assert said(f'<p>Take <img src="x" alt="x over 2"/> <!-- {HALF} --> of it.</p>') == ["Take x over 2 of it."]


def test_of_a_switch_the_formula_is_read() -> None:
    switch = (
        '<p>Take <epub:switch><epub:case required-namespace="http://www.w3.org/1998/Math/MathML">{}</epub:case>'
        '<epub:default><img src="x" alt="half of x"/></epub:default></epub:switch> of it.</p>'
    )
    assert told(switch.format(HALF)) == [(Kind.PARAGRAPH, f"Take {words(HALF)} of it.")]


def test_of_a_switch_for_something_unknown_the_default_is_read() -> None:
    case = '<epub:case required-namespace="http://a.b/c"><x>no</x></epub:case>'
    switch = f"<p>Take <epub:switch>{case}<epub:default>half</epub:default></epub:switch> of it.</p>"
    assert told(switch) == [(Kind.PARAGRAPH, "Take half of it.")]


def test_a_formula_that_nests_without_end_has_words() -> None:
    deep = (
        '<math xmlns="http://www.w3.org/1998/Math/MathML">'
        + "<msqrt>" * 500
        + "<mi>x</mi>"
        + "</msqrt>" * 500
        + "</math>"
    )
    (formula,) = formulas(deep)
    assert formula.text
