from pathlib import Path

import numpy as np
import pytest

from accessvr.core.errors import DeviceError
from accessvr.devices.spatial_audio.aiming import Aim, Aims
from accessvr.devices.spatial_audio.build_table import phase_delay
from accessvr.devices.spatial_audio.engine import PointSources
from accessvr.devices.spatial_audio.hrtf import KEMAR_TABLE, Head, read_table
from accessvr.devices.spatial_audio.loudness import loudness_lufs
from accessvr.devices.spatial_audio.sound_format import BLOCK, SAMPLE_RATE, FloatArray
from accessvr.devices.spatial_audio.spectra import AimSpectra

CHANCE = np.random.default_rng(0)


@pytest.fixture(scope="module")
def head() -> Head:
    return read_table()


def rendered(head: Head, samples: FloatArray, rows: list[int], block: int = BLOCK) -> FloatArray:
    """Give [2, n] of samples [source, n], each heard from its row from the first sample on."""
    points, aims = PointSources(head, len(rows), block), [Aim(row) for row in rows]
    blocks = range(0, samples.shape[1], block)
    return np.concatenate([points.render(samples[:, start : start + block], aims) for start in blocks], axis=1)


def noise(sources: int, blocks: int = 6, block: int = BLOCK) -> FloatArray:
    return (CHANCE.standard_normal((sources, blocks * block)) * 0.1).astype(np.float32)


def right_ear_early_us(sound: FloatArray) -> float:
    wide = sound.astype(np.float64)
    return float(-phase_delay(wide[1], wide[0], -58, 58)) / SAMPLE_RATE * 1e6


def right_ear_louder_db(sound: FloatArray) -> float:
    return float(10 * np.log10((sound[1] ** 2).sum() / (sound[0] ** 2).sum()))


# delay between the ears of the measured KEMAR at these directions, by phase below 1.6 kHz
@pytest.mark.parametrize(("azimuth_deg", "delay_us"), [(30, 305), (60, 612), (90, 710), (120, 608)])
def test_the_nearer_ear_hears_a_sound_as_early_as_on_the_measured_head(
    head: Head, azimuth_deg: float, delay_us: float
) -> None:
    right = head.filters[head.directions.row(azimuth_deg, 0)].astype(np.float32)
    left = head.filters[head.directions.row(-azimuth_deg, 0)].astype(np.float32)
    assert right_ear_early_us(right) == pytest.approx(delay_us, abs=15)
    assert right_ear_early_us(left) == pytest.approx(-delay_us, abs=15)


@pytest.mark.parametrize(("azimuth_deg", "least_db", "most_db"), [(30, 3, 12), (90, 6, 20)])
def test_the_nearer_ear_hears_a_sound_louder(head: Head, azimuth_deg: float, least_db: float, most_db: float) -> None:
    samples = noise(1)
    right = rendered(head, samples, [head.directions.row(azimuth_deg, 0)])
    left = rendered(head, samples, [head.directions.row(-azimuth_deg, 0)])
    assert least_db < right_ear_louder_db(right) < most_db
    assert -most_db < right_ear_louder_db(left) < -least_db


@pytest.mark.parametrize("azimuth_deg", [0, 180])
def test_a_sound_ahead_or_behind_is_the_same_in_both_ears(head: Head, azimuth_deg: float) -> None:
    sound = head.filters[head.directions.row(azimuth_deg, 0)].astype(np.float32)
    assert right_ear_early_us(sound) == 0
    assert right_ear_louder_db(sound) == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize("elevation_deg", [-40, 0, 30, 60])
@pytest.mark.parametrize("azimuth_deg", [13, 90, 141])
def test_left_is_the_mirror_of_right(head: Head, azimuth_deg: float, elevation_deg: float) -> None:
    right = head.filters[head.directions.row(azimuth_deg, elevation_deg)].astype(np.float32)
    left = head.filters[head.directions.row(-azimuth_deg, elevation_deg)].astype(np.float32)
    assert np.abs(right - left[::-1]).max() < 1e-3 * np.abs(right).max()


def test_a_sound_keeps_its_loudness_when_it_is_placed_ahead(head: Head) -> None:
    samples = noise(1, blocks=100)
    placed = rendered(head, samples, [head.directions.row(0, 0)])
    plain = np.concatenate([samples, samples])
    assert loudness_lufs(placed.T) == pytest.approx(loudness_lufs(plain.T), abs=1.5)


