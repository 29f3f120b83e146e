"""How EPUBs are known. What reads them is imported when one is opened, so no other book waits for it."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accessvr.content.books.epub_reading import Epub


def suits(path: Path) -> bool:
    """Tell whether this is meant to be an EPUB: by its name, or by what the zip file holds."""
    if not path.is_file():
        return False
    if path.suffix.lower() == ".epub":
        return True
    try:
        with zipfile.ZipFile(path) as archive:
            return "META-INF/container.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return False


def read(path: Path) -> Epub:
    """Open a book. Raises ContentError when there is nothing to read."""
    from accessvr.content.books import epub_reading

    return epub_reading.read(path)
