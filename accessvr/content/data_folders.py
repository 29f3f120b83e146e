"""Where the project's own data lies: in a checkout beside the package, in an installed accessvr inside it."""

from __future__ import annotations

from pathlib import Path

from accessvr.core.errors import ContentError

PACKAGE = Path(__file__).resolve().parents[1]
REMEDY = "Install accessvr again, or run it from a whole checkout."


def data_folder(name: str, package: Path = PACKAGE) -> Path:
    """Give the folder of that name, such as "audio_scenes". Raises ContentError naming both places it should be in."""
    places = (package.parent / name, package / "data" / name)
    for place in places:
        if place.is_dir():
            return place
    raise ContentError(f"{name} is in neither of {places[0]} and {places[1]}", remedy=REMEDY)
