"""The W3C's tests for EPUB readers, as far as their results can be heard: read aloud and walked through.

What is expected stands in w3c_epub_tests.toml; docs/w3c-epub-tests.md is made from it here.
"""

from __future__ import annotations

import io
import tomllib
import wave
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from made import MadeBook, Visit

from accessvr.content.readers import open_any
from accessvr.core.effects import Play, Say
from accessvr.core.events import Spoken, SpokenTo

HERE = Path(__file__).resolve().parent
TABLE = HERE.parents[1] / "docs" / "w3c-epub-tests.md"
RECORDING = "EPUB/audio/mobydick.mp4"
RECORDING_S = 182
RATE = 8000
MOST_UTTERANCES = 200


@dataclass(frozen=True)
class Expected:
    """What is expected of one test; see the table."""

    name: str
    asks: str
    cannot: str = ""
    title: str = ""
    author: str = ""
    contents: Sequence[str] = ()
    heard: Sequence[str] = ()
    recorded: Sequence[str] = ()
    never: Sequence[str] = ()
    languages: Sequence[Sequence[str]] = ()
    steps: Sequence[tuple[str, str] | tuple[str, str, int]] = ()
    troubles: Sequence[str] = ()
    twin: bool = False


TESTS = [Expected(**row) for row in tomllib.loads((HERE / "w3c_epub_tests.toml").read_text("utf-8"))["test"]]


@dataclass(frozen=True)
class Opened:
    """A book, all of it read, and what the librarian is told."""

    book: MadeBook
    troubles: tuple[str, ...]

    @property
    def visit(self) -> Visit:
        return Visit({"": self.book, "it": self.book}).enter("it")


def opened(path: Path) -> Opened:
    book = open_any(path)
    sections = tuple(book.section(index) for index in range(len(book.publication.sections)))
    book.close()
    return Opened(MadeBook(book.publication, sections), tuple(book.troubles))


def read_aloud(visit: Visit) -> list[Say | Play]:
    """Give what is heard from the beginning to the end."""
    visit.on("read")
    found = [effect for effect in visit.effects if isinstance(effect, (Say, Play))]
    while visit.session.reading and len(found) < MOST_UTTERANCES:
        said = visit.session.said[0]
        visit.on(SpokenTo(said.number, said.lead))
        visit.on(Spoken(said.number))
        found += [effect for effect in visit.effects if isinstance(effect, (Say, Play))]
    return found


def line(effect: Say | Play) -> str:
    """Give what is heard as a line: a recorded clip begins with its seconds."""
    if isinstance(effect, Say):
        return effect.text
    return f"[{effect.clip.from_s}-{effect.clip.to_s}] {effect.text}"


def are_in_order(wanted: Sequence[str], lines: Sequence[str]) -> bool:
    whole, at = "\n".join(lines), 0
    for words in wanted:
        at = whole.find(words, at)
        if at < 0:
            return False
        at += len(words)
    return True


@pytest.fixture(scope="session")
def w3c(books: Path) -> Path:
    return books / "epub" / "w3c-epub-tests"


def test_every_test_there_is_has_its_expectation(w3c: Path) -> None:
    assert sorted(test.name for test in TESTS) == sorted(path.stem for path in w3c.glob("*.epub"))


@pytest.mark.parametrize("test", TESTS, ids=lambda test: test.name)
def test_a_listener_hears_the_result(test: Expected, w3c: Path) -> None:
    found = opened(w3c / f"{test.name}.epub")
    publication = found.book.publication
    assert publication.title.startswith(test.title)
    assert ", ".join(publication.authors).startswith(test.author)
    labels = [entry.label for entry in publication.entries]
    if test.contents:
        assert len(labels) == len(test.contents)
        assert all(map(str.startswith, labels, test.contents)), labels
    assert all(any(words in trouble for trouble in found.troubles) for words in test.troubles), found.troubles
    _is_heard(test, read_aloud(found.visit))
    _is_walked_through(test, found.visit)


