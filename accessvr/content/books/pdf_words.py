"""The words that the tags of a PDF refer to, and how much of the text they reach."""

from __future__ import annotations

from accessvr.content.books.pdf_marks import marked_words
from accessvr.content.books.pdf_pages import Pages


class Said:
    """The words of the marked pieces of pages. A page is read when it is first asked for."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages
        self._marks: dict[int, dict[int, str]] = {}
        self._used: set[tuple[int, int]] = set()

    def words(self, page: int, mark: int) -> str:
        """Give the words of a marked piece, "" when there is none."""
        self._used.add((page, mark))
        return self._page(page).get(mark, "")

    def covered(self) -> float:
        """Give the share of letters that were asked for, 0 to 1."""
        used = whole = 0
        for page in range(self.pages.count):
            for mark, words in self._page(page).items():
                count = len(words) - words.count(" ")
                whole += count
                used += count if (page, mark) in self._used else 0
        return used / whole if whole else 0.0

    def _page(self, page: int) -> dict[int, str]:
        if page not in self._marks:
            letters = self.pages.letters(page) if 0 <= page < self.pages.count else None
            self._marks[page] = {} if letters is None else marked_words(letters)
            if letters is not None:
                letters.close()
        return self._marks[page]
