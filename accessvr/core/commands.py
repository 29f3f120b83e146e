"""What was asked, however it was asked: by voice, typing, buttons, controller or keys. A closed union."""

from __future__ import annotations

from enum import Enum

from accessvr.core.profile import Treat
from accessvr.core.publication import Locator
from accessvr.core.sound_commands import EnterLoss as EnterLoss
from accessvr.core.sound_commands import FindPlace as FindPlace
from accessvr.core.sound_commands import Hear as Hear
from accessvr.core.sound_commands import HearTones as HearTones
from accessvr.core.sound_commands import MySound as MySound
from accessvr.core.sound_commands import PlaceAside as PlaceAside
from accessvr.core.values import dataclass


class Unit(Enum):
    """What a move steps over."""

    BOOK = "book"
    PART = "part"
    CHAPTER = "chapter"
    HEADING = "heading"
    PAGE = "page"
    PARAGRAPH = "paragraph"
    SENTENCE = "sentence"
    LINE = "line"
    WORD = "word"
    CHARACTER = "character"
    TEN_SECONDS = "ten seconds"
    NOTE = "note"
    TABLE = "table"
    ROW = "row"
    COLUMN = "column"
    CELL = "cell"
    FORMULA = "formula"
    QUOTATION = "quotation"
    FIGURE = "figure"
    LIST = "list"
    LINK = "link"
    ITEM = "item"


class Setting(Enum):
    """What a patron can adjust by voice."""

    SPEED = "speed"
    LOUDNESS = "loudness"
    WORDINESS = "wordiness"
    BUZZ = "buzz"
    CALM = "calm"
    VOICE = "voice"
    PAUSES = "pauses"
    ONE_BY_ONE = "one by one"
    RECORDED = "recorded"
    WAY = "way"
    EARS = "ears"
    WIDER = "wider"
    CLEARER = "clearer"
    BALANCE = "balance"
    HEAD = "head"
    ROOM = "room"
    SPED_UP = "sped up"
    NEARING = "nearing"


@dataclass(frozen=True, slots=True)
class Move:
    """Go on (`steps` above 0) or back. `unit` None means the unit of the last move; `level` 0 means any level."""

    steps: int = 1
    unit: Unit | None = None
    level: int = 0


@dataclass(frozen=True, slots=True)
class GoTo:
    """Go to the numbered chapter, page ...; to its beginning with BOOK and 1, to the end with -1. Pages go by label."""

    unit: Unit
    number: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Enter:
    """Go into the thing one stands at: a photo, a room, a chosen line of a list."""


@dataclass(frozen=True, slots=True)
class Leave:
    """Go out of the thing one is in; out of a book, to the shelf."""


@dataclass(frozen=True, slots=True)
class Read:
    """Read aloud from here until stopped."""


@dataclass(frozen=True, slots=True)
class Hold:
    """Pause: the place is kept to the word."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """Say the last thing again."""


@dataclass(frozen=True, slots=True)
class Spell:
    """Spell the word one stands at, letter by letter; `phonetic` gives alfa, bravo."""

    phonetic: bool = False


@dataclass(frozen=True, slots=True)
class WhereAmI:
    """Say the place without moving."""


@dataclass(frozen=True, slots=True)
class WhatIsAround:
    """Say what stands around, with directions."""


@dataclass(frozen=True, slots=True)
class Describe:
    """Say what this is."""


@dataclass(frozen=True, slots=True)
class More:
    """Say the next part of the last answer, or the long description."""


@dataclass(frozen=True, slots=True)
class Contents:
    """List the contents, or the shelf, to choose from."""


@dataclass(frozen=True, slots=True)
class Find:
    """Find words in the text."""

    words: str


@dataclass(frozen=True, slots=True)
class Open:
    """Open a publication by title; "" opens the thing at hand."""

    title: str = ""


@dataclass(frozen=True, slots=True)
class Choose:
    """Choose a line of the list that was offered, from 1; 0 is the line one stands at."""

    number: int = 0


@dataclass(frozen=True, slots=True)
class FindNext:
    """Go to the next (`steps` above 0) or previous place where the words of the last search stand."""

    steps: int = 1


@dataclass(frozen=True, slots=True)
class HearNote:
    """Hear the note that is referred to here, and come back to the word."""


@dataclass(frozen=True, slots=True)
class Follow:
    """Follow the link that stands here."""


@dataclass(frozen=True, slots=True)
class Links:
    """List the links that stand here, to choose from."""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """Say a whole row or column of the table one is in, without moving. `unit` is ROW or COLUMN."""

    unit: Unit


@dataclass(frozen=True, slots=True)
class Headers:
    """Say the headers of the cell one is in."""


@dataclass(frozen=True, slots=True)
class Landmarks:
    """List the places the author points out."""


@dataclass(frozen=True, slots=True)
class About:
    """Say what is known of the publication and its accessibility."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Put a bookmark here, with a name, or with a note."""

    name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """Keep the sentence one stands at as a note."""


@dataclass(frozen=True, slots=True)
class Unmark:
    """Take a bookmark away, from 1."""

    number: int


@dataclass(frozen=True, slots=True)
class Recall:
    """Go to a bookmark by number, from 1, or by name; 0 and no name lists them."""

    number: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Export:
    """Write the bookmarks and notes of this publication to a file of the patron's own."""


@dataclass(frozen=True, slots=True)
class Sleep:
    """End reading after some minutes; 0 takes the timer away."""

    minutes: int


@dataclass(frozen=True, slots=True)
class TreatAs:
    """Treat a kind of thing in this way. `role` "" stands for all that can be skipped."""

    role: str
    how: Treat


@dataclass(frozen=True, slots=True)
class Pronounce:
    """Say the word one stands at like `words`: in this book, or `always`. No words: as it is written."""

    words: str = ""
    always: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    """Go to a kept place: a bookmark, or one where words were found."""

    place: Locator


@dataclass(frozen=True, slots=True)
class Adjust:
    """Turn a setting up (`steps` above 0) or down; the balance to the right or left, with 0 to the middle."""

    setting: Setting
    steps: int = 1


@dataclass(frozen=True, slots=True)
class Answer:
    """Answer the question that was asked."""

    yes: bool


@dataclass(frozen=True, slots=True)
class Undo:
    """Take the last change back: a move or a setting."""


@dataclass(frozen=True, slots=True)
class Back:
    """Return to where one was before the last jump."""


@dataclass(frozen=True, slots=True)
class Help:
    """Say what can be said here, three things at a time."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Silence, at once, from any state."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Go to the shelf."""


@dataclass(frozen=True, slots=True)
class Goodbye:
    """End the visit."""


Command = (
    Move
    | GoTo
    | Enter
    | Leave
    | Read
    | Hold
    | Repeat
    | Spell
    | WhereAmI
    | WhatIsAround
    | Describe
    | More
    | Contents
    | Find
    | FindNext
    | HearNote
    | Follow
    | Links
    | ReadLine
    | Headers
    | Landmarks
    | About
    | Open
    | Choose
    | Mark
    | Copy
    | Unmark
    | Recall
    | Export
    | Sleep
    | TreatAs
    | Pronounce
    | Visit
    | Adjust
    | Answer
    | Undo
    | Back
    | Help
    | Stop
    | Shelf
    | Goodbye
    | Hear
    | EnterLoss
    | PlaceAside
    | MySound
    | HearTones
    | FindPlace
)
