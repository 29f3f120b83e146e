"""Word's own formulas as MathML, so that they get words like any other."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from accessvr.content.books.docx_parts import child, get, is_on, name, value

MATHML = "{http://www.w3.org/1998/Math/MathML}"
DEEPEST = 60  # chosen: what is nested deeper is given as its signs
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|\s+|[^\W\d_]|.", re.S)
_LETTERS = {"double-struck": "double-struck", "fraktur": "fraktur", "script": "script"}


def mathml(formula: etree._Element, *, whole: bool) -> etree._Element:
    """Give a formula (`m:oMath`) as MathML. `whole`: it stands in a line of its own."""
    root = etree.Element(f"{MATHML}math")
    if whole:
        root.set("display", "block")
    _fill(root, formula, 0)
    return root


def _fill(into: etree._Element, element: etree._Element | None, depth: int) -> None:
    """Put what stands in an element into another, in order."""
    for inner in element if element is not None else ():
        if depth > DEEPEST:
            _signs(into, "".join(t.text or "" for t in inner.iter() if name(t) == "t"), inner)
            continue
        known = _KINDS.get(name(inner))
        if known is not None:
            known(into, inner, depth + 1)
        elif name(inner) == "r":
            _run(into, inner)
        elif not name(inner).endswith("Pr") and name(inner) != "del":
            _fill(into, inner, depth + 1)


def _row(into: etree._Element, element: etree._Element | None, depth: int) -> etree._Element:
    row = etree.SubElement(into, f"{MATHML}mrow")
    _fill(row, element, depth)
    return row


def _run(into: etree._Element, run: etree._Element) -> None:
    text = "".join(t.text or "" for t in run if name(t) in ("t", "delText"))
    if is_on(child(run, "rPr"), "nor"):
        etree.SubElement(into, f"{MATHML}mtext").text = text
    else:
        _signs(into, text, run)


def _signs(into: etree._Element, text: str, run: etree._Element) -> None:
    """Part a text into numbers, letters and signs. Upright letters that follow each other are a name: "sin"."""
    upright = value(child(run, "rPr"), "sty") == "p"
    letters = _LETTERS.get(value(child(run, "rPr"), "scr"), "")
    for token in re.findall(r"[^\W\d_]+|" + _TOKEN.pattern, text, re.S) if upright else _TOKEN.findall(text):
        if token.isspace():
            continue
        tag = "mn" if token[0].isdigit() else "mi" if token[0].isalpha() else "mo"
        etree.SubElement(into, MATHML + tag, {"mathvariant": letters} if letters else {}).text = token


def _of(element: etree._Element, properties: str, wanted: str, otherwise: str) -> str:
    """Give a sign that is stated in properties; one stated as nothing is ""."""
    found = child(element, properties, wanted)
    return otherwise if found is None else get(found, "val")


def _operator(into: etree._Element, sign: str, attributes: dict[str, str] | None = None) -> None:
    if sign:
        etree.SubElement(into, f"{MATHML}mo", attributes or {}).text = sign


def _parts(tag: str, *wanted: str) -> Callable[[etree._Element, etree._Element, int], None]:
    """Give a way to write an element whose parts become the parts of `tag`, in this order."""

    def write(into: etree._Element, element: etree._Element, depth: int) -> None:
        made = etree.SubElement(into, MATHML + tag)
        for part in wanted:
            _row(made, child(element, part), depth)

    return write


def _fraction(into: etree._Element, element: etree._Element, depth: int) -> None:
    made = etree.SubElement(into, f"{MATHML}mfrac")
    if value(child(element, "fPr"), "type") == "noBar":
        made.set("linethickness", "0")
    _row(made, child(element, "num"), depth)
    _row(made, child(element, "den"), depth)


def _root(into: etree._Element, element: etree._Element, depth: int) -> None:
    degree = child(element, "deg")
    square = bool(is_on(child(element, "radPr"), "degHide")) or degree is None or not len(degree)
    made = etree.SubElement(into, MATHML + ("msqrt" if square else "mroot"))
    _row(made, child(element, "e"), depth)
    if not square:
        _row(made, degree, depth)


def _before(into: etree._Element, element: etree._Element, depth: int) -> None:
    made = etree.SubElement(into, f"{MATHML}mmultiscripts")
    _row(made, child(element, "e"), depth)
    etree.SubElement(made, f"{MATHML}mprescripts")
    _row(made, child(element, "sub"), depth)
    _row(made, child(element, "sup"), depth)


def _sum(into: etree._Element, element: etree._Element, depth: int) -> None:
    properties = child(element, "naryPr")
    below = not is_on(properties, "subHide")
    above = not is_on(properties, "supHide")
    around = value(properties, "limLoc") == "undOvr"
    names = {(True, True): "munderover msubsup", (True, False): "munder msub", (False, True): "mover msup"}
    tag = names.get((below, above), " ").split(" ")[0 if around else 1]
    made = etree.SubElement(into, MATHML + tag) if tag else into
    _operator(made, _of(element, "naryPr", "chr", "∫"))
    for part in ("sub",) * below + ("sup",) * above:
        _row(made, child(element, part), depth)
    _row(into, child(element, "e"), depth)


def _fence(into: etree._Element, element: etree._Element, depth: int) -> None:
    row = etree.SubElement(into, f"{MATHML}mrow")
    _operator(row, _of(element, "dPr", "begChr", "("), {"fence": "true"})
    inner = [part for part in element if name(part) == "e"]
    for number, part in enumerate(inner):
        if number:
            _operator(row, _of(element, "dPr", "sepChr", "|"), {"separator": "true"})
        _row(row, part, depth)
    _operator(row, _of(element, "dPr", "endChr", ")"), {"fence": "true"})


def _function(into: etree._Element, element: etree._Element, depth: int) -> None:
    row = etree.SubElement(into, f"{MATHML}mrow")
    _row(row, child(element, "fName"), depth)
    _operator(row, "\u2061")
    _row(row, child(element, "e"), depth)


def _accent(into: etree._Element, element: etree._Element, depth: int) -> None:
    made = etree.SubElement(into, f"{MATHML}mover", {"accent": "true"})
    _row(made, child(element, "e"), depth)
    _operator(made, _of(element, "accPr", "chr", "\u0302"))


def _bar(into: etree._Element, element: etree._Element, depth: int) -> None:
    top = value(child(element, "barPr"), "pos") == "top"
    made = etree.SubElement(into, MATHML + ("mover" if top else "munder"))
    _row(made, child(element, "e"), depth)
    _operator(made, "¯" if top else "_")


def _grouped(into: etree._Element, element: etree._Element, depth: int) -> None:
    top = value(child(element, "groupChrPr"), "pos") == "top"
    made = etree.SubElement(into, MATHML + ("mover" if top else "munder"))
    _row(made, child(element, "e"), depth)
    _operator(made, _of(element, "groupChrPr", "chr", "⏟"))


def _matrix(into: etree._Element, element: etree._Element, depth: int) -> None:
    table = etree.SubElement(into, f"{MATHML}mtable")
    for line in element:
        if name(line) in ("mr", "e"):
            row = etree.SubElement(table, f"{MATHML}mtr")
            for cell in [part for part in line if name(part) == "e"] if name(line) == "mr" else [line]:
                _fill(etree.SubElement(row, f"{MATHML}mtd"), cell, depth)


def _unseen(into: etree._Element, element: etree._Element, depth: int) -> None:
    if is_on(child(element, "phantPr"), "show") is not False:
        _row(into, child(element, "e"), depth)


_KINDS: dict[str, Callable[[etree._Element, etree._Element, int], None]] = {
    "f": _fraction,
    "rad": _root,
    "sSup": _parts("msup", "e", "sup"),
    "sSub": _parts("msub", "e", "sub"),
    "sSubSup": _parts("msubsup", "e", "sub", "sup"),
    "sPre": _before,
    "nary": _sum,
    "d": _fence,
    "func": _function,
    "limLow": _parts("munder", "e", "lim"),
    "limUpp": _parts("mover", "e", "lim"),
    "acc": _accent,
    "bar": _bar,
    "groupChr": _grouped,
    "m": _matrix,
    "eqArr": _matrix,
    "phant": _unseen,
}
