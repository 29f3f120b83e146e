"""The text files of a DAISY book, each opened when it is needed; a long one is cut and opened piece by piece."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from accessvr.content.books.archive import note
from accessvr.content.books.cutting import Body, bodies
from accessvr.content.books.daisy_page import in_words_of_epub
from accessvr.content.books.dtbook import Piece, guide_of, is_dtbook, pieces
from accessvr.content.books.dtbook_page import page
from accessvr.content.books.files import Files
from accessvr.content.books.guide import Guide
from accessvr.content.books.markup import local, own_id, parse_page, parse_xml
from accessvr.content.books.outline import read_outline

WHOLE_BYTES = 150_000  # chosen: a shorter file is one section, and is not opened before it is read
TEXT_SHARE = 0.5  # chosen: characters of text in a byte of a page in which every sentence is marked


class TextFile:
    """A file of text. `parts` is how many sections it makes; `size(part)` about how many characters one has."""

    def __init__(self, files: Files, name: str) -> None:
        self._files, self.name = files, name
        self._pieces: list[Piece] = []
        self._bodies: list[Body] = []
        self._where: dict[str, int] = {}
        self.guide: Guide | None = None
        self._size = files.stated_bytes(name)
        if self._size > WHOLE_BYTES or name.lower().endswith(".xml"):
            self._cut()

    def _cut(self) -> None:
        root = self._parsed()
        if root is None:
            return
        if is_dtbook(root):
            self.guide = guide_of(root, self.name)
            self._pieces = pieces(root)
            self._where = _places(piece.ids() for piece in self._pieces)
            return
        body = _body(root)
        self._bodies = bodies(body, read_outline(body))
        self._where = _places(_ids(part.element) for part in self._bodies)

    @property
    def parts(self) -> int:
        """Give how many sections it makes."""
        return max(1, len(self._pieces), len(self._bodies))

    def size(self, part: int) -> int:
        """Give about how many characters of text a part has."""
        if self._pieces:
            return max(1, self._pieces[part].size)
        return max(1, self._bodies[part].size if self._bodies else round(self._size * TEXT_SHARE))

    def part_of(self, fragment: str) -> int | None:
        """Give the part in which an id stands; None when it is nowhere. Of a file not yet opened, the only one."""
        if not fragment or not (self._pieces or self._bodies):
            return 0
        return self._where.get(fragment)

    def page(self, part: int, language: str) -> etree._Element | None:
        """Give a part as a page of XHTML; None when it cannot be read."""
        if self._pieces:
            return page(self._pieces[part], language)
        if self._bodies:
            return self._bodies[part].element
        return self._parsed()

    def close(self) -> None:
        """Give the trees back."""
        self._pieces, self._bodies = [], []

    def _parsed(self) -> etree._Element | None:
        data = self._files.read(self.name)
        if data is None:
            note(self._files.troubles, f"{self.name}: is missing")
            return None
        root, trouble = parse_page(data)
        if root is not None and trouble and b"<dtbook" in data[:8192]:
            root = parse_xml(data)  # HTML would lose its structure
        if trouble:
            note(self._files.troubles, f"{self.name}: {trouble}")
        if root is not None and not is_dtbook(root):
            in_words_of_epub(root)
        return root


def _body(root: etree._Element) -> etree._Element:
    return next((element for element in root.iter() if local(element) == "body"), root)


def _ids(element: etree._Element) -> Iterator[str]:
    return (name for inner in element.iter() if local(inner) and (name := own_id(inner)))


def _places(parts: Iterator[Iterator[str]]) -> dict[str, int]:
    """Give the part of each id. The first wins."""
    where: dict[str, int] = {}
    for index, names in enumerate(parts):
        for name in names:
            where.setdefault(name, index)
    return where
