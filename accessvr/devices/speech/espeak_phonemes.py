"""The phonemes of the voice that libespeak-ng speaks with, as it tells of them itself.

Their names stand in its file `phontab`; whether the voice has one, and which sound it is, comes from
espeak_TextToPhonemes. So this holds for any version and language. Only the standard library is used.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from pathlib import Path

UTF8, PHONEME_INPUT, IPA = 1, 0x100, 2  # of speak_lib.h
BETWEEN = "\u241f"  # chosen: put between phonemes, in none of their names
TABLE_HEAD, ROW, NAME = 36, 16, 4  # bytes in phontab: of a table's head, of a phoneme, of its name
NEVER = "#_|%',=!"  # what begins the names of pauses, stresses and rules
LENGTH = ":"

Listed = tuple[str, bool, str]  # a name, whether it is a vowel, its sound; a tone and its digits have no sound


def names_in(phontab: bytes) -> list[str]:
    """Give the names of all phonemes of all voices; none when the file is of another form."""
    names: dict[str, None] = {}
    at = 4
    for _ in range(phontab[0] if phontab else 0):
        count = phontab[at] if at < len(phontab) else 0
        at += TABLE_HEAD
        rows = (phontab[at + ROW * row : at + ROW * row + NAME] for row in range(count))
        names |= dict.fromkeys(row.split(b"\0")[0].decode("latin-1") for row in rows)
        at += ROW * count
    return [name for name in names if name.isprintable() and name[:1] not in ("", *NEVER)] if at == len(phontab) else []


class Phonemes:
    """Asks libespeak-ng; used between utterances."""

    def __init__(self, library: ctypes.CDLL) -> None:
        self._library = library
        library.espeak_TextToPhonemes.restype = ctypes.c_char_p
        library.espeak_TextToPhonemes.argtypes = [ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_int]
        library.espeak_Info.restype = ctypes.c_char_p
        folder = ctypes.c_char_p()
        library.espeak_Info(ctypes.byref(folder))
        self._file = Path((folder.value or b"").decode()) / "phontab"

    def of_voice(self) -> list[Listed]:
        """Give the phonemes of the voice that is chosen; none when they cannot be known."""
        try:
            names = names_in(self._file.read_bytes())
        except OSError:
            return []
        self._library.espeak_Synth(b"", 1, 0, 0, 0, UTF8 | PHONEME_INPUT, None, None)  # from now on it knows [[
        return list(self._listed(names))

    def _listed(self, names: list[str]) -> Iterator[Listed]:
        for name in names:
            if name == LENGTH:
                yield from [(name, False, "ː")] * (self._said(f"'a{name}", 0) == f"'a{name}")
            elif self._said(f"'{name}", 0) == f"'{name}":
                yield name, True, self._said(f"'{name}", IPA).lstrip("ˈ")
            elif name.isdigit():
                yield from [(name, False, "")] * self._said(f"'a{name}", 0).startswith(f"'a{name}")
            elif self._said(f"{name}|'a", 0) == name:
                yield name, False, self._said(f"{name}|'a", IPA)

    def _said(self, phonemes: str, form: int) -> str:
        """Give the first phoneme of a word, by its name or by its sound."""
        text = ctypes.c_char_p(f"[[{phonemes}]]".encode())
        found = self._library.espeak_TextToPhonemes(ctypes.byref(text), UTF8, form | ord(BETWEEN) << 8)
        return str((found or b"").decode("utf-8", "replace")).split(BETWEEN)[0]
