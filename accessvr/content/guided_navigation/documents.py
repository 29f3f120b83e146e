"""A book's sections as Readium Guided Navigation documents, application/guided-navigation+json.

A page break or note reference in mid sentence stands beside the sentence: as a child of its object, with a placeholder
in its SSML. A note is a child of the references that lead to it, and is not given again at its own place, unless that
is in a list of endnotes. Links and the parts of a formula have no roles and are left out: their words are in the text.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from urllib.parse import quote

from accessvr.content.guided_navigation.places import Places, places_of
from accessvr.content.guided_navigation.roles import roles
from accessvr.content.guided_navigation.text import language_tag, text_object
from accessvr.content.readers import Anchored, Book
from accessvr.content.stored import Json
from accessvr.content.tally import walk
from accessvr.core.publication import Clip, Kind, Node, Span
from accessvr.core.values import dataclass, field, replace

MEDIA_TYPE = "application/guided-navigation+json"
_MARKS = {Kind.PAGE: "pagebreak", Kind.NOTE_REFERENCE: "noteref"}
_KEPT = 4  # chosen: a chapter, its notes, and a few more
_ENDNOTES = {"endnotes", "rearnotes"}


def documents(book: Book) -> Iterator[Json]:
    """Give a document for each section, in reading order, with links to the one before and the next."""
    places, sections = places_of(book.publication), _Sections(book)
    count = len(book.publication.sections)
    try:
        for index in range(count):
            guided = list(_Section(sections, places, index).objects())
            empty = [{"textref": places.text(index, "") or "#"}]
            yield {"links": list(_links(index, count)), "guided": guided or empty}
    finally:
        places.close()


def file_name(index: int) -> str:
    """Give the name under which the document of a section is linked."""
    return f"guided-{index + 1}.json"


def _links(index: int, count: int) -> Iterator[Json]:
    for relation, target in (("self", index), ("prev", index - 1), ("next", index + 1)):
        if 0 <= target < count:
            yield {"rel": relation, "href": file_name(target), "type": MEDIA_TYPE}


class _Sections:
    """The sections of a book, the last few of them kept: references of a chapter lead to the same notes again."""

    def __init__(self, book: Book) -> None:
        self.publication = book.publication
        self._book = book
        self._kept: OrderedDict[int, tuple[tuple[Node, ...], dict[str, Node]]] = OrderedDict()
        self._numbers = {section.id: index for index, section in reversed(list(enumerate(book.publication.sections)))}

    def nodes(self, index: int) -> tuple[Node, ...]:
        """Give the nodes of a section."""
        return self._open(index)[0]

    def number(self, target: str) -> int | None:
        """Give the section a target is in."""
        return self._numbers.get(target.partition("#")[0])

    def node(self, index: int, target: str) -> Node | None:
        """Give the node of a section that a target leads to: an id may be no node's own."""
        nodes = self._open(index)[1]
        anchors = self._book.anchors(index) if isinstance(self._book, Anchored) else {}
        return nodes.get(anchors.get(target, target))

    def _open(self, index: int) -> tuple[tuple[Node, ...], dict[str, Node]]:
        if index not in self._kept:
            nodes = self._book.section(index)
            by_id: dict[str, Node] = {}
            for node in walk(nodes):
                by_id.setdefault(node.id, node)
            self._kept[index] = (nodes, by_id)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(index)
        return self._kept[index]


