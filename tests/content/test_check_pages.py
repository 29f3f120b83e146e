"""What is found on one page, and what is not."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
import soundfile  # type: ignore[import-untyped]  # it has no types
from content.well_made import BODY, META, codes, epub, findings

from accessvr.content.check.checker import check
from accessvr.content.check.finding import Severity

LONG = "The boats lie at the quay, and the men carry the nets to the shed before the tide comes in again."
FRENCH = (
    "Les bateaux sont au port depuis ce matin, et les pêcheurs portent les filets dans la remise avant que la marée ne "
    "revienne. Le vent est tombé, la mer est calme, et les enfants courent sur le quai en criant qu'il fera beau. "
    "Demain, dit le plus vieux, nous irons plus loin que l'île."
)
TABLE = "<table><caption>Prices</caption>{}<tr><td>Bread</td><td>4 pence</td></tr></table>"


def second_of_silence() -> bytes:
    """Give a recording that can be played."""
    file = io.BytesIO()
    soundfile.write(file, np.zeros(22050, np.float32), 22050, format="MP3")
    return file.getvalue()


PICTURE = {"OPS/quay.png": b"png", "OPS/eq_3.png": b"png", "OPS/a.mp3": second_of_silence(), "OPS/v.mp4": b"mp4"}
ITEMS = "".join(f'<item id="{i}" href="{name[4:]}" media-type="image/png"/>' for i, name in enumerate(PICTURE))

FOUND = {
    "a picture without alt": ("<img src='quay.png'/>", "picture-without-words"),
    "a picture shown by a drawing": (
        "<svg xmlns='http://www.w3.org/2000/svg'><image href='quay.png'/></svg>",
        "picture-without-words",
    ),
    "what is a picture by its role": ("<div role='img'><b>*</b></div>", "picture-without-words"),
    "alt that is the name of the file": ("<img src='quay.png' alt='quay.png'/>", "picture-words-say-nothing"),
    "alt that is the name of another file": ("<img src='quay.png' alt='IMG 004.JPG'/>", "picture-words-say-nothing"),
    "alt that says only image": ("<img src='quay.png' alt='Image'/>", "picture-words-say-nothing"),
    "alt that says only picture in Chinese": ("<img src='quay.png' alt='图片'/>", "picture-words-say-nothing"),
    "empty alt with a caption": (
        "<figure><img src='quay.png' alt=''/><figcaption>The quay</figcaption></figure>",
        "picture-called-decoration",
    ),
    "a drawing without a title": (
        "<svg xmlns='http://www.w3.org/2000/svg'><circle r='1'/></svg>",
        "drawing-without-words",
    ),
    "the picture of a formula": ("<img class='equation' src='eq_3.png'/>", "formula-without-words"),
    "a formula by its role": ("<span role='math'><img src='quay.png' alt=''/></span>", "formula-without-words"),
    "an empty formula": ("<math xmlns='http://www.w3.org/1998/Math/MathML'/>", "formula-without-words"),
    "a formula with words of a machine": (
        "<math xmlns='http://www.w3.org/1998/Math/MathML' alttext='Alternative text not available'><mi>x</mi></math>",
        "formula-words-say-nothing",
    ),
    "a link with nothing in it": ("<p>See <a href='#q'/></p><p id='q'>q</p>", "link-without-words"),
    "a link around a picture with empty alt": ("<a href='#q'><img src='quay.png' alt=''/></a>", "link-without-words"),
    "a link that says click here": ("<p id='q'><a href='#q'>Click here</a></p>", "link-says-nothing"),
    "a link that says here in Chinese": ("<p id='q'><a href='#q'>这里</a></p>", "link-says-nothing"),
    "a button with nothing on it": ("<button/>", "button-without-words"),
    "a field without a label": ("<form><input type='text'/></form>", "field-without-words"),
    "a link to an id that is not there": ("<p><a href='#nowhere'>The quay</a></p>", "broken-link"),
    "a link to a file that is not there": ("<p><a href='gone.xhtml'>The quay</a></p>", "broken-link"),
    "a heading with nothing in it": ("<h2/>", "heading-without-words"),
    "a heading two levels down": ("<h3>Nets</h3>", "heading-level-skipped"),
    "bold words like a title": (f"<p><b>The nets</b></p><p>{LONG}</p>", "heading-seems-missing"),
    "a table without headers": (TABLE.format("<tr><td>Thing</td><td>Price</td></tr>"), "table-without-headers"),
    "a cell that names no header": (
        TABLE.format("<tr><th>Thing</th><td headers='h9'>Price</td></tr>"),
        "table-headers-broken",
    ),
    "a table without a caption": (
        "<p>So:</p><table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table>",
        "table-without-caption",
    ),
    "a recording without a transcript": ("<audio src='a.mp3'/>", "audio-without-words"),
    "a video without captions": ("<video src='v.mp4'/>", "video-without-captions"),
    "a recording that begins by itself": ("<audio autoplay='' aria-describedby='q' src='a.mp3'/>", "plays-by-itself"),
    "a forced order of links": ("<p tabindex='2'>Nets</p>", "tab-order"),
    "words placed freely": ("<p style='position: absolute; left: 3em'>Nets</p>", "placed-freely"),
    "an order turned by style": ("<div style='display:flex; order: 2'>Nets</div>", "order-by-style"),
    "a language that is no code": ("<p lang='English (UK)'>Nets</p>", "language-tag-wrong"),
    "a long paragraph in another language": (f"<p>{FRENCH}</p>", "language-doubt"),
    "a page break without a number": ("<span epub:type='pagebreak' id='p1'/>", "pagebreak-without-number"),
    "an id that is there twice": ("<p id='q'>Nets</p><p id='q'>Ropes</p>", "duplicate-id"),
    "a picture that is not there": ("<img src='gone.png' alt='Nets'/>", "file-missing"),
}

IN_ORDER = {
    "a decoration": "<img src='quay.png' alt='' role='presentation'/>",
    "an empty alt beside text": "<p>Nets <img src='quay.png' alt=''/></p>",
    "a picture named by aria-label": "<img src='quay.png' aria-label='Boats at the quay'/>",
    "a picture named by other words of the page": "<p id='q'>Boats</p><img src='quay.png' aria-labelledby='q'/>",
    "a picture that is hidden": "<div aria-hidden='true'><img src='quay.png'/></div>",
    "a drawing with a title": "<svg xmlns='http://www.w3.org/2000/svg'><title>A net</title><path d=''/></svg>",
    "a link around a picture with words": "<p id='q'><a href='#q'><img src='quay.png' alt='To the quay'/></a></p>",
    "a link with a label": "<p id='q'><a href='#q' aria-label='To the quay'><b/></a></p>",
    "a link to the world": "<p><a href='https://example.org/x'>The harbour office</a></p>",
    "a table of one column": "<table><tr><td>Bread</td></tr><tr><td>Salt</td></tr></table>",
    "a table that lays out the page": "<table role='none'><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
    "a table with headers and a caption": TABLE.format("<tr><th>Thing</th><th>Price</th></tr>"),
    "words off the screen": "<p style='position:absolute; left:-999px'>Nets</p>",
    "bold words in a sentence": f"<p><b>Nets</b> are dear.</p><p>{LONG}</p>",
    "a speaker's name in bold": f"<p><b>Ann:</b></p><p>{LONG}</p>",
    "a long paragraph with its language": f"<p lang='fr' xml:lang='fr'>{FRENCH}</p>",
    "a recording with a transcript": "<p><a href='#q'>Transcript</a></p><audio src='a.mp3'/><p id='q'>Nets</p>",
    "a field with a label": "<form><label>Name <input type='text'/></label></form>",
    "a formula": "<math xmlns='http://www.w3.org/1998/Math/MathML'><mi>x</mi></math>",
    "a next level of heading": "<h2>Nets</h2><h3>Small nets</h3><h2>Ropes</h2>",
}
SEEN = {**META, "accessMode": ("textual", "visual", "auditory")}


def made(folder: Path, inside: str) -> Path:
    return epub(folder, BODY + inside, meta=SEEN, manifest=ITEMS, files=PICTURE)


@pytest.mark.parametrize(("inside", "code"), FOUND.values(), ids=FOUND)
def test_what_is_wrong_on_a_page_is_found(tmp_path: Path, inside: str, code: str) -> None:
    assert code in codes(made(tmp_path, inside))


@pytest.mark.parametrize("inside", IN_ORDER.values(), ids=IN_ORDER)
def test_what_is_in_order_is_left_alone(tmp_path: Path, inside: str) -> None:
    assert codes(made(tmp_path, inside)) <= {"metadata-contradictory"}


def test_a_book_with_nothing_wrong_has_nothing_to_mend(tmp_path: Path) -> None:
    assert check(epub(tmp_path)).findings == ()


def test_a_finding_says_which_picture_and_where_it_stands(tmp_path: Path) -> None:
    (finding,) = findings(
        made(tmp_path, "\n<p>Nets dry in\nthe sun.</p>\n<img src='quay.png'/>"), "picture-without-words"
    )
    assert finding.what == "The picture quay.png has no words."
    assert finding.place.file == "OPS/c0.xhtml"
    assert finding.place.line == 4
    assert finding.place.near == "Nets dry in the sun."
    assert finding.place.path == "body/img[1]"
    assert finding.criterion == "WCAG 1.1.1"


def test_words_near_a_place_keep_their_spaces(tmp_path: Path) -> None:
    inside = "<table><tr><td>Bread</td><td><b>4</b> pence</td></tr><tr><td>Salt</td><td>1 penny</td></tr></table>"
    (finding,) = findings(made(tmp_path, inside), "table-without-headers")
    assert finding.place.near == "Bread 4 pence Salt 1 penny"


def test_a_caption_makes_a_missing_alt_less_grave(tmp_path: Path) -> None:
    inside = "<figure><img src='quay.png'/><figcaption>Boats at the quay</figcaption></figure>"
    (finding,) = findings(made(tmp_path, inside), "picture-without-words")
    assert finding.severity is Severity.SHOULD


def test_a_picture_alone_on_its_page_is_no_decoration(tmp_path: Path) -> None:
    path = epub(tmp_path, "<img src='quay.png' alt=''/>", manifest=ITEMS, files=PICTURE)
    assert findings(path, "picture-called-decoration")


def test_style_sheets_are_searched_for_what_turns_the_order(tmp_path: Path) -> None:
    style = "/* a\n b */\n.menu { flex-direction: row-reverse }\n.off { position: absolute; left: -9999px }\n"
    path = epub(tmp_path, manifest='<item id="s" href="s.css" media-type="text/css"/>', files={"OPS/s.css": style})
    (finding,) = findings(path, "order-by-style")
    assert (finding.place.file, finding.place.line, finding.place.near) == ("OPS/s.css", 3, ".menu")
    assert not findings(path, "placed-freely")


def test_a_page_without_language_or_title_is_found(tmp_path: Path) -> None:
    bare = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body><p>Nets</p></body></html>'
    assert {"language-not-marked", "page-title-missing"} <= codes(epub(tmp_path, pages=(bare,)))
