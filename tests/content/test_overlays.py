from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessvr.content.books.markup import parse_page
from accessvr.content.books.overlays import Heard, name_parts, voiced, without_gaps
from accessvr.content.books.smil import Sound
from accessvr.content.books.xhtml import read_page
from accessvr.content.tally import walk
from accessvr.core.publication import Clip, Kind, Node


def laid(body: str, *heard: Heard) -> tuple[tuple[Node, ...], list[str]]:
    root, _ = parse_page(
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<body>{body}</body></html>".encode()
    )
    assert root is not None
    parts = name_parts(root, [name for name, _ in heard])
    page, missing = voiced(read_page(root, "s", "en", lambda href: ""), "s", heard, parts)
    return page.nodes, missing


def clips(body: str, *heard: Heard) -> list[tuple[str, float, float]]:
    """Each clip: the words it is heard for, and its times."""
    nodes, missing = laid(body, *heard)
    assert missing == []
    return [(node.text[c.start : c.end], c.from_s, c.to_s) for node in walk(nodes) for c in node.clips]


def one(from_s: float, to_s: float, source: str = "a.mp3") -> tuple[Sound, ...]:
    return (Sound(source, from_s, to_s),)


def test_sentences_of_a_paragraph_have_clips_of_their_own_without_gaps_between() -> None:
    body = '<p>“<span id="a">One came</span>,” <span id="b">two went.</span>) <span id="c">Three.</span></p>'
    assert clips(body, ("a", one(0, 1)), ("b", one(1, 2))) == [("“One came,” ", 0, 1), ("two went.)", 1, 2)]
    assert clips(body, ("c", one(2, 3))) == [("Three.", 2, 3)]


def test_sounds_that_follow_each_other_are_one_clip() -> None:
    two = (Sound("a.mp3", 0.0, 1.0), Sound("a.mp3", 1.02, 2.0))
    assert clips('<p id="p">One two.</p>', ("p", two)) == [("One two.", 0.0, 2.0)]
    assert clips('<p id="p">One two.</p>', ("p", one(0, 1)), ("p", one(1, 2))) == [("One two.", 0, 2)]


def test_sounds_of_several_files_part_the_words_by_their_time() -> None:
    two = (Sound("a.mp3", 0.0, 1.0), Sound("b.mp3", 0.0, 3.0))
    assert clips('<p id="p">Wind rain, storm and snow.</p>', ("p", two)) == [
        ("Wind ", 0.0, 1.0),
        ("rain, storm and snow.", 0.0, 3.0),
    ]


def test_a_whole_that_is_heard_at_once_is_laid_over_all_its_blocks() -> None:
    body = '<div id="d"><h2>Ten words</h2><p>Ten words here too.</p><ul><li>Ten words</li></ul></div><p>Not this.</p>'
    found = clips(body, ("d", one(10, 47)))
    assert [words for words, _, _ in found] == ["Ten words", "Ten words here too.", "Ten words"]
    assert found[0][1:] == (10, 19.0)
    assert found[1][1:] == (19.0, 38.0)
    assert found[2][1:] == (38.0, 47)


def test_a_table_and_a_whole_page_may_be_heard_at_once() -> None:
    table = '<table id="t"><tr><td>Bread</td><td>Salt</td></tr><tr><td>Lamp</td><td>Oil</td></tr></table><p>Not.</p>'
    assert [words for words, _, _ in clips(table, ("t", one(0, 4)))] == ["Bread", "Salt", "Lamp", "Oil"]
    assert [words for words, _, _ in clips("<p>One.</p><p>Two.</p>", ("", one(0, 4)))] == ["One.", "Two."]


def test_what_is_heard_within_a_whole_is_not_heard_twice() -> None:
    body = '<div id="d"><p>One.</p><p id="p">Two.</p></div>'
    assert clips(body, ("d", one(0, 4)), ("p", one(9, 10))) == [("One.", 0, 4), ("Two.", 9, 10)]
    twice = '<p id="p">One <span id="s">two</span>.</p>'
    assert clips(twice, ("p", one(0, 4)), ("s", one(9, 10))) == [("One two.", 0, 4)]


