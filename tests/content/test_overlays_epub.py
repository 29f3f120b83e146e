"""Media overlays of EPUB, and how recordings come to this machine: bounded, under safe names, or where they lie."""

from __future__ import annotations

import io
import shutil
import wave
import zipfile
from pathlib import Path

import pytest
from content.conftest import MakeEpub
from content.made_daisy import read_whole, zipped

from accessvr.content.books.sound_files import SMALLEST_ROOM_BYTES
from accessvr.content.prepared import Prepared, prepare
from accessvr.core.publication import Clip


def sound(seconds: float) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8000)
        file.writeframes(bytes([128]) * round(seconds * 8000))
    return made.getvalue()


SMIL = '<smil xmlns="http://www.w3.org/ns/SMIL" version="3.0"><body>{}</body></smil>'


def par(text: str, source: str, begin: float, end: float) -> str:
    return f'<par><text src="{text}"/><audio src="{source}" clipBegin="{begin}s" clipEnd="{end}s"/></par>'


def overlaid(make_epub: MakeEpub, chapter: str, smil: str | bytes | None, **files: bytes) -> Path:
    """Make an EPUB of one chapter with an overlay; `files` are its sounds."""
    path = make_epub(chapter, nav='<ol><li><a href="c0.xhtml">One</a></li></ol>')
    with zipfile.ZipFile(path) as archive:
        inside = {info.filename: archive.read(info) for info in archive.infolist()}
    package = inside["OPS/package.opf"].decode()
    package = package.replace(
        'media-type="application/xhtml+xml"/>', 'media-type="application/xhtml+xml" media-overlay="v"/>', 1
    )
    package = package.replace(
        "</manifest>", '<item id="v" href="v.smil" media-type="application/smil+xml"/></manifest>'
    )
    inside["OPS/package.opf"] = package.encode()
    if smil is not None:
        inside["OPS/v.smil"] = smil if isinstance(smil, bytes) else SMIL.format(smil).encode()
    inside |= {f"OPS/{name.replace('__', '.')}": content for name, content in files.items()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in inside.items():
            archive.writestr(name, content)
    return path


def test_a_page_is_heard_as_its_overlay_says(make_epub: MakeEpub) -> None:
    path = overlaid(
        make_epub,
        '<h1 id="h">One</h1><p id="p"><span id="a">Wind.</span> <span id="b">Rain.</span></p><p>Spoken.</p>',
        f'<seq id="s">{par("c0.xhtml#h", "a.wav", 0, 1)}{par("C0.xhtml#a", "a.wav", 1, 2)}'
        f'<seq>{par("c0.xhtml#b", "a.wav", 2.5, 4)}</seq><par><text src="c0.xhtml#p"/></par></seq>',
        a__wav=sound(4),
    )
    read = read_whole(path)
    assert read.heard == [
        ("One", "OPS/a.wav", 0.0, 1.0),
        ("Wind. ", "OPS/a.wav", 1.0, 2.0),
        ("Rain.", "OPS/a.wav", 2.5, 4.0),
    ]
    assert read.book.troubles == []


def test_the_tests_of_the_w3c_without_their_sound_are_spoken_whole(books: Path) -> None:
    paths = sorted((books / "epub" / "w3c-epub-tests").glob("mol-*.epub"))
    assert len(paths) == 7
    for path in paths:
        read = read_whole(path)
        assert read.clips == []
        assert len(read.texts) > 3
        missing = [trouble for trouble in read.book.troubles if "mobydick.mp4: is missing" in trouble]
        assert len(missing) == (0 if "tts" in path.name else 1)


BROKEN = {
    "no overlay": None,
    "an empty one": b"",
    "one that is no SMIL": b"\x00\x01\x02",
    "one that breaks off": b"<smil><body><par><text src='c0.xhtml#h'/><audio sr",
}


@pytest.mark.parametrize("smil", BROKEN.values(), ids=BROKEN)
def test_a_broken_overlay_leaves_the_words_to_the_voice(make_epub: MakeEpub, smil: bytes | None) -> None:
    read = read_whole(overlaid(make_epub, '<h1 id="h">One</h1><p>Two.</p>', smil, a__wav=sound(1)))
    assert read.texts == ["One", "Two."]
    assert read.clips == []
    assert len(read.book.troubles) <= 2


def test_missing_sounds_and_clips_beyond_their_end_are_spoken_and_told_once(make_epub: MakeEpub) -> None:
    body = "".join(f'<p id="p{i}">Words {i}.</p>' for i in range(4))
    smil = (
        par("c0.xhtml#p0", "gone.wav", 0, 1)
        + par("c0.xhtml#p1", "a.wav", 0, 1)
        + par("c0.xhtml#p2", "a.wav", 1, 9)
        + par("c0.xhtml#p3", "gone.wav", 1, 2)
    )
    read = read_whole(overlaid(make_epub, body, smil, a__wav=sound(2)))
    assert [words for words, _ in read.clips] == ["Words 1."]
    assert [trouble.partition(":")[0] for trouble in read.book.troubles] == ["OPS/gone.wav", "OPS/a.wav"]


def test_a_clip_that_ends_a_little_late_is_whole(make_epub: MakeEpub) -> None:
    read = read_whole(overlaid(make_epub, '<p id="p">One.</p>', par("c0.xhtml#p", "a.wav", 0, 2.3), a__wav=sound(2)))
    assert [clip.to_s for _, clip in read.clips] == [2.3]


def test_sound_of_a_kind_that_cannot_be_played_is_told(make_epub: MakeEpub) -> None:
    aac = b"\x00\x00\x00\x20ftypM4A " + bytes(1000)
    read = read_whole(overlaid(make_epub, '<p id="p">One.</p>', par("c0.xhtml#p", "a.m4a", 0, 1), a__m4a=aac))
    assert len(read.clips) == 1
    assert "OPS/a.m4a: is of a kind that cannot be played" in read.book.troubles[0]


def prepared(path: Path, folder: Path) -> Prepared:
    prepare(path, folder, lambda step: None)
    return Prepared(folder)


def heard(prepared: Prepared) -> list[Clip]:
    passages = (prepared.passage(index) for index in range(len(prepared.publication.sections)))
    return [clip for passage in passages for stop in passage.stops for clip in stop.node.clips]


def test_recordings_in_a_zip_are_copied_once_under_safe_names(books: Path, tmp_path: Path) -> None:
    lamp = books / "epub" / "own" / "lamp.epub"
    clips = heard(prepared(lamp, tmp_path / "prepared"))
    files = {Path(clip.source) for clip in clips}
    assert len(clips) == 17
    assert len(files) == 3
    assert all(file.parent == tmp_path / "prepared" / "sounds" for file in files)
    with zipfile.ZipFile(lamp) as archive:
        assert sorted(file.read_bytes() for file in files) == sorted(
            archive.read(f"EPUB/part{i}.mp3") for i in (1, 2, 3)
        )
    before = {file: file.stat().st_mtime_ns for file in files}
    assert heard(prepared(lamp, tmp_path / "prepared")) == clips
    assert {file: file.stat().st_mtime_ns for file in files} == before


def test_recordings_in_a_folder_are_played_where_they_lie(books: Path, tmp_path: Path) -> None:
    lamp = books / "daisy" / "daisy3-lamp"
    clips = heard(prepared(lamp, tmp_path))
    assert {Path(clip.source).parent for clip in clips} == {lamp.resolve()}
    assert not (tmp_path / "sounds").exists()


def test_a_recording_that_has_gone_since_is_left_out_of_the_passage(books: Path, tmp_path: Path) -> None:
    shutil.copytree(books / "daisy" / "daisy202-lamp", tmp_path / "lamp")
    book = prepared(tmp_path / "lamp", tmp_path / "prepared")
    assert len(heard(book)) == 17
    (tmp_path / "lamp" / "part3.mp3").unlink()
    assert len(heard(book)) == 14


@pytest.mark.parametrize(
    "name", ["../../escape.wav", "/escape.wav", "a/../../../escape.wav", "con.wav", "x" * 300 + ".wav"]
)
def test_no_name_of_a_recording_leads_out_of_the_prepared_form(make_epub: MakeEpub, tmp_path: Path, name: str) -> None:
    path = overlaid(make_epub, '<p id="p">One.</p>', par("c0.xhtml#p", name, 0, 1))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(f"OPS/{name}", sound(1))
    before = set(tmp_path.iterdir())
    clips = heard(prepared(path, tmp_path / "prepared"))
    assert set(tmp_path.iterdir()) - before == {tmp_path / "prepared"}
    assert all(Path(clip.source).parent == tmp_path / "prepared" / "sounds" for clip in clips)
    assert all(len(Path(clip.source).name) < 100 for clip in clips)


def test_a_recording_that_would_fill_the_disk_is_left_out(make_epub: MakeEpub, tmp_path: Path) -> None:
    bomb = sound(2) + bytes(SMALLEST_ROOM_BYTES)
    smil = par("c0.xhtml#p", "bomb.wav", 0, 1) + par("c0.xhtml#q", "a.wav", 0, 1)
    path = overlaid(make_epub, '<p id="p">One.</p><p id="q">Two.</p>', smil, bomb__wav=bomb, a__wav=sound(1))
    assert path.stat().st_size < 200_000
    book = prepared(path, tmp_path / "prepared")
    assert len(heard(book)) == 1
    assert [file.stat().st_size for file in (tmp_path / "prepared" / "sounds").iterdir()] == [len(sound(1))]
    assert any("too large" in trouble for trouble in book.troubles)


def test_a_damaged_recording_in_a_zip_is_left_out(make_epub: MakeEpub, tmp_path: Path) -> None:
    noise = sound(1) + bytes(range(256)) * 2000
    path = overlaid(make_epub, '<p id="p">One.</p>', par("c0.xhtml#p", "a.wav", 0, 1), a__wav=noise)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        begin = archive.getinfo("OPS/a.wav").header_offset
    data[begin + 2000 : begin + 2100] = bytes(100)
    path.write_bytes(data)
    book = prepared(path, tmp_path / "prepared")
    assert heard(book) == []
    assert any("a.wav" in trouble for trouble in book.troubles)


def test_a_zipped_daisy_book_brings_its_sound(books: Path, tmp_path: Path) -> None:
    path = zipped(tmp_path / "lamp.zip", books / "daisy" / "daisy202-lamp", "lamp/")
    clips = heard(prepared(path, tmp_path / "prepared"))
    assert len(clips) == 17
    assert all(Path(clip.source).is_file() for clip in clips)
