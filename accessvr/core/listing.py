"""Lists that are offered a few lines at a time: help, contents, bookmarks, places found."""

from __future__ import annotations

from dataclasses import replace

from accessvr.core import outcomes as o
from accessvr.core.commands import Command, GoTo, Open, Unit, Visit
from accessvr.core.outcomes import Outcome
from accessvr.core.publication import Kind, Locator
from accessvr.core.session import Choice, Option, Session
from accessvr.core.understand import Grammar, plain

LINES = {"help": 3}  # the dialogue rules: three things, then "more"
MOST_LINES = 5  # chosen: what can be held in mind with numbers

Done = tuple[Session, Outcome]


def list_help(session: Session) -> Done:
    """Offer what can be said here, in order of use."""
    phrases = session.grammar.offered[session.kind]
    options = tuple(Option(phrase, command) for phrase in phrases if (command := _plain(session.grammar, phrase)))
    return _offered(session, Choice("help", options))


def _plain(grammar: Grammar, phrase: str) -> Command | None:
    return grammar.whole.get(plain(phrase, grammar.phrases))


def list_contents(session: Session) -> Done:
    """Offer the lines of the contents; at the shelf, its titles."""
    trail = session.trail
    if trail is None:
        return session, o.NothingOpen()
    if trail.publication.kind is Kind.SHELF and trail.passage is not None:
        titles = [stop.node.label for stop in trail.passage.stops]
        options = [Option(title, Open(title)) for title in titles]
    else:
        entries = enumerate(trail.publication.entries, 1)
        options = [Option(entry.label, GoTo(Unit.HEADING, number)) for number, entry in entries]
    return _offered(session, Choice("contents", tuple(options)))


def list_marks(session: Session) -> Done:
    """Offer the bookmarks of this publication."""
    marks = () if session.trail is None else session.trail.marks
    return _offered(session, Choice("marks", tuple(Option(mark.after or mark.before, Visit(mark)) for mark in marks)))


def list_found(session: Session, places: tuple[Locator, ...]) -> Done:
    """Offer the places where words were found, each with the words around it."""
    options = tuple(Option(_around(place), Visit(place)) for place in places)
    return _offered(session, Choice("found", options))


def _around(place: Locator) -> str:
    """Give whole words only: what is kept around a place may be cut in a word."""
    before = place.before.split(" ")[1:] if place.before else []
    after = place.after.split(" ")
    return " ".join([*before[:-1], (before[-1] if before else "") + " ".join(after[: max(1, len(after) - 1)])]).strip()


def _offered(session: Session, choice: Choice) -> Done:
    lines = choice.options[choice.told : choice.told + LINES.get(choice.what, MOST_LINES)]
    labels = tuple(option.label for option in lines)
    outcome = o.Listed(choice.what, labels, choice.told + 1, len(choice.options))
    if not lines:
        return replace(session, asked=None), outcome
    return replace(session, asked=replace(choice, told=choice.told + len(lines))), outcome


def more(session: Session) -> Done:
    """Say the next lines of the list, or the long description of what one stands at."""
    if isinstance(session.asked, Choice):
        if session.asked.told < len(session.asked.options):
            return _offered(session, session.asked)
        return _offered(session, replace(session.asked, told=0))
    node = None if session.trail is None else session.trail.node
    if node is not None and node.details:
        return session, o.Described(fully=True)
    return session, o.NothingMore()


def offer(session: Session, choice: Choice, steps: int) -> Done:
    """Step through the list line by line, as with a button; it goes round at its ends."""
    at = (choice.at + steps) % len(choice.options) if choice.at >= 0 or steps > 0 else len(choice.options) - 1
    session = replace(session, asked=replace(choice, at=at))
    return session, o.Offered(choice.options[at].label, at + 1, len(choice.options))


def choose(choice: Choice, number: int) -> Option | None:
    """Give the line with this number; 0 is the line one stands at, or the first."""
    index = number - 1 if number else max(choice.at, 0)
    return choice.options[index] if 0 <= index < len(choice.options) else None
