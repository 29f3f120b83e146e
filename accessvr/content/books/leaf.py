"""The text of one block while it is read: words, and marks beside them, so that the sentence stays whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

from accessvr.content.books.lexicon import Lexicon, pronounced
from accessvr.content.books.markup import collapsed, without_unspoken
from accessvr.core.publication import Kind, Node, Span
from accessvr.core.values import dataclass, field, replace

_SPACE_IN_LINE = re.compile(r"[^\S\n]+")
_BRACKETS = {"[": "]", "(": ")"}
LONGEST_VERSE = 100  # chosen, in characters: a longer line that ends with a break is a paragraph
IN_SENTENCE = "formula"  # what a formula in a sentence is called


@dataclass(frozen=True, slots=True)
class Inset:
    """A picture or formula that stands in the text: its words are text[start:end].

    node    what it is when it stands alone
    words   what is said of it in a sentence
    beside  its id when it stands beside its sentence
    """

    node: Node
    words: str
    beside: str
    start: int = 0
    end: int = 0

    @property
    def holds_more(self) -> bool:
        """Tell whether there is more to it than its words."""
        node = self.node
        return node.kind is Kind.FORMULA or bool(node.details or node.more or (node.label and node.text))

    def spans(self) -> list[Span]:
        """Give its mark in the sentence, and how its words sound there."""
        target = self.beside if self.holds_more else ""
        sounds = [s for s in self.node.spans if s.kind is Kind.PRONUNCIATION and self.words == self.node.text]
        moved = [replace(s, start=s.start + self.start, end=s.end + self.start) for s in sounds]
        return [Span(self.start, self.end, self.node.kind, self.words, target), *moved]

    def child(self, language: str) -> Node:
        """Give it as a thing beside a sentence of this language."""
        node = replace(self.node, id=self.beside, beside=True)
        node = replace(node, language="" if node.language == language else node.language)
        return replace(node, kind=Kind.TERM, label=IN_SENTENCE) if node.kind is Kind.FORMULA else node

    def alone(self, above: str) -> Node:
        """Give it as a block of its own."""
        return replace(self.node, language="" if self.node.language == above else self.node.language)


@dataclass(slots=True)
class Leaf:
    """A block that is being read.

    anonymous  its text stands in no paragraph of its own
    anchors    other ids that lead here
    marks      elements with an id that stand in its text, each with its start and end
    """

    kind: Kind
    id: str
    language: str
    level: int = 0
    label: str = ""
    role: str = ""
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
    _bracketed: int = -1

    def say(self, text: str, language: str) -> None:
        """Add words as they stand in the file: white space is collapsed, unspoken characters are left out."""
        text = without_unspoken(_SPACE_IN_LINE.sub(" ", text)) if self.kind is Kind.CODE else collapsed(text)
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
        self.insets.append(replace(inset, start=start, end=self.length))

    def mark(self, kind: Kind, label: str, target: str = "") -> None:
        """Put a mark beside the text, here."""
        self.spans.append(Span(self.length, self.length, kind, label, target))

    def mark_sign(self, kind: Kind, label: str, target: str = "") -> None:
        """Put a mark in the place of a sign. Brackets around the sign go with it."""
        self._bracketed = self._bracketed if self._bracketed >= 0 else len(self.spans)
        self.mark(kind, label, target)

    @property
    def begins(self) -> bool:
        """Tell whether no words stand in it yet, but for a bracket around what comes first."""
        return not self.has_words or (self.length == 1 and self._parts[0] in _BRACKETS)

    def nodes(self, above: str, lexicons: Sequence[Lexicon] = ()) -> list[Node]:
        """Give what it has become: a block of text, its pictures alone, or nothing.

        above  language of what it stands in
        """
        text = "".join(self._parts).rstrip()
        if not self.has_words and not (self.kind is Kind.HEADING and text):
            return self._insets_alone(above) if self.insets else self._bare_marks()
        language = self._runs[0][1] if len({name for _, name in self._runs}) == 1 else self.language
        kind = self.kind
        if kind is Kind.PARAGRAPH and self.verse and len(text) <= LONGEST_VERSE:
            kind = Kind.VERSE
        return [
            Node(
                id=self.id,
                kind=kind,
                label=self.label,
                text=text,
                language="" if language == above else language,
                level=self.level,
                role=self.role,
                spans=self._all_spans(text, language, lexicons),
                children=tuple(inset.child(language) for inset in self.insets if inset.holds_more),
            )
        ]

    def _insets_alone(self, above: str) -> list[Node]:
        """Give pictures and formulas as blocks, each with the links it stands in; marks go to the last."""
        nodes = []
        for inset in self.insets:
            node = inset.alone(above)
            around = [s for s in self.spans if s.kind is Kind.LINK and s.start <= inset.start and inset.end <= s.end]
            links = (Span(0, len(node.text), Kind.LINK, span.label, span.target) for span in around)
            nodes.append(replace(node, spans=tuple(links), role=node.role or self.role))
        last, text = nodes[-1], nodes[-1].text
        marks = (s for s in self.spans if s.kind is Kind.NOTE_REFERENCE)
        notes = tuple(Span(len(text), len(text), s.kind, s.label, s.target) for s in marks)
        nodes[-1] = replace(last, spans=last.spans + notes)
        return nodes

    def _bare_marks(self) -> list[Node]:
        """Give what holds marks only: a pause in the text. A page break alone is kept for the next block."""
        kept = [span for span in self.spans if span.kind in (Kind.NOTE_REFERENCE, Kind.LINK)]
        return [Node(self.id, Kind.BREAK, spans=tuple(self.spans))] if kept else []

    def _all_spans(self, text: str, language: str, lexicons: Sequence[Lexicon]) -> tuple[Span, ...]:
        length = len(text)
        spans = self.spans + [span for inset in self.insets for span in inset.spans()]
        runs = list(self._stretches(length))
        spans += [Span(start, end, Kind.LANGUAGE, name) for start, end, name in runs if name != language]
        if lexicons:
            spans += pronounced(text, runs, lexicons, spans)
        if not spans:
            return ()
        bounded = (Span(min(s.start, length), min(s.end, length), s.kind, s.label, s.target) for s in spans)
        return tuple(sorted(bounded, key=lambda span: (span.start, span.end)))

    def _stretches(self, length: int) -> list[tuple[int, int, str]]:
        """Give the stretches of the text with their language."""
        ends = [start for start, _ in self._runs[1:]] + [length]
        found = [(start, min(end, length), name) for (start, name), end in zip(self._runs, ends, strict=False)]
        return [(start, end, name) for start, end, name in found if start < end]

    def _drop_bracket(self, text: str) -> str:
        """Take away the bracket before the last sign, when `text` goes on with the other; give what then follows."""
        opened, self._bracketed = self._bracketed, -1
        if text[:1] != _BRACKETS.get(self._last()) or self.spans[opened].start != self.length:
            return text
        self._parts[-1] = self._parts[-1][:-1]
        self.length -= 1
        moved = (s if s.end <= self.length else replace(s, start=self.length, end=self.length) for s in self.spans)
        self.spans = list(moved)
        self.marks = [(name, min(start, self.length), min(end, self.length)) for name, start, end in self.marks]
        self._parts = [part for part in self._parts if part]
        self.has_words = any(not part.isspace() for part in (*self._parts, text[1:] or " "))
        return text[1:]

    def _last(self) -> str:
        return self._parts[-1][-1:] if self._parts else ""

    def _add(self, text: str, language: str) -> None:
        if self._bracketed >= 0 and text:
            text = self._drop_bracket(text)
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
