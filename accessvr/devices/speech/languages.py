"""Which of the languages that a voice speaks is meant by a language tag (BCP 47)."""

from __future__ import annotations

from collections.abc import Iterable

from accessvr.devices.speech.scripts import own_scripts, script_in

DEFAULT = "en"
UNKNOWN = frozenset({"", "und", "mul", "mis", "zxx"})  # BCP 47's words for a language that is not told
# One language, several tags: macrolanguages by their usual member, old and three-letter codes (ISO 639).
_SAME = """
zh:cmn no:nb nn:nb iw:he in:id ji:yi mo:ro sh:hr tl:fil arb:ar pes:fa swh:sw zho:cmn chi:cmn eng:en deu:de ger:de fra:fr
fre:fr spa:es ita:it por:pt nld:nl dut:nl rus:ru jpn:ja kor:ko swe:sv dan:da nor:nb nob:nb fin:fi pol:pl ces:cs cze:cs
hun:hu ell:el gre:el tur:tr ara:ar heb:he lat:la hin:hi ukr:uk cat:ca ron:ro rum:ro vie:vi ind:id tha:th fas:fa per:fa
"""
SAME = dict(pair.split(":") for pair in _SAME.split())
CANTONESE = ("zh-hk", "zh-mo")  # chosen: as the voices of the large systems are named
# The voice that a speaker of a language without one would still follow best.
_NEAREST = (
    "gsw:de nds:de bar:de fy:nl li:nl fo:is sco:en gl:pt ast:es oc:ca co:it scn:it rue:uk sa:hi mai:hi bho:hi wuu:cmn"
)
NEAREST = dict(pair.split(":") for pair in _NEAREST.split())


def canonical(language: str) -> str:
    """Give a tag in lower case, its language by its one name."""
    parts = language.strip().lower().replace("_", "-").split("-")
    if "-".join(parts[:2]) in CANTONESE or "-".join(parts[::2]) in CANTONESE:
        parts[0] = "yue"
    if parts[0] == "zh" and len("".join(parts[1:2])) == 3:  # "zh-cmn": what follows is the language
        parts = parts[1:]
    parts[0] = SAME.get(parts[0], parts[0])
    return "-".join(parts)


def primary(language: str) -> str:
    """Give a tag's language alone."""
    return canonical(language).split("-")[0]


def spoken_as(language: str, known: Iterable[str]) -> str:
    """Give the tag among `known` that speaks a language best; "" when none does.

    known  canonical tags

    A tag that names a script is spoken only by a voice that reads it: "ru-Latn" is not for a Russian voice.
    """
    tag = canonical(language)
    parts, script = tag.split("-"), script_in(tag)
    tags = [each for each in known if each.split("-")[0] == parts[0]]
    if script:
        tags = [each for each in tags if script == script_in(each) or script in scripts_of(each)]
    exact = ["-".join(parts[:count]) for count in range(len(parts), 0, -1)]
    return next((each for each in exact if each in tags), min(tags, key=_foreignness, default=""))


def scripts_of(tag: str) -> tuple[str, ...]:
    """Give the scripts that a canonical tag is written in."""
    script = script_in(tag)
    return (script,) if script else own_scripts(tag.split("-")[0])


def _foreignness(tag: str) -> tuple[int, str]:
    """Prefer a language without a country or a script to one with them."""
    return tag.count("-"), tag
