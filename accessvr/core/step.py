"""The only door: an event comes in, a new session and its effects go out."""

from __future__ import annotations

from accessvr.core import commands as c
from accessvr.core import events as e
from accessvr.core import outcomes as o
from accessvr.core.acting import act, unit_for
from accessvr.core.commands import Command
from accessvr.core.dosing import at_pause, exposed
from accessvr.core.effects import (
    Cue,
    Earcon,
    Effect,
    Export,
    Fit,
    Guide,
    Listen,
    OpenBook,
    Prepare,
    Recount,
    Search,
    Surround,
)
from accessvr.core.events import Event
from accessvr.core.guiding import beacon, faced, goes_on, looked
from accessvr.core.listing import list_about, list_found
from accessvr.core.narrator import Told, keep, narrate, open_nearby
from accessvr.core.publication import Kind, Passage, Spot
from accessvr.core.reading_aloud import doze, go_on, heard_to, heard_whole, held_by_loss, not_played, taken_up
from accessvr.core.seeking import first_spot
from accessvr.core.session import Said, Session, remember
from accessvr.core.sizes import size_on_the_way
from accessvr.core.trail import Trail, find, nearby, with_passage
from accessvr.core.trying import in_test, left
from accessvr.core.understand import nearest, pressed, understand
from accessvr.core.values import replace

ENDS_READING = (c.Hold, c.Stop, c.Read, c.Shelf, c.Open, c.Goodbye, c.HearTones, c.MySound)
WAITING_TICK_S = 1.0  # the style: a soft tick each second while something opens


def step(session: Session, event: Event) -> tuple[Session, tuple[Effect, ...]]:
    """Give the session after an event, and what goes out."""
    after, effects = _handle(session, event)
    after, hint = at_pause(session, after)
    after, effects = _listen(after, (*effects, *hint))
    return after, (*_fitted(session, after, event), *effects)


def _fitted(before: Session, after: Session, event: Event) -> tuple[Effect, ...]:
    """Give what goes out when the way of hearing changes, however it changed: first of all, so that words are in it."""
    effects: list[Effect] = []
    hearing, calm = after.profile.hearing, after.profile.calm
    if isinstance(event, e.Began) or (hearing, calm) != (before.profile.hearing, before.profile.calm):
        effects.append(Fit(hearing, calm, after.dose))
    if (before.test is None) != (after.test is None):
        effects.append(Surround(None) if after.test is not None else _surround(after))
    if beacon(before) != beacon(after):
        effects.append(Guide(beacon(after)))
    return tuple(effects)


def _listen(session: Session, effects: tuple[Effect, ...]) -> Told:
    phrases = session.grammar.offered[session.kind]
    if phrases is session.listening:
        return session, effects
    return replace(session, listening=phrases), (*effects, Listen(phrases))


def _handle(session: Session, event: Event) -> Told:
    if session.test is not None:
        told = in_test(session, session.test, event)
        if told is not None:
            return told
        session = left(session, event)
    match event:
        case e.Began(missing):
            return narrate(session, o.Welcomed(missing))
        case e.Heard(words, _):
            return _heard(session, words)
        case e.Pressed(control, long):
            return _pressed(session, control, long=long)
        case e.Spoken(number):
            return heard_whole(session, number)
        case e.SpokenTo(number, offset):
            return heard_to(session, number, offset)
        case e.NotPlayed(number):
            return not_played(session, number)
        case e.NoVoice(language):
            return _no_voice(session, language)
        case e.Opened():
            return _opened(session, event)
        case e.Ready(publication, passage):
            return _ready(session, publication, passage)
        case e.Matched():
            return _matched(replace(session, fetching=False), event)
        case e.Recounted(publication, lines):
            return _recounted(replace(session, fetching=False), publication, lines)
        case e.Exported(name):
            return narrate(replace(session, fetching=False), o.Written(name), queued=True)
        case e.Failed(_, spoken):
            return _failed(session, spoken)
        case e.DeviceLost(name):
            return narrate(held_by_loss(session) if name == "sound" else session, o.Lost(name))
        case e.DeviceBack("sound"):
            return narrate(taken_up(session), o.Restored("sound"))
        case e.DeviceBack(name):
            return narrate(session, o.Restored(name), queued=True)
        case e.Exposed(share):
            return exposed(session, share)
        case e.Looked(azimuth_deg, _):
            return looked(session, azimuth_deg)
        case e.Pointed(_, azimuth_deg, elevation_deg):
            return _pointed(session, azimuth_deg, elevation_deg)
        case e.Ticked(now_s):
            return _ticked(session, now_s)
        case _:
            return _do(session, event)


