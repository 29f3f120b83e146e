"""Headings of a page: their words, their levels, and bold words that stand in for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from accessvr.content.books.markup import kinds, local, visible_text
from accessvr.content.check.finding import Finding, Severity
from accessvr.content.check.page import INLINE, Page, above
from accessvr.content.check.rules import found

_MOST_WORDS = 12  # chosen: longer bold text is emphasis, not a title
_LEAST_TEXT = 60  # chosen, in characters: what follows a title is a paragraph, not a line
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_ENDS_LIKE_TEXT = tuple('.,;:!?…"”’»)')
_NO_TITLES_IN = ("li", "td", "th", "table", "dl", "figure", "header", "blockquote", "nav", "caption", "aside")


def heading_level(element: etree._Element) -> int:
    """Give 1 to 6, or 0 when the element is no heading."""
    if known := re.fullmatch(r"h([1-6])", local(element)):
        return 0 if kinds(element) & {"presentation", "none"} else int(known[1])
    stated = element.get("aria-level") or "2"
    return min(max(int(stated), 1), 6) if "heading" in kinds(element) and stated.isdecimal() else 0


def headings(page: Page) -> Iterator[tuple[etree._Element, int]]:
    """Give the headings of a page with their levels."""
    for element in page.there:
        level = heading_level(element)
        if level:
            yield element, level


def check_headings(page: Page) -> Iterator[Finding]:
    """Give what is wrong with the headings of a page."""
    before = 0
    for element, level in headings(page):
        if not page.called(element):
            yield found("heading-without-words", page.place(element), f"A heading of level {level} has no words.")
        if before and level > before + 1:
            what = f"A heading of level {level} follows one of level {before}."
            yield found("heading-level-skipped", page.place(element), what)
        before = level
    yield from _standing_in(page, any_real=bool(before))


def _standing_in(page: Page, *, any_real: bool) -> Iterator[Finding]:
    severity = Severity.COULD if any_real else Severity.SHOULD
    for element in page.named("p", "div"):
        if _is_like_title(element):
            what = f'The words "{visible_text(element)}" are bold and stand alone, like a title.'
            yield found("heading-seems-missing", page.place(element), what, severity)


def _is_like_title(element: etree._Element) -> bool:
    if any(local(child) not in INLINE for child in element):
        return False
    words = visible_text(element)
    if not words or len(words.split()) > _MOST_WORDS or words.endswith(_ENDS_LIKE_TEXT) or not _is_bold(element, words):
        return False
    following = element.getnext()
    return (
        above(element, *_NO_TITLES_IN) is None
        and any(character.isalpha() for character in words)
        and following is not None
        and local(following) == "p"
        and len(visible_text(following)) >= _LEAST_TEXT
        and not _is_bold(following, visible_text(following))
    )


def _is_bold(element: etree._Element, words: str) -> bool:
    """Tell whether all words of an element are bold, by tag or by their own style."""
    if _BOLD.search(element.get("style") or ""):
        return True
    bold = [e for e in element.iter() if local(e) in ("b", "strong") or _BOLD.search(e.get("style") or "")]
    return bool(bold) and visible_text(bold[0]) == words
