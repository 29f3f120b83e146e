"""The language of a text that does not state one: by its script, by its commonest words, else by a model."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

UNKNOWN = "und"
FEWEST_LETTERS = 8  # chosen: of fewer nothing can be said
SURE_SHARE = 0.12  # chosen: of the words, those that are common in a language
SURE_LEAD = 1.6  # chosen: this many times more of them than of any other language's
SURE_LEAD_OF_FEW = 2.5  # chosen, where there are few words
FEWEST_WORDS = 30  # chosen: fewer are few
FEWEST_COMMON = 3  # chosen: common words; where there are fewer the model is asked, which takes a second and 120 MB
_SAMPLE = 4000  # chosen, in characters
_SCRIPTS = {  # the first word of a letter's name in Unicode; scripts of one language in the first place
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "CJK": "zh",
    "GREEK": "el",
    "HEBREW": "he",
    "THAI": "th",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "BENGALI": "bn",
    "TAMIL": "ta",
    "TELUGU": "te",
    "KANNADA": "kn",
    "MALAYALAM": "ml",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "KHMER": "km",
    "LAO": "lo",
    "ETHIOPIC": "am",
}
_COMMON_WORDS = {
    "en": "the and of was that his with she it is for had not you be",
    "fr": "le et les des est une dans qui pas la de un que du elle",
    "de": "der und die das nicht ist ein sich mit den zu er sie von dem",
    "es": "el y los que las una por con del la de en se su no",
    "it": "il e che di della per non gli sono la un una del si le",
    "nl": "het een van en niet zijn dat ik voor de is te in op met",
    "pt": "o e os que as uma por com do da de não em um se",
    "sv": "och det att en som på är av för med den inte han jag till",
    "da": "og det at en som på er af for med den ikke han jeg til",
    "fi": "ja on ei se että hän oli mutta kun niin hänen joka minä ole ovat",
    "pl": "i w nie na się z do że to jest jak po co za od",
    "cs": "a se v na je že to s z do ale jako by byl jsem",
    "sk": "a sa v na je že to s z do ale ako by bol som",
    "sl": "in je v se na da so za z ne kot bi ki pa si",
    "hr": "i je u se na da su za s ne kao bi koji od što",
    "ro": "și în de la cu nu pe se că este o un din mai a",
    "hu": "a az és hogy nem is egy volt meg de ez csak el ha mint",
    "no": "og det at en som på er av for med den ikke han jeg til",
    "af": "die en van het is nie in dat ek te hy op met vir was",
    "ca": "el i els que les una per amb de la en no es va del",
    "gl": "o e os que as unha por con do da de non en un se",
    "eo": "la kaj de en estis al ke ne mi li ĝi kun por sed pli",
    "la": "et in est non ad ut cum quod sed qui ex ab si nec quae",
    "tr": "ve bir bu da de için ne gibi o çok daha ile ama her ben",
    "ru": "и в не на что он с как это его но она я к по",
    "uk": "і в не на що з як це та до у він я за але",
    "bg": "и да на се не в е от за че с по са той като",
    "sr": "и у је да се на за не су од са као што то би",
}
_NAMES = {
    "english": "en",
    "french": "fr",
    "german": "de",
    "spanish": "es",
    "italian": "it",
    "dutch": "nl",
    "portuguese": "pt",
    "swedish": "sv",
    "danish": "da",
    "norwegian": "no",
    "finnish": "fi",
    "polish": "pl",
    "latin": "la",
    "greek": "el",
    "russian": "ru",
    "hungarian": "hu",
    "czech": "cs",
    "esperanto": "eo",
    "catalan": "ca",
    "welsh": "cy",
    "chinese": "zh",
    "japanese": "ja",
}
_COMMON = {language: frozenset(words.split()) for language, words in _COMMON_WORDS.items()}
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_WORD = re.compile(r"[^\W\d_]+")


def guess_language(text: str) -> str:
    """Give the language of a text as BCP 47, "und" when it is too short to tell."""
    sample = text[:_SAMPLE]
    letters = [letter for letter in sample if letter.isalpha()]
    if len(letters) < 2:
        return UNKNOWN
    return _by_script(letters) or _by_words(sample) or _by_model(sample, len(letters))


def contradicts(text: str, stated: str) -> str:
    """Give the language of a text whose commonest words are surely not those of the language it is said to be in.

    Gives "" when there is no doubt that can be told: the stated language is not known here, or the text is short.
    """
    language = stated.partition("-")[0].lower()
    if language not in _COMMON_WORDS and language not in _SCRIPTS.values():
        return ""
    words = _WORD.findall(text[:_SAMPLE].lower())
    if len(words) < FEWEST_WORDS:
        return ""
    if sum(word in _COMMON.get(language, ()) for word in words) >= SURE_SHARE * len(words):
        return ""
    found = _by_words(text[:_SAMPLE])
    return "" if found == language else found


def language_tag(stated: str | None) -> str:
    """Give what a file states as a BCP 47 tag: "en_GB.UTF-8" is "en-GB", "French" is "fr"; "" when it is none."""
    words = (stated or "").strip().partition(".")[0].partition(",")[0].replace("_", "-")
    named = _NAMES.get(words.lower())
    if named or not _TAG.fullmatch(words) or words.lower() in ("und", "zxx", "x-none"):
        return named or ""
    return words


def _by_script(letters: list[str]) -> str:
    """Give the language of the script; "" when several languages write in it."""
    found = Counter(unicodedata.name(letter, "?").partition(" ")[0].partition("-")[0] for letter in letters)
    kana = found["HIRAGANA"] + found["KATAKANA"]
    if kana > 0.05 * (kana + found["CJK"]) and kana + found["CJK"] > len(letters) / 2:
        return "ja"
    script, count = found.most_common(1)[0]
    return _SCRIPTS.get(script, "") if 2 * count > len(letters) else ""


def _by_words(sample: str) -> str:
    """Give the language whose commonest words are found far more often than any other's; "" when that is not so."""
    words = _WORD.findall(sample.lower())
    if len(words) < FEWEST_COMMON:
        return ""
    found = {language: sum(word in common for word in words) for language, common in _COMMON.items()}
    first, second = sorted(found, key=lambda language: -found[language])[:2]
    lead = SURE_LEAD if len(words) >= FEWEST_WORDS else SURE_LEAD_OF_FEW
    sure = found[first] >= max(FEWEST_COMMON, SURE_SHARE * len(words)) and found[first] >= lead * found[second]
    return first if sure else ""


def _by_model(sample: str, letters: int) -> str:
    """Ask the model. It is loaded now, since that takes a second and most texts can do without."""
    if letters < FEWEST_LETTERS:
        return UNKNOWN
    from py3langid import classify  # type: ignore[import-untyped]

    return str(classify(sample)[0])
