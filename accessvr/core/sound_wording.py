"""The words about the sound: how it is fitted, the hearing test, the way to a thing. Part of wording.py."""

from __future__ import annotations

from collections.abc import Iterator

from accessvr.core import outcomes as o
from accessvr.core.adjusting import balance_value
from accessvr.core.hearing import Hearing
from accessvr.core.phrasebook import listed, together, unstopped
from accessvr.core.placing import PLACED, is_aside
from accessvr.core.scene import clock_hour
from accessvr.core.session import Session
from accessvr.core.sound_outcomes import SoundOutcome


def sound_wording(session: Session, outcome: SoundOutcome, key: str) -> str:
    """Give the words of an outcome. `key` is the sentence of the table of signs."""
    match outcome:
        case o.SoundTold():
            return _sound(session, key)
        case o.LossEntered(ear, frequency_hz, loss_db):
            return _loss(session, ear, frequency_hz, loss_db)
        case o.SetAside(what, aside):
            thing = session.grammar.phrases.placed[what][0] if what else session.words("placed.all")
            return session.words("placed.aside" if aside else "placed.ahead", thing=thing)
        case o.TonesExplained() | o.TonesLeft():
            return session.words(key)
        case o.TonesGoOn(ear):
            return session.words(f"tones.go_on.{ear}")
        case o.TonesEnded(found, softer):
            return _found(session, found, softer)
        case o.Directed(label, azimuth_deg, _):
            where = session.words(f"direction.{clock_hour(azimuth_deg)}")
            return session.words(key, label=unstopped(label), direction=where)
        case o.Faced(label):
            return session.words(key, label=unstopped(label))
        case o.Dosed(much, softer):
            return session.words(f"dosed.{much}.softer" if softer else f"dosed.{much}")


def _sound(session: Session, key: str) -> str:
    hearing = session.profile.hearing
    way, ears = _value(session, hearing.way.name.lower()), _value(session, hearing.one_ear or "both")
    words = session.words(key, way=way[:1].upper() + way[1:], ears=ears)
    others = listed(session.grammar.phrases, _others(session, hearing))
    also = session.words("sound.also", things=others[:1].upper() + others[1:]) if others else ""
    return together(session.grammar.phrases, filter(None, (words, also, session.words("sound.change"))))


def _others(session: Session, hearing: Hearing) -> Iterator[str]:
    """Give what is not as is usual, a few words each."""
    if hearing.loss:
        yield session.words("sound.fitted")
    for name in ("wider", "clearer"):
        if getattr(hearing, name):
            yield _setting(session, name, "on")
    if hearing.balance_db:
        yield _value(session, *balance_value(hearing.balance_db).split())
    if not hearing.room:
        yield _setting(session, "room", "off")
    if session.profile.calm:
        yield _setting(session, "calm", "on")
    if not all(is_aside(session.profile, what) for what in PLACED):
        yield session.words("sound.ahead")


def _setting(session: Session, name: str, value: str) -> str:
    setting = session.words(f"setting.{name}")
    return session.words("sound.setting", setting=setting[:1].lower() + setting[1:], value=_value(session, value))


def _value(session: Session, key: str, number: str = "") -> str:
    return session.words(f"value.{key}", number=number)


def _loss(session: Session, ear: str, frequency_hz: int, loss_db: int) -> str:
    if not frequency_hz:
        return session.words("loss.forgotten")
    ears = session.words(f"loss.{ear or 'both'}")
    return session.words("loss", ear=ears, frequency=frequency_hz, loss=loss_db)


def _found(session: Session, found: str, softer: str) -> str:
    """Give what was found, in plain words: no diagnosis."""
    words = session.words(f"tones.{found}")
    if found in ("chance", "silent", "even"):
        return words
    side = session.words(f"tones.softer.{softer}") if softer else ""
    return together(session.grammar.phrases, filter(None, (words, side, session.words("tones.ended"))))
