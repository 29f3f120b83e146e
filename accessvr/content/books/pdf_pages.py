"""The pages of a PDF as a library for PDF finds them: their characters, where each stands, and its pictures."""

from __future__ import annotations

import ctypes
import io
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from accessvr.content.books.markup import plain
from accessvr.core.errors import ContentError
from accessvr.core.values import dataclass

MOST_PAGES = 20_000  # chosen: ten times the longest book seen
MOST_LETTERS = 200_000  # chosen: on one page
MOST_OBJECTS = 5000  # chosen: on one page; pictures beyond them are not looked for
MOST_LINES_OF_CONTENTS = 20_000  # chosen
DEEPEST_CONTENTS = 10  # chosen
BOLD = 600  # of 1000: the weight of a bold font
LINE_ENDS = "\r\n"
HYPHEN = "\x02"  # what stands for a hyphen that ends a line
LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_CLEAN = {0: " ", 0xFFFE: HYPHEN, 0xFFFF: " ", 0xA0: " "}  # one character for one: each stands at its index
_Untyped = Any  # the library has no types
_PASSWORD, _SECURITY = 4, 5  # error numbers of the library


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """Give how high it is."""
        return self.top - self.bottom

    @property
    def width(self) -> float:
        """Give how wide it is."""
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Title:
    """A line of the contents that the file holds: `height` is where on the page it leads to, 0 when unknown."""

    words: str
    level: int
    page: int
    height: float


class Letters:
    """The characters of a page in the order of the file, each at its index."""

    def __init__(self, pdfium: _Untyped, page: _Untyped) -> None:
        self._raw = pdfium.raw
        self._page = page
        self._words = page.get_textpage()
        self._rectangle = pdfium.raw.FS_RECTF()
        self._marks: dict[int, int] = {}
        self.text = self._read()

    def _read(self) -> str:
        count = min(self._words.count_chars(), MOST_LETTERS)
        whole = self._words.get_text_range(0, count) if count else ""
        if len(whole) != count:  # characters were left out, so ask for each
            units = (self._raw.FPDFText_GetUnicode(self._words.raw, index) for index in range(count))
            whole = "".join(chr(unit) if unit < 0x110000 else " " for unit in units)
        return whole.translate(_CLEAN)

    def box(self, index: int) -> Box:
        """Give the place of a character, as high as its font."""
        left, right = self.sides(index)
        low, high = sorted((self._rectangle.bottom, self._rectangle.top))
        return Box(left, low, right, high)

    def sides(self, index: int) -> tuple[float, float]:
        """Give the left and the right edge of a character: for a long line this is asked often."""
        found = self._rectangle
        if not self._raw.FPDFText_GetLooseCharBox(self._words.raw, index, found):
            found.left = found.right = found.top = found.bottom = 0.0
        return found.left, found.right

    def is_bold(self, index: int) -> bool:
        """Tell whether a character is in a bold font."""
        if self._raw.FPDFText_GetFontWeight(self._words.raw, index) >= BOLD:
            return True
        name = ctypes.create_string_buffer(128)
        length = self._raw.FPDFText_GetFontInfo(self._words.raw, index, name, 128, ctypes.byref(ctypes.c_int()))
        return 0 < length <= 128 and b"bold" in name.value.lower()

    def is_turned(self, index: int) -> bool:
        """Tell whether a character stands on its side."""
        angle = float(self._raw.FPDFText_GetCharAngle(self._words.raw, index))
        return 0.2 < angle % (2 * math.pi) < 2 * math.pi - 0.2

    def piece(self, index: int) -> int:
        """Give a number that is the same for characters the file writes together, 0 for one it does not write."""
        found = self._raw.FPDFText_GetTextObject(self._words.raw, index)
        address = ctypes.cast(found, ctypes.c_void_p).value or 0
        if address and address not in self._marks:
            self._marks[address] = int(self._raw.FPDFPageObj_GetMarkedContentID(found))
        return address

    def mark(self, piece: int) -> int:
        """Give the number of the marked content a piece belongs to, -1 for none."""
        return self._marks.get(piece, -1)

    def pictures(self) -> Iterator[Box]:
        """Give the places of pictures, without those that are only drawn with lines."""
        raw, page = self._raw, self._page.raw
        for index in range(min(raw.FPDFPage_CountObjects(page), MOST_OBJECTS)):
            found = raw.FPDFPage_GetObject(page, index)
            if raw.FPDFPageObj_GetType(found) == raw.FPDF_PAGEOBJ_IMAGE:
                edges = [ctypes.c_float() for _ in range(4)]
                if raw.FPDFPageObj_GetBounds(found, *(ctypes.byref(edge) for edge in edges)):
                    yield Box(*(edge.value for edge in edges))

    @property
    def size(self) -> Box:
        """Give the page itself."""
        width, height = self._page.get_size()
        return Box(0.0, 0.0, width, height)

    def close(self) -> None:
        """Give the page back."""
        self._words.close()
        self._page.close()


