"""A hearing test, step by step: words, tones, silences, and what an answer is. While one listens nothing else sounds.

Time comes from Ticked, and from Spoken when a tone has been played. Every step is written; an answer is not sounded or
felt, since that would cover the next tone.
"""

from __future__ import annotations

from accessvr.core import commands as c
from accessvr.core import events as e
from accessvr.core import outcomes as o
from accessvr.core.commands import Command
from accessvr.core.effects import Effect, Hush, Picture, Show, Tone
from accessvr.core.events import Event
from accessvr.core.fitting import fit
from accessvr.core.hearing import EARS
from accessvr.core.hearing_test import HearingTest, answered, losses, verdict
from accessvr.core.listing import Done
from accessvr.core.narrator import Told, keep, narrate
from accessvr.core.session import Session, Trying
from accessvr.core.understand import pressed, understand
from accessvr.core.values import replace

NEWS = (
    *(e.Began, e.Spoken, e.SpokenTo, e.NotPlayed, e.NoVoice, e.Opened, e.Ready, e.Matched, e.Recounted, e.Exported),
    *(e.Failed, e.DeviceLost, e.DeviceBack, e.Exposed, e.Looked),
)
ANSWER_S = 2.0  # so long after a tone an answer counts; older people need longer than young ones
LONGEST_TONE_S = 5.0  # chosen: a tone whose end is never told has ended
GAPS_S = (0.9, 1.9, 1.4, 2.4, 1.1)  # chosen: nobody can tell when the next tone comes
ANSWERS = (c.Answer(True), c.Choose())
ENDS = (c.Leave, c.Hold, c.Back, c.Undo)
EXPLAINED = (c.Help, c.Repeat, c.HearTones, c.WhereAmI, c.More)


def begin(session: Session) -> Done:
    """Begin the test: of both ears, or of the one that hears."""
    ear = session.profile.hearing.one_ear
    test = HearingTest((ear,) if ear else EARS)
    return replace(session, test=Trying(test), reading=False, asked=None, guide=None), o.TonesExplained()


def in_test(session: Session, trying: Trying, event: Event) -> Told | None:
    """Give what an event does in the test; None when it is none of the test's, and is done as ever."""
    match event:
        case e.Heard(words, _):
            return _asked(session, trying, understand(words, session.grammar))
        case e.Pressed(control, long):
            return _pressed(session, trying, pressed(control, long=long))
        case e.Pointed():
            return session, ()
        case e.Spoken(number) if number == trying.tone:
            return replace(session, test=replace(trying, ended=True)), ()
        case e.Ticked(now_s):
            return _ticked(replace(session, now_s=now_s), trying)
        case e.DeviceLost("sound"):
            session, effects = narrate(replace(session, test=None), o.TonesLeft())
            session, lost = narrate(session, o.Lost("sound"), queued=True)
            return session, (*effects, *lost)
        case _ if isinstance(event, NEWS):
            return None
        case _:
            return _asked(session, trying, event)


def _pressed(session: Session, trying: Trying, command: Command | None) -> Told | None:
    """Any button or key is an answer, but those that stop. A second press at once is the same press."""
    bounced = session.now_s - session.pressed_s < session.profile.bounce_s
    session = replace(session, pressed_s=session.now_s)
    if isinstance(command, c.Stop | c.Undo):
        return _asked(session, trying, command)
    return (session, ()) if bounced else _heard(session, trying)


def _asked(session: Session, trying: Trying, command: Command | None) -> Told | None:
    """Take words or a press: most are the answer that something was heard."""
    if command is None:
        return session, _written(session, "tones.listening")
    if command in ANSWERS:
        return _heard(session, trying)
    if command == c.Answer(False):
        unheard = bool(trying.tone) and not session.said
        return _answered(session, trying, heard=False) if unheard else (session, ())
    if isinstance(command, EXPLAINED):
        waiting = replace(session, test=Trying(trying.test))
        return narrate(waiting, o.TonesExplained())
    if isinstance(command, ENDS):
        return narrate(replace(session, test=None), o.TonesLeft())
    return None


def left(session: Session, event: Event) -> Session:
    """Give the session without the test when something else is asked: nothing is changed."""
    return session if isinstance(event, NEWS) else replace(session, test=None)


def _heard(session: Session, trying: Trying) -> Told:
    if session.said:  # the words are known: the tones may begin
        return replace(session, said=(), test=replace(trying, due_s=None)), (Hush(),)
    if trying.tone:
        return _answered(session, trying, heard=True)
    early = replace(trying.test, early=trying.test.early + 1)
    return replace(session, test=replace(trying, test=early)), _written(session, "tones.listening")


def _answered(session: Session, trying: Trying, *, heard: bool) -> Told:
    """Take an answer, or the lack of one; then comes the next tone, the other ear, or the end."""
    test = answered(trying.test, heard=heard)
    if test.over or test.by_chance:
        return _ended(session, test)
    # after silence the next tone comes at once: the wait was long enough, and nobody can tell it from others
    due_s = session.now_s + _gap_s(test.given) if heard else session.now_s
    session = replace(session, test=Trying(test, due_s=due_s))
    if test.ear != trying.test.ear:
        session = replace(session, test=Trying(test))
        return narrate(session, o.TonesGoOn(test.ear))
    return session, _written(session, "tones.heard" if heard else "tones.listening")


def _ended(session: Session, test: HearingTest) -> Told:
    found, softer = verdict(test)
    session = replace(session, test=None)
    kept: tuple[Effect, ...] = ()
    if found not in ("chance", "silent"):
        others = {ear: by for ear, by in session.profile.hearing.loss.items() if ear not in test.ears}
        session = fit(session, replace(session.profile.hearing, loss=others | losses(test)))
        kept = (keep(session),)
    session, effects = narrate(session, o.TonesEnded(found, softer))
    return session, (*effects, *kept)


def _gap_s(given: int) -> float:
    return GAPS_S[(given * given * 3 + given * 2) % len(GAPS_S)]


def _ticked(session: Session, trying: Trying) -> Told:
    """Time passes: a tone is due, or was not heard."""
    now_s = session.now_s
    if session.said:
        return session, ()
    if not trying.tone:
        if trying.due_s is None:
            return replace(session, test=replace(trying, due_s=now_s + _gap_s(trying.test.given))), ()
        return _give(session, trying) if now_s >= trying.due_s else (session, ())
    if not trying.ended and now_s - trying.given_s < LONGEST_TONE_S:
        return session, ()
    if trying.since_s is None:
        return replace(session, test=replace(trying, ended=True, since_s=now_s)), ()
    return _answered(session, trying, heard=False) if now_s - trying.since_s >= ANSWER_S else (session, ())


def _give(session: Session, trying: Trying) -> Told:
    """Let the next tone sound; sometimes a silence, to see that answers are real."""
    test, number = trying.test, session.number + 1
    out = Trying(test, tone=number, ended=test.silent, given_s=session.now_s)
    tones = () if test.silent else (Tone(number, float(test.frequency_hz), test.level_db, test.ear),)
    return replace(session, number=number, test=out), tones


def _written(session: Session, key: str) -> tuple[Effect, ...]:
    title = "" if session.trail is None else session.trail.publication.title
    return (Show(Picture.MESSAGE, title, session.words(key)),)
