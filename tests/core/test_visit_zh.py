"""A visit in Chinese, and what is said of a book in another language: each in its own voice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from chinese_book import AUTHOR, CHAPTERS, TITLE
from made import MadeBook, Visit, book, exhibit, shelf, size

from accessvr.content.phrases import phrasebook
from accessvr.core.commands import Unit
from accessvr.core.effects import Listen, Say
from accessvr.core.events import Began, Failed
from accessvr.core.navigator import navigate
from accessvr.core.pace import characters_a_word
from accessvr.core.profile import Profile, Wordiness
from accessvr.core.publication import Cell, Entry, Kind, Node, Publication, Section
from accessvr.core.session import Session
from accessvr.core.understand import grammar, understand

GRAMMAR = grammar(phrasebook("zh"))
AWAITED = "请稍等。 "  # said while a section is opened


def story() -> MadeBook:
    """Give the Chinese story, with a table at its end."""
    rows = (("面包", "四分"), ("盐", "一分"))
    cells = tuple(
        Node(f"row{r}", Kind.ROW, children=tuple(_cell(r, c, words) for c, words in enumerate(row, 1)))
        for r, row in enumerate(rows, 1)
    )
    table = Node("table", Kind.TABLE, label="价目", children=cells)
    sections = tuple(
        (
            Node(f"h{i}", Kind.HEADING, text=title, level=1),
            *(Node(f"p{i}.{j}", Kind.PARAGRAPH, text=text) for j, text in enumerate(texts)),
        )
        for i, (title, texts) in enumerate(CHAPTERS)
    )
    sections = (*sections[:-1], (*sections[-1], table))
    entries = tuple(Entry(Kind.CHAPTER, title, i) for i, (title, _) in enumerate(CHAPTERS))
    outline = tuple(Section(f"s{i}", size(nodes)) for i, nodes in enumerate(sections))
    publication = Publication("sea", TITLE, "zh-CN", authors=(AUTHOR,), entries=entries, sections=outline)
    return MadeBook(publication, sections)


def _cell(row: int, column: int, words: str) -> Node:
    return Node(f"cell{row}.{column}", Kind.CELL, text=words, cell=Cell(row, column))


def visit(name: str = "sea") -> Visit:
    library = {"": shelf(), "sea": story(), "boats": book(), "street": exhibit()}
    return Visit(library, Session(GRAMMAR, profile=Profile(language="zh"))).enter(name)


def languages(lived: Visit) -> set[str]:
    return {effect.language for effect in lived.effects if isinstance(effect, Say)}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("再说一遍", "《听海的人》，作者林小舟。共三章。请说“朗读”，开始听。"),
        ("下一章", "第二章　雨夜"),
        ("第三章", "第三章　回家的船"),
        ("第九章", "没有第九章。请说“目录”，听听有什么。"),
        ("下一个表格", "表格，两行两列。价目。"),
        ("目录", "一，第一章　老灯塔。二，第二章　雨夜。三，第三章　回家的船。请说编号来选择。"),
        ("做书签", "书签一在这里。请说“书签一”，就能回来。"),
        ("快一点", "语速，一百七十。"),
        ("大声一点", "音量，百分之七十七。"),
        ("帮助", "您可以说：朗读、下一个、上一个。请说“更多”，听其余的。"),
        ("下一条注释", "没有下一条注释了。请说“上一个”，或“出去”。"),
        ("定时二十分钟", "二十分钟后停。声音会慢慢变小。"),
        ("打开鱼", "正在打开鱼。 没有找到鱼。请说“书架”。"),
    ],
)
def test_what_is_asked_in_chinese_is_answered_in_chinese(words: str, said: str) -> None:
    lived = visit()
    lived.on(words)
    assert lived.said.removeprefix(AWAITED) == said
    assert languages(lived) <= {"zh", "zh-CN"}


def test_the_story_is_read_sentence_by_sentence() -> None:
    lived = visit()
    lived.on("朗读")
    heard = [lived.said]
    for _ in range(3):
        lived.hear_out()
        heard.append(lived.said)
    assert heard == [
        "第一章　老灯塔",
        "海边有一座老灯塔。",
        "看灯的老人姓陈，村里人都叫他陈伯。",
        "他的眼睛看不见，耳朵却比谁都灵。",
    ]
    assert languages(lived) == {"zh-CN"}


def test_a_word_is_a_character_and_is_told_by_a_word_that_holds_it() -> None:
    lived = visit()
    lived.on("下一段")
    lived.on("哪个字")
    assert lived.said == "海：大海的海。"
    lived.on("下一个词")
    assert lived.said == "边"


def test_where_am_i_tells_the_time_left_at_the_pace_of_chinese() -> None:
    lived = visit()
    lived.on("我在哪里")
    minutes = round(lived.open.publication.size / characters_a_word("zh") / 150) if lived.open else 0
    assert minutes == 2
    assert lived.said.endswith("照这个速度，大约还要两分钟。")


def test_what_is_found_is_told_in_whole_clauses() -> None:
    lived = visit()
    lived.on("找钟声")
    words = "他们一起敲钟，敲三下，停一停，再敲三下。钟声穿过雨，一直传到海上"
    assert lived.said == f"正在找钟声。 找到一处。一，{words}，在第三章　回家的船。请说编号来选择。"
    lived.on("第一个")
    assert lived.said.removeprefix(AWAITED) == "钟声穿过雨，一直传到海上。"


def test_one_word_for_line_and_row_means_the_row_in_a_table() -> None:
    lived = visit()
    lived.on("下一个表格")
    lived.on("下一段")
    lived.on("下一行")
    assert lived.said.endswith("盐")
    lived.on("第一章")
    lived.on("下一行")
    assert lived.session.trail is not None
    assert lived.session.trail.unit is Unit.LINE
    command = understand("下一行", GRAMMAR)
    trail, _ = navigate(lived.session.trail, command, GRAMMAR.phrases)  # type: ignore[arg-type]  # it is a move
    assert trail.unit is Unit.LINE


def test_an_english_book_is_read_in_english_and_spoken_about_in_chinese() -> None:
    lived = visit("boats")
    lived.session = replace(lived.session, profile=replace(lived.session.profile, wordiness=Wordiness.ALL))
    lived.on("下一章")
    assert [(e.text, e.language) for e in lived.effects if isinstance(e, Say)] == [
        ("一级标题。", "zh"),
        ("Chapter 2. The Sea.", "en"),
    ]
    lived.on("第三章")
    assert "Chapter 3. The Sea." in lived.said


def test_the_room_says_in_chinese_what_it_does_without() -> None:
    lived = visit()
    lived.on(Began(("microphone", "wristbands", "headset")))
    assert lived.said == "欢迎来到阅览室。今天没有麦克风、腕带和头戴设备。"


def test_what_cannot_be_opened_is_refused_in_chinese() -> None:
    lived = visit()
    lived.on(Failed("book", "This book is empty. Say shelf to choose another."))
    assert lived.said == "这本书是空的。请说“书架”，另选一本。"


def test_a_word_can_be_said_otherwise_where_words_run_together() -> None:
    lived = visit()
    lived.on("下一段")
    lived.on("读作孩")
    lived.on("再说一遍")
    lived.on("下一段")
    lived.on("上一段")
    sounds = [s for effect in lived.effects if isinstance(effect, Say) for s in effect.soundings]
    assert [(s.start, s.end, s.sounds) for s in sounds] == [(0, 1, "孩")]


def test_the_microphone_listens_for_chinese_phrases() -> None:
    lived = Visit({"": shelf()}, Session(GRAMMAR, profile=Profile(language="zh"))).enter("")
    listened = Visit({"": shelf()}, Session(GRAMMAR, profile=Profile(language="zh")))
    effects = listened.on(Began(()))
    phrases = [effect.phrases for effect in effects if isinstance(effect, Listen)]
    assert phrases
    assert "打开" in phrases[0]
    assert lived.session.kind is Kind.SHELF


def test_stop_is_understood_in_every_state() -> None:
    for before in ("", "朗读", "帮助", "目录", "找小船"):
        lived = visit()
        if before:
            lived.on(before)
        lived.on("停")
        assert not lived.session.reading
        assert lived.buzzes == ["cancel"]
