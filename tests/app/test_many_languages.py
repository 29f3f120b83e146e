"""A long novel with phrases in five languages is read whole: each word once, by a voice of its language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np
import pytest
from devices.fed import Fed, own_clock
from made import GRAMMAR
from made_languages import LANGUAGES, WORD, Novel, made_novel, pack

from accessvr.content.readers import open_any
from accessvr.core.effects import Effect, Prepare, Say
from accessvr.core.events import Event, Heard, NoVoice, Opened, Ready, Spoken
from accessvr.core.publication import lay_out
from accessvr.core.session import Session
from accessvr.core.step import step
from accessvr.devices.speech.espeak import Espeak
from accessvr.devices.speech.voice import SAMPLE_RATE

LONG, PHRASES = 520_000, 440
SHORT, FEW = 600, 10
UNREADABLE = "ru-Latn"  # Russian in Latin letters: no voice reads it as Russian
NEWS = "I have no voice for Russian. Another voice reads it."
Answers = Callable[[list[Effect]], Iterable[Event]]


class Reading:
    """A visit that reads a book aloud; `answers` gives what comes in after effects went out."""

    def __init__(self, path: Path, answers: Answers) -> None:
        self._book, self._answers = open_any(path), answers
        self.session, self.said = Session(GRAMMAR), list[Say]()
        self._live(Opened(self._book.publication))
        while self.session.said:
            self._live(Spoken(self.session.said[0].number))
        self.said.clear()

    def to_the_end(self) -> list[Say]:
        """Give all that is said but the last, which tells that it was the end."""
        self._live(Heard("read"))
        while self.session.reading:
            self._live(Spoken(self.session.said[0].number))
        self._book.close()
        return self.said[:-1]

    def _live(self, event: Event) -> None:
        waiting = [event]
        while waiting:
            self.session, effects = step(self.session, waiting.pop(0))
            self.said += [effect for effect in effects if isinstance(effect, Say)]
            waiting += [self._opened(effect.section) for effect in effects if isinstance(effect, Prepare)]
            waiting += self._answers(list(effects))

    def _opened(self, section: int) -> Event:
        publication = self._book.publication
        return Ready(publication.id, lay_out(section, self._book.section(section), publication.language))


def words_of(said: Iterable[Say]) -> list[tuple[str, str]]:
    return [(say.language, word.lower()) for say in said for word in WORD.findall(say.text)]


def expected(novel: Novel) -> list[tuple[str, str]]:
    return [(language, word.lower()) for language, word in novel.words]


def says_nothing(effects: list[Effect]) -> Iterable[Event]:
    return ()


@pytest.fixture(scope="module")
def long_novel(tmp_path_factory: pytest.TempPathFactory) -> tuple[Novel, Path]:
    novel = made_novel(LONG, PHRASES)
    return novel, pack(novel, tmp_path_factory.mktemp("long") / "novel.epub")


def test_the_novel_is_long_and_has_phrases_in_five_languages(long_novel: tuple[Novel, Path]) -> None:
    novel, _ = long_novel
    assert len(novel.words) > 500_000
    assert novel.phrases == PHRASES
    assert {language for language, _ in novel.words} == {"en", *LANGUAGES}
    assert len(LANGUAGES) == 5


def test_every_word_is_said_once_and_in_its_language(long_novel: tuple[Novel, Path]) -> None:
    novel, path = long_novel
    assert words_of(Reading(path, says_nothing).to_the_end()) == expected(novel)


def test_a_missing_voice_is_told_once_and_no_word_is_lost_or_said_twice(tmp_path: Path) -> None:
    """The voice tells each time that it has none; the patron is told once, after the sentence where it was missed."""
    novel = made_novel(60_000, PHRASES)
    reading = Reading(pack(novel, tmp_path / "novel.epub"), without_voice)
    said = reading.to_the_end()
    assert [say.text for say in said].count(NEWS) == 1
    assert words_of(say for say in said if say.text != NEWS) == expected(novel)


def without_voice(effects: list[Effect]) -> Iterator[Event]:
    for effect in effects:
        if isinstance(effect, Say) and effect.language == UNREADABLE:
            yield NoVoice(UNREADABLE)


def test_the_pause_of_a_comma_is_in_the_voice_before_it(tmp_path: Path) -> None:
    body = (
        'She said “<i lang="fr">bonne promenade</i>”, and <i lang="fr">Jacques</i>’s dog (<i lang="de">Hund</i>) ran.'
    )
    said = Reading(pack(Novel([f"<p>{body}</p>"]), tmp_path / "b.epub"), says_nothing).to_the_end()
    assert [say.text for say in said] == [
        "She said “",
        "bonne promenade”,",
        " and ",
        "Jacques",
        "’s dog (",
        "Hund)",
        " ran.",
    ]


# -- with the real voice


class Aloud:
    """The real voice, which is heard as soon as it has spoken."""

    def __init__(self, voice: Espeak) -> None:
        self.fed, self.posted = Fed(), list[Event]()
        self._speech = own_clock(voice, self.fed, self.posted)

    def __call__(self, effects: list[Effect]) -> list[Event]:
        for effect in effects:
            self._speech.render(effect)
        self._speech.advance()
        told, self.posted[:] = list(self.posted), []
        return told

    def loud_s(self, number: int) -> float:
        """How long something is heard."""
        sound = np.concatenate(self.fed.samples[number])
        return float(np.count_nonzero(np.abs(sound) > 0.01)) / SAMPLE_RATE

    def close(self) -> None:
        self._speech.close()


@pytest.fixture
def aloud() -> Iterator[Aloud]:
    voice = Espeak()
    made = Aloud(voice)
    yield made
    made.close()
    voice.close()


def test_the_real_voice_misses_one_language_once_and_every_word_sounds(aloud: Aloud, tmp_path: Path) -> None:
    novel = made_novel(SHORT, FEW)
    assert {language for language, _ in novel.words} == {"en", *LANGUAGES}
    said = Reading(pack(novel, tmp_path / "novel.epub"), aloud).to_the_end()
    assert [say.text for say in said].count(NEWS) == 1
    assert words_of(say for say in said if say.text != NEWS) == expected(novel)
    assert aloud.fed.ended[-len(said) - 1 :] == [*(say.number for say in said), said[-1].number + 1]
    for say in said:
        assert aloud.loud_s(say.number) > 0.05 * len(WORD.findall(say.text)), say.text
