"""What holds for every page, however its elements are put together."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from made_pages import read

from accessvr.content import inspection
from accessvr.content.books.lexicon import Lexicon
from accessvr.content.books.markup import named
from accessvr.content.tally import in_sentence, passed, walk
from accessvr.core.publication import Kind, lay_out

TAGS = sorted(
    named(
        "p p p div span i a a sup h1 h2 ul ol li dl dt dd table tr td th caption thead blockquote figure figcaption "
        "details summary aside section nav pre code hr br img svg math ruby rt object audio iframe map area dialog em"
    )
)
ATTRIBUTES = (
    *("", "", "", "", 'id="{0}"', 'id="a"', 'id="b"', 'href="#a"', 'href="#b"', 'hidden=""', 'style="display:none"'),
    *('aria-details="a"', 'aria-describedby="b"', 'aria-label="x"', 'alt=""', 'alt="y z"', 'lang="fr"', 'scope="row"'),
    *('epub:type="noteref" href="#a"', 'epub:type="footnote" id="a"', 'epub:type="endnotes"', 'role="doc-backlink"'),
    *('epub:type="pagebreak" title="7"', 'role="doc-chapter"', 'epub:type="pullquote"', 'role="presentation"'),
    *('colspan="3"', 'rowspan="0"', 'headers="a b"', 'ssml:ph="q"', 'class="poem"', 'role="math"', 'role="listitem"'),
)
WORDS = st.sampled_from(["", "", " ", "a", "one two", "[", "]", "1", "↩", "\u00ad", "c.\n", "漢", "&nbsp;"[:0] + "é "])
LEXICON = Lexicon("en", {"two": "ipa t", "one two": "ipa o"}, {"two": ("two",), "one": ("one two",)})


@st.composite
def trees(draw: st.DrawFn, depth: int = 4, words: st.SearchStrategy[str] = WORDS) -> str:
    tag = draw(st.sampled_from(TAGS))
    stated = " ".join(draw(st.lists(st.sampled_from(ATTRIBUTES), max_size=2)))
    names: dict[str, str] = {}
    for part in stated.format(draw(st.integers(0, 99))).replace('" ', '"\n').split("\n"):
        names.setdefault(part.partition("=")[0].strip(), part)
    inner = draw(words)
    for _ in range(draw(st.integers(0, 3)) if depth else 0):
        inner += draw(trees(depth - 1, words)) + draw(words)
    return f"<{tag} {' '.join(filter(None, names.values()))}>{inner}</{tag}>"


@settings(max_examples=150, deadline=None)
@given(st.lists(trees(), max_size=4).map("".join))
def test_ids_marks_and_places_of_any_page_are_sound(body: str) -> None:
    page = read(body, lexicons=[LEXICON])
    nodes = [node for top in page.nodes for node in walk((top,))]
    by_id = {node.id: node for node in nodes}
    assert len(by_id) == len(nodes)
    assert set(page.anchors.values()) <= set(by_id)
    assert not set(page.anchors) & set(by_id)
    for node in nodes:
        assert all(0 <= span.start <= span.end <= len(node.text) for span in node.spans)
        assert in_sentence(node) <= {child.id for child in node.children}
        assert (node.kind is Kind.CELL) or node.cell is None
        assert node.text == node.text.strip(" ") or node.kind is Kind.CODE
    for extent in page.extents.values():
        assert 0 <= extent.start <= extent.end <= len(by_id[extent.node].text)
    passage = lay_out(0, page.nodes, "en")
    assert [stop.node.id for stop in passage.stops] == [node.id for node in nodes]


@settings(max_examples=100, deadline=None)
@given(st.lists(trees(), max_size=4).map("".join))
def test_a_page_that_is_read_twice_is_the_same(body: str) -> None:
    assert read(body) == read(body)


HIDING = ('hidden=""', 'aria-hidden="true"', 'style="display:none"', 'class="x"')
HIDDEN = st.tuples(st.sampled_from(HIDING), trees(3, st.just("secret"))).map(lambda h: f"<div {h[0]}>{h[1]}</div>")


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.one_of(trees(2), HIDDEN), max_size=5).map("".join), st.sampled_from(["{}", "<p>{}</p>", "<ul>{}</ul>"])
)
def test_nothing_hidden_is_on_the_way_of_any_page(body: str, around: str) -> None:
    page = read(around.format(body), head="<style>.x{display:none}</style>")
    assert not [node for node in passed(page.nodes) if "secret" in node.text + node.label]


TEXT = sorted(
    named(
        "p div span i h1 ul ol li dl dt dd table caption thead tr td th blockquote figure figcaption section nav aside "
        "details summary pre em"
    )
)
SAID = ("", "", 'id="a"', 'lang="fr"', 'role="doc-tip"', 'epub:type="footnote"', 'epub:type="endnotes"', 'class="poem"')


@st.composite
def texts(draw: st.DrawFn, depth: int = 4) -> str:
    inner = draw(st.sampled_from(["", "word", " word "]))
    for _ in range(draw(st.integers(0, 3)) if depth else 0):
        inner += draw(texts(depth - 1)) + draw(st.sampled_from(["", "word", " word "]))
    tag = draw(st.sampled_from(TEXT))
    return f"<{tag} {draw(st.sampled_from(SAID))}>{inner}</{tag}>"


@settings(max_examples=150, deadline=None)
@given(st.lists(texts(), max_size=4).map("".join))
def test_every_word_of_any_page_is_said_once(body: str) -> None:
    said = "".join(node.text + node.label for node in inspection.whole(read(body).nodes))
    assert said.count("word") == body.count("word")
