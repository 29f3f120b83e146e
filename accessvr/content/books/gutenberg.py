"""What Project Gutenberg writes around a text: it tells title, author and language, and is not read aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from accessvr.content.books.language import guess_language, language_tag
from accessvr.core.values import dataclass

_START = re.compile(r"^\s*\*\*\*\s*START OF (?:THE|THIS) PROJECT GUTENBERG.*?\*\*\*[^\n]*(?:\n|\Z)", re.I | re.M | re.S)
_END = re.compile(
    r"^(?:\s*\*\*\*\s*END OF (?:THE|THIS) PROJECT GUTENBERG|End of (?:the )?Project Gutenberg(?:'s)?\b)", re.I | re.M
)
_FIELD = re.compile(r"^(Title|Author|Language):[ \t]*(.+(?:\n[ \t]+\S.*)*)", re.M)
_CREDIT = re.compile(
    r"\s*(?:Produced by|E-text prepared by|This e-?text was produced by|Credits:)(?:.*?\n\s*\n|.*\Z)", re.I | re.S
)
_CALLED = re.compile(r"^The Project Gutenberg e-?book(?: of)?,?\s+(.+?)(?:,? by (.+?))?[.]?$", re.I)

_SAMPLE = 2000  # chosen, in characters before the middle, where the text is not about the text


@dataclass(frozen=True, slots=True)
class Cut:
    """A text without what was written around it. `language` is BCP 47, "und" when it cannot be told."""

    body: str
    title: str
    author: str
    language: str


def cut(text: str) -> Cut:
    """Give what is to be read, with "\\n" at the end of every line, and what the header tells."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    start = _START.search(text)
    header, body = (text[: start.start()], text[start.end() :]) if start else ("", text)
    end = _END.search(body)
    if end and (start or "gutenberg" in text[:2000].lower()):
        body = body[: end.start()]
    body = _without_credit(body) if start else body
    told = _told(header)
    language = language_tag(told.get("Language")) or guess_language(body[max(0, len(body) // 2 - _SAMPLE) :])
    return Cut(body, told.get("Title", ""), told.get("Author", ""), language)


def cut_page(body: etree._Element) -> tuple[str, str, str] | None:
    """Take the header and the licence out of a page; give title, author and language that the header tells.

    Gives None when it is no page of theirs.
    """
    start = _found(body, _START)
    if start is None:
        return None
    header = _remove_before(body, *start)
    end = _found(body, _END)
    if end is not None:
        _remove_after(body, *end)
    told = _told(header)
    return told.get("Title", ""), told.get("Author", ""), language_tag(told.get("Language"))


def called(title: str) -> tuple[str, str]:
    """Give title and author of a page that is called "The Project Gutenberg eBook of ..., by ..."."""
    found = _CALLED.match(title)
    return (found.group(1), found.group(2) or "") if found else (title, "")


def _told(header: str) -> dict[str, str]:
    return {name: " ".join(value.split()) for name, value in _FIELD.findall(header.replace("\r\n", "\n"))}


def _without_credit(text: str) -> str:
    credit = _CREDIT.match(text)
    return text[credit.end() :] if credit else text


_Place = tuple[etree._Element, bool, re.Match[str]]  # the element, whether the words stand behind it, and the words


def _found(body: etree._Element, wanted: re.Pattern[str]) -> _Place | None:
    for element in body.iter():
        for text, behind in ((element.text, False), (element.tail, True)):
            found = wanted.search(text) if isinstance(text, str) and element is not body else None
            if found:
                return element, behind, found
    return None


def _remove_before(body: etree._Element, element: etree._Element, behind: bool, found: re.Match[str]) -> str:
    """Remove everything before the end of the words found; give its text."""
    gone = [found.string[: found.start()]]
    rest = _without_credit(found.string[found.end() :])
    if behind:
        gone.insert(0, _text(element))
        element.text, element.tail = None, rest
        for child in list(element):
            element.remove(child)
    else:
        element.text = rest
    for step in _up(element, body):
        above = step.getparent()
        if above is not None:
            for sibling in list(step.itersiblings(preceding=True)):
                gone.insert(0, _text(sibling) + (sibling.tail or ""))
                above.remove(sibling)
            gone.insert(0, above.text or "")
            above.text = None
    return "\n".join(gone)


def _remove_after(body: etree._Element, element: etree._Element, behind: bool, found: re.Match[str]) -> None:
    """Remove everything from the beginning of the words found."""
    rest = found.string[: found.start()]
    if behind:
        element.tail = rest
    else:
        element.text, element.tail = rest, None
        for child in list(element):
            element.remove(child)
    for step in _up(element, body):
        above = step.getparent()
        if above is not None:
            for sibling in list(step.itersiblings()):
                above.remove(sibling)
        if step is not element:
            step.tail = None


def _up(element: etree._Element, body: etree._Element) -> Iterator[etree._Element]:
    while element is not body:
        yield element
        above = element.getparent()
        if above is None:
            return
        element = above


def _text(element: etree._Element) -> str:
    return "".join(str(part) for part in element.itertext()) if isinstance(element.tag, str) else ""
