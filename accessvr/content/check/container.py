"""How an EPUB is packed. accessvr reads it all the same; other players may refuse it."""

from __future__ import annotations

import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from accessvr.content.check.finding import Finding, Place
from accessvr.content.check.rules import found

_MIMETYPE = b"application/epub+zip"
_FORBIDDEN = frozenset('"*:<>?\\|\x7f')  # EPUB 3.3, 4.2.3


def check_container(path: Path) -> Iterator[Finding]:
    """Give what is wrong with the zip file of an EPUB."""
    with zipfile.ZipFile(path) as archive:
        infos = archive.infolist()
        first = infos[0] if infos else None
        if first is None or first.filename != "mimetype" or first.compress_type != zipfile.ZIP_STORED:
            what = "The file mimetype is not the first in the EPUB, or is compressed."
            yield found("container-wrong", Place("mimetype"), what)
        elif archive.read(first).strip() != _MIMETYPE:
            yield found("container-wrong", Place("mimetype"), "The file mimetype does not say that this is an EPUB.")
    yield from _names([info.filename for info in infos])
    if path.suffix != ".epub":
        what = f"The name of the book ends in {path.suffix or 'nothing'}, not in .epub."
        yield found("container-wrong", Place(path.name), what)


def _names(names: list[str]) -> Iterator[Finding]:
    alike = Counter(unicodedata.normalize("NFC", name).casefold() for name in names)
    for name in dict.fromkeys(names):
        if alike[unicodedata.normalize("NFC", name).casefold()] > 1:
            yield found("container-wrong", Place(name), f"Two files of the EPUB are called {name}, or nearly so.")
        if _FORBIDDEN & set(name) or any(ord(character) < 32 for character in name):
            what = f"The name {name} holds a character that file names in an EPUB must not have."
            yield found("container-wrong", Place(name), what)
