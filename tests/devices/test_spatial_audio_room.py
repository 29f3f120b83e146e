"""The sound of a room, measured by what it makes of a click."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessvr.core.scene import Room
from accessvr.devices.spatial_audio.ambisonics import vectors
from accessvr.devices.spatial_audio.hrtf import read_table
from accessvr.devices.spatial_audio.room import RoomSound
from accessvr.devices.spatial_audio.room_reflections import MOST, turned
from accessvr.devices.spatial_audio.room_shape import DIRECT_TO_ROOM_DB, LEAST_DIRECT_DB, Shape, absorption
from accessvr.devices.spatial_audio.sound_format import BLOCK, SAMPLE_RATE, FloatArray

HEAD = read_table()
USUAL, HALL, STUDY = Room(), Room(40, 20, 12, 2.0), Room(4, 3, 2.5, 0.25)
AHEAD = (0.0, 0.0, 1.5)
CLICK = np.eye(1, 64, dtype=np.float32)[0]
CHANCE = np.random.default_rng(5)

Numbers = npt.NDArray[np.float64]
Placed = tuple[float, float, float]


def heard(
    room: Room | None,
    sound: FloatArray,
    placed: Placed = AHEAD,
    facing: tuple[float, float] = (0.0, 0.0),
    *,
    block: int = BLOCK,
    after_s: float = 1.0,
) -> FloatArray:
    """Give what a room adds to one sound."""
    around = RoomSound(HEAD, 1, block)
    around.describe(room)
    count = len(sound) + round(after_s * SAMPLE_RATE)
    whole = np.zeros((1, -(-count // block) * block), np.float32)
    whole[0, : len(sound)] = sound
    blocks = [around.render(whole[:, at : at + block], [placed], facing) for at in range(0, whole.shape[1], block)]
    return np.concatenate(blocks, 1)[:, :count]


def level_db(sound: npt.NDArray[np.floating]) -> float:
    """Give the energy in dB of a response [ear, n], the mean of both ears: of a plain click it is 0."""
    return float(10 * np.log10((sound.astype(np.float64) ** 2).sum() / 2 + 1e-20))


def reverberation_s(response: FloatArray, hz: float) -> float:
    """Give the reverberation time in the octave around hz, from 5 to 30 dB of its decay (Schroeder 1965; ISO 3382)."""
    count = response.shape[1]
    frequency = np.fft.rfftfreq(2 * count, 1 / SAMPLE_RATE) + 1e-9
    octave = 1 / (1 + (2**0.5 * (frequency / hz - hz / frequency)) ** 6)
    energy = (np.fft.irfft(np.fft.rfft(response, 2 * count, axis=1) * octave, axis=1)[:, :count] ** 2).sum(0)
    decay_db = 10 * np.log10(np.cumsum(energy[::-1])[::-1] / energy.sum() + 1e-15)
    start, end = np.argmax(decay_db < -5), np.argmax(decay_db < -30)
    return float(-60 / np.polyfit(np.arange(start, end) / SAMPLE_RATE, decay_db[start:end], 1)[0])


@pytest.mark.parametrize(
    "room", [USUAL, STUDY, HALL, Room(12, 8, 4, 0.5), Room(30, 20, 6, 1.2), Room(60, 25, 20, 6.0)], ids=str
)
@pytest.mark.parametrize("hz", [500, 1000, 2000])
def test_a_room_falls_silent_in_the_time_described(room: Room, hz: float) -> None:
    response = heard(room, CLICK, after_s=1.3 * room.reverberation_s + 0.3)
    assert reverberation_s(response, hz) == pytest.approx(room.reverberation_s, rel=0.1)


def test_high_sound_falls_silent_sooner() -> None:
    response = heard(HALL, CLICK, after_s=3)
    assert reverberation_s(response, 8000) < 0.7 * reverberation_s(response, 1000)


def test_the_walls_take_as_much_as_eyring_says() -> None:
    taken = absorption(90, 126, 0.4)
    assert 0.161 * 90 / (-126 * np.log(1 - taken)) == pytest.approx(0.4)


@pytest.mark.parametrize("placed", [(0.0, 0.0, 1.5), (30.0, 0.0, 1.2), (-100.0, 20.0, 1.0), (170.0, -10.0, 2.0)])
def test_each_reflection_is_where_a_mirror_would_show_the_source(placed: Placed) -> None:
    shape = Shape(USUAL)
    walls = shape.reflections(*placed)
    source_m = vectors(*placed[:2]) * placed[2]
    images_m = walls.directions * (walls.later_s * 343.0 + placed[2])[:, None]
    for wall, image_m in enumerate(images_m):
        between_m = (source_m + image_m) / 2
        axis, far = wall // 2, wall % 2 == 0
        wall_m = shape.size_m[axis] - shape.listener_m[axis] if far else -shape.listener_m[axis]
        assert between_m[axis] == pytest.approx(wall_m)
        assert np.delete(image_m - source_m, axis) == pytest.approx([0, 0])


@pytest.mark.parametrize("facing", [(0.0, 0.0), (60.0, 0.0), (-110.0, 25.0)])
def test_reflections_are_heard_at_their_times_from_their_sides(facing: tuple[float, float]) -> None:
    """Held against the head's own responses, put together by hand, below 1.5 kHz, before the reverberation begins."""
    placed, shape = (30.0, 0.0, 1.2), Shape(USUAL)
    walls = shape.reflections(*placed)
    end = round(shape.late_after_s * SAMPLE_RATE)
    wanted = np.zeros((2, end + 400))
    for way, later_s, factor in zip(walls.directions @ turned(facing), walls.later_s, walls.gains, strict=True):
        row = HEAD.directions.row(np.rad2deg(np.arctan2(way[1], way[0])), np.rad2deg(np.arcsin(way[2])))
        at = round(later_s * SAMPLE_RATE)
        wanted[:, at : at + HEAD.taps] += HEAD.filters[row] * factor
    response = heard(USUAL, CLICK, placed, facing)[:, :end]
    one, other = (np.fft.rfft(sound[:, :end], 4096)[:, 8:128] for sound in (wanted, response))
    for ear in (0, 1):
        turn = np.exp(2j * np.pi * np.outer(np.arange(-20, 21), np.arange(8, 128)) / 4096)  # by so many samples
        likeness = (turn * one[ear] * other[ear].conj()).real.sum(1)
        likeness /= np.linalg.norm(one[ear]) * np.linalg.norm(other[ear])
        assert likeness[20] > 0.92
        assert int(likeness.argmax()) == pytest.approx(20, abs=2)
        assert 20 * np.log10(np.linalg.norm(other[ear]) / np.linalg.norm(one[ear])) == pytest.approx(0, abs=1.5)


