"""Sound without text as nodes: a heading has its words from the contents, every other phrase is heard alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from accessvr.content.books.contents import Line
from accessvr.content.books.daisy_order import sound_id
from accessvr.content.books.guide import HIGHEST_LEVEL, Point
from accessvr.content.books.smil import Phrase, Sound
from accessvr.content.books.xhtml import Page
from accessvr.core.publication import Clip, Kind, Node, Span
from accessvr.core.values import dataclass, field, replace

_SPOKEN_PAGES = ("pagenum", "pagenumber", "page", "pagebreak")
_THINGS = (Kind.NOTE, Kind.ASIDE)
Known = Mapping[str, Line | Point]
Fit = Callable[[Sound], Sound | None]


def sound_page(prefix: str, heard: Iterable[tuple[str, Phrase]], known: Known, fit: Fit) -> Page:
    """Give the nodes of a section of sound.

    heard  phrases, each with the name of its SMIL file
    known  what the contents lead to, by "name#id"
    fit    gives a sound that can be played, or None

    The sound of a page number that may be skipped is a clip of no length at its mark.
    """
    making = _Making()
    for number, (smil, phrase) in enumerate(heard):
        names = [f"{smil}#{name}" for name in phrase.names] + [phrase.text]
        points = [known[name] for name in dict.fromkeys(names) if name in known]
        sounds = [sound for sound in map(fit, phrase.sounds) if sound]
        making.take(f"{prefix}#{sound_id(number)}", phrase.role, points, sounds)
    return making.page(prefix)


@dataclass
class _Making:
    """Nodes while they are made. `spans`, `clips` and `waiting` names belong to whatever comes next."""

    nodes: list[Node] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    clips: list[Clip] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    anchors: dict[str, str] = field(default_factory=dict)

    def take(self, name: str, role: str, points: list[Line | Point], sounds: list[Sound]) -> None:
        """Take a phrase, and what the contents say of it."""
        heading = next((point for point in points if isinstance(point, Line) and point.label), None)
        marks = [point for point in points if isinstance(point, Point)]
        pages = [Span(0, 0, Kind.PAGE, mark.label) for mark in marks if mark.kind is Kind.PAGE]
        self.spans += pages
        if pages and role in _SPOKEN_PAGES and not heading:
            self.clips += [Clip(sound.source, sound.from_s, sound.to_s) for sound in sounds[:1]]
            sounds = sounds[1:]
        self.waiting.append(name)
        if heading:
            self._add(_heading(name, heading, sounds[:1]))
            sounds = sounds[1:]
        self._add_sounds(name, marks, sounds)

    def _add_sounds(self, name: str, marks: list[Point], sounds: list[Sound]) -> None:
        kind = next((mark.kind for mark in marks if mark.kind in _THINGS), Kind.PARAGRAPH)
        self.spans += [Span(0, 0, mark.kind, mark.label) for mark in marks if mark.kind is Kind.NOTE_REFERENCE]
        for number, sound in enumerate(sounds, 1):
            own = name if name in self.waiting else f"{name}-{number}"
            self._add(Node(own, kind, clips=(_alone(sound),)))

    def _add(self, node: Node) -> None:
        self.nodes.append(replace(node, spans=tuple(self.spans), clips=(*self.clips, *node.clips)))
        self.anchors |= {name: node.id for name in self.waiting if name != node.id}
        self.spans, self.clips, self.waiting = [], [], []

    def page(self, prefix: str) -> Page:
        """Give all of it. Marks after the last sound have a node of their own."""
        if self.spans or (self.waiting and not self.nodes):
            self._add(Node(f"{prefix}#/end", Kind.BREAK))
        self.anchors |= {name: self.nodes[-1].id for name in self.waiting if self.nodes}
        if self.nodes:
            self.anchors.setdefault(prefix, self.nodes[0].id)
        return Page(tuple(self.nodes), self.anchors)


def _heading(name: str, line: Line, sounds: list[Sound]) -> Node:
    clips = tuple(Clip(sound.source, sound.from_s, sound.to_s, 0, len(line.label)) for sound in sounds)
    return Node(name, Kind.HEADING, text=line.label, level=min(line.level, HIGHEST_LEVEL), clips=clips)


def _alone(sound: Sound) -> Clip:
    length_ms = max(1, round((sound.to_s - sound.from_s) * 1000))
    return Clip(sound.source, sound.from_s, sound.to_s, 0, length_ms)
