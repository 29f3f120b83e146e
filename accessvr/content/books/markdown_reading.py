"""Markdown as a book: CommonMark with tables, notes, definitions, formulas and a block of facts at the beginning."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from accessvr.content.books.bounds import bounded_lines
from accessvr.content.books.decoding import decoded
from accessvr.content.books.document import Document, Facts, has_words, no_words
from accessvr.content.books.language import language_tag
from accessvr.content.books.markup import MOST_ELEMENTS_OF_A_BOOK, local, parse_page, visible_text

LARGEST_FILE_BYTES = 8 << 20  # chosen: ten long novels; a megabyte takes some seconds
_FACTS = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_FACT = re.compile(r"([A-Za-z][\w-]*)[ \t]*:[ \t]*(.*)")
DEEPEST = 90  # chosen: the parser leaves out what is nested deeper
_TOO_DEEP = re.compile(r"^((?:[ \t]*(?:>|[-*+](?![^\s>*+-]))){40})(?:[ \t]*(?:>|[-*+](?![^\s>*+-])))+", re.M)
_MARK = re.compile(r"\[?(\d+)(?::\d+)?\]?")


def read(path: Path) -> Document:
    """Open a text in Markdown. Raises ContentError when it holds no words."""
    with path.open("rb") as stream:
        data = stream.read(LARGEST_FILE_BYTES + 1)
    troubles = ["is larger than 8 MB; the rest is left out"] if len(data) > LARGEST_FILE_BYTES else []
    text = (decoded(data[:LARGEST_FILE_BYTES]) or "").replace("\r\n", "\n").replace("\r", "\n")
    found = _FACTS.match(text)
    root = markdown_tree(bounded_lines(text[found.end() :] if found else text, troubles))
    if not has_words(root):
        raise no_words(path, "Check that the file is plain text; save it as UTF-8.")
    return Document(path, root, facts(found.group(1) if found else ""), troubles)


def markdown_tree(text: str) -> etree._Element:
    """Give Markdown as a tree of HTML. HTML inside it is parsed as safely as any page."""
    page = b"<html><body>" + _rendered(text).encode("utf-8", "replace") + b"</body></html>"
    root, _ = parse_page(page, MOST_ELEMENTS_OF_A_BOOK)
    if root is None:
        return etree.fromstring("<html><body/></html>")
    for element in list(root.iter()):
        if isinstance(element.tag, str) and element.get("class"):
            _state_role(element, local(element), (element.get("class") or "").split())
    return root


def facts(block: str) -> Facts:
    """Give what the block at the beginning says: title, author, language, rights."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in block.split("\n"):
        stated = _FACT.match(line)
        if stated:
            name = stated.group(1).lower()
            found[name] = _values(stated.group(2))
        elif name and line.lstrip().startswith("- "):
            found[name] += _values(line.lstrip()[2:])
    language = _first(found, "lang", "language")
    authors = tuple(found.get("author") or found.get("authors") or found.get("creator") or ())
    return Facts(
        "markdown", _first(found, "title"), language_tag(language), authors, _first(found, "rights", "license")
    )


def _first(found: Mapping[str, list[str]], *names: str) -> str:
    return next((found[name][0] for name in names if found.get(name)), "")


def _values(stated: str) -> list[str]:
    """Give the values of a line: one, or several in brackets."""
    stated = stated.strip()
    inner = stated[1:-1].split(",") if stated.startswith("[") and stated.endswith("]") else [stated]
    return [value for value in (part.strip().strip("\"'") for part in inner) if value]


def _rendered(text: str) -> str:
    """Give the HTML. The packages are imported now, since other formats can do without."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.anchors import anchors_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    class Parser(MarkdownIt):
        """Every link is a link: one that leads to code leads nowhere here, and its address is not read out."""

        def validateLink(self, url: str) -> bool:  # the name is the package's
            return True

    parser = Parser("commonmark", {"html": True, "maxNesting": DEEPEST}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin).use(deflist_plugin).use(anchors_plugin, max_level=6)
    parser.use(dollarmath_plugin, allow_space=False, allow_digits=False)
    return str(parser.render(_TOO_DEEP.sub(r"\1", text)))


def _state_role(element: etree._Element, tag: str, words: list[str]) -> None:
    """State in roles what the parser says by classes."""
    above = element.getparent()
    if tag == "hr" and "footnotes-sep" in words and above is not None:
        above.remove(element)
    elif tag == "section" and "footnotes" in words:
        element.set("role", "doc-endnotes")
    elif tag == "li" and "footnote-item" in words:
        element.set("role", "doc-endnote")
    elif tag == "a" and "footnote-backref" in words:
        element.set("role", "doc-backlink")
    elif tag == "sup" and "footnote-ref" in words:
        _state_reference(element)
    elif tag in ("span", "div", "eqn", "eq") and "math" in words:
        _state_formula(element)


def _state_reference(raised: etree._Element) -> None:
    for link in raised.iter("a"):
        number = _MARK.fullmatch(visible_text(link))
        link.set("role", "doc-noteref")
        link.text = number.group(1) if number else link.text


def _state_formula(element: etree._Element) -> None:
    """Keep a formula as it is written, in TeX, as the words for it."""
    formula = etree.Element("math", alttext=visible_text(element))
    element.text = None
    element.insert(0, formula)
