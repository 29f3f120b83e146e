"""Lines in brackets, typed or in a script, that stand for buttons, keys, the head and the hands."""

from __future__ import annotations

from collections.abc import Callable

from accessvr.core.events import Event, Looked, Pointed, Pressed


def bracketed(line: str) -> Event | None:
    """Give the event of a line such as "[press right.next]"; None for any other line, or one that is not whole."""
    words = line.strip().removeprefix("[").removesuffix("]").split()
    if not line.strip().startswith("[") or not words or words[0] not in FORMS:
        return None
    try:
        return FORMS[words[0]](words[1:])
    except (IndexError, ValueError):
        return None


def _press(words: list[str]) -> Event:
    return Pressed(words[0], long="long" in words[1:])


def _key(words: list[str]) -> Event:
    return Pressed(f"key.{words[0]}")


def _head(words: list[str]) -> Event:
    return Looked(float(words[0]), float(words[1]) if len(words) > 1 else 0.0)


def _point(words: list[str]) -> Event:
    return Pointed(words[0], float(words[1]), float(words[2]) if len(words) > 2 else 0.0)


FORMS: dict[str, Callable[[list[str]], Event]] = {"press": _press, "key": _key, "head": _head, "point": _point}
