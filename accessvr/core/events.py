"""What came in. Time comes in too. A closed union, of which every command is a part."""

from __future__ import annotations

from collections.abc import Mapping

from accessvr.core.commands import Command
from accessvr.core.publication import Bookmark, Locator, Passage, Publication
from accessvr.core.scene import Scene
from accessvr.core.values import dataclass, field


@dataclass(frozen=True, slots=True)
class Began:
    """The visit begins. `missing` names the devices it does without."""

    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """Words that were said or typed. `confidence` 0 to 1; typed words have 1."""

    words: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button or key: "yes", "next", "stop", "right.next", "key.Right". `long` when it was held."""

    control: str
    long: bool = False


@dataclass(frozen=True, slots=True)
class Looked:
    """The head turned: degrees clockwise from straight ahead, and up."""

    azimuth_deg: float
    elevation_deg: float = 0.0


@dataclass(frozen=True, slots=True)
class Pointed:
    """A hand points: "left" or "right", degrees clockwise from straight ahead, and up."""

    hand: str
    azimuth_deg: float
    elevation_deg: float = 0.0


@dataclass(frozen=True, slots=True)
class Spoken:
    """The utterance with this number has been heard whole."""

    number: int


@dataclass(frozen=True, slots=True)
class SpokenTo:
    """The utterance with this number has been heard up to a word that begins at `offset` in its text, in characters."""

    number: int
    offset: int


@dataclass(frozen=True, slots=True)
class NotPlayed:
    """The clip with this number cannot be played: its words are spoken instead."""

    number: int


@dataclass(frozen=True, slots=True)
class NoVoice:
    """There is no voice for this language (BCP 47); another one reads it. Comes once for each language."""

    language: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A publication was opened, or its outline became better known.

    scene  where its parts stand; None keeps the scene there is
    at     where the patron was last time
    marks  the patron's bookmarks in it
    respellings  word -> how this patron has it said in this publication
    """

    publication: Publication
    scene: Scene | None = None
    at: Locator | None = None
    marks: tuple[Bookmark, ...] = ()
    respellings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ready:
    """A section of a publication was opened."""

    publication: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Matched:
    """The places where the words were found, in reading order. `more` when there are others."""

    words: str
    places: tuple[Locator, ...]
    more: bool = False


@dataclass(frozen=True, slots=True)
class Recounted:
    """What is known of a publication and its accessibility, a line each."""

    publication: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exported:
    """The patron's bookmarks and notes were written; `name` is that of the file."""

    name: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Something asked for cannot be had. `spoken` is fit for the patron."""

    what: str
    spoken: str


@dataclass(frozen=True, slots=True)
class DeviceLost:
    """A device died and is silent now."""

    name: str


@dataclass(frozen=True, slots=True)
class DeviceBack:
    """A device works again."""

    name: str


@dataclass(frozen=True, slots=True)
class Exposed:
    """So much of a week's safe dose of sound (ITU-T H.870; 1 is all of it) has been heard.

    Comes at 0.5, 0.8, 1, and as often as a device likes, so that the dose can be kept.
    """

    share: float


@dataclass(frozen=True, slots=True)
class Ticked:
    """The time, in seconds since the visit began."""

    now_s: float


Event = (
    Began
    | Heard
    | Pressed
    | Looked
    | Pointed
    | Spoken
    | SpokenTo
    | NotPlayed
    | NoVoice
    | Opened
    | Ready
    | Matched
    | Recounted
    | Exported
    | Failed
    | DeviceLost
    | DeviceBack
    | Exposed
    | Ticked
    | Command
)
