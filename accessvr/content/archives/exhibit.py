"""How exhibits are known. What reads them is imported when one is opened, so no book waits for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accessvr.content.archives.exhibit_reading import Exhibit
    from accessvr.core.scene import Place

FILE = "exhibit.toml"


def suits(path: Path) -> bool:
    """Say whether a path is an exhibit."""
    return (path / FILE).is_file() or (path.name == FILE and path.is_file())


def read(path: Path) -> Exhibit:
    """Read an exhibit. Raises ContentError naming the file and the key that is wrong."""
    from accessvr.content.archives import exhibit_reading

    return exhibit_reading.read(path)


def places(path: Path) -> tuple[Place, ...]:
    """Give where the photos and objects stand; those without a place of their own are spread evenly in front."""
    from accessvr.content.archives import exhibit_reading

    return exhibit_reading.places(path)
