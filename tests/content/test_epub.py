from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from accessvr.content import inspection
from accessvr.content.readers import open_any
from accessvr.content.tally import walk
from accessvr.core.errors import ContentError
from accessvr.core.publication import Entry, Kind, Span

MakeEpub = Callable[..., Path]
ENCRYPTED = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:e="http://www.w3.org/2001/04/xmlenc#">'
    '<e:EncryptedData><e:EncryptionMethod Algorithm="{}"/></e:EncryptedData></encryption>'
)


def lines(path: Path) -> list[str]:
    book = open_any(path)
    found = list(inspection.text(book))
    book.close()
    return found


def test_the_package_tells_about_the_book(make_epub: MakeEpub) -> None:
    meta = (
        "<dc:creator>A. Author</dc:creator><dc:creator>B. Author</dc:creator><dc:language>fr-CA</dc:language>"
        "<dc:rights>Public domain</dc:rights><dc:identifier>urn:isbn:978-1</dc:identifier>"
        '<meta property="schema:accessibilityFeature">alternativeText</meta>'
    )
    publication = open_any(make_epub("<p>Oui.</p>", meta=meta)).publication
    assert (publication.title, publication.authors) == ("Made", ("A. Author", "B. Author"))
    assert (publication.language, publication.rights) == ("fr-CA", "Public domain")
    assert publication.accessibility == ("accessibilityFeature: alternativeText",)
    assert publication.id.startswith("urn-isbn-978-1-")


def test_the_id_is_that_of_the_content(make_epub: MakeEpub) -> None:
    first = open_any(make_epub("<p>a</p>", name="a.epub")).publication.id
    moved = make_epub("<p>a</p>", name="b.epub")
    other = open_any(make_epub("<p>b</p>", name="c.epub")).publication.id
    again = moved.with_name("a.epub").replace(moved.with_name("d.epub"))
    assert first == open_any(again).publication.id != other


def test_contents_of_epub_3_keep_their_hierarchy(make_epub: MakeEpub) -> None:
    nav = (
        '<ol><li><a href="c0.xhtml">Part <b>One</b></a><ol><li><a href="c1.xhtml">I</a><ol hidden="hidden">'
        '<li><a href="c1.xhtml#x">A scene</a></li></ol></li></ol></li><li><span>Loose</span><ol><li>'
        '<a href="c2.xhtml">II</a></li></ol></li></ol>'
    )
    path = make_epub("<h1>Part</h1>", '<p id="x">a</p>', "<p>b</p>", nav=nav)
    assert open_any(path).publication.entries == (
        Entry(Kind.PART, "Part One", 0, "", 1),
        Entry(Kind.CHAPTER, "I", 1, "", 2),
        Entry(Kind.HEADING, "A scene", 1, "s1#x", 3),
        Entry(Kind.PART, "Loose", 2, "", 1),
        Entry(Kind.CHAPTER, "II", 2, "", 2),
    )


def test_contents_of_epub_2_keep_their_hierarchy(make_epub: MakeEpub) -> None:
    point = '<navPoint><navLabel><text>{}</text></navLabel><content src="{}"/>{}</navPoint>'
    ncx = point.format("Book I", "c0.xhtml", point.format("Chapter 1", "c1.xhtml#a", ""))
    assert open_any(make_epub("<p>a</p>", "<p>b</p>", ncx=ncx)).publication.entries == (
        Entry(Kind.PART, "Book I", 0, "", 1),
        Entry(Kind.CHAPTER, "Chapter 1", 1, "s1#a", 2),
    )


def test_headings_in_the_file_of_a_chapter_are_headings(make_epub: MakeEpub) -> None:
    nav = '<ol><li><a href="c0.xhtml">Loomings</a><ol><li><a href="c0.xhtml#b">The sea</a></li></ol></li></ol>'
    entries = open_any(make_epub('<h1>a</h1><h2 id="b">b</h2>', nav=nav)).publication.entries
    assert [entry.kind for entry in entries] == [Kind.CHAPTER, Kind.HEADING]


def test_links_lead_to_nodes_of_other_sections(make_epub: MakeEpub) -> None:
    path = make_epub(
        '<p><a href="c1.xhtml#n">go</a><a href="C1.xhtml#n">go</a><a href="http://x.y/">out</a></p>',
        '<p id="n">here</p>',
    )
    (node,) = open_any(path).section(0)
    assert [span.target for span in node.spans] == ["s1#n", "s1#n", ""]
    assert open_any(path).section(1)[0].id == "s1#n"


