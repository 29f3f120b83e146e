"""A made novel with phrases in other languages, marked as books mark them, and each word with its language."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

from content.well_made import CONTAINER, HTML, page

WORD = re.compile(r"\w+")
CHAPTER_SENTENCES = 200
PARAGRAPH_SENTENCES = 4
VOCABULARY = {
    "en": "the sea of a ship and in that wind was his it he with had not which from harbour light rope tide",
    "fr": "la mer du vieux port et le vent dans les voiles qui chante sans fin pour nous",
    "de": "das Meer und der alte Hafen mit dem Wind der nicht schläft und kein Licht am Ufer",
    "it": "il mare e la barca con la vela bianca che non torna mai prima della notte",
    "ru": "море и старый порт где ветер поёт над водой и никто не ждёт нас дома",
    "ru-Latn": "more i staryj port gde veter pojot nad vodoj i nikto ne zhdjot nas doma",
}
LANGUAGES = tuple(language for language in VOCABULARY if language != "en")
FORMS = ("first", "middle", "last", "sentence", "over the end", "paragraph", "nested", "next to", "page")


@dataclass
class Novel:
    """The pages of a book, and what must be heard.

    words    each word with the language it is marked with
    phrases  how many are marked
    """

    chapters: list[str] = field(default_factory=list)
    words: list[tuple[str, str]] = field(default_factory=list)
    phrases: int = 0


class _Maker:
    def __init__(self, sentences: int, phrases: int) -> None:
        self.chance = random.Random(7)
        self.novel = Novel()
        self._every, self._wanted = max(1, sentences // phrases), phrases
        self._forms, self._languages = cycle(FORMS), cycle(LANGUAGES)

    def say(self, language: str, count: int) -> str:
        words = self.chance.choices(VOCABULARY[language].split(), k=count)
        self.novel.words += [(language, word) for word in words]
        return " ".join(words)

    def marked(self, count: int = 3, inside: str = "") -> str:
        """A phrase in the next language."""
        language = next(self._languages)
        self.novel.phrases += 1
        words = self.say(language, count) if not inside else ""
        return f'<i lang="{language}" xml:lang="{language}">{words}{inside}</i>'

    def sentence(self, number: int) -> str:
        """A sentence; in its turn with a phrase."""
        if number % self._every or self.novel.phrases >= self._wanted:
            return f"{self.say('en', 15).capitalize()}."
        return self._with_phrase(next(self._forms))

    def _with_phrase(self, form: str) -> str:
        match form:
            case "first":
                return f"{self.marked()}, {self.say('en', 10)}."
            case "middle":
                return f"{self.say('en', 6)}, “{self.marked()}”, {self.say('en', 6)}."
            case "last":
                return f"{self.say('en', 9)} {self.marked()}."
            case "sentence":
                return f"{self.marked(6)}."
            case "over the end":
                return f"{self.say('en', 4)} {self._over_the_end()} {self.say('en', 4)}."
            case "nested":
                return f"{self.say('en', 4)} {self._nested()} {self.say('en', 4)}."
            case "next to":
                return f"{self.say('en', 4)} {self.marked(2)}—{self.marked(2)} {self.say('en', 4)}."
            case "page":
                return f"{self.say('en', 4)} {self._with_page()} {self.say('en', 4)}."
            case _:
                return self._paragraph()

    def _over_the_end(self) -> str:
        language = next(self._languages)
        self.novel.phrases += 1
        first, second = self.say(language, 3), self.say(language, 3)
        return f'<i lang="{language}">{first}. {second.capitalize()}</i>'

    def _nested(self) -> str:
        outer = next(self._languages)
        self.novel.phrases += 1
        before = self.say(outer, 2)
        inner = self.marked(2)
        return f'<span lang="{outer}">{before} {inner} {self.say(outer, 2)}</span>'

    def _with_page(self) -> str:
        language = next(self._languages)
        self.novel.phrases += 1
        mark = '<span epub:type="pagebreak" title="7"/>'
        return f'<i lang="{language}">{self.say(language, 2)} {mark}{self.say(language, 2)}</i>'

    def _paragraph(self) -> str:
        language = next(self._languages)
        self.novel.phrases += 1
        return f'</p><p lang="{language}">{self.say(language, 8)}. {self.say(language, 5).capitalize()}.</p><p>'


def made_novel(words: int, phrases: int) -> Novel:
    """Give a novel of about as many words, with as many phrases."""
    sentences = words // 15
    maker = _Maker(sentences, phrases)
    for first in range(0, sentences, CHAPTER_SENTENCES):
        heading = f"{maker.say('en', 3)}"
        paragraphs = "".join(f"<p>{' '.join(body)}</p>" for body in _paragraphs(maker, first, sentences))
        maker.novel.chapters.append(f"<h1>{heading}</h1>{paragraphs}")
    return maker.novel


def _paragraphs(maker: _Maker, first: int, sentences: int) -> Iterator[list[str]]:
    numbers = range(first, min(first + CHAPTER_SENTENCES, sentences))
    for start in numbers[::PARAGRAPH_SENTENCES]:
        yield [maker.sentence(number) for number in range(start, min(start + PARAGRAPH_SENTENCES, numbers.stop))]


def pack(novel: Novel, path: Path) -> Path:
    """Write the novel as an EPUB."""
    names = [f"c{number}.xhtml" for number in range(len(novel.chapters))]
    items = "".join(
        f'<item id="i{i}" href="{name}" media-type="application/xhtml+xml"/>' for i, name in enumerate(names)
    )
    spine = "".join(f'<itemref idref="i{i}"/>' for i in range(len(names)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>Many Tongues</dc:title><dc:language>en</dc:language></metadata><manifest>{items}</manifest>"
        f"<spine>{spine}</spine></package>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("OPS/package.opf", package)
        for name, body in zip(names, novel.chapters, strict=True):
            archive.writestr(f"OPS/{name}", page(body, html=HTML))
    return path
