"""DAISY books of sound with navigation alone: levels, pages, phrases."""

from __future__ import annotations

from pathlib import Path

import pytest
from content.made_daisy import (
    Par,
    Read,
    folder,
    heading,
    mark,
    ncc,
    ncx,
    opf,
    point,
    read_whole,
    smil3,
    smil202,
    text202,
)

from accessvr.content.prepared import Prepared, prepare
from accessvr.content.readers import Anchored, open_any
from accessvr.core.publication import Clip, Entry, Kind


def book202(path: Path) -> Path:
    """Two levels, a page that may be skipped and one that may not, an aside, phrases without a name."""
    body = (
        heading(1, "h1", "s1.smil#p1t", "The Quay")
        + mark("page-front", "g1", "s1.smil#p2", "ii")
        + heading(2, "h2", "s1.smil#p4", "Boats")
        + mark("page-normal", "g2", "s2.smil#q1", "3")
        + mark("sidebar", "b1", "s2.smil#q2", "A box")
        + mark("noteref", "r1", "s2.smil#q3", "1")
    )
    files: dict[str, str | bytes | float] = {
        "ncc.html": ncc(body),
        "s1.smil": smil202(
            Par("p1", "ncc.html#h1", (("a.wav", 0, 1.5), ("a.wav", 1.5, 4), ("a.wav", 4, 6))),
            Par("p2", "ncc.html#g1", (("a.wav", 6, 7), ("a.wav", 7, 9)), "pagenumber"),
            Par("p4", "ncc.html#h2", (("a.wav", 9, 10), ("gone.wav", 0, 3), ("a.wav", 10, 12))),
        ),
        "s2.smil": smil202(
            Par("q1", "ncc.html#g2", (("b.wav", 0, 1),)),
            Par("q2", "ncc.html#b1", (("b.wav", 1, 2),)),
            Par("q3", "ncc.html#r1", (("b.wav", 2, 30),)),
        ),
        "a.wav": 12.0,
        "b.wav": 3.0,
    }
    return folder(path, files)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    return read_whole(book202(tmp_path))


def shape(read: Read) -> list[tuple[str, str, int]]:
    """Each node: its kind, its words, and how long its own sound lasts in milliseconds."""
    return [(n.kind.value, n.text, n.clips[-1].end if n.clips and not n.text else 0) for n in read.nodes]


def test_each_phrase_is_a_thing_of_its_own_and_headings_have_their_words(read: Read) -> None:
    assert shape(read) == [
        ("heading", "The Quay", 0),
        ("paragraph", "", 2500),
        ("paragraph", "", 2000),
        ("paragraph", "", 2000),
        ("heading", "Boats", 0),
        ("paragraph", "", 2000),
        ("paragraph", "", 1000),
        ("aside", "", 1000),
        ("paragraph", "", 1000),
    ]
    assert [node.level for node in read.nodes if node.kind is Kind.HEADING] == [1, 2]
    assert read.nodes[0].clips == (Clip("a.wav", 0.0, 1.5, 0, 8),)


def test_a_page_number_that_may_be_skipped_is_a_clip_at_its_mark_and_another_is_a_phrase(read: Read) -> None:
    skippable, kept = (node for node in read.nodes if any(span.kind is Kind.PAGE for span in node.spans))
    assert skippable.clips == (Clip("a.wav", 6.0, 7.0), Clip("a.wav", 7.0, 9.0, 0, 2000))
    assert kept.clips == (Clip("b.wav", 0.0, 1.0, 0, 1000),)
    pages = read.book.publication.pages
    assert [(page.label, page.node) for page in pages] == [("ii", skippable.id), ("3", kept.id)]


def test_contents_lead_to_the_phrase_and_every_node_has_its_own_id(read: Read) -> None:
    entries = read.book.publication.entries
    assert [(entry.label, entry.level, entry.node) for entry in entries] == [
        ("The Quay", 1, read.nodes[0].id),
        ("Boats", 2, read.nodes[4].id),
    ]
    assert len({node.id for node in read.nodes}) == len(read.nodes)


