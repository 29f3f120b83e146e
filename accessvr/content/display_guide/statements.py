"""What a book says of its accessibility, in a patron's or librarian's language."""

from __future__ import annotations

from collections.abc import Mapping

from accessvr.content.display_guide.claims import CATEGORIES, Claim, claims
from accessvr.content.display_guide.words import words_for
from accessvr.core.publication import Publication
from accessvr.core.values import dataclass

_MARKS = {"zh": ("：", "；", "。")}  # how a line is written: after its title, between statements, at its end


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of the display guide.

    category  "hazards"; its name in the language is given by `title`
    words     as they stand in the guide, with the publisher's own words after them
    found     known from the book itself; its metadata do not say so
    """

    category: str
    words: str
    keys: tuple[str, ...] = ()
    found: bool = False


def statements(publication: Publication, language: str, descriptive: bool = False) -> tuple[Statement, ...]:
    """Give the statements that follow from a book's metadata, in the order of the guide.

    language     BCP 47; another one of the same root, or English, when there are no words in it
    descriptive  the long wording, with versions and levels of standards

    A statement a language has no words for is left out.
    """
    words = words_for(language)
    strings = words.descriptive if descriptive else words.compact
    made = (_statement(claim, strings) for claim in claims(publication, detailed=descriptive))
    return tuple(statement for statement in made if statement is not None)


def title(category: str, language: str) -> str:
    """Give the name of a category: "Hazards"."""
    return words_for(language).titles[category]


def about_lines(publication: Publication, language: str) -> tuple[str, ...]:
    """Give a line for each category that has something to say, to be spoken: "Hazards: No hazards."."""
    colon, between, stop = _MARKS.get(words_for(language).language, (": ", "; ", "."))
    said = [statement for statement in statements(publication, language) if "://" not in statement.words]
    lines = []
    for category in CATEGORIES:
        spoken = [statement.words.rstrip(".。") for statement in said if statement.category == category]
        if spoken:
            lines.append(f"{title(category, language)}{colon}{between.join(spoken)}{stop}")
    return tuple(lines)


def _statement(claim: Claim, strings: Mapping[str, str]) -> Statement | None:
    if any(key not in strings for key in claim.keys):
        return None
    parts = [strings[key].strip() for key in claim.keys] + [claim.value] * bool(claim.value)
    return Statement(claim.category, " ".join(parts), claim.keys, claim.found)
