"""What is said of pictures, drawings, sounds and films, and where more is said."""

from __future__ import annotations

import pytest
from made_pages import every, nodes, read, said, spans

from accessvr.core.publication import Kind, Node, Span


def figure(body: str) -> Node:
    """The first picture of a page."""
    return next(node for node in every(body) if node.kind is Kind.FIGURE)


@pytest.mark.parametrize(
    ("body", "label"),
    [
        ('<img src="x" alt="A lamp."/>', "A lamp."),
        ('<img src="x" alt="Old." aria-label="New."/>', "New."),
        ('<p hidden="" id="l">By name.</p><img src="x" alt="Old." aria-labelledby="l"/>', "By name."),
        ('<img src="x" title="Last."/>', "Last."),
        ('<span role="img" aria-label="A star."/>', "A star."),
        ('<input type="image" alt="Go."/>', "Go."),
        ('<iframe src="http://a.b/" title="A map."/>', "A map."),
        ('<embed src="x" aria-label="A sound."/>', "A sound."),
        ('<object data="x" aria-label="A lamp.">Instead.</object>', "A lamp."),
        ('<video src="x" title="A film."/>', "A film."),
    ],
)
def test_a_picture_is_called_what_its_author_says(body: str, label: str) -> None:
    assert figure(body).label == label


def test_a_picture_that_needs_no_words_is_known_to_be_there() -> None:
    told: list[str] = []
    (picture,) = read('<img src="x" alt=""/>', told=told).nodes
    assert (picture.kind, picture.label, told) == (Kind.FIGURE, "", [])


@pytest.mark.parametrize("role", ["presentation", "none"])
def test_an_ornament_is_nothing(role: str) -> None:
    assert nodes(f'<p>a<img src="x" alt="" role="{role}"/>b</p><img src="y" role="{role}"/>')[0].spans == ()
    assert not [node for node in every(f'<img src="y" role="{role}"/>') if node.kind is Kind.FIGURE]


def test_a_picture_without_words_is_told_to_the_librarian_with_its_place() -> None:
    told: list[str] = []
    page = read('<p>One.</p>\n<p>a<img src="lamp.png"/>b</p>', told=told)
    assert told == ["line 2: img lamp.png has no words for those who cannot see it"]
    assert [span.label for span in page.nodes[1].spans] == [""]


def test_a_caption_that_says_the_same_is_said_once() -> None:
    body = '<figure><img src="x" alt="A lamp."/><figcaption>A lamp.</figcaption></figure>'
    assert said(body) == ["A lamp."]


def test_a_caption_of_several_blocks_is_kept_whole() -> None:
    caption = "<figcaption><p>One.</p><p>Two.</p><ul><li>x</li></ul></figcaption>"
    body = f'<figure id="f"><img src="x" alt="Map."/>{caption}</figure>'
    whole = figure(body)
    assert (whole.id, whole.label, whole.text) == ("s3#f", "Map.", "One.")
    assert [child.kind for child in whole.children] == [Kind.PARAGRAPH, Kind.LIST]


def test_a_figure_of_several_pictures_holds_them() -> None:
    body = '<figure><img src="x" alt="One."/><img src="y" alt="Two."/><figcaption>Both.</figcaption></figure>'
    whole = nodes(body)[0]
    assert [(child.kind, child.label or child.text) for child in whole.children] == [
        (Kind.FIGURE, "One."),
        (Kind.FIGURE, "Two."),
        (Kind.PARAGRAPH, "Both."),
    ]


def test_a_description_on_the_page_is_words_and_a_place() -> None:
    body = '<img src="x" alt="Map" aria-details="d"/><p>On.</p><div id="d"><p>Twelve <b>houses</b>.</p></div>'
    picture = figure(body)
    assert (picture.details, picture.more) == ("Twelve houses.", "s3#d")
    assert read(body).anchors["s3#d"] == nodes(body)[-1].id


def test_a_description_that_is_more_than_words_is_a_place_alone() -> None:
    body = '<img src="x" alt="Map" aria-describedby="d"/><div id="d"><table><tr><td>1</td></tr></table></div>'
    assert (figure(body).details, figure(body).more) == ("", "s3#d")


def test_a_long_description_is_a_place_alone() -> None:
    body = f'<img src="x" alt="Map" aria-details="d"/><p id="d">{"word " * 400}</p>'
    assert (figure(body).details, figure(body).more) == ("", "s3#d")


def test_a_hidden_description_is_kept_beside_the_way() -> None:
    body = '<img src="x" alt="Map" aria-details="d"/><div id="d" hidden=""><p>One.</p><p>Two.</p></div>'
    assert said(body) == ["Map"]
    (kept,) = [node for node in every(body) if node.beside]
    assert (kept.id, kept.kind, [child.text for child in kept.children]) == ("s3#d", Kind.DETAILS, ["One.", "Two."])
    assert (figure(body).details, figure(body).more) == ("One. Two.", "s3#d")


def test_a_description_elsewhere_is_a_place() -> None:
    link = '<a id="d" href="long.xhtml#x">Description</a>'
    assert figure(f'<img src="x" alt="Map" aria-details="d"/><p>{link}</p>').more == "to:long.xhtml#x"
    assert figure('<img src="x" alt="Map" longdesc="long.xhtml"/>').more == "to:long.xhtml"
    assert figure('<img src="x" alt="Map" aria-details="d"/><p id="d"><a href="l.xhtml">More</a></p>').details == ""


