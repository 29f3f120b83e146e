"""What a book's metadata claim, and which statements of the display guide follow from it.

The conditions are those of the techniques for EPUB metadata. Each statement is named by its key in words/*.json.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from accessvr.core.publication import Publication
from accessvr.core.values import dataclass

CATEGORIES = (  # in the order of the guide
    "ways-of-reading",
    "conformance",
    "navigation",
    "rich-content",
    "hazards",
    "accessibility-summary",
    "legal-considerations",
    "additional-accessibility-information",
)
_WORDS_FOR_WHAT_IS_SEEN = {"longDescription", "longDescriptions", "alternativeText", "describedMath", "transcript"}
_RICH = {
    "longDescription": "extended",
    "longDescriptions": "extended",
    "latex-chemistry": "accessible-chemistry-as-latex",
    "MathML-chemistry": "accessible-chemistry-as-mathml",
    "describedMath": "accessible-math-described",
    "latex": "accessible-math-as-latex",
    "MathML": "accessible-math-as-mathml",
    "closedCaptions": "closed-captions",
    "openCaptions": "open-captions",
    "transcript": "transcript",
}
_NAVIGATION = {
    "pageNavigation": "page-navigation",
    "structuralNavigation": "structural",
    "index": "index",
    "tableOfContents": "toc",
}
_ADDITIONAL = {
    "pageBreakMarkers": "page-breaks",
    "printPageNumbers": "page-breaks",  # the older name of the same
    "aria": "aria",
    "ARIA": "aria",
    "audioDescription": "audio-descriptions",
    "braille": "braille",
    "fullRubyAnnotations": "full-ruby-annotations",
    "highContrastAudio": "high-contrast-between-foreground-and-background-audio",
    "highContrastDisplay": "high-contrast-between-text-and-background",
    "largePrint": "large-print",
    "rubyAnnotations": "ruby-annotations",
    "signLanguage": "sign-language",
    "tactileGraphic": "tactile-graphics",
    "tactileObject": "tactile-objects",
    "ttsMarkup": "text-to-speech-hinting",
}
_HAZARDS = {  # the key, and the values for yes, no and not known
    "hazards-flashing": ("flashing", "noFlashingHazard", "unknownFlashingHazard"),
    "hazards-motion": ("motionSimulation", "noMotionSimulationHazard", "unknownMotionSimulationHazard"),
    "hazards-sound": ("sound", "noSoundHazard", "unknownSoundHazard"),
}
_STANDARD_1_1 = re.compile(r"EPUB Accessibility 1\.1 - WCAG 2\.([0-2]) Level (A{1,3})\b")
_STANDARD_1_0 = re.compile(r"idpf\.org/epub/a11y/accessibility-20170105\.html#wcag-(a{1,3})$")


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement to be made.

    keys   the strings it is made of, in order
    value  the publisher's own words, said after them: a name, a summary
    found  known from the book itself; its metadata do not say so
    """

    category: str
    keys: tuple[str, ...]
    value: str = ""
    found: bool = False


def claims(publication: Publication, *, detailed: bool = False) -> tuple[Claim, ...]:
    """Give what is to be stated, in the order of the guide; `detailed` adds versions and levels of standards."""
    stated = _Stated(publication)
    return (
        *_ways_of_reading(stated),
        *_conformance(stated, detailed=detailed),
        *_navigation(stated, publication),
        *_listed("rich-content", _RICH, stated),
        *_hazards(stated),
        *_summary(stated),
        *_legal(stated),
        *_listed("additional-accessibility-information", _ADDITIONAL, stated),
    )


class _Stated:
    """The lines of a publication's accessibility, by property; prefixes ("schema:") do not matter."""

    def __init__(self, publication: Publication) -> None:
        self._values: dict[str, list[str]] = {}
        for line in publication.accessibility:
            name, _, value = line.partition(": ")
            self._values.setdefault(name.rpartition(":")[2], []).append(value.strip())

    def all(self, name: str) -> list[str]:
        """Give the values of a property, in order."""
        return self._values.get(name, [])

    def first(self, name: str) -> str:
        """Give the first value of a property, or ""."""
        return next(iter(self.all(name)), "")

    @property
    def features(self) -> set[str]:
        """Give the accessibility features."""
        return set(self.all("accessibilityFeature"))

    @property
    def sufficient(self) -> list[set[str]]:
        """Give the sets of senses that are enough to read the book."""
        return [{mode.strip() for mode in value.split(",")} for value in self.all("accessModeSufficient")]


def _ways_of_reading(stated: _Stated) -> Iterator[Claim]:
    for name in (_adjustments(stated), _nonvisual(stated)):
        yield Claim("ways-of-reading", (f"ways-of-reading-{name}",))
    if stated.features & _WORDS_FOR_WHAT_IS_SEEN:
        yield Claim("ways-of-reading", ("ways-of-reading-nonvisual-reading-alt-text",))
    if audio := _recorded(stated):
        yield Claim("ways-of-reading", (f"ways-of-reading-prerecorded-audio-{audio}",))


