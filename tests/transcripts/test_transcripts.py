"""Pages a librarian can read and correct: each is rehearsed by the command and compared, word for word."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from chinese_book import make_chinese_book

from accessvr.content.data_folders import data_folder

HERE = Path(__file__).resolve().parent
SAMPLES = data_folder("nostalgia_content")
BOOK, STREET = SAMPLES / "a_walk_by_ear.epub", SAMPLES / "harbour_street"
OPENED = {
    "first_visit": BOOK,
    "moving_in_a_book": BOOK,
    "finding_and_marking": BOOK,
    "harbour_street": STREET,
    "when_things_fail": BOOK,
}


def test_every_page_is_rehearsed() -> None:
    assert {page.stem for page in HERE.glob("*.visit")} == {*OPENED, "chinese_visit", "recorded_voice"}


@pytest.mark.parametrize("name", OPENED)
def test_the_page_is_what_is_said(name: str, tmp_path: Path) -> None:
    rehearsed(name, OPENED[name], tmp_path)


def test_the_page_of_a_recorded_voice_is_what_is_heard(shared_data: Path, tmp_path: Path) -> None:
    rehearsed("recorded_voice", shared_data / "books/epub/own/lamp.epub", tmp_path)


def test_the_page_of_a_chinese_visit_is_what_is_said(tmp_path: Path) -> None:
    book, record, out = make_chinese_book(tmp_path / "sea.epub"), tmp_path / "mei.json", tmp_path / "out"
    record.write_text(json.dumps({"profile": {"language": "zh"}}), "utf-8")
    rehearsed("chinese_visit", book, out, "--profile", str(record))
    effects = [json.loads(line) for line in (out / "effects.jsonl").read_text("utf-8").splitlines()]
    said = [effect for effect in effects if effect["effect"] == "Say"]
    assert len(said) > 20
    assert {effect["language"] for effect in said} == {"zh", "zh-CN"}
    assert not [effect["text"] for effect in said if re.search("[A-Za-z]", effect["text"])]


def rehearsed(name: str, book: Path, out: Path, *options: str) -> None:
    """Rehearse a page by the command; its answers must be those that are given."""
    command = [sys.executable, "-m", "accessvr", "rehearse", str(HERE / f"{name}.visit"), "--check"]
    command += ["--open", str(book), "--out", str(out), *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
