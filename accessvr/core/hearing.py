"""How one patron hears: what the sound comes out of, which ears, what an ear has lost. No diagnosis."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from accessvr.core.values import dataclass, field

EARS = ("left", "right")


class Way(Enum):
    """What the sound comes out of. Each is rendered for itself."""

    HEADPHONES = "headphones"
    LOUDSPEAKERS = "loudspeakers"
    MONO = "mono"
    BONE = "bone conduction"


@dataclass(frozen=True, slots=True)
class Hearing:
    """How sound is fitted to a patron.

    way       what it comes out of
    one_ear   "" for two ears, else "left" or "right": all is heard on that side, without HRTF
    loss      by ear ("left", "right"), hearing loss in dB HL by frequency in Hz; an ear not named has none
    wider     level differences between the ears are made larger, for ears to which delays say little
    clearer   the band of speech is favoured
    balance_db  the right ear is louder by so much, -20 to 20
    head      name of the head whose HRTF is used; "" for the usual one
    room      the sound of the room is heard around things
    """

    way: Way = Way.HEADPHONES
    one_ear: str = ""
    loss: Mapping[str, Mapping[int, float]] = field(default_factory=dict)
    wider: bool = False
    clearer: bool = False
    balance_db: float = 0.0
    head: str = ""
    room: bool = True

    @property
    def flat(self) -> bool:
        """Tell whether directions cannot be heard, so that they are said."""
        return self.way is Way.MONO or bool(self.one_ear)
