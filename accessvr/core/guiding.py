"""The way to a thing that stands around: where it is, and a beacon, or in calm the hour, until one faces it."""

from __future__ import annotations

from accessvr.core import commands as c
from accessvr.core import outcomes as o
from accessvr.core.commands import Command, FindPlace
from accessvr.core.listing import Done
from accessvr.core.narrator import Told, keep, narrate
from accessvr.core.phrasebook import unstopped
from accessvr.core.publication import Kind, Spot
from accessvr.core.scene import AHEAD, Place, clock_hour
from accessvr.core.session import Guiding, Session, remember
from accessvr.core.trail import Trail, at
from accessvr.core.values import replace

RINGING_DEG = 10.0  # as beacons ring: so near to the nose one faces a thing
FACING_S = 1.0  # chosen: a look that passes by is none
GOES_ON = (c.Adjust, c.Hear, c.Repeat, c.WhatIsAround, c.More)


def find_place(session: Session, wish: FindPlace) -> Done:
    """Say where a thing stands, and guide there."""
    trail = session.trail
    if trail is None:
        return session, o.NothingOpen()
    if trail.publication.kind is Kind.BOOK:
        return session, o.NotHere("place")
    found = _found(session, trail, wish.words)
    if found is None:
        return session, o.NotHere("thing")
    label, place = found
    away_deg = place.azimuth_deg - session.facing_deg
    if not wish.beacon:
        return session, o.Directed(label, away_deg)
    guide = Guiding(label, place, hour=clock_hour(away_deg))
    session = replace(session, guide=guide, reading=False)
    return session, o.Directed(label, away_deg, beacon=not session.profile.calm)


def _found(session: Session, trail: Trail, words: str) -> tuple[str, Place] | None:
    """Give the name and place of what is meant: the whole name, else one that holds the words, else one they hold."""
    wanted = words.casefold()
    stops = () if trail.passage is None else trail.passage.stops
    things = [(stop.node.label, place) for stop in stops if (place := session.scene.place(stop.node.id)) is not AHEAD]
    named = [(unstopped(label), place) for label, place in things if label]
    tests = (
        lambda name: name == wanted,
        lambda name: wanted in name,
        lambda name: name in wanted or any(word in wanted.split() for word in name.split() if len(word) > 3),
    )
    return next((thing for test in tests for thing in named if test(thing[0].casefold())), None)


def goes_on(command: Command) -> bool:
    """Tell whether one is still guided after a command."""
    return isinstance(command, GOES_ON) or (isinstance(command, FindPlace) and not command.beacon)


def beacon(session: Session) -> Place | None:
    """Give the place at which a beacon sounds now."""
    silent = session.guide is None or session.profile.calm or session.test is not None
    return None if silent or session.guide is None else session.guide.place


def looked(session: Session, azimuth_deg: float) -> Told:
    """The head turned: perhaps one faces the thing now. In calm the hour of the clock is said instead of a beacon."""
    session = replace(session, facing_deg=azimuth_deg)
    guide = session.guide
    if guide is None:
        return session, ()
    away_deg = (guide.place.azimuth_deg - azimuth_deg + 180.0) % 360.0 - 180.0
    if abs(away_deg) > RINGING_DEG:
        guide = replace(guide, since_s=None)
    elif guide.since_s is None:
        guide = replace(guide, since_s=session.now_s)
    session = replace(session, guide=guide)
    hour = clock_hour(away_deg)
    if session.profile.calm and hour != guide.hour and not session.said:
        return narrate(replace(session, guide=replace(guide, hour=hour)), o.Directed(guide.label, away_deg))
    return faced(session)


def faced(session: Session) -> Told:
    """Arrive, when one has faced the thing for long enough: one stands at it then."""
    guide, trail = session.guide, session.trail
    if guide is None or guide.since_s is None or session.now_s - guide.since_s < FACING_S:
        return session, ()
    session = replace(session, guide=None)
    index = None if trail is None or trail.passage is None else trail.passage.where.get(guide.place.what)
    if trail is not None and index is not None and index != trail.spot.stop:
        session = replace(remember(session), trail=at(trail, Spot(trail.spot.section, index)))
    session, effects = narrate(session, o.Faced(guide.label))
    return session, (*effects, keep(session))
