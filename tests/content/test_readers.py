from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accessvr.content import inspection
from accessvr.content.readers import READERS, open_any
from accessvr.core.errors import ContentError

CALM = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def refusal(path: Path) -> ContentError:
    with pytest.raises(ContentError) as refused:
        open_any(path)
    return refused.value


@pytest.mark.parametrize(
    ("name", "content", "spoken"),
    [
        ("none.epub", None, "I cannot find this book."),
        ("empty.epub", b"", "This book is empty."),
        ("empty.txt", b"", "This book is empty."),
        ("torn.epub", b"PK\x03\x04 torn", "This book is damaged and cannot be opened."),
        ("picture.png", b"\x89PNG\r\n\x1a\n\x00\x00", "This file is no book."),
        ("sound.txt", b"RIFF\x00\x00\x01\x00\x02\x03" * 50, "There are no words in this file."),
        ("blank.txt", b" \n \n", "There are no words in this file."),
    ],
)
def test_what_is_no_book_is_refused_in_plain_words(
    tmp_path: Path, name: str, content: bytes | None, spoken: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    error = refusal(path)
    assert error.spoken == f"{spoken} Say shelf to choose another."
    assert str(path) in error.message
    assert error.remedy


def test_a_folder_that_is_no_exhibit_is_refused_in_plain_words(tmp_path: Path) -> None:
    assert refusal(tmp_path).spoken == "This folder is no book. Say shelf to choose another."


def test_a_zip_file_without_a_book_is_refused_in_plain_words(tmp_path: Path) -> None:
    path = tmp_path / "things.epub"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.bin", b"hello")
    assert refusal(path).spoken == "There is no book in this file. Say shelf to choose another."


def test_a_book_is_known_by_what_it_holds_when_its_name_says_nothing(books: Path, tmp_path: Path) -> None:
    path = tmp_path / "book.zip"
    path.write_bytes((books / "epub" / "own" / "lamp.epub").read_bytes())
    assert open_any(path).publication.title == "The Lamp on the Landing"


def test_every_reader_tells_what_suits_it_without_opening(tmp_path: Path) -> None:
    assert not any(reader.suits(tmp_path / "nothing") for reader in READERS)


def said_of(path: Path) -> str:
    """Read what can be read, or give the plain words of the refusal; any other error goes through."""
    try:
        book = open_any(path)
    except ContentError as error:
        return error.spoken
    assert all(book.section(index) for index in range(len(book.publication.sections)))
    inspection.tree(book)
    list(inspection.outline(book))
    book.close()
    return book.publication.title or "without a title"


@CALM
@given(data=st.binary(max_size=2000), suffix=st.sampled_from([".epub", ".txt", ""]))
def test_any_bytes_are_read_or_refused(data: bytes, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"any{suffix}"
    path.write_bytes(data)
    assert said_of(path)


@CALM
@given(
    changes=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=20),
    end=st.floats(0.3, 1),
)
def test_a_damaged_zip_file_is_read_or_refused(
    changes: list[tuple[float, int]], end: float, tmp_path: Path, books: Path
) -> None:
    data = bytearray((books / "epub" / "idpf-samples" / "trees.epub").read_bytes())
    for at, value in changes:
        data[int(at * len(data))] = value
    path = tmp_path / "damaged.epub"
    path.write_bytes(data[: len(data) if end > 0.5 else int(end * len(data))])
    assert said_of(path)


NAMES = ["META-INF/container.xml", "OPS/package.opf", "OPS/nav.xhtml", "OPS/c0.xhtml"]
PIECES = [
    *("<p>", "</p>", "<a href='c0.xhtml#x'>", "</a>", "<li>", "</ol>", "<ol>", "<table>", "<tr>", "<td>", "<img/>"),
    *("<svg>", "<math>", "&nbsp;", "&bad;", "<!--", "-->", "<?x ?>", "<![CDATA[", "]]>", "<p::p>", "id='x'", "<h1>"),
    *("</h1>", "word", "<br/>", "<figure>", "<figcaption>", "<blockquote>", "<aside>", "\x00", "é", "<hr/>", " "),
    *("<p id='x'>", '<nav epub:type="toc">', "<spine>", '<itemref idref="c0"/>', "</html>", "<pre>", "</pre>"),
]
WORDS = st.sampled_from(PIECES)


@CALM
@given(name=st.sampled_from(NAMES), parts=st.lists(WORDS, max_size=40), cut=st.floats(0, 1))
def test_damaged_files_in_a_book_are_read_or_refused(name: str, parts: list[str], cut: float, tmp_path: Path) -> None:
    whole = {
        "META-INF/container.xml": '<container><rootfile full-path="OPS/package.opf"/></container>',
        "OPS/package.opf": '<package><metadata><title>T</title></metadata><manifest><item id="c0" href="c0.xhtml"/>'
        '<item id="n" href="nav.xhtml" properties="nav"/></manifest><spine><itemref idref="c0"/></spine></package>',
        "OPS/nav.xhtml": '<html><body><nav><ol><li><a href="c0.xhtml">One</a></li></ol></nav></body></html>',
        "OPS/c0.xhtml": "<html><body><h1>One</h1><p>Text.</p></body></html>",
    }
    at = int(cut * len(whole[name]))
    whole[name] = whole[name][:at] + "".join(parts) + whole[name][at:]
    path = tmp_path / "made.epub"
    with zipfile.ZipFile(path, "w") as archive:
        for inside, content in whole.items():
            archive.writestr(inside, content)
    assert said_of(path)
