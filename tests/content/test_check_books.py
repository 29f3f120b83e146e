"""What can only be found when the whole book is looked at."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from content.well_made import BODY, HTML, META, NAV, codes, epub, findings, page

from accessvr.content.check.checker import check
from accessvr.content.check.finding import Severity
from accessvr.content.check.pages import LARGEST_PAGE_BYTES
from accessvr.content.check.rules import RULES
from accessvr.core.errors import ContentError

CHAPTER = page("<h1>The shed</h1><p>The nets hang in the shed.</p>", "The shed")
LISTED = NAV.replace("</ol></nav><nav", '<li><a href="c1.xhtml">The shed</a></li></ol></nav><nav', 1)
PAGES = '<nav epub:type="page-list"><ol><li><a href="c0.xhtml#p1">1</a></li></ol></nav>'
BREAK = '<span epub:type="pagebreak" id="p1" aria-label="1"/>'
NOTED = "<p>Nets<a epub:type='noteref' id='r1' href='#n1'>1</a> dry.</p>"
SMIL = '<smil xmlns="http://www.w3.org/ns/SMIL"><body>{}</body></smil>'
PAR = '<par><text src="c0.xhtml#{}"/><audio src="{}" clipBegin="{}s" clipEnd="{}s"/></par>'
OVERLAY = (
    '<item id="o" href="o.smil" media-type="application/smil+xml"/><item id="a" href="a.mp3" media-type="audio/mpeg"/>'
)
SEEN = {**META, "accessMode": ("textual", "visual", "auditory")}


def recorded(folder: Path, *pars: str, sound: bool = True) -> Path:
    files: dict[str, str | bytes] = {"OPS/o.smil": SMIL.format("".join(pars))}
    files |= {"OPS/a.mp3": b"mp3"} if sound else {}
    body = "<h1 id='h'>The quay</h1><p id='p'>The boats.</p><p>The nets.</p>"
    return epub(folder, body, manifest=OVERLAY, first='media-overlay="o"', meta=SEEN, files=files)


def severities(path: Path, code: str) -> list[Severity]:
    return [finding.severity for finding in findings(path, code)]


def test_a_reference_without_note_is_found(tmp_path: Path) -> None:
    (finding,) = findings(epub(tmp_path, BODY + NOTED), "note-missing")
    assert finding.what == "A reference leads to #n1, which is not there."


def test_a_note_in_order_is_left_alone(tmp_path: Path) -> None:
    note = "<aside epub:type='footnote' id='n1'>Of hemp. <a href='#r1'>Back</a></aside>"
    assert codes(epub(tmp_path, BODY + NOTED + note)) == set()


def test_a_note_that_cannot_be_reached_or_left_is_found(tmp_path: Path) -> None:
    alone = "<aside epub:type='footnote' id='n2'>Of hemp. <a href='#n2'>Here</a></aside>"
    no_way_back = "<aside epub:type='footnote' id='n1'>Of hemp.</aside>"
    path = epub(tmp_path, BODY + NOTED + no_way_back + alone)
    assert [finding.place.path for finding in findings(path, "note-without-reference")] == ["body/aside[2]"]
    assert [finding.place.path for finding in findings(path, "note-without-way-back")] == ["body/aside[1]"]


def test_items_of_a_list_of_endnotes_are_notes(tmp_path: Path) -> None:
    notes = page("<h1>Notes</h1><ol epub:type='endnotes'><li id='n1'>Of hemp.</li><li id='n2'>Of oak.</li></ol>")
    body = BODY + NOTED.replace("#n1", "c1.xhtml#n1")
    path = epub(tmp_path, body, pages=(notes,), nav=LISTED)
    assert [finding.place.file for finding in findings(path, "note-without-reference")] == ["OPS/c1.xhtml"]


def test_a_link_between_pages_is_followed(tmp_path: Path) -> None:
    body = BODY + "<p><a href='c1.xhtml#there'>The shed</a> <a href='c1.xhtml#gone'>The loft</a></p>"
    path = epub(tmp_path, body, pages=(CHAPTER.replace("<p>", "<p id='there'>"),), nav=LISTED)
    assert [finding.what for finding in findings(path, "broken-link")] == [
        "A link leads to c1.xhtml#gone, which is not there."
    ]


def test_a_link_to_a_page_off_the_reading_order_is_found(tmp_path: Path) -> None:
    item = '<item id="x" href="x.xhtml" media-type="application/xhtml+xml"/>'
    body = BODY + "<p><a href='x.xhtml'>The loft</a></p>"
    assert "link-off-the-way" in codes(epub(tmp_path, body, manifest=item, files={"OPS/x.xhtml": CHAPTER}))
    beside = '<itemref idref="x" linear="no"/>'
    path = epub(tmp_path, body, manifest=item, spine=beside, files={"OPS/x.xhtml": CHAPTER})
    assert "link-off-the-way" not in codes(path)


def test_a_chapter_that_is_not_in_the_contents_is_found(tmp_path: Path) -> None:
    assert codes(epub(tmp_path, pages=(CHAPTER,))) == {"contents-incomplete"}
    assert codes(epub(tmp_path, pages=(CHAPTER,), nav=LISTED)) == set()


def test_contents_that_lead_nowhere_are_found(tmp_path: Path) -> None:
    (finding,) = findings(epub(tmp_path, nav=LISTED), "broken-link")
    assert finding.place.file == "OPS/nav.xhtml"


def test_an_old_table_of_contents_is_read_too(tmp_path: Path) -> None:
    ncx = '<ncx xmlns="x"><navMap><navPoint><content src="c0.xhtml"/></navPoint></navMap></ncx>'
    item = '<item id="n" href="t.ncx" media-type="application/x-dtbncx+xml"/>'
    assert codes(epub(tmp_path, nav="", manifest=item, files={"OPS/t.ncx": ncx})) == set()
    broken = {"OPS/t.ncx": ncx.replace("c0.xhtml", "c7.xhtml")}
    assert "broken-link" in codes(epub(tmp_path, nav="", manifest=item, files=broken))


def test_a_long_book_without_contents_and_headings_blocks(tmp_path: Path) -> None:
    long = "<p>The boats lie at the quay.</p>" * 1000
    assert severities(epub(tmp_path, long, nav=""), "no-way-around") == [Severity.BLOCKS]
    assert severities(epub(tmp_path, BODY + long, nav=""), "no-contents") == [Severity.COULD]
    assert severities(epub(tmp_path, long), "no-headings") == [Severity.SHOULD]


def test_landmarks_are_asked_for(tmp_path: Path) -> None:
    assert codes(epub(tmp_path, nav=NAV.split('<nav epub:type="landmarks')[0])) == {"no-landmarks"}


def test_printed_pages_want_a_list_and_an_edition(tmp_path: Path) -> None:
    assert codes(epub(tmp_path, BODY + BREAK)) == {"no-page-list", "page-source-missing"}
    source = "<dc:source>urn:isbn:9780000000002</dc:source>"
    assert codes(epub(tmp_path, BODY + BREAK, nav=NAV + PAGES, more_meta=source)) == set()
    two = BREAK + BREAK.replace("p1", "p2").replace('"1"', '"2"')
    (finding,) = findings(epub(tmp_path, BODY + two, nav=NAV + PAGES, more_meta=source), "page-list-incomplete")
    assert finding.what == 'The page "2" is not in the page list.'


def test_files_that_are_not_there_are_found(tmp_path: Path) -> None:
    picture = '<item id="p" href="p.png" media-type="image/png"/>'
    chapter = '<item id="x" href="x.xhtml" media-type="application/xhtml+xml"/>'
    assert severities(epub(tmp_path, manifest=picture), "file-missing") == [Severity.SHOULD]
    path = epub(tmp_path, manifest=chapter, spine='<itemref idref="x"/>')
    assert severities(path, "chapter-missing") == [Severity.BLOCKS]
    assert severities(epub(tmp_path, spine='<itemref idref="y"/>'), "chapter-missing") == [Severity.BLOCKS]


def test_damaged_pages_are_found(tmp_path: Path) -> None:
    mended = HTML + "<head><title>t</title></head><body><p>One<p>Two</body></html>"
    assert severities(epub(tmp_path, pages=(mended,)), "chapter-damaged") == [Severity.SHOULD]
    assert severities(epub(tmp_path, pages=(" ",)), "chapter-unreadable") == [Severity.BLOCKS]


def test_what_the_reader_noticed_is_told_once(tmp_path: Path) -> None:
    mended = HTML + "<head><title>t</title></head><body><p>One<p>Two</body></html>"
    path = epub(tmp_path, pages=(mended,), manifest='<item id="p" href="p.png" media-type="image/png"/>')
    damages = [finding for finding in check(path).findings if finding.place.file == "OPS/c1.xhtml"]
    assert len({(finding.code, finding.place) for finding in damages}) == len(damages)
    assert sum(finding.code == "chapter-damaged" for finding in damages) == 1


def test_recordings_are_compared_with_the_words(tmp_path: Path) -> None:
    path = recorded(tmp_path, PAR.format("h", "a.mp3", 0, 1), PAR.format("p", "a.mp3", 1, 2))
    assert [finding.what for finding in findings(path, "not-recorded")] == ['The words "The nets." have no recording.']
    assert "overlay-text-missing" in codes(recorded(tmp_path, PAR.format("x", "a.mp3", 0, 1)))
    assert "overlay-clip-wrong" in codes(recorded(tmp_path, PAR.format("h", "a.mp3", 2, 1)))


def test_a_recording_that_is_not_there_is_told_once(tmp_path: Path) -> None:
    path = recorded(tmp_path, PAR.format("h", "a.mp3", 0, 1), PAR.format("p", "a.mp3", 1, 2), sound=False)
    (finding,) = findings(path, "audio-missing")
    assert finding.what == "The recording a.mp3 is not there; 2 pieces of text need it."


def test_pages_laid_out_like_print_are_doubted(tmp_path: Path) -> None:
    fixed = '<meta property="rendition:layout">pre-paginated</meta>'
    assert "fixed-layout" in codes(epub(tmp_path, more_meta=fixed))


def test_metadata_that_are_not_there_are_asked_for(tmp_path: Path) -> None:
    path = epub(tmp_path, title="", language="", meta={})
    assert codes(path) == {"title-missing", "book-language-missing", "metadata-missing", "metadata-incomplete"}
    named = [finding.what.split()[0] for finding in findings(path, "metadata-missing")]
    assert named == ["accessMode", "accessibilityFeature", "accessibilityHazard"]


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"accessibilityFeature": ("pageNavigation",)}, "The metadata claim pageNavigation, but the book has none."),
        ({"accessibilityFeature": ("MathML",)}, "The metadata claim MathML, but the book has none."),
        ({"accessibilityFeature": ("none", "index")}, "accessibilityFeature states both none and something."),
        ({"accessibilityHazard": ("none", "sound")}, "accessibilityHazard states both sound and that there is none."),
        ({"accessibilityHazard": ("none", "unknown")}, "accessibilityHazard states both none and unknown."),
        ({"accessMode": ("visual",)}, "accessMode does not name textual, but the book has text."),
    ],
)
def test_metadata_that_do_not_agree_are_found(tmp_path: Path, changed: dict[str, tuple[str, ...]], what: str) -> None:
    path = epub(tmp_path, meta={**META, **changed})
    assert [finding.what for finding in findings(path, "metadata-contradictory")] == [what]


def test_a_word_of_no_vocabulary_is_found(tmp_path: Path) -> None:
    path = epub(tmp_path, meta={**META, "accessibilityFeature": ("nice",), "accessModeSufficient": ("textual,smell",)})
    assert [finding.what for finding in findings(path, "metadata-value-unknown")] == [
        'accessModeSufficient holds "smell".',
        'accessibilityFeature holds "nice".',
    ]


def test_a_claim_that_something_contradicts_is_doubted(tmp_path: Path) -> None:
    claim = (
        '<meta property="dcterms:conformsTo" id="c">EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta>'
        '<meta property="a11y:certifiedBy" refines="#c">The Harbour Library</meta>'
    )
    assert codes(epub(tmp_path, more_meta=claim)) == set()
    assert "claim-doubtful" in codes(epub(tmp_path, BODY + "<p><a href='#x'/></p>", more_meta=claim))


def test_a_claim_names_a_known_standard_and_who_says_so(tmp_path: Path) -> None:
    path = epub(tmp_path, more_meta='<meta property="dcterms:conformsTo">All standards</meta>')
    assert {finding.what for finding in check(path).findings} == {
        "certifiedBy is not stated: who says that the book conforms to the standard.",
        'conformsTo holds "All standards".',
    }


def test_a_locked_book_says_so(tmp_path: Path) -> None:
    locked = (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData><EncryptionMethod '
        'Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/></EncryptedData></encryption>'
    )
    report = check(epub(tmp_path, files={"META-INF/encryption.xml": locked}))
    assert [(finding.code, finding.severity) for finding in report.findings] == [("locked", Severity.BLOCKS)]


def test_a_file_that_is_no_book_blocks(tmp_path: Path) -> None:
    path = tmp_path / "made.epub"
    path.write_bytes(b"not a zip file")
    assert codes(path) == {"cannot-be-opened"}


def test_a_page_without_measure_is_left_out_of_the_check(tmp_path: Path) -> None:
    path = epub(tmp_path, pages=(page("<p>" + "x" * LARGEST_PAGE_BYTES + "</p>"),))
    assert [finding.what for finding in findings(path, "to-mend")] == ["The page is so large that it is not checked."]


def test_a_long_list_of_links_is_checked_in_time(tmp_path: Path) -> None:
    body = BODY + "".join(f"<p><a href='#x{number}'>Nets</a></p>" for number in range(5_000))
    made = findings(epub(tmp_path, body), "broken-link")
    assert made[-1].place.path == "body/p[5001]/a[1]"


def test_a_name_that_is_nowhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError):
        check(tmp_path / "gone.epub")


def test_how_the_book_is_packed_is_looked_at(tmp_path: Path) -> None:
    path = epub(tmp_path, files={"OPS/a?.txt": "x", "OPS/B.txt": "x", "OPS/b.txt": "x"})
    assert [finding.place.file for finding in findings(path, "container-wrong")] == [
        "OPS/a?.txt",
        "OPS/B.txt",
        "OPS/b.txt",
    ]
    late = tmp_path / "late.epub"
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(late, "w") as other:
        for name in [*[n for n in archive.namelist() if n.endswith(("ml", "opf"))], "mimetype"]:
            other.writestr(name, archive.read(name))
    assert codes(late) == {"container-wrong"}


def test_every_rule_is_whole() -> None:
    for code, rule in RULES.items():
        assert code == code.lower()
        assert rule.title
        assert not rule.title.endswith(".")
        assert rule.remedy.endswith(".")
        assert rule.criterion or code == "to-mend"
