"""`accessvr visit`: a live visit on whatever devices are there."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from accessvr.app.config import patron_file, read_config
from accessvr.app.preparing import Begun
from accessvr.app.runtime import Runtime, close_all, start_all
from accessvr.app.shelf import named, titles
from accessvr.app.wiring import Found, Room, live_room, new_session
from accessvr.core.errors import ContentError
from accessvr.core.events import Began
from accessvr.core.profile import Profile
from accessvr.library.patrons import read_patron


def visit(book: str, profile: str | None, config_path: Path | None, begun: Begun | None = None) -> int:
    """Open the room, live the visit, close the room. `begun` when the book is being prepared already."""
    config = read_config(config_path)
    file = patron_file(profile) if profile else None
    patron = read_patron(file, Profile(language=config.language))
    path = begun.path if begun is not None else find_book(book, config.library)
    end: list[Runtime] = []
    room = live_room(config, patron, file, sys.stdin, lambda: end[0].end_of_input())
    if begun is not None:
        _wait_for_outline(begun, room)
    session = new_session(room.words, patron, room.speech)
    runtime = Runtime(session, room.devices, room.text, heard=room.heard, proceed=room.proceed, look=room.look)
    end.append(runtime)
    _say_what_was_found(room.found)
    return _live(room, runtime, path, begun)


def _wait_for_outline(begun: Begun, room: Room) -> None:
    """Go on when the book can be read; else close the room that was furnished meanwhile."""
    try:
        begun.wait()
    except ContentError:
        close_all(room.devices)
        raise


def find_book(book: str, library: str) -> Path | None:
    """Give the file of a path or a title; None for the shelf. Raises ContentError when there is none."""
    if not book:
        return None
    path = Path(book)
    if path.exists():
        from accessvr.content.readers import open_any  # the readers are many, and a visit does without them

        open_any(path).close()
        return path
    title = named(titles(library), book)
    if title is None:
        raise ContentError(
            f"{book}: there is no such file, and no such title on the shelf",
            remedy="Check the path, or run accessvr visit and say contents to hear the shelf.",
        )
    return title.path


def _live(room: Room, runtime: Runtime, path: Path | None, begun: Begun | None) -> int:
    missing = start_all(room.devices, runtime.post)
    if room.audio.name in missing:
        room.audio.start_nowhere(runtime.post)
        runtime.heard = False
    runtime.post(Began(tuple(dict.fromkeys((*room.missing, *missing)))))
    room.open(path, begun)
    thread = threading.Thread(target=_run, args=(runtime, room), name="session")
    thread.start()
    try:
        room.headset.run()
    except KeyboardInterrupt:
        runtime.end_of_input()
    thread.join()
    close_all(room.devices)
    return 0


def _run(runtime: Runtime, room: Room) -> None:
    try:
        runtime.run()
    finally:
        room.headset.close()


def _say_what_was_found(found: tuple[Found, ...]) -> None:
    for part in found:
        there = "found" if part.there else "not found"
        remedy = "" if part.there else f" {part.remedy}"
        sys.stdout.write(f"{part.name}: {there}, {part.what.rstrip('.')}.{remedy}\n")
    sys.stdout.flush()
