"""What an office document states for words: hidden or not, raised or not, and the language of each kind of letter."""

from __future__ import annotations

import unicodedata

from accessvr.core.values import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """What is stated for words. `language`, `east` and `right` are for Latin, East Asian and right-to-left letters.

    raised  "superscript", "subscript" or ""
    """

    hidden: bool | None = None
    language: str = ""
    east: str = ""
    right: str = ""
    is_right: bool | None = None
    raised: str = ""

    def under(self, other: Look) -> Look:
        """Give it with what another states where this one says nothing."""
        return Look(
            other.hidden if self.hidden is None else self.hidden,
            self.language or other.language,
            self.east or other.east,
            self.right or other.right,
            other.is_right if self.is_right is None else self.is_right,
            self.raised or other.raised,
        )

    def language_for(self, text: str) -> str:
        """Give the language stated for letters of this kind, "" for none."""
        letter = next((letter for letter in text if letter.isalpha()), "")
        if self.is_right or (letter and unicodedata.bidirectional(letter) in ("R", "AL")):
            return self.right or self.language
        if letter > "\u2e7f" and unicodedata.east_asian_width(letter) in "WF":
            return self.east or self.language
        return self.language
