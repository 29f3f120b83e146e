"""Footnotes and endnotes of a Word document: referred to in the text, written in files of their own."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from accessvr.content.books.docx_numbers import numeral
from accessvr.content.books.docx_parts import Parts, get, name, value
from accessvr.core.values import dataclass

_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


@dataclass(frozen=True, slots=True)
class Note:
    """A note that was referred to. `is_end`: it stands at the end of the document."""

    element: etree._Element
    id: str
    reference: str
    mark: str
    is_end: bool


class Notes:
    """The notes of a document, and those that were referred to since they were last taken."""

    def __init__(self, parts: Parts) -> None:
        self._written = {kind: _written(parts, kind) for kind in ("footnote", "endnote")}
        settings = parts.related("settings")
        self._formats = {
            "footnote": value(settings, "footnotePr", "numFmt") or "decimal",
            "endnote": value(settings, "endnotePr", "numFmt") or "lowerRoman",
        }
        self._counted = {"footnote": 0, "endnote": 0}
        self._known: dict[tuple[str, str], Note] = {}
        self._waiting: list[Note] = []

    def refer(self, reference: etree._Element, into: etree._Element, own_mark: str) -> None:
        """Put the sign of a note into the text; one whose note is missing is left out."""
        kind = name(reference).removesuffix("Reference")
        element = self._written[kind].get(get(reference, "id"))
        if element is None:
            return
        key = (kind, get(reference, "id"))
        known = self._known.get(key)
        if known is None:
            self._counted[kind] += not own_mark
            mark = own_mark.strip() or numeral(self._counted[kind], self._formats[kind])
            number = len(self._known) + 1
            known = Note(element, f"note-{number}", f"note-sign-{number}", mark, kind == "endnote")
            self._known[key] = known
            self._waiting.append(known)
            attributes = {"role": "doc-noteref", "href": f"#{known.id}", "id": known.reference}
        else:
            attributes = {"role": "doc-noteref", "href": f"#{known.id}"}
        etree.SubElement(into, "a", attributes).text = known.mark

    def take(self, *, at_end: bool) -> Iterator[Note]:
        """Give the notes that are due here: footnotes after their paragraph, endnotes at the end."""
        due = [note for note in self._waiting if note.is_end == at_end]
        self._waiting = [note for note in self._waiting if note.is_end != at_end]
        return iter(due)


def _written(parts: Parts, kind: str) -> dict[str, etree._Element]:
    root = parts.related(f"{kind}s")
    found: dict[str, etree._Element] = {}
    for element in root if root is not None else ():
        if name(element) == kind and get(element, "type") not in _SEPARATORS:
            found.setdefault(get(element, "id"), element)
    return found


def note_element(above: etree._Element, found: Note) -> etree._Element:
    """Give the element a note is written into; it begins with its sign, which leads back."""
    role = "doc-endnote" if found.is_end else "doc-footnote"
    return etree.SubElement(above, "aside", {"role": role, "id": found.id})


def way_back(paragraph: etree._Element, reference: str, mark: str) -> None:
    """Put the sign of a note before its first words, as a link to where it is referred to."""
    link = etree.Element("a", {"role": "doc-backlink", "href": f"#{reference}"})
    link.text = mark
    link.tail = f" {paragraph.text or ''}"
    paragraph.text = None
    paragraph.insert(0, link)
