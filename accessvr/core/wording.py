"""The words of every outcome that is not the text itself, in the patron's language and wordiness."""

from __future__ import annotations

from collections.abc import Sequence

from accessvr.core import outcomes as o
from accessvr.core.commands import Setting, Unit
from accessvr.core.naming import direction, letter
from accessvr.core.outcomes import Outcome
from accessvr.core.pace import minutes_to_read
from accessvr.core.phrasebook import in_parts, in_this_language, listed, sentences_of, together, unstopped
from accessvr.core.publication import Kind, Publication, Stop
from accessvr.core.session import Session
from accessvr.core.sound_wording import sound_wording
from accessvr.core.tables import cell_at, extent, table_stop
from accessvr.core.trail import Trail, heading_trail, page_label, progress, siblings

LIMITED = {Unit.BOOK, Unit.ITEM}


def wording(session: Session, outcome: Outcome, key: str) -> str:
    """Give the words of an outcome. `key` is the sentence of the table of signs."""
    match outcome:
        case o.Welcomed(missing):
            return _welcome(session, missing)
        case o.Blocked(unit, ahead, _):
            return _blocked(session, unit, key, ahead)
        case o.NotThere(unit, asked):
            return _not_there(session, unit, asked)
        case o.Awaited(_, title):
            return session.words("awaited.book", title=title) if title else session.words("awaited")
        case o.Stopped():
            return session.words("stopped" if session.kind is not Kind.SHELF else "stopped.nowhere")
        case o.Finished(beside=True):
            return session.words("finished.beside")
        case o.Finished() | o.NotFound():
            title = "" if session.trail is None else session.trail.publication.title
            return session.words(key, title=title, words=getattr(outcome, "words", ""))
        case o.Spelled(word, phonetic):
            return _spelled(session, word, phonetic)
        case o.Located():
            return _located(session)
        case o.Around():
            return _around(session)
        case o.Described(details):
            return details or _described(session)
        case o.Listed():
            return _listed(session, outcome)
        case o.Offered(label, number, total):
            return session.words(key, label=label, number=number, total=total)
        case o.Entered(again):
            return _entered(session, again)
        case o.Adjusted(setting, value, at_limit):
            return _adjusted(session, setting, value, at_limit)
        case o.NotUnderstood():
            return _not_understood(session, outcome)
        case o.Asked(question):
            return session.words(f"asked.{question}")
        case o.Undone():
            return session.words("undone.setting" if outcome.setting else "undone.place", words="").strip()
        case o.NothingToUndo(back):
            return session.words("nothing_to_undo.back" if back else key)
        case o.Searching(words):
            return session.words(key, words=words)
        case o.Marked(number, kind, name):
            return session.words("marked" if kind == "place" else f"marked.{kind}", number=number, name=name)
        case o.Unmarked(number):
            return session.words(key, number=number)
        case o.Written(name):
            return session.words(key, name=name)
        case o.Lined(_, words):
            return words
        case o.Headed(words):
            return session.words(key, words=words) if words else session.words("headed.none")
        case o.NotHere(what):
            return session.words(f"not_here.{what}")
        case o.Drowsing(minutes):
            return session.words(key, minutes=minutes) if minutes else session.words("drowsing.off")
        case o.Treated(role, how):
            return _treated(session, role, how)
        case o.Pronounced(word, words):
            return session.words(key, word=word, words=words) if words else session.words("pronounced.plain", word=word)
        case o.Unvoiced(language):
            return session.words(key, language=language_name(session, language))
        case o.Refused(spoken):
            return session.words(key, spoken=in_this_language(session.grammar.phrases, spoken))
        case o.Lost(device) | o.Restored(device):
            return session.words(key, device=device_name(session, device))
        case o.Repeated():
            return session.last.text if session.last else session.words("repeated.nothing")
        case o.Arrived() | o.Reading():
            return ""
        case o.Returned() | o.Fetching() | o.NotInTable() | o.Warned() | o.Slept():
            return session.words(key)
        case o.Held() | o.NothingOpen() | o.NothingMore() | o.Declined() | o.NotAsked() | o.Ended():
            return session.words(key)
        case _:
            return sound_wording(session, outcome, key)


def _welcome(session: Session, missing: tuple[str, ...]) -> str:
    names = [session.words(f"without.{name}") for name in missing]
    if not names:
        return session.words("welcome")
    without = session.words("welcome.without", names=_all_of(session, names))
    return together(session.grammar.phrases, (session.words("welcome"), without))


