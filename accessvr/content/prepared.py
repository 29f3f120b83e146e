"""The prepared form of a publication: a folder with an outline and one file per section.

outline.json  {"format", "whole", "troubles", "publication"}: sizes are estimated until the whole is prepared
section-N.json  {"nodes", "anchors"}: everything of section N
sounds/         the recordings of a book in a zip file; those of a folder are played where they lie

`python -m accessvr.content.prepared PATH FOLDER` prepares, and writes a line for each step that is done: "outline",
"section 0", ..., "whole". What cannot be read gives a line "refused" with a JSON object (message, spoken, remedy).
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from accessvr.content.clip_sources import file_of, stored_name, with_sources
from accessvr.content.stored import Json, node_from_json, node_to_json, publication_from_json, publication_to_json
from accessvr.content.tally import Tally, exact, tally
from accessvr.core.errors import ContentError
from accessvr.core.publication import Locator, Node, Passage, Publication, lay_out
from accessvr.core.values import replace

if TYPE_CHECKING:
    from accessvr.content.readers import Book, Recorded

FORMAT = 5
MOST_MEMORY_BYTES = 1 << 30  # chosen: several times what the largest book takes
TOO_LARGE = "This book is too large to be opened. Say shelf to choose another."
_AGAIN = "Get the file again, or a smaller edition of it."
_OUTLINE = "outline.json"
_SOUNDS = "sounds"
_Stored = tuple[tuple[Node, ...], dict[str, str]]


class Prepared:
    """A publication in its prepared form, as far as it is prepared.

    whole     every section is there, and the sizes and counts of the outline are exact
    troubles  what a librarian should know, in plain words
    """

    def __init__(self, folder: Path) -> None:
        """Read the outline. Raises ContentError when there is none."""
        outline = _load_outline(folder)
        if outline is None:
            raise _unprepared(folder / _OUTLINE)
        self.folder = folder
        self.publication, self.whole, self.troubles = outline

    def passage(self, index: int) -> Passage:
        """Give a section laid out. Raises ContentError when it is not prepared yet.

        Its `where` holds every id that links and entries lead to. Its clips name files that are there.
        """
        stored = _load_section(self.folder, index)
        if stored is None:
            raise _unprepared(_section_file(self.folder, index))
        nodes = with_sources(stored[0], lambda name: file_of(name, self.folder))
        return _passage(index, (nodes, stored[1]), self.publication.language)

    def search(self, words: str, limit: int) -> tuple[list[Locator], bool]:
        """Give at most `limit` places where the phrase stands, in reading order, and whether there are others."""
        from accessvr.content.search import find, spoken_words  # now, since preparing can do without

        wanted = spoken_words(words)
        return find(self.publication, self._passages(wanted), wanted, limit)

    def _passages(self, words: tuple[str, ...]) -> Iterator[Passage]:
        """Open only the sections in which all of the words stand."""
        from accessvr.content.search import folded

        for index in range(len(self.publication.sections)):
            text = _read(_section_file(self.folder, index)) or ""
            page = folded(text)
            stored = _section_from(text) if all(word in page for word in words) else None
            if stored:
                yield _passage(index, stored, self.publication.language)


def prepare(path: Path, folder: Path, progress: Callable[[str], None]) -> None:
    """Prepare a publication into a folder, in reading order. What is there already is kept.

    progress  is told each step when it is done; of a folder that is whole already only "outline" and "whole"
    Raises ContentError when the publication cannot be read, or the folder cannot be written.
    """
    from accessvr.content.readers import open_any  # what only opens prepared books does without the readers

    book = open_any(path)
    try:
        _prepare(book, folder, progress)
    except OSError as error:
        raise ContentError(
            f"{folder}: the prepared form cannot be written ({error})",
            spoken="This book cannot be made ready. Ask a librarian for help.",
            remedy="Check that the folder may be written, and that the disk is not full.",
        ) from error
    finally:
        book.close()


def _prepare(book: Book, folder: Path, progress: Callable[[str], None]) -> None:
    known = _load_outline(folder)
    same = known is not None and known[0].id == book.publication.id
    if not same:
        _begin(book, folder)
    progress("outline")
    if known is None or not same or not known[1]:
        tallies = []
        for index in range(len(book.publication.sections)):
            tallies.append(_prepare_section(book, folder, index))
            progress(f"section {index}")
            gc.enable()  # see main
        _write_outline(folder, exact(book.publication, tallies), book.troubles, whole=True)
    progress("whole")


def _begin(book: Book, folder: Path) -> None:
    """Write the outline, after sections of anything else are gone."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in [folder / _OUTLINE, *folder.glob("section-*.json")]:
        file.unlink(missing_ok=True)
    shutil.rmtree(folder / _SOUNDS, ignore_errors=True)
    _write_outline(folder, book.publication, book.troubles, whole=False)


