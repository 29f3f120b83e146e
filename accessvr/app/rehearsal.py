"""The same visit from a script, on a clock of our own: real speech, real mixing, faster than real time.

Everything happens in a fixed order in each block of sound, so that a rehearsal gives the same bytes every time.
"""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Callable
from pathlib import Path

from accessvr.app.pacing import answered
from accessvr.app.recorder import Record, record, write_records
from accessvr.app.runtime import hand_out
from accessvr.app.script import Line, Script
from accessvr.app.studio import Studio
from accessvr.app.timeline import timeline_svg, wristbands_csv
from accessvr.core.effects import Effect
from accessvr.core.events import Began, Event, Looked, Ticked
from accessvr.core.session import Session
from accessvr.core.step import step
from accessvr.core.values import dataclass, field

SETTLE_S = 0.2  # chosen: a breath between an answer and the next line
LONGEST_S = 3600.0  # chosen: a rehearsal that does not come to an end is stopped
TICK_S = 1.0

Progress = Callable[[float, str], None]


@dataclass(slots=True)
class Taken:
    """What a rehearsal has recorded so far."""

    transcript: io.StringIO
    effects: list[Record] = field(default_factory=list)
    heard: list[tuple[float, str]] = field(default_factory=list)
    levels: list[tuple[float, float]] = field(default_factory=list)


class Rehearsal:
    """Plays a script through a studio: devices that all follow one clock."""

    def __init__(self, session: Session, studio: Studio, script: Script) -> None:
        self.session, self.studio = session, studio
        self._lines = deque(script.lines)
        self.taken = Taken(studio.transcript)
        self._inbox: deque[Event] = deque()
        self._asked_at, self._rest_s, self._quiet_s = 0, 0.0, 0.0
        self.now_s = 0.0

    def run(self, progress: Progress = lambda now_s, text: None) -> None:
        """Play the script to its end, and let the last answer be heard."""
        for device in self.studio.devices:
            device.start(self._inbox.append)
        self._inbox.append(Began())
        self.studio.begin()
        while not self._ended():
            self._block(progress)

    def _ended(self) -> bool:
        done = not self._lines and not self._inbox and not self.session.awaiting and self._rest_s <= 0
        return (done and self._quiet_s > SETTLE_S) or self.now_s > LONGEST_S

    def _block(self, progress: Progress) -> None:
        self._take_events()
        if self._may_go_on():
            self._give(self._lines.popleft(), progress)
        sound = self.studio.advance(self.now_s)
        self._measure(sound)
        before, self.now_s = self.now_s, round(self.now_s + self.studio.block_s, 6)
        self._rest_s = max(0.0, self._rest_s - self.studio.block_s)
        if int(self.now_s / TICK_S) > int(before / TICK_S):
            self._inbox.append(Ticked(self.now_s))

    def _take_events(self) -> None:
        while self._inbox:
            self._handle(self._inbox.popleft())
            self.studio.catch_up()

    def _may_go_on(self) -> bool:
        quiet = answered(self.session, self._asked_at)
        self._quiet_s = self._quiet_s + self.studio.block_s if quiet else 0.0
        return bool(self._lines) and self._rest_s <= 0 and self._quiet_s > SETTLE_S

    def _give(self, given: Line, progress: Progress) -> None:
        progress(self.now_s, given.text)
        self._quiet_s = 0.0
        self.taken.transcript.write(f"> {given.text}\n")
        if given.event is None:
            self._rest_s = given.wait_s
            return
        self._asked_at = self.session.number
        self.taken.heard.append((self.now_s, given.text))
        if isinstance(given.event, Looked):
            self.studio.look(given.event)
        self._inbox.extend((Ticked(self.now_s), given.event))
        self._take_events()

    def _handle(self, event: Event) -> None:
        self.session, effects = step(self.session, event)
        for effect in effects:
            self._render(effect)
        self.studio.text.end_of_step()

    def _render(self, effect: Effect) -> None:
        self.taken.effects.append(record(self.now_s, effect))
        hand_out(effect, self.studio.devices)

    def _measure(self, level_db: float) -> None:
        self.taken.levels.append((self.now_s, level_db))


def write_all(folder: Path, rehearsal: Rehearsal) -> None:
    """Write what was recorded beside the sound: transcript.txt, effects.jsonl, wristbands.csv, timeline.svg."""
    taken, motors = rehearsal.taken, rehearsal.studio.bands.rows
    (folder / "transcript.txt").write_text(taken.transcript.getvalue(), "utf-8")
    write_records(folder, taken.effects)
    (folder / "wristbands.csv").write_text(wristbands_csv(motors), "utf-8")
    picture = timeline_svg(taken.effects, motors, taken.levels, taken.heard)
    (folder / "timeline.svg").write_text(picture, "utf-8")


def same(script: Script, transcript: str) -> bool:
    """Say whether the script's answers are those that were given."""
    return list(script.transcript) == [text.rstrip() for text in transcript.splitlines() if text.strip()]
