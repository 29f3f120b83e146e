"""Books of any other kind (DAISY, Word, PDF, Markdown, plain text): what their tree of nodes tells."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from accessvr.content.check.finding import Finding, Place, Severity
from accessvr.content.check.languages import LEAST_LETTERS, differs, seems_to_be
from accessvr.content.check.links import says_nothing
from accessvr.content.check.pictures import is_no_description
from accessvr.content.check.rules import found
from accessvr.core.publication import Kind, Node, Publication, lay_out
from accessvr.core.values import dataclass, field

_LONG = 20_000  # chosen, in characters: a shorter text can be heard from end to end
_WORDS_NEAR = 8
_BARE = (".txt", ".md", ".markdown")  # kinds that have no place for a title or a caption


@dataclass
class Tree:
    """What is gathered while the sections of a book come by.

    near  the words that were met last
    """

    publication: Publication
    file: str
    near: str = ""
    level: int = 0
    headings: int = 0
    letters: int = 0
    pages: int = 0
    referred: set[str] = field(default_factory=set)
    notes: list[tuple[str, Place]] = field(default_factory=list)

    def section(self, index: int, nodes: tuple[Node, ...]) -> Iterator[Finding]:
        """Give what is to be mended in a section."""
        recorded = False
        silent: list[tuple[Node, Place]] = []
        for stop in lay_out(index, nodes, self.publication.language).stops:
            node = stop.node
            self.near = " ".join(node.text.split()[:_WORDS_NEAR]) or self.near
            place = Place(self.file, 0, node.id, self.near)
            self.letters += len(node.text)
            yield from self._of_kind(node, place)
            yield from self._marks(node, place)
            yield from _doubt(node, stop.language, place)
            recorded = recorded or bool(node.clips)
            if node.text and not node.clips:
                silent.append((node, place))
        for node, place in silent if recorded else []:
            what = f'The words "{" ".join(node.text.split()[:_WORDS_NEAR])}" have no recording.'
            yield found("not-recorded", place, what)

    def end(self) -> Iterator[Finding]:
        """Give what can be said when all sections have come by."""
        whole = Place(self.file)
        if not self.publication.language or self.publication.language == "und":
            yield found("book-language-missing", whole, "The language of the book is not stated.")
        if self.publication.title == PurePath(self.file).stem and not self.file.lower().endswith(_BARE):
            yield found("title-missing", whole, "The book has no title but the name of its file.", Severity.COULD)
        if not self.headings and not self.publication.entries and self.letters > _LONG:
            yield found("no-way-around", whole, "The book has neither contents nor headings.")
        elif not self.headings and self.letters > _LONG:
            yield found("no-headings", whole, "The book has no headings.")
        if self.pages and not self.publication.pages:
            what = "Printed pages are marked, but there is no list of them."
            yield found("no-page-list", whole, what, Severity.COULD)
        for note, place in self.notes:
            if note not in self.referred:
                yield found("note-without-reference", place, "No reference leads to this note.")

    def _of_kind(self, node: Node, place: Place) -> Iterator[Finding]:
        match node.kind:
            case Kind.FIGURE | Kind.PHOTO:
                yield from _picture(node, place)
            case Kind.HEADING:
                yield from self._heading(node, place)
            case Kind.TABLE:
                yield from _table(node, place, may_have_caption=not self.file.lower().endswith(_BARE))
            case Kind.FORMULA if not node.text:
                yield found("formula-without-words", place, "A formula has no words.")
            case Kind.NOTE if node.role != "notice":  # a notice stands where it belongs
                self.notes.append((node.id, place))
            case _:
                pass

    def _heading(self, node: Node, place: Place) -> Iterator[Finding]:
        self.headings += 1
        if not node.text:
            yield found("heading-without-words", place, f"A heading of level {node.level} has no words.")
        if self.level and node.level > self.level + 1:
            what = f"A heading of level {node.level} follows one of level {self.level}."
            yield found("heading-level-skipped", place, what)
        self.level = node.level

    def _marks(self, node: Node, place: Place) -> Iterator[Finding]:
        for span in node.spans:
            if span.kind is Kind.NOTE_REFERENCE:
                self.referred.add(span.target)
                if not span.target:
                    yield found("note-missing", place, f'The reference "{span.label}" leads to no note.')
            elif span.kind is Kind.LINK:
                self.referred.add(span.target)
                words = node.text[span.start : span.end]
                if says_nothing(words):
                    yield found("link-says-nothing", place, f'A link says only "{words}".')
            self.pages += span.kind is Kind.PAGE


def _picture(node: Node, place: Place) -> Iterator[Finding]:
    """A figure that holds others is only their frame."""
    holds_picture = any(child.kind is Kind.FIGURE for child in node.children)
    if not node.label and not node.details and not holds_picture:
        severity = Severity.SHOULD if node.text else None
        what = (
            "A picture has a caption, but no words that say what it shows." if node.text else "A picture has no words."
        )
        yield found("picture-without-words", place, what, severity)
    elif node.label and is_no_description(node.label):
        yield found("picture-words-say-nothing", place, f'A picture has only the words "{node.label}".')


def _table(node: Node, place: Place, *, may_have_caption: bool) -> Iterator[Finding]:
    cells = [cell for row in node.children for cell in row.children if cell.cell is not None]
    rows = max((cell.cell.row for cell in cells if cell.cell), default=0)
    columns = max((cell.cell.column for cell in cells if cell.cell), default=0)
    if rows < 2 or columns < 2:
        return
    if not any(cell.cell and cell.cell.header for cell in cells):
        what = f"A table of {rows} rows and {columns} columns has no header cells."
        yield found("table-without-headers", place, what)
    if may_have_caption and not node.label and not node.text:
        yield found("table-without-caption", place, f"A table of {rows} rows has no caption.")


def _doubt(node: Node, language: str, place: Place) -> Iterator[Finding]:
    if language in ("", "und") or sum(character.isalpha() for character in node.text) < LEAST_LETTERS:
        return
    seems = seems_to_be(node.text)
    if seems and differs(language, seems):
        what = f'This is stated to be in "{language}", but seems to be in "{seems}".'
        yield found("language-doubt", place, what)
