from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest
from devices.peaks import converted_peak_dbtp, ideal_peak_dbtp
from hypothesis import given, settings
from hypothesis import strategies as st

from accessvr.devices.spatial_audio.limiter import CEILING_DBTP, HELD, LOUDEST, RELEASE_DB_S, Limiter
from accessvr.devices.spatial_audio.sound_format import BLOCK, SAMPLE_RATE, FloatArray, gain
from accessvr.devices.spatial_audio.true_peak import SILENT_DBTP, true_peak_dbtp

Numbers = npt.NDArray[np.float64]

LATENCY = Limiter.LATENCY
COUNT = 9600
T = np.arange(COUNT)
CHANCE = np.random.default_rng(4)
NOISE = CHANCE.standard_normal((2, COUNT))
HALF_RATE = (-1.0) ** T

WORST: dict[str, Numbers] = {
    "noise 20 dB over": NOISE * 10,
    "noise in bursts": NOISE * 10 ** np.repeat(CHANCE.uniform(-2, 1, COUNT // 60), 60),
    "a quarter of the rate, between the samples": 5 * np.sin(np.pi / 2 * T + np.pi / 4),
    "the same begins": np.where(T > 5000, 5, 0) * np.sin(np.pi / 2 * T + np.pi / 4),
    "square of 1 kHz": 3 * np.sign(np.sin(2 * np.pi * T / 48 + 0.01)),
    "square of 100 Hz": np.where(T > 3000, 10, 0) * np.sign(np.sin(2 * np.pi * T / 480 + 0.01)),
    "impulses": np.where(CHANCE.random(COUNT) < 0.01, 10 * NOISE[0], 0),
    "chance signs": 10 * np.sign(NOISE),
    "step to a constant": np.where(T > COUNT // 2, LOUDEST, 0),
    "step to full scale": np.where(T > COUNT // 2, 1.0, 0),
    "18 kHz in bursts": np.where((T // 500) % 2, 5, 0.1) * np.sin(2 * np.pi * 18 * T / 48),
    "20.5 kHz in bursts": np.where((T // 300) % 2, 5, 0.1) * np.sin(2 * np.pi * 20.5 * T / 48),
    "22 kHz in bursts": np.where((T // 300) % 2, 5, 0.1) * np.sin(2 * np.pi * 22 * T / 48),
}
HALF_RATE_TURNED = 3 * HALF_RATE * np.where((T // 200) % 2, 1, -1)


def limited(sound: npt.NDArray[np.floating], block: int = BLOCK) -> FloatArray:
    """Give a sound [n] or [2, n] through a limiter, with silence after it."""
    ears = np.broadcast_to(sound, (2, COUNT)) if sound.ndim == 1 else sound
    count = ears.shape[1] + 2 * LATENCY
    whole = np.pad(ears.astype(np.float32), ((0, 0), (0, 2 * LATENCY - count % -block)))
    limiter = Limiter(block)
    blocks = [limiter.render(whole[:, at : at + block]) for at in range(0, whole.shape[1], block)]
    return np.concatenate(blocks, 1)[:, :count]


@pytest.mark.parametrize("name", WORST)
def test_nothing_is_above_the_ceiling_between_the_samples_either(name: str) -> None:
    heard = limited(WORST[name])
    assert ideal_peak_dbtp(heard) <= CEILING_DBTP
    assert converted_peak_dbtp(heard) <= CEILING_DBTP
    assert true_peak_dbtp(heard.T) <= CEILING_DBTP


def test_half_the_rate_turned_over_again_and_again_stays_below_in_a_converter_that_can_be_built() -> None:
    assert converted_peak_dbtp(limited(HALF_RATE_TURNED)) <= CEILING_DBTP


PIECES: dict[str, Callable[[Numbers, float], Numbers]] = {
    "noise": lambda t, number: np.random.default_rng(int(1e6 * number)).standard_normal(len(t)),
    "tone": lambda t, number: np.sin(np.pi * 0.95 * number * t + number),
    "square": lambda t, number: np.sign(np.sin(np.pi * number**3 * t + 0.1)),
    "impulse": lambda t, number: (t == int(number * len(t))).astype(np.float64),
    "constant": lambda t, number: np.full(len(t), 2 * number - 1),
    "nothing": lambda t, number: np.zeros(len(t)),
}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(PIECES)), st.floats(0, 1), st.integers(1, 600), st.floats(-30, 30)),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from([32, 97, 256, 480]),
)
def test_whatever_comes_in_whatever_order_stays_below_the_ceiling(
    pieces: list[tuple[str, float, int, float]], block: int
) -> None:
    sound = np.concatenate(
        [PIECES[kind](np.arange(float(count)), number) * gain(level_db) for kind, number, count, level_db in pieces]
    )
    ears = np.stack([sound, np.roll(sound, 7)]).astype(np.float32)
    heard = limited(ears, block)
    assert converted_peak_dbtp(heard, 20_000) <= CEILING_DBTP
    assert converted_peak_dbtp(heard, 22_500) <= CEILING_DBTP
    assert np.abs(heard - limited(ears, 480)).max() <= 1e-6


@pytest.mark.parametrize("block", [1, 100, 256, 480, 1024])
def test_what_is_below_the_ceiling_is_not_changed_by_a_bit_only_later(block: int) -> None:
    quiet = (NOISE * 0.15).astype(np.float32)[:, :4800]
    assert HELD / 4 < np.abs(quiet).max() < HELD
    heard = limited(quiet, block)
    assert np.array_equal(heard[:, LATENCY : LATENCY + 4800], quiet)
    assert not heard[:, :LATENCY].any()
    assert not heard[:, LATENCY + 4800 :].any()


@pytest.mark.parametrize("name", [*WORST])
def test_the_same_comes_out_for_any_block(name: str) -> None:
    outputs = [limited(WORST[name], block) for block in (64, 97, 480, 1024)]
    assert all(np.abs(outputs[0] - other).max() <= 1e-6 for other in outputs[1:])


def test_both_ears_are_made_softer_by_the_same() -> None:
    both = np.stack([3 * NOISE[0], 0.01 * NOISE[0]]).astype(np.float32)
    left, right = limited(both)
    assert np.abs(left - right * 300).max() <= 1e-5


def test_the_gain_never_jumps_and_comes_back_evenly() -> None:
    """A tone with one loud click: what is heard of the tone is the gain."""
    tone = np.full(COUNT, 0.1)
    tone[4800] += 20
    gains = limited(tone)[0, LATENCY : LATENCY + COUNT] / 0.1
    gains = np.delete(gains, 4800)
    assert np.abs(np.diff(gains)).max() < 0.05
    below_db = 20 * np.log10(gains[4900:])
    rising = below_db[below_db < -0.5]
    assert np.diff(rising) == pytest.approx(RELEASE_DB_S / SAMPLE_RATE, rel=0.01)


def test_the_sound_is_whole_again_soon_after_it_was_too_loud() -> None:
    sound = (NOISE * 0.02).astype(np.float32)
    sound[:, 1000:1100] = 2.0
    heard = limited(sound)[:, LATENCY : LATENCY + COUNT]
    loud_for = int(SAMPLE_RATE * 12 / RELEASE_DB_S)
    assert np.array_equal(heard[:, :900], sound[:, :900])
    assert np.array_equal(heard[:, 1200 + loud_for :], sound[:, 1200 + loud_for :])


@pytest.mark.parametrize("fault", [np.nan, np.inf, -np.inf, 1e30, -3e38])
def test_what_is_no_sound_does_no_harm(fault: float) -> None:
    sound = (NOISE * 0.1).astype(np.float32)
    sound[0, 3000], sound[1, 3005:3010] = fault, fault
    heard = limited(sound)
    assert np.isfinite(heard).all()
    assert ideal_peak_dbtp(heard) <= CEILING_DBTP
    assert np.array_equal(heard[:, LATENCY : LATENCY + 2800], sound[:, :2800])
    loud_for = int(SAMPLE_RATE * 45 / RELEASE_DB_S) if abs(fault) < np.inf else 0
    after = slice(min(3200 + loud_for, COUNT), COUNT)
    assert np.array_equal(heard[:, LATENCY:][:, after], sound[:, after])


def test_after_a_stop_nothing_is_held_back_for_longer_than_the_latency() -> None:
    limiter = Limiter()
    limiter.render((NOISE[:, :BLOCK] * 30).astype(np.float32))
    silence = np.zeros((2, BLOCK), np.float32)
    assert not limiter.render(silence)[:, LATENCY:].any()
    assert not limiter.render(silence).any()
    assert LATENCY <= 0.002 * SAMPLE_RATE


@pytest.mark.parametrize(
    ("hz", "phase_deg", "amplitude", "peak_dbtp"),
    [
        (12_000, 0, 0.5, -6.0),
        (12_000, 45, 0.5, -6.0),
        (8000, 60, 0.5, -6.0),
        (6000, 67.5, 0.5, -6.0),
        (12_000, 45, 1.41, 3.0),
    ],
)
def test_the_true_peak_of_a_tone_is_that_of_ebu_3341(
    hz: float, phase_deg: float, amplitude: float, peak_dbtp: float
) -> None:
    """EBU Tech 3341, cases 15 to 19: from 0.4 dB below to 0.2 dB above is allowed there."""
    time = np.arange(4800)
    tone = amplitude * np.sin(2 * np.pi * hz * time / SAMPLE_RATE + np.deg2rad(phase_deg))
    fade = np.minimum(1, np.minimum(time, time[::-1]) / 480)
    assert true_peak_dbtp(np.stack([tone * fade, tone * fade], 1)) == pytest.approx(peak_dbtp, abs=0.05)


def test_the_true_peak_of_a_long_sound_is_found_wherever_it_is() -> None:
    sound = np.zeros((130_000, 2))
    for at in (0, 47_999, 48_031, 96_000, 129_998):
        sound[:] = 0
        sound[at : at + 2, 1] = 0.5
        assert true_peak_dbtp(sound) == pytest.approx(20 * np.log10(2 / np.pi), abs=0.05)
    assert true_peak_dbtp(sound * 0) == SILENT_DBTP
    assert true_peak_dbtp(sound[:0]) == SILENT_DBTP
