"""Formulas for tests, written short."""

from __future__ import annotations

import re

from lxml import etree

from accessvr.content.maths.formula import Part, Style, read_formula

PARSER = etree.XMLParser(recover=True, resolve_entities=False, huge_tree=True)
_TOKEN = re.compile(r"<[^>]*>[^<>]*(?=</)|<[^>]*>|\d+(?:\.\d+)?|[^\W\d_]|\S")


def row(short: str) -> str:
    """Give a row of tokens: figures become mn, letters mi, other signs mo; elements stay as they are."""
    made = ""
    for token in _TOKEN.findall(short):
        if token.startswith("<") and len(token) > 1:
            made += token
        elif token[0].isdigit():
            made += f"<mn>{token}</mn>"
        else:
            tag = "mi" if token.isalpha() else "mo"
            made += f"<{tag}>{token.replace('&', '&amp;').replace('<', '&lt;')}</{tag}>"
    return made


def over(top: str, bottom: str) -> str:
    return f"<mfrac><mrow>{row(top)}</mrow><mrow>{row(bottom)}</mrow></mfrac>"


def power(base: str, exponent: str) -> str:
    return f"<msup><mrow>{row(base)}</mrow><mrow>{row(exponent)}</mrow></msup>"


def sub(base: str, below: str) -> str:
    return f"<msub><mrow>{row(base)}</mrow><mrow>{row(below)}</mrow></msub>"


def root(inside: str) -> str:
    return f"<msqrt>{row(inside)}</msqrt>"


def name(text: str) -> str:
    return f"<mi>{text}</mi>"


def under(base: str, below: str, above: str = "") -> str:
    tag = "munderover" if above else "munder"
    top = f"<mrow>{row(above)}</mrow>" if above else ""
    return f"<{tag}>{row(base)}<mrow>{row(below)}</mrow>{top}</{tag}>"


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<mtd>{row(cell)}</mtd>" for cell in cells) for cells in rows)
    return f"<mtable>{''.join(f'<mtr>{line}</mtr>' for line in cells)}</mtable>"


def element(markup: str) -> etree._Element:
    found = etree.fromstring(markup.encode(), PARSER)
    assert found is not None
    return found


def read(short: str, language: str = "en", style: Style = Style.CLEAR) -> Part:
    return read_formula(element(f"<math>{row(short)}</math>"), language, style)


def said(short: str, language: str = "en", style: Style = Style.CLEAR) -> str:
    """Give what is said, without pauses."""
    return heard(read(short, language, style).words)


def heard(words: str) -> str:
    """Give words without pauses and in small letters."""
    return re.sub(r"\s+", " ", re.sub(r"[,;.，；]", " ", words.lower())).strip()


def every(part: Part) -> list[Part]:
    """Give a part and all parts in it."""
    found = [part]
    for inner in found:
        found += inner.parts
    return found
