"""The hearing test: it ends, finds what is heard within 10 dB, sees through chance, changes nothing when it is left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import Visit

from accessvr.core.effects import Buzz, Cue, Effect, Fit, Keep, Say, Surround, Tone
from accessvr.core.events import DeviceLost, Event, Heard, Pressed, Spoken, Ticked
from accessvr.core.hearing import Hearing
from accessvr.core.hearing_test import (
    FREQUENCIES_HZ,
    JUST_HEARD_DB,
    MOST_TONES,
    QUIETEST_DB,
    HearingTest,
    answered,
    losses,
    verdict,
)

SPEECH_DB_SPL = 65.0
TONE_S, REACTION_S, TICK_S = 1.2, 0.6, 0.5
Audiogram = Mapping[str, Mapping[int, float]]
YOUNG: Audiogram = {ear: dict.fromkeys(FREQUENCIES_HZ, 0.0) for ear in ("left", "right")}
OLD: Audiogram = {ear: {500: 0.0, 1000: 10.0, 2000: 30.0, 4000: 50.0} for ear in ("left", "right")}
AUDIOGRAMS = st.fixed_dictionaries(
    {
        ear: st.fixed_dictionaries({pitch: st.integers(0, 12).map(lambda n: 5.0 * n) for pitch in FREQUENCIES_HZ})
        for ear in ("left", "right")
    }
)


def hears(loss: Audiogram, pitch: float, level_db: float, ear: str) -> bool:
    """Tell whether a person with these losses hears a tone, when speech is at 65 dB SPL."""
    return level_db + SPEECH_DB_SPL >= loss[ear][int(pitch)] + JUST_HEARD_DB[int(pitch)]


def examined(loss: Audiogram, ears: tuple[str, ...] = ("left", "right")) -> HearingTest:
    test = HearingTest(ears)
    while not test.over and not test.by_chance:
        heard = not test.silent and hears(loss, test.frequency_hz, test.level_db, test.ear)
        test = answered(test, heard=heard)
    return test


def relative(loss: Audiogram) -> dict[tuple[str, int], float]:
    """Give the losses as the test can know them: the softest tone there is hides what is better, the best is 0."""
    floor = {pitch: SPEECH_DB_SPL + QUIETEST_DB - normal for pitch, normal in JUST_HEARD_DB.items()}
    known = {(ear, pitch): max(lost, floor[pitch]) for ear, by in loss.items() for pitch, lost in by.items()}
    best = min(known.values())
    return {key: lost - best for key, lost in known.items()}


@settings(max_examples=300, deadline=None)
@given(AUDIOGRAMS)
def test_what_is_heard_is_found_within_10_db_and_in_few_tones(loss: Audiogram) -> None:
    test = examined(loss)
    assert test.given <= MOST_TONES
    assert len(test.found) == 8
    found = losses(test) or {ear: dict.fromkeys(FREQUENCIES_HZ, 0.0) for ear in loss}
    for (ear, pitch), lost in relative(loss).items():
        assert abs(found[ear][pitch] - lost) <= 10, (ear, pitch)


@settings(max_examples=100, deadline=None)
@given(AUDIOGRAMS, st.sampled_from(FREQUENCIES_HZ), st.integers(1, 4))
def test_who_hears_a_pitch_worse_is_never_found_to_hear_it_better(loss: Audiogram, pitch: int, steps: int) -> None:
    worse = {**loss, "left": {**loss["left"], pitch: loss["left"][pitch] + 5.0 * steps}}
    assert examined(worse).found["left", pitch] >= examined(loss).found["left", pitch]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.booleans(), min_size=MOST_TONES, max_size=MOST_TONES))
def test_the_test_ends_whatever_is_answered(answers: list[bool]) -> None:
    test = HearingTest()
    for heard in answers:
        if test.over or test.by_chance:
            break
        test = answered(test, heard=heard)
        assert QUIETEST_DB <= test.level_db <= 10
    assert test.over or test.by_chance


def test_the_verdict_is_in_plain_words_and_names_the_softer_ear() -> None:
    assert verdict(examined(YOUNG)) == ("even", "")
    assert verdict(examined(OLD)) == ("high", "")
    one = {"left": OLD["left"], "right": YOUNG["right"]}
    assert verdict(examined(one)) == ("high", "left")
    low: Audiogram = {ear: {500: 40.0, 1000: 30.0, 2000: 0.0, 4000: 0.0} for ear in ("left", "right")}
    assert verdict(examined(low)) == ("low", "")
    deaf: Audiogram = {ear: dict.fromkeys(FREQUENCIES_HZ, 100.0) for ear in ("left", "right")}
    assert verdict(examined(deaf)) == ("silent", "")


@dataclass
class Sitting:
    """A person at the test: hears tones, presses after a while, on a clock of their own."""

    loss: Audiogram
    press: Event = field(default_factory=lambda: Pressed("yes"))
    always: bool = False
    visit: Visit = field(default_factory=lambda: Visit().enter("boats"))
    effects: list[Effect] = field(default_factory=list)
    now_s: float = 100.0

    def begin(self) -> Sitting:
        self.on(Ticked(self.now_s), "test my hearing")
        for said in self.visit.session.said:
            self.on(Spoken(said.number))
        return self

    def on(self, *events: Event | str) -> None:
        for event in events:
            self.effects += self.visit.on(event)

    def wait(self, seconds: float) -> None:
        end = self.now_s + seconds
        while self.now_s < end:
            self.now_s = round(self.now_s + TICK_S, 3)
            self.on(Ticked(self.now_s))

    def take(self) -> Sitting:
        """Take the test to its end."""
        while self.visit.session.test is not None:
            known = len(self.effects)
            self.wait(TICK_S)
            for effect in self.effects[known:]:
                if isinstance(effect, Tone):
                    self._listen(effect)
                elif isinstance(effect, Say):
                    self.wait(1.5)
                    self.on(Spoken(effect.number))
            if self.always and self.visit.session.test is not None and self.visit.session.test.tone:
                self.on(Ticked(self.now_s), self.press)
        return self

    def _listen(self, tone: Tone) -> None:
        if hears(self.loss, tone.frequency_hz, tone.level_db, tone.ear):
            self.now_s += REACTION_S
            self.on(Ticked(self.now_s), self.press)
            return
        self.now_s += TONE_S
        self.on(Ticked(self.now_s), Spoken(tone.number))

    @property
    def tones(self) -> list[Tone]:
        return [effect for effect in self.effects if isinstance(effect, Tone)]

    @property
    def said(self) -> list[str]:
        return [effect.text for effect in self.effects if isinstance(effect, Say)]

    @property
    def hearing(self) -> Hearing:
        return self.visit.session.profile.hearing


@pytest.mark.parametrize("press", [Pressed("yes"), Pressed("key.Right"), Pressed("left.next"), Heard("I hear it")])
def test_any_button_any_key_and_words_answer_and_the_sound_is_fitted(press: Event) -> None:
    sitting = Sitting(OLD, press).begin().take()
    assert sitting.visit.said == (
        "High tones were softer for you. The sound is fitted to you now. Say undo, to have it as before."
    )
    assert set(sitting.hearing.loss) == {"left", "right"}
    assert sitting.hearing.loss["left"][4000] - sitting.hearing.loss["left"][500] >= 40
    assert Fit(sitting.hearing) in sitting.effects
    assert any(isinstance(effect, Keep) for effect in sitting.effects)
    sitting.on("undo")
    assert sitting.hearing == Hearing()
    assert sitting.visit.effects[0] == Fit(Hearing())


@pytest.mark.parametrize("loss", [YOUNG, OLD, {"left": OLD["left"], "right": YOUNG["right"]}])
def test_it_takes_about_two_minutes(loss: Audiogram) -> None:
    sitting = Sitting(loss).begin().take()
    assert sitting.now_s - 100.0 < 150.0
    assert len(sitting.tones) < 45


def test_only_the_tones_sound_while_one_listens() -> None:
    sitting = Sitting(OLD).begin()
    first = len(sitting.effects)
    sitting.take()
    during = sitting.effects[first : sitting.effects.index(sitting.tones[-1])]
    assert not [effect for effect in during if isinstance(effect, (Cue, Buzz)) and not _with_words(during, effect)]
    surrounds = [effect.scene for effect in sitting.effects if isinstance(effect, Surround)]
    assert surrounds[0] is None
    assert surrounds[-1] is not None


def _with_words(effects: list[Effect], sign: Effect) -> bool:
    """Tell whether a sign comes with words, when the other ear is announced."""
    index = next(i for i, effect in enumerate(effects) if effect is sign)
    return any(isinstance(effect, Say) for effect in effects[index : index + 4])


def test_nobody_can_tell_when_the_next_tone_comes() -> None:
    sitting = Sitting(YOUNG).begin().take()
    gaps = {effect.level_db for effect in sitting.tones}
    assert len(gaps) > 3
    times: list[float] = []
    again = Sitting(YOUNG).begin()
    while again.visit.session.test is not None and len(times) < 12:
        known = len(again.tones)
        again.wait(TICK_S)
        if len(again.tones) > known:
            times.append(again.now_s)
            again._listen(again.tones[-1])
    waits = {round(after - before, 1) for before, after in pairwise(times)}
    assert len(waits) >= 3


def test_who_answers_all_the_time_is_told_kindly_and_nothing_is_changed() -> None:
    sitting = Sitting(YOUNG, always=True).begin().take()
    assert sitting.said[-1].startswith("Some answers came without a tone. Nothing was changed.")
    assert sitting.hearing == Hearing()


def test_who_never_answers_is_told_and_nothing_is_changed() -> None:
    deaf: Audiogram = {ear: dict.fromkeys(FREQUENCIES_HZ, 120.0) for ear in ("left", "right")}
    sitting = Sitting(deaf).begin().take()
    assert sitting.said[-1].startswith("I had no answers.")
    assert sitting.hearing == Hearing()


@pytest.mark.parametrize("leave", ["stop", "go out", "next chapter", "where is the boat", "goodbye", "undo"])
def test_it_can_be_left_at_any_time_and_nothing_is_changed(leave: str) -> None:
    sitting = Sitting(OLD).begin()
    sitting.wait(4.0)
    sitting.on(leave)
    assert sitting.visit.session.test is None
    assert sitting.hearing == Hearing()
    tones = len(sitting.tones)
    sitting.wait(10.0)
    assert len(sitting.tones) == tones


def test_one_ear_is_tested_alone() -> None:
    sitting = Sitting(OLD)
    sitting.on("right ear only")
    sitting.begin().take()
    assert {tone.ear for tone in sitting.tones} == {"right"}
    assert set(sitting.hearing.loss) == {"right"}


def test_the_test_ends_when_sound_is_lost() -> None:
    sitting = Sitting(OLD).begin()
    sitting.on(DeviceLost("sound"))
    assert sitting.visit.session.test is None
    assert "Nothing was changed." in sitting.visit.said


def test_a_tone_whose_end_is_never_told_ends_by_itself() -> None:
    sitting = Sitting(OLD).begin()
    sitting.wait(40.0)
    assert len(sitting.tones) > 3


def test_help_explains_again_and_a_press_skips_the_words() -> None:
    sitting = Sitting(OLD).begin()
    sitting.on("what can I say")
    assert sitting.visit.said.startswith("Soft tones will come")
    sitting.now_s += 5
    sitting.on(Ticked(sitting.now_s), Pressed("yes"))
    assert not sitting.visit.session.said
    assert sitting.visit.session.test is not None
    assert sitting.visit.session.test.test.early == 0
    assert replace(sitting.visit.session.test, due_s=None).tone == 0
