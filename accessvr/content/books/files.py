"""The files of a book, in a zip file or in a folder: asked for by name, never outside, never more than is sensible."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Protocol

from accessvr.content.books.archive import LARGEST_FILE_BYTES, folded, note
from accessvr.core.errors import ContentError

MOST_FILES = 50_000  # chosen: ten times the largest book seen
DEEPEST = 6  # chosen: folders in folders


MOST_WEIGHT = 800_000  # chosen: a quarter more than that of a text of 8 MB in which every sentence has an id


class Files(Protocol):
    """What a book is read from. Names have "/" between folders; letter case and percent signs do not count."""

    troubles: list[str]

    @property
    def names(self) -> tuple[str, ...]:
        """Give the names of all files."""
        ...

    def has(self, name: str) -> bool:
        """Tell whether a file of this name is there."""
        ...

    def stated_bytes(self, name: str, most: int = LARGEST_FILE_BYTES) -> int:
        """Give the size that is stated, bounded; 0 when there is no such file."""
        ...

    def read(self, name: str) -> bytes | None:
        """Give a file's bytes, cut at LARGEST_FILE_BYTES; None when it is missing or damaged."""
        ...

    def opened(self, name: str) -> IO[bytes] | None:
        """Open a file that is read a little at a time, which may raise any of archive.BROKEN; None for no such."""
        ...

    def close(self) -> None:
        """Give everything back."""
        ...


class Folder:
    """A folder as it lies on the disk. Links that lead out of it name nothing."""

    def __init__(self, path: Path, troubles: list[str], only: str = "") -> None:
        """List the folder, or `only` one file of it. Raises ContentError when it may not be read."""
        self.troubles = troubles
        try:
            self.path = path.resolve(strict=True)
            next(self.path.iterdir(), None)
        except OSError as error:
            raise ContentError(
                f"{path}: the folder cannot be read ({error})",
                spoken="This book cannot be opened. Say shelf to choose another.",
                remedy="Check that the folder may be read, and that its disk is there.",
            ) from error
        self._names: dict[str, str] = {}
        for name in [only] if only else islice(_listed(self.path), MOST_FILES):
            self._names.setdefault(folded(name), name)
        if len(self._names) == MOST_FILES:
            note(troubles, f"the folder holds too many files: only {MOST_FILES} are looked at")

    @property
    def names(self) -> tuple[str, ...]:
        """Give the names of all files, as they are written."""
        return tuple(self._names.values())

    def has(self, name: str) -> bool:
        """Tell whether a file of this name is there."""
        return self.where(name) is not None

    def where(self, name: str) -> Path | None:
        """Give a file's path; None when it is missing, or lies outside."""
        inside = self._names.get(folded(name))
        try:
            path = (self.path / inside).resolve(strict=True) if inside else None
        except (OSError, RuntimeError):
            return None
        return path if path is not None and path.is_relative_to(self.path) and path.is_file() else None

    def stated_bytes(self, name: str, most: int = LARGEST_FILE_BYTES) -> int:
        """Give a file's size, bounded; 0 when there is no such file."""
        path = self.where(name)
        return min(path.stat().st_size, most) if path else 0

    def read(self, name: str) -> bytes | None:
        """Give a file's bytes, cut at LARGEST_FILE_BYTES; None when it is missing or cannot be read."""
        try:
            stream = self.opened(name)
            if stream is None:
                return None
            with stream:
                data, more = stream.read(LARGEST_FILE_BYTES), bool(stream.read(1))
        except OSError:
            note(self.troubles, f"{name}: cannot be read")
            return None
        if more:
            note(self.troubles, f"{name}: is larger than {LARGEST_FILE_BYTES >> 20} MB; the rest is left out")
        return data

    def opened(self, name: str) -> IO[bytes] | None:
        """Open a file; None when it is missing or may not be read."""
        path = self.where(name)
        try:
            return path.open("rb") if path else None
        except OSError:
            return None

    def close(self) -> None:
        """Nothing is held open."""


def read_markup(files: Files, name: str) -> bytes | None:
    """Give a file of markup, cut where its tree would take more memory than any book needs; None when it is missing.

    Its weight is that of its elements and attributes, which cost far more than their words.
    """
    data = files.read(name)
    weight = data.count(b"<") + data.count(b"/>") + 4 * data.count(b"=") if data else 0
    if data is None or weight <= MOST_WEIGHT:
        return data
    note(files.troubles, f"{name}: holds more marks than can be read; the rest is left out")
    return data[: len(data) * MOST_WEIGHT // weight]


def _listed(top: Path) -> Iterator[str]:
    """Give the names of the files in a folder and in those in it, in order."""
    for folder, inner, names in os.walk(top, followlinks=False):
        beneath = Path(folder).relative_to(top)
        inner[:] = sorted(inner) if len(beneath.parts) < DEEPEST else []
        yield from ((beneath / name).as_posix() for name in sorted(names))
