"""The engine against the measured head it renders; the same figures as `accessvr bench sound`, without a peer."""

import numpy as np
import pytest

from accessvr.app.bench_sound_measures import Localiser, Reference, every_second, turning_noise_db
from accessvr.app.bench_sound_truth import (
    our_turning,
    reference,
    rendered,
    still,
    unlike_mirrored,
    without_every_second,
)
from accessvr.devices.spatial_audio.heads import load_head
from accessvr.devices.spatial_audio.hrtf import Head
from accessvr.devices.spatial_audio.sofa import Measured, read_sofa
from accessvr.devices.spatial_audio.sphere import sphere_head

CHANCE = np.random.default_rng(0)


@pytest.fixture(scope="module")
def head() -> Head:
    return load_head()


@pytest.fixture(scope="module")
def measured() -> Measured:
    return read_sofa()


@pytest.fixture(scope="module")
def known(measured: Measured) -> Reference:
    return reference(measured)


def test_delays_levels_and_spectra_are_those_of_the_measured_ears(
    head: Head, measured: Measured, known: Reference
) -> None:
    errors = known.errors(rendered(head, measured.azimuth_deg, measured.elevation_deg))
    assert errors.delay_us <= 5
    assert errors.delay_p95_us <= 15
    assert errors.difference_db <= 1
    assert errors.worst_band_db <= 1
    assert errors.spectrum_db <= 1


def test_directions_that_were_never_measured_are_near_the_truth_too(measured: Measured, known: Reference) -> None:
    hidden = every_second(measured.azimuth_deg, measured.elevation_deg)
    guessed = rendered(without_every_second(measured), measured.azimuth_deg, measured.elevation_deg)
    errors = known.errors(guessed, hidden)
    assert errors.delay_us <= 5
    assert errors.delay_p95_us <= 15
    assert errors.difference_db <= 1
    assert errors.spectrum_db <= 1


def test_a_simple_listener_takes_no_front_for_back(head: Head, measured: Measured, known: Reference) -> None:
    listener = Localiser(known, measured.azimuth_deg, measured.elevation_deg)
    heard = listener.hear(rendered(head, measured.azimuth_deg, measured.elevation_deg))
    assert heard.front_back_percent <= 1
    assert heard.side_deg <= 1


def test_on_a_plain_sphere_sides_are_heard_right_and_front_and_back_are_alike(
    measured: Measured, known: Reference
) -> None:
    listener = Localiser(known, measured.azimuth_deg, measured.elevation_deg)
    heard = listener.hear(rendered(sphere_head(), measured.azimuth_deg, measured.elevation_deg), colourless=True)
    assert heard.side_deg < 10
    assert heard.front_back_percent > 20


@pytest.mark.parametrize(("tone_hz", "most_db"), [(500, -60), (2000, -50), (6000, -50)])
def test_a_source_that_turns_leaves_no_noise(head: Head, tone_hz: float, most_db: float) -> None:
    assert turning_noise_db(our_turning(head, 256), tone_hz, 180.0, 256, seconds=2) <= most_db


def test_left_is_the_mirror_of_right_everywhere(head: Head) -> None:
    assert unlike_mirrored(head) <= 1e-5
    assert unlike_mirrored(sphere_head()) <= 1e-3


@pytest.mark.parametrize("block", [100, 128, 256, 480])
def test_the_size_of_a_block_cannot_be_heard(head: Head, block: int) -> None:
    sounds = (0.1 * CHANCE.standard_normal((5, 4800))).astype(np.float32)
    rows = CHANCE.integers(0, len(head.filters), 5).tolist()
    whole, cut = (still(head, sounds[:, : 4800 // size * size], rows, size) for size in (512, block))
    count = min(whole.shape[1], cut.shape[1], 4608)
    assert np.abs(whole[:, :count] - cut[:, :count]).max() <= 1e-5 * np.abs(whole).max()
