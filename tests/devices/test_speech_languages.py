"""Which voice reads what: language tags, scripts, parts of a text, and never silence."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from devices.spoken import spoken
from hypothesis import given
from hypothesis import strategies as st

from accessvr.devices.spatial_audio.loudness import both_ears
from accessvr.devices.spatial_audio.loudness import loudness_lufs as true_loudness_lufs
from accessvr.devices.speech.espeak import Espeak
from accessvr.devices.speech.espeak_voices import SPEAKERS, espeak_voices
from accessvr.devices.speech.joining import TAIL, is_silent, unless_silent, without_end
from accessvr.devices.speech.languages import canonical, spoken_as
from accessvr.devices.speech.level import WANTED_LUFS
from accessvr.devices.speech.reading import can_read, name_of, parts_of, reader_of_text
from accessvr.devices.speech.scripts import script_of
from accessvr.devices.speech.voice import SAMPLE_RATE, Mono, Piece

KNOWN = (
    "en",
    "en-us",
    "de",
    "ru",
    "cmn",
    "cmn-latn-pinyin",
    "yue",
    "nb",
    "el",
    "ka",
    "ja",
    "he",
    "sr",
    "fa",
    "fa-latn",
)


@pytest.fixture(scope="module")
def espeak() -> Iterator[Espeak]:
    voice = Espeak()
    yield voice
    voice.close()


@pytest.mark.parametrize(
    ("language", "tag"),
    [
        *(("de", "de"), ("de-AT", "de"), ("DE_at", "de"), ("deu", "de"), ("ger", "de"), ("en-US", "en-us")),
        *(("zh", "cmn"), ("zh-CN", "cmn"), ("zh-Hans", "cmn"), ("zh-Hant-TW", "cmn"), ("zh_cmn_Hans", "cmn")),
        *(("zh-HK", "yue"), ("zh-Hant-HK", "yue"), ("zh-yue", "yue"), ("zh-Latn", "cmn-latn-pinyin")),
        *(("no", "nb"), ("nn", "nb"), ("iw", "he"), ("ru-Cyrl", "ru"), ("ru-Latn", ""), ("sr-Latn", "sr")),
        *(("fa-Latn", "fa-latn"), ("fa-IR", "fa"), ("fr", ""), ("tlh", ""), ("", ""), ("-", ""), ("x-klingon", "")),
    ],
)
def test_a_tag_finds_the_voice_of_its_language_and_script(language: str, tag: str) -> None:
    assert spoken_as(language, KNOWN) == tag


@given(st.text(max_size=20))
def test_no_tag_raises(tag: str) -> None:
    assert spoken_as(tag, KNOWN) in ("", *KNOWN)
    assert canonical(canonical(tag)) == canonical(tag)


@pytest.mark.parametrize(
    ("letters", "script"),
    [
        *(("aZéßəﬁＡ", "latn"), ("αἄΩ", "grek"), ("яЁ", "cyrl"), ("שﬡ", "hebr"), ("عﻋ", "arab"), ("कख", "deva")),
        *(("海々㐀豈𠀀", "hani"), ("のノｱ", "kana"), ("한ㅎ", "hang"), ("ქᲥ", "geor"), ("Ꭰꭰ", "cher"), ("གང", "tibt")),
        *(("ᚠ", "zzzz"), ("𐌰", "zzzz"), ("1 .—«’!。「\u0301😀", "any"), ("𝒙", "any"), ("ʰ", "any")),
    ],
)
def test_a_letter_is_of_its_script(letters: str, script: str) -> None:
    assert {script_of(letter) for letter in letters} == {script}


@pytest.mark.parametrize(
    ("language", "text", "parts"),
    [
        ("en", "Plain words.", [("Plain words.", "en")]),
        ("en", "", [("", "en")]),
        ("en", "He said «Сказка была» (long).", [("He said ", "en"), ("«Сказка была» ", "ru"), ("(long).", "en")]),
        ("en", "The word λόγος.", [("The word ", "en"), ("λόγος.", "el")]),
        ("en", "The angle α, not Β.", [("The angle α, not Β.", "en")]),  # a sign, as in mathematics
        ("zh", "我用Python写。", [("我用", "cmn"), ("Python", "en"), ("写。", "cmn")]),
        ("zh-Latn", "wo3 xie3", [("wo3 xie3", "cmn-latn-pinyin")]),
        ("ru", "Сказка Windows", [("Сказка Windows", "ru")]),  # this voice reads Latin letters itself
        ("he", "שלום Windows", [("שלום ", "he"), ("Windows", "en")]),
        ("ja", "猫である", [("猫", "cmn"), ("である", "ja")]),
        ("ru-Latn", "Skazka byla", [("Skazka byla", "en")]),
        ("tlh", "ზღაპარი იყო", [("ზღაპარი იყო", "ka")]),
        ("gsw", "Grüezi", [("Grüezi", "de")]),  # the nearest language
        ("fr", "Mot ꦲꦏ mot", [("Mot ", "en"), ("ꦲꦏ ", ""), ("mot", "en")]),  # nobody reads it: it is spelled
    ],
)
def test_each_part_of_a_text_is_read_by_a_voice_that_can(
    language: str, text: str, parts: list[tuple[str, str]]
) -> None:
    assert [(text[part.start : part.end], part.language) for part in parts_of(text, language, KNOWN)] == parts


def test_a_word_with_a_pronunciation_stays_with_the_voice_of_the_text() -> None:
    assert len(parts_of("The word λόγος.", "en", KNOWN, [(9, 14)])) == 1


@given(st.text(alphabet="ab é.—[(«海сγתཀ\n😀", max_size=40), st.sampled_from(["en", "zh", "ja", "ru-Latn", "", "tlh"]))
def test_the_parts_are_the_text(text: str, language: str) -> None:
    parts = parts_of(text, language, KNOWN)
    assert "".join(text[part.start : part.end] for part in parts) == text
    assert parts[-1].end == len(text)
    assert all(part.language in ("", *KNOWN) for part in parts)


def test_what_can_be_read_depends_on_the_letters_where_a_voice_knows_only_some() -> None:
    assert can_read("むかし", "ja", KNOWN)
    assert not can_read("昔", "ja", KNOWN)
    assert not can_read("Skazka", "ru-Latn", KNOWN)
    assert can_read("Skazka", "ru", KNOWN)
    assert can_read("Words", "und", ())
    assert not can_read("Words", "en", ())


def test_a_voice_that_reads_a_text_whole_is_that_of_most_of_its_letters() -> None:
    texts = [("de", "Сказка"), ("tlh", "Сказка a"), ("tlh", "qapla"), ("tlh", "…"), ("gsw", "Grüezi")]
    assert [reader_of_text(text, language, KNOWN) for language, text in texts] == ["de", "ru", "en", "en", "de"]


def test_letters_and_pictures_have_names() -> None:
    assert [name_of(sign) for sign in "བΩꦲ😀é!7 "] == ["ba", "omega", "ha", "grinning face", "e with acute", "", "", ""]


LISTED = [
    ("gmw/en", (("en-gb", 2), ("en", 2))),
    ("gmw/en-US", (("en-us", 2), ("en", 3))),
    ("gmw/de", (("de", 5),)),
    ("mb/mb-de5", (("de", 7),)),
    ("sit/cmn", (("cmn", 5), ("zh-cmn", 5), ("zh", 5))),
    ("sit/cmn-Latn-pinyin", (("cmn-latn-pinyin", 5),)),
]
VOICES = espeak_voices(LISTED, ["+f3", "+m3", "+whisper"])


@pytest.mark.parametrize(
    ("language", "voice", "wanted"),
    [
        ("de", "", ["gmw/de", "gmw/en"]),
        ("en-us", "", ["gmw/en"]),  # English of every country is one person
        ("tlh", "", ["gmw/en"]),
        ("", "", ["gmw/en"]),
        ("cmn", "", ["sit/cmn-Latn-pinyin", "gmw/en"]),
        ("en", "en-US", ["gmw/en-US", "gmw/en"]),
        ("de", "en-US", ["gmw/de", "gmw/en"]),  # a voice speaks its own language only
        ("de", "mb/mb-de5", ["mb/mb-de5", "gmw/de", "gmw/en"]),
        ("de", "+f3", ["gmw/de+f3", "gmw/de", "gmw/en+f3", "gmw/en"]),
        ("cmn", "+f3", ["sit/cmn-Latn-pinyin+f3", "sit/cmn-Latn-pinyin", "gmw/en+f3", "gmw/en"]),
        ("de", "en-us+f3", ["gmw/de+f3", "gmw/de", "gmw/en+f3", "gmw/en"]),
        ("en", "en-us+f3", ["gmw/en-US+f3", "gmw/en-US", "gmw/en+f3", "gmw/en"]),
        ("en", "Nobody", ["gmw/en"]),
        ("../../etc/passwd", "../../etc/passwd+../x", ["gmw/en"]),
    ],
)
def test_a_language_and_a_wish_give_voices_to_try(language: str, voice: str, wanted: list[str]) -> None:
    assert VOICES.wanted(language, voice) == wanted


def test_a_patron_can_choose_among_speakers_and_countries() -> None:
    assert VOICES.choices("en-GB") == ("", "+f3", "+m3", "en-us")
    assert VOICES.choices("de-AT") == VOICES.choices("zh") == VOICES.choices("tlh") == ("", "+f3", "+m3")


@pytest.mark.parametrize("language", ["en", "de", "zh", "ru", "tlh"])
def test_every_voice_that_can_be_chosen_is_another_one(espeak: Espeak, language: str) -> None:
    voices = espeak.voices(language)
    assert voices[: len(SPEAKERS) + 1] == ("", *SPEAKERS)
    text = {"zh": "海上的船都回来了。", "ru": "Лодки вернулись."}.get(language, "The boats came in.")
    heard = [sound_of(espeak, text, language, voice) for voice in voices]
    assert all(np.abs(sound).max() > 0.1 for sound in heard)
    spectra = [np.abs(np.fft.rfft(sound, 1 << 18))[:40_000] for sound in heard]
    shapes = np.array([spectrum / np.linalg.norm(spectrum) for spectrum in spectra])
    likeness = shapes @ shapes.T - np.eye(len(shapes))
    assert likeness.max() < 0.97


def sound_of(voice: Espeak, text: str, language: str, name: str = "") -> Mono:
    return np.concatenate([piece.samples for piece in voice.speak(text, language, 150, name)])


LEVELS = {
    "en": "The boats came in, and the old town woke. Nobody spoke for a long while.",
    "fr": "Les bateaux sont rentrés et la vieille ville s'est réveillée. Personne ne parla longtemps.",
    "ru": "Лодки вернулись, и старый город проснулся. Никто долго не говорил.",
    "zh": "海上的船都回来了，老城醒了。很久没有人说话。",
}


@pytest.mark.parametrize("language", LEVELS)
@pytest.mark.parametrize("voice", ["", *SPEAKERS])
def test_every_language_and_speaker_comes_at_one_level(espeak: Espeak, language: str, voice: str) -> None:
    sound = sound_of(espeak, LEVELS[language], language, voice)
    assert true_loudness_lufs(both_ears(sound)) == pytest.approx(WANTED_LUFS, abs=2.2)


@pytest.mark.parametrize(
    "text",
    [
        *("ზღაპარი", "Сказка", "παραμύθι", "كان يا ما كان", "שלום", "एक समय", "এক সময়", "ਇੱਕ ਵਾਰ", "એક સમય", "ଏକ ସମୟ"),
        *("ஒரு காலம்", "ఒక రోజు", "ಒಂದು ದಿನ", "ഒരു ദിവസം", "එක දවසක", "กาลครั้ง", "ຄັ້ງ", "བོད་སྐད", "တစ်ခါ", "አንድ ጊዜ"),
        *("ម្តង", "ᠮᠣᠩᠭᠣᠯ", "Հեքիաթ", "从前有", "むかし", "カナ", "옛날에", "ᏣᎳᎩ", "ᐃᓄᒃ", "ދިވެހި", "ܣܘܪܝܝܐ", "ߒߞߏ", "Ⲙⲉⲧ"),
        *("𐌲𐌿𐍄", "ⵜⴰⵎⴰ", "ꕙꔤ", "ㄅㄆㄇ", "ꦲꦏ", "ᚠᚢ", "😀", "∑", "ب", "ж"),
    ],
)
@pytest.mark.parametrize("language", ["en", "tlh", "zh"])
def test_no_script_is_silent(espeak: Espeak, text: str, language: str) -> None:
    samples, marks = spoken(espeak, text, language=language)
    loud = np.flatnonzero(np.abs(samples) > 0.02)
    assert loud[-1] - loud[0] > 0.05 * SAMPLE_RATE
    assert not marks or marks[0][1] == 0


def test_words_between_voices_follow_without_a_long_pause(espeak: Espeak) -> None:
    together = spoken(espeak, "He said «сказка» and left.")[0]
    alone = [
        spoken(espeak, text, language=tag)[0]
        for text, tag in (("He said", "en"), ("сказка", "ru"), ("and left.", "en"))
    ]
    loud = sum(np.flatnonzero(np.abs(sound) > 0.003)[-1] for sound in alone)
    assert len(together) < loud + 2 * TAIL + SAMPLE_RATE / 4


def piece(*levels: float, mark: int | None = None) -> Piece:
    samples = np.concatenate([np.full(TAIL, level, np.float32) for level in levels])
    return Piece(samples, () if mark is None else ((mark, 0),))


def test_silence_at_the_end_of_a_part_is_cut_and_its_marks_stay() -> None:
    pieces = list(without_end(iter([piece(0.0), piece(0.5), piece(0.0, 0.0, mark=4 * TAIL - 1)])))
    assert sum(len(one.samples) for one in pieces) == 3 * TAIL
    assert [mark for one in pieces for mark in one.marks] == [(3 * TAIL - 1, 0)]
    assert list(without_end(iter([]))) == []


def test_others_are_given_where_nothing_is_heard() -> None:
    instead = [piece(0.1)]
    assert list(unless_silent(iter([piece(0.0), piece(0.0)]), lambda: iter(instead))) == instead
    heard = [piece(0.0), piece(0.5), piece(0.0)]
    assert list(unless_silent(iter(heard), lambda: iter(instead))) == heard
    assert is_silent(Piece(np.zeros(0, np.float32)))
