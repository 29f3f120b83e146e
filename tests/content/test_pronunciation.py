"""How words are pronounced: by SSML attributes and by lexicons."""

from __future__ import annotations

from pathlib import Path

import pytest
from content.conftest import MakeEpub, page
from made_pages import nodes, read, spans

from accessvr.content.books.lexicon import Lexicon, read_lexicon
from accessvr.content.readers import open_any
from accessvr.content.tally import walk
from accessvr.core.publication import Kind, Span

PLS = (
    '<lexicon xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" version="1.0" alphabet="{}" xml:lang="{}">{}'
    "</lexicon>"
)
LEXEME = "<lexeme>{}</lexeme>"


def lexicon(*lexemes: str, alphabet: str = "ipa", language: str = "en") -> Lexicon:
    read_one = read_lexicon(PLS.format(alphabet, language, "".join(map(LEXEME.format, lexemes))).encode())
    assert read_one is not None
    return read_one


def word(grapheme: str, phoneme: str) -> str:
    return f"<grapheme>{grapheme}</grapheme><phoneme>{phoneme}</phoneme>"


def found(body: str, *lexicons: Lexicon, language: str = "en") -> list[tuple[str, str]]:
    """The words that have a pronunciation, each with it."""
    every = (node for top in read(body, lexicons=lexicons, language=language).nodes for node in walk((top,)))
    return [
        (node.text[span.start : span.end], span.label)
        for node in every
        for span in node.spans
        if span.kind is Kind.PRONUNCIATION
    ]


def test_an_attribute_says_how_its_words_are_pronounced() -> None:
    (node,) = nodes('<p>Say <span ssml:ph="b&#x259;&#x2C8;l&#x254;&#xF8;"  ssml:alphabet="IPA">bologna</span>.</p>')
    assert node.text == "Say bologna."
    assert node.spans == (Span(4, 11, Kind.PRONUNCIATION, "ipa bəˈlɔø"),)


def test_the_alphabet_is_that_of_the_nearest_that_states_one() -> None:
    body = '<p ssml:alphabet="x-sampa"><i ssml:ph="a">x</i> <b ssml:alphabet="ipa"><i ssml:ph="b">y</i></b></p>'
    assert found(body) == [("x", "x-sampa a"), ("y", "ipa b")]
    assert [
        span.label for span in spans('<p><i ssml:ph="a">x</i></p>', Kind.PRONUNCIATION, top='ssml:alphabet="x-SAMPA"')
    ] == ["x-sampa a"]


def test_without_an_alphabet_sounds_are_ipa() -> None:
    assert found('<p><i ssml:ph="a">x</i></p>') == [("x", "ipa a")]


def test_a_whole_block_may_be_pronounced() -> None:
    assert found('<h1 ssml:ph="a b">Two words</h1><p ssml:ph="c">x</p>') == [("Two words", "ipa a b"), ("x", "ipa c")]


def test_a_hundred_and_two_attributes_all_arrive() -> None:
    body = "".join(
        f'<p>One <span ssml:ph="s{n}">w{n}</span> <i>and</i> <b ssml:ph="t{n}">v{n}</b>.</p>' for n in range(51)
    )
    assert found(body) == [pair for n in range(51) for pair in ((f"w{n}", f"ipa s{n}"), (f"v{n}", f"ipa t{n}"))]


def test_a_lexicon_knows_whole_words_only() -> None:
    book = lexicon(word("read", "rɛd"))
    assert found("<p>I read. Readers reread; re-read (read)</p>", book) == [("read", "ipa rɛd")] * 3


def test_case_is_as_the_lexicon_says() -> None:
    book = lexicon(word("Polish", "ˈpoʊlɪʃ"))
    assert found("<p>Polish polish</p>", book) == [("Polish", "ipa ˈpoʊlɪʃ")]


def test_the_longest_words_come_first() -> None:
    book = lexicon(word("New", "a"), word("New York", "b"), word("York City", "c"))
    assert found("<p>New York City, New</p>", book) == [("New York", "ipa b"), ("New", "ipa a")]


def test_an_alias_is_said_instead() -> None:
    book = lexicon("<grapheme>W3C</grapheme><grapheme>W3</grapheme><alias>World Wide Web Consortium</alias>")
    assert found("<p>The W3C, W3.</p>", book) == [
        ("W3C", "alias World Wide Web Consortium"),
        ("W3", "alias World Wide Web Consortium"),
    ]


