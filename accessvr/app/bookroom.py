"""The book room: opens publications and their sections, searches them, and keeps what a patron wants kept.

A book is prepared in another process while it is read: each section is handed over as soon as it is there.
"""

from __future__ import annotations

import json
import logging
import queue
import subprocess
import threading
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from accessvr.app.preparing import Begun, begin, folder_name
from accessvr.app.shelf import SHELF, Title, named, shelf
from accessvr.content.archives import exhibit
from accessvr.content.phrases import phrasebook
from accessvr.content.prepared import Prepared
from accessvr.content.prepared import prepare as prepare_here
from accessvr.content.scenes import spread
from accessvr.core.device import Post
from accessvr.core.effects import Effect, Export, Keep, OpenBook, Prepare, Recount, Search
from accessvr.core.errors import AccessVRError, ContentError
from accessvr.core.events import Event, Exported, Failed, Matched, Opened, Ready, Recounted
from accessvr.core.publication import Bookmark, Kind, Locator, Node, Publication, lay_out
from accessvr.core.scene import Scene
from accessvr.core.values import replace
from accessvr.library.notes import write_notes
from accessvr.library.patrons import Dose, Kept, Patron, write_patron

log = logging.getLogger(__name__)
MOST_FOUND = 20  # chosen: more than can be listened to

NOT_FOUND = "I do not find {words}. Say shelf, to hear what there is."
NO_RECORD = "Nothing is kept in this visit. Ask a librarian for a record of your own."
UNREADABLE = "This part cannot be opened. Say next chapter, or shelf."


