"""Going on while reading aloud: how far one breath goes, what comes after it, and what is passed by on the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from accessvr.core.links import subtree_end
from accessvr.core.profile import Profile, Treat
from accessvr.core.publication import Clip, Kind, Node, Passage, Section, Span, Spot, Stop
from accessvr.core.roles import skippable_role, treatment
from accessvr.core.seeking import length_of, reading_stop, sentence_end
from accessvr.core.trail import Trail, containers
from accessvr.core.values import dataclass


@dataclass(frozen=True, slots=True)
class Following:
    """What comes after what was read.

    spot     where to go on; None at the end, or while `section` must be opened first
    section  the section to be opened first, -1 for none
    passed   the things that were passed by
    """

    spot: Spot | None
    section: int = -1
    passed: tuple[Node, ...] = ()


def clip_at(stop: Stop, offset: int) -> Clip | None:
    """Give the recorded clip that holds a place, or None."""
    return next((clip for clip in stop.node.clips if clip.start <= offset < clip.end), None)


def clip_from(clip: Clip, offset: int) -> Clip:
    """Give the rest of a clip from a place on; time and text are taken to run evenly.

    offset  from clip.start to clip.end. A clip that runs to the end of its file keeps its beginning.
    """
    if offset <= clip.start or clip.end <= clip.start or clip.to_s <= clip.from_s:
        return clip
    share = (offset - clip.start) / (clip.end - clip.start)
    from_s = round(clip.from_s + share * (clip.to_s - clip.from_s), 3)
    return Clip(clip.source, from_s, clip.to_s, offset, clip.end)


def breath_end(stop: Stop, offset: int, *, recorded: bool) -> int:
    """Give how far one reads at once: to the end of the recorded clip, else of the sentence, but not into a clip."""
    if not recorded or not stop.node.clips:
        return sentence_end(stop, offset)
    clip = clip_at(stop, offset)
    if clip is not None:
        return clip.end
    begins = [clip.start for clip in stop.node.clips if clip.start > offset]
    return min([sentence_end(stop, offset), *begins])


def is_read(node: Node) -> bool:
    """Tell whether reading aloud halts at a node: it has words, a recorded voice, or at least a name."""
    return bool(node.text or node.clips or (node.label and not node.children))


def following(trail: Trail, spot: Spot, profile: Profile) -> Following:
    """Give what comes after the breath at `spot`. What the patron skips is passed by, unless one stands in it."""
    passage = trail.passages.get(spot.section)
    if passage is None:
        return Following(None, spot.section)
    stop = passage.stops[spot.stop] if spot.stop < len(passage.stops) else None
    if stop is not None and reading_stop(stop):
        end = breath_end(stop, spot.offset, recorded=profile.recorded)
        rest = stop.node.text[end:]
        if rest.strip() or (not stop.node.text and end < length_of(stop)):
            return Following(Spot(spot.section, spot.stop, end + len(rest) - len(rest.lstrip())))
    return _beyond(trail, spot, stop, profile)


def _beyond(trail: Trail, spot: Spot, stop: Stop | None, profile: Profile) -> Following:
    """Go on from stop to stop and from section to section; what stands beside the way is read to its own end only."""
    sections, passed = trail.publication.sections, list[Node]()
    fence = -1 if stop is None else stop.fence
    alike = "" if stop is None else skippable_role(stop.node)
    section, index = spot.section, spot.stop + 1
    while section < len(sections):
        passage = trail.passages.get(section)
        if passage is None:
            return Following(None, section, tuple(passed))
        found = _in_passage(passage, index, fence, alike, profile, passed)
        if found is not None:
            return Following(Spot(section, found), passed=tuple(passed))
        if fence >= 0 or sections[section].beside:
            break
        section, index = _next_on_the_way(sections, section), 0
    return Following(None, passed=tuple(passed))


def _next_on_the_way(sections: Sequence[Section], section: int) -> int:
    return next((i for i in range(section + 1, len(sections)) if not sections[i].beside), len(sections))


def _in_passage(
    passage: Passage, index: int, fence: int, alike: str, profile: Profile, passed: list[Node]
) -> int | None:
    """Give the next stop that is read, at or after `index`; what is passed by is added to `passed`."""
    while index < len(passage.stops):
        stop = passage.stops[index]
        if stop.fence < fence:
            return None
        if stop.fence > fence:
            index = subtree_end(passage, index)
            continue
        if _is_skipped(stop.node, alike, profile):
            passed.append(stop.node)
            index = subtree_end(passage, index)
            continue
        if is_read(stop.node):
            return index
        if stop.node.kind in (Kind.FIGURE, Kind.BREAK):
            passed.append(stop.node)
        index += 1
    return None


def _is_skipped(node: Node, alike: str, profile: Profile) -> bool:
    """Tell whether the patron wants a thing passed by. A picture's caption is text like any other."""
    role = skippable_role(node)
    if not role or role == alike or (role == "image" and node.text):
        return False
    return treatment(profile, role) is not Treat.SPOKEN


def marks_between(node: Node, after: int, to: int, *kinds: Kind) -> Iterator[Span]:
    """Give the marks of `kinds` that a voice passes on its way from `after` to `to`; one at 0 is passed on arriving."""
    for span in node.spans:
        if span.kind in kinds and after < span.start <= to:
            yield span


def inside_of(trail: Trail, spot: Spot) -> tuple[int, ...]:
    """Give the stops around a place, outermost first."""
    passage = trail.passages.get(spot.section)
    return () if passage is None else containers(passage, spot.stop)
