"""Lists that are written as items one after the other, each with its level, as lists in lists."""

from __future__ import annotations

from lxml import etree

from accessvr.core.values import dataclass, field


@dataclass(slots=True)
class Lists:
    """The lists that are open, the innermost last: level and name of each, the list itself and its last item."""

    _open: list[tuple[tuple[int, str], etree._Element, etree._Element]] = field(default_factory=list)

    def item(self, into: etree._Element, level: int, name: str, *, ordered: bool) -> etree._Element:
        """Give a new item of a level in the list of a name; lists are opened and closed as needed.

        The numbers of items are written in their text, so a list says that it shows none.
        """
        while self._open and self._open[-1][0][0] >= level and self._open[-1][0] != (level, name):
            self._open.pop()
        if self._open and self._open[-1][0] == (level, name):
            _, listed, _ = self._open.pop()
        else:
            above = self._open[-1][2] if self._open else into
            listed = etree.SubElement(
                above, "ol" if ordered else "ul", {"style": "list-style-type:none"} if ordered else {}
            )
        item = etree.SubElement(listed, "li")
        self._open.append(((level, name), listed, item))
        return item

    def last(self) -> etree._Element | None:
        """Give the last item of the innermost list, None when no list is open."""
        return self._open[-1][2] if self._open else None

    def close(self) -> None:
        """End all lists."""
        self._open = []
