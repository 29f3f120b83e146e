"""Silence before the words, and a language that no voice reads: what the speech device feeds and tells."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import pytest
from devices.fed import Fed, ignore, own_clock
from hypothesis import given, settings
from hypothesis import strategies as st

from accessvr.core.effects import Hush, Say, SayNext, Sounding
from accessvr.core.errors import DeviceError
from accessvr.core.events import Event, NoVoice
from accessvr.devices.speech.device import AHEAD_S, LONGEST_PAUSE_S, Speech
from accessvr.devices.speech.espeak import Espeak
from accessvr.devices.speech.silent_voice import SilentVoice
from accessvr.devices.speech.voice import SAMPLE_RATE, Mono, Piece

TEXT = "The boats came in."


@pytest.fixture(scope="module")
def espeak() -> Iterator[Espeak]:
    voice = Espeak()
    yield voice
    voice.close()


class Dead(SilentVoice):
    """A voice that has died."""

    def speak(
        self, text: str, language: str, words_per_minute: int, voice: str, soundings: Sequence[Sounding] = ()
    ) -> Iterator[Piece]:
        raise DeviceError("it died")


def heard(fed: Fed, number: int) -> Mono:
    return np.concatenate(fed.samples[number])


def test_the_pause_is_silence_of_its_length_and_the_words_follow_it(espeak: Espeak) -> None:
    plain, paused = Fed(), Fed()
    for fed, pause_s in ((plain, 0.0), (paused, 0.73)):
        speech = own_clock(espeak, fed)
        speech.render(Say(1, TEXT, pause_s=pause_s))
        speech.advance()
    pause = round(0.73 * SAMPLE_RATE)
    assert not heard(paused, 1)[:pause].any()
    assert np.abs(heard(paused, 1)[pause : pause + SAMPLE_RATE // 4]).max() > 0.1
    assert len(heard(paused, 1)) == pytest.approx(pause + len(heard(plain, 1)), abs=500)
    assert [offset for _, offset in paused.marks[1]] == [offset for _, offset in plain.marks[1]] == [0, 4, 10, 15]
    assert paused.marks[1][0][0] - pause == plain.marks[1][0][0]


@settings(max_examples=30)
@given(st.floats(-1.0, 5.0), st.sampled_from([SilentVoice, Dead]))
def test_a_silent_or_a_dead_voice_keeps_the_pause(pause_s: float, kind: type[SilentVoice]) -> None:
    fed, whole = Fed(), Fed()
    for taken, voice, pause in ((fed, kind(), pause_s), (whole, SilentVoice(), 0.0)):
        speech = own_clock(voice, taken)
        speech.render(Say(1, TEXT, pause_s=pause))
        speech.advance()
    silence = round(max(pause_s, 0.0) * SAMPLE_RATE)
    assert fed.sound[1] == whole.sound[1] + silence
    assert fed.marks[1] == [(sample + silence, offset) for sample, offset in whole.marks[1]]


def test_a_pause_without_end_is_cut() -> None:
    fed = Fed()
    speech = own_clock(SilentVoice(), fed)
    speech.render(Say(1, "", pause_s=1e9))
    speech.advance()
    assert fed.sound == {1: round(LONGEST_PAUSE_S * SAMPLE_RATE)}


def test_a_sentence_made_ready_is_said_after_the_pause() -> None:
    fed = Fed()
    speech = own_clock(SilentVoice(), fed)
    speech.render(SayNext("One two."))
    speech.advance()
    speech.render(Say(1, "One two.", queued=True, pause_s=0.5))
    speech.advance()
    assert fed.marks[1][0] == (SAMPLE_RATE // 2, 0)
    assert fed.ended == [1]


def test_a_pause_in_a_visit_is_over_when_the_patron_speaks() -> None:
    fed = Fed()
    speech = Speech(SilentVoice(), fed, now=lambda: 0.0)  # the clock stands still: nothing is heard
    speech.start(ignore)
    speech.render(Say(1, TEXT, pause_s=LONGEST_PAUSE_S))
    assert fed.wait_for(lambda: fed.sound.get(1, 0) >= AHEAD_S * SAMPLE_RATE)
    speech.render(Hush())
    speech.render(Say(2, "Now.", queued=True))
    assert fed.wait_for(lambda: 2 in fed.ended)
    speech.close()
    assert fed.ended == [2]
    assert fed.marks[1] == []
    assert fed.sound[1] < LONGEST_PAUSE_S * SAMPLE_RATE


def test_a_voice_killed_after_a_pause_leaves_its_words_in_silence_at_their_places() -> None:
    fed, voice = Fed(), Espeak()

    def kill_once(number: int, samples: Mono, marks: tuple[tuple[int, int], ...], last: bool) -> None:
        fed(number, samples, marks, last)
        if number == 1 and len(fed.numbers) == 1:
            os.kill(voice.child.number, signal.SIGKILL)

    speech = Speech(voice, kill_once, own_clock=True)
    speech.start(ignore)
    speech.render(Say(1, f"{TEXT} " * 60, pause_s=0.2))
    speech.advance()
    speech.close()
    samples = [sample for sample, _ in fed.marks[1]]
    assert samples[0] >= round(0.2 * SAMPLE_RATE)
    assert all(early <= late for early, late in pairwise(samples))
    assert fed.marks[1][-1][1] == (f"{TEXT} " * 60).rindex("in")


def test_pronunciations_tell_one_sentence_from_another() -> None:
    alike, other = (Sounding(0, 3, "alias", "won"),), (Sounding(0, 3, "alias", "wan"),)
    asked: list[Sequence[Sounding]] = []

    class Asked(SilentVoice):
        def speak(
            self, text: str, language: str, words_per_minute: int, voice: str, soundings: Sequence[Sounding] = ()
        ) -> Iterator[Piece]:
            asked.append(soundings)
            return super().speak(text, language, words_per_minute, voice)

    speech = own_clock(Asked(), Fed())
    for number, (ready, said) in enumerate(((alike, alike), (alike, other))):
        speech.render(SayNext("One two.", soundings=ready))
        speech.advance()
        speech.render(Say(number, "One two.", queued=True, soundings=said))
        speech.advance()
    assert asked == [alike, alike, other]


def told(voice: Espeak | SilentVoice, *says: Say) -> list[Event]:
    posted: list[Event] = []
    speech = own_clock(voice, Fed(), posted)
    for say in says:
        speech.render(say)
    speech.advance()
    return posted


def test_a_language_without_a_voice_is_told_once_in_a_visit(espeak: Espeak) -> None:
    said = [
        Say(n, "Words.", language, queued=True) for n, language in enumerate(("tlh", "tlh", "tlh-Latn", "en", "xal"))
    ]
    assert told(espeak, *said) == [NoVoice("tlh"), NoVoice("xal")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        *(("en-ZA", "Words."), ("zh", "海"), ("zh-CN", "海"), ("zh-Hans", "海"), ("zh-Hant-TW", "海"), ("cmn", "海")),
        *(("no", "Hus."), ("nn", "Hus."), ("DE_at", "Haus."), ("fra", "Mot."), ("iw", "שלום"), ("ru", "Сказка")),
        *(("", "Words."), ("und", "Words."), ("sr-Latn", "Reč."), ("fa-Latn", "Salam."), ("ja", "むかし")),
    ],
)
def test_a_language_that_is_read_or_not_known_is_not_told(espeak: Espeak, language: str, text: str) -> None:
    assert told(espeak, Say(1, text, language)) == []


@pytest.mark.parametrize(("language", "text"), [("ru-Latn", "Skazka"), ("ja", "吾輩は猫である"), ("zh-Arab", "x")])
def test_a_script_that_the_voices_of_its_language_cannot_read_is_told(espeak: Espeak, language: str, text: str) -> None:
    assert told(espeak, Say(1, text, language)) == [NoVoice(language)]


def test_a_voice_that_cannot_tell_its_languages_is_never_missing() -> None:
    assert told(SilentVoice(), Say(1, "Words.", "tlh")) == []


def test_what_is_only_made_ready_is_not_told(espeak: Espeak) -> None:
    posted: list[Event] = []
    speech = own_clock(espeak, Fed(), posted)
    speech.render(SayNext("Words.", "tlh"))
    speech.advance()
    assert posted == []
