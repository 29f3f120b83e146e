"""Captions that are written as paragraphs of their own: joined with the picture or the table they belong to."""

from __future__ import annotations

from lxml import etree

from accessvr.content.books.markup import visible_text

CAPTION = "caption"  # the class that a reader gives such a paragraph


def join_captions(root: etree._Element) -> None:
    """Put each caption into the picture before it, the table after it, the table or the picture next to it."""
    written = [element for element in root.iter("p") if element.get("class") == CAPTION]
    for caption in [element for element in written if not _is_picture(element)]:
        before, after = caption.getprevious(), caption.getnext()
        if before is not None and _is_picture(before):
            _with_picture(before, caption)
        elif after is not None and _takes(after):
            _with_table(after, caption)
        elif before is not None and _takes(before):
            _with_table(before, caption)
        elif after is not None and _is_picture(after):
            _with_picture(after, caption)


def _is_picture(element: etree._Element) -> bool:
    """Tell whether a paragraph or figure holds a picture and no words."""
    return element.tag in ("p", "figure") and any(e.tag == "img" for e in element.iter()) and not visible_text(element)


def _takes(element: etree._Element) -> bool:
    return element.tag == "table"


def _with_picture(picture: etree._Element, caption: etree._Element) -> None:
    figure = picture
    if picture.tag != "figure":
        figure = etree.Element("figure")
        picture.addprevious(figure)
        figure.append(picture)
    caption.tag = "figcaption"
    figure.append(caption)


def _with_table(table: etree._Element, caption: etree._Element) -> None:
    """Give a table its caption; one that is stated beside it stays when it says more."""
    stated = next((child for child in table if child.tag == "caption"), None)
    if stated is not None:
        words, said = (visible_text(element).rstrip(".") for element in (stated, caption))
        if words not in said:
            caption.tail = None
            etree.SubElement(caption, "br").tail = words
        table.remove(stated)
    caption.tag = "caption"
    table.insert(0, caption)
