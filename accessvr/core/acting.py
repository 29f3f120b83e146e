"""Session + Command -> Session + Outcome: everything that can be asked, and what it changes."""

from __future__ import annotations

from accessvr.core import commands as c
from accessvr.core import outcomes as o
from accessvr.core.adjusting import adjust
from accessvr.core.commands import Command, Unit
from accessvr.core.consulting import ask_library, export, headers, more, read_line, sleep, treat
from accessvr.core.fitting import enter_loss, hear, place_aside, tell_sound
from accessvr.core.guiding import find_place
from accessvr.core.listing import (
    Done,
    choose,
    list_contents,
    list_help,
    list_landmarks,
    offer,
    turn_contents,
)
from accessvr.core.marking import copy, list_marks, mark, place_of, pronounce, unmark
from accessvr.core.navigator import default_unit, navigate
from accessvr.core.publication import Kind, Spot
from accessvr.core.referring import follow, hear_note, list_links, still_out
from accessvr.core.seeking import Need, word_at
from accessvr.core.session import Choice, Question, Session, remember
from accessvr.core.timing import moved_by
from accessvr.core.trail import Trail, at
from accessvr.core.trying import begin
from accessvr.core.values import replace

LIST_COMMANDS = (c.Choose, c.More, c.Repeat, c.WhereAmI, c.Adjust)


def act(session: Session, command: Command) -> Done:
    """Do what was asked."""
    if isinstance(session.asked, Choice) and not _about_list(session.asked, command):
        session = replace(session, asked=None)
    match command:
        case c.Move(unit=None) if isinstance(session.asked, Choice):
            return offer(session, session.asked, command.steps)
        case c.Enter() | c.Leave() if isinstance(session.asked, Choice):
            return turn_contents(session, session.asked, deeper=isinstance(command, c.Enter))
        case c.Leave() if session.excursions:
            return _back(session)
        case c.Move(unit=Unit.TEN_SECONDS):
            return _move_in_time(session, command)
        case c.Move() | c.GoTo() | c.Enter() | c.Leave() | c.Visit():
            return _travel(session, command)
        case c.Recall(number, name):
            return _recall(session, number, name)
        case c.HearNote():
            return hear_note(session)
        case c.Follow():
            return follow(session)
        case c.Links():
            return list_links(session)
        case c.ReadLine(unit):
            return read_line(session, unit)
        case c.Headers():
            return headers(session)
        case c.Landmarks():
            return list_landmarks(session)
        case c.FindNext(steps):
            return _find_next(session, steps)
        case c.About():
            return ask_library(session, o.Fetching("about"))
        case c.Read():
            return _read(session)
        case c.Hold():
            return replace(session, reading=False), o.Held()
        case c.Stop():
            return replace(session, reading=False, asked=None, waiting=None, fetching=False), o.Stopped()
        case c.Repeat():
            return _repeat(session), o.Repeated()
        case c.Spell(phonetic):
            return _spell(session, phonetic)
        case c.WhereAmI():
            return session, o.Located() if session.trail else o.NothingOpen()
        case c.WhatIsAround():
            return session, o.Around() if session.trail else o.NothingOpen()
        case c.Describe():
            return session, o.Described() if session.trail else o.NothingOpen()
        case c.More():
            return more(session)
        case c.Contents():
            return list_contents(session)
        case c.Help():
            return list_help(session)
        case c.Choose(number):
            return _choose(session, number)
        case c.Mark(name, note):
            return mark(session, name, note)
        case c.Copy():
            return copy(session)
        case c.Unmark(number):
            return unmark(session, number)
        case c.Export():
            return export(session)
        case c.Sleep(minutes):
            return sleep(session, minutes)
        case c.TreatAs(role, how):
            return treat(session, role, how)
        case c.Pronounce():
            return pronounce(session, command)
        case c.Adjust():
            return adjust(session, command)
        case c.Answer(yes):
            return _answer(session, yes)
        case c.Undo():
            return _undo(session)
        case c.Back():
            return _back(session)
        case c.Find(words):
            return ask_library(session, o.Searching(words))
        case c.Open("") if isinstance(session.asked, Choice) and session.asked.at >= 0:
            return _choose(session, 0)
        case c.Open(title):
            return _open(session, title)
        case c.Shelf():
            return replace(session, reading=False, opening=True), o.Awaited(-1)
        case c.Goodbye():
            return _goodbye(session)
        case c.Hear():
            return hear(session, command)
        case c.EnterLoss():
            return enter_loss(session, command)
        case c.PlaceAside():
            return place_aside(session, command)
        case c.MySound():
            return tell_sound(session)
        case c.HearTones():
            return begin(session)
        case c.FindPlace():
            return find_place(session, command)


