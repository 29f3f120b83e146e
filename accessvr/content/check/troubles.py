"""What the readers noticed while they read, as findings."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from accessvr.content.check.finding import Finding, Place
from accessvr.content.check.rules import found
from accessvr.core.errors import ContentError

_MEANING = (  # the first that fits
    (r"\border\b.*(?:guess|doubt|unsure)|guess.*\border\b|no reading order", "order-guessed"),
    (r"no table of contents", "no-contents"),
    (r"contents lead|page list leads|leads? to .* not", "broken-link"),
    (r"picture|image", "file-missing"),
    (r"\.(?:mp3|mp4|m4a|wav|ogg|opus|aac)\b|recording|clip|sound file", "audio-missing"),
    (r"is missing|is not there|not found|names no file", "chapter-missing"),
    (r"cannot be (?:read|unpacked)|is empty", "chapter-unreadable"),
    (r"not well formed|mended|nested too deep|larger than|left out|damaged", "chapter-damaged"),
)
_LIKE_A_FILE = re.compile(r"[^\s:]+\.\w{2,5}")
_SEEN_IN_PACKAGES = frozenset({"broken-link", "no-contents", "chapter-missing", "file-missing"})


def from_troubles(troubles: list[str], whole: str, already: list[Finding], *, has_package: bool) -> Iterator[Finding]:
    """Give what the readers noticed and was not found otherwise.

    whole        the name of the book's own file
    has_package  it is an EPUB: what its package and lists name has been looked for
    """
    named = ((finding.code, name) for finding in already for name in (finding.place.file, finding.place.near))
    known = {(code, posixpath.basename(name)) for code, name in named}
    for trouble in troubles:
        code = next((code for pattern, code in _MEANING if re.search(pattern, trouble, re.I)), "to-mend")
        start, _, rest = trouble.partition(": ")
        file = start if rest and _LIKE_A_FILE.fullmatch(start) else whole
        if (code, posixpath.basename(file)) not in known and not (has_package and code in _SEEN_IN_PACKAGES):
            yield found(code, Place(file), f"{trouble[:1].upper()}{trouble[1:].rstrip('.')}.")


def refused(error: ContentError, whole: str) -> Finding:
    """Give the finding of a book that cannot be opened."""
    locked = re.search(r"encrypted|locked|password", error.message, re.I)
    what = error.message.rpartition(f"{whole}: ")[2]
    return found("locked" if locked else "cannot-be-opened", Place(whole), f"{what[:1].upper()}{what[1:].rstrip('.')}.")
