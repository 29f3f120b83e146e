"""References to notes, the notes, and the ways back."""

from __future__ import annotations

import pytest
from made_pages import every, nodes, read, said, spans, told

from accessvr.core.publication import Kind, Span

REFERENCE = '<p>Glass.<a id="r1" epub:type="noteref" href="#n1">1</a> Then.</p>'


def test_a_reference_stands_beside_the_text_and_leads_to_its_note() -> None:
    (node,) = nodes('<p>Glass.<a epub:type="noteref" href="n.xhtml#n1">1</a> Then.</p>')
    assert node.text == "Glass. Then."
    assert node.spans == (Span(6, 6, Kind.NOTE_REFERENCE, "1", "to:n.xhtml#n1"),)


@pytest.mark.parametrize(
    "sign",
    [
        '<a role="doc-noteref" href="#n1">1</a>',
        '<sup epub:type="noteref"><a href="#n1">1</a></sup>',
        '<a epub:type="noteref" href="#n1"><sup>1</sup></a>',
        '<sup><a href="#n1">1</a></sup>',
        '<a epub:type="annoref" href="#n1">1</a>',
        '<span role="doc-noteref"><a href="#n1">1</a></span>',
    ],
)
def test_a_reference_may_be_stated_or_raised(sign: str) -> None:
    (node,) = nodes(f"<p>Glass.{sign} Then.</p>")
    assert (node.text, node.spans) == ("Glass. Then.", (Span(6, 6, Kind.NOTE_REFERENCE, "1", "s3#n1"),))


def test_brackets_around_a_sign_go_with_it() -> None:
    (node,) = nodes('<p>Glass [<a epub:type="noteref" id="r" href="#n1">1</a>], then (so).</p>')
    assert node.text == "Glass , then (so)."
    assert node.spans == (Span(6, 6, Kind.NOTE_REFERENCE, "1", "s3#n1"),)


def test_a_bracket_that_holds_more_than_a_sign_stays() -> None:
    assert told('<p>Glass (see<a epub:type="noteref" href="#n">1</a>) broke.</p>')[0][1] == "Glass (see) broke."
    assert told('<p>Glass (<a epub:type="noteref" href="#n">1</a> broke).</p>')[0][1] == "Glass ( broke)."


def test_a_reference_made_of_words_is_a_stretch_of_the_text() -> None:
    (node,) = nodes('<p>A <a epub:type="noteref" href="#n">lucifer match</a>.</p>')
    assert node.text == "A lucifer match."
    assert node.spans == (Span(2, 15, Kind.NOTE_REFERENCE, "", "s3#n"),)


def test_several_references_may_lead_to_one_note() -> None:
    assert [span.target for span in spans(REFERENCE * 3, Kind.NOTE_REFERENCE)] == ["s3#n1"] * 3


@pytest.mark.parametrize(
    "back",
    [
        '<a role="doc-backlink" href="#r1">Back to the text</a>',
        '<a epub:type="backlink" href="#r1">↩</a>',
        '<a epub:type="referrer" href="#r1">[1]</a>',
        '<a href="#r1">↩︎</a>',
        '<a href="#r1">^</a>',
    ],
)
def test_the_way_back_is_never_read_as_words(back: str) -> None:
    body = f'{REFERENCE}<aside epub:type="footnote" id="n1"><p>It broke. {back}</p></aside>'
    note = nodes(body)[1]
    assert (note.kind, note.text) == (Kind.NOTE, "It broke.")
    assert note.spans == (Span(9, 9, Kind.LINK, "back", "s3#r1"),)


def test_the_way_back_in_a_paragraph_of_its_own_is_at_the_end_of_the_note() -> None:
    body = (
        '<aside epub:type="footnote"><p>It broke.</p><p><a role="doc-backlink" href="#r1" id="b">Back</a></p></aside>'
    )
    (note,) = nodes(body)
    assert (note.text, note.children) == ("It broke.", ())
    assert note.spans == (Span(9, 9, Kind.LINK, "back", "s3#r1"),)
    assert read(body).anchors["s3#b"] == note.id


def test_the_way_back_before_a_note_is_at_its_beginning() -> None:
    back = '<p><a role="doc-backlink" href="#r1">[return to the text]</a></p>'
    (note,) = nodes(f'<aside epub:type="footnote">{back}<p>It broke.</p></aside>')
    assert (note.text, note.spans) == ("It broke.", (Span(0, 0, Kind.LINK, "back", "s3#r1"),))
    (note, after) = nodes(f'<aside epub:type="footnote">{back}</aside><p>On.</p>')
    assert (note.kind, after.text, after.spans) == (Kind.NOTE, "On.", ())


def test_the_number_at_the_beginning_of_a_note_names_it() -> None:
    (note,) = nodes('<div epub:type="rearnote" id="n"><p><a href="#r1">12.</a> It broke.</p></div>')
    assert (note.label, note.text) == ("12", "It broke.")


