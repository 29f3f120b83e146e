"""The comfort filter: gains by NAL-R at the level of speech, gentle compression above it, no step, the same late."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessvr.devices.spatial_audio.comfort import NALR_HZ, Comfort, comfort_gains_db
from accessvr.devices.spatial_audio.shaping import SIZE, speech_power
from accessvr.devices.spatial_audio.sound_format import BLOCK, SAMPLE_RATE, FloatArray

SLOPING = {250: 15.0, 500: 20.0, 1000: 25.0, 2000: 40.0, 3000: 50.0, 4000: 55.0, 6000: 65.0}
STEEP = {250: 10.0, 500: 10.0, 1000: 10.0, 2000: 60.0, 4000: 80.0, 8000: 90.0}
FLAT = {500: 60.0, 1000: 65.0, 2000: 70.0, 4000: 70.0}
SPEECH_RMS = 10 ** (-25.3 / 20)  # of one ear, when both are at -23 LUFS


def speech_noise(seconds: float, rms: float = SPEECH_RMS) -> FloatArray:
    chance = np.random.default_rng(5)
    count = round(seconds * SAMPLE_RATE)
    shape = np.interp(np.fft.rfftfreq(count), np.fft.rfftfreq(SIZE), np.sqrt(speech_power()))
    noise = np.fft.irfft(shape * np.exp(2j * np.pi * chance.random(len(shape))), count)
    both: FloatArray = (np.stack([noise, noise]) * (rms / noise.std())).astype(np.float32)
    return both


def fitted(comfort: Comfort, sound: FloatArray, block: int = BLOCK) -> FloatArray:
    return np.concatenate(
        [comfort.render(sound[:, at : at + block]) for at in range(0, sound.shape[1] - block + 1, block)], 1
    )


def gains_db(before: FloatArray, after: FloatArray, ear: int) -> FloatArray:
    """Give the gain of third octaves around NALR_HZ."""
    made = []
    hz = np.fft.rfftfreq(before.shape[1], 1 / SAMPLE_RATE)
    power = [np.abs(np.fft.rfft(sound[ear])) ** 2 for sound in (before, after)]
    for middle in NALR_HZ:
        band = (hz > middle * 2 ** (-1 / 12)) & (hz < middle * 2 ** (1 / 12))
        made.append(10 * np.log10(power[1][band].sum() / power[0][band].sum()))
    return np.array(made, np.float32)


@pytest.mark.parametrize("loss", [SLOPING, STEEP, FLAT])
def test_speech_is_made_louder_by_the_gains_of_nal_r_and_the_other_ear_stays_as_it_is(
    loss: dict[int, float],
) -> None:
    sound = speech_noise(3)
    after = fitted(Comfort({"right": loss}), sound)
    half = slice(SAMPLE_RATE, 3 * SAMPLE_RATE)
    lag = Comfort.LATENCY
    late = np.roll(after, -lag, 1)
    assert np.abs(gains_db(sound[:, half], late[:, half], 1) - comfort_gains_db(loss)).max() < 1.5
    assert np.abs(gains_db(sound[:, half], late[:, half], 0)).max() < 0.5


def test_nal_r_gives_the_gains_of_its_formula() -> None:
    assert comfort_gains_db(SLOPING) == pytest.approx([0, 2.45, 13, 15.65, 19.3, 22.4], abs=0.01)
    assert comfort_gains_db({}) == pytest.approx(np.zeros(6))
    assert np.isfinite(comfort_gains_db({0: 5.0, -3: 4.0, 500: float("nan"), 1000: 1e9})).all()


def test_loud_sound_is_made_less_louder_than_soft_sound_and_never_softer() -> None:
    levels = []
    for level_db in (-10, 0, 20):
        sound = speech_noise(2, SPEECH_RMS * 10 ** (level_db / 20))
        after = np.roll(fitted(Comfort({"left": FLAT}), sound), -Comfort.LATENCY, 1)
        levels.append(gains_db(sound[:, SAMPLE_RATE:], after[:, SAMPLE_RATE:], 0))
    assert np.abs(levels[0] - levels[1]).max() < 0.5
    assert (levels[2] < levels[1] - 3).all()
    assert (levels[2] > levels[1] - 10 - 0.5).all(), "no more than 2:1"
    assert (levels[2] > -0.5).all()


def test_it_does_not_pump() -> None:
    """After a loud second, soft speech has its gain again within a second, and the way there has no step."""
    loud, soft = speech_noise(1, SPEECH_RMS * 8), speech_noise(2)
    comfort, alone = Comfort({"left": FLAT}), Comfort({"left": FLAT})
    fitted(comfort, loud)
    after, wanted = fitted(comfort, soft), fitted(alone, soft)
    power = [(sound[0, SAMPLE_RATE : 2 * SAMPLE_RATE] ** 2).mean() for sound in (after, wanted)]
    assert 10 * np.log10(power[0] / power[1]) == pytest.approx(0, abs=0.5)


@given(block=st.sampled_from([128, 256, 480, 512, 960]))
@settings(max_examples=5, deadline=None)
def test_any_block_gives_the_same(block: int) -> None:
    sound = speech_noise(0.64, 0.3)
    usual, other = fitted(Comfort({"left": SLOPING}), sound), fitted(Comfort({"left": SLOPING}, block), sound, block)
    count = min(usual.shape[1], other.shape[1])
    assert np.abs(usual[:, :count] - other[:, :count]).max() < 1e-5 * np.abs(usual).max()


def test_silence_after_sound_stays_cheap_and_finite() -> None:
    comfort = Comfort({"left": SLOPING})
    fitted(comfort, speech_noise(0.1))
    for _ in range(200):
        last = comfort.render(np.zeros((2, BLOCK), np.float32))
    assert not last.any()
