"""The table of signs: how each outcome is said, sounded, felt and shown. Any one channel is enough."""

from __future__ import annotations

from accessvr.core import outcomes as o
from accessvr.core.commands import Unit
from accessvr.core.effects import Earcon, Picture, Tacton
from accessvr.core.outcomes import Outcome
from accessvr.core.publication import Kind, Node
from accessvr.core.values import dataclass


@dataclass(frozen=True, slots=True)
class Sign:
    """The four renderings of an outcome. `words` is a key of the phrasebook."""

    words: str
    earcon: Earcon
    tacton: Tacton
    picture: Picture


SIGNS: dict[str, Sign] = {
    "welcome": Sign("welcome", Earcon.WELCOME, Tacton.CONFIRM, Picture.MESSAGE),
    "arrived.ahead": Sign("arrived.ahead", Earcon.STEP, Tacton.STEP_NEXT, Picture.PAGE),
    "arrived.behind": Sign("arrived.behind", Earcon.STEP, Tacton.STEP_PREVIOUS, Picture.PAGE),
    "arrived.heading": Sign("arrived.heading", Earcon.HEADING, Tacton.HEADING, Picture.PAGE),
    "arrived.note": Sign("arrived.note", Earcon.FOUND, Tacton.NOTE, Picture.PAGE),
    "blocked.ahead": Sign("blocked.ahead", Earcon.WALL, Tacton.WALL_AHEAD, Picture.WALL),
    "blocked.behind": Sign("blocked.behind", Earcon.WALL, Tacton.WALL_BEHIND, Picture.WALL),
    "not_there": Sign("not_there", Earcon.REFUSED, Tacton.ERROR, Picture.MESSAGE),
    "awaited": Sign("awaited", Earcon.WAITING, Tacton.PROGRESS_1, Picture.MESSAGE),
    "reading": Sign("reading", Earcon.STEP, Tacton.CONFIRM, Picture.PAGE),
    "reading.heading": Sign("reading", Earcon.HEADING, Tacton.HEADING, Picture.PAGE),
    "page.passed": Sign("page.passed", Earcon.PAGE, Tacton.STEP_NEXT, Picture.PAGE),
    "note.passed": Sign("kind.note", Earcon.FOUND, Tacton.NOTE, Picture.PAGE),
    "picture.passed": Sign("kind.figure", Earcon.FOUND, Tacton.NOTE, Picture.PAGE),
    "page.nearing": Sign("page.nearing", Earcon.NEARING, Tacton.PROGRESS_3, Picture.PAGE),
    "chapter.nearing": Sign("chapter.nearing", Earcon.NEARING, Tacton.PROGRESS_4, Picture.PAGE),
    "thing.passed": Sign("thing.passed", Earcon.STEP, Tacton.STEP_NEXT, Picture.PAGE),
    "returned": Sign("returned", Earcon.LEAVE, Tacton.STEP_PREVIOUS, Picture.PAGE),
    "finished": Sign("finished", Earcon.LEAVE, Tacton.BOOK_END, Picture.MESSAGE),
    "held": Sign("held", Earcon.PAUSE, Tacton.PAUSE, Picture.PAGE),
    "stopped": Sign("stopped", Earcon.PAUSE, Tacton.CANCEL, Picture.DARK),
    "repeated": Sign("repeated", Earcon.HEARD, Tacton.CONFIRM, Picture.PAGE),
    "spelled": Sign("spelled", Earcon.HEARD, Tacton.CONFIRM, Picture.PAGE),
    "located": Sign("located.book", Earcon.HEARD, Tacton.CONFIRM, Picture.PLACE),
    "around": Sign("around", Earcon.HEARD, Tacton.CONFIRM, Picture.PLACE),
    "described": Sign("described", Earcon.HEARD, Tacton.NOTE, Picture.PHOTO),
    "listed": Sign("listed.contents", Earcon.QUESTION, Tacton.LISTENING, Picture.LIST),
    "offered": Sign("offered", Earcon.STEP, Tacton.STEP_NEXT, Picture.LIST),
    "searching": Sign("searching", Earcon.WAITING, Tacton.PROGRESS_1, Picture.MESSAGE),
    "fetching": Sign("awaited", Earcon.WAITING, Tacton.PROGRESS_1, Picture.MESSAGE),
    "not_found": Sign("not_found", Earcon.REFUSED, Tacton.ERROR, Picture.MESSAGE),
    "entered": Sign("entered.book", Earcon.ENTER, Tacton.ARRIVED, Picture.PLACE),
    "nothing_open": Sign("nothing_open", Earcon.REFUSED, Tacton.ERROR, Picture.MESSAGE),
    "nothing_more": Sign("nothing_more", Earcon.WALL, Tacton.CANCEL, Picture.MESSAGE),
    "marked": Sign("marked", Earcon.CONFIRM, Tacton.CONFIRM, Picture.MESSAGE),
    "unmarked": Sign("unmarked", Earcon.UNDO, Tacton.CANCEL, Picture.MESSAGE),
    "written": Sign("written", Earcon.CONFIRM, Tacton.CONFIRM, Picture.MESSAGE),
    "lined": Sign("lined", Earcon.HEARD, Tacton.CONFIRM, Picture.PAGE),
    "headed": Sign("headed", Earcon.HEARD, Tacton.CONFIRM, Picture.PLACE),
    "not_in_table": Sign("not_in_table", Earcon.REFUSED, Tacton.ERROR, Picture.MESSAGE),
    "not_here": Sign("not_here.note", Earcon.REFUSED, Tacton.ERROR, Picture.MESSAGE),
    "drowsing": Sign("drowsing", Earcon.CONFIRM, Tacton.CONFIRM, Picture.MESSAGE),
    "warned": Sign("warned", Earcon.QUESTION, Tacton.ATTENTION, Picture.QUESTION),
    "slept": Sign("slept", Earcon.PAUSE, Tacton.PAUSE, Picture.DARK),
    "treated": Sign("treated", Earcon.CONFIRM, Tacton.CONFIRM, Picture.MESSAGE),
    "pronounced": Sign("pronounced", Earcon.CONFIRM, Tacton.CONFIRM, Picture.MESSAGE),
    "unvoiced": Sign("unvoiced", Earcon.ALERT, Tacton.ATTENTION, Picture.MESSAGE),
    "adjusted": Sign("adjusted", Earcon.CONFIRM, Tacton.CONFIRM, Picture.MESSAGE),
    "adjusted.limit": Sign("adjusted.limit", Earcon.WALL, Tacton.CANCEL, Picture.MESSAGE),
    "asked": Sign("asked.goodbye", Earcon.QUESTION, Tacton.LISTENING, Picture.QUESTION),
    "declined": Sign("declined", Earcon.LEAVE, Tacton.CANCEL, Picture.MESSAGE),
    "not_asked": Sign("not_asked", Earcon.REFUSED, Tacton.NOT_UNDERSTOOD, Picture.MESSAGE),
    "not_understood": Sign("not_understood.once", Earcon.REFUSED, Tacton.NOT_UNDERSTOOD, Picture.MESSAGE),
    "undone": Sign("undone.place", Earcon.UNDO, Tacton.CANCEL, Picture.PAGE),
    "nothing_to_undo": Sign("nothing_to_undo", Earcon.WALL, Tacton.WALL_BEHIND, Picture.MESSAGE),
    "refused": Sign("refused", Earcon.REFUSED, Tacton.ERROR, Picture.MESSAGE),
    "lost": Sign("lost", Earcon.ALERT, Tacton.ATTENTION, Picture.MESSAGE),
    "restored": Sign("restored", Earcon.CONFIRM, Tacton.CONFIRM, Picture.MESSAGE),
    "sound.told": Sign("sound.told", Earcon.HEARD, Tacton.CONFIRM, Picture.LIST),
    "loss": Sign("loss", Earcon.CONFIRM, Tacton.CONFIRM, Picture.MESSAGE),
    "placed": Sign("placed.aside", Earcon.CONFIRM, Tacton.CONFIRM, Picture.MESSAGE),
    "tones.explained": Sign("tones.explained", Earcon.QUESTION, Tacton.LISTENING, Picture.QUESTION),
    "tones.go_on": Sign("tones.go_on.left", Earcon.HEARD, Tacton.LISTENING, Picture.QUESTION),
    "tones.ended": Sign("tones.ended", Earcon.CONFIRM, Tacton.CONFIRM, Picture.MESSAGE),
    "tones.left": Sign("tones.left", Earcon.LEAVE, Tacton.CANCEL, Picture.MESSAGE),
    "directed": Sign("directed", Earcon.HEARD, Tacton.CONFIRM, Picture.PLACE),
    "directed.beacon": Sign("directed.beacon", Earcon.FOUND, Tacton.CONFIRM, Picture.PLACE),
    "faced": Sign("faced", Earcon.ENTER, Tacton.ARRIVED, Picture.PLACE),
    "dosed": Sign("dosed.half", Earcon.QUESTION, Tacton.ATTENTION, Picture.MESSAGE),
    "ended": Sign("ended", Earcon.FAREWELL, Tacton.CHAPTER_END, Picture.DARK),
}
MARKED_KINDS = {
    *(Unit.NOTE, Unit.LINK, Unit.FIGURE, Unit.TABLE, Unit.LIST, Unit.PAGE, Unit.FORMULA, Unit.QUOTATION),
}


