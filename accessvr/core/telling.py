"""What is said of the text itself: the words from a place on, with what is announced before them."""

from __future__ import annotations

from accessvr.core.commands import Unit
from accessvr.core.naming import announcement, letter
from accessvr.core.phrasebook import stopped, together
from accessvr.core.publication import Kind, Spot, Stop
from accessvr.core.reading import breath_end
from accessvr.core.seeking import length_of, line_end, sentence_end, sentence_start, word_at
from accessvr.core.session import Session, Utterance
from accessvr.core.trail import stop_at
from accessvr.core.values import replace

WHOLE = {
    Unit.PARAGRAPH,
    Unit.HEADING,
    Unit.CHAPTER,
    Unit.PART,
    Unit.BOOK,
    Unit.ITEM,
    Unit.TABLE,
    Unit.LIST,
    Unit.ROW,
    Unit.COLUMN,
    Unit.CELL,
    Unit.QUOTATION,
}
PAUSES_S = {  # chosen: each clearly longer than the pause within a sentence, the longest before a heading
    Kind.HEADING: 0.8,
    Kind.ITEM: 0.3,
    Kind.CELL: 0.25,
    Kind.VERSE: 0.2,
}
PAUSE_S = 0.45  # before any other thing
SENTENCE_S = 0.15


def tell(session: Session, spot: Spot, unit: Unit, before: Spot | None) -> Utterance:
    """Give what is said of `unit` at a place that was reached from `before`."""
    stop = stop_at(session.trail, spot)
    if stop is None:
        return Utterance(session.words("arrived.empty"), session.profile.language)
    start, end = _extent(session, stop, spot.offset, unit)
    if unit is Unit.CHARACTER:
        return Utterance(letter(session, stop.node.text[start:end]), session.profile.language)
    lead = announcement(session, spot, unit, before)
    if start == end and (stop.node.cell or not lead):
        empty = session.words("cell.empty" if stop.node.cell else f"kind.{stop.node.kind.value}")
        phrases = session.grammar.phrases
        lead = together(phrases, (lead, stopped(phrases, empty)))
    return replace(_joined(session, lead, stop, Spot(spot.section, spot.stop, start), end), at=spot)


def tell_sentence(session: Session, spot: Spot, before: Spot | None) -> Utterance:
    """Give the sentence from a place on, as it is read aloud; `before` is where the sentence before it was."""
    stop = stop_at(session.trail, spot)
    if stop is None:
        return Utterance("", session.profile.language)
    lead = announcement(session, spot, Unit.SENTENCE, before)
    return _joined(session, lead, stop, spot, breath_end(stop, spot.offset, recorded=session.profile.recorded))


def pause_before(session: Session, spot: Spot, before: Spot | None) -> float:
    """Give the silence before a sentence that is read aloud, in seconds: it tells headings, paragraphs, items apart."""
    stop = stop_at(session.trail, spot)
    if stop is None or before is None:
        return 0.0
    if (before.section, before.stop) == (spot.section, spot.stop):
        return SENTENCE_S * session.profile.pauses if not stop.node.clips else 0.0
    return PAUSES_S.get(stop.node.kind, PAUSE_S) * session.profile.pauses


def _joined(session: Session, lead: str, stop: Stop, spot: Spot, end: int) -> Utterance:
    words = stop.node.text[spot.offset : end]
    lead = lead + session.words("join.space") if lead and words else lead
    language = stop.language if words else session.profile.language
    return Utterance(lead + words, language or session.profile.language, spot, len(lead), end)


def _extent(session: Session, stop: Stop, offset: int, unit: Unit) -> tuple[int, int]:
    match unit:
        case Unit.CHARACTER:
            return offset, min(offset + 1, len(stop.node.text))
        case Unit.WORD:
            return offset, offset + len(word_at(stop, offset))
        case Unit.LINE:
            return offset, line_end(stop, offset)
        case Unit.SENTENCE | Unit.TEN_SECONDS:
            return offset, breath_end(stop, offset, recorded=session.profile.recorded)
        case Unit.FIGURE if stop.node.kind is Kind.FIGURE:
            return 0, length_of(stop)
        case Unit.FORMULA if stop.node.kind is Kind.FORMULA:
            return 0, len(stop.node.text)
        case _ if unit in WHOLE:
            return 0, length_of(stop)
        case _:
            start = sentence_start(stop, offset)
            return start, max(sentence_end(stop, offset), breath_end(stop, offset, recorded=session.profile.recorded))
