"""Visits in Chinese as a stranger makes them: by the patron's record, or because the room speaks Chinese."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from chinese_book import make_chinese_book

from accessvr.app.shelf import named, titles
from accessvr.library.patrons import read_patron


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """Give the file of a room that speaks Chinese, with the Chinese story on its shelf."""
    (tmp_path / "shelf").mkdir()
    make_chinese_book(tmp_path / "shelf" / "sea.epub")
    config = tmp_path / "accessvr.toml"
    config.write_text(f'library = "{(tmp_path / "shelf").as_posix()}"\nlanguage = "zh"\n', "utf-8")
    return config


def lines(*options: str, typed: str) -> list[str]:
    command = [sys.executable, "-m", "accessvr", "visit", *options]
    done = subprocess.run(
        command, input=typed, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_room_speaks_chinese_to_everybody_who_has_not_chosen(room: Path) -> None:
    said = lines("--config", str(room), typed="打开听海\n下一章\n我在哪里\n再见\n")
    assert "您在书架前。这里有一部作品。听海的人，作者林小舟。请说“打开”，或“下一个”。" in said
    assert "《听海的人》，作者林小舟。共三章。请说“朗读”，开始听。" in said
    assert "第二章 雨夜" in said
    assert any(re.match("第二章 雨夜。(第一页。)?《听海的人》，读到百分之", line) for line in said)
    assert said[-1] == "再见。这次阅读结束了。"


def test_a_patron_who_has_chosen_english_is_spoken_to_in_english(room: Path, tmp_path: Path) -> None:
    record = tmp_path / "ada.json"
    record.write_text(json.dumps({"profile": {"language": "en"}}), "utf-8")
    said = lines("--config", str(room), "--profile", str(record), typed="goodbye\n")
    assert "You are at the shelf. One title. 听海的人, by 林小舟. Say open, or next." in said


def test_a_new_patron_of_a_chinese_room_keeps_chinese(room: Path, tmp_path: Path) -> None:
    record = tmp_path / "mei.json"
    lines("--config", str(room), "--profile", str(record), typed="打开听海\n第二章\n快一点\n做书签\n再见\n")
    kept = read_patron(record)
    assert kept.profile.language == "zh"
    assert kept.profile.words_per_minute == 170
    again = lines("--profile", str(record), "--config", str(room), typed="打开\n书签一\n再见\n")
    assert any(line.startswith("《听海的人》，作者林小舟。上次读到百分之") for line in again)
    assert "第二章 雨夜" in again


@pytest.mark.parametrize("words", ["听海的人", "听海", "听海的人，作者林小舟", "听海的人这本书"])
def test_a_chinese_title_is_found_by_what_people_say(room: Path, words: str) -> None:
    title = named(titles(str(room.parent / "shelf")), words)
    assert title is not None
    assert title.title == "听海的人"


def test_one_character_is_no_title(room: Path) -> None:
    assert named(titles(str(room.parent / "shelf")), "海") is None
