"""Notes, links and descriptions: going where they lead, and coming back to the word."""

from __future__ import annotations

from accessvr.core import commands as c
from accessvr.core import outcomes as o
from accessvr.core.commands import Command, Unit
from accessvr.core.links import at_hand, links_around, note_here, section_of, spot_of, subtree_end
from accessvr.core.listing import Done, offer_choice
from accessvr.core.profile import Treat
from accessvr.core.publication import Kind, Locator, Node, Span, Spot, Stop
from accessvr.core.reading import breath_end
from accessvr.core.roles import treatment
from accessvr.core.seeking import Need, reading_stop, sentence_start
from accessvr.core.session import Choice, Excursion, Option, Session, remember
from accessvr.core.trail import Trail, at
from accessvr.core.values import replace


def hear_note(session: Session) -> Done:
    """Read the note that is referred to here; reading comes back by itself."""
    stop = None if session.trail is None else session.trail.stop
    if session.trail is None or stop is None:
        return session, o.NothingOpen()
    note = note_here(stop, session.trail.spot.offset)
    if note is None:
        return session, o.NotHere("note")
    return set_out(session, note.target, c.HearNote())


def follow(session: Session) -> Done:
    """Follow the link that stands here; "back" returns."""
    stop = None if session.trail is None else session.trail.stop
    if session.trail is None or stop is None:
        return session, o.NothingOpen()
    links = at_hand(stop, session.trail.spot.offset, Kind.LINK)
    if not links:
        note = note_here(stop, session.trail.spot.offset)
        return (session, o.NotHere("link")) if note is None else set_out(session, note.target, c.Follow())
    there = spot_of(session.trail, links[0].target) if links[0].target else None
    match there:
        case None:
            return session, o.NotHere("link.outside")
        case Need(section):
            return replace(session, waiting=c.Follow()), o.Awaited(section)
        case Spot():
            trail = at(session.trail, _words_from(session.trail, there))
            here = session.trail.spot
            return replace(remember(session, jump=True), trail=trail, waiting=None), o.Arrived(
                Unit.PARAGRAPH, True, here
            )


def list_links(session: Session) -> Done:
    """Offer the links that stand in this block."""
    trail = session.trail
    if trail is None:
        return session, o.NothingOpen()
    options = tuple(Option(words, c.Visit(_place(trail, link))) for words, link in links_around(trail) if link.target)
    return offer_choice(session, Choice("links", options)) if options else (session, o.NotHere("link"))


def _place(trail: Trail, link: Span) -> Locator:
    section = max(0, section_of(trail.publication, link.target))
    return Locator(trail.publication.id, section, link.target, 0, 0.0)


def description(session: Session) -> Done | None:
    """Read the long description of what one stands at; None when it has none of its own place."""
    trail = session.trail
    node = None if trail is None else described_node(trail)
    if node is None or not node.more:
        return None
    return set_out(session, node.more, c.More())


def described_node(trail: Trail) -> Node | None:
    """Give what is described here: the thing one stands at, or the picture that stands in its sentence."""
    passage, node = trail.passage, trail.node
    if passage is None or node is None or node.more or node.details:
        return node
    for span in node.spans:
        if span.kind is Kind.FIGURE and span.target in passage.where:
            return passage.stops[passage.where[span.target]].node
    return node


def set_out(session: Session, target: str, command: Command, reference: int = -1) -> Done:
    """Read what a node holds, then come back to where one is now.

    command    is done again when the section must be opened first
    reference  which of the sentence's references it is, when reading goes there by itself; -1 when it was asked for
    """
    trail = session.trail
    there = None if trail is None else spot_of(trail, target)
    if trail is None or there is None:
        return session, o.NotHere("note")
    if isinstance(there, Need):
        return replace(session, waiting=command), o.Awaited(there.section)
    passage = trail.passages[there.section]
    after = max(subtree_end(passage, there.stop), there.stop + 1)
    kept = remember(session, jump=True)
    excursion = Excursion(there.section, there.stop, after, kept.past[-1], session.reading, reference)
    spot = _words_from(trail, there)
    went = replace(kept, trail=at(trail, spot), excursions=(*session.excursions, excursion), reading=True, waiting=None)
    here = trail.spot if trail.spot.section == spot.section else None
    return went, o.Arrived(Unit.NOTE, ahead=True, before=here)


def _words_from(trail: Trail, spot: Spot) -> Spot:
    """Give the first words at or inside of a place."""
    passage = trail.passages[spot.section]
    for index in range(spot.stop, subtree_end(passage, spot.stop)):
        if reading_stop(passage.stops[index]):
            return Spot(spot.section, index)
    return spot


def is_inside(excursion: Excursion, spot: Spot) -> bool:
    """Tell whether a place belongs to what the excursion went to hear."""
    return spot.section == excursion.section and excursion.first <= spot.stop < excursion.after


def still_out(session: Session) -> Session:
    """Give the session without the excursions that the patron has left by going elsewhere."""
    trail, excursions = session.trail, session.excursions
    while excursions and (trail is None or not is_inside(excursions[-1], trail.spot)):
        excursions = excursions[:-1]
    return session if excursions is session.excursions else replace(session, excursions=excursions)


def references_due(trail: Trail, stop: Stop, session: Session) -> tuple[Span, ...]:
    """Give the notes that are to be heard after the sentence one has just heard."""
    if treatment(session.profile, "noteref") is not Treat.SPOKEN:
        return ()
    start = sentence_start(stop, trail.spot.offset)
    end = breath_end(stop, trail.spot.offset, recorded=session.profile.recorded)
    marks = (span for span in stop.node.spans if span.kind is Kind.NOTE_REFERENCE and span.target)
    return tuple(span for span in marks if start < span.start <= end or span.start == start == 0)
