"""What a book's style sheets hide. Only `display`, `visibility` and `speak` matter to someone who listens.

A small cascade: importance, specificity, order; a style attribute beats a sheet. Rules for a screen or for speech
count, those for print or for a certain size of window do not: the words are the same on every device.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import etree

from accessvr.content.books.markup import is_shut, local
from accessvr.core.values import dataclass

if TYPE_CHECKING:
    from cssselect import GenericTranslator

LONGEST_SHEET = 1 << 20  # chosen, in characters
LONGEST_SELECTOR = 500  # chosen, in characters
MOST_RULES = 1000  # chosen: of those that show or hide
MOST_STEPS = 8  # chosen: elements in elements that a selector goes through
MOST_COUNTED = 5000  # chosen, in elements: on larger pages nothing is found by counting its neighbours
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.S)
_HIDES = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|speak\s*:\s*(?:none|never)")
_TOKEN = re.compile(r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\\.|[{};]""", re.S)
_IMPORT = re.compile(r"""(?is)@import\s+(?:url\(\s*)?["']?([^"'()\s;]+)["']?\s*\)?([^;]*);""")
_NAMESPACE = re.compile(r"""(?is)@namespace\s+([\w-]+)\s+(?:url\(\s*)?["']?([^"'()\s;]+)""")
_SIMPLE = re.compile(  # a name, a class or an id, a name with either
    r"(?=.)(?P<name>[A-Za-z][A-Za-z0-9]*)?(?:\.(?P<kind>[A-Za-z][A-Za-z0-9_-]*)|#(?P<id>[A-Za-z][A-Za-z0-9_-]*))?"
)
_COUNTING = re.compile(r":(?:nth|first|last|only|has)|~(?!=)")
_HIDING = {"display": ("none",), "visibility": ("hidden", "collapse"), "speak": ("none", "never")}
_OURS = ("all", "screen", "speech", "aural", "not print")
_EPUB = ("epub", "http://www.idpf.org/2007/ops")  # many sheets use this prefix without saying so


@dataclass(frozen=True, slots=True)
class Rule:
    """A selector that shows or hides. `prefixes`: the namespaces it may name."""

    selector: str
    prefixes: tuple[tuple[str, str], ...]
    name: str
    hides: bool
    important: bool


class Styles:
    """What is hidden on one page."""

    def __init__(self, root: etree._Element, sheets: Iterable[str]) -> None:
        """Find what the sheets hide; text of a sheet as given by `sheet_texts`."""
        self._stated = _cascade(root, tuple(sheets))

    def hides(self, element: etree._Element) -> bool:
        """Tell whether an element is hidden, by its attributes or by the sheets; what is inside it is so too."""
        style = _COMMENT.sub(" ", element.get("style") or "")
        if style or (self._stated and element in self._stated):
            stated = self._stated.get(element, {})
            inline = {name: (hides, important) for name, hides, important in _declarations(style)}
            merged = stated | {n: v for n, v in inline.items() if v[1] or not stated.get(n, (False, False))[1]}
            if any(hides for hides, _ in merged.values()):
                return True
        return is_shut(element)

    def shown_again(self, element: etree._Element) -> list[etree._Element]:
        """Give what a sheet makes visible inside something invisible."""
        here = self._stated.get(element, {})
        if "visibility" not in here or here.get("display", (False,))[0]:
            return []
        return [
            inner
            for inner in element.iterdescendants()
            if self._stated.get(inner, {}).get("visibility", (True,))[0] is False and not self.hides(inner)
        ]


_Stated = dict[str, tuple[bool, bool]]  # property: it hides, it is important


def sheet_texts(root: etree._Element, load: Callable[[str], str]) -> list[str]:
    """Give the style sheets of a page in order. `load` gives the text of a linked one, "" when there is none."""
    texts = []
    for element in root.iter("{*}link", "{*}style"):
        if not _applies(element.get("media") or ""):
            continue
        if local(element) == "style":
            texts.append("".join(str(text) for text in element.itertext()))
        else:
            rel = (element.get("rel") or "").lower().split()
            if "stylesheet" in rel and "alternate" not in rel:
                texts.append(load(element.get("href") or ""))
    return [text for text in texts if text]


def imports(text: str) -> list[str]:
    """Give the sheets that a sheet takes in."""
    if "@import" not in text:
        return []
    return [found.group(1) for found in _IMPORT.finditer(_COMMENT.sub(" ", text)) if _applies(found.group(2))]


def _cascade(root: etree._Element, sheets: tuple[str, ...]) -> Mapping[etree._Element, _Stated]:
    if not any(may_hide(text) for text in sheets):
        return {}
    rules = [rule for text in sheets for rule in _rules(text)][:MOST_RULES]
    if any(_COUNTING.search(rule.selector) for rule in rules) and sum(1 for _ in root.iter()) > MOST_COUNTED:
        rules = [rule for rule in rules if not _COUNTING.search(rule.selector)]
    if not any(_matches(rule, root) for rule in rules if rule.hides):
        return {}
    found: dict[etree._Element, dict[str, tuple[tuple[bool, int, int], bool]]] = {}
    for order, rule in enumerate(rules):
        rank = (rule.important, _weight(rule.selector), order)
        for element in _matches(rule, root):
            known = found.setdefault(element, {})
            if rule.name not in known or known[rule.name][0] <= rank:
                known[rule.name] = (rank, rule.hides)
    return {
        element: {name: (hides, rank[0]) for name, (rank, hides) in known.items()} for element, known in found.items()
    }


