"""The script of a rehearsal: what is said, pressed, turned, lost and waited for, and the answers it should get."""

from __future__ import annotations

import re

from accessvr.core.brackets import bracketed
from accessvr.core.errors import ContentError
from accessvr.core.events import DeviceBack, DeviceLost, Event, Heard
from accessvr.core.values import dataclass

FORMS = ("press", "key", "head", "point", "wait", "lose", "back")
WRITTEN = "[press NAME], [key NAME], [head AZ EL], [point HAND AZ EL], [wait SECONDS], [lose DEVICE], [back DEVICE]"


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is given: an event, or a wait in seconds."""

    number: int
    text: str
    event: Event | None = None
    wait_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Script:
    """A script: the lines given, in order, and the whole as it should come out, without comments."""

    lines: tuple[Line, ...]
    transcript: tuple[str, ...]

    @property
    def answered(self) -> bool:
        """Say whether the script holds answers to compare with."""
        return any(not line.startswith(">") for line in self.transcript)


def parse(text: str, name: str) -> Script:
    """Read a script. Raises ContentError naming the line that is not understood."""
    kept = [(number, line.rstrip()) for number, line in enumerate(text.splitlines(), 1)]
    kept = [(number, line) for number, line in kept if line.strip() and not line.startswith("#")]
    given = tuple(_line(number, line[1:].strip(), name) for number, line in kept if line.startswith(">"))
    return Script(given, tuple(line for _, line in kept))


def _line(number: int, text: str, name: str) -> Line:
    if not text.startswith("["):
        return Line(number, text, Heard(text))
    wait_s = _wait(text)
    event = bracketed(text) or _device(text)
    if event is None and wait_s is None:
        raise ContentError(
            f"{name}, line {number}: {text} is not understood", remedy=f"Write words, or one of {WRITTEN}."
        )
    return Line(number, text, event, wait_s or 0.0)


def _wait(text: str) -> float | None:
    found = re.fullmatch(r"\[wait (\d+(?:\.\d+)?)\]", text)
    return float(found.group(1)) if found else None


def _device(text: str) -> Event | None:
    found = re.fullmatch(r"\[(lose|back) (\w+)\]", text)
    if found is None:
        return None
    return DeviceLost(found.group(2)) if found.group(1) == "lose" else DeviceBack(found.group(2))
