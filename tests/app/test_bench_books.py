"""The benchmark of books measures what it says; how fast this computer is, is not a test."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from accessvr.app.bench_books import cold_visit, preparing_peak_mb
from accessvr.app.bench_books_made import make_novel
from accessvr.app.bench_books_peer import against_thorium, first_text_s, peer_missing
from accessvr.app.bench_books_text import bare_texts, full_text_figures
from accessvr.app.memory import peak_mb
from accessvr.content.readers import open_any
from accessvr.core.errors import ContentError

WORDS = 12_000


@pytest.fixture
def novel(tmp_path: Path) -> Path:
    return make_novel(tmp_path / "novel.epub", WORDS)


def test_the_made_novel_is_a_book_as_long_as_it_says(novel: Path) -> None:
    book = open_any(novel)
    assert len(book.publication.entries) == len(book.publication.sections) == 4
    assert book.publication.title == "A Made Novel"
    assert WORDS * 0.9 < sum(len(text.split()) for text in bare_texts(novel)) < WORDS * 1.3
    assert book.troubles == []
    book.close()


def test_a_cold_visit_hears_the_words_that_name_the_book(novel: Path) -> None:
    cold = cold_visit(novel)
    assert 0 < cold.words_s < 60
    assert cold.peak_mb > 0 or sys.platform == "win32"


def test_a_file_that_is_refused_has_no_first_word(tmp_path: Path) -> None:
    torn = tmp_path / "torn.epub"
    torn.write_bytes(b"PK\x03\x04 torn")
    with pytest.raises(ContentError, match="no word was spoken"):
        cold_visit(torn)


def test_full_text_is_compared_with_bare_parsing(novel: Path) -> None:
    fast, whole = full_text_figures(novel)
    assert 0 < fast.value < whole.value
    assert fast.peer.startswith("lxml")


def test_first_text_comes_from_a_cold_preparing_process(novel: Path) -> None:
    assert 0 < first_text_s(novel) < 60


def test_a_peer_that_is_absent_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, novel: Path) -> None:
    monkeypatch.setenv("ACCESSVR_PEERS", str(tmp_path))
    assert peer_missing().startswith("absent")
    (figure,) = against_thorium([novel])
    assert figure.peer.startswith("absent")
    assert figure.holds


def test_memory_is_that_of_the_process_itself(novel: Path) -> None:
    held = bytearray(100 << 20)
    held[::4096] = b"x" * len(held[::4096])
    own_mb = peak_mb()
    assert preparing_peak_mb(novel) < own_mb or sys.platform == "win32"
