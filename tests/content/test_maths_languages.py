"""The words of formulas in every language there is: complete, and with the slots that English has."""

from __future__ import annotations

import re

import pytest
from made_maths import name, over, power, read, root, said, sub, table, under

from accessvr.content.maths.formula import Style
from accessvr.content.maths.signs import FUNCTIONS
from accessvr.content.maths.wording import languages, read_tables, wording

OTHERS = [language for language in languages() if language != "en"]
OWN_GRAMMAR = {"articles", "letters", "ordinals", "ordinal_endings", "denominators", "simple", "literal"}


def slots(words: object) -> set[str]:
    return set(re.findall(r"{(\w+)}", str(words)))


def test_there_are_five_languages_and_english_stands_in_for_all_others() -> None:
    assert {"en", "zh", "de", "fr", "es"} <= set(languages())
    assert wording("xx") is wording("en")
    assert wording("zh-Hans-CN") is wording("zh")
    assert wording("") is wording("en")


def test_english_has_a_word_for_every_function_that_is_recognised() -> None:
    assert set(read_tables("en")["functions"]) >= FUNCTIONS


@pytest.mark.parametrize("language", OTHERS)
def test_every_phrase_is_translated_with_the_slots_of_english(language: str) -> None:
    english, own = read_tables("en")["phrases"], read_tables(language)["phrases"]
    assert set(own) == set(english)
    for key, words in own.items():
        assert slots(words) | {"function"} == slots(english[key]) | {"function"}, (
            key
        )  # a name may be in the phrase itself


@pytest.mark.parametrize("language", OTHERS)
def test_no_table_has_an_entry_that_english_does_not_know(language: str) -> None:
    english = read_tables("en")
    for table_name, entries in read_tables(language).items():
        known = set(english[table_name])
        if table_name not in ("greek", "articles"):  # English needs only the names that differ from those of Unicode
            assert set(entries) <= known, table_name


def test_chinese_has_a_word_for_everything_that_english_has() -> None:
    own = read_tables("zh")
    for table_name, entries in read_tables("en").items():
        if table_name not in OWN_GRAMMAR:
            assert set(entries) <= set(own[table_name]), table_name
            assert {k: slots(w) for k, w in entries.items()} == {k: slots(own[table_name][k]) for k in entries}


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("style", Style)
def test_every_style_of_every_language_has_all_phrases(language: str, style: Style) -> None:
    phrases = wording(language, style).tables["phrases"]
    assert set(phrases) == set(read_tables("en")["phrases"])


CHINESE = {
    over("1", "2"): "2 分之 1",
    power("x", "2") + "+1=0": "x 的平方 加 1 等于 0",
    power("x", "n"): "x 的 n 次方",
    root("x"): "根号 x",
    name("sin") + "x": "正弦 x",
    "f(x)": "f 括号 x",
    sub(name("log"), "2") + "8": "以 2 为底 8 的对数",
    under("∑", "n=1", "∞") + "n": "求和 从 n 等于 1 到 无穷大 n",
    under(name("lim"), "x→0") + "x": "当 x 趋近于 0 时的极限 x",
    f"({table(('1', '2'), ('3', '4'))})": "2 行 2 列矩阵 第 1 行 1 2 第 2 行 3 4",
    "A∪B": "大写 a 并 大写 b",
    "α≤π": "阿尔法 小于等于 派",
    "3<mtext>km</mtext>": "3 千米",
    "5%": "百分之 5",
}


@pytest.mark.parametrize("formula", CHINESE, ids=CHINESE.get)
def test_a_formula_is_said_in_chinese(formula: str) -> None:
    assert said(formula, "zh-CN") == CHINESE[formula]


def test_no_english_word_is_left_in_a_chinese_formula() -> None:
    formula = "x=" + over("-b±" + root(power("b", "2") + "-4ac"), "2a")
    assert not re.search(r"[A-Za-z]{2,}", read(formula, "zh").words)


def test_a_formula_is_said_in_german_french_and_spanish() -> None:
    formula = root("x+y")
    assert said(formula, "de") == "die quadratwurzel von x plus y"
    assert said(formula, "fr") == "la racine carrée de x plus y"
    assert said(formula, "es-MX") == "la raíz cuadrada de x más y fin de raíz"
