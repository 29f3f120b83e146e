"""`accessvr rehearse` of audio scenes: each sound is named in the voice, then heard, through the real mixing."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable
from pathlib import Path

from accessvr.app.config import Config
from accessvr.app.recorder import Record, record, write_records
from accessvr.app.runtime import close_all, hand_out
from accessvr.app.studio import Studio, studio
from accessvr.content.previews import Moment, Shown, preview, recipes_beside
from accessvr.core.effects import Effect, Say
from accessvr.core.errors import ContentError
from accessvr.core.events import Event, Looked, Spoken
from accessvr.core.profile import Profile
from accessvr.core.values import replace
from accessvr.library.patrons import Patron

LEAST_DB = -70.0  # softer than that in every block is silence: its sound is missing
LONGEST_WORDS_S = 20.0  # chosen: a name that takes longer will not come
Progress = Callable[[str], None]


def preview_sounds(path: Path, out: Path, config: Config) -> int:
    """Write what is to be heard in a file of audio scenes: visit.wav, transcript.txt, effects.jsonl; gives 0."""
    shown = preview(path)
    out.mkdir(parents=True, exist_ok=True)
    room = studio(config, Patron(Profile(language=config.language)), out / "visit.wav", None, recipes_beside(path))
    preview_room = Preview(room)
    try:
        for number, one in enumerate(shown, 1):
            _tell(f"{number} of {len(shown)}: {one.words}")
            preview_room.show(one)
    finally:
        close_all(room.devices)
        room.file.close()
    (out / "transcript.txt").write_text("".join(f"{text}\n" for text in preview_room.transcript), "utf-8")
    write_records(out, preview_room.records)
    sys.stderr.write(f"{preview_room.now_s:.0f} seconds of sounds written to {out}.\n")
    return 0


class Preview:
    """Shows one sound after the other in a studio, on its own clock."""

    def __init__(self, room: Studio) -> None:
        self._room = room
        self._inbox: deque[Event] = deque()
        self._number = 0
        self.now_s = 0.0
        self.transcript: list[str] = []
        self.records: list[Record] = []
        for device in room.devices:
            device.start(self._inbox.append)

    def show(self, shown: Shown) -> None:
        """Say the words of a sound from where they stand, then let it be heard."""
        if shown.before is not None:
            self._render(shown.before)
        said_s = self.now_s
        self._say(shown)
        heard_s, loudest_db = self.now_s, LEAST_DB
        moments = deque(shown.moments)
        while self.now_s < heard_s + shown.lasting_s:
            while moments and moments[0].at_s <= self.now_s - heard_s + 1e-6:
                self._do(moments.popleft())
            loudest_db = max(loudest_db, self._advance())
        where = f" from {shown.place.azimuth_deg:g} degrees" if shown.place.azimuth_deg else ""
        sounds = f", heard from {heard_s:.2f} s to {self.now_s:.2f} s" if shown.moments else ""
        self.transcript.append(f"{shown.words} (said at {said_s:.2f} s{where}{sounds})")
        if shown.moments and loudest_db <= LEAST_DB:
            raise ContentError(
                f"nothing is heard of {shown.words}", remedy="Run accessvr check on this file, and mend what it names."
            )

    def _say(self, shown: Shown) -> None:
        """Say words, and go on until they are heard."""
        self._number += 1
        self._render(Say(self._number, shown.words, place=shown.place))
        ends_s = self.now_s + LONGEST_WORDS_S
        while Spoken(self._number) not in self._inbox and self.now_s < ends_s:
            self._advance()
        self._inbox.clear()

    def _do(self, moment: Moment) -> None:
        match moment.happening:
            case float() | int() as azimuth_deg:
                self._room.look(Looked(azimuth_deg, 0.0))
            case Say() as say:
                self._number += 1
                self._render(replace(say, number=self._number))
            case effect:
                self._render(effect)

    def _render(self, effect: Effect) -> None:
        self.records.append(record(self.now_s, effect))
        hand_out(effect, self._room.devices)

    def _advance(self) -> float:
        """Go on by one block; gives how loud it was."""
        level_db = self._room.advance(self.now_s)
        self.now_s = round(self.now_s + self._room.block_s, 6)
        return level_db


def _tell(text: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"{text}\n")
