"""`accessvr doctor`: every device and part, found or not, what was tried, what to do. Sound is played and measured."""

from __future__ import annotations

import json
import platform
import queue
import sys
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import TextIO

from accessvr.app.config import Config, prepared_folder, read_config
from accessvr.app.runtime import close_all, hand_out, start_all
from accessvr.app.shelf import titles
from accessvr.app.steady_sound import remedy, steadiness, told
from accessvr.app.two_ears import PLAYED, TwoEars, faults, verdict
from accessvr.app.wiring import Found, Room, live_room
from accessvr.content.phrases import languages, phrasebook
from accessvr.core.errors import AccessVRError
from accessvr.core.events import Event
from accessvr.library.patrons import Patron

NEEDED = ("numpy", "lxml", "charset-normalizer", "sounddevice", "pyttsx3", "pyserial")
OPTIONAL = {"pyopenxr": "headset", "vosk": "voice"}
STEADY, EARS = "steady sound", "two ears"
UNHEARD = "there is no sound to listen to"
LOST = "Run accessvr doctor again: the sound was there a moment ago."


def doctor(config_path: Path | None, out: TextIO, *, as_json: bool, listen: bool = False) -> int:
    """Write what is there and what is not; 3 when a part is missing that nothing replaces.

    listen  somebody listens and answers: 1 when left, right and front are not heard where they belong
    """
    found = []
    for part in _parts(read_config(config_path), sys.stderr if as_json else out, listen=listen):
        found.append(part)
        if not as_json:
            out.write(_line(part))
            out.flush()
    if as_json:
        json.dump([asdict(part) for part in found], out, ensure_ascii=False, indent=1)
        out.write("\n")
    absent = {part.name for part in found if not part.there}
    needed = {"python", *NEEDED, "shelf", "cache", *(["sound"] if listen else [])}
    return 3 if absent & needed else 1 if listen and EARS in absent else 0


def _parts(config: Config, shown: TextIO, *, listen: bool) -> Iterator[Found]:
    """Look for one part after another. What is said to somebody who listens is written to `shown`."""
    yield from (_python(), *map(_package, NEEDED), *map(_extra, OPTIONAL))
    yield from (_shelf(config.library), _cache(prepared_folder(config)), _languages())
    inbox: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
    room = live_room(config, Patron(), None, sys.stdin, lambda: inbox.put(None), shown)
    try:
        yield from room.found
        sound = next(part for part in room.found if part.name == room.audio.name)
        heard = sound.there and not start_all((room.audio,), inbox.put)
        yield _steady(room, config) if heard else Found(STEADY, False, UNHEARD, sound.remedy or LOST)
        if listen:
            yield _listened(room, config, inbox, shown) if heard else Found(EARS, False, UNHEARD, sound.remedy or LOST)
    finally:
        close_all(room.devices)


def _steady(room: Room, config: Config) -> Found:
    steady = steadiness(room, config)
    return Found(STEADY, steady.holds, told(steady), "" if steady.holds else remedy(steady), asdict(steady))


def _listened(room: Room, config: Config, inbox: queue.SimpleQueue[Event | None], shown: TextIO) -> Found:
    """Let somebody tell where words are heard. It is told in the room's language, and found out in English."""
    start_all((room.speech, room.typing), inbox.put)
    voice = any(part.there for part in room.found if part.name == room.speech.name)

    words, render = phrasebook(config.language), partial(hand_out, devices=(room.audio, room.speech))
    answers = TwoEars(words, render, inbox, room.proceed, shown, keys=room.keys, voice=voice).run()
    what, to_do = verdict(phrasebook(), answers)
    details = {side.value: answers[side].value for side in PLAYED if side in answers}
    return Found(EARS, not faults(answers), what, to_do, details)


def _line(part: Found) -> str:
    mark = "found" if part.there else "not found"
    remedy = f" {part.remedy}" if part.remedy and not part.there else ""
    return f"{part.name}: {mark}. {part.what.rstrip('.')}.{remedy}\n"


def _python() -> Found:
    version = platform.python_version()
    return Found("python", sys.version_info >= (3, 11), f"version {version}", "Install Python 3.11 or newer.")


def _package(name: str) -> Found:
    try:
        return Found(name, True, f"version {metadata.version(name)}")
    except metadata.PackageNotFoundError:
        return Found(name, False, "the Python package is not installed", "Run make setup.")


def _extra(name: str) -> Found:
    part = _package(name)
    remedy = f"Install it when it is wanted: pip install 'accessvr[{OPTIONAL[name]}]'."
    return part if part.there else Found(name, False, "an extra that this version can do without", remedy)


def _shelf(library: str) -> Found:
    try:
        count = len(titles(library))
    except AccessVRError as error:
        return Found("shelf", False, error.message, error.remedy)
    what = f"{count} titles in {library or 'the sample library'}"
    return Found("shelf", count > 0, what, "Put books into the library folder.")


def _cache(folder: Path) -> Found:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".probe"
        probe.touch()
        probe.unlink()
    except OSError as error:
        return Found("cache", False, f"{folder} cannot be written ({error})", "Set prepared in accessvr.toml.")
    return Found("cache", True, f"prepared books are kept in {folder}")


def _languages() -> Found:
    return Found("languages", True, f"words for {', '.join(languages())}")
