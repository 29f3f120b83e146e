"""The text of one block while it is read: words, and marks beside them, so that the sentence stays whole."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from accessvr.content.books.markup import UNSPOKEN
from accessvr.core.publication import Kind, Node, Span

_SPACE = re.compile(r"\s+")
_SPACE_IN_LINE = re.compile(r"[^\S\n]+")
LONGEST_VERSE = 100  # chosen, in characters: a longer line that ends with a break is a paragraph


@dataclass(frozen=True, slots=True)
class Inset:
    """A picture or formula that stands in the text: its words are text[start:end]."""

    kind: Kind
    id: str
    words: str
    details: str
    start: int
    end: int

    def node(self) -> Node:
        """Give it as a thing of its own."""
        if self.kind is Kind.FIGURE:
            return Node(self.id, self.kind, label=self.words, details=self.details)
        return Node(self.id, self.kind, text=self.words, details=self.details)


@dataclass(slots=True)
class Leaf:
    """A block that is being read.

    anonymous  its text stands in no paragraph of its own
    anchors    other ids that lead here
    """

    kind: Kind
    id: str
    language: str
    level: int = 0
    label: str = ""
    anonymous: bool = False
    verse: bool = False
    anchors: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    insets: list[Inset] = field(default_factory=list)
    marks: list[tuple[str, int, int]] = field(default_factory=list)
    length: int = 0
    has_words: bool = False
    _parts: list[str] = field(default_factory=list)
    _runs: list[tuple[int, str]] = field(default_factory=list)
    _gap: bool = False

    def say(self, text: str, language: str) -> None:
        """Add words as they stand in the file: white space is collapsed, unspoken characters are left out."""
        text = (_SPACE_IN_LINE if self.kind is Kind.CODE else _SPACE).sub(" ", text).translate(UNSPOKEN)
        if not text.isspace():
            self.has_words = self.has_words or bool(text)
        self._add(text, language)

    def place(self, inset: Inset, language: str) -> None:
        """Put a picture or a formula into the text. One letter is part of a word: a drawn initial."""
        apart = len(inset.words) > 1
        if apart and self._last() not in ("", " "):
            self._add(" ", language)
        start = self.length
        self._add(inset.words, language)
        self._gap = apart
        self.insets.append(Inset(inset.kind, inset.id, inset.words, inset.details, start, self.length))

    def mark(self, kind: Kind, label: str, target: str = "") -> None:
        """Put a mark beside the text, here."""
        self.spans.append(Span(self.length, self.length, kind, label, target))

    def nodes(self, above: str) -> list[Node]:
        """Give what it has become: a block of text, its pictures alone, or nothing.

        above  language of what it stands in
        """
        text = "".join(self._parts).rstrip()
        if not self.has_words and not (self.kind is Kind.HEADING and text):
            return [inset.node() for inset in self.insets] if self.insets else self._bare_marks()
        language = self._runs[0][1] if len({name for _, name in self._runs}) == 1 else self.language
        own = "" if language == above else language
        kind = self.kind
        if kind is Kind.PARAGRAPH and self.verse and len(text) <= LONGEST_VERSE:
            kind = Kind.VERSE
        return [Node(self.id, kind, self.label, text, own, self.level, spans=self._all_spans(len(text), language))]

    def _bare_marks(self) -> list[Node]:
        """Give what holds marks only: a pause in the text. A page break alone is kept for the next block."""
        references = [span for span in self.spans if span.kind is Kind.NOTE_REFERENCE]
        return [Node(self.id, Kind.BREAK, spans=tuple(self.spans))] if references else []

    def _all_spans(self, length: int, language: str) -> tuple[Span, ...]:
        spans = self.spans + [Span(inset.start, inset.end, inset.kind, inset.words) for inset in self.insets]
        ends = [start for start, _ in self._runs[1:]] + [length]
        for (start, name), end in zip(self._runs, ends, strict=True) if self._runs else ():
            if name != language and start < min(end, length):
                spans.append(Span(start, end, Kind.LANGUAGE, name))
        bounded = (Span(min(s.start, length), min(s.end, length), s.kind, s.label, s.target) for s in spans)
        return tuple(sorted(bounded, key=lambda span: (span.start, span.end)))

    def _last(self) -> str:
        return self._parts[-1][-1:] if self._parts else ""

    def _add(self, text: str, language: str) -> None:
        if self._last() in ("", " ", "\n"):
            text = text.lstrip(" \n" if not self._parts else " ")
        if text and self._gap and text[0].isalnum():
            text = " " + text
        if not text:
            return
        self._gap = False
        if not text.isspace() and (not self._runs or self._runs[-1][1] != language):
            self._runs.append((self.length, language))
        self._parts.append(text)
        self.length += len(text)
