"""OpenDocument texts (ODT), read with lxml straight from the zip file.

There is a library for the format, but it has had no release for years, builds its own tree of every file, and
does not bound what comes out of the zip file. The page breaks in a text are those of the last layout, not printed
pages: they are no pages of the book.
"""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from accessvr.content.books.document import Document, Facts, has_words, no_words
from accessvr.content.books.docx_reading import language_of_words
from accessvr.content.books.language import language_tag
from accessvr.content.books.markup import plain, visible_text
from accessvr.content.books.odt_parts import Parts, name
from accessvr.content.books.odt_styles import Styles
from accessvr.content.books.odt_text import Text
from accessvr.content.books.odt_words import Words
from accessvr.core.errors import ContentError


def read(path: Path) -> Document:
    """Open a document. Raises ContentError when it is locked or holds no words."""
    troubles: list[str] = []
    parts = Parts(path, troubles)
    try:
        if parts.is_locked:
            raise ContentError(
                f"{path}: the document is locked with a password",
                spoken="This document is locked with a password. Say shelf to choose another.",
                remedy="Open it with LibreOffice, and save it again without a password.",
            )
        content = parts.root("content.xml")
        styles = Styles(parts)
        words = Words(parts, styles)
        root = Text(parts, styles, words).tree(content) if content is not None else etree.Element("html")
        stated = parts.root("meta.xml")
    finally:
        parts.close()
    if not has_words(root):
        raise no_words(path, "Open the file with LibreOffice: when there are words, save it again.")
    facts = _facts(stated)
    language = facts.language or language_of_words(root, styles.usual_language(), words.counted, troubles)
    return Document(
        path, root, Facts("odt", facts.title or _title(root), language, facts.authors, facts.rights), troubles
    )


def _facts(stated: etree._Element | None) -> Facts:
    """Give what the document says of itself: its first author, not who changed it last."""
    found: dict[str, str] = {}
    about = (
        next((element for element in stated.iter() if name(element) == "office:meta"), None)
        if stated is not None
        else None
    )
    for element in about if about is not None else ():
        found.setdefault(name(element), plain(element.text))
    author = found.get("initial-creator") or found.get("creator") or ""
    language = language_tag(found.get("language"))
    return Facts("odt", found.get("title", ""), language, (author,) if author else (), found.get("rights", ""))


def _title(root: etree._Element) -> str:
    """Give the words of a first heading that stands alone at its level."""
    first = list(root.iter("h1"))
    return visible_text(first[0]) if len(first) == 1 else ""
