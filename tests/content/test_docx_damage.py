from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_documents import DOCX_NAMES, ODT_NAMES, made_docx, made_odt, paragraph

from accessvr.content import inspection
from accessvr.content.readers import open_any
from accessvr.core.errors import ContentError

CALM = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SUFFIXES = [".docx", ".odt", ".fodt", ".pdf", ".html", ".md", ".txt", ".doc", ""]
WORD_PIECES = [
    *(
        "<w:p>",
        "</w:p>",
        "<w:r>",
        "</w:r>",
        "<w:t>word</w:t>",
        "<w:tbl>",
        "</w:tbl>",
        "<w:tr>",
        "</w:tr>",
        "<w:tc>",
        "</w:tc>",
    ),
    *(
        "<w:hyperlink w:anchor='x'>",
        "</w:hyperlink>",
        "<w:bookmarkStart w:name='x'/>",
        "<w:fldSimple w:instr='REF x'/>",
    ),
    *("<w:fldChar w:fldCharType='begin'/>", "<w:fldChar w:fldCharType='end'/>", "<w:instrText>HYPERLINK</w:instrText>"),
    *(
        "<w:footnoteReference w:id='1'/>",
        "<w:br/>",
        "<w:drawing>",
        "</w:drawing>",
        "<w:pict/>",
        "<w:sym w:char='zz'/>",
        "&#0;",
    ),
    *(
        "<m:oMath>",
        "</m:oMath>",
        "<m:f/>",
        "<m:nary/>",
        "<m:d/>",
        "<m:m><m:mr/></m:m>",
        "<w:ins>",
        "</w:ins>",
        "<w:del/>",
    ),
    *(
        "<w:pPr><w:numPr><w:ilvl w:val='99'/><w:numId w:val='1'/></w:numPr></w:pPr>",
        "<w:gridSpan w:val='999999'/>",
        "é",
    ),
]
TEXT_PIECES = [
    *(
        "<text:p>",
        "</text:p>",
        "<text:h text:outline-level='x'>",
        "</text:h>",
        "word",
        "<text:span>",
        "</text:span>",
        "é",
    ),
    *("<text:list>", "</text:list>", "<text:list-item>", "</text:list-item>", "<text:note>", "</text:note>", "&bad;"),
    *(
        "<text:note-body>",
        "</text:note-body>",
        "<table:table>",
        "</table:table>",
        "<table:table-row>",
        "</table:table-row>",
    ),
    *("<table:table-cell table:number-columns-spanned='-1'>", "</table:table-cell>", "<draw:frame>", "</draw:frame>"),
    *("<draw:object xlink:href='../x'/>", "<text:s text:c='99999999'/>", "<text:a xlink:href='#x|y|z'>", "</text:a>"),
]


def outcome(path: Path) -> str:
    """Read what can be read, or give the plain words of the refusal; any other error goes through."""
    try:
        book = open_any(path)
    except ContentError as error:
        return error.spoken
    assert all(book.section(index) for index in range(len(book.publication.sections)))
    inspection.tree(book)
    list(inspection.outline(book))
    book.close()
    return "read"


@CALM
@given(
    data=st.binary(max_size=3000),
    suffix=st.sampled_from(SUFFIXES),
    start=st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<"]),
)
def test_any_bytes_are_read_or_refused(data: bytes, suffix: str, start: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"any{suffix}"
    path.write_bytes(start + data)
    assert outcome(path)


@CALM
@given(parts=st.lists(st.sampled_from(WORD_PIECES), max_size=40))
def test_any_word_document_is_read_or_refused(parts: list[str], tmp_path: Path) -> None:
    note = f'<w:footnote w:id="1">{paragraph("A note.")}</w:footnote>'
    assert outcome(made_docx(tmp_path / "any.docx", "".join(parts), footnotes=note, numbering="<w:num w:numId='1'/>"))


@CALM
@given(parts=st.lists(st.sampled_from(TEXT_PIECES), max_size=40))
def test_any_opendocument_text_is_read_or_refused(parts: list[str], tmp_path: Path) -> None:
    assert outcome(made_odt(tmp_path / "any.odt", "".join(parts)))


@pytest.mark.parametrize(
    ("made", "body"),
    [(made_docx, paragraph("Words.") * 9), (made_odt, "<text:p>Words.</text:p>" * 9)],
    ids=["docx", "odt"],
)
@CALM
@given(
    changes=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=20),
    end=st.floats(0.3, 1),
)
def test_a_damaged_zip_file_is_read_or_refused(
    made: Callable[[Path, str], Path], body: str, changes: list[tuple[float, int]], end: float, tmp_path: Path
) -> None:
    path = made(tmp_path / f"damaged.{made.__name__.removeprefix('made_')}", body)
    data = bytearray(path.read_bytes())
    for at, value in changes:
        data[int(at * len(data))] = value
    path.write_bytes(data[: len(data) if end > 0.5 else int(end * len(data))])
    assert outcome(path)


@pytest.mark.parametrize(("suffix", "part"), [("docx", "word/document.xml"), ("odt", "content.xml")])
def test_entities_are_never_expanded_and_nothing_outside_is_read(tmp_path: Path, suffix: str, part: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    bomb = "<!ENTITY a 'lollollollol'>" + "".join(
        f"<!ENTITY {b} '{f'&{a};' * 50}'>" for a, b in zip("abcdef", "bcdefg", strict=True)
    )
    doctype = f"<!DOCTYPE x [{bomb}<!ENTITY out SYSTEM 'file://{secret}'>]>"
    names, body = {
        "docx": (DOCX_NAMES, "<w:body><w:p><w:r><w:t>Words &out; &g; end.</w:t></w:r></w:p></w:body>"),
        "odt": (
            ODT_NAMES,
            "<office:body><office:text><text:p>Words &out; &g; end.</text:p></office:text></office:body>",
        ),
    }[suffix]
    root = "w:document" if suffix == "docx" else "office:document"
    path = tmp_path / f"bomb.{suffix}"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(part, f"{doctype}<{root} {names}>{body}</{root}>")
    lines = list(inspection.text(open_any(path)))
    assert not any("SECRET" in line or "lollol" in line for line in lines)
    assert lines[0].startswith("Words")


def test_a_file_in_a_document_that_unpacks_to_too_much_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {DOCX_NAMES}><w:body>{paragraph('Words.')}" + " " * (70 << 20)
        )
    book = open_any(path)
    assert list(inspection.text(book)) == ["Words."]
    assert any("larger than 64 MB" in trouble for trouble in book.troubles)
