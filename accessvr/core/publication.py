"""What there is: a publication, its sections, and places in it.

A publication is known by its outline: its contents and its sections in reading order. A section is opened when the
patron comes near, and becomes a passage: its nodes laid out in reading order. So opening a book costs the same
whatever its length.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum

from accessvr.core.values import dataclass, field


class Kind(Enum):
    """What a node is. Readium's guided navigation roles, as far as a reading room needs them."""

    SHELF = "shelf"
    BOOK = "book"
    EXHIBIT = "exhibit"
    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    VERSE = "verse"
    LIST = "list"
    ITEM = "item"
    TABLE = "table"
    ROW = "row"
    CELL = "cell"
    FIGURE = "figure"
    QUOTATION = "quotation"
    NOTE = "note"
    CODE = "code"
    FORMULA = "formula"
    TERM = "term"  # a part of a formula, or a formula that stands in a sentence
    ASIDE = "aside"
    DETAILS = "details"
    BREAK = "break"
    ROOM = "room"
    PHOTO = "photo"
    REGION = "region"
    OBJECT = "object"
    # only as spans beside the text:
    PAGE = "page"
    NOTE_REFERENCE = "note reference"
    LINK = "link"
    LANGUAGE = "language"
    PRONUNCIATION = "pronunciation"

    __hash__ = object.__hash__  # each kind is there once, and this is several times faster than by name


@dataclass(frozen=True, slots=True)
class Span:
    """A mark beside the text, so that the sentence stays whole: a page break, a note reference, a link, a language.

    start, end  offsets in the node's text, in characters; equal for a point
    label       what it is called ("43", "note 2"); the language tag for a language; for a pronunciation the alphabet
                and the sounds ("ipa həˈloʊ", "x-sampa h@\"l@U"), or "alias" and the words to be said instead
    target      where it leads: a node id, or "" when it leads nowhere
    """

    start: int
    end: int
    kind: Kind
    label: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Clip:
    """A recorded stretch of sound, and the stretch of a node's text that is heard in it.

    source       a file of the publication; in an opened passage, its path on this machine
    from_s, to_s seconds in the file; `to_s` 0 means its end
    start, end   characters of the node's text; for a node without text, milliseconds from the beginning of its sound
    """

    source: str
    from_s: float = 0.0
    to_s: float = 0.0
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a cell stands in its table, from 1, and the words of the header cells that hold for it.

    rows, columns  how many it spans
    header         it is a header cell itself
    """

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    row_headers: tuple[str, ...] = ()
    column_headers: tuple[str, ...] = ()
    header: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """One thing a patron can stand at.

    id        unique in the publication
    label     said on arrival ("Table, 3 rows")
    text      said on "read"; white space collapsed, no unspoken characters
    language  BCP 47; "" means that of the parent
    level     1 to 6 for headings, depth for lists, else 0
    role      what the author says it is, in the words of DPUB-ARIA ("footnote", "bibliography"); "" for nothing special
    details   said on "more": a long description in words
    more      id of the node where the long description stands
    clips     recorded sound, in order of its text; what no clip covers is spoken
    cell      for a CELL: its place in the table
    beside    stands beside the way: reading passes it by, a link or "go in" leads to it
    """

    id: str
    kind: Kind
    label: str = ""
    text: str = ""
    language: str = ""
    level: int = 0
    role: str = ""
    details: str = ""
    more: str = ""
    clips: tuple[Clip, ...] = ()
    cell: Cell | None = None
    beside: bool = False
    spans: tuple[Span, ...] = ()
    children: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents (PART, CHAPTER or HEADING), of the page list (PAGE) or of the landmarks.

    section  index of the section; node  id in it, "" for its beginning; level  depth in the contents, from 1
    """

    kind: Kind
    label: str
    section: int
    node: str = ""
    level: int = 1


@dataclass(frozen=True, slots=True)
class Section:
    """A piece of the reading order that is opened at once.

    size    characters of text; estimated until the book is prepared whole
    counts  how many nodes and spans of each kind it holds; None while unknown
    beside  it stands beside the way (linear="no"): only links and the contents lead to it
    """

    id: str
    size: int
    counts: Mapping[Kind, int] | None = None
    beside: bool = False


def accumulated(sizes: Iterable[int]) -> Iterator[int]:
    """Give how much lies before each of a row of things, and after them all."""
    total = 0
    yield total
    for size in sizes:
        total += size
        yield total


@dataclass(frozen=True, slots=True)
class Publication:
    """Anything a patron can open, book, exhibit or shelf alike: its outline.

    kind       BOOK, EXHIBIT or SHELF
    pages      the list of printed pages; () when there is none
    landmarks  the places the author points out ("Start of content")
    scene      name of the scene that says where its parts stand; "" for the default of its kind
    accessibility  the metadata, as "property: value"
    source     the file it was read from
    """

    id: str
    title: str
    language: str
    kind: Kind = Kind.BOOK
    authors: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    sections: tuple[Section, ...] = ()
    pages: tuple[Entry, ...] = ()
    landmarks: tuple[Entry, ...] = ()
    scene: str = ""
    rights: str = ""
    accessibility: tuple[str, ...] = ()
    source: str = ""

    behind: tuple[int, ...] = field(init=False, repr=False, compare=False, default=(0,))

    def __post_init__(self) -> None:
        """Add up the sizes once: `behind[n]` characters of the way lie before section n."""
        ways = (0 if section.beside else section.size for section in self.sections)
        object.__setattr__(self, "behind", tuple(accumulated(ways)))

    @property
    def size(self) -> int:
        """Give the number of characters of the text that is on the way."""
        return self.behind[-1]


@dataclass(frozen=True, slots=True)
class Stop:
    """A node in reading order, with the index of the stop above it (-1 at the top) and its language.

    fence  index of the nearest stop around it, itself included, that stands beside the way; -1 when it is on the way
    """

    node: Node
    above: int
    language: str
    fence: int = -1


@dataclass(frozen=True, slots=True)
class Passage:
    """An opened section: `stops` in reading order, each node before its children."""

    section: int
    stops: tuple[Stop, ...]
    where: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place in an open publication: section, stop in its passage, character in the stop's text."""

    section: int = 0
    stop: int = 0
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Locator:
    """A place that survives saving and a new edition.

    progress       0 to 1 of the publication
    before, after  a few words around the place
    """

    publication: str
    section: int
    node: str
    offset: int
    progress: float
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place a patron marked: with a name, with a note, or with neither."""

    place: Locator
    name: str = ""
    note: str = ""


def lay_out(section: int, nodes: tuple[Node, ...], language: str) -> Passage:
    """Give a section's nodes in reading order. Equal ids: the first wins."""
    stops = tuple(_walk(nodes, language))
    where: dict[str, int] = {}
    for index, stop in enumerate(stops):
        where.setdefault(stop.node.id, index)
    return Passage(section, stops, where)


def _walk(nodes: tuple[Node, ...], language: str) -> Iterator[Stop]:
    """Walk with a stack of our own: a book may nest deeper than Python can recurse."""
    count = 0
    waiting = [(node, -1, language, -1) for node in reversed(nodes)]
    while waiting:
        node, above, spoken, fence = waiting.pop()
        spoken = node.language or spoken
        fence = count if node.beside else fence
        yield Stop(node, above, spoken, fence)
        waiting += [(child, count, spoken, fence) for child in reversed(node.children)]
        count += 1