def _about_list(choice: Choice, command: Command) -> bool:
    if isinstance(command, c.Move):
        return command.unit is None
    if isinstance(command, c.Answer):
        return True
    if isinstance(command, (c.Enter, c.Leave)):
        return choice.what == "contents"
    if isinstance(command, c.Open):
        return not command.title and choice.at >= 0
    return isinstance(command, LIST_COMMANDS)


def _travel(session: Session, command: c.Move | c.GoTo | c.Enter | c.Leave | c.Visit) -> Done:
    if session.trail is None:
        return session, o.NothingOpen()
    trail, outcome = navigate(session.trail, command, session.grammar.phrases)
    session = session if session.waiting is None else replace(session, waiting=None)
    match outcome:
        case o.Awaited():
            return replace(session, waiting=command), outcome
        case o.Arrived():
            if isinstance(command, c.Visit) and command.place in session.found:
                session = replace(session, found_at=session.found.index(command.place))
            return still_out(replace(remember(session, jump=_is_jump(command)), trail=trail)), outcome
        case _:
            return session, outcome


def _is_jump(command: Command) -> bool:
    """Tell whether "back" returns from it. The contents are large steps, not jumps (DAISY history-040)."""
    return not isinstance(command, c.Move) and not (isinstance(command, c.GoTo) and command.unit is Unit.HEADING)


def _move_in_time(session: Session, move: c.Move) -> Done:
    if session.trail is None:
        return session, o.NothingOpen()
    match moved_by(session.trail, 10.0 * move.steps):
        case None:
            return session, o.Blocked(Unit.SENTENCE, move.steps > 0)
        case Need(section):
            return replace(session, waiting=move), o.Awaited(section)
        case Spot() as spot:
            trail = replace(at(session.trail, spot), unit=Unit.TEN_SECONDS)
            here = session.trail.spot
            return still_out(replace(remember(session), trail=trail)), o.Arrived(Unit.TEN_SECONDS, move.steps > 0, here)


def _recall(session: Session, number: int, name: str) -> Done:
    if session.trail is None:
        return session, o.NothingOpen()
    if number == 0 and not name:
        return list_marks(session)
    kept = place_of(session, number, name)
    if kept is None:
        return session, o.NotThere(Unit.ITEM, name or str(number))
    return _travel(session, c.Visit(kept.place))


def _find_next(session: Session, steps: int) -> Done:
    if session.trail is None or not session.found:
        return session, o.NotHere("found")
    index = session.found_at + steps
    if not 0 <= index < len(session.found):
        return session, o.Blocked(Unit.ITEM, steps > 0)
    return _travel(session, c.Visit(session.found[index]))


def _read(session: Session) -> Done:
    trail = session.trail
    if trail is None:
        return session, o.NothingOpen()
    if trail.publication.kind is Kind.SHELF:
        return _open(session, "")
    if trail.is_empty:
        return session, o.NothingMore()
    return replace(remember(session), reading=True, waiting=None), o.Reading()


def _repeat(session: Session) -> Session:
    """Stand at the beginning of the sentence that is said again, when it is one of the text."""
    trail, last = session.trail, session.last
    if trail is None or last is None or last.spot is None or trail.spot.stop != last.spot.stop:
        return session
    return replace(session, trail=replace(trail, spot=last.spot))


def _spell(session: Session, phonetic: bool) -> Done:
    stop = None if session.trail is None else session.trail.stop
    if session.trail is None or stop is None:
        return session, o.NothingOpen()
    word = word_at(stop, session.trail.spot.offset) or stop.node.label
    return session, o.Spelled(word, phonetic) if word else o.NothingMore()


