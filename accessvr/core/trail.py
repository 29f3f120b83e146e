"""Where the patron is in what is open, and what can be told of that place without moving."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from accessvr.core.commands import Unit
from accessvr.core.publication import Bookmark, Entry, Kind, Locator, Node, Passage, Publication, Spot, Stop
from accessvr.core.sizes import characters_in, size_on_the_way
from accessvr.core.values import dataclass, field, replace

NEAR = 1  # chosen: sections kept open on each side of the patron
CONTEXT = 40  # chosen: characters kept around a place, enough to find it in a new edition


@dataclass(frozen=True, slots=True)
class Trail:
    """What is open, and the place in it.

    passages     the opened sections near the place, by index
    unit         what the last move stepped over; "next" alone repeats it
    respellings  word -> how it is to be said in this publication
    """

    publication: Publication
    passages: Mapping[int, Passage] = field(default_factory=dict)
    spot: Spot = Spot()
    unit: Unit = Unit.PARAGRAPH
    marks: tuple[Bookmark, ...] = ()
    respellings: Mapping[str, str] = field(default_factory=dict)

    @property
    def passage(self) -> Passage | None:
        """Give the opened section one stands in."""
        return self.passages.get(self.spot.section)

    @property
    def stop(self) -> Stop | None:
        """Give what one stands at; None while its section is not open, or when it is empty."""
        return stop_at(self, self.spot)

    @property
    def node(self) -> Node | None:
        """Give the node one stands at."""
        return None if self.stop is None else self.stop.node

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to be heard: no text, no sound, and no name at the beginning."""
        return not self.publication.size and (self.node is None or not (self.node.label or self.node.clips))


def with_passage(trail: Trail, passage: Passage) -> Trail:
    """Give the trail with a section opened."""
    return replace(trail, passages={**trail.passages, passage.section: passage})


def nearby(trail: Trail) -> Trail:
    """Give the trail without the sections that are far from the patron."""
    if all(abs(i - trail.spot.section) <= NEAR for i in trail.passages):
        return trail
    return replace(trail, passages={i: p for i, p in trail.passages.items() if abs(i - trail.spot.section) <= NEAR})


def at(trail: Trail, spot: Spot) -> Trail:
    """Give the trail at another spot."""
    return replace(trail, spot=spot)


def stop_at(trail: Trail | None, spot: Spot) -> Stop | None:
    """Give the stop at a place; None while its section is not open, or when it is empty."""
    passage = None if trail is None else trail.passages.get(spot.section)
    if passage is None or spot.stop >= len(passage.stops):
        return None
    return passage.stops[spot.stop]


def above(trail: Trail) -> tuple[Stop, ...]:
    """Give what one stands in, innermost first."""
    return tuple(_above(trail.passage, trail.spot.stop))


def containers(passage: Passage, stop: int) -> tuple[int, ...]:
    """Give the indexes of the stops around a stop, outermost first."""
    found = []
    while 0 <= stop < len(passage.stops):
        stop = passage.stops[stop].above
        if stop >= 0:
            found.append(stop)
    return tuple(reversed(found))


def _above(passage: Passage | None, stop: int) -> Iterator[Stop]:
    if passage is not None:
        for index in reversed(containers(passage, stop)):
            yield passage.stops[index]


def siblings(passage: Passage, stop: int) -> tuple[int, ...]:
    """Give the indexes of the stops that stand in the same thing, with `stop` itself."""
    if not passage.stops:
        return ()
    over = passage.stops[stop].above
    return tuple(i for i, other in enumerate(passage.stops) if other.above == over)


def entry_stop(trail: Trail, entry: Entry) -> int:
    """Give the stop a line of the contents leads to; its section must be open, else 0."""
    passage = trail.passages.get(entry.section)
    return 0 if passage is None or not entry.node else past_parts(passage, passage.where.get(entry.node, 0))


def past_parts(passage: Passage, stop: int) -> int:
    """Give the first thing in a part of the text, since nobody stands at the part itself; any other thing is itself."""
    stops = passage.stops
    while stop + 1 < len(stops) and stops[stop].node.kind is Kind.SECTION and stops[stop + 1].above == stop:
        stop += 1
    return stop


