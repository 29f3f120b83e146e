"""The text files of a DAISY book, each opened when it is needed; a long one is cut and opened piece by piece."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator

from lxml import etree

from accessvr.content.books.archive import note
from accessvr.content.books.cutting import Body, bodies
from accessvr.content.books.daisy_page import in_words_of_epub
from accessvr.content.books.dtbook import Held, Piece, guide_of, is_dtbook, pieces
from accessvr.content.books.dtbook_page import page
from accessvr.content.books.files import Files, read_markup
from accessvr.content.books.guide import Guide
from accessvr.content.books.markup import MOST_ELEMENTS_OF_A_BOOK, local, own_id, parse_page, parse_xml
from accessvr.content.books.outline import read_outline

WHOLE_BYTES = 150_000  # chosen: a shorter file is one section, and is not opened before it is read
KEPT_BYTES = 12 << 20  # chosen: a tree takes ten times the memory of its file
TEXT_SHARE = 0.5  # chosen: characters of text in a byte of a page in which every sentence is marked

Cut = Piece | Body


class Trees:
    """The long files that are cut and open now: the one used last, and others as far as they are small."""

    def __init__(self) -> None:
        self._open: OrderedDict[str, tuple[int, list[Cut]]] = OrderedDict()

    def of(self, name: str, size_bytes: int, cut: Callable[[], list[Cut]]) -> list[Cut]:
        """Give the pieces of a file, cut again when it was closed in between."""
        if name not in self._open:
            self._open[name] = size_bytes, cut()
        self._open.move_to_end(name)
        while len(self._open) > 1 and sum(size for size, _ in self._open.values()) > KEPT_BYTES:
            self._open.popitem(last=False)
        return self._open[name][1]

    def close(self) -> None:
        """Give all trees back."""
        self._open.clear()


class TextFile:
    """A file of text. `guide` is what a DTBook says of itself.

    cut  a long file is cut into pieces; without, it is one
    """

    def __init__(self, files: Files, name: str, trees: Trees, *, cut: bool) -> None:
        self._files, self.name, self._trees = files, name, trees
        self._size_bytes = files.stated_bytes(name)
        self._sizes: list[int] = []
        self._where: dict[str, int] = {}
        self.guide: Guide | None = None
        if cut and (self._size_bytes > WHOLE_BYTES or name.lower().endswith(".xml")):
            found = self._pieces()
            self._sizes = [max(1, piece.size) for piece in found]
            self._where = _places(_ids(piece) for piece in found)

    @property
    def parts(self) -> int:
        """Give how many sections it makes."""
        return max(1, len(self._sizes))

    def size(self, part: int) -> int:
        """Give about how many characters of text a part has."""
        return self._sizes[part] if self._sizes else max(1, round(self._size_bytes * TEXT_SHARE))

    def part_of(self, fragment: str) -> int | None:
        """Give the part in which an id stands; None when it is nowhere. Of a file that is not cut, the only one."""
        return self._where.get(fragment) if fragment and self._sizes else 0

    def page(self, part: int, language: str) -> etree._Element | None:
        """Give a part as a page of XHTML; None when it cannot be read."""
        if self._sizes:
            piece = self._pieces()[part]
            return page(piece, language) if isinstance(piece, Piece) else piece.element
        root = self._parsed()
        if root is None or not is_dtbook(root):
            return root
        return page(Piece([Held(root, 0, "")]), language)

    def close(self) -> None:
        """Give the trees back."""
        self._trees.close()

    def _pieces(self) -> list[Cut]:
        return self._trees.of(self.name, self._size_bytes, self._cut)

    def _cut(self) -> list[Cut]:
        root = self._parsed()
        if root is None:
            return []
        if is_dtbook(root):
            self.guide = guide_of(root, self.name)
            return list(pieces(root))
        body = _body(root)
        return list(bodies(body, read_outline(body)))

    def _parsed(self) -> etree._Element | None:
        data = read_markup(self._files, self.name)
        if data is None:
            note(self._files.troubles, f"{self.name}: is missing")
            return None
        root, trouble = parse_page(data, MOST_ELEMENTS_OF_A_BOOK)
        if trouble and b"<dtbook" in data[:8192]:
            root = None  # two trees of a large file at once would take too much memory
            root = parse_xml(data)  # HTML loses its structure
        if trouble:
            note(self._files.troubles, f"{self.name}: {trouble}")
        if root is not None and not is_dtbook(root):
            in_words_of_epub(root)
        return root


def _body(root: etree._Element) -> etree._Element:
    return next((element for element in root.iter() if local(element) == "body"), root)


def _ids(piece: Cut) -> Iterator[str]:
    if isinstance(piece, Piece):
        return piece.ids()
    return (name for inner in piece.element.iter() if local(inner) and (name := own_id(inner)))


def _places(parts: Iterator[Iterator[str]]) -> dict[str, int]:
    """Give the part of each id. The first wins."""
    where: dict[str, int] = {}
    for index, names in enumerate(parts):
        for name in names:
            where.setdefault(name, index)
    return where
