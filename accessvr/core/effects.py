"""What should go out: meaning, not bytes. A closed union."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from accessvr.core.hearing import Hearing
from accessvr.core.profile import Profile
from accessvr.core.publication import Bookmark, Clip, Locator
from accessvr.core.scene import AHEAD, Place, Scene
from accessvr.core.values import dataclass, field


class Earcon(Enum):
    """The short sounds. Each is a recipe in audio_scenes/cues.toml."""

    STEP = "step"
    WALL = "wall"
    HEADING = "heading"
    PAGE = "page"
    ENTER = "enter"
    LEAVE = "leave"
    LISTENING = "listening"
    HEARD = "heard"
    WAITING = "waiting"
    REFUSED = "refused"
    CONFIRM = "confirm"
    UNDO = "undo"
    QUESTION = "question"
    PAUSE = "pause"
    FOUND = "found"
    WELCOME = "welcome"
    FAREWELL = "farewell"
    ALERT = "alert"
    NEARING = "nearing"


@dataclass(frozen=True, slots=True)
class Icon:
    """The sound of a thing. `value` names a recipe in audio_scenes/icons.toml; without one it is silent."""

    value: str


class Tacton(Enum):
    """The vibration patterns. Each is a row of accessvr/devices/wristbands/tactons.json."""

    STEP_NEXT = "step.next"
    STEP_PREVIOUS = "step.prev"
    WALL_AHEAD = "edge.right"
    WALL_BEHIND = "edge.left"
    SWEEP_RIGHT = "sweep.right"
    SWEEP_LEFT = "sweep.left"
    BEACON_RIGHT = "beacon.right"
    BEACON_LEFT = "beacon.left"
    ARRIVED = "arrived"
    HEADING = "heading"
    CHAPTER_END = "chapter.end"
    BOOK_END = "book.end"
    NOTE = "note"
    CONFIRM = "confirm"
    CANCEL = "cancel"
    ERROR = "error"
    LISTENING = "listening"
    NOT_UNDERSTOOD = "not.understood"
    PAUSE = "pause"
    ATTENTION = "attention"
    PROGRESS_1 = "progress.1"
    PROGRESS_2 = "progress.2"
    PROGRESS_3 = "progress.3"
    PROGRESS_4 = "progress.4"


class Picture(Enum):
    """What the headset shows."""

    PAGE = "page"
    PLACE = "place"
    WALL = "wall"
    LIST = "list"
    QUESTION = "question"
    MESSAGE = "message"
    PHOTO = "photo"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Sounding:
    """How a stretch of a text is pronounced.

    start, end  characters of the text
    alphabet    "ipa", "x-sampa", or "alias"
    sounds      in that alphabet; for an alias the words to be said instead
    """

    start: int
    end: int
    alphabet: str
    sounds: str


@dataclass(frozen=True, slots=True)
class Say:
    """Speak. Without `queued` it replaces what is being said; with it, it follows without a gap.

    number            counts up through the visit; Spoken and SpokenTo bring it back
    words_per_minute  80 to 400
    voice             "" for the default of the language
    loudness_db       relative to the normal level
    place             where the voice stands
    soundings         pronunciations, in order, that do not overlap
    pause_s           silence before the words
    """

    number: int
    text: str
    language: str = "en"
    words_per_minute: int = 150
    voice: str = ""
    loudness_db: float = 0.0
    place: Place = AHEAD
    queued: bool = False
    soundings: tuple[Sounding, ...] = ()
    pause_s: float = 0.0


@dataclass(frozen=True, slots=True)
class SayNext:
    """This will most likely be said next: make it ready while the present sentence sounds."""

    text: str
    language: str = "en"
    words_per_minute: int = 150
    voice: str = ""
    soundings: tuple[Sounding, ...] = ()


@dataclass(frozen=True, slots=True)
class Hush:
    """Be silent at once: speech, cues, clips and vibration."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Play a short sound at a place."""

    earcon: Earcon | Icon
    place: Place = AHEAD


@dataclass(frozen=True, slots=True)
class Buzz:
    """Shake a pattern, at a strength of 0 to 1."""

    tacton: Tacton
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class Show:
    """Show a picture with its words. `source` names the file of a photo."""

    picture: Picture
    title: str = ""
    text: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Play:
    """Play a recorded clip of the publication.

    Its number comes back as for Say: SpokenTo with an offset from 0 to `clip.end - clip.start`, in step with the time;
    Spoken at its end; NotPlayed when there is nothing that can be played.

    loudness_db  relative to the normal level
    tempo        1 is as recorded; 0.5 to 3, without a change of pitch
    pause_s      silence before it
    text         the words that are heard in it, for captions; "" when they are not known
    """

    number: int
    clip: Clip
    place: Place = AHEAD
    queued: bool = False
    loudness_db: float = 0.0
    tempo: float = 1.0
    pause_s: float = 0.0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Surround:
    """Put the listener into a scene; None is silence around."""

    scene: Scene | None


@dataclass(frozen=True, slots=True)
class Fit:
    """Fit all that sounds to the patron's hearing. `calm` leaves no ambience and no beacon.

    dose  so much of a week's safe dose of sound has been heard, as far as it is known; a device that has
          measured more keeps to what it has measured
    """

    hearing: Hearing
    calm: bool = False
    dose: float = 0.0


@dataclass(frozen=True, slots=True)
class Tone:
    """Play a pulsed tone to one ear, to find what can be heard. It is not fitted. Spoken(number) comes at its end.

    level_db  relative to the normal level of speech, by power
    """

    number: int
    frequency_hz: float
    level_db: float
    ear: str


@dataclass(frozen=True, slots=True)
class Guide:
    """Let a beacon sound at a place until another one or None; None is its end.

    style  a name in audio_scenes/beacons.toml; "" for the usual one, the first there
    """

    place: Place | None
    style: str = ""


@dataclass(frozen=True, slots=True)
class Listen:
    """Listen for these phrases, and for numbers and titles where a phrase has a {slot}."""

    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prepare:
    """Open a section of the publication; Ready brings it back."""

    publication: str
    section: int


@dataclass(frozen=True, slots=True)
class OpenBook:
    """Open a publication by title or path; Opened or Failed comes back. "" is the shelf."""

    title: str


@dataclass(frozen=True, slots=True)
class Search:
    """Find words in a publication; Matched comes back."""

    publication: str
    words: str


@dataclass(frozen=True, slots=True)
class Keep:
    """Keep the patron's wishes, place, bookmarks, how words of this publication are to be said, and the week's dose."""

    profile: Profile
    at: Locator | None = None
    marks: tuple[Bookmark, ...] = ()
    respellings: Mapping[str, str] = field(default_factory=dict)
    dose: float = 0.0


@dataclass(frozen=True, slots=True)
class Recount:
    """Tell what is known of a publication, in a language (BCP 47); Recounted comes back."""

    publication: str
    language: str


@dataclass(frozen=True, slots=True)
class Export:
    """Write bookmarks and notes to a file of the patron's own; Exported or Failed comes back."""

    publication: str
    marks: tuple[Bookmark, ...]


Effect = (
    Say
    | SayNext
    | Hush
    | Cue
    | Buzz
    | Show
    | Play
    | Surround
    | Fit
    | Tone
    | Guide
    | Listen
    | Prepare
    | OpenBook
    | Search
    | Keep
    | Recount
    | Export
)
