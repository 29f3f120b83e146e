"""The wristbands' simulated twin: its motors are numbers on a clock that somebody else owns.

It keeps the limits that the device itself keeps, whatever it is asked for: no motor turns for longer than 2 s without
a pause, none gets more than a quarter of its time in the long run, and 1 is the ceiling.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping

from accessvr.core.device import Post
from accessvr.core.effects import Buzz, Effect, Hush
from accessvr.core.values import dataclass
from accessvr.devices.wristbands.patterns import MOTORS, Pattern, motor_levels, read_patterns

Row = tuple[float, str, float]
LONGEST_ON_S = 2.0  # protocol HB1: then everything is off
CREDIT_S, REFILL = 6.0, 0.25  # protocol HB1: seconds at the ceiling before it is warm, and what it may do for ever


@dataclass(slots=True)
class _Motor:
    """One motor since its last change at `at_s`: its level, and what it may still do."""

    level: float = 0.0
    at_s: float = 0.0
    on_since_s: float = 0.0
    credit_s: float = CREDIT_S

    def turn(self, at_s: float, level: float) -> None:
        """Change the level."""
        spent_s = (self.level - REFILL) * (at_s - self.at_s)
        self.credit_s = min(self.credit_s - spent_s, CREDIT_S)
        if not self.level:
            self.on_since_s = at_s
        self.at_s, self.level = at_s, level

    @property
    def limit_s(self) -> float:
        """Give when the device would switch it off, at this level."""
        if not self.level:
            return math.inf
        drain = self.level - REFILL
        warm_s = self.at_s + self.credit_s / drain if drain > 0 else math.inf
        return min(self.on_since_s + LONGEST_ON_S, warm_s)


class SimulatedBands:
    """Shakes motors made of numbers. `rows` holds every change: (at_s, motor, level 0 to 1, where 1 is the ceiling).

    buzz_by_site  the patron's own strength for a motor ("left.top"), 0 to 1; a motor not named has 1

    Raises DeviceError when the patterns cannot be read.
    """

    name = "wristbands"
    renders: tuple[type[Effect], ...] = (Buzz, Hush)

    def __init__(self, buzz_by_site: Mapping[str, float] | None = None) -> None:
        self.rows: list[Row] = []
        self._patterns, self._sites = read_patterns(), buzz_by_site
        self._asked: deque[Buzz | Hush] = deque()
        self._planned: deque[Row] = deque()
        self._playing: Pattern | None = None
        self._ends_s = self._now_s = 0.0
        self._motors = {motor: _Motor() for motor in MOTORS}
        self._closed = False

    def start(self, post: Post) -> None:
        """Begin."""

    def render(self, effect: Effect) -> None:
        """Take a pattern in, or quiet; it happens at the time of the next `advance`."""
        if isinstance(effect, (Buzz, Hush)) and not self._closed:
            self._asked.append(effect)

    def advance(self, now_s: float) -> None:
        """Let the motors do what is due by `now_s`, in seconds since the visit began, then what was asked for."""
        self._now_s = max(now_s, self._now_s)
        self._run()
        while self._asked:
            match self._asked.popleft():
                case Hush():
                    self._all_off(self._now_s)
                case Buzz(tacton, strength):
                    self._play(self._patterns[tacton], strength)
            self._run()

    def close(self) -> None:
        """End, with all motors off."""
        self._closed = True
        self._asked.clear()
        self._all_off(self._now_s)

    def _play(self, pattern: Pattern, strength: float) -> None:
        now_s, playing = self._now_s, self._playing
        if playing is not None and now_s < self._ends_s and pattern.priority < playing.priority:
            return
        changes = motor_levels(pattern, strength, self._sites)
        self._playing, self._ends_s = pattern, now_s + pattern.length_ms / 1000
        self._planned = deque((now_s + at_ms / 1000, motor, level) for at_ms, motor, level in changes)
        goes_on = {motor for at_ms, motor, _ in changes if at_ms == 0}
        for motor in MOTORS:
            if motor not in goes_on:
                self._turn(now_s, motor, 0.0)

    def _run(self) -> None:
        """Do all that is due, in order of time; the device's limits come first."""
        while True:
            due_s = self._planned[0][0] if self._planned else math.inf
            limit_s = min(motor.limit_s for motor in self._motors.values())
            if min(due_s, limit_s) > self._now_s:
                return
            if limit_s < due_s:
                self._all_off(limit_s)
            else:
                self._turn(*self._planned.popleft())

    def _all_off(self, at_s: float) -> None:
        self._planned.clear()
        self._playing = None
        for motor in MOTORS:
            self._turn(at_s, motor, 0.0)

    def _turn(self, at_s: float, motor: str, level: float) -> None:
        if level != self._motors[motor].level:
            self._motors[motor].turn(at_s, level)
            self.rows.append((round(at_s, 3), motor, level))
