"""What the author says an element is, in the words of DPUB-ARIA: from its role first, then from its epub:type."""

from __future__ import annotations

from functools import lru_cache

from lxml import etree

from accessvr.content.books.markup import named, stated_words
from accessvr.core.publication import Kind

NOTES = named("footnote endnote rearnote note")
NOTE_LISTS = named("footnotes endnotes rearnotes")
NOTE_REFERENCES = named("noteref annoref")
BACKLINKS = named("backlink referrer")
NOTHING = named("presentation none")
# Those that DAISY's TIES gives words for, and those that Readium's guided navigation lets a reader skip.
SECTIONS = named(
    "abstract acknowledgments afterword appendix bibliography chapter colophon conclusion cover credit credits "
    "dedication endnotes epigraph epilogue errata example foreword glossary index introduction landmarks loa loi lot "
    "lov notice pagelist part preface prologue qna subtitle tip toc"
)
_ASIDES = named("pullquote pull-quote sidebar aside marginalia complementary")
_ROLES = SECTIONS | named("footnote endnote noteref backlink biblioref glossref pullquote pagebreak")
_SAME = {  # words of the EPUB structural semantics and of Z39.98 that mean the same
    "note": "footnote",
    "rearnote": "endnote",
    "rearnotes": "endnotes",
    "annoref": "noteref",
    "referrer": "backlink",
    "page-list": "pagelist",
    "pull-quote": "pullquote",
    "acknowledgements": "acknowledgments",
    "warning": "notice",
    "caution": "notice",
    "danger": "notice",
    "help": "tip",
    "preamble": "introduction",
}


def role_of(element: etree._Element) -> str:
    """Give the first role the author states that listeners have a word for, or ""."""
    words = stated_words(element)
    return _first_role(words) if words else ""


@lru_cache(maxsize=4096)
def _first_role(words: tuple[str, ...]) -> str:
    return next((role for role in (_SAME.get(word, word) for word in words) if role in _ROLES), "")


def section_kind(tag: str, roles: frozenset[str], role: str) -> Kind | None:
    """Give the kind of a part of the text that is more than a bare wrapper, or None."""
    if tag == "details":
        return Kind.DETAILS
    if roles & NOTE_LISTS:
        return Kind.SECTION if role == "endnotes" else None
    if tag == "aside" or roles & _ASIDES:
        return Kind.ASIDE
    return Kind.SECTION if role in SECTIONS or tag == "nav" else None
