"""How much the ears have had, by ITU-T H.870, and the cap that holds it down."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessvr.core.events import Exposed
from accessvr.devices.spatial_audio.exposure import Exposure, a_weight
from accessvr.devices.spatial_audio.sound_format import BLOCK, SAMPLE_RATE, FloatArray

FULL_SCALE_DB = 100.0


def tone(seconds: float, level_dba: float, hz: float = 1000.0) -> FloatArray:
    """Give a tone in the left ear; at 1 kHz A-weighting changes nothing."""
    amplitude = 10 ** ((level_dba - FULL_SCALE_DB) / 20)
    wave = amplitude * np.sin(2 * np.pi * hz * np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE)
    return np.stack([wave, np.zeros(len(wave))]).astype(np.float32)


def level_dba(sound: FloatArray) -> float:
    return float(10 * np.log10((sound[0].astype(np.float64) ** 2).mean() * 2) + FULL_SCALE_DB)


def held(exposure: Exposure, sound: FloatArray, block: int = BLOCK) -> FloatArray:
    return np.concatenate([exposure.hold(sound[:, at : at + block]) for at in range(0, sound.shape[1], block)], 1)


def test_40_hours_at_80_dba_are_the_dose_of_a_week() -> None:
    exposure = Exposure(FULL_SCALE_DB)
    exposure.count(tone(36, 80))
    assert exposure.dose * 4000 == pytest.approx(1, rel=0.01)


def test_20_minutes_at_85_dba_are_2_6_percent_of_it() -> None:
    exposure = Exposure(FULL_SCALE_DB)
    exposure.count(tone(12, 85))
    assert exposure.dose * 100 == pytest.approx(0.0263, abs=0.0003)


def test_sensitive_ears_have_had_enough_after_40_hours_at_75_dba() -> None:
    exposure = Exposure(FULL_SCALE_DB, sensitive=True)
    exposure.count(tone(36, 75))
    assert exposure.dose * 4000 == pytest.approx(1, rel=0.01)


def test_what_ears_hear_badly_counts_less() -> None:
    low, high = (Exposure(FULL_SCALE_DB) for _ in range(2))
    low.count(tone(2, 80, 100.0))
    high.count(tone(2, 80, 1000.0))
    assert 10 * np.log10(low.dose / high.dose) == pytest.approx(-19.1, abs=0.2)
    assert 10 * np.log10(a_weight(np.array([31.5, 16000.0]))) == pytest.approx([-39.4, -6.6], abs=0.2)


def test_half_four_fifths_and_all_of_the_dose_are_told_once() -> None:
    exposure = Exposure(FULL_SCALE_DB, dose=0.45)
    told: list[Exposed] = []
    for _ in range(30):
        told += exposure.count(tone(1, 120))
    assert told == [Exposed(0.5), Exposed(0.8), Exposed(1.0)]
    assert exposure.dose > 1
    assert Exposure(dose=0.9).count(tone(1, 60)) == []


def test_every_minute_with_sound_tells_how_much_it_was() -> None:
    exposure = Exposure(FULL_SCALE_DB)
    exposure.had(0.1)
    exposure.had(0.05)
    assert exposure.count(np.zeros((2, 61 * SAMPLE_RATE), np.float32)) == []
    assert exposure.count(tone(61, 70)) == [Exposed(exposure.dose)]
    assert exposure.dose > 0.1


def test_a_loud_sound_is_held_at_the_ceiling() -> None:
    after = held(Exposure(FULL_SCALE_DB), tone(8, 97))
    assert level_dba(after[:, 3 * SAMPLE_RATE :]) == pytest.approx(85, abs=0.3)


def test_speech_as_loud_as_usual_passes_to_the_bit() -> None:
    sound = tone(4, 80)
    assert np.array_equal(held(Exposure(FULL_SCALE_DB), sound), sound)


def test_it_is_held_down_without_a_step() -> None:
    wave = held(Exposure(FULL_SCALE_DB), np.concatenate([tone(1, 70, 50), tone(3, 97, 50), tone(3, 70, 50)], 1))
    envelope = np.abs(wave[0]).reshape(-1, SAMPLE_RATE // 50).max(1)
    steady = envelope[SAMPLE_RATE // 48000 * 60 : 190]
    assert np.abs(20 * np.log10(steady[1:] / steady[:-1])).max() < 1.0


def test_a_headset_that_nobody_measured_is_taken_to_be_loud() -> None:
    assert level_dba(held(Exposure(), tone(6, 99))[:, 3 * SAMPLE_RATE :]) <= 85.5


@given(block=st.sampled_from([64, 128, 256, 480, 512, 1024, 4800]))
@settings(max_examples=7, deadline=None)
def test_any_block_gives_the_same(block: int) -> None:
    sound = tone(2, 95)
    one, other = Exposure(FULL_SCALE_DB), Exposure(FULL_SCALE_DB)
    assert np.abs(held(one, sound) - held(other, sound, block)).max() < 1e-6
