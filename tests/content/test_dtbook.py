"""DTBook: what its elements become, alone or in a DAISY 3 book, and how a long one is cut."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from content.made_daisy import Read, dtbook, read_whole

from accessvr.content.prepared import Prepared, prepare
from accessvr.content.readers import open_any
from accessvr.core.publication import Kind, Node

OPENED = """
import sys
from pathlib import Path
from accessvr.app.memory import peak_mb
from accessvr.content.readers import open_any
open_any(Path(sys.argv[1])).section(0)
print(peak_mb())
"""
META = '<meta name="dc:Title" content="Made"/><meta name="dc:Language" content="en-GB"/>'


def read(tmp_path: Path, body: str, head: str = META) -> Read:
    path = tmp_path / "book.xml"
    path.write_text(dtbook(f"<bodymatter>{body}</bodymatter>", head), encoding="utf-8")
    return read_whole(path)


def kinds(found: Read) -> list[tuple[Kind, str]]:
    return [(node.kind, node.text) for node in found.nodes]


def test_every_heading_has_its_level_whatever_it_is_called(tmp_path: Path) -> None:
    body = (
        "<level1><h1>One</h1><level2><h2>Two</h2></level2></level1>"
        "<level><hd>A</hd><level><hd>B</hd><list type='ul'><hd>C</hd><li>D</li></list></level></level>"
    )
    found = read(tmp_path, body)
    levels = [(node.text, node.level) for node in found.nodes if node.kind is Kind.HEADING]
    assert levels == [("One", 1), ("Two", 2), ("A", 1), ("B", 2)]
    assert [(entry.label, entry.level) for entry in found.book.publication.entries] == levels


def test_pages_notes_annotations_and_asides_are_known(tmp_path: Path) -> None:
    body = (
        "<level1><pagenum id='g' page='front'>ii</pagenum><p>Words<noteref idref='n'>1</noteref> and"
        "<annoref idref='#a'>2</annoref>.</p><note id='n' class='endnote'><p>A note.</p></note>"
        "<annotation id='a'><p>Said.</p></annotation>"
        "<sidebar render='optional'><hd>Box</hd><p>Boxed.</p></sidebar><prodnote render='required'>Told.</prodnote>"
        "</level1>"
    )
    found = read(tmp_path, body)
    by_text = {node.text: node for node in found.nodes}
    spans = by_text["Words and."].spans
    assert [(span.kind, span.label, span.target) for span in spans] == [
        (Kind.PAGE, "ii", ""),
        (Kind.NOTE_REFERENCE, "1", "s0#n"),
        (Kind.NOTE_REFERENCE, "2", "s0#a"),
    ]
    assert by_text["A note."].kind is Kind.NOTE
    assert by_text["A note."].role == "endnote"
    assert by_text["Said."].kind is Kind.NOTE
    assert [node.kind for node in found.nodes if node.text in ("Told.",)] == [Kind.ASIDE]
    assert {"Box", "Boxed."} <= set(by_text)
    assert found.book.publication.pages[0].label == "ii"


def test_lists_tables_pictures_and_verses_keep_their_structure(tmp_path: Path) -> None:
    body = (
        "<level1><list type='ol'><li><lic>One</lic><lic>3</lic></li><li>Two<list type='pl'><li>Deep</li></list></li>"
        "</list>"
        "<dl><dt>Lamp</dt><dd>A light.</dd></dl>"
        "<table><caption>Prices</caption><tr><th>Bread</th><td>4</td></tr></table>"
        "<imggroup><img id='i' src='a.png' alt='A lamp'/><caption>Fig. 1</caption></imggroup>"
        "<poem><title>Song</title><linegroup><line>The wind came</line><line>The boats went</line></linegroup></poem>"
        "<blockquote><p>Quoted.</p></blockquote><code>a = 1\n b = 2</code><p>So <code>x</code> is <q>quoted</q>.</p>"
        "</level1>"
    )
    found = read(tmp_path, body)
    counted = Counter(node.kind for node in found.nodes)
    assert counted[Kind.LIST] == 3
    assert (Kind.ITEM, "One 3") in kinds(found)
    assert (Kind.ITEM, "Deep") in kinds(found)
    assert counted[Kind.TABLE] == 1
    bread = next(node for node in found.nodes if node.text == "Bread")
    assert bread.cell is not None
    assert bread.cell.header
    figure = next(node for node in found.nodes if node.kind is Kind.FIGURE)
    assert (figure.label, figure.text) == ("A lamp", "Fig. 1")
    assert [node.text for node in found.nodes if node.kind is Kind.VERSE][-2:] == ["The wind came", "The boats went"]
    assert counted[Kind.QUOTATION] == 1
    assert [node.text for node in found.nodes if node.kind is Kind.CODE] == ["a = 1\n b = 2"]
    assert any(node.text.startswith("So x is") for node in found.nodes)


def test_languages_words_and_sentences_stay_in_the_text(tmp_path: Path) -> None:
    body = (
        "<level1 xml:lang='fr'><p><sent>Une <w>lampe</w>.</sent> <sent xml:lang='de'>Ein Licht.</sent></p></level1>"
        "<level1><p>A lamp.</p></level1>"
    )
    found = read(tmp_path, body)
    assert [node.text for node in found.nodes] == ["Une lampe. Ein Licht.", "A lamp."]
    assert found.nodes[0].language == "fr"
    assert [(span.kind, span.label) for span in found.nodes[0].spans] == [(Kind.LANGUAGE, "de")]
    assert found.nodes[1].language == "en"  # the book is in British English, its text says only English


def test_what_a_section_is_called_is_its_role(tmp_path: Path) -> None:
    found = read(tmp_path, "<level1 class='glossary'><h1>Words</h1><p>Lamp.</p></level1>")
    assert any(node.role == "glossary" for node in found.nodes)


def test_older_books_without_a_namespace_and_with_entities_are_read(tmp_path: Path) -> None:
    path = tmp_path / "old.xml"
    path.write_text(
        '<!DOCTYPE dtbook SYSTEM "dtbook110.dtd" [<!ENTITY a "b"><!ENTITY e SYSTEM "file:///etc/passwd">]>'
        "<dtbook lang='en'><head><title>Old</title></head><book><bodymatter><level1><h1>A&nbsp;B&e;</h1><p>Words.</p>"
        "</level1></bodymatter></book></dtbook>",
        encoding="utf-8",
    )
    assert read_whole(path).texts == ["A B", "Words."]


def test_a_broken_text_keeps_its_structure_as_far_as_it_goes(tmp_path: Path) -> None:
    whole = dtbook("<bodymatter><level1><h1>One</h1><p>Words.</p></level1><level1><h1>Two</h1><p>More", META)
    path = tmp_path / "book.xml"
    path.write_text(whole.replace("</book></dtbook>", ""), encoding="utf-8")
    found = read_whole(path)
    assert [node.text for node in found.nodes] == ["One", "Words.", "Two", "More"]
    assert found.book.troubles == ["book.xml: is not well formed; it was mended"]


def test_very_deep_levels_end_in_words(tmp_path: Path) -> None:
    deep = "<level>" * 900 + f"<p>{'Deep. ' * 20_000}</p>" + "</level>" * 900
    found = read(tmp_path, deep)
    assert sum(len(node.text) for node in found.nodes) > 100_000


@pytest.fixture(scope="module")
def hauy(books: Path) -> Path:
    path = books / "dtbook" / "hauy_valid.xml"
    if not path.is_file():
        pytest.skip("optional: this book is for tests only, and is not here")
    return path


def test_a_real_dtbook_alone_has_all_its_pages_notes_headings_and_words(hauy: Path, tmp_path: Path) -> None:
    prepare(hauy, tmp_path / "prepared", lambda step: None)
    prepared = Prepared(tmp_path / "prepared")
    counts = sum((Counter(section.counts or {}) for section in prepared.publication.sections), Counter[Kind]())
    source = hauy.read_text("utf-8")
    assert counts[Kind.PAGE] == len(prepared.publication.pages) == source.count("<pagenum")
    assert counts[Kind.NOTE] == source.count("<note ")
    assert counts[Kind.NOTE_REFERENCE] == source.count("<noteref")
    assert counts[Kind.HEADING] == len(re.findall(r"<h\d", source)) == len(prepared.publication.entries)
    passages = [prepared.passage(index) for index in range(len(prepared.publication.sections))]
    targets = [s.target for p in passages for stop in p.stops for s in stop.node.spans if s.kind is Kind.NOTE_REFERENCE]
    there = {name for passage in passages for name in passage.where}
    assert all(target in there for target in targets)
    words = sum(len(stop.node.text.split()) for passage in passages for stop in passage.stops)
    assert words == pytest.approx(15_900, rel=0.02)
    assert prepared.publication.language == "en-GB"


def test_maths_in_dtbook_has_words(books: Path) -> None:
    found = read_whole(books / "dtbook" / "dtbook-math.xml")
    formulas = [node for node in found.nodes if node.kind is Kind.FORMULA]
    assert len(formulas) == 1
    assert "infinity" in formulas[0].text
    assert [page.label for page in found.book.publication.pages] == ["1", "2"]


def grown(hauy: Path, tmp_path: Path, times: int) -> Path:
    source = hauy.read_text("utf-8")
    head, _, rest = source.partition("<bodymatter>")
    body, _, tail = rest.partition("</bodymatter>")
    bodies = (re.sub(r'\b(id="|idref="#)([^"]+)"', rf'\1\2.{count}"', body) for count in range(times))
    path = tmp_path / "long.xml"
    path.write_text(f"{head}<bodymatter>{''.join(bodies)}</bodymatter>{tail}", encoding="utf-8")
    return path


def test_a_text_of_eight_megabytes_opens_at_once_and_piece_by_piece(hauy: Path, tmp_path: Path) -> None:
    path = grown(hauy, tmp_path, 46)
    assert path.stat().st_size > 8_000_000
    book = open_any(path)
    sections = book.publication.sections
    assert book.section(0)
    assert len(sections) > 500
    assert max(section.size for section in sections) <= 60_000
    last = book.publication.entries[-1]
    assert any(node.id == last.node for node in flat(book.section(last.section)))
    done = subprocess.run([sys.executable, "-c", OPENED, str(path)], capture_output=True, text=True, check=True)
    assert float(done.stdout) < 300


def flat(nodes: tuple[Node, ...]) -> list[Node]:
    found = list(nodes)
    for node in found:
        found += node.children
    return found


def test_a_long_level_without_levels_is_cut_too(tmp_path: Path) -> None:
    found = read(tmp_path, f"<level1><h1>One</h1>{'<p>Words of a sentence, and more.</p>' * 6000}</level1>")
    sections = found.book.publication.sections
    assert len(sections) == 4
    assert sum(len(text) for text in found.texts) == 6000 * 30 + 3
