"""What is asked or wished without moving: rows and headers, more, what the library knows, sleep, what is skipped."""

from __future__ import annotations

from accessvr.core import outcomes as o
from accessvr.core.commands import Unit
from accessvr.core.listing import Done, more_lines
from accessvr.core.outcomes import Outcome
from accessvr.core.phrasebook import listed, sentences_of, unstopped
from accessvr.core.profile import Treat
from accessvr.core.referring import described_node, description
from accessvr.core.roles import SKIPPABLE
from accessvr.core.session import Choice, Session, change
from accessvr.core.tables import cell_at, line_words
from accessvr.core.values import replace


def read_line(session: Session, unit: Unit) -> Done:
    """Say the cells of the row or column one is in."""
    words = () if session.trail is None else line_words(session.trail, unit)
    if not words:
        return session, o.NotInTable()
    empty = session.words("cell.empty")
    return session, o.Lined(unit, sentences_of(session.grammar.phrases, (unstopped(cell) or empty for cell in words)))


def headers(session: Session) -> Done:
    """Say the headers of the cell one is in."""
    trail = session.trail
    cell = None if trail is None or trail.passage is None else cell_at(trail.passage, trail.spot.stop)
    if cell is None:
        return session, o.NotInTable()
    return session, o.Headed(listed(session.grammar.phrases, (*cell.row_headers, *cell.column_headers)))


def more(session: Session) -> Done:
    """Say more: of a list, or of what one stands at, wherever its description is."""
    if isinstance(session.asked, Choice) or session.trail is None:
        return more_lines(session)
    told = description(session)
    if told is not None:
        return told
    node = described_node(session.trail)
    if node is not None and node.details:
        return session, o.Described(node.details)
    return session, o.NothingMore()


def export(session: Session) -> Done:
    """Have the bookmarks and notes written."""
    if session.trail is None:
        return session, o.NothingOpen()
    if not session.trail.marks:
        return session, o.Listed("marks", (), 1, 0)
    return ask_library(session, o.Fetching("notes"))


def ask_library(session: Session, outcome: Outcome) -> Done:
    """Wait for the library to answer."""
    return (replace(session, fetching=True), outcome) if session.trail else (session, o.NothingOpen())


def sleep(session: Session, minutes: int) -> Done:
    """Set the sleep timer; 0 minutes take it away."""
    until = session.now_s + 60.0 * minutes if minutes > 0 else None
    return replace(session, sleep_s=until, warned=False), o.Drowsing(max(minutes, 0))


def treat(session: Session, role: str, how: Treat) -> Done:
    """Treat a kind of thing in this way from now on, or all that can be skipped."""
    roles = (role,) if role else SKIPPABLE
    treats = {**session.profile.treats, **dict.fromkeys(roles, how)}
    return change(session, replace(session.profile, treats=treats)), o.Treated(role, how.value)
