"""Word documents (DOCX), read with lxml straight from the zip file.

The page breaks in them are those of the last layout, not printed pages: they are no pages of the book.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from lxml import etree

from accessvr.content.books.archive import Archive, note
from accessvr.content.books.document import Document, Facts, has_words, no_words
from accessvr.content.books.docx import OLD, OLD_SUFFIXES, SUFFIXES
from accessvr.content.books.docx_parts import Parts, name
from accessvr.content.books.docx_text import Text
from accessvr.content.books.language import UNKNOWN, guess_language, language_tag
from accessvr.content.books.markup import plain, visible_text
from accessvr.core.errors import ContentError

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_NO_NAMES = frozenset({"python-docx", "user", "microsoft office user", "admin", "unknown author"})
MIN_SURE = 200  # chosen, in characters: a shorter text does not outweigh what the document states


def read(path: Path) -> Document:
    """Open a document. Raises ContentError when it is locked, of another format, or holds no words."""
    _refuse_others(path)
    troubles: list[str] = []
    archive = Archive(path, troubles)
    try:
        parts = Parts(archive)
        document = parts.document()
        text = Text(parts, troubles)
        root = text.tree(document) if document is not None else etree.Element("html")
        stated = parts.core()
    finally:
        archive.close()
    if not has_words(root):
        raise no_words(path, "Open the file with Word: when there are words, save it again as a Word document.")
    return Document(path, root, _facts(stated, text, root, troubles), troubles)


def _refuse_others(path: Path) -> None:
    with path.open("rb") as stream:
        head = stream.read(1 << 20)
    if head.startswith(b"PK"):
        return
    if head.startswith(OLD) and (_ENCRYPTED in head or path.suffix.lower() in SUFFIXES):
        raise ContentError(
            f"{path}: the document is locked with a password",
            spoken="This document is locked with a password. Say shelf to choose another.",
            remedy="Open it with Word, take the password away (File, Info, Protect Document), and save it again.",
        )
    if head.startswith((OLD, b"{\\rtf")) or path.suffix.lower() in OLD_SUFFIXES:
        raise ContentError(
            f"{path}: the document is in an older format that cannot be read",
            spoken="This document is in an old format. Say shelf to choose another.",
            remedy="Open it with Word or LibreOffice, and save it as a Word document (DOCX).",
        )


def _facts(stated: etree._Element | None, text: Text, root: etree._Element, troubles: list[str]) -> Facts:
    """Give what the document says of itself. A Title in the text stands for one that is not stated."""
    found: dict[str, str] = {}
    for element in stated if stated is not None else ():
        found.setdefault(name(element), plain(element.text))
    people = (person.strip() for person in re.split(r"[;\n]", found.get("creator", "")))
    authors = tuple(person for person in people if person and person.lower() not in _NO_NAMES)
    language = language_tag(found.get("language")) or language_of_words(
        root, text.usual_language, text.words.counted, troubles
    )
    return Facts("docx", found.get("title", "") or _title(root), language, authors, found.get("rights", ""))


def _title(root: etree._Element) -> str:
    """Give the words of a first heading that stands alone at its level."""
    first = next((element for element in root.iter("h1", "h2", "h3")), None)
    alone = first is not None and first.tag == "h1" and sum(1 for _ in root.iter("h1")) == 1
    return visible_text(first) if first is not None and alone else ""


def language_of_words(root: etree._Element, usual: str, counted: Counter[str], troubles: list[str]) -> str:
    """Give the language most words are in. What only the usual style says is checked against the words.

    counted  how many characters are in each language that is stated; "" for none stated
    """
    usual = language_tag(usual)
    stated = counted.most_common(1)[0][0] if counted else ""
    if stated:
        _state(root, usual, stated)
        return stated
    words = " ".join(str(part) for part in root.itertext())
    middle = words[max(0, len(words) // 2 - 2000) :][:4000]
    guessed = guess_language(middle) if not usual or len(middle) >= MIN_SURE else UNKNOWN
    if guessed == UNKNOWN or (usual and guessed.partition("-")[0] == usual.partition("-")[0].lower()):
        return usual
    if usual:
        note(troubles, f"is marked as {usual}, but its words are in {guessed}: mark the language")
    return guessed


def _state(root: etree._Element, usual: str, stated: str) -> None:
    """Let what states no language be in the usual one, when the document as a whole is in another."""
    body = next(root.iter("body"))
    if usual and usual != stated:
        body.set("lang", usual)
