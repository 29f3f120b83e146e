"""An EPUB with nothing to mend, of which any part can be changed."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

from accessvr.content.check.checker import check
from accessvr.content.check.finding import Finding

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="OPS/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
HTML = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">'
META = {
    "accessMode": ("textual",),
    "accessModeSufficient": ("textual",),
    "accessibilityFeature": ("tableOfContents", "structuralNavigation"),
    "accessibilityHazard": ("none",),
}
BODY = "<h1>The quay</h1><p>The boats lie at the quay.</p>"
NAV = (
    '<nav epub:type="toc"><ol><li><a href="c0.xhtml">The quay</a></li></ol></nav>'
    '<nav epub:type="landmarks"><ol><li><a epub:type="bodymatter" href="c0.xhtml">Text</a></li></ol></nav>'
)


def page(body: str, title: str = "The quay", html: str = HTML) -> str:
    """Give a page with a title and a language."""
    return f"{html}<head><title>{title}</title></head><body>{body}</body></html>"


def metas(values: Mapping[str, tuple[str, ...]]) -> str:
    """Give metadata as elements."""
    return "".join(f'<meta property="schema:{name}">{value}</meta>' for name in values for value in values[name])


def epub(
    folder: Path,
    body: str = BODY,
    *,
    pages: tuple[str, ...] = (),
    nav: str = NAV,
    title: str = "<dc:title>The Quay</dc:title>",
    language: str = "<dc:language>en</dc:language>",
    meta: Mapping[str, tuple[str, ...]] = META,
    more_meta: str = "",
    manifest: str = "",
    spine: str = "",
    first: str = "",
    files: Mapping[str, str | bytes] | None = None,
) -> Path:
    """Make a book of one chapter, `body`, and whole `pages` after it.

    more_meta, manifest, spine  elements to add to the package document; first  attributes of the first item
    """
    names = [f"c{number}" for number in range(1 + len(pages))]
    items = "".join(
        f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml" {first if name == "c0" else ""}/>'
        for name in names
    )
    order = "".join(f'<itemref idref="{name}"/>' for name in names)
    items += '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>' if nav else ""
    made: dict[str, str | bytes] = {"META-INF/container.xml": CONTAINER, "OPS/c0.xhtml": page(body)}
    made |= {f"OPS/{name}.xhtml": text for name, text in zip(names[1:], pages, strict=True)}
    if nav:
        made["OPS/nav.xhtml"] = page(nav, "Contents")
    made["OPS/package.opf"] = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">q</dc:identifier>{title}{language}'
        f"{metas(meta)}{more_meta}</metadata><manifest>{items}{manifest}</manifest>"
        f"<spine>{order}{spine}</spine></package>"
    )
    path = folder / "made.epub"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for name, content in (made | dict(files or {})).items():
            archive.writestr(name, content)
    return path


def findings(path: Path, code: str) -> list[Finding]:
    """Give what is found under a code."""
    return [finding for finding in check(path).findings if finding.code == code]


def codes(path: Path) -> set[str]:
    """Give the codes of all that is found."""
    return {finding.code for finding in check(path).findings}
