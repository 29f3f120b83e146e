"""What a page is read with: where its links lead, what its style sheets hide, what refers to what on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from accessvr.content.books.lexicon import Lexicon
from accessvr.content.books.markup import kinds, named, own_id
from accessvr.content.books.roles import NOTE_REFERENCES, NOTES
from accessvr.content.books.styles import Styles
from accessvr.core.publication import Kind
from accessvr.core.values import dataclass, field

DESCRIBED = ("aria-details", "aria-describedby")
DESCRIBING = named("describedby longdesc longdescription")  # said by a link of the picture it stands with
# By libxml2, since a page may be a small part of a large tree; ids are looked for in all of it.
_NAMED = etree.XPath("//*[@id or @xml:id or (@name and local-name() = 'a')]")
_REFERRING = etree.XPath(
    "//*[@aria-details or @aria-describedby or @longdesc or @rel or @role or @e:type or @class and @href]",
    namespaces={"e": "http://www.idpf.org/2007/ops"},
)


@dataclass(slots=True)
class Surroundings:
    """What a page is read with.

    prefix    the section's id, put before every id
    leads     gives the id of the node an href leads to, "" when it leads nowhere in the book
    beside    tells whether the node of an id stands in a section beside the way
    lexicons  how words are pronounced, the most important first
    told      is told what a librarian should mend
    """

    root: etree._Element
    prefix: str
    leads: Callable[[str], str]
    styles: Styles
    lexicons: tuple[Lexicon, ...] = ()
    beside: Callable[[str], bool] = field(default=lambda name: False)
    told: Callable[[str], None] = field(default=lambda trouble: None)
    _by_id: dict[str, etree._Element] | None = None
    _sought: dict[str, Kind] | None = None

    def find(self, name: str) -> etree._Element | None:
        """Give the first element of an id, or of a name that links use."""
        if self._by_id is None:
            self._by_id = {}
            for element in _elements(_NAMED, self.root):
                self._by_id.setdefault(own_id(element) or element.get("name") or "", element)
        return self._by_id.get(name)

    def here(self, href: str) -> str:
        """Give the id on this page that an href names, "" when it leads elsewhere."""
        file, _, fragment = href.partition("#")
        return fragment if not file else ""

    def sought_in(self, element: etree._Element) -> Iterator[tuple[etree._Element, Kind]]:
        """Give what in a hidden element, itself included, can be asked for: notes, and what is referred to."""
        waiting = [element]
        while waiting:
            inner = waiting.pop()
            if not isinstance(inner.tag, str):
                continue
            kind = self._asked_for(inner)
            if kind:
                yield inner, kind
            else:
                waiting += list(inner)[::-1]

    def _asked_for(self, element: etree._Element) -> Kind | None:
        name = own_id(element)
        if name and kinds(element) & NOTES:
            return Kind.NOTE
        return self._all_sought().get(name) if name else None

    def _all_sought(self) -> dict[str, Kind]:
        """Give the ids that references to notes and descriptions name. Found once, on the few pages that hide them."""
        if self._sought is None:
            self._sought = {}
            for element in _elements(_REFERRING, self.root):
                named = " ".join(element.get(attribute) or "" for attribute in DESCRIBED).split()
                self._sought |= dict.fromkeys(named, Kind.DETAILS)
                target = self.here(element.get("longdesc") or "")
                if element.get("href") and describes(element):
                    target = self.here(element.get("href") or "")
                if target:
                    self._sought[target] = Kind.DETAILS
                if kinds(element) & NOTE_REFERENCES:
                    self._sought |= dict.fromkeys(filter(None, [self.here(reference(element))]), Kind.NOTE)
        return self._sought


def _elements(path: etree.XPath, root: etree._Element) -> list[etree._Element]:
    found = path(root)
    return [element for element in found if isinstance(element, etree._Element)] if isinstance(found, list) else []


def describes(link: etree._Element) -> bool:
    """Tell whether a link says that it leads to a description."""
    stated = f"{link.get('rel') or ''} {link.get('class') or ''}".lower().split()
    return bool((kinds(link) | set(stated)) & DESCRIBING)


def reference(element: etree._Element) -> str:
    """Give the href of a reference; the link may stand in it."""
    links = (inner.get("href") for inner in element.iter("{*}a"))
    return (element.get("href") or next((href for href in links if href), "")).strip()