def _choose(session: Session, number: int) -> Done:
    match session.asked:
        case Question():
            return _answer(session, True)
        case Choice() as choice:
            option = choose(choice, number)
            if option is None:
                return session, o.NotThere(Unit.ITEM, str(number))
            return act(replace(session, asked=None), option.command)
        case None:
            return _choose_here(session, number)


def _choose_here(session: Session, number: int) -> Done:
    """Do the most likely thing with what one stands at: open it, go into it, or read it."""
    if session.trail is None:
        return session, o.NothingOpen()
    if number and session.kind is Kind.SHELF:
        stops = session.trail.passage.stops if session.trail.passage else ()
        wanted = stops[number - 1].node.label if number <= len(stops) else ""
        return _open(session, wanted) if wanted else (session, o.NotThere(Unit.ITEM, str(number)))
    if number and session.kind is Kind.EXHIBIT:
        return _travel(session, c.GoTo(Unit.ITEM, number))
    match session.kind:
        case Kind.SHELF:
            return _open(session, "")
        case Kind.EXHIBIT:
            return _travel(session, c.Enter())
        case _:
            return (_repeat(session), o.Repeated()) if session.reading else _read(session)


def _answer(session: Session, yes: bool) -> Done:
    match session.asked:
        case Question(_, command) if yes:
            after, outcome = act(session, command)
            return replace(after, asked=None), outcome
        case Question() | Choice() if not yes:
            return replace(session, asked=None), o.Declined()
        case Choice() as choice:
            option = choose(choice, 0)
            return (session, o.NotAsked()) if option is None else act(replace(session, asked=None), option.command)
        case _:
            return session, o.NotAsked()


def _undo(session: Session) -> Done:
    if not session.past:
        return session, o.NothingToUndo()
    was = session.past[-1]
    setting = was.profile != session.profile
    return _restored(session, len(session.past) - 1), o.Undone(setting)


def _back(session: Session) -> Done:
    for index in range(len(session.past) - 1, -1, -1):
        if session.past[index].jump and session.past[index].trail is not None:
            restored = replace(_restored(session, index), profile=session.profile)
            return replace(restored, trail=_as_written(session, restored)), o.Undone()
    return session, o.NothingToUndo(back=True)


def _as_written(session: Session, restored: Session) -> Trail | None:
    """Give the place one comes back to, with the bookmarks and pronunciations of now: going back undoes nothing."""
    now, trail = session.trail, restored.trail
    if now is None or trail is None or now.publication.id != trail.publication.id:
        return trail
    return replace(trail, marks=now.marks, respellings=now.respellings)


def _restored(session: Session, index: int) -> Session:
    """Give things as they were; the outline stays as well known as it is now."""
    was, now = session.past[index], session.trail
    trail = was.trail
    if trail is not None and now is not None and trail.publication.id == now.publication.id:
        passages = {**now.passages, **trail.passages}
        trail = replace(trail, publication=now.publication, passages=passages)
    kept = replace(session, trail=trail, profile=was.profile, scene=was.scene, past=session.past[:index])
    if len(session.excursions) > len(was.excursions):
        kept = replace(kept, reading=session.excursions[len(was.excursions)].reading)
    kept = replace(kept, excursions=was.excursions)
    kept = replace(kept, preparing=frozenset(), waiting=None, fetching=False)
    return replace(kept, opening=False, arriving=False)


def _open(session: Session, title: str) -> Done:
    trail = session.trail
    if not title and (trail is None or trail.node is None):
        return session, o.NothingOpen()
    if not title and trail is not None and trail.publication.kind is not Kind.SHELF:
        return session, o.Entered(again=False)
    name = title
    if not title and trail is not None and trail.node is not None:
        name = trail.node.label
    return replace(session, reading=False, opening=True), o.Awaited(-1, name)


def _goodbye(session: Session) -> Done:
    if session.profile.ask_before and not isinstance(session.asked, Question):
        return replace(session, reading=False, asked=Question("goodbye", c.Goodbye())), o.Asked("goodbye")
    return replace(session, reading=False, over=True), o.Ended()


def unit_for(session: Session) -> Unit:
    """Give what "next" steps over in a publication just opened."""
    return Unit.PARAGRAPH if session.trail is None else default_unit(session.trail)
