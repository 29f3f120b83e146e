"""How Word documents are known. What reads them is imported when one is opened, so no other book waits for it."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accessvr.content.books.document import Document

SUFFIXES = (".docx", ".docm", ".dotx", ".dotm")
OLD_SUFFIXES = (".doc", ".dot", ".rtf", ".wpd", ".wps", ".pages")
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word before 2007, and a locked document since


def suits(path: Path) -> bool:
    """Tell whether this is a Word document, of today or of old, by its name or by what it holds."""
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        head = stream.read(8)
    if head == OLD or head.startswith(b"{\\rtf") or path.suffix.lower() in SUFFIXES:
        return True
    is_other = head.startswith((b"PK", b"<"))  # by an old name: a newer document, a page of the web
    if path.suffix.lower() in OLD_SUFFIXES and not is_other:
        return True
    try:
        with zipfile.ZipFile(path) as archive:
            return "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return False


def read(path: Path) -> Document:
    """Open a document. Raises ContentError when it is locked, of another format, or holds no words."""
    from accessvr.content.books import docx_reading

    return docx_reading.read(path)
