"""Lists that are offered a few lines at a time: help, contents, bookmarks, places found."""

from __future__ import annotations

import re
from collections.abc import Sequence

from accessvr.core import outcomes as o
from accessvr.core.commands import Command, GoTo, Open, Repeat, Unit, Visit
from accessvr.core.heard import plain
from accessvr.core.outcomes import Outcome
from accessvr.core.phrasebook import unstopped
from accessvr.core.publication import Entry, Kind, Locator, Publication
from accessvr.core.sentences import runs_together
from accessvr.core.session import Choice, Option, Session
from accessvr.core.trail import CONTEXT
from accessvr.core.understand import Grammar
from accessvr.core.values import replace

LINES = {"help": 3, "sound": 3}  # the dialogue rules: three things, then "more"
MOST_LINES = 5  # chosen: what can be held in mind with numbers
CLAUSE = re.compile("[，。！？；：][”’」』]*")

Done = tuple[Session, Outcome]


def list_help(session: Session) -> Done:
    """Offer what can be said here, in order of use."""
    phrases = session.grammar.offered[session.kind]
    options = tuple(Option(phrase, command) for phrase in phrases if (command := _plain(session.grammar, phrase)))
    return offer_choice(session, Choice("help", options))


def _plain(grammar: Grammar, phrase: str) -> Command | None:
    return grammar.whole.get(plain(phrase, grammar.phrases))


def list_contents(session: Session) -> Done:
    """Offer the lines of the contents; at the shelf, its titles."""
    trail = session.trail
    if trail is None:
        return session, o.NothingOpen()
    if trail.publication.kind is Kind.SHELF and trail.passage is not None:
        titles = [stop.node.label for stop in trail.passage.stops]
        return offer_choice(session, Choice("shelf", tuple(Option(title, Open(title)) for title in titles)))
    return list_lines(session, trail.publication, -1)


def list_lines(session: Session, publication: Publication, under: int) -> Done:
    """Offer the lines of the contents that stand directly under a line; under -1 the outermost."""
    lines = inner_lines(publication.entries, under)
    options = tuple(_line(session, publication.entries, index) for index in lines)
    return offer_choice(session, Choice("contents", options, under=under))


def _line(session: Session, entries: Sequence[Entry], index: int) -> Option:
    inside, label = len(inner_lines(entries, index)), entries[index].label
    if inside:
        label = session.words("listed.inside", label=unstopped(label), count=inside)
    return Option(label, GoTo(Unit.HEADING, index + 1))


def inner_lines(entries: Sequence[Entry], under: int) -> tuple[int, ...]:
    """Give the indexes of the lines directly under a line: each is not deeper than the one before it."""
    found: list[int] = []
    start = under + 1
    floor = entries[under].level if under >= 0 else 0
    for index in range(start, len(entries)):
        level = entries[index].level
        if level <= floor:
            break
        if not found or level <= entries[found[-1]].level:
            found.append(index)
    return tuple(found)


def line_above(entries: Sequence[Entry], index: int) -> int:
    """Give the index of the line that one stands under; -1 for none."""
    above = (other for other in range(index - 1, -1, -1) if entries[other].level < entries[index].level)
    return next(above, -1)


def turn_contents(session: Session, choice: Choice, *, deeper: bool) -> Done:
    """Go into the line of the contents that was told last, or out to the lines around these."""
    trail = session.trail
    if trail is None or choice.what != "contents":
        return session, o.Blocked(Unit.ITEM, deeper)
    entries = trail.publication.entries
    if not deeper:
        return list_lines(session, trail.publication, line_above(entries, choice.under) if choice.under >= 0 else -1)
    lines = inner_lines(entries, choice.under)
    here = choice.at if choice.at >= 0 else next((i for i, line in enumerate(lines) if inner_lines(entries, line)), 0)
    if not lines or not inner_lines(entries, lines[here]):
        return session, o.Blocked(Unit.ITEM, ahead=True)
    return list_lines(session, trail.publication, lines[here])


def list_landmarks(session: Session) -> Done:
    """Offer the places the author points out."""
    trail = session.trail
    if trail is None:
        return session, o.NothingOpen()
    name = trail.publication.id
    options = tuple(
        Option(entry.label, Visit(Locator(name, entry.section, entry.node, 0, 0.0)))
        for entry in trail.publication.landmarks
    )
    return offer_choice(session, Choice("landmarks", options)) if options else (session, o.NotHere("landmark"))


def list_about(session: Session, lines: tuple[str, ...]) -> Done:
    """Tell what is known of the publication, a few lines at a time."""
    return offer_choice(session, Choice("about", tuple(Option(line, Repeat()) for line in lines)))


def list_found(session: Session, places: tuple[Locator, ...]) -> Done:
    """Offer the places where words were found, each with the words around it and its chapter."""
    chapters = [_chapter(session, place) for place in places]
    options = []
    for index, place in enumerate(places):
        new = chapters[index] and (index == 0 or chapters[index] != chapters[index - 1])
        words = words_around(place)
        if new:
            words = session.words("found.in", words=unstopped(words), chapter=chapters[index])
        options.append(Option(words, Visit(place)))
    session = replace(session, found=places, found_at=-1)
    return offer_choice(session, Choice("found", tuple(options)))


def _chapter(session: Session, place: Locator) -> str:
    """Give the line of the contents that a place's section stands under; "" for one beside the way."""
    if session.trail is None or session.trail.publication.sections[place.section].beside:
        return ""
    entries = session.trail.publication.entries
    last = [entry.label for entry in entries if entry.section <= place.section and entry.kind is not Kind.HEADING]
    return unstopped(last[-1]) if last else ""


def words_around(place: Locator) -> str:
    """Give whole words, or whole clauses where words run together: what is kept around a place may be cut in a word."""
    if runs_together(place.after[:1]):
        return _clauses(place)
    before, after = place.before, place.after
    if len(before) >= CONTEXT:
        before = before.partition(" ")[2]
    if len(after) >= CONTEXT:
        after = after.rpartition(" ")[0] or after
    return (before + after).strip()


def _clauses(place: Locator) -> str:
    before = place.before if len(place.before) < CONTEXT else CLAUSE.split(place.before, 1)[-1]
    ends = [mark.end() for mark in CLAUSE.finditer(place.after)]
    return before + (place.after[: ends[-1]] if ends and len(place.after) >= CONTEXT else place.after)


def offer_choice(session: Session, choice: Choice) -> Done:
    """Tell the next lines of a list."""
    lines = choice.options[choice.told : choice.told + LINES.get(choice.what, MOST_LINES)]
    labels = tuple(option.label for option in lines)
    outcome = o.Listed(choice.what, labels, choice.told + 1, len(choice.options))
    if not lines:
        return replace(session, asked=None), outcome
    return replace(session, asked=replace(choice, told=choice.told + len(lines))), outcome


def more_lines(session: Session) -> Done:
    """Say the next lines of the list; after the last the first again."""
    if isinstance(session.asked, Choice):
        if session.asked.told < len(session.asked.options):
            return offer_choice(session, session.asked)
        return offer_choice(session, replace(session.asked, told=0))
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
