"""What a file becomes, for people who want to know: its text, its outline, its whole tree."""

from __future__ import annotations

from collections.abc import Iterator

from accessvr.content.readers import Book
from accessvr.content.stored import Json, node_to_json, publication_to_json
from accessvr.content.tally import headings_as_entries, in_sentence, tally
from accessvr.core.publication import Kind, Node
from accessvr.core.values import replace


def text(book: Book) -> Iterator[str]:
    """Give all text in reading order, a line for each block; labels, such as words for pictures, are lines too.

    What stands beside the way is there in its place. Formulas and pictures in a sentence are words of it.
    """
    for index in range(len(book.publication.sections)):
        for node in whole(book.section(index)):
            yield from (" ".join(words.split()) for words in (node.label, node.text) if words.strip())


def whole(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Give every node whose words are not already those of another, in reading order."""
    waiting = list(reversed(nodes))
    while waiting:
        node = waiting.pop()
        yield node
        if node.kind is not Kind.FORMULA:
            inside = in_sentence(node)
            drawn = (replace(child, label="") for child in node.children if child.id in inside and child.label)
            waiting += [child for child in reversed(node.children) if child.id not in inside]
            yield from (child for child in drawn if child.kind is Kind.FIGURE)


def outline(book: Book) -> Iterator[str]:
    """Give the contents, indented by level; without contents, the headings."""
    entries = book.publication.entries
    if not entries:
        sections = book.publication.sections
        entries = headings_as_entries([tally(book.section(index), {}) for index in range(len(sections))], sections)
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
