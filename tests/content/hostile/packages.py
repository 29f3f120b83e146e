"""Packages and contents that are wrong: nothing in order, loops, names that are written in other ways, bombs."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from content.hostile.making import (
    ALSO_SAID,
    CONTAINER,
    NEVER,
    SAID,
    SECRET,
    XHTML,
    Content,
    Hostile,
    chapter,
    epub,
    files,
    nav,
    package,
    page,
    with_chapters,
    zipped,
)

ITEM = f'<item id="c0" href="c0.xhtml" media-type="{XHTML}"/>'
ORDER = '<itemref idref="c0"/>'


def _package(
    name: str, content: Content, said: tuple[str, ...] = (SAID, ALSO_SAID), *, refused: bool | None = False
) -> Hostile:
    return Hostile(name, lambda folder: epub(folder, package_opf=content), said, (NEVER, SECRET), refused)


def _contents(name: str, content: Content, said: tuple[str, ...] = (SAID, ALSO_SAID)) -> Hostile:
    return Hostile(f"contents that {name}", lambda folder: epub(folder, nav_xhtml=content), said, (NEVER, SECRET))


def _named(name: str, href: str, inside: str) -> Hostile:
    """Let the manifest write the name of a chapter in another way than the zip does."""

    def make(folder: Path) -> Path:
        item = f'<item id="c0" href="{href}" media-type="{XHTML}"/>'
        made = files(package_opf=package(item, ORDER), nav_xhtml=nav(f'<li><a href="{href}">One</a></li>'))
        made[f"OPS/{inside}"] = made.pop("OPS/c0.xhtml")
        return zipped(folder / "book.epub", made)

    return Hostile(name, make, (SAID, ALSO_SAID, "One"))


def _ncx(points: str, before: str = "") -> str:
    return f'{before}<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>{points}</navMap></ncx>'


def _old(name: str, ncx: str) -> Hostile:
    """Give the contents of EPUB 2."""
    item = '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    opf = package(ITEM + item, ORDER).replace(' properties="nav"', "").replace("<spine>", '<spine toc="ncx">')
    return Hostile(name, lambda folder: epub(folder, package_opf=opf, toc_ncx=ncx), (SAID, ALSO_SAID))


POINT = '<navPoint id="a" playOrder="1"><navLabel><text>Line</text></navLabel><content src="c0.xhtml"/>'
BOMB = (
    f'<!DOCTYPE x [<!ENTITY a "{NEVER * 1000}"><!ENTITY b "{"&a;" * 8}">'
    f'<!ENTITY c "{"&b;" * 8}"><!ENTITY d "{"&c;" * 8}">]>'
)
LOCKED = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData '
    'xmlns="http://www.w3.org/2001/04/xmlenc#"><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/>'
    '<CipherData><CipherReference URI="OPS/c0.xhtml"/></CipherData></EncryptedData></encryption>'
)


def _locked(folder: Path) -> Path:
    return zipped(folder / "book.epub", {**files(), "META-INF/encryption.xml": LOCKED})


def _two_packages(folder: Path) -> Path:
    two = CONTAINER.replace("<rootfile ", '<rootfile full-path="OPS/none.opf" media-type="x"/><rootfile ', 1)
    return zipped(folder / "book.epub", {**files(), "META-INF/container.xml": two})


def _broken_container(folder: Path) -> Path:
    return zipped(folder / "book.epub", {**files(), "META-INF/container.xml": "<container><rootfiles"})


def _bomb_container(folder: Path) -> Path:
    inside = BOMB + CONTAINER.partition("?>")[2].replace("<rootfiles>", "<rootfiles>&d;")
    return zipped(folder / "book.epub", {**files(), "META-INF/container.xml": inside})


def _outside_package(folder: Path) -> Path:
    (folder / "secret.txt").write_text(SECRET, "utf-8")
    there = (folder / "secret.txt").as_uri()
    before = f'<!DOCTYPE package [<!ENTITY out SYSTEM "{there}">]>'
    return epub(folder, package_opf=package(ITEM, ORDER, "<dc:title>A Lamp &out;</dc:title>", before=before))


def _missing(folder: Path) -> Path:
    path = with_chapters(chapter(), chapter(), page(f"<p>{ALSO_SAID}</p>"))(folder)
    import zipfile

    with zipfile.ZipFile(path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist() if not name.endswith("c1.xhtml")}
    return zipped(path, kept)


NFC, NFD = unicodedata.normalize("NFC", "café.xhtml"), unicodedata.normalize("NFD", "café.xhtml")
MANY = "".join(f'<item id="m{n}" href="c0.xhtml" media-type="{XHTML}"/>' for n in range(50_000))
DEEP = 20_000

PACKAGES = (
    _package("an empty reading order", package(ITEM, "")),
    _package("a reading order of nothing that is there", package(ITEM, '<itemref idref="x"/><itemref/>')),
    _package("no manifest and no reading order", package("", ""), (), refused=None),
    _package("a package without a title", package(ITEM, ORDER, "<dc:language>en</dc:language>"), (SAID, "book")),
    _package("a package without anything", "<package/>", (), refused=None),
    _package("a package that is empty", b"", (), refused=None),
    _package("a package that is a picture", b"\x89PNG\r\n\x1a\n\x00", (), refused=None),
    _package(
        "a package that is not well formed", package(ITEM, ORDER).replace("</manifest>", "<oops>").replace("&", "&amp")
    ),
    _package("a package that ends in the middle", package(ITEM, ORDER)[:-20]),
    _package(
        "a package in UTF-16",
        package(ITEM, ORDER, "<dc:title>Ångström</dc:title>").encode("utf-16"),
        (SAID, "Ångström"),
    ),
    _package(
        "a package in Latin-1",
        package(ITEM, ORDER, "<dc:title>Ångström</dc:title>").encode("cp1252"),
        (SAID, "Ångström"),
    ),
    _package("a package with other prefixes", package(ITEM, ORDER).replace("dc:", "x:").replace("xmlns:dc", "xmlns:x")),
    _package("a bomb in the package", package(ITEM, ORDER, "<dc:title>A Lamp &d;</dc:title>", before=BOMB)),
    Hostile("a file asked for by the package", _outside_package, (SAID, "A Lamp"), (NEVER, SECRET)),
    _package("equal ids in the manifest", package(ITEM + ITEM.replace("c0.xhtml", "other.xhtml"), ORDER)),
    _package("a chapter that stands twice", package(ITEM, ORDER * 2)),
    _package("a chapter that stands three thousand times", package(ITEM, ORDER * 3_000)),
    _package("fifty thousand lines in the manifest", package(ITEM + MANY, ORDER)),
    _package(
        "a reading order of addresses",
        package(
            ITEM
            + "".join(
                f'<item id="x{n}" href="{href}" media-type="{XHTML}"/>'
                for n, href in enumerate(
                    (
                        "http://127.0.0.1:9/a.xhtml",
                        "file:///etc/passwd",
                        "data:text/html,x",
                        "//a/b",
                        "/etc/passwd",
                        "#",
                        "?",
                        "%2e%2e/%2e%2e/etc/passwd",
                        "c0.xhtml%00.png",
                    )
                )
            ),
            ORDER + "".join(f'<itemref idref="x{n}"/>' for n in range(9)),
        ),
    ),
    Hostile("a book that is locked", _locked, (), refused=True),
    Hostile("a container of two packages", _two_packages),
    Hostile("a container that is not well formed", _broken_container),
    Hostile("a bomb in the container", _bomb_container),
    Hostile("a chapter that is missing", _missing, (SAID, ALSO_SAID)),
    _named("a name with escapes", "ch%61pter%20one%2Exhtml", "chapter one.xhtml"),
    _named("a name that is escaped in the zip", "chapter one.xhtml", "chapter%20one.xhtml"),
    _named("a name in other letters", "CHAPTER.XHTML", "chapter.xhtml"),
    _named("a name composed otherwise", NFC, NFD),
    _named("a name composed otherwise and escaped", "caf%65%CC%81.xhtml", NFC),
    _named("a name of no Latin letters", "Глава%20第一.xhtml", "Глава 第一.xhtml"),
    _named("a name by a roundabout way", "../OPS/./x/../c0.xhtml", "c0.xhtml"),
    _named("a name with a plus and a hash", "a+b%23c.xhtml", "a+b#c.xhtml"),
    _contents("are empty", b""),
    _contents("are no contents", page(f"<p>{NEVER}</p>")),
    _contents("list themselves", nav('<li><a href="nav.xhtml">Contents</a></li><li><a href="#">Here</a></li>')),
    _contents(
        "lead nowhere",
        nav("".join(f'<li><a href="{h}">x</a></li>' for h in ("none.xhtml", "../../x", "http://a.b", "", "#x"))),
    ),
    _contents("are not well formed", nav()[:-30]),
    _contents("hold a bomb", BOMB + nav('<li><a href="c0.xhtml">One &d;</a></li>')),
    _contents(
        "have headings that are no links",
        nav('<li><span>Part</span><ol><li><a href="c0.xhtml">One</a></li></ol></li>'),
        (SAID, "One"),
    ),
    _contents(f"are {DEEP} deep", nav('<li><a href="c0.xhtml">a</a><ol>' * DEEP + "</ol></li>" * DEEP)),
    _contents(
        "are 400 deep",
        nav('<li><a href="c0.xhtml">a</a><ol>' * 400 + "<li><a href='c0.xhtml'>b</a></li>" + "</ol></li>" * 400),
    ),
    _contents("have fifty thousand lines", nav('<li><a href="c0.xhtml">a</a></li>' * 50_000)),
    _contents("have a line of a megabyte", nav(f'<li><a href="c0.xhtml">{"word " * 200_000}</a></li>')),
    _old("old contents that are deep", _ncx(POINT * 1_500 + "</navPoint>" * 1_500)),
    _old("old contents of equal ids", _ncx((POINT + "</navPoint>") * 20_000)),
    _old("old contents that hold a bomb", _ncx(POINT + "<navLabel><text>&d;</text></navLabel></navPoint>", BOMB)),
    _old("old contents without places", _ncx("<navPoint><navLabel/><content/></navPoint><navPoint/>")),
    _old("old contents that are torn", _ncx(POINT)[:-30]),
)
