"""How the sound is fitted to a patron: ways of hearing, what an ear has lost, what has a place of its own in a text."""

from __future__ import annotations

from accessvr.core import outcomes as o
from accessvr.core.commands import EnterLoss, Hear, PlaceAside, Setting
from accessvr.core.hearing import EARS, Hearing
from accessvr.core.listing import Done
from accessvr.core.placing import PLACED
from accessvr.core.session import Choice, Option, Session, change
from accessvr.core.sound_phrases import SOUND
from accessvr.core.values import replace

LOWEST_HZ, HIGHEST_HZ = 125, 8000  # the pitches of an audiogram
MOST_LOSS_DB = 120


def hear(session: Session, wish: Hear) -> Done:
    """Hear in a way, or with one ear or both."""
    hearing = session.profile.hearing
    if wish.way is not None:
        changed, outcome = replace(hearing, way=wish.way), o.Adjusted(Setting.WAY, wish.way.name.lower())
    else:
        ear = wish.ear if wish.ear in EARS and wish.ear is not None else ""
        changed, outcome = replace(hearing, one_ear=ear), o.Adjusted(Setting.EARS, ear or "both")
    return fit(session, changed), outcome


def fit(session: Session, hearing: Hearing) -> Session:
    """Give the session with the sound fitted in another way; it can be undone."""
    if hearing == session.profile.hearing:
        return session
    return change(session, replace(session.profile, hearing=hearing))


def enter_loss(session: Session, wish: EnterLoss) -> Done:
    """Write down what an ear has lost at a pitch; without a pitch all of it is forgotten."""
    hearing = session.profile.hearing
    if not wish.frequency_hz:
        return fit(session, replace(hearing, loss={})), o.LossEntered("", 0, 0)
    pitch = min(max(wish.frequency_hz, LOWEST_HZ), HIGHEST_HZ)
    lost = min(max(wish.loss_db, 0), MOST_LOSS_DB)
    ears = (wish.ear,) if wish.ear else EARS
    loss = {**hearing.loss, **{ear: {**hearing.loss.get(ear, {}), pitch: float(lost)} for ear in ears}}
    return fit(session, replace(hearing, loss=loss)), o.LossEntered(wish.ear, pitch, lost)


def place_aside(session: Session, wish: PlaceAside) -> Done:
    """Hear a kind of thing, or all, from its own place or from straight ahead."""
    whats = (wish.what,) if wish.what else PLACED
    placing = {**session.profile.placing, **dict.fromkeys(whats, wish.aside)}
    return change(session, replace(session.profile, placing=placing)), o.SetAside(wish.what, wish.aside)


def tell_sound(session: Session) -> Done:
    """Tell how the sound is fitted; what can be changed is then stepped through like a list."""
    phrases = session.grammar.phrase
    options = tuple(Option(phrases(key), command) for key, command in SOUND.items() if key != "my_sound")
    return replace(session, asked=Choice("sound", options), reading=False), o.SoundTold()
