"""The order of a DAISY book: sections of text and of sound alone, as its SMIL files follow each other."""

from __future__ import annotations

import posixpath

from accessvr.content.books.archive import BROKEN, folded, note, resolve, unescaped
from accessvr.content.books.daisy_text import TextFile, Trees
from accessvr.content.books.files import Files, read_markup
from accessvr.content.books.guide import Guide
from accessvr.content.books.smil import Phrase, Sound, phrases
from accessvr.core.values import dataclass, field

MOST_SECTIONS = 20_000  # chosen, as in an EPUB
MOST_SOUNDS = 400  # chosen: a section of sound alone has no more phrases, which are about an hour
CUT_SOUNDS = 100  # chosen: above so many, a section ends before the next heading
LARGEST_SMIL_BYTES = 128 << 20  # chosen, of all together: thirty times that of a long book
LARGEST_TEXT_BYTES = 64 << 20  # chosen, of all together: what goes beyond is not cut into pieces
_HEAD_BYTES = 8192
_TEXTS = (".html", ".htm", ".xhtml", ".xml")


@dataclass(slots=True)
class TextSection:
    """A part of a text file, and what is heard in it: the ids of elements, each with its sounds."""

    text: TextFile
    part: int
    heard: list[tuple[str, tuple[Sound, ...]]] = field(default_factory=list)


@dataclass(slots=True)
class SoundSection:
    """Sound that has no text. `phrases`: each with the name of its SMIL file."""

    phrases: list[tuple[str, Phrase]] = field(default_factory=list)


@dataclass(slots=True)
class Order:
    """The sections in order.

    names  every file as it is really named, by its folded name
    where  leads from "name#id" of a SMIL file to the section and the id in it
    """

    names: dict[str, str] = field(default_factory=dict)
    sections: list[TextSection | SoundSection] = field(default_factory=list)
    texts: dict[str, TextFile] = field(default_factory=dict)
    parts: dict[tuple[str, int], int] = field(default_factory=dict)
    where: dict[str, tuple[int, str]] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)

    def target(self, folder: str, own: str, href: str) -> str:
        """Give the "name#id" an href leads to, the name as the file is really named.

        folder, own  of the file in which it is written, and its name
        """
        page, _, fragment = href.partition("#")
        return f"{self.named(resolve(folder, page) if page else own)}#{unescaped(fragment)}"

    def named(self, name: str) -> str:
        """Give a file's real name: letter case and the form of accents do not count."""
        if name not in self.known:
            self.known[name] = self.names.get(folded(name), name)
        return self.known[name]

    def place(self, folder: str, own: str, href: str) -> tuple[int, str] | None:
        """Give the section and the id in it that an href leads to; see `target`."""
        target = self.target(folder, own, href)
        name, _, fragment = target.partition("#")
        found = self.where.get(target) or self.where.get(f"{name}#")
        if found or name not in self.texts:
            return found
        part = self.texts[name].part_of(fragment)
        section = self.parts.get((name, part)) if part is not None else None
        return None if section is None else (section, fragment)


def order_of(files: Files, guide: Guide) -> Order:
    """Find the order. Text files are opened only when they are long."""
    making = _Making(files, guide)
    for smil in guide.smils:
        making.take(smil)
    for name in guide.texts:
        making.add_rest(name)
    making.end()
    return making.order


