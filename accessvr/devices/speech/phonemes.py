"""Sounds in the International Phonetic Alphabet, turned into espeak-ng's own names of the phonemes of one voice.

Each of its voices has phonemes of its own, and tells which sound each of them is. A sound that a voice does not have
is replaced by the nearest that it has.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from accessvr.core.values import dataclass
from accessvr.devices.speech.nearest_sounds import NEAREST

MOST = 60  # phonemes of a word, chosen: libespeak-ng 1.51 crashes somewhere above 200 (measured)
# The sounds of phonemes for which espeak-ng gives signs that are not phonetic.
_MEANT = """
ph:pʰ th:tʰ kh:kʰ tS;h:tɕʰ tsh:tsʰ ts.:ʈʂ ts.h:ʈʂʰ s.:ʂ z.:ʐ i.:ɨ i[:ɯ o-:ɤ ong:ʊŋ N-:ŋ\u0329 r.:ɽ j.:ɥ
"""
MEANT = dict(meant.split(":") for meant in _MEANT.split())
_OLD = ("ʦts", "ʣdz", "ʧtʃ", "ʤdʒ", "ʨtɕ", "ʥdʑ", "gɡ", "ɩɪ", "ɷʊ", "εɛ", "ɿɨ", "ʅɨ", ":ː", "'ˈ", "’ˈ", "| ", "‖ ")
_LEFT_OUT = "\u0361\u035c/[](){}.-‿ˑʼ"  # ties, brackets, ends of syllables
ONE_WAY = str.maketrans(
    {written[0]: written[1:] for written in _OLD}
    | dict.fromkeys(_LEFT_OUT, "")
    | dict(zip("¹²³⁴⁵", "˩˨˧˦˥", strict=True))
)
STRESSES = {"ˈ": "'", "ˌ": ","}
TONES = str.maketrans("˩˨˧˦˥", "12345")
STRESSED_LAST = frozenset({"fr", "fa", "he", "hy", "tr", "az", "kk", "ky", "tt", "ba", "ug", "uz", "tk"})
_TOKEN = re.compile("[˩˨˧˦˥]+|[ˈˌ]")
_PHONETIC = re.compile(r"(?!.+ɹ)(?:[^\W\d_]|[\u0300-\u036fːˑ])+")  # a vowel with r says it twice before a vowel
_SHADE = re.compile(r"[\u0300-\u036fʰ-˿ᴬ-ᶿⁿ]")
_FINE_SHADE = re.compile(r"(?![\u0303\u0329ː])[\u0300-\u036fʰ-˿ᴬ-ᶿ]")  # all but nasal, syllabic and long


@dataclass(frozen=True, slots=True)
class Phoneme:
    """A phoneme of a voice: espeak-ng's name for it, its sound, and whether it can be stressed."""

    name: str
    sound: str
    vowel: bool


Sign = Phoneme | str  # a phoneme, or espeak-ng's sign for a stress, or the digits of a tone


def in_one_way(sounds: str) -> str:
    """Give sounds in the one of several ways of writing that is used here."""
    return unicodedata.normalize("NFD", sounds.translate(ONE_WAY)).replace("c\u0327", "ç")


class Inventory:
    """The phonemes of a voice.

    listed  (name, whether it is a vowel, sound as espeak-ng writes it); a tone has none, and is called by its digits
    """

    def __init__(self, listed: Iterable[tuple[str, bool, str]]) -> None:
        rows = list(listed)
        self._tones = frozenset(name for name, _, sound in rows if not sound)
        known = [Phoneme(name, in_one_way(MEANT.get(name, sound)), vowel) for name, vowel, sound in rows]
        plain = sorted(known, key=lambda phoneme: len(phoneme.name) + 3 * phoneme.name.count("#"))
        own = {phoneme.sound: (phoneme,) for phoneme in reversed(plain) if _PHONETIC.fullmatch(phoneme.sound)}
        plainer = {_FINE_SHADE.sub("", sound): phonemes for sound, phonemes in reversed(own.items())}
        self._sounds = _with_nearest({sound: phonemes for sound, phonemes in (plainer | own).items() if sound})
        self._longest = max(map(len, self._sounds), default=0)

    def __bool__(self) -> bool:
        return bool(self._sounds)

    def names(self, sounds: str, language: str) -> tuple[str, ...]:
        """Give each word's phonemes as espeak-ng takes them; () when a sign has no sound, or a word is too long.

        A word without stress has it on its last vowel where the language does so, else on its first full one.
        """
        words = [self._word(word, language) for word in in_one_way(sounds).split()]
        return tuple(words) if all(words) else ()

    def _word(self, word: str, language: str) -> str:
        try:
            signs = list(self._signs(word))
        except LookupError:
            return ""
        if len(signs) > MOST or not any(isinstance(sign, Phoneme) for sign in signs):
            return ""
        if not {*STRESSES.values(), *self._tones} & {sign for sign in signs if isinstance(sign, str)}:
            signs = _stressed(signs, last=language in STRESSED_LAST)
        return "|".join(_in_order(signs))

    def _signs(self, word: str) -> Iterator[Sign]:
        """Give what a word is made of. Raises LookupError at a sign that has no sound."""
        at = 0
        while at < len(word):
            if token := _TOKEN.match(word, at):
                at = token.end()
                yield from self._mark(token.group())
                continue
            sound = _longest(word, at, self._sounds, self._longest)
            if not sound and not _SHADE.match(word, at):
                raise LookupError(word[at])
            yield from self._sounds.get(sound, ())
            at += len(sound) or 1

    def _mark(self, mark: str) -> Iterator[str]:
        """Give a stress or a tone as espeak-ng takes it; nothing for a tone that the voice does not have."""
        if mark in STRESSES:
            yield STRESSES[mark]
            return
        digits = mark.translate(TONES)
        yield from [tone for tone in (digits, 2 * digits) if tone in self._tones][:1]


def _with_nearest(own: Mapping[str, tuple[Phoneme, ...]]) -> dict[str, tuple[Phoneme, ...]]:
    """Add the sounds that can be replaced: first by those of the voice itself, then by replaced ones."""
    sounds = dict(own)
    while True:
        found = {sound: _replaced(sound, sounds) for sound in NEAREST if sound not in sounds}
        more = {sound: phonemes for sound, phonemes in found.items() if phonemes}
        if not more:
            return sounds
        sounds |= more


def _replaced(sound: str, sounds: Mapping[str, tuple[Phoneme, ...]]) -> tuple[Phoneme, ...]:
    """Give the phonemes of the nearest sound that is there; () when none is."""
    for near in NEAREST[sound]:
        phonemes: list[Phoneme] = []
        at = 0
        while (part := _longest(near, at, sounds, len(near))) and at < len(near):
            phonemes += sounds[part]
            at += len(part)
        if at == len(near):
            return tuple(phonemes)
    return ()


def _longest(text: str, at: int, sounds: Mapping[str, object], most: int) -> str:
    """Give the longest sound that a text has at a place; "" for none."""
    lengths = range(min(most, len(text) - at), 0, -1)
    return next((text[at : at + length] for length in lengths if text[at : at + length] in sounds), "")


def _stressed(signs: list[Sign], *, last: bool) -> list[Sign]:
    """Add the stress that is not written."""
    vowels = [index for index, sign in enumerate(signs) if isinstance(sign, Phoneme) and sign.vowel]
    full = [index for index in vowels if (sign := signs[index]) and isinstance(sign, Phoneme) and sign.sound != "ə"]
    at = (vowels[-1:] if last else full[:1]) or vowels[:1]
    return [*signs[: at[0]], "'", *signs[at[0] :]] if at else signs


def _in_order(signs: Iterable[Sign]) -> list[str]:
    """Give names in espeak-ng's order: a stress right before its vowel, a tone right after it."""
    names: list[str] = []
    stress, vowel = "", None
    for sign in signs:
        if isinstance(sign, Phoneme):
            vowel = len(names) if sign.vowel else vowel
            names.append(stress * sign.vowel + sign.name)
            stress = "" if sign.vowel else stress
        elif sign in STRESSES.values():
            stress = sign
        elif vowel is not None:  # a tone, and every vowel with one is stressed
            names[vowel : vowel + 1] = ["'" + names[vowel].lstrip("',"), sign]
            vowel = None
    return names
