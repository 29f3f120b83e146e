"""Moving in books, exhibits and on the shelf."""

from __future__ import annotations

import pytest
from made import GRAMMAR, Visit, book

from accessvr.core.commands import Unit
from accessvr.core.numbers import number_in, spoken_number
from accessvr.core.publication import Spot


def in_book() -> Visit:
    return Visit().enter("boats")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("next paragraph", "It was day 0. The wind fell. Mr. Reed waited."),
        ("next chapter", "Chapter 2. The Sea."),
        ("next heading", "What they brought"),
        ("next heading level one", "Chapter 2. The Sea."),
        ("next sentence", "It was day 0."),
        ("next word", "1"),
        ("next letter", "h"),
        ("next page", "Page 1. The wind fell."),
        ("next note", "Note 1. The boats came in, one by one."),
        ("next link", "Link boats. The boats came in, one by one."),
        ("next table", "Table, 2 rows. Prices."),
        ("next picture", "Picture. A boat on the sand. With a description. Drawn at noon."),
        ("next list", "List, 3 items."),
        ("go to chapter four", "Chapter 4. The Sea."),
        ("chapter 4", "Chapter 4. The Sea."),
        ("page five", "Page 5. The wind fell."),
        ("end of the book", "Then it was night."),
    ],
)
def test_each_unit_is_reached_and_said(words: str, said: str) -> None:
    visit = in_book()
    visit.on(words)
    assert visit.said.endswith(said)


@pytest.mark.parametrize("unit", ["chapter", "heading", "paragraph", "sentence", "word", "letter", "page", "list"])
def test_going_on_twice_and_back_once_returns_to_the_same_place(unit: str) -> None:
    visit = in_book()
    visit.on(f"next {unit}")
    there = visit.spot
    visit.on(f"next {unit}")
    assert visit.spot != there
    visit.on(f"previous {unit}")
    assert visit.spot == there


def test_next_alone_repeats_the_last_unit() -> None:
    visit = in_book()
    visit.on("next sentence")
    visit.on("next")
    assert visit.said == "The wind fell."


def test_the_last_chapter_says_so_and_is_felt() -> None:
    visit = in_book()
    visit.on("chapter 5")
    visit.on("next chapter")
    assert visit.said == "There is no chapter after this. Say previous, or go out."
    assert visit.buzzes == ["edge.right"]
    assert visit.cues == ["wall"]


def test_the_end_of_the_book_is_a_wall_for_paragraphs() -> None:
    visit = in_book()
    visit.on("go to the end")
    spot = visit.spot
    visit.on("next paragraph")
    assert visit.said == "This is the end. Say back, or shelf."
    assert visit.spot == spot


def test_a_chapter_that_is_not_there_is_said_and_the_place_stays() -> None:
    visit = in_book()
    spot = visit.spot
    visit.on("go to chapter 99")
    assert visit.said == "There is no chapter 99. Say contents, to hear what there is."
    assert visit.spot == spot


def test_going_out_of_a_list_leads_to_what_follows_it() -> None:
    visit = in_book()
    visit.on("next list")
    visit.on("next paragraph")
    visit.on("go out")
    assert visit.said.endswith("Bread")
    assert visit.said.startswith("Table, 2 rows.")


def test_things_of_an_exhibit_are_said_with_where_they_stand() -> None:
    visit = Visit().enter("street")
    visit.on("next")
    assert visit.said == "Photo, at ten o'clock. The quay. Boats lie at the quay."
    visit.on("next")
    assert visit.said == "Photo, straight ahead. The shop. A window full of loaves."


def test_going_into_a_photo_and_out_returns_to_it() -> None:
    visit = Visit().enter("street")
    visit.on("next")
    photo = visit.spot
    visit.on("go in")
    assert visit.said.endswith("The boat. It is painted blue.")
    visit.on("go out")
    assert visit.spot == photo


def test_the_last_photo_says_so() -> None:
    visit = Visit().enter("street")
    for _ in range(3):
        visit.on("next")
    visit.on("next")
    assert visit.said == "This is the last one. Say previous, or go out."


def test_what_stands_around_is_said_with_directions() -> None:
    visit = Visit().enter("street")
    visit.on("what is around")
    assert visit.said == "The quay, at ten o'clock. The shop, straight ahead. The stove, to your right."


def test_more_tells_the_long_description() -> None:
    visit = Visit().enter("street")
    visit.on("next")
    visit.on("tell me more")
    assert visit.said == "Six boats."


def test_the_shelf_opens_what_one_stands_at() -> None:
    visit = Visit().enter("")
    visit.on("next")
    visit.on("open")
    assert visit.said.endswith("Our Street. One room. Harbour Street. Say next, to look around.")


def test_a_book_is_opened_by_its_number_on_the_shelf() -> None:
    visit = Visit().enter("")
    visit.on("contents")
    assert visit.said == "1, The Boats. 2, Our Street. Say a number, to choose."
    visit.on("open the first")
    assert "The Boats, by A. Reed." in visit.said


def test_back_returns_from_a_jump_but_not_from_steps() -> None:
    visit = in_book()
    visit.on("next paragraph")
    start = visit.spot
    visit.on("chapter 5")
    visit.on("next paragraph")
    visit.on("back")
    assert visit.spot == start


def test_a_far_section_is_awaited_and_then_reached() -> None:
    visit = Visit({"long": book(40)}).enter("long")
    visit.on("chapter 33")
    assert visit.spot == Spot(32, 0, 0)
    assert not visit.session.awaiting


def test_sections_far_from_the_patron_are_let_go() -> None:
    visit = Visit({"long": book(40)}).enter("long")
    for number in (10, 20, 30):
        visit.on(f"chapter {number}")
    trail = visit.session.trail
    assert trail is not None
    assert set(trail.passages) == {28, 29, 30}


def test_every_unit_has_a_word() -> None:
    assert set(GRAMMAR.phrases.units) == {unit.value for unit in Unit}


@pytest.mark.parametrize(
    ("label", "number"),
    [
        ("Chapter 2. Five Doors", 2),
        ("Chapter IX. The Sermon", 9),
        ("XII", 12),
        ("Chapter Twenty-One", 21),
        ("Two Hundred and Five", 205),
        ("12", 12),
        ("The Sea", None),
        ("", None),
    ],
)
def test_the_number_of_a_chapter_is_read_from_its_heading(label: str, number: int | None) -> None:
    assert number_in(label, GRAMMAR.phrases.numbers) == number


@pytest.mark.parametrize(
    ("words", "number"),
    [("two twelve", 212), ("two hundred and twelve", 212), ("212", 212), ("third", 3), ("blue", None)],
)
def test_numbers_are_understood_as_people_say_them(words: str, number: int | None) -> None:
    assert spoken_number(words.split(), GRAMMAR.phrases.numbers) == number
