"""What takes time is made elsewhere: sound goes on meanwhile, and takes it up when it is there."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import ParamSpec, TypeVar

import numpy as np
from devices.mixed import level_db, recipes, speech

from accessvr.core.effects import Cue, Earcon, Fit, Guide, Say, Surround
from accessvr.core.hearing import Hearing, Way
from accessvr.core.scene import Ambience, Place, Room, Scene
from accessvr.devices.spatial_audio.clips import Clips
from accessvr.devices.spatial_audio.heads import load_head
from accessvr.devices.spatial_audio.mixer import Mixer
from accessvr.devices.spatial_audio.sound_format import BLOCK, SAMPLE_RATE, FloatArray

P = ParamSpec("P")
T = TypeVar("T")


class Elsewhere(Executor):
    """Does what it is asked for when the test says so."""

    def __init__(self) -> None:
        self._asked: list[Callable[[], None]] = []

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        self._asked.append(lambda: future.set_result(fn(*args, **kwargs)))
        return future

    def work(self) -> None:
        while self._asked:
            self._asked.pop(0)()


def mixer(elsewhere: Elsewhere) -> Mixer:
    cues, ambiences, beacons = recipes()
    clips = Clips(own_clock=True)
    return Mixer(load_head(), cues, ambiences, clips, beacon_recipes=beacons, heads=load_head, elsewhere=elsewhere)


def hear(one: Mixer, seconds: float) -> FloatArray:
    return np.concatenate([one.advance()[0] for _ in range(round(seconds * SAMPLE_RATE / BLOCK))])


def test_another_way_is_heard_as_soon_as_it_is_made() -> None:
    elsewhere = Elsewhere()
    one = mixer(elsewhere)
    one.take(Say(1, "words", place=Place("x", 60)))
    one.feed(1, speech(2.0), (), last=True)
    hear(one, 0.1)
    one.take(Fit(Hearing(way=Way.MONO)))
    one.take(Fit(Hearing(way=Way.MONO, head="sphere")))
    sides = hear(one, 0.3)
    assert level_db(sides[:, 1]) - level_db(sides[:, 0]) > 2
    elsewhere.work()
    same = hear(one, 0.4)[SAMPLE_RATE // 10 :]
    assert same.any()
    assert np.array_equal(same[:, 0], same[:, 1])


def test_the_first_fitting_is_heard_from_the_first_word_on() -> None:
    one = mixer(Elsewhere())
    one.take(Fit(Hearing(way=Way.MONO)))
    one.take(Say(1, "words", place=Place("x", 60)))
    one.feed(1, speech(0.3), (), last=True)
    sound = hear(one, 0.3)
    assert sound.any()
    assert np.array_equal(sound[:, 0], sound[:, 1])


def test_cues_beacons_and_scenes_begin_when_they_are_made() -> None:
    elsewhere = Elsewhere()
    one = mixer(elsewhere)
    one.take(Cue(Earcon.CONFIRM))
    one.take(Guide(Place("x", 90)))
    one.take(Surround(Scene("s", ambience=Ambience("kitchen"), room=Room())))
    assert not hear(one, 0.1).any()
    elsewhere.work()
    assert level_db(hear(one, 0.3)) > -40
