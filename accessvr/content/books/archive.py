"""The zip file of a book, read without unpacking: names are matched folded, sizes are counted, nothing is trusted."""

from __future__ import annotations

import posixpath
import re
import struct
import unicodedata
import zipfile
import zlib
from lzma import LZMAError
from pathlib import Path
from typing import IO

from accessvr.core.errors import ContentError

LARGEST_FILE_BYTES = 64 << 20  # chosen: the largest chapter seen has 8 MB
MOST_TROUBLES = 1000  # chosen
BROKEN = (  # what a zip file may answer with when it is damaged
    zipfile.BadZipFile,
    zlib.error,
    LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    IndexError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class Archive:
    """An open zip file. `troubles` tells what could not be unpacked."""

    def __init__(self, path: Path, troubles: list[str]) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except BROKEN as error:
            raise ContentError(
                f"{path}: the zip file is broken ({error})",
                spoken="This book is damaged and cannot be opened. Say shelf to choose another.",
                remedy="Get the file again from where it came from: this copy is damaged or incomplete.",
            ) from error
        self.troubles = troubles
        self._infos: dict[str, zipfile.ZipInfo] = {}
        for info in self._zip.infolist():  # the first of two equal names wins
            self._infos.setdefault(folded(info.filename), info)
        for info in [info for info in self._infos.values() if "%" in info.filename]:
            self._infos.setdefault(folded(unescaped(info.filename)), info)

    @property
    def names(self) -> tuple[str, ...]:
        """Give the names of all files, as they are written."""
        return tuple(dict.fromkeys(info.filename for info in self._infos.values()))

    def has(self, name: str) -> bool:
        """Tell whether a file of this name is there."""
        return self._info(name) is not None

    def stated_bytes(self, name: str, most: int = LARGEST_FILE_BYTES) -> int:
        """Give the unpacked size the zip file states, bounded; 0 when there is no such file."""
        info = self._info(name)
        return min(info.file_size, most) if info else 0

    def opened(self, name: str) -> IO[bytes] | None:
        """Open a file that is read a little at a time, which may raise any of BROKEN; None when it is missing."""
        info = self._info(name)
        try:
            return self._zip.open(info) if info else None
        except BROKEN:
            return None

    def read(self, name: str) -> bytes | None:
        """Give a file's bytes, cut at LARGEST_FILE_BYTES; None when it is missing or cannot be unpacked."""
        info = self._info(name)
        if info is None:
            return None
        try:
            with self._zip.open(info) as stream:  # the stated size may lie: count what really comes
                data, more = stream.read(LARGEST_FILE_BYTES), bool(stream.read(1))
        except BROKEN:
            note(self.troubles, f"{name}: cannot be unpacked")
            return None
        if more:
            note(self.troubles, f"{name}: is larger than {LARGEST_FILE_BYTES >> 20} MB; the rest is left out")
        return data

    def close(self) -> None:
        """Give the file back."""
        self._zip.close()

    def _info(self, name: str) -> zipfile.ZipInfo | None:
        return self._infos.get(folded(name)) or self._infos.get(folded(unescaped(name)))


def folded(name: str) -> str:
    """Give a name as it is compared: letter case and the form of accents do not count."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def unescaped(name: str) -> str:
    """Give a name without percent signs. What reads them is imported where there are any: most names have none."""
    if "%" not in name:
        return name
    from urllib.parse import unquote

    return unquote(name)


def note(troubles: list[str], trouble: str) -> None:
    """Keep a trouble, once; no more of them than a librarian can use."""
    if len(troubles) < MOST_TROUBLES and trouble not in troubles:
        troubles.append(trouble)


def resolve(folder: str, href: str) -> str:
    """Give the name in the archive that `href`, written in a file of `folder`, leads to.

    Gives "" for an outside address and for a path that climbs out of the archive or is absolute.
    """
    if _SCHEME.match(href) or href.startswith("//"):
        return ""
    name = posixpath.normpath(posixpath.join(folder, unescaped(href.partition("#")[0])))
    return "" if name.startswith(("../", "/")) or name in ("..", ".") else name
