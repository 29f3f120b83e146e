from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from accessvr.content import inspection
from accessvr.content.readers import open_any

MakeEpub = Callable[..., Path]
BODY = "<h1>One</h1><p>A <b>word</b>.</p><figure><img src='x' alt='A lamp.'/></figure><pre>a\nb</pre><h2>More</h2>"


def test_the_text_has_a_line_for_each_block_and_for_the_words_of_pictures(make_epub: MakeEpub) -> None:
    assert list(inspection.text(open_any(make_epub(BODY)))) == ["One", "A word.", "A lamp.", "a b", "More"]


def test_the_outline_is_the_contents(make_epub: MakeEpub) -> None:
    nav = '<ol><li><a href="c0.xhtml">Part 1</a><ol><li><a href="c0.xhtml#x">I</a></li></ol></li></ol>'
    assert list(inspection.outline(open_any(make_epub(BODY, nav=nav)))) == ["Part 1", "  I"]


def test_without_contents_the_outline_is_the_headings(make_epub: MakeEpub) -> None:
    assert list(inspection.outline(open_any(make_epub(BODY)))) == ["One", "  More"]


def test_the_tree_holds_everything_and_is_fit_for_json(make_epub: MakeEpub) -> None:
    tree = json.loads(json.dumps(inspection.tree(open_any(make_epub(BODY)))))
    assert tree["publication"]["title"] == "Made"
    assert [node["kind"] for node in tree["sections"][0]["nodes"]] == [
        "heading",
        "paragraph",
        "figure",
        "code",
        "heading",
    ]
    assert tree["troubles"] == ["there is no table of contents: headings take its place"]
