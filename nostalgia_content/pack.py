"""Packs the sample book: the same files give the same bytes. Run it after a change: python nostalgia_content/pack.py"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
BOOK = "a_walk_by_ear"
DATE = (2026, 1, 1, 0, 0, 0)
CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def pack(source: Path, target: Path) -> None:
    """Write an EPUB from a folder: the mimetype first and stored, then all files by name, with one fixed date."""
    with zipfile.ZipFile(target, "w") as archive:
        _add(archive, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        _add(archive, "META-INF/container.xml", CONTAINER.encode(), zipfile.ZIP_DEFLATED)
        for file in sorted(source.iterdir()):
            _add(archive, f"EPUB/{file.name}", file.read_bytes(), zipfile.ZIP_DEFLATED)


def _add(archive: zipfile.ZipFile, name: str, data: bytes, method: int) -> None:
    entry = zipfile.ZipInfo(name, DATE)
    entry.compress_type = method
    entry.create_system = 3
    archive.writestr(entry, data, compresslevel=9)


if __name__ == "__main__":
    pack(HERE / BOOK, HERE / f"{BOOK}.epub")
    sys.stdout.write(f"{BOOK}.epub\n")
