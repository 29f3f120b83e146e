"""Where the links of a tagged PDF lead, and what lies beside its formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdf import PdfReader

LARGEST_FORMULA_BYTES = 1 << 20  # chosen
Tag = Any  # a dictionary of the file: its values may be of any kind


class Links:
    """Finds the pages that parts of a file stand on and lead to."""

    def __init__(self, reader: PdfReader) -> None:
        self._reader = reader
        self._pages = {
            page.indirect_reference.idnum: number
            for number, page in enumerate(reader.pages)
            if page.indirect_reference is not None
        }
        self._names: Tag = None

    def page(self, tag: Tag, otherwise: int) -> int:
        """Give the page a tag stands on, `otherwise` when it states none."""
        if "/Pg" not in tag:
            return otherwise
        return self._pages.get(int(getattr(tag.raw_get("/Pg"), "idnum", 0) or 0), otherwise)

    def target(self, tag: Tag) -> str:
        """Give where a link leads: an address, "#page-3", "#tag-17"; "" for nowhere."""
        for kid in self._objects(tag, 3):
            if str(kid.get("/Type", "")) == "/OBJR" and "/Obj" in kid:
                target = self._annotation(kid["/Obj"].get_object())
                if target:
                    return target
        return ""

    def mathml(self, tag: Tag) -> bytes | None:
        """Give the MathML that is kept beside a formula, or None."""
        for file in _listed(tag.get("/AF")):
            held = file.get_object().get("/EF", {})
            stream = held.get("/F") if isinstance(held, dict) else None
            kind = str(stream.get_object().get("/Subtype", "")) if stream is not None else ""
            if stream is not None and "mathml" in kind.lower().replace("#2b", "+"):
                return bytes(stream.get_object().get_data())[:LARGEST_FORMULA_BYTES]
        return None

    def _objects(self, tag: Tag, depth: int) -> list[Tag]:
        """Give the dictionaries in a tag, and in those inside it."""
        kids = [kid.get_object() if hasattr(kid, "get_object") else kid for kid in _listed(tag.get("/K"))]
        found = [kid for kid in kids if isinstance(kid, dict)]
        return found + [inner for kid in found if depth for inner in self._objects(kid, depth - 1)]

    def _annotation(self, annotation: Tag) -> str:
        action = annotation.get("/A")
        action = action.get_object() if action is not None else {}
        if "/URI" in action:
            return str(action["/URI"])
        if "/SD" in action:
            return self._place(action["/SD"])
        return self._place(annotation.get("/Dest") if "/Dest" in annotation else action.get("/D"))

    def _place(self, target: Tag) -> str:
        target = target.get_object() if hasattr(target, "get_object") else target
        if isinstance(target, str | bytes):
            target = self._named(str(target))
        if isinstance(target, dict):
            target = target.get("/SD") or target.get("/D")
            target = target.get_object() if hasattr(target, "get_object") else target
        if not isinstance(target, list) or not target:
            return ""
        number = int(getattr(target[0], "idnum", 0) or 0)
        page = self._pages.get(number)
        if page is not None:
            return f"#page-{page + 1}"
        return f"#tag-{number}" if number else ""

    def _named(self, name: str) -> Tag:
        """Give the target of a name. The names are read once, when they are first needed."""
        if self._names is None:
            self._names = self._reader.named_destinations
        found = self._names.get(name)
        return found.dest_array if found is not None else None


def _listed(value: Tag) -> list[Tag]:
    found = value.get_object() if hasattr(value, "get_object") else value
    if found is None:
        return []
    return list(found) if isinstance(found, list) else [value]
