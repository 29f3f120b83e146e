"""What is said of a picture: its words, and its long description wherever that stands."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from accessvr.content.books.elements import CONTAINERS, INLINE, NOT_DRAWN, PICTURES
from accessvr.content.books.markup import is_hidden, kinds, local, named, own_id, plain, visible_text
from accessvr.content.books.roles import NOTHING
from accessvr.content.books.surroundings import DESCRIBED, Surroundings
from accessvr.core.values import dataclass

LONGEST_DETAILS = 1000  # chosen, in characters: what is longer is better read where it stands
MEDIA = named("audio video iframe embed")
_STRUCTURE = frozenset(CONTAINERS) - {"dt", "dd"} | PICTURES | MEDIA | named("math h1 h2 h3 h4 h5 h6 pre hr object")
_WORDS_IN_SVG = named("text foreignobject")


@dataclass(frozen=True, slots=True)
class Picture:
    """What is said of a picture.

    label    its words; "" when it is known to be there only
    text     words that are drawn in it
    details  a description in words
    more     id of the node where a description stands
    named    the author says something of it, if only that it needs no words
    """

    label: str
    text: str = ""
    details: str = ""
    more: str = ""
    named: bool = True


def picture(tag: str, element: etree._Element, around: Surroundings) -> Picture:
    """Give what is said of a picture, a drawing, a sound or a film."""
    label, text, details = _drawing(element, around) if tag == "svg" else (_label(tag, element, around), "", "")
    if tag in MEDIA:
        details = visible_text(element)
    more = around.leads(element.get("src") or "") if tag == "iframe" and element.get("src") else ""
    described, stands = description(element, around)
    details, more = described or details, stands or more
    known = bool(label or text) or element.get("alt") is not None or not _shows_something(tag, element)
    return Picture(label, text, "" if details == label else details, more, known)


def stated_label(element: etree._Element, around: Surroundings) -> str:
    """Give the words an author puts beside an element: in elements it names, or in its attributes."""
    names = (element.get("aria-labelledby") or "").split()
    found = [around.find(name) for name in names]
    words = plain(" ".join(visible_text(target) for target in found if target is not None))
    return words or plain(element.get("aria-label"))


def description(element: etree._Element, around: Surroundings) -> tuple[str, str]:
    """Give the description in words and the id of the node where it stands, "" for what there is not."""
    details: list[str] = []
    more = around.leads(element.get("longdesc") or "") if element.get("longdesc") else ""
    for name in " ".join(element.get(attribute) or "" for attribute in DESCRIBED).split():
        target = around.find(name)
        if target is None:
            continue
        href = _only_link(target)
        if href:
            more = more or around.leads(href)
        elif words := visible_text(target):
            more = more or f"{around.prefix}#{name}"
            details += [description_words(target)] if words else []
    return plain(" ".join(details)), more


def description_words(element: etree._Element) -> str:
    """Give the words of a description that is nothing but words, and not too many; "" for any other."""
    if any(local(inner) in _STRUCTURE for inner in element.iter()):
        return ""
    words = visible_text(element)
    summary = next((child for child in element if local(child) == "summary"), None) if len(element) else None
    if summary is not None and local(element) == "details":
        words = words.removeprefix(visible_text(summary)).strip()
    return words if len(words) <= LONGEST_DETAILS else ""


def _shows_something(tag: str, element: etree._Element) -> bool:
    """Tell whether somebody should have said something of it; a drawing of mere lines may be an ornament."""
    return tag in ("img", "image", "object", "input") or any(local(inner) == "image" for inner in element.iter())


def _label(tag: str, element: etree._Element, around: Surroundings) -> str:
    words = stated_label(element, around) or plain(element.get("alt")) or plain(element.get("title"))
    return words or (_inner_words(element) if tag not in MEDIA else "")


def _inner_words(element: etree._Element) -> str:
    """Give the words in a thing that stands for a picture: what is shown when it cannot be."""
    return visible_text(element) if len(element) or element.text else ""


def _only_link(element: etree._Element) -> str:
    """Give the href of an element that is a link, or holds nothing else."""
    if local(element) == "a":
        return (element.get("href") or "").strip()
    links = [inner for inner in element.iter("{*}a") if inner.get("href")]
    alone = len(links) == 1 and visible_text(links[0]) == visible_text(element)
    return (links[0].get("href") or "").strip() if alone and local(element) in INLINE | {"p", "div"} else ""


def _drawing(element: etree._Element, around: Surroundings) -> tuple[str, str, str]:
    """Give a drawing's label, the words in it in their order, and its description."""
    title = _texts(child for child in element if local(child) == "title")
    label = stated_label(element, around) or title or plain(element.get("title"))
    details = _texts(child for child in element if local(child) == "desc")
    parts = "img" not in kinds(element) or not label
    words = _texts(_drawn(element)) if parts else ""
    if not label:
        label = _texts(inner for inner in element.iter("{*}title"))
    if not label and details:
        label, details = details, ""
    return (label, words, details) if label else (words, "", details)


def _drawn(element: etree._Element) -> Iterable[etree._Element]:
    """Give the outermost elements that hold words which are drawn, and seen."""
    waiting = list(element)[::-1]
    while waiting:
        inner = waiting.pop()
        tag = local(inner)
        if tag in NOT_DRAWN or (tag and is_hidden(inner)):
            continue
        if tag in _WORDS_IN_SVG:
            yield inner
        else:
            waiting += list(inner)[::-1]


def _texts(elements: Iterable[etree._Element]) -> str:
    return plain(" ".join(visible_text(element) for element in elements))


def is_alone(element: etree._Element) -> bool:
    """Tell whether an author says that a picture is nothing but an ornament."""
    return bool(kinds(element) & NOTHING)


def place_of(element: etree._Element) -> str:
    """Give where an element stands, for a librarian: its file and line."""
    source = (
        element.get("src")
        or element.get("{http://www.w3.org/1999/xlink}href")
        or element.get("data")
        or own_id(element)
    )
    return f"line {element.sourceline}: {local(element)} {source}".strip()
