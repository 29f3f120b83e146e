from __future__ import annotations

import pytest

from accessvr.content.books.markup import parse_page
from accessvr.content.books.xhtml import Page, read_page
from accessvr.core.publication import Kind, Node, Span


def read(body: str, attributes: str = "") -> Page:
    head = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body'
    root, _ = parse_page(f"{head} {attributes}>{body}</body></html>".encode())
    assert root is not None
    return read_page(root, "s3", "en", lambda href: f"to:{href}")


def nodes(body: str) -> tuple[Node, ...]:
    return read(body).nodes


def told(body: str) -> list[tuple[Kind, str]]:
    return [(node.kind, node.text) for node in nodes(body)]


def test_headings_have_their_level() -> None:
    first, second = nodes('<h1>One</h1><div role="heading" aria-level="4">Two</div>')
    assert (first.kind, first.level, first.text) == (Kind.HEADING, 1, "One")
    assert (second.kind, second.level, second.text) == (Kind.HEADING, 4, "Two")


def test_a_sentence_stays_whole_across_markup_and_a_page_break() -> None:
    (node,) = nodes('<p>She <b>was</b> at the<span epub:type="pagebreak" title="43"/> twelfth <i>step</i>.</p>')
    assert node.text == "She was at the twelfth step."
    assert node.spans == (Span(14, 14, Kind.PAGE, "43"),)


def test_a_page_break_between_blocks_stands_at_the_beginning_of_the_next() -> None:
    _, second = nodes('<p>One.</p><div epub:type="pagebreak" title="9"/><p>Two.</p>')
    assert second.spans == (Span(0, 0, Kind.PAGE, "9"),)


def test_a_page_break_after_the_last_block_is_kept() -> None:
    assert nodes('<p>One.</p><div epub:type="pagebreak" title="9"/>')[-1].spans == (Span(0, 0, Kind.PAGE, "9"),)


@pytest.mark.parametrize(
    ("stated", "label"),
    [
        ('title="43"', "43"),
        ('aria-label=" 43 . "', "43"),
        ('aria-label="Page xii."', "xii"),
        ('title="p. 7"', "7"),
        ('title="Seite 12"', "12"),
        ('aria-label="A-3"', "A-3"),
        ('aria-label="plate facing page 9"', "plate facing page 9"),
        ('id="page_43"', "43"),
        ('id="pgxiv"', "xiv"),
        ('id="break"', ""),
    ],
)
def test_a_page_is_called_by_its_number(stated: str, label: str) -> None:
    (node,) = nodes(f'<p>a<span epub:type="pagebreak" {stated}/>b</p>')
    assert [span.label for span in node.spans] == [label]


def test_a_note_reference_stands_beside_the_text_and_leads_to_its_note() -> None:
    (node,) = nodes('<p>Glass.<a epub:type="noteref" href="n.xhtml#n1">1</a> Then.</p>')
    assert node.text == "Glass. Then."
    assert node.spans == (Span(6, 6, Kind.NOTE_REFERENCE, "1", "to:n.xhtml#n1"),)


def test_a_raised_number_that_is_a_link_is_a_note_reference() -> None:
    (node,) = nodes('<p>Glass.<a href="#n1"><sup>1</sup></a></p>')
    assert node.spans == (Span(6, 6, Kind.NOTE_REFERENCE, "1", "to:#n1"),)


def test_a_note_reference_made_of_words_stays_in_the_text() -> None:
    (node,) = nodes('<p>A <a epub:type="noteref" href="#n">lucifer match</a>.</p>')
    assert node.text == "A lucifer match."


def test_links_and_languages_are_spans_of_the_text() -> None:
    (node,) = nodes('<p>Go <a href="b.xhtml">there</a>, <i xml:lang="fr">mon ami</i>.</p>')
    assert node.spans == (Span(3, 8, Kind.LINK, "", "to:b.xhtml"), Span(10, 17, Kind.LANGUAGE, "fr"))


def test_a_block_in_another_language_says_so_once() -> None:
    first, second = nodes('<p lang="fr">Oui.</p><p><span lang="de">Ja.</span></p>')
    assert (first.language, second.language, second.spans) == ("fr", "de", ())


def test_what_is_hidden_is_never_text() -> None:
    body = (
        '<p>a<span hidden="">X</span><span aria-hidden="true">X</span><span style="display: none">X</span>'
        '<span style="visibility:hidden">X</span><script>X</script><style>X</style><template>X</template><!--X-->'
        "<ruby>漢<rp>X</rp><rt>X</rt></ruby>b</p>"
    )
    assert told(body) == [(Kind.PARAGRAPH, "a漢b")]


def test_off_screen_text_is_meant_for_listeners() -> None:
    assert told('<p style="position:absolute;left:-9999px">Hear me.</p>') == [(Kind.PARAGRAPH, "Hear me.")]