def _adjustments(stated: _Stated) -> str:
    if "displayTransformability" in stated.features:
        return "visual-adjustments-modifiable"
    fixed = "pre-paginated" in stated.all("layout")
    return f"visual-adjustments-{'unmodifiable' if fixed else 'unknown'}"


def _nonvisual(stated: _Stated) -> str:
    modes = set(stated.all("accessMode"))
    if modes == {"textual"} or {"textual"} in stated.sufficient:
        return "nonvisual-reading-readable"
    partly = "textual" in modes or any("textual" in together for together in stated.sufficient)
    if partly or stated.features & _WORDS_FOR_WHAT_IS_SEEN:
        return "nonvisual-reading-not-fully"
    alone = modes in ({"auditory"}, {"visual"})
    return f"nonvisual-reading-{'none' if alone else 'no-metadata'}"


def _recorded(stated: _Stated) -> str:
    if stated.features & {"synchronizedAudioText", "sychronizedAudioText"}:  # the guide misspells it
        return "synchronized"
    if {"auditory"} in stated.sufficient:
        return "only"
    return "complementary" if "auditory" in stated.all("accessMode") else ""


def _conformance(stated: _Stated, *, detailed: bool) -> Iterator[Claim]:
    given = stated.all("conformsTo")
    found = [standard for standard in map(_standard, given) if standard]
    if not given:
        yield Claim("conformance", ("conformance-no",))
        return
    level = max((standard[2] for standard in found), key=len, default="unknown-standard")
    yield Claim("conformance", (f"conformance-{level}",))
    for name, key in (("certifiedBy", "certifier"), ("certifierCredential", "certifier-credentials")):
        if value := stated.first(name):
            yield Claim("conformance", (f"conformance-{key}",), value)
    if detailed and found:
        yield from _details(found, stated)


def _details(found: list[tuple[str, str, str]], stated: _Stated) -> Iterator[Claim]:
    epub, wcag, level = max(found, key=lambda standard: len(standard[2]))
    parts = ("claim", f"epub-accessibility-{epub}", f"wcag-{wcag}", f"level-{level}")
    yield Claim("conformance", tuple(f"conformance-details-{part}" for part in parts))
    if stated.first("certifierReport"):
        yield Claim("conformance", ("conformance-details-certifier-report",))


def _standard(value: str) -> tuple[str, str, str] | None:
    """Give the versions of EPUB Accessibility and of WCAG, and the level, as the keys write them."""
    if known := _STANDARD_1_1.search(value):
        return "1-1", f"2-{known[1]}", known[2].lower()
    if known := _STANDARD_1_0.search(value):
        return "1-0", "2-0", known[1]
    return None


def _navigation(stated: _Stated, publication: Publication) -> Iterator[Claim]:
    """Give what is claimed, and what the book has whether or not it is claimed."""
    there = {"page-navigation": bool(publication.pages), "toc": bool(publication.entries)}
    claimed = {key for feature, key in _NAVIGATION.items() if feature in stated.features}
    for key in _NAVIGATION.values():
        if key in claimed or there.get(key):
            yield Claim("navigation", (f"navigation-{key}",), found=key not in claimed)


def _listed(category: str, table: dict[str, str], stated: _Stated) -> Iterator[Claim]:
    """Give one statement for each feature of a table, each once."""
    keys = dict.fromkeys(key for feature, key in table.items() if feature in stated.features)
    yield from (Claim(category, (f"{category}-{key}",)) for key in keys)


def _hazards(stated: _Stated) -> Iterator[Claim]:
    """Give the dangers first: a claim that there are none does not hide one that is named."""
    values = set(stated.all("accessibilityHazard"))
    rest = "none" if "none" in values else "unknown" if "unknown" in values else ""
    states = {key: _state(values, names, rest) for key, names in _HAZARDS.items()}
    if not any(states.values()):
        return
    if len(set(states.values())) == 1 and "yes" not in states.values():
        yield Claim("hazards", (f"hazards-{next(iter(states.values()))}",))
        return
    for wanted, ending in (("yes", ""), ("none", "-none"), ("unknown", "-unknown")):
        yield from (Claim("hazards", (key + ending,)) for key, state in states.items() if state == wanted)


def _state(values: set[str], names: tuple[str, str, str], rest: str) -> str:
    for state, name in zip(("yes", "none", "unknown"), names, strict=True):
        if name in values:
            return state
    return rest


def _summary(stated: _Stated) -> Iterator[Claim]:
    if summary := stated.first("accessibilitySummary"):
        yield Claim("accessibility-summary", (), summary)


def _legal(stated: _Stated) -> Iterator[Claim]:
    if stated.all("exemption"):
        yield Claim("legal-considerations", ("legal-considerations-exempt",))
