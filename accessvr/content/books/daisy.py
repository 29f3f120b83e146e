"""How DAISY books are known. What reads them is imported when one is opened, so no other book waits for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accessvr.content.books.daisy_reading import Daisy


def suits(path: Path) -> bool:
    """Tell whether this is meant to be a DAISY book: its folder, a zip file of it, its control file, or a DTBook."""
    from accessvr.content.books import daisy_finding

    return daisy_finding.suits(path)


def read(path: Path) -> Daisy:
    """Open a book. Raises ContentError when there is nothing to read."""
    from accessvr.content.books import daisy_reading

    return daisy_reading.read(path)
