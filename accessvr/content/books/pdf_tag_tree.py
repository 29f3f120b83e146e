"""The tree of tags of a PDF, walked in its order and written as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from accessvr.content.books.archive import note
from accessvr.content.books.captions import join_captions
from accessvr.content.books.document import add_words
from accessvr.content.books.markup import parse_xml, plain, visible_text
from accessvr.content.books.pdf_links import Links
from accessvr.content.books.pdf_mending import as_link, mend_pages, strip_bullet
from accessvr.content.books.pdf_roles import HOLDERS, LEFT_OUT, MATHML, NOTES, SCOPES, html_of
from accessvr.content.books.pdf_words import Said
from accessvr.core.values import dataclass

if TYPE_CHECKING:
    from pypdf import PdfReader

DEEPEST = 60  # chosen: what is nested deeper is only its words
MOST_TAGS = 500_000  # chosen: ten times the largest book seen
LONGEST_ROLE_CHAIN = 10  # chosen: names that stand for names
MATHML_NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"
Tag = Any  # a dictionary of the file: its values may be of any kind


@dataclass(slots=True)
class _Reference:
    """A sign that refers to a note, or a note, by its element; `label` is the sign."""

    element: etree._Element
    label: str


class TagTree:
    """Writes the tags of a file as HTML."""

    def __init__(self, reader: PdfReader, said: Said, troubles: list[str]) -> None:
        self._said = said
        self._troubles = troubles
        self._links = Links(reader)
        catalog: Tag = reader.trailer["/Root"]
        self._root: Tag = catalog["/StructTreeRoot"].get_object()
        roles = self._root.get("/RoleMap")
        self._roles: Tag = roles.get_object() if roles is not None else {}
        self._seen: set[int] = set()
        self._count = 0
        self._page = -1
        self._body = etree.SubElement(etree.Element("html"), "body")
        self._references: list[_Reference] = []
        self._notes: list[_Reference] = []

    def html(self) -> etree._Element:
        """Give the whole text."""
        self._kids(self._root, self._body, -1, 0)
        self._join_notes()
        join_captions(self._body)
        mend_pages(self._body)
        root = self._body.getparent()
        return self._body if root is None else root

    # -- the tree

    def _kids(self, tag: Tag, into: etree._Element, page: int, depth: int) -> None:
        """Write what a tag holds: pieces of text, and other tags."""
        for kid in _listed(tag.get("/K")):
            found = kid.get_object() if hasattr(kid, "get_object") else kid
            if isinstance(found, int):
                self._say(into, page, int(found))
            elif isinstance(found, dict):
                self._kid(kid, found, into, page, depth)

    def _kid(self, kid: Tag, found: Tag, into: etree._Element, page: int, depth: int) -> None:
        kind = str(found.get("/Type", ""))
        own = self._links.page(found, page)
        if kind == "/MCR" or ("/MCID" in found and "/S" not in found):
            self._say(into, own, int(found["/MCID"]))
        elif "/S" in found and self._is_new(kid):
            self._tag(found, into, own, depth + 1, _number(kid))

    def _is_new(self, kid: Tag) -> bool:
        """Tell whether a tag was not met before: a loop in the file has no end."""
        number = _number(kid)
        self._count += 1
        if self._count > MOST_TAGS or (number and number in self._seen):
            return False
        self._seen.add(number)
        return True

    def _tag(self, tag: Tag, into: etree._Element, page: int, depth: int, number: int) -> None:
        role = self._role(tag)
        if role in LEFT_OUT:
            return
        if depth > DEEPEST:
            self._flat(tag, into, page)
            return
        if role == "Formula":
            self._formula(tag, into, page, depth)
            return
        element = self._element(tag, role, into, depth, number)
        if "/ActualText" in tag:
            self._instead(tag, element, page, plain(str(tag["/ActualText"])))
        elif role == "Figure":
            self._figure(tag, element, page, depth)
        else:
            self._kids(tag, element, page, depth)
            self._finish(tag, role, element)

    def _role(self, tag: Tag) -> str:
        """Give the standard name of a tag: a file may use names of its own."""
        role = str(tag.get("/S", ""))
        for _ in range(LONGEST_ROLE_CHAIN):
            if role not in self._roles or self._roles[role] == role:
                break
            role = str(self._roles[role])
        return role.lstrip("/")

    def _element(self, tag: Tag, role: str, into: etree._Element, depth: int, number: int) -> etree._Element:
        """Give the element a tag is written into: a new one, or that of the tag around it."""
        language = plain(str(tag.get("/Lang", "")))
        called = html_of(role, into.tag)
        if role == "H":
            called = f"h{min(6, max(1, sum(above.tag == 'section' for above in into.iterancestors()) + 1))}"
        elif role in ("Sect", "Part", "Art"):
            called = "section"
        elif role in HOLDERS and not language:
            return into
        if not called and not language:
            return into
        element = etree.SubElement(into, MATHML_NAMESPACE + called if role in MATHML else called or "span")
        if language:
            element.set("lang", language)
        if number and called not in ("span", "tr", "li", ""):
            element.set("id", f"tag-{number}")
        self._attributes(tag, role, element)
        return element

    def _attributes(self, tag: Tag, role: str, element: etree._Element) -> None:
        if role in NOTES:
            element.set("role", "doc-footnote")
        elif role == "Link":
            target = self._links.target(tag)
            if target:
                element.tag = "a"
                element.set("href", target)
        elif role in ("TH", "TD"):
            self._cell(tag, element)
        elif role == "Caption" and element.tag == "p":
            element.set("class", "caption")

    def _cell(self, tag: Tag, element: etree._Element) -> None:
        if "/ID" in tag:
            element.set("id", _name(tag["/ID"]))
        for stated in _attributes(tag):
            for key, attribute in (("/RowSpan", "rowspan"), ("/ColSpan", "colspan")):
                value = stated.get(key)
                if isinstance(value, int) and 1 < value <= 1000:
                    element.set(attribute, str(int(value)))
            scope = SCOPES.get(str(stated.get("/Scope", "")).lstrip("/"))
            if scope and element.tag == "th":
                element.set("scope", scope)
            names = " ".join(_name(name) for name in _listed(stated.get("/Headers")))
            if names:
                element.set("headers", names)

    def _finish(self, tag: Tag, role: str, element: etree._Element) -> None:
        """Set right what can only be known when a tag is written."""
        above = element.getparent()
        if role == "LI":
            strip_bullet(element)
        elif role == "Lbl" and above is not None and above.tag == "li":
            element.tail = " "
        elif role == "Lbl" and above is not None and above.get("role") == "doc-footnote":
            self._notes.append(_Reference(element, visible_text(element)))
        elif role == "Reference":
            self._references.append(_Reference(element, visible_text(element)))
        elif role == "Table" and not any(child.tag == "caption" for child in element):
            summary = next((plain(str(a["/Summary"])) for a in _attributes(tag) if "/Summary" in a), "")
            if summary:
                caption = etree.Element("caption")
                caption.text = summary
                element.insert(0, caption)

    # -- what is said

    def _say(self, into: etree._Element, page: int, mark: int) -> None:
        words = self._said.words(page, mark)
        if words.strip():
            self._begin_page(into, page)
        add_words(into, words)

    def _begin_page(self, into: etree._Element, page: int) -> None:
        """Put page breaks beside the text where its first words of a page stand."""
        while self._page < page:
            self._page += 1
            label = self._said.pages.label(self._page)
            place = {"role": "doc-pagebreak", "id": f"page-{self._page + 1}", "aria-label": label}
            etree.SubElement(into, "span", place)

    def _instead(self, tag: Tag, into: etree._Element, page: int, words: str) -> None:
        """Say other words for what a tag holds."""
        gap = ""
        for found, mark in self._marks(tag, page):
            gap = " " if self._said.words(found, mark)[-1:].isspace() else ""
            self._begin_page(into, found)
        add_words(into, words + gap)

    def _figure(self, tag: Tag, figure: etree._Element, page: int, depth: int) -> None:
        words = plain(str(tag["/Alt"])) if "/Alt" in tag else None
        if words is None:
            inner = any(self._role(kid) == "Figure" for kid in _tags(tag))
            if not inner:
                etree.SubElement(figure, "img")
            self._kids(tag, figure, page, depth)
            return
        etree.SubElement(figure, "img", {"alt": words})
        for kid in _listed(tag.get("/K")):
            found = kid.get_object() if hasattr(kid, "get_object") else kid
            if isinstance(found, dict) and "/S" in found and self._role(found) == "Caption":
                self._kid(kid, found, figure, page, depth)
        for found_page, mark in self._marks(tag, page):
            self._said.words(found_page, mark)
            self._begin_page(figure, found_page)

    def _formula(self, tag: Tag, into: etree._Element, page: int, depth: int) -> None:
        """Write a formula: MathML when the file holds it, else the author's words, else its signs."""
        formula = self._links.mathml(tag)
        words = plain(str(tag.get("/Alt") or tag.get("/ActualText") or ""))
        if formula is None and any(self._role(kid) == "math" for kid in _tags(tag)):
            self._kids(tag, into, page, depth)
            return
        found = parse_xml(formula) if formula is not None else None
        if found is None and not words:
            self._kids(tag, etree.SubElement(into, "span"), page, depth)
            return
        self._instead(tag, into, page, "")
        if found is None:
            etree.SubElement(into, "math", {"alttext": words})
        else:
            into.append(found)

    def _flat(self, tag: Tag, into: etree._Element, page: int) -> None:
        note(self._troubles, "has tags that are nested too deep; there only the words are read")
        for found, mark in self._marks(tag, page):
            self._say(into, found, mark)

    def _marks(self, tag: Tag, page: int) -> list[tuple[int, int]]:
        """Give all pieces of text below a tag, in order."""
        found = []
        waiting = [(tag, page)]
        seen: set[int] = set()
        while waiting and len(seen) < MOST_TAGS:
            held, at = waiting.pop()
            if isinstance(held, int):
                found.append((at, int(held)))
            elif isinstance(held, dict) and id(held) not in seen:
                seen.add(id(held))
                at = self._links.page(held, at)
                if "/MCID" in held:
                    found.append((at, int(held["/MCID"])))
                kids = [kid.get_object() if hasattr(kid, "get_object") else kid for kid in _listed(held.get("/K"))]
                waiting += [(kid, at) for kid in reversed(kids)]
        return found

    def _join_notes(self) -> None:
        """Let each sign lead to the note of the same sign that comes next, and the note back."""
        waiting = list(self._notes)
        for number, reference in enumerate(self._references, 1):
            found = next((found for found in waiting if found.label and found.label == reference.label), None)
            above = found.element.getparent() if found is not None else None
            if found is None or above is None:
                continue
            waiting.remove(found)
            above.set("id", above.get("id") or f"note-{number}")
            as_link(reference.element, f"#{above.get('id')}", "doc-noteref", reference.label)
            reference.element.set("id", f"note-sign-{number}")
            as_link(found.element, f"#note-sign-{number}", "doc-backlink", found.label)


def _listed(value: Tag) -> list[Tag]:
    found = value.get_object() if hasattr(value, "get_object") else value
    if found is None:
        return []
    return list(found) if isinstance(found, list) else [value]


def _tags(tag: Tag) -> list[Tag]:
    kids = [kid.get_object() if hasattr(kid, "get_object") else kid for kid in _listed(tag.get("/K"))]
    return [kid for kid in kids if isinstance(kid, dict) and "/S" in kid]


def _attributes(tag: Tag) -> list[Tag]:
    stated = [entry.get_object() if hasattr(entry, "get_object") else entry for entry in _listed(tag.get("/A"))]
    return [entry for entry in stated if isinstance(entry, dict)]


def _number(kid: Tag) -> int:
    return int(getattr(kid, "idnum", 0) or 0)


def _name(stated: Tag) -> str:
    """Give an id of the file as an id of the page: any bytes, without spaces."""
    text = stated.decode("latin-1") if isinstance(stated, bytes) else str(stated)
    return "cell-" + "".join(letter if letter.isalnum() else f"_{ord(letter):x}" for letter in text)
