"""What stands in or beside the text of a page without being text: pictures, formulas, references, breaks."""

from __future__ import annotations

from lxml import etree

from accessvr.content.books.descriptions import MEDIA, picture, place_of, stated_label
from accessvr.content.books.elements import is_decoration, is_picture
from accessvr.content.books.formulas import formula_node, is_formula, read_formula
from accessvr.content.books.growing import Context, Growing
from accessvr.content.books.lexicon import SSML_PH, pronunciation, ruby_reading
from accessvr.content.books.markup import local, own_id, plain, visible_text
from accessvr.content.books.notes import Notes, number_of
from accessvr.content.books.roles import BACKLINKS, NOTE_REFERENCES, role_of
from accessvr.content.books.surroundings import Surroundings, describes, reference
from accessvr.core.publication import Kind, Node
from accessvr.core.values import dataclass, field, replace

BACK = "back"  # the label of a link that leads from a note to its reference
_LINK_LABELS = ("biblioref", "glossref")
_LANGUAGES_WITH_READINGS = ("ja",)  # where the small text of a ruby can be said by the voice of the language
Mark = tuple[Kind, str, str]  # kind, label and target of a span


@dataclass(slots=True)
class Inline:
    """Puts marks into the nodes that grow.

    in_note  all of it is a note
    """

    around: Surroundings
    tree: Growing
    notes: Notes
    in_note: bool = False
    ssml: bool = field(default=False)

    def put(self, tag: str, element: etree._Element, roles: frozenset[str], context: Context, path: str) -> bool:
        """Put what the element is, and tell whether that is all of it; what it holds is then not read."""
        if tag == "br":
            self.tree.break_line(context)
        elif tag == "hr" or "separator" in roles:
            self.tree.close_leaf()
            self.tree.emit([Node(self.tree.names.give(own_id(element), path), Kind.BREAK)])
        elif tag == "a" or roles & (NOTE_REFERENCES | BACKLINKS):
            return self._put_reference(tag, element, roles, context, path)
        elif is_formula(tag, element, roles):
            self._put_formula(element, roles, context, path)
        elif tag in MEDIA or is_picture(tag, element) or _is_bare_object(tag, element):
            self._put_picture(tag, element, roles, context, path)
        elif tag == "area":
            self._put_area(element, context, path)
        else:
            return False
        return True

    def marks_of(self, tag: str, element: etree._Element, roles: frozenset[str], context: Context) -> list[Mark]:
        """Give what an element in the text means besides its words: a link, a reference, how it is pronounced."""
        marks: list[Mark] = []
        if roles & NOTE_REFERENCES:
            marks.append((Kind.NOTE_REFERENCE, "", self.around.leads(reference(element))))
        elif tag == "a" and element.get("href"):
            target = self.around.leads(element.get("href") or "")
            marks.append((Kind.LINK, next((label for label in _LINK_LABELS if label in roles), ""), target))
            self._note_description(element, target)
        sounds = element.get(SSML_PH) if self.ssml else ""
        if sounds:
            marks.append((Kind.PRONUNCIATION, pronunciation(context.alphabet, sounds), ""))
        elif tag == "ruby" and context.language.partition("-")[0] in _LANGUAGES_WITH_READINGS:
            reading = ruby_reading(element)
            marks += [(Kind.PRONUNCIATION, pronunciation("alias", reading), "")] if reading else []
        return marks

    def say_label(self, element: etree._Element, context: Context, path: str) -> None:
        """Say what a link without words is called."""
        if not len(element) and not (element.text or "").strip():
            self.tree.say(stated_label(element, self.around) or plain(element.get("title")), context, path)

    def _note_description(self, link: etree._Element, target: str) -> None:
        """Remember for the figure around a link where the link says its description is."""
        figure = next((frame for frame in reversed(self.tree.frames) if frame.kind is Kind.FIGURE), None)
        if figure is not None and target and describes(link):
            figure.more = figure.more or target

    def _put_picture(
        self, tag: str, element: etree._Element, roles: frozenset[str], context: Context, path: str
    ) -> None:
        if is_decoration(roles):
            self.tree.anchor(element)
            return
        said = picture(tag, element, self.around)
        if not said.named:
            self.around.told(f"{place_of(element)} has no words for those who cannot see it")
        node = Node(
            id=self.tree.names.give(own_id(element), path),
            kind=Kind.FIGURE,
            label=said.label,
            text=said.text if said.label else "",
            role=role_of(element) or (tag if tag in ("audio", "video") else ""),
            details=said.details,
            more=said.more,
        )
        words = said.label or said.text
        self.tree.place(replace(node, label=words), words, self._beside(path), context, path)

    def _put_formula(self, element: etree._Element, roles: frozenset[str], context: Context, path: str) -> None:
        if is_decoration(roles):
            return
        beside = self._beside(path)
        words, parts = read_formula(element, context.language, self.around)
        if not words:
            self.around.told(f"{place_of(element)} is a formula without words")
        name = self.tree.names.give(own_id(element), path)
        node = formula_node(name, words, parts, beside)
        self.tree.place(node, node.text, beside, context, path)

    def _beside(self, path: str) -> str:
        """Give the id of something that stands beside the sentence it is in."""
        return self.tree.names.give("", f"{path}~")

    def _put_area(self, element: etree._Element, context: Context, path: str) -> None:
        """Put a part of a picture that is a link: a block of its own."""
        words = plain(element.get("alt")) or stated_label(element, self.around) or plain(element.get("title"))
        self.tree.close_leaf()
        self.tree.begin_stretch(element, [(Kind.LINK, "", self.around.leads(element.get("href") or ""))])
        self.tree.say(words, context, path)
        self.tree.end_stretch(element)
        self.tree.close_leaf()

    def _put_reference(
        self, tag: str, element: etree._Element, roles: frozenset[str], context: Context, path: str
    ) -> bool:
        """Put the sign of a note, or of the way back from one, beside the text."""
        leaf = self.tree.leaf
        in_text = leaf is not None and not leaf.begins
        noted = self._in_note(context)
        if self.notes.leads_back(element, roles, in_note=noted, first=not in_text and self._is_first()):
            self._put_way_back(element, context, path)
            return True
        sign = self.notes.sign(tag, element, roles, in_text=in_text)
        if sign:
            self.tree.anchor(element)
            leaf = self.tree.open_leaf(context, path)
            self.tree.point(element)
            leaf.mark_sign(Kind.NOTE_REFERENCE, sign, self.around.leads(reference(element)))
        return bool(sign)

    def _put_way_back(self, element: etree._Element, context: Context, path: str) -> None:
        """Put a link without words. A number there is that of the note, which a plain paragraph becomes by it."""
        self.tree.anchor(element)
        leaf, number = self.tree.open_leaf(context, path), number_of(visible_text(element))
        frame = next((frame for frame in reversed(self.tree.frames) if frame.kind is Kind.NOTE), None)
        if frame is not None:
            frame.label = frame.label or number
        elif number and leaf.begins and leaf.kind in (Kind.PARAGRAPH, Kind.NOTE):
            leaf.kind, leaf.label, leaf.role = Kind.NOTE, number, leaf.role or "footnote"
        self.tree.point(element)
        leaf.mark_sign(Kind.LINK, BACK, self.around.leads(reference(element)))

    def _in_note(self, context: Context) -> bool:
        if self.in_note or context.notes or (self.tree.leaf is not None and self.tree.leaf.kind is Kind.NOTE):
            return True
        return any(frame.kind is Kind.NOTE for frame in self.tree.frames)

    def _is_first(self) -> bool:
        return not self.tree.frames[-1].children


def _is_bare_object(tag: str, element: etree._Element) -> bool:
    """Tell whether the element shows something and holds nothing to be read in its place."""
    if tag == "input":
        return (element.get("type") or "").lower() == "image"
    if tag not in ("object", "canvas"):
        return False
    labelled = element.get("aria-label") or element.get("aria-labelledby") or element.get("title")
    pictures = (inner for inner in element.iter() if inner is not element and is_picture(local(inner), inner))
    return bool(labelled) or not (visible_text(element) or next(pictures, None) is not None)
