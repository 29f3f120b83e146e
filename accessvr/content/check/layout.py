"""What puts the order of reading in doubt: tab order, free placing, and styles that turn the order of what is seen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from accessvr.content.books.markup import local, visible_text
from accessvr.content.check.finding import Finding, Place
from accessvr.content.check.page import Page, line_of
from accessvr.content.check.rules import found

_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_BLOCK = re.compile(r"([^{}]*)\{([^{}]*)\}")
_FREE = re.compile(r"position\s*:\s*(?:absolute|fixed)", re.I)
_OFF_SCREEN = re.compile(
    r"clip(?:-path)?\s*:|(?:left|right|top|bottom|text-indent)\s*:\s*-\s*\d{3}|(?:width|height)\s*:\s*1px", re.I
)
_OF_NUMBERS = re.compile(r"page|(?<![a-z])pg|line-?n|lnum", re.I)  # printed numbers set into the margin
_TURNED = re.compile(r"(?<![\w-])order\s*:\s*-?[1-9]|flex-(?:direction|flow)\s*:[^;]*(?:row|column)-reverse", re.I)


def check_layout(page: Page) -> Iterator[Finding]:
    """Give what makes the order of a page doubtful."""
    for element in page.there:
        if re.fullmatch(r"\s*0*[1-9]\d*\s*", element.get("tabindex") or ""):
            yield found(
                "tab-order", page.place(element), f"This has the tabindex {(element.get('tabindex') or '').strip()}."
            )
        style = element.get("style") or ""
        if _FREE.search(style) and not _OFF_SCREEN.search(style) and visible_text(element):
            yield found("placed-freely", page.place(element), "Words are placed freely on the page.")
        if _TURNED.search(style):
            yield found("order-by-style", page.place(element), "The style of this element changes the order.")
    for element in page.root.iter():
        if local(element) == "style":
            yield from check_style("".join(str(part) for part in element.itertext()), page.file, line_of(element) or 1)


def check_style(text: str, file: str, first_line: int = 1) -> Iterator[Finding]:
    """Give what in a style sheet makes the order doubtful."""
    text = _COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment.group()), text)
    for block in _BLOCK.finditer(text):
        selector, body = " ".join(block[1].split()), block[2]
        line = first_line + text.count("\n", 0, block.start(2))
        if _FREE.search(body) and not _OFF_SCREEN.search(body) and not _OF_NUMBERS.search(selector):
            yield found("placed-freely", Place(file, line, near=selector), f"The style {selector} places words freely.")
        if _TURNED.search(body):
            yield found("order-by-style", Place(file, line, near=selector), f"The style {selector} changes the order.")
