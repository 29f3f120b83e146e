"""The recorded voice of an EPUB: what its media overlays say is heard on each page, and sounds that stand on it."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping

from lxml import etree

from accessvr.content.books.archive import Archive, folded, note, resolve
from accessvr.content.books.markup import own_id
from accessvr.content.books.overlays import Heard, name_parts, voiced
from accessvr.content.books.package import Item
from accessvr.content.books.smil import Phrase, Sound, phrases
from accessvr.content.books.sound_files import SoundFiles
from accessvr.content.books.xhtml import Page


class Voice:
    """The overlays of a book, each read when a page of it is opened."""

    def __init__(self, archive: Archive, items: Mapping[str, Item], size_bytes: int) -> None:
        self._archive, self._items = archive, items
        self.sounds = SoundFiles(archive, size_bytes)
        self._last: tuple[str, list[Phrase]] = ("", [])

    def over(self, item: Item, root: etree._Element, prefix: str, read: Callable[[], Page]) -> Page:
        """Give a page with what is heard on it.

        read  gives the page; it is called once, after what is heard as a whole was named in its tree
        """
        heard = self._heard(item) if item.overlay else []
        parts = name_parts(root, [name for name, sounds in heard if sounds]) if heard else {}
        on_page = self._on_page(item, root)
        page = read()
        if not heard and not on_page:
            return page
        page, missing = voiced(page, prefix, [*heard, *on_page], parts)
        for name in (name for name in missing if name not in dict(on_page)):  # a sound may stand in something hidden
            note(self._archive.troubles, f"{item.name}: has no words for the recording of {name or 'the whole page'}")
        return page

    def _on_page(self, item: Item, root: etree._Element) -> list[Heard]:
        """Give the sounds that stand on a page themselves; what is written for those who cannot play them goes."""
        found: list[Heard] = []
        for number, element in enumerate(root.iter("{*}audio")):
            sound = self._playable(item, element)
            if sound is not None:
                found.append((own_id(element) or f"audio..{number}", (sound,)))
                element.set("id", found[-1][0])
                element[:] = []
                element.text = None
        return found

    def _playable(self, item: Item, element: etree._Element) -> Sound | None:
        """Give the first of an element's files that is in the book and can be played."""
        hrefs = [element.get("src"), *(source.get("src") for source in element.iterfind("{*}source"))]
        names = (resolve(posixpath.dirname(item.name), href) for href in hrefs if href)
        return next(filter(None, (self.sounds.fit(Sound(name)) for name in names if name)), None)

    def _heard(self, item: Item) -> list[Heard]:
        overlay = self._items.get(item.overlay)
        if overlay is None or not overlay.name:
            note(self._archive.troubles, f"{item.name}: its recorded voice is not in the book; its words are spoken")
            return []
        found = [
            (name, phrase.sounds) for phrase in self._phrases(overlay.name) if (name := _on(item, phrase)) is not None
        ]
        return [(name, tuple(filter(None, map(self.sounds.fit, sounds)))) for name, sounds in found]

    def _phrases(self, name: str) -> list[Phrase]:
        """Give the phrases of an overlay; several pages that follow each other may share one."""
        if self._last[0] != name:
            data = self._archive.read(name)
            if data is None:
                note(self._archive.troubles, f"{name}: is missing; the words are spoken")
            found, troubles = phrases(data, name) if data is not None else ([], [])
            for trouble in troubles:
                note(self._archive.troubles, trouble)
            self._last = (name, found)
        return self._last[1]


def _on(item: Item, phrase: Phrase) -> str | None:
    """Give the id of the element of a page that a phrase is about, "" for all of it; None for another page."""
    name, _, fragment = phrase.text.partition("#")
    return fragment if folded(name) == folded(item.name) else None
