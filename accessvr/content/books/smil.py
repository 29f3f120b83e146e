"""Recorded voice in step with a text, as SMIL says it: of DAISY 2.02, of DAISY 3, and the overlays of EPUB 3."""

from __future__ import annotations

import posixpath
import re
from itertools import islice

from lxml import etree

from accessvr.content.books.archive import resolve, unescaped
from accessvr.content.books.markup import EPUB_TYPE, local, own_id, parse_xml
from accessvr.core.values import dataclass, field

MOST_PHRASES = 200_000  # chosen: twenty times a long book, in one file
HIGHEST = 32  # chosen: how far above a sound its phrase may stand
_MEANT = tuple(f"{{*}}{name}" for name in ("par", "seq", "a", "text", "audio"))
_ROLE_HOLDERS = ("par", "seq", "text", "audio")
_COUNT = r"\d{1,9}(?:[.,]\d{0,9})?"
_CLOCK = re.compile(rf"(?:(\d{{1,5}}):)?(\d{{1,6}}):({_COUNT})")
_AMOUNT = re.compile(rf"({_COUNT})\s*(ms|min|h|s)?")
_UNIT_S = {"ms": 0.001, "s": 1.0, "min": 60.0, "h": 3600.0}


@dataclass(frozen=True, slots=True)
class Sound:
    """A stretch of a sound file. `source` is its name in the book; `to_s` 0 means its end."""

    source: str
    from_s: float = 0.0
    to_s: float = 0.0


@dataclass(slots=True)
class Phrase:
    """What is heard at once.

    text    name of a page with "#" and the id of an element; "" for sound alone
    sounds  what is heard; () when there is no recording, or none that can be found
    names   ids that lead here: its own, those of its parts, those of all that begins with it
    role    what may be skipped: the author's word ("pagenum", "noteref"), in small letters; "" for plain text
    """

    text: str = ""
    sounds: tuple[Sound, ...] = ()
    names: tuple[str, ...] = ()
    role: str = ""


def seconds(clock: str | None) -> float | None:
    """Give a clock value in seconds: "npt=12.3s", "500ms", "2min", "0:00:01.200", "1:02.5", "7"; None for no such."""
    words = (clock or "").strip().lower().removeprefix("npt=").strip()
    found = _CLOCK.fullmatch(words)
    if found:
        hours, minutes, rest = found.groups()
        return int(hours or 0) * 3600 + int(minutes) * 60 + float(rest.replace(",", "."))
    amount = _AMOUNT.fullmatch(words)
    return float(amount[1].replace(",", ".")) * _UNIT_S[amount[2] or "s"] if amount else None


def phrases(data: bytes, name: str) -> tuple[list[Phrase], list[str]]:
    """Give the phrases of a SMIL file in order, and what is wrong with it, in plain words.

    name  of the file in the book: what it names is found from there
    """
    root = parse_xml(data)
    if root is None:
        return [], [f"{name}: cannot be read; its sound is left out"]
    reading = _Reading(name, posixpath.dirname(name))
    for element in root.iter(*_MEANT):
        reading.take(element)
    return reading.phrases, reading.troubles


@dataclass
class _Reading:
    """One pass over a file. `pending` are ids that lead to whatever is heard next."""

    name: str
    folder: str
    phrases: list[Phrase] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)
    open: dict[etree._Element, Phrase] = field(default_factory=dict)
    roles: dict[etree._Element, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def take(self, element: etree._Element) -> None:
        """Take the next element in order."""
        tag = str(element.tag)
        if tag.endswith("text"):
            phrase = self._phrase(element)
            phrase.text = phrase.text or self._target((element.get("src") or "").strip())
        elif tag.endswith("audio"):
            phrase = self._phrase(element)
            sound = self._sound(element, (element.get("src") or "").strip())
            phrase.sounds += (sound,) if sound else ()
        elif name := own_id(element):
            self.pending.append(name)

    def _phrase(self, element: etree._Element) -> Phrase:
        """Give the phrase an element is part of: that of the nearest "par" around it, else one of its own."""
        above = element.getparent()
        if above is None or not str(above.tag).endswith("par"):
            above = next((e for e in islice(element.iterancestors(), HIGHEST) if local(e) == "par"), element)
        phrase = self.open.get(above)
        if phrase is None:
            phrase = self.open[above] = Phrase(role=self._role(above))
            if len(self.phrases) < MOST_PHRASES:
                self.phrases.append(phrase)
            else:
                self._note(f"{self.name}: only the first {MOST_PHRASES} phrases are read")
        name = own_id(element)
        phrase.names += (*self.pending, name) if name else tuple(self.pending)
        self.pending.clear()
        return phrase

    def _target(self, href: str) -> str:
        """Give the page and the element a text element names; "" when it leads out of the book."""
        page, _, fragment = href.partition("#")
        inside = self._file(page) if page else self.name
        if href and not inside:
            self._note(f"{self.name}: names {href}, which is not in the book")
        fragment = unescaped(fragment)
        return f"{inside}#{fragment}" if inside else ""

    def _sound(self, element: etree._Element, href: str) -> Sound | None:
        begin = element.get("clip-begin") or element.get("clipBegin")
        end = element.get("clip-end") or element.get("clipEnd")
        from_s = seconds(begin) if begin else 0.0
        to_s = seconds(end) if end else 0.0
        source = self._file(href)
        if not source:
            self._note(f"{self.name}: names the sound {href}, which is not in the book")
        elif from_s is None or to_s is None or (end and to_s <= from_s):
            self._note(
                f'{self.name}: a clip from "{begin or ""}" to "{end or ""}" makes no sense; its words are spoken'
            )
        else:
            return Sound(source, from_s, to_s)
        return None

    def _file(self, href: str) -> str:
        if href not in self.files:
            self.files[href] = resolve(self.folder, href)
        return self.files[href]

    def _role(self, element: etree._Element | None) -> str:
        """Give what a phrase, or the nearest thing around it, may be skipped as."""
        above: list[etree._Element] = []
        while element is not None and element not in self.roles and len(above) < HIGHEST:
            above.append(element)
            element = None if _stated_role(element) else element.getparent()
        role = self.roles.get(element, "") if element is not None else ""
        for around in reversed(above):
            role = self.roles[around] = _stated_role(around) or role
        return role

    def _note(self, trouble: str) -> None:
        if trouble not in self.troubles[-100:]:
            self.troubles.append(trouble)


def _stated_role(element: etree._Element) -> str:
    stated = element.get("customTest") or element.get(EPUB_TYPE) or element.get("system-required")
    return stated.strip().lower().removesuffix("-on") if stated and local(element) in _ROLE_HOLDERS else ""
