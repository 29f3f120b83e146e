"""Other documents that are wrong: Word, OpenDocument, PDF, web pages, Markdown, plain text."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

from content.hostile.making import ALSO_SAID, NEVER, SAID, SECRET, Content, Files, Hostile, zipped

BOTH = (SAID, ALSO_SAID)
BOMB = f'<!DOCTYPE x [<!ENTITY a "{NEVER * 1000}"><!ENTITY b "{"&a;" * 90}"><!ENTITY c "{"&b;" * 90}">]>'
OUT = '<!DOCTYPE x [<!ENTITY out SYSTEM "file:///etc/passwd">]>'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
REL = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = f'<Relationship Id="r1" Type="{R}/officeDocument" Target="word/document.xml"/>'


def _file(
    kind: str, name: str, content: Content, said: tuple[str, ...] = BOTH, refused: bool | None = False
) -> Hostile:
    """Give a file of one kind, by its ending."""

    def make(folder: Path) -> Path:
        path = folder / f"book.{kind}"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return Hostile(f"{kind} {name}", make, said, (NEVER, SECRET, "root:"), refused)


def docx(body: str, before: str = "", more: str = "") -> Files:
    """Give the files of a Word document."""
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    return {
        "[Content_Types].xml": types,
        "_rels/.rels": f'<Relationships xmlns="{REL}">{MAIN}</Relationships>',
        "word/document.xml": f'{before}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{REL}">{more}</Relationships>',
    }


LANGUAGE = '<w:rPr><w:lang w:val="en-GB"/></w:rPr>'  # or the model of languages is asked, which takes a second


def w(words: str, properties: str = "") -> str:
    """Give a paragraph of a Word document."""
    return f"<w:p><w:r>{properties or LANGUAGE}<w:t>{words}</w:t></w:r></w:p>"


def _docx(name: str, inside: Files, said: tuple[str, ...] = BOTH, refused: bool | None = False) -> Hostile:
    make: Callable[[Path], Path] = lambda folder: zipped(folder / "book.docx", inside)  # noqa: E731
    return Hostile(f"Word {name}", make, said, (NEVER, SECRET, "root:"), refused)


TWO = w(SAID) + w(ALSO_SAID)
HIDDEN = (
    f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{NEVER}</w:t></w:r><w:del><w:r><w:delText>{NEVER}</w:delText></w:r></w:del>"
    f"<w:r><w:instrText>{NEVER}</w:instrText></w:r><w:r><w:t>near</w:t></w:r></w:p>"
    f"<w:p><w:moveFrom><w:r><w:t>{NEVER}</w:t></w:r></w:moveFrom></w:p>"
)
OUTSIDE = (
    f'<Relationship Id="x1" Type="{R}/image" Target="file:///etc/passwd" TargetMode="External"/>'
    f'<Relationship Id="x2" Type="{R}/footnotes" Target="../../../../etc/passwd"/>'
    f'<Relationship Id="x3" Type="{R}/attachedTemplate" Target="http://127.0.0.1:9/a.dotm" TargetMode="External"/>'
)


def _without(part: str) -> Files:
    return {name: content for name, content in docx(TWO).items() if name != part}


WORDS = (
    _file("docx", "that is no zip file", b"PK nothing", (), True),
    _file("docx", "that is empty", b"", (), True),
    _docx("without its document", _without("word/document.xml"), (), True),
    _docx("without its list of parts", _without("_rels/.rels")),
    _docx("without its relations", _without("word/_rels/document.xml.rels")),
    _docx("with a document that is torn", docx(TWO) | {"word/document.xml": str(docx(TWO)["word/document.xml"])[:-30]}),
    _docx("with a bomb", docx(TWO + w("&c;"), BOMB)),
    _docx("with a file asked for", docx(TWO + w("&out;"), OUT)),
    _docx("with ways out", docx(TWO, more=OUTSIDE)),
    _docx("with hidden words", docx(TWO + HIDDEN), (*BOTH, "near")),
    _docx("with an empty body", docx(""), (), None),
    _docx("with tables in tables", docx(TWO + "<w:tbl><w:tr><w:tc>" * 400 + "</w:tc></w:tr></w:tbl>" * 400)),
    _docx("nested too deep", docx(TWO + "<w:sdt><w:sdtContent>" * 3_000 + "</w:sdtContent></w:sdt>" * 3_000), ()),
    _docx(
        "with a list level without sense",
        docx(TWO + '<w:p><w:pPr><w:numPr><w:ilvl w:val="-9"/><w:numId w:val="x"/></w:numPr></w:pPr></w:p>'),
    ),
    _docx(
        "with a span without sense",
        docx(
            TWO
            + f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="{"9" * 5000}"/></w:tcPr>{w("cell")}</w:tc></w:tr></w:tbl>'
        ),
    ),
    _docx("with a hundred thousand paragraphs", docx(TWO + "<w:p/>" * 100_000)),
    _docx(
        "with a picture that names itself",
        docx(TWO + '<w:p><w:r><w:drawing><a:blip xmlns:a="x" r:embed="none"/></w:drawing></w:r></w:p>'),
    ),
    _docx(
        "with a bomb of a style",
        docx(TWO)
        | {
            "word/styles.xml": f'<w:styles xmlns:w="{W}"><w:style w:styleId="a"><w:basedOn w:val="b"/></w:style>'
            '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
        },
    ),
)

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"


def odt(body: str, before: str = "", styles: str = "") -> Files:
    """Give the files of an OpenDocument text."""
    spaces = (
        f'xmlns:office="{OFFICE}" xmlns:text="{TEXT}" xmlns:style="{STYLE}" xmlns:xlink="http://www.w3.org/1999/xlink"'
    )
    spaces += ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    content = f"<office:body><office:text>{body}</office:text></office:body>"
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"{before}<office:document-content {spaces}><office:automatic-styles>{styles}"
        f"</office:automatic-styles>{content}</office:document-content>",
    }


def _odt(name: str, inside: Files, said: tuple[str, ...] = BOTH, refused: bool | None = False) -> Hostile:
    make: Callable[[Path], Path] = lambda folder: zipped(folder / "book.odt", inside)  # noqa: E731
    return Hostile(f"OpenDocument {name}", make, said, (NEVER, SECRET, "root:"), refused)


LINES = f"<text:p>{SAID}</text:p><text:p>{ALSO_SAID}</text:p>"
CHANGES = (
    f"<text:tracked-changes><text:changed-region><text:deletion><text:p>{NEVER}</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    f"<text:p>near<office:annotation><text:p>{NEVER}</text:p></office:annotation></text:p>"
    f'<text:section text:display="none"><text:p>{NEVER}</text:p></text:section>'
    f'<text:p text:style-name="gone">{NEVER}</text:p>'
)
GONE = (
    '<style:style style:name="gone" style:family="paragraph"><style:text-properties text:display="none"/></style:style>'
)
OPEN_DOCUMENTS = (
    _file("odt", "that is no zip file", b"PK nothing", (), True),
    _odt("without its content", {"mimetype": "application/vnd.oasis.opendocument.text"}, (), True),
    _odt("with content that is torn", odt(LINES) | {"content.xml": str(odt(LINES)["content.xml"])[:-30]}),
    _odt("with a bomb", odt(LINES + "<text:p>&c;</text:p>", BOMB)),
    _odt("with a file asked for", odt(LINES + "<text:p>&out;</text:p>", OUT)),
    _odt("with hidden words", odt(LINES + CHANGES, styles=GONE), (*BOTH, "near")),
    _odt("with ten billion spaces", odt(f'<text:p>{SAID}<text:s text:c="9999999999"/>{ALSO_SAID}</text:p>')),
    _odt(
        "with cells repeated a million times",
        odt(
            LINES + '<table:table><table:table-row table:number-rows-repeated="1000000">'
            '<table:table-cell table:number-columns-repeated="1000000"><text:p>cell</text:p></table:table-cell>'
            "</table:table-row></table:table>"
        ),
    ),
    _odt("with sections nested deep", odt("<text:section>" * 1_500 + LINES + "</text:section>" * 1_500)),
    _odt(
        "with a section from a file",
        odt(LINES + '<text:section><text:section-source xlink:href="file:///etc/passwd"/></text:section>'),
    ),
)


def pdf(*objects: bytes, root: int = 1) -> bytes:
    """Give a PDF of these objects, numbered from 1, with its table."""
    data, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(places) + 1, table)
    return (
        data
        + start
        + b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, root, len(data))
    )


def stream(content: bytes, filters: bytes = b"") -> bytes:
    """Give a stream of a PDF."""
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(content), filters, content)


def text_page(words: str, more: bytes = b"", packed: bytes | None = None) -> list[bytes]:
    """Give the objects of a PDF of one page."""
    shown = b"BT /F1 12 Tf 72 720 Td (%s) Tj 0 -20 Td (%s) Tj ET" % (words.encode(), ALSO_SAID.encode())
    content = stream(shown + more) if packed is None else stream(packed, b"/Filter/FlateDecode")
    return [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        content,
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]


def _pdf(name: str, data: bytes, said: tuple[str, ...] = BOTH, refused: bool | None = False) -> Hostile:
    return _file("pdf", name, data, said, refused)


PAGE = text_page(SAID)
LOOPED = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>", *PAGE[2:]]
ACTION = [b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert)>>/Outlines 6 0 R>>", *PAGE[1:]]
OUTLINE = [b"<</Type/Outlines/First 7 0 R/Last 7 0 R>>", b"<</Title(One)/Parent 6 0 R/Next 7 0 R/First 7 0 R>>"]
BIG = zlib.compress(b"BT /F1 12 Tf (x) Tj ET\n" * 20_000_000, 9)
PDFS = (
    _pdf("that is text", b"not a PDF at all", (), True),
    _pdf("that is empty", b"", (), True),
    _pdf("that has only its first line", b"%PDF-1.7\n", (), True),
    _pdf("that is cut in the middle", pdf(*PAGE)[:400], (), None),
    _pdf("without its table", pdf(*PAGE).partition(b"xref")[0], (), None),
    _pdf("behind other bytes", b"\x00" * 500 + pdf(*PAGE), (), None),
    _pdf("with pages in a ring", pdf(*LOOPED), (), None),
    _pdf("with an action and contents in a ring", pdf(*ACTION, *OUTLINE)),
    _pdf(
        "with a million pages that are not there",
        pdf(PAGE[0], b"<</Type/Pages/Kids[3 0 R]/Count 1000000>>", *PAGE[2:]),
        (),
        None,
    ),
    _pdf(
        "that needs a password",
        pdf(*PAGE).replace(b"/Root", b"/Encrypt<</Filter/Standard/V 2/R 3/O(x)/U(y)/P -4>>/Root"),
        (),
        True,
    ),
    _pdf("with a page of half a gigabyte", pdf(*text_page("", packed=BIG)), (), None),
    _pdf("without words", pdf(*text_page("")[:3], stream(b""), PAGE[4]), (), None),
    _pdf("nested deep", pdf(*PAGE, b"[" * 100_000 + b"]" * 100_000)),
)

HTML = '<!doctype html><html lang="en"><title>t</title><body>'
PAGES_ALONE = (
    _file("html", "with a bomb", f"{BOMB}<body><p>{SAID}&c;</p><p>{ALSO_SAID}"),
    _file(
        "html",
        "with files asked for",
        f'{HTML}<base href="file:///etc/"><p>{SAID}<iframe src="passwd"></iframe><object data="passwd"></object>'
        f"<p>{ALSO_SAID}",
    ),
    _file(
        "html",
        "with hidden words",
        f'{HTML}<p>{SAID}<script>{NEVER}</script><p hidden>{NEVER}</p><div style="display:none">{NEVER}</div>'
        f"<!-- {NEVER} --><template>{NEVER}</template><p>{ALSO_SAID}",
    ),
    _file("html", "nested deep", HTML + "<div>" * 100_000 + f"<p>{SAID}<p>{ALSO_SAID}"),
    _file(
        "html", "of a hundred thousand tags that are never closed", f"{HTML}<p>{SAID}<p>{ALSO_SAID}" + "<b>" * 100_000
    ),
    _file("html", "that is empty of words", HTML, (), None),
    _file("html", "in Latin-1", f"{HTML}<p>Été {SAID}<p>{ALSO_SAID}".encode("cp1252"), (*BOTH, "Été")),
    _file("html", "in UTF-16", f"{HTML}<p>Été {SAID}<p>{ALSO_SAID}".encode("utf-16"), (*BOTH, "Été")),
    _file("html", "with NUL bytes", f"{HTML}<p>\x00{SAID}\x00<p>{ALSO_SAID}" + "<p>And so on." * 50),
    _file("html", "of twenty megabytes", HTML + f"<p>{SAID}<p>{ALSO_SAID}" + "<p>word word word" * 1_200_000),
)
ENGLISH = "It was the end of the day, and he was in the house with her, for it had not been that he said so.\n\n" * 2
TWO_LINES = f"# One\n\n{SAID}\n\n{ALSO_SAID}\n\n{ENGLISH}"
MARKDOWN = (
    _file("md", "with scripts", f"{TWO_LINES}<script>{NEVER}</script>\n\n<!-- {NEVER} -->\n"),
    _file("md", "of brackets", TWO_LINES + "[" * 50_000),
    _file("md", "of brackets and parentheses", TWO_LINES + "[a](" * 20_000),
    _file("md", "of stars", TWO_LINES + "*a **b " * 20_000),
    _file("md", "of quotations in each other", TWO_LINES + "> " * 5_000 + "deep\n"),
    _file("md", "of lists in each other", TWO_LINES + "".join("  " * n + "- a\n" for n in range(1_000))),
    _file("md", "of references to themselves", f"{TWO_LINES}[a]\n\n[a]: b\n[b]: a\n[^1]: see [^1]\n"),
    _file("md", "of ticks", TWO_LINES + "".join("`" * n + " " for n in range(1, 1_500))),
    _file("md", "of links to code", f"{TWO_LINES}[near](javascript:{NEVER})\n", (*BOTH, "near")),
    _file("md", "of table lines", TWO_LINES + "|a" * 20_000 + "\n" + "|-" * 20_000 + "\n"),
    _file("md", "of ampersands", TWO_LINES + "&" * 100_000 + "&amp" * 10_000),
)
PLAIN = (
    _file("txt", "with NUL bytes", f"{SAID}\x00\n\n{ALSO_SAID}" + "\n\nAnd so on." * 50),
    _file("txt", "of control characters", bytes(range(32)) * 100, (), True),
    _file("txt", "of white space", b" \n\t" * 1000, (), True),
    _file("txt", "in UTF-16", f"{SAID}\n\n{ALSO_SAID}".encode("utf-16")),
    _file("txt", "in UTF-32", f"{SAID}\n\n{ALSO_SAID}".encode("utf-32")),
    _file("txt", "in Latin-1", f"Été. {SAID}\n\n{ALSO_SAID}".encode("cp1252"), (*BOTH, "Été.")),
    _file("txt", "with all ends of lines", f"{SAID}\r\n\r\n{ALSO_SAID}\r\r\u2028x\u2029\x85y"),
    _file(
        "txt",
        "with marks of direction",
        f"The \u202elamp\u202c was\u00ad still burning.\n\n\u2067{ALSO_SAID}\u2069",
        (ALSO_SAID,),
    ),
    _file("txt", "of one line of thirty megabytes", f"{SAID} {ALSO_SAID} " + "word " * 6_000_000),
    _file("txt", "of a million lines", f"{SAID}\n\n{ALSO_SAID}\n\n" + "a\n\n" * 500_000),
    _file("txt", "of broken UTF-8", SAID.encode() + b"\xff\xfe\x80 \n\n" + ALSO_SAID.encode()),
)
