"""What Project Gutenberg writes around a text: it tells title, author and language, and is not read aloud."""

from __future__ import annotations

import re
from dataclasses import dataclass

_START = re.compile(r"^\s*\*\*\*\s*START OF (?:THE|THIS) PROJECT GUTENBERG.*?\*\*\*[^\n]*\n", re.I | re.M | re.S)
_END = re.compile(
    r"^(?:\s*\*\*\*\s*END OF (?:THE|THIS) PROJECT GUTENBERG|End of (?:the )?Project Gutenberg(?:'s)?\b)", re.I | re.M
)
_FIELD = re.compile(r"^(Title|Author|Language):[ \t]*(.+(?:\n[ \t]+\S.*)*)", re.M)
_CREDIT = re.compile(r"\s*(?:Produced by|E-text prepared by|This e-?text was produced by)\b.*?\n\s*\n", re.I | re.S)
_LANGUAGES = {
    "english": "en",
    "french": "fr",
    "german": "de",
    "spanish": "es",
    "italian": "it",
    "dutch": "nl",
    "portuguese": "pt",
    "swedish": "sv",
    "danish": "da",
    "norwegian": "no",
    "finnish": "fi",
    "polish": "pl",
    "latin": "la",
    "greek": "el",
    "russian": "ru",
    "chinese": "zh",
    "japanese": "ja",
}
_COMMON = {
    "en": frozenset(["the", "and", "of", "was", "that", "his", "with", "she", "it"]),
    "fr": frozenset(["le", "et", "les", "des", "est", "une", "dans", "qui", "pas"]),
    "de": frozenset(["der", "und", "die", "das", "nicht", "ist", "ein", "sich", "mit"]),
    "es": frozenset(["el", "y", "los", "que", "las", "una", "por", "con", "del"]),
    "it": frozenset(["il", "e", "che", "di", "della", "per", "non", "gli", "sono"]),
    "nl": frozenset(["het", "een", "van", "en", "niet", "zijn", "dat", "ik", "voor"]),
}
_SAMPLE = 20_000  # chosen, in characters


@dataclass(frozen=True, slots=True)
class Cut:
    """A text without what was written around it. `language` is BCP 47, "und" when it cannot be told."""

    body: str
    title: str
    author: str
    language: str


def cut(text: str) -> Cut:
    """Give what is to be read, with "\\n" at the end of every line, and what the header tells."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    start = _START.search(text)
    header, body = (text[: start.start()], text[start.end() :]) if start else ("", text)
    end = _END.search(body)
    if end and (start or "gutenberg" in text[:2000].lower()):
        body = body[: end.start()]
    credit = _CREDIT.match(body) if start else None
    body = body[credit.end() :] if credit else body
    told = {name: " ".join(value.split()) for name, value in _FIELD.findall(header)}
    language = _LANGUAGES.get(told.get("Language", "").lower()) or _guess(body)
    return Cut(body, told.get("Title", ""), told.get("Author", ""), language)


def _guess(body: str) -> str:
    """Give the language whose commonest words are found most often."""
    words = body[:_SAMPLE].lower().split()
    found = {language: sum(word in common for word in words) for language, common in _COMMON.items()}
    best = max(found, key=lambda language: found[language])
    return best if found[best] >= max(1, len(words) // 50) else "und"
