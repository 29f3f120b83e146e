"""The readers, in order. To add a format: a module with `suits` and `read`, and a row here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol, runtime_checkable

from accessvr.content.archives import exhibit
from accessvr.content.books import daisy, docx, epub, html, markdown, odt, pdf, plain_text
from accessvr.core.errors import ContentError
from accessvr.core.publication import Node, Publication
from accessvr.core.values import dataclass

_OTHER = "Say shelf to choose another."


class Book(Protocol):
    """An open book or exhibit. Sections are parsed when they are asked for."""

    @property
    def publication(self) -> Publication:
        """Give the outline; sizes may be estimated, counts None."""
        ...

    @property
    def troubles(self) -> list[str]:
        """Give what a librarian should know, in plain words; grows as sections are read."""
        ...

    def section(self, index: int) -> tuple[Node, ...]:
        """Give the nodes of a section."""
        ...

    def close(self) -> None:
        """Give everything back."""
        ...


@runtime_checkable
class Anchored(Protocol):
    """A book whose links may lead to ids that are no node's."""

    def anchors(self, index: int) -> Mapping[str, str]:
        """Give such ids of a section, each with the id of the node it stands in."""
        ...


@runtime_checkable
class Recorded(Protocol):
    """A book with recorded voice: the sources of its clips are names in the book."""

    def recording(self, source: str, into: Path) -> Path | None:
        """Give a sound file on this machine: where it lies, or a copy in the folder `into`; None when it is missing."""
        ...


@dataclass(frozen=True, slots=True)
class Reader:
    """How one format is read: `suits` tells whether a path is of it, `read` opens it or raises ContentError."""

    name: str
    suits: Callable[[Path], bool]
    read: Callable[[Path], Book]


READERS: tuple[Reader, ...] = (
    Reader("exhibit", exhibit.suits, exhibit.read),
    Reader("EPUB", epub.suits, epub.read),
    Reader("DAISY", daisy.suits, daisy.read),
    Reader("Word document", docx.suits, docx.read),
    Reader("OpenDocument text", odt.suits, odt.read),
    Reader("PDF", pdf.suits, pdf.read),
    Reader("HTML", html.suits, html.read),
    Reader("Markdown", markdown.suits, markdown.read),
    Reader("plain text", plain_text.suits, plain_text.read),
)


def open_any(path: Path) -> Book:
    """Open a book or an exhibit with the first reader it suits.

    Raises ContentError when there is no such thing, or nothing in it that can be read.
    """
    try:
        if not path.exists():
            raise _refusal(path, "there is no such file", "I cannot find this book.", "Check the name and the folder.")
        reader = next((reader for reader in READERS if reader.suits(path)), None)
        if reader is None:
            raise _unsuitable(path)
        if path.is_file() and path.stat().st_size == 0:
            raise _refusal(path, "the file is empty", "This book is empty.", "Get the file again: this copy is empty.")
        return reader.read(path)
    except (OSError, ValueError) as error:
        raise _refusal(
            path,
            f"the file cannot be opened ({error})",
            "This book cannot be opened.",
            "Check that the file may be read, and that its disk is there.",
        ) from error


def _unsuitable(path: Path) -> ContentError:
    kinds = ", ".join(reader.name for reader in READERS)
    if path.is_dir():
        return _refusal(
            path, "this folder is no book", "This folder is no book.", "Name a book, or a folder with exhibit.toml."
        )
    return _refusal(path, "this is no book", "This file is no book.", f"Books of these kinds can be read: {kinds}.")


def _refusal(path: Path, message: str, spoken: str, remedy: str) -> ContentError:
    return ContentError(f"{path}: {message}", spoken=f"{spoken} {_OTHER}", remedy=remedy)