def test_an_item_holds_its_words_and_its_inner_list() -> None:
    (outer,) = nodes("<ul><li>One<ul><li><p>Two</p></li></ul></li><li><p>Three</p><p>Four</p></li></ul>")
    first, second = outer.children
    assert (outer.kind, outer.level, first.kind, first.text) == (Kind.LIST, 1, Kind.ITEM, "One")
    (inner,) = first.children
    assert (inner.kind, inner.level, inner.children[0].text) == (Kind.LIST, 2, "Two")
    assert (second.text, second.children[0].text) == ("Three", "Four")


def test_a_term_holds_its_definitions() -> None:
    body = "<dl><dt>Wick</dt><dd>what burns</dd><dd><p>Also:</p><ul><li>a wedge</li></ul></dd><dt>Oil</dt></dl>"
    (terms,) = nodes(body)
    wick, oil = terms.children
    assert (terms.kind, wick.kind, wick.role, wick.text, oil.text) == (Kind.LIST, Kind.ITEM, "term", "Wick", "Oil")
    assert [(child.role, child.text) for child in wick.children] == [
        ("definition", "what burns"),
        ("definition", "Also:"),
    ]
    (inner,) = wick.children[1].children
    assert (inner.kind, inner.level) == (Kind.LIST, 2)


def test_pairs_of_terms_and_definitions_may_be_wrapped() -> None:
    (terms,) = nodes("<dl><div><dt>a</dt><dd>b</dd></div><div><dt>c</dt><dd>d</dd></div></dl>")
    assert [(term.text, term.children[0].text) for term in terms.children] == [("a", "b"), ("c", "d")]


def test_a_definition_without_a_term_is_an_item() -> None:
    (terms,) = nodes("<dl><dd>alone</dd></dl>")
    assert [(item.kind, item.text) for item in terms.children] == [(Kind.ITEM, "alone")]


def test_what_says_that_it_is_a_list_is_one() -> None:
    (items,) = nodes('<div role="list"><span role="listitem">a</span><div role="listitem"><p>b</p></div></div>')
    assert (items.kind, items.level) == (Kind.LIST, 1)
    assert [(item.kind, item.level, item.text) for item in items.children] == [(Kind.ITEM, 1, "a"), (Kind.ITEM, 1, "b")]


def test_a_list_for_the_eye_alone_is_no_list() -> None:
    assert told('<ul role="presentation"><li role="none">a</li><li role="none">b</li></ul>') == [
        (Kind.PARAGRAPH, "a"),
        (Kind.PARAGRAPH, "b"),
    ]


def test_a_language_is_written_as_it_should_be_and_nonsense_is_none() -> None:
    first, second = nodes('<p lang="en_GB">a</p><p lang="?">b</p>')
    assert (first.language, second.language) == ("en-GB", "")


def test_a_table_has_rows_and_cells_and_keeps_its_empty_cells() -> None:
    (table,) = nodes(
        "<table><caption>Ports</caption><tr><th>A</th><th/></tr><tr><td>1</td><td><p>2</p></td></tr></table>"
    )
    assert (table.kind, table.text) == (Kind.TABLE, "Ports")
    assert [[cell.text for cell in row.children] for row in table.children] == [["A", ""], ["1", "2"]]


def test_a_picture_with_its_caption_is_one_thing() -> None:
    (figure,) = nodes('<figure id="f"><img src="x" alt="A lamp."/><figcaption>Figure 1.</figcaption></figure>')
    assert (figure.id, figure.kind, figure.label, figure.text) == ("s3#f", Kind.FIGURE, "A lamp.", "Figure 1.")


def test_a_picture_alone_in_a_paragraph_is_a_figure() -> None:
    (figure,) = nodes('<p><img src="x" alt="A lamp."/></p>')
    assert (figure.kind, figure.label) == (Kind.FIGURE, "A lamp.")


def test_a_picture_without_words_is_known_to_be_there_unless_it_is_decoration() -> None:
    assert told('<img src="x"/><img src="x" alt="" role="presentation"/>') == [(Kind.FIGURE, "")]


def test_a_picture_in_a_sentence_is_read_in_its_place() -> None:
    (node,) = nodes('<p>Press<img src="x" alt="the bell"/>twice.</p>')
    assert node.text == "Press the bell twice."
    assert node.spans == (Span(6, 14, Kind.FIGURE, "the bell"),)


def test_a_drawn_initial_is_part_of_its_word() -> None:
    assert told('<p><img src="x" alt="O"/>nce upon a time.</p>') == [(Kind.PARAGRAPH, "Once upon a time.")]


def test_a_long_description_is_found_where_it_stands() -> None:
    figure = nodes('<img src="x" alt="Map" aria-details="d"/><div id="d" hidden="">Twelve <b>houses</b>.</div>')[0]
    assert figure.details == "Twelve houses."


