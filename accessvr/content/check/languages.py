"""Languages: are they stated, and are they the right ones?

The guess is py3langid's. It is asked only about long paragraphs, and only a sure answer counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from lxml import etree

from accessvr.content.books.markup import language_of, local, visible_text
from accessvr.content.check.finding import Finding
from accessvr.content.check.page import Page
from accessvr.content.check.rules import found

_TAG = re.compile(r"(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8}|x|i)(?:-[A-Za-z0-9]{1,8})*")
LEAST_LETTERS = 200  # chosen: below this the guess is often wrong for verse, names and old spelling
SURE = 0.99  # chosen, of 1
_ALIKE = (  # languages the guess takes for each other
    {"no", "nb", "nn", "da"},
    {"hr", "bs", "sr"},
    {"id", "ms"},
    {"es", "gl", "pt"},
    {"cs", "sk"},
    {"zh", "cmn", "yue", "wuu", "lzh"},
)
_SEEN = ("p", "li", "dd", "td", "blockquote", "pre")


def check_languages(page: Page) -> Iterator[Finding]:
    """Give what is wrong with the languages of a page."""
    top = next((e for e in page.root.iter() if local(e) == "html"), page.root)
    drawn = local(page.root) == "svg"
    if not drawn and not language_of(top, "") and not language_of(page.body, ""):
        yield found("language-not-marked", page.whole, "This page does not state its language.")
    for element in page.root.iter():
        stated = language_of(element, "") if isinstance(element.tag, str) else ""
        if stated and not _TAG.fullmatch(stated):
            what = f'The language is stated as "{stated}", which is no code.'
            yield found("language-tag-wrong", page.place(element), what)
    yield from _doubts(page)


def _doubts(page: Page) -> Iterator[Finding]:
    for element in page.named(*_SEEN):
        words = "" if _has_block(element) else visible_text(element)
        if sum(character.isalpha() for character in words) < LEAST_LETTERS:
            continue
        stated = _stated(element, page.language)
        seems = seems_to_be(words)
        if stated and seems and differs(stated, seems):
            what = f'This is stated to be in "{stated}", but seems to be in "{seems}".'
            yield found("language-doubt", page.place(element), what)


def _has_block(element: etree._Element) -> bool:
    return any(local(e) in _SEEN for e in element.iterdescendants())


def _stated(element: etree._Element, otherwise: str) -> str:
    for other in (element, *element.iterancestors()):
        if stated := language_of(other, ""):
            return stated
    return otherwise


def differs(stated: str, seems: str) -> bool:
    """Tell whether a guess contradicts what is stated; languages that are easily confused do not."""
    root = re.split(r"[-_]", stated.lower())[0]
    return root != seems and root in known() and not any({root, seems} <= group for group in _ALIKE)


def seems_to_be(words: str) -> str:
    """Give the language words seem to be in, or "" when that is not sure."""
    language, likelihood = _guesser()[0](words)
    return language if likelihood >= SURE else ""


def known() -> frozenset[str]:
    """Give the languages that can be told apart."""
    return _guesser()[1]


@lru_cache
def _guesser() -> tuple[Callable[[str], tuple[str, float]], frozenset[str]]:
    """Load the model when it is first needed: it takes a while."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

    def guess(words: str) -> tuple[str, float]:
        language, likelihood = identifier.classify(words)
        return str(language), float(likelihood)

    return guess, frozenset(str(name) for name in identifier.nb_classes)
