"""A search in a book that is still being prepared finds what a search in the whole book finds."""

from __future__ import annotations

from pathlib import Path

import pytest
from content.conftest import MakeEpub

from accessvr.content.early_search import search_early
from accessvr.content.prepared import Prepared, prepare
from accessvr.content.search import find, spoken_words


class Interrupted(Exception):
    """The preparing ends in the middle."""


def begun(path: Path, folder: Path, sections: int) -> Prepared:
    """Prepare only the first sections of a book."""

    def progress(step: str) -> None:
        if step == f"section {sections - 1}":
            raise Interrupted

    with pytest.raises(Interrupted):
        prepare(path, folder, progress)
    return Prepared(folder)


def whole(path: Path, folder: Path) -> Prepared:
    prepare(path, folder, lambda step: None)
    return Prepared(folder)


@pytest.mark.parametrize("words", ["the white whale", "Ishmael", "queequeg and i", "no such words here", "WHALE", ""])
def test_a_novel_that_is_begun_gives_the_places_of_the_whole(words: str, books: Path, tmp_path: Path) -> None:
    path = books / "epub" / "idpf-samples" / "moby-dick.epub"
    early, late = begun(path, tmp_path / "begun", 5), whole(path, tmp_path / "whole")
    found, more = search_early(early, path, words, 20)
    expected, others = late.search(words, 20)
    assert [(place.section, place.node, place.offset, place.before, place.after) for place in found] == [
        (place.section, place.node, place.offset, place.before, place.after) for place in expected
    ]
    assert more == others


def test_words_with_marks_and_tags_inside_are_found_early(make_epub: MakeEpub, tmp_path: Path) -> None:
    path = make_epub("<p>One.</p>", "<p>Two.</p>", "<p>The li\u00adght<i>house</i> st<b>ood</b>\n still.</p>")
    early = begun(path, tmp_path / "begun", 1)
    (place,), more = search_early(early, path, "lighthouse stood still", 5)
    assert (place.section, place.offset, more) == (2, 4, False)


def test_a_text_that_is_no_epub_is_searched_early_too(tmp_path: Path) -> None:
    path = tmp_path / "book.txt"
    path.write_text("".join(f"CHAPTER {n}\n\nIt was day {n} of the storm.\n\n\n" for n in range(1, 6)), "utf-8")
    early = begun(path, tmp_path / "begun", 1)
    found, _ = search_early(early, path, "of the storm", 9)
    assert [place.section for place in found] == sorted({place.section for place in found})
    assert len(found) == 5
    late = whole(path, tmp_path / "whole")
    assert find(late.publication, map(late.passage, range(len(late.publication.sections))), spoken_words("storm"), 9)[0]
