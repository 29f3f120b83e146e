"""What books hold, counted in what our reader made of them and counted elsewhere: the same, or a reason why not.

docs/book-facts.md says it in plain words; it is made from what stands here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from content.book_facts import (
    Book,
    counted_elsewhere,
    daisy_counts,
    daisy_facts,
    epub_counts,
    epub_facts,
    languages,
    words,
)
from content.word_reckoning import reckoned

from accessvr.content.readers import open_any
from accessvr.core.errors import ContentError

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[2] / "shared" / "data" / "books"
TABLE = HERE.parents[1] / "docs" / "book-facts.md"
ALL = sorted(counted_elsewhere(DATA)) if DATA.is_dir() else []
UNREADABLE = [name for name in ALL if "unreadable" in counted_elsewhere(DATA)[name]]
EPUBS = [name for name in ALL if name.startswith("epub/") and name not in UNREADABLE]
DAISIES = [name for name in ALL if name.startswith("daisy/")]

HIDDEN_HEADING = "the headings of lists that are only for reading systems are hidden"
HIDDEN_LISTS = "lists that are hidden or empty are not read"
ROLES = "the layout or the conformance that the package states is told too"
NO_SOUND = "the sound file is not among the samples, so its words are spoken"
NO_SOUND_MEANT = "the overlay names no sound at all, so its words are spoken"
DRAWINGS = "drawings were not counted"
Different = dict[str, tuple[int, int, str]]
DIFFERENT: dict[str, Different] = {  # book: what differs, ours and the other, and why
    "epub/daisy-a11y-tests/daisy-basic-functionality.epub": {"lines about accessibility": (6, 5, ROLES)},
    "epub/daisy-a11y-tests/daisy-non-visual-reading.epub": {"lines about accessibility": (15, 14, ROLES)},
    "epub/daisy-a11y-tests/daisy-extended-descriptions-basic.epub": {
        "pictures without words": (0, 1, "one is an ornament, as its author says"),
    },
    "epub/idpf-samples/childrens-literature.epub": {
        "headings of level 2": (2, 4, HIDDEN_HEADING),
        "note references": (3, 0, "three are called annoref: they lead to annotations"),
        "lines of contents": (
            31,
            22,
            "headings that are no links are lines too: they lead where their first line does",
        ),
        "lists": (12, 15, HIDDEN_LISTS),
        "links inside the book": (21, 119, HIDDEN_LISTS),
    },
    "epub/idpf-samples/epub30-spec.epub": {
        "headings of level 2": (36, 37, HIDDEN_HEADING),
        "lists": (257, 299, HIDDEN_LISTS),
        "links inside the book": (2414, 2575, HIDDEN_LISTS),
        "header cells": (20, 18, "two cells say by their scope that they head a row"),
        "other cells": (392, 394, "the same two"),
    },
    "epub/idpf-samples/moby-dick.epub": {
        "headings of level 2": (1, 2, HIDDEN_HEADING),
        "lists": (2, 3, HIDDEN_LISTS),
        "links inside the book": (149, 153, HIDDEN_LISTS),
        "words": (212881, 212890, "the list of landmarks is hidden by a style sheet"),
    },
    "epub/idpf-samples/regime-anticancer-arabic.epub": {
        "note references": (1, 0, "a number that leads to a note which leads back to it is one, unstated"),
        "notes": (1, 0, "the same"),
        "ways back": (1, 0, "the same"),
        "words": (4746, 4747, "the same: the number at the beginning of the note is its way back"),
    },
    "epub/idpf-samples/wasteland.epub": {
        "ways back": (48, 0, "the numbers at the beginning of notes lead back, unstated"),
        "words": (4568, 4616, "the same 48 numbers"),
    },
    "epub/ocf-robustness/epub2__files__epub__ocf-minimal-valid.epub": {
        "lines of contents": (1, 0, "the contents of an EPUB 2 are in its NCX, which was not counted"),
        "depth of contents": (1, 0, "the same"),
    },
    "epub/own/lamp.epub": {"pronunciations": (2, 1, "one is in the text, one in the lexicon")},
    "epub/standardebooks/flatland.epub": {
        "notes": (4, 0, "items of a list of notes are notes"),
        "lines about accessibility": (13, 12, ROLES),
    },
    "epub/standardebooks/pride-and-prejudice.epub": {"lines about accessibility": (12, 11, ROLES)},
    "epub/w3c-epub-tests/cnt-mathml-support.epub": {
        "pronunciations": (3, 0, "letters of a formula are said by their names"),
    },
    "epub/w3c-epub-tests/cnt-svg-css.epub": {"pictures with words": (1, 0, DRAWINGS)},
    "epub/w3c-epub-tests/cnt-svg-support.epub": {"pictures with words": (1, 0, DRAWINGS)},
    "epub/w3c-epub-tests/cnt-svg-css-inclusion.epub": {"pictures without words": (1, 0, DRAWINGS)},
    "epub/w3c-epub-tests/cnt-svg-embedded.epub": {"pictures without words": (1, 0, DRAWINGS)},
    "epub/w3c-epub-tests/nav-spine_in-spine-hidden-toc-css.epub": {
        "links inside the book": (
            1,
            2,
            "one line of the contents is hidden by a style sheet where it stands in the text",
        ),
    },
    "epub/w3c-epub-tests/pub-file-urls.epub": {
        "pictures without words": (3, 0, "pages in frames are known to be there")
    },
    "epub/w3c-epub-tests/pkg-spine-order-svg.epub": {"pictures with words": (4, 0, DRAWINGS)},
    "epub/w3c-epub-tests/mol-css.epub": {"sections with recorded voice": (0, 1, NO_SOUND)},
    "epub/w3c-epub-tests/mol-support_xhtml.epub": {"sections with recorded voice": (0, 1, NO_SOUND)},
    "epub/w3c-epub-tests/mol-support_xhtml-fxl.epub": {
        "sections with recorded voice": (0, 1, NO_SOUND),
        "lines about accessibility": (1, 0, ROLES),
    },
    "epub/w3c-epub-tests/mol-support_xhtml-load-fxl.epub": {
        "sections with recorded voice": (0, 2, NO_SOUND),
        "lines about accessibility": (1, 0, ROLES),
    },
    "epub/w3c-epub-tests/mol-support_xhtml-load-next-fxl.epub": {
        "sections with recorded voice": (0, 2, NO_SOUND),
        "lines about accessibility": (1, 0, ROLES),
    },
    "epub/w3c-epub-tests/mol-tts_multi.epub": {"sections with recorded voice": (0, 1, NO_SOUND_MEANT)},
    "epub/w3c-epub-tests/mol-tts_single.epub": {"sections with recorded voice": (0, 1, NO_SOUND_MEANT)},
    "epub/w3c-epub-tests/ocf-url_origin.epub": {"lists": (0, 1, "a script would fill it")},
    "epub/w3c-epub-tests/pub-cmt-mp3.epub": {
        "sections with recorded voice": (1, 0, "a sound that stands on the page is heard"),
        "pictures without words": (1, 0, "that sound is known to be there"),
    },
    "epub/w3c-epub-tests/sec-untrusted-consent_scripting.epub": {
        "sections": (2, 1, "a page that is in no reading order stands beside the way"),
        "words": (37, 32, "those of that page"),
        "pictures without words": (1, 0, "a page in a frame is known to be there"),
    },
}


LANGUAGES = {  # book: the languages that are heard, where they are not those its pages state, and why
    "epub/idpf-samples/epub30-spec.epub": ({"en", "en-US"}, "one page states none: the book's is taken"),
    "epub/w3c-epub-tests/pkg-dir-auto_root-rtl.epub": ({"ar", "en"}, "Arabic words that state nothing"),
    "epub/w3c-epub-tests/pkg-dir-auto_root-unset.epub": ({"he", "en"}, "Hebrew words that state nothing"),
    "epub/w3c-epub-tests/pkg-dir_unset-root-unset.epub": ({"ar", "en"}, "Arabic words that state nothing"),
    "epub/w3c-epub-tests/pkg-dir_but_not_content.epub": ({"en"}, "the book says Hebrew, its page is English"),
    "epub/w3c-epub-tests/pkg-lang_but_not_content.epub": ({"en"}, "the book says French, its page is English"),
}


@pytest.mark.parametrize("name", EPUBS)
def test_an_epub_holds_what_was_counted_elsewhere(name: str, books: Path, tmp_path: Path) -> None:
    facts, book = counted_elsewhere(books)[name], Book(books / name, tmp_path / "prepared")
    reckoning = reckoned(books / name)
    assert reckoning.raw == facts["words"]
    assert facts["missing_spine_files"] == 0
    found = differences({**epub_counts(book), "words": words(book)}, {**epub_facts(facts), "words": reckoning.heard})
    assert found == {what: (ours, other) for what, (ours, other, _) in DIFFERENT.get(name, {}).items()}
    stated = set(facts["xml_lang_values"]) or {book.publication.language}
    assert languages(book) == LANGUAGES.get(name, (stated, ""))[0]
    assert book.publication.language == facts["languages"][0]
    assert book.publication.title == " ".join(facts["title"].split())


@pytest.mark.parametrize("name", DAISIES)
def test_a_daisy_book_holds_what_was_counted_elsewhere(name: str, books: Path, tmp_path: Path) -> None:
    book = Book(books / name, tmp_path / "prepared")
    assert differences(daisy_counts(book), daisy_facts(counted_elsewhere(books)[name])) == {}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_was_not_readable_elsewhere_is_refused_in_plain_words(name: str, books: Path) -> None:
    with pytest.raises(ContentError) as refused:
        open_any(books / name)
    assert refused.value.spoken.endswith("Say shelf to choose another.")
    assert refused.value.remedy


def differences(ours: dict[str, int], elsewhere: dict[str, int]) -> dict[str, tuple[int, int]]:
    """Give the counts that are not the same."""
    return {what: (ours[what], elsewhere[what]) for what in ours if ours[what] != elsewhere[what]}


HEAD = """# What the sample books hold

