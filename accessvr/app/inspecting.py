"""`accessvr inspect`: what a file becomes."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from accessvr.content import inspection
from accessvr.content.display_guide.statements import about_lines
from accessvr.content.guided_navigation.documents import documents
from accessvr.content.readers import Book, open_any


def inspect(path: Path, form: str, out: TextIO, language: str = "en") -> int:
    """Write a publication in a form; what is wrong with it goes to standard error.

    form      "text", "json", "guided", "accessibility" or "outline"
    language  of the words about accessibility
    """
    book = open_any(path)
    try:
        match form:
            case "text":
                _lines(inspection.text(book), out)
            case "json":
                json.dump(inspection.tree(book), out, ensure_ascii=False, indent=1)
                out.write("\n")
            case "guided":
                _guided(book, out)
            case "accessibility":
                _lines(about_lines(book.publication, language), out)
            case _:
                _lines(inspection.outline(book), out)
        for trouble in book.troubles:
            sys.stderr.write(f"To mend: {trouble}\n")
    finally:
        book.close()
    return 0


def _guided(book: Book, out: TextIO) -> None:
    """Write a list of guided navigation documents, one at a time: a long book has many."""
    between = "[\n"
    for document in documents(book):
        out.write(between + json.dumps(document, ensure_ascii=False, indent=1))
        between = ",\n"
    out.write("\n]\n" if between == ",\n" else "[]\n")


def _lines(lines: Iterable[str], out: TextIO) -> None:
    for text in lines:
        out.write(f"{text}\n")
