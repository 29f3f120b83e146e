"""The books that the statements are shown on: a handbook of our own, packed here, and a shelf it stands on."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

from accessvr.content.data_folders import data_folder

HANDBOOK = Path(__file__).with_name("handbook")
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="OPS/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def pack_handbook(path: Path) -> Path:
    """Pack the handbook as an EPUB; the same bytes every time."""
    with zipfile.ZipFile(path, "w") as archive:
        _add(archive, "mimetype", b"application/epub+zip")
        _add(archive, "META-INF/container.xml", CONTAINER.encode())
        for file in sorted(HANDBOOK.iterdir()):
            _add(archive, f"OPS/{file.name}", file.read_bytes())
    return path


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data)


def make_library(folder: Path) -> Path:
    """Make a shelf of the handbook and the two samples, and a room that knows it; gives the room's file."""
    library = folder / "library"
    library.mkdir(parents=True)
    pack_handbook(library / "handbook.epub")
    samples = data_folder("nostalgia_content")
    shutil.copy(samples / "a_walk_by_ear.epub", library)
    shutil.copytree(samples / "harbour_street", library / "harbour_street")
    room = folder / "accessvr.toml"
    room.write_text(f'library = "{library}"\nprepared = "{folder / "prepared"}"\n', "utf-8")
    return room
