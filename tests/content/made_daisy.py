"""DAISY books made for the tests: a folder with files of silence, which last as long as they say."""

from __future__ import annotations

import wave
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from accessvr.content.readers import Book, open_any
from accessvr.content.tally import walk
from accessvr.core.publication import Clip, Node

RATE = 8000


@dataclass(frozen=True)
class Par:
    """A phrase: id, what it names, its clips (file, from, to), and what it may be skipped as."""

    id: str
    text: str
    clips: tuple[tuple[str, float, float], ...] = ()
    role: str = ""


def silence(path: Path, seconds: float) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(RATE)
        file.writeframes(bytes([128]) * round(seconds * RATE))


def smil202(*pars: Par) -> str:
    """A SMIL file of DAISY 2.02."""
    made = ""
    for par in pars:
        skipped = f' system-required="{par.role}-on"' if par.role else ""
        clips = "".join(
            f'<audio src="{file}" clip-begin="npt={begin}s" clip-end="npt={end}s" id="{par.id}a{number}"/>'
            for number, (file, begin, end) in enumerate(par.clips)
        )
        text = f'<text src="{par.text}" id="{par.id}t"/>' if par.text else ""
        made += f'<par endsync="last" id="{par.id}"{skipped}>{text}<seq>{clips}</seq></par>'
    return f"<smil><head/><body><seq>{made}</seq></body></smil>"


def smil3(*pars: Par) -> str:
    """A SMIL file of DAISY 3."""
    made = ""
    for par in pars:
        skipped = f' customTest="{par.role}"' if par.role else ""
        clips = "".join(f'<audio src="{f}" clipBegin="{_clock(a)}" clipEnd="{_clock(b)}"/>' for f, a, b in par.clips)
        text = f'<text src="{par.text}"/>' if par.text else ""
        made += f'<par id="{par.id}"{skipped}>{text}{clips}</par>'
    return f'<smil xmlns="http://www.w3.org/2001/SMIL20/"><head/><body><seq id="all">{made}</seq></body></smil>'


def _clock(seconds: float) -> str:
    return f"{int(seconds // 3600)}:{int(seconds // 60) % 60:02}:{seconds % 60:06.3f}"


def ncc(body: str, meta: str = '<meta name="dc:language" content="en"/>') -> str:
    return (
        '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "xhtml1.dtd">'
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Made</title><meta name="dc:title" content="Made"/>'
        f'<meta name="dc:creator" content="A. Reed"/>{meta}</head><body>{body}</body></html>'
    )


def heading(level: int, name: str, href: str, words: str) -> str:
    return f'<h{level} id="{name}"><a href="{href}">{words}</a></h{level}>'


def mark(kind: str, name: str, href: str, words: str) -> str:
    return f'<span class="{kind}" id="{name}"><a href="{href}">{words}</a></span>'


def text202(body: str) -> str:
    head = "<head><title>t</title></head>"
    return f'<html xmlns="http://www.w3.org/1999/xhtml" lang="en">{head}<body>{body}</body></html>'


def dtbook(body: str, head: str = "", attributes: str = 'xml:lang="en"') -> str:
    return (
        '<?xml version="1.0"?><!DOCTYPE dtbook PUBLIC "-//NISO//DTD dtbook 2005-3//EN" "dtbook-2005-3.dtd">'
        f'<dtbook xmlns="http://www.daisy.org/z3986/2005/dtbook/" version="2005-3" {attributes}><head>{head}</head>'
        f"<book>{body}</book></dtbook>"
    )


def opf(*files: str, spine: tuple[str, ...] = ()) -> str:
    """A package of DAISY 3 with these files."""
    types = {"ncx": "application/x-dtbncx+xml", "xml": "application/x-dtbook+xml", "smil": "application/smil"}
    items = "".join(
        f'<item id="{name}" href="{name}" media-type="{types.get(name.rpartition(".")[2], "audio/x-wav")}"/>'
        for name in files
    )
    refs = "".join(f'<itemref idref="{name}"/>' for name in spine)
    return (
        '<package xmlns="http://openebook.org/namespaces/oeb-package/1.0/"><metadata>'
        '<dc-metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:Title>Made</dc:Title><dc:Language>en</dc:Language>'
        "<dc:Creator>A. Reed</dc:Creator><dc:Identifier>made-1</dc:Identifier></dc-metadata></metadata>"
        f"<manifest>{items}</manifest><spine>{refs}</spine></package>"
    )


def ncx(points: str, pages: str = "", lists: str = "") -> str:
    return (
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head/>'
        f"<docTitle><text>Made</text></docTitle><navMap>{points}</navMap>"
        f"{f'<pageList>{pages}</pageList>' if pages else ''}{lists}</ncx>"
    )


def point(words: str, href: str, inner: str = "") -> str:
    return f"<navPoint><navLabel><text>{words}</text></navLabel><content src='{href}'/>{inner}</navPoint>"


def folder(path: Path, files: Mapping[str, str | bytes | float]) -> Path:
    """Write a folder; a number is a sound that lasts so many seconds."""
    for name, content in files.items():
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, int | float):
            silence(file, content)
        elif isinstance(content, bytes):
            file.write_bytes(content)
        else:
            file.write_text(content, encoding="utf-8")
    return path


def zipped(path: Path, source: Path, inside: str = "") -> Path:
    """Zip a folder."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(source.rglob("*")):
            if file.is_file():
                archive.write(file, inside + file.relative_to(source).as_posix())
    return path


@dataclass(frozen=True)
class Read:
    """A book that was read whole."""

    book: Book
    nodes: tuple[Node, ...]

    @property
    def texts(self) -> list[str]:
        return [node.text for node in self.nodes if node.text]

    @property
    def clips(self) -> list[tuple[str, Clip]]:
        """Each clip with the words it is heard for."""
        return [(node.text[clip.start : clip.end], clip) for node in self.nodes for clip in node.clips]

    @property
    def heard(self) -> list[tuple[str, str, float, float]]:
        return [(words, clip.source, clip.from_s, clip.to_s) for words, clip in self.clips]


def read_whole(path: Path) -> Read:
    book = open_any(path)
    nodes = tuple(node for index in range(len(book.publication.sections)) for node in walk(book.section(index)))
    book.close()
    return Read(book, nodes)