def test_a_reference_is_a_mark_and_a_sound_that_breaks_off_is_heard_as_far_as_it_goes(read: Read) -> None:
    last = read.nodes[-1]
    assert [(span.kind, span.label) for span in last.spans] == [(Kind.NOTE_REFERENCE, "1")]
    assert last.clips == (Clip("b.wav", 2.0, 3.0, 0, 1000),)
    assert [trouble.partition(":")[0] for trouble in read.book.troubles] == ["gone.wav", "b.wav"]


def test_sections_of_sound_are_as_long_as_what_would_be_read_in_their_time(tmp_path: Path) -> None:
    prepare(book202(tmp_path / "book"), tmp_path / "prepared", lambda step: None)
    prepared = Prepared(tmp_path / "prepared")
    sections = prepared.publication.sections
    assert all(section.size > 0 for section in sections)
    assert sections[0].size == pytest.approx(12 * 15, rel=0.3)
    assert [page.node for page in prepared.publication.pages] == ["s0#phrase-2", "s1#phrase-1"]
    assert all(Path(clip.source).is_file() for stop in prepared.passage(0).stops for clip in stop.node.clips)


def test_long_sound_is_opened_in_pieces_at_headings(tmp_path: Path) -> None:
    pars = [Par(f"p{i}", f"ncc.html#h{i // 60}" if i % 60 == 0 else "", (("a.wav", 0, 1),)) for i in range(600)]
    body = "".join(heading(1, f"h{i}", f"s.smil#p{i * 60}", f"Chapter {i}") for i in range(10))
    book = open_any(folder(tmp_path, {"ncc.html": ncc(body), "s.smil": smil202(*pars), "a.wav": 2.0}))
    assert len(book.publication.sections) == 5
    assert [entry.section for entry in book.publication.entries] == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert book.section(1)[0].text == "Chapter 2"


def test_daisy_3_with_sound_and_contents_alone(tmp_path: Path) -> None:
    points = point("The Quay", "a.smil#p1", point("Boats", "a.smil#p3"))
    page = (
        '<pageTarget type="normal" value="7"><navLabel><text>7</text></navLabel><content src="a.smil#p2"/></pageTarget>'
    )
    files: dict[str, str | bytes | float] = {
        "book.opf": opf("a.smil", "book.ncx", "a.wav", spine=("a.smil",)),
        "book.ncx": ncx(points, page),
        "a.smil": smil3(
            Par("p1", "", (("a.wav", 0, 1),)),
            Par("p2", "", (("a.wav", 1, 2),), "pagenum"),
            Par("p2b", "", (("a.wav", 2, 4),)),
            Par("p3", "", (("a.wav", 4, 5),)),
        ),
        "a.wav": 5.0,
    }
    read = read_whole(folder(tmp_path, files))
    assert shape(read) == [("heading", "The Quay", 0), ("paragraph", "", 2000), ("heading", "Boats", 0)]
    assert read.nodes[1].clips[0] == Clip("a.wav", 1.0, 2.0)
    assert read.nodes[1].spans[0].label == "7"
    publication = read.book.publication
    assert publication.pages == (Entry(Kind.PAGE, "7", 0, "s0#phrase-2"),)
    assert isinstance(read.book, Anchored)
    assert read.book.anchors(0)["s0#phrase-2"] == read.nodes[1].id


def test_a_book_whose_sound_is_gone_still_tells_its_headings(tmp_path: Path) -> None:
    path = book202(tmp_path)
    for name in ("a.wav", "b.wav"):
        (path / name).unlink()
    read = read_whole(path)
    assert read.texts[:2] == ["The Quay", "Boats"]
    assert read.clips == []
    assert len(read.book.publication.sections) == 2


def test_sound_between_texts_is_heard_in_its_place(tmp_path: Path) -> None:
    files: dict[str, str | bytes | float] = {
        "ncc.html": ncc(heading(1, "h1", "s1.smil#p", "One") + heading(1, "h2", "s2.smil#q", "Two")),
        "s1.smil": smil202(Par("p", "content.html#t", (("a.wav", 0, 1),))),
        "s2.smil": smil202(Par("q", "ncc.html#h2", (("a.wav", 1, 2), ("a.wav", 2, 4)))),
        "content.html": text202('<h1 id="t">One</h1>'),
        "a.wav": 4.0,
    }
    assert shape(read_whole(folder(tmp_path, files))) == [
        ("heading", "One", 0),
        ("heading", "Two", 0),
        ("paragraph", "", 2000),
    ]
