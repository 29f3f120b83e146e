"""What all makers of hostile files share: a small book that is right, to be made wrong in one way."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

SAID = "The lamp was still burning."
ALSO_SAID = "She carried it down the stairs."
NEVER = "unspeakable"  # a word that no patron may hear
SECRET = "unspeakable-secret"  # stands in a file outside the book

CONTAINER = (
    '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="OPS/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
XHTML = "application/xhtml+xml"
Content = str | bytes
Files = dict[str, Content]


@dataclass(frozen=True)
class Hostile:
    """A hostile file: how it is made, what must be heard of it all the same, and what must never be.

    make     writes it into a folder that is empty, and gives its path
    refused  it cannot be read, and is refused in plain words; None when either will do
    """

    name: str
    make: Callable[[Path], Path]
    said: tuple[str, ...] = (SAID,)
    never: tuple[str, ...] = (NEVER,)
    refused: bool | None = field(default=False)

    def __str__(self) -> str:
        return self.name.replace(" ", "_")


def page(body: str, *, head: str = "", attributes: str = "", before: str = "") -> str:
    """Give a page of a book. `before` stands before the root: a declaration, a DOCTYPE."""
    return (
        f'{before}<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" {attributes}>'
        f"<head><title>{NEVER}</title>{head}</head><body>{body}</body></html>"
    )


def chapter(inner: str = "") -> str:
    """Give a page that is right, with something more in it."""
    return page(f"<h1>One</h1><p>{SAID}</p>{inner}<p>{ALSO_SAID}</p>")


def nav(lines: str = '<li><a href="c0.xhtml">One</a></li>') -> str:
    """Give the contents."""
    return page(f'<nav epub:type="toc"><ol>{lines}</ol></nav>')


def package(
    manifest: str = f'<item id="c0" href="c0.xhtml" media-type="{XHTML}"/>',
    spine: str = '<itemref idref="c0"/>',
    meta: str = "<dc:title>A Lamp</dc:title><dc:language>en</dc:language>",
    *,
    before: str = "",
) -> str:
    """Give a package document, with the contents document in its manifest."""
    return (
        f'{before}<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"><metadata '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">lamp</dc:identifier>{meta}</metadata>'
        f'<manifest><item id="nav" href="nav.xhtml" media-type="{XHTML}" properties="nav"/>{manifest}</manifest>'
        f"<spine>{spine}</spine></package>"
    )


def files(**changed: Content) -> Files:
    """Give the files of a small book that is right; names have "_" for "." and stand in OPS. None of them is hidden."""
    right: Files = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OPS/package.opf": package(),
        "OPS/nav.xhtml": nav(),
        "OPS/c0.xhtml": chapter(),
    }
    right.update({f"OPS/{name.replace('_', '.')}": content for name, content in changed.items()})
    return right


def zipped(path: Path, inside: Mapping[str, Content]) -> Path:
    """Write a zip file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in inside.items():
            archive.writestr(name, content)
    return path


def epub(folder: Path, **changed: Content) -> Path:
    """Write a small book with some of its files changed."""
    return zipped(folder / "book.epub", files(**changed))


def with_body(inner: str) -> Callable[[Path], Path]:
    """Give a maker of a book whose chapter holds something more."""
    return lambda folder: epub(folder, c0_xhtml=chapter(inner))


def with_page(content: Content) -> Callable[[Path], Path]:
    """Give a maker of a book whose only chapter is this."""
    return lambda folder: epub(folder, c0_xhtml=content)


def with_chapters(
    *chapters: Content, meta: str = "", more: str = "", extra: Files | None = None
) -> Callable[[Path], Path]:
    """Give a maker of a book of several chapters, with more lines in its manifest and more files."""

    def make(folder: Path) -> Path:
        names = [f"c{number}" for number in range(len(chapters))]
        manifest = "".join(f'<item id="{name}" href="{name}.xhtml" media-type="{XHTML}"/>' for name in names)
        spine = "".join(f'<itemref idref="{name}"/>' for name in names)
        inside = files(
            package_opf=package(
                manifest + more, spine, meta or "<dc:title>A Lamp</dc:title><dc:language>en</dc:language>"
            )
        )
        inside.update({f"OPS/{name}.xhtml": content for name, content in zip(names, chapters, strict=True)})
        inside.update(extra or {})
        return zipped(folder / "book.epub", inside)

    return make


def patched(path: Path, change: Callable[[bytearray], None]) -> Path:
    """Change the bytes of a file."""
    data = bytearray(path.read_bytes())
    change(data)
    path.write_bytes(data)
    return path


def entries(data: bytes) -> list[tuple[int, int, str]]:
    """Give where each entry of a zip file has its line in the directory, where its header stands, and its name."""
    found, at = [], data.find(b"PK\x01\x02")
    while at >= 0:
        name_length = struct.unpack_from("<H", data, at + 28)[0]
        header = struct.unpack_from("<I", data, at + 42)[0]
        found.append((at, header, data[at + 46 : at + 46 + name_length].decode("utf-8", "replace")))
        at = data.find(b"PK\x01\x02", at + 46)
    return found
