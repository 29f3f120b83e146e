"""What the visit and the sound process say to each other, pickled, over the pipes between them."""

from __future__ import annotations

from collections.abc import Mapping

from accessvr.core.effects import Cue, Effect, Fit, Guide, Hush, Play, Say, Surround, Tone
from accessvr.core.events import Event
from accessvr.core.values import dataclass, field

Recipes = Mapping[str, Mapping[str, object]]
RENDERS: tuple[type[Effect], ...] = (Say, Hush, Cue, Play, Surround, Fit, Tone, Guide)  # what sounds


@dataclass(frozen=True, slots=True)
class Card:
    """What is played on.

    name       part of the name of a sound device; "" is the one the system uses, None is nowhere
    block      samples that are rendered at a time
    latency_s  what is asked of the card
    full_scale_db  dB SPL of a sine at full scale; None when nobody has measured it
    """

    name: str | None = ""
    block: int = 480
    latency_s: float = 0.02
    full_scale_db: float | None = None


@dataclass(frozen=True, slots=True)
class Begin:
    """The first message: what to play on, recipes by kind ("cues", "icons", "ambiences", "beacons"), and heights."""

    card: Card
    recipes: Mapping[str, Recipes] = field(default_factory=dict)
    heights: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Take:
    """An effect."""

    effect: Effect


@dataclass(frozen=True, slots=True)
class Feed:
    """Samples of an utterance: `count` of them lie in shared memory from `start` on, or they are in `content`."""

    number: int
    start: int
    count: int
    marks: tuple[tuple[int, int], ...]
    last: bool
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Playing:
    """The answer to Begin: what is played on, and how long sound takes to be heard there."""

    description: str
    latency_s: float


@dataclass(frozen=True, slots=True)
class Refused:
    """The other answer to Begin, and the fields of its DeviceError."""

    message: str
    spoken: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Told:
    """An event."""

    event: Event


ToSound = Begin | Take | Feed
FromSound = Playing | Refused | Told
