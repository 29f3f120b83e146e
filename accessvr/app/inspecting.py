"""`accessvr inspect`: what a file becomes."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from accessvr.content import inspection
from accessvr.content.readers import open_any


def inspect(path: Path, form: str, out: TextIO) -> int:
    """Write a publication as "text", "json" or "outline"; what is wrong with it goes to standard error."""
    book = open_any(path)
    try:
        match form:
            case "text":
                _lines(inspection.text(book), out)
            case "json":
                json.dump(inspection.tree(book), out, ensure_ascii=False, indent=1)
                out.write("\n")
            case _:
                _lines(inspection.outline(book), out)
        for trouble in book.troubles:
            sys.stderr.write(f"To mend: {trouble}\n")
    finally:
        book.close()
    return 0


def _lines(lines: Iterable[str], out: TextIO) -> None:
    for text in lines:
        out.write(f"{text}\n")
