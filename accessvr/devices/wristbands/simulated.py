"""The wristbands' simulated twin: its motors are numbers on a clock that somebody else owns."""

from __future__ import annotations

from collections import deque

from accessvr.core.device import Post
from accessvr.core.effects import Buzz, Effect, Hush
from accessvr.devices.wristbands.patterns import MOTORS, Pattern, motor_levels, read_patterns

Row = tuple[float, str, float]
LONGEST_ON_S = 2.0  # the firmware's limit: no motor turns longer without a pause


class SimulatedBands:
    """Shakes motors made of numbers. `rows` holds every change: (at_s, motor, level 0 to 1)."""

    name = "wristbands"
    renders: tuple[type[Effect], ...] = (Buzz, Hush)

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._patterns = read_patterns()
        self._asked: deque[Buzz | Hush] = deque()
        self._planned: list[Row] = []
        self._playing: Pattern | None = None
        self._ends_s = 0.0
        self._levels = dict.fromkeys(MOTORS, 0.0)
        self._on_since_s: dict[str, float] = {}
        self._closed = False

    def start(self, post: Post) -> None:
        """Begin."""

    def render(self, effect: Effect) -> None:
        """Take a pattern in; it begins with the next `advance`."""
        if isinstance(effect, (Buzz, Hush)) and not self._closed:
            self._asked.append(effect)

    def advance(self, now_s: float) -> None:
        """Let the motors do what is due by `now_s`, in seconds since the visit began."""
        while self._asked:
            self._take(self._asked.popleft(), now_s)
        due = [row for row in self._planned if row[0] <= now_s]
        self._planned = [row for row in self._planned if row[0] > now_s]
        for at_s, motor, level in due:
            self._turn(at_s, motor, level)
        self._guard(now_s)

    def close(self) -> None:
        """End, with all motors off."""
        self._closed = True
        self._asked.clear()
        self._planned.clear()

    def _take(self, effect: Buzz | Hush, now_s: float) -> None:
        match effect:
            case Hush():
                self._all_off(now_s)
            case Buzz(tacton, strength):
                self._play(self._patterns[tacton], strength, now_s)

    def _play(self, pattern: Pattern, strength: float, now_s: float) -> None:
        """Lower priority is dropped while another plays; equal and higher replace it."""
        if self._playing is not None and now_s < self._ends_s and pattern.priority < self._playing.priority:
            return
        self._all_off(now_s)
        self._playing, self._ends_s = pattern, now_s + pattern.length_ms / 1000
        changes = motor_levels(pattern, strength)
        self._planned = [(round(now_s + at_ms / 1000, 3), motor, level) for at_ms, motor, level in changes]

    def _all_off(self, now_s: float) -> None:
        self._planned, self._playing = [], None
        for motor in MOTORS:
            self._turn(now_s, motor, 0.0)

    def _turn(self, at_s: float, motor: str, level: float) -> None:
        if level == self._levels[motor]:
            return
        if level and not self._levels[motor]:
            self._on_since_s[motor] = at_s
        self._levels[motor] = level
        self.rows.append((round(at_s, 3), motor, level))

    def _guard(self, now_s: float) -> None:
        for motor, level in self._levels.items():
            if level and now_s - self._on_since_s[motor] > LONGEST_ON_S:
                self._turn(now_s, motor, 0.0)