def test_the_side_walls_answer_in_their_ears() -> None:
    """A source nearer to the right wall: its answer comes first and is louder in the right ear; then the left one."""
    room, placed = Room(30, 6, 20, 0.5), (90.0, 0.0, 1.0)
    walls = Shape(room).reflections(*placed)
    response = heard(room, CLICK, placed)
    for wall, louder in ((2, 1), (3, 0)):
        at = round(walls.later_s[wall] * SAMPLE_RATE)
        part = (response[:, at : at + 96].astype(np.float64) ** 2).sum(1)
        assert 10 * np.log10(part[louder] / part[1 - louder]) > 3
        onset = int(
            np.argmax(np.abs(response[louder, at - 60 : at + 96]) > 0.3 * np.abs(response[louder, at : at + 96]).max())
        )
        assert onset - 60 == pytest.approx(8, abs=12)


def test_a_mirrored_place_has_mirrored_reflections() -> None:
    end = round(Shape(HALL).late_after_s * SAMPLE_RATE)
    right, left = (heard(HALL, CLICK, (side, 10.0, 1.5))[:, :end] for side in (50.0, -50.0))
    assert np.abs(right - left[::-1]).max() <= 1e-2 * np.abs(right).max()


@pytest.mark.parametrize(
    "room", [USUAL, STUDY, HALL, Room(1, 1, 1, 0.1), Room(100, 100, 100, 10), Room(2, 50, 3, 3)], ids=str
)
def test_the_direct_sound_stays_far_above_the_room(room: Room) -> None:
    levels = [-level_db(heard(room, CLICK, (20.0, 0.0, distance_m))) for distance_m in (0.2, 0.7, 1.5, 3, 12)]
    assert levels[2] >= DIRECT_TO_ROOM_DB - 0.1
    assert min(levels) >= LEAST_DIRECT_DB
    assert levels[0] > levels[1] > levels[2]
    assert levels[2] >= levels[3] - 0.1


