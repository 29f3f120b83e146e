"""Pages that are wrong: bombs of entities, files asked for from outside, far too deep, in unknown letters, torn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from content.hostile.making import (
    ALSO_SAID,
    NEVER,
    SAID,
    SECRET,
    Content,
    Hostile,
    chapter,
    epub,
    page,
    with_body,
    with_page,
)

ROOT = "html"


def _lol(levels: int = 9, times: int = 10) -> str:
    """Give the declarations of a bomb: each entity is ten of the one before."""
    lines = [f'<!ENTITY a0 "{NEVER} ">']
    lines += [f'<!ENTITY a{level} "{f"&a{level - 1};" * times}">' for level in range(1, levels + 1)]
    return f"<!DOCTYPE {ROOT} [{''.join(lines)}]>"


def _entities(name: str, doctype: str, entity: str) -> Hostile:
    body = f"<h1>One</h1><p>{SAID}</p><p>{entity}</p><p>{ALSO_SAID}</p>"
    return Hostile(name, with_page(page(body, before=doctype)), said=(SAID, ALSO_SAID), never=(NEVER, SECRET))


def _asking(name: str, doctype: str, entity: str = "&out;") -> Hostile:
    """Ask for a file that stands beside the book. `{file}` in the DOCTYPE is its address."""

    def make(folder: Path) -> Path:
        secret = folder / "secret.txt"
        secret.write_text(SECRET, "utf-8")
        body = f"<p>{SAID}</p><p>{entity}</p><p>{ALSO_SAID}</p>"
        return epub(folder, c0_xhtml=page(body, before=doctype.format(file=secret.as_uri())))

    return Hostile(name, make, said=(SAID, ALSO_SAID), never=(NEVER, SECRET))


def _included(folder: Path) -> Path:
    """Ask for a file by XInclude, by a stylesheet, by a base address, by frames and objects."""
    secret = folder / "secret.txt"
    secret.write_text(SECRET, "utf-8")
    there = secret.as_uri()
    inner = (
        f'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="{there}" parse="text"/>'
        f'<iframe src="{there}" srcdoc="{NEVER}"/><object data="{there}" type="text/plain"/><embed src="{there}"/>'
    )
    before = f'<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="{there}"?>'
    head = (
        f'<base href="{there}"/><link rel="stylesheet" href="{there}"/><meta http-equiv="refresh" content="0;{there}"/>'
    )
    return epub(folder, c0_xhtml=page(f"<p>{SAID}</p>{inner}<p>{ALSO_SAID}</p>", head=head, before=before))


def _deep(count: int, tag: str = "div") -> Hostile:
    inner = f"<{tag}>" * count + SAID + f"</{tag}>" * count
    return Hostile(f"{count} of {tag} in each other", with_page(page(f"{inner}<p>{ALSO_SAID}</p>")), (SAID, ALSO_SAID))


def _nested(name: str, opening: str, closing: str, count: int) -> Hostile:
    inner = opening * count + f"<p>{SAID}</p>" + closing * count
    return Hostile(name, with_page(page(f"{inner}<p>{ALSO_SAID}</p>")), (SAID, ALSO_SAID))


def _torn(name: str, body: str, said: tuple[str, ...] = (SAID, ALSO_SAID)) -> Hostile:
    start = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body>'
    return Hostile(f"a page that {name}", with_page(f"{start}{body}"), said)


ACCENTED = "Le café était fermé — naïve œuvre."


def _encoded(name: str, encoding: str, declared: str | None, said: str = ACCENTED, mark: bytes = b"") -> Hostile:
    stated = f' encoding="{declared}"' if declared else ""
    before = f'<?xml version="1.0"{stated}?>' if declared is not None else ""
    content: Content = mark + page(f"<p>{said}</p><p>{SAID}</p>", before=before).encode(encoding)
    return Hostile(f"a page in {name}", with_page(content), (said, SAID))


def _many(name: str, inner: str, count: int) -> Hostile:
    return Hostile(f"{count} {name}", with_body(inner * count), (SAID, ALSO_SAID))


def _numbered(name: str, inner: Callable[[int], str], count: int) -> Hostile:
    return Hostile(f"{count} {name}", with_body("".join(map(inner, range(count)))), (SAID, ALSO_SAID))


PAGES = (
    _entities("a bomb of entities", _lol(), "&a9;"),
    _entities("a bomb of few entities", _lol(2, 60), "&a2;"),
    _entities("an entity that is itself", f'<!DOCTYPE {ROOT} [<!ENTITY a "&b;"><!ENTITY b "&a;">]>', "&a;"),
    _entities("one long entity many times", f'<!DOCTYPE {ROOT} [<!ENTITY a "{NEVER * 9000}">]>', "&a;" * 9000),
    _entities("parameter entities", f"<!DOCTYPE {ROOT} [<!ENTITY % a \"<!ENTITY b '{NEVER}'>\">%a;]>", "&b;"),
    _entities("a bomb of entities in an attribute", _lol(), '<img src="a" alt="&a9;"/>'),
    _asking("an entity from a file", f'<!DOCTYPE {ROOT} [<!ENTITY out SYSTEM "{{file}}">]>'),
    _asking("an entity from a password file", f'<!DOCTYPE {ROOT} [<!ENTITY out SYSTEM "file:///etc/passwd">]>'),
    _asking("a DTD from a file", f'<!DOCTYPE {ROOT} SYSTEM "{{file}}">', "&nbsp;"),
    _asking("a parameter entity from a file", f'<!DOCTYPE {ROOT} [<!ENTITY % p SYSTEM "{{file}}"> %p;]>', ""),
    Hostile("files asked for in six ways", _included, (SAID, ALSO_SAID), (NEVER, SECRET)),
    _deep(500),
    _deep(2_100),
    _deep(100_000),
    _deep(2_100, "span"),
    _deep(300, "blockquote"),
    _deep(1_900, "p"),
    _nested("lists in lists, 900 deep", "<ul><li>", "</li></ul>", 900),
    _nested("tables in tables, 450 deep", "<table><tr><td>", "</td></tr></table>", 450),
    _nested("figures in asides, 900 deep", "<aside><figure>", "</figure></aside>", 900),
    _nested("details in details, 1000 deep", "<details><summary>More</summary>", "</details>", 900),
    _torn("ends in the middle", f"<p>{SAID}</p><p>{ALSO_SAID}</p><p>The ro"),
    _torn("ends in a tag", f"<p>{SAID}</p><p>{ALSO_SAID}</p><p cla"),
    _torn("ends in a comment", f"<p>{SAID}</p><p>{ALSO_SAID}</p><!-- {NEVER}"),
    _torn("ends in a script", f"<p>{SAID}</p><p>{ALSO_SAID}</p><script>{NEVER}"),
    _torn("closes what was not opened", f"</div></p><p>{SAID}</i></p></td><p>{ALSO_SAID}</p></body></html>"),
    _torn("closes in the wrong order", f"<p><b><i>{SAID}</b></i></p><p>{ALSO_SAID}</p></body></html>"),
    _torn("has bare ampersands", f"<p>Fish & chips & {SAID}</p><p>a < b {ALSO_SAID}</p></body></html>"),
    _torn("has attributes without quotes", f"<p class=a id=b>{SAID}<br></p><p hidden>x</p><p>{ALSO_SAID}</p>"),
    _torn("has two of one attribute", f'<p id="a" id="b">{SAID}</p><p>{ALSO_SAID}</p></body></html>'),
    _torn("has two roots", f"<p>{SAID}</p></body></html><html><body><p>{ALSO_SAID}</p></body></html>"),
    _torn("has a name with two colons", f"<p::p>{SAID}</p::p><p>{ALSO_SAID}</p></body></html>"),
    _torn("has an unknown prefix", f"<x:p>{SAID}</x:p><p>{ALSO_SAID}</p></body></html>"),
    _torn("has entities without a DTD", f"<p>{SAID}&nbsp;&eacute;&unknown;</p><p>{ALSO_SAID}</p></body></html>"),
    _torn("has control characters", f"<p>\x00\x01{SAID}\x0b\x1f</p><p>{ALSO_SAID}&#0;&#2;</p></body></html>"),
    _torn("has numbers that are no characters", f"<p>{SAID}&#xD800;&#x110000;</p><p>{ALSO_SAID}</p></body></html>"),
    Hostile("an empty page beside a right one", lambda f: epub(f, c0_xhtml=chapter(), nav_xhtml=b"")),
    Hostile("a page of white space", with_page(b" \n\t "), (), refused=None),
    Hostile("a page that is a picture", with_page(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9), (), refused=None),
    _encoded("Latin-1 that says nothing", "cp1252", None),
    _encoded("Latin-1 that says UTF-8", "cp1252", "utf-8"),
    _encoded("Latin-1 that says so", "cp1252", "windows-1252"),
    _encoded("UTF-16 with its mark", "utf-16", None),
    _encoded("UTF-16 that says so", "utf-16", "UTF-16"),
    _encoded("UTF-16 without its mark", "utf-16-le", "UTF-16"),
    _encoded("UTF-16 the other way round", "utf-16-be", "UTF-16", mark=b"\xfe\xff"),
    _encoded("UTF-8 that says UTF-16", "utf-8", "UTF-16"),
    _encoded("UTF-8 that says Klingon", "utf-8", "x-klingon"),
    _encoded("UTF-8 with its mark", "utf-8-sig", "utf-8"),
    _encoded("Shift JIS that says so", "shift_jis", "Shift_JIS", "春はあけぼの。"),
    _many("empty paragraphs", "<p></p>", 100_000),
    _many("line breaks", "a<br/>", 100_000),
    _many("links to itself", '<a href="#a" id="a">x</a> ', 50_000),
    _many("equal ids", '<p id="same">x</p>', 20_000),
    _many("page breaks", '<span epub:type="pagebreak" title="1"/>', 50_000),
    _many("notes to the same place", '<a epub:type="noteref" href="#n">1</a>', 20_000),
    _many("pictures without words", '<img src="a.png"/>', 50_000),
    _numbered(
        "descriptions in a ring",
        lambda n: f'<p id="d{n}" aria-describedby="d{(n + 1) % 500}" aria-details="d{n}">x</p>',
        500,
    ),
    _numbered(
        "descriptions of everything by everything",
        lambda n: f'<img alt="x" aria-describedby="{" ".join(f"e{i}" for i in range(200))}"/><p id="e{n}">y</p>',
        200,
    ),
    Hostile("one attribute of ten megabytes", with_body(f'<p title="{"x" * (10 << 20)}">x</p>'), (SAID, ALSO_SAID)),
    Hostile("an id of a megabyte", with_body(f'<p id="{"x" * (1 << 20)}">x</p>'), (SAID, ALSO_SAID)),
    Hostile(
        "ten thousand attributes",
        with_body(f"<p {' '.join(f'a{n}=' + chr(34) * 2 for n in range(10_000))}>x</p>"),
        (SAID, ALSO_SAID),
    ),
    Hostile("a word of ten megabytes", with_body(f"<p>{'x' * (10 << 20)}</p>"), (SAID, ALSO_SAID)),
    Hostile("a paragraph of two million words", with_body(f"<p>{'word ' * 2_000_000}</p>"), (SAID, ALSO_SAID)),
)
