"""Bytes of a text file as characters."""

from __future__ import annotations

import codecs
import re

_MARKS = (  # the longer one first: UTF-32 begins like UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MOST_ACCENTED = 0.3  # chosen: a text in Latin letters has fewer accented ones; Greek or Russian has more
MOST_CONTROLS = 0.01  # chosen: more control characters than this are no text
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b]")
_ASCII = bytes(range(128))
_ASCII_LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
LEAST_COMMON = 0.12  # chosen: a Chinese or Japanese text has more common characters than this
_SAMPLE_BYTES = 200_000
_STATED_WITHIN_BYTES = 4096  # chosen: browsers look at 1,024, and some pages state it later
_STATED = re.compile(rb"(?:encoding|charset)\s*=\s*[\"']?\s*([\w:.-]+)", re.I)
_STATED_BUT_MEANT = {  # as browsers read them: a superset of what is stated
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "cp950",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-8",  # a page whose statement can be read as bytes is not in UTF-16
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}
_QUOTES = "«»“”„‘’‚…–—°§ªº\u00a0"
_LETTERS = {  # accented letters and signs of languages in Latin letters; the encodings they are found in
    "cp1252 mac_roman": (
        "àâæçéèêëîïôœùûüÿ",
        "äöüß",
        "áéíóúñü¿¡",
        "àèéìòù",
        "áàâãçéêíóôõú",
        "åäöéæøü",
        "áéëïóöüèê",
        "áðéíóúýþæö",
    ),
    "cp1250 iso8859_2": (
        "áčďéěíňóřšťúůýž",
        "áäčďéíĺľňóôŕšťúýž",
        "ąćęłńóśźż",
        "áéíóöőúüű",
        "čćđšž",
        "ăâîşţșț",
    ),
    "cp1254": ("çğıİöşüâîû",),
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž"),
}
_COMMON = {  # the commonest characters; the encodings they are found in
    "gb18030": "的一是不了在人有我他这来们上个大到说地你，。、：；！？“”《》",
    "cp950": "的一是不了在人有我他這來們上個大到說地你，。、：；！？「」",
    "cp932 euc_jp": "のにはをたがでてとしれさいるもなかっらあこんだりまくす、。「」ー",
    "cp949": "이다는을의에가고은하를지로도한어사아기그리자니시으라서들있",
}


def decoded(data: bytes) -> str | None:
    """Give the text by its mark, else as UTF-8, else by a guess; None when the bytes are no text."""
    text = _marked(data)
    if text is not None:
        return _text(text)
    sample = data[:_SAMPLE_BYTES]
    encoding = _wide(sample) or ("iso2022_jp" if b"\x1b$" in sample else "utf-8")
    try:
        return _text(data.decode(encoding))
    except UnicodeDecodeError:
        return _text(data.decode(_guess(sample), "replace"))


def decoded_page(data: bytes) -> str | None:
    """Give the text of a web page: by its mark, as UTF-8, by what it states, else by a guess."""
    text = _marked(data)
    if text is not None:
        return _text(text)
    stated = _STATED.search(data[:_STATED_WITHIN_BYTES])
    for encoding in ("utf-8", _meant(stated.group(1).decode("ascii", "replace")) if stated else ""):
        try:
            return _text(data.decode(encoding)) if encoding else decoded(data)
        except UnicodeDecodeError:
            continue
    return _text(data.decode(_meant((stated.group(1) if stated else b"").decode("ascii", "replace")), "replace"))


def _marked(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    return None


def _meant(stated: str) -> str:
    """Give the encoding that is meant by a name in a page; "" when there is none of that name for text."""
    try:
        found = codecs.lookup(stated)
        "".encode(found.name)
    except (LookupError, ValueError):
        return ""
    return _STATED_BUT_MEANT.get(found.name, found.name)


def _guess(data: bytes) -> str:
    """Name an encoding of a text that is not UTF-8."""
    high = len(data.translate(None, _ASCII))
    letters = high + len(data) - len(data.translate(None, _ASCII_LETTERS))
    if high <= MOST_ACCENTED * letters:
        return _western(data)
    from charset_normalizer import from_bytes  # now, since most texts can do without

    best = from_bytes(data).best()
    return _eastern(data) or (best.encoding if best else "cp1252")


def _wide(data: bytes) -> str:
    """Name the kind of UTF-16 without a mark: the zero byte of each space stands first, or last. Else ""."""
    first, last = data[0::2].count(0), data[1::2].count(0)
    if min(first, last) * 10 >= max(first, last):
        return ""
    return "utf-16-be" if first > last else "utf-16-le"


def _western(data: bytes) -> str:
    """Name the encoding in which the accented letters are those of one language; the commonest one when in doubt."""
    best, most = "cp1252", -1.0
    for encodings, languages in _LETTERS.items():
        for encoding in encodings.split():
            signs = [sign for sign in data.decode(encoding, "replace").lower() if sign > "\x7f"]
            fitting = max(sum(sign in known or sign in _QUOTES for sign in signs) for known in languages)
            share = fitting / max(1, len(signs))
            if share > most + 0.02:  # chosen: a single letter more is no reason
                best, most = encoding, share
    return best


def _eastern(data: bytes) -> str:
    """Name the encoding in which the commonest characters of Chinese, Japanese or Korean are found; "" for none."""
    best, most = "", LEAST_COMMON
    for encodings, common in _COMMON.items():
        for encoding in encodings.split():
            signs = [sign for sign in data.decode(encoding, "replace") if sign > "\x7f"]
            wrong = signs.count("\ufffd")
            share = (sum(sign in common for sign in signs) - 5 * wrong) / max(1, len(signs))
            if share > most:
                best, most = encoding, share
    return best


def _text(text: str) -> str | None:
    controls = len(_CONTROLS.findall(text[:_SAMPLE_BYTES]))
    return None if controls > MOST_CONTROLS * len(text[:_SAMPLE_BYTES]) else text
