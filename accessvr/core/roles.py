"""What the author says a thing is (DPUB-ARIA), when it is said, and how it is treated.

Which roles may be skipped: Readium Guided Navigation, roles.md. Which are said at which level: the DAISY TIES wording
for DPUB-ARIA (high at every level, medium at the middle one, low at the fullest).
"""

from __future__ import annotations

from accessvr.core.profile import Profile, Treat, Wordiness
from accessvr.core.publication import Kind, Node

HIGH = frozenset({"backlink", "biblioref", "glossref", "noteref", "notice"})
MEDIUM = frozenset(
    [
        *("abstract", "acknowledgments", "afterword", "appendix", "bibliography", "colophon", "conclusion"),
        *("cover", "credit", "credits", "dedication", "endnotes", "epigraph", "epilogue", "errata", "footnote"),
        *("foreword", "glossary", "index", "introduction", "pagebreak", "pagelist", "preface", "prologue"),
        *("pullquote", "qna", "subtitle", "tip", "toc"),
    ]
)
LOW = frozenset({"example", "chapter", "part"})  # chapters and parts say themselves by their headings
LISTS = ("toc", "landmarks", "loa", "loi", "lot", "lov")  # lists of places: "contents" is the better way to use them
SKIPPABLE = (
    *("aside", "bibliography", "details", "endnotes", "footnote", "noteref", "pullquote", "pagebreak", "image"),
    *LISTS,
)
MEDIA = ("audio", "video")  # stand where a picture may stand
_ALIKE = {"endnote": "footnote", "rearnote": "footnote", "sidebar": "aside", "pagelist": "toc"}
_BY_KIND = {Kind.ASIDE: "aside", Kind.DETAILS: "details", Kind.NOTE: "footnote", Kind.FIGURE: "image"}
_USUAL = {"pagebreak": Treat.SOUNDED, "noteref": Treat.SOUNDED, **dict.fromkeys(LISTS, Treat.SOUNDED)}


def skippable_role(node: Node) -> str:
    """Give the role by which a thing may be skipped; "" for what is always read."""
    role = _ALIKE.get(node.role, node.role)
    if role in MEDIA:
        return ""
    return role if role in SKIPPABLE else _BY_KIND.get(node.kind, "")


def treatment(profile: Profile, role: str) -> Treat:
    """Give how a role is treated: as the patron wishes, else as is usual."""
    return profile.treats.get(role) or _USUAL.get(role, Treat.SPOKEN)


def is_said(role: str, wordiness: Wordiness) -> bool:
    """Tell whether a role is said by its name at this level."""
    match wordiness:
        case Wordiness.FEW:
            return role in HIGH
        case Wordiness.SOME:
            return role in HIGH or role in MEDIUM
        case Wordiness.ALL:
            return role in HIGH or role in MEDIUM or role in LOW
