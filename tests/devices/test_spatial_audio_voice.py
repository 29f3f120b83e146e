from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from accessvr.core.effects import Hush, Say
from accessvr.core.events import Event, Spoken, SpokenTo
from accessvr.core.scene import Place, Shape
from accessvr.devices.spatial_audio.device import BLOCK, SAMPLE_RATE, SpatialAudio
from accessvr.devices.spatial_audio.limiter import Limiter
from accessvr.devices.spatial_audio.resampler import Resampler
from accessvr.devices.spatial_audio.sound_format import FloatArray

PLAIN = Place("voice", shape=Shape.AROUND)  # as it is, in both ears: so samples can be counted
CHANCE = np.random.default_rng(0)
LATE = Limiter.LATENCY


class Visit:
    """A device whose clock we own, and what it posted."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.audio = SpatialAudio(None, {}, {})
        self.audio.start(self.events.append)

    def say(self, number: int, samples: FloatArray, *, queued: bool = False, place: Place = PLAIN) -> None:
        self.audio.render(Say(number, "words", place=place, queued=queued))
        self.audio.feed(number, samples, (), True)

    def hear(self, blocks: int) -> FloatArray:
        """Give what the left ear hears; all of it is LATE samples late."""
        return np.concatenate([self.audio.advance()[:, 0] for _ in range(blocks)])


def noise(count: int) -> FloatArray:
    return (CHANCE.standard_normal(count) * 0.1).astype(np.float32)


def test_what_is_said_plainly_comes_out_sample_for_sample_two_milliseconds_later() -> None:
    visit, words = Visit(), noise(5 * BLOCK)
    visit.say(1, words)
    heard = visit.hear(7)
    assert LATE < 0.002 * SAMPLE_RATE
    assert not heard[:LATE].any()
    assert np.array_equal(heard[LATE : LATE + 5 * BLOCK], words)
    assert not heard[LATE + 5 * BLOCK :].any()


@given(sizes=st.lists(st.integers(0, 1500), min_size=1, max_size=12))
@settings(max_examples=30, deadline=None)
def test_queued_utterances_follow_each_other_without_a_gap(sizes: Sequence[int]) -> None:
    visit, utterances = Visit(), [noise(size) for size in sizes]
    for number, words in enumerate(utterances, 1):
        visit.say(number, words, queued=True)
    wanted = np.concatenate(utterances)
    heard = visit.hear(len(wanted) // BLOCK + 3)[LATE:]
    assert np.array_equal(heard[: len(wanted)], wanted)
    assert not heard[len(wanted) :].any()
    assert visit.events == [Spoken(number) for number in range(1, len(sizes) + 1)]


@given(cuts=st.lists(st.integers(0, 3000), max_size=8))
@settings(max_examples=30, deadline=None)
def test_it_does_not_matter_how_the_samples_are_cut(cuts: Sequence[int]) -> None:
    words = noise(3000)
    whole, pieces = Visit(), Visit()
    whole.say(1, words, place=Place("voice", 40))
    pieces.audio.render(Say(1, "words", place=Place("voice", 40)))
    edges = [0, *sorted(cuts), len(words)]
    for start, end in pairwise(edges):
        pieces.audio.feed(1, words[start:end], (), False)
    pieces.audio.feed(1, noise(0), (), True)
    assert np.array_equal(whole.hear(10), pieces.hear(10))
    assert whole.events == pieces.events == [Spoken(1)]


def test_each_mark_is_told_once_and_in_order_in_the_block_in_which_it_is_heard() -> None:
    visit = Visit()
    visit.audio.render(Say(4, "one two three"))
    visit.audio.feed(4, noise(2 * BLOCK), ((0, 0), (BLOCK + 1, 4), (2 * BLOCK - LATE, 6)), False)
    visit.audio.feed(4, noise(BLOCK), ((3 * BLOCK, 8),), True)
    told: list[list[Event]] = []
    for _ in range(6):
        before = len(visit.events)
        visit.hear(1)
        told.append(visit.events[before:])
    assert told == [[SpokenTo(4, 0)], [SpokenTo(4, 4)], [SpokenTo(4, 6)], [SpokenTo(4, 8), Spoken(4)], [], []]


def test_an_utterance_without_samples_is_spoken_at_once() -> None:
    visit = Visit()
    visit.say(1, noise(0))
    visit.hear(2)
    assert visit.events == [Spoken(1)]


def test_an_utterance_waits_for_its_samples_and_then_goes_on() -> None:
    visit, words = Visit(), noise(2 * BLOCK)
    visit.audio.render(Say(1, "words", place=PLAIN))
    visit.audio.feed(1, words[:BLOCK], (), False)
    visit.hear(5)
    visit.audio.feed(1, words[BLOCK:], (), True)
    assert np.array_equal(visit.hear(2)[LATE : LATE + BLOCK], words[BLOCK:])


def test_a_new_utterance_takes_the_place_of_all_others() -> None:
    visit, words = Visit(), noise(4 * BLOCK)
    visit.say(1, noise(50 * BLOCK))
    visit.say(2, noise(50 * BLOCK), queued=True)
    visit.hear(5)
    visit.say(3, words)
    visit.audio.feed(1, noise(BLOCK), ((0, 0),), True)
    heard = visit.hear(7)
    assert np.array_equal(heard[LATE + BLOCK : LATE + 4 * BLOCK], words[BLOCK:])  # after the old one has faded
    assert not heard[LATE + 4 * BLOCK :].any()
    assert visit.events == [Spoken(3)]


def test_what_is_replaced_fades_and_does_not_click() -> None:
    visit = Visit()
    visit.say(1, np.full(50 * BLOCK, 0.25, np.float32))
    visit.hear(5)
    visit.audio.render(Hush())
    heard = visit.hear(4)
    assert np.abs(np.diff(heard)).max() < 0.001
    assert not heard[2 * BLOCK :].any()


def test_samples_of_a_hushed_utterance_are_ignored() -> None:
    visit = Visit()
    visit.audio.render(Say(1, "words"))
    visit.audio.feed(1, noise(BLOCK), ((0, 0),), False)
    visit.audio.render(Hush())
    visit.audio.feed(1, noise(BLOCK), ((BLOCK, 4),), True)
    assert not visit.hear(5).any()
    assert visit.events == []


def test_each_utterance_is_heard_from_its_own_place_from_its_first_sample_on() -> None:
    left, right = Visit(), Visit()
    words, more = noise(3 * BLOCK), noise(3 * BLOCK)
    left.say(1, words, place=Place("voice", -90))
    right.say(1, more, place=Place("note", 90))
    alone = left.hear(10) + np.roll(right.hear(10), 3 * BLOCK)
    both = Visit()
    both.say(1, words, place=Place("voice", -90))
    both.say(2, more, queued=True, place=Place("note", 90))
    assert np.abs(both.hear(10) - alone).max() < 1e-5


@given(cuts=st.lists(st.integers(0, 4000), max_size=6))
@settings(max_examples=30, deadline=None)
def test_resampling_gives_the_same_however_the_sound_is_cut(cuts: Sequence[int]) -> None:
    words = noise(4000)
    whole, pieces = Resampler(22050), Resampler(22050)
    edges = [0, *sorted(cuts), len(words)]
    parts = [pieces.feed(words[start:end]) for start, end in pairwise(edges)]
    assert np.array_equal(np.concatenate(parts), whole.feed(words))
