"""How PDFs are known. What reads them is imported when one is opened, so no other book waits for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accessvr.content.books.document import Document
    from accessvr.content.books.pdf_guess import GuessedPdf


def suits(path: Path) -> bool:
    """Tell whether this is a PDF: by its name, or by how it begins."""
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return path.suffix.lower() == ".pdf" or b"%PDF-" in stream.read(1024)


def read(path: Path) -> Document | GuessedPdf:
    """Open a PDF. Raises ContentError when it is locked or damaged, or holds pictures of pages alone."""
    from accessvr.content.books import pdf_reading

    return pdf_reading.read(path)
