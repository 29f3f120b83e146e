"""What a patron writes into a book: bookmarks, notes, excerpts, and how words are to be said."""

from __future__ import annotations

from accessvr.core import outcomes as o
from accessvr.core.commands import Pronounce, Unit, Visit
from accessvr.core.listing import Done, offer_choice, words_around
from accessvr.core.publication import Bookmark, Kind
from accessvr.core.seeking import sentence_end, sentence_start, word_at
from accessvr.core.session import Choice, Option, Session, remember
from accessvr.core.trail import Trail, locator
from accessvr.core.values import replace


def mark(session: Session, name: str, note: str) -> Done:
    """Put a bookmark here."""
    trail = session.trail
    if trail is None or trail.publication.kind is Kind.SHELF:
        return session, o.NothingOpen()
    marks = (*trail.marks, Bookmark(locator(trail), name, note))
    kind = "note" if note else "name" if name else "place"
    return _with_marks(session, trail, marks), o.Marked(len(marks), kind, name)


def copy(session: Session) -> Done:
    """Keep the sentence one stands at."""
    stop = None if session.trail is None else session.trail.stop
    if session.trail is None or stop is None:
        return session, o.NothingOpen()
    offset = session.trail.spot.offset
    words = stop.node.text[sentence_start(stop, offset) : sentence_end(stop, offset)] or stop.node.label
    return mark(session, "", words) if words else (session, o.NothingMore())


def unmark(session: Session, number: int) -> Done:
    """Take a bookmark away; "undo" brings it back."""
    trail = session.trail
    if trail is None:
        return session, o.NothingOpen()
    if not 0 < number <= len(trail.marks):
        return session, o.NotThere(Unit.ITEM, str(number))
    return _with_marks(session, trail, trail.marks[: number - 1] + trail.marks[number:]), o.Unmarked(number)


def _with_marks(session: Session, trail: Trail, marks: tuple[Bookmark, ...]) -> Session:
    return replace(remember(session), trail=replace(trail, marks=marks))


def list_marks(session: Session) -> Done:
    """Offer the bookmarks of this publication, each by its name or note, else by the words that stand there."""
    marks = () if session.trail is None else session.trail.marks
    return offer_choice(session, Choice("marks", tuple(Option(_label(mark), Visit(mark.place)) for mark in marks)))


def _label(mark: Bookmark) -> str:
    return mark.name or mark.note or words_around(replace(mark.place, before="")) or mark.place.before


def place_of(session: Session, number: int, name: str) -> Bookmark | None:
    """Give the bookmark with a number, from 1, or a name; None when there is none."""
    marks = () if session.trail is None else session.trail.marks
    if name:
        return next((mark for mark in marks if mark.name.casefold() == name.casefold()), None)
    return marks[number - 1] if 0 < number <= len(marks) else None


def pronounce(session: Session, wish: Pronounce) -> Done:
    """Let the word one stands at be said like other words."""
    trail = session.trail
    word = "" if trail is None or trail.stop is None else word_at(trail.stop, trail.spot.offset)
    if trail is None or not word:
        return session, o.NothingOpen() if trail is None else o.NothingMore()
    known = session.profile.respellings if wish.always else trail.respellings
    changed = {name: said for name, said in known.items() if name.casefold() != word.casefold()}
    if wish.words:
        changed[word] = wish.words
    session = remember(session)
    if wish.always:
        session = replace(session, profile=replace(session.profile, respellings=changed))
    else:
        session = replace(session, trail=replace(trail, respellings=changed))
    return session, o.Pronounced(word, wish.words)
