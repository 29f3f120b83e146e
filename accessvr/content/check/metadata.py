"""What the metadata of an EPUB say about reading it, and whether the book agrees."""

from __future__ import annotations

import re
from collections.abc import Iterator

from accessvr.content.books.markup import named
from accessvr.content.check.across import Whole
from accessvr.content.check.finding import Finding, Place, Severity
from accessvr.content.check.rules import found

_SUFFICIENT = named("auditory tactile textual visual")
_MODES = _SUFFICIENT | named(
    "chartOnVisual chemOnVisual colorDependent diagramOnVisual mathOnVisual musicOnVisual textOnVisual"
)
_FEATURES = frozenset(
    {
        *("annotations", "ARIA", "aria", "bookmarks", "index", "pageBreakMarkers", "pageNavigation", "readingOrder"),
        *("structuralNavigation", "tableOfContents", "taggedPDF", "printPageNumbers", "alternativeText"),
        *("audioDescription", "closedCaptions", "captions", "describedMath", "longDescription", "longDescriptions"),
        *("openCaptions", "signLanguage", "transcript", "displayTransformability", "synchronizedAudioText"),
        *("timingControl", "unlocked", "ChemML", "latex", "latex-chemistry", "MathML", "MathML-chemistry"),
        *("ttsMarkup", "highContrastAudio", "highContrastDisplay", "largePrint", "braille", "tactileGraphic"),
        *("tactileObject", "fullRubyAnnotations", "horizontalWriting", "rubyAnnotations", "verticalWriting"),
        *("withAdditionalWordSegmentation", "withoutAdditionalWordSegmentation", "none", "unknown"),
    }
)
_DANGERS = {
    "flashing": "noFlashingHazard",
    "motionSimulation": "noMotionSimulationHazard",
    "sound": "noSoundHazard",
}
_UNKNOWN_DANGERS = {"unknownFlashingHazard", "unknownMotionSimulationHazard", "unknownSoundHazard"}
_HAZARDS = frozenset({*_DANGERS, *_DANGERS.values(), *_UNKNOWN_DANGERS, "none", "unknown"})
_STANDARD = re.compile(
    r"^EPUB Accessibility 1\.\d - WCAG 2\.\d Level A{1,3}$"
    r"|idpf\.org/epub/a11y/accessibility-20170105\.html#wcag-a{1,3}$"
)
_VOCABULARY = {
    "accessMode": _MODES,
    "accessModeSufficient": _SUFFICIENT,
    "accessibilityFeature": _FEATURES,
    "accessibilityHazard": _HAZARDS,
}
_ASKED_FOR = {
    "accessMode": "with which senses it is read",
    "accessibilityFeature": "what helps to read it",
    "accessibilityHazard": "whether it can do harm",
}


def check_metadata(whole: Whole, findings: list[Finding]) -> Iterator[Finding]:
    """Give what is wrong with the metadata; `findings` are those of the pages."""
    opf, place = whole.opf, Place(whole.opf.name)
    if not opf.title:
        yield found("title-missing", place, "The metadata hold no title.")
    if not opf.language:
        yield found("book-language-missing", place, "The metadata do not state the language of the book.")
    yield from _missing(whole, place)
    yield from _unknown(whole, place)
    yield from _contradictory_hazards(whole, place)
    for what in _not_so(whole, {finding.code for finding in findings}):
        yield found("metadata-contradictory", place, what)
    if opf.values("conformsTo") and any(finding.severity is Severity.BLOCKS for finding in findings):
        what = "The metadata claim that the book conforms to a standard of accessibility."
        yield found("claim-doubtful", place, what)


def _missing(whole: Whole, place: Place) -> Iterator[Finding]:
    for name, meaning in _ASKED_FOR.items():
        if not whole.opf.values(name):
            yield found("metadata-missing", place, f"{name} is not stated: {meaning}.")
    if whole.opf.values("conformsTo") and not whole.opf.values("certifiedBy"):
        what = "certifiedBy is not stated: who says that the book conforms to the standard."
        yield found("metadata-missing", place, what)
    if not whole.opf.values("accessModeSufficient"):
        what = "accessModeSufficient is not stated: which senses are enough to read it."
        yield found("metadata-incomplete", place, what)


def _unknown(whole: Whole, place: Place) -> Iterator[Finding]:
    for name, words in _VOCABULARY.items():
        for value in whole.opf.values(name):
            parts = value.split(",") if name == "accessModeSufficient" else [value]
            for part in parts:
                if part.strip() not in words:
                    yield found("metadata-value-unknown", place, f'{name} holds "{part.strip()[:60]}".')
    for value in whole.opf.values("conformsTo"):
        if not _STANDARD.search(value):
            yield found("metadata-value-unknown", place, f'conformsTo holds "{value[:60]}".')


def _contradictory_hazards(whole: Whole, place: Place) -> Iterator[Finding]:
    values = set(whole.opf.values("accessibilityHazard"))
    for danger, none in _DANGERS.items():
        if danger in values and values & {none, "none"}:
            what = f"accessibilityHazard states both {danger} and that there is none."
            yield found("metadata-contradictory", place, what)
    if "none" in values and "unknown" in values:
        what = "accessibilityHazard states both none and unknown."
        yield found("metadata-contradictory", place, what)


def _not_so(whole: Whole, codes: set[str]) -> Iterator[str]:
    """Give what is claimed and is not there, or is there and not claimed."""
    features, modes = set(whole.opf.values("accessibilityFeature")), set(whole.opf.values("accessMode"))
    pages = whole.pages.values()
    overlays = any(item.overlay for item in whole.opf.items)
    breaks = any(facts.breaks for facts in pages)
    formulas = any(facts.formulas for facts in pages)
    there = {
        "tableOfContents": bool(whole.listed("contents")),
        "pageNavigation": bool(whole.listed("pages")),
        "pageBreakMarkers": breaks,
        "printPageNumbers": breaks or bool(whole.listed("pages")),
        "synchronizedAudioText": overlays,
        "MathML": formulas,
        "alternativeText": "picture-without-words" not in codes,
        "structuralNavigation": any(facts.heading for facts in pages),
    }
    yield from (
        f"The metadata claim {name}, but the book has none." for name in there if name in features and not there[name]
    )
    if "none" in features and len(features) > 1:
        yield "accessibilityFeature states both none and something."
    if modes and "visual" not in modes and any(facts.pictures for facts in pages):
        yield "accessMode does not name visual, but the book has pictures."
    if modes and "textual" not in modes and sum(facts.letters for facts in pages) > 0:
        yield "accessMode does not name textual, but the book has text."
    if modes and "auditory" not in modes and (overlays or any(facts.sounds for facts in pages)):
        yield "accessMode does not name auditory, but the book has recordings."
