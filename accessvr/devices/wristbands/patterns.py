"""The vibration patterns: rhythm, place and order. Strength is never the only difference.

tactons.json: {"format", "version", "motors", "tactons": {name: {"family", "priority", "say", "pulses": [{"at_ms",
"where", "strength", "lasts_ms", "shape"}]}}}. Limits are those of the wristbands' protocol.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from accessvr.core.effects import Tacton
from accessvr.core.errors import DeviceError

FILE = Path(__file__).with_name("tactons.json")
MOTORS = ("left.top", "left.inner", "right.top", "right.inner")
GROUPS = {
    "left": ("left.top", "left.inner"),
    "right": ("right.top", "right.inner"),
    "top": ("left.top", "right.top"),
    "inner": ("left.inner", "right.inner"),
    "all": MOTORS,
}
MOST_PULSES, LONGEST_MS = 9, 5000  # a whole pattern travels in one frame
SHORTEST_MS = 120  # older skin does not feel less (facts of the field: coin motors need 40 ms to be felt at all)
SHAPES = ("flat", "rise", "fade")
STEP_MS = 10


@dataclass(frozen=True, slots=True)
class Pulse:
    """One pulse: where (a motor or a group), strength 0 to 1, shape "flat", "rise" or "fade"."""

    at_ms: int
    where: str
    strength: float
    lasts_ms: int
    shape: str = "flat"

    @property
    def motors(self) -> tuple[str, ...]:
        """Give the motors that turn."""
        return GROUPS.get(self.where, (self.where,))


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern. `priority` 1 to 4: 4 interrupts, equal ones replace, lower ones are dropped; `say` is its twin."""

    name: str
    family: str
    priority: int
    say: str
    pulses: tuple[Pulse, ...]

    @property
    def length_ms(self) -> int:
        """Give how long it lasts."""
        return max(pulse.at_ms + pulse.lasts_ms for pulse in self.pulses)


def read_patterns(path: Path = FILE) -> dict[Tacton, Pattern]:
    """Read the vocabulary. Raises DeviceError naming the pattern and what is wrong with it."""
    try:
        rows = json.loads(path.read_text("utf-8"))["tactons"]
        patterns = {name: _pattern(name, row) for name, row in rows.items()}
        return {tacton: patterns[tacton.value] for tacton in Tacton}
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise DeviceError(f"{path}: {error}", remedy="Mend the pattern named, or install accessvr again.") from error


def _pattern(name: str, row: Mapping[str, object]) -> Pattern:
    stored = row["pulses"]
    if not isinstance(stored, list) or not 0 < len(stored) <= MOST_PULSES:
        raise ValueError(f"{name} must have 1 to {MOST_PULSES} pulses")
    pulses = tuple(Pulse(**pulse) for pulse in stored)
    for pulse in pulses:
        _check(name, pulse)
    return Pattern(name, str(row["family"]), int(str(row["priority"])), str(row["say"]), pulses)


def _check(name: str, pulse: Pulse) -> None:
    if any(motor not in MOTORS for motor in pulse.motors):
        raise ValueError(f"{name} names {pulse.where}, which is no motor")
    if pulse.shape not in SHAPES or not 0 < pulse.strength <= 1:
        raise ValueError(f"{name} has a pulse of shape {pulse.shape} and strength {pulse.strength}")
    if pulse.lasts_ms < SHORTEST_MS or pulse.at_ms < 0 or pulse.at_ms + pulse.lasts_ms > LONGEST_MS:
        raise ValueError(f"{name} has a pulse at {pulse.at_ms} ms that lasts {pulse.lasts_ms} ms")


def motor_levels(pattern: Pattern, strength: float) -> list[tuple[int, str, float]]:
    """Give the changes of the motors, in order: (at_ms, motor, level 0 to 1). Slopes go in steps of 10 ms."""
    ends = dict.fromkeys(MOTORS, 0)
    changes: dict[tuple[int, str], float] = {}
    for pulse in pattern.pulses:
        for motor in pulse.motors:
            for at_ms in range(pulse.at_ms, pulse.at_ms + pulse.lasts_ms, STEP_MS):
                changes[at_ms, motor] = _level(pulse, at_ms) * strength
            ends[motor] = max(ends[motor], pulse.at_ms + pulse.lasts_ms)
            changes.setdefault((pulse.at_ms + pulse.lasts_ms, motor), 0.0)
    return _without_repeats([(at_ms, motor, round(level, 3)) for (at_ms, motor), level in sorted(changes.items())])


def _level(pulse: Pulse, at_ms: int) -> float:
    share = (at_ms - pulse.at_ms) / pulse.lasts_ms
    match pulse.shape:
        case "rise":
            return pulse.strength * max(share, STEP_MS / pulse.lasts_ms)
        case "fade":
            return pulse.strength * (1 - share)
        case _:
            return pulse.strength


def _without_repeats(changes: list[tuple[int, str, float]]) -> list[tuple[int, str, float]]:
    level = dict.fromkeys(MOTORS, 0.0)
    kept = []
    for at_ms, motor, new in changes:
        if new != level[motor]:
            level[motor] = new
            kept.append((at_ms, motor, new))
    return kept
