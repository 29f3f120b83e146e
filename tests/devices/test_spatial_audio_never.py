"""Whatever is played: never above the true peak that is allowed, never a sample that is no number."""

from collections.abc import Sequence

import numpy as np
import pytest
from devices.mixed import Mixed, level_db, speech
from hypothesis import given, settings
from hypothesis import strategies as st

from accessvr.content.scenes import scenes
from accessvr.core.effects import Cue, Earcon, Effect, Fit, Guide, Hush, Say, Surround, Tone
from accessvr.core.hearing import Hearing, Way
from accessvr.core.scene import Ambience, Place, Scene, Shape
from accessvr.devices.spatial_audio.limiter import CEILING_DBTP
from accessvr.devices.spatial_audio.sound_format import BLOCK, SAMPLE_RATE
from accessvr.devices.spatial_audio.true_peak import true_peak_dbtp

HALL = Scene("hall", ambience=Ambience("library hall", -20.0))
AROUND = Place("x", shape=Shape.AROUND)
PLACES = st.builds(
    Place,
    st.just("x"),
    st.floats(-720, 720),
    st.floats(-90, 90),
    st.floats(0.001, 1000),
    st.sampled_from(Shape),
)
HEARINGS = st.builds(
    Hearing,
    st.sampled_from(Way),
    st.sampled_from(["", "left", "right"]),
    st.dictionaries(st.sampled_from(["left", "right"]), st.dictionaries(st.integers(125, 8000), st.floats(-10, 130))),
    wider=st.booleans(),
    clearer=st.booleans(),
    balance_db=st.floats(-30, 30),
)
EFFECTS = st.one_of(
    st.builds(Fit, HEARINGS, st.booleans()),
    st.builds(Tone, st.just(3), st.floats(-1, 1e5), st.floats(-60, 60), st.sampled_from(["left", "right"])),
    st.builds(Guide, st.one_of(st.none(), PLACES)),
    st.builds(Cue, st.sampled_from(Earcon), PLACES),
    st.builds(Say, st.integers(1, 9), st.just("x"), loudness_db=st.floats(-20, 10), place=PLACES, queued=st.booleans()),
    st.builds(Surround, st.sampled_from([None, HALL, *scenes().values()])),
    st.just(Hush()),
)


@given(
    asked=st.lists(st.tuples(EFFECTS, st.integers(0, 6), st.floats(-180, 180)), max_size=10),
    block=st.sampled_from([128, BLOCK, 960]),
    loudness=st.floats(-40, 30),
)
@settings(max_examples=25, deadline=None)
def test_whatever_is_played_the_true_peak_stays_below_minus_1_dbtp(
    asked: Sequence[tuple[Effect, int, float]], block: int, loudness: float
) -> None:
    mixed = Mixed(block=block)
    heard = [mixed.hear(block / SAMPLE_RATE)]
    for effect, blocks, turn in asked:
        mixed.take(effect)
        mixed.mixer.look(turn, turn / 3)
        if isinstance(effect, Say):
            mixed.mixer.feed(effect.number, speech(0.2) * np.float32(10 ** (loudness / 20)), (), last=True)
        heard.append(mixed.hear((1 + blocks) * block / SAMPLE_RATE))
    whole = np.concatenate(heard)
    assert np.isfinite(whole).all()
    assert true_peak_dbtp(whole) <= CEILING_DBTP


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 1e38])
def test_samples_that_are_no_numbers_are_silence_and_what_follows_is_heard(bad: float) -> None:
    mixed = Mixed(hearing=Hearing(loss={"left": {1000: 40.0}}, clearer=True))
    for place in (AROUND, Place("x", 30)):
        mixed.say(1, np.full(2 * BLOCK, bad, np.float32), place)
        assert np.isfinite(mixed.hear(0.05)).all()
    mixed.hear(0.3)
    mixed.say(2, speech(1.0))
    assert level_db(mixed.hear(1)) > -40
