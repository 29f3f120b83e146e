"""Where the words of a formula come from: its markup first, then its author's words, then any text."""

from __future__ import annotations

import pytest
from lxml import html
from made_maths import element, heard

from accessvr.content.maths.formula import Part, read_formula

NONE = "Alternative text not available"


def spoken(markup: str, language: str = "en") -> str:
    return heard(read_formula(element(markup), language).words)


def test_the_markup_comes_before_the_alternative_text() -> None:
    assert spoken('<math alttext="something else"><mi>x</mi></math>') == "x"


@pytest.mark.parametrize("attribute", ["alttext", "aria-label", "alt"])
def test_without_markup_the_author_s_words_are_said(attribute: str) -> None:
    assert spoken(f'<math {attribute}="a over b"/>') == "a over b"
    assert spoken(f'<span role="math" {attribute}="a over b">a/b</span>') == "a over b"
    assert spoken(f'<img {attribute}="a over b"/>') == "a over b"


def test_worthless_alternative_text_is_passed_over() -> None:
    assert spoken(f'<math alttext="{NONE}" aria-label="x squared"/>') == "x squared"
    assert spoken(f'<math alttext="{NONE}"><mi>x</mi></math>') == "x"


def test_raw_text_comes_last() -> None:
    tex = '<annotation encoding="application/x-tex">x^2</annotation>'
    assert spoken(f'<math alttext="x squared"><semantics>{tex}</semantics></math>') == "x squared"
    assert spoken(f"<math><semantics>{tex}</semantics></math>") == "x^2"
    assert spoken("<math>3 + x</math>") == "3 + x"


def test_a_formula_without_anything_is_called_a_formula() -> None:
    assert read_formula(element("<math/>"), "en") == Part("", "formula")
    assert read_formula(element("<math><mrow/><mspace/><!-- x --></math>"), "en") == Part("", "formula")


def test_annotations_are_not_said_beside_what_they_annotate() -> None:
    note = '<annotation-xml encoding="MathML-Content"><ci>y</ci></annotation-xml>'
    assert spoken(f"<math><semantics><mi>x</mi>{note}</semantics></math>") == "x"
    assert spoken(f"<math><semantics>{note}</semantics></math>") == "y"


def test_any_prefix_and_namespace_will_do() -> None:
    namespace = 'xmlns:m="http://www.w3.org/1998/Math/MathML"'
    assert spoken(f"<m:math {namespace}><m:msqrt><m:mi>x</m:mi></m:msqrt></m:math>") == "the square root of x"


def test_what_cannot_be_seen_is_not_said() -> None:
    assert spoken("<math><mphantom><mi>y</mi></mphantom><mi>x</mi></math>") == "x"
    assert spoken("<math><maction selection='2'><mi>x</mi><mi>y</mi></maction></math>") == "y"


def test_a_reader_of_html_that_never_closes_empty_elements_loses_nothing() -> None:
    markup = "<div><math><mspace width='1em'/><mi>x</mi><mo>=</mo><msub><mi>y</mi><none/><mn>1</mn></msub></math></div>"
    assert heard(read_formula(html.fragment_fromstring(markup)[0], "en").words) == "x is equal to y 1"


def test_entities_and_comments_in_a_token_leave_its_text_whole() -> None:
    assert spoken("<math><mi>A</mi><mtext>&nbsp;and&nbsp;</mtext><mi>B</mi></math>") == "cap eigh and cap b"
    assert spoken("<math><mn>12<!-- --></mn><mo>&amp;</mo><mi>x</mi></math>") == "12 and x"


X = "<bvar><ci>x</ci></bvar>"
CONTENT = {
    "<apply><eq/><apply><power/><ci>x</ci><cn>2</cn></apply><cn>4</cn></apply>": "x squared is equal to 4",
    "<apply><times/><cn>2</cn><apply><plus/><ci>a</ci><ci>b</ci></apply></apply>": (
        "2 times open paren eigh plus b close paren"
    ),
    "<apply><minus/><apply><plus/><ci>a</ci><ci>b</ci></apply></apply>": "negative open paren eigh plus b close paren",
    "<apply><divide/><ci>x</ci><cn>6</cn></apply>": "x over 6",
    "<apply><root/><degree><cn>3</cn></degree><ci>x</ci></apply>": "the cube root of x",
    "<apply><sin/><ci>x</ci></apply>": "sine of x",
    "<apply><log/><logbase><cn>2</cn></logbase><ci>x</ci></apply>": "the log base 2 of x",
    "<apply><ci>f</ci><ci>x</ci></apply>": "f of x",
    "<apply><abs/><ci>x</ci></apply>": "the absolute value of x",
    "<apply><factorial/><ci>n</ci></apply>": "n factorial",
    "<apply><in/><ci>x</ci><reals/></apply>": "x is a member of the real numbers",
    "<apply><forall/><bvar><ci>x</ci></bvar><apply><gt/><ci>x</ci><cn>0</cn></apply></apply>": (
        "for all x x is greater than 0"
    ),
    f"<apply><int/>{X}<lowlimit><cn>0</cn></lowlimit><uplimit><infinity/></uplimit><ci>x</ci></apply>": (
        "the integral from 0 to infinity of x d x"
    ),
    f"<apply><sum/>{X}<lowlimit><cn>1</cn></lowlimit><uplimit><ci>n</ci></uplimit><ci>x</ci></apply>": (
        "the sum from x is equal to 1 to n of x"
    ),
    "<apply><limit/><bvar><ci>x</ci></bvar><lowlimit><cn>0</cn></lowlimit><ci>x</ci></apply>": (
        "the limit as x approaches 0 of x"
    ),
    "<apply><diff/><bvar><ci>x</ci></bvar><ci>f</ci></apply>": "the derivative of f with respect to x",
    "<apply><partialdiff/><bvar><ci>x</ci><degree><cn>2</cn></degree></bvar><ci>f</ci></apply>": (
        "the second partial derivative of f with respect to x"
    ),
    "<interval closure='open-closed'><cn>0</cn><cn>1</cn></interval>": "the open closed interval from 0 to 1",
    "<set><ci>a</ci><ci>b</ci></set>": "the set eigh comma b",
    "<matrix><matrixrow><cn>1</cn><cn>2</cn></matrixrow></matrix>": "the 1 by 2 row matrix 1 2",
    "<piecewise><piece><cn>0</cn><ci>p</ci></piece><otherwise><ci>x</ci></otherwise></piecewise>": (
        "2 cases case 1 0 if p case 2 x otherwise"
    ),
    "<cn type='rational'>3<sep/>5</cn>": "3 fifths",
    "<cn type='e-notation'>6<sep/>23</cn>": "6 times 10 to the 23rd power",
    "<lambda><bvar><ci>x</ci></bvar><ci>y</ci></lambda>": "x maps to y",
}


@pytest.mark.parametrize("markup", CONTENT, ids=CONTENT.get)
def test_content_markup_is_said_like_the_formula_it_means(markup: str) -> None:
    assert spoken(f"<math>{markup}</math>") == CONTENT[markup]
