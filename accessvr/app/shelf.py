"""The shelf: what stands in the library's folder, as a publication like any other."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from accessvr.content.data_folders import data_folder
from accessvr.core.errors import ContentError
from accessvr.core.phrasebook import Phrasebook, sentence
from accessvr.core.publication import Kind, Node, Publication, Section
from accessvr.core.values import dataclass

SHELF = "shelf"
LIKE = 0.6  # chosen: "mobby dig" is found, "the harbour was full" is not


@dataclass(frozen=True, slots=True)
class Title:
    """One thing on the shelf. `id` is how it is asked for."""

    id: str
    title: str
    authors: tuple[str, ...]
    path: Path

    @property
    def label(self) -> str:
        """Give its name with those of its authors."""
        return f"{self.title}, by {' and '.join(self.authors)}" if self.authors else self.title


def titles(library: str) -> tuple[Title, ...]:
    """Give what stands in the library's folder, or the samples; what cannot be read is left out."""
    folder = Path(library) if library else data_folder("nostalgia_content")
    found = (_title(path) for path in _readable(folder))
    return tuple(sorted(filter(None, found), key=lambda title: title.title.casefold()))


def _readable(folder: Path) -> Iterable[Path]:
    """Give what a librarian would call a title: books and exhibits, not the files they are made of."""
    if not folder.is_dir():
        raise ContentError(f"{folder}: there is no such folder", remedy="Set library to the folder of your books.")
    from accessvr.content.readers import READERS  # a visit that names its book does without the readers

    for path in sorted(folder.iterdir()):
        if not path.name.startswith((".", "README")) and path.suffix != ".py" and any(r.suits(path) for r in READERS):
            yield path


def _title(path: Path) -> Title | None:
    from accessvr.content.readers import open_any

    try:
        book = open_any(path)
    except ContentError:
        return None
    publication = book.publication
    book.close()
    return Title(publication.id, publication.title, publication.authors, path)


def shelf(titles: tuple[Title, ...], phrases: Phrasebook) -> tuple[Publication, tuple[Node, ...]]:
    """Give the shelf as a publication, in the patron's language, and the nodes of its one section."""
    nodes = tuple(Node(title.id, Kind.ITEM, label=_label(title, phrases)) for title in titles)
    section = Section(SHELF, sum(len(node.label) for node in nodes))
    name = phrases.says["shelf.title"]
    return Publication(SHELF, name, phrases.language, Kind.SHELF, sections=(section,), scene=SHELF), nodes


def _label(title: Title, phrases: Phrasebook) -> str:
    authors = phrases.says["and"].join(title.authors)
    return title.title + (sentence(phrases, "by", {"authors": authors}) if authors else "")


def named(titles: tuple[Title, ...], words: str) -> Title | None:
    """Give the title that is meant by an id, a title, or nearly a title; None when none is near."""
    wanted = words.casefold().strip()
    for title in titles:
        if words == title.id or wanted in (title.title.casefold(), title.label.casefold()):
            return title
    begun = [title for title in titles if _begins(wanted, title.title.casefold())]
    if len(begun) == 1:
        return begun[0]
    shortest = 4 if wanted.isascii() else 2  # two Chinese characters are a word
    holding = [title for title in titles if len(wanted) >= shortest and wanted in title.title.casefold()]
    if len(holding) == 1:
        return holding[0]
    near = difflib.get_close_matches(wanted, [title.title.casefold() for title in titles], 1, LIKE)
    return next((title for title in titles if near and title.title.casefold() == near[0]), None)


def _begins(words: str, title: str) -> bool:
    """Tell whether the words are a title and its authors, in whatever language they are joined."""
    rest = words.removeprefix(title)
    return rest != words and rest[:1] in (",", "，")
