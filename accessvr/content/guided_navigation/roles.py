"""The roles of Readium Guided Navigation, and which of them a node has."""

from __future__ import annotations

from accessvr.content.books.markup import named
from accessvr.core.publication import Cell, Kind, Node

ROLES = named(  # github.com/readium/guided-navigation, schema/roles.schema.json at 42d9a45
    "abstract acknowledgments afterword appendix article aside audio backlink bibliography biblioref blockquote body "
    "bubble caption cell chapter colophon columnheader complementary conclusion cover credit credits dedication "
    "definition details endnotes epigraph epilogue errata example figure footnote foreword glossary glossref header "
    "heading1 heading2 heading3 heading4 heading5 heading6 image index introduction landmarks list listItem loa loi "
    "lot lov main math navigation noteref notice pagebreak pagelist panel panelGroup paragraph part preface "
    "preformatted presentation prologue pullquote qna region row rowheader section separator sequence sound subtitle "
    "summary table term textRangeLarge textRangeSmall tip toc video"
)
_OF_KIND = {
    Kind.SHELF: "list",
    Kind.BOOK: "body",
    Kind.EXHIBIT: "body",
    Kind.PART: "part",
    Kind.CHAPTER: "chapter",
    Kind.SECTION: "section",
    Kind.PARAGRAPH: "paragraph",
    Kind.VERSE: "paragraph",
    Kind.LIST: "list",
    Kind.ITEM: "listItem",
    Kind.TABLE: "table",
    Kind.ROW: "row",
    Kind.QUOTATION: "blockquote",
    Kind.NOTE: "footnote",
    Kind.CODE: "preformatted",
    Kind.FORMULA: "math",
    Kind.TERM: "math",
    Kind.ASIDE: "aside",
    Kind.DETAILS: "details",
    Kind.BREAK: "separator",
    Kind.ROOM: "section",
    Kind.PHOTO: "image",
    Kind.REGION: "region",
    Kind.OBJECT: "figure",
    Kind.PAGE: "pagebreak",
    Kind.NOTE_REFERENCE: "noteref",
}
_OTHER_NAMES = {  # older or longer names of the same
    "biblioentry": "listItem",
    "endnote": "footnote",
    "glossdef": "definition",
    "glossterm": "term",
    "list-item": "listItem",
    "listitem": "listItem",
    "note": "footnote",
    "page-list": "pagelist",
    "rearnote": "footnote",
    "rearnotes": "endnotes",
    "sidebar": "aside",
    "table-cell": "cell",
    "table-row": "row",
}


def roles(node: Node) -> list[str]:
    """Give the roles of a node: what it is, then what its author says it is."""
    own = _own(node)
    stated = (_OTHER_NAMES.get(role, role) for role in node.role.split())
    found = [role for role in (own, *stated) if role in ROLES]
    return list(dict.fromkeys(found))


def _own(node: Node) -> str:
    match node.kind:
        case Kind.HEADING:
            return f"heading{min(max(node.level, 1), 6)}"
        case Kind.FIGURE:
            return "figure" if node.children or node.text else "image"
        case Kind.NOTE if node.role in ("notice", "tip"):
            return ""
        case Kind.CELL:
            return _cell(node.cell)
        case _:
            return _OF_KIND.get(node.kind, "")


def _cell(cell: Cell | None) -> str:
    """Tell a header of the first row from one that begins a row."""
    if cell is None or not cell.header:
        return "cell"
    return "columnheader" if cell.row == 1 or cell.column > 1 else "rowheader"
