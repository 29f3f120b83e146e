"""Bytes of a text file as characters."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

_MARKS = (  # the longer one first: UTF-32 begins like UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MOST_ACCENTED = 0.3  # chosen: a Western text has fewer accented letters among its letters; Greek or Russian has more
MOST_CONTROLS = 0.01  # chosen: more control characters than this are no text
_SAMPLE_BYTES = 200_000


def decoded(data: bytes) -> str | None:
    """Give the text by its mark, else as UTF-8, else by a guess; None when the bytes are no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _text(data[len(mark) :].decode(encoding, "replace"))
    try:
        return _text(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _text(data.decode(_guess(data), "replace"))


def _guess(data: bytes) -> str:
    """Name an encoding: the Western one when few letters are accented, else what the guesser says."""
    high = sum(byte > 127 for byte in data[:_SAMPLE_BYTES])
    letters = sum(byte > 127 or bytes((byte,)).isalpha() for byte in data[:_SAMPLE_BYTES])
    if high <= MOST_ACCENTED * letters and b"\x00" not in data[:_SAMPLE_BYTES]:
        return "cp1252"
    best = from_bytes(data[:_SAMPLE_BYTES]).best()
    return best.encoding if best else "cp1252"


def _text(text: str) -> str | None:
    controls = sum(ord(letter) < 32 and not letter.isspace() for letter in text[:_SAMPLE_BYTES])
    return None if controls > MOST_CONTROLS * len(text[:_SAMPLE_BYTES]) else text
