from __future__ import annotations

from accessvr.content.books.extents import Extent
from accessvr.content.books.markup import parse_page
from accessvr.content.books.xhtml import Page, read_page


def read(body: str) -> Page:
    root, _ = parse_page(
        f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>{body}</body>'
        "</html>".encode()
    )
    assert root is not None
    return read_page(root, "s3", "en", lambda href: f"to:{href}")


def heard(body: str) -> dict[str, str]:
    """For each id the words that lie in its extent."""
    page = read(body)
    texts = {}
    waiting = list(page.nodes)
    while waiting:
        node = waiting.pop()
        texts[node.id] = node.text
        waiting += node.children
    return {name[3:]: texts[at.node][at.start : at.end] for name, at in page.extents.items() if name != "s3"}


def test_an_inline_element_has_the_words_it_holds() -> None:
    body = '<p id="p">She <b id="b">was</b> at <a id="a" href="#x"> the <i id="i">twelfth</i></a> step.</p>'
    assert heard(body) == {"p": "She was at the twelfth step.", "b": "was", "a": "the twelfth", "i": "twelfth"}


def test_a_block_has_its_whole_text_and_a_container_that_of_its_first_block() -> None:
    body = '<section id="s"><h1 id="h">One</h1><ul id="u"><li id="l"><p id="p">Two</p></li></ul></section>'
    assert heard(body) == {"s": "One", "h": "One", "u": "Two", "l": "Two", "p": "Two"}


def test_page_breaks_and_note_references_are_points() -> None:
    page = read('<p>One <span id="p9" epub:type="pagebreak" title="9"/>two<a id="r" href="#n"><sup>1</sup></a>.</p>')
    assert page.extents["s3#p9"] == Extent("s3#/2", 4, 4)
    assert page.extents["s3#r"] == Extent("s3#/2", 7, 7)


def test_a_page_break_between_blocks_is_the_beginning_of_the_next() -> None:
    page = read('<p>One.</p><div id="p9" epub:type="pagebreak" title="9"/><p id="two">Two.</p>')
    assert page.extents["s3#p9"] == Extent("s3#two", 0, 0)
    assert page.extents["s3"] == Extent("s3#/2", 0, 4)


def test_a_picture_in_a_sentence_lies_where_its_words_are() -> None:
    assert heard('<p>Press<img id="i" src="x" alt="the bell"/>twice.</p>') == {"i": "the bell"}


def test_an_element_around_blocks_has_the_first_of_them() -> None:
    assert heard('<span id="s"><p>One.</p><p>Two.</p></span><span id="t">Three</span>') == {"s": "One.", "t": "Three"}


def test_an_element_that_begins_in_loose_text_ends_with_its_block() -> None:
    assert heard('<div>Loose <span id="s">text<p>One.</p></span></div>') == {"s": "text"}


def test_an_id_that_stands_twice_is_that_of_the_first() -> None:
    assert heard('<p>One <b id="x">two</b> <b id="x">three</b></p>') == {"x": "two"}


def test_words_of_an_item_keep_their_place_when_the_item_takes_its_first_text() -> None:
    page = read('<ul><li id="l"><p>One <em id="e">two</em></p></li></ul>')
    assert page.extents["s3#e"] == Extent("s3#l", 4, 7)
