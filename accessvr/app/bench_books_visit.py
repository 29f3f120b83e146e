"""A visit that ends at the first words of a book: what `accessvr bench books` starts as a process of its own.

`python -m accessvr.app.bench_books_start PATH FOLDER [--stay]` opens a book that was never prepared, with the parts of
`accessvr visit`: the voice's process and the preparing process included, the sound card not. It writes one JSON object:

welcome_s, words_s  when the voice had made the first sound of the welcome, and of the words that name the book, on the
                    system's steady clock: whoever started the process knows when that was
words               the words that name the book, or why it is refused
peak_mb             the most memory this process held; with --stay after a while of reading, moving and searching
"""

from __future__ import annotations

import json
import sys
import threading
import time
from pathlib import Path

from accessvr.app.config import Config
from accessvr.app.memory import peak_mb
from accessvr.app.preparing import Begun
from accessvr.app.runtime import Runtime, close_all, start_all
from accessvr.app.visiting import find_book
from accessvr.app.wiring import deaf_room, new_session
from accessvr.core.effects import Effect, Say
from accessvr.core.errors import ContentError
from accessvr.core.events import Began, Event, Failed, Heard, Opened, Ready
from accessvr.core.values import dataclass, field
from accessvr.library.patrons import Patron

LONGEST_S = 60.0  # chosen: then it is given up
STAY = ("read", "next chapter", "read", "go to chapter 80", "next page", "find whale", "previous chapter", "read")


@dataclass(slots=True)
class Listener:
    """A device that hears what is said, and when."""

    name: str = "listener"
    renders: tuple[type[Effect], ...] = (Say,)
    welcome_s: float = 0.0
    words_s: float = 0.0
    words: str = ""
    spoken: threading.Event = field(default_factory=threading.Event)
    whole: threading.Event = field(default_factory=threading.Event)
    _number: int = 0
    _there: bool = False

    def start(self, post: object) -> None:
        """Begin."""

    def render(self, effect: Effect) -> None:
        """Note the first words that come after the book is there: they are queued behind the welcome."""
        if isinstance(effect, Say) and self._there and effect.queued and not self._number:
            self._number, self.words = effect.number, effect.text

    def close(self) -> None:
        """End."""

    def note(self, event: Event) -> None:
        """See what comes in: the first section, a refusal, or the news that the book is prepared whole."""
        self._there = self._there or isinstance(event, (Ready, Failed))
        if isinstance(event, Opened) and all(section.counts is not None for section in event.publication.sections):
            self.whole.set()

    def made(self, number: int) -> None:
        """Hear a sound that the voice has made."""
        self.welcome_s = self.welcome_s or time.monotonic()
        if self._number == number and not self.words_s:
            self.words_s = time.monotonic()
            self.spoken.set()


def visit_to_first_words(path: Path, folder: Path, begun: Begun | None, *, stay: bool) -> dict[str, object]:
    """Open a book as a visit does; gives what is written. Raises ContentError when the file is refused at the door."""
    config = Config(prepared=str(folder))
    book = begun.path if begun is not None else find_book(str(path), config.library)
    listener = Listener()
    room = deaf_room(config, Patron(), listener.made)
    devices = (*room.devices, listener)
    if begun is not None:
        begun.wait()
    session = new_session(room.words, Patron(), room.speech)
    runtime = Runtime(session, devices, room.text, heard=False)

    def post(event: Event) -> None:
        listener.note(event)
        runtime.post(event)

    start_all(devices, post)
    post(Began())
    room.open(book, begun)
    thread = threading.Thread(target=runtime.run, name="session")
    thread.start()
    listener.spoken.wait(LONGEST_S)
    if stay:
        _stay(runtime, listener)
    runtime.end_of_input()
    thread.join()
    close_all(devices)
    seen = {"welcome_s": listener.welcome_s, "words_s": listener.words_s, "words": listener.words}
    return {**seen, "peak_mb": peak_mb()}


def _stay(runtime: Runtime, listener: Listener) -> None:
    """Read, move and search, until the book is prepared whole and a little longer."""
    listener.whole.wait(LONGEST_S)
    for words in STAY:
        runtime.post(Heard(words))
        time.sleep(0.3)  # what it leads to is done meanwhile


def main(arguments: list[str], begun: Begun | None = None) -> int:
    """Do as the command line asks; 1 when the file is refused at the door."""
    path, folder = Path(arguments[0]), Path(arguments[1])
    try:
        seen = visit_to_first_words(path, folder, begun, stay="--stay" in arguments[2:])
    except ContentError as error:
        sys.stdout.write(json.dumps({"refused": error.message}) + "\n")
        return 1
    sys.stdout.write(json.dumps(seen) + "\n")
    return 0
