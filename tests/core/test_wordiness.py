"""Three levels of wordiness: what is announced beside the text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import Visit

from accessvr.core.naming import announced
from accessvr.core.profile import Profile, Wordiness
from accessvr.core.publication import Kind


def with_wordiness(wordiness: Wordiness) -> Visit:
    visit = Visit().enter("boats")
    visit.session = replace(visit.session, profile=Profile(wordiness=wordiness))
    return visit


@pytest.mark.parametrize(
    ("wordiness", "words", "said"),
    [
        (Wordiness.FEW, "next list", "List."),
        (Wordiness.SOME, "next list", "List, 3 items."),
        (Wordiness.ALL, "next list", "List, 3 items."),
        (Wordiness.FEW, "next table", "Table, 2 rows. Prices."),
        (Wordiness.FEW, "next chapter", "Chapter 2. The Sea."),
        (Wordiness.SOME, "next chapter", "Chapter 2. The Sea."),
        (Wordiness.ALL, "next chapter", "Heading 1. Chapter 2. The Sea."),
        (Wordiness.FEW, "next picture", "Picture. A boat on the sand. Drawn at noon."),
    ],
)
def test_more_is_announced_at_each_level(wordiness: Wordiness, words: str, said: str) -> None:
    visit = with_wordiness(wordiness)
    visit.on(words)
    assert visit.said == said


def test_each_level_announces_all_of_the_level_below() -> None:
    few, some, every = ({kind for kind in Kind if announced(kind, level)} for level in Wordiness)
    assert few < some < every


def test_the_level_is_changed_by_voice() -> None:
    visit = with_wordiness(Wordiness.SOME)
    visit.on("tell me everything")
    assert visit.said == "Announcements, all."
    visit.on("fewer words")
    visit.on("fewer words")
    assert visit.session.profile.wordiness is Wordiness.FEW


def test_words_come_before_the_thing_they_stand_in_only_once() -> None:
    visit = with_wordiness(Wordiness.SOME)
    visit.on("next list")
    visit.on("next paragraph")
    assert visit.said == "Bread."
    visit.on("next paragraph")
    assert visit.said == "Salt."


def test_coming_into_a_list_by_paragraphs_says_so() -> None:
    visit = with_wordiness(Wordiness.SOME)
    for _ in range(4):
        visit.on("next paragraph")
    assert visit.said == "List, 3 items. Bread."
