"""What happened to the sound: how it is heard, the hearing test, the way to a thing. Part of outcomes.py."""

from __future__ import annotations

from accessvr.core.values import dataclass


@dataclass(frozen=True, slots=True)
class SoundTold:
    """How the sound is fitted."""


@dataclass(frozen=True, slots=True)
class LossEntered:
    """What an ear has lost at a pitch was written down; no pitch when all of it was forgotten."""

    ear: str
    frequency_hz: int
    loss_db: int


@dataclass(frozen=True, slots=True)
class SetAside:
    """A kind of thing is heard from its own place from now on, or from straight ahead; `what` "" stands for all."""

    what: str
    aside: bool


@dataclass(frozen=True, slots=True)
class TonesExplained:
    """The hearing test begins."""


@dataclass(frozen=True, slots=True)
class TonesGoOn:
    """The tones go to the other ear."""

    ear: str


@dataclass(frozen=True, slots=True)
class TonesEnded:
    """The hearing test has ended. `found` is a key of the phrasebook; `softer` the ear that hears softer, or ""."""

    found: str
    softer: str = ""


@dataclass(frozen=True, slots=True)
class TonesLeft:
    """The hearing test was left; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Directed:
    """Where a thing stands; `beacon` when it sounds until one faces it."""

    label: str
    azimuth_deg: float
    beacon: bool = False


@dataclass(frozen=True, slots=True)
class Faced:
    """One faces the thing one was guided to, and stands at it."""

    label: str


@dataclass(frozen=True, slots=True)
class Dosed:
    """So much of a week's safe sound has been heard: "half", "most", "all"; `softer` when the level went down."""

    much: str
    softer: bool = False


SoundOutcome = (
    SoundTold | LossEntered | SetAside | TonesExplained | TonesGoOn | TonesEnded | TonesLeft | Directed | Faced | Dosed
)
