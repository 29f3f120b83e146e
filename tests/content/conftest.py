from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

BOOKS = Path(__file__).parents[3] / "shared" / "data" / "books"

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="OPS/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
XHTML = "application/xhtml+xml"
MakeEpub = Callable[..., Path]


@pytest.fixture(scope="session")
def books() -> Path:
    """The folder of books to try, which is not part of the project."""
    if not BOOKS.is_dir():
        assert "CI" not in os.environ, f"the books to try are not at {BOOKS}"
        pytest.skip(f"the books to try are not at {BOOKS}")
    return BOOKS


def page(body: str, attributes: str = "") -> str:
    return (
        f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head><title>t</title></head><body {attributes}>{body}</body></html>"
    )


@pytest.fixture
def make_epub(tmp_path: Path) -> MakeEpub:
    """Make a small EPUB. `chapters` are bodies, or whole files as bytes; `nav` and `ncx` are contents."""

    def make(
        *chapters: str | bytes,
        nav: str = "",
        ncx: str = "",
        meta: str = "<dc:language>en</dc:language>",
        files: Mapping[str, str | bytes] | None = None,
        left_out: tuple[str, ...] = (),
        name: str = "made.epub",
    ) -> Path:
        made: dict[str, str | bytes] = {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER}
        manifest = spine = ""
        for number, chapter in enumerate(chapters):
            made[f"OPS/c{number}.xhtml"] = chapter if isinstance(chapter, bytes) else page(chapter)
            manifest += f'<item id="c{number}" href="c{number}.xhtml" media-type="{XHTML}"/>'
            spine += f'<itemref idref="c{number}"/>'
        if nav:
            made["OPS/nav.xhtml"] = page(f'<nav epub:type="toc">{nav}</nav>')
            manifest += f'<item id="nav" href="nav.xhtml" media-type="{XHTML}" properties="nav"/>'
        if ncx:
            made["OPS/toc.ncx"] = f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>{ncx}</navMap></ncx>'
            manifest += '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
        made["OPS/package.opf"] = (
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Made</dc:title>{meta}</metadata>'
            f"<manifest>{manifest}</manifest><spine>{spine}</spine></package>"
        )
        made.update(files or {})
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for inside, content in made.items():
                if inside not in left_out:
                    archive.writestr(inside, content)
        return path

    return make
