"""Recorded voice laid over a page: which clip is heard for which stretch of which node's text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from accessvr.content.books.elements import INLINE
from accessvr.content.books.extents import Extent
from accessvr.content.books.markup import local, own_id
from accessvr.content.books.smil import Sound
from accessvr.content.books.xhtml import Page
from accessvr.core.publication import Clip, Node
from accessvr.core.values import replace

Heard = tuple[str, tuple[Sound, ...]]  # id of an element of the page, "" for all of it, and what is heard for it
Parts = Mapping[str, tuple[str, ...]]
JOINED_S = 0.05  # chosen: sounds of one file that are nearer than this are one
UNMEASURED_S = 1.0  # the length a sound counts with when nobody knows how long it is
_TEXTLESS = ("img", "br", "hr")


def name_parts(root: etree._Element, targets: Iterable[str]) -> Parts:
    """Give the ids of the blocks in each element that is heard as a whole, such as a table or a division.

    Blocks without an id are given one, so that it is known where their words go. Elements in a sentence are left out.
    """
    wanted = set(targets)
    parts: dict[str, tuple[str, ...]] = {}
    for element in list(root.iter()):
        name = own_id(element) if local(element) else ""
        if (name in wanted and name) or ("" in wanted and local(element) == "body"):
            blocks = [inner for inner in element.iter() if _is_block(inner)]
            if len(blocks) > 1:
                parts.setdefault(name if name in wanted else "", tuple(_named(blocks, name or "page")))
    return parts


def _is_block(element: etree._Element) -> bool:
    tag = local(element)
    return bool(tag) and tag not in INLINE and tag not in _TEXTLESS


def _named(blocks: list[etree._Element], name: str) -> Iterator[str]:
    for number, block in enumerate(blocks):
        if not own_id(block):
            block.set("id", f"{name}..{number}")
        yield own_id(block)


def voiced(page: Page, prefix: str, heard: Iterable[Heard], parts: Parts) -> tuple[Page, list[str]]:
    """Give a page with its clips, and the ids that are heard but not there.

    prefix  the section's id, as it stands before every id of the page
    heard   in the order in which it is heard, with sounds that can be played
    """
    laying = _Laying(page)
    missing = []
    for name, sounds in sorted(_together(heard), key=lambda pair: pair[0] in parts):  # what is within a whole first
        names = [f"{prefix}#{part}" for part in parts.get(name, (name,))]
        stretches = laying.stretches(names)
        if stretches and all(extent.start == extent.end for extent in stretches):
            laying.mark(stretches[0], sounds, alone=stretches[0].node in names)
        else:
            laying.lay(stretches, sounds)
        missing += [] if any(part in page.extents for part in names) else [name]
    return replace(page, nodes=tuple(laying.with_clips(node) for node in page.nodes)), missing


def _together(heard: Iterable[Heard]) -> list[Heard]:
    """Join what is heard for one element, and sounds that follow each other in one file."""
    found: dict[str, list[Sound]] = {}
    for name, sounds in heard:
        joined = found.setdefault(name, [])
        for sound in sounds:
            last = joined[-1] if joined else None
            if last and last.source == sound.source and abs(sound.from_s - last.to_s) <= JOINED_S and sound.to_s:
                joined[-1] = replace(last, to_s=sound.to_s)
            else:
                joined.append(sound)
    return [(name, tuple(sounds)) for name, sounds in found.items() if sounds]


class _Laying:
    """The clips of a page while they are found."""

    def __init__(self, page: Page) -> None:
        self._extents = page.extents
        self._texts = {node.id: node.text for node in _every(page.nodes)}
        self._clips: dict[str, list[Clip]] = {}

    def stretches(self, names: list[str]) -> list[Extent]:
        """Give where elements lie in the text; a node of which a part is heard already is not heard again."""
        if len(names) == 1:
            extent = self._extents.get(names[0])
            return [extent] if extent and self._is_free(extent) else []
        found: dict[str, Extent] = {}
        voiced_before = {node for node, clips in self._clips.items() if any(clip.end > clip.start for clip in clips)}
        for name in names:
            extent = self._extents.get(name)
            if extent and extent.end > extent.start and extent.node not in voiced_before:
                known = found.get(extent.node, extent)
                start, end = min(extent.start, known.start), max(extent.end, known.end)
                found[extent.node] = Extent(extent.node, start, end)
        return list(found.values())

    def _is_free(self, extent: Extent) -> bool:
        """Tell whether nothing is heard for a stretch yet. Marks are beside the text, and always free."""
        clips = self._clips.get(extent.node, ()) if extent.end > extent.start else ()
        return all(clip.end <= extent.start or clip.start >= extent.end for clip in clips if clip.end > clip.start)

    def mark(self, at: Extent, sounds: tuple[Sound, ...], *, alone: bool) -> None:
        """Add what is heard for a mark beside the text; or `alone`, for a thing without text, such as a picture."""
        clips = self._clips.setdefault(at.node, [])
        begun_ms = 0
        for sound in sounds:
            length_ms = round((sound.to_s - sound.from_s) * 1000) if alone and not self._texts[at.node] else 0
            clips.append(_clip(sound, at.start + begun_ms, at.start + begun_ms + length_ms))
            begun_ms += length_ms

    def lay(self, stretches: list[Extent], sounds: tuple[Sound, ...]) -> None:
        """Lay sounds over stretches, each second over as many characters; a sound begins with a word."""
        lengths_s = [max(sound.to_s - sound.from_s, 0.0) or UNMEASURED_S for sound in sounds]
        whole, whole_s = sum(extent.end - extent.start for extent in stretches), sum(lengths_s)
        at, heard_s = 0, 0.0
        for number, (sound, length_s) in enumerate(zip(sounds, lengths_s, strict=True), 1):
            heard_s += length_s
            ideal = round(whole * heard_s / whole_s)
            end = whole if number == len(sounds) else self._cut(stretches, ideal, at)
            self._lay_one(stretches, sound, at, end)
            at = end

    def _cut(self, stretches: list[Extent], ideal: int, least: int) -> int:
        """Give the beginning of a word near a place, counted in characters of all the stretches."""
        begun = 0
        for extent in stretches:
            length = extent.end - extent.start
            if ideal <= begun + length:
                near = extent.start + ideal - begun
                word = begun + _word_start(self._texts[extent.node], near, extent.start, extent.end) - extent.start
                return word if word > least else max(ideal, least)
            begun += length
        return begun

    def _lay_one(self, stretches: list[Extent], sound: Sound, start: int, end: int) -> None:
        """Lay a sound over the characters `start` to `end` of the stretches."""
        begun = 0
        character_s = max(0.0, sound.to_s - sound.from_s) / max(1, end - start)  # 0 for a sound whose end is not known
        for extent in stretches:
            first, last = max(start, begun), min(end, begun + extent.end - extent.start)
            if first < last and (character_s or first == start):
                from_s = round(sound.from_s + (first - start) * character_s, 3)
                to_s = round(sound.from_s + (last - start) * character_s, 3) if last < end else sound.to_s
                moved = extent.start - begun
                clip = Clip(sound.source, from_s, to_s if character_s else sound.to_s, first + moved, last + moved)
                self._clips.setdefault(extent.node, []).append(clip)
            begun += extent.end - extent.start

    def with_clips(self, node: Node) -> Node:
        """Give a node and what it holds with their clips. Readers bound how deep nodes nest."""
        children = tuple(self.with_clips(child) for child in node.children)
        clips = sorted(self._clips.get(node.id, ()), key=lambda clip: (clip.start, clip.end))
        if clips or children != node.children:
            return replace(node, clips=tuple(without_gaps(node.text, clips)), children=children)
        return node


def without_gaps(text: str, clips: list[Clip]) -> Iterator[Clip]:
    """Give clips so that what lies between them without a letter or digit, such as a space, belongs to one of them."""
    covering = [clip for clip in clips if clip.end > clip.start]
    begins = {id(covering[0]): 0} if covering and not _has_words(text[: covering[0].start]) else {}
    ends = {
        id(clip): _end(text, clip.end, after.start if after else len(text))
        for clip, after in zip(covering, [*covering[1:], None][: len(covering)], strict=True)
    }
    for clip in clips:
        yield replace(clip, start=begins.get(id(clip), clip.start), end=ends.get(id(clip), clip.end))


def _end(text: str, end: int, until: int) -> int:
    """Give where a clip ends: at the next one, or with the marks that follow its last word."""
    if not _has_words(text[end:until]):
        return max(end, until)
    while not text[end].isalnum() and not text[end].isspace():
        end += 1
    return end


def _has_words(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


def _word_start(text: str, near: int, least: int, most: int) -> int:
    """Give the beginning of the word nearest to a place."""
    back = text.rfind(" ", least, near + 1) + 1
    ahead = text.find(" ", near, most) + 1 or most
    return max(least, back if back and near - back <= ahead - near else ahead)


def _clip(sound: Sound, start: int, end: int) -> Clip:
    return Clip(sound.source, sound.from_s, sound.to_s, start, end)


def _every(nodes: Iterable[Node]) -> Iterator[Node]:
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        yield node
        waiting += node.children