@pytest.mark.parametrize("room", [USUAL, STUDY, HALL], ids=str)
def test_words_stay_clear(room: Room) -> None:
    """C50 with the direct sound: what comes within 50 ms against what comes later; above 0 dB speech is clear."""
    response = heard(room, CLICK, after_s=3)
    early, late = (10 ** (level_db(part) / 10) for part in (response[:, :2400], response[:, 2400:]))
    assert 10 * np.log10((1 + early) / late) > 20


@pytest.mark.parametrize("block", [128, 256, 512, 1000])
def test_the_same_is_heard_for_any_block(block: int) -> None:
    noise = CHANCE.standard_normal(9600).astype(np.float32)
    one = heard(USUAL, noise, (40.0, 10.0, 1.2), (20.0, 5.0), after_s=0.5)
    other = heard(USUAL, noise, (40.0, 10.0, 1.2), (20.0, 5.0), block=block, after_s=0.5)
    assert np.abs(one - other).max() <= 1e-5 * np.abs(one).max()


def test_many_sources_are_heard_as_the_sum_of_each() -> None:
    """As many as are reflected; the others reverberate."""
    samples = CHANCE.standard_normal((MOST, 20 * BLOCK)).astype(np.float32)
    placed = [(25.0 * source, 5.0 * source, 1.0 + 0.2 * source) for source in range(MOST)]
    around = RoomSound(HEAD, MOST)
    around.describe(USUAL)
    blocks = [around.render(samples[:, at * BLOCK : (at + 1) * BLOCK], placed, (0, 0)) for at in range(20)]
    together = np.concatenate(blocks, 1)
    each = sum(heard(USUAL, samples[source], placed[source], after_s=0) for source in range(MOST))
    assert np.abs(together - each).max() <= 1e-5 * np.abs(together).max()


def test_of_more_sources_than_are_reflected_all_reverberate() -> None:
    around = RoomSound(HEAD, 20)
    around.describe(USUAL)
    samples = np.zeros((20, BLOCK), np.float32)
    samples[: MOST + 1, 0] = 1
    blocks = []
    for _ in range(40):
        blocks.append(around.render(samples, [AHEAD] * 20, (0, 0)))
        samples[:] = 0
    response, one = np.concatenate(blocks, 1), heard(USUAL, CLICK)[:, : 40 * BLOCK]
    late = round(0.03 * SAMPLE_RATE)
    assert response[:, late:] == pytest.approx((MOST + 1) * one[:, late:], abs=1e-5)


def test_without_a_room_there_is_silence() -> None:
    noise = CHANCE.standard_normal(4800).astype(np.float32)
    assert not heard(None, noise).any()
    assert not heard(Room(reverberation_s=0.0), noise).any()


@pytest.mark.parametrize("room", [USUAL, HALL], ids=str)
def test_after_a_stop_the_room_is_silent_within_a_block_without_a_click(room: Room) -> None:
    around = RoomSound(HEAD, 1)
    around.describe(room)
    noise = CHANCE.standard_normal((1, 40, BLOCK)).astype(np.float32)
    before = [around.render(noise[:, at], [AHEAD], (0, 0)) for at in range(40)]
    around.hush()
    silence = np.zeros((1, BLOCK), np.float32)
    last = around.render(silence, [AHEAD], (0, 0))
    assert np.abs(last[:, 0]).max() > 0.001
    assert np.abs(last[:, -1]).max() == 0
    ends = np.concatenate([before[-1], last], 1)
    assert np.abs(np.diff(ends)).max() <= 1.5 * np.abs(np.diff(np.concatenate(before, 1))).max()
    assert not any(around.render(silence, [AHEAD], (0, 0)).any() for _ in range(100))
    fresh = RoomSound(HEAD, 1)
    fresh.describe(room)
    again, new = (one.render(noise[:, 0], [AHEAD], (0, 0)) for one in (around, fresh))
    assert np.array_equal(again, new)