def _is_heard(test: Expected, effects: list[Say | Play]) -> None:
    lines = [line(effect) for effect in effects]
    assert are_in_order(test.heard, lines), lines
    assert not [words for words in test.never if any(words in said for said in lines)], lines
    for words, language in test.languages:
        text = (effect for effect in effects[:-1] if isinstance(effect, Say))  # the last one says that it was the end
        spoken = [effect.language for effect in text if words in effect.text]
        assert spoken
        assert set(spoken) == {language}


def _is_walked_through(test: Expected, visit: Visit) -> None:
    for said, answer, *section in test.steps:
        visit.on(said)
        assert answer in visit.said, (said, visit.said)
        visit.hear_out()
        assert section in ([], [visit.spot.section]), said


@pytest.mark.parametrize("test", [t for t in TESTS if t.recorded], ids=lambda test: test.name)
def test_where_there_is_a_recording_it_is_heard(test: Expected, w3c: Path, tmp_path: Path) -> None:
    """The W3C's recording is not with the books: silence of its length stands for it."""
    copy = with_file(w3c / f"{test.name}.epub", tmp_path / "copy.epub", RECORDING, silence())
    effects = read_aloud(opened(copy).visit)
    assert are_in_order(test.recorded, [line(effect) for effect in effects])
    clips = [effect for effect in effects if isinstance(effect, Play)]
    assert " ".join(clip.text.strip() for clip in clips).split() == _voiced_words(w3c / f"{test.name}.epub")


def _voiced_words(path: Path) -> list[str]:
    """All words of the pages that are recorded, as the synthetic voice says them."""
    spoken = [effect.text for effect in read_aloud(opened(path).visit)]
    begin = next(index for index, text in enumerate(spoken) if text.startswith("Call me"))
    return " ".join(text.strip() for text in spoken[begin:-1]).split()


def silence() -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(RATE)
        file.writeframes(bytes([128]) * (RECORDING_S * RATE))
    return made.getvalue()


def with_file(source: Path, copy: Path, name: str, data: bytes) -> Path:
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as made:
        for info in archive.infolist():
            if info.filename != name:
                made.writestr(info, archive.read(info))
        made.writestr(name, data)
    return copy


@pytest.mark.parametrize("test", [t for t in TESTS if t.twin], ids=lambda test: test.name)
def test_books_with_one_identifier_are_two(test: Expected, w3c: Path, tmp_path: Path) -> None:
    source = w3c / f"{test.name}.epub"
    with zipfile.ZipFile(source) as archive:
        page = archive.read("EPUB/content_001.xhtml").replace(b"not unique", b"used again")
    twin = with_file(source, tmp_path / "twin.epub", "EPUB/content_001.xhtml", page)
    assert opened(source).book.publication.id != opened(twin).book.publication.id


HEAD = """# The W3C's tests for EPUB readers, for ears

{all} tests of w3c/epub-tests are among the books to try. The results of {able} can be heard, and all of these hold:
`tests/content/test_w3c_epub_tests.py` opens each book, reads it aloud from beginning to end, and walks through it by
voice commands. Of the others only the words are checked.

The recording of the tests whose names begin with mol is not among the books. The tests hear them without it, and with a
WAV file of its length in its place. The W3C's own file is AAC in MP4, which cannot be played yet: its words are spoken,
and the librarian is told.

What is looked for stands in `tests/content/w3c_epub_tests.toml`. This table is made by the tests;
`python tests/content/test_w3c_epub_tests.py` writes it.

| test | what a listener must hear | result |
|---|---|---|"""


def table() -> Iterator[str]:
    """Give the lines of docs/w3c-epub-tests.md."""
    yield from HEAD.format(all=len(TESTS), able=sum(not test.cannot for test in TESTS)).splitlines()
    for test in TESTS:
        yield f"| {test.name} | {test.asks} | {f'cannot be heard: {test.cannot}' if test.cannot else 'holds'} |"


def test_the_table_in_the_documents_is_the_one_the_tests_make() -> None:
    assert TABLE.read_text("utf-8").splitlines() == list(table())


if __name__ == "__main__":
    TABLE.write_text("\n".join(table()) + "\n", "utf-8")