def entry_at(trail: Trail, *kinds: Kind) -> int:
    """Give the index of the last line of the contents, of one of `kinds`, at or before the place; -1 for none."""
    found = -1
    for index, entry in enumerate(trail.publication.entries):
        if entry.section > trail.spot.section:
            break
        if kinds and entry.kind not in kinds:
            continue
        if entry.section < trail.spot.section or entry_stop(trail, entry) <= trail.spot.stop:
            found = index
    return found


def heading_trail(trail: Trail) -> tuple[Entry, ...]:
    """Give the lines of the contents one is under, outermost first."""
    index = entry_at(trail)
    found: list[Entry] = []
    while index >= 0:
        entry = trail.publication.entries[index]
        if not found or entry.level < found[-1].level:
            found.append(entry)
        index -= 1
    return tuple(reversed(found))


def page_label(trail: Trail) -> str:
    """Give the printed page one is on, as far as the opened sections tell; "" when they do not."""
    for section in sorted((i for i in trail.passages if i <= trail.spot.section), reverse=True):
        here = section == trail.spot.section
        stops = trail.passages[section].stops
        last = trail.spot.stop if here else len(stops) - 1
        for index in range(min(last, len(stops) - 1), -1, -1):
            limit = trail.spot.offset if here and index == trail.spot.stop else len(stops[index].node.text)
            pages = [s for s in stops[index].node.spans if s.kind is Kind.PAGE and s.start <= limit]
            if pages:
                return pages[-1].label
    return ""


def progress(trail: Trail) -> float:
    """Give how much lies behind, 0 to 1."""
    total = trail.publication.size
    if total <= 0:
        return 0.0
    sections, passage = trail.publication.sections, trail.passage
    behind = trail.publication.behind[min(trail.spot.section, len(sections))]
    if passage is not None and not sections[trail.spot.section].beside:
        silent = trail.node is None or trail.node.text or not trail.node.clips
        within = trail.spot.offset if silent else characters_in(trail.spot.offset)
        here = size_on_the_way(passage.stops[: trail.spot.stop]) + within
        behind += min(here, sections[trail.spot.section].size)
    return min(1.0, behind / total)


def locator(trail: Trail) -> Locator:
    """Give the place in a form that can be kept."""
    node = trail.node
    text, offset = ("", 0) if node is None else (node.text, trail.spot.offset)
    return Locator(
        publication=trail.publication.id,
        section=trail.spot.section,
        node="" if node is None else node.id,
        offset=offset,
        progress=round(progress(trail), 6),
        before=text[max(0, offset - CONTEXT) : offset],
        after=text[offset : offset + CONTEXT],
    )


def find(trail: Trail, place: Locator) -> Spot | None:
    """Give the spot of a kept place; None while its section is not open. A changed text is searched for its words."""
    passage = trail.passages.get(place.section)
    if passage is None:
        return None
    stop = passage.where.get(place.node, -1)
    if stop >= 0 and not place.after:
        stop = past_parts(passage, stop)
    if stop >= 0:
        text = passage.stops[stop].node.text
        if text.startswith(place.after, place.offset):
            return Spot(place.section, stop, min(place.offset, len(text)))
    found = [(index, at) for index, other in enumerate(passage.stops) if (at := _words_at(other.node, place)) >= 0]
    whole = [(index, at) for index, at in found if _is_all(passage.stops[index].node.text, at, place)]
    for index, at in whole or found:
        return Spot(place.section, index, at)
    return Spot(place.section, max(stop, 0), 0)


def _words_at(node: Node, place: Locator) -> int:
    """Give where a node holds the words that were kept of a place; -1 when it does not."""
    wanted = place.before + place.after
    start = node.text.find(wanted) if wanted else -1
    return start if start < 0 else start + len(place.before)


def _is_all(text: str, offset: int, place: Locator) -> bool:
    """Tell whether the text begins and ends there when the one that was kept did."""
    begins = len(place.before) == CONTEXT or offset == len(place.before)
    return begins and (len(place.after) == CONTEXT or offset + len(place.after) == len(text))