Every book of the samples was counted twice: by a small program that shares nothing with accessvr, and in what
accessvr made of it. {books} books, {counts} counts each. They are the same, but for what stands here, with its reason.
This page is made by `tests/content/test_facts.py`; a difference without a reason is a failed test.

{unreadable} more files are broken on purpose and cannot be read by anybody. They are refused in plain words.

## Counts that differ

| book | what | accessvr | counted elsewhere | why |
|---|---|---:|---:|---|"""
LANGUAGE_HEAD = """
## Languages that are heard and not stated

Else the voice follows what the pages state. Where they state nothing, it follows the book.

| book | languages heard | why |
|---|---|---|"""
WORD_HEAD = """
## From the words in the files to the words that are heard

The program that counted elsewhere takes every piece of text between two tags as words. Not all of that is for ears.

- **hidden**: what nobody shall see or hear, and comments
- **beside**: numbers of notes and pages, and the words of ways back, so that no sentence is cut
- **formulas**: said in words of their own
- **drawings**: one thing each, with its own words
- **joined**: pieces of one word that markup or a character without sound had cut

What is left must be what accessvr says, to the word. Books in which nothing changes are left out.

| book | in the files | hidden | beside | formulas | drawings | joined | heard |
|---|---:|---:|---:|---:|---:|---:|---:|"""


def table(books: Path) -> Iterator[str]:
    """Give the lines of docs/book-facts.md."""
    counts = len(epub_facts(counted_elsewhere(books)[EPUBS[0]])) + 1
    yield from HEAD.format(books=len(EPUBS) + len(DAISIES), counts=counts, unreadable=len(UNREADABLE)).splitlines()
    for name, different in DIFFERENT.items():
        for what, (ours, other, why) in different.items():
            yield f"| {_called(name)} | {what} | {ours:,} | {other:,} | {why} |"
    yield from LANGUAGE_HEAD.splitlines()
    for name, (heard, why) in LANGUAGES.items():
        yield f"| {_called(name)} | {', '.join(sorted(heard))} | {why} |"
    yield from WORD_HEAD.splitlines()
    for name in EPUBS:
        one = reckoned(books / name)
        if one.raw != one.heard:
            steps = (one.raw, one.hidden, one.beside, one.formulas, one.drawings, one.joined, one.heard)
            yield f"| {_called(name)} | {' | '.join(f'{count:,}' for count in steps)} |"


def _called(name: str) -> str:
    return name.removeprefix("epub/").removesuffix(".epub")


def test_the_page_of_facts_is_the_one_the_tests_make(books: Path) -> None:
    assert TABLE.read_text("utf-8").splitlines() == list(table(books))


if __name__ == "__main__":
    TABLE.write_text("\n".join(table(DATA)) + "\n", "utf-8")
