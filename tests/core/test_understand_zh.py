"""Chinese commands: no spaces between words, or a recogniser's spaces between characters, and politeness anywhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessvr.content.phrases import phrasebook
from accessvr.core import commands as c
from accessvr.core.commands import Command, Setting, Unit
from accessvr.core.heard import plain
from accessvr.core.profile import Treat
from accessvr.core.publication import Kind
from accessvr.core.understand import grammar, nearest, understand

BOOK = phrasebook("zh")
GRAMMAR = grammar(BOOK)
NEXT = c.Move(1, Unit.CHAPTER)


@pytest.mark.parametrize(
    "words",
    [
        *(
            "下一章",
            "下 一 章",
            "下一 章",
            "下一章。",
            "「下一章」",
            "下　一　章",
            "下章",
            "下一个章节",
            "翻到下一章",
            "请下一章",
        ),
        *("请翻到下一章，谢谢！", "麻烦您，下一章好吗？", "嗯，下一章", "下一嗯章", "下 一 呃 章 吧", "现在下一章"),
    ],
)
def test_spaces_marks_and_politeness_do_not_matter(words: str) -> None:
    assert understand(words, GRAMMAR) == NEXT


@pytest.mark.parametrize(
    ("words", "command"),
    [
        *[
            ("第三章", c.GoTo(Unit.CHAPTER, 3)),
            ("去第三章", c.GoTo(Unit.CHAPTER, 3)),
            ("章三", c.GoTo(Unit.CHAPTER, 3)),
        ],
        *[("第二十三章", c.GoTo(Unit.CHAPTER, 23)), ("第一百零二章", c.GoTo(Unit.CHAPTER, 102))],
        *[("第23章", c.GoTo(Unit.CHAPTER, 23)), ("第 ２３ 章", c.GoTo(Unit.CHAPTER, 23))],
        *[("第两章", c.GoTo(Unit.CHAPTER, 2)), ("第十二回", c.GoTo(Unit.CHAPTER, 12)), ("卷三", c.GoTo(Unit.PART, 3))],
        *[
            ("第二部分", c.GoTo(Unit.PART, 2)),
            ("第三个表格", c.GoTo(Unit.TABLE, 3)),
            ("第三张图片", c.GoTo(Unit.FIGURE, 3)),
        ],
        *[("第一百二十页", c.GoTo(Unit.PAGE, 120)), ("翻到第1 2 0页", c.GoTo(Unit.PAGE, 120))],
        *[("第iv页", c.GoTo(Unit.PAGE, 0, "iv")), ("第 I V 页", c.GoTo(Unit.PAGE, 0, "iv"))],
        *[("A3页", c.GoTo(Unit.PAGE, 0, "a3")), ("去第ｘｉｉ页", c.GoTo(Unit.PAGE, 0, "xii"))],
    ],
)
def test_places_are_named_by_number(words: str, command: Command) -> None:
    assert understand(words, GRAMMAR) == command


@pytest.mark.parametrize(
    ("words", "command"),
    [
        *[("找大海", c.Find("大海")), ("找一下大海", c.Find("大海")), ("请帮我查找 大 海 吧", c.Find("大海"))],
        *[("找一找大海", c.Find("大海")), ("搜索 Moby Dick", c.Find("moby dick")), ("找龍", c.Find("龍"))],
        *[
            ("打开听海的人", c.Open("听海的人")),
            ("打开《听海的人》", c.Open("听海的人")),
            ("我想听听海的人", c.Open("听海的人")),
        ],
        *[("打开 A Walk by Ear", c.Open("a walk by ear")), ("打开", c.Open()), ("打开这本书吧", c.Open())],
        *[("读作重庆", c.Pronounce("重庆")), ("总是读作重庆", c.Pronounce("重庆", always=True))],
        *[("记下明天接着读", c.Mark(note="明天接着读")), ("标记为海边", c.Mark(name="海边"))],
        *[("去书签三", c.Recall(3)), ("去书签海边", c.Recall(name="海边")), ("删除书签2", c.Unmark(2))],
    ],
)
def test_words_and_titles_are_taken_as_they_are_said(words: str, command: Command) -> None:
    assert understand(words, GRAMMAR) == command


@pytest.mark.parametrize(
    ("words", "command"),
    [
        *[("朗读", c.Read()), ("读", c.Read()), ("读一下", c.Read()), ("继续", c.Read()), ("暂停", c.Hold())],
        *[("等一下", c.Hold()), ("停", c.Stop()), ("停一下", c.Stop()), ("停下来", c.Stop()), ("别读了", c.Stop())],
        *[
            ("我在哪里", c.WhereAmI()),
            ("我在哪儿呢", c.WhereAmI()),
            ("哪一页", c.WhereAmI()),
            ("现在第几页", c.WhereAmI()),
        ],
        *[("下一个", c.Move(1)), ("下一张", c.Move(1)), ("上一句", c.Move(-1, Unit.SENTENCE))],
        *[
            ("下一段", c.Move(1, Unit.PARAGRAPH)),
            ("下个字", c.Move(1, Unit.CHARACTER)),
            ("快进十秒", c.Move(1, Unit.TEN_SECONDS)),
        ],
        *[("下一个二级标题", c.Move(1, Unit.HEADING, 2)), ("哪个字", c.Spell()), ("拼读", c.Spell(phonetic=True))],
        *[("第三个", c.Choose(3)), ("三号", c.Choose(3)), ("第三张", c.Choose(3)), ("再说一遍", c.Repeat())],
        *[("快一点", c.Adjust(Setting.SPEED, 1)), ("慢点儿吧", c.Adjust(Setting.SPEED, -1)), ("好的", c.Answer(True))],
        *[("不要", c.Answer(False)), ("跳过页码", c.TreatAs("pagebreak", Treat.SILENT)), ("三十分钟后停", c.Sleep(30))],
    ],
)
def test_what_people_say(words: str, command: Command) -> None:
    assert understand(words, GRAMMAR) == command


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("下一頁", "下一页"),
        ("我在哪裡", "我在哪里"),
        ("讀", "读"),
        ("開始讀", "开始读"),
        ("打開書籤三", "打开书签三"),
        ("第兩百零三頁", "第两百零三页"),
    ],
)
def test_traditional_characters_are_understood(traditional: str, simplified: str) -> None:
    assert understand(traditional, GRAMMAR) == understand(simplified, GRAMMAR) is not None


@pytest.mark.parametrize("words", ["", "。", "嗯", "请", "请一下", "海", "下一遍天", "第章", "第海章"])
def test_what_means_nothing_means_nothing(words: str) -> None:
    assert understand(words, GRAMMAR) is None


def test_words_that_are_only_politeness_stay() -> None:
    assert plain("请", BOOK) == "请"


def test_a_phrase_that_is_nearly_heard_is_offered() -> None:
    assert nearest("下一樟", GRAMMAR, Kind.BOOK).startswith("下一")
    assert nearest("我在娜里", GRAMMAR, Kind.BOOK) == "我在哪里"
    assert nearest("天上的云", GRAMMAR, Kind.BOOK) == ""


@given(st.text(st.sampled_from("下上一第三章页读找打开请吧嗯 ，。a3"), max_size=12))
def test_nothing_that_is_heard_raises(words: str) -> None:
    understand(words, GRAMMAR)
    nearest(words, GRAMMAR, Kind.BOOK)
