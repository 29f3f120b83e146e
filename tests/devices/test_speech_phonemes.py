"""Phonetic spellings: X-SAMPA to the phonetic alphabet, and from there to the phonemes of a voice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessvr.core.effects import Sounding
from accessvr.devices.speech.espeak_phonemes import names_in
from accessvr.devices.speech.nearest_sounds import NEAREST
from accessvr.devices.speech.phonemes import MOST, Inventory
from accessvr.devices.speech.respelling import Respelling, Stretch, harmless, sounded, spelled
from accessvr.devices.speech.x_sampa import to_ipa

ENGLISH = Inventory(
    [
        *((name, False, name) for name in "bdfhjklmnpstvwz"),
        *(("r", False, "ɹ"), ("S", False, "ʃ"), ("T", False, "θ"), ("N", False, "ŋ"), ("g", False, "ɡ")),
        *(
            ("tS", False, "tʃ"),
            ("@", True, "ə"),
            ("E", True, "ɛ"),
            ("I", True, "ɪ"),
            ("a", True, "a"),
            ("a#", True, "a"),
        ),
        *(("i:", True, "iː"), ("u:", True, "uː"), ("eI", True, "eɪ"), ("oU", True, "əʊ"), ("3:", True, "ɜː")),
        *(("0", True, "ɒ"), ("IR", True, "əɹ"), ("n-", True, "n̩"), (":", False, "ː"), ("e-", True, "e-")),
    ]
)
MANDARIN = Inventory(
    [
        *(("p", False, "p"), ("tS;", False, "tɕ"), ("N", False, "ŋ"), ("s.", False, "s."), ("tS;h", False, "tɕh")),
        *(
            ("ei", True, "ei"),
            ("i", True, "i"),
            ("A", True, "ɑ"),
            ("214", False, ""),
            ("55", False, ""),
            ("51", False, ""),
        ),
    ]
)


@pytest.mark.parametrize(
    ("x_sampa", "ipa"),
    [
        ('h@"l@U', "həˈləʊ"),
        ("lEmst@", "lɛmstə"),
        ("SIlINz", "ʃɪlɪŋz"),
        ('%Int@"n{S@n@l', "ˌɪntəˈnæʃənəl"),
        ('"kA:r\\', "ˈkɑːɹ"),
        ("r\\`a:_T", "ɻaː˥"),
        ("t_hA~_0", "tʰɑ\u0303\u0325"),
        ("n= tS_}", "n\u0329 tʃ"),
        ("|\\|\\a", "ǁa"),
        ("b#", ""),
        ("", ""),
    ],
)
def test_x_sampa_is_the_phonetic_alphabet_on_a_typewriter(x_sampa: str, ipa: str) -> None:
    assert to_ipa(x_sampa) == ipa


@pytest.mark.parametrize(
    ("ipa", "names"),
    [
        ("həˈləʊ", ["h|@|l|'oU"]),  # a stress stands before its vowel
        ("tə.ˈmeɪ.toʊ", ["t|@|m|'eI|t|oU"]),  # the American sound that is nearest
        ("/hə(ˈ)loʊ/", ["h|@|l|'oU"]),
        ("t͡ʃɪn", ["tS|'I|n"]),
        ("ʧɪn", ["tS|'I|n"]),
        ("ˌæbə ˈɡɪn", [",a|b|@", "g|'I|n"]),
        ("ˈwɔtɚ", ["w|'0|t|@|r"]),
        ("bɹɜːd", ["b|r|'3:|d"]),  # a word without stress has it on its first full vowel
        ("əbɪt", ["@|b|'I|t"]),
        ("ə", ["'@"]),
        ("bʌtn̩", ["b|'a|t|n-"]),
        ("naː", ["n|'a|:"]),
        ("tʰɪn̪", ["t|'I|n"]),  # shades that English does not have are left out
        ("bɔ̃", ["b|'0|n"]),
        ("xɛ", ["h|'E"]),
        ("pst", ["p|s|t"]),
    ],
)
def test_sounds_become_the_phonemes_of_the_voice(ipa: str, names: list[str]) -> None:
    assert list(ENGLISH.names(ipa, "en")) == names


def test_an_unstressed_word_is_stressed_as_its_language_does() -> None:
    assert ENGLISH.names("ɪlɛ", "en") == ("'I|l|E",)
    assert ENGLISH.names("ɪlɛ", "fr") == ("I|l|'E",)


@pytest.mark.parametrize(
    ("ipa", "names"),
    [
        ("pei˨˩˦", ["p|'ei|214"]),
        ("pei²¹⁴ tɕiŋ˥", ["p|'ei|214", "tS;|'i|55|N"]),  # a tone stands after its vowel
        ("ʂɑŋ˥˩", ["s.|'A|51|N"]),
        ("tɕʰi˧˩", ["tS;h|'i"]),  # a tone the voice does not have is left out
    ],
)
def test_tones_become_those_of_the_voice(ipa: str, names: list[str]) -> None:
    assert list(MANDARIN.names(ipa, "cmn")) == names


@pytest.mark.parametrize("ipa", ["", "   ", "ˈ", "7", "海", "h7", "hə 海", "e-?", "ə" * (MOST + 1)])
def test_what_has_no_sound_has_no_phonemes(ipa: str) -> None:
    assert ENGLISH.names(ipa, "en") == ()


def test_a_voice_without_phonemes_pronounces_nothing() -> None:
    assert not Inventory([])
    assert Inventory([]).names("a", "en") == ()


@given(st.text(alphabet=st.sampled_from(["a", "ə", "ˈ", "˥", "ɚ", "ː", "\u0303", " ", ".", "7", "[", "|", "'", "t"])))
def test_no_sounds_break_out_of_the_brackets(sounds: str) -> None:
    for word in ENGLISH.names(sounds, "en"):
        assert not set(word) & set("[] ")
        assert "||" not in word


def test_every_sound_of_the_chart_has_others_near_it() -> None:
    chart = "iyɨʉɯuɪʏʊeøɘɵɤoəɛœɜɞʌɔæɐaɶɑɒ" + "ʈɖcɟqɢʔɱɳɲŋɴʙrʀⱱɾɽɸβθðʃʒʂʐçʝxɣχʁħʕɦɬɮʋɹɻjɰɭʎʟʍwɥʜʢʡɕʑɺɧʘǀǃǂǁɓɗʄɠʛ"
    assert [sound for sound in chart if sound not in NEAREST and sound != "ʔ"] == []
    assert all(nearest and "" not in nearest for nearest in NEAREST.values())


@given(st.binary(max_size=400))
def test_a_phoneme_table_of_another_form_names_nothing_and_raises_nothing(table: bytes) -> None:
    names_in(table)


def test_a_phoneme_table_names_its_phonemes_once() -> None:
    head = bytes([2, 0, 0, 0])
    rows = [name.ljust(16, b"\0") for name in (b"t", b"#X1", b"_:", b"tS;h")]
    table = bytes([4]).ljust(36, b"\0") + b"".join(rows)
    assert names_in(head + table + table) == ["t", "tS;h"]
    assert names_in(head + table + table[:-1]) == []


def test_places_lead_back_to_the_text() -> None:
    text = "one two three"
    respelling = Respelling(text, (Stretch(4, 7, "[[tu:]] [[tu:]]"), Stretch(8, 13, "3")))
    assert respelling.said == "one [[tu:]] [[tu:]] 3"
    assert [respelling.place(at) for at in (0, 3, 4, 6, 18, 19, 20, 21)] == [0, 3, 4, 4, 4, 7, 8, 13]


@given(st.text(alphabet="ab[] <>x"), st.lists(st.tuples(st.integers(-2, 12), st.integers(-2, 12)), max_size=5))
def test_any_soundings_give_a_text_whose_places_lead_back_in_order(text: str, places: list[tuple[int, int]]) -> None:
    soundings = [Sounding(start, end, "ipa", "hə") for start, end in places]
    stretches = tuple(sounded(text, soundings, lambda sounds: ENGLISH.names(sounds, "en")))
    respelling = Respelling(text, stretches)
    back = [respelling.place(at) for at in range(len(respelling.said) + 1)]
    assert back == sorted(back)
    assert back[-1] == len(text)
    if stretches:
        assert respelling.said.count("[[") == respelling.said.count("]]") == len(stretches)


def test_only_what_can_be_pronounced_is_replaced() -> None:
    text = "one “two” three"
    soundings = [
        Sounding(5, 8, "X-SAMPA", "tu:"),
        Sounding(0, 3, "alias", "w[[u]]n"),
        Sounding(0, 2, "ipa", "a"),  # overlaps
        Sounding(10, 15, "x-jeita", "a"),
        Sounding(10, 15, "ipa", "海"),
        Sounding(10, 99, "alias", "a"),
    ]
    stretches = tuple(sounded(text, soundings, lambda sounds: ENGLISH.names(sounds, "en")))
    assert Respelling(text, stretches).said == "w((u))n “ [[t|'u:]]” three"


def test_brackets_of_the_text_are_harmless_and_keep_its_length() -> None:
    assert harmless("a [[b]] [[[c]]] [d]") == "a ((b)) (([c))] [d]"


def test_letters_are_spelled_by_their_names() -> None:
    said = Respelling("Ωབ", tuple(spelled("Ωབ"))).said
    assert said.split() == ["omega", "ba"]
