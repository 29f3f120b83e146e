"""The style sheets and pronunciation lexicons of a book, read once and when a page asks for them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from lxml import etree

from accessvr.content.books.archive import Archive, note, resolve
from accessvr.content.books.lexicon import Lexicon, read_lexicon
from accessvr.content.books.styles import LONGEST_SHEET, imports

DEEPEST_IMPORT = 4  # chosen: sheets that take in sheets
MOST_SHEETS = 200  # chosen, of one book


class Resources:
    """What pages of a book refer to, besides each other.

    lexicons  the files that say how words are pronounced wherever no page says which of them it wants
    """

    def __init__(self, archive: Archive, lexicons: Iterable[str]) -> None:
        self._archive = archive
        self._listed = tuple(dict.fromkeys(lexicons))
        self._sheets: dict[str, str] = {}
        self._lexicons: dict[tuple[str, str], Lexicon | None] = {}

    def sheet(self, folder: str, href: str) -> str:
        """Give the text of a style sheet a page of `folder` names, "" when it is not in the book."""
        name = resolve(folder, href) if href else ""
        return self._sheet(name, 0) if name else ""

    def lexicons(self, root: etree._Element, folder: str) -> tuple[Lexicon, ...]:
        """Give the lexicons of a page: those it links, else all of the book."""
        linked = [
            (resolve(folder, element.get("href") or ""), (element.get("hreflang") or "").strip())
            for element in root.iter("{*}link")
            if "pronunciation" in (element.get("rel") or "").lower().split() and element.get("href")
        ]
        wanted = [pair for pair in linked if pair[0]] or [(name, "") for name in self._listed]
        found = (self._lexicon(name, language) for name, language in wanted)
        return tuple(lexicon for lexicon in found if lexicon is not None)

    def _lexicon(self, name: str, language: str) -> Lexicon | None:
        if (name, language) not in self._lexicons:
            data = self._archive.read(name)
            lexicon = read_lexicon(data, language) if data else None
            if lexicon is None:
                note(self._archive.troubles, f"{name}: is no pronunciation lexicon that can be read")
            self._lexicons[name, language] = lexicon
        return self._lexicons[name, language]

    def _sheet(self, name: str, depth: int) -> str:
        if name not in self._sheets:
            if len(self._sheets) >= MOST_SHEETS:
                return ""
            self._sheets[name] = ""  # sheets may take in each other
            data = self._archive.read(name) if self._archive.stated_bytes(name) <= LONGEST_SHEET else None
            text = (data or b"").decode("utf-8-sig", "replace")[:LONGEST_SHEET]
            taken_in = imports(text) if depth < DEEPEST_IMPORT else []
            inner = [resolve(posixpath.dirname(name), href) for href in taken_in]
            self._sheets[name] = "\n".join([*(self._sheet(other, depth + 1) for other in inner if other), text])
        return self._sheets[name]
