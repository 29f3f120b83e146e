import numpy as np
import numpy.typing as npt
import pytest

from accessvr.app.bench_sound_measures import Reference
from accessvr.devices.spatial_audio.ambisonics import (
    CHANNELS,
    EARLY,
    TAPS,
    bus_filters,
    diffuse,
    encoded,
    harmonics,
    vectors,
)
from accessvr.devices.spatial_audio.hrtf import Head, read_table

HEAD = read_table()
CHANCE = np.random.default_rng(2)


Numbers = npt.NDArray[np.float64]


def chance_ways(count: int) -> Numbers:
    ways = CHANCE.standard_normal((count, 3))
    ways /= np.linalg.norm(ways, axis=1, keepdims=True)
    return ways


def test_each_channel_has_power_1_over_the_sphere_and_no_two_have_anything_in_common() -> None:
    """N3D. Even directions: Fibonacci's spiral."""
    count = 20_000
    up = 1 - (2 * np.arange(count) + 1) / count
    around = np.arange(count) * np.pi * (3 - 5**0.5)
    ways = np.stack([np.sqrt(1 - up**2) * np.cos(around), np.sqrt(1 - up**2) * np.sin(around), up], 1)
    channels = harmonics(ways)
    assert np.abs(channels @ channels.T / count - np.eye(CHANNELS)).max() < 1e-3


def test_the_first_channels_are_all_around_left_up_and_ahead() -> None:
    """ACN."""
    along = harmonics(vectors([0.0, 90.0, 0.0], [0.0, 0.0, 90.0]))[:4].T
    ahead, right, up = along
    assert ahead == pytest.approx([1, 0, 0, 3**0.5])
    assert right == pytest.approx([1, -(3**0.5), 0, 0])
    assert up == pytest.approx([1, 0, 3**0.5, 0])


def test_the_quick_way_gives_the_same_channels() -> None:
    ways = chance_ways(50)
    assert np.abs(encoded(ways) - harmonics(ways)).max() < 1e-12


def through_the_bus(head: Head, azimuth_deg: object, elevation_deg: object) -> Numbers:
    """Give [direction, ear, tap]."""
    channels = harmonics(vectors(np.asarray(azimuth_deg), np.asarray(elevation_deg)))
    heard: Numbers = np.einsum("cd,ect->det", channels, bus_filters(head).astype(np.float64))
    return heard


def test_what_is_heard_through_the_bus_is_near_to_the_head() -> None:
    rows = np.arange(0, HEAD.directions.count, 29)
    azimuth_deg, elevation_deg = HEAD.directions.azimuth_deg[rows], HEAD.directions.elevation_deg[rows]
    near = Reference(HEAD.filters[rows].astype(np.float64), np.full(len(rows), 1 / len(rows)))
    errors = near.errors(through_the_bus(HEAD, azimuth_deg, elevation_deg))
    assert errors.spectrum_db <= 1.8
    assert errors.difference_db <= 2.2
    assert errors.delay_us <= 10


def test_what_comes_through_the_bus_comes_a_little_later_by_as_much_from_everywhere() -> None:
    rows = np.arange(0, HEAD.directions.count, 101)
    size = 512
    low = slice(4, 16)  # 375 to 1500 Hz
    heard = np.fft.rfft(
        through_the_bus(HEAD, HEAD.directions.azimuth_deg[rows], HEAD.directions.elevation_deg[rows]), size
    )[..., low]
    direct = np.fft.rfft(HEAD.filters[rows].astype(np.float64), size)[..., low]
    turn = np.exp(2j * np.pi * np.arange(size)[low] * EARLY / size)
    likeness = (heard * turn * direct.conj()).real.sum(-1) / np.sqrt(
        (np.abs(heard) ** 2).sum(-1) * (np.abs(direct) ** 2).sum(-1)
    )
    assert np.percentile(likeness, 2) > 0.9
    assert likeness.mean() > 0.98


def test_a_mirrored_head_hears_mirrored() -> None:
    left, right = (
        through_the_bus(HEAD, [40.0, 130.0], [10.0, -20.0]),
        through_the_bus(HEAD, [-40.0, -130.0], [10.0, -20.0]),
    )
    assert np.abs(left - right[:, ::-1]).max() < 1e-2 * np.abs(left).max()


def test_the_filters_are_made_once_for_a_head_and_begin_and_end_softly() -> None:
    filters = bus_filters(HEAD)
    assert filters is bus_filters(HEAD)
    assert filters.shape == (2, CHANNELS, TAPS)
    energy = (filters.astype(np.float64) ** 2).sum((0, 1))
    assert energy[:4].sum() < 1e-3 * energy.sum()
    assert energy[-32:].sum() < 1e-3 * energy.sum()


def test_sound_from_all_around_is_alike_in_both_ears_when_low_and_not_when_high() -> None:
    power, alike = diffuse(HEAD)
    assert alike[1:3].min() > 0.8
    assert np.abs(alike[40:]).max() < 0.35
    assert 10 * np.log10(power[:, 3:150].mean()) == pytest.approx(0, abs=1.5)
