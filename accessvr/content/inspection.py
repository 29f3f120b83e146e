"""What a file becomes, for people who want to know: its text, its outline, its whole tree."""

from __future__ import annotations

from collections.abc import Iterator

from accessvr.content.readers import Book
from accessvr.content.stored import Json, node_to_json, publication_to_json
from accessvr.content.tally import headings_as_entries, tally, walk


def text(book: Book) -> Iterator[str]:
    """Give all text in reading order, a line for each block; labels, such as words for pictures, are lines too."""
    for index in range(len(book.publication.sections)):
        for node in walk(book.section(index)):
            yield from (" ".join(words.split()) for words in (node.label, node.text) if words.strip())


def outline(book: Book) -> Iterator[str]:
    """Give the contents, indented by level; without contents, the headings."""
    entries = book.publication.entries
    if not entries:
        sections = range(len(book.publication.sections))
        entries = headings_as_entries([tally(book.section(index), {}) for index in sections])
    for entry in entries:
        yield "  " * (entry.level - 1) + entry.label


def tree(book: Book) -> Json:
    """Give everything, fit for JSON: the publication, each section's nodes, and what is wrong with it."""
    sections = [
        {"id": section.id, "nodes": [node_to_json(node) for node in book.section(index)]}
        for index, section in enumerate(book.publication.sections)
    ]
    return {
        "publication": publication_to_json(book.publication),
        "sections": sections,
        "troubles": list(book.troubles),
    }
