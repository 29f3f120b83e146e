"""A page of text of DAISY 2.02 in the words of EPUB: its classes say what is a page number, a note, an aside."""

from __future__ import annotations

from lxml import etree

from accessvr.content.books.markup import EPUB_TYPE, local

_KINDS = {
    "page-front": "pagebreak",
    "page-normal": "pagebreak",
    "page-special": "pagebreak",
    "noteref": "noteref",
    "notebody": "footnote",
    "sidebar": "sidebar",
}
_ASIDES = frozenset({"sidebar", "prodnote", "optional-prodnote"})
_CLASSED = etree.XPath("//*[@class]")
_SMIL = (".smil", ".smi")


def in_words_of_epub(root: etree._Element) -> None:
    """Say in the tree itself what its classes mean; links that only lead to the sound of their own words go."""
    for link in [element for element in root.iter() if local(element) == "a"]:
        href = (link.get("href") or "").partition("#")[0].strip().lower()
        if href.endswith(_SMIL):
            link.attrib.pop("href", "")
            _rename(link, "span")
    found = _CLASSED(root)
    for element in found if isinstance(found, list) else []:
        if isinstance(element, etree._Element) and local(element):
            _say_kind(element, (element.get("class") or "").lower().split())


def _say_kind(element: etree._Element, classes: list[str]) -> None:
    kind = next((_KINDS[word] for word in classes if word in _KINDS), "")
    if kind:
        element.set(EPUB_TYPE, kind)
    if kind == "noteref":
        _refer(element)
    elif _ASIDES & set(classes):
        _rename(element, "aside")
    elif kind == "footnote" and local(element) == "span":
        _rename(element, "div")


def _refer(element: etree._Element) -> None:
    """Make a reference that holds a link the link itself, as it is in EPUB."""
    link = next((inner for inner in element.iter() if local(inner) == "a" and inner.get("href")), None)
    href = element.get("bodyref") or (link.get("href") if link is not None else "")
    if link is not None and link is not element:
        link.attrib.pop("href", "")
        _rename(link, "span")
    if href:
        element.set("href", href)
        _rename(element, "a")


def _rename(element: etree._Element, name: str) -> None:
    tag = str(element.tag)
    element.tag = tag[: len(tag) - len(tag.rpartition("}")[2])] + name
