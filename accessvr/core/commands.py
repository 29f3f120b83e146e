"""What was asked, however it was asked: by voice, typing, buttons, controller or keys. A closed union."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from accessvr.core.publication import Locator


class Unit(Enum):
    """What a move steps over."""

    BOOK = "book"
    PART = "part"
    CHAPTER = "chapter"
    HEADING = "heading"
    PAGE = "page"
    PARAGRAPH = "paragraph"
    SENTENCE = "sentence"
    WORD = "word"
    CHARACTER = "character"
    NOTE = "note"
    TABLE = "table"
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
class Mark:
    """Put a bookmark here."""


@dataclass(frozen=True, slots=True)
class Recall:
    """Go to a bookmark, from 1; 0 lists them."""

    number: int = 0


@dataclass(frozen=True, slots=True)
class Visit:
    """Go to a kept place: a bookmark, or one where words were found."""

    place: Locator


@dataclass(frozen=True, slots=True)
class Adjust:
    """Turn a setting up (`steps` above 0) or down."""

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
    | Open
    | Choose
    | Mark
    | Recall
    | Visit
    | Adjust
    | Answer
    | Undo
    | Back
    | Help
    | Stop
    | Shelf
    | Goodbye
)
