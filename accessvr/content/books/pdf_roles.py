"""What the tags of a PDF are in HTML."""

from __future__ import annotations

from accessvr.content.books.markup import named

HOLDERS = named("Document DocumentFragment Part Art Sect Div Index Form")
THROUGH = named("NonStruct THead TBody TFoot LBody Warichu WT WP")  # what they hold belongs to what they stand in
LEFT_OUT = named("Artifact Private RP")
LISTS = named("L")
BLOCKS = {
    "P": "p",
    "H1": "h1",
    "H2": "h2",
    "H3": "h3",
    "H4": "h4",
    "H5": "h5",
    "H6": "h6",
    "Title": "h1",
    "L": "ul",
    "LI": "li",
    "TOCI": "li",
    "TOC": "ul",
    "BlockQuote": "blockquote",
    "Table": "table",
    "TR": "tr",
    "TH": "th",
    "TD": "td",
    "Figure": "figure",
    "Aside": "aside",
    "Note": "aside",
    "FENote": "aside",
}
INLINE = {
    "Span": "span",
    "Quote": "q",
    "Em": "em",
    "Strong": "strong",
    "Sub": "span",
    "BibEntry": "span",
    "Annot": "span",
    "Reference": "span",
    "Link": "span",
    "Lbl": "span",
    "Code": "code",
    "Ruby": "ruby",
    "RB": "rb",
    "RT": "rt",
}
NOTES = named("Note FENote")
MATHML = named(
    "math mrow mi mn mo mtext ms mfrac msqrt mroot msub msup msubsup munder mover munderover mmultiscripts mprescripts "
    "mtable mtr mtd mspace mpadded mphantom mstyle merror menclose semantics none"
)
BULLETS = frozenset("•◦▪▫‣∙·●○■□-–—*➢✓\uf0b7\uf0a7o")
SCOPES = {"Column": "col", "Row": "row"}
_HOLD_BLOCKS = named("body div section li td th blockquote aside figure nav ul table tr")


def html_of(role: str, above: str) -> str:
    """Give the element of HTML for a tag that stands in the element `above`; "" when it is no thing of its own."""
    if role in THROUGH:
        return ""
    if role in MATHML:
        return role
    if role == "Caption":
        return {"table": "caption", "figure": "figcaption"}.get(above, "p")
    if role == "Code":
        return "pre" if above in ("body", "div", "section") else "code"
    known = BLOCKS.get(role) or INLINE.get(role)
    return known or ("div" if above in _HOLD_BLOCKS else "span")
