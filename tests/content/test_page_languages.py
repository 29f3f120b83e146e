"""The language of pages that state none: that of the book, unless their words are surely of another one."""

from __future__ import annotations

import pytest
from content.conftest import MakeEpub

from accessvr.content.books.language import contradicts
from accessvr.content.readers import open_any
from accessvr.core.publication import lay_out

ENGLISH = (
    "It was the best of the days that she had seen, and he was not in the house. The door of the kitchen was open, "
    "and with a sigh she sat down for a while. You could hear that it had begun to rain."
)
FRENCH = (
    "Elle est dans la maison, et le chat dort sur une chaise. Il ne fait pas froid, mais les fenêtres de la cuisine "
    "sont fermées. Un homme passe dans la rue, et le chien qui dort sur le tapis ne lève pas la tête."
)


def languages(make_epub: MakeEpub, page: str, stated: str) -> set[str]:
    book = open_any(make_epub(page, meta=f"<dc:language>{stated}</dc:language>"))
    stops = lay_out(0, book.section(0), book.publication.language).stops
    book.close()
    return {stop.language for stop in stops if stop.node.text}


def test_a_page_whose_words_are_surely_of_another_language_is_read_in_it(make_epub: MakeEpub) -> None:
    assert languages(make_epub, f"<p>{ENGLISH}</p>", "fr") == {"en"}
    assert languages(make_epub, f"<ul><li>{FRENCH}</li></ul>", "en-GB") == {"fr"}


def test_a_page_in_the_language_of_its_book_keeps_the_country(make_epub: MakeEpub) -> None:
    assert languages(make_epub, f"<p>{ENGLISH}</p>", "en-GB") == {"en-GB"}


def test_a_short_page_is_taken_to_be_in_the_language_of_its_book(make_epub: MakeEpub) -> None:
    assert languages(make_epub, "<p>The end of it was not the end.</p>", "fr") == {"fr"}


def test_what_a_page_states_is_believed(make_epub: MakeEpub) -> None:
    page = f'<p xml:lang="fr">{FRENCH}</p><p>{ENGLISH}</p>'
    stated = f'<html xmlns="http://www.w3.org/1999/xhtml" lang="de"><body>{page}</body></html>'.encode()
    book = open_any(make_epub(stated))
    assert [stop.language for stop in lay_out(0, book.section(0), "en").stops] == ["fr", "de"]
    book.close()


@pytest.mark.parametrize("stated", ["cy", "und", "zh-Hans-x-none", ""])
def test_a_language_is_doubted_only_when_its_words_are_known(stated: str) -> None:
    assert contradicts(ENGLISH, stated) == ("en" if stated.startswith("zh") else "")
