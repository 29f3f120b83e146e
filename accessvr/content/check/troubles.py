"""What the readers noticed while they read, as findings."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from accessvr.content.check.finding import Finding, Place
from accessvr.content.check.rules import found
from accessvr.core.errors import ContentError

_MEANING = (  # the first that fits
    (r"words are spoken instead|what is heard|names the sound", "audio-missing"),
    (r"holds no text", "page-without-text"),
    (r"is damaged; it is left out", "chapter-unreadable"),
    (r"has no words for the recording|\.smil.*names .* not in the book", "overlay-text-missing"),
    (r"\b(?:picture|image|img|drawing|chart)\b.*has no (?:words|alt|description)", "picture-without-words"),
    (r"\b(?:picture|image)\b.*(?:is missing|not there|not found)", "file-missing"),
    (r"\border\b.*(?:guess|doubt|unsure)|guess.*\border\b|no reading order", "order-guessed"),
    (r"no table of contents", "no-contents"),
    (r"contents lead|page list leads|leads? to .* not|names .* not in the book", "broken-link"),
    (r"mark the language", "language-doubt"),
    (r"\.(?:mp3|mp4|m4a|wav|ogg|opus|aac)\b.*missing", "audio-missing"),
    (r"is missing|is not there|not found|names no file", "chapter-missing"),
    (r"cannot be (?:read|unpacked)|is empty", "chapter-unreadable"),
    (r"not well formed|mended|nested too deep|larger than|left out|damaged", "chapter-damaged"),
)
_AT_A_FILE = re.compile(r"([^\s:]+\.\w{2,5})(?:, line (\d+))?: ")
_SEEN_IN_MARKUP = frozenset({"broken-link", "no-contents", "chapter-missing", "file-missing", "picture-without-words"})


def from_troubles(troubles: list[str], whole: str, already: list[Finding], *, saw_markup: bool) -> Iterator[Finding]:
    """Give what the readers noticed and was not found otherwise.

    whole       the name of the book's own file
    saw_markup  its markup was looked at: what pages and lists name has been looked for
    """
    named = ((finding.code, name) for finding in already for name in (finding.place.file, finding.place.near))
    known = {(code, posixpath.basename(name)) for code, name in named}
    for trouble in troubles:
        code = next((code for pattern, code in _MEANING if re.search(pattern, trouble, re.I)), "to-mend")
        at = _AT_A_FILE.match(trouble)
        file, line = (at[1], int(at[2] or 0)) if at else (whole, 0)
        if (code, posixpath.basename(file)) not in known and not (saw_markup and code in _SEEN_IN_MARKUP):
            yield found(code, Place(file, line), f"{trouble[:1].upper()}{trouble[1:].rstrip('.')}.")


def refused(error: ContentError, whole: str) -> Finding:
    """Give the finding of a book that cannot be opened."""
    locked = re.search(r"encrypted|locked|password", error.message, re.I)
    what = error.message.rpartition(f"{whole}: ")[2]
    return found("locked" if locked else "cannot-be-opened", Place(whole), f"{what[:1].upper()}{what[1:].rstrip('.')}.")
