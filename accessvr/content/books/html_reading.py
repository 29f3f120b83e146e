"""A page of the web on this machine, as a book. Its links to other files lead nowhere; its scripts never run."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from accessvr.content.books.archive import resolve
from accessvr.content.books.bounds import bounded
from accessvr.content.books.decoding import decoded, decoded_page
from accessvr.content.books.document import Document, Facts, has_words, no_words
from accessvr.content.books.gutenberg import called, cut_page
from accessvr.content.books.language import language_tag
from accessvr.content.books.markup import (
    MENDED,
    MOST_ELEMENTS_OF_A_BOOK,
    kinds,
    language_of,
    local,
    parse_page,
    plain,
    visible_text,
)

LARGEST_FILE_BYTES = 64 << 20  # chosen: the largest page of a book seen has 8 MB
LARGEST_SHEET_BYTES = 1 << 20  # chosen
_DECLARED = re.compile(r"\A\s*<\?xml[^>]*\?>")
_PAGE_NUMBER = re.compile(r"\W*(?:p(?:ag|g)?e?\.?\s*)?(\d{1,5}|[ivxlcdm]{1,10})\W*", re.I)
_NOTE_WORDS = frozenset({"footnote", "endnote"})
_REFERENCE_WORDS = frozenset({"fnanchor", "footnote-ref", "footnoteref", "noteref"})


def read(path: Path) -> Document:
    """Open a page. Raises ContentError when it holds no words."""
    with path.open("rb") as stream:
        data = stream.read(LARGEST_FILE_BYTES + 1)
    troubles = ["is larger than 64 MB; the rest is left out"] if len(data) > LARGEST_FILE_BYTES else []
    text = decoded_page(data[:LARGEST_FILE_BYTES])
    data = bounded(_DECLARED.sub("", text or "", count=1).encode("utf-8", "replace"), troubles)
    root, trouble = parse_page(data, MOST_ELEMENTS_OF_A_BOOK)
    if root is None:
        raise no_words(path, "Check that the file is a page of the web: open it with a browser.")
    if trouble and trouble != MENDED:  # a page of the web need not be well-formed XML
        troubles.append(trouble)
    return page_as_book(path, root, facts(root), troubles)


def page_as_book(path: Path, root: etree._Element, stated: Facts, troubles: list[str]) -> Document:
    """Give a page as a book: roles are found in what pages usually write, Gutenberg's licence is left out."""
    body = next((element for element in root.iter() if local(element) == "body"), root)
    told = cut_page(body)
    if told is not None:
        title, author = called(stated.title)
        stated = Facts(
            stated.format,
            told[0] or title,
            stated.language or told[2],
            stated.authors or tuple(name for name in (told[1] or author,) if name),
            stated.rights,
        )
    state_roles(body)
    if not has_words(root):
        raise no_words(path, "Open the file with a browser: when there are words, save it again as a whole page.")
    return Document(path, root, stated, troubles, sheet=lambda href: _sheet(path, href))


def _sheet(path: Path, href: str) -> str:
    """Give a style sheet that lies beside a page or below it: it may hide words. Nothing else is opened."""
    name = resolve("", href)
    file = path.parent / name
    if not name.lower().endswith(".css") or not file.is_file():
        return ""
    with file.open("rb") as stream:
        return decoded(stream.read(LARGEST_SHEET_BYTES)) or ""


def facts(root: etree._Element) -> Facts:
    """Give what the head of a page says."""
    title, found = "", dict[str, list[str]]()
    for element in root.iter():
        tag = local(element)
        if tag == "body":
            break
        if tag == "title":
            title = title or visible_text(element)
        elif tag == "meta":
            name = (element.get("name") or element.get("property") or element.get("http-equiv") or "").lower()
            value = plain(element.get("content"))
            if value:
                found.setdefault(re.sub(r"^(dc|dcterms|citation)[._:]", "", name), []).append(value)
    language = next((found[name][0] for name in ("language", "content-language", "og:locale") if name in found), "")
    return Facts(
        "html",
        title or next(iter(found.get("title", [])), ""),
        language_tag(language_of(root, "") or language),
        tuple(dict.fromkeys(found.get("author", []) + found.get("creator", []))),
        next(iter(found.get("rights", [])), ""),
    )


def state_roles(body: etree._Element) -> None:
    """State in roles what pages say by the names of their classes: printed page numbers and notes."""
    for element in list(body.iter()):
        words = set((element.get("class") or "").lower().split()) if isinstance(element.tag, str) else set[str]()
        if not words or kinds(element):
            continue
        if any(word.startswith(("pagen", "page-n", "pgnum")) for word in words):
            _state_page(element)
        elif words & _NOTE_WORDS and local(element) not in ("a", "span", "sup"):
            element.set("role", "doc-footnote")
            _state_way_back(element)
        elif words & _REFERENCE_WORDS and local(element) == "a":
            element.set("role", "doc-noteref")


def _state_page(element: etree._Element) -> None:
    number = _PAGE_NUMBER.fullmatch(visible_text(element)) or _PAGE_NUMBER.fullmatch(element.get("title") or "")
    if not number:
        return
    name = next((inner.get("id") or inner.get("name") for inner in element.iter() if _is_named(inner)), None)
    for child in list(element):
        element.remove(child)
    element.text = None
    element.set("role", "doc-pagebreak")
    element.set("aria-label", number.group(1))
    if name:
        element.set("id", name)


def _is_named(element: etree._Element) -> bool:
    return isinstance(element.tag, str) and bool(element.get("id") or element.get("name"))


def _state_way_back(note: etree._Element) -> None:
    """Find the link by which a note begins: it leads back to where the note is referred to."""
    link = next((inner for inner in note.iter() if local(inner) == "a" and (inner.get("href") or "")[:1] == "#"), None)
    if link is not None and len(visible_text(link)) <= 5:
        link.set("role", "doc-backlink")
