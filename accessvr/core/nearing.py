"""Whether the end of a page or a chapter is near, so that it can be heard before it comes."""

from __future__ import annotations

from accessvr.core.publication import Kind, Node, Stop
from accessvr.core.reading import Following, breath_end, following
from accessvr.core.session import Session
from accessvr.core.trail import Trail, at, entry_at, stop_at

CHAPTERS = (Kind.CHAPTER, Kind.PART)


def nearing(session: Session) -> str:
    """Give what ends after the sentence that is read now: "chapter", "page", or "" for nothing."""
    trail, stop = session.trail, None if session.trail is None else session.trail.stop
    if trail is None or stop is None or not session.profile.nearing or trail.publication.kind is not Kind.BOOK:
        return ""
    if stop.node.kind is Kind.HEADING:
        return ""  # a part that begins with its first chapter does not end there, and two sounds at once tell nothing
    if stop.fence >= 0 or trail.publication.sections[trail.spot.section].beside or session.excursions:
        return ""
    after = following(trail, trail.spot, session.profile)
    if _ends_chapter(trail, after):
        return "chapter"
    return "page" if _ends_page(session, trail, stop, after) else ""


def _ends_chapter(trail: Trail, after: Following) -> bool:
    """Tell whether the next sentence begins another chapter, or there is none."""
    if after.spot is None:
        return after.section < 0
    here, there = trail.spot, after.spot
    if (here.section, here.stop) == (there.section, there.stop):
        return False
    stop = stop_at(trail, there)
    if here.section == there.section and (stop is None or stop.node.kind is not Kind.HEADING):
        return False
    return entry_at(trail, *CHAPTERS) != entry_at(at(trail, there), *CHAPTERS)


def _ends_page(session: Session, trail: Trail, stop: Stop, after: Following) -> bool:
    """Tell whether a page break comes within the next sentence, or before it."""
    here, there = trail.spot, after.spot
    beyond = None if there is None else stop_at(trail, there)
    if there is None or beyond is None:
        return False
    until = _until(session, beyond, there.offset)
    if (here.section, here.stop) == (there.section, there.stop):
        return _has_page(stop.node, _until(session, stop, here.offset), until)
    return any(_has_page(node, 0, len(node.text) + 1) for node in after.passed) or _has_page(beyond.node, 0, until)


def _until(session: Session, stop: Stop, offset: int) -> int:
    """Give where the marks of a sentence end; one at the end of the text belongs to its last sentence."""
    end = breath_end(stop, offset, recorded=session.profile.recorded)
    return len(stop.node.text) + 1 if end >= len(stop.node.text) else end


def _has_page(node: Node, start: int, end: int) -> bool:
    return any(span.kind is Kind.PAGE and start <= span.start < end for span in node.spans)