def test_quotations_notes_code_and_breaks_are_known() -> None:
    body = "<blockquote><p>Q</p></blockquote><aside epub:type='footnote' id='n'><p>N</p></aside><pre>a\n b</pre><hr/>"
    quotation, note, code, pause = nodes(body)
    assert (quotation.kind, quotation.children[0].text) == (Kind.QUOTATION, "Q")
    assert (note.kind, note.id, note.text) == (Kind.NOTE, "s3#n", "N")
    assert (code.kind, code.text, pause.kind) == (Kind.CODE, "a\n b", Kind.BREAK)


def test_items_of_a_list_of_notes_are_notes() -> None:
    body = '<section epub:type="endnotes"><ol><li id="n1"><p>One.</p></li></ol></section>'
    (part,) = nodes(body)
    assert (part.kind, part.role) == (Kind.SECTION, "endnotes")
    (note,) = part.children[0].children
    assert (note.kind, note.role, note.text) == (Kind.NOTE, "endnote", "One.")


def test_lines_of_a_poem_are_verse() -> None:
    body = '<div class="poem"><p>One,<br/>two,</p><div>three.</div></div><p>Not<br/>verse</p>'
    assert told(body) == [
        (Kind.VERSE, "One,"),
        (Kind.VERSE, "two,"),
        (Kind.VERSE, "three."),
        (Kind.PARAGRAPH, "Not verse"),
    ]


def test_outside_a_paragraph_a_break_ends_a_line() -> None:
    assert told("<div>One line<br/>another<br/></div>") == [(Kind.VERSE, "One line"), (Kind.VERSE, "another")]


def test_unspoken_characters_are_left_out() -> None:
    assert told("<p>wo\u00adrd\u2060\u2014\u200fso\u00a0on</p>") == [(Kind.PARAGRAPH, "word—so on")]


def test_text_after_a_block_is_not_lost() -> None:
    assert told("<div>a<p>b</p>c</div>d") == [(Kind.PARAGRAPH, letter) for letter in "abcd"]


def test_ids_are_the_elements_own_or_their_path_and_never_twice() -> None:
    page = read('<p id="a">1</p><p id="a">2</p><div><p>3</p></div>')
    assert [node.id for node in page.nodes] == ["s3#a", "s3#/4", "s3#/6/2"]


def test_every_id_of_a_page_leads_to_a_node() -> None:
    page = read(
        '<section id="top"><h1 id="h">T</h1></section><p>x<a id="inside"/></p><p><a name="empty"/></p><ul id="none"/>'
        '<ol><li id="i"><p id="p">y</p></li></ol><div id="end"/>'
    )
    assert page.anchors == {
        "s3": "s3#h",
        "s3#top": "s3#h",
        "s3#inside": "s3#/4",
        "s3#empty": "s3#/10",
        "s3#none": "s3#/10",
        "s3#p": "s3#i",
        "s3#end": "s3#/10",
    }


def test_elements_nested_deeper_than_python_can_recurse_are_read() -> None:
    assert told("<div>" * 2000 + "deep" + "</div>" * 2000) == [(Kind.PARAGRAPH, "deep")]
    assert told("<blockquote>" * 300 + "deep" + "</blockquote>" * 300)[0][0] is Kind.QUOTATION


def test_elements_nested_deeper_than_the_parser_goes_keep_their_words() -> None:
    root, trouble = parse_page(("<html><body>" + "<div>a " * 5000 + "</div>" * 5000 + "</body></html>").encode())
    assert root is not None
    assert "too deep" in trouble
    assert sum(len(node.text) for node in read_page(root, "s0", "en", str).nodes) == 5000


def test_entities_that_html_knows_are_said_and_others_are_not() -> None:
    doctype = b'<!DOCTYPE html [<!ENTITY bomb "boom"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    root, _ = parse_page(doctype + b"<html><body><p>a&bomb;&x;b&eacute;</p></body></html>")
    assert root is not None
    assert read_page(root, "s0", "en", str).nodes[0].text == "abé"


def test_a_page_without_its_closing_tags_is_mended() -> None:
    root, trouble = parse_page(b"<html><body><p>caf\xe9 &nbsp;<p>two")
    assert root is not None
    assert trouble
    assert [node.text for node in read_page(root, "s0", "en", str).nodes] == ["café", "two"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_broken_page_in_any_encoding_keeps_its_letters(encoding: str) -> None:
    root, trouble = parse_page("<html><body><p>déjà<p>vu".encode(encoding))
    assert root is not None
    assert trouble == "is not well formed; it was mended"
    assert [node.text for node in read_page(root, "s0", "en", str).nodes] == ["déjà", "vu"]
