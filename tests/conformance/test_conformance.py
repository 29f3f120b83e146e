"""DAISY's statements for reading systems, each shown by a page that is rehearsed word for word."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from conformance.books import make_library

from accessvr.app.rehearsing import rehearse

HERE = Path(__file__).resolve().parent
TABLE = HERE.parents[1] / "docs" / "epub-accessibility-conformance.md"
LAMP = "books/epub/own/lamp.epub"
GROUPS = {
    "basic": "Basic, non-visual reading and read aloud",
    "advanced": "Advanced read aloud",
    "overlays": "Recorded voices (media overlays)",
    "history": "History",
    "maths": "Mathematics",
    "descriptions": "Extended descriptions",
    "visual": "Visual",
}


INTRODUCTION = (
    "The statements are those of DAISY's tests for reading systems (epubtest.org), in our words. Each page is a visit",
    "that is rehearsed word for word by the tests. What is typed stands after `>`, what is heard and felt below it;",
    "`♪` marks a recorded voice. `PYTHONPATH=.:tests python tests/conformance/test_conformance.py` makes this table.",
)


@dataclass(frozen=True)
class Statement:
    """One statement: what it asks, and on which book it is shown, or why it is not."""

    id: str
    group: str
    asks: str
    book: str = ""
    refused: str = ""

    @property
    def page(self) -> Path:
        return HERE / f"{self.id}.visit"


STATEMENTS = [Statement(**row) for row in tomllib.loads((HERE / "statements.toml").read_text("utf-8"))["statement"]]
SHOWN = [statement for statement in STATEMENTS if not statement.refused]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_library(tmp_path_factory.mktemp("conformance"))


@pytest.mark.parametrize("statement", SHOWN, ids=lambda statement: statement.id)
def test_the_page_shows_the_statement(
    statement: Statement, room: Path, shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = {"shelf": "", "handbook": str(room.parent / "library" / "handbook.epub")}
    path = book.get(statement.book, str(shared_data / LAMP))
    assert rehearse(statement.page, path, tmp_path, None, room, check=True) == 0, capsys.readouterr().out


def test_every_page_belongs_to_a_statement_and_has_answers() -> None:
    assert {page.stem for page in HERE.glob("*.visit")} == {statement.id for statement in SHOWN}
    for statement in SHOWN:
        lines = statement.page.read_text("utf-8").splitlines()
        assert any(line.startswith("(") for line in lines), statement.id


def test_all_basic_statements_and_at_least_60_of_the_66_others_are_shown() -> None:
    groups = {name: [s for s in STATEMENTS if s.group == name] for name in GROUPS}
    assert [len(groups[name]) for name in GROUPS] == [40, 4, 13, 5, 19, 25, 8]
    assert all(not statement.refused for statement in groups["basic"])
    others = [s for s in STATEMENTS if s.group not in ("basic", "visual")]
    assert len(others) == 66
    assert sum(not statement.refused for statement in others) >= 60


def conformance_table() -> Iterator[str]:
    """Give the lines of docs/epub-accessibility-conformance.md."""
    yield "# EPUB accessibility: what is shown, statement by statement"
    yield ""
    yield from INTRODUCTION
    for group, title in GROUPS.items():
        statements = [statement for statement in STATEMENTS if statement.group == group]
        shown = sum(not statement.refused for statement in statements)
        yield from (
            "",
            f"## {title}: {shown} of {len(statements)}",
            "",
            "| statement | asks | shown by |",
            "|---|---|---|",
        )
        for s in statements:
            by = f"not shown: {s.refused}" if s.refused else f"[the page](../tests/conformance/{s.id}.visit)"
            yield f"| {s.id} | {s.asks} | {by} |"


def test_the_table_in_the_documents_is_the_one_the_tests_make() -> None:
    assert TABLE.read_text("utf-8").splitlines() == list(conformance_table())


if __name__ == "__main__":
    TABLE.write_text("\n".join(conformance_table()) + "\n", "utf-8")
