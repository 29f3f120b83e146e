"""Markup of books, parsed safely: no entity is expanded, no network is touched, nothing broken stops a book."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from itertools import islice

from lxml import etree

EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
MENDED = "is not well formed; it was mended"
TOO_DEEP = "is nested too deep; it is read without its structure"
TOO_LARGE = "is far too large; only its beginning is read"
LARGEST_PAGE_BYTES = 16 << 20  # chosen: twice the largest page seen, which is a whole book
MOST_ELEMENTS = 150_000  # chosen: an element takes up to a kilobyte while a page is read (measured)
LONG = 100_000  # in characters, chosen: a longer text is taken in pieces, since its words one by one fill the memory
MOST_ELEMENTS_OF_A_BOOK = 250_000  # chosen, where one file is a whole book: what becomes of it comes in sections

# Control characters, soft hyphen, joiners, direction marks: never spoken, and they break search.
_MARKS = (127, 0xAD, 0x61C, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
UNSPOKEN = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *_MARKS))
_UNSPOKEN = re.compile(f"[{re.escape(''.join(map(chr, UNSPOKEN)))}]")
_SPACES = re.compile(" {2,}")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OPENING = re.compile(rb"<(?!/)|&[A-Za-z]")
_STATED = re.compile(rb"(?:encoding|charset)\s*=\s*[\"']?([\w-]+)")
_ENDS = re.compile(r"(?i)</(?:body|html)\s*>")  # some pages go on behind them
_NOT_FOR_HTML = re.compile(r"^\s*<\?xml[^>]*\?>|[\x00-\x08\x0b\x0c\x0e-\x1f]")
_DOCTYPE = re.compile(r"(?is)\A\s*(?:<!--.*?-->\s*)*<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>")
_ENTITY = re.compile(r"&[A-Za-z_][\w.-]*;")
_COMMENT = re.compile(r"/\*.*?\*/", re.S)  # of a style
_HIDING = re.compile(r"(?i)\bdisplay\s*:\s*none|\bvisibility\s*:\s*(?:hidden|collapse)|\bspeak\s*:\s*(?:none|never)")
_BARE = re.compile(r"(?is)<(script|style|template|head)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)")


def plain(text: str | None) -> str:
    """Give the text with white space collapsed and without unspoken characters."""
    return collapsed(text or "").strip()


def collapsed(text: str) -> str:
    """Give the same, but with one space where white space is at an end."""
    if len(text) > LONG:
        return _SPACES.sub(" ", "".join(collapsed(text[at : at + LONG]) for at in range(0, len(text), LONG)))
    joined = " ".join(text.split())
    if not joined:
        return " " if text else ""
    if not joined.isprintable():  # most text is, and to ask is ten times faster than to look for each character
        return _with_edges(text, without_unspoken(joined))
    return f"{' ' if text[0].isspace() else ''}{joined}{' ' if text[-1].isspace() else ''}"


def _with_edges(text: str, joined: str) -> str:
    """Give words with one space where the text has any at an end; marks that are not spoken may stand around it."""
    before = " " if text[0].isspace() or joined.startswith(" ") else ""
    after = " " if text[-1].isspace() or joined.endswith(" ") else ""
    words = joined.strip(" ")
    return f"{before}{words}{after}" if words else before or after


def without_unspoken(text: str) -> str:
    """Give the text without characters that are never spoken, and without the double spaces they leave."""
    return _SPACES.sub(" ", _UNSPOKEN.sub("", text))


def local(element: etree._Element) -> str:
    """Give the element's name without its namespace, in small letters; "" for comments and entities."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def kinds(element: etree._Element) -> frozenset[str]:
    """Give what the author says the element is: the words of role and epub:type, without "doc-" and "z3998:"."""
    return frozenset(stated_words(element))


def stated_words(element: etree._Element) -> tuple[str, ...]:
    """Give the same words in order, those of the role first."""
    stated, role = element.get(EPUB_TYPE) or element.get("epub:type"), element.get("role")
    return _bare_words(role or "", stated or "") if stated or role else ()


@lru_cache(maxsize=4096)
def _bare_words(role: str, stated: str) -> tuple[str, ...]:
    return tuple(word.removeprefix("doc-").removeprefix("z3998:") for word in f"{role} {stated}".lower().split())


def own_id(element: etree._Element) -> str:
    """Give the element's id, or ""."""
    return (element.get("id") or element.get(XML_ID) or "").strip()


def language_of(element: etree._Element, otherwise: str) -> str:
    """Give the language stated on the element, else `otherwise`."""
    stated = element.get(XML_LANG) or element.get("lang") or element.get("xml:lang") or ""
    return stated.strip() or otherwise


def is_hidden(element: etree._Element) -> bool:
    """Tell whether the element says that nobody shall see or hear it."""
    return is_shut(element) or style_hides(element)


def is_shut(element: etree._Element) -> bool:
    """Tell whether its attributes say so; a window that is not open yet is hidden too."""
    stated = element.get("aria-hidden")
    return (
        element.get("hidden") is not None
        or (stated is not None and stated.strip().lower() == "true")
        or element.get("popover") is not None
        or (str(element.tag).endswith("dialog") and element.get("open") is None and local(element) == "dialog")
    )


