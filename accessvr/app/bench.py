"""`accessvr bench`: figures as ratios against a peer or a limit measured in the same run."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TextIO

from accessvr.core.errors import ConfigError
from accessvr.core.values import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure. `goal` is what it must keep to, `peer` what it was measured against."""

    name: str
    value: float
    unit: str
    goal: str
    holds: bool
    peer: str


def benchmarks() -> dict[str, Callable[[], list[Figure]]]:
    """Give the benchmarks by name."""
    from accessvr.app.bench_books import bench_books
    from accessvr.app.bench_core import bench_core
    from accessvr.app.bench_sound import bench_sound

    return {"core": bench_core, "books": bench_books, "sound": bench_sound}


def bench(names: Sequence[str], out: TextIO, *, as_json: bool) -> int:
    """Run benchmarks and write their figures; 1 when a goal is missed. Raises ConfigError for an unknown name."""
    known = benchmarks()
    for name in names:
        if name not in known:
            raise ConfigError(f"there is no benchmark {name}", remedy=f"There are {', '.join(known)}.")
    figures = [figure for name in names or known for figure in known[name]()]
    if as_json:
        json.dump([asdict(figure) for figure in figures], out, indent=1)
        out.write("\n")
    else:
        out.writelines(_line(figure) for figure in figures)
    return 0 if all(figure.holds for figure in figures) else 1


def _line(figure: Figure) -> str:
    verdict = "holds" if figure.holds else "MISSED"
    return f"{figure.name}: {figure.value:.3g} {figure.unit} (goal {figure.goal}; {verdict}; against {figure.peer})\n"