def test_a_missing_chapter_does_not_stop_the_book(make_epub: MakeEpub) -> None:
    path = make_epub("<p>One.</p>", "<p>Two.</p>", "<p>Three.</p>", left_out=("OPS/c1.xhtml",))
    assert lines(path) == ["One.", "This part of the book is missing or damaged.", "Three."]


def test_what_is_missing_is_told_to_the_librarian_once(make_epub: MakeEpub) -> None:
    book = open_any(make_epub("<p>One.</p>", "<p>Two.</p>", left_out=("OPS/c1.xhtml",)))
    book.section(1)
    book.section(1)
    assert [trouble for trouble in book.troubles if "c1.xhtml" in trouble] == ["c1.xhtml: is missing"]


@pytest.mark.parametrize("inside", ["OPS/C0.XHTML", "OPS/%630.xhtml", "ops/c0.xhtml"])
def test_names_may_differ_in_case_and_be_escaped_in_the_zip_file(make_epub: MakeEpub, inside: str) -> None:
    path = make_epub(b"", files={inside: "<html><body><p>Found.</p></body></html>"}, left_out=("OPS/c0.xhtml",))
    assert lines(path) == ["Found."]


def test_names_may_be_escaped_and_composed_otherwise(make_epub: MakeEpub) -> None:
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="caf%C3%A9%20one.xhtml" '
        'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>'
    )
    files = {"OPS/package.opf": package, "OPS/cafe\u0301 one.xhtml": "<html><body><p>Found.</p></body></html>"}
    assert lines(make_epub(files=files)) == ["Found."]


def test_files_that_are_not_on_the_way_stand_beside_it_in_their_place(make_epub: MakeEpub, tmp_path: Path) -> None:
    path = make_epub("<p>One.</p>", "<p>Aside.</p>", "<p>Two.</p>")
    changed = tmp_path / "changed.epub"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'idref="c1"', b'idref="c1" linear="no"'))
    book = open_any(changed)
    assert [section.beside for section in book.publication.sections] == [False, True, False]
    assert lines(changed) == ["One.", "Aside.", "Two."]


def test_a_climbing_name_leads_nowhere(make_epub: MakeEpub) -> None:
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="../../../etc/passwd" '
        'media-type="application/xhtml+xml"/><item id="b" href="file:///etc/passwd" media-type="text/html"/>'
        '</manifest><spine><itemref idref="a"/><itemref idref="b"/></spine></package>'
    )
    assert lines(make_epub(files={"OPS/package.opf": package})) == ["This part of the book is missing or damaged."] * 2


def test_a_reading_order_that_is_empty_is_made_of_the_files(make_epub: MakeEpub) -> None:
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.xhtml" '
        'media-type="application/xhtml+xml"/></manifest><spine/></package>'
    )
    files = {"OPS/package.opf": package, "OPS/a.xhtml": "<html><body><p>Found.</p></body></html>"}
    assert lines(make_epub(files=files)) == ["Found."]


def test_a_book_without_a_container_is_opened_all_the_same(make_epub: MakeEpub) -> None:
    assert lines(make_epub("<p>Found.</p>", left_out=("META-INF/container.xml", "mimetype"))) == ["Found."]


def test_a_chapter_in_latin_1_or_utf_16_is_read(make_epub: MakeEpub) -> None:
    latin = '<?xml version="1.0" encoding="iso-8859-1"?><html><body><p>Été</p></body></html>'.encode("latin-1")
    undeclared = "<html><body><p>Été</p></body></html>".encode("latin-1")
    wide = '<?xml version="1.0" encoding="utf-16"?><html><body><p>Été</p></body></html>'.encode("utf-16")
    assert lines(make_epub(latin, undeclared, wide)) == ["Été"] * 3


def test_a_chapter_that_unpacks_to_more_than_its_share_is_cut(make_epub: MakeEpub) -> None:
    book = open_any(make_epub(b"<html><body><p>a</p>" + b" " * (65 << 20) + b"<p>b</p></body></html>"))
    assert [node.text for node in book.section(0)] == ["a"]
    assert any("larger than 64 MB" in trouble for trouble in book.troubles)