def style_hides(element: etree._Element) -> bool:
    """Tell whether its style attribute says so."""
    style = element.get("style")
    return bool(style and _HIDING.search(_COMMENT.sub("", style) if "/*" in style else style))


def entity_text(entity: etree._Element) -> str:
    """Give the character of an entity that HTML knows (&nbsp;); "" for any other."""
    from html import unescape  # now, since most pages name no character

    return unescape(_known(str(entity.text or "")))


def _known(entity: str) -> str:
    """Give the entity when HTML knows it, else ""."""
    from html import unescape

    return "" if unescape(entity) == entity else entity


def parse_xml(data: bytes) -> etree._Element | None:
    """Give the root of a package or contents document, mended where needed; None when there is nothing."""
    size = sensible_size(data, MOST_ELEMENTS_OF_A_BOOK)
    try:
        if size == len(data):
            return etree.fromstring(data, _xml_parser(recover=False))
    except (etree.XMLSyntaxError, ValueError, LookupError):
        pass
    return _mended_xml(_without_entities(data[:size]))


def _mended_xml(text: str) -> etree._Element | None:
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), _xml_parser(recover=True))
    except (etree.XMLSyntaxError, ValueError):
        return None


def parse_page(data: bytes, most: int = MOST_ELEMENTS) -> tuple[etree._Element | None, str]:
    """Give the root of a page of text, and "" or what is wrong with it.

    Strict XML first. What is not well formed is read as HTML, which mends unclosed tags and unknown entities.

    most  elements; of a page with more only the beginning is read, so that no file can fill the memory
    """
    if not data.strip(b"\x00\t\r\n "):
        return None, "is empty"
    size = sensible_size(data, most)
    try:
        if size == len(data):
            return etree.fromstring(data, _xml_parser(recover=False)), ""
    except (etree.XMLSyntaxError, ValueError, LookupError):
        pass
    root, trouble = _parse_html(_without_entities(data[:size]))
    return root, trouble if size == len(data) else TOO_LARGE


def sensible_size(data: bytes, most: int) -> int:
    """Give how many of the bytes are read: all, or as many as hold the sensible number of elements and entities."""
    largest = LARGEST_PAGE_BYTES * most // MOST_ELEMENTS
    if len(data) <= most or (len(data) <= largest and data.count(b"<") + data.count(b"&") <= most):
        return len(data)
    last = next(islice(_OPENING.finditer(data, 0, largest), most, None), None)
    size = min(last.start() if last else largest, len(data))
    if data.startswith(_UTF_16):
        return size - size % 2
    return next(
        (at for at in range(size, size - 4, -1) if at == len(data) or data[at] & 0xC0 != 0x80), size
    )  # of UTF-8


def _xml_parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        recover=recover, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_pis=True
    )


def _without_entities(data: bytes) -> str:
    """Give the text without its declarations and without entities HTML does not know: none can then do harm."""
    text = _DOCTYPE.sub("", _NOT_FOR_HTML.sub("", _decoded(data)), count=1)
    return _ENTITY.sub(lambda found: _known(found.group()), text)


def _decoded(data: bytes) -> str:
    if data.startswith(_UTF_16):
        return data.decode("utf-16", "replace")
    stated = _STATED.search(data[:1024])
    for encoding in ("utf-8-sig", stated.group(1).decode() if stated else "cp1252", "cp1252"):
        try:
            return data.decode(encoding)
        except (ValueError, LookupError):
            continue
    return data.decode("utf-8", "replace")


def _parse_html(text: str) -> tuple[etree._Element | None, str]:
    from html import escape, unescape  # now, since most pages are well formed

    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(huge_tree=True)
    try:
        tree = lxml_html.document_fromstring(_ENDS.sub("", text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None, "cannot be read"
    if not any("Excessive depth" in line.message for line in parser.error_log):  # libxml2 stops at 2,048
        return tree, MENDED
    words = (plain(unescape(part)) for part in re.split(r"<[^>]*>", _BARE.sub(" ", text)))
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in words if part)
    return lxml_html.document_fromstring(f"<body>{paragraphs or '<p></p>'}</body>"), TOO_DEEP


def visible_text(element: etree._Element) -> str:
    """Give the words in an element, in order, without what is hidden inside it."""
    parts: list[str] = []
    waiting: list[etree._Element | str] = [element]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            parts.append(item)
        elif not isinstance(item.tag, str):
            parts.append(entity_text(item) if isinstance(item, etree._Entity) else "")
        elif item is element or not (is_hidden(item) or local(item) in NEVER_SAID):
            waiting += _reversed_content(item)
    return plain("".join(parts))


def _reversed_content(element: etree._Element) -> list[etree._Element | str]:
    """Give what an element holds, the last first. Words of blocks are apart."""
    content: list[etree._Element | str] = [element.text or ""]
    for child in element:
        apart = isinstance(child.tag, str) and local(child) not in INLINE
        content += [" ", child, " ", child.tail or ""] if apart else [child, child.tail or ""]
    return content[::-1]


def named(listed: str) -> frozenset[str]:
    """Give the names in a list with spaces."""
    return frozenset(listed.split())


INLINE = named(  # what stands in a line of text
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rb ruby s samp small span "
    "strike strong sub sup time tt u var wbr nobr tspan textpath"
)
NEVER_SAID = named("script style template head rt rtc rp iframe audio video source track param case datalist")
