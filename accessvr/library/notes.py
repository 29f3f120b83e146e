"""A patron's bookmarks and notes as a page of text, for a printer, a braille display or another program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from accessvr.core.errors import LibraryError
from accessvr.core.listing import words_around
from accessvr.core.publication import Bookmark, Locator, Publication


def write_notes(record: Path, publication: Publication, marks: tuple[Bookmark, ...]) -> Path:
    """Write a Markdown file beside the patron's record; gives its path. Raises LibraryError when it cannot be written.

    The file is named for the record and the title; an older one of the same name is replaced.
    """
    title = re.sub(r"[^\w-]+", "-", publication.title).strip("-")[:60] or "notes"
    file = record.with_name(f"{record.stem}-{title}.md")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(_lines(publication, marks)) + "\n", "utf-8")
    except OSError as error:
        raise LibraryError(
            f"{file}: the notes cannot be written ({error})",
            spoken="Your notes cannot be written. They are still kept here.",
            remedy="Check that the folder of the patron's record may be written.",
        ) from error
    return file


def _lines(publication: Publication, marks: tuple[Bookmark, ...]) -> Iterator[str]:
    yield f"# {publication.title}"
    if publication.authors:
        yield f"\n{', '.join(publication.authors)}"
    for number, mark in enumerate(marks, 1):
        name = f" {mark.name}" if mark.name else ""
        yield f"\n## {number}.{name}\n"
        yield f"{_chapter(publication, mark.place)}{round(100 * mark.place.progress)} %\n"
        words = words_around(mark.place)
        if words:
            yield f"> … {words} …\n"
        if mark.note:
            yield mark.note


def _chapter(publication: Publication, place: Locator) -> str:
    """Give the line of the contents that the place's section begins under."""
    before = [entry for entry in publication.entries if entry.section < place.section]
    here = [entry for entry in publication.entries if entry.section == place.section]
    return "".join(f"{entry.label}, " for entry in here[:1] or before[-1:])
