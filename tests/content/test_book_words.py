"""Every word of every book, in reading order, against a plain walk that shares no code with the reader."""

from __future__ import annotations

import json
import posixpath
import re
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import etree

from accessvr.content import inspection
from accessvr.content.readers import Book, open_any
from accessvr.core.publication import Kind

GROUPS = ("idpf-samples", "standardebooks", "own", "daisy-a11y-tests")
BOOKS = Path(__file__).parents[3] / "shared" / "data" / "books" / "epub"
NAMES = [f"{path.parent.name}/{path.name}" for group in GROUPS for path in sorted((BOOKS / group).glob("*.epub"))]
TYPE = "{http://www.idpf.org/2007/ops}type"
SOUNDLESS = dict.fromkeys([0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF])


def named(element: etree._Element, name: str) -> list[etree._Element]:
    return [found for found in element.iter() if isinstance(found.tag, str) and etree.QName(found).localname == name]


def letters(text: str) -> str:
    """Without white space; the number of a note has no brackets and no full stop."""
    return re.sub(r"\[(\d+)\]", r"\1", "".join(text.translate(SOUNDLESS).split()))


def said_on_the_way(book: Book) -> str:
    """All that is said, but for formulas: their words are made, and are no letters of the book."""
    parts = []
    for index, section in enumerate(book.publication.sections):
        for node in () if section.beside else inspection.whole(book.section(index)):
            text = "" if node.kind is Kind.FORMULA else node.text
            for span in reversed([span for span in node.spans if span.kind is Kind.FORMULA]):
                text = text[: span.start] + text[span.end :]
            parts += [node.label, text]
    return letters(" ".join(parts))


def pages(path: Path) -> list[etree._Element]:
    """The bodies of the files in reading order."""
    with zipfile.ZipFile(path) as archive:
        container = etree.fromstring(archive.read("META-INF/container.xml"))
        package = named(container, "rootfile")[0].get("full-path") or ""
        root = etree.fromstring(archive.read(package))
        files = {item.get("id"): item.get("href") or "" for item in named(root, "item")}
        order = [files[ref.get("idref")] for ref in named(root, "itemref") if ref.get("linear") != "no"]
        folder = posixpath.dirname(package)
        parser = etree.XMLParser(recover=True, load_dtd=False, resolve_entities=False, remove_comments=True)
        data = [archive.read(posixpath.normpath(posixpath.join(folder, unquote(name)))) for name in order]
    return [named(etree.fromstring(content, parser), "body")[0] for content in data]


def is_unspoken(element: etree._Element) -> bool:
    """What a listener does not hear in the text: page numbers, note numbers and the ways back stand beside it."""
    kind = f"{element.get(TYPE) or ''} {(element.get('role') or '').replace('doc-', '')}".split()
    words = "".join(str(part) for part in element.itertext()).strip()
    name = etree.QName(element).localname
    return (
        "pagebreak" in kind
        or ("noteref" in kind and len(words) < 4)
        or ("annoref" in kind and len(words) < 4)
        or "backlink" in kind
        or bool(name == "a" and (element.get("id") or "").endswith("-backlink") and re.fullmatch(r"\[\d+\]", words))
        or (name == "a" and "#" in (element.get("href") or "") and bool(named(element, "sup")))
        or name in ("script", "style", "head", "audio")
        or element.get("hidden") is not None
    )


def plain_walk(element: etree._Element) -> str:
    if not isinstance(element.tag, str):
        return element.tail or ""
    name = etree.QName(element).localname
    if is_unspoken(element):
        inner = ""
    elif name == "img":
        inner = "" if element.get("role") == "presentation" else element.get("alt") or ""
    elif name == "math":
        inner = ""
    elif name == "a" and re.fullmatch(r"\d+\.", element.text or "") and "#" in (element.get("href") or ""):
        inner = (element.text or "").removesuffix(".")
    else:
        inner = (element.text or "") + "".join(plain_walk(child) for child in element)
    return inner + (element.tail or "")


@pytest.mark.parametrize("name", NAMES)
def test_every_letter_of_a_book_is_read_once_and_in_order(name: str, books: Path) -> None:
    path = books / "epub" / name
    book = open_any(path)
    said = said_on_the_way(book)
    book.close()
    assert said == letters(" ".join(plain_walk(body) for body in pages(path)))


@pytest.mark.parametrize("name", NAMES)
def test_a_book_has_about_as_many_words_as_were_counted_elsewhere(name: str, books: Path) -> None:
    facts = json.loads((books / "facts.json").read_text(encoding="utf-8"))[f"epub/{name}"]
    book = open_any(books / "epub" / name)
    words = sum(len(line.split()) for line in inspection.text(book))
    book.close()
    # The counted words include hidden text, numbers of notes and pages.
    assert sum(not section.beside for section in book.publication.sections) == facts["spine_linear"]
    assert len(book.publication.sections) == facts["spine"]
    assert 0.9 * facts["words"] <= words <= 1.2 * facts["words"]
