"""How near the words come to those of MathCAT, the reader of formulas in NVDA and JAWS, on its own test formulas.

Both are compared without pauses and capitals: the share of formulas that are said exactly alike, and the mean share of
expected words that are heard. About a sixth of the expected words belong to other formulas than the one they are listed
with (a capital alpha for a small one); no reader can say them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from made_maths import element, heard

from accessvr.content.maths.formula import Style, read_formula

STYLES = {"ClearSpeak": Style.CLEAR, "SimpleSpeak": Style.SIMPLE, "LiteralSpeak": Style.LITERAL}


class Pair(NamedTuple):
    language: str
    style: str
    said: str
    wanted: str

    @property
    def exact(self) -> bool:
        return self.said == self.wanted

    @property
    def recall(self) -> float:
        wanted = set(self.wanted.split())
        return len(wanted & set(self.said.split())) / len(wanted)


@pytest.fixture(scope="module")
def pairs(books: Path) -> list[Pair]:
    lines = (books / "mathspeech" / "mathcat.jsonl").read_text("utf-8").splitlines()
    return [_pair(json.loads(line)) for line in lines]


def _pair(line: dict[str, str]) -> Pair:
    part = read_formula(element(line["mathml"]), line["lang"], STYLES[line["style"]])
    return Pair(line["lang"], line["style"], heard(part.words), heard(line["speech"]))


def exact(pairs: list[Pair]) -> float:
    return sum(pair.exact for pair in pairs) / len(pairs)


def recall(pairs: list[Pair]) -> float:
    return sum(pair.recall for pair in pairs) / len(pairs)


def of(language: str, style: str = "") -> Callable[[Pair], bool]:
    return lambda pair: pair.language == language and style in ("", pair.style)


def test_three_of_five_english_formulas_are_said_exactly_and_nearly_all_words_are_heard(pairs: list[Pair]) -> None:
    english = list(filter(of("en"), pairs))
    assert len(english) == 144
    assert exact(english) >= 0.6
    assert recall(english) >= 0.85


@pytest.mark.parametrize(
    ("language", "style", "formulas", "least_exact", "least_recall"),
    [
        ("en", "ClearSpeak", 48, 0.85, 0.95),
        ("en", "SimpleSpeak", 93, 0.7, 0.9),
        ("en", "LiteralSpeak", 3, 1.0, 1.0),
        ("fr", "ClearSpeak", 32, 0.85, 0.95),
        ("fr", "SimpleSpeak", 60, 0.75, 0.95),
        ("de", "ClearSpeak", 45, 0.75, 0.9),
    ],
)
def test_no_style_falls_behind_what_was_reached(
    pairs: list[Pair], language: str, style: str, formulas: int, least_exact: float, least_recall: float
) -> None:
    chosen = list(filter(of(language, style), pairs))
    assert len(chosen) == formulas
    assert exact(chosen) >= least_exact
    assert recall(chosen) >= least_recall


def test_speech_rule_engine_is_left_behind(pairs: list[Pair]) -> None:
    clear = list(filter(of("en", "ClearSpeak"), pairs))
    simple = list(filter(of("en", "SimpleSpeak"), pairs))
    assert (sum(pair.exact for pair in clear), sum(pair.exact for pair in simple)) > (12, 11)
    assert recall(clear) > 0.692
    assert recall(simple) > 0.553


def test_no_formula_is_without_words(pairs: list[Pair]) -> None:
    assert all(pair.said for pair in pairs)