def test_a_package_with_an_entity_bomb_is_opened_without_its_entities(make_epub: MakeEpub) -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    package = (
        f'<!DOCTYPE p [<!ENTITY e0 "boom">{bomb}<!ENTITY f SYSTEM "file:///etc/passwd">]><package><metadata><title>A'
        '&e11;&f;B</title></metadata><manifest><item id="a" href="c0.xhtml"/></manifest>'
        '<spine><itemref idref="a"/></spine></package>'
    )
    book = open_any(make_epub("<p>Found.</p>", files={"OPS/package.opf": package}))
    assert book.section(0)[0].text == "Found."
    assert "boom" not in book.publication.title
    assert "root" not in book.publication.title


def test_contents_nested_by_the_hundred_are_read(make_epub: MakeEpub) -> None:
    start = '<navPoint><navLabel><text>x</text></navLabel><content src="c0.xhtml"/>'
    book = open_any(make_epub("<p>a</p>", ncx=start * 1500 + "</navPoint>" * 1500))
    assert book.publication.entries[-1].level == len(book.publication.entries) == 1500


def test_an_entry_locked_with_a_password_is_damaged_alone(make_epub: MakeEpub) -> None:
    path = make_epub("<p>One.</p>", "<p>Two.</p>")
    data = bytearray(path.read_bytes())
    at = data.rindex(b"OPS/c1.xhtml")  # its name in the directory: the flags stand 38 bytes before
    data[at - 38] |= 1
    path.write_bytes(data)
    assert lines(path) == ["One.", "This part of the book is missing or damaged."]


def test_a_file_that_stands_twice_in_the_order_is_two_places(books: Path) -> None:
    book = open_any(books / "epub" / "w3c-epub-tests" / "pkg-spine-duplicate-item-ui.epub")
    first_ids = [book.section(index)[0].id for index in range(len(book.publication.sections))]
    assert len(set(first_ids)) == len(first_ids) == 4


def test_scrambled_fonts_do_not_lock_a_book(make_epub: MakeEpub) -> None:
    fonts = {"META-INF/encryption.xml": ENCRYPTED.format("http://www.idpf.org/2008/embedding")}
    assert lines(make_epub("<p>Open.</p>", files=fonts)) == ["Open."]


def test_a_locked_book_is_refused_in_plain_words(make_epub: MakeEpub) -> None:
    locked = {"META-INF/encryption.xml": ENCRYPTED.format("http://www.w3.org/2001/04/xmlenc#aes256-cbc")}
    with pytest.raises(ContentError) as refusal:
        open_any(make_epub("<p>Shut.</p>", files=locked))
    assert refusal.value.spoken == "This book is locked by its seller. Say shelf to choose another."
    assert "without digital rights management" in refusal.value.remedy


def test_the_made_book_of_the_lamp_has_its_pages_notes_and_languages(books: Path) -> None:
    book = open_any(books / "epub" / "own" / "lamp.epub")
    every = [node for index in range(3) for node in book.section(index)]
    spans = [span for node in every for span in node.spans]
    assert [span.label for span in spans if span.kind is Kind.PAGE] == ["1", "2", "3"]
    assert Span(40, 40, Kind.NOTE_REFERENCE, "1", "s2#n1") in spans
    assert [node.language for node in every if node.text.startswith("Chère")] == ["fr"]
    assert "She counted the steps aloud, and at the twelfth step she stopped." in [node.text for node in every]


@pytest.mark.parametrize(
    ("name", "pages", "notes"),
    [("idpf-samples/childrens-literature", 92, 3), ("idpf-samples/wasteland", 0, 50)],  # 3 are called annoref there
)
def test_pages_and_notes_are_as_many_as_were_counted(books: Path, name: str, pages: int, notes: int) -> None:
    book = open_any(books / "epub" / f"{name}.epub")
    every = [node for index in range(len(book.publication.sections)) for node in walk(book.section(index))]
    kinds = [span.kind for node in every for span in node.spans]
    assert (kinds.count(Kind.PAGE), kinds.count(Kind.NOTE_REFERENCE)) == (pages, notes)


def test_every_book_opens_or_is_refused_in_plain_words(books: Path) -> None:
    refused = []
    paths = [path for path in sorted((books / "epub").glob("*/*")) if path.suffix.lower() == ".epub"]
    for path in paths:
        try:
            book = open_any(path)
        except ContentError as error:
            refused.append((path.name.rpartition("__")[2], bool(error.spoken and error.remedy)))
        else:
            assert all(book.section(index) for index in range(len(book.publication.sections))), path
            book.close()
    assert len(paths) == 74
    assert refused == [
        ("ocf-container-not-ocf-error.epub", True),
        ("ocf-zip-unreadable-empty-fatal.epub", True),
        ("ocf-zip-unreadable-no-end-header-fatal.epub", True),
    ]
