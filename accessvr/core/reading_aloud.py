"""Reading aloud, from what was heard to what is said next: sentences, notes in between, the end, sleep."""

from __future__ import annotations

from accessvr.core import commands as c
from accessvr.core import outcomes as o
from accessvr.core.effects import Effect, Hush, Prepare
from accessvr.core.narrator import Told, keep, narrate, open_nearby, passed_by, passed_marks, read_on
from accessvr.core.publication import Spot
from accessvr.core.reading import Following, following
from accessvr.core.referring import is_inside, references_due, set_out
from accessvr.core.seeking import sentence_began
from accessvr.core.session import FADE_S, Excursion, Said, Session, Utterance
from accessvr.core.speaking import speak
from accessvr.core.trail import Trail, nearby, stop_at
from accessvr.core.values import replace


def heard_whole(session: Session, number: int) -> Told:
    """Go on when an utterance has been heard whole."""
    done = next((said for said in session.said if said.number == number), None)
    if done is None:
        return session, ()
    rest = tuple(said for said in session.said if said.number > number)
    session = replace(session, said=_after_text(session, done, rest))
    if session.trail is None or session.said or session.waiting is not None:
        return session, ()
    if session.reading and session.profile.one_by_one and done.spot is not None and not session.excursions:
        return _pause_after(session, session.trail)
    if session.reading:
        return go_on(session, session.trail, done)
    return _stand_at(session, session.trail, done), ()


def _after_text(session: Session, done: Said, rest: tuple[Said, ...]) -> tuple[Said, ...]:
    """Give what is still to be heard. News that follows a text does not cut it: reading goes on after the text."""
    if done.spot is None or not rest or rest[0].spot is not None or session.trail is None:
        return rest
    news = replace(rest[0], spot=session.trail.spot, lead=len(rest[0].text), first=done.first)
    return (news, *rest[1:])


def _pause_after(session: Session, trail: Trail) -> Told:
    """Stand at the next sentence and wait: the patron wants one at a time."""
    after = following(trail, trail.spot, session.profile).spot
    return replace(session, reading=False, trail=replace(trail, spot=after or trail.spot)), ()


def _stand_at(session: Session, trail: Trail, done: Said) -> Session:
    """What was told has been heard whole: the patron stands at its beginning."""
    if done.first is None or (done.first.section, done.first.stop) != (trail.spot.section, trail.spot.stop):
        return session
    return replace(session, trail=replace(trail, spot=done.first))


def go_on(session: Session, trail: Trail, done: Said, *, heard: int = 0) -> Told:
    """Read what comes after what was heard; after an answer, the sentence that was cut.

    heard  how many notes of this sentence have been heard already
    """
    if done.spot is None:
        start = sentence_began(trail)
        return read_on(session, start, start)
    notes = () if trail.stop is None else references_due(trail, trail.stop, session)
    if len(notes) > heard and len(session.excursions) < DEEPEST:
        return _hear_note(session, notes[heard].target, heard)
    after = following(trail, trail.spot, session.profile)
    excursion = session.excursions[-1] if session.excursions else None
    if excursion is not None and after.section < 0 and (after.spot is None or not is_inside(excursion, after.spot)):
        return come_back(session, excursion)
    return _go_to(session, trail, after)


DEEPEST = 3  # chosen: a note in a note in a note; deeper ones wait for the patron


def _hear_note(session: Session, target: str, reference: int) -> Told:
    """Read a note where it is referred to. One that cannot be reached is passed by."""
    went, outcome = set_out(session, target, c.Read(), reference)
    match outcome:
        case o.Arrived():
            went, effects = narrate(went, outcome, queued=True)
            went, near = open_nearby(went)
            return went, (*effects, *near)
        case o.Awaited(section):
            return _await(replace(went, notes_heard=reference), section)
        case _:
            trail = session.trail
            done = Said(0, "", "", Spot())
            return (session, ()) if trail is None else go_on(session, trail, done, heard=reference + 1)


def come_back(session: Session, excursion: Excursion) -> Told:
    """Return to the word; reading goes on there when it did before."""
    was = excursion.was
    index = next((i for i, past in enumerate(session.past) if past is was), len(session.past))
    back = replace(session, past=session.past[:index], excursions=was.excursions, reading=excursion.reading)
    trail = was.trail
    if trail is None:
        return back, ()
    if session.trail is not None and session.trail.publication.id == trail.publication.id:
        passages = {**session.trail.passages, **trail.passages}
        trail = replace(trail, publication=session.trail.publication, passages=passages, marks=session.trail.marks)
    back = replace(back, trail=nearby(trail))
    if not excursion.reading:
        return narrate(back, o.Returned(), queued=True)
    if excursion.reference < 0:
        return go_on(back, trail, Said(0, "", ""))
    return go_on(back, trail, Said(0, "", "", trail.spot), heard=excursion.reference + 1)


