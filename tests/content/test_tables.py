"""Where cells stand, and which headers hold for them."""

from __future__ import annotations

import time

from made_pages import every, nodes

from accessvr.core.publication import Cell, Kind, Node


def cells(body: str) -> dict[str, Cell]:
    """The cells by their words."""
    return {node.text: node.cell for node in every(body) if node.kind is Kind.CELL and node.cell is not None}


def headers(body: str, words: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The row headers and column headers of the cell with these words."""
    cell = cells(body)[words]
    return cell.row_headers, cell.column_headers


SIMPLE = (
    "<table><thead><tr><th>Month</th><th>Boats</th></tr></thead>"
    "<tbody><tr><th>May</th><td>12</td></tr><tr><th>June</th><td>30</td></tr></tbody></table>"
)


def test_cells_know_their_row_column_and_headers() -> None:
    assert cells(SIMPLE) == {
        "Month": Cell(1, 1, header=True),
        "Boats": Cell(1, 2, header=True),
        "May": Cell(2, 1, column_headers=("Month",), header=True),
        "12": Cell(2, 2, row_headers=("May",), column_headers=("Boats",)),
        "June": Cell(3, 1, column_headers=("Month",), header=True),
        "30": Cell(3, 2, row_headers=("June",), column_headers=("Boats",)),
    }


def test_a_first_row_of_headers_needs_no_head_and_its_corner_may_be_empty() -> None:
    body = "<table><tr><td/><th>Boats</th></tr><tr><th>May</th><td>12</td></tr></table>"
    assert headers(body, "12") == (("May",), ("Boats",))


def test_data_cells_in_the_head_are_headers() -> None:
    body = "<table><thead><tr><td>Boats</td></tr></thead><tr><td>12</td></tr></table>"
    assert cells(body)["Boats"].header
    assert headers(body, "12") == ((), ("Boats",))


def test_a_table_without_headers_has_none() -> None:
    assert headers("<table><tr><td>a</td></tr><tr><td>b</td></tr></table>", "b") == ((), ())


def test_spans_move_the_cells_behind_and_below_them() -> None:
    body = (
        '<table><tr><th rowspan="2">Port</th><th colspan="2">Boats</th></tr><tr><th>in</th><th>out</th></tr>'
        "<tr><th>Hythe</th><td>3</td><td>4</td></tr></table>"
    )
    table = cells(body)
    assert (table["Port"].rows, table["Boats"].columns) == (2, 2)
    assert (table["in"].row, table["in"].column, table["out"].column) == (2, 2, 3)
    assert headers(body, "4") == (("Hythe",), ("Boats", "out"))


def test_a_cell_that_spans_rows_has_the_headers_of_each() -> None:
    body = '<table><tr><th>a</th><td rowspan="2">x</td></tr><tr><th>b</th></tr></table>'
    assert headers(body, "x") == (("a", "b"), ())


def test_a_later_block_of_headers_takes_the_place_of_the_first() -> None:
    body = "<table><tr><th>Boats</th></tr><tr><td>12</td></tr><tr><th>Nets</th></tr><tr><td>7</td></tr></table>"
    assert (headers(body, "12"), headers(body, "7")) == (((), ("Boats",)), ((), ("Nets",)))


def test_a_wider_header_between_rows_is_added_to_those_of_the_columns() -> None:
    body = (
        '<table><tr><th>Port</th><th>Boats</th></tr><tr><th colspan="2">North</th></tr>'
        "<tr><td>Hythe</td><td>3</td></tr></table>"
    )
    assert headers(body, "3") == ((), ("Boats", "North"))


def test_scope_says_what_a_header_holds_for() -> None:
    body = (
        '<table><tr><th scope="row">x</th><td>1</td></tr><tr><td>2</td><th scope="col">y</th></tr>'
        "<tr><td>3</td><td>4</td></tr></table>"
    )
    assert headers(body, "1") == (("x",), ())
    assert headers(body, "4") == ((), ("y",))


def test_a_header_of_a_group_of_rows_holds_in_all_of_it() -> None:
    body = (
        '<table><tbody><tr><th scope="rowgroup">North</th><td>1</td></tr><tr><td/><td>2</td></tr></tbody>'
        "<tbody><tr><td/><td>3</td></tr></tbody></table>"
    )
    assert headers(body, "2") == (("North",), ())
    assert headers(body, "3") == ((), ())


def test_a_header_of_a_group_of_columns_holds_in_all_of_it() -> None:
    body = '<table><tr><th colspan="2" scope="colgroup">Boats</th></tr><tr><td>1</td><td>2</td></tr></table>'
    assert headers(body, "2") == ((), ("Boats",))


def test_a_cell_may_name_its_headers() -> None:
    body = (
        '<table><tr><th id="n">North</th><th id="b">Boats</th></tr><tr><td>x</td><td headers="b n">1</td></tr></table>'
    )
    assert headers(body, "1") == (("North",), ("Boats",))


def test_the_foot_comes_last_wherever_it_stands() -> None:
    body = "<table><tfoot><tr><td>sum</td></tr></tfoot><tbody><tr><td>1</td></tr></tbody></table>"
    assert (cells(body)["1"].row, cells(body)["sum"].row) == (1, 2)


def test_a_span_of_no_rows_is_the_rest_of_its_group() -> None:
    body = (
        '<table><tbody><tr><th rowspan="0">a</th><td>1</td></tr><tr><td>2</td></tr></tbody>'
        "<tbody><tr><td>3</td></tr></tbody></table>"
    )
    table = cells(body)
    assert (table["a"].rows, table["2"].column, table["3"].column) == (2, 2, 1)


def test_a_table_in_a_cell_has_its_own_places() -> None:
    inner = "<table><tr><th>k</th></tr><tr><td>v</td></tr></table>"
    body = f"<table><tr><td>a</td><td>b {inner}</td></tr></table>"
    assert cells(body)["b"] == Cell(1, 2)
    assert cells(body)["v"] == Cell(2, 1, column_headers=("k",))


def test_a_table_for_the_eye_alone_is_no_table() -> None:
    body = '<table role="presentation"><tr><td>One</td><td><p>Two</p></td></tr></table>'
    assert [(node.kind, node.text) for node in nodes(body)] == [(Kind.PARAGRAPH, "One"), (Kind.PARAGRAPH, "Two")]


def test_a_real_table_in_a_table_for_the_eye_is_one() -> None:
    body = '<table role="none"><tr><td><table><tr><td>x</td></tr></table></td></tr></table>'
    assert [node.kind for node in every(body)] == [Kind.TABLE, Kind.ROW, Kind.CELL]
    assert cells(body) == {"x": Cell(1, 1)}


def test_what_says_that_it_is_a_table_is_one() -> None:
    body = (
        '<div role="table"><div role="row"><span role="columnheader">Boats</span></div><div role="rowgroup">'
        '<div role="row"><span role="cell">12</span></div></div></div>'
    )
    assert nodes(body)[0].kind is Kind.TABLE
    assert headers(body, "12") == ((), ("Boats",))


def test_hidden_rows_are_not_counted() -> None:
    body = "<table><tr hidden=''><td>x</td></tr><tr><td>1</td></tr></table>"
    assert cells(body) == {"1": Cell(1, 1)}


def test_a_long_header_is_cut_between_words_and_a_short_form_is_taken() -> None:
    long, short = "word " * 40, '<th abbr="Bo.">Boats</th>'
    body = f"<table><tr><th>{long}</th>{short}</tr><tr><td>1</td><td>2</td></tr></table>"
    (header,) = cells(body)["1"].column_headers
    assert header.endswith(" word")
    assert len(header) <= 80
    assert headers(body, "2") == ((), ("Bo.",))


def test_a_summary_is_said_on_more() -> None:
    assert nodes('<table summary="Rows are ports."><tr><td>x</td></tr></table>')[0].details == "Rows are ports."


def test_a_caption_is_the_text_of_its_table() -> None:
    (table,) = nodes("<table><caption>Ports</caption><tr><td>x</td></tr></table>")
    assert (table.text, table.label) == ("Ports", "")


def _grid(rows: str) -> list[Node]:
    started = time.process_time()
    found = every(f"<table>{rows}</table>")
    assert time.process_time() - started < 5
    return found


def test_spans_that_lie_and_endless_headers_cost_little() -> None:
    wide = '<tr><td colspan="1000" rowspan="60000">x</td></tr>' * 3000
    assert sum(node.kind is Kind.CELL for node in _grid(wide)) == 3000
    heads = '<tr><th scope="col">x</th><td>1</td></tr>' * 3000
    assert all(len(node.cell.column_headers) <= 6 for node in _grid(heads) if node.cell)
