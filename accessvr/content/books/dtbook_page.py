"""A piece of a DTBook as a page of XHTML, in the words of EPUB: so one reader serves both."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from accessvr.content.books.dtbook import LEVELS, Held, Piece, is_heading, level_of
from accessvr.content.books.markup import EPUB_TYPE, XML_LANG, local, named, visible_text
from accessvr.content.books.roles import NOTE_LISTS, SECTIONS

MOST_ELEMENTS = 150_000  # chosen: what holds more at once is read without its structure
_IS_NAME = re.compile(r"[a-z][\w-]*")
_ELEMENTS = etree.XPath("count(descendant::*)")
XHTML = "http://www.w3.org/1999/xhtml"
MATHML = "{http://www.w3.org/1998/Math/MathML}"
_NAMESPACES: dict[str, str] = {"h": XHTML, "epub": EPUB_TYPE[1:].partition("}")[0]}
_NAMES = {
    "doctitle": "p",
    "docauthor": "p",
    "covertitle": "p",
    "bridgehead": "p",
    "byline": "p",
    "dateline": "p",
    "line": "p",
    "sent": "span",
    "w": "span",
    "linenum": "span",
    "lic": "span",
    "pagenum": "span",
    "noteref": "a",
    "annoref": "a",
    "note": "aside",
    "annotation": "aside",
    "sidebar": "aside",
    "prodnote": "aside",
    "imggroup": "figure",
    "linegroup": "div",
    "poem": "div",
    "address": "div",
    "epigraph": "blockquote",
    "frontmatter": "div",
    "bodymatter": "div",
    "rearmatter": "div",
    "book": "div",
}
_KINDS = {
    "pagenum": "pagebreak",
    "noteref": "noteref",
    "annoref": "noteref",
    "annotation": "footnote",
    "sidebar": "sidebar",
    "epigraph": "epigraph",
    "bridgehead": "bridgehead",
    "poem": "z3998:poem",
    "linegroup": "z3998:verse",
}
_SAME_CLASS = {"print_toc": "toc", "acknowledgements": "acknowledgments", "rearnotes": "endnotes"}
_LINES = named("poem linegroup address epigraph blockquote")
_SENTENCE = named("p sent span em strong a cite q li dd dt td th caption hd h1 h2 h3 h4 h5 h6 lic line w samp kbd")
_SPACE_AT_END = re.compile(r"\s\Z")


def page(piece: Piece, language: str) -> etree._Element:
    """Give a piece as a page.

    language  that of the publication
    """
    root = etree.Element(f"{{{XHTML}}}html", nsmap=_NAMESPACES)
    root.set(XML_LANG, language)
    body = etree.SubElement(root, f"{{{XHTML}}}body")
    for name in piece.names:
        etree.SubElement(body, f"{{{XHTML}}}a").set("id", name)
    for held in piece.elements:
        if _count(held.element) > MOST_ELEMENTS:
            etree.SubElement(body, f"{{{XHTML}}}p").text = visible_text(held.element)
            continue
        copy = deepcopy(held.element)
        body.append(copy)  # before it is renamed: there every element finds the namespace of its new name
        _turn(copy, held, language)
    return root


def _count(element: etree._Element) -> int:
    found = _ELEMENTS(element) if isinstance(element.tag, str) else 0
    return int(found) if isinstance(found, int | float) else 0


def _turn(copy: etree._Element, held: Held, language: str) -> None:
    """Give an element, and all it holds, the names of XHTML."""
    if isinstance(copy.tag, str):
        if held.language and held.language != language:
            copy.set(XML_LANG, held.language)
        for element in list(copy.iter(etree.Element)):  # the names of what is around are asked for: inner ones first
            if not element.tag.startswith(MATHML):
                _PREPARE.get(local(element), _nothing)(element)
        for element in reversed(list(copy.iter(etree.Element))):
            if not element.tag.startswith(MATHML):
                _rename(element, held.depth)


def _rename(element: etree._Element, depth: int) -> None:
    """Give an element its name in XHTML, and what it is in the words of EPUB."""
    tag = local(element)
    above = element.getparent()
    around = local(above) if above is not None else ""
    kind = _kind(tag, element)
    if kind:
        element.set(EPUB_TYPE, kind)
    name = _name(tag, around, element, depth)
    element.tag = f"{{{XHTML}}}{name if _IS_NAME.fullmatch(name) else 'span'}"  # a mended file may hold any name


def _name(tag: str, around: str, element: etree._Element, depth: int) -> str:
    if tag in LEVELS:
        return "section"
    match tag:
        case "hd":
            return f"h{level_of(element, depth)}" if is_heading(element) else "p"
        case "list":
            return "ol" if element.get("type") == "ol" else "ul"
        case "caption":
            return "caption" if around == "table" else "figcaption" if around == "imggroup" else "p"
        case "title" | "author":
            return "p" if around in _LINES or around in LEVELS else "span"
        case "code":
            return "code" if around in _SENTENCE else "pre"
        case _:
            return _NAMES.get(tag, tag)


def _kind(tag: str, element: etree._Element) -> str:
    words = (element.get("class") or "").lower().split()
    if tag in LEVELS:
        found = [word for word in (_SAME_CLASS.get(word, word) for word in words) if word in SECTIONS | NOTE_LISTS]
        return " ".join(found)
    if tag == "note":
        return "endnote" if {"endnote", "rearnote"} & set(words) else "footnote"
    return _KINDS.get(tag, "")


# -- what needs more than another name


def _nothing(element: etree._Element) -> None:
    return


def _refer(element: etree._Element) -> None:
    """Let a reference lead to its note; older books leave the sign # out."""
    target = (element.get("idref") or element.get("href") or "").strip()
    element.set("href", target if "#" in target or not target else f"#{target}")


def _part(element: etree._Element) -> None:
    """Part the columns of a list: they may follow each other without a space."""
    if element.getnext() is not None and not _SPACE_AT_END.search(element.tail or ""):
        element.tail = f"{element.tail or ''} "


def _describe(element: etree._Element) -> None:
    """Let a picture lead to what the producer says of it, in the same group."""
    above = element.getparent()
    name = element.get("id")
    if above is None or local(above) != "imggroup" or not name:
        return
    stated = (element.get("imgref") or "").split()
    for picture in above:
        if local(picture) == "img" and (not stated or {picture.get("id"), f"#{picture.get('id')}"} & set(stated)):
            picture.set("aria-details", name)


def _close(element: etree._Element) -> None:
    """Keep the words of a page number as its label."""
    element.attrib.pop("title", "")


_PREPARE: dict[str, Callable[[etree._Element], None]] = {
    "noteref": _refer,
    "annoref": _refer,
    "lic": _part,
    "prodnote": _describe,
    "pagenum": _close,
}
