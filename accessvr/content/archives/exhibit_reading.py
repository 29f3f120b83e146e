"""An exhibit: a folder with exhibit.toml. Rooms hold photos and objects, these hold details."""

from __future__ import annotations

import difflib
import hashlib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from accessvr.content.archives.exhibit import FILE
from accessvr.core.errors import ContentError
from accessvr.core.publication import Entry, Kind, Node, Publication, Section, Span
from accessvr.core.scene import Place
from accessvr.core.values import dataclass, field, replace

HEAD = {"format", "id", "title", "language", "rights", "scene", "introduction", "rooms"}
ROOM = {"id", "title", "text", "photos", "objects"}
THING = {
    *("id", "title", "alt", "telling", "description", "question", "picture", "year", "rights", "source", "regions"),
    *("azimuth_deg", "elevation_deg", "distance_m", "icon"),
}
REGION = {"id", "title", "text", "box"}
WIDEST_DEG = 100.0  # chosen: what is spread by itself stays in front, from ten to two o'clock and a little more
Table = Mapping[str, object]


@dataclass
class Exhibit:
    """An exhibit that is open."""

    publication: Publication
    rooms: tuple[Node, ...]
    troubles: list[str] = field(default_factory=list)

    def section(self, index: int) -> tuple[Node, ...]:
        """Give a room and all it holds."""
        return (self.rooms[index],)

    def close(self) -> None:
        """There is nothing to give back."""


def read(path: Path) -> Exhibit:
    """Read an exhibit. Raises ContentError naming the file and the key that is wrong."""
    file, table = _load(path)
    _known(file, "the exhibit", table, HEAD)
    rooms = tuple(_room(file, room) for room in _tables(file, table, "rooms"))
    if not rooms:
        raise _wrong(file, "there is no [[rooms]]", "Add a room with photos or objects.")
    rooms = (replace(rooms[0], details=_text(file, table, "introduction", "")), *rooms[1:])
    _unique(file, rooms)
    exhibit = Exhibit(_publication(file, table, rooms), rooms)
    exhibit.troubles += _missing_pictures(file.parent, rooms)
    return exhibit


def places(path: Path) -> tuple[Place, ...]:
    """Give where the photos and objects stand; those without a place of their own are spread evenly in front."""
    file, table = _load(path)
    found: list[Place] = []
    for room in _tables(file, table, "rooms"):
        things = [*_tables(file, room, "photos"), *_tables(file, room, "objects")]
        found += [_place(file, thing, index, len(things)) for index, thing in enumerate(things)]
    return tuple(found)


def _load(path: Path) -> tuple[Path, Table]:
    file = path if path.is_file() else path / FILE
    try:
        return file, tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _wrong(file, f"it cannot be read ({error})", "Mend the line named, and save it as UTF-8.") from error


def _publication(file: Path, table: Table, rooms: Sequence[Node]) -> Publication:
    entries = tuple(Entry(Kind.CHAPTER, room.label, index) for index, room in enumerate(rooms))
    mark = hashlib.sha256(file.read_bytes()).hexdigest()[:12]
    return Publication(
        id=f"{_text(file, table, 'id')}-{mark}",
        title=_text(file, table, "title"),
        language=_text(file, table, "language", "en"),
        kind=Kind.EXHIBIT,
        entries=entries,
        sections=tuple(Section(room.id, _size(room)) for room in rooms),
        scene=_text(file, table, "scene", "nostalgia"),
        rights=_text(file, table, "rights", ""),
        source=str(file),
    )


def _size(node: Node) -> int:
    return len(node.text) + sum(_size(child) for child in node.children)


def _room(file: Path, table: Table) -> Node:
    _known(file, "a room", table, ROOM)
    photos = (_thing(file, thing, Kind.PHOTO) for thing in _tables(file, table, "photos"))
    objects = (_thing(file, thing, Kind.OBJECT) for thing in _tables(file, table, "objects"))
    title, text = _text(file, table, "title"), _text(file, table, "text", "")
    return Node(_text(file, table, "id"), Kind.ROOM, title, text, children=(*photos, *objects))


