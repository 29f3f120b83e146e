"""Chinese text is read by a Chinese voice: each character is a syllable, never an English word and a number."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from chinese_book import CHAPTERS

from accessvr.core.pace import characters_a_word
from accessvr.core.sentences import sentences
from accessvr.devices.speech.espeak import Espeak
from accessvr.devices.speech.voice import SAMPLE_RATE, Mono

WPM = 150


@pytest.fixture(scope="module")
def espeak() -> Iterator[Espeak]:
    voice = Espeak()
    yield voice
    voice.close()


def wave(voice: Espeak, text: str, language: str, words_per_minute: int = WPM, name: str = "") -> Mono:
    pieces = [piece.samples for piece in voice.speak(text, language, words_per_minute, name)]
    return np.concatenate(pieces) if pieces else np.zeros(0, np.float32)


def seconds(sound: Mono) -> float:
    loud = np.flatnonzero(np.abs(sound) > 0.01)
    return float(loud[-1] - loud[0]) / SAMPLE_RATE if len(loud) else 0.0


@pytest.mark.parametrize("language", ["zh", "zh-CN", "zh-Hans", "cmn"])
def test_mandarin_has_a_voice_of_its_own(espeak: Espeak, language: str) -> None:
    assert espeak.reads("海上的船", language)
    assert "cmn" in espeak.languages


@pytest.mark.parametrize("language", ["zh", "zh-CN"])
def test_a_chinese_sentence_is_heard(espeak: Espeak, language: str) -> None:
    sound = wave(espeak, "欢迎来到阅览室。", language)
    assert np.sqrt(np.mean(sound**2)) > 0.02
    assert 1.0 < seconds(sound) < 4.0


@pytest.mark.parametrize(("character", "pinyin"), [("海", "hai3"), ("第", "di4"), ("好", "hao3"), ("读", "du2")])
def test_a_character_is_one_syllable_with_its_tone(espeak: Espeak, character: str, pinyin: str) -> None:
    """Some libraries read it as an English word and the number of its tone: "hao three"."""
    syllable = seconds(wave(espeak, pinyin, "cmn-latn-pinyin", name="cmn-latn-pinyin"))
    assert seconds(wave(espeak, character, "zh")) == pytest.approx(syllable, rel=0.1)


def test_words_of_one_syllable_take_longer_in_a_row(espeak: Espeak) -> None:
    three, one = seconds(wave(espeak, "海边的灯塔", "zh")), seconds(wave(espeak, "海", "zh"))
    assert 3.0 < three / one < 7.0


def test_numbers_in_words_have_their_nought(espeak: Espeak) -> None:
    """The voice reads the figures 205 without the nought, which is 250: numbers are therefore written in words."""
    assert seconds(wave(espeak, "二百零五", "zh")) > seconds(wave(espeak, "二百五", "zh"))


def test_the_pace_of_chinese_is_the_one_that_time_left_is_told_by(espeak: Espeak) -> None:
    parts = [text[a:b] for _, paragraphs in CHAPTERS for text in paragraphs for a, b in sentences(text, "zh")]
    minutes = sum(len(wave(espeak, part, "zh")) for part in parts) / SAMPLE_RATE / 60
    measured = sum(map(len, parts)) / minutes / WPM
    assert measured == pytest.approx(characters_a_word("zh-CN"), rel=0.1)


def test_faster_is_shorter(espeak: Espeak) -> None:
    lengths = [seconds(wave(espeak, CHAPTERS[0][1][0], "zh", speed)) for speed in (100, 150, 300)]
    assert lengths == sorted(lengths, reverse=True)