def device_name(session: Session, device: str) -> str:
    """Give a device's name as people say it."""
    says = session.grammar.phrases.says
    return says.get(f"device.{device}", says["device.other"])


def language_name(session: Session, language: str) -> str:
    """Give a language's name as people say it; its tag when the phrasebook has no name for it."""
    return session.grammar.phrases.says.get(f"language.{language.partition('-')[0].lower()}", language)


def _treated(session: Session, role: str, how: str) -> str:
    thing = session.grammar.phrases.things[role][0] if role else session.words("treated.all")
    return session.words(f"treated.{how}", thing=thing)


def unit_name(session: Session, unit: Unit) -> str:
    """Give the name of a unit, in the singular."""
    return session.grammar.phrases.units[unit.value][0]


def _blocked(session: Session, unit: Unit, key: str, ahead: bool) -> str:
    text_units = (Unit.PARAGRAPH, Unit.SENTENCE, Unit.WORD, Unit.CHARACTER, Unit.BOOK)
    if unit in text_units and session.kind is Kind.BOOK:
        return session.words(f"{key}.book")
    if unit in (Unit.ITEM, Unit.CHARACTER, Unit.SENTENCE, Unit.WORD, Unit.PARAGRAPH, Unit.BOOK):
        return session.words(f"{key}.item")
    return session.words(key, unit=unit_name(session, unit))


def _not_there(session: Session, unit: Unit, asked: str) -> str:
    key = "not_there.item" if unit is Unit.ITEM else "not_there"
    return session.words(key, unit=unit_name(session, unit), asked=asked)


def _spelled(session: Session, word: str, phonetic: bool) -> str:
    names = session.grammar.phrases.letters
    phonetic = phonetic or not session.grammar.phrases.spaced  # a character alone does not tell which one it is
    letters = [names.get(c.lower(), c) if phonetic else letter(session, c) for c in word]
    return session.words("spelled", word=word, letters=listed(session.grammar.phrases, letters))


def _located(session: Session) -> str:
    trail = session.trail
    if trail is None:
        return session.words("nothing_open")
    label = "" if trail.node is None else trail.node.label or trail.node.text
    labels = (unstopped(entry.label) for entry in heading_trail(trail))
    entries = in_parts(session.grammar.phrases, labels) or trail.publication.title
    match trail.publication.kind:
        case Kind.SHELF:
            beside = () if trail.passage is None else siblings(trail.passage, trail.spot.stop)
            number = beside.index(trail.spot.stop) + 1 if trail.spot.stop in beside else 0
            return session.words("located.shelf", label=label, number=number, total=len(beside))
        case Kind.EXHIBIT:
            return session.words("located.exhibit", label=label, trail=entries, title=trail.publication.title)
        case _:
            return _located_in_book(session, trail, entries)


def _located_in_book(session: Session, trail: Trail, entries: str) -> str:
    page, percent = page_label(trail), round(100 * progress(trail))
    on_page = session.words("on_page", page=page) if page else ""
    title = trail.publication.title
    words = session.words("located.book", trail=entries, page=on_page, percent=percent, title=title)
    left = minutes_to_read(trail, session.profile.words_per_minute)
    inside = (_located_in_note(session), _located_in_table(session, trail))
    return together(session.grammar.phrases, (*inside, words, session.words("located_left", time=_time(session, left))))


def _located_in_note(session: Session) -> str:
    return session.words("located.excursion") if session.excursions else ""


def _located_in_table(session: Session, trail: Trail) -> str:
    """Give the row and column one is in, and how many there are."""
    passage = trail.passage
    cell = None if passage is None else cell_at(passage, trail.spot.stop)
    if passage is None or cell is None:
        return ""
    rows, columns = extent(passage, table_stop(passage, trail.spot.stop))
    return session.words("located.table", row=cell.row, rows=rows, column=cell.column, columns=columns)


def _time(session: Session, minutes: float) -> str:
    hours, rest = divmod(max(1, round(minutes)), 60)
    if hours > 1:
        return session.words("time.hours", hours=hours, minutes=rest)
    if hours == 1:
        return session.words("time.hour", minutes=rest)
    return session.words("time.minutes", minutes=rest) if rest > 1 else session.words("time.minute")


