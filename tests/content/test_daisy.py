"""DAISY 2.02 and 3 with text: the sample books, what every structure becomes, and what is missing or damaged."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from content.made_daisy import (
    Par,
    Read,
    dtbook,
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
    zipped,
)

from accessvr.content.readers import open_any
from accessvr.core.errors import ContentError
from accessvr.core.publication import Entry, Kind

LAMPS = ("daisy202-lamp", "daisy3-lamp")


@pytest.fixture(scope="module")
def lamp(books: Path) -> dict[str, Read]:
    return {
        **{name: read_whole(books / "daisy" / name) for name in LAMPS},
        "epub": read_whole(books / "epub" / "own" / "lamp.epub"),
    }


@pytest.mark.parametrize("name", LAMPS)
def test_clips_seconds_and_pages_agree_with_the_facts(books: Path, lamp: dict[str, Read], name: str) -> None:
    facts = json.loads((books / "facts.json").read_text("utf-8"))[f"daisy/{name}/"]
    read = lamp[name]
    assert len(read.clips) == facts["audio_clips"]
    assert round(sum(clip.to_s - clip.from_s for _, clip in read.clips), 1) == facts["clip_seconds"]
    assert len({clip.source for _, clip in read.clips}) == facts["audio_files"]
    pages = facts.get("pages", facts.get("pageTargets"))
    assert len(read.book.publication.pages) == pages
    assert [span.label for node in read.nodes for span in node.spans if span.kind is Kind.PAGE] == ["1", "2", "3"]
    entries = sum(facts["headings"].values()) if "headings" in facts else facts["navPoints"]
    assert len(read.book.publication.entries) == entries
    assert read.book.troubles == []


def test_an_epub_with_overlays_has_the_clips_of_the_facts(lamp: dict[str, Read]) -> None:
    clips = [clip for _, clip in lamp["epub"].clips]
    assert len(clips) == 17
    assert sum(clip.to_s - clip.from_s for clip in clips) == pytest.approx(33.447)


def headings(read: Read) -> list[tuple[str, int]]:
    return [(node.text, node.level) for node in read.nodes if node.kind is Kind.HEADING]


def test_one_title_in_both_formats_has_the_same_headings_but_the_title_text_and_clips(lamp: dict[str, Read]) -> None:
    old, new = (lamp[name] for name in LAMPS)
    assert headings(old)[1:] == headings(new)
    assert old.texts == new.texts
    assert old.heard == new.heard
    assert [words for words, _ in old.clips if words] == [words for words, _ in new.clips if words]


def test_words_and_their_clips_are_the_same_in_the_epub_but_for_the_picture(lamp: dict[str, Read]) -> None:
    def timed(read: Read) -> list[tuple[str, float, float]]:
        told = [(words, from_s, to_s) for words, _, from_s, to_s in read.heard if words]
        return [clip for clip in told if not clip[0].startswith("Picture:")]

    assert timed(lamp["daisy3-lamp"]) == timed(lamp["epub"])


def test_a_book_says_what_it_is(lamp: dict[str, Read]) -> None:
    for name in LAMPS:
        publication = lamp[name].book.publication
        assert (publication.title, publication.language, publication.authors) == (
            "The Lamp on the Landing",
            "en",
            ("accessvr",),
        )
        french = next(node for node in lamp[name].nodes if node.text.startswith("Chère"))
        assert french.language == "fr"


def test_a_page_in_the_midst_of_a_sentence_a_note_and_asides_are_known(lamp: dict[str, Read]) -> None:
    for name in LAMPS:
        nodes = {node.text[:8]: node for node in lamp[name].nodes}
        cut = nodes["She coun"]
        assert cut.text == "She counted the steps aloud, and at the twelfth step she stopped."
        assert [(clip.start, clip.end) for clip in cut.clips] == [(0, 40), (40, 40), (40, 65)]
        reference = next(span for span in nodes["It was t"].spans if span.kind is Kind.NOTE_REFERENCE)
        assert reference.target.endswith("#n1")
        assert nodes["1. The s"].kind is Kind.NOTE
        assert nodes["A green "].kind is Kind.ASIDE
        assert nodes["Picture:"].kind is Kind.ASIDE
        assert nodes["This las"].clips == ()


@pytest.mark.parametrize("name", LAMPS)
def test_a_zipped_book_reads_the_same(books: Path, tmp_path: Path, lamp: dict[str, Read], name: str) -> None:
    for inside in ("", "some folder/"):
        packed = read_whole(zipped(tmp_path / "book.zip", books / "daisy" / name, inside))
        assert packed.texts == lamp[name].texts
        assert [heard[2:] for heard in packed.heard] == [heard[2:] for heard in lamp[name].heard]
        assert packed.book.troubles == []


def test_a_book_opens_by_its_control_file_and_from_the_folder_around_it(books: Path, tmp_path: Path) -> None:
    outer = tmp_path / "unpacked"
    shutil.copytree(books / "daisy" / "daisy202-lamp", outer / "lamp")
    for path in (outer, outer / "lamp", outer / "lamp" / "ncc.html"):
        assert open_any(path).publication.title == "The Lamp on the Landing"
    package = books / "daisy" / "daisy3-lamp" / "book.opf"
    assert len(read_whole(package).clips) == 17


def test_letter_case_of_names_does_not_count(books: Path, tmp_path: Path, lamp: dict[str, Read]) -> None:
    for file in (books / "daisy" / "daisy202-lamp").iterdir():
        shutil.copy(file, tmp_path / file.name.upper())
    read = read_whole(tmp_path)
    assert read.texts == lamp["daisy202-lamp"].texts
    assert len(read.clips) == 17


def test_a_missing_recording_leaves_its_words_to_the_voice_and_is_told(books: Path, tmp_path: Path) -> None:
    for name in LAMPS:
        copied = tmp_path / name
        shutil.copytree(books / "daisy" / name, copied)
        (copied / "part3.mp3").unlink()
        (copied / "part2.mp3").write_bytes((copied / "part2.mp3").read_bytes()[:120_000])
        read = read_whole(copied)
        words = [words for words, _ in read.clips if words]
        assert words[:3] == ["The Lamp on the Landing", "One. The stairs", read.texts[2]]
        assert "The letter" not in words
        assert "Notes" in read.texts
        assert any(trouble.startswith("part3.mp3: is missing") for trouble in read.book.troubles)
        assert any(trouble.startswith("part2.mp3: ends before") for trouble in read.book.troubles)


def made202(path: Path, content: str, smil: str, body: str, **files: str | bytes | float) -> Path:
    given: dict[str, str | bytes | float] = {
        "ncc.html": ncc(body),
        "s.smil": smil,
        "content.html": text202(content),
        "a.wav": 9.0,
    }
    return folder(path, given | {name.replace("__", "."): what for name, what in files.items()})


def test_every_class_of_daisy_202_becomes_what_it_is(tmp_path: Path) -> None:
    content = (
        '<h1 id="h">One</h1><span class="page-front" id="g">ii</span><p id="p"><a href="s.smil#x">Words'
        '</a><span class="noteref" id="r"><a href="#n">*</a></span></p><p class="notebody" id="n">A note.</p>'
        '<div class="prodnote" id="d">Told.</div><div class="sidebar" id="b"><p>Boxed.</p></div>'
        '<span class="page-special" id="e">A</span>'
    )
    body = heading(1, "n1", "s.smil#h", "One") + mark("page-front", "n2", "s.smil#g", "ii")
    smil = smil202(Par("h", "content.html#h", (("a.wav", 0, 1),)), Par("g", "content.html#g", (("a.wav", 1, 2),)))
    read = read_whole(made202(tmp_path, content, smil, body))
    by_text = {node.text: node for node in read.nodes}
    words = by_text["Words"]
    assert [(span.kind, span.label) for span in words.spans] == [(Kind.PAGE, "ii"), (Kind.NOTE_REFERENCE, "*")]
    assert words.spans[1].target == "s0#n"
    assert [by_text[text].kind for text in ("A note.", "Told.", "Boxed.")] == [Kind.NOTE, Kind.ASIDE, Kind.ASIDE]
    assert read.nodes[-1].spans[0].label == "A"
    assert read.book.publication.pages == (Entry(Kind.PAGE, "ii", 0, "s0#g"),)


def test_long_texts_are_cut_at_headings_and_contents_lead_into_the_pieces(tmp_path: Path) -> None:
    chapters = [f'<h1 id="h{i}">Chapter {i}</h1><p id="p{i}">{"Many words here. " * 900}</p>' for i in range(20)]
    smil = smil202(*(Par(f"q{i}", f"content.html#h{i}", (("a.wav", i / 4, i / 4 + 0.2),)) for i in range(20)))
    body = "".join(heading(1, f"n{i}", f"s.smil#q{i}", f"Chapter {i}") for i in range(20))
    path = made202(tmp_path, "".join(chapters), smil, body)
    book = open_any(path)
    assert len(book.publication.sections) == 20
    assert [entry.section for entry in book.publication.entries] == list(range(20))
    assert all(section.size < 20_000 for section in book.publication.sections)
    nodes = book.section(7)
    assert nodes[0].text == "Chapter 7"
    assert nodes[0].clips[0].from_s == 1.75


def test_the_order_is_that_of_the_sound_and_what_is_not_heard_is_read_too(tmp_path: Path) -> None:
    files: dict[str, str | bytes | float] = {
        "ncc.html": ncc(heading(1, "a", "two.smil#p", "Two") + heading(1, "b", "one.smil#p", "One")),
        "one.smil": smil202(Par("p", "one.html#h")),
        "two.smil": smil202(Par("p", "two.html#h"), Par("q", "three.html#gone")),
        "one.html": text202('<h1 id="h">One</h1><p>Not heard.</p>'),
        "two.html": text202('<h1 id="h">Two</h1>'),
        "three.html": text202("<p>Three</p>"),
    }
    read = read_whole(folder(tmp_path, files))
    assert read.texts == ["Two", "Three", "One", "Not heard."]
    assert read.book.publication.entries[1] == Entry(Kind.CHAPTER, "One", 2, "s2#h")


def test_text_without_any_sound_is_a_book(tmp_path: Path) -> None:
    smil = smil202(Par("p", "content.html#h"), Par("q", "content.html#p"))
    read = read_whole(
        made202(tmp_path, '<h1 id="h">One</h1><p id="p">Words.</p>', smil, heading(1, "n", "s.smil#p", "One"))
    )
    assert read.texts == ["One", "Words."]
    assert read.clips == []


POINTS = point("Part One", "a.smil#p", point("The Quay", "a.smil#q", point("Boats", "a.smil#r")))
TEXT3 = (
    '<frontmatter><doctitle id="t">The Book</doctitle></frontmatter><bodymatter><level1 id="l"><h1 id="p">Part One</h1>'
    '<level2><h2 id="q">The Quay</h2><p id="w">Words.</p><level3><h3 id="r">Boats</h3><p id="v">More.</p></level3>'
    "</level2></level1></bodymatter>"
)


def made3(path: Path, text: str = TEXT3, points: str = POINTS, **files: str | bytes | float) -> Path:
    names = ("p", "q", "w", "r", "v")
    given: dict[str, str | bytes | float] = {
        "book.opf": opf("a.smil", "book.xml", "book.ncx", "a.wav", spine=("a.smil",)),
        "book.ncx": ncx(
            points,
            "<pageTarget type='normal' value='9'><navLabel><text>9</text></navLabel>"
            "<content src='a.smil#w'/></pageTarget>",
        ),
        "a.smil": smil3(*(Par(name, f"book.xml#{name}", (("a.wav", i, i + 1),)) for i, name in enumerate(names))),
        "book.xml": dtbook(text),
        "a.wav": 9.0,
    }
    return folder(path, given | {name.replace("__", "."): what for name, what in files.items()})


def test_contents_and_pages_of_daisy_3_lead_into_the_text(tmp_path: Path) -> None:
    read = read_whole(made3(tmp_path))
    publication = read.book.publication
    assert [(entry.label, entry.level, entry.node) for entry in publication.entries] == [
        ("Part One", 1, "s1#p"),
        ("The Quay", 2, "s1#q"),
        ("Boats", 3, "s1#r"),
    ]
    assert publication.pages == (Entry(Kind.PAGE, "9", 1, "s1#w"),)
    assert read.texts == ["The Book", "Part One", "The Quay", "Words.", "Boats", "More."]
    assert [words for words, _ in read.clips] == ["Part One", "The Quay", "Words.", "Boats", "More."]
    assert publication.authors == ("A. Reed",)


def test_contents_may_lead_to_whole_levels_and_sequences(tmp_path: Path) -> None:
    points = point("All", "a.smil#all") + point("Level", "book.xml#l")
    entries = read_whole(made3(tmp_path, points=points)).book.publication.entries
    assert [(entry.label, entry.section) for entry in entries] == [("All", 1), ("Level", 1)]


def test_without_a_package_or_without_contents_the_rest_is_read(tmp_path: Path) -> None:
    (made3(tmp_path / "a") / "book.opf").unlink()
    (made3(tmp_path / "b") / "book.ncx").unlink()
    without_package, without_contents = read_whole(tmp_path / "a"), read_whole(tmp_path / "b")
    assert [words for words, _ in without_package.clips] == [words for words, _ in without_contents.clips]
    labels = [entry.label for entry in without_contents.book.publication.entries]
    assert labels == ["Part One", "The Quay", "Boats"]
    assert "there is no table of contents: headings take its place" in without_contents.book.troubles


def test_a_book_without_anything_to_read_is_refused_in_plain_words(tmp_path: Path) -> None:
    for files in ({"ncc.html": ncc("")}, {"book.opf": opf(), "book.ncx": ncx("")}, {"NCC.HTML": ""}):
        path = folder(tmp_path / str(len(list(tmp_path.iterdir()))), files)
        with pytest.raises(ContentError) as refused:
            open_any(path)
        assert refused.value.spoken
        assert refused.value.remedy


def test_missing_and_broken_parts_do_not_stop_a_book(tmp_path: Path) -> None:
    body = (
        heading(1, "a", "s.smil#h", "One")
        + heading(1, "b", "gone.smil#h", "Two")
        + heading(1, "c", "x.smil#h", "Three")
    )
    smil = smil202(Par("h", "content.html#h", (("a.wav", 0, 1),)), Par("i", "content.html#gone", (("a.wav", 1, 2),)))
    path = made202(tmp_path, '<h1 id="h">One</h1>', smil, body, x__smil=b"<smil><body><par><text src='c", a__wav=5.0)
    read = read_whole(path)
    assert read.texts == ["One"]
    assert len(read.clips) == 1
    troubles = " | ".join(read.book.troubles)
    for told in ("gone.smil: is missing", "which is not in the book", "has no words for the recording of gone"):
        assert told in troubles


def test_hostile_names_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text(text202("<p id='p'>Secret.</p>"))
    body = heading(1, "a", "s.smil#h", "One") + heading(1, "b", "../secret.html#p", "Two")
    smil = smil202(
        Par("h", "content.html#h", (("../../etc/passwd", 0, 1), ("a.wav", 0, 1))),
        Par("i", "../secret.html#p", (("a.wav", 1, 2),)),
    )
    path = made202(tmp_path / "book", '<h1 id="h">One</h1>', smil, body)
    (path / "link.html").symlink_to(tmp_path / "secret.html")
    (path / "s2.smil").write_text(smil202(Par("z", "link.html#p")))
    (path / "ncc.html").write_text(ncc(body + heading(1, "d", "s2.smil#z", "Link")))
    read = read_whole(path)
    assert "Secret." not in read.texts
    assert {clip.source for _, clip in read.clips} == {"a.wav"}
