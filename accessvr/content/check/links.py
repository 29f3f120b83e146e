"""Links, buttons, fields, and the ids that links lead to."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from accessvr.content.books.markup import kinds, local, own_id, plain
from accessvr.content.check.finding import Finding, Severity
from accessvr.content.check.page import Page
from accessvr.content.check.rules import found

_SAY_NOTHING = frozenset(
    {
        *("click here", "here", "click", "link", "this link", "more", "read more", "this", "go", "this page"),
        *("hier", "hier klicken", "mehr", "ici", "cliquez ici", "aquí", "haga clic aquí", "qui", "clicca qui"),
        *("点击这里", "这里", "点击此处", "此处", "更多"),
    }
)
_AROUND = " .:…>»)"
_NEED_NO_LABEL = frozenset({"hidden", "submit", "reset", "button", "image"})
_ARE_BUTTONS = frozenset({"submit", "reset", "button", "image"})


def check_links(page: Page) -> Iterator[Finding]:
    """Give what is wrong with links, buttons and fields of a page, and with its ids."""
    for element in page.there:
        tag, roles = local(element), kinds(element)
        if (tag in ("a", "area") and element.get("href") is not None) or "link" in roles:
            yield from _link(page, element)
        elif tag == "button" or "button" in roles or _kind(element) in _ARE_BUTTONS:
            yield from _button(page, element)
        elif tag in ("input", "select", "textarea") and _kind(element) not in _NEED_NO_LABEL:
            yield from _field(page, element)
    yield from _ids(page)


def _link(page: Page, element: etree._Element) -> Iterator[Finding]:
    words = page.called(element)
    target = plain(element.get("href"))[:80]
    if not words and not _has_silent_picture(element):
        yield found("link-without-words", page.place(element), f"The link to {target or 'somewhere'} has no words.")
    elif says_nothing(words):
        yield found("link-says-nothing", page.place(element), f'The link to {target} says only "{words}".')


def says_nothing(words: str) -> bool:
    """Tell whether the words of a link could stand in any link."""
    return words.lower().strip(_AROUND) in _SAY_NOTHING


def _has_silent_picture(element: etree._Element) -> bool:
    """Tell whether a picture in the link has no alt: then that is what is to be mended."""
    return any(local(e) == "img" and e.get("alt") is None for e in element.iter())


def _button(page: Page, element: etree._Element) -> Iterator[Finding]:
    usual = _kind(element) in ("submit", "reset")
    if not page.called(element) and not plain(element.get("value")) and not usual:
        yield found("button-without-words", page.place(element), "A button has no words.")


def _field(page: Page, element: etree._Element) -> Iterator[Finding]:
    name = own_id(element)
    labels = (e for e in page.named("label") if (name and e.get("for") == name) or element in list(e.iter()))
    if not page.label(element) and not plain(element.get("title")) and next(labels, None) is None:
        yield found("field-without-words", page.place(element), "A field to fill in has no words.")


def _kind(element: etree._Element) -> str:
    return (element.get("type") or "").lower() if local(element) == "input" else ""


def _ids(page: Page) -> Iterator[Finding]:
    """An id that is there twice is grave when a link of the page leads to it."""
    wanted = {(e.get("href") or "").removeprefix("#") for e in page.named("a")}
    for element in page.root.iter():
        name = own_id(element) if isinstance(element.tag, str) else ""
        if name and page.ids.get(name) is not element:
            severity = Severity.SHOULD if name in wanted else Severity.COULD
            yield found("duplicate-id", page.place(element), f'The id "{name}" is there more than once.', severity)