def _around(session: Session) -> str:
    trail = session.trail
    if trail is None or trail.passage is None:
        return session.words("around.nothing")
    passage, here = trail.passage, trail.spot.stop
    if passage.stops[here].node.kind is Kind.ROOM:
        others = [i for i, stop in enumerate(passage.stops) if stop.above == here]
    else:
        others = [i for i in siblings(passage, here) if i != here]
    stops = [passage.stops[i] for i in others if passage.stops[i].node.label]
    if not stops:
        return session.words("around.nothing")
    return session.words(
        "around", things=sentences_of(session.grammar.phrases, (_thing(session, stop) for stop in stops[:5]))
    )


def _thing(session: Session, stop: Stop) -> str:
    where = direction(session, stop.node)
    label = unstopped(stop.node.label)
    return session.words("thing_there", label=label, direction=where) if where else label


def _described(session: Session) -> str:
    node = None if session.trail is None else session.trail.node
    if node is None:
        return session.words("nothing_open")
    name = session.words(f"kind.{node.kind.value}")
    return session.words("described", kind=name, words=node.label or node.text)


def _listed(session: Session, outcome: o.Listed) -> str:
    if not outcome.labels:
        return session.words({"marks": "listed.none", "about": "about.none"}.get(outcome.what, "nothing_more"))
    last = outcome.first + len(outcome.labels) - 1
    numbered = (
        session.words("listed.line", number=outcome.first + index, label=unstopped(label))
        for index, label in enumerate(outcome.labels)
    )
    if outcome.what in ("help", "sound"):
        rest = session.words("listed.more" if last < outcome.total else "listed.help.all")
        return session.words("listed.help", lines=listed(session.grammar.phrases, outcome.labels), range=rest)
    rest = session.words("listed.all")
    if outcome.what == "about":
        numbered = (unstopped(label) for label in outcome.labels)
        rest = session.words("listed.more" if last < outcome.total else "listed.help.all")
    elif last < outcome.total:
        rest = session.words("listed.range", first=outcome.first, last=last, total=outcome.total)
    found = {"words": "", "total": outcome.total}
    return session.words(
        f"listed.{outcome.what}", lines=sentences_of(session.grammar.phrases, numbered), range=rest, **found
    )


def _entered(session: Session, again: bool) -> str:
    trail = session.trail
    if trail is None:
        return session.words("nothing_open")
    publication = trail.publication
    label = "" if trail.node is None else trail.node.label or trail.node.text
    match publication.kind:
        case Kind.SHELF:
            count = len(siblings(trail.passage, 0)) if trail.passage else 0
            return session.words("entered.shelf", count=_count(session, "titles", count), label=label)
        case Kind.EXHIBIT:
            extent = _count(session, "rooms", sum(e.kind is Kind.CHAPTER for e in publication.entries))
            return session.words("entered.exhibit", title=publication.title, extent=extent, label=label)
        case _ if trail.is_empty:
            return session.words("entered.empty", title=publication.title)
        case _:
            return _entered_book(session, trail, again)


def _entered_book(session: Session, trail: Trail, again: bool) -> str:
    publication = trail.publication
    chapters = sum(entry.kind is Kind.CHAPTER for entry in publication.entries) or len(publication.sections)
    return session.words(
        "entered.book.again" if again else "entered.book",
        title=publication.title,
        authors=_authors(session, publication),
        extent=_count(session, "chapters", chapters),
        percent=round(100 * progress(trail)),
    )


def _authors(session: Session, publication: Publication) -> str:
    names = publication.authors
    if not names:
        return ""
    return session.words("by", authors=_all_of(session, names))


def _all_of(session: Session, names: Sequence[str]) -> str:
    """Give names in a row, the last one after "and"."""
    return session.words("and").join(filter(None, (listed(session.grammar.phrases, names[:-1]), names[-1])))


def _count(session: Session, what: str, number: int) -> str:
    return session.words(f"count.{what}.one") if number == 1 else session.words(f"count.{what}", number=number)


def _adjusted(session: Session, setting: Setting, value: str, at_limit: bool) -> str:
    name = session.words(f"setting.{setting.value}")
    key, _, number = value.partition(" ")
    spoken = session.words(f"value.{key}", number=number)
    return session.words("adjusted.limit" if at_limit else "adjusted", setting=name, value=spoken)


def _not_understood(session: Session, outcome: o.NotUnderstood) -> str:
    if outcome.near:
        return session.words("not_understood.near", words=outcome.words, near=outcome.near)
    if outcome.misses == 1:
        return session.words("not_understood.once")
    if outcome.misses == 2:
        first, second = session.grammar.offered[session.kind][:2]
        return session.words("not_understood.twice", first=first, second=second)
    return session.words("not_understood.often")
