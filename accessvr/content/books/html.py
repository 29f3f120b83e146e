"""How web pages are known. What reads them is imported when one is opened, so no other book waits for it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accessvr.content.books.document import Document

_SUFFIXES = (".htm", ".html", ".xhtml", ".xht", ".shtml")
_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S)


def suits(path: Path) -> bool:
    """Tell whether this is a page of the web: by its name, or by how it begins."""
    if not path.is_file():
        return False
    if path.suffix.lower() in _SUFFIXES:
        return True
    with path.open("rb") as stream:
        return path.suffix.lower() in ("", ".doc", ".txt") and bool(_BEGINS.match(stream.read(1024)))


def read(path: Path) -> Document:
    """Open a page. Raises ContentError when it holds no words."""
    from accessvr.content.books import html_reading

    return html_reading.read(path)
