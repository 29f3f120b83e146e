"""The only state of a visit. It is a value: `step` gives a new one for each event."""

from __future__ import annotations

from dataclasses import dataclass, replace

from accessvr.core.commands import Command
from accessvr.core.profile import Profile
from accessvr.core.publication import Kind, Locator, Spot
from accessvr.core.scene import Scene
from accessvr.core.trail import Trail
from accessvr.core.understand import Grammar

REMEMBERED = 50  # chosen: changes that can be taken back; the dialogue rules ask for at least 20


@dataclass(frozen=True, slots=True)
class Said:
    """An utterance on its way to the patron's ears.

    spot   the place in the text where its words begin; None for an answer
    lead   characters of announcement before the words of the text
    """

    number: int
    text: str
    language: str
    spot: Spot | None = None
    lead: int = 0


@dataclass(frozen=True, slots=True)
class Was:
    """How things were before a change. `jump` when the change was a jump, to which "back" returns."""

    trail: Trail | None
    profile: Profile
    scene: Scene
    jump: bool


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a list: what is said, and what choosing it does."""

    label: str
    command: Command


@dataclass(frozen=True, slots=True)
class Choice:
    """A list that is offered. `told` lines have been said; `at` is the line one stands at, -1 before the first."""

    what: str
    options: tuple[Option, ...]
    told: int = 0
    at: int = -1


@dataclass(frozen=True, slots=True)
class Question:
    """A question that waits for yes or no; `yes` is done on yes."""

    key: str
    yes: Command


@dataclass(frozen=True, slots=True)
class Session:
    """A visit, now.

    trail      what is open and where the patron is; None before anything is open
    scene      where things stand around the patron
    said       utterances not yet heard whole, in order
    last       what was said last, for "repeat"
    number     of the last utterance
    reading    reading aloud goes on by itself
    asked      a question or a list that waits for an answer
    waiting    a command that waits for a section to be opened
    opening    a publication was asked for and is not there yet
    arriving   a publication was opened, its first section is awaited, and `place` is where to stand in it
    preparing  sections asked for and not yet there
    past       changes that can be taken back, oldest first
    misses     times in a row that nothing was understood
    listening  the phrases that make sense now
    facing_deg where the head looks, degrees clockwise
    now_s      seconds since the visit began
    over       the visit has ended
    """

    grammar: Grammar
    profile: Profile = Profile()
    trail: Trail | None = None
    scene: Scene = Scene("empty")
    said: tuple[Said, ...] = ()
    last: Said | None = None
    number: int = 0
    reading: bool = False
    asked: Question | Choice | None = None
    waiting: Command | None = None
    opening: bool = False
    arriving: bool = False
    place: Locator | None = None
    preparing: frozenset[int] = frozenset()
    past: tuple[Was, ...] = ()
    misses: int = 0
    listening: tuple[str, ...] = ()
    facing_deg: float = 0.0
    pressed_s: float = -1e9
    now_s: float = 0.0
    over: bool = False

    @property
    def kind(self) -> Kind:
        """Give the kind of publication one is in."""
        return Kind.SHELF if self.trail is None else self.trail.publication.kind

    @property
    def awaiting(self) -> bool:
        """Say whether the patron waits for something to be opened."""
        return self.opening or self.arriving or self.waiting is not None

    def words(self, key: str, **slots: object) -> str:
        """Give a sentence of the phrasebook with its slots filled."""
        return self.grammar.phrases.says[key].format(**slots)


def remember(session: Session, *, jump: bool = False) -> Session:
    """Give the session with its present state kept for undo."""
    trail = session.trail
    if trail is not None:
        here = trail.spot.section
        trail = replace(trail, passages={i: p for i, p in trail.passages.items() if i == here})
    was = Was(trail, session.profile, session.scene, jump)
    return replace(session, past=(*session.past[1 - REMEMBERED :], was))