def _heard(session: Session, words: str) -> Told:
    command = understand(words, session.grammar)
    if command is None:
        misses = session.misses + 1
        outcome = o.NotUnderstood(words.strip(), nearest(words, session.grammar, session.kind), misses)
        return narrate(replace(session, misses=misses), outcome)
    return _do(replace(session, misses=0) if session.misses else session, command)


def _pressed(session: Session, control: str, *, long: bool) -> Told:
    """A second press within the bounce time is the same press."""
    command = pressed(control, long=long)
    bounced = session.now_s - session.pressed_s < session.profile.bounce_s
    session = replace(session, pressed_s=session.now_s)
    if command is None or (bounced and not isinstance(command, c.Stop)):
        return session, ()
    if isinstance(command, c.Hold) and not session.reading:
        command = c.Read()
    if isinstance(command, c.Stop) and session.asked is not None and not session.said:
        command = c.Answer(False)
    return _do(session, command)


def _do(session: Session, command: Command, *, again: bool = False) -> Told:
    """Act on a command and bring its outcome out. `again`: it waited, and to wait on is not said once more."""
    before = session
    if session.cut and isinstance(command, ENDS_READING):
        session = replace(session, cut=False)
    if session.guide is not None and not goes_on(command):
        session = replace(session, guide=None)
    after, outcome = act(session, command)
    after, effects = _settle(before, after)
    after, told = (after, ()) if again and isinstance(outcome, o.Awaited) else narrate(after, outcome)
    after, requests = _requests(after, command, outcome)
    kept = (keep(after),) if _changed(before, after, outcome) else ()
    after, near = open_nearby(after)
    return after, (*effects, *told, *requests, *near, *kept)


def _settle(before: Session, after: Session) -> Told:
    """Let far sections go, and change the scene when another publication is open."""
    near = None if after.trail is None or after.awaiting else nearby(after.trail)
    if near is not None and near is not after.trail:
        after = replace(after, trail=near)
    if after.scene is not before.scene or after.profile.calm != before.profile.calm:
        return after, (_surround(after),)
    return after, ()


def _surround(session: Session) -> Surround:
    return Surround(replace(session.scene, ambience=None) if session.profile.calm else session.scene)


def _requests(session: Session, command: Command, outcome: o.Outcome) -> Told:
    """Ask the library for what the outcome waits for."""
    trail = session.trail
    match outcome:
        case o.Awaited(-1, title):
            return session, (OpenBook("" if isinstance(command, c.Shelf) else _reference(session, title)),)
        case o.Awaited(section) if trail is not None and section not in session.preparing:
            asked = replace(session, preparing=session.preparing | {section})
            return asked, (Prepare(trail.publication.id, section),)
        case o.Searching(words) if trail is not None:
            return session, (Search(trail.publication.id, words),)
        case o.Fetching("about") if trail is not None:
            return session, (Recount(trail.publication.id, session.profile.language),)
        case o.Fetching() if trail is not None:
            return session, (Export(trail.publication.id, trail.marks),)
        case _:
            return session, ()


def _reference(session: Session, title: str) -> str:
    """Give what names a book for the library: the id of the thing at hand, else the words said."""
    node = None if session.trail is None else session.trail.node
    return node.id if node is not None and node.label == title and session.kind is Kind.SHELF else title


def _changed(before: Session, after: Session, outcome: o.Outcome) -> bool:
    written = (o.Marked, o.Unmarked, o.Pronounced)
    if before.profile != after.profile or isinstance(outcome, (o.Ended, o.Held, o.Stopped, *written)):
        return True
    return after.trail is not None and before.trail is not None and before.trail.spot != after.trail.spot


def _opened(session: Session, opened: e.Opened) -> Told:
    trail = session.trail
    if trail is not None and not session.opening:
        same = trail.publication.id == opened.publication.id
        return (replace(session, trail=replace(trail, publication=opened.publication)) if same else session), ()
    if trail is not None:
        session = remember(session, jump=True)
    session = replace(session, said=tuple(replace(said, spot=None) for said in session.said))
    section = opened.at.section if opened.at and opened.at.section < len(opened.publication.sections) else 0
    trail = Trail(opened.publication, spot=Spot(section), marks=opened.marks, respellings=opened.respellings)
    session = replace(session, trail=trail, scene=opened.scene or session.scene, arriving=True, place=opened.at)
    session = replace(session, opening=False, waiting=None, reading=False, asked=None, preparing=frozenset({section}))
    session = replace(session, excursions=(), found=(), found_at=-1)
    if not opened.publication.sections:
        return _entered(session)
    return session, (_surround(session), Prepare(opened.publication.id, section))


