"""Recorded voice of an EPUB (media overlays): are the sounds there, and the words they belong to?"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from accessvr.content.books.archive import Archive, resolve
from accessvr.content.books.markup import local, own_id, parse_page, plain
from accessvr.content.check.across import Whole
from accessvr.content.check.finding import Finding, Place
from accessvr.content.check.page import Page, line_of
from accessvr.content.check.rules import found

_CLOCK = re.compile(r"(?:npt=)?(?:(?:(\d+):)?(\d+):)?(\d+(?:\.\d+)?)(h|min|s|ms)?")
_UNITS_S = {"h": 3600.0, "min": 60.0, "s": 1.0, "ms": 0.001, None: 1.0}
_PIECES = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "dt", "dd", "figcaption", "caption")


def check_overlays(whole: Whole, archive: Archive) -> Iterator[Finding]:
    """Give what is wrong with the media overlays of a book."""
    for item in whole.opf.items:
        if item.media_type == "application/smil+xml" and item.name:
            yield from _overlay(whole, archive, item.name)
    for item in whole.opf.items:
        if item.overlay and item.overlay not in whole.opf.by_id:
            what = f"The recording of {item.href} is not among the files of the book."
            yield found("audio-missing", Place(whole.opf.name, item.line, near=item.href), what)


def _overlay(whole: Whole, archive: Archive, name: str) -> Iterator[Finding]:
    root, _ = parse_page(archive.read(name) or b"")
    folder = posixpath.dirname(name)
    silent: Counter[str] = Counter()
    for element in root.iter() if root is not None else ():
        place = Place(name, line_of(element), own_id(element))
        source = (element.get("src") or "").strip()
        if local(element) == "text" and not _is_there(whole, folder, source):
            yield found("overlay-text-missing", place, f"A recording belongs to {source}, which is not there.")
        elif local(element) == "audio":
            silent[source] += not whole.has(resolve(folder, source))
            if _ends_first(element):
                times = f"{element.get('clipBegin')} to {element.get('clipEnd')}"
                yield found("overlay-clip-wrong", place, f"A piece of recording goes from {times}.")
    for source, count in silent.items():
        if count:
            what = f"The recording {source} is not there; {count} pieces of text need it."
            yield found("audio-missing", Place(name, near=source), what)


def _is_there(whole: Whole, folder: str, source: str) -> bool:
    return whole.is_there(resolve(folder, source), source.partition("#")[2])


def _ends_first(audio: etree._Element) -> bool:
    begin, end = seconds(audio.get("clipBegin") or "0"), seconds(audio.get("clipEnd") or "")
    return begin is not None and end is not None and end <= begin


def seconds(clock: str) -> float | None:
    """Give a clock value of SMIL in seconds, or None."""
    known = _CLOCK.fullmatch(clock.strip())
    if not known:
        return None
    hours, minutes, rest, unit = known.groups()
    return float(hours or 0) * 3600 + float(minutes or 0) * 60 + float(rest) * _UNITS_S[unit]


def recorded_ids(archive: Archive, overlay: str, page: str) -> set[str]:
    """Give the ids of a page that its overlay has a recording for."""
    root, _ = parse_page(archive.read(overlay) or b"")
    folder = posixpath.dirname(overlay)
    sources = [(e.get("src") or "").strip() for e in root.iter() if local(e) == "text"] if root is not None else []
    return {source.partition("#")[2] for source in sources if resolve(folder, source) == page}


def check_recorded(page: Page, ids: set[str]) -> Iterator[Finding]:
    """Give the pieces of a recorded page that no recording covers."""
    for element in page.named(*_PIECES):
        names = {own_id(e) for e in (element, *element.iterancestors(), *element.iterdescendants())}
        outer = any(local(other) in _PIECES for other in element.iterancestors())
        words = plain("".join(str(part) for part in element.itertext()))
        if words and not outer and not names & ids:
            what = f'The words "{" ".join(words.split()[:8])}" have no recording.'
            yield found("not-recorded", page.place(element), what)
