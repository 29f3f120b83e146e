"""What nobody shall hear, and what is only out of sight."""

from __future__ import annotations

import time

import pytest
from made_pages import every, nodes, read, said, told

from accessvr.core.publication import Kind


def shown(css: str, body: str = '<p class="x" id="a">One.</p><div><p class="x y">Two.</p></div><p>Three.</p>') -> str:
    """The words that are said, joined."""
    return " ".join(said(body, head=f"<style>{css}</style>"))


@pytest.mark.parametrize(
    "hidden",
    [
        '<p hidden="">X</p>',
        '<p hidden="until-found">X</p>',
        '<p aria-hidden="TRUE">X</p>',
        '<p style="color:red; display : none">X</p>',
        '<p style="visibility:collapse">X</p>',
        '<p style="speak:none">X</p>',
        "<dialog>X</dialog>",
        '<div popover="">X</div>',
        "<template>X</template>",
        "<script>X</script>",
        "<style>p{}</style>",
        "<!--X-->",
        "<datalist><option>X</option></datalist>",
    ],
)
def test_what_is_hidden_is_never_text(hidden: str) -> None:
    assert said(f"<p>One.</p>{hidden}<p>Two.</p>") == ["One.", "Two."]


@pytest.mark.parametrize(
    "seen",
    [
        '<p style="position:absolute;left:-9999px">X</p>',
        '<p style="clip:rect(0 0 0 0);height:1px">X</p>',
        '<p style="display:block">X</p>',
        '<p aria-hidden="false">X</p>',
        "<noscript><p>X</p></noscript>",
        '<dialog open="">X</dialog>',
        '<p style="text-decoration:none">X</p>',
        "<canvas><p>X</p></canvas>",
    ],
)
def test_what_is_out_of_sight_is_meant_for_listeners(seen: str) -> None:
    assert said(f"<p>One.</p>{seen}<p>Two.</p>") == ["One.", "X", "Two."]


@pytest.mark.parametrize(
    ("css", "words"),
    [
        (".x{display:none}", "Three."),
        ("p.x { DISPLAY : NONE ; }", "Three."),
        (".x{visibility:hidden}", "Three."),
        (".x{speak:never}", "Three."),
        ("div > p, .z {display:none}", "One. Three."),
        ("#a{display:none}", "Two. Three."),
        ("p:not(.x){display:none}", "One. Two."),
        ("p[class~='y']{display:none}", "One. Three."),
        ("/* .x{display:none} */", "One. Two. Three."),
        (".x::before{display:none}", "One. Two. Three."),
        (".x:hover{display:none}", "One. Two. Three."),
        (".z{content:'}'} .x{display:none}", "Three."),
        ("@font-face{src:url(x)} .x{display:none}", "Three."),
        ("@media screen{.x{display:none}}", "Three."),
        ("@media speech, print{.x{display:none}}", "Three."),
        ("@media print{.x{display:none}}", "One. Two. Three."),
        ("@media (max-width: 30em){.x{display:none}}", "One. Two. Three."),
        ("@media screen and (prefers-reduced-motion){.x{display:none}}", "One. Two. Three."),
        ("@supports (display:grid){.x{display:none}}", "Three."),
        (".x{display:none} .x.y{display:block}", "Two. Three."),
        (".x.y{display:block} .x{display:none}", "Two. Three."),
        (".x{display:none} .x{display:inline}", "One. Two. Three."),
        (".x{display:none !important} #a{display:block}", "Three."),
        (".x{display:none", "Three."),
        ("@media print{.x{display:none", "One. Two. Three."),
        ("} .x{display:none}", "One. Two. Three."),
        ("p:::{display:none} .x{display:none}", "Three."),
    ],
)
def test_a_style_sheet_hides_by_its_cascade(css: str, words: str) -> None:
    assert shown(css) == words


def test_a_style_attribute_beats_a_sheet_unless_it_is_important() -> None:
    body = '<p class="x" style="display:block">One.</p>'
    assert shown(".x{display:none}", body) == "One."
    assert shown(".x{display:none!important}", body) == ""


def test_what_a_sheet_makes_visible_in_something_invisible_is_said() -> None:
    assert shown(".x{visibility:hidden}.y{visibility:visible}", '<div class="x">a<p class="y">b</p>c</div>') == "b"
    assert shown(".x{display:none}.y{visibility:visible}", '<div class="x">a<p class="y">b</p>c</div>') == ""


def test_types_of_epub_can_be_named_in_a_sheet() -> None:
    body = '<section epub:type="toc lot"><p>X</p></section><p>One.</p>'
    assert shown("@namespace epub 'http://www.idpf.org/2007/ops'; [epub|type~='lot']{display:none}", body) == "One."
    assert shown("section[epub\\:type~='lot'] p{display:none}", body) == "One."


def test_linked_sheets_count_but_those_for_print_or_another_choice_do_not() -> None:
    head = (
        '<link rel="stylesheet" href="{}"/><link rel="stylesheet" media="print" href="b.css"/>'
        '<link rel="alternate stylesheet" href="b.css"/>'
    )
    sheets = {"a.css": ".x{display:none}", "b.css": "p{display:none}"}
    page = read('<p class="x">One.</p><p>Two.</p>', head=head.format("a.css"), sheets=sheets)
    assert [node.text for node in page.nodes] == ["Two."]


def test_a_page_break_that_is_hidden_is_a_page_break_all_the_same() -> None:
    (node,) = nodes('<p>a<span epub:type="pagebreak" title="3" style="display:none"/>b</p>')
    assert [(span.kind, span.label) for span in node.spans] == [(Kind.PAGE, "3")]


def test_ruby_is_read_once() -> None:
    assert told("<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>字</p>") == [(Kind.PARAGRAPH, "漢字")]
    assert told("<p><ruby><rb>漢</rb><rtc><rt>kan</rt></rtc></ruby></p>") == [(Kind.PARAGRAPH, "漢")]


def test_a_link_to_something_hidden_leads_to_what_follows_it() -> None:
    assert read('<p id="h" hidden="">X</p><p id="a">One.</p>').anchors["s3#h"] == "s3#a"


def test_hidden_things_in_hidden_things_end_somewhere() -> None:
    body = '<div hidden="" id="n{0}" role="doc-footnote">{1}</div>'
    for number in range(60):
        body = body.replace("{1}", f'<div hidden="" id="m{number}" role="doc-footnote">a{{1}}</div>')
    kept = [node for node in every(body.format("", "b")) if node.beside]
    assert 0 < len(kept) < 10


def test_sheets_made_to_cost_time_cost_little() -> None:
    selectors = ",".join(f"{'div ' * 30}.c{number}" for number in range(2000))
    deep = "<div>" * 300 + "deep" + "</div>" * 300
    started = time.process_time()
    shown(f"{selectors}{{display:none}} {'p ~ p ' * 5}{{display:none}} {':not(' * 500}", deep * 5 + "<p/>" * 5000)
    assert time.process_time() - started < 5
