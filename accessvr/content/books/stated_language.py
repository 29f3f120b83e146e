"""The language of a book: what its package states, else its pages, else what its words look like."""

from __future__ import annotations

import re

from lxml import etree

from accessvr.content.books.archive import Archive
from accessvr.content.books.language import UNKNOWN, contradicts, guess_language, language_tag
from accessvr.content.books.markup import language_of, local, parse_page, visible_text
from accessvr.content.books.package import Package

_STATED = re.compile(rb"""(?<![\w-])(?:xml:)?lang\s*=\s*["']\s*([A-Za-z][\w-]*)""")
PAGES_TRIED = 4  # chosen: the first may be a cover and a title page
SAMPLE = 2000  # chosen, in characters of text
_HEAD_BYTES = 2048  # of a page, in which its language is stated


def language_of_book(archive: Archive, package: Package) -> str:
    """Give the language of a book as BCP 47, "und" when nobody can tell."""
    stated = language_tag(package.language)
    if stated:
        return stated
    pages = [archive.read(item.name) or b"" for item in package.spine[:PAGES_TRIED] if item.name and not item.beside]
    for data in pages:
        found = _STATED.search(data[:_HEAD_BYTES])
        named = language_tag(found.group(1).decode("ascii", "replace")) if found else ""
        if named:
            return named
    return guess_language(_sample(pages)) or UNKNOWN


def state_language(root: etree._Element, usual: str) -> None:
    """Let a page that states no language state its own, when its words are surely not of the book's."""
    body = next((element for element in root.iter("{*}body")), root)
    if language_of(root, "") or language_of(body, ""):
        return
    sample = ""
    for block in body.iter("{*}p", "{*}li"):
        sample += f" {''.join(map(str, block.itertext()))}"
        if len(sample) > SAMPLE:
            break
    found = contradicts(sample, usual)
    if found:
        root.set("lang", found)


def _sample(pages: list[bytes]) -> str:
    sample = ""
    for data in pages:
        root, _ = parse_page(data)
        if root is not None and len(sample) < SAMPLE:
            body = next((element for element in root.iter() if local(element) == "body"), root)
            sample += f" {visible_text(body)}"
    return sample
