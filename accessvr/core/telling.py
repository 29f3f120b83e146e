"""What is said of the text itself: the words from a place on, and what is announced before them."""

from __future__ import annotations

from dataclasses import dataclass

from accessvr.core.commands import Unit
from accessvr.core.profile import Wordiness
from accessvr.core.publication import Kind, Node, Passage, Spot, Stop
from accessvr.core.scene import AHEAD, clock_hour
from accessvr.core.seeking import SPANS, reading_stop, sentence_end, sentence_start, word_at
from accessvr.core.session import Session
from accessvr.core.trail import Trail, containers

FEW = {Kind.FIGURE, Kind.TABLE, Kind.FORMULA, Kind.PHOTO, Kind.OBJECT}
SOME = FEW | {Kind.LIST, Kind.QUOTATION, Kind.NOTE, Kind.CODE, Kind.ROOM, Kind.REGION, Kind.PART}
UNANNOUNCED = {Kind.PARAGRAPH, Kind.VERSE, Kind.CHAPTER, Kind.SECTION, Kind.SHELF, Kind.BOOK, Kind.EXHIBIT}
UNANNOUNCED_ITEMS = {Kind.ITEM, Kind.ROW, Kind.CELL}
WHOLE = {
    Unit.PARAGRAPH,
    Unit.HEADING,
    Unit.CHAPTER,
    Unit.PART,
    Unit.BOOK,
    Unit.ITEM,
    Unit.FIGURE,
    Unit.TABLE,
    Unit.LIST,
}


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words to be said. `spot` is where the words of the text begin, after `lead` characters of announcement."""

    text: str
    language: str
    spot: Spot | None = None
    lead: int = 0


def announced(kind: Kind, wordiness: Wordiness) -> bool:
    """Say whether a thing of this kind is announced by its name."""
    match wordiness:
        case Wordiness.FEW:
            return kind in FEW
        case Wordiness.SOME:
            return kind in SOME
        case Wordiness.ALL:
            return kind not in UNANNOUNCED


def tell(session: Session, spot: Spot, unit: Unit, before: Spot | None) -> Utterance:
    """Give what is said of `unit` at a place that was reached from `before`."""
    stop = stop_at(session.trail, spot)
    if stop is None:
        return Utterance(session.words("arrived.empty"), session.profile.language)
    start, end = _extent(stop, spot.offset, unit)
    if unit is Unit.CHARACTER:
        return Utterance(letter(session, stop.node.text[start:end]), session.profile.language)
    lead = announcement(session, spot, unit, before)
    if not lead and start == end:
        lead = f"{session.words(f'kind.{stop.node.kind.value}')}."
    return _joined(session, lead, stop, Spot(spot.section, spot.stop, start), end)


def tell_sentence(session: Session, spot: Spot, before: Spot | None) -> Utterance:
    """Give the sentence from a place on, as it is read aloud; `before` is where the sentence before it was."""
    stop = stop_at(session.trail, spot)
    if stop is None:
        return Utterance("", session.profile.language)
    lead = announcement(session, spot, Unit.SENTENCE, before)
    return _joined(session, lead, stop, spot, sentence_end(stop, spot.offset))


def _joined(session: Session, lead: str, stop: Stop, spot: Spot, end: int) -> Utterance:
    words = stop.node.text[spot.offset : end]
    lead = f"{lead} " if lead and words else lead
    language = stop.language if words else session.profile.language
    return Utterance(lead + words, language or session.profile.language, spot, len(lead))


def stop_at(trail: Trail | None, spot: Spot) -> Stop | None:
    """Give the stop at a place; None while its section is not open, or when it is empty."""
    passage = None if trail is None else trail.passages.get(spot.section)
    if passage is None or spot.stop >= len(passage.stops):
        return None
    return passage.stops[spot.stop]


def _extent(stop: Stop, offset: int, unit: Unit) -> tuple[int, int]:
    text = stop.node.text
    match unit:
        case Unit.CHARACTER:
            return offset, min(offset + 1, len(text))
        case Unit.WORD:
            return offset, offset + len(word_at(stop, offset))
        case Unit.SENTENCE:
            return offset, sentence_end(stop, offset)
        case _ if unit in WHOLE:
            return 0, len(text)
        case _:
            return sentence_start(stop, offset), sentence_end(stop, offset)


def letter(session: Session, character: str) -> str:
    """Give the name of a character."""
    names = session.grammar.phrases.letters
    if not character.isalpha():
        return names.get(character, character)
    return session.words("capital", letter=character) if character.isupper() else character


def announcement(session: Session, spot: Spot, unit: Unit, before: Spot | None) -> str:
    """Give what is said before the words: what one comes into, what it is, its label."""
    trail = session.trail
    passage = None if trail is None else trail.passages.get(spot.section)
    stop = stop_at(trail, spot)
    if trail is None or passage is None or stop is None or unit in (Unit.WORD, Unit.CHARACTER):
        return ""
    if before == spot or (before is not None and _same_stop(before, spot) and spot.offset > 0 and unit not in SPANS):
        return ""
    parts = [_named(session, passage, index) for index in _entered(passage, spot, before)]
    parts += _span_label(session, stop, spot, unit)
    if not before or not _same_stop(before, spot) or spot.offset == 0:
        parts.append(_own_name(session, passage, spot.stop))
    return " ".join(part for part in parts if part)


def _same_stop(one: Spot, other: Spot) -> bool:
    return (one.section, one.stop) == (other.section, other.stop)


def _entered(passage: Passage, spot: Spot, before: Spot | None) -> list[int]:
    known: set[int] = set()
    if before is not None and before.section == spot.section:
        known = {before.stop, *containers(passage, before.stop)}
    return [index for index in containers(passage, spot.stop) if index not in known]


def _span_label(session: Session, stop: Stop, spot: Spot, unit: Unit) -> list[str]:
    wanted = SPANS.get(unit)
    for span in stop.node.spans:
        if span.kind is wanted and min(span.start, max(len(stop.node.text) - 1, 0)) == spot.offset:
            kind = session.words(f"kind.{span.kind.value}")
            return [f"{kind} {span.label}."]
    return []


def _named(session: Session, passage: Passage, index: int) -> str:
    """Give the name of a thing around the place: "List, 4 items.", "Table, 3 rows. Prices of bread."."""
    node = passage.stops[index].node
    kind = ""
    if announced(node.kind, session.profile.wordiness):
        kind = session.words(f"kind.{node.kind.value}")
        key = {Kind.LIST: "items.list", Kind.TABLE: "items.table"}.get(node.kind)
        if key and node.children:
            kind = session.words(key, kind=kind, count=len(node.children))
    return " ".join(f"{part.rstrip('.')}." for part in (kind, node.label) if part)


def _own_name(session: Session, passage: Passage, index: int) -> str:
    node = passage.stops[index].node
    if node.kind is Kind.HEADING:
        wordy = session.profile.wordiness is Wordiness.ALL
        return f"{session.words('heading.level', level=node.level)}." if wordy else ""
    if node.kind in UNANNOUNCED_ITEMS and not node.label:
        return ""
    name = _named(session, passage, index)
    where = direction(session, node)
    if where and node.label:
        kind = session.words(f"kind.{node.kind.value}")
        return f"{kind}, {where}. {node.label.rstrip('.')}."
    return name


def direction(session: Session, node: Node) -> str:
    """Give where a thing stands, in words ("at two o'clock"); "" for what has no place of its own."""
    place = session.scene.place(node.id)
    if place is AHEAD:
        return ""
    return session.words(f"direction.{clock_hour(place.azimuth_deg - session.facing_deg)}")


def following(trail: Trail, spot: Spot) -> Spot | int | None:
    """Give the place after the sentence at `spot`; the number of a section to be opened; None at the end."""
    stop = stop_at(trail, spot)
    if stop is not None and reading_stop(stop):
        end = sentence_end(stop, spot.offset)
        rest = stop.node.text[end:]
        if rest.strip():
            return Spot(spot.section, spot.stop, end + len(rest) - len(rest.lstrip()))
    section, index = spot.section, spot.stop + 1
    while section < len(trail.publication.sections):
        passage = trail.passages.get(section)
        if passage is None:
            return section
        for number in range(index, len(passage.stops)):
            node = passage.stops[number].node
            if node.text or (node.label and not node.children):
                return Spot(section, number)
        section, index = section + 1, 0
    return None
