"""The voices of espeak-ng, and which of them is meant by a language and a patron's wish."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from accessvr.core.values import dataclass
from accessvr.devices.speech.languages import DEFAULT, canonical, primary, spoken_as
from accessvr.devices.speech.scripts import script_in

NAME = re.compile(r"[\w/-]+(\+[\w-]+)?")
# Other speakers for the voice of any language: women and men, and another way of synthesis. Chosen from its hundred
# for being plain, at the pace asked for, and within 2 dB of the voice itself (BS.1770, measured).
SPEAKERS = ("+f3", "+m3", "+f5", "+m1", "+f2", "+steph", "+klatt4")
# 1.51 reads 好 with its plain Mandarin voice as the English word "hao" and a three; both are one in 1.52 (measured).
MANDARIN = ("cmn", "cmn-latn-pinyin")
# What brings a voice to the level of the English one (BS.1770, six to 24 sentences at eight paces, measured with 1.51).
LOUDER_DB = {"de": 0.25, "fr": 1.6, "es": 1.05, "cmn": -1.1, "it": 1.6, "nl": 0.4, "pt": 0.7, "ru": 1.0}
LOUDER_DB |= {"+f3": -0.4, "+m3": -0.2, "+steph": 0.6, "+m1": 1.2, "+f2": -1.7, "+klatt4": -0.85}
# The same for others, estimated from how loud they say numbers: within 1 dB for those above.
_ESTIMATED = """
af:1.1 an:0.7 as:-1.5 ba:1.4 be:0.9 bg:1.1 bn:-1.4 bpy:-1.2 bs:0.8 ca:1.0 cs:0.9 cy:-0.6 el:0.7 eo:1.1 hr:0.9
ht:1.7 hu:1.3 ia:1.1 id:0.7 ja:1.1 ka:-0.6 kk:1.0 kl:0.5 kok:-0.7 ky:0.5 lt:0.6 ltg:-1.3 ml:0.6 ms:0.9 mt:-1.1
my:-1.6 nb:1.1 om:-0.7 or:-1.7 pap:0.8 pl:1.1 qu:1.4 quc:0.6 shn:0.6 sk:0.7 sl:-0.7 sq:0.7 ta:0.6 tn:-2.8 tt:2.8
uk:1.5 uz:1.4
"""
LOUDER_DB |= {language: float(louder) for language, louder in (pair.split(":") for pair in _ESTIMATED.split())}

Listed = tuple[str, tuple[tuple[str, int], ...]]  # a name, and its languages, each with espeak-ng's priority


@dataclass(frozen=True, slots=True)
class EspeakVoices:
    """What voices there are.

    best      the best voice of each language, by canonical tag
    speaks    the language of each voice
    speakers  "+f3" and the like, usable with any voice
    tags      the languages, as they are listed
    """

    best: Mapping[str, str]
    speaks: Mapping[str, str]
    speakers: Collection[str]
    tags: tuple[str, ...] = ()

    def wanted(self, language: str, voice: str = "") -> list[str]:
        """Give the names of voices to try, the best first: the patron's, the language's, English.

        language  a canonical tag
        voice     "", a voice's name or tag, "+" and a speaker, or both; a voice speaks its own language only

        English of every country has one voice, or the house and its books would sound like two people.
        """
        tag = DEFAULT if primary(language) == DEFAULT else language
        name, _, speaker = voice.partition("+")
        name = self.best.get(canonical(name), name)
        default = self.best.get(DEFAULT, DEFAULT)
        names = [name] if name in self.speaks and self.speaks[name] == primary(tag) else []
        names += [self.best.get(tag, default), default]
        spoken = [one for name in names for one in ((f"{name}+{speaker}", name) if speaker else (name,))]
        return list(dict.fromkeys(one for one in spoken if NAME.fullmatch(one)))

    def gain(self, name: str) -> float:
        """Give the factor that brings a voice to the level of the others."""
        plain, plus, speaker = name.partition("+")
        louder_db = LOUDER_DB.get(self.speaks.get(plain, ""), 0.0) + LOUDER_DB.get(plus + speaker, 0.0)
        return float(10 ** (louder_db / 20))

    def language(self, name: str) -> str:
        """Give the language that a voice speaks; "" for one that is not known."""
        return self.speaks.get(name.partition("+")[0], "")

    def choices(self, language: str) -> tuple[str, ...]:
        """Give the voices a patron can choose for a language, the usual one ("") first."""
        usual, spoken = self.wanted(spoken_as(language, self.best))[0], primary(language)
        tags = {name: tag for tag, name in self.best.items() if primary(tag) == self.speaks[name] == spoken}
        others = [tag for name, tag in tags.items() if name != usual and not script_in(tag) and "-x-" not in tag]
        return ("", *(speaker for speaker in SPEAKERS if speaker in self.speakers), *others)


def espeak_voices(listed: Collection[Listed], speakers: Iterable[str]) -> EspeakVoices:
    """Give the voices that libespeak-ng lists: the best has the lowest priority, then the shortest name."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    speaks: dict[str, str] = {}
    for name, languages in listed:
        for language, priority in languages:
            found.setdefault(canonical(language), []).append((priority, len(name), name))
            speaks.setdefault(name, primary(language))
    best = {language: min(names)[2] for language, names in sorted(found.items())}
    plain, better = MANDARIN
    best |= {plain: best[better]} if better in best else {}
    tags = sorted({language.lower() for _, languages in listed for language, _ in languages})
    return EspeakVoices(best, speaks, frozenset(speakers), tuple(tags))
