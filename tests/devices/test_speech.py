"""The real voice: samples, marks, order, silence when told."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessvr.core.effects import Hush, Say, SayNext
from accessvr.core.events import DeviceBack, DeviceLost, Event
from accessvr.devices.speech.device import Speech
from accessvr.devices.speech.espeak import Espeak, voice_for
from accessvr.devices.speech.platform_voice import PlatformVoice
from accessvr.devices.speech.resampler import Resampler
from accessvr.devices.speech.silent_voice import SilentVoice
from accessvr.devices.speech.voice import SAMPLE_RATE, Mono, Piece, Voice

TEXT = "“Ångström café,” said Mr. Reed — naïvely; the boats came in."


def spoken(voice: Voice, text: str, wpm: int = 150, language: str = "en") -> tuple[Mono, list[tuple[int, int]]]:
    pieces = list(voice.speak(text, language, wpm, ""))
    samples = [piece.samples for piece in pieces] or [np.zeros(0, np.float32)]
    return np.concatenate(samples), [mark for piece in pieces for mark in piece.marks]


def test_the_voice_is_heard_and_its_marks_are_words_in_order() -> None:
    voice = Espeak()
    samples, marks = spoken(voice, TEXT)
    voice.close()
    assert 3 < len(samples) / SAMPLE_RATE < 8
    assert 0.01 < float(np.sqrt(np.mean(samples**2))) < 0.2
    assert marks == sorted(marks)
    words = [TEXT[offset:].split()[0] for _, offset in marks]
    assert words[:3] == ["Ångström", "café,”", "said"]
    assert words[-1] == "in."
    assert all(0 <= sample < len(samples) for sample, _ in marks)


def test_a_faster_voice_takes_less_time() -> None:
    voice = Espeak()
    lengths = [len(spoken(voice, TEXT, wpm)[0]) for wpm in (80, 150, 300, 400)]
    voice.close()
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[0] > 2.5 * lengths[-1]


@pytest.mark.parametrize("text", ["", "   ", "…", "\x00\x07 bell", "x" * 5000, "第一章。海。", "a\nb"])
def test_any_text_is_taken(text: str) -> None:
    voice = Espeak()
    samples, marks = spoken(voice, text)
    assert all(0 <= offset < max(len(text), 1) for _, offset in marks)
    assert np.isfinite(samples).all()
    assert len(spoken(voice, "Still here.")[0]) > SAMPLE_RATE / 2
    voice.close()


def test_the_same_words_in_the_same_order_are_the_same_samples() -> None:
    def all_spoken() -> bytes:
        voice = Espeak()
        made = b"".join(spoken(voice, text)[0].tobytes() for text in (TEXT, "The boats came in.", TEXT))
        voice.close()
        return made

    assert all_spoken() == all_spoken()


def test_an_unknown_language_is_spoken_all_the_same() -> None:
    voice = Espeak()
    assert len(spoken(voice, "Still here.", language="xx-nowhere")[0]) > SAMPLE_RATE / 4
    voice.close()
    assert voice_for("EN-US") == "en-gb"
    assert voice_for("de") == "de"


def test_a_voice_given_up_can_speak_again() -> None:
    voice = Espeak()
    long = voice.speak("The boats came in. " * 200, "en", 150, "")
    next(long)
    voice.stop()
    assert len(list(long)) < 200
    assert len(spoken(voice, "Again.")[0]) > SAMPLE_RATE / 4
    voice.close()


def test_the_silent_voice_keeps_the_pace() -> None:
    samples, marks = spoken(SilentVoice(), "one two three four five", 150)
    assert len(samples) == 5 * SAMPLE_RATE * 60 // 150
    assert [offset for _, offset in marks] == [0, 4, 8, 14, 19]
    assert not samples.any()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 900), min_size=1, max_size=20), st.sampled_from([22_050, 16_000, 48_000]))
def test_resampling_does_not_depend_on_how_the_sound_is_cut(cuts: list[int], rate: int) -> None:
    noise = np.random.default_rng(0).standard_normal(sum(cuts)).astype(np.float32)
    whole, parts = Resampler(rate), Resampler(rate)
    expected = np.concatenate([whole.feed(noise), whole.flush()])
    ends = np.cumsum(cuts)
    made = [parts.feed(noise[end - cut : end]) for cut, end in zip(cuts, ends, strict=True)]
    np.testing.assert_allclose(np.concatenate([*made, parts.flush()]), expected, atol=1e-5)


def test_a_tone_keeps_its_pitch_and_level() -> None:
    tone = np.sin(2 * np.pi * 1000 * np.arange(22_050) / 22_050).astype(np.float32)
    made = Resampler(22_050).feed(tone)[2000:-2000]
    spectrum = np.abs(np.fft.rfft(made * np.hanning(len(made))))
    assert abs(float(np.fft.rfftfreq(len(made), 1 / SAMPLE_RATE)[spectrum.argmax()]) - 1000) < 2
    assert abs(float(made.std()) * 2**0.5 - 1) < 0.01


class Fed:
    """Takes what the speech device feeds."""

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.ended: list[int] = []
        self.sound: dict[int, int] = {}
        self.all_ended = threading.Event()

    def __call__(self, number: int, samples: Mono, marks: tuple[tuple[int, int], ...], last: bool) -> None:
        self.numbers.append(number)
        self.sound[number] = self.sound.get(number, 0) + len(samples)
        if last:
            self.ended.append(number)
            self.all_ended.set()


def test_queued_sentences_are_spoken_in_order() -> None:
    fed = Fed()
    speech = Speech(SilentVoice(), fed, own_clock=True)
    speech.start(lambda event: None)
    speech.render(Say(1, "One two."))
    speech.render(Say(2, "Three.", queued=True))
    speech.advance()
    assert fed.ended == [1, 2]


def test_a_new_answer_replaces_what_waits() -> None:
    fed = Fed()
    speech = Speech(SilentVoice(), fed, own_clock=True)
    speech.start(lambda event: None)
    speech.render(Say(1, "One two."))
    speech.render(Say(2, "Three."))
    speech.advance()
    assert fed.ended == [2]
    speech.render(Say(3, "Four."))
    speech.render(Hush())
    speech.advance()
    assert fed.ended == [2]


def test_a_sentence_made_ahead_is_the_one_that_is_spoken() -> None:
    fed, voice = Fed(), Counting()
    speech = Speech(voice, fed, own_clock=True)
    speech.start(lambda event: None)
    speech.render(SayNext("One two."))
    speech.advance()
    speech.render(Say(1, "One two.", queued=True))
    speech.advance()
    assert fed.ended == [1]
    assert fed.sound[1] > 0
    assert voice.spoken == ["One two."]


class Counting(SilentVoice):
    """A silent voice that remembers what it was asked for."""

    def __init__(self) -> None:
        self.spoken: list[str] = []

    def speak(self, text: str, language: str, words_per_minute: int, voice: str) -> Iterator[Piece]:
        self.spoken.append(text)
        return super().speak(text, language, words_per_minute, voice)


def test_a_killed_voice_is_lost_once_and_comes_back() -> None:
    fed, posted, voice = Fed(), list[Event](), Espeak()
    speech = Speech(voice, fed, own_clock=True)
    speech.start(posted.append)
    long = voice.speak("One. " * 500, "en", 150, "")
    next(long)
    voice._process.kill()
    voice._process.wait()
    with pytest.raises(Exception, match="stopped"):
        list(long)
    speech.render(Say(1, "The boats came in."))
    speech.advance()
    assert fed.ended == [1]
    assert posted in ([], [DeviceLost("speech"), DeviceBack("speech")], [DeviceLost("speech")])
    speech.render(Say(2, "Again."))
    speech.advance()
    assert fed.sound[2] > SAMPLE_RATE / 4
    speech.close()


def test_the_live_device_speaks_on_a_thread_of_its_own() -> None:
    fed = Fed()
    speech = Speech(Espeak(), fed)
    speech.start(lambda event: None)
    speech.render(Say(1, "The boats came in."))
    assert fed.all_ended.wait(10)
    speech.close()
    assert fed.ended == [1]


def test_the_voice_of_the_platform_speaks_through_its_door() -> None:
    voice = PlatformVoice()
    samples, marks = spoken(voice, "The boats came in.")
    voice.close()
    assert len(samples) > SAMPLE_RATE / 2
    assert float(np.abs(samples).max()) > 0.05
    assert marks == [(0, 0)]