@dataclass
class _Section:
    """One section while it is written.

    given    notes that stand under a reference; they are not given again at their own place
    numbers  how many placeholders of a role there are
    """

    sections: _Sections
    places: Places
    index: int
    nodes: tuple[Node, ...] = ()
    given: set[str] = field(default_factory=set)
    numbers: Counter[str] = field(default_factory=Counter)
    names: frozenset[str] = frozenset()

    def objects(self) -> Iterator[Json]:
        """Give the objects of the section."""
        self.nodes = self.sections.nodes(self.index)
        self.names = frozenset(_own_name(node.id) for node in walk(self.nodes))
        self.given = self._referred()
        yield from self._all(self.nodes, self.sections.publication.language, self.index, within=False)

    def _referred(self) -> set[str]:
        """Give the notes of this section that its text refers to, and that no list of endnotes holds."""
        text = _without(self.nodes, lambda node: node.kind is Kind.NOTE)
        spans = (span for node in text for span in node.spans if span.kind is Kind.NOTE_REFERENCE)
        led = (self.sections.node(self.index, span.target) for span in spans)
        targets = {node.id for node in led if node is not None}
        lying = _without(self.nodes, lambda node: bool(_ENDNOTES & set(node.role.split())))
        return {node.id for node in lying if node.kind is Kind.NOTE and node.id in targets}

    def _all(self, nodes: tuple[Node, ...], language: str, section: int, *, within: bool) -> Iterator[Json]:
        """Give nodes and the page breaks that stand before and after them.

        within  the nodes are inside a note that is given under its reference: its page breaks stay at its own place
        """
        for node in nodes:
            if within:
                yield from self._one(node, node.language or language, section, within=True)
            elif node.id in self.given:
                yield from (_page(span) for part in walk((node,)) for span in part.spans if span.kind is Kind.PAGE)
            else:
                before, after = _outside(node)
                yield from map(_page, before)
                yield from self._one(node, node.language or language, section, within=False)
                yield from map(_page, after)

    def _one(self, node: Node, language: str, section: int, *, within: bool) -> Iterator[Json]:
        if node.kind is Kind.BREAK and node.spans and not node.text and not self._inside(node):
            return
        data: Json = {"role": roles(node)} if roles(node) else {}
        if not within and _own_name(node.id):
            data["id"] = _own_name(node.id)
        data |= self._references(node, section)
        children = [*self._words(node, language, section, data, within=within), *_more(node, language)]
        if node.kind not in (Kind.FORMULA, Kind.TERM):
            children += self._all(node.children, language, section, within=within)
        if children:
            data["children"] = children
        yield self._whole(data, section)

    def _whole(self, data: Json, section: int) -> Json:
        """Give an object that a player can say or find: by its name, or at least by its file."""
        if data.keys() & {"text", "textref", "imgref", "audioref", "children"}:
            return data
        if "description" in data:
            named: Json = data["description"]
            return {key: value for key, value in data.items() if key != "description"} | named
        return data | {"textref": self.places.text(section, "") or "#"}

    def _references(self, node: Node, section: int) -> Json:
        """Give where the node lies, its picture, and the name it has besides its text."""
        data: Json = {}
        if place := self.places.text(section, node.id):
            data["textref"] = place
        file = next((s.target for s in node.spans if s.kind is Kind.FIGURE and s.target.startswith("file:")), "")
        picture = quote(file.removeprefix("file:"))
        if node.kind is Kind.FIGURE and not node.children:
            picture = picture or self.places.picture(section, node.id)
        if picture:
            data["imgref"] = picture
        if node.label and node.label != node.text:
            data["description"] = {"text": {"plain": node.label}}
        return data

    def _words(self, node: Node, language: str, section: int, data: Json, *, within: bool) -> Iterator[Json]:
        """Put text and sound into `data`, and give the children they need."""
        inside = [span for span in self._inside(node) if not (within and span.kind is Kind.PAGE)]
        if not _is_one(node.clips, node.text):
            marks = [(span.start, self._mark(span, language, within=within)) for span in inside]
            yield from (made for _, made in sorted([*marks, *_recorded(node, language)], key=lambda pair: pair[0]))
            return
        names = {} if within else {span: self._number(span) for span in inside}
        if node.clips:
            data["audioref"] = _sound(node.clips[0])
        if node.kind in (Kind.FORMULA, Kind.TERM) and (formula := self.places.formula(section, node.id)):
            data["text"] = {"ssml": formula} | ({"plain": node.text} if node.text else {})
        elif node.text:
            roles_of = {span: f"{_MARKS[span.kind]} {name}" for span, name in names.items()}
            data["text"] = text_object(node.text, node.spans, language, roles_of)
        for span in inside:
            name = {"id": names[span]} if span in names else {}
            yield name | self._mark(span, language, within=within)

    def _inside(self, node: Node) -> list[Span]:
        """Give the marks in the text, without the page breaks at its ends."""
        outside = {span for side in _outside(node) for span in side}
        return [span for span in dict.fromkeys(node.spans) if span.kind in _MARKS and span not in outside]

    def _number(self, span: Span) -> str:
        role = _MARKS[span.kind]
        self.numbers[role] += 1
        while f"{role}{self.numbers[role]}" in self.names:
            self.numbers[role] += 1
        return f"{role}{self.numbers[role]}"

    def _mark(self, span: Span, language: str, *, within: bool) -> Json:
        if span.kind is Kind.PAGE:
            return _page(span)
        data: Json = {"role": ["noteref"], **({"text": {"plain": span.label}} if span.label else {})}
        section, note = (self.index, None) if within else self._note(span)
        if note is not None:
            data["children"] = list(self._all((note,), note.language or language, section, within=True))
        elif place := self._place(span.target):
            data["textref"] = place
        return data if len(data) > 1 else data | {"text": {"plain": "*"}}

    def _note(self, span: Span) -> tuple[int, Node | None]:
        """Give the section and node of the note a reference leads to."""
        stated = self.sections.number(span.target)
        section = self.index if stated is None else stated
        return section, self.sections.node(section, span.target)

    def _place(self, target: str) -> str:
        section = self.sections.number(target)
        return "" if section is None else self.places.text(section, target if "#" in target else "")


