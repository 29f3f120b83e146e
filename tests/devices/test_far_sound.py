"""Sound in a process of its own: what is asked of it is heard, also when that process dies or hangs."""

from __future__ import annotations

import os
import queue
import signal
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from accessvr.core.effects import Hush, Say, Surround
from accessvr.core.errors import DeviceError
from accessvr.core.events import Event, Spoken, SpokenTo
from accessvr.devices.spatial_audio.far_sound import FarSound
from accessvr.devices.spatial_audio.shared_memory import PLAYED_SAMPLES, VOICE_SAMPLES, SharedMemory, State
from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE, FloatArray
from accessvr.devices.spatial_audio.sound_messages import Card
from accessvr.devices.spatial_audio.unheard import Fed, Unheard

LIMIT_S = 20.0


def tone(seconds: float) -> FloatArray:
    return (0.1 * np.sin(2 * np.pi * 700 * np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE)).astype(np.float32)


class Hearing:
    """A device without a card, and what it tells."""

    def __init__(self) -> None:
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.sound = FarSound(Card(None), {})
        self.sound.start(self.events.put)

    def say(self, number: int, seconds: float, *, queued: bool = False) -> None:
        """Say a tone with a mark in each tenth of a second: offsets 0, 1, 2 ..."""
        marks = tuple((SAMPLE_RATE // 10 * i, i) for i in range(round(seconds * 10)))
        self.sound.render(Say(number, "words", queued=queued))
        self.sound.feed(number, tone(seconds), marks, True)

    def until(self, wanted: Event) -> list[Event]:
        told = [self.events.get(timeout=LIMIT_S)]
        while told[-1] != wanted:
            told.append(self.events.get(timeout=LIMIT_S))
        return told


@pytest.fixture
def hearing() -> Iterator[Hearing]:
    made = Hearing()
    yield made
    made.sound.close()


def test_words_are_told_in_order_as_they_are_heard(hearing: Hearing) -> None:
    hearing.say(1, 0.3)
    hearing.say(2, 0.2, queued=True)
    told = hearing.until(Spoken(2))
    assert told == [*(SpokenTo(1, i) for i in range(3)), Spoken(1), SpokenTo(2, 0), SpokenTo(2, 1), Spoken(2)]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP])
def test_a_process_that_dies_or_hangs_is_replaced_and_every_word_is_heard_once(hearing: Hearing, how: int) -> None:
    before = hearing.sound.number
    hearing.say(1, 1.0)
    hearing.say(2, 0.2, queued=True)
    told = hearing.until(SpokenTo(1, 4))
    os.kill(before, how)
    told += hearing.until(Spoken(2))
    assert told == [*(SpokenTo(1, i) for i in range(10)), Spoken(1), SpokenTo(2, 0), SpokenTo(2, 1), Spoken(2)]
    assert hearing.sound.number != before


def test_what_was_hushed_is_not_heard_from_the_next_process(hearing: Hearing) -> None:
    hearing.say(1, 30.0)
    hearing.until(SpokenTo(1, 1))
    hearing.sound.render(Hush())
    os.kill(hearing.sound.number, signal.SIGKILL)
    hearing.say(2, 0.2)
    assert Spoken(1) not in hearing.until(Spoken(2))


def test_what_was_played_can_be_had_to_the_sample(hearing: Hearing) -> None:
    hearing.say(1, 0.5)
    hearing.until(Spoken(1))
    state = hearing.sound.state()
    played = hearing.sound.played(max(0, state.samples - 4 * SAMPLE_RATE), min(state.samples, 4 * SAMPLE_RATE))
    loud = np.flatnonzero(np.abs(played[:, 0]) > 0.005)
    assert played.shape[1] == 2
    assert (loud[-1] - loud[0]) / SAMPLE_RATE == pytest.approx(0.5, abs=0.02)
    assert np.diff(loud).max() < 0.01 * SAMPLE_RATE


def test_without_a_card_it_says_so_and_keeps_the_pace() -> None:
    events: queue.SimpleQueue[Event] = queue.SimpleQueue()
    sound = FarSound(Card("no such card"), {})
    try:
        with pytest.raises(DeviceError, match=r"no sound card|PortAudio|no such card"):
            sound.start(events.put)
        sound.start_nowhere(events.put)
        sound.render(Say(1, "words"))
        sound.feed(1, tone(0.2), (), True)
        assert events.get(timeout=LIMIT_S) == Spoken(1)
    finally:
        sound.close()


def test_the_process_ends_with_the_visit() -> None:
    sound = FarSound(Card(None), {})
    sound.start(lambda event: None)
    number = sound.number
    sound.close()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_a_pose_is_read_as_it_was_written_while_it_changes() -> None:
    shared = SharedMemory()
    other = SharedMemory(str(os.dup(int(shared.handle))))
    for step in range(1000):
        shared.turn(step, -step)
        azimuth_deg, elevation_deg = other.pose()
        assert azimuth_deg == -elevation_deg == step
    shared.close()
    other.close()


def test_samples_and_blocks_come_round_in_shared_memory() -> None:
    shared = SharedMemory()
    start = VOICE_SAMPLES - 100
    samples = np.arange(300, dtype=np.float32)
    assert shared.has_room(0, VOICE_SAMPLES)
    assert not shared.has_room(1, VOICE_SAMPLES)
    shared.put(start, samples)
    assert (shared.take(start, 300) == samples).all()
    assert shared.has_room(start + 300, VOICE_SAMPLES)
    block = np.stack([samples, -samples], 1)
    shared.note(block, State(PLAYED_SAMPLES + 150, 2, 1.5, 0.25))
    assert shared.state() == State(PLAYED_SAMPLES + 150, 2, 1.5, 0.25)
    assert (shared.played(PLAYED_SAMPLES - 150, 300) == block).all()
    shared.close()


def test_what_is_unheard_begins_at_the_word_that_was_not_told() -> None:
    unheard, sound = Unheard(), np.arange(100, dtype=np.float32)
    unheard.take(Surround(None))
    unheard.take(Say(1, "gone"))
    unheard.take(Say(2, "words"))
    unheard.feed(Fed(2, sound[:60], ((0, 0), (40, 3)), False))
    unheard.feed(Fed(2, sound[60:], ((70, 6),), True))
    unheard.heard(SpokenTo(2, 3))
    lasting, say, *fed = unheard.again()
    assert lasting == Surround(None)
    assert say == Say(2, "words", queued=True)
    given = [piece for piece in fed if isinstance(piece, Fed)]
    assert (np.concatenate([piece.samples for piece in given]) == sound[40:]).all()
    assert [piece.marks for piece in given] == [(), ((30, 6),)]
    unheard.heard(Spoken(2))
    assert list(unheard.again()) == [Surround(None)]


OPEN = Path("/proc/self/fd")


def open_files() -> set[str]:
    return {file.name for file in OPEN.iterdir()}


@pytest.mark.skipif(not OPEN.is_dir(), reason="optional: this system does not list open files")
def test_a_process_that_is_replaced_leaves_nothing_open_and_the_head_where_it_was() -> None:
    before = open_files()
    hearing = Hearing()
    hearing.sound.look(40.0, -10.0)
    began = len(open_files())
    for number in (1, 2):
        process = hearing.sound.number
        hearing.say(number, 0.3)
        os.kill(process, signal.SIGKILL)
        hearing.until(Spoken(number))
        assert hearing.sound.number != process
    assert len(open_files()) <= began
    assert hearing.sound.pose() == (40.0, -10.0)
    hearing.sound.close()
    assert open_files() <= before
