"""Starts a measured visit as `accessvr visit` starts one: the book is being prepared while the visit is imported."""

from __future__ import annotations

import sys
from pathlib import Path

from accessvr.app.preparing import begin_early


def main(arguments: list[str]) -> int:
    """Do as bench_books_visit is asked to."""
    begun = begin_early(arguments[0], Path(arguments[1]))
    from accessvr.app import bench_books_visit

    return bench_books_visit.main(arguments, begun)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
