"""Where the voice stands while a text is read: ahead, and in its place for what has one. Each can be turned off."""

from __future__ import annotations

from accessvr.core.profile import Profile
from accessvr.core.publication import Kind, Node, Passage, Spot
from accessvr.core.roles import skippable_role
from accessvr.core.scene import AHEAD, Place
from accessvr.core.session import Session
from accessvr.core.sizes import size_on_the_way
from accessvr.core.tables import columns_of, table_stop
from accessvr.core.trail import containers
from accessvr.core.values import replace

PLACED = ("heading", "note", "table", "list", "quotation", "picture", "page")
_BY_KIND = {
    **dict.fromkeys((Kind.HEADING, Kind.PART, Kind.CHAPTER), "heading"),
    **dict.fromkeys((Kind.TABLE, Kind.ROW, Kind.CELL), "table"),
    **dict.fromkeys((Kind.LIST, Kind.ITEM), "list"),
    Kind.NOTE: "note",
    Kind.QUOTATION: "quotation",
    Kind.FIGURE: "picture",
}
NOTE = "note"
NEAR_EAR_M = 0.4  # chosen: a whisper at the ear, well outside of the head
WHISPER_DB = -6.0  # chosen: softer than the text, and still understood


def is_aside(profile: Profile, what: str) -> bool:
    """Tell whether a kind of thing is heard from its own place, as the patron wishes."""
    return profile.placing.get(what, True)


def voice_place(session: Session, spot: Spot | None = None) -> Place:
    """Give where the voice stands for a place in the text: that of the thing, of what it stands in, or ahead."""
    trail, ahead = session.trail, session.scene.place("voice")
    spot = trail.spot if spot is None and trail is not None else spot
    passage = None if trail is None or spot is None else trail.passages.get(spot.section)
    if trail is None or spot is None or passage is None or spot.stop >= len(passage.stops):
        return ahead
    node = passage.stops[spot.stop].node
    if trail.publication.kind is not Kind.BOOK:
        return session.scene.place(node.id, node.kind.value, "voice")
    around = (spot.stop, *reversed(containers(passage, spot.stop)))
    kinds = {index: _what(passage.stops[index].node) for index in around}
    for index in sorted(around, key=lambda index: kinds[index] != NOTE):  # all of a note is whispered
        place = _place(session, passage, index, kinds[index]) if index == spot.stop or kinds[index] else AHEAD
        if place is not AHEAD:
            return place
    return ahead


def _what(node: Node) -> str:
    return NOTE if skippable_role(node) == "footnote" else _BY_KIND.get(node.kind, "")


def _place(session: Session, passage: Passage, index: int, what: str) -> Place:
    """Give the place of a thing by itself; AHEAD when it has none, or is not to be heard from it."""
    scene, node = session.scene, passage.stops[index].node
    if what and not is_aside(session.profile, what):
        return AHEAD
    if what == NOTE:
        place = scene.place(node.id, NOTE)
        return place if place is AHEAD else replace(place, what=NOTE, distance_m=min(place.distance_m, NEAR_EAR_M))
    if node.kind is Kind.CELL and node.cell is not None:
        columns = columns_of(passage, table_stop(passage, index))
        return scene.along("cell", _share(node.cell.column, columns)) or scene.place("cell", "table")
    if node.kind is Kind.ITEM:
        number, count = item_number(passage, index)
        return scene.along("item", _share(number, count)) or scene.place("item", "list")
    return scene.place(node.id, node.kind.value, what)


def _share(number: int, count: int) -> float:
    return (number - 1) / (count - 1) if count > 1 else 0.5


def item_number(passage: Passage, index: int) -> tuple[int, int]:
    """Give which one of its list an item is, from 1, and how many there are."""
    above = passage.stops[index].above
    beside = passage.stops[above].node.children if above >= 0 else (passage.stops[index].node,)
    name = passage.stops[index].node.id
    return next((i for i, node in enumerate(beside, 1) if node.id == name), 1), len(beside)


def line_place(session: Session, number: int, count: int) -> Place:
    """Give the place of a line of a list that is offered: the first at the left, the last at the right."""
    along = session.scene.along("item", _share(number, count)) if is_aside(session.profile, "list") else None
    return along or session.scene.place("voice")


def page_place(session: Session) -> Place:
    """Give the place of a page's cue: at the left in the beginning of a chapter, at the right at its end."""
    trail, ahead = session.trail, session.scene.place("voice")
    passage = None if trail is None else trail.passage
    if trail is None or passage is None or not is_aside(session.profile, "page"):
        return ahead
    behind = size_on_the_way(passage.stops[: trail.spot.stop]) + trail.spot.offset
    whole = max(size_on_the_way(passage.stops), 1)
    return session.scene.along("page", behind / whole) or session.scene.place("page", "voice")


def cue_place(session: Session) -> Place:
    """Give where a short sound stands that belongs to the voice: in its direction, but never at the ear."""
    place = voice_place(session)
    return replace(place, distance_m=1.0) if place.distance_m < 1.0 else place
