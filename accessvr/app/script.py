"""The script of a rehearsal: what is said, pressed, turned, lost and waited for, and the answers it should get."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from accessvr.core.errors import ContentError
from accessvr.core.events import DeviceBack, DeviceLost, Event, Heard, Looked, Pointed, Pressed

FORMS = (
    "[press NAME], [key NAME], [head AZIMUTH ELEVATION], [point HAND AZIMUTH ELEVATION], [wait SECONDS], [lose DEVICE]"
)


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
    words = text.strip("[]").split()
    try:
        if words[0] == "wait":
            return Line(number, text, None, max(0.0, float(words[1])))
        return Line(number, text, FORMATS[words[0]](words[1:]))
    except (KeyError, IndexError, ValueError) as error:
        raise ContentError(
            f"{name}, line {number}: {text} is not understood", remedy=f"Write words, or one of {FORMS}."
        ) from error


def _press(words: list[str]) -> Event:
    return Pressed(words[0], long="long" in words[1:])


def _key(words: list[str]) -> Event:
    return Pressed(f"key.{words[0]}")


def _head(words: list[str]) -> Event:
    return Looked(float(words[0]), float(words[1]) if len(words) > 1 else 0.0)


def _point(words: list[str]) -> Event:
    return Pointed(words[0], float(words[1]), float(words[2]) if len(words) > 2 else 0.0)


FORMATS: dict[str, Callable[[list[str]], Event]] = {
    "press": _press,
    "key": _key,
    "head": _head,
    "point": _point,
    "lose": lambda words: DeviceLost(words[0]),
    "back": lambda words: DeviceBack(words[0]),
}
