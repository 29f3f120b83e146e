"""Lines in brackets, typed or in a script, that stand for buttons, keys, the head and the hands."""

from __future__ import annotations

from math import isfinite

from accessvr.core.events import Event, Looked, Pointed, Pressed


def bracketed(line: str) -> Event | None:
    """Give the event of a line in brackets; None for any other line, or one that is not understood.

    [press CONTROL], [press CONTROL long], [key NAME], [head AZIMUTH ELEVATION], [point HAND AZIMUTH ELEVATION]

    Angles are in degrees, a missing elevation is 0, HAND is left or right.
    """
    text = line.strip()
    if not (text.startswith("[") and text.endswith("]")):
        return None
    try:
        return _event(text[1:-1].split())
    except ValueError:
        return None


def _event(words: list[str]) -> Event | None:
    match words:
        case ["press", control]:
            return Pressed(control)
        case ["press", control, "long"]:
            return Pressed(control, long=True)
        case ["key", key]:
            return Pressed(f"key.{key}")
        case ["head", *angles]:
            return Looked(*_direction(angles))
        case ["point", ("left" | "right") as hand, *angles]:
            return Pointed(hand, *_direction(angles))
        case _:
            return None


def _direction(words: list[str]) -> tuple[float, float]:
    """Read azimuth and elevation. Raises ValueError when they are not one or two ordinary numbers."""
    degrees = [float(word) for word in words]
    if len(degrees) not in (1, 2) or not all(map(isfinite, degrees)):
        raise ValueError(f"{words} is no direction")
    return degrees[0], degrees[1] if len(degrees) > 1 else 0.0
