"""Word and OpenDocument files made by hand for tests, so that each thing in them is known."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DOCX_NAMES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"'
)
STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr>{language}</w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="My heading"/><w:basedOn w:val="berschrift1"/></w:style>
<w:style w:type="paragraph" w:styleId="Level2"><w:name w:val="Any"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Zitat"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="German"><w:name w:val="German"/><w:rPr><w:lang w:val="de-DE"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="table" w:styleId="Grand"><w:name w:val="Grand"/><w:tblStylePr w:type="firstRow"/>
<w:tblStylePr w:type="firstCol"/></w:style>
"""
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def made_docx(  # every argument is a piece of the file
    path: Path,
    body: str,
    *,
    styles: str = STYLES,
    language: str = "",
    numbering: str = "",
    footnotes: str = "",
    endnotes: str = "",
    core: str = "",
    relations: Mapping[str, tuple[str, str]] | None = None,
    files: Mapping[str, str] | None = None,
) -> Path:
    """Make a Word document. `relations` gives kind and target of ids; outside targets begin with a scheme."""
    related = "".join(
        f'<Relationship Id="{name}" Type="{R}/{kind}" Target="{target}" '
        f'TargetMode="{"External" if ":" in target else "Internal"}"/>'
        for name, (kind, target) in (relations or {}).items()
    )
    stated = styles.replace("{language}", f'<w:lang w:val="{language}"/>' if language else "")
    made = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="{R}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{related}</Relationships>',
        "word/document.xml": f"<w:document {DOCX_NAMES}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/styles.xml": f"<w:styles {DOCX_NAMES}>{stated}</w:styles>",
        "word/numbering.xml": f"<w:numbering {DOCX_NAMES}>{numbering}</w:numbering>",
        "word/footnotes.xml": f"<w:footnotes {DOCX_NAMES}>{footnotes}</w:footnotes>",
        "word/endnotes.xml": f"<w:endnotes {DOCX_NAMES}>{endnotes}</w:endnotes>",
        "docProps/core.xml": '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        f'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">{core}</cp:coreProperties>',
        **(files or {}),
    }
    return zipped(path, made)


def zipped(path: Path, made: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in made.items():
            archive.writestr(name, content)
    return path


def paragraph(words: str, style: str = "", more: str = "", run: str = "") -> str:
    """Give a paragraph of Word; `words` that begin with "<" are its content."""
    stated = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{stated}{more}</w:pPr>{words if words.startswith('<') else text(words, run)}</w:p>"


def text(words: str, properties: str = "") -> str:
    """Give a run of Word."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def field(code: str, result: str) -> str:
    """Give a field of Word with what it shows."""
    kinds = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{kinds[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{kinds[1]}{result}{kinds[2]}"


_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
ODT_NAMES = " ".join(
    [
        *(f'xmlns:{p}="{_ODF}{p}:1.0"' for p in ("office", "style", "text", "table", "chart", "meta")),
        f'xmlns:draw="{_ODF}drawing:1.0" xmlns:fo="{_ODF}xsl-fo-compatible:1.0" xmlns:svg="{_ODF}svg-compatible:1.0"',
        'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"',
        'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"',
    ]
)


def made_odt(
    path: Path,
    body: str,
    *,
    styles: str = "",
    meta: str = "",
    files: Mapping[str, str] | None = None,
    flat: bool = False,
) -> Path:
    """Make an OpenDocument text; with `flat`, as one XML file."""
    parts = {
        "content.xml": f"<office:body><office:text>{body}</office:text></office:body>",
        "styles.xml": f"<office:styles>{styles}</office:styles>",
        "meta.xml": f"<office:meta>{meta}</office:meta>",
    }
    if flat:
        path.write_text(f"<office:document {ODT_NAMES}>{''.join(reversed(parts.values()))}</office:document>", "utf-8")
        return path
    made = {name: f"<office:document {ODT_NAMES}>{part}</office:document>" for name, part in parts.items()}
    more = {name: part.replace("<office:chart>", f"<office:chart {ODT_NAMES}>") for name, part in (files or {}).items()}
    return zipped(path, {"mimetype": "application/vnd.oasis.opendocument.text", **made, **more})