def _go_to(session: Session, trail: Trail, after: Following) -> Told:
    signs = (*passed_marks(session, trail.spot, _left_at(trail, after.spot)), *passed_by(session, after.passed))
    if after.section >= 0:
        return _await(session, after.section)
    if after.spot is None:
        stop = trail.stop
        beside = (stop is not None and stop.fence >= 0) or trail.publication.sections[trail.spot.section].beside
        session, effects = narrate(replace(session, reading=False), o.Finished(beside), queued=True)
        return session, (*signs, *effects)
    session, effects = _read_after(session, trail, after.spot)
    return session, (*signs, *effects)


def _left_at(trail: Trail, after: Spot | None) -> int:
    """Give up to where the stop one stands in is passed: the next sentence in it, else its end."""
    if after is not None and (after.section, after.stop) == (trail.spot.section, trail.spot.stop):
        return after.offset
    return 0 if trail.node is None else len(trail.node.text)


def _await(session: Session, section: int) -> Told:
    trail = session.trail
    if trail is None:
        return session, ()
    wanted = () if section in session.preparing else (Prepare(trail.publication.id, section),)
    return replace(session, waiting=c.Read(), preparing=session.preparing | {section}), wanted


def _read_after(session: Session, trail: Trail, after: Spot) -> Told:
    session, effects = read_on(session, after, trail.spot)
    kept: tuple[Effect, ...] = ()
    if (after.section, after.stop) != (trail.spot.section, trail.spot.stop):
        kept = (keep(session),)
    if after.section != trail.spot.section and session.trail is not None:
        session = replace(session, trail=nearby(session.trail))
    session, near = open_nearby(session)
    return session, (*effects, *near, *kept)


def heard_to(session: Session, number: int, offset: int) -> Told:
    """The voice has come to a word: the place is known to the word."""
    said = next((s for s in session.said if s.number == number), None)
    trail = session.trail
    if said is None or said.spot is None or trail is None or said.spot.section not in trail.passages:
        return session, ()
    if (said.spot.section, said.spot.stop) != (trail.spot.section, trail.spot.stop):
        return session, ()
    before = trail.spot
    reached = said.spot.offset + max(0, min(offset, said.length) - said.lead)
    session = replace(session, trail=replace(trail, spot=replace(said.spot, offset=reached)))
    return session, passed_marks(session, before, reached)


def not_played(session: Session, number: int) -> Told:
    """A recording cannot be played: its words are spoken; without words, reading goes on."""
    said = next((s for s in session.said if s.number == number), None)
    trail = session.trail
    if said is None or said.clip is None:
        return session, ()
    if not said.text.strip() or said.spot is None or trail is None:
        return heard_whole(session, number)
    others = tuple(s for s in session.said if s.number != number)
    end, start = said.spot.offset + len(said.text), said.spot.offset
    stop = stop_at(trail, said.spot)
    if stop is not None and not stop.node.text:
        named = Utterance(said.text, said.language, said.spot, len(said.text))
        return speak(replace(session, said=others), named, queued=True)
    if (trail.spot.section, trail.spot.stop) == (said.spot.section, said.spot.stop):
        start = min(max(start, trail.spot.offset), end)  # what broke off was heard up to there
    rest = said.text[start - said.spot.offset :] or said.text
    utterance = Utterance(rest, said.language, replace(said.spot, offset=end - len(rest)), 0, end)
    aloud = replace(session, said=others, profile=replace(session.profile, recorded=False))
    aloud, effects = speak(aloud, utterance, queued=True)
    return replace(aloud, profile=session.profile), effects


def held_by_loss(session: Session) -> Session:
    """Hold reading at the word because its sound was lost; what was on its way is not heard any more."""
    return replace(session, reading=False, said=(), cut=session.reading or session.cut)


def taken_up(session: Session) -> Session:
    """Let reading go on by itself, at the beginning of the sentence, after the words that sound is back."""
    return replace(session, reading=session.reading or session.cut, cut=False, said=())


def doze(session: Session) -> Told:
    """Let the sleep timer run: it is announced a minute before, and ends reading with the place kept."""
    left_s = FADE_S if session.sleep_s is None else session.sleep_s - session.now_s
    if left_s <= 0:
        session = replace(session, sleep_s=None, reading=False, cut=False, said=())
        session, effects = narrate(session, o.Slept(), queued=True)
        hush: tuple[Effect, ...] = (Hush(),)
        return session, (*hush, *effects, keep(session))
    if left_s <= FADE_S and not session.warned:
        return narrate(replace(session, warned=True), o.Warned(), queued=True)
    return session, ()
