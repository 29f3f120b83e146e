"""Outcome + Profile + Scene -> Effects: every outcome is spoken, sounded, felt, shown and written."""

from __future__ import annotations

from dataclasses import replace

from accessvr.core import outcomes as o
from accessvr.core.effects import Buzz, Cue, Effect, Hush, Keep, Picture, Prepare, Say, SayNext, Show
from accessvr.core.outcomes import Outcome
from accessvr.core.publication import Kind, Spot
from accessvr.core.scene import AHEAD, Place
from accessvr.core.seeking import sentence_began
from accessvr.core.session import Said, Session
from accessvr.core.signs import SIGNS, Sign, sign_name
from accessvr.core.telling import Utterance, following, stop_at, tell, tell_sentence
from accessvr.core.trail import locator, page_label
from accessvr.core.wording import wording

Told = tuple[Session, tuple[Effect, ...]]
WIDE_STEP_DEG = 90.0  # chosen: a step or an edge is heard on the side it leads to


def narrate(session: Session, outcome: Outcome, *, queued: bool = False) -> Told:
    """Bring an outcome out. `queued` lets what is being said end first."""
    node = None if session.trail is None else session.trail.node
    sign = SIGNS[sign_name(outcome, node)]
    if isinstance(outcome, o.Stopped):
        return _silence(session, sign, wording(session, outcome, sign.words))
    utterance = _utterance(session, outcome, sign)
    session, say = speak(session, utterance, queued=queued)
    signs = (Cue(sign.earcon, _cue_place(session, sign)), *_buzz(session, sign))
    next_one = ahead(session) if session.reading and utterance.spot else ()
    return session, (*_quiet_first(outcome), *signs, picture(session, sign.picture, utterance), *say, *next_one)


def _utterance(session: Session, outcome: Outcome, sign: Sign) -> Utterance:
    trail = session.trail
    match outcome:
        case o.Arrived(unit, _, before) if trail is not None:
            if session.reading:
                return tell_sentence(session, trail.spot, before)
            return tell(session, trail.spot, unit, before)
        case o.Reading() if trail is not None:
            return tell_sentence(session, trail.spot, None if trail.spot.offset == 0 else trail.spot)
        case o.Repeated() if session.last is not None:
            last = session.last
            return Utterance(last.text, last.language, last.spot, last.lead)
        case o.Described(fully=True) if trail is not None and trail.stop is not None:
            return Utterance(wording(session, outcome, sign.words), trail.stop.language)
        case o.Undone(setting=False) if trail is not None and trail.stop is not None:
            back = session.words("undone.place", words="").strip()
            start = sentence_began(trail)
            there = tell_sentence(session, start, start)
            return replace(there, text=f"{back} {there.text}", lead=len(back) + 1 + there.lead)
        case _:
            return Utterance(wording(session, outcome, sign.words), session.profile.language)


def _quiet_first(outcome: Outcome) -> tuple[Effect, ...]:
    return (Hush(),) if isinstance(outcome, o.Held) else ()


def _silence(session: Session, sign: Sign, words: str) -> Told:
    """Stop says nothing aloud: it is felt, shown and written."""
    shown = Show(sign.picture, session.trail.publication.title if session.trail else "", words)
    return replace(session, said=()), (Hush(), *_buzz(session, sign), shown)


def _buzz(session: Session, sign: Sign) -> tuple[Effect, ...]:
    strength = session.profile.buzz.get("all", 1.0)
    return (Buzz(sign.tacton, strength),) if strength > 0 else ()


def _cue_place(session: Session, sign: Sign) -> Place:
    side = {"step.next": 1, "edge.right": 1, "step.prev": -1, "edge.left": -1}.get(sign.tacton.value, 0)
    if side:
        return Place("cue", side * WIDE_STEP_DEG % 360.0)
    return voice_place(session)


def voice_place(session: Session) -> Place:
    """Give where the voice stands for what one stands at: the thing's own place, that of its kind, or ahead."""
    node = None if session.trail is None else session.trail.node
    return session.scene.place("voice") if node is None else session.scene.place(node.id, node.kind.value, "voice")