@pytest.mark.parametrize("stated", ['rel="describedby"', 'role="doc-describedby"', 'class="longdesc"'])
def test_a_link_in_a_figure_may_say_that_it_leads_to_the_description(stated: str) -> None:
    body = f'<figure><img src="x" alt="Map"/><figcaption>C. <a {stated} href="l.xhtml">More</a></figcaption></figure>'
    assert (figure(body).more, figure(body).text) == ("to:l.xhtml", "C. More")


def test_details_that_follow_a_picture_describe_it() -> None:
    body = '<p><img src="x" alt="Map"/></p><details id="d"><summary>More</summary><p>Twelve houses.</p></details>'
    assert (figure(body).more, figure(body).details) == ("s3#d", "Twelve houses.")


def test_details_in_a_caption_describe_the_picture() -> None:
    details = '<details id="d"><summary>More</summary><h3>A</h3><p>B</p></details>'
    body = f'<figure><img src="x" alt="Map"/><figcaption>C.{details}</figcaption></figure>'
    picture = figure(body)
    assert (picture.text, picture.more, picture.details) == ("C.", "s3#d", "")
    assert [child.kind for child in picture.children] == [Kind.DETAILS]


def test_a_link_after_a_picture_to_a_part_beside_the_way_leads_to_its_description() -> None:
    body = '<figure><img src="x" alt="Map"/></figure><p><a href="end.xhtml#m">More of it</a></p>'
    assert read(body, beside="to:end").nodes[0].more == "to:end.xhtml#m"
    assert read(body).nodes[0].more == ""


def test_a_figure_may_be_described_as_a_whole() -> None:
    body = '<figure aria-details="d"><img src="x" alt="Map"/></figure><p id="d">Twelve houses.</p>'
    assert (figure(body).more, figure(body).details) == ("s3#d", "Twelve houses.")


def test_a_described_picture_in_a_sentence_stands_beside_it() -> None:
    body = '<p>See <img src="x" alt="the map" aria-details="d"/> here.</p><p id="d">Twelve houses.</p>'
    text = nodes(body)[0]
    (span,) = text.spans
    (picture,) = text.children
    assert (text.text, span) == ("See the map here.", Span(4, 11, Kind.FIGURE, "the map", picture.id))
    assert (picture.kind, picture.label, picture.beside, picture.details) == (
        Kind.FIGURE,
        "the map",
        True,
        "Twelve houses.",
    )


def test_a_picture_that_is_a_link_leads_on() -> None:
    assert spans('<p><a href="#x"><img src="x" alt="Map"/></a></p>', Kind.LINK) == [Span(0, 0, Kind.LINK, "", "s3#x")]


def test_a_drawing_is_named_by_its_title_and_its_words_are_read_in_order() -> None:
    body = (
        '<svg xmlns="http://www.w3.org/2000/svg"><title>A flow.</title><desc>From left to right.</desc>'
        "<g><text>In<tspan>put</tspan></text><text>Output</text></g></svg>"
    )
    drawing = figure(body)
    assert (drawing.label, drawing.text, drawing.details) == ("A flow.", "Input Output", "From left to right.")


def test_a_drawing_without_a_title_is_its_words() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'
    assert figure(svg.format("<text>One</text><text>Two</text>")).label == "One Two"
    assert figure(svg.format("<desc>A lamp.</desc>")).label == "A lamp."
    assert figure(svg.format("<circle/>")).label == ""


def test_a_drawing_in_a_figure_keeps_its_words_and_its_caption() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><title>A flow.</title><text>In</text></svg>'
    assert said(f"<figure>{svg}<figcaption>Figure 1.</figcaption></figure>") == ["A flow.", "Figure 1.", "In"]


def test_a_drawing_may_be_the_whole_page() -> None:
    from accessvr.content.books.markup import parse_page
    from accessvr.content.books.xhtml import read_page

    root, _ = parse_page(b'<svg xmlns="http://www.w3.org/2000/svg"><title>T</title><text>a</text></svg>')
    assert root is not None
    (drawing,) = read_page(root, "s0", "en", str).nodes
    assert (drawing.kind, drawing.label, drawing.text) == (Kind.FIGURE, "T", "a")


def test_what_is_shown_instead_is_read() -> None:
    assert said('<object data="x.swf"><p>Instead.</p></object>') == ["Instead."]
    assert said('<p>a <object data="x">b</object> c</p>') == ["a b c"]
    assert said('<object data="x"><img src="y" alt="A lamp."/></object>') == ["A lamp."]


def test_sounds_and_films_are_known_by_name_and_never_play_by_themselves() -> None:
    sound = figure('<audio controls="" autoplay="" title="Bells."><source src="a.mp3"/>No bells here.</audio>')
    assert (sound.kind, sound.role, sound.label, sound.details) == (Kind.FIGURE, "audio", "Bells.", "No bells here.")
    assert sound.clips == ()


def test_parts_of_a_picture_that_are_links_are_links() -> None:
    areas = '<area href="a.xhtml" alt="North"/><area href="b.xhtml" alt="South"/>'
    body = f'<img src="x" alt="Map" usemap="#m"/><map name="m">{areas}</map>'
    assert said(body) == ["Map", "North", "South"]
    assert [span.target for span in spans(body, Kind.LINK)] == ["to:a.xhtml", "to:b.xhtml"]


def test_a_link_without_words_is_called_by_its_label() -> None:
    assert said('<p><a href="#x" aria-label="Next part"></a></p>') == ["Next part"]
