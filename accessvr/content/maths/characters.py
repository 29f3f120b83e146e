"""Letters, figures and signs as words. What no table knows is called by its name in Unicode."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from string import ascii_lowercase, ascii_uppercase, digits

from accessvr.content.books.markup import named
from accessvr.content.maths.wording import Wording

ELEMENTS = named(  # chemical elements with two letters: said letter by letter
    "He Li Be Ne Na Mg Al Si Cl Ar Ca Sc Ti Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Zr Nb Mo Tc Ru Rh Pd Ag Cd In "
    "Sn Sb Te Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac "
    "Th Pa Np Pu Am Cm Bk Cf Es Fm Md No Lr"
)
LONGEST_SPELLED = 3  # chosen: capital letters that are points or a product, not a word

_STYLES = {
    "BOLD": "bold",
    "SCRIPT": "script",
    "FRAKTUR": "fraktur",
    "BLACK-LETTER": "fraktur",
    "DOUBLE-STRUCK": "double-struck",
    "CIRCLED": "circled",
    "PARENTHESIZED": "parenthesized",
    "SQUARED": "squared",
    "TURNED": "turned",
    "REVERSED": "reversed",
}
_UNSAID = named("MATHEMATICAL ITALIC SANS-SERIF MONOSPACE LATIN GREEK DINGBAT SMALL LETTER DIGIT NUMBER SYMBOL")
_PARTS = re.compile(r"[a-z-]+")
_IN_THE_ALPHABETS = re.compile(
    r"MATHEMATICAL|DOUBLE-STRUCK|BLACK-LETTER|FRAKTUR|SCRIPT (?:CAPITAL|SMALL)|GREEK|PARENTHESIZED|TURNED|REVERSED"
    r"|(?:DOUBLE |NEGATIVE |DINGBAT NEGATIVE )?(?:CIRCLED|SQUARED) (?:LATIN|DIGIT|NUMBER)"
    r"|(?:DIGIT|NUMBER) \w+ FULL STOP|PLANCK CONSTANT$"
)
_LETTERS = ascii_uppercase + ascii_lowercase
# Where older equation editors put letters into the private area: first code, style, letters.
_PRIVATE_ALPHABETS = {
    0xF000: ("fraktur", _LETTERS),
    0xF040: ("fraktur bold", _LETTERS),
    0xF080: ("double-struck", _LETTERS),
    0xF0C0: ("double-struck", digits),
    0xF100: ("script", _LETTERS),
    0xF140: ("script bold", _LETTERS),
    0xF180: ("", _LETTERS),
}
_PRIVATE_COPIES = {  # as in Unicode's own block: bold and italic; sans-serif and all that follows
    range(0xF260, 0xF2FC): 0x1D400 - 0xF260,
    range(0xF300, 0xF560): 0x1D400 - 0xF160,
}


def name_words(text: str, variant: str, wording: Wording) -> str:
    """Give a letter or a name in words.

    variant  how it is drawn, in the words of mathvariant
    """
    if len(text) == 1:
        return _drawn(character_words(text, wording), variant, wording)
    if (
        len(text) == 2
        and (marked := wording.fill("accents", text[1], base=character_words(text[0], wording))) is not None
    ):
        return _drawn(marked, variant, wording)
    known = wording.find("functions", text) or wording.find("signs", text)
    if known is not None:
        return known
    if _is_spelled(text):
        return _drawn(" ".join(character_words(c, wording) for c in text), variant, wording)
    return _drawn(text_words(text, wording), variant, wording)


def _is_spelled(text: str) -> bool:
    """Tell whether the characters are said one by one: AB, dx, Na, Δx."""
    if text in ELEMENTS or (len(text) == 2 and text[0] == "d" and text[1].isalpha()):
        return True
    if len(text) <= LONGEST_SPELLED and text.isalpha() and text.isupper():
        return True
    return len(text) <= 2 * LONGEST_SPELLED and any(_is_symbol(c) for c in text)


def _is_symbol(character: str) -> bool:
    if character.isascii():
        return False
    return bool(_IN_THE_ALPHABETS.match(unicodedata.name(character, "")))


def text_words(text: str, wording: Wording) -> str:
    """Give text as it stands, with signs of formulas in it said in words; a text of unknown signs by their names."""
    if text.isascii() and any(c.isalnum() for c in text):
        return text
    if any(c.isalnum() and not _is_symbol(c) and not _is_private(c) for c in text):
        return text
    return " ".join(words for c in text if (words := sign_words(c, wording)))


def sign_words(text: str, wording: Wording) -> str:
    """Give a sign in words."""
    known = wording.find("signs", text)
    if known is not None:
        return known
    if len(text) == 1:
        return character_words(text, wording)
    if any(c.isalnum() for c in text):
        return text
    return " ".join(words for c in text if (words := sign_words(c, wording)))


@cache
def character_words(character: str, wording: Wording) -> str:
    """Give one character in words; "" only for space and for what has neither shape nor name."""
    known = wording.find("signs", character)
    if known is not None:
        return known
    if _is_private(character):
        return _private_words(character, wording)
    name = unicodedata.name(character, "")
    if _IN_THE_ALPHABETS.match(name):
        return _alphabet_words(character, name, wording)
    if character.isalpha():
        return _letter(character, wording)
    if character.isalnum() or character.isspace():
        return character.strip()
    return name.lower().replace(" sign", "") or (character if character.isprintable() else wording.say("unknown"))


def _letter(character: str, wording: Wording) -> str:
    small = character.lower()
    words = wording.find("letters", small) or small
    return wording.say("capital", letter=words) if character != small and character.isupper() else words


def _alphabet_words(character: str, name: str, wording: Wording) -> str:
    """Give a letter or figure of one of the many alphabets of mathematics: "double struck cap r"."""
    if name == "PLANCK CONSTANT":
        return _letter("h", wording)
    styles, base, capital, period = _taken_apart(name)
    number = unicodedata.numeric(character, None)
    if number is not None and number == int(number):
        words = str(int(number))
    elif base in ("partial differential", "nabla"):
        words = wording.find("signs", "∂" if base != "nabla" else "∇") or base
    elif len(base) == 1:
        words = _letter(base.upper() if capital else base, wording)
    else:
        words = wording.find("greek", base) or base
        words = wording.say("capital", letter=words) if capital else words
    if period:
        words = wording.say("with_period", letter=words)
    return _styled(words, styles, wording)


def _taken_apart(name: str) -> tuple[list[str], str, bool, bool]:
    """Give the styles, the plain name, whether it is a capital, and whether a full stop follows."""
    period = name.endswith("FULL STOP")
    styles: list[str] = []
    rest: list[str] = []
    words = name.removesuffix(" FULL STOP").split()
    for word in words:
        if word in _STYLES:
            styles.append(_STYLES[word])
        elif word not in _UNSAID and word not in ("CAPITAL", "NEGATIVE", "DOUBLE"):
            rest.append(word)
    if "NEGATIVE" in words or "DOUBLE" in words:
        mark = "black" if "NEGATIVE" in words else "double"
        styles = [f"{mark}-{style}" if style in ("circled", "squared") else style for style in styles]
    return styles, " ".join(rest).lower(), "CAPITAL" in words, period


def _styled(words: str, styles: list[str], wording: Wording) -> str:
    """Give a letter with how it is drawn; bold stands nearest to the letter."""
    for style in sorted(styles, key=lambda style: style != "bold"):
        words = wording.say("styled", style=wording.find("styles", style) or style, letter=words)
    return words


def _drawn(words: str, variant: str, wording: Wording) -> str:
    if not variant:
        return words
    known = {"bold", "script", "fraktur"} & set(_PARTS.findall(variant.replace("-", " ")))
    styles = [*known, "double-struck"] if "double-struck" in variant else [*known]
    return _styled(words, sorted(styles), wording)


def _is_private(character: str) -> bool:
    return 0xF000 <= ord(character) < 0xF560


def _private_words(character: str, wording: Wording) -> str:
    code = ord(character)
    for copied, distance in _PRIVATE_COPIES.items():
        if code in copied:
            return character_words(chr(code + distance), wording)
    for first, (styles, members) in _PRIVATE_ALPHABETS.items():
        if first <= code < first + len(members):
            return _styled(_letter(members[code - first], wording), styles.split(), wording)
    return wording.say("unknown")
