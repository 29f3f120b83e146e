"""Steps by time: ten seconds on or back in a recorded voice, or in what the synthetic voice says in that time."""

from __future__ import annotations

from accessvr.core.publication import Spot, Stop
from accessvr.core.reading import clip_at
from accessvr.core.seeking import Need, length_of, on_the_way, reading_stop
from accessvr.core.trail import Trail

CHARACTERS_A_SECOND = 14.5  # 150 words a minute of 5.8 characters, as for the time that is left


def moved_by(trail: Trail, seconds: float) -> Spot | Need | None:
    """Give the place some seconds on (above 0) or back; None when one stands at that edge already."""
    passage = trail.passage
    if passage is None or trail.stop is None:
        return None
    ahead = seconds > 0
    left, spot = abs(seconds), trail.spot
    while True:
        stop = trail.passages[spot.section].stops[spot.stop]
        reached, left = _within(stop, spot.offset, left, ahead=ahead)
        if left <= 0:
            return Spot(spot.section, spot.stop, reached)
        beyond = _next_stop(trail, spot, ahead=ahead)
        if isinstance(beyond, Need):
            return beyond
        if beyond is None:
            edge = Spot(spot.section, spot.stop, reached if not ahead else spot.offset)
            return None if edge == trail.spot else edge
        other = trail.passages[beyond.section].stops[beyond.stop]
        spot = Spot(beyond.section, beyond.stop, 0 if ahead else length_of(other))


def _within(stop: Stop, offset: int, left_s: float, *, ahead: bool) -> tuple[int, float]:
    """Go on inside one stop; gives the offset that is reached, and the seconds that are left then."""
    end = length_of(stop) if ahead else 0
    while left_s > 0 and offset != end:
        rate, edge = _rate(stop, offset, ahead=ahead)
        room_s = abs(edge - offset) / rate
        if room_s >= left_s:
            return offset + round(left_s * rate) * (1 if ahead else -1), 0.0
        offset, left_s = edge, left_s - room_s
    return offset, left_s


def _rate(stop: Stop, offset: int, *, ahead: bool) -> tuple[float, int]:
    """Give how many characters (or milliseconds) go by in a second here, and up to where that holds."""
    clip = clip_at(stop, offset if ahead else max(0, offset - 1))
    if clip is not None and clip.end > clip.start and clip.to_s > clip.from_s:
        return (clip.end - clip.start) / (clip.to_s - clip.from_s), clip.end if ahead else clip.start
    if ahead:
        edges = [clip.start for clip in stop.node.clips if clip.start > offset]
        return CHARACTERS_A_SECOND, min([length_of(stop), *edges])
    return CHARACTERS_A_SECOND, max([0, *(clip.end for clip in stop.node.clips if clip.end < offset)])


def _next_stop(trail: Trail, spot: Spot, *, ahead: bool) -> Spot | Need | None:
    fence = trail.passages[spot.section].stops[spot.stop].fence
    section, index, step = spot.section, spot.stop, 1 if ahead else -1
    while 0 <= section < len(trail.publication.sections):
        passage = trail.passages.get(section)
        if passage is None:
            return Need(section)
        index = index + step if section == spot.section else (0 if ahead else len(passage.stops) - 1)
        while 0 <= index < len(passage.stops):
            if passage.stops[index].fence == fence and reading_stop(passage.stops[index]):
                return Spot(section, index)
            index += step
        section += step
        while 0 <= section < len(trail.publication.sections) and not on_the_way(trail, section):
            section += step
        if fence >= 0 or trail.publication.sections[spot.section].beside:
            return None
    return None