def test_a_number_inside_a_note_is_a_reference_to_another() -> None:
    (note,) = nodes('<aside epub:type="footnote"><p>As in<a epub:type="noteref" href="#n2">2</a>.</p></aside>')
    assert note.spans == (Span(5, 5, Kind.NOTE_REFERENCE, "2", "s3#n2"),)


def test_a_number_and_a_note_that_lead_to_each_other_need_no_word_for_it() -> None:
    body = (
        '<p>Glass<a id="r1" href="#n1">[1]</a> broke.</p>'
        '<div class="footnote"><p><a id="n1" href="#r1"><span class="label">[1]</span></a> Old glass.</p></div>'
    )
    text, note = nodes(body)
    assert (text.text, text.spans) == ("Glass broke.", (Span(5, 5, Kind.NOTE_REFERENCE, "1", "s3#n1"),))
    assert (note.kind, note.label, note.text) == (Kind.NOTE, "1", "Old glass.")
    assert note.spans == (Span(0, 0, Kind.LINK, "back", "s3#r1"),)


def test_a_number_that_is_not_led_back_to_is_a_link() -> None:
    (text, _) = nodes('<p>See page <a href="#p">7</a>.</p><p id="p">Here.</p>')
    assert (text.text, text.spans) == ("See page 7.", (Span(9, 10, Kind.LINK, "", "s3#p"),))


def test_lines_of_a_contents_list_are_no_references() -> None:
    body = '<ul><li><a id="t1" href="#c1">1</a></li></ul><h2><a id="c1" href="#t1">1</a></h2>'
    assert said(body) == ["1", "1"]


def test_an_arrow_that_is_not_in_a_note_is_a_link_like_any_other() -> None:
    (node,) = nodes('<p>Up <a href="#top">↑</a></p>')
    assert node.text == "Up ↑"


def test_a_hidden_note_is_kept_beside_the_way() -> None:
    body = f'{REFERENCE}<aside epub:type="footnote" id="n1" hidden=""><p>It broke.</p></aside><p>On.</p>'
    assert said(body) == ["Glass. Then.", "On."]
    (note,) = [node for node in every(body) if node.beside]
    assert (note.id, note.kind, note.role, note.text) == ("s3#n1", Kind.NOTE, "footnote", "It broke.")


def test_what_a_reference_leads_to_is_a_note_even_when_it_does_not_say_so() -> None:
    body = f'{REFERENCE}<p id="n1" style="display:none">It broke.</p>'
    (note,) = [node for node in every(body) if node.beside]
    assert (note.id, note.kind, note.role, note.text) == ("s3#n1", Kind.NOTE, "footnote", "It broke.")


def test_a_hidden_note_in_a_sentence_does_not_cut_it() -> None:
    reference = '<a epub:type="noteref" href="#n">*</a>'
    body = f'<p>Glass{reference}<span id="n" hidden="">It <i>broke</i>.</span> fell.</p><p>On.</p>'
    text, note, _ = nodes(body)
    assert (text.text, note.beside, note.kind, note.text) == ("Glass fell.", True, Kind.NOTE, "It broke.")
    assert read(body).anchors["s3#n"] == note.id


def test_a_hidden_note_of_several_blocks_is_one_thing() -> None:
    body = f'{REFERENCE}<div id="n1" hidden=""><p>It broke.</p><ul><li>twice</li></ul></div>'
    _, note = nodes(body)
    assert (note.id, note.kind, note.beside) == ("s3#n1", Kind.NOTE, True)
    assert [child.kind for child in note.children] == [Kind.PARAGRAPH, Kind.LIST]


def test_hidden_notes_are_found_in_a_hidden_part() -> None:
    body = f'{REFERENCE}<div hidden=""><h2>Notes</h2><p id="n1">It broke.</p><p>Loose.</p></div>'
    assert said(body) == ["Glass. Then."]
    assert [node.text for node in every(body) if node.beside] == ["It broke."]


def test_notes_of_other_pages_are_kept_when_they_say_what_they_are() -> None:
    body = '<p>On.</p><aside hidden="" role="doc-footnote" id="n"><p>Kept.</p></aside><p id="m" hidden="">Lost.</p>'
    assert [node.text for node in every(body) if node.beside] == ["Kept."]


def test_a_template_is_never_a_note() -> None:
    body = f'{REFERENCE}<template id="n1"><p>It broke.</p></template><script id="n2">no()</script>'
    assert [node.text for node in every(body)] == ["Glass. Then."]


def test_other_references_say_what_they_are() -> None:
    body = '<p>As <a role="doc-biblioref" href="#b">Smith</a> has a <a role="doc-glossref" href="#g">lamp</a>.</p>'
    assert [(span.label, span.target) for span in spans(body, Kind.LINK)] == [
        ("biblioref", "s3#b"),
        ("glossref", "s3#g"),
    ]
