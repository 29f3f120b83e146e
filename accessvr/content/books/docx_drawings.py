"""Pictures of a Word document with their words; text boxes, charts and diagrams with what is written in them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from accessvr.content.books.docx_parts import Parts, get, name, named, relation_of
from accessvr.content.books.markup import plain

MOST_ROWS = 2000  # chosen: points of a chart


def drawing(element: etree._Element, into: etree._Element, parts: Parts) -> list[etree._Element]:
    """Put a picture into a paragraph. Give what stands beside it: text boxes to be read, lists and tables of HTML."""
    frames = [inner for inner in named(element, "inline", "anchor") if _is_first(inner, element)]
    if not frames:
        return _old_picture(element, into)
    beside: list[etree._Element] = []
    for frame in frames:
        about = next(named(frame, "docPr"), None)
        if about is None or get(about, "hidden").lower() not in ("1", "true"):
            beside += _frame(frame, about, into, parts)
    return beside


def _frame(
    frame: etree._Element, about: etree._Element | None, into: etree._Element, parts: Parts
) -> list[etree._Element]:
    boxes = list(_boxes(frame))
    charts = [table for found in named(frame, "chart") for table in _chart(parts.relation(relation_of(found)))]
    diagrams = [made for found in named(frame, "relIds") for made in _diagram(parts.relation(relation_of(found, "dm")))]
    words = _words(about) if about is not None else ""
    if any(name(inner) == "decorative" and get(inner, "val").lower() in ("1", "true") for inner in frame.iter()):
        etree.SubElement(into, "img", {"alt": "", "role": "presentation"})
    elif words or not (boxes or charts or diagrams):
        inner = "" if words else "; ".join(filter(None, (_words(picture) for picture in named(frame, "cNvPr"))))
        etree.SubElement(into, "img", {"alt": words or inner} if words or inner else {})
    return boxes + charts + diagrams


def _is_first(inner: etree._Element, outer: etree._Element) -> bool:
    """Tell whether a frame lies directly in the drawing: those in its text boxes are read with them."""
    return not any(name(above) == "txbxContent" for above in _between(inner, outer))


def _between(inner: etree._Element, outer: etree._Element) -> Iterator[etree._Element]:
    for above in inner.iterancestors():
        if above is outer:
            return
        yield above


def _boxes(frame: etree._Element) -> Iterator[etree._Element]:
    """Give the text boxes; of two alternatives only one is read."""
    for box in named(frame, "txbxContent"):
        above = [name(element) for element in _between(box, frame)]
        if "Fallback" not in above and "txbxContent" not in above:
            yield box


def _old_picture(element: etree._Element, into: etree._Element) -> list[etree._Element]:
    """Read a picture in the manner of Word before 2010."""
    boxes = list(_boxes(element))
    shapes = [shape for shape in element.iter() if name(shape) in ("shape", "rect", "group", "roundrect", "oval")]
    words = next((plain(shape.get("alt")) for shape in shapes if shape.get("alt")), "")
    if words or any(name(inner) in ("imagedata", "OLEObject") for inner in element.iter()):
        etree.SubElement(into, "img", {"alt": words} if words else {})
    return boxes


def _words(about: etree._Element) -> str:
    """Give title and description, each once."""
    title, description = plain(about.get("title")), plain(about.get("descr"))
    return f"{title}: {description}" if title and description and title not in description else description or title


def _diagram(root: etree._Element | None) -> list[etree._Element]:
    """Give the words of a diagram as a list."""
    if root is None:
        return []
    said = [plain("".join(text.text or "" for text in named(point, "t"))) for point in named(root, "pt")]
    found = etree.Element("ul")
    for words in filter(None, said):
        etree.SubElement(found, "li").text = words
    return [found] if len(found) else []


def _chart(root: etree._Element | None) -> list[etree._Element]:
    """Give the numbers of a chart as a table: a column for each series, a row for each point."""
    series = list(named(root, "ser")) if root is not None else []
    if root is None or not series:
        return []
    table = etree.Element("table")
    title = next(named(root, "title"), None)
    if title is not None:
        etree.SubElement(table, "caption").text = plain("".join(text.text or "" for text in named(title, "t")))
    names = [_texts(found, "tx") or [""] for found in series]
    points = next((found for found in (_texts(one, "cat", "xVal") for one in series) if found), [])
    columns = [_texts(found, "val", "yVal") for found in series]
    head = etree.SubElement(table, "tr")
    etree.SubElement(head, "td")
    for called in names:
        etree.SubElement(head, "th", {"scope": "col"}).text = plain(" ".join(called))
    for row in range(min(max(len(points), *map(len, columns)), MOST_ROWS)):
        line = etree.SubElement(table, "tr")
        etree.SubElement(line, "th", {"scope": "row"}).text = points[row] if row < len(points) else str(row + 1)
        for column in columns:
            etree.SubElement(line, "td").text = column[row] if row < len(column) else ""
    return [table]


def _texts(series: etree._Element, *wanted: str) -> list[str]:
    """Give the values of a part of a series, as they are kept for display."""
    part = next((inner for inner in series if name(inner) in wanted), None)
    found = (
        [plain("".join(v.text or "" for v in named(point, "v"))) for point in named(part, "pt")]
        if part is not None
        else []
    )
    return found[:MOST_ROWS]
