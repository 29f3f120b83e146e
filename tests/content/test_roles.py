"""What the author says a thing is, and which things hold others because of it."""

from __future__ import annotations

import pytest
from made_pages import every, nodes, said, told

from accessvr.content.books.markup import named
from accessvr.core.publication import Kind

TIES = named(
    "abstract acknowledgments afterword appendix bibliography chapter colophon conclusion cover credit credits "
    "dedication endnotes epigraph epilogue errata example foreword glossary index introduction notice pagelist part "
    "preface prologue qna subtitle tip toc"
)


@pytest.mark.parametrize("role", sorted(TIES))
def test_a_section_with_a_role_of_dpub_aria_is_a_thing_with_that_role(role: str) -> None:
    (part,) = nodes(f'<section role="doc-{role}"><h1>One</h1><p>Two</p></section>')
    assert (part.kind, part.role) == (Kind.SECTION, role)
    assert [child.text for child in part.children] == ["One", "Two"]


@pytest.mark.parametrize("role", ["landmarks", "loa", "loi", "lot", "lov"])
def test_the_lists_of_epub_are_things_too(role: str) -> None:
    (part,) = nodes(f'<section epub:type="{role}"><ol><li>One</li></ol></section>')
    assert (part.kind, part.role) == (Kind.SECTION, role)


@pytest.mark.parametrize(
    ("stated", "role"),
    [
        ("page-list", "pagelist"),
        ("rearnotes", "endnotes"),
        ("z3998:dedication", "dedication"),
        ("frontmatter z3998:preface", "preface"),
        ("warning", "notice"),
        ("z3998:caution", "notice"),
        ("help", "tip"),
        ("bodymatter chapter", "chapter"),
    ],
)
def test_words_of_epub_and_of_z39_98_mean_roles(stated: str, role: str) -> None:
    (part,) = nodes(f'<section epub:type="{stated}"><h1>One</h1><p>Two</p></section>')
    assert (part.kind, part.role) == (Kind.SECTION, role)


def test_the_role_comes_before_the_type_of_epub() -> None:
    (part,) = nodes('<section role="doc-foreword" epub:type="preface"><h1>One</h1><p>Two</p></section>')
    assert part.role == "foreword"


@pytest.mark.parametrize(
    "wrapper", ["<section>{}</section>", '<div epub:type="bodymatter">{}</div>', "<main>{}</main>"]
)
def test_bare_wrappers_vanish(wrapper: str) -> None:
    assert told(wrapper.format("<h1>One</h1><p>Two</p>")) == [(Kind.HEADING, "One"), (Kind.PARAGRAPH, "Two")]


def test_the_body_may_be_the_chapter() -> None:
    (chapter,) = nodes("<h1>One</h1><p>Two</p>", attributes='epub:type="chapter" id="all"')
    assert (chapter.id, chapter.role, len(chapter.children)) == ("s3#all", "chapter", 2)


def test_one_thing_that_is_said_twice_is_one_thing() -> None:
    (chapter,) = nodes('<section epub:type="chapter"><h1>a</h1></section>', attributes='epub:type="chapter"')
    assert (chapter.role, chapter.children[0].kind) == ("chapter", Kind.HEADING)


@pytest.mark.parametrize(
    "body",
    [
        "<aside><p>a</p><p>b</p></aside>",
        '<aside role="doc-pullquote"><p>a</p><p>b</p></aside>',
        '<section epub:type="sidebar"><p>a</p><p>b</p></section>',
        '<div role="complementary"><p>a</p><p>b</p></div>',
        '<blockquote epub:type="pullquote"><p>a</p><p>b</p></blockquote>',
    ],
)
def test_what_stands_aside_is_an_aside(body: str) -> None:
    (aside,) = nodes(body)
    assert (aside.kind, [child.text for child in aside.children]) == (Kind.ASIDE, ["a", "b"])


def test_an_aside_of_one_paragraph_has_its_words() -> None:
    (aside,) = nodes('<aside role="doc-tip"><p>Turn the key.</p></aside>')
    assert (aside.kind, aside.role, aside.text, aside.children) == (Kind.ASIDE, "tip", "Turn the key.", ())


def test_a_paragraph_has_its_role() -> None:
    body = '<p epub:type="subtitle">Or, the Whale</p><p role="doc-pullquote">Out loud.</p><div role="doc-tip">So.</div>'
    assert [(node.kind, node.role, node.text) for node in nodes(body)] == [
        (Kind.PARAGRAPH, "subtitle", "Or, the Whale"),
        (Kind.ASIDE, "pullquote", "Out loud."),
        (Kind.PARAGRAPH, "tip", "So."),
    ]


def test_a_cover_that_is_one_picture_is_a_picture() -> None:
    (cover,) = nodes('<div epub:type="cover" id="c"><img src="x" alt="A whale."/></div>')
    assert (cover.id, cover.kind, cover.role, cover.label) == ("s3#c", Kind.FIGURE, "cover", "A whale.")


def test_an_epigraph_is_a_quotation_with_a_role() -> None:
    (quotation,) = nodes('<blockquote epub:type="epigraph"><p>Call me.</p></blockquote>')
    assert (quotation.kind, quotation.role) == (Kind.QUOTATION, "epigraph")


def test_details_are_named_by_their_summary_and_hold_the_rest() -> None:
    (details,) = nodes('<details id="d"><summary id="s">More <b>of it</b></summary><p>One.</p><p>Two.</p></details>')
    assert (details.id, details.kind, details.label, details.text) == ("s3#d", Kind.DETAILS, "More of it", "")
    assert [child.text for child in details.children] == ["One.", "Two."]
    assert not details.beside


def test_a_contents_list_on_the_way_is_read_like_any_list() -> None:
    body = '<nav epub:type="toc"><h2>Contents</h2><ol><li><a href="a.xhtml">One</a></li></ol></nav>'
    (part,) = nodes(body)
    assert (part.kind, part.role) == (Kind.SECTION, "toc")
    assert said(body) == ["Contents", "One"]


def test_a_navigation_without_a_role_is_one_all_the_same() -> None:
    assert nodes("<nav><p>a</p><p>b</p></nav>")[0].role == "navigation"


def test_things_in_a_part_keep_their_language_stated_once() -> None:
    every_one = every('<section role="doc-chapter" lang="fr"><p>Oui.</p><p lang="de">Ja.</p></section>')
    assert [node.language for node in every_one] == ["fr", "", "de"]


def test_notes_are_notes_with_their_role() -> None:
    body = (
        '<aside epub:type="footnote"><p>a</p></aside><p role="doc-footnote">b</p><div epub:type="rearnote">c</div>'
        '<section role="doc-endnotes"><ol><li>d</li></ol></section><div epub:type="footnotes"><ul><li>e</li></ul></div>'
    )
    assert [(node.role, node.text) for node in every(body) if node.kind is Kind.NOTE] == [
        ("footnote", "a"),
        ("footnote", "b"),
        ("endnote", "c"),
        ("endnote", "d"),
        ("footnote", "e"),
    ]
