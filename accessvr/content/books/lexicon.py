"""How words of a book are pronounced: pronunciation lexicons (W3C PLS 1.0) and what SSML attributes say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from accessvr.content.books.markup import XML_LANG, local, parse_xml, plain
from accessvr.core.publication import Kind, Span
from accessvr.core.values import dataclass

SSML_PH = "{http://www.w3.org/2001/10/synthesis}ph"
SSML_ALPHABET = "{http://www.w3.org/2001/10/synthesis}alphabet"
MOST_WORDS = 50_000  # chosen: a large dictionary
LONGEST_SOUNDS = 200  # chosen, in characters
UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my", "yue", "bo"})  # languages without spaces between words
_WORD = re.compile(r"\w+")
_KANA = re.compile(r"[\u3041-\u30ff\u30fc\s]+")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one lexicon.

    language  BCP 47; "" for all
    entries   how each is pronounced, as the label of a span: "ipa həˈloʊ", "alias World Wide Web"
    begin     what each begins with (a word; in languages without spaces a character), with those words, longest first
    """

    language: str
    entries: Mapping[str, str]
    begin: Mapping[str, tuple[str, ...]]

    def suits(self, language: str) -> bool:
        """Tell whether it is for text of this language: "en" is for "en-GB" too, and the other way round."""
        mine, asked = self.language.lower(), language.lower()
        return not mine or mine == asked or asked.startswith(f"{mine}-") or mine.startswith(f"{asked}-")

    @property
    def unspaced(self) -> bool:
        """Tell whether its language is written without spaces."""
        return _is_unspaced(self.language)


def read_lexicon(data: bytes, language: str = "") -> Lexicon | None:
    """Give a lexicon; `language` is said of it where it is linked, and counts when it does not state one."""
    root = parse_xml(data)
    if root is None or local(root) != "lexicon":
        return None
    language = (root.get(XML_LANG) or language).strip()
    entries = _entries(root)
    begin: dict[str, list[str]] = {}
    for word in sorted(entries, key=len, reverse=True):
        begin.setdefault(word[0] if _is_unspaced(language) else _first_word(word), []).append(word)
    return Lexicon(language, entries, {first: tuple(words) for first, words in begin.items()})


def pronunciation(alphabet: str, sounds: str) -> str:
    """Give the label of a span: the alphabet in small letters, and the sounds."""
    return f"{alphabet.strip().lower() or 'ipa'} {plain(sounds)[:LONGEST_SOUNDS]}"


def ruby_reading(element: etree._Element) -> str:
    """Give how a Japanese ruby is read, when its small text is kana; else ""."""
    parts = (str(text) for child in element.iter("{*}rt") for text in child.itertext())
    reading = "".join(parts)
    return "".join(reading.split()) if _KANA.fullmatch(reading) else ""


def pronounced(
    text: str, runs: Iterable[tuple[int, int, str]], lexicons: Iterable[Lexicon], taken: Iterable[Span]
) -> list[Span]:
    """Give a span for every word of a text that a lexicon knows. The first lexicon and the longest words win.

    runs   stretches of the text with their language
    taken  spans whose pronunciation the author states in the text itself
    """
    blocked = [(span.start, span.end) for span in taken if span.kind is Kind.PRONUNCIATION]
    found: list[Span] = []
    for start, end, language in runs:
        for lexicon in lexicons:
            if lexicon.suits(language):
                for span in _known(text, start, end, lexicon):
                    if all(span.end <= begin or span.start >= last for begin, last in blocked):
                        blocked.append((span.start, span.end))
                        found.append(span)
    return found


def _entries(root: etree._Element) -> dict[str, str]:
    entries: dict[str, str] = {}
    alphabet = root.get("alphabet") or "ipa"
    for lexeme in root.iter("{*}lexeme"):
        label = _label(lexeme, alphabet)
        for child in lexeme if label else ():
            word = plain(child.text) if local(child) == "grapheme" else ""
            if _WORD.search(word) and len(entries) < MOST_WORDS:
                entries.setdefault(word, label)
    return entries


def _label(lexeme: etree._Element, alphabet: str) -> str:
    """Give the preferred pronunciation, else the first."""
    stated = [child for child in lexeme if local(child) in ("phoneme", "alias") and plain(child.text)]
    chosen = next((child for child in stated if child.get("prefer") == "true"), stated[0] if stated else None)
    if chosen is None:
        return ""
    name = "alias" if local(chosen) == "alias" else chosen.get("alphabet") or alphabet
    return pronunciation(name, chosen.text or "")


def _first_word(phrase: str) -> str:
    found = _WORD.search(phrase)
    return found.group() if found else ""


def _is_unspaced(language: str) -> bool:
    return language.partition("-")[0].lower() in UNSPACED


def _known(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[Span]:
    """Give the words that stand in a stretch; none reaches into another."""
    at = start
    for begin, first in _beginnings(text, start, end, lexicon):
        for word in lexicon.begin.get(first, ()):
            here = begin - word.index(first)
            if here >= at and here + len(word) <= end and _stands(text, here, word, lexicon):
                at = here + len(word)
                yield Span(here, at, Kind.PRONUNCIATION, lexicon.entries[word])
                break


def _beginnings(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[tuple[int, str]]:
    if lexicon.unspaced:
        yield from ((index, text[index]) for index in range(start, end))
    else:
        yield from ((found.start(), found.group()) for found in _WORD.finditer(text, start, end))


def _stands(text: str, at: int, word: str, lexicon: Lexicon) -> bool:
    """Tell whether the word stands here, as a whole where words have spaces between them."""
    if not text.startswith(word, at):
        return False
    after = at + len(word)
    before = at > 0 and text[at - 1].isalnum() and word[0].isalnum()
    behind = after < len(text) and text[after].isalnum() and word[-1].isalnum()
    return lexicon.unspaced or not (before or behind)
