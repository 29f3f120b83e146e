"""All that is looked for: how serious it is, what asks for it, and what to do.

Within one severity, findings are told in the order of this table. A code, once published, keeps its name.
Criteria are those of WCAG 2.2, EPUB Accessibility 1.1 (its sections by name) and EPUB 3.3.
"""

from __future__ import annotations

from typing import NamedTuple

from accessvr.content.check.finding import Finding, Place, Severity

_BLOCKS, _SHOULD, _COULD = Severity.BLOCKS, Severity.SHOULD, Severity.COULD
_DISCOVERY = "EPUB Accessibility 1.1, discoverability"
_PAGES = "EPUB Accessibility 1.1, page navigation"
_OVERLAYS = "EPUB Accessibility 1.1, synchronized playback"
_EPUB = "EPUB 3.3"


class Rule(NamedTuple):
    """What is looked for. `title` names it for a heading, as a sentence without its end."""

    severity: Severity
    criterion: str
    title: str
    remedy: str


RULES: dict[str, Rule] = {
    # the book as a whole, and its files
    "locked": Rule(
        _BLOCKS, "EPUB Accessibility 1.1, distribution", "The book is locked", "Ask for a copy without protection."
    ),
    "cannot-be-opened": Rule(
        _BLOCKS, _EPUB, "The book cannot be opened", "Get the file again from where it came from."
    ),
    "chapter-missing": Rule(
        _BLOCKS,
        _EPUB,
        "A part of the book is not there",
        "Ask the publisher for a complete copy, or put the file back.",
    ),
    "chapter-unreadable": Rule(
        _BLOCKS, _EPUB, "A part of the book cannot be read", "Ask the publisher for a sound copy of this file."
    ),
    "chapter-damaged": Rule(
        _SHOULD,
        _EPUB,
        "A part of the book is damaged and was mended while reading",
        "Open the file in an EPUB editor, correct what it marks, and listen to this part.",
    ),
    "file-missing": Rule(
        _SHOULD, _EPUB, "A file the book names is not there", "Put the file back, or take its name out of the book."
    ),
    "container-wrong": Rule(
        _COULD, "EPUB 3.3, container", "The EPUB is packed wrongly", "Save the book again with an EPUB editor."
    ),
    "to-mend": Rule(_SHOULD, "", "The reader stumbled", "Listen to this place, and compare it with the printed book."),
    # pictures
    "page-without-text": Rule(
        _BLOCKS,
        "WCAG 1.1.1, 1.4.5",
        "A page holds no text, perhaps it is a picture of one",
        "Let the pages be recognised as text (OCR), and read the result through.",
    ),
    "picture-without-words": Rule(
        _BLOCKS,
        "WCAG 1.1.1",
        "A picture has no words",
        "Say in its alt what the picture shows. If it is only decoration, give it alt with nothing in it and the role "
        "presentation.",
    ),
    "picture-words-say-nothing": Rule(
        _SHOULD,
        "WCAG 1.1.1",
        "The words of a picture say nothing about it",
        "Say in its alt what the picture shows, instead of the name of a file or the word picture.",
    ),
    "picture-called-decoration": Rule(
        _SHOULD,
        "WCAG 1.1.1",
        "A picture that seems to matter is marked as decoration",
        "Say in its alt what the picture shows, or give it the role presentation if it does not matter.",
    ),
    "drawing-without-words": Rule(
        _SHOULD,
        "WCAG 1.1.1",
        "A drawing has no words",
        "Put a title into the drawing (svg) that says what it shows, or the role presentation.",
    ),
    # formulas
    "formula-without-words": Rule(
        _BLOCKS,
        "WCAG 1.1.1",
        "A formula has no words",
        "Write the formula as MathML, or say it in words in the alt of its picture.",
    ),
    "formula-words-say-nothing": Rule(
        _COULD,
        "WCAG 1.1.1",
        "The words of a formula say nothing about it",
        "Take the alttext out, or say the formula in words in it.",
    ),
    # links
    "link-without-words": Rule(
        _BLOCKS,
        "WCAG 2.4.4",
        "A link has no words",
        "Put words into the link, or an aria-label that says where it leads.",
    ),
    "button-without-words": Rule(
        _BLOCKS, "WCAG 4.1.2", "A button has no words", "Put words into the button, or an aria-label."
    ),
    "field-without-words": Rule(
        _SHOULD, "WCAG 3.3.2", "A field to fill in has no words", "Give it a label, or an aria-label."
    ),
    "broken-link": Rule(
        _SHOULD, "EPUB 3.3, links", "A link leads nowhere", "Correct the place it leads to, or take the link away."
    ),
    "link-off-the-way": Rule(
        _SHOULD,
        "EPUB 3.3, reading order",
        "A link leads to a page that is not in the reading order",
        "Add the page to the reading order (spine), with linear set to no if it stands beside the way.",
    ),
    "link-says-nothing": Rule(
        _COULD, "WCAG 2.4.4", "A link does not say where it leads", "Let the words of the link name what it leads to."
    ),
    # notes
    "note-missing": Rule(
        _SHOULD,
        "WCAG 1.3.1",
        "A reference has no note",
        "Let the reference lead to the id of its note, or take the reference away.",
    ),
    "note-without-reference": Rule(
        _SHOULD,
        "WCAG 1.3.1",
        "No reference leads to a note",
        "Put a link with the role doc-noteref where the note belongs.",
    ),
    "note-without-way-back": Rule(
        _COULD,
        "WCAG 2.4.5",
        "A note has no way back",
        "End the note with a link to its reference, with the role doc-backlink.",
    ),
    # headings and contents
    "no-headings": Rule(
        _SHOULD,
        "WCAG 1.3.1, 2.4.6",
        "The book has no headings",
        "Mark the titles of chapters as headings, h1 for the highest.",
    ),
    "no-way-around": Rule(
        _BLOCKS,
        "WCAG 2.4.1, 2.4.5",
        "The book has neither contents nor headings",
        "Mark the titles of chapters as headings, and make a table of contents.",
    ),
    "heading-without-words": Rule(
        _SHOULD, "WCAG 2.4.6", "A heading has no words", "Put the title into the heading, or take the heading away."
    ),
    "heading-seems-missing": Rule(
        _SHOULD,
        "WCAG 1.3.1",
        "Bold words stand where a heading belongs",
        "If these words are a title, mark them as a heading (h2, h3), not as bold.",
    ),
    "heading-level-skipped": Rule(
        _COULD,
        "WCAG 1.3.1",
        "A level of headings is left out",
        "Use the next lower level under each heading: h2 under h1, h3 under h2.",
    ),
    "no-contents": Rule(
        _SHOULD,
        "WCAG 2.4.5",
        "There is no table of contents",
        "Make a table of contents (navigation document) with a link to each chapter.",
    ),
    "contents-incomplete": Rule(
        _COULD, "WCAG 2.4.5", "A part with a heading is not in the contents", "Add the part to the table of contents."
    ),
    "no-landmarks": Rule(
        _COULD,
        "WCAG 2.4.5",
        "There are no landmarks",
        "List the beginning of the text, the contents and the notes as landmarks.",
    ),
    # printed pages
    "no-page-list": Rule(
        _SHOULD, _PAGES, "The printed pages are marked, but not listed", "Make a page list with a link to each page."
    ),
    "page-list-incomplete": Rule(
        _SHOULD, _PAGES, "A printed page is not in the page list", "Add the page to the page list."
    ),
    "pagebreak-without-number": Rule(
        _SHOULD, _PAGES, "A page break has no number", "Give the page break an aria-label with the number of the page."
    ),
    "page-source-missing": Rule(
        _COULD,
        _PAGES,
        "The book does not say which printed edition its pages are from",
        "If the pages are those of a printed edition, name it in the metadata, as dc:source or pageBreakSource.",
    ),
    # languages and titles
    "title-missing": Rule(_SHOULD, "WCAG 2.4.2", "The book has no title", "Write the title into the metadata."),
    "page-title-missing": Rule(
        _SHOULD, "WCAG 2.4.2", "A page has no title", "Put the name of the chapter into the title of the page."
    ),
    "book-language-missing": Rule(
        _SHOULD,
        "WCAG 3.1.1",
        "The language of the book is not stated",
        "Write the language into the metadata (dc:language), such as en or zh.",
    ),
    "language-not-marked": Rule(
        _SHOULD,
        "WCAG 3.1.1",
        "A page does not state its language",
        "Write the language at the top of the page: lang and xml:lang, such as en or zh.",
    ),
    "language-tag-wrong": Rule(
        _SHOULD,
        "WCAG 3.1.1, 3.1.2",
        "A language is stated in a way no voice understands",
        "Write the language as its code, such as en, en-GB, fr or zh.",
    ),
    "language-doubt": Rule(
        _COULD,
        "WCAG 3.1.2",
        "Words seem to be in another language than stated",
        "Listen to this place. If it is in another language, mark it with lang.",
    ),
    # tables
    "table-without-headers": Rule(
        _SHOULD,
        "WCAG 1.3.1",
        "A table has no header cells",
        "Mark the cells that name a column or a row as headers (th). If it is no table of data, give it the role "
        "presentation.",
    ),
    "table-headers-broken": Rule(
        _SHOULD,
        "WCAG 1.3.1",
        "A cell names a header that is not there",
        "Correct the names in headers of the cell: they are ids of header cells of the same table.",
    ),
    "table-without-caption": Rule(
        _COULD, "WCAG 1.3.1", "A table has no caption", "Say in a caption what the table tells."
    ),
    # order
    "order-guessed": Rule(
        _SHOULD,
        "WCAG 1.3.2",
        "The order of reading is a guess",
        "Listen to some pages. If the order is wrong, look for an EPUB, or a PDF with tags.",
    ),
    "fixed-layout": Rule(
        _SHOULD,
        "WCAG 1.3.2",
        "The pages are laid out like print, so the order of reading is in doubt",
        "Listen to some pages and compare the order with the printed book.",
    ),
    "tab-order": Rule(_SHOULD, "WCAG 2.4.3", "The order of links is forced", "Take tabindex away where it is above 0."),
    "placed-freely": Rule(
        _COULD,
        "WCAG 1.3.2",
        "Words are placed freely on the page, so their order is in doubt",
        "Listen to this place and compare the order with what is seen.",
    ),
    "order-by-style": Rule(
        _COULD,
        "WCAG 1.3.2",
        "The style changes the order of what is seen",
        "Put the words themselves into the order in which they are to be read.",
    ),
    # sound and video
    "audio-missing": Rule(
        _SHOULD,
        "WCAG 1.2.1",
        "A recording is not there",
        "Put the sound file back. Until then, the computer's voice reads these words.",
    ),
    "audio-without-words": Rule(
        _SHOULD, "WCAG 1.2.1", "A recording has no words", "Add a transcript, and a link to it beside the recording."
    ),
    "video-without-captions": Rule(
        _SHOULD,
        "WCAG 1.2.2, 1.2.3",
        "A video has no captions or description",
        "Add captions (track), and say in words what is seen.",
    ),
    "plays-by-itself": Rule(
        _SHOULD, "WCAG 1.4.2", "Sound begins by itself", "Take autoplay away: it speaks over the reading voice."
    ),
    "overlay-text-missing": Rule(
        _SHOULD, _OVERLAYS, "A recording belongs to words that are not there", "Correct the ids in the media overlay."
    ),
    "overlay-clip-wrong": Rule(
        _SHOULD, _OVERLAYS, "A piece of recording ends before it begins", "Correct its times in the media overlay."
    ),
    "not-recorded": Rule(
        _COULD,
        _OVERLAYS,
        "Words of a recorded page have no recording",
        "Record them, or leave them to the computer's voice.",
    ),
    # metadata
    "metadata-missing": Rule(
        _SHOULD, _DISCOVERY, "The metadata do not tell how the book can be read", "Add the property to the metadata."
    ),
    "metadata-incomplete": Rule(
        _COULD, _DISCOVERY, "The metadata could tell more", "Add the property to the metadata."
    ),
    "metadata-contradictory": Rule(
        _SHOULD, _DISCOVERY, "The metadata do not agree with the book", "Correct the metadata, or the book."
    ),
    "metadata-value-unknown": Rule(
        _COULD, _DISCOVERY, "The metadata hold a word that no program knows", "Use a word of the published vocabulary."
    ),
    "claim-doubtful": Rule(
        _SHOULD,
        "EPUB Accessibility 1.1, conformance",
        "The book claims to be accessible, but something blocks it",
        "Mend what blocks reading, or take the claim away.",
    ),
    # marks
    "duplicate-id": Rule(
        _SHOULD,
        "EPUB 3.3, ids",
        "A name is given twice on a page, so links may lead to the wrong place",
        "Give each id of a page once.",
    ),
}
ORDER = {code: number for number, code in enumerate(RULES)}
_SERIOUSNESS = {severity: number for number, severity in enumerate(Severity)}


def found(code: str, place: Place, what: str, severity: Severity | None = None) -> Finding:
    """Give a finding of a rule; `severity` where this one matters less or more than usual."""
    rule = RULES[code]
    return Finding(severity or rule.severity, code, place, what, rule.remedy, rule.criterion)


def in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    """Give each finding once, the most serious first; of one kind, in the order in which they stand in the book."""
    once = dict.fromkeys(findings)
    return tuple(sorted(once, key=lambda finding: (_SERIOUSNESS[finding.severity], ORDER[finding.code])))
