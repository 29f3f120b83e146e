"""However a DAISY book is damaged, it is read or refused in plain words, and nothing ends in a traceback."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from content.made_daisy import (
    Par,
    dtbook,
    folder,
    heading,
    mark,
    ncc,
    ncx,
    opf,
    point,
    read_whole,
    smil3,
    smil202,
    text202,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from accessvr.core.errors import ContentError
from accessvr.core.publication import Node

OLD = {
    "ncc.html": ncc(heading(1, "h", "s.smil#p", "One") + mark("page-normal", "g", "s.smil#q", "1")),
    "s.smil": smil202(
        Par("p", "c.html#h", (("a.wav", 0, 1),)), Par("q", "ncc.html#g", (("a.wav", 1, 2),), "pagenumber")
    ),
    "c.html": text202('<h1 id="h">One</h1><p>Words.</p>'),
}
NEW = {
    "b.opf": opf("s.smil", "b.xml", "b.ncx", "a.wav", spine=("s.smil",)),
    "b.ncx": ncx(point("One", "s.smil#p", point("Two", "s.smil#q"))),
    "s.smil": smil3(Par("p", "b.xml#h", (("a.wav", 0, 1),)), Par("q", "b.xml#w", (("a.wav", 1, 2),))),
    "b.xml": dtbook(
        "<level1><h1 id='h'>One</h1><p id='w'>Words.<noteref idref='#n'>1</noteref></p><note id='n'/></level1>"
    ),
}
INSERTED = st.sampled_from(
    [
        "<",
        ">",
        "</p>",
        "&",
        "&nbsp;",
        '"',
        "<p>",
        "<seq>",
        "\x00",
        "href=",
        "#",
        "..",
        "/",
        "<!--",
        "]]>",
        "-9",
        "<a id='h'>",
    ]
)
CUTS = st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 60), INSERTED), min_size=1, max_size=4)


@settings(max_examples=60)
@given(data=st.data(), cuts=CUTS)
@pytest.mark.parametrize("files", [OLD, NEW], ids=["DAISY 2.02", "DAISY 3"])
def test_damage_is_survived(files: dict[str, str], data: st.DataObject, cuts: list[tuple[int, int, str]]) -> None:
    name = data.draw(st.sampled_from(sorted(files)))
    text = files[name]
    for at, length, inserted in cuts:
        at %= len(text) + 1
        text = text[:at] + inserted + text[at + length :]
    with tempfile.TemporaryDirectory() as made:
        path = folder(Path(made) / "book", {**files, name: text, "a.wav": 2.0})
        with suppress(ContentError):  # a refusal is an answer
            found = read_whole(path)
            ids = [node.id for node in found.nodes]
            assert len(set(ids)) == len(ids)
            assert all(_is_sound(node) for node in found.nodes)


def _is_sound(node: Node) -> bool:
    longest = len(node.text) or 10_000
    return all(0 <= clip.start <= clip.end <= longest and 0 <= clip.from_s <= clip.to_s <= 2.5 for clip in node.clips)
