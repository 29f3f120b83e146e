"""The fast way to all words gives the words of the nodes, in their order."""

from __future__ import annotations

from pathlib import Path

import pytest
from content.conftest import MakeEpub, page
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from accessvr.content.books.full_text import page_text, section_texts
from accessvr.content.readers import open_any
from accessvr.content.tally import walk
from accessvr.core.publication import Node

NOVELS = (
    "epub/standardebooks/pride-and-prejudice.epub",
    "epub/standardebooks/flatland.epub",
    "epub/idpf-samples/moby-dick.epub",
    "epub/idpf-samples/childrens-literature.epub",
    "epub/idpf-samples/wasteland.epub",
    "epub/idpf-samples/regime-anticancer-arabic.epub",
    "epub/idpf-samples/trees.epub",
    "epub/own/lamp.epub",
    "epub/daisy-a11y-tests/daisy-non-visual-reading.epub",
    "epub/daisy-a11y-tests/daisy-read-aloud.epub",
)
UNLIKE = {  # sections in which signs of notes are not stated, a style sheet hides something, or formulas stand
    "epub/idpf-samples/moby-dick.epub": {143},
    "epub/idpf-samples/wasteland.epub": {0},
    "epub/idpf-samples/regime-anticancer-arabic.epub": {2},
    "epub/daisy-a11y-tests/daisy-non-visual-reading.epub": {3},
}


def words_of(nodes: tuple[Node, ...]) -> list[str]:
    return " ".join(part for node in walk(nodes) for part in (node.label, node.text)).split()


@pytest.mark.parametrize("name", NOVELS)
def test_the_words_are_those_of_the_nodes(books: Path, name: str) -> None:
    book = open_any(books / name)
    texts = list(section_texts(books / name))
    assert len(texts) == len(book.publication.sections)
    for index, text in enumerate(texts):
        if index not in UNLIKE.get(name, ()):
            assert text.split() == words_of(book.section(index)), f"section {index}"
    book.close()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<p>One</p><p>two</p>three<p>four</p>five", "One two three four five"),
        ("<p>be<i>tw</i>een <b>us</b></p>", "between us"),
        ("<p>a<br/>b</p><ul><li>c</li><li>d</li></ul>", "a b c d"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b c"),
        ('<p>seen</p><p hidden="">x</p><div style="display : none"><p>x</p></div><p aria-hidden="true">x</p>', "seen"),
        ("<p>a<script>x</script>b<style>x</style>c<template><p>x</p></template>d</p><!-- x -->", "abcd"),
        ('<p>A<img src="a.png" alt="a hill"/>B</p><p><img src="b.png" alt="W"/>hen</p>', "A a hill B When"),
        ('<p><img src="a.png" alt="x" role="presentation"/>plain</p>', "plain"),
        ("<p><ruby>base<rp>(</rp><rt>x</rt><rp>)</rp></ruby></p>", "base"),
        ("<p>soft\u00adhyphen, zero\u200bwidth, \u202bmarks\u202c\u2060</p>", "softhyphen, zerowidth, marks"),
        (
            '<p>end<span epub:type="pagebreak" title="43">43</span>less<a epub:type="noteref" href="#n">2</a>.</p>',
            "endless.",
        ),
        ('<p>end<a href="#n"><sup>3</sup></a> and <a href="#n">here</a></p>', "end and here"),
        ("<p>a<svg xmlns='http://www.w3.org/2000/svg'><title>A star</title><path/></svg>b</p>", "a A star b"),
    ],
)
def test_words_are_kept_apart_and_nothing_hidden_is_among_them(body: str, words: str) -> None:
    assert page_text(page(body).encode()).split() == words.split()


def test_a_page_that_is_not_well_formed_gives_its_words() -> None:
    assert page_text(b"<html><body><p>One &nbsp; two<p>three <b>four</body></html>").split() == [
        "One",
        "two",
        "three",
        "four",
    ]


@pytest.mark.parametrize("data", [b"", b"   ", b"\x00\x00", b"\xff\xfe", b"<", b"<a", b"no markup"])
def test_bytes_that_are_no_page_raise_nothing(data: bytes) -> None:
    assert isinstance(page_text(data), str)


def test_a_missing_file_is_an_empty_section(make_epub: MakeEpub) -> None:
    assert next(iter(section_texts(make_epub("<p>a</p>", "<p>b</p>", left_out=("OPS/c0.xhtml",))))) == ""


TAGS = st.sampled_from(
    ["p", "div", "span", "em", "ul", "li", "blockquote", "h2", "section", "b", "sup", "td", "figure"]
)
WORDS = st.text(st.sampled_from("ab é\u00ad\u2060\n 漢"), max_size=6)


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> str:
    tag, hidden = draw(TAGS), draw(st.sampled_from(["", "", "", ' hidden=""', ' style="display:none"']))
    inner = draw(WORDS)
    for _ in range(draw(st.integers(0, 3)) if depth else 0):
        inner += draw(trees(depth=depth - 1)) + draw(WORDS)
    return f"<{tag}{hidden}>{inner}</{tag}>"


@given(st.lists(trees(), max_size=4).map("".join))
def test_any_page_gives_the_words_of_its_nodes(body: str) -> None:
    from accessvr.content.books.xhtml import read_page

    data = page(body).encode()
    nodes = read_page(etree.fromstring(data), "s0", "en", lambda href: "").nodes
    assert page_text(data).split() == words_of(nodes)
