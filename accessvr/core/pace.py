"""How long a text takes to be read aloud, in the language it is written in."""

from __future__ import annotations

from accessvr.core.trail import Trail, progress

CHARACTERS_A_WORD = 5.8  # measured: letters and spaces a word in English novels of the sample shelf
IN_OTHER_SCRIPTS = {  # measured: what espeak-ng says in a minute at 150 words a minute, marks included, by 150
    "zh": 1.42,
    "cmn": 1.42,
}


def minutes_to_read(trail: Trail, words_per_minute: int) -> float:
    """Give how long the rest of what is open takes."""
    left = trail.publication.size * (1 - progress(trail))
    return left / characters_a_word(trail.publication.language) / words_per_minute


def characters_a_word(language: str) -> float:
    """Give how many characters of a language are read in the time of one word."""
    return IN_OTHER_SCRIPTS.get(language.partition("-")[0].lower(), CHARACTERS_A_WORD)
