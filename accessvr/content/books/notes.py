"""References to notes and the ways back, stated or not: what is a sign of them is never read as words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from accessvr.content.books.elements import INLINE, note_mark
from accessvr.content.books.markup import local, own_id, visible_text
from accessvr.content.books.roles import BACKLINKS
from accessvr.content.books.surroundings import Surroundings
from accessvr.core.values import dataclass, field

_ARROWS = re.compile(r"[\s\[(]*[↩↪↑⤴⏎⮌⮍⬆⇧⇑⇡←^▲△\ufe0e\ufe0f]+[\s\])]*")
_NUMBER = re.compile(r"[\[(]?(?:\d{1,4}|[*†‡§¶‖#]{1,4})[\])]?[.:]?")
_BRACKETS = str.maketrans("", "", "[]().:")
LONGEST_SIGN = 8  # chosen, in characters
_MOST_TRIED = 20  # links that may be the way back from one place


@dataclass(slots=True)
class Notes:
    """The references of one page, as they are met.

    _ways_back  links that lead back to a reference that was met
    """

    around: Surroundings
    _ways_back: set[etree._Element] = field(default_factory=set)

    def sign(self, tag: str, element: etree._Element, roles: frozenset[str], *, in_text: bool) -> str:
        """Give the sign of a reference ("3", "*"), "" for anything else.

        A number is one when its note leads back to it. in_text: words stand before it in its block.
        """
        if tag not in ("a", "sup", "span") and not roles:
            return ""
        stated = note_mark(tag, element, roles)
        if stated or tag != "a" or not in_text:
            return stated.translate(_BRACKETS).strip() or stated
        words = _short_words(element)
        back = self._way_back(element) if _NUMBER.fullmatch(words) else None
        if back is None:
            return ""
        self._ways_back.add(back)
        return number_of(words)

    def leads_back(self, element: etree._Element, roles: frozenset[str], *, in_note: bool, first: bool) -> bool:
        """Tell whether a link is the way back from a note.

        first  no words stand before it in its note: a number there is the note's own
        """
        if roles & BACKLINKS or element in self._ways_back:
            return True
        if "#" not in (element.get("href") or ""):
            return False
        words = _short_words(element)
        if _ARROWS.fullmatch(words):
            return in_note or words.strip() in ("↩", "↩\ufe0e", "↩\ufe0f")
        return in_note and first and bool(_NUMBER.fullmatch(words))

    def _way_back(self, element: etree._Element) -> etree._Element | None:
        """Give the link at a link's target that leads to where the link stands."""
        target = self.around.find(self.around.here(element.get("href") or ""))
        if target is None:
            return None
        names = set(_names_around(element))
        for link in islice(_links_at(target), _MOST_TRIED):
            if link is not element and self.around.here(link.get("href") or "") in names:
                return link
        return None


def number_of(words: str) -> str:
    """Give the number or sign of a note without brackets; "" for an arrow or words."""
    return words.translate(_BRACKETS).strip() if _NUMBER.fullmatch(words) else ""


def _short_words(element: etree._Element) -> str:
    """Give the words of a link, "" when they are too many to be a sign."""
    text = element.text or ""
    if len(text) > LONGEST_SIGN:
        return ""
    words = visible_text(element) if len(element) else text.strip()
    return words if len(words) <= LONGEST_SIGN else ""


def _names_around(element: etree._Element) -> Iterator[str]:
    """Give the ids of a link, of what it holds, and of the inline elements it stands in."""
    around = element
    while around is not None and (around is element or local(around) in INLINE):
        yield from filter(None, (own_id(around), around.get("name") or ""))
        around = around.getparent()  # type: ignore[assignment]  # None ends the loop
    yield from filter(None, (own_id(inner) for inner in element.iter(etree.Element)))
    before = element.getprevious()  # an empty anchor may stand before the link it is for
    if before is not None and local(before) == "a" and not before.get("href"):
        yield from filter(None, (own_id(before), before.get("name") or ""))


def _links_at(target: etree._Element) -> Iterator[etree._Element]:
    yield from target.iter("{*}a")
    above = target.getparent()
    if local(target) in INLINE and above is not None:
        yield from above.iter("{*}a")
