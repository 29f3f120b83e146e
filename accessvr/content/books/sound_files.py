"""The sound files of a book: whether a clip can be heard, and how its file comes to this machine."""

from __future__ import annotations

import hashlib
import os
import re
from itertools import count
from pathlib import Path
from typing import IO

from accessvr.content.books.archive import BROKEN, note
from accessvr.content.books.files import Files, Folder
from accessvr.content.books.recordings import Recording, measured
from accessvr.content.books.smil import Sound
from accessvr.core.values import replace

LARGEST_SOUND_BYTES = 1 << 30  # chosen: eighteen hours at 128 kbit/s
SMALLEST_ROOM_BYTES = 64 << 20
ROOM = 20  # chosen: how much larger than its file a book may become; sound hardly shrinks in a zip file
ROUNDED_S = 0.5  # chosen: tools round the ends of clips; what is more is damage
WORK = 4  # chosen: how much more than there is room for is unpacked in vain
COPY_BYTES = 1 << 18
SPOKEN = "its words are spoken instead, where there is a text"
_SAFE = re.compile(r"[^a-z0-9]+")


class SoundFiles:
    """What can be heard of a book. What cannot goes to the troubles of `files`, and its words are spoken instead.

    size_bytes  of the whole book, which bounds what is unpacked
    """

    def __init__(self, files: Files, size_bytes: int = 0) -> None:
        self._files = files
        self._room_bytes = max(SMALLEST_ROOM_BYTES, ROOM * size_bytes)
        self._work_bytes = WORK * self._room_bytes
        self._known: dict[str, Recording | None] = {}
        self._counted: set[str] = set()

    def fit(self, sound: Sound) -> Sound | None:
        """Give a sound with its end known, as far as it can be; None when it is missing or lies beyond its file."""
        recording = self._recording(sound.source)
        if recording is None:
            return None
        if _is_beyond(sound, recording) and sound.source not in self._counted:
            self._counted.add(sound.source)  # a bit rate may have misled us
            recording = self._known[sound.source] = self._measured(sound.source, exactly=True) or recording
        if _is_beyond(sound, recording):
            note(self._files.troubles, f"{sound.source}: ends before a clip of it does; {SPOKEN}")
            return None
        return replace(sound, to_s=sound.to_s or round(recording.length_s or 0.0, 3))

    def part(self, sound: Sound) -> Sound | None:
        """Give as much of a sound as there is, when it has no words that could be spoken instead."""
        whole = self.fit(sound)
        known = self._known.get(sound.source)
        length_s = known.length_s if known is not None else None
        if whole is not None or length_s is None or sound.from_s >= length_s:
            return whole
        return replace(sound, to_s=round(length_s, 3))

    def bring(self, source: str, into: Path) -> Path | None:
        """Give a file on this machine: where it lies, or a copy in the folder `into`; None when it cannot be had."""
        if isinstance(self._files, Folder):
            return self._files.where(source)
        target = into / _safe_name(source)
        if target.is_file():
            return target
        stream = self._files.opened(source)
        if stream is None:
            return None
        beside = target.with_name(f"{target.name}.{os.getpid()}")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with stream, beside.open("wb") as copy:
                whole = self._copy(stream, copy)
            if whole:
                beside.replace(target)
                return target
            note(self._files.troubles, f"{source}: is too large to be unpacked; {SPOKEN}")
        except BROKEN as error:
            note(self._files.troubles, f"{source}: cannot be unpacked ({error}); {SPOKEN}")
        finally:
            beside.unlink(missing_ok=True)
        return None

    def _copy(self, stream: IO[bytes], copy: IO[bytes]) -> bool:
        """Copy, counting what really comes; gives whether there was room for all of it."""
        most = min(self._room_bytes, self._work_bytes, LARGEST_SOUND_BYTES)
        for begun in count(0, COPY_BYTES):
            data = stream.read(COPY_BYTES)
            if not data or begun + len(data) > most:
                self._work_bytes -= begun
                self._room_bytes -= 0 if data else begun
                return not data
            copy.write(data)
        return False

    def _recording(self, source: str) -> Recording | None:
        if source not in self._known:
            recording = self._measured(source, exactly=False)
            self._known[source] = recording
            if recording is None:
                note(self._files.troubles, f"{source}: is missing or damaged; {SPOKEN}")
            elif not recording.form:
                note(self._files.troubles, f"{source}: is of a kind that cannot be played; {SPOKEN}")
        return self._known[source]

    def _measured(self, source: str, *, exactly: bool) -> Recording | None:
        stream = self._files.opened(source)
        if stream is None:
            return None
        try:
            with stream:
                size = self._files.stated_bytes(source, LARGEST_SOUND_BYTES)
                return measured(stream, size, exactly=exactly) if size else None
        except BROKEN:
            return None


def _is_beyond(sound: Sound, recording: Recording) -> bool:
    length_s = recording.length_s
    return length_s is not None and (sound.from_s >= length_s or sound.to_s > length_s + ROUNDED_S)


def _safe_name(source: str) -> str:
    """Give a name for a copy that is the same for the same source, and harmless whatever the source is called."""
    stem, _, suffix = source.lower().rpartition(".")
    digest = hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    readable = _SAFE.sub("-", (stem or suffix).rpartition("/")[2])[:40].strip("-") or "sound"
    return f"{readable}-{digest}.{_SAFE.sub('', suffix)[:5] or 'bin'}"
