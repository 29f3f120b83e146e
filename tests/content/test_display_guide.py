"""What a book says of its accessibility, in the wording of the W3C display guide."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from accessvr.content.display_guide.claims import CATEGORIES
from accessvr.content.display_guide.statements import about_lines, statements, title
from accessvr.content.display_guide.words import FOLDER, languages, words_for
from accessvr.content.readers import open_any
from accessvr.core.errors import ContentError
from accessvr.core.publication import Entry, Kind, Publication

OURS = "zh"  # translated for accessvr; the others are the W3C's
NOTHING_KNOWN = (
    "ways-of-reading-visual-adjustments-unknown",
    "ways-of-reading-nonvisual-reading-no-metadata",
    "conformance-no",
)
DAISY = (
    "ways-of-reading-visual-adjustments-unknown",
    "ways-of-reading-nonvisual-reading-readable",
    "ways-of-reading-nonvisual-reading-alt-text",
)
EXPECTED = {  # by hand, from the metadata of each book; the certifier's and publisher's own words left out
    "own/lamp": (
        *DAISY,
        "ways-of-reading-prerecorded-audio-synchronized",
        "conformance-no",
        "navigation-page-navigation",
        "hazards-none",
    ),
    "standardebooks/flatland": (
        "ways-of-reading-visual-adjustments-modifiable",
        "ways-of-reading-nonvisual-reading-readable",
        "ways-of-reading-nonvisual-reading-alt-text",
        "conformance-aa",
        "conformance-certifier",
        "navigation-structural",
        "navigation-toc",
        "hazards-none",
    ),
    "standardebooks/pride-and-prejudice": (
        "ways-of-reading-visual-adjustments-modifiable",
        "ways-of-reading-nonvisual-reading-readable",
        "ways-of-reading-nonvisual-reading-alt-text",
        "conformance-aa",
        "conformance-certifier",
        "navigation-structural",
        "navigation-toc",
        "hazards-none",
    ),
    "daisy-a11y-tests/daisy-basic-functionality": (
        "ways-of-reading-visual-adjustments-unknown",
        "ways-of-reading-nonvisual-reading-readable",
        "conformance-aa",
        "navigation-structural",
    ),
    "daisy-a11y-tests/daisy-extended-descriptions-basic": (
        *DAISY,
        "conformance-no",
        "navigation-structural",
        "navigation-index",
        "rich-content-extended",
        "hazards-none",
    ),
    "daisy-a11y-tests/daisy-math-basic": (
        *DAISY,
        "conformance-no",
        "navigation-structural",
        "rich-content-accessible-math-described",
        "rich-content-accessible-math-as-mathml",
        "hazards-none",
    ),
    "daisy-a11y-tests/daisy-read-aloud": (*DAISY, "conformance-no", "navigation-structural", "hazards-none"),
    "idpf-samples/moby-dick": NOTHING_KNOWN,
    "idpf-samples/regime-anticancer-arabic": NOTHING_KNOWN,
    "w3c-epub-tests/mol-css": NOTHING_KNOWN,
    "w3c-epub-tests/mol-support_xhtml-fxl": (
        "ways-of-reading-visual-adjustments-unmodifiable",
        "ways-of-reading-nonvisual-reading-no-metadata",
        "conformance-no",
    ),
}


def told(*lines: str, language: str = "en", descriptive: bool = False) -> list[str]:
    """Give the statements of a book with these metadata, without those that are always there."""
    made = statements(Publication("q", "The Quay", "en", accessibility=lines), language, descriptive)
    usual = {s.words for s in statements(Publication("q", "The Quay", "en"), language, descriptive)}
    return [statement.words for statement in made if statement.words not in usual]


def publications(books: Path) -> Iterator[Publication]:
    for path in sorted((books / "epub").rglob("*")):
        if path.suffix.lower() == ".epub":
            try:
                book = open_any(path)
            except ContentError:
                continue
            yield book.publication
            book.close()


@pytest.mark.parametrize("name", EXPECTED)
def test_the_statements_of_a_book_are_those_its_metadata_ask_for(books: Path, name: str) -> None:
    book = open_any(books / "epub" / f"{name}.epub")
    claimed = [s for s in statements(book.publication, "en") if not s.found and s.category != "accessibility-summary"]
    book.close()
    assert {key for statement in claimed for key in statement.keys} == set(EXPECTED[name])


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("descriptive", [False, True])
def test_every_statement_of_every_book_is_literally_in_the_vocabulary(
    books: Path, language: str, descriptive: bool
) -> None:
    source = FOLDER if language == OURS else books / "a11y-display-guide"
    vocabulary = json.loads((source / f"{language}.json").read_text("utf-8"))
    form = "descriptive" if descriptive else "compact"
    tried = 0
    for publication in publications(books):
        for statement in statements(publication, language, descriptive):
            strings = [vocabulary[statement.category][key][form].strip() for key in statement.keys]
            own_words = statement.category == "accessibility-summary" or "conformance-certifier" in statement.keys
            assert statement.words.startswith(" ".join(strings))
            assert own_words or statement.words == " ".join(strings)
            tried += 1
    assert tried > 150


def test_the_vocabularies_are_those_of_the_w3c_unchanged(books: Path) -> None:
    shipped = {path.name: path.read_bytes() for path in FOLDER.glob("*.json")}
    del shipped[f"{OURS}.json"]
    assert shipped == {path.name: path.read_bytes() for path in (books / "a11y-display-guide").glob("*.json")}
    assert (FOLDER / "notice.txt").is_file()


def test_the_chinese_vocabulary_has_every_string() -> None:
    english, chinese = words_for("en"), words_for("zh")
    assert chinese.titles.keys() == english.titles.keys()
    assert chinese.compact.keys() == english.compact.keys() == chinese.descriptive.keys()
    assert all(
        any("\u4e00" <= character <= "\u9fff" for character in words) or "WCAG" in words
        for words in chinese.compact.values()
    )


@pytest.mark.parametrize(
    ("wanted", "given"),
    [("en", "en-US"), ("en-GB", "en-US"), ("fr_CA", "fr-FR"), ("zh-Hans", "zh"), ("xx", "en-US"), ("de-DE", "de-DE")],
)
def test_the_nearest_language_speaks(wanted: str, given: str) -> None:
    assert words_for(wanted).language == given


@pytest.mark.parametrize(
    ("hazards", "said"),
    [
        (("none",), ["No hazards"]),
        (("noFlashingHazard", "noMotionSimulationHazard", "noSoundHazard"), ["No hazards"]),
        (("unknown",), ["The presence of hazards is unknown"]),
        (("flashing",), ["Flashing content"]),
        (("flashing", "noSoundHazard"), ["Flashing content", "No sound hazards"]),
        (("none", "sound"), ["Sounds", "No flashing hazards", "No motion simulation hazards"]),
        (("unknownFlashingHazard",), ["Flashing hazards not known"]),
        (("flashing", "motionSimulation", "sound"), ["Flashing content", "Motion simulation", "Sounds"]),
        ((), []),
    ],
)
def test_a_danger_is_said_first_whatever_else_is_claimed(hazards: tuple[str, ...], said: list[str]) -> None:
    assert told(*(f"accessibilityHazard: {value}" for value in hazards)) == said


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("accessMode: textual",), "Readable in read aloud or dynamic braille"),
        (("accessMode: visual", "accessModeSufficient: textual"), "Readable in read aloud or dynamic braille"),
        (("accessMode: textual", "accessMode: visual"), "Not fully readable in read aloud or dynamic braille"),
        (("accessModeSufficient: textual,visual",), "Not fully readable in read aloud or dynamic braille"),
        (("accessMode: visual",), "Not readable in read aloud or dynamic braille"),
        (("accessMode: auditory",), "Not readable in read aloud or dynamic braille"),
    ],
)
def test_how_it_can_be_read_follows_from_the_senses_it_asks_for(lines: tuple[str, ...], said: str) -> None:
    assert told(*lines)[0] == said


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("accessMode: auditory", "accessMode: textual"), "Prerecorded audio clips"),
        (("accessModeSufficient: auditory",), "Prerecorded audio only"),
        (("accessibilityFeature: synchronizedAudioText",), "Prerecorded audio synchronized with text"),
    ],
)
def test_recordings_are_said(lines: tuple[str, ...], said: str) -> None:
    assert said in told(*lines)


STANDARD = "EPUB Accessibility 1.1 - WCAG 2.{} Level {}"


@pytest.mark.parametrize(
    ("value", "said", "detail"),
    [
        (
            STANDARD.format(2, "AA"),
            "This publication meets accepted accessibility standards",
            "EPUB Accessibility 1.1 Web Content Accessibility Guidelines (WCAG) 2.2 Level AA",
        ),
        (
            STANDARD.format(1, "AAA"),
            "This publication exceeds accepted accessibility standards",
            "EPUB Accessibility 1.1 Web Content Accessibility Guidelines (WCAG) 2.1 Level AAA",
        ),
        (
            "http://www.idpf.org/epub/a11y/accessibility-20170105.html#wcag-a",
            "This publication meets minimum accessibility standards",
            "EPUB Accessibility 1.0 Web Content Accessibility Guidelines (WCAG) 2.0 Level A",
        ),
    ],
)
def test_a_claim_of_conformance_is_said_with_its_level(value: str, said: str, detail: str) -> None:
    assert told(f"conformsTo: {value}") == [said]
    assert told(f"dcterms:conformsTo: {value}", descriptive=True)[-1] == f"This publication claims to meet {detail}"


def test_an_unknown_standard_and_the_certifier_are_said() -> None:
    made = told("conformsTo: Our own", "a11y:certifiedBy: The Harbour", "a11y:certifierCredential: Gold")
    assert made == [
        "Conformance to accepted standards for accessibility of this publication cannot be determined",
        "The publication was certified by The Harbour",
        "The certifier's credential is Gold",
    ]


def test_the_rest_is_said_feature_by_feature() -> None:
    lines = ("ttsMarkup", "braille", "printPageNumbers", "closedCaptions", "latex", "unlocked")
    assert told(*(f"accessibilityFeature: {value}" for value in lines), "a11y:exemption: eaa-microenterprise") == [
        "Math as LaTeX",
        "Videos have closed captions",
        "Claims an accessibility exemption in some jurisdictions",
        "Page breaks included",
        "Braille",
        "Text-to-speech hinting provided",
    ]


def test_what_the_book_has_is_said_though_its_metadata_do_not() -> None:
    entries, pages = (Entry(Kind.CHAPTER, "One", 0),), (Entry(Kind.PAGE, "1", 0),)
    lines = ("accessibilityFeature: tableOfContents",)
    made = statements(Publication("q", "Q", "en", entries=entries, pages=pages, accessibility=lines), "en")
    assert [(s.words, s.found) for s in made if s.category == "navigation"] == [
        ("Go to page", True),
        ("Table of contents", False),
    ]


def test_a_statement_a_language_has_no_words_for_is_left_out() -> None:
    assert told("accessibilityHazard: flashing", "accessibilityHazard: noSoundHazard", language="de") == [
        words_for("de").compact["hazards-flashing"]
    ]


def test_the_lines_to_be_spoken_have_one_category_each() -> None:
    lines = ("accessibilityFeature: structuralNavigation", "accessibilityHazard: none", "accessibilitySummary: Good.")
    publication = Publication("q", "Q", "en", accessibility=lines)
    assert about_lines(publication, "en") == (
        "Ways of reading: No information about appearance modifiability is available; "
        "No information about nonvisual reading is available.",
        "Conformance: No information is available.",
        "Navigation: Headings.",
        "Hazards: No hazards.",
        "Accessibility summary: Good.",
    )
    assert about_lines(publication, "zh")[2:4] == ("导航：标题。", "风险：没有风险。")


def test_no_address_is_spoken() -> None:
    publication = Publication(
        "q", "Q", "en", accessibility=("conformsTo: x", "certifierCredential: https://example.org/gold")
    )
    assert "example" not in " ".join(about_lines(publication, "en"))


@pytest.mark.parametrize("language", languages())
def test_every_category_has_a_name_in_every_language(language: str) -> None:
    assert all(title(category, language) for category in CATEGORIES)
