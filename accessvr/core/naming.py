"""What is announced beside the text, at three levels of wordiness: what one comes into, what it is, where it stands."""

from __future__ import annotations

from accessvr.core.commands import Unit
from accessvr.core.phrasebook import in_parts, stopped, together
from accessvr.core.placing import item_number
from accessvr.core.profile import Treat, Wordiness
from accessvr.core.publication import Kind, Node, Passage, Spot, Stop
from accessvr.core.roles import MEDIA, is_said, skippable_role, treatment
from accessvr.core.scene import AHEAD, clock_hour
from accessvr.core.seeking import SPANS
from accessvr.core.session import Excursion, Session
from accessvr.core.tables import GRID, cell_at, cell_parts, columns_of, extent, new_headers, table_stop
from accessvr.core.trail import containers, stop_at

FEW = {Kind.FIGURE, Kind.TABLE, Kind.FORMULA, Kind.PHOTO, Kind.OBJECT}
SOME = FEW | {
    Kind.LIST,
    Kind.QUOTATION,
    Kind.NOTE,
    Kind.CODE,
    Kind.ROOM,
    Kind.REGION,
    Kind.PART,
    Kind.ASIDE,
    Kind.DETAILS,
}
UNANNOUNCED = {
    *(Kind.PARAGRAPH, Kind.VERSE, Kind.CHAPTER, Kind.SECTION, Kind.SHELF, Kind.BOOK, Kind.EXHIBIT, Kind.TERM),
}
LINKS = {"back": "backlink"}
UNANNOUNCED_ITEMS = {Kind.ITEM, Kind.ROW, Kind.CELL}
STEPPED = (Unit.PARAGRAPH, Unit.ITEM, Unit.LIST)
LEFT_AT_SOME = {Kind.TABLE}  # its edge is worth a word: what follows is not in columns any more


def announced(kind: Kind, wordiness: Wordiness) -> bool:
    """Say whether a thing of this kind is announced by its name."""
    match wordiness:
        case Wordiness.FEW:
            return kind in FEW
        case Wordiness.SOME:
            return kind in SOME
        case Wordiness.ALL:
            return kind not in UNANNOUNCED


def letter(session: Session, character: str) -> str:
    """Give the name of a character."""
    names = session.grammar.phrases.letters
    if not character.isalpha():
        return names.get(character, character)
    return session.words("capital", letter=character) if character.isupper() else character


def announcement(session: Session, spot: Spot, unit: Unit, before: Spot | None) -> str:
    """Give what is said before the words: what one leaves and comes into, what it is, its label."""
    trail = session.trail
    passage = None if trail is None else trail.passages.get(spot.section)
    stop = stop_at(session.trail, spot)
    if trail is None or passage is None or stop is None or unit in (Unit.WORD, Unit.CHARACTER, Unit.LINE):
        return ""
    if before == spot or (before is not None and _same_stop(before, spot) and spot.offset > 0 and unit not in SPANS):
        return ""
    phrases = session.grammar.phrases
    parts = _left(session, passage, spot, before)
    excursion = session.excursions[-1] if session.excursions else None
    parts += [_named(session, passage, index, stop) for index in _entered(passage, spot, before, excursion)]
    parts += [stopped(phrases, header) for header in new_headers(passage, spot.stop, before, spot.section)]
    count = cell_parts(passage, spot.stop) if unit in GRID else 1
    parts += [session.words("cell.parts", count=count)] if count > 1 else []
    parts += _position(session, passage, spot, unit, before) if session.profile.hearing.flat else []
    parts += _span_label(session, stop, spot, unit)
    if not before or not _same_stop(before, spot) or spot.offset == 0:
        parts.append(_own_name(session, passage, spot.stop))
    return together(phrases, parts)


def _position(session: Session, passage: Passage, spot: Spot, unit: Unit, before: Spot | None) -> list[str]:
    """Give in words what others hear from the direction: the column of a cell, which one of its list an item is."""
    cell, node = cell_at(passage, spot.stop), passage.stops[spot.stop].node
    was = None if before is None or before.section != spot.section else cell_at(passage, before.stop)
    if unit in GRID and cell is not None and (was is None or was.column != cell.column):
        columns = columns_of(passage, table_stop(passage, spot.stop))
        return [session.words("column.of", column=cell.column, columns=columns)]
    if node.kind is Kind.ITEM and unit in STEPPED and passage.stops[spot.stop].above >= 0:
        number, count = item_number(passage, spot.stop)
        return [session.words("item.of", number=number, count=count)]
    return []


def _same_stop(one: Spot, other: Spot) -> bool:
    return (one.section, one.stop) == (other.section, other.stop)


def _entered(passage: Passage, spot: Spot, before: Spot | None, excursion: Excursion | None) -> list[int]:
    known: set[int] = set()
    if before is not None and before.section == spot.section:
        known = {before.stop, *containers(passage, before.stop)}
    if excursion is not None and excursion.section == spot.section:
        known |= set(containers(passage, excursion.first))  # one hears the note itself, not where it is kept
    return [index for index in containers(passage, spot.stop) if index not in known]