def test_the_preferred_pronunciation_is_taken_and_may_have_its_own_alphabet() -> None:
    book = lexicon(
        '<grapheme>x</grapheme><phoneme>a</phoneme><phoneme prefer="true" alphabet="x-SAMPA">b</phoneme>',
        alphabet="ipa",
    )
    assert found("<p>x</p>", book) == [("x", "x-sampa b")]


@pytest.mark.parametrize(
    ("of_lexicon", "of_text", "suits"),
    [("en", "en-GB", True), ("en-US", "en", True), ("en-US", "en-GB", False), ("fr", "en", False), ("", "de", True)],
)
def test_a_lexicon_is_for_its_language(of_lexicon: str, of_text: str, suits: bool) -> None:
    book = lexicon(word("chat", "ʃa"), language=of_lexicon)
    assert bool(found("<p>chat</p>", book, language=of_text)) is suits


def test_a_lexicon_is_for_the_stretches_in_its_language() -> None:
    book = lexicon(word("chat", "ʃa"), language="fr")
    assert found('<p>chat <i lang="fr">le chat</i> chat</p>', book) == [("chat", "ipa ʃa")]


def test_an_attribute_wins_over_a_lexicon_and_the_first_lexicon_over_the_second() -> None:
    first, second = lexicon(word("a b", "1")), lexicon(word("a", "2"), word("b", "2"), word("c", "2"))
    assert found('<p><i ssml:ph="0">a</i> a b, b c</p>', first, second) == [
        ("a", "ipa 0"),
        ("a b", "ipa 1"),
        ("b", "ipa 2"),
        ("c", "ipa 2"),
    ]


def test_languages_without_spaces_have_words_too() -> None:
    book = lexicon(word("重慶", "ʈʂʰʊŋ"), language="zh")
    assert found("<p>我在重慶住。</p>", book, language="zh-TW") == [("重慶", "ipa ʈʂʰʊŋ")]


def test_a_large_lexicon_costs_little() -> None:
    book = lexicon(*(word(f"w{n} x", "a") for n in range(5000)))
    assert len(found(f"<p>{'w7 x and ' * 3000}</p>", book)) == 3000


def test_what_is_no_lexicon_is_none() -> None:
    assert read_lexicon(b"") is None
    assert read_lexicon(b"<html/>") is None
    assert read_lexicon(b"<lexicon><lexeme><grapheme>  </grapheme><phoneme/></lexeme></lexicon>") == Lexicon("", {}, {})


def test_the_small_text_of_a_japanese_ruby_says_how_it_is_read() -> None:
    ruby = "<p><ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>だ</p>"
    assert found(ruby, language="ja") == [("漢字", "alias かんじ")]
    assert found(ruby, language="zh") == []
    assert found("<p><ruby>漢<rt>kan</rt></ruby></p>", language="ja") == []


def _book(make_epub: MakeEpub, link: str, *, listed: bool) -> list[tuple[str, str]]:
    item = '<item id="l" href="l.pls" media-type="application/pls+xml"/>' if listed else ""
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:language>en</dc:language></metadata><manifest>{item}<item id="a" href="a.xhtml" '
        'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>'
    )
    chapter = page("<p>Say lamp.</p>").replace("</head>", f"{link}</head>")
    files = {
        "OPS/package.opf": package,
        "OPS/a.xhtml": chapter,
        "OPS/l.pls": PLS.format("x-sampa", "en", LEXEME.format(word("lamp", "l{mp"))),
    }
    book = open_any(make_epub(files=files))
    return [(node.text, span.label) for node in book.section(0) for span in node.spans]


LINK = '<link rel="pronunciation" type="application/pls+xml" hreflang="en" href="l.pls"/>'


@pytest.mark.parametrize(("link", "listed"), [(LINK, False), ("", True), (LINK, True)])
def test_a_lexicon_is_linked_by_a_page_or_listed_in_the_book(make_epub: MakeEpub, link: str, listed: bool) -> None:
    assert _book(make_epub, link, listed=listed) == [("Say lamp.", "x-sampa l{mp")]


def test_a_lexicon_on_the_network_is_never_asked_for(make_epub: MakeEpub) -> None:
    assert _book(make_epub, LINK.replace("l.pls", "http://a.b/l.pls"), listed=False) == []


def test_the_made_book_of_the_lamp_has_a_lexicon_and_an_attribute(books: Path) -> None:
    book = open_any(books / "epub" / "own" / "lamp.epub")
    every = [node for index in range(3) for node in walk(book.section(index))]
    labels = [span.label.partition(" ")[0] for node in every for span in node.spans if span.kind is Kind.PRONUNCIATION]
    assert len(labels) >= 2
    assert set(labels) <= {"ipa", "x-sampa", "alias"}
