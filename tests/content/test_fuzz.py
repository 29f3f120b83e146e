"""Whatever a file holds, it is read or refused in plain words, and what is read is whole.

Files that are right are changed a little, in the zip file and in every kind of file inside; pages are made of anything.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from content.hostile import daisies, documents
from content.hostile.daisies import daisy2, daisy3, par3, smil3, sound
from content.hostile.faults import faults
from content.hostile.making import ALSO_SAID, SAID, XHTML, Files, files, nav, package, page, zipped
from content.hostile.mutating import CHANGES, Change, bodies, changed, comes_back, opened
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

CALM = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
SPACES = 'xmlns:m="http://www.w3.org/1998/Math/MathML" xmlns:ssml="http://www.w3.org/2001/10/synthesis"'
NCX = (
    '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint id="a" playOrder="1"><navLabel>'
    '<text>One</text></navLabel><content src="c0.xhtml"/></navPoint></navMap><pageList>'
    '<pageTarget id="p" type="normal" value="1"><navLabel>'
    '<text>1</text></navLabel><content src="c0.xhtml#g"/></pageTarget></pageList></ncx>'
)
BODY = (
    f'<section epub:type="chapter"><h1 id="h1">One</h1><p id="t1">{SAID}<span epub:type="pagebreak" id="g" title="1"/> '
    f'It was <i xml:lang="fr">très</i> late<a epub:type="noteref" href="#n">1</a>.</p><p id="t2">{ALSO_SAID}</p>'
    '<table><caption>Oil</caption><tr><th id="d">Day</th><th>Cup</th></tr><tr><td headers="d">1</td><td>2</td></tr>'
    '</table><figure><img src="a.png" alt="A lamp" aria-describedby="t2"/><figcaption>The lamp</figcaption></figure>'
    '<ul><li>oil<ul><li>more</li></ul></li></ul><aside epub:type="footnote" id="n"><p>Very late.</p></aside></section>'
)
MADE = files(
    package_opf=package(
        f'<item id="c0" href="c0.xhtml" media-type="{XHTML}" media-overlay="o"/>'
        f'<item id="c1" href="c1.xhtml" media-type="{XHTML}"/>'
        '<item id="o" href="c0.smil" media-type="application/smil+xml"/>'
        '<item id="x" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
        '<item id="s" href="part.wav" media-type="audio/wav"/>',
        '<itemref idref="c0"/><itemref idref="c1" linear="no"/>',
    ),
    nav_xhtml=nav('<li><a href="c0.xhtml#h1">One</a><ol><li><a href="c1.xhtml">Two</a></li></ol></li>'),
    c0_xhtml=page(BODY),
    c1_xhtml=page(f"<p>{SAID}</p>"),
    c0_smil=smil3(par3("t1").replace("text.xml", "c0.xhtml") + par3("t2", "1s", "2s").replace("text.xml", "c0.xhtml")),
    toc_ncx=NCX,
    part_wav=sound(0.1),
)
INSIDE = ("OPS/package.opf", "OPS/nav.xhtml", "OPS/c0.xhtml", "OPS/c0.smil", "OPS/toc.ncx", "META-INF/container.xml")


def is_whole(path: Path) -> None:
    """A file is read whole or refused; what is read has no faults and is the same after it was stored."""
    book = opened(path)
    if book is not None:
        assert faults(book) == []
        assert comes_back(book)


def as_bytes(inside: Files) -> dict[str, bytes]:
    return {name: content if isinstance(content, bytes) else content.encode() for name, content in inside.items()}


def test_the_book_that_is_changed_is_right_before(tmp_path: Path) -> None:
    book = opened(zipped(tmp_path / "made.epub", MADE))
    assert book is not None
    assert faults(book) == []
    assert comes_back(book)
    assert len(book.sections) == 2


@settings(CALM, max_examples=500)
@given(changes=CHANGES)
def test_any_bytes_of_a_zip_file_are_read_or_refused(changes: list[Change], tmp_path: Path) -> None:
    path = zipped(tmp_path / "made.epub", MADE)
    path.write_bytes(changed(path.read_bytes(), changes))
    is_whole(path)


@settings(CALM, max_examples=150)
@given(changes=CHANGES)
def test_any_bytes_of_a_real_book_are_read_or_refused(changes: list[Change], tmp_path: Path, books: Path) -> None:
    path = tmp_path / "lamp.epub"
    path.write_bytes(changed((books / "epub" / "own" / "lamp.epub").read_bytes(), changes))
    is_whole(path)


@pytest.mark.parametrize("name", INSIDE)
@settings(CALM, max_examples=250)
@given(changes=CHANGES)
def test_any_file_of_an_epub_is_read_or_refused(name: str, changes: list[Change], tmp_path: Path) -> None:
    inside = as_bytes(MADE)
    is_whole(zipped(tmp_path / "made.epub", {**inside, name: changed(inside[name], changes)}))


@settings(CALM, max_examples=400)
@given(body=bodies())
def test_any_page_is_read(body: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "made.epub", "w") as archive:
        for name, content in {**files(), "OPS/c0.xhtml": page(body, attributes=SPACES)}.items():
            archive.writestr(name, content)
    book = opened(tmp_path / "made.epub")
    assert book is not None
    assert faults(book) == []
    assert comes_back(book)


@pytest.mark.parametrize("make", [daisy2, daisy3], ids=["2.02", "3"])
@settings(CALM, max_examples=400)
@given(which=st.integers(0, 3), changes=CHANGES)
def test_any_file_of_a_daisy_book_is_read_or_refused(
    make: Callable[[], Files], which: int, changes: list[Change], tmp_path: Path
) -> None:
    inside = as_bytes(make())
    name = sorted(inside)[which]
    (tmp_path / "book").mkdir(exist_ok=True)
    for other, content in inside.items():
        (tmp_path / "book" / other).write_bytes(changed(content, changes) if other == name else content)
    is_whole(tmp_path / "book")


OTHERS: dict[str, Files | bytes] = {
    "made.docx": documents.docx(documents.TWO + documents.HIDDEN),
    "made.odt": documents.odt(documents.LINES + documents.CHANGES, styles=documents.GONE),
    "made.pdf": documents.pdf(*documents.PAGE),
    "made.html": page(BODY).encode(),
    "made.md": f"# One\n\n{SAID}[^1]\n\n- a\n  - b\n\n|a|b|\n|-|-|\n|1|2|\n\n> *{ALSO_SAID}*\n\n[^1]: Late.\n".encode(),
    "made.txt": f"CHAPTER I\n\n{SAID}\n\n{ALSO_SAID}\n\n  verse\n  verse\n".encode(),
    "made.xml": daisies.dtbook(daisies.TEXT3).encode(),
}


@pytest.mark.parametrize("name", OTHERS)
@settings(CALM, max_examples=250)
@given(which=st.integers(0, 9), changes=CHANGES)
def test_any_other_document_is_read_or_refused(name: str, which: int, changes: list[Change], tmp_path: Path) -> None:
    right, path = OTHERS[name], tmp_path / name
    if isinstance(right, bytes):
        path.write_bytes(changed(right, changes))
    else:
        inside = as_bytes(right)
        part = sorted(inside)[which % len(inside)]
        zipped(path, {**inside, part: changed(inside[part], changes)})
    is_whole(path)