def _ready(session: Session, publication: str, passage: Passage) -> Told:
    trail = session.trail
    if trail is None or trail.publication.id != publication:
        return session, ()
    trail = with_passage(_exact(trail, passage), passage)
    session = replace(session, trail=trail, preparing=session.preparing - {passage.section})
    if session.arriving and passage.section == trail.spot.section:
        return _entered(session)
    if session.waiting is None or session.arriving:
        return session, ()
    return _take_up(session, session.waiting)


def _take_up(session: Session, waiting: Command) -> Told:
    """Do what waited for the section."""
    heard, session = session.notes_heard, replace(session, waiting=None, notes_heard=0)
    if isinstance(waiting, c.Read) and session.reading and session.trail is not None:
        return go_on(session, session.trail, Said(0, "", "", session.trail.spot), heard=heard)
    return _do(session, waiting, again=True)


def _exact(trail: Trail, passage: Passage) -> Trail:
    """Give the trail with the section's true size, now that it is open."""
    sections = trail.publication.sections
    size = size_on_the_way(passage.stops)
    if not passage.section < len(sections) or sections[passage.section].size == size:
        return trail
    exact = replace(sections[passage.section], size=size)
    changed = (*sections[: passage.section], exact, *sections[passage.section + 1 :])
    return replace(trail, publication=replace(trail.publication, sections=changed))


def _entered(session: Session) -> Told:
    """Stand where the patron was last time, else at the beginning, and say what was opened."""
    trail, place = session.trail, session.place
    session = replace(session, arriving=False, opening=False, place=None)
    if trail is None:
        return session, ()
    spot = find(trail, place) if place is not None else None
    if spot is None and trail.passage is not None:
        spot = first_spot(trail.passage)
    session = replace(session, trail=replace(trail, spot=spot or trail.spot, unit=unit_for(session)))
    session, effects = narrate(session, o.Entered(again=place is not None), queued=True)
    session, near = open_nearby(session)
    return session, (*effects, *near)


def _recounted(session: Session, publication: str, lines: tuple[str, ...]) -> Told:
    if session.trail is None or session.trail.publication.id != publication:
        return session, ()
    session, outcome = list_about(replace(session, reading=False), lines)
    return narrate(session, outcome)


def _no_voice(session: Session, language: str) -> Told:
    """Say once that a language has no voice; the words themselves are read by another one."""
    if language in session.unvoiced:
        return session, ()
    return narrate(replace(session, unvoiced=session.unvoiced | {language}), o.Unvoiced(language), queued=True)


def _matched(session: Session, matched: e.Matched) -> Told:
    if not matched.places:
        return narrate(session, o.NotFound(matched.words))
    session, outcome = list_found(session, matched.places)
    return narrate(replace(session, reading=False), outcome)


def _failed(session: Session, spoken: str) -> Told:
    session = replace(session, waiting=None, opening=False, arriving=False, place=None, preparing=frozenset())
    session = replace(session, fetching=False)
    return narrate(session, o.Refused(spoken), queued=True)


def _pointed(session: Session, azimuth_deg: float, elevation_deg: float) -> Told:
    """Stand at the thing that is pointed at: the nearest within the aim cone, so that a trembling hand will do."""
    target = _aimed(session, azimuth_deg, elevation_deg)
    trail = session.trail
    if target is None or trail is None or trail.passage is None:
        return session, ()
    index = trail.passage.where.get(target, trail.spot.stop)
    if index == trail.spot.stop:
        return session, ()
    here = trail.spot
    session = replace(remember(session), trail=replace(trail, spot=Spot(here.section, index)))
    return narrate(session, o.Arrived(c.Unit.ITEM, ahead=index > here.stop, before=here))


AIM_CONE_DEG = 10.0  # the gates for trembling hands: at least 10 degrees


def _aimed(session: Session, azimuth_deg: float, elevation_deg: float) -> str | None:
    best, nearest_deg = None, AIM_CONE_DEG
    for place in session.scene.places:
        away = abs((place.azimuth_deg - azimuth_deg + 180.0) % 360.0 - 180.0)
        away = max(away, abs(place.elevation_deg - elevation_deg))
        if away < nearest_deg:
            best, nearest_deg = place.what, away
    return best


def _ticked(session: Session, now_s: float) -> Told:
    """Time passes; while something opens, a soft tick each second."""
    waited = int(now_s / WAITING_TICK_S) > int(session.now_s / WAITING_TICK_S)
    session, effects = faced(replace(session, now_s=now_s))
    if effects:
        return session, effects
    if session.sleep_s is not None:
        session, effects = doze(session)
        if effects:
            return session, effects
    if session.awaiting and waited and not session.said:
        return session, (Cue(Earcon.WAITING, session.scene.place("voice")),)
    return session, ()