@pytest.mark.parametrize("block", [128, 256, BLOCK])
def test_rendering_is_plain_convolution_whatever_the_block(head: Head, block: int) -> None:
    samples, row = noise(1, block=block), head.directions.row(70, 20)
    filters = head.filters[row].astype(np.float64)
    wanted = np.stack([np.convolve(samples[0].astype(np.float64), ear)[: samples.shape[1]] for ear in filters])
    assert np.abs(rendered(head, samples, [row], block) - wanted).max() < 1e-5 * np.abs(wanted).max()


def test_many_sounds_together_are_the_sum_of_each_alone(head: Head) -> None:
    samples = noise(5)
    rows = [head.directions.row(azimuth_deg, 10) for azimuth_deg in (0, 50, 140, 200, 290)]
    alone = sum(rendered(head, samples[i : i + 1], [row]) for i, row in enumerate(rows))
    together = rendered(head, samples, rows)
    assert np.abs(together - alone).max() < 1e-5 * np.abs(together).max()


def test_silence_gives_silence_and_a_sound_dies_away_to_exactly_nothing(head: Head) -> None:
    samples = np.concatenate([noise(1, blocks=2), np.zeros((1, 3 * BLOCK), np.float32)], axis=1)
    sound = rendered(head, samples, [0])
    assert np.abs(sound[:, 2 * BLOCK : 3 * BLOCK]).max() > 0
    assert not sound[:, 3 * BLOCK :].any()


@pytest.mark.parametrize(("tone_hz", "noise_db"), [(500, -55), (2000, -45)])
def test_a_sound_that_circles_the_head_stays_clean(head: Head, tone_hz: float, noise_db: float) -> None:
    """A tone circling at 180 degrees a second: energy further than 150 Hz from it, beside its own."""
    count = SAMPLE_RATE // BLOCK
    tone = np.sin(2 * np.pi * tone_hz * np.arange(count * BLOCK) / SAMPLE_RATE).astype(np.float32)
    points = PointSources(head, 1, BLOCK)
    aims = [Aim(head.directions.row(180.0 * index / count, 0)) for index in range(count)]
    blocks = [points.render(tone[None, i * BLOCK : (i + 1) * BLOCK], [aim]) for i, aim in enumerate(aims)]
    sound = np.concatenate(blocks, axis=1)[:, 2 * BLOCK :]
    power = (np.abs(np.fft.rfft(sound * np.blackman(sound.shape[1]))) ** 2).sum(0)
    near = np.abs(np.fft.rfftfreq(sound.shape[1], 1 / SAMPLE_RATE) - tone_hz) < 150
    assert 10 * np.log10(power[~near].sum() / power[near].sum()) < noise_db


def test_directions_go_around_and_below_the_measured_ones_the_lowest_ring_is_heard(head: Head) -> None:
    row = head.directions.row
    assert row(-90, 0) == row(270, 0) == row(630, 0)
    assert row(45, -80) == row(45, -40)
    assert row(200, 90) == row(20, 90)


@pytest.mark.parametrize("length", [0, 1000])
def test_a_damaged_table_is_told_in_plain_words(tmp_path: Path, length: int) -> None:
    path = tmp_path / "kemar.npz"
    path.write_bytes(KEMAR_TABLE.read_bytes()[:length])
    with pytest.raises(DeviceError, match="the head's table cannot be read") as caught:
        read_table(path)
    assert caught.value.spoken == "I cannot place sounds around you. The text goes on."


@pytest.mark.parametrize(("level_db", "loudness"), [(-23, -23), (-33, -33)])
def test_the_loudness_of_a_tone_is_that_of_ebu_3341(level_db: float, loudness: float) -> None:
    tone = 10 ** (level_db / 20) * np.sin(2 * np.pi * 1000 * np.arange(20 * SAMPLE_RATE) / SAMPLE_RATE)
    assert loudness_lufs(np.stack([tone, tone], 1)) == pytest.approx(loudness, abs=0.1)


