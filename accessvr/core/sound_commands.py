"""What is asked of the sound: how it is heard, where the text is placed, the way to a thing. Part of commands.py."""

from __future__ import annotations

from accessvr.core.hearing import Way
from accessvr.core.values import dataclass


@dataclass(frozen=True, slots=True)
class Hear:
    """Hear in a way, or with one ear ("left", "right") or both (""). None leaves that as it is."""

    way: Way | None = None
    ear: str | None = None


@dataclass(frozen=True, slots=True)
class EnterLoss:
    """Write down what an ear has lost at a pitch, in dB HL; `ear` "" is both. No pitch: nothing is lost."""

    ear: str = ""
    frequency_hz: int = 0
    loss_db: int = 0


@dataclass(frozen=True, slots=True)
class PlaceAside:
    """Hear a kind of thing in a text from its own place, or from straight ahead. `what` "" stands for all."""

    what: str
    aside: bool


@dataclass(frozen=True, slots=True)
class MySound:
    """Say how the sound is fitted, and offer what can be changed."""


@dataclass(frozen=True, slots=True)
class HearTones:
    """Find by tones what can be heard, and fit the sound to it."""


@dataclass(frozen=True, slots=True)
class FindPlace:
    """Say where a thing stands; with `beacon`, let it sound until one faces it."""

    words: str
    beacon: bool = False
