"""How fast the core is on a long book, and whether opening grows with length."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from pathlib import Path

from accessvr.app.bench import Figure
from accessvr.app.bookroom import BookRoom
from accessvr.app.preparing import folder_name
from accessvr.content.phrases import phrasebook
from accessvr.content.prepared import Prepared, prepare
from accessvr.core.effects import Prepare
from accessvr.core.events import Event, Heard, Opened, Ready, Spoken, SpokenTo
from accessvr.core.session import Session
from accessvr.core.step import step
from accessvr.core.understand import grammar

WORDS = 500_000
CHAPTER_WORDS = 3000
STEP_LIMIT_S = 100e-6
FIRST_WORD_S = 0.5  # the limit from a command to the first word
STEPS = 3000
SAID = (
    *(
        "next paragraph",
        "next sentence",
        "previous sentence",
        "next word",
        "where am i",
        "next chapter",
        "read",
        "stop",
    ),
    *(
        "undo",
        "previous paragraph",
        "next letter",
        "what can i say",
        "go to chapter 80",
        "back",
        "faster",
        "next heading",
    ),
)
PLAIN = ("the sea", "of a ship", "and", "in that wind", "was", "his", "it", "he", "with", "had", "not", "which", "from")


def made_book(words: int, chapter_words: int = CHAPTER_WORDS) -> str:
    """Give a made novel in plain text: sentences of about 20 words, paragraphs of four, chapters as long as asked."""
    chance = random.Random(1)
    parts = []
    for chapter in range(words // chapter_words):
        parts.append(f"CHAPTER {chapter + 1}")
        for _ in range(chapter_words // 80):
            sentences = (" ".join(chance.choices(PLAIN, k=15)).capitalize() + "." for _ in range(4))
            parts.append(" ".join(sentences))
    return "\n\n\n".join(parts) + "\n"


def bench_core() -> list[Figure]:
    """Measure steps on a book of 500,000 words, and opening it against one of 50,000."""
    with tempfile.TemporaryDirectory() as folder:
        long = _prepared(Path(folder), "long", WORDS)
        short = _prepared(Path(folder), "short", WORDS // 10)
        return [*_steps(Prepared(long.parent / folder_name(long))), *_opening(long, short)]


def _prepared(folder: Path, name: str, words: int) -> Path:
    """Make a book and its prepared form; gives the book."""
    source = folder / f"{name}.txt"
    source.write_text(made_book(words), "utf-8")
    prepare(source, folder / folder_name(source), lambda step: None)
    return source


def _steps(book: Prepared) -> list[Figure]:
    """Time every step of a long random visit; what the library does between steps is not counted."""
    chance, session, spent = random.Random(2), Session(grammar(phrasebook("en"))), list[float]()
    session = _settle(session, Opened(book.publication), book, [])
    for _ in range(STEPS):
        session = _settle(session, _event(chance, session), book, spent)
    spent.sort()
    median, late = statistics.median(spent), spent[int(len(spent) * 0.99)]
    return [
        Figure("step, median", median * 1e6, "us", "below 100", median < STEP_LIMIT_S, "the limit of 100 us"),
        Figure("step, 99 %", late * 1e6, "us", "reported", True, "the limit of 100 us"),
    ]


def _event(chance: random.Random, session: Session) -> Event:
    """Give what comes in most in a visit: the voice's news twice as often as commands."""
    if session.said and chance.random() < 0.67:
        said = session.said[0]
        to = SpokenTo(said.number, chance.randrange(len(said.text) + 1))
        return Spoken(said.number) if chance.random() < 0.5 else to
    return Heard(chance.choice(SAID))


def _settle(session: Session, event: Event, book: Prepared, spent: list[float]) -> Session:
    waiting = [event]
    while waiting:
        begun_s = time.perf_counter()
        session, effects = step(session, waiting.pop())
        spent.append(time.perf_counter() - begun_s)
        waiting += [Ready(e.publication, book.passage(e.section)) for e in effects if isinstance(e, Prepare)]
    return session


def _opening(long: Path, short: Path) -> list[Figure]:
    """Time what a patron waits for, from the wish to the first words, for both books in turns in the same run."""
    long_s, short_s = _best(long), _best(short)
    share = long_s / FIRST_WORD_S
    growth = (long_s - short_s) / FIRST_WORD_S / (WORDS - WORDS // 10) * 100_000
    limit = f"the limit of {FIRST_WORD_S:g} s to the first word"
    return [
        Figure("opening 500,000 words", share * 100, "%", "at most 1", share <= 0.01, limit),
        Figure("growth for 100,000 words more", growth * 100, "%", "at most 0.05", growth <= 0.0005, limit),
        Figure("500,000 words against 50,000", long_s / short_s, "times", "reported", True, "the shorter book"),
    ]


def _best(source: Path) -> float:
    times = []
    for _ in range(50):
        books = BookRoom(tuple, {}, source.parent, own_clock=True)
        session, inbox = Session(grammar(phrasebook("en")), opening=True), list[Event]()
        books.start(inbox.append)
        begun_s = time.perf_counter()
        books.open_path(source)
        while session.number == 0:
            books.advance()
            while inbox:
                session, effects = step(session, inbox.pop(0))
                for effect in effects:
                    books.render(effect)
        times.append(time.perf_counter() - begun_s)
        books.close()
    return min(times)
