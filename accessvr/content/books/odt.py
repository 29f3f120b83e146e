"""How OpenDocument texts are known. What reads them is imported when one is opened, so no other book waits for it."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accessvr.content.books.document import Document

_SUFFIXES = (".odt", ".ott", ".fodt")
_KIND = "application/vnd.oasis.opendocument.text"


def suits(path: Path) -> bool:
    """Tell whether this is an OpenDocument text, by its name or by what it holds."""
    if not path.is_file():
        return False
    if path.suffix.lower() in _SUFFIXES:
        return True
    try:
        with zipfile.ZipFile(path) as archive, archive.open("mimetype") as stream:
            return stream.read(100).decode("ascii", "replace").startswith(_KIND)
    except (zipfile.BadZipFile, OSError, KeyError, ValueError, NotImplementedError, RuntimeError):
        return False


def read(path: Path) -> Document:
    """Open a document. Raises ContentError when it is locked or holds no words."""
    from accessvr.content.books import odt_reading

    return odt_reading.read(path)