class BookRoom:
    """The device that answers OpenBook, Prepare, Search, Keep, Recount and Export.

    own_clock  nothing happens by itself: `advance` does what waits, and books are prepared whole before they open
    patron     the patron's record, kept in `patron_file`; None keeps nothing
    """

    name = "library"
    renders: tuple[type[Effect], ...] = (OpenBook, Prepare, Search, Keep, Recount, Export)

    def __init__(
        self,
        titles: Callable[[], tuple[Title, ...]],
        scenes: dict[str, Scene],
        prepared: Path,
        *,
        patron: Patron | None = None,
        patron_file: Path | None = None,
        own_clock: bool = False,
    ) -> None:
        self._find_titles, self._scenes, self._folder = titles, scenes, prepared
        self._titles: tuple[Title, ...] | None = None
        self.patron, self._patron_file = patron or Patron(), patron_file
        self._own_clock = own_clock
        self._tasks: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._post: Post | None = None
        self._books: dict[str, Prepared] = {}  # every book of this visit: undo may lead back into any
        self._paths: dict[str, Path] = {}
        self._coming: Prepared | None = None  # the one that is being prepared
        self._wanted: set[int] = set()
        self._preparing: subprocess.Popen[str] | None = None
        self._worker: threading.Thread | None = None
        self._listener: threading.Thread | None = None

    def start(self, post: Post) -> None:
        """Begin to answer."""
        self._post = post
        if not self._own_clock:
            self._worker = threading.Thread(target=self._work, name="library", daemon=True)
            self._worker.start()

    def render(self, effect: Effect) -> None:
        """Take a wish in, without waiting."""
        match effect:
            case OpenBook(title):
                self._tasks.put(lambda: self._open_book(title))
            case Prepare(publication, section):
                self._tasks.put(lambda: self._hand_over(publication, section))
            case Search(publication, words):
                self._tasks.put(lambda: self._search(publication, words))
            case Recount(publication, language):
                self._tasks.put(lambda: self._recount(publication, language))
            case Export(publication, marks):
                self._tasks.put(lambda: self._export(publication, marks))
            case Keep():
                self._tasks.put(lambda: self._keep(effect))
            case _:
                return

    def advance(self) -> None:
        """Do all that waits; for those who own the clock."""
        while not self._tasks.empty():
            self._do(self._tasks.get())

    def close(self) -> None:
        """End; what was to be kept is kept."""
        self._post = None
        self._end_preparing()
        self._tasks.put(None)
        if self._worker is not None:
            self._worker.join(timeout=5)
            self._worker = None

    def open_path(self, path: Path, begun: Begun | None = None) -> None:
        """Open a file that need not stand on the shelf. `begun` when it is being prepared already."""
        self._tasks.put(lambda: self._open_file(path, begun))

    def titles(self) -> tuple[Title, ...]:
        """Give what stands on the shelf."""
        if self._titles is None:
            self._titles = self._find_titles()
        return self._titles

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            self._do(task)

    def _do(self, task: Callable[[], None] | None) -> None:
        if task is None:
            return
        try:
            task()
        except AccessVRError as error:
            log.warning("%s; %s", error.message, error.remedy)
            self._tell(Failed("book", error.spoken or UNREADABLE))
        except Exception:
            log.exception("the book room failed")
            self._tell(Failed("book", UNREADABLE))

    def _tell(self, event: Event) -> None:
        post = self._post
        if post is not None:
            post(event)

    def _open_book(self, words: str) -> None:
        if not words or words == SHELF:
            self._open_shelf()
            return
        title = named(self.titles(), words)
        if title is not None:
            self._open_file(title.path)
        else:
            self._tell(Failed("book", NOT_FOUND.format(words=words)))

    def _shelf(self) -> tuple[Publication, tuple[Node, ...]]:
        return shelf(self.titles(), phrasebook(self.patron.profile.language))

    def _open_shelf(self) -> None:
        publication, nodes = self._shelf()
        scene = spread(self._scenes.get(SHELF, Scene(SHELF)), [node.id for node in nodes])
        self._tell(Opened(publication, scene))

    def _give_shelf(self) -> None:
        publication, nodes = self._shelf()
        self._tell(Ready(publication.id, lay_out(0, nodes, publication.language)))

    def _open_file(self, path: Path, begun: Begun | None = None) -> None:
        self._end_preparing()
        folder = self._folder / folder_name(path)
        known = _known(folder)
        if known is not None:
            self._opened(path, known)
        elif self._own_clock:
            prepare_here(path, folder, lambda step: None)
            self._opened(path, Prepared(folder))
        else:
            self._prepare_beside(path, folder, begun)

    def _prepare_beside(self, path: Path, folder: Path, begun: Begun | None = None) -> None:
        """Prepare in another process; a thread of its own passes on what it reports."""
        self._end_preparing()
        process = begin(path, folder) if begun is None else begun.process
        self._preparing = process
        if begun is not None and begun.reported:
            self._tasks.put(partial(self._prepared, process, path, folder, begun.reported))

        def listen() -> None:
            with process:
                for line in process.stdout or ():
                    self._tasks.put(partial(self._prepared, process, path, folder, line.strip()))
                self._tasks.put(partial(self._prepared, process, path, folder, "ended"))

        self._listener = threading.Thread(target=listen, name="preparing", daemon=True)
        self._listener.start()

    def _prepared(self, process: subprocess.Popen[str], path: Path, folder: Path, step: str) -> None:
        if process is not self._preparing:
            return
        what, _, rest = step.partition(" ")
        match what:
            case "outline":
                self._opened(path, Prepared(folder))
            case "section":
                self._give_wanted(int(rest))
            case "whole":
                self._whole(folder)
            case "refused":
                refusal = json.loads(rest)
                log.warning("%s; %s", refusal["message"], refusal["remedy"])
                self._tell(Failed("book", refusal["spoken"] or UNREADABLE))
                self._preparing = None
            case "ended":
                self._died(path)
            case _:
                return

    def _died(self, path: Path) -> None:
        """The preparing process ended before the book was whole: what it was, its file may have ended it."""
        self._preparing = None
        log.warning("%s: preparing ended before the book was whole; get the file again", path)
        waited = self._coming is None or bool(self._wanted)
        self._coming = None
        self._wanted.clear()
        if waited:
            self._tell(Failed("book", UNREADABLE))

    def _whole(self, folder: Path) -> None:
        """Every section is there, and the outline is exact now."""
        known, self._coming, self._preparing = self._coming, None, None
        whole = Prepared(folder)
        self._books[whole.publication.id] = whole
        if known is not None and known.publication != whole.publication:
            self._tell(Opened(whole.publication))
        for section in sorted(self._wanted):
            self._tell(Ready(whole.publication.id, whole.passage(section)))
        self._wanted.clear()

    def _give_wanted(self, section: int) -> None:
        if self._coming is not None and section in self._wanted:
            self._wanted.discard(section)
            self._tell(Ready(self._coming.publication.id, self._coming.passage(section)))

    def _opened(self, path: Path, prepared: Prepared) -> None:
        publication = prepared.publication
        self._books[publication.id], self._paths[publication.id] = prepared, path
        self._coming = None if prepared.whole else prepared
        kept = self.patron.kept.get(publication.id, Kept())
        scene = self._scene(path, publication.kind, publication.scene)
        self._tell(Opened(publication, scene, kept.at, kept.marks, kept.respellings))

    def _scene(self, path: Path, kind: Kind, name: str) -> Scene:
        usual = {Kind.EXHIBIT: "nostalgia"}.get(kind, "reading_room")
        scene = self._scenes.get(name) or self._scenes.get(usual) or Scene(usual)
        if kind is Kind.EXHIBIT:
            return replace(scene, places=(*exhibit.places(path), *scene.places))
        return scene

    def _hand_over(self, publication: str, section: int) -> None:
        """Give a section, or remember that it is wanted as soon as it is prepared."""
        if publication == SHELF:
            self._give_shelf()
            return
        book = self._books.get(publication)
        if book is None:
            return
        try:
            self._tell(Ready(publication, book.passage(section)))
        except ContentError:
            if book.whole:
                raise
            if book is not self._coming:
                self._prepare_beside(self._paths[publication], book.folder)
            self._wanted.add(section)

    def _search(self, publication: str, words: str) -> None:
        book = self._books.get(publication)
        places, more = self._found(book, self._paths.get(publication), words) if book is not None else ([], False)
        self._tell(Matched(words, tuple(places), more))

    def _found(self, book: Prepared, path: Path | None, words: str) -> tuple[list[Locator], bool]:
        """Search a book; what is not prepared yet is searched in the file."""
        if book.whole or path is None:
            return book.search(words, MOST_FOUND)
        from accessvr.content.early_search import search_early  # now, since few search so early

        return search_early(book, path, words, MOST_FOUND)

    def _recount(self, publication: str, language: str) -> None:
        from accessvr.content.display_guide.statements import about_lines  # its words are read when they are asked for

        book = self._books.get(publication)
        lines = () if book is None else about_lines(book.publication, language)
        self._tell(Recounted(publication, lines))

    def _export(self, publication: str, marks: tuple[Bookmark, ...]) -> None:
        """Write bookmarks and notes beside the patron's record."""
        book = self._books.get(publication)
        if self._patron_file is None or book is None:
            self._tell(Failed("notes", NO_RECORD))
            return
        file = write_notes(self._patron_file, book.publication, marks)
        self._tell(Exported(file.name))

    def _keep(self, keep: Keep) -> None:
        kept = dict(self.patron.kept)
        if keep.at is not None and keep.at.publication != SHELF:
            kept[keep.at.publication] = Kept(keep.at, keep.marks, keep.respellings)
        self.patron = Patron(keep.profile, kept, Dose(round(keep.dose, 4), date.today().isoformat()))
        if self._patron_file is not None:
            write_patron(self._patron_file, self.patron)

    def _end_preparing(self) -> None:
        """Stop preparing; what is prepared stays, and is gone on with next time."""
        process, self._preparing = self._preparing, None
        self._coming = None
        self._wanted.clear()
        if process is not None and process.poll() is None:
            process.terminate()
        if self._listener is not None:
            self._listener.join(timeout=5)
            self._listener = None


def _known(folder: Path) -> Prepared | None:
    """Give a book that has been prepared whole; None when it must be prepared."""
    try:
        prepared = Prepared(folder)
    except ContentError:
        return None
    return prepared if prepared.whole else None
