"""DAISY books and media overlays that are wrong: files that are missing, loops, clips without sense, ways out."""

from __future__ import annotations

import io
import wave
from collections.abc import Callable
from pathlib import Path

from content.hostile.making import (
    ALSO_SAID,
    NEVER,
    SAID,
    SECRET,
    XHTML,
    Content,
    Files,
    Hostile,
    files,
    package,
    page,
    zipped,
)


def sound(length_s: float = 2.0) -> bytes:
    """Give a WAV file of silence."""
    made = io.BytesIO()
    with wave.open(made, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
        out.writeframes(bytes(round(length_s * 16_000)))
    return made.getvalue()


def par(name: str, text: str, begin: str = "npt=0.0s", end: str = "npt=1.0s", src: str = "part.wav") -> str:
    """Give a phrase of a SMIL file of DAISY 2.02."""
    clip = f'<audio src="{src}" clip-begin="{begin}" clip-end="{end}" id="a_{name}"/>'
    return f'<par endsync="last" id="p_{name}"><text src="{text}" id="x_{name}"/>{clip}</par>'


def smil(inner: str, before: str = "") -> str:
    """Give a SMIL file of DAISY 2.02."""
    return f'<?xml version="1.0"?>{before}<smil><head/><body><seq dur="2s">{inner}</seq></body></smil>'


def ncc(lines: str, before: str = "") -> str:
    """Give the contents of DAISY 2.02."""
    meta = '<meta name="dc:title" content="A Lamp"/><meta name="dc:language" content="en"/>'
    head = f"<head><title>A Lamp</title>{meta}</head>"
    return f'{before}<html xmlns="http://www.w3.org/1999/xhtml">{head}<body>{lines}</body></html>'


TEXT = f'<h1 id="h1">A Lamp</h1><p><span id="t1">{SAID}</span> <span id="t2">{ALSO_SAID}</span></p>'
LINES = (
    '<h1 id="n1" class="title"><a href="s1.smil#x_h1">A Lamp</a></h1><h1 id="n2"><a href="s1.smil#x_t1">One</a></h1>'
    '<span class="page-normal" id="n3"><a href="s1.smil#x_t2">1</a></span>'
)
PHRASES = par("h1", "text.html#h1") + par("t1", "text.html#t1") + par("t2", "text.html#t2", "npt=1.0s", "npt=2.0s")


def daisy2(**changed: Content | None) -> Files:
    """Give the files of a small DAISY 2.02 book, some changed; None leaves one out."""
    right: dict[str, Content | None] = {
        "ncc.html": ncc(LINES),
        "text.html": page(TEXT),
        "s1.smil": smil(PHRASES),
        "part.wav": sound(),
    }
    right.update({name.replace("_", "."): content for name, content in changed.items()})
    return {name: content for name, content in right.items() if content is not None}


POINTS = '<navPoint id="n1" playOrder="1"><navLabel><text>One</text></navLabel><content src="s1.smil#p_h1"/></navPoint>'
TEXT3 = (
    f'<level1><h1 id="h1" smilref="s1.smil#p_h1">One</h1><p id="t1" smilref="s1.smil#p_t1">{SAID}</p>'
    f'<p id="t2">{ALSO_SAID}</p></level1>'
)


def dtbook(inner: str, before: str = "") -> str:
    """Give a DTBook."""
    return (
        f'{before}<dtbook xmlns="http://www.daisy.org/z3986/2005/dtbook/" version="2005-3" xml:lang="en"><head>'
        f'<meta name="dc:Title" content="A Lamp"/></head><book><bodymatter>{inner}</bodymatter></book></dtbook>'
    )


def daisy3(**changed: Content | None) -> Files:
    """Give the files of a small DAISY 3 book, some changed; None leaves one out."""
    kinds = {"x": "application/x-dtbook+xml", "n": "application/x-dtbncx+xml", "s": "application/smil"}
    names = {"x": "text.xml", "n": "book.ncx", "s": "s1.smil"}
    items = "".join(f'<item id="{key}" href="{names[key]}" media-type="{kind}"/>' for key, kind in kinds.items())
    right: dict[str, Content | None] = {
        "book.opf": package(items, '<itemref idref="s"/>'),
        "book.ncx": f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>{POINTS}</navMap></ncx>',
        "text.xml": dtbook(TEXT3),
        "s1.smil": smil3(par3("h1") + par3("t1", "0:00:01", "0:00:02")),
        "part.wav": sound(),
    }
    right.update({name.replace("_", "."): content for name, content in changed.items()})
    return {name: content for name, content in right.items() if content is not None}


def par3(name: str, begin: str = "0:00:00", end: str = "0:00:01", src: str = "part.wav") -> str:
    """Give a phrase of a SMIL file of DAISY 3."""
    clip = f'<audio src="{src}" clipBegin="{begin}" clipEnd="{end}"/>'
    return f'<par id="p_{name}"><text src="text.xml#{name}"/>{clip}</par>'


def smil3(inner: str) -> str:
    """Give a SMIL file of DAISY 3 or of a media overlay."""
    return f'<smil xmlns="http://www.w3.org/2001/SMIL20/"><body><seq id="q">{inner}</seq></body></smil>'


def written(folder: Path, inside: Files) -> Path:
    """Write the files into a folder of their own."""
    book = folder / "book"
    book.mkdir()
    for name, content in inside.items():
        (book / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return book


def _two(
    name: str, said: tuple[str, ...] = (SAID, ALSO_SAID), refused: bool | None = False, **changed: Content | None
) -> Hostile:
    never = (NEVER, SECRET)
    return Hostile(f"DAISY 2.02 {name}", lambda folder: written(folder, daisy2(**changed)), said, never, refused)


def _three(
    name: str, said: tuple[str, ...] = (SAID, ALSO_SAID), refused: bool | None = False, **changed: Content | None
) -> Hostile:
    never = (NEVER, SECRET)
    return Hostile(f"DAISY 3 {name}", lambda folder: written(folder, daisy3(**changed)), said, never, refused)


def _beside(name: str, make: Callable[[str], Files], said: tuple[str, ...] = (SAID,)) -> Hostile:
    """Let a book ask for a file that stands beside its folder; `make` is given the file's address."""

    def write(folder: Path) -> Path:
        (folder / "secret.html").write_text(page(f"<p id='t1'>{SECRET}</p>"), "utf-8")
        (folder / "secret.wav").write_bytes(sound())
        return written(folder, make(folder.as_uri()))

    return Hostile(name, write, said, (NEVER, SECRET))


TIMES = (
    "",
    "npt=-5s",
    "nonsense",
    "npt=NaNs",
    "npt=infs",
    "99:99:99.9",
    "npt=1e308s",
    "1:2:3:4:5:6",
    "npt=0x1s",
    "٣s",
    f"{'9' * 5000}:00:00",
)
ODD = "".join(par(f"o{n}", "text.html#t1", begin, end) for n, begin in enumerate(TIMES) for end in TIMES[n : n + 2])
LOOP = '<par><text src="s2.smil#a"/></par><seq><par><text src="s1.smil#p_t1"/></par></seq>'
BOMB = f'<!DOCTYPE x [<!ENTITY a "{NEVER * 1000}"><!ENTITY b "{"&a;" * 90}"><!ENTITY c "{"&b;" * 90}">]>'


def _looped(folder: Path) -> Path:
    """Let the SMIL files lead to each other, and a folder lead to itself."""
    book = written(
        folder,
        {**daisy2(s1_smil=smil(PHRASES + LOOP)), "s2.smil": smil('<par id="a"><text src="s1.smil#p_t1"/></par>')},
    )
    (book / "again").symlink_to(book, target_is_directory=True)
    return book


def _linked_out(folder: Path) -> Path:
    """Let a file of the book be a link to one outside."""
    (folder / "secret.html").write_text(page(f"<p id='t1'>{SECRET}</p>"), "utf-8")
    book = written(folder, daisy2())
    (book / "more.html").symlink_to(folder / "secret.html")
    (book / "s1.smil").write_text(smil(PHRASES + par("m", "more.html#t1")), "utf-8")
    return book


def _zipped(folder: Path) -> Path:
    """Let a zip file hold a book under names that climb."""
    return zipped(folder / "book.zip", {**daisy2(), "../climbed.html": page(f"<p>{NEVER}</p>"), "/abs.wav": sound()})


DAISIES = (
    _two("without its SMIL file", s1_smil=None),
    _two("without its sound", part_wav=None),
    _two("without its text", (), s1_smil=smil(PHRASES), text_html=None, refused=None),
    _two("with an empty sound", part_wav=b""),
    _two("with a sound that is text", part_wav=b"no sound " * 100),
    _two("with a SMIL file that is torn", s1_smil=smil(PHRASES)[:-40]),
    _two("with a SMIL file that is a picture", s1_smil=b"\x89PNG\r\n\x1a\n\x00"),
    _two("with times without sense", s1_smil=smil(PHRASES + ODD)),
    _two("with a bomb in its SMIL file", s1_smil=smil(PHRASES + "&c;", BOMB)),
    _two("with a bomb in its contents", ncc_html=ncc(LINES + "<p>&c;</p>", BOMB)),
    _two("with a bomb in its text", text_html=page(TEXT + "<p>&c;</p>", before=BOMB)),
    _two("with contents that are empty", (), ncc_html="", refused=None),
    _two("with contents without lines", ncc_html=ncc(""), said=(), refused=None),
    _two("with contents that are torn", ncc_html=ncc(LINES)[:-30]),
    _two("with contents in Latin-1", ncc_html=ncc(LINES.replace("One", "Été")).encode("cp1252"), said=(SAID, "Été")),
    _two(
        "with lines that lead nowhere",
        ncc_html=ncc(LINES + '<h1 id="x"><a href="none.smil#y">Two</a></h1><h2><a>Three</a></h2>'),
    ),
    _two("with twenty thousand lines", ncc_html=ncc(LINES + '<h2><a href="s1.smil#x_t1">Two</a></h2>' * 20_000)),
    _two(
        "with fifty thousand phrases",
        s1_smil=smil(PHRASES + "".join(par(f"m{n}", "text.html#t1") for n in range(50_000))),
    ),
    _two("with SMIL nested deep", s1_smil=smil(PHRASES + "<seq>" * 5_000 + "</seq>" * 5_000)),
    _two("with equal ids", s1_smil=smil(PHRASES + PHRASES), text_html=page(TEXT + TEXT)),
    Hostile("DAISY 2.02 whose files lead to each other", _looped, (SAID, ALSO_SAID)),
    Hostile("DAISY 2.02 with a link out of its folder", _linked_out, (SAID, ALSO_SAID), (NEVER, SECRET)),
    Hostile("DAISY 2.02 in a zip file with names that climb", _zipped, (SAID, ALSO_SAID)),
    _beside(
        "DAISY 2.02 with text from outside",
        lambda there: daisy2(
            s1_smil=smil(PHRASES + par("m", "../secret.html#t1") + par("n", f"{there}/secret.html#t1"))
        ),
    ),
    _beside(
        "DAISY 2.02 with sound from outside",
        lambda there: daisy2(
            s1_smil=smil(
                PHRASES
                + "".join(
                    par(f"m{n}", "text.html#t1", src=src)
                    for n, src in enumerate(
                        ("../secret.wav", f"{there}/secret.wav", "http://127.0.0.1:9/a.mp3", "/etc/passwd")
                    )
                )
            )
        ),
    ),
    _beside(
        "DAISY 2.02 with contents from outside",
        lambda there: daisy2(
            ncc_html=ncc(
                LINES + f'<h1><a href="../secret.html#t1">x</a></h1><h1><a href="{there}/secret.html">x</a></h1>'
            )
        ),
    ),
    _three("without its package", book_opf=None),
    _three("without its contents", book_ncx=None),
    _three("without package and contents", book_opf=None, book_ncx=None),
    _three("without its text", (), text_xml=None, refused=None),
    _three("without its SMIL file", s1_smil=None),
    _three("without its sound", part_wav=None),
    _three("with a text that is torn", text_xml=dtbook(TEXT3)[:-30]),
    _three("with a bomb in its text", text_xml=dtbook(TEXT3 + "<p>&c;</p>", BOMB)),
    _three(
        "with a bomb in its contents",
        book_ncx=BOMB + '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>&c;</navMap></ncx>',
    ),
    _three(
        "with levels nested deep", text_xml=dtbook(TEXT3 + "<level>" * 1_500 + f"<p>{SAID}</p>" + "</level>" * 1_500)
    ),
    _three(
        "with times without sense", s1_smil=smil3("".join(par3("t1", begin, end) for begin in TIMES for end in TIMES))
    ),
    _three(
        "with a text from a file",
        text_xml=dtbook(TEXT3 + "<p>&out;</p>", '<!DOCTYPE dtbook [<!ENTITY out SYSTEM "file:///etc/passwd">]>'),
    ),
)


def _overlay(name: str, smil_file: Content | None, said: tuple[str, ...] = (SAID, ALSO_SAID)) -> Hostile:
    """Give an EPUB whose chapter has a recorded voice."""
    body = f'<h1 id="h1">One</h1><p id="t1">{SAID}</p><p id="t2">{ALSO_SAID}</p>'
    manifest = (
        f'<item id="c0" href="c0.xhtml" media-type="{XHTML}" media-overlay="o"/>'
        '<item id="o" href="c0.smil" media-type="application/smil+xml"/>'
        '<item id="a" href="part.wav" media-type="audio/wav"/>'
    )

    def make(folder: Path) -> Path:
        inside = files(package_opf=package(manifest, '<itemref idref="c0"/>'), c0_xhtml=page(body), part_wav=sound())
        if smil_file is not None:
            inside["OPS/c0.smil"] = smil_file
        return zipped(folder / "book.epub", inside)

    return Hostile(f"an overlay {name}", make, said, (NEVER, SECRET))


def _over(text: str = "c0.xhtml#t1", begin: str = "0s", end: str = "1s", src: str = "part.wav") -> str:
    return f'<par><text src="{text}"/><audio src="{src}" clipBegin="{begin}" clipEnd="{end}"/></par>'


OVERLAYS = (
    _overlay("that is missing", None),
    _overlay("that is empty", b""),
    _overlay("that is torn", smil3(_over())[:-30]),
    _overlay("with a bomb", BOMB + smil3(_over() + "&c;")),
    _overlay("without its sound", smil3(_over(src="none.mp3"))),
    _overlay(
        "with ways out",
        smil3(
            "".join(
                _over(src=src)
                for src in ("../../secret.wav", "/etc/passwd", "file:///etc/passwd", "http://127.0.0.1:9/a")
            )
        ),
    ),
    _overlay(
        "with times without sense", smil3("".join(_over(begin=begin, end=end) for begin in TIMES for end in TIMES))
    ),
    _overlay(
        "of words that are not there",
        smil3(_over("c0.xhtml#none") + _over("none.xhtml#t1") + _over("") + _over("#") + _over("c0.xhtml")),
    ),
    _overlay("that says a word ten thousand times", smil3(_over() * 10_000)),
    _overlay("nested deep", smil3("<seq>" * 1_500 + _over() + "</seq>" * 1_500)),
    _overlay("in the wrong order", smil3(_over("c0.xhtml#t2") + _over("c0.xhtml#t1") + _over("c0.xhtml#h1"))),
)
