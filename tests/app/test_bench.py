"""The benchmark of the core gives its figures in the public form; how fast they are is not a test."""

from __future__ import annotations

import io
import json

from accessvr.app.bench import bench, benchmarks
from accessvr.app.bench_core import made_book


def test_figures_come_in_the_public_form() -> None:
    out = io.StringIO()
    code = bench(["core"], out, as_json=True)
    figures = json.loads(out.getvalue())
    assert {"step, median", "opening 500,000 words"} <= {figure["name"] for figure in figures}
    assert all(set(figure) == {"name", "value", "unit", "goal", "holds", "peer"} for figure in figures)
    assert code == (0 if all(figure["holds"] for figure in figures) else 1)
    assert set(benchmarks()) == {"core", "books", "sound"}


def test_the_made_book_is_as_long_as_it_says() -> None:
    assert 45_000 < len(made_book(50_000).split()) < 65_000
