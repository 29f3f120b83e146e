"""Zip files that are wrong: no mimetype, torn, climbing, encrypted, far larger inside than they look."""

from __future__ import annotations

import struct
import warnings
import zipfile
from pathlib import Path

from content.hostile.making import (
    ALSO_SAID,
    CONTAINER,
    NEVER,
    SAID,
    XHTML,
    Hostile,
    chapter,
    entries,
    epub,
    files,
    package,
    page,
    patched,
    with_chapters,
    zipped,
)

MB = 1 << 20


def _without(name: str) -> Hostile:
    def make(folder: Path) -> Path:
        inside = files()
        del inside[name]
        return zipped(folder / "book.epub", inside)

    return Hostile(f"a book without {name}", make)


def _wrong_mimetype(folder: Path) -> Path:
    return zipped(folder / "book.epub", {**files(), "mimetype": "text/plain\n"})


def _mimetype_last(folder: Path) -> Path:
    inside = files()
    inside["mimetype"] = inside.pop("mimetype")
    return zipped(folder / "book.epub", inside)


def _bytes(data: bytes, name: str = "book.epub") -> Hostile:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(data)
        return folder / name

    return Hostile(f"{len(data)} bytes that are no zip file", make, refused=True)


def _cut(share: float) -> Hostile:
    """Cut a book short: the directory at its end is lost."""

    def make(folder: Path) -> Path:
        path = epub(folder)
        data = path.read_bytes()
        path.write_bytes(data[: round(len(data) * share)])
        return path

    return Hostile(f"the first {share:.0%} of a book", make, said=(), refused=None)


def _one_torn_chapter(folder: Path) -> Path:
    """Spoil the compressed bytes of one chapter."""
    path = with_chapters(chapter(), page("<p>lost</p>" * 500), chapter())(folder)

    def spoil(data: bytearray) -> None:
        for _, header, name in entries(bytes(data)):
            if name.endswith("c1.xhtml"):
                data[header + 60 : header + 90] = b"\xff" * 30

    return patched(path, spoil)


def _chapter_marked(name: str, flag: int, method: int | None) -> Hostile:
    """Mark one chapter as encrypted, or as packed in a way nobody knows."""

    def change(data: bytearray) -> None:
        for line, header, inside in entries(bytes(data)):
            if inside.endswith("c1.xhtml"):
                for at in (line + 8, header + 6):
                    data[at] |= flag
                for at in (line + 10, header + 8) if method is not None else ():
                    struct.pack_into("<H", data, at, method or 0)

    make = with_chapters(chapter(), page(f"<p>{NEVER}</p>"), chapter())
    return Hostile(name, lambda folder: patched(make(folder), change))


def _climbing_names(folder: Path) -> Path:
    """Put files into the zip whose names lead out of it."""
    path = epub(folder)
    with zipfile.ZipFile(path, "a") as archive:
        for name in (
            "../climbed.xhtml",
            "../../climbed.xhtml",
            "/climbed.xhtml",
            "C:\\climbed.xhtml",
            "..\\climbed.txt",
        ):
            archive.writestr(name, f"<p>{NEVER}</p>")
    return path


def _climbing_manifest(folder: Path) -> Path:
    """Let the reading order lead out of the zip, to a file that is there."""
    (folder / "outside.xhtml").write_text(page(f"<p>{NEVER}</p>"), "utf-8")
    outside = (
        "../../outside.xhtml",
        "../outside.xhtml",
        (folder / "outside.xhtml").as_uri(),
        str(folder / "outside.xhtml"),
    )
    items = "".join(f'<item id="o{i}" href="{href}" media-type="{XHTML}"/>' for i, href in enumerate(outside))
    order = "".join(f'<itemref idref="o{i}"/>' for i in range(len(outside)))
    right = f'<item id="c0" href="c0.xhtml" media-type="{XHTML}"/>'
    return epub(folder, package_opf=package(right + items, '<itemref idref="c0"/>' + order))


def _climbing_container(folder: Path) -> Path:
    (folder / "outside.opf").write_text(package(), "utf-8")
    climbing = CONTAINER.replace("OPS/package.opf", "../../outside.opf")
    return zipped(folder / "book.epub", {**files(), "META-INF/container.xml": climbing})


