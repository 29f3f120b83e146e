import math

import numpy as np
import pytest

from accessvr.devices.spatial_audio.aiming import Aim, Aiming, Aims
from accessvr.devices.spatial_audio.colours import (
    HIDDEN_STEPS,
    air_db_per_m,
    colour_db,
    coloured_filters,
    fading,
    far_shape,
    hidden,
    near_shape,
)
from accessvr.devices.spatial_audio.engine import PointSources
from accessvr.devices.spatial_audio.heads import load_head
from accessvr.devices.spatial_audio.hrtf import Head
from accessvr.devices.spatial_audio.sound_format import BLOCK, SAMPLE_RATE, FloatArray
from accessvr.devices.spatial_audio.sphere import at_ear, near_level_db

CHANCE = np.random.default_rng(0)
BANDS_HZ = np.geomspace(125, 16_000, 40)


@pytest.fixture(scope="module")
def head() -> Head:
    return load_head()


@pytest.fixture(scope="module")
def aiming(head: Head) -> Aiming:
    return Aiming(head)


def heard(head: Head, aim: Aim, factor: float = 1.0) -> FloatArray:
    """Give the responses [ear, 512] of an aim."""
    click = np.zeros((1, 512), np.float32)
    click[0, 0] = factor
    return PointSources(head, 1, 512).render(click, [aim])


def level_db(responses: FloatArray, low_hz: float, high_hz: float) -> FloatArray:
    frequency = np.fft.rfftfreq(4096, 1 / SAMPLE_RATE)
    power = np.abs(np.fft.rfft(responses, 4096, axis=-1)) ** 2
    band: FloatArray = 10 * np.log10(power[:, (frequency >= low_hz) & (frequency < high_hz)].mean(1) + 1e-12)
    return band


def test_one_law_of_distance_holds_from_a_fifth_of_a_metre_on(aiming: Aiming) -> None:
    levels = [20 * math.log10(aiming.aim(0, 0, distance_m)[1]) for distance_m in (0.25, 0.5, 1, 2, 4, 8)]
    assert np.diff(levels) == pytest.approx([-2.0] * 5, abs=0.02)
    assert aiming.aim(0, 0, 1.5)[1] == 1
    assert aiming.aim(0, 0, 0.01) == aiming.aim(0, 0, 0.2)
    assert aiming.aim(0, 0, 1000)[1] == 0.5


# ISO 9613-1, table 1: 20 C, 50 %, dB per km at the exact middles of octaves
@pytest.mark.parametrize(
    ("frequency_hz", "db_per_km"),
    [(125.89, 0.445), (251.19, 1.32), (501.19, 2.73), (1000, 4.66), (1995.26, 9.86), (3981.07, 29.4), (7943.28, 104)],
)
def test_air_takes_away_what_iso_9613_says(frequency_hz: float, db_per_km: float) -> None:
    taken = air_db_per_m(np.array([frequency_hz])) * 1000
    assert taken[0] == pytest.approx(db_per_km, rel=0.01)


def test_far_things_lose_their_treble_step_by_small_step(head: Head, aiming: Aiming) -> None:
    near, far = (heard(head, aiming.aim(30, 0, distance_m)[0]) for distance_m in (1.5, 40))
    assert (level_db(far, 200, 1000) - level_db(near, 200, 1000) > -0.5).all()
    assert (level_db(far, 9000, 11_000) - level_db(near, 9000, 11_000) < -4).all()
    steps = [colour_db(far_shape(distance_m), np.array([10_000.0]))[0] for distance_m in np.arange(1, 60, 0.5)]
    assert np.abs(np.diff(steps)).max() < 0.6


def test_a_near_sound_is_louder_at_its_ear_and_softer_at_the_other_the_more_so_the_nearer(
    head: Head, aiming: Aiming
) -> None:
    responses = [heard(head, aiming.aim(90, 0, distance_m)[0]) for distance_m in (1.2, 0.8, 0.5, 0.3, 0.2)]
    differences = [float(np.diff(level_db(one, 200, 1000))[0]) for one in responses]
    assert differences == sorted(differences)
    assert differences[-1] > differences[0] + 6


def test_each_ear_has_its_own_direction_of_a_near_sound_ahead(head: Head, aiming: Aiming) -> None:
    aim = aiming.aim(0, 0, 0.5)[0]
    assert head.directions.azimuth_deg[aim.row] == pytest.approx(6.4, abs=1)
    assert head.directions.azimuth_deg[aim.right_row] == pytest.approx(360 - 6.4, abs=1)
    assert aiming.aim(0, 0, 1.0)[0] == Aim(head.directions.row(0, 0))


@pytest.mark.parametrize("distance_m", [0.2, 0.45, 0.9])
@pytest.mark.parametrize("azimuth_deg", [20, 90, 150])
def test_near_sounds_are_mirrored_too(head: Head, aiming: Aiming, azimuth_deg: float, distance_m: float) -> None:
    right = heard(head, aiming.aim(azimuth_deg, 10, distance_m)[0])
    left = heard(head, aiming.aim(-azimuth_deg, 10, distance_m)[0])
    assert np.abs(right - left[::-1]).max() <= 1e-5 * np.abs(right).max()


