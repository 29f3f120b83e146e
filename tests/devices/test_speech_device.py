"""The speech device: order, silence when told, made ahead but not too far, and a voice that dies."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from devices.fed import Fed, ignore, own_clock

from accessvr.core.effects import Hush, Say, SayNext, Sounding
from accessvr.core.errors import DeviceError
from accessvr.core.events import DeviceBack, DeviceLost, Event
from accessvr.devices.speech.device import AHEAD_S, LONGEST_AHEAD, Marks, Speech
from accessvr.devices.speech.espeak import Espeak
from accessvr.devices.speech.silent_voice import SilentVoice
from accessvr.devices.speech.voice import SAMPLE_RATE, Mono, Piece


@pytest.fixture
def fed() -> Fed:
    return Fed()


def test_queued_sentences_are_spoken_in_order(fed: Fed) -> None:
    speech = own_clock(SilentVoice(), fed)
    speech.render(Say(1, "One two."))
    speech.render(Say(2, "Three.", queued=True))
    speech.advance()
    assert fed.ended == [1, 2]
    assert fed.numbers == sorted(fed.numbers)


def test_a_new_answer_replaces_what_waits(fed: Fed) -> None:
    speech = own_clock(SilentVoice(), fed)
    speech.render(Say(1, "One two."))
    speech.render(Say(2, "Three."))
    speech.advance()
    assert fed.ended == [2]
    speech.render(Say(3, "Four."))
    speech.render(Hush())
    speech.advance()
    assert fed.ended == [2]


def test_empty_words_end_at_once(fed: Fed) -> None:
    speech = own_clock(SilentVoice(), fed)
    speech.render(Say(1, ""))
    speech.advance()
    assert fed.ended == [1]
    assert fed.sound == {1: 0}


class Counting(SilentVoice):
    """A silent voice that remembers what it was asked for."""

    def __init__(self) -> None:
        self.spoken: list[str] = []

    def speak(
        self, text: str, language: str, words_per_minute: int, voice: str, soundings: Sequence[Sounding] = ()
    ) -> Iterator[Piece]:
        self.spoken.append(text)
        return super().speak(text, language, words_per_minute, voice)


def test_a_sentence_made_ahead_is_the_one_that_is_spoken(fed: Fed) -> None:
    voice = Counting()
    speech = own_clock(voice, fed)
    speech.render(SayNext("One two."))
    speech.advance()
    speech.render(Say(1, "One two.", queued=True))
    speech.advance()
    assert fed.ended == [1]
    assert fed.sound[1] > 0
    assert voice.spoken == ["One two."]


def test_a_sentence_made_ahead_in_vain_is_forgotten(fed: Fed) -> None:
    voice = Counting()
    speech = own_clock(voice, fed)
    speech.render(SayNext("One two."))
    speech.advance()
    for number, pace in ((1, 300), (2, 150)):
        speech.render(Say(number, "One two.", words_per_minute=pace))
        speech.advance()
    assert voice.spoken == ["One two."] * 3
    assert fed.sound[2] == 2 * fed.sound[1]


def test_a_very_long_sentence_is_not_made_ahead(fed: Fed) -> None:
    voice = Counting()
    speech = own_clock(voice, fed)
    speech.render(SayNext("word " * LONGEST_AHEAD))
    speech.advance()
    assert voice.spoken == []


class Failing(SilentVoice):
    """A voice that dies as often as it is told: after so many words each time."""

    def __init__(self, *deaths: int) -> None:
        self._deaths = list(deaths)

    def speak(
        self, text: str, language: str, words_per_minute: int, voice: str, soundings: Sequence[Sounding] = ()
    ) -> Iterator[Piece]:
        death = self._deaths.pop(0) if self._deaths else None
        for count, piece in enumerate(super().speak(text, language, words_per_minute, voice)):
            if count == death:
                raise DeviceError("it died")
            yield piece


def test_a_voice_that_dies_is_lost_once_and_comes_back(fed: Fed) -> None:
    posted: list[Event] = []
    speech = own_clock(Failing(0, 0), fed, posted)
    for number in (1, 2, 3, 4):
        speech.render(Say(number, "One two."))
        speech.advance()
    assert posted == [DeviceLost("speech"), DeviceBack("speech")]
    assert fed.ended == [1, 2, 3, 4]


@pytest.mark.parametrize("death", [0, 1, 2, 3])
def test_words_a_dying_voice_leaves_over_go_on_in_silence_at_their_pace(fed: Fed, death: int) -> None:
    whole = Fed()
    for voice, taken in ((Failing(death), fed), (SilentVoice(), whole)):
        speech = own_clock(voice, taken)
        speech.render(Say(1, "One two three four."))
        speech.advance()
    assert fed.marks == whole.marks
    assert fed.sound == whole.sound


def test_a_sentence_that_fails_ahead_of_time_is_tried_again_aloud(fed: Fed) -> None:
    posted: list[Event] = []
    speech = own_clock(Failing(0), fed, posted)
    speech.render(SayNext("One two."))
    speech.advance()
    speech.render(Say(1, "One two.", queued=True))
    speech.advance()
    assert fed.ended == [1]
    assert posted == []


def test_a_killed_voice_is_lost_in_the_middle_and_back_with_the_next_words(fed: Fed) -> None:
    posted: list[Event] = []
    voice = Espeak()

    def kill_once(number: int, samples: Mono, marks: Marks, last: bool) -> None:
        fed(number, samples, marks, last)
        if number == 1 and len(fed.numbers) == 1:
            os.kill(voice.child.number, signal.SIGKILL)

    speech = Speech(voice, kill_once, own_clock=True)
    speech.start(posted.append)
    text = "The boats came in. " * 60
    speech.render(Say(1, text))
    speech.advance()
    assert posted == [DeviceLost("speech")]
    assert fed.marks[1][-1][1] == text.rindex("in")
    speech.render(Say(2, "Again."))
    speech.advance()
    assert posted == [DeviceLost("speech"), DeviceBack("speech")]
    assert fed.ended == [1, 2]
    speech.close()


def test_the_live_device_speaks_on_a_thread_of_its_own(fed: Fed) -> None:
    speech = Speech(Espeak(), fed)
    speech.start(ignore)
    speech.render(Say(1, "The boats came in."))
    speech.render(Say(2, "Nobody spoke.", queued=True))
    assert fed.wait_for(lambda: 2 in fed.ended)
    speech.close()
    assert fed.ended == [1, 2]
    assert min(fed.sound.values()) > SAMPLE_RATE / 2


def test_it_does_not_speak_further_ahead_than_can_be_heard_soon(fed: Fed) -> None:
    speech = Speech(SilentVoice(), fed, now=lambda: 0.0)  # the clock stands still: nothing is heard
    speech.start(ignore)
    speech.render(Say(1, "word " * 1000))
    assert fed.wait_for(lambda: fed.sound.get(1, 0) > AHEAD_S * SAMPLE_RATE)
    speech.render(Say(2, "Now."))
    assert fed.wait_for(lambda: 2 in fed.ended)
    speech.close()
    assert fed.sound[1] <= (AHEAD_S + 0.5) * SAMPLE_RATE
    assert fed.ended == [2]


def test_after_hush_nothing_more_is_fed(fed: Fed) -> None:
    speech = Speech(Espeak(), fed)
    speech.start(ignore)
    speech.render(Say(1, "The boats came in. " * 100))
    assert fed.wait_for(lambda: fed.sound.get(1, 0) > 0)
    speech.render(Hush())
    known = len(fed.numbers)
    speech.render(Say(2, "Quiet.", queued=True))
    assert fed.wait_for(lambda: 2 in fed.ended)
    assert set(fed.numbers[known:]) == {2}
    assert fed.ended == [2]
    speech.close()


def test_after_close_nothing_is_fed_or_posted_and_closing_twice_is_harmless(fed: Fed) -> None:
    posted: list[Event] = []
    speech = Speech(Espeak(), fed)
    speech.start(posted.append)
    speech.render(Say(1, "The boats came in. " * 100))
    assert fed.wait_for(lambda: fed.sound.get(1, 0) > 0)
    speech.close()
    known = len(fed.numbers)
    speech.close()
    speech.render(Say(2, "Nobody."))
    speech.advance()
    assert len(fed.numbers) == known
    assert posted == []
    assert not [thread for thread in threading.enumerate() if thread.name == "speech"]


def test_two_rehearsals_are_fed_the_same_samples() -> None:
    def rehearsed() -> bytes:
        sound: list[bytes] = []
        speech = Speech(Espeak(), lambda number, samples, marks, last: sound.append(samples.tobytes()), own_clock=True)
        speech.start(ignore)
        speech.render(Say(1, "The boats came in."))
        speech.render(SayNext("Nobody spoke."))
        speech.advance()
        speech.render(Say(2, "Nobody spoke.", queued=True))
        speech.advance()
        speech.close()
        return b"".join(sound)

    assert np.array_equal(np.frombuffer(rehearsed(), "<f4"), np.frombuffer(rehearsed(), "<f4"))
