"""What books hold, counted by the reader and counted elsewhere: the same, or a reason why not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from accessvr.content.books.formulas import SOUND_OF_A
from accessvr.content.readers import Book, open_any
from accessvr.content.tally import tally, walk
from accessvr.core.publication import Kind

DATA = Path(__file__).parents[3] / "shared" / "data" / "books"
UNREADABLE = ("ocf-container-not-ocf-error", "ocf-zip-unreadable-empty-fatal", "ocf-zip-unreadable-no-end-header-fatal")
NAMES = [
    f"epub/{path.parent.name}/{path.name}"
    for path in sorted((DATA / "epub").glob("*/*"))
    if path.suffix.lower() == ".epub" and not path.stem.endswith(UNREADABLE)
]
HIDDEN_HEADING = "the headings of lists that are only for reading systems are hidden"
DIFFERENT = {  # book: what differs, ours and the other, and why
    "epub/idpf-samples/childrens-literature.epub": {
        "headings": (44, 46, HIDDEN_HEADING),
        "note references": (3, 0, "three are called annoref: they lead to annotations"),
        "contents": (31, 22, "headings that are no links are lines too: they lead where their first line does"),
    },
    "epub/idpf-samples/epub30-spec.epub": {"headings": (380, 381, HIDDEN_HEADING)},
    "epub/idpf-samples/moby-dick.epub": {"headings": (146, 147, HIDDEN_HEADING)},
    "epub/idpf-samples/regime-anticancer-arabic.epub": {
        "note references": (1, 0, "a number that leads to a note which leads back to it is one, unstated"),
        "notes": (1, 0, "the same"),
        "ways back": (1, 0, "the same"),
    },
    "epub/idpf-samples/wasteland.epub": {
        "ways back": (48, 0, "the numbers at the beginning of notes lead back, unstated"),
    },
    "epub/ocf-robustness/epub2__files__epub__ocf-minimal-valid.epub": {
        "contents": (1, 0, "the contents of an EPUB 2 are in its NCX, which was not counted"),
    },
    "epub/own/lamp.epub": {"pronunciations": (2, 1, "one is in the text, one in the lexicon")},
    "epub/standardebooks/flatland.epub": {"notes": (4, 0, "items of a list of notes are notes")},
    "epub/w3c-epub-tests/cnt-svg-css.epub": {"pictures with words": (1, 0, "drawings were not counted")},
    "epub/w3c-epub-tests/cnt-svg-support.epub": {"pictures with words": (1, 0, "drawings were not counted")},
    "epub/w3c-epub-tests/sec-untrusted-consent_scripting.epub": {
        "sections": (2, 1, "a page that is in no reading order stands beside the way"),
    },
    "epub/w3c-epub-tests/pkg-spine-order-svg.epub": {"pictures with words": (4, 0, "drawings were not counted")},
}


def counted(book: Book) -> dict[str, int]:
    indexes = range(len(book.publication.sections))
    tallies = [tally(book.section(index), {}) for index in indexes]
    spans = [span for index in indexes for node in walk(book.section(index)) for span in node.spans]

    def count(kind: Kind) -> int:
        return sum(one.counts.get(kind, 0) for one in tallies)

    return {
        "headings": count(Kind.HEADING),
        "page breaks": count(Kind.PAGE),
        "note references": count(Kind.NOTE_REFERENCE),
        "notes": count(Kind.NOTE),
        "ways back": sum(span.kind is Kind.LINK and span.label == "back" for span in spans),
        "pictures with words": sum(one.worded for one in tallies),
        "tables": count(Kind.TABLE),
        "formulas": count(Kind.FORMULA),
        "pronunciations": sum(s.kind is Kind.PRONUNCIATION and s.label != f"alias {SOUND_OF_A}" for s in spans),
        "contents": len(book.publication.entries),
        "page list": len(book.publication.pages),
        "landmarks": len(book.publication.landmarks),
        "sections": len(book.publication.sections),
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_book_holds_what_was_counted_elsewhere(name: str, books: Path) -> None:
    facts = json.loads((books / "facts.json").read_text(encoding="utf-8"))[name]
    elements = facts.get("elements", {})
    expected = {
        "headings": sum(elements.get(f"h{level}", 0) for level in range(1, 7)),
        "page breaks": facts["pagebreak"],
        "note references": facts["noteref"],
        "notes": facts["footnote_or_endnote"],
        "ways back": facts["backlink"],
        "pictures with words": facts["img_alt_text"],
        "tables": elements.get("table", 0),
        "formulas": elements.get("math", 0),
        "pronunciations": facts["ssml_ph"],
        "contents": facts["toc"],
        "page list": facts["page_list"],
        "landmarks": facts["landmarks"],
        "sections": facts["spine"],
    }
    book = open_any(books / name)
    ours = counted(book)
    book.close()
    found = {key: (ours[key], expected[key]) for key in ours if ours[key] != expected[key]}
    assert found == {key: (mine, other) for key, (mine, other, _) in DIFFERENT.get(name, {}).items()}