def _without(nodes: tuple[Node, ...], left_out: Callable[[Node], bool]) -> Iterator[Node]:
    """Give nodes in reading order, without those left out and all they hold."""
    waiting = list(reversed(nodes))
    while waiting:
        node = waiting.pop()
        if not left_out(node):
            yield node
            waiting += reversed(node.children)


def _own_name(node: str) -> str:
    """Give the id the author wrote, or "" for a node that is named by its path."""
    name = node.partition("#")[2] if "#" in node else node
    return "" if name.startswith("/") else name


def _outside(node: Node) -> tuple[list[Span], list[Span]]:
    """Give the page breaks at the beginning and at the end of a node."""
    pages = [span for span in node.spans if span.kind is Kind.PAGE]
    before = [span for span in pages if span.start <= 0]
    return before, [span for span in pages if span.start >= len(node.text) > 0]


def _page(span: Span) -> Json:
    return {"role": ["pagebreak"], "text": {"plain": span.label or "?"}}


def _more(node: Node, language: str) -> Iterator[Json]:
    """Give the long description."""
    if node.details:
        yield {"role": ["details"], "text": text_object(node.details, (), language_tag(language), {})}


def _is_one(clips: tuple[Clip, ...], text: str) -> bool:
    """Tell whether all of the text is in one clip, or in none."""
    return not clips or (len(clips) == 1 and (not text or (clips[0].start <= 0 and clips[0].end >= len(text))))


def _recorded(node: Node, language: str) -> Iterator[tuple[int, Json]]:
    """Give the stretches of a node and where they begin, each with its recording; what no clip covers has none."""
    at = 0
    for clip in node.clips:
        if node.text and clip.start > at:
            yield from _stretch(node, at, clip.start, language, {})
        sound = {"audioref": _sound(clip)}
        if node.text:
            yield from _stretch(node, max(at, clip.start), clip.end, language, sound)
        else:
            yield clip.start, sound
        at = max(at, clip.end)
    if node.text:
        yield from _stretch(node, at, len(node.text), language, {})


def _stretch(node: Node, start: int, end: int, language: str, sound: Json) -> Iterator[tuple[int, Json]]:
    words = node.text[start:end]
    lead = len(words) - len(words.lstrip())
    first = start + lead
    if words.strip():
        spans = (
            replace(span, start=max(span.start - first, 0), end=min(span.end, end) - first)
            for span in node.spans
            if span.start < end and span.end > first
        )
        yield first, sound | {"text": text_object(words.strip(), tuple(spans), language, {})}
    elif sound:
        yield start, sound


def _sound(clip: Clip) -> str:
    """Give a clip as a media fragment: file, and seconds from and to."""
    if not clip.from_s and not clip.to_s:
        return quote(clip.source)
    return f"{quote(clip.source)}#t={_seconds(clip.from_s)}" + (f",{_seconds(clip.to_s)}" if clip.to_s else "")


def _seconds(value_s: float) -> str:
    return f"{value_s:.3f}".rstrip("0").rstrip(".")