def _left(session: Session, passage: Passage, spot: Spot, before: Spot | None) -> list[str]:
    """Give the things one comes out of by going on."""
    if before is None or before.section != spot.section or before.stop >= spot.stop:
        return []
    around = {spot.stop, *containers(passage, spot.stop)}
    every = session.profile.wordiness is Wordiness.ALL
    left = []
    for index in containers(passage, before.stop):
        kind = passage.stops[index].node.kind
        said = announced(kind, session.profile.wordiness) and (every or kind in LEFT_AT_SOME)
        if index not in around and said and kind not in UNANNOUNCED_ITEMS:
            words = session.words("out_of", kind=_inner(session.words(f"kind.{kind.value}")))
            left.append(stopped(session.grammar.phrases, words))
    return left[:1]


def _inner(words: str) -> str:
    """Give words as they stand inside a sentence."""
    return words[:1].lower() + words[1:]


def _span_label(session: Session, stop: Stop, spot: Spot, unit: Unit) -> list[str]:
    wanted = SPANS.get(unit)
    for span in stop.node.spans:
        if span.kind is wanted and min(span.start, max(len(stop.node.text) - 1, 0)) == spot.offset:
            kind = session.words(f"kind.{span.kind.value}")
            if not span.label or span.kind in (Kind.FORMULA, Kind.FIGURE):
                return [stopped(session.grammar.phrases, kind)]
            role = session.grammar.phrases.says.get(f"role.{LINKS.get(span.label, span.label)}")
            if role and span.kind is Kind.LINK:
                return [stopped(session.grammar.phrases, role)]
            key = "page.passed" if span.kind is Kind.PAGE else "labelled"
            return [session.words(key, kind=kind, label=span.label, page=span.label)]
    return []


def _named(session: Session, passage: Passage, index: int, at: Stop) -> str:
    """Give the name of a thing around the place: "List, 4 items.", "Table, 3 rows. Prices of bread."."""
    node = passage.stops[index].node
    kind = _kind_words(session, passage, index, at)
    recorded = bool(node.clips) and not node.text and session.profile.recorded  # its alternative text was read aloud
    label = "" if node.kind is Kind.FIGURE and (recorded or _is_unsaid(session, node)) else node.label
    if node.kind is Kind.TERM and label:
        label = session.grammar.phrases.says.get(f"part.{label}", label)
        label = label[:1].upper() + label[1:]
    phrases = session.grammar.phrases
    return together(phrases, (stopped(phrases, part) for part in (kind, label) if part))


def _is_unsaid(session: Session, node: Node) -> bool:
    return treatment(session.profile, skippable_role(node)) is not Treat.SPOKEN


def _kind_words(session: Session, passage: Passage, index: int, at: Stop) -> str:
    node, wordiness = passage.stops[index].node, session.profile.wordiness
    if node.role and is_said(node.role, wordiness):
        words = session.words(f"role.{node.role}")
        beginning = (node.label or at.node.text or at.node.label)[:40].casefold()
        return "" if words.casefold() in beginning else words
    if not announced(node.kind, wordiness):
        return ""
    kind = session.words(f"kind.{node.role if _is_media(node) else node.kind.value}")
    if node.kind is Kind.TABLE and node.children:
        rows, columns = extent(passage, index)
        key = "items.table.grid" if columns else "items.table"
        return session.words(key, kind=kind, count=rows or len(node.children), columns=columns)
    if node.kind is Kind.LIST and node.children:
        key = "items.list" if len(node.children) > 1 else "items.list.one"
        return session.words(key, kind=kind, count=len(node.children))
    return kind


def _own_name(session: Session, passage: Passage, index: int) -> str:
    stop = passage.stops[index]
    node = stop.node
    if node.kind is Kind.HEADING:
        wordy = session.profile.wordiness is Wordiness.ALL
        return stopped(session.grammar.phrases, session.words("heading.level", level=node.level)) if wordy else ""
    if node.kind in UNANNOUNCED_ITEMS and not node.label:
        return ""
    name = _named(session, passage, index, stop)
    where = direction(session, node)
    if where and node.label:
        kind = session.words(f"kind.{node.kind.value}")
        phrases = session.grammar.phrases
        return together(phrases, (stopped(phrases, in_parts(phrases, (kind, where))), stopped(phrases, node.label)))
    if node.kind is Kind.FIGURE and name and not (node.label or node.text or node.more or node.details):
        name = name if _is_media(node) else session.words("figure.unknown")
    if (node.more or node.details) and node.kind is Kind.FIGURE and session.profile.wordiness is not Wordiness.FEW:
        name = together(session.grammar.phrases, (name, session.words("has_details")))
    return name


def _is_media(node: Node) -> bool:
    return node.role in MEDIA


def direction(session: Session, node: Node) -> str:
    """Give where a thing stands, in words ("at two o'clock"); "" for what has no place of its own."""
    place = session.scene.place(node.id)
    if place is AHEAD:
        return ""
    return session.words(f"direction.{clock_hour(place.azimuth_deg - session.facing_deg)}")
