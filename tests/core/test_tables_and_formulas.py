"""Tables by cell, row and column with their headers; formulas part by part."""

from __future__ import annotations

import pytest
from made_reference import in_reference

from accessvr.core.publication import Spot


def test_a_table_says_how_large_it_is() -> None:
    visit = in_reference()
    visit.on("next table")
    assert visit.said == "Table, 3 rows, 3 columns. The fleet."


def test_headers_are_said_when_they_change() -> None:
    visit = in_reference("next table", "next row")
    visit.on("next row")
    assert visit.said == "Anna"
    visit.on("next column")
    assert visit.said == "Crew. 4"
    visit.on("next row")
    assert visit.said == "Vera. 6"
    visit.on("next column")
    assert visit.said == "Catch. empty."


@pytest.mark.parametrize(("words", "said"), [("read the row", "Anna. 4. 12 crates"), ("read the column", "Crew. 4. 6")])
def test_a_row_or_column_is_read_without_moving(words: str, said: str) -> None:
    visit = in_reference("next table", "next row", "next row", "next column")
    there = visit.spot
    visit.on(words)
    assert visit.said == said
    assert visit.spot == there


def test_the_edges_of_a_table_are_walls() -> None:
    visit = in_reference("next table", "next cell")
    visit.on("previous row")
    assert "edge.left" in visit.buzzes
    visit.on("previous column")
    assert visit.said == "There is no column before this. Say next."


def test_a_row_is_reached_by_its_number_and_where_am_i_tells_it() -> None:
    visit = in_reference("next table", "next cell", "next column", "go to row three")
    visit.on("where am i")
    assert visit.said.startswith("Row 3 of 3, column 2 of 3.")


def test_going_out_of_a_table_says_so() -> None:
    visit = in_reference("next table", "next cell")
    visit.on("go out")
    assert visit.said == "Out of table. Formula. x plus 1 over 2"


def test_outside_of_a_table_that_is_said() -> None:
    visit = in_reference()
    visit.on("read the row")
    assert visit.said == "You are not in a table. Say next table."


def test_a_formula_is_explored_part_by_part() -> None:
    visit = in_reference("next formula")
    visit.on("go in")
    assert visit.said.lower().endswith("numerator. x plus 1")
    visit.on("next")
    assert visit.said.lower().endswith("denominator. 2")
    visit.on("next")
    assert "edge.right" in visit.buzzes
    visit.on("go out")
    assert visit.said == "Formula. x plus 1 over 2"
    visit.on("next")
    assert visit.said == "Take x plus 1 over 2 of the salt. Stir it."


def test_a_formula_in_a_sentence_is_explored_and_one_comes_back_to_its_word() -> None:
    visit = in_reference("next formula")
    visit.on("next formula")
    assert visit.said == "Formula. Take x plus 1 over 2 of the salt."
    visit.on("go in")
    assert visit.said == "Formula. x plus 1 over 2"
    visit.on("go in")
    assert visit.said.lower().endswith("numerator. x plus 1")
    visit.on("go out")
    visit.on("go out")
    assert visit.session.trail is not None
    assert visit.session.trail.node is not None
    assert visit.session.trail.node.id == "s0#pf"
    assert visit.spot == Spot(0, visit.spot.stop, 5)


def test_parts_of_formulas_are_not_on_the_way() -> None:
    visit = in_reference("next formula")
    visit.on("next paragraph")
    assert visit.said == "Take x plus 1 over 2 of the salt. Stir it."
