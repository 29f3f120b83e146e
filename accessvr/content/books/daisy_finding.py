"""Where a DAISY book is in a folder or a zip file, and whether there is one at all."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterable
from pathlib import Path

from accessvr.content.books.archive import BROKEN, Archive
from accessvr.content.books.files import Files, Folder
from accessvr.content.books.guide import Guide
from accessvr.content.books.ncc import NAMES, read_ncc
from accessvr.content.books.ncx import read_daisy3

DEEPEST = 2  # chosen: folders around the book in what was unpacked or zipped
_HEAD_BYTES = 8192
_DTBOOKS = (".xml", ".dtbook")


def suits(path: Path) -> bool:
    """Tell whether this is meant to be a DAISY book: its folder, a zip file of it, its control file, or a DTBook."""
    try:
        return _suits(path)
    except OSError:  # a folder that may not be read is no book, and hides no other from the shelf
        return False


def _suits(path: Path) -> bool:
    if path.is_dir():
        return bool(_control(_near(path)))
    if not path.is_file():
        return False
    if path.name.lower() in NAMES:
        return True
    match path.suffix.lower():
        case ".xml" | ".dtbook":
            with path.open("rb") as stream:
                return b"<dtbook" in stream.read(_HEAD_BYTES)
        case ".opf":
            return any(_is_daisy3(name) for name in _near(path.parent))
        case ".epub":
            return False
        case _:
            return bool(_control(_zipped(path)))


def opened(path: Path, troubles: list[str]) -> Files:
    """Open what the book lies in. Raises ContentError when that cannot be read."""
    if path.suffix.lower() in _DTBOOKS and path.is_file():
        return Folder(path.parent, troubles, only=path.name)
    whole = path if path.is_dir() or zipfile.is_zipfile(path) else path.parent
    return Folder(whole, troubles) if whole.is_dir() else Archive(whole, troubles)


def guide(files: Files, path: Path) -> Guide:
    """Give what the control files say; of a DTBook alone, only where it is."""
    named = path.name if path.is_file() and files.has(path.name) else ""
    if named.lower().endswith(_DTBOOKS):
        return Guide(own=named, texts=(named,))
    control = named or _control(files.names)
    if posixpath.basename(control).lower() in NAMES:
        return read_ncc(files, control)
    beside = [name for name in files.names if posixpath.dirname(name) == posixpath.dirname(control)]
    ncx = next((name for name in sorted(beside) if name.lower().endswith(".ncx")), "")
    return read_daisy3(files, control if control.lower().endswith(".opf") else "", ncx)


def _near(folder: Path) -> list[str]:
    """Give the names of files in a folder; when it holds hardly more than a folder, those in that one too."""
    inside = list(folder.iterdir())
    inner = [child for child in inside if child.is_dir()] if len(inside) <= DEEPEST else []
    return [child.name for child in inside] + [
        f"{child.name}/{file.name}" for child in inner for file in child.iterdir()
    ]


def _zipped(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except BROKEN:
        return []
    return [] if "META-INF/container.xml" in names else names


def _control(names: Iterable[str]) -> str:
    """Give the name of the control file that lies highest: ncc.html, else the package or the NCX of DAISY 3."""
    high = [name for name in names if name.count("/") <= DEEPEST]
    high.sort(key=lambda name: (name.count("/"), name))
    nccs = [name for name in high if posixpath.basename(name).lower() in NAMES]
    packages = [name for name in high if name.lower().endswith(".opf")]
    others = [name for name in high if _is_daisy3(name)]
    return next(iter([*nccs, *(packages if others else []), *others]), "")


def _is_daisy3(name: str) -> bool:
    return name.lower().endswith((".ncx", ".smil"))
