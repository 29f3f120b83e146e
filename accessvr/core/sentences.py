"""Where sentences and words begin and end, by rules, with offsets into the text itself.

Cutting is lazy and linear: a chapter in one paragraph costs the same for each sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

NBSP = "\u00a0\u202f"
_CJK = "\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # kana, Han: each is a word
_WIDE, _WIDE_CLOSERS = "。！？｡", "[」』）”’】]"
_STOPS = f"[.!?…؟۔।{_WIDE}]"
_CANDIDATE = re.compile(
    rf"{_STOPS}(?<!{_STOPS}{{2}}){_STOPS}*+(?:"  # a run of stops, from its beginning
    rf"[\"'”’»)\]]*+(?:[ {NBSP}]»)?(?=\s)"  # a space follows, or none is needed: after wide stops,
    rf"|(?:(?<=[{_WIDE}])|(?<=[{_WIDE}]…)|(?<=[{_WIDE}]……)"
    rf"|(?<=…)(?={_WIDE_CLOSERS}++[{_CJK}「『“])"  # after dots that end what was said,
    rf"|(?<=[!?])(?={_WIDE_CLOSERS}*+[{_CJK}])"  # and after narrow stops before kana or Han
    rf"){_WIDE_CLOSERS}*+)\s*+"
)
_OPENERS = f"\"'“‘«(¿¡[—–{NBSP} "
_FOLLOWING = re.compile(r"[\"'“‘«(¿¡\[]*([\w.]*)")
# What follows a closing mark without a space when the sentence is not over: a comma, the mark that closes a title, a
# Chinese or Japanese particle, or in Chinese who said it: "他问。"
_UNFINISHED = re.compile(r"[，、；：》〉]|(?<=[」』）”’])(?:[的地得之和与與とをがの]|って|など)")
_SAID_BY = re.compile(r"(?<=[」』”’])[^\W\d_]{1,8}?(?:[说說问問喊叫答曰嚷]|[笑骂罵叹嘆]道)[道着著了]?[，。：]")
_NUMERAL = re.compile("[IVXLC]+")
_SOMETIMES = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]|al|etc|usw|ecc|inc|ltd|co", re.I)  # U.S, D.C, a.m, et al
_REACH = 60  # chosen: no abbreviation, and no word before one, is looked for farther away, in characters


def _set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


def _table(**rows: str) -> dict[str, frozenset[str]]:
    return {language: _set(listed) for language, listed in rows.items()}


# What follows is a name, or the abbreviation goes on: a sentence never ends here.
_TITLES = _table(
    en="mr mrs ms dr prof st mt messrs rev hon gen col capt lt sgt esq mme mlle m viz e.g i.e cf vs",
    fr="m mm mme mlle dr pr me st ste p c.-à-d cf av apr ex",
    de="dr prof hr fr frl hrn st z z.b d.h u.a bzw vgl ca geb hrsg",
    es="sr sra srta d dña dr dra prof ud uds",
    it="sig sigg dott dr prof avv ing on s es",
    nl="dhr mevr mw dr prof ir ing st bijv o.a d.w.z ca",
)
# Followed by a number: a sentence ends here only when no number follows.
_COUNTED = _table(
    en="no nos vol vols fig figs p pp ch chap sec jan feb mar apr jun jul aug sept sep oct nov dec",
    fr="no p pp chap fig vol art h",
    de="nr s bd kap abb str jh",
    es="p pág págs cap fig vol núm art",
    it="n p pag pagg cap fig vol art",
    nl="nr blz p hfst fig vol",
)
_AFTER_ORDINAL = _table(
    de="januar februar märz april mai juni juli august september oktober november dezember jahrhundert jahrhunderts "
    "kapitel auflage stock klasse"
)
_STARTERS = _set(
    "the a an he she it they we you i this that these those there then but and so in on at his her its their what who "
    "when where why how no yes others mr mrs il elle ils elles on nous vous je ce cette le la les un une mais et er "
    "sie es wir ihr ich der die das ein eine und aber él ella el los las un una y pero"
)
_BEFORE_NUMERAL = _set(
    "chapter book part act scene canto volume section chapitre livre kapitel teil capítulo capitolo hoofdstuk"
)


def sentences(text: str, language: str = "en") -> Iterator[tuple[int, int]]:
    """Give (start, end) of each sentence, in order; together they hold all text that is not white space.

    language  BCP 47; abbreviations of en fr de es it nl, those of en for any other. Chinese, Japanese and Arabic marks
              end a sentence in any language
    """
    rules = language[:2].lower() if language[:2].lower() in _TITLES else "en"
    start = len(text) - len(text.lstrip())
    for found in _CANDIDATE.finditer(text):
        end = found.end()
        if end >= len(text):
            break
        mark = found.group().rstrip()
        if _goes_on(text, found.start() + len(mark), end) or (
            mark == "." and _is_abbreviation(text, start, found.start(), end, rules)
        ):
            continue
        yield start, found.start() + len(mark)
        start = end
    last = len(text.rstrip())
    if last > start:
        yield start, last


def _goes_on(text: str, mark: int, after: int) -> bool:
    """Tell whether a small letter follows, behind any opening marks, or what shows that a sentence is not over."""
    if mark == after:
        return bool(_UNFINISHED.match(text, mark) or _SAID_BY.match(text, mark, mark + _REACH))
    return text[after : after + _REACH].lstrip(_OPENERS)[:1].islower()


def _is_abbreviation(text: str, start: int, dot: int, after: int, language: str) -> bool:
    """Tell whether a single full stop belongs to an abbreviation, an initial or an ordinal number."""
    near = text[max(start, dot - _REACH) : dot]
    first = max(near.rfind(space) for space in " \n\t" + NBSP) + 1
    word = near[first:].lstrip("(\"'“‘«[")
    lower = word.lower()
    begins = _FOLLOWING.match(text, after, after + _REACH)
    following = begins.group(1).rstrip(".") if begins else ""
    if lower in _TITLES[language]:
        return True
    if lower in _COUNTED[language] or (language == "de" and lower.endswith("str")):
        return following[:1].isdigit() or bool(_NUMERAL.fullmatch(following))
    if len(word) == 1 and word.isupper():
        return not _is_numeral_of_heading(word, near[:first])
    if _SOMETIMES.fullmatch(word):
        return following.lower() not in _STARTERS
    return word.isdigit() and following.lower() in _AFTER_ORDINAL.get(language, ())


def _is_numeral_of_heading(word: str, before: str) -> bool:
    """Tell "Chapter I." from "J. R. R. Tolkien"."""
    previous = before.split()[-1:] or [""]
    return word in "IVX" and previous[0].lower() in _BEFORE_NUMERAL


_PUNCTUATION = "।॥۔؟،؛!-/:-@\\[-`{-~¡-©«-±´¶-¸»¿×÷\u2010-\u205e\u2e00-\u2e7f\u3000-\u303f\uff01-\uff0f\uff1a-\uff20"
_WORD = re.compile(rf"[{_CJK}]|[^\W_{_CJK}](?:(?:(?!--)[^\s—…{_CJK}])*[^\s{_PUNCTUATION}{_CJK}])?")


def runs_together(character: str) -> bool:
    """Tell whether a character belongs to a script that puts no spaces between words: kana or Han."""
    return bool(re.match(f"[{_CJK}]", character))


def words(text: str) -> Iterator[tuple[int, int]]:
    """Give (start, end) of each word: apostrophes and hyphens inside it are kept, marks around it are not.

    A dash or two hyphens part words. A kana or Han character is a word of its own.
    """
    for found in _WORD.finditer(text):
        yield found.span()