class _Making:
    """An order while it is found."""

    def __init__(self, files: Files, guide: Guide) -> None:
        self._files, self._guide = files, guide
        self.order = Order({folded(name): name for name in files.names})
        folder = posixpath.dirname(guide.own)
        self._headings = {self.order.target(folder, guide.own, line.href) for line in guide.headings()}
        self._added: dict[str, int] = {}
        self._trees = Trees()
        self._smil_bytes, self._text_bytes = LARGEST_SMIL_BYTES, LARGEST_TEXT_BYTES
        for name in guide.texts:
            self._text(name)

    def take(self, smil: str) -> None:
        """Take the phrases of a SMIL file in order."""
        smil = self.order.named(smil)
        data = read_markup(self._files, smil)
        if data is None:
            note(self._files.troubles, f"{smil}: is missing; what is heard in it is left out")
            return
        self._smil_bytes -= len(data)
        if self._smil_bytes < 0:
            note(self._files.troubles, f"only the first {LARGEST_SMIL_BYTES >> 20} MB of SMIL files are read")
            return
        found, troubles = phrases(data, smil)
        for trouble in troubles:
            note(self._files.troubles, trouble)
        for phrase in found:
            name, _, fragment = phrase.text.partition("#")
            name = self.order.named(name)
            phrase.text = f"{name}#{fragment}" if name else ""
            text = self._text(name) if name and name != self._guide.own else None
            if text is not None:
                self._take_text(smil, phrase, text, fragment)
            elif phrase.sounds:
                self._take_sound(smil, phrase)

    def _text(self, name: str) -> TextFile | None:
        """Give a text file; None when there is no such."""
        name = self.order.named(name)
        known = self.order.texts.get(name)
        if known is None and name.lower().endswith(_TEXTS) and self._files.has(name):
            self._text_bytes -= self._files.stated_bytes(name)
            known = TextFile(self._files, name, self._trees, cut=self._text_bytes > 0)
            self.order.texts[name] = known
        return known

    def _take_text(self, smil: str, phrase: Phrase, text: TextFile, fragment: str) -> None:
        part = text.part_of(fragment)
        if part is None:
            note(self._files.troubles, f"{smil}: names {phrase.text}, which is not in the book")
            return
        self._add_to(text, part)
        section = self.order.parts.get((text.name, part))
        if section is None:
            return
        self._lead(smil, phrase, section, fragment)
        opened = self.order.sections[section]
        if isinstance(opened, TextSection):
            opened.heard.append((fragment, phrase.sounds))

    def _take_sound(self, smil: str, phrase: Phrase) -> None:
        last = self.order.sections[-1] if self.order.sections else None
        if not isinstance(last, SoundSection) or self._begins(last, smil, phrase):
            if len(self.order.sections) >= MOST_SECTIONS:
                note(self._files.troubles, f"only the first {MOST_SECTIONS} parts are read")
                return
            last = SoundSection()
            self.order.sections.append(last)
        section = len(self.order.sections) - 1
        self._lead(smil, phrase, section, sound_id(len(last.phrases)))
        last.phrases.append((smil, phrase))

    def _begins(self, last: SoundSection, smil: str, phrase: Phrase) -> bool:
        """Tell whether a new section begins: with a file, and before a heading or anywhere when one goes on long."""
        count = sum(len(earlier.sounds) for _, earlier in last.phrases)
        heading = any(f"{smil}#{name}" in self._headings for name in phrase.names) or phrase.text in self._headings
        return last.phrases[-1][0] != smil or count > MOST_SOUNDS or (heading and count > CUT_SOUNDS)

    def _lead(self, smil: str, phrase: Phrase, section: int, name: str) -> None:
        for led in (*phrase.names, ""):
            self.order.where.setdefault(f"{smil}#{led}", (section, name))
        if phrase.text:
            self.order.where.setdefault(phrase.text, (section, name))

    def _add_to(self, text: TextFile, last: int) -> None:
        """Add the parts of a file to the reading order, up to one of them, each once."""
        for part in range(self._added.get(text.name, 0), last + 1):
            if len(self.order.sections) >= MOST_SECTIONS:
                note(self._files.troubles, f"only the first {MOST_SECTIONS} parts are read")
                return
            self.order.parts[text.name, part] = len(self.order.sections)
            self.order.sections.append(TextSection(text, part))
            self._added[text.name] = part + 1

    def add_rest(self, name: str) -> None:
        """Add what of a text file is not heard anywhere."""
        text = self._text(name)
        if text is None:
            note(self._files.troubles, f"{name}: is missing")
            return
        self._add_to(text, text.parts - 1)

    def end(self) -> None:
        """Add what is left of every text file that is heard in part, and of those the contents alone lead to."""
        folder = posixpath.dirname(self._guide.own)
        for line in self._guide.headings():
            name = resolve(folder, line.href) if line.href else ""
            if name and name != self._guide.own:
                self._text(name)
        for name in list(self.order.texts) or self._lost_texts():
            self.add_rest(name)

    def _lost_texts(self) -> list[str]:
        """Give the texts of a book whose control files lead to nothing: they are read in the order of their names."""
        if self.order.sections:
            return []
        beside = posixpath.dirname(self._guide.own)
        found = [name for name in sorted(self._files.names) if posixpath.dirname(name) == beside]
        lost = [name for name in found if name != self._guide.own and self._is_text(name)]
        if lost:
            note(
                self._files.troubles, "nothing says what is read, and in which order: every text in the folder is read"
            )
        return lost

    def _is_text(self, name: str) -> bool:
        """Tell whether a file is a text; of XML, only DTBook is."""
        if not name.lower().endswith(".xml"):
            return name.lower().endswith(_TEXTS)
        stream = self._files.opened(name)
        if stream is None:
            return False
        try:
            with stream:
                return b"<dtbook" in stream.read(_HEAD_BYTES)
        except BROKEN:
            return False


def sound_id(number: int) -> str:
    """Give the id of the phrase of this number in a section of sound."""
    return f"phrase-{number + 1}"
