"""Numbers as they are said and printed, in languages with and without spaces between words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessvr.core.numbers import number_in, number_words, run_together_number

MANY = dict(zip("十百千万亿", (10, 100, 1000, 10_000, 100_000_000), strict=True))
OTHERS = dict(zip("两〇幺廿卅", (2, 0, 1, 20, 30), strict=True))
HAN = {character: value for value, character in enumerate("零一二三四五六七八九")} | MANY | OTHERS
COUNTERS = ("第", "章", "回", "卷", "部", "部分", "篇")
ENGLISH = {"one": 1, "nine": 9, "twenty": 20, "hundred": 100, "thousand": 1000}


def test_every_number_up_to_9999_is_read_back_as_itself() -> None:
    assert [run_together_number(number_words(number, HAN), HAN) for number in range(10_000)] == list(range(10_000))


@given(st.integers(0, 99_999_999))
def test_large_numbers_are_read_back_as_themselves(number: int) -> None:
    assert run_together_number(number_words(number, HAN), HAN) == number


@pytest.mark.parametrize(
    ("number", "words"),
    [
        *[(0, "零"), (10, "十"), (12, "十二"), (20, "二十"), (23, "二十三"), (102, "一百零二"), (110, "一百一十")],
        *[(112, "一百一十二"), (205, "二百零五"), (1001, "一千零一"), (1010, "一千零一十"), (2026, "二千零二十六")],
        *[(10_005, "一万零五"), (12_345, "一万二千三百四十五"), (100_000, "十万")],
    ],
)
def test_numbers_are_said_as_chinese_says_them(number: int, words: str) -> None:
    assert number_words(number, HAN) == words


@pytest.mark.parametrize(
    ("words", "number"),
    [
        *[("两百", 200), ("两百五", 250), ("一百二", 120), ("三千五", 3500), ("一万二", 12_000), ("一百零二", 102)],
        *[
            ("一百十五", 115),
            ("廿三", 23),
            ("二〇五", 205),
            ("一二三", 123),
            ("205", 205),
            ("3百", 300),
            ("两亿", 200_000_000),
        ],
        *[("十百", None), ("二三百", None), ("海", None), ("", None), ("一海", None)],
    ],
)
def test_numbers_are_understood_as_people_say_them_in_chinese(words: str, number: int | None) -> None:
    assert run_together_number(words, HAN) == number


@pytest.mark.parametrize("number", [-1, 100_000_000])
def test_a_number_without_words_is_said_in_figures(number: int) -> None:
    assert number_words(number, HAN) == str(number)


def test_a_language_without_words_for_its_places_says_figures() -> None:
    assert number_words(12, ENGLISH) == "12"


@pytest.mark.parametrize(
    ("label", "number"),
    [
        *[("第九章", 9), ("第九章 海", 9), ("第九章海上的灯", 9), ("第 九 章", 9), ("第9章", 9), ("9", 9), ("九", 9)],
        *[("第十二回　风雪", 12), ("卷三", 3), ("卷三 风雪", 3), ("十二、风雪", 12), ("第二部分", 2), ("十二回", 12)],
        *[("第一卷 第三章", 3), ("正文 第三章", 3), ("第三章 三个人", 3), ("第三章 第一次", 3), ("Chapter IX", 9)],
        *[("三部曲", None), ("三个人", None), ("十日谈", None), ("序", None), ("上篇", None), ("下篇", None)],
    ],
)
def test_the_number_of_a_chapter_is_read_from_a_chinese_heading(label: str, number: int | None) -> None:
    """上 and 下 have no number: what is 下 may be the second or the third, so they are counted by their place."""
    assert number_in(label, HAN, COUNTERS) == number


@given(st.text(max_size=20))
def test_no_heading_is_too_odd(label: str) -> None:
    for numbers, counters in ((HAN, COUNTERS), (ENGLISH, ())):
        value = number_in(label, numbers, counters)
        assert value is None or value >= 0
