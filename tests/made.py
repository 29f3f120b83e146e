"""Books and visits made for the tests: plain values, and a patron who answers what the library would answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from accessvr.content.phrases import phrasebook
from accessvr.core.effects import Buzz, Cue, Effect, Export, OpenBook, Play, Prepare, Recount, Say, Search
from accessvr.core.events import Event, Exported, Failed, Heard, Matched, Opened, Ready, Recounted, Spoken, SpokenTo
from accessvr.core.publication import Entry, Kind, Node, Passage, Publication, Section, Span, Spot, lay_out
from accessvr.core.scene import Place, Scene
from accessvr.core.session import Session
from accessvr.core.step import step
from accessvr.core.trail import locator, with_passage
from accessvr.core.understand import grammar

GRAMMAR = grammar(phrasebook("en"))


def sample(phrase: str) -> str:
    """Give a phrase with its slots filled."""
    slots = {"{unit}": "chapter", "{number}": "three", "{title}": "the boats", "{words}": "wind", "{label}": "iv"}
    slots |= {"{thing}": "page numbers", "{placed}": "headings", "{frequency}": "2000", "{loss}": "forty"}
    return re.sub(r"\{\w+\}", lambda slot: slots[slot.group()], phrase)


def chapter(number: int) -> tuple[Node, ...]:
    """Give a chapter that holds one of everything."""
    name = f"s{number}#"
    page = Span(14, 14, Kind.PAGE, str(number * 2 + 1))
    note = Span(20, 21, Kind.NOTE_REFERENCE, "1", f"{name}note")
    link = Span(4, 9, Kind.LINK, "boats", f"{name}p2")
    return (
        Node(f"{name}h", Kind.HEADING, text=f"Chapter {number + 1}. The Sea.", level=1),
        Node(f"{name}p1", Kind.PARAGRAPH, text=f"It was day {number}. The wind fell. Mr. Reed waited.", spans=(page,)),
        Node(f"{name}p2", Kind.PARAGRAPH, text="The boats came in, one by one. Nobody spoke.", spans=(note, link)),
        Node(f"{name}h2", Kind.HEADING, text="What they brought", level=2),
        Node(f"{name}list", Kind.LIST, children=_leaves(name, Kind.ITEM, "Bread.", "Salt.", "A lamp.")),
        Node(f"{name}table", Kind.TABLE, label="Prices", children=_rows(name)),
        Node(f"{name}fig", Kind.FIGURE, label="A boat on the sand", text="Drawn at noon.", details="A long hull."),
        Node(f"{name}note", Kind.NOTE, text="The harbour was dredged later."),
        Node(f"{name}p3", Kind.PARAGRAPH, text="Then it was night."),
    )


def _leaves(name: str, kind: Kind, *texts: str) -> tuple[Node, ...]:
    return tuple(Node(f"{name}{kind.value}{i}", kind, text=text) for i, text in enumerate(texts))


def _rows(name: str) -> tuple[Node, ...]:
    cells = (("Bread", "4 pence"), ("Salt", "1 penny"))
    return tuple(
        Node(f"{name}row{i}", Kind.ROW, children=_leaves(f"{name}row{i}", Kind.CELL, *row))
        for i, row in enumerate(cells)
    )


def size(nodes: Iterable[Node]) -> int:
    """Give the characters of text in nodes."""
    return sum(len(stop.node.text) for stop in lay_out(0, tuple(nodes), "en").stops)


@dataclass(frozen=True)
class MadeBook:
    """A publication with all of its sections at hand."""

    publication: Publication
    sections: tuple[tuple[Node, ...], ...]
    scene: Scene = Scene("reading_room")

    def passage(self, index: int) -> Passage:
        return lay_out(index, self.sections[index], self.publication.language)


def book(chapters: int = 5, title: str = "The Boats") -> MadeBook:
    """Give a book of two parts."""
    sections = tuple(chapter(number) for number in range(chapters))
    entries = [Entry(Kind.PART, "Part One", 0, "", 1)]
    for number in range(chapters):
        entries.append(Entry(Kind.CHAPTER, f"Chapter {number + 1}. The Sea", number, "", 2))
        entries.append(Entry(Kind.HEADING, "What they brought", number, f"s{number}#h2", 3))
    outline = tuple(Section(f"s{number}", size(nodes)) for number, nodes in enumerate(sections))
    publication = Publication(title, title, "en", authors=("A. Reed",), entries=tuple(entries), sections=outline)
    return MadeBook(publication, sections)


def exhibit() -> MadeBook:
    """Give an exhibit of one room with three photos, one of them with two details."""
    details = (
        Node("boat", Kind.REGION, label="The boat", text="It is painted blue."),
        Node("boy", Kind.REGION, label="A boy", text="He holds a rope."),
    )
    photos = (
        Node(
            "quay", Kind.PHOTO, label="The quay", text="Boats lie at the quay.", details="Six boats.", children=details
        ),
        Node("shop", Kind.PHOTO, label="The shop", text="A window full of loaves."),
        Node("stove", Kind.OBJECT, label="The stove", text="It is warm."),
    )
    room = (Node("room", Kind.ROOM, label="Harbour Street", text="It smells of tar.", children=photos),)
    entries = (Entry(Kind.CHAPTER, "Harbour Street", 0),)
    sections = (Section("room", size(room)),)
    places = (Place("quay", -60.0), Place("shop", 0.0, 5.0), Place("stove", 90.0))
    publication = Publication("street", "Our Street", "en", Kind.EXHIBIT, entries=entries, sections=sections)
    return MadeBook(publication, (room,), Scene("nostalgia", places))


def shelf() -> MadeBook:
    """Give a shelf with two titles."""
    nodes = tuple(
        Node(name, Kind.ITEM, label=label) for name, label in (("boats", "The Boats"), ("street", "Our Street"))
    )
    sections = (Section("shelf", size(nodes)),)
    return MadeBook(Publication("shelf", "The shelf", "en", Kind.SHELF, sections=sections), (nodes,), Scene("shelf"))


@dataclass
class Visit:
    """A visit that is lived by calling `on`; the library answers at once, the voice when it is told to."""

    shelf: dict[str, MadeBook] = field(default_factory=lambda: {"": shelf(), "boats": book(), "street": exhibit()})
    session: Session = field(default_factory=lambda: Session(GRAMMAR))
    effects: list[Effect] = field(default_factory=list)
    open: MadeBook | None = None

    def on(self, event: Event | str) -> list[Effect]:
        """Bring an event in, a string as words heard; gives what went out, answers of the library included."""
        self.effects = []
        waiting: list[Event] = [Heard(event) if isinstance(event, str) else event]
        while waiting:
            self.session, effects = step(self.session, waiting.pop(0))
            self.effects += effects
            for effect in effects:
                waiting += self._answers(effect)
        return self.effects

    def _answers(self, effect: Effect) -> list[Event]:
        match effect:
            case Prepare(name, section) if self.open and name == self.open.publication.id:
                return [Ready(name, self.open.passage(section))]
            case OpenBook(name) if self._named(name):
                self.open = self._named(name)
                assert self.open is not None
                return [Opened(self.open.publication, self.open.scene)]
            case OpenBook(name):
                return [Failed("book", f"I do not find {name}. Say shelf.")]
            case Search(name, words):
                return [self._matches(name, words)]
            case Recount(name, _):
                return [Recounted(name, ("Has alternative text.", "Has a table of contents."))]
            case Export():
                return [Exported("boats.md")]
            case _:
                return []

    def _named(self, name: str) -> MadeBook | None:
        titled = (made for made in self.shelf.values() if made.publication.title.lower() == name.lower())
        return self.shelf.get(name) or next(titled, None)

    def _matches(self, name: str, words: str) -> Matched:
        book = next((made for made in self.shelf.values() if made.publication.id == name), self.open)
        assert book is not None
        assert self.session.trail is not None
        places = []
        for index in range(len(book.sections)):
            trail = with_passage(self.session.trail, book.passage(index))
            for number, stop in enumerate(trail.passages[index].stops):
                at = stop.node.text.lower().find(words.lower())
                if at >= 0:
                    places.append(locator(replace(trail, spot=Spot(index, number, at))))
        return Matched(words, tuple(places))

    def enter(self, name: str) -> Visit:
        """Open something of the shelf, and hear it announced."""
        self.open = self.shelf[name]
        self.on(Opened(self.open.publication, self.open.scene))
        self.hear_out()
        return self

    def hear_out(self) -> None:
        """Hear all that is being said, to its end; reading goes on by one sentence."""
        for said in self.session.said:
            self.on(SpokenTo(said.number, max(said.lead, 0)))
            self.on(Spoken(said.number))

    @property
    def spot(self) -> Spot:
        assert self.session.trail is not None
        return self.session.trail.spot

    @property
    def said(self) -> str:
        return " ".join(effect.text for effect in self.effects if isinstance(effect, (Say, Play)))

    @property
    def cues(self) -> list[str]:
        return [effect.earcon.value for effect in self.effects if isinstance(effect, Cue)]

    @property
    def buzzes(self) -> list[str]:
        return [effect.tacton.value for effect in self.effects if isinstance(effect, Buzz)]
