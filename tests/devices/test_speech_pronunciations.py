"""Pronunciations and real voices: what reaches libespeak-ng, and what is heard."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accessvr.core.effects import Sounding
from accessvr.core.sentences import words
from accessvr.devices.speech.child import Child
from accessvr.devices.speech.espeak import PROGRAM, Espeak
from accessvr.devices.speech.frames import END, PHONEMES
from accessvr.devices.speech.nearest_sounds import NEAREST
from accessvr.devices.speech.phonemes import Inventory
from accessvr.devices.speech.voice import SAMPLE_RATE, Mono

TOMATO = "I said “tomato” twice."
AT = (8, 14)


class Overheard(Child):
    """The program of the voice, with all that it is asked for kept."""

    def __init__(self) -> None:
        self.asked: list[Mapping[str, object]] = []
        super().__init__(PROGRAM, options=("-S",), remedy="")

    def tell(self, request: Mapping[str, object]) -> None:
        self.asked.append(request)
        super().tell(request)


@pytest.fixture(scope="module")
def espeak() -> Iterator[Espeak]:
    voice = Espeak()
    yield voice
    voice.close()


@pytest.fixture
def overheard() -> Iterator[tuple[Espeak, Overheard]]:
    voice, child = Espeak(), Overheard()
    voice.child.close()
    voice.child = child
    yield voice, child
    voice.close()


def said(
    voice: Espeak, text: str, *soundings: Sounding, language: str = "en", name: str = ""
) -> tuple[Mono, list[tuple[int, int]]]:
    pieces = list(voice.speak(text, language, 150, name, soundings))
    return np.concatenate([piece.samples for piece in pieces]), [mark for piece in pieces for mark in piece.marks]


def first_said(text: str, *soundings: Sounding, language: str = "en") -> Mono:
    """Give what a new voice says first: it is the same to the byte each time."""
    voice = Espeak()
    try:
        said(voice, "a", Sounding(0, 1, "ipa", "a"), language=language)  # it has told its phonemes
        return said(voice, text, *soundings, language=language)[0]
    finally:
        voice.close()


def alike(one: Mono, other: Mono) -> bool:
    return len(one) == len(other) and np.allclose(one, other)


@pytest.mark.parametrize(("alphabet", "sounds"), [("ipa", "təˈmeɪtəʊ"), ("x-sampa", 't@"meIt@U')])
def test_a_phonetic_spelling_is_heard_and_both_alphabets_are_alike(alphabet: str, sounds: str) -> None:
    plain = first_said(TOMATO)
    spelled = first_said(TOMATO, Sounding(*AT, alphabet, sounds))
    assert not alike(spelled, plain)
    assert alike(spelled, first_said(TOMATO, Sounding(*AT, "ipa", "tə.ˈmeɪ.təʊ")))


def test_a_word_spelled_as_the_voice_says_it_sounds_as_it_does() -> None:
    plain = first_said("Hello there.")
    same = first_said("Hello there.", Sounding(0, 5, "ipa", "həˈləʊ"))
    assert alike(plain, same)


def test_an_alias_is_heard_as_the_words_it_stands_for(espeak: Espeak) -> None:
    assert alike(first_said(TOMATO, Sounding(*AT, "alias", "potato")), first_said(TOMATO.replace("tomato", "potato")))


@pytest.mark.parametrize(("alphabet", "sounds"), [("ipa", "海"), ("x-sampa", "b#"), ("x-jeita", "a"), ("alias", "")])
def test_what_cannot_be_pronounced_is_read_as_it_is_written(alphabet: str, sounds: str) -> None:
    assert alike(first_said(TOMATO, Sounding(*AT, alphabet, sounds)), first_said(TOMATO))


def test_each_of_102_pronunciations_reaches_the_synthesiser(overheard: tuple[Espeak, Overheard]) -> None:
    voice, child = overheard
    text = " ".join(f"boat {'and' if number % 7 else 'or,'}" for number in range(102)) + "."
    soundings = [Sounding(found.start(), found.end(), "x-sampa", '"baUt') for found in re.finditer("boat", text)]
    samples, marks = said(voice, text, *soundings)
    spoken = [request for request in child.asked if "text" in request]
    assert len(soundings) == len(re.findall(r"\[\[b\|'aU\|t\]\]", "".join(str(request["text"]) for request in spoken)))
    assert all(request["phonemes"] for request in spoken)
    assert [offset for _, offset in marks] == [begin for begin, _ in words(text)]
    assert len(samples) > 102 * SAMPLE_RATE / 4


def test_the_phonemes_of_a_voice_are_asked_for_once(overheard: tuple[Espeak, Overheard]) -> None:
    voice, child = overheard
    for _ in range(3):
        said(voice, TOMATO, Sounding(*AT, "ipa", "təˈmeɪtəʊ"))
    said(voice, TOMATO)
    assert sum("phonemes_of" in request for request in child.asked) == 1
    assert [bool(request["phonemes"]) for request in child.asked if "text" in request] == [True, True, True, False]


@pytest.mark.parametrize("sounds", [(), (Sounding(0, 3, "alias", "won two"),), (Sounding(0, 3, "ipa", "ˈwʌn"),)])
def test_signs_of_other_programs_in_a_text_are_no_more_than_signs(espeak: Espeak, sounds: tuple[Sounding, ...]) -> None:
    text = "One [[h@l'oU]] and <b>bold</b> <break time='9s'/> &lt; ]] here."
    plain = "One ((h@l'oU)) and <b>bold</b> <break time='9s'/> &lt; )) here."
    (samples, marks), (expected, known) = said(espeak, text, *sounds), said(espeak, plain, *sounds)
    assert len(samples) == pytest.approx(len(expected), rel=0.02)
    assert [offset for _, offset in marks] == [offset for _, offset in known]


def test_marks_are_places_in_the_text_as_it_is_written(espeak: Espeak) -> None:
    text = "St. Ives: “Leominster” and (Worcester), then home."
    soundings = [
        Sounding(0, 3, "alias", "Saint"),
        Sounding(text.index("Leo"), text.index("”"), "x-sampa", "lEmst@"),
        Sounding(text.index("Wor"), text.index(")"), "ipa", "ˈwʊstə ˈtaʊn"),
    ]
    samples, marks = said(espeak, text, *soundings)
    assert [text[offset:].split()[0] for _, offset in marks] == [
        *("St.", "Ives:", "Leominster”", "and", "Worcester),", "then", "home.")
    ]
    assert all(early[0] < late[0] for early, late in pairwise(marks))
    assert marks[-1][0] < len(samples)


def test_a_quoted_word_is_marked_like_any_other(espeak: Espeak) -> None:
    assert [offset for _, offset in said(espeak, "and “hello” to — me")[1]] == [0, 5, 12, 17]


@pytest.mark.parametrize(
    ("language", "word", "ipa"),
    [
        ("de", "Leominster", "ˈlɛmstɐ"),
        ("fr", "Leominster", "lɛ̃stɛʁ"),
        ("es", "Leominster", "ˈlemsteɾ"),
        ("ru", "Леминстер", "ˈlʲemstər"),
        ("zh", "重庆", "ʈʂʰʊŋ˧˥tɕʰiŋ˥˩"),
        ("ja", "とうきょう", "toːkʲoː"),
        ("ko", "서울", "sʰʌɭ"),
        ("ar", "عمان", "ʕamˈmaːn"),
        ("hi", "दिल्ली", "ˈd̪ɪlːiː"),
        ("ka", "თბილისი", "tʰbiˈlisi"),
    ],
)
def test_a_voice_of_any_language_pronounces_what_is_spelled(
    overheard: tuple[Espeak, Overheard], language: str, word: str, ipa: str
) -> None:
    voice, child = overheard
    samples, marks = said(voice, word, Sounding(0, len(word), "ipa", ipa), language=language)
    assert "[[" in str(child.asked[-1]["text"])
    assert np.abs(samples).max() > 0.1
    assert marks[0][1] == 0


def test_every_voice_has_a_phoneme_for_every_sound_of_the_chart(overheard: tuple[Espeak, Overheard]) -> None:
    _, child = overheard
    lacking: dict[str, list[str]] = {}
    names = [str(name) for name, _ in child.greeting["voices"]]  # type: ignore[attr-defined]  # from JSON
    for number, name in enumerate(names, 1):
        child.ask({"id": number, "voices": [name], "phonemes_of": True})
        told, end = child.frame(), child.frame()
        assert (told.kind, end.kind) == (PHONEMES, END)
        inventory = Inventory(json.loads(told.content))
        lacking[name] = [sound for sound in NEAREST if len(sound) == 1 and not inventory.names(f"{sound}a", "en")]
    assert len(lacking) > 20
    assert {name: sounds for name, sounds in lacking.items() if sounds} == {}


spellings = st.tuples(
    st.integers(0, 60),
    st.integers(1, 60),
    st.sampled_from(["ipa", "x-sampa", "alias"]),
    st.text(alphabet="hətaʃʀŋøˈˌː\u0303˥ ʰ.[]|'", max_size=80),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(alphabet="ab é.—[]<海Сγ\n", max_size=60),
    st.lists(spellings, max_size=6),
    st.sampled_from(["en", "fr", "zh"]),
)
def test_no_spelling_ends_the_voice_or_loses_a_place(
    espeak: Espeak, text: str, spelled: list[tuple[int, int, str, str]], language: str
) -> None:
    program = espeak.child.number
    soundings = tuple(Sounding(start, start + length, *how) for start, length, *how in spelled)
    end, marks = 0, list[tuple[int, int]]()
    for piece in espeak.speak(text, language, 400, "", soundings):
        assert all(end <= sample < end + max(len(piece.samples), 1) for sample, _ in piece.marks)
        end += len(piece.samples)
        marks += piece.marks
    assert espeak.child.number == program
    assert {offset for _, offset in marks} <= {begin for begin, _ in words(text)}
    assert all(early[0] <= late[0] and early[1] < late[1] for early, late in pairwise(marks))
