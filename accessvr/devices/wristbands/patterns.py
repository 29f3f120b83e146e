"""The vibration patterns: told apart by rhythm, place and order; strength is never the only difference.

They are data, in tactons.json:

    {"format": "accessvr-tactons", "version": 1, "tactons": {NAME: {"family", "priority", "say", "pulses": [
        {"at_ms", "where", "strength", "lasts_ms", "shape"}]}}}

`where` is a motor or a group of motors, `shape` may be left out. Unknown keys are ignored; a strength or priority out
of range is brought into it, with a warning; anything else that is wrong is a DeviceError that names the pattern.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping
from pathlib import Path

from accessvr.core.effects import Tacton
from accessvr.core.errors import DeviceError
from accessvr.core.values import dataclass

log = logging.getLogger(__name__)
FILE = Path(__file__).with_name("tactons.json")
MOTORS = ("left.top", "left.inner", "right.top", "right.inner")
GROUPS: Mapping[str, tuple[str, ...]] = {
    **{motor: (motor,) for motor in MOTORS},
    "left": ("left.top", "left.inner"),
    "right": ("right.top", "right.inner"),
    "top": ("left.top", "right.top"),
    "inner": ("left.inner", "right.inner"),
    "all": MOTORS,
}
SHAPES = ("flat", "rise", "fade")
MOST_PULSES = 9  # protocol HB1: a whole pattern travels in one frame of 64 bytes
LONGEST_MS = 5000  # protocol HB1
LONGEST_PULSE_MS, LENGTH_STEP_MS = 1275, 5  # protocol HB1: a length is one byte, of 5 ms each
SHORTEST_MS = 120  # chosen: old skin feels less (Stuart et al. 2003, BMC Geriatrics 3:1), and coin motors start slowly
SLOPE_STEP_MS = 10  # chosen: finer than a coin motor can follow

Change = tuple[int, str, float]


@dataclass(frozen=True, slots=True)
class Pulse:
    """One pulse of the motors in a place.

    where     a motor or a group, as in GROUPS
    strength  0 to 1
    shape     "flat", "rise" from nothing, or "fade" to nothing
    """

    at_ms: int
    where: str
    strength: float
    lasts_ms: int
    shape: str = "flat"

    @property
    def ends_ms(self) -> int:
        """Give when it is over."""
        return self.at_ms + self.lasts_ms


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern; its pulses are in order of time.

    priority  1 to 4: 4 interrupts, an equal one replaces, a lower one is dropped while another plays
    say       its twin in words: nothing is only felt
    """

    name: str
    family: str
    priority: int
    say: str
    pulses: tuple[Pulse, ...]

    @property
    def length_ms(self) -> int:
        """Give how long it lasts."""
        return max(pulse.ends_ms for pulse in self.pulses)


def read_patterns(path: Path = FILE) -> dict[Tacton, Pattern]:
    """Read the pattern of every Tacton. Raises DeviceError naming the pattern, what is wrong and what to do."""
    try:
        rows = _rows(path)
        return {tacton: _pattern(tacton.value, rows.get(tacton.value)) for tacton in Tacton}
    except (OSError, ValueError) as error:
        raise DeviceError(
            f"wristbands: {path.name} cannot be used: {error}",
            spoken="The wristbands cannot be used. Sound goes on.",
            remedy="Mend the pattern that is named, or install accessvr again.",
        ) from error


def _rows(path: Path) -> dict[str, object]:
    stored = json.loads(path.read_text("utf-8"))
    rows = stored.get("tactons") if isinstance(stored, dict) else None
    if not isinstance(rows, dict):
        raise ValueError("it holds no tactons")  # noqa: TRY004
    return rows


def _pattern(name: str, row: object) -> Pattern:
    if not isinstance(row, dict):
        raise ValueError(f"the pattern {name} is missing")  # noqa: TRY004
    stored = row.get("pulses")
    if not isinstance(stored, list) or not 0 < len(stored) <= MOST_PULSES:
        raise ValueError(f"{name} must have 1 to {MOST_PULSES} pulses")
    if not row.get("say"):
        raise ValueError(f"{name} has no words in say, and nothing may be only felt")
    pulses = tuple(sorted((_pulse(name, pulse) for pulse in stored), key=lambda pulse: pulse.at_ms))
    priority = round(_within(name, "priority", row.get("priority", 1), 1, 4))
    return Pattern(name, str(row.get("family", "")), priority, str(row["say"]), pulses)