class Pages:
    """An open PDF. Raises ContentError when it is locked or no PDF."""

    def __init__(self, path: Path, troubles: list[str]) -> None:
        import pypdfium2  # type: ignore[import-untyped]  # it has no types; and only PDFs need it

        self._pdfium: _Untyped = pypdfium2
        try:
            self._document: _Untyped = pypdfium2.PdfDocument(path)
            count = len(self._document)
        except pypdfium2.PdfiumError as error:
            raise _refusal(path, getattr(error, "err_code", None)) from error
        self.count = min(count, MOST_PAGES)
        if count > MOST_PAGES:
            troubles.append(f"only the first {MOST_PAGES} of {count} pages are read")

    @property
    def is_tagged(self) -> bool:
        """Tell whether the file says in what order it is read, and what its parts are."""
        return bool(self._document.is_tagged())

    @property
    def is_encrypted(self) -> bool:
        """Tell whether the file is encrypted; one that needs a password is not opened at all."""
        return int(self._pdfium.raw.FPDF_GetSecurityHandlerRevision(self._document.raw)) >= 0

    def about(self, what: str) -> str:
        """Give what the file says of itself: "Title", "Author"."""
        return plain(str(self._document.get_metadata_value(what) or ""))

    def language(self) -> str:
        """Give the language the file states, or ""."""
        raw = self._pdfium.raw
        length = raw.FPDFCatalog_GetLanguage(self._document.raw, None, 0)
        if not 2 < length <= 200:
            return ""
        found = ctypes.create_string_buffer(length)
        raw.FPDFCatalog_GetLanguage(self._document.raw, ctypes.cast(found, ctypes.POINTER(ctypes.c_ushort)), length)
        return found.raw.decode("utf-16-le", "replace").rstrip("\x00")

    def label(self, page: int) -> str:
        """Give what a page is called: "iv", "12"; its number when nothing is stated."""
        return plain(str(self._document.get_page_label(page) or "")) or str(page + 1)

    def contents(self) -> list[Title]:
        """Give the contents that the file holds; loops and lines that lead nowhere are left out."""
        found: list[Title] = []
        for line in self._document.get_toc(max_depth=DEEPEST_CONTENTS):
            target = line.get_dest()
            page = target.get_index() if target is not None else None
            words = plain(str(line.get_title() or ""))
            if page is not None and 0 <= page < self.count and words:
                found.append(Title(words, line.level + 1, page, _height(*target.get_view())))
            if len(found) >= MOST_LINES_OF_CONTENTS:
                break
        return found

    def letters(self, page: int) -> Letters | None:
        """Give the characters of a page; None when it is damaged."""
        try:
            return Letters(self._pdfium, self._document[page])
        except (self._pdfium.PdfiumError, IndexError, ValueError):
            return None

    def without_lock(self) -> bytes:
        """Give the file as it would be without encryption."""
        copy = io.BytesIO()
        self._document.save(copy, flags=self._pdfium.raw.FPDF_REMOVE_SECURITY)
        return copy.getvalue()

    def close(self) -> None:
        """Give the file back."""
        self._document.close()


def _height(mode: int, places: list[float]) -> float:
    """Give how high on the page a target stands: each kind of target keeps it elsewhere."""
    at = {1: 1, 3: 0, 5: 3, 7: 0}.get(mode)  # XYZ: left, top, zoom; FitH: top; FitR: left, bottom, right, top; FitBH
    return places[at] if at is not None and at < len(places) else 0.0


def _refusal(path: Path, number: int | None) -> ContentError:
    if number in (_PASSWORD, _SECURITY):
        return ContentError(
            f"{path}: the PDF is locked with a password",
            spoken="This document is locked with a password. Say shelf to choose another.",
            remedy="Open it with its password in another program, and save it again without one.",
        )
    return ContentError(
        f"{path}: the file is no PDF, or is damaged",
        spoken="This document is damaged and cannot be opened. Say shelf to choose another.",
        remedy="Get the file again from where it came from: this copy is damaged or incomplete.",
    )