def _thing(file: Path, table: Table, kind: Kind) -> Node:
    name = _text(file, table, "id")
    _known(file, name, table, THING)
    picture = _text(file, table, "picture", "")
    year = _text(file, table, "year", "")
    words = (_text(file, table, "alt"), _text(file, table, "telling", ""))
    more = (_text(file, table, "description", ""), _text(file, table, "question", ""))
    return Node(
        id=name,
        kind=kind,
        label=", ".join(filter(None, (_text(file, table, "title"), year))),
        text=" ".join(filter(None, words)),
        details=" ".join(filter(None, more)),
        spans=(Span(0, 0, Kind.FIGURE, words[0], f"file:{picture}"),) if picture else (),
        children=tuple(_region(file, name, region) for region in _tables(file, table, "regions")),
    )


def _region(file: Path, thing: str, table: Table) -> Node:
    name = _text(file, table, "id")
    _known(file, name, table, REGION)
    box = table.get("box")
    if not isinstance(box, list) or len(box) != 4 or not all(isinstance(n, (int, float)) for n in box):
        raise _wrong(file, f"box of {name} is not four numbers", "Write box = [left, top, width, height] in percent.")
    left, top, width, height = (float(number) for number in box)
    if min(left, top, width, height) < 0 or left + width > 100 or top + height > 100:
        raise _wrong(file, f"box of {name} lies outside of {thing}", "Keep all of it between 0 and 100.")
    return Node(name, Kind.REGION, _text(file, table, "title"), _text(file, table, "text"))


def _place(file: Path, table: Table, index: int, count: int) -> Place:
    even = 0.0 if count < 2 else WIDEST_DEG * (index / (count - 1) - 0.5)
    azimuth = _number(file, table, "azimuth_deg", even, -360, 360)
    elevation = _number(file, table, "elevation_deg", 0.0, -90, 90)
    distance = _number(file, table, "distance_m", 1.5, 0.2, 30)
    return Place(_text(file, table, "id"), azimuth, elevation, distance, icon=_text(file, table, "icon", ""))


def _number(file: Path, table: Table, key: str, usual: float, least: float, most: float) -> float:
    value = table.get(key, usual)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not least <= value <= most:
        raise _wrong(file, f"{key} is {value!r}", f"Write a number from {least:g} to {most:g}.")
    return float(value)


def _text(file: Path, table: Table, key: str, usual: str | None = None) -> str:
    value = table.get(key, usual)
    if value is None:
        raise _wrong(
            file, f"{key} is missing in {table.get('id') or table.get('title') or 'it'}", f'Add {key} = "...".'
        )
    if not isinstance(value, (str, int)) or isinstance(value, bool):
        raise _wrong(file, f"{key} is {value!r}", "Write it in quotation marks.")
    return " ".join(str(value).split())


def _tables(file: Path, table: Table, key: str) -> Iterator[Table]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise _wrong(file, f"{key} is not a list of tables", f"Write it as [[{key}]].")
    yield from value


def _known(file: Path, where: str, table: Table, known: set[str]) -> None:
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise _wrong(file, f"{where} has an unknown key {key}.{hint}", "Rename it or take it out.")


def _unique(file: Path, rooms: Sequence[Node]) -> None:
    seen: set[str] = set()
    waiting = list(rooms)
    while waiting:
        node = waiting.pop()
        if node.id in seen:
            raise _wrong(file, f"the id {node.id} is there twice", "Give each thing an id of its own.")
        seen.add(node.id)
        waiting += node.children


def _missing_pictures(folder: Path, rooms: Sequence[Node]) -> Iterator[str]:
    for room in rooms:
        for thing in room.children:
            for span in thing.spans:
                if not (folder / span.target.removeprefix("file:")).is_file():
                    yield f"{thing.id}: the picture {span.target.removeprefix('file:')} is not there"


def _wrong(file: Path, message: str, remedy: str) -> ContentError:
    return ContentError(f"{file}: {message}", spoken="This exhibit cannot be opened. Say shelf.", remedy=remedy)
