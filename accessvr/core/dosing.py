"""How much safe sound is left: told in three steps, never as a blame; at the last the voice goes down by itself."""

from __future__ import annotations

from accessvr.core import outcomes as o
from accessvr.core.adjusting import LOUDNESS_STEP_DB, QUIETEST_DB
from accessvr.core.effects import Picture, Show
from accessvr.core.narrator import Told, keep, narrate
from accessvr.core.session import Session, change
from accessvr.core.values import replace

HALF, MOST, ALL = 0.5, 0.8, 1.0


def exposed(session: Session, share: float) -> Told:
    """Take the dose in: half of it is written, and said at the next pause; most of it is said; all of it is softer."""
    before, session = session.dose, replace(session, dose=max(share, 0.0))
    if share >= ALL:
        session, effects = _softer(session)
    elif share >= MOST > before:
        session, effects = narrate(replace(session, hint=""), o.Dosed("most"), queued=True)
    elif share >= HALF > before:
        session, effects = _half(session)
    else:
        return session, (keep(session),)
    return session, (*effects, keep(session))


def _half(session: Session) -> Told:
    if not session.reading and not session.said and session.test is None:
        return narrate(session, o.Dosed("half"), queued=True)
    title = "" if session.trail is None else session.trail.publication.title
    return replace(session, hint="half"), (Show(Picture.MESSAGE, title, session.words("dosed.half")),)


def _softer(session: Session) -> Told:
    """Go down by a step each time, and say so; at the softest it is only said."""
    profile = session.profile
    loudness_db = max(profile.loudness_db - LOUDNESS_STEP_DB, QUIETEST_DB)
    softer = loudness_db < profile.loudness_db
    session = replace(session, hint="")
    if softer:
        session = change(session, replace(profile, loudness_db=loudness_db))
    return narrate(session, o.Dosed("all", softer), queued=True)


def at_pause(before: Session, after: Session) -> Told:
    """Say what waited for a pause: reading has ended by itself, or by words other than stop."""
    if not after.hint or not before.reading or after.reading or not after.said or after.cut:
        return after, ()
    return narrate(replace(after, hint=""), o.Dosed(after.hint), queued=True)
