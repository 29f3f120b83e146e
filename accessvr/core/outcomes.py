"""What happened. An impossible move is an outcome, not an error. A closed union."""

from __future__ import annotations

from accessvr.core.commands import Setting, Unit
from accessvr.core.publication import Spot
from accessvr.core.sound_outcomes import Directed as Directed
from accessvr.core.sound_outcomes import Dosed as Dosed
from accessvr.core.sound_outcomes import Faced as Faced
from accessvr.core.sound_outcomes import LossEntered as LossEntered
from accessvr.core.sound_outcomes import SetAside as SetAside
from accessvr.core.sound_outcomes import SoundOutcome
from accessvr.core.sound_outcomes import SoundTold as SoundTold
from accessvr.core.sound_outcomes import TonesEnded as TonesEnded
from accessvr.core.sound_outcomes import TonesExplained as TonesExplained
from accessvr.core.sound_outcomes import TonesGoOn as TonesGoOn
from accessvr.core.sound_outcomes import TonesLeft as TonesLeft
from accessvr.core.values import dataclass


@dataclass(frozen=True, slots=True)
class Welcomed:
    """The visit begins; `missing` names the devices it does without."""

    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Arrived:
    """The patron stands somewhere else. `before` is the spot left; None when all is new."""

    unit: Unit
    ahead: bool
    before: Spot | None = None


@dataclass(frozen=True, slots=True)
class Blocked:
    """There is nothing of this unit on that side."""

    unit: Unit
    ahead: bool
    level: int = 0


@dataclass(frozen=True, slots=True)
class NotThere:
    """There is no such chapter, page or line of the list."""

    unit: Unit
    asked: str


@dataclass(frozen=True, slots=True)
class Awaited:
    """What is asked for is being opened. `section` -1 stands for a whole publication."""

    section: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """Reading aloud begins."""


@dataclass(frozen=True, slots=True)
class Finished:
    """The text has been read to its end; `beside` when it was one that stands beside the way."""

    beside: bool = False


@dataclass(frozen=True, slots=True)
class Returned:
    """A note or description has been heard; the patron stands at the word again."""


@dataclass(frozen=True, slots=True)
class Held:
    """Reading pauses; the place is kept."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """All is silent."""


@dataclass(frozen=True, slots=True)
class Repeated:
    """The last words are said again."""


@dataclass(frozen=True, slots=True)
class Spelled:
    """The word one stands at, letter by letter."""

    word: str
    phonetic: bool


@dataclass(frozen=True, slots=True)
class Located:
    """Where the patron is."""


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around."""


@dataclass(frozen=True, slots=True)
class Described:
    """What this is; with `details`, its long description."""

    details: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """Some lines of a list, to choose from: "contents", "found", "marks", "links", "landmarks", "about" or "help".

    first  number of the first of these lines, from 1; total  how many lines there are
    """

    what: str
    labels: tuple[str, ...]
    first: int
    total: int


@dataclass(frozen=True, slots=True)
class Offered:
    """One line of the list that is offered."""

    label: str
    number: int
    total: int


@dataclass(frozen=True, slots=True)
class Searching:
    """The words are being looked for."""

    words: str


@dataclass(frozen=True, slots=True)
class Fetching:
    """Something is asked of the library: "about" what is known of the publication, "notes" to be written."""

    what: str


@dataclass(frozen=True, slots=True)
class NotFound:
    """The words are not in the text."""

    words: str


@dataclass(frozen=True, slots=True)
class Entered:
    """A publication was opened. `again` when the patron had been in it before."""

    again: bool


@dataclass(frozen=True, slots=True)
class NothingOpen:
    """Nothing is open yet."""


@dataclass(frozen=True, slots=True)
class NothingMore:
    """There is no more to say about this."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A bookmark was put here: `kind` is "place", "name" or "note"."""

    number: int
    kind: str = "place"
    name: str = ""


@dataclass(frozen=True, slots=True)
class Unmarked:
    """A bookmark was taken away."""

    number: int


@dataclass(frozen=True, slots=True)
class Written:
    """The notes were written to a file."""

    name: str


@dataclass(frozen=True, slots=True)
class Lined:
    """The cells of a whole row or column."""

    unit: Unit
    words: str


@dataclass(frozen=True, slots=True)
class Headed:
    """The headers of the cell one is in; "" when it has none."""

    words: str


@dataclass(frozen=True, slots=True)
class NotInTable:
    """What was asked for is about a table, and one is in none."""


@dataclass(frozen=True, slots=True)
class NotHere:
    """There is no link, no note, no formula here. `what` is a key of the phrasebook."""

    what: str


@dataclass(frozen=True, slots=True)
class Drowsing:
    """The sleep timer was set to `minutes`; 0 when it was taken away."""

    minutes: int


@dataclass(frozen=True, slots=True)
class Warned:
    """The sleep timer will soon end reading."""


@dataclass(frozen=True, slots=True)
class Slept:
    """The sleep timer has ended reading; the place is kept."""


@dataclass(frozen=True, slots=True)
class Treated:
    """A kind of thing is treated differently from now on."""

    role: str
    how: str


@dataclass(frozen=True, slots=True)
class Pronounced:
    """A word is said differently from now on."""

    word: str
    words: str


@dataclass(frozen=True, slots=True)
class Unvoiced:
    """There is no voice for a language: another one reads it."""

    language: str


@dataclass(frozen=True, slots=True)
class Adjusted:
    """A setting was changed to `value`, in words or a number; `at_limit` when it can go no further."""

    setting: Setting
    value: str
    at_limit: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """The patron is asked, yes or no. `question` is a key of the phrasebook."""

    question: str


@dataclass(frozen=True, slots=True)
class Declined:
    """The patron said no; all stays as it was."""


@dataclass(frozen=True, slots=True)
class NotAsked:
    """Yes or no was said and nothing had been asked."""


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """The words mean nothing here. `near` is the nearest phrase, or ""; `misses` counts them in a row, from 1."""

    words: str
    near: str
    misses: int


@dataclass(frozen=True, slots=True)
class Undone:
    """The last change was taken back."""

    setting: bool = False


@dataclass(frozen=True, slots=True)
class NothingToUndo:
    """Nothing is left to take back; `back` when it was asked to return."""

    back: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """Something asked for cannot be had; `spoken` says why and what to do."""

    spoken: str


@dataclass(frozen=True, slots=True)
class Lost:
    """A device stopped; the others go on."""

    device: str


@dataclass(frozen=True, slots=True)
class Restored:
    """A device works again."""

    device: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The visit is over."""


Outcome = (
    Welcomed
    | Arrived
    | Blocked
    | NotThere
    | Awaited
    | Reading
    | Finished
    | Returned
    | Held
    | Stopped
    | Repeated
    | Spelled
    | Located
    | Around
    | Described
    | Listed
    | Offered
    | Searching
    | Fetching
    | NotFound
    | Entered
    | NothingOpen
    | NothingMore
    | Marked
    | Unmarked
    | Written
    | Lined
    | Headed
    | NotInTable
    | NotHere
    | Drowsing
    | Warned
    | Slept
    | Treated
    | Pronounced
    | Unvoiced
    | Adjusted
    | Asked
    | Declined
    | NotAsked
    | NotUnderstood
    | Undone
    | NothingToUndo
    | Refused
    | Lost
    | Restored
    | Ended
    | SoundOutcome
)