def test_marks_beside_the_text_have_clips_of_no_length() -> None:
    body = (
        '<p id="p">One <span id="g" epub:type="pagebreak">9</span>two<a id="r" epub:type="noteref" href="#n">1</a>.</p>'
        '<span id="h" epub:type="pagebreak">10</span>'
    )
    nodes, _ = laid(body, ("p", one(0, 1)), ("g", one(1, 2)), ("r", one(2, 3)), ("h", one(3, 4)))
    assert [(c.start, c.end, c.from_s) for c in nodes[0].clips] == [(0, 8, 0), (4, 4, 1), (7, 7, 2)]
    assert nodes[1].kind is Kind.BREAK
    assert [(c.start, c.end, c.from_s) for c in nodes[1].clips] == [(0, 0, 3)]


def test_a_picture_that_is_heard_has_a_clip_in_milliseconds() -> None:
    nodes, _ = laid('<figure id="f"><img id="i" src="a.png" alt="A lamp"/></figure>', ("i", one(1, 3.5)))
    assert nodes[0].label == "A lamp"
    assert nodes[0].clips == (Clip("a.mp3", 1, 3.5, 0, 2500),) or nodes[0].clips == (Clip("a.mp3", 1, 3.5, 0, 0),)


def test_what_is_heard_for_words_that_are_not_there_is_told() -> None:
    assert laid("<p>One.</p>", ("x", one(0, 1)))[1] == ["x"]


def test_words_without_a_clip_have_none() -> None:
    nodes, _ = laid('<p id="p">One.</p><p>Two.</p>', ("p", one(0, 1)))
    assert [len(node.clips) for node in nodes] == [1, 0]


@given(
    text=st.text("ab ,.", min_size=1, max_size=30),
    cuts=st.lists(st.integers(0, 30), max_size=6),
)
def test_no_letter_is_won_or_lost_when_gaps_are_closed(text: str, cuts: list[int]) -> None:
    edges = sorted({min(cut, len(text)) for cut in cuts})
    given_clips = [Clip("a", start, end, start, end) for start, end in zip(edges[::2], edges[1::2], strict=False)]
    closed = list(without_gaps(text, given_clips))
    assert len(closed) == len(given_clips)
    assert [_letters(text, clip) for clip in closed] == [_letters(text, clip) for clip in given_clips]
    assert all(before.end <= after.start for before, after in pairwise(closed))


def _letters(text: str, clip: Clip) -> str:
    return "".join(letter for letter in text[clip.start : clip.end] if letter.isalnum())


SOUNDS = st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 20), st.integers(1, 9)), min_size=1, max_size=4)


@given(blocks=st.lists(st.text("ab ", max_size=12), min_size=1, max_size=5), sounds=SOUNDS)
def test_however_sounds_and_blocks_meet_all_is_heard_once_and_in_order(
    blocks: list[str], sounds: list[tuple[str, int, int]]
) -> None:
    given_sounds = tuple(Sound(name, begin, begin + length) for name, begin, length in sounds)
    nodes, _ = laid(f"<div id='d'>{''.join(f'<p>{block}</p>' for block in blocks)}</div>", ("d", given_sounds))
    for node in nodes:
        covering = [clip for clip in node.clips if clip.end > clip.start]
        assert all(before.end <= after.start for before, after in pairwise(covering))
        assert all(0 <= clip.start <= clip.end <= max(len(node.text), 1) for clip in covering)
        if node.text:
            assert sum(clip.end - clip.start for clip in covering) == len(node.text)
    heard_s = _seconds(clip for node in nodes for clip in node.clips)
    assert heard_s <= sum(length for _, _, length in sounds) + 1e-6


def _seconds(found: Iterable[Clip]) -> float:
    return sum(clip.to_s - clip.from_s for clip in found)


@pytest.mark.parametrize("count", [3000])
def test_many_phrases_are_laid_quickly(count: int) -> None:
    body = "".join(f'<p><span id="a{i}">Word {i}.</span> <span id="b{i}">And more.</span></p>' for i in range(count))
    heard = [(f"{half}{i}", one(i, i + 1)) for i in range(count) for half in "ab"]
    nodes, missing = laid(body, *heard)
    assert missing == []
    assert sum(len(node.clips) for node in nodes) == 2 * count