def _pulse(name: str, row: object) -> Pulse:
    if not isinstance(row, dict):
        raise ValueError(f"{name} has a pulse that is no table of at_ms, where, strength and lasts_ms")  # noqa: TRY004
    where, shape = str(row.get("where", "")), str(row.get("shape", "flat"))
    at_ms, lasts_ms = _whole(name, "at_ms", row.get("at_ms")), _whole(name, "lasts_ms", row.get("lasts_ms"))
    if where not in GROUPS:
        raise ValueError(f"{name} names {where or 'nothing'} as the place; there are {', '.join(GROUPS)}")
    if shape not in SHAPES:
        raise ValueError(f"{name} names the shape {shape}; there are {', '.join(SHAPES)}")
    if not SHORTEST_MS <= lasts_ms <= LONGEST_PULSE_MS or lasts_ms % LENGTH_STEP_MS:
        raise ValueError(
            f"{name} has a pulse of {lasts_ms} ms; it may last {SHORTEST_MS} to {LONGEST_PULSE_MS}, in fives"
        )
    if at_ms < 0 or at_ms + lasts_ms > LONGEST_MS:
        raise ValueError(
            f"{name} has a pulse from {at_ms} to {at_ms + lasts_ms} ms; a pattern goes from 0 to {LONGEST_MS}"
        )
    return Pulse(at_ms, where, _within(name, "strength", row.get("strength", 1), 0, 1), lasts_ms, shape)


def _whole(name: str, key: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"{name} needs a whole number of milliseconds as {key}, not {value}")  # noqa: TRY004
    return value


def _within(name: str, key: str, value: object, lowest: float, highest: float) -> float:
    """Give a number brought into its range. Raises ValueError when it is no number."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise ValueError(f"{name} needs a number as {key}, not {value}")  # noqa: TRY004
    kept = min(max(value, lowest), highest) if value == value else lowest
    if kept != value:
        log.warning("pattern %s: %s %s is taken as %g", name, key, value, kept)
    return kept


def motor_levels(pattern: Pattern, strength: float, buzz_by_site: Mapping[str, float] | None = None) -> list[Change]:
    """Give the changes of the motors in order: (at_ms, motor, level 0 to 1).

    strength      0 to 1, of the whole pattern
    buzz_by_site  the patron's own strength for a motor, 0 to 1; a motor not named has 1

    A slope goes in steps of 10 ms. Where pulses of one motor overlap, the later one takes over.
    """
    sites = buzz_by_site or {}
    changes = []
    for motor in MOTORS:
        pulses = [pulse for pulse in pattern.pulses if motor in GROUPS[pulse.where]]
        factor = _share(strength) * _share(sites.get(motor, 1.0))
        changes += [(at_ms, motor, level) for at_ms, level in _changes(pulses, factor)]
    return sorted(changes, key=lambda change: (change[0], MOTORS.index(change[1])))


def _share(value: float) -> float:
    return min(max(value, 0.0), 1.0) if value == value else 0.0


def _changes(pulses: list[Pulse], factor: float) -> Iterable[tuple[int, float]]:
    """Give the changes of one motor; its pulses are in order of time."""
    before = 0.0
    for at_ms in sorted({moment for pulse in pulses for moment in _moments(pulse)}):
        playing = [pulse for pulse in pulses if pulse.at_ms <= at_ms][-1]
        level = round(_level(playing, at_ms) * factor, 3)
        if level != before:
            yield at_ms, level
        before = level


def _moments(pulse: Pulse) -> Iterable[int]:
    slope = () if pulse.shape == "flat" else range(pulse.at_ms, pulse.ends_ms, SLOPE_STEP_MS)
    return (pulse.at_ms, *slope, pulse.ends_ms)


def _level(pulse: Pulse, at_ms: int) -> float:
    """Give the level for the step that begins at a moment: a slope's own in the middle of the step."""
    if at_ms >= pulse.ends_ms:
        return 0.0
    share = (at_ms - pulse.at_ms + SLOPE_STEP_MS / 2) / pulse.lasts_ms
    match pulse.shape:
        case "rise":
            return pulse.strength * min(share, 1.0)
        case "fade":
            return pulse.strength * max(1.0 - share, 0.0)
        case _:
            return pulse.strength
