"""Small changes to files that are right, and pages made of anything: what a fuzz test feeds to the readers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from content.hostile.faults import Opened
from hypothesis import strategies as st

from accessvr.content.readers import Anchored, open_any
from accessvr.content.stored import node_from_json, node_to_json, publication_from_json, publication_to_json
from accessvr.content.tally import exact, tally
from accessvr.core.errors import ContentError

TOKENS = (
    *(b"<", b">", b"&", b'"', b"'", b"/", b"#", b"=", b"]]>", b"<!--", b"-->", b"<?", b"?>", b"<![CDATA["),
    *(b"<p>", b"</p>", b"<li>", b"<ol>", b"</ol>", b"<table>", b"<tr>", b"<td rowspan='9' colspan='0'>", b"</table>"),
    *(b"<section>", b"<div hidden=''>", b"<math><mi>x</mi></math>", b"<ruby>a<rt>b</rt></ruby>", b"<br/>", b"<hr/>"),
    *(b"<span epub:type='pagebreak' title='9'/>", b"<a epub:type='noteref' href='#n'>1</a>", b"<img alt='x'/>"),
    *(b"<aside epub:type='footnote' id='n'>", b"<svg><title>x</title></svg>", b"<figure><figcaption>", b"<details>"),
    *(
        b"<a href='#'>",
        b"<h1>",
        b"<h6 id='h1'>",
        b"<pre>",
        b"<blockquote>",
        b"<dl><dt>",
        b" id='h1'",
        b" xml:lang='fr'",
    ),
    *(
        b"&nbsp;",
        b"&#0;",
        b"&#x202e;",
        b"&x;",
        b"\x00",
        b"\x0b",
        b"\xff\xfe",
        b"\xe2\x80\xae",
        b"\xc2\xad",
        b"\xed\xa0\x80",
    ),
    *(b"../", b"..\\", b"%2e%2e/", b"http://a/", b"file:///", b"npt=", b"-1s", b"99:99:99", b"NaN", b"1e999", b"0"),
    *(
        b"<!DOCTYPE x [<!ENTITY x 'y'>]>",
        b"<par>",
        b"<seq>",
        b"<text src=''/>",
        b"<audio src='part.wav'/>",
        b"<navPoint>",
    ),
)
_PLACE = st.floats(0, 1, allow_nan=False)
Change = tuple[str, float, int, bytes]
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["put", "put", "take", "double", "flip", "end"]),
        _PLACE,
        st.integers(1, 60),
        st.sampled_from(TOKENS) | st.binary(min_size=1, max_size=4),
    ),
    min_size=1,
    max_size=4,
)


def changed(data: bytes, changes: list[Change]) -> bytes:
    """Give the bytes after small changes: something put in, taken out, doubled, flipped, or all the rest lost."""
    for what, place, length, token in changes:
        at = round(place * len(data))
        match what:
            case "put":
                data = data[:at] + token + data[at:]
            case "take":
                data = data[:at] + data[at + length :]
            case "double":
                data = data[:at] + data[at : at + length] * 2 + data[at + length :]
            case "flip":
                data = data[:at] + bytes(byte ^ token[0] for byte in data[at : at + 1]) + data[at + 1 :]
            case _:
                data = data[:at] if place > 0.5 else data
    return data


def opened(path: Path) -> Opened | None:
    """Open a file and read all of it; None when it is refused. Whatever else is raised is a fault, and not caught."""
    try:
        book = open_any(path)
    except ContentError as refused:
        if refused.message and refused.spoken.endswith(".") and refused.remedy.endswith("."):
            return None
        raise
    sections = []
    for index in range(len(book.publication.sections)):
        nodes = book.section(index)
        anchors: Mapping[str, str] = dict(book.anchors(index)) if isinstance(book, Anchored) else {}
        sections.append((nodes, anchors))
    outline = exact(book.publication, [tally(nodes, anchors) for nodes, anchors in sections])
    book.close()
    return Opened(outline, sections)


def comes_back(book: Opened) -> bool:
    """Tell whether a book is the same after it was written in its prepared form and read again."""
    outline = publication_from_json(_written(publication_to_json(book.publication)))
    nodes = [node for nodes, _ in book.sections for node in nodes]
    return outline == book.publication and [node_from_json(_written(node_to_json(node))) for node in nodes] == nodes


def _written(data: dict[str, object]) -> dict[str, object]:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return dict(json.loads(text.encode("utf-8").decode("utf-8")))


# -- pages made of anything

INLINE = ("b", "i", "span", "em", "a", "sup", "code", "ruby", "rt", "q", "small", "bdo", "label", "m:mi", "x::y")
BLOCKS = (
    *(
        "p",
        "div",
        "section",
        "h1",
        "h2",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "caption",
        "tr",
        "td",
        "th",
    ),
    *(
        "thead",
        "figure",
        "figcaption",
        "aside",
        "blockquote",
        "pre",
        "details",
        "summary",
        "nav",
        "math",
        "svg",
        "title",
    ),
)
EMPTY = ("br", "hr", "img", "wbr", "image", "audio", "input", "col", "mspace")
NAMES: tuple[str, ...] = (
    "id",
    "href",
    "class",
    "style",
    "hidden",
    "role",
    "epub:type",
    "title",
    "alt",
    "xml:lang",
    "lang",
    "dir",
)
NAMES += ("rowspan", "colspan", "headers", "scope", "aria-label", "aria-describedby", "aria-details", "aria-hidden")
NAMES += ("aria-level", "start", "value", "ssml:ph", "ssml:alphabet", "src", "cite", "type", "reversed", "name")
VALUES: tuple[str, ...] = (
    "",
    "a",
    "b",
    "#a",
    "#b",
    "c1.xhtml#a",
    "none",
    "true",
    "heading",
    "pagebreak",
    "noteref",
    "footnote",
    "endnotes",
)
VALUES += (
    "doc-backlink",
    "toc",
    "display:none",
    "fr",
    "ru-Latn",
    "x-klingon",
    "0",
    "-1",
    "9",
    "99999999999",
    "col",
    "rtl",
)
VALUES += ("presentation", "img", "math", "43", "../../x", "javascript:x", "row", "rowgroup", "A", "həˈloʊ", "poem")
WORDS = st.text(
    st.sampled_from(
        "abc de. Ée\u00ad\u200b\u202e\u2067\ufeff\n\t 漢字。שב1234*†\ud83d\udca1".encode(
            "utf-16", "surrogatepass"
        ).decode("utf-16")
    ),
    max_size=12,
)


@st.composite
def tags(draw: st.DrawFn, names: tuple[str, ...]) -> tuple[str, str]:
    """Give an opening tag and its name, with attributes that make sense or do not."""
    name = draw(st.sampled_from(names))
    given = draw(st.dictionaries(st.sampled_from(NAMES), st.sampled_from(VALUES), max_size=3))
    return name, "".join(f' {key}="{value}"' for key, value in given.items())


@st.composite
def bodies(draw: st.DrawFn, depth: int = 4) -> str:
    """Give what stands in an element: words, and elements in each other."""
    parts = [draw(WORDS)]
    for _ in range(draw(st.integers(0, 3))):
        if draw(st.integers(0, 4)) == 0:
            name, attributes = draw(tags(EMPTY))
            parts.append(f"<{name}{attributes}/>")
        else:
            name, attributes = draw(tags(INLINE if draw(st.booleans()) else BLOCKS))
            inner = draw(bodies(depth=depth - 1)) if depth else draw(WORDS)
            parts.append(f"<{name}{attributes}>{inner}</{name}>")
        parts.append(draw(WORDS))
    return "".join(parts)
