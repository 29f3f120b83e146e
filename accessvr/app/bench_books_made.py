"""The longest books of the benchmarks: made novels of 500,000 words as EPUBs, so that nobody must have one."""

from __future__ import annotations

import zipfile
from pathlib import Path

from accessvr.app.bench_core import CHAPTER_WORDS, made_book

_CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="OPS/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
_PAGE = (
    '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml" '
    'xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en"><head><title>{title}</title></head>\n'
    "<body>\n{body}\n</body></html>\n"
)


def make_novel(path: Path, words: int, chapter_words: int = CHAPTER_WORDS) -> Path:
    """Write a novel of about so many words: a file for each chapter, contents, no pictures. Gives its path."""
    chapters = made_book(words, chapter_words).split("CHAPTER ")[1:]
    names = [f"chapter-{number}.xhtml" for number in range(1, len(chapters) + 1)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr("META-INF/container.xml", _CONTAINER)
        archive.writestr("OPS/package.opf", _package(names))
        archive.writestr("OPS/nav.xhtml", _contents(names))
        for name, chapter in zip(names, chapters, strict=True):
            archive.writestr(f"OPS/{name}", _chapter(chapter))
    return path


def _chapter(text: str) -> str:
    number, *paragraphs = text.split("\n\n\n")
    body = "\n".join(f"<p>{paragraph.strip()}</p>" for paragraph in paragraphs if paragraph.strip())
    return _PAGE.format(title=number, body=f"<section>\n<h1>Chapter {number}</h1>\n{body}\n</section>")


def _contents(names: list[str]) -> str:
    lines = "\n".join(f'<li><a href="{name}">Chapter {number}</a></li>' for number, name in enumerate(names, 1))
    return _PAGE.format(title="Contents", body=f'<nav epub:type="toc">\n<ol>\n{lines}\n</ol>\n</nav>')


def _package(names: list[str]) -> str:
    kind = 'media-type="application/xhtml+xml"'
    items = "\n".join(f'<item id="c{number}" href="{name}" {kind}/>' for number, name in enumerate(names))
    spine = "".join(f'<itemref idref="c{number}"/>' for number in range(len(names)))
    return (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">made-novel</dc:identifier>'
        "<dc:title>A Made Novel</dc:title><dc:language>en</dc:language></metadata>\n"
        f'<manifest>\n<item id="nav" href="nav.xhtml" properties="nav" {kind}/>\n{items}\n</manifest>\n'
        f"<spine>{spine}</spine></package>\n"
    )
