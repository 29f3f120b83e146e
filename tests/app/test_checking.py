from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from content.well_made import BODY, epub, page

from accessvr.app.checking import check_book
from accessvr.cli import main

BLOCKED = BODY + "<p><a href='#x'/></p><p id='x'>Nets</p>"


class Terminal(io.StringIO):
    """A screen that keeps what was written on it."""

    def isatty(self) -> bool:
        return True


def test_a_book_that_blocks_gives_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(epub(tmp_path, BLOCKED))]) == 1
    assert "1 thing blocks reading without eyes." in capsys.readouterr().out


def test_a_book_in_order_gives_nought(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(epub(tmp_path))]) == 0
    assert capsys.readouterr().out == "Checked: The Quay.\nNothing to mend.\n"


def test_findings_are_json_for_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(epub(tmp_path, BLOCKED)), "--json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert data["summary"]["blocks"] == 1
    assert data["findings"][0]["code"] == "link-without-words"


def test_a_book_that_cannot_be_opened_is_told_in_either_form(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "made.epub"
    path.write_bytes(b"no zip")
    assert main(["check", str(path), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["findings"][0]["code"] == "cannot-be-opened"


def test_a_name_that_is_nowhere_gives_one_and_a_remedy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "gone.epub")]) == 1
    assert "What to do:" in capsys.readouterr().err


def test_wrong_usage_gives_two() -> None:
    with pytest.raises(SystemExit) as refused:
        main(["check"])
    assert refused.value.code == 2


def test_progress_is_told_at_each_quarter_of_a_long_book_and_only_on_a_screen(tmp_path: Path) -> None:
    path = epub(tmp_path, pages=(page("<p>Nets</p>"),) * 22)
    screen, pipe = Terminal(), io.StringIO()
    check_book(path, io.StringIO(), screen, as_json=False)
    check_book(path, io.StringIO(), pipe, as_json=False)
    assert screen.getvalue().splitlines() == [f"Checked {done} of 24 parts." for done in (6, 12, 18)]
    assert pipe.getvalue() == ""


def test_what_a_book_says_of_its_accessibility_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(epub(tmp_path))
    assert main(["inspect", path, "--accessibility"]) == 0
    assert "Hazards: No hazards." in capsys.readouterr().out
    assert main(["inspect", path, "--accessibility", "--language", "zh"]) == 0
    assert "风险：没有风险。" in capsys.readouterr().out


def test_guided_navigation_is_a_list_of_documents(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(epub(tmp_path, pages=(page("<p>Nets</p>"),))), "--guided"]) == 0
    documents = json.loads(capsys.readouterr().out)
    assert [document["guided"][0]["role"] for document in documents] == [["heading1"], ["paragraph"]]
    assert documents[0]["links"][1] == {
        "rel": "next",
        "href": "guided-2.json",
        "type": "application/guided-navigation+json",
    }