def _prepare_section(book: Book, folder: Path, index: int) -> Tally:
    stored = _load_section(folder, index)
    if stored is None:
        nodes = book.section(index)
        from accessvr.content.readers import Anchored, Recorded

        if isinstance(book, Recorded):
            nodes = with_sources(nodes, partial(_brought, book, folder))
        stored = nodes, dict(book.anchors(index)) if isinstance(book, Anchored) else {}
        _write_section(folder, index, stored)
    return tally(*stored)


def _brought(book: Recorded, folder: Path, source: str) -> str | None:
    """Bring a recording to this machine; gives how the prepared form names it."""
    return stored_name(book.recording(source, folder / _SOUNDS), folder)


def _passage(index: int, stored: _Stored, language: str) -> Passage:
    nodes, anchors = stored
    passage = lay_out(index, nodes, language)
    where: Mapping[str, int] = passage.where
    others = {name: where[node] for name, node in anchors.items() if node in where}
    return replace(passage, where=others | dict(where))


# -- files


def _section_file(folder: Path, index: int) -> Path:
    return folder / f"section-{index}.json"


def _read(file: Path) -> str | None:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None


def _load_outline(folder: Path) -> tuple[Publication, bool, list[str]] | None:
    try:
        data = json.loads(_read(folder / _OUTLINE) or "null")
        if data["format"] != FORMAT:
            return None
        return publication_from_json(data["publication"]), bool(data["whole"]), list(data["troubles"])
    except (KeyError, TypeError, ValueError, IndexError):
        return None


def _load_section(folder: Path, index: int) -> _Stored | None:
    text = _read(_section_file(folder, index))
    return None if text is None else _section_from(text)


def _section_from(text: str) -> _Stored | None:
    try:
        data: Json = json.loads(text)
        return tuple(node_from_json(node) for node in data["nodes"]), dict(data["anchors"])
    except (KeyError, TypeError, ValueError, IndexError):
        return None


def _write_outline(folder: Path, publication: Publication, troubles: list[str], *, whole: bool) -> None:
    data = {
        "format": FORMAT,
        "whole": whole,
        "troubles": troubles,
        "publication": publication_to_json(publication),
    }
    _write(folder / _OUTLINE, data)


def _write_section(folder: Path, index: int, stored: _Stored) -> None:
    nodes, anchors = stored
    _write(_section_file(folder, index), {"nodes": [node_to_json(node) for node in nodes], "anchors": anchors})


def _write(file: Path, data: Json) -> None:
    """Write by renaming, so that a file is whole or not there."""
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        beside.write_text(text, encoding="utf-8", errors="replace")
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)


def _unprepared(file: Path) -> ContentError:
    return ContentError(
        f"{file}: is not prepared, or is damaged",
        spoken="This part is not ready yet. Wait a moment, then say read.",
        remedy="Remove the folder and open the book again: it is then prepared anew.",
    )


def main(arguments: list[str]) -> int:
    """Prepare as the command line asks; 0 done, 1 refused, 2 wrong usage."""
    if len(arguments) != 2:
        sys.stderr.write("usage: python -m accessvr.content.prepared PATH FOLDER\n")
        return 2
    bound_memory()
    gc.disable()  # up to the first section: until then all that is made is kept, and to look for waste takes 3 ms
    try:
        prepare(Path(arguments[0]), Path(arguments[1]), _tell)
    except MemoryError:
        told = {"message": f"{arguments[0]}: it would fill the memory", "spoken": TOO_LARGE, "remedy": _AGAIN}
        _tell(f"refused {json.dumps(told)}")
        return 1
    except ContentError as error:
        told = {"message": error.message, "spoken": error.spoken, "remedy": error.remedy}
        _tell(f"refused {json.dumps(told)}")
        return 1
    return 0


def bound_memory() -> None:
    """Let this process take no more than MOST_MEMORY_BYTES, where the system can say so: the last guard of all."""
    try:
        import resource  # not on Windows

        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    except (ImportError, ValueError, OSError):
        return


def _tell(step: str) -> None:
    sys.stdout.write(step + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
