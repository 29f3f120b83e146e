"""Pages a librarian can read and correct: each is rehearsed by the command and compared, word for word."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

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
    assert {page.stem for page in HERE.glob("*.visit")} == set(OPENED)


@pytest.mark.parametrize("name", OPENED)
def test_the_page_is_what_is_said(name: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "accessvr", "rehearse", str(HERE / f"{name}.visit"), "--check"]
    options = ["--open", str(OPENED[name]), "--out", str(tmp_path)]
    done = subprocess.run([*command, *options], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