def sign_name(outcome: Outcome, node: Node | None) -> str:
    """Give the row of the table for an outcome at a node."""
    heading = node is not None and node.kind is Kind.HEADING
    match outcome:
        case o.Arrived(unit, ahead, _):
            return _arrival(unit, ahead, heading)
        case o.Blocked(_, ahead, _):
            return "blocked.ahead" if ahead else "blocked.behind"
        case o.Reading():
            return "reading.heading" if heading else "reading"
        case o.Adjusted(_, _, at_limit):
            return "adjusted.limit" if at_limit else "adjusted"
        case o.Directed(beacon=beacon):
            return "directed.beacon" if beacon else "directed"
        case _:
            return PLAIN_SIGNS[type(outcome)]


def _arrival(unit: Unit, ahead: bool, heading: bool) -> str:
    if heading and unit not in (Unit.WORD, Unit.CHARACTER, Unit.SENTENCE):
        return "arrived.heading"
    if unit in MARKED_KINDS:
        return "arrived.note"
    return "arrived.ahead" if ahead else "arrived.behind"


PLAIN_SIGNS: dict[type[Outcome], str] = {
    o.Welcomed: "welcome",
    o.NotThere: "not_there",
    o.Awaited: "awaited",
    o.Finished: "finished",
    o.Returned: "returned",
    o.Held: "held",
    o.Stopped: "stopped",
    o.Repeated: "repeated",
    o.Spelled: "spelled",
    o.Located: "located",
    o.Around: "around",
    o.Described: "described",
    o.Listed: "listed",
    o.Offered: "offered",
    o.Searching: "searching",
    o.Fetching: "fetching",
    o.NotFound: "not_found",
    o.Entered: "entered",
    o.NothingOpen: "nothing_open",
    o.NothingMore: "nothing_more",
    o.Marked: "marked",
    o.Unmarked: "unmarked",
    o.Written: "written",
    o.Lined: "lined",
    o.Headed: "headed",
    o.NotInTable: "not_in_table",
    o.NotHere: "not_here",
    o.Drowsing: "drowsing",
    o.Warned: "warned",
    o.Slept: "slept",
    o.Treated: "treated",
    o.Pronounced: "pronounced",
    o.Unvoiced: "unvoiced",
    o.Asked: "asked",
    o.Declined: "declined",
    o.NotAsked: "not_asked",
    o.NotUnderstood: "not_understood",
    o.Undone: "undone",
    o.NothingToUndo: "nothing_to_undo",
    o.Refused: "refused",
    o.Lost: "lost",
    o.Restored: "restored",
    o.Ended: "ended",
    o.SoundTold: "sound.told",
    o.LossEntered: "loss",
    o.SetAside: "placed",
    o.TonesExplained: "tones.explained",
    o.TonesGoOn: "tones.go_on",
    o.TonesEnded: "tones.ended",
    o.TonesLeft: "tones.left",
    o.Faced: "faced",
    o.Dosed: "dosed",
}
