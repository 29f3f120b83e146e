"""Which head hears: a patron's own, else KEMAR, else a plain sphere. No visit waits or ends for want of a table."""

from __future__ import annotations

import logging
import os
import re
from functools import lru_cache
from pathlib import Path

from accessvr.core.errors import DeviceError
from accessvr.devices.spatial_audio.hrtf import KEMAR_TABLE, Head, read_table

log = logging.getLogger(__name__)

USUAL = "kemar"
SPHERE = "sphere"
NAME = re.compile(r"[\w][\w .-]{0,60}")


def heads_folder() -> Path:
    """Give the folder in the user's data where tables of own heads are kept."""
    usual = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(usual) / "accessvr" / "heads"


def table_path(name: str, folder: Path | None = None) -> Path:
    """Give where the table of a named head is kept. Raises DeviceError when it is no name of a file."""
    if not NAME.fullmatch(name) or name in (USUAL, SPHERE):
        raise DeviceError(
            f"sound: {name!r} cannot be the name of a head",
            spoken="I do not know that head.",
            remedy=f"Choose a name of letters, digits, spaces and dashes, other than {USUAL} and {SPHERE}.",
        )
    return (heads_folder() if folder is None else folder) / f"{name}.npz"


def heads(folder: Path | None = None) -> list[str]:
    """Give the names of the heads that can be chosen: the usual one first, the sphere last."""
    kept = heads_folder() if folder is None else folder
    own = sorted(path.stem for path in kept.glob("*.npz")) if kept.is_dir() else []
    return [USUAL, *(name for name in own if NAME.fullmatch(name) and name not in (USUAL, SPHERE)), SPHERE]


def load_head(name: str = "", folder: Path | None = None) -> Head:
    """Give the head of that name; "" is the usual one. If it cannot be read the log tells, and the next best hears."""
    if name not in ("", USUAL, SPHERE):
        try:
            return read_table(table_path(name, folder))
        except DeviceError as error:
            log.warning("%s; the usual head is used", error)
    if name != SPHERE:
        try:
            return _usual()
        except DeviceError as error:
            log.warning("%s; a plain sphere is used: front and back sound alike", error)
    from accessvr.devices.spatial_audio.sphere import sphere_head

    return sphere_head()


@lru_cache(maxsize=1)
def _usual() -> Head:
    return read_table(KEMAR_TABLE)