@lru_cache(maxsize=64)
def may_hide(text: str) -> bool:
    """Tell whether a sheet may hide anything: most do not, and need not be read."""
    return bool(_HIDES.search(_COMMENT.sub("", text[:LONGEST_SHEET])))


@lru_cache(maxsize=64)
def _rules(text: str) -> tuple[Rule, ...]:
    text = _COMMENT.sub(" ", text[:LONGEST_SHEET])
    prefixes = (_EPUB, *((found.group(1), found.group(2)) for found in _NAMESPACE.finditer(text)))
    rules: list[Rule] = []
    for selectors, body in _blocks(text):
        stated = list(_declarations(body))
        for selector in _parted(selectors) if stated else ():
            rules += [Rule(selector, prefixes, name, hides, important) for name, hides, important in stated]
    return tuple(rules[:MOST_RULES])


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Give the selectors and declarations of each rule that counts."""
    outer: list[str] = []
    start = 0
    for token in _TOKEN.finditer(text):
        sign = token.group()
        if sign == "{":
            outer.append(text[start : token.start()].strip())
        elif sign == "}" and outer:
            selectors = outer.pop()
            if not selectors.startswith("@") and all(_counts(around) for around in outer):
                yield selectors, text[start : token.start()]
        elif sign != ";" or (outer and not outer[-1].startswith("@")):
            continue
        start = token.end()
    if outer and not outer[-1].startswith("@") and all(_counts(around) for around in outer[:-1]):
        yield outer[-1], text[start:]  # the end of the sheet closes what is open


def _counts(around: str) -> bool:
    """Tell whether a block around rules lets them count."""
    name, _, condition = around.partition(" ")
    match name.lower():
        case "@media":
            return _applies(condition)
        case "@supports":
            return not condition.strip().lower().startswith("not")
        case "@layer":
            return True
        case _:
            return name.lower().startswith("@media(") and _applies(around[6:])


def _applies(media: str) -> bool:
    """Tell whether one of several media is a screen or a voice of any kind."""
    queries = [" ".join(query.lower().split()) for query in media.split(",") if query.strip()]
    return not queries or any(query.removeprefix("only ") in _OURS for query in queries)


def _declarations(body: str) -> Iterator[tuple[str, bool, bool]]:
    """Give the properties that matter: name, whether it hides, whether it is important."""
    for declaration in body.split(";"):
        name, _, value = declaration.partition(":")
        name = name.strip().lower().removeprefix("-epub-")
        if name in _HIDING and value:
            stated, mark, _ = value.strip().lower().partition("!")
            yield name, stated.strip() in _HIDING[name], bool(mark)


def _parted(selectors: str) -> list[str]:
    """Give the selectors of a list; commas in brackets part nothing."""
    parts, depth, start = [], 0, 0
    for index, letter in enumerate(selectors):
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and depth <= 0:
            parts.append(selectors[start:index])
            start = index + 1
    parts.append(selectors[start:])
    return [part.strip() for part in parts if part.strip()]


def _matches(rule: Rule, root: etree._Element) -> list[etree._Element]:
    path = _path(rule.selector, rule.prefixes)
    try:
        found = path(root) if path else []
    except etree.XPathError:
        return []
    return [element for element in found if isinstance(element, etree._Element)] if isinstance(found, list) else []


@lru_cache(maxsize=2048)
def _path(selector: str, prefixes: tuple[tuple[str, str], ...]) -> etree.XPath | None:
    """Give the selector as a path, None when it is none of ours (a part that is no element) or cannot be read."""
    simple = _SIMPLE.fullmatch(selector)
    if simple is not None:  # most of those that hide; they need not wait for the library
        return etree.XPath(_simple_path(**simple.groupdict()))
    from cssselect import SelectorError

    if len(selector) > LONGEST_SELECTOR or len(re.split(r"[\s>+~]+", selector)) > MOST_STEPS:
        return None
    try:
        return etree.XPath(_translator().css_to_xpath(selector), namespaces=dict(prefixes))
    except (SelectorError, etree.XPathError, RecursionError, ValueError):
        return None


def _simple_path(name: str | None, kind: str | None, id: str | None) -> str:
    """Give the path to elements of a name, of a class or with an id."""
    named = [f"local-name() = '{name}'"] if name else []
    of_kind = [f"contains(concat(' ', normalize-space(@class), ' '), ' {kind} ')"] if kind else []
    with_id = [f"@id = '{id}'"] if id else []
    return f"descendant-or-self::*[{' and '.join(named + of_kind + with_id)}]"


@lru_cache(maxsize=1)
def _translator() -> GenericTranslator:
    from cssselect import GenericTranslator
    from cssselect.parser import Element
    from cssselect.xpath import XPathExpr

    class ByLocalName(GenericTranslator):
        """Finds elements by their name in whatever namespace they are."""

        def xpath_element(self, selector: Element) -> XPathExpr:
            """Translate the name of an element."""
            if not selector.element or selector.namespace:
                return super().xpath_element(selector)
            return XPathExpr(element="*").add_condition(f"local-name() = {self.xpath_literal(selector.element)}")

    return ByLocalName()


@lru_cache(maxsize=2048)
def _weight(selector: str) -> int:
    from cssselect import SelectorError, parse

    try:
        a, b, c = max(parsed.specificity() for parsed in parse(selector))
    except (SelectorError, RecursionError, ValueError):
        return 0
    return (min(a, 999) * 1000 + min(b, 999)) * 1000 + min(c, 999)