def test_a_source_that_comes_near_does_so_in_small_steps() -> None:
    for angle_deg in range(0, 181, 20):
        shapes = [near_shape(distance_m, angle_deg) for distance_m in np.geomspace(1.1, 0.15, 200)]
        levels = np.array([colour_db(shape, BANDS_HZ) for shape in shapes])
        assert np.abs(np.diff(levels, axis=0)).max() <= 1.0
    around = np.array([colour_db(near_shape(0.2, angle_deg), BANDS_HZ) for angle_deg in range(0, 181, 2)])
    assert np.abs(np.diff(around, axis=0)).max() <= 1.0


def test_a_sphere_hears_twice_the_pressure_towards_a_high_far_sound_and_the_plain_one_when_it_is_low() -> None:
    towards = 20 * np.log10(np.abs(at_ear(np.array([50.0, 15_000.0]), 50.0, 0.0)))
    assert towards == pytest.approx([0, 6], abs=0.3)
    assert near_level_db(1.0, 40.0, BANDS_HZ) == pytest.approx(0)


def test_what_is_hidden_is_dull(head: Head, aiming: Aiming) -> None:
    plain, behind = (heard(head, aiming.aim(0, 0, 1.5, occlusion)[0]) for occlusion in (0.0, 1.0))
    change = [float((level_db(behind, *band) - level_db(plain, *band))[0]) for band in ((50, 150), (8000, 12_000))]
    assert change[0] > -1
    assert change[1] == pytest.approx(float(colour_db(hidden(0, 1.0), np.array([9800.0]))[0]), abs=1)
    assert change[1] < -18


@pytest.mark.parametrize("block", [128, 256, 480])
@pytest.mark.parametrize("wanted", [0.0, 1.0])
def test_what_comes_between_never_makes_a_step_of_more_than_a_db_in_five_milliseconds(
    head: Head, aiming: Aiming, block: int, wanted: float
) -> None:
    tone = np.sin(2 * np.pi * 9600 * np.arange(SAMPLE_RATE // 2) / SAMPLE_RATE).astype(np.float32)
    points, occlusion, parts = PointSources(head, 1, block), 1 - wanted, []
    for start in range(0, len(tone) - block, block):
        if start > 4800:
            occlusion = fading(occlusion, wanted, block)
        parts.append(points.render(tone[None, start : start + block], [aiming.aim(0, 0, 1.5, occlusion)[0]])[0])
    steady = np.concatenate(parts)[2400:-480]
    frames = steady[: len(steady) // 240 * 240].reshape(-1, 240)  # 5 ms, 48 whole waves each
    levels = 10 * np.log10((frames**2).mean(1))
    assert np.abs(np.diff(levels)).max() <= 1.0
    whole_db = -colour_db(hidden(0, 1.0), np.array([9600.0]))[0]
    assert abs(levels[-1] - levels[0]) == pytest.approx(whole_db, abs=0.5)


@pytest.mark.parametrize(
    "number", [far_shape(48), near_shape(0.2, 0), near_shape(0.2, 150), hidden(0, 1), hidden(5, 0.5)]
)
def test_a_colour_on_a_response_is_the_colour_asked_for(head: Head, number: int) -> None:
    plain = head.filters[head.directions.row(60, 0)].astype(np.float32)
    tinted = coloured_filters(plain, (number, number))
    frequency = np.arange(2049.0) * SAMPLE_RATE / 4096
    band = (frequency > 150) & (frequency < 16_000)
    change = 20 * np.log10(np.abs(np.fft.rfft(tinted, 4096)) / np.abs(np.fft.rfft(plain, 4096)))[:, band]
    assert np.sqrt(np.mean((change - colour_db(number, frequency[band])) ** 2)) < 0.1


def test_many_aims_at_once_are_those_found_one_by_one(head: Head, aiming: Aiming) -> None:
    azimuth_deg, elevation_deg = CHANCE.uniform(-400, 400, 200), CHANCE.uniform(-90, 90, 200)
    places = zip(azimuth_deg.tolist(), elevation_deg.tolist(), strict=True)
    one_by_one = Aims.of([aiming.aim(*place, 1.2)[0] for place in places])
    assert np.array_equal(aiming.far(azimuth_deg, elevation_deg).numbers, one_by_one.numbers)


def test_whatever_stands_between_is_held_from_nothing_to_all() -> None:
    assert hidden(0, -3.0) == 0
    assert hidden(0, 7.0) == hidden(0, 1.0)
    assert divmod(hidden(3, 1.0), hidden(0, 1.0) // HIDDEN_STEPS) == (HIDDEN_STEPS, 3)
    assert fading(0.5, 0.5, BLOCK) == 0.5