def _bomb(folder: Path) -> Path:
    """Let a chapter of 1 GB stand between two that are right."""
    path = with_chapters(chapter(), "", page(f"<p>{ALSO_SAID}</p>"))(folder)
    _replace(path, "OPS/c1.xhtml", b"<html><body><p>", b"word " * (MB // 5), 1000)
    return path


def _tag_bomb(folder: Path) -> Path:
    """Let a chapter of 60 MB be nothing but tags: a tree of it would take gigabytes."""
    path = with_chapters(chapter(), "", page(f"<p>{ALSO_SAID}</p>"))(folder)
    start = b'<html xmlns="http://www.w3.org/1999/xhtml"><body>'
    _replace(path, "OPS/c1.xhtml", start, b"<p>a</p>" * (MB // 8), 60)
    return path


def _many_bombs(folder: Path) -> Path:
    """Let 20 chapters of 20 MB each share a few kilobytes."""
    large = "<html><body><p>" + "word " * (20 * MB // 5)
    return with_chapters(chapter(), *[large] * 20)(folder)


def _package_bomb(folder: Path) -> Path:
    path = epub(folder)
    _replace(path, "OPS/package.opf", package().encode()[:-10], b"<!-- pad -->" * (MB // 12), 500)
    return path


def _replace(path: Path, name: str, start: bytes, block: bytes, times: int) -> None:
    """Put a file of `start` and many blocks in the place of another, without holding it in memory."""
    with zipfile.ZipFile(path) as archive:
        others = {info.filename: archive.read(info) for info in archive.infolist() if info.filename != name}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for other, content in others.items():
            archive.writestr(other, content)
        with archive.open(name, "w", force_zip64=True) as stream:
            stream.write(start)
            for _ in range(times):
                stream.write(block)


def _lying_sizes(folder: Path) -> Path:
    """State that a chapter of 200 MB has ten bytes."""
    path = with_chapters(chapter(), "", page(f"<p>{ALSO_SAID}</p>"))(folder)
    _replace(path, "OPS/c1.xhtml", b"<html><body><p>", b"word " * (MB // 5), 200)

    def lie(data: bytearray) -> None:
        for line, header, name in entries(bytes(data)):
            if name.endswith("c1.xhtml"):
                for at in (line + 24, header + 22):
                    struct.pack_into("<I", data, at, 10)

    return patched(path, lie)


def _overlapping(folder: Path) -> Path:
    """Let 2,000 chapters be one and the same stretch of the file, 2 MB each when unpacked."""
    body = page("<p>" + "word " * (2 * MB // 5) + "</p>")
    names = [f"c{number}" for number in range(1, 2001)]
    manifest = "".join(f'<item id="{name}" href="{name}.xhtml" media-type="{XHTML}"/>' for name in ["c0", *names])
    order = "".join(f'<itemref idref="{name}"/>' for name in ["c0", *names])
    path = epub(folder, package_opf=package(manifest, order))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("OPS/c1.xhtml", body)
    data = path.read_bytes()
    directory = entries(data)[0][0]
    line, header, _ = entries(data)[-1]
    lines = b"".join(_line(data[line : line + 46], f"OPS/{name}.xhtml".encode(), header) for name in names)
    count, size = len(entries(data)) - 1 + len(names), line - directory + len(lines)
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, size, directory, 0)
    path.write_bytes(data[:line] + lines + end)
    return path


def _line(like: bytes, name: bytes, header: int) -> bytes:
    """Give a line of a zip file's directory like another one, with a name of its own."""
    fixed = bytearray(like)
    struct.pack_into("<H", fixed, 28, len(name))
    struct.pack_into("<I", fixed, 42, header)
    return bytes(fixed) + name


def _hundred_thousand_names(folder: Path) -> Path:
    path = epub(folder)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as archive:
        for number in range(65_000):
            archive.writestr(f"OPS/p{number}.png", b"")
    return path


def _twice(folder: Path) -> Path:
    """Let two files have one name, and two others names that differ in case alone: the first of each wins."""
    path = epub(folder)
    with zipfile.ZipFile(path, "a") as archive, warnings.catch_warnings(action="ignore"):
        archive.writestr("OPS/c0.xhtml", page(f"<p>{NEVER}</p>"))
        archive.writestr("OPS/C0.XHTML", page(f"<p>{NEVER}</p>"))
    return path


def _behind_a_program(folder: Path) -> Path:
    path = epub(folder)
    path.write_bytes(b"#!/bin/sh\nexit 1\n" * 50 + path.read_bytes())
    return path


ZIPS = (
    _without("mimetype"),
    _without("META-INF/container.xml"),
    Hostile("a wrong mimetype", _wrong_mimetype),
    Hostile("a mimetype that comes last", _mimetype_last),
    _bytes(b""),
    _bytes(b"PK"),
    _bytes(b"PK\x03\x04" + b"\x00" * 200),
    _bytes(b"PK\x05\x06" + b"\xff" * 18),
    _bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20),
    _cut(0.3),
    _cut(0.95),
    Hostile("a book with one torn chapter", _one_torn_chapter),
    _chapter_marked("a book with one encrypted chapter", 1, None),
    _chapter_marked("a book with one chapter packed in an unknown way", 0, 97),
    Hostile("names in the zip that climb out of it", _climbing_names),
    Hostile("a reading order that climbs out of the zip", _climbing_manifest),
    Hostile("a container that climbs out of the zip", _climbing_container),
    Hostile("a chapter of a gigabyte", _bomb, said=(SAID, ALSO_SAID)),
    Hostile("a chapter of sixty megabytes of tags", _tag_bomb, said=(SAID, ALSO_SAID)),
    Hostile("twenty chapters of twenty megabytes", _many_bombs),
    Hostile("a package of half a gigabyte", _package_bomb, said=(), refused=None),
    Hostile("a chapter that lies about its size", _lying_sizes, said=(SAID, ALSO_SAID)),
    Hostile("two thousand chapters in the same bytes", _overlapping),
    Hostile("sixty-five thousand files", _hundred_thousand_names),
    Hostile("two files of one name", _twice),
    Hostile("a book behind a program", _behind_a_program),
)
