"""How long all words of a book take, against what parsing alone costs."""

from __future__ import annotations

import posixpath
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from accessvr.app.bench import Figure
from accessvr.content import inspection
from accessvr.content.books.full_text import section_texts
from accessvr.content.readers import open_any

MOST = 1.5
ROUNDS = 7  # chosen: the best of so many, in turns, is steady to a few per cent


def full_text_figures(path: Path) -> list[Figure]:
    """Give how many times as long as bare parsing our ways to all words of an EPUB take, in the same run."""
    bare, fast, whole = _best_in_turns(
        lambda: sum(map(len, bare_texts(path))),
        lambda: sum(map(len, section_texts(path))),
        lambda: inspected(path),
    )
    peer, ratio = f"lxml: unzip, parse, itertext ({bare * 1e3:.1f} ms)", fast / bare
    return [
        Figure(f"full text, {path.name}", ratio, "times", f"at most {MOST}", ratio <= MOST, peer),
        Figure(f"all words with structure, {path.name}", whole / bare, "times", "reported", True, peer),
    ]


def _best_in_turns(*ways: Callable[[], object]) -> list[float]:
    """Give the shortest time of each way; they take turns, so that a busy moment meets all alike."""
    best = [float("inf")] * len(ways)
    for _ in range(ROUNDS):
        for index, way in enumerate(ways):
            begun_s = time.perf_counter()
            way()
            best[index] = min(best[index], time.perf_counter() - begun_s)
    return best


def inspected(path: Path) -> int:
    """Read a whole book as `accessvr inspect --text` does; gives the number of characters."""
    book = open_any(path)
    try:
        return sum(map(len, inspection.text(book)))
    finally:
        book.close()


def bare_texts(path: Path) -> list[str]:
    """Give the texts of an EPUB's reading order with lxml alone: the least that any reader must do."""
    with zipfile.ZipFile(path) as archive:
        container = _parse(archive.read("META-INF/container.xml"))
        name = next(element.get("full-path") or "" for element in container.iter("{*}rootfile"))
        package = _parse(archive.read(name))
        items = {item.get("id"): item.get("href") or "" for item in package.iter("{*}item")}
        order = [items[entry.get("idref")] for entry in package.iter("{*}itemref") if entry.get("linear") != "no"]
        files = [posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(href))) for href in order]
        return ["".join(map(str, _parse(archive.read(file)).itertext())) for file in files]


def _parse(data: bytes) -> etree._Element:
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(data, parser)
