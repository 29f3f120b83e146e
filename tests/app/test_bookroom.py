"""The book room: opening, sections, searching, keeping."""

from __future__ import annotations

import os
import queue
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from accessvr.app.bookroom import UNREADABLE, BookRoom
from accessvr.app.preparing import folder_name
from accessvr.app.shelf import SHELF, Title, named, titles
from accessvr.content.scenes import scenes
from accessvr.core.effects import Keep, OpenBook, Prepare, Search
from accessvr.core.errors import ContentError
from accessvr.core.events import Event, Failed, Matched, Opened, Ready
from accessvr.core.profile import Profile
from accessvr.core.publication import Bookmark, Kind, Locator
from accessvr.library.patrons import read_patron

WAIT_S = 30


def book_room(tmp_path: Path, patron_file: Path | None = None, *, own_clock: bool = True) -> BookRoom:
    return BookRoom(lambda: titles(""), scenes(), tmp_path / "prepared", patron_file=patron_file, own_clock=own_clock)


@pytest.fixture
def ask(tmp_path: Path) -> Callable[..., list[Event]]:
    posted: list[Event] = []
    room = book_room(tmp_path)
    room.start(posted.append)

    def asked(effect: OpenBook | Prepare | Search | Path) -> list[Event]:
        posted.clear()
        if isinstance(effect, Path):
            room.open_path(effect)
        else:
            room.render(effect)
        room.advance()
        return list(posted)

    return asked


def opened(events: list[Event]) -> Opened:
    assert isinstance(events[0], Opened), events
    return events[0]


def test_the_shelf_holds_the_samples(ask: Callable[..., list[Event]]) -> None:
    shelf = opened(ask(OpenBook("")))
    assert shelf.publication.kind is Kind.SHELF
    (ready,) = ask(Prepare(SHELF, 0))
    assert isinstance(ready, Ready)
    assert [stop.node.label for stop in ready.passage.stops] == [
        "A Walk by Ear, by The accessvr project",
        "Harbour Street, as it was",
    ]
    assert shelf.scene is not None
    places = [
        place.azimuth_deg for place in shelf.scene.places if place.what in {s.node.id for s in ready.passage.stops}
    ]
    assert len(set(places)) == 2


@pytest.mark.parametrize("words", ["A Walk by Ear", "walk by ear", "a wolk by ear", "walk"])
def test_a_title_is_found_by_nearly_its_words(ask: Callable[..., list[Event]], words: str) -> None:
    assert opened(ask(OpenBook(words))).publication.title == "A Walk by Ear"


def test_a_title_that_is_not_there_is_refused_in_plain_words(ask: Callable[..., list[Event]]) -> None:
    (failed,) = ask(OpenBook("the great whale of nowhere"))
    assert failed == Failed("book", "I do not find the great whale of nowhere. Say shelf, to hear what there is.")


def test_an_exhibit_brings_its_places(ask: Callable[..., list[Event]]) -> None:
    scene = opened(ask(OpenBook("Harbour Street"))).scene
    assert scene is not None
    assert scene.place("bakery").azimuth_deg == -55
    assert scene.ambience is not None


def test_words_are_found_in_the_whole_book(ask: Callable[..., list[Event]]) -> None:
    name = opened(ask(OpenBook("A Walk by Ear"))).publication.id
    (matched,) = ask(Search(name, "seven eights"))
    assert isinstance(matched, Matched)
    assert [place.section for place in matched.places] == [1, 3]


def test_a_damaged_file_is_refused_in_plain_words(ask: Callable[..., list[Event]], tmp_path: Path) -> None:
    broken = tmp_path / "broken.epub"
    broken.write_bytes(b"PK\x03\x04 not a zip")
    (failed,) = ask(broken)
    assert isinstance(failed, Failed)
    assert "shelf" in failed.spoken


def test_a_book_is_prepared_beside_and_its_sections_come_as_they_are_asked_for(tmp_path: Path) -> None:
    inbox: queue.SimpleQueue[Event] = queue.SimpleQueue()
    room = book_room(tmp_path, own_clock=False)
    room.start(inbox.put)
    room.render(OpenBook("A Walk by Ear"))
    first = inbox.get(timeout=WAIT_S)
    assert isinstance(first, Opened)
    room.render(Prepare(first.publication.id, 4))
    events = [inbox.get(timeout=WAIT_S)]
    while not isinstance(events[-1], Ready):
        events.append(inbox.get(timeout=WAIT_S))
    assert events[-1].passage.section == 4
    room.close()


def test_what_a_patron_wants_kept_is_kept_and_comes_back(tmp_path: Path) -> None:
    file, posted = tmp_path / "ada.json", list[Event]()
    room = book_room(tmp_path, file)
    room.start(posted.append)
    room.render(OpenBook("A Walk by Ear"))
    room.advance()
    name = opened(posted).publication.id
    place = Locator(name, 2, "s2#/4/2", 5, 0.4)
    room.render(Keep(Profile(words_per_minute=190), place, (Bookmark(place),)))
    room.advance()
    kept = read_patron(file)
    assert kept.profile.words_per_minute == 190
    posted.clear()
    room.render(OpenBook("A Walk by Ear"))
    room.advance()
    assert opened(posted).at == place
    assert opened(posted).marks == (Bookmark(place),)


def test_nothing_is_kept_of_a_patron_who_did_not_ask(tmp_path: Path) -> None:
    room = book_room(tmp_path)
    room.start(lambda event: None)
    room.render(Keep(Profile(words_per_minute=190)))
    room.advance()
    assert list(tmp_path.iterdir()) == []


def test_the_prepared_form_is_another_when_the_file_changes(tmp_path: Path) -> None:
    file = tmp_path / "book.txt"
    file.write_text("One.", "utf-8")
    before = folder_name(file)
    file.write_text("One and two.", "utf-8")
    assert folder_name(file) != before


def test_nonsense_is_no_title() -> None:
    shelf = (Title("1", "Moby-Dick", (), Path("a")), Title("2", "Pride and Prejudice", (), Path("b")))
    assert named(shelf, "the harbour was full") is None
    assert named(shelf, "mobby dick") == shelf[0]
    assert named(shelf, "pride") == shelf[1]


def test_a_shelf_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="no such folder"):
        titles(str(tmp_path / "nowhere"))


def children() -> set[int]:
    """Give the processes that this one has begun."""
    listed = [file.read_text() for file in Path("/proc/self/task").glob("*/children")]
    return {int(number) for numbers in listed for number in numbers.split()}


def test_a_preparing_process_that_dies_is_told_in_plain_words(tmp_path: Path) -> None:
    book = tmp_path / "long.txt"
    book.write_text("\n\n\n".join(f"CHAPTER {n}\n\n" + "The sea was calm. " * 400 for n in range(1, 400)), "utf-8")
    inbox: queue.SimpleQueue[Event] = queue.SimpleQueue()
    room, before = book_room(tmp_path, own_clock=False), children()
    room.start(inbox.put)
    room.open_path(book)
    while not (begun := children() - before):
        time.sleep(0)
    os.kill(begun.pop(), signal.SIGKILL)
    event = inbox.get(timeout=WAIT_S)
    if isinstance(event, Opened):  # the outline was there before it died: what is asked for is prepared anew
        room.render(Prepare(event.publication.id, 398))
        while not isinstance(event, Ready):
            event = inbox.get(timeout=WAIT_S)
    else:
        assert event == Failed("book", UNREADABLE)
    room.close()
