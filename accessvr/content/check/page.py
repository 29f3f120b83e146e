"""A page of text while it is checked: what is there for everyone, what things are called, and where they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from lxml import etree

from accessvr.content.books.markup import NEVER_SAID, is_hidden, kinds, local, named, own_id, plain, visible_text
from accessvr.content.check.finding import Place
from accessvr.core.values import dataclass, field

_WORDS_NEAR = 8  # chosen: enough to search for
INLINE = named(
    "a abbr b bdi bdo big cite code data del dfn em font i ins kbd mark q rb ruby rt s samp small span strong sub sup "
    "time tt u var wbr"
)
_STILL_THERE = frozenset({"audio", "video", "iframe"})  # never said, but to be checked
_HREFS = ("src", "{http://www.w3.org/1999/xlink}href", "xlink:href", "href", "data")


@dataclass
class Page:
    """A parsed page.

    file      its name in the book
    language  that of the book, "" when it is not stated
    """

    file: str
    root: etree._Element
    language: str = ""
    _numbers: dict[etree._Element, dict[etree._Element, int]] = field(default_factory=dict)

    @cached_property
    def body(self) -> etree._Element:
        """Give what is read."""
        return next((element for element in self.root.iter() if local(element) == "body"), self.root)

    @cached_property
    def there(self) -> tuple[etree._Element, ...]:
        """Give the elements of the body in order, without those that nobody shall see or hear."""
        return tuple(_there(self.body))

    @cached_property
    def words(self) -> str:
        """Give all that is said of the page."""
        return visible_text(self.body)

    @cached_property
    def ids(self) -> dict[str, etree._Element]:
        """Give every id of the page, and the older names of places, with the first element that has it."""
        found: dict[str, etree._Element] = {}
        for element in self.root.iter():
            if isinstance(element.tag, str):
                for name in (own_id(element), (element.get("name") or "") if local(element) == "a" else ""):
                    if name:
                        found.setdefault(name, element)
        return found

    def named(self, *names: str) -> Iterator[etree._Element]:
        """Give the elements that are there and have one of these names."""
        wanted = frozenset(names)
        return (element for element in self.there if local(element) in wanted)

    def place(self, element: etree._Element) -> Place:
        """Give where an element stands, in words and numbers."""
        return Place(self.file, line_of(element), self.path(element), near(element))

    def path(self, element: etree._Element) -> str:
        """Give the way to an element: "body/section[2]/p[1]"."""
        steps: list[str] = []
        for other in (element, *element.iterancestors()):
            tag = local(other)
            parent = other.getparent()
            if tag in ("body", "html") or parent is None:
                steps.append(tag)
                break
            if parent not in self._numbers:
                self._numbers[parent] = _numbered(parent)
            steps.append(f"{tag}[{self._numbers[parent][other]}]")
        return "/".join(reversed(steps))

    @property
    def whole(self) -> Place:
        """Give the page as a place."""
        return Place(self.file, line_of(self.root))

    def called(self, element: etree._Element) -> str:
        """Give what a thing is called for someone who does not see it, or ""."""
        return self.label(element) or words_in(element) or plain(element.get("title"))

    def label(self, element: etree._Element) -> str:
        """Give the name its author gave it besides its content: aria-label, aria-labelledby or alt."""
        named = (self.ids[name] for name in (element.get("aria-labelledby") or "").split() if name in self.ids)
        labelled = plain(" ".join(words_in(other) for other in named))
        return plain(element.get("aria-label")) or labelled or plain(element.get("alt"))


def _numbered(parent: etree._Element) -> dict[etree._Element, int]:
    """Give the number of each child among those of its name. Counted once: a page may hold many like it."""
    counts: Counter[str] = Counter()
    numbers = {}
    for child in parent:
        counts[local(child)] += 1
        numbers[child] = counts[local(child)]
    return numbers


def _there(body: etree._Element) -> Iterator[etree._Element]:
    waiting = [body]
    while waiting:
        element = waiting.pop()
        tag = local(element)
        if tag and not is_hidden(element) and (tag not in NEVER_SAID or tag in _STILL_THERE):
            yield element
            waiting += reversed(element)


def words_in(element: etree._Element) -> str:
    """Give the words in an element, with those of its pictures and drawings."""
    pictures = (
        plain(e.get("alt") or e.get("aria-label")) or (drawing_words(e) if local(e) == "svg" else "")
        for e in element.iter()
        if isinstance(e.tag, str)
    )
    return plain(" ".join([visible_text(element), *pictures]))


def drawing_words(svg: etree._Element) -> str:
    """Give the title, description and text of a drawing."""
    inner = (e for e in svg.iter() if local(e) in ("title", "desc", "text"))
    return plain(" ".join(" ".join(str(part) for part in e.itertext()) for e in inner))


def is_decoration(element: etree._Element) -> bool:
    """Tell whether the author says that a thing carries nothing."""
    return bool(kinds(element) & {"presentation", "none"})


def source(element: etree._Element) -> str:
    """Give the file a picture, recording or drawing is in, as it is written; "" for none."""
    return next((value for name in _HREFS if (value := (element.get(name) or "").strip())), "")


def above(element: etree._Element, *names: str) -> etree._Element | None:
    """Give the nearest element of such a name that holds this one, or None."""
    wanted = frozenset(names)
    return next((other for other in element.iterancestors() if local(other) in wanted), None)


def near(element: etree._Element) -> str:
    """Give a few words of an element, else those before it, else those after it."""
    own = _with_spaces(element).split()
    if own:
        return " ".join(own[:_WORDS_NEAR])
    return _before(element) or _after(element)


def _before(element: etree._Element) -> str:
    for other in (element, *element.iterancestors()):
        if local(other) == "body":
            break
        for sibling in other.itersiblings(preceding=True):
            words = _said(sibling, sibling.tail).split()
            if words:
                return " ".join(words[-_WORDS_NEAR:])
        parent = other.getparent()
        if parent is not None and (words := (parent.text or "").split()):
            return " ".join(words[-_WORDS_NEAR:])
    return ""


def _after(element: etree._Element) -> str:
    for other in (element, *element.iterancestors()):
        words = (other.tail or "").split()
        for sibling in other.itersiblings():
            words = words or _said(sibling, sibling.tail).split()
        if words:
            return " ".join(words[:_WORDS_NEAR])
    return ""


def _said(element: etree._Element, tail: str | None) -> str:
    return f"{_with_spaces(element)} {plain(tail)}"


def _with_spaces(top: etree._Element) -> str:
    """Give the words in an element that are there, with a space where a block begins or ends."""
    parts: list[str] = []
    waiting: list[etree._Element | str] = [top]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            parts.append(item)
        elif local(item) and not is_hidden(item) and local(item) not in NEVER_SAID:
            edge = "" if local(item) in INLINE else " "
            inner = [content for child in item for content in (child, child.tail or "")]
            waiting += [edge, *reversed(inner), edge + (item.text or "")]
    return plain("".join(parts))


def line_of(element: etree._Element) -> int:
    """Give the line of a file an element begins in, or 0."""
    line: object = element.sourceline  # the stubs do not know its type
    return line if isinstance(line, int) else 0


def is_name_of_file(words: str) -> bool:
    """Tell whether words are the name of a picture file."""
    return bool(re.fullmatch(r"[\w .()\-]+\.(?:jpe?g|png|gif|svg|webp|avif|tiff?|bmp)", words, re.I))