def test_a_room_that_was_left_is_silent_within_a_block_and_the_next_is_heard_at_once() -> None:
    around = RoomSound(HEAD, 1)
    around.describe(HALL)
    noise = CHANCE.standard_normal((1, 40, BLOCK)).astype(np.float32)
    for at in range(40):
        around.render(noise[:, at], [AHEAD], (0, 0))
    around.describe(None)
    silence = np.zeros((1, BLOCK), np.float32)
    assert around.render(silence, [AHEAD], (0, 0)).any()
    assert not around.render(silence, [AHEAD], (0, 0)).any()
    around.describe(USUAL)
    for at in range(10):
        last = around.render(noise[:, at], [AHEAD], (0, 0))
    fresh = RoomSound(HEAD, 1)
    fresh.describe(USUAL)
    for at in range(10):
        alone = fresh.render(noise[:, at], [AHEAD], (0, 0))
    assert np.array_equal(last, alone)


def test_the_sound_of_a_room_ends_wholly_when_nothing_sounds() -> None:
    response = heard(USUAL, CLICK, after_s=2)
    assert response.any()
    assert not response[:, SAMPLE_RATE:].any()


def test_a_room_made_elsewhere_is_heard_when_it_is_ready_as_if_it_had_been_there() -> None:
    with ThreadPoolExecutor(1) as elsewhere:
        around = RoomSound(HEAD, 1, elsewhere=elsewhere)
        around.describe(HALL)
        around.describe(USUAL)
    click = np.zeros((1, BLOCK), np.float32)
    click[0, 0] = 1
    first = around.render(click, [AHEAD], (0, 0))
    assert np.array_equal(first, heard(USUAL, click[0])[:, :BLOCK])


@pytest.mark.parametrize("fault", [np.nan, np.inf, 1e30])
def test_what_is_no_sound_does_no_harm(fault: float) -> None:
    noise = (0.1 * CHANCE.standard_normal(4800)).astype(np.float32)
    noise[1000] = fault
    response = heard(USUAL, noise)
    assert np.isfinite(response).all()
    assert np.abs(response).max() < 1


@pytest.mark.parametrize("hz", [500, 2000, 6000])
def test_turning_the_head_makes_no_noise(hz: float) -> None:
    """180 degrees a second, a tone beside the reflected one: what is further than 150 Hz from it."""
    around = RoomSound(HEAD, 1, 256)
    around.describe(USUAL)
    tone = np.sin(2 * np.pi * hz * np.arange(187 * 256) / SAMPLE_RATE).astype(np.float32).reshape(1, -1, 256)
    sound = [around.render(tone[:, at], [AHEAD], (at * 256 / SAMPLE_RATE * 180, 0)) for at in range(187)]
    whole = np.concatenate(sound, 1)[:, -32_768:] * np.hanning(32_768)
    power = (np.abs(np.fft.rfft(whole)) ** 2).sum(0)
    far = np.abs(np.fft.rfftfreq(32_768, 1 / SAMPLE_RATE) - hz) > 150
    assert 10 * np.log10(power[far].sum() / power.sum()) < -50


@settings(max_examples=20, deadline=None)
@given(
    st.floats(1, 100),
    st.floats(1, 100),
    st.floats(1, 100),
    st.floats(0, 10),
    st.floats(-360, 360),
    st.floats(-90, 90),
    st.floats(0.2, 100),
)
def test_no_room_that_can_be_described_is_louder_than_it_should_be(
    length_m: float,
    width_m: float,
    height_m: float,
    reverberation_s: float,
    azimuth: float,
    elevation: float,
    distance: float,
) -> None:
    room = Room(length_m, width_m, height_m, reverberation_s)
    response = heard(room, CLICK, (azimuth, elevation, distance), after_s=0.3)
    assert np.isfinite(response).all()
    assert level_db(response) <= -LEAST_DIRECT_DB + 1
