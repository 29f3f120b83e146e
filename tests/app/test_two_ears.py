"""Left, right and front, checked by ear: somebody with headphones that are wrong answers truly, and is told how."""

from __future__ import annotations

import io
import queue
from itertools import product

import numpy as np
import pytest

from accessvr.app.two_ears import PLAYED, Answers, Side, TwoEars, faults, verdict
from accessvr.content.phrases import languages, phrasebook
from accessvr.core.effects import Effect, Fit, Say, Tone
from accessvr.core.events import DeviceLost, Event, Heard, Pressed, Spoken
from accessvr.core.hearing import Hearing
from accessvr.devices.spatial_audio.device import SpatialAudio
from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE

KEYS = {Side.LEFT: "key.Left", Side.RIGHT: "key.Right", Side.FRONT: "key.Up", Side.NOTHING: "key.Down"}
TWICE_AS_LOUD = 2.0
Wiring = tuple[tuple[float, float], tuple[float, float]]

# what of the left and of the right channel comes to each ear: ((left to left, left to right), (right to left, ...))
WIRED: dict[str, tuple[Wiring, tuple[str, ...]]] = {
    "as they should be": (((1, 0), (0, 1)), ()),
    "turned around": (((0, 1), (1, 0)), ("swapped",)),
    "left silent": (((0, 0), (0, 1)), ("silent.left",)),
    "right silent": (((1, 0), (0, 0)), ("silent.right",)),
    "turned around, left silent": (((0, 1), (0, 0)), ("swapped", "silent.left")),
    "turned around, right silent": (((0, 0), (1, 0)), ("swapped", "silent.right")),
    "unplugged": (((0, 0), (0, 0)), ("silent",)),
    "mono": (((0.5, 0.5), (0.5, 0.5)), ("alike",)),
    "all on the left": (((1, 0), (1, 0)), ("silent.right",)),
    "softer on the right": (((1, 0), (0, 0.2)), ("leaning.left",)),
    "softer on the left": (((0.2, 0), (0, 1)), ("leaning.right",)),
}


class Listener:
    """Somebody who hears the real mixer through headphones, and presses a key after each word that asks for one."""

    def __init__(self, wiring: Wiring) -> None:
        self.inbox: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
        self._wiring, self._sound = np.array(wiring), SpatialAudio(None, {}, {})
        self._sound.start(self.inbox.put)
        self._side = Side.NOTHING
        self.said: list[str] = []

    def render(self, effect: Effect) -> None:
        self._sound.render(effect)
        if isinstance(effect, Say):
            self.said.append(effect.text)
            pause = np.zeros(round(effect.pause_s * SAMPLE_RATE), np.float32)
            word = 0.1 * np.random.default_rng(1).standard_normal(SAMPLE_RATE // 5)
            self._sound.feed(effect.number, np.concatenate([pause, word]).astype(np.float32), (), True)
        if isinstance(effect, Say | Tone):
            self._side = self._heard()

    def _heard(self) -> Side:
        """Give where the sound is heard: on one side when it is more than twice as loud there."""
        blocks = [self._sound.advance() @ self._wiring for _ in range(160)]
        left, right = np.sqrt(np.square(np.concatenate(blocks)).mean(0))
        if max(left, right) < 1e-4:
            return Side.NOTHING
        if left > TWICE_AS_LOUD * right:
            return Side.LEFT
        return Side.RIGHT if right > TWICE_AS_LOUD * left else Side.FRONT

    def proceed(self) -> None:
        self.inbox.put(Pressed(KEYS[self._side]))


@pytest.mark.parametrize("voice", [True, False], ids=["voice", "tones"])
@pytest.mark.parametrize("wired", WIRED)
def test_headphones_that_are_wrong_are_found_out_by_ear(wired: str, voice: bool) -> None:
    wiring, wrong = WIRED[wired]
    listener, out = Listener(wiring), io.StringIO()
    check = TwoEars(phrasebook(), listener.render, listener.inbox, listener.proceed, out, keys=True, voice=voice)
    answers = check.run()
    assert faults(answers) == wrong
    assert all(words in out.getvalue() for words in verdict(phrasebook(), answers))


class Told:
    """A check whose words are heard as soon as they are asked for, and what comes in answer to each turn."""

    def __init__(self, *turns: Event | None, keys: bool = False) -> None:
        self.effects: list[Effect] = []
        self.out = io.StringIO()
        self._turns = list(turns)
        self._inbox: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
        check = TwoEars(phrasebook(), self._render, self._inbox, self._proceed, self.out, keys=keys)
        self.answers = check.run()

    def _render(self, effect: Effect) -> None:
        self.effects.append(effect)
        if isinstance(effect, Say):
            self._inbox.put(Spoken(effect.number))

    def _proceed(self) -> None:
        self._inbox.put(self._turns.pop(0))


WELL = {Side.LEFT: Side.LEFT, Side.RIGHT: Side.RIGHT, Side.FRONT: Side.FRONT}


def test_words_may_be_typed_in_full_or_begun() -> None:
    assert Told(Heard("Left"), Heard(" r "), Heard("FRONT")).answers == WELL


def test_a_word_can_be_heard_again_and_a_slip_is_asked_once_more() -> None:
    told = Told(Heard("again"), Heard("right"), Heard("left"), Heard("right"), Heard("front"))
    assert told.answers == WELL
    assert told.out.getvalue().splitlines().count("Left") == 3


def test_what_is_not_understood_is_answered_with_what_can_be_said() -> None:
    told = Told(Heard("purple"), Heard("left"), Heard("right"), Heard("front"))
    assert told.answers == WELL
    assert "Type left, right, front, nothing, or again.\n" in told.out.getvalue()


@pytest.mark.parametrize("end", [None, Heard("stop"), Pressed("key.Escape"), DeviceLost("sound")], ids=str)
def test_it_can_be_ended_at_any_word_and_says_so(end: Event | None) -> None:
    told = Told(Heard("left"), end)
    assert faults(told.answers) == ("unfinished",)
    assert told.out.getvalue().endswith("The check was not finished. Begin again when you like.\n")


def test_afterwards_sound_is_for_both_ears_again() -> None:
    fits = [effect for effect in Told(Heard("l"), None).effects if isinstance(effect, Fit)]
    assert Fit(Hearing(one_ear="left")) in fits
    assert fits[-1] == Fit(Hearing())


@pytest.mark.parametrize("language", languages())
def test_every_set_of_answers_has_a_verdict_in_every_language(language: str) -> None:
    phrases = phrasebook(language)
    for heard in product(Side, repeat=3):
        answers: Answers = dict(zip(PLAYED, heard, strict=True))
        what, to_do = verdict(phrases, answers)
        assert what
        assert bool(to_do) == bool(faults(answers)) == (answers != WELL)