def picture(session: Session, kind: Picture, utterance: Utterance) -> Show:
    """Give the picture that goes with the words; a photo when one stands at one."""
    trail = session.trail
    node = None if trail is None else trail.node
    title = "" if trail is None else trail.publication.title
    source = ""
    if node is not None and kind in (Picture.PAGE, Picture.PHOTO, Picture.PLACE):
        files = (s.target for s in node.spans if s.kind is Kind.FIGURE and s.target.startswith("file:"))
        source = next(files, "").removeprefix("file:")
    return Show(Picture.PHOTO if source else kind, title, utterance.text, source)


def speak(session: Session, utterance: Utterance, *, queued: bool = False) -> Told:
    """Say an utterance, with its number; nothing when it has no words."""
    if not utterance.text:
        return session, ()
    number, profile = session.number + 1, session.profile
    say = Say(
        number=number,
        text=utterance.text,
        language=utterance.language or profile.language,
        words_per_minute=profile.words_per_minute,
        voice=profile.voice,
        loudness_db=profile.loudness_db,
        place=voice_place(session) if utterance.spot else session.scene.place("voice", AHEAD.what),
        queued=queued,
    )
    said = Said(number, utterance.text, utterance.language, utterance.spot, utterance.lead)
    kept = session.said if queued else ()
    return replace(session, number=number, said=(*kept, said), last=said), (say,)


def read_on(session: Session, spot: Spot, before: Spot | None) -> Told:
    """Say the sentence at a place as part of reading aloud, and make the one after it ready."""
    trail = session.trail
    if trail is None:
        return session, ()
    session = replace(session, trail=replace(trail, spot=spot))
    utterance = tell_sentence(session, spot, before)
    session, say = speak(session, utterance, queued=True)
    return session, (*_passing(session, spot, before), picture(session, Picture.PAGE, utterance), *say, *ahead(session))


def _passing(session: Session, spot: Spot, before: Spot | None) -> tuple[Effect, ...]:
    """Give the sound and the pulse of a heading that is come to while reading."""
    stop = stop_at(session.trail, spot)
    new = before is None or (before.section, before.stop) != (spot.section, spot.stop)
    if stop is None or not new or stop.node.kind is not Kind.HEADING:
        return ()
    sign = SIGNS["reading.heading"]
    return (Cue(sign.earcon, voice_place(session)), *_buzz(session, sign))


def ahead(session: Session) -> tuple[Effect, ...]:
    """Give the sentence that will most likely be said next, to be made ready."""
    if session.trail is None:
        return ()
    after = following(session.trail, session.trail.spot)
    if not isinstance(after, Spot):
        return ()
    utterance, profile = tell_sentence(session, after, session.trail.spot), session.profile
    if not utterance.text:
        return ()
    return (SayNext(utterance.text, utterance.language, profile.words_per_minute, profile.voice),)


def passed_page(session: Session, before: Spot) -> tuple[Effect, ...]:
    """Give the sound and the tick of a page break that the voice has just passed."""
    trail = session.trail
    node = None if trail is None else trail.node
    if trail is None or node is None or (before.section, before.stop) != (trail.spot.section, trail.spot.stop):
        return ()
    crossed = (s for s in node.spans if s.kind is Kind.PAGE and before.offset < s.start <= trail.spot.offset)
    if next(crossed, None) is None:
        return ()
    sign = SIGNS["page.passed"]
    shown = Show(sign.picture, trail.publication.title, session.words(sign.words, page=page_label(trail)))
    return Cue(sign.earcon, session.scene.place("page", "voice")), *_buzz(session, sign), shown


def open_nearby(session: Session) -> Told:
    """Ask for the sections beside the patron, so that the next step does not wait."""
    trail = session.trail
    if trail is None:
        return session, ()
    here, count = trail.spot.section, len(trail.publication.sections)
    near = [i for i in (here, here + 1, here - 1) if 0 <= i < count]
    wanted = [i for i in near if i not in trail.passages and i not in session.preparing]
    session = replace(session, preparing=session.preparing | set(wanted))
    return session, tuple(Prepare(trail.publication.id, i) for i in wanted)


def keep(session: Session) -> Keep:
    """Give what is to be kept of the patron: wishes, place, bookmarks."""
    if session.trail is None:
        return Keep(session.profile)
    return Keep(session.profile, locator(session.trail), session.trail.marks)
