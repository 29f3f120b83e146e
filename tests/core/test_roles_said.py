"""Roles are announced in the words of DAISY TIES, at three levels."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from made import GRAMMAR, Visit
from made_reference import in_reference

from accessvr.core.profile import Profile, Wordiness
from accessvr.core.roles import HIGH, LOW, MEDIUM, SKIPPABLE, is_said

MISSPELT = {"afterward": "afterword", "forward": "foreword"}  # in the list of words; mended for braille and captions
BY_THEIR_HEADINGS = {
    "chapter",
    "part",
}  # medium in the list; their headings say it already, so at the fullest level only


def test_every_role_has_its_word() -> None:
    assert all(GRAMMAR.phrases.says[f"role.{role}"] for role in HIGH | MEDIUM | LOW)


def test_every_skippable_thing_has_names() -> None:
    assert set(GRAMMAR.phrases.things) == set(SKIPPABLE)


def test_words_and_levels_are_those_of_daisy_ties(shared_data: Path) -> None:
    file = shared_data / "books" / "daisy-ties" / "DPUB-ARIA-suggested-output.csv"
    rows = list(csv.DictReader(file.read_text("utf-8-sig").splitlines()))
    known = [row for row in rows if row["Role"].startswith("doc-") and row["Priority"]]
    assert len(known) == 37
    for row in known:
        role, word = row["Role"].removeprefix("doc-"), row["Suggested Output"].strip().lower()
        assert GRAMMAR.phrases.says[f"role.{role}"].lower() == MISSPELT.get(word, word)
        level = {"High": Wordiness.FEW, "Medium": Wordiness.SOME, "Low": Wordiness.ALL}[row["Priority"].strip()]
        levels = [wordiness for wordiness in Wordiness if is_said(role, wordiness)]
        assert levels[0] is (Wordiness.ALL if role in BY_THEIR_HEADINGS else level), role


@pytest.mark.parametrize(
    ("wordiness", "said"),
    [(Wordiness.FEW, "Some were built in 1870."), (Wordiness.SOME, "Footnote. Some were built in 1870.")],
)
def test_a_footnote_says_so_from_the_middle_level_on(wordiness: Wordiness, said: str) -> None:
    visit: Visit = in_reference("next paragraph")
    for _ in range(2):
        visit.on("fewer words" if wordiness is Wordiness.FEW else "stronger vibration")
    visit.on("read the note")
    assert visit.said == said


def test_the_usual_level_is_the_middle_one() -> None:
    assert Profile().wordiness is Wordiness.SOME