def test_quiet_stretches_do_not_count_for_loudness_as_ebu_3341_wants() -> None:
    parts = [(10, -36), (60, -23), (10, -36)]
    level = np.concatenate([np.full(seconds * SAMPLE_RATE, 10 ** (db / 20)) for seconds, db in parts])
    tone = level * np.sin(2 * np.pi * 1000 * np.arange(len(level)) / SAMPLE_RATE)
    assert loudness_lufs(np.stack([tone, tone], 1)) == pytest.approx(-23, abs=0.1)


def test_what_moves_among_many_is_heard_as_if_it_moved_alone(head: Head) -> None:
    sounds, turn = noise(70, blocks=8, block=256), [head.directions.row(azimuth_deg, 0) for azimuth_deg in range(80)]

    def moved(samples: FloatArray) -> FloatArray:
        points, parts = PointSources(head, len(samples), 256), []
        for step in range(8):
            aims = [Aim(turn[step if source % 3 else 0]) for source in range(len(samples))]
            parts.append(points.render(samples[:, step * 256 : (step + 1) * 256], aims))
        return np.concatenate(parts, axis=1)

    alone = np.sum([moved(np.where(np.arange(70)[:, None] == one, sounds, 0)) for one in range(70)], axis=0)
    together = moved(sounds)
    assert np.abs(together - alone).max() < 1e-5 * np.abs(together).max()


def test_sources_begin_and_end_without_disturbing_each_other(head: Head) -> None:
    samples = noise(6, blocks=30)
    for source in range(6):
        for block in range(30):
            if CHANCE.random() < 0.5:
                samples[source, block * BLOCK : (block + 1) * BLOCK] = 0
    rows = [head.directions.row(azimuth_deg, 10) for azimuth_deg in range(0, 360, 60)]
    alone = np.sum([rendered(head, samples[i : i + 1], [row]) for i, row in enumerate(rows)], axis=0)
    together = rendered(head, samples, rows)
    assert np.abs(together - alone).max() < 1e-5 * np.abs(together).max()


def test_a_source_that_is_placed_anew_does_not_fade_from_where_it_was(head: Head) -> None:
    points, before, after = PointSources(head, 1, BLOCK), Aim(0), Aim(head.directions.row(90, 0))
    samples = noise(1, blocks=2)
    points.render(samples[:, :BLOCK], [before])
    points.place(0, after)
    assert (
        np.abs(points.render(samples[:, BLOCK:], [after]) - rendered(head, samples, [after.row])[:, BLOCK:]).max()
        < 1e-6
    )


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_what_is_no_number_is_silence_and_harms_nothing(head: Head, bad: float) -> None:
    samples, rows = noise(2, blocks=4), [0, 900]
    spoilt = samples.copy()
    spoilt[1, 700] = bad
    samples[1, BLOCK : 2 * BLOCK] = 0
    assert np.abs(rendered(head, spoilt, rows) - rendered(head, samples, rows)).max() < 1e-6


def test_numbers_too_small_to_matter_are_nothing(head: Head) -> None:
    assert not rendered(head, noise(3) * np.float32(1e-39), [0, 100, 200]).any()


def test_what_else_is_heard_is_added_as_it_is(head: Head) -> None:
    points, samples, aims = PointSources(head, 2, BLOCK), noise(2, blocks=1), [Aim(5), Aim(700)]
    other = noise(2, blocks=1)
    window = np.concatenate([np.zeros((2, points.size - BLOCK), np.float32), other], axis=1)
    extra = np.fft.rfft(window, axis=-1).astype(np.complex64)
    alone = rendered(head, samples, [5, 700])
    assert np.abs(points.render(samples, aims, extra) - alone - other).max() < 1e-6
    silent = PointSources(head, 2, BLOCK)
    assert np.abs(silent.render(np.zeros((2, BLOCK), np.float32), aims, extra) - other).max() < 1e-6


def test_spectra_that_had_to_give_way_are_made_again(head: Head) -> None:
    spectra = AimSpectra(head, 720, 1, most_bytes=0)
    heard, kept = np.zeros((2, 1, 2), np.intp), len(spectra.spectra)
    for row in [*range(40), 0, 7]:
        heard[:] = spectra.places(Aims.of([Aim(row, (row % 3, 0))]).numbers, heard, coloured=True)
        right = np.fft.rfft(head.filters[row, 1].astype(np.float32), 720)
        assert np.abs(spectra.spectra[heard[0, 0, 1]] - right).max() < 1e-6
    assert len(spectra.spectra) == kept
