"""Pages written by hand for tests, and what becomes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from accessvr.content.books.lexicon import Lexicon
from accessvr.content.books.markup import parse_page
from accessvr.content.books.xhtml import Page, read_page
from accessvr.content.tally import walk
from accessvr.core.publication import Kind, Node, Span

HEAD = (
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
    'xmlns:ssml="http://www.w3.org/2001/10/synthesis" xmlns:m="http://www.w3.org/1998/Math/MathML" {}><head>{}</head>'
)


def read(
    body: str,
    attributes: str = "",
    *,
    head: str = "",
    top: str = "",
    language: str = "en",
    sheets: Mapping[str, str] | None = None,
    lexicons: Sequence[Lexicon] = (),
    beside: str = "?",
    told: list[str] | None = None,
) -> Page:
    """Give a page of section s3. Links lead to "s3#..." on the page, elsewhere to "to:..."."""
    root, _ = parse_page(f"{HEAD.format(top, head)}<body {attributes}>{body}</body></html>".encode())
    assert root is not None
    return read_page(
        root,
        "s3",
        language,
        lambda href: f"s3{href}" if href.startswith("#") else f"to:{href}",
        sheet=lambda href: (sheets or {}).get(href, ""),
        lexicons=lexicons,
        beside=lambda name: name.startswith(beside),
        told=(told if told is not None else []).append,
    )


def nodes(body: str, **others: str) -> tuple[Node, ...]:
    """Give the nodes of a page."""
    return read(body, **others).nodes  # type: ignore[arg-type]  # only words are handed on


def every(body: str, **others: str) -> list[Node]:
    """Give all nodes of a page, each before its children."""
    return list(walk(nodes(body, **others)))


def told(body: str, **others: str) -> list[tuple[Kind, str]]:
    """Give kind and text of the outermost nodes."""
    return [(node.kind, node.text) for node in nodes(body, **others)]


def said(body: str, **others: str) -> list[str]:
    """Give the text and label of every node that is on the way, for pages without formulas and inline pictures."""
    waiting = list(nodes(body, **others))[::-1]
    found = []
    while waiting:
        node = waiting.pop()
        if not node.beside:
            found += [words for words in (node.label, node.text) if words]
            waiting += node.children[::-1]
    return found


def spans(body: str, kind: Kind, **others: str) -> list[Span]:
    """Give the spans of a kind."""
    return [span for node in every(body, **others) for span in node.spans if span.kind is kind]
