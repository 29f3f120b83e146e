"""Pictures, drawings and formulas: has each of them words?"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from accessvr.content.books.markup import kinds, local, plain, visible_text
from accessvr.content.check.finding import Finding, Severity
from accessvr.content.check.page import Page, above, drawing_words, is_decoration, is_name_of_file, source
from accessvr.content.check.rules import found

_SAY_NOTHING = frozenset(
    {
        *("image", "picture", "photo", "photograph", "img", "figure", "graphic", "illustration", "untitled", "alt"),
        *("bild", "abbildung", "imagen", "imagem", "immagine", "afbeelding", "图片", "图像", "插图", "照片"),
    }
)
_OF_A_FORMULA = re.compile(r"(?<![a-z])(?:math|formulae?|equation|eqn?)(?![a-z])", re.I)
_NO_WORDS = "alternative text not available"  # what one publisher writes into every formula


def check_pictures(page: Page) -> Iterator[Finding]:
    """Give what is wrong with the pictures, drawings and formulas of a page."""
    for element in page.there:
        match local(element):
            case "img":
                yield from _picture(page, element)
            case "svg" if above(element, "svg") is None:
                yield from _drawing(page, element)
            case "math":
                yield from _formula(page, element)
            case _:
                yield from _other(page, element)


def _picture(page: Page, element: etree._Element) -> Iterator[Finding]:
    if is_decoration(element):
        return
    words, name = page.label(element) or plain(element.get("title")), _file(element)
    if element.get("alt") is None and not words:
        yield _without_words(page, element, name)
    elif not words:
        yield from _called_decoration(page, element, name)
    elif _says_nothing(words, name):
        what = f'The picture {name} has only the words "{words}".'
        yield found("picture-words-say-nothing", page.place(element), what)


def _without_words(page: Page, element: etree._Element, name: str) -> Finding:
    place = page.place(element)
    if _is_of_formula(element):
        return found("formula-without-words", place, f"The picture of a formula, {name}, has no words.")
    if _caption(element):
        what = f"The picture {name} has a caption, but no words that say what it shows."
        return found("picture-without-words", place, what, Severity.SHOULD)
    return found("picture-without-words", place, f"The picture {name} has no words.")


def _called_decoration(page: Page, element: etree._Element, name: str) -> Iterator[Finding]:
    """An empty alt says "decoration"; a caption, or a page with nothing else on it, says otherwise."""
    if _caption(element):
        what = f"The picture {name} has a caption, but its alt is empty."
        yield found("picture-called-decoration", page.place(element), what)
    elif not page.words and not any(page.label(other) for other in page.named("img", "svg")):
        what = f"The picture {name} is all there is on its page, but its alt is empty."
        yield found("picture-called-decoration", page.place(element), what)


def is_no_description(words: str) -> bool:
    """Tell whether words could stand at any picture, or are the name of a file."""
    return words.lower().strip(" .:") in _SAY_NOTHING or is_name_of_file(words)


def _says_nothing(words: str, name: str) -> bool:
    stem = posixpath.splitext(name)[0].lower()
    return is_no_description(words) or (stem in (words.lower(), words.lower().replace(" ", "_")) and not stem.isalpha())


def _drawing(page: Page, element: etree._Element) -> Iterator[Finding]:
    if is_decoration(element) or page.label(element) or drawing_words(element) or _is_only_stored(element):
        return
    inner = [e for e in element.iter() if local(e) == "image"]
    link = above(element, "a")
    if any(page.label(e) for e in inner) or (link is not None and page.label(link)):
        return
    if inner:
        yield found("picture-without-words", page.place(element), f"The picture {_file(inner[0])} has no words.")
    else:
        yield found("drawing-without-words", page.place(element), "A drawing has no title and no words.")


def _is_only_stored(element: etree._Element) -> bool:
    """Tell whether a drawing shows nothing of its own: it keeps shapes for others."""
    return all(local(child) in ("defs", "symbol", "metadata", "style", "") for child in element)


def _formula(page: Page, element: etree._Element) -> Iterator[Finding]:
    stated = plain(element.get("alttext") or element.get("aria-label"))
    if not plain("".join(str(part) for part in element.itertext())) and not stated:
        yield found("formula-without-words", page.place(element), "A formula is empty.")
    elif stated.lower().startswith(_NO_WORDS):
        what = f'A formula has only the words "{stated}".'
        yield found("formula-words-say-nothing", page.place(element), what)


def _other(page: Page, element: etree._Element) -> Iterator[Finding]:
    """Check what is a picture or a formula by its role, and things put into the page from outside."""
    roles = kinds(element)
    if "math" in roles and not page.called(element):
        yield found("formula-without-words", page.place(element), "A formula has no words.")
    elif "img" in roles and not page.label(element) and not plain(element.get("title")):
        yield found("picture-without-words", page.place(element), "What is shown as a picture here has no words.")
    elif local(element) in ("object", "embed") and not page.called(element) and not is_decoration(element):
        yield found(
            "picture-without-words", page.place(element), f"What is put in here, {_file(element)}, has no words."
        )


def _is_of_formula(element: etree._Element) -> bool:
    said = (element.get("class") or "", source(element), element.get("id") or "", *kinds(element))
    return any(_OF_A_FORMULA.search(text) for text in said)


def _caption(element: etree._Element) -> str:
    figure = above(element, "figure")
    captions = (e for e in figure.iter() if local(e) == "figcaption") if figure is not None else iter(())
    return " ".join(visible_text(caption) for caption in captions)


def _file(element: etree._Element) -> str:
    return posixpath.basename(unquote(source(element)).partition("?")[0])[:80] or "without a name"
