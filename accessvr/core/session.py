"""The only state of a visit. It is a value: `step` gives a new one for each event."""

from __future__ import annotations

from accessvr.core.commands import Command
from accessvr.core.hearing_test import HearingTest
from accessvr.core.phrasebook import sentence
from accessvr.core.profile import Profile
from accessvr.core.publication import Clip, Kind, Locator, Spot
from accessvr.core.scene import Place, Scene
from accessvr.core.trail import Trail
from accessvr.core.understand import Grammar
from accessvr.core.values import dataclass, replace

FADE_S, FADE_DB = 60.0, 15.0  # chosen: the last minute before sleep, to a voice that is still understood
REMEMBERED = 50  # chosen: changes that can be taken back; the dialogue rules ask for at least 20


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words to be said at once, in whatever voices.

    spot  where the words of the text begin, after `lead` characters of announcement; None for an answer
    end   where they end in the node's text (milliseconds in a recorded voice without text)
    at    where the patron stands when all has been heard; None for `spot`
    place where it is heard; None for where such words are usually heard
    words_per_minute  0 for the patron's own speed
    """

    text: str
    language: str
    spot: Spot | None = None
    lead: int = 0
    end: int = 0
    at: Spot | None = None
    place: Place | None = None
    words_per_minute: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """A part of an utterance, in one voice, on its way to the patron's ears.

    spot   the place in the text where its words begin; None for an answer
    lead   characters of announcement before the words of the text
    turn   number of the first part of its utterance
    first  where the patron stands when the whole utterance has been heard
    clip   the recorded voice it is heard in; None for the synthetic one
    """

    number: int
    text: str
    language: str
    spot: Spot | None = None
    lead: int = 0
    turn: int = 0
    first: Spot | None = None
    clip: Clip | None = None

    @property
    def length(self) -> int:
        """Give how far its offsets go: characters, or milliseconds in a recorded voice without text."""
        return len(self.text) if self.clip is None else self.clip.end - self.clip.start


@dataclass(frozen=True, slots=True)
class Was:
    """How things were before a change. `jump` when the change was a jump, to which "back" returns."""

    trail: Trail | None
    profile: Profile
    scene: Scene
    jump: bool
    excursions: tuple[Excursion, ...] = ()


@dataclass(frozen=True, slots=True)
class Excursion:
    """A note or a description that is heard in between: reading goes to its end, and back to where it began.

    section, first, after  the stops it holds: first to after - 1
    was                    how things were when it began: one comes back there
    reading                reading aloud went on when it began, and goes on afterwards
    reference              which of the sentence's references it is, when reading went there by itself; else -1
    """

    section: int
    first: int
    after: int
    was: Was
    reading: bool
    reference: int = -1


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a list: what is said, and what choosing it does."""

    label: str
    command: Command


@dataclass(frozen=True, slots=True)
class Choice:
    """A list that is offered. `told` lines have been said; `at` is the line one stands at, -1 before the first.

    under  of the contents: the line these lines stand under, -1 for the outermost
    """

    what: str
    options: tuple[Option, ...]
    told: int = 0
    at: int = -1
    under: int = -1


@dataclass(frozen=True, slots=True)
class Question:
    """A question that waits for yes or no; `yes` is done on yes."""

    key: str
    yes: Command


@dataclass(frozen=True, slots=True)
class Trying:
    """A hearing test that goes on.

    due_s    when the next tone comes; None before that is known
    tone     number of the tone, or of the silence in its place, that is out; 0 for none
    ended    it has been played; since_s  when that was known, on the visit's clock
    given_s  when it went out
    """

    test: HearingTest
    due_s: float | None = None
    tone: int = 0
    ended: bool = False
    since_s: float | None = None
    given_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Guiding:
    """The way to a thing. `since_s` is when one began to face it, `hour` the direction that was said last."""

    label: str
    place: Place
    since_s: float | None = None
    hour: int = 0


@dataclass(frozen=True, slots=True)
class Session:
    """A visit, now.

    trail      what is open and where the patron is; None before anything is open
    scene      where things stand around the patron
    said       utterances not yet heard whole, in order
    last       what was said last, for "repeat"
    number     of the last utterance's last part
    excursions notes and descriptions one is in, the outermost first
    notes_heard  notes of this sentence that were heard before one whose section is awaited
    found      the places of the last search; found_at  index of the one that was visited last
    voices     names of the voices that "another voice" steps through
    heads      names of the heads that "another head" steps through
    test       a hearing test that goes on
    guide      the thing one is guided to
    cut        sound was lost while reading: reading goes on when it is back
    dose       so much of a week's safe dose of sound has been heard
    hint       of the dose, to be said at the next pause; "" for none
    unvoiced   languages for which a missing voice has been announced
    sleep_s    when the sleep timer ends reading, on the visit's clock; None without one
    warned     the sleep timer has been announced
    reading    reading aloud goes on by itself
    asked      a question or a list that waits for an answer
    waiting    a command that waits for a section to be opened
    fetching   the library was asked for something and has not answered
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
    last: Utterance | None = None
    number: int = 0
    reading: bool = False
    excursions: tuple[Excursion, ...] = ()
    notes_heard: int = 0
    found: tuple[Locator, ...] = ()
    found_at: int = -1
    voices: tuple[str, ...] = ("",)
    heads: tuple[str, ...] = ("",)
    test: Trying | None = None
    guide: Guiding | None = None
    cut: bool = False
    dose: float = 0.0
    hint: str = ""
    unvoiced: frozenset[str] = frozenset()
    sleep_s: float | None = None
    warned: bool = False
    asked: Question | Choice | None = None
    waiting: Command | None = None
    fetching: bool = False
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
    def fade_db(self) -> float:
        """Give how much softer the voice is while the sleep timer runs out, in dB."""
        left_s = FADE_S if self.sleep_s is None else self.sleep_s - self.now_s
        return FADE_DB * min(max(1 - left_s / FADE_S, 0.0), 1.0)

    @property
    def awaiting(self) -> bool:
        """Say whether the patron waits for something to be opened."""
        return self.opening or self.arriving or self.fetching or self.waiting is not None

    def words(self, key: str, **slots: object) -> str:
        """Give a sentence of the phrasebook with its slots filled."""
        return sentence(self.grammar.phrases, key, slots)


def remember(session: Session, *, jump: bool = False) -> Session:
    """Give the session with its present state kept for undo."""
    trail = session.trail
    if trail is not None:
        here = trail.spot.section
        trail = replace(trail, passages={i: p for i, p in trail.passages.items() if i == here})
    was = Was(trail, session.profile, session.scene, jump, session.excursions)
    return replace(session, past=(*session.past[1 - REMEMBERED :], was))


def change(session: Session, profile: Profile) -> Session:
    """Give the session with other wishes; it can be undone."""
    return replace(remember(session), profile=profile)
