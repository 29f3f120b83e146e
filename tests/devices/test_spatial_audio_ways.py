"""The ways of hearing: each as loud as the others, each telling directions as well as it can, changed without a pop."""

from itertools import pairwise

import numpy as np
import pytest
from devices.mixed import Mixed, band_db, level_db, speech
from devices.spoken import spoken
from hypothesis import given, settings
from hypothesis import strategies as st

from accessvr.core.effects import Cue, Earcon, Fit, Guide, Surround
from accessvr.core.hearing import Hearing, Way
from accessvr.core.scene import Ambience, Place, Room, Scene, Shape
from accessvr.devices.spatial_audio.comfort import Comfort
from accessvr.devices.spatial_audio.limiter import Limiter
from accessvr.devices.spatial_audio.loudness import both_ears, loudness_lufs
from accessvr.devices.spatial_audio.sound_format import BLOCK, SAMPLE_RATE, FloatArray
from accessvr.devices.speech.espeak import Espeak

MONO, SPEAKERS = Hearing(way=Way.MONO), Hearing(way=Way.LOUDSPEAKERS)
LEFT_EAR, RIGHT_EAR = Hearing(one_ear="left"), Hearing(one_ear="right")
BONE = Hearing(way=Way.BONE)
WAYS = [
    *(Hearing(), MONO, SPEAKERS, LEFT_EAR, RIGHT_EAR, BONE, Hearing(room=False)),
    *(Hearing(wider=True), Hearing(clearer=True), Hearing(way=Way.BONE, clearer=True, wider=True)),
]
LOSS = {"left": {500: 20.0, 1000: 30.0, 2000: 45.0, 4000: 60.0}, "right": {500: 40.0, 1000: 45.0, 4000: 70.0}}
DIRECTIONS = [
    *((0.0, 0.0, 1.5), (30.0, 0.0, 1.5), (90.0, 0.0, 1.5), (150.0, 0.0, 1.5), (180.0, 0.0, 3.0)),
    *((-90.0, 0.0, 0.4), (-60.0, -30.0, 1.2), (20.0, 60.0, 6.0)),
]
STEREO_WAYS = [Hearing(), SPEAKERS, Hearing(wider=True), BONE]


def heard_from(hearing: Hearing, azimuth_deg: float, elevation_deg: float = 0.0, distance_m: float = 1.5) -> FloatArray:
    """Give two seconds of speech from a direction, once it has begun."""
    mixed = Mixed(hearing=hearing)
    mixed.say(1, speech(2.0), Place("x", azimuth_deg, elevation_deg, distance_m))
    return mixed.hear(2)


@pytest.mark.parametrize("hearing", WAYS, ids=str)
def test_speech_is_at_its_target_from_everywhere_in_every_way(hearing: Hearing) -> None:
    for direction in DIRECTIONS:
        assert loudness_lufs(heard_from(hearing, *direction)) == pytest.approx(-23, abs=1), direction


@pytest.mark.parametrize("room", [Room(), Room(3.0, 2.0, 2.4, 0.2), Room(30.0, 20.0, 10.0, 2.5)], ids=str)
def test_in_every_room_speech_is_at_its_target(room: Room) -> None:
    for azimuth_deg, distance_m in ((0, 1.5), (180, 1.5), (90, 0.4), (-40, 6)):
        mixed = Mixed(Surround(Scene("s", room=room)))
        mixed.say(1, speech(2.0), Place("x", azimuth_deg, 0, distance_m))
        assert loudness_lufs(mixed.hear(2)) == pytest.approx(-23, abs=1), (azimuth_deg, distance_m)


def test_a_real_voice_is_at_its_target_from_everywhere_in_every_way() -> None:
    voice = Espeak()
    try:
        words, _ = spoken(
            voice, "The old harbour street was quiet. Nobody had seen the ship come in, and the children waited."
        )
    finally:
        voice.close()
    words = words * np.float32(10 ** ((-23 - loudness_lufs(both_ears(words))) / 20))
    for hearing in WAYS:
        for azimuth_deg, elevation_deg, distance_m in DIRECTIONS[::2]:
            mixed = Mixed(Surround(Scene("s", room=Room())), hearing=hearing)
            mixed.say(1, words, Place("x", azimuth_deg, elevation_deg, distance_m))
            heard = mixed.hear(len(words) / SAMPLE_RATE)
            assert loudness_lufs(heard) == pytest.approx(-23, abs=1), (hearing, azimuth_deg)


def test_one_ear_hears_the_same_from_both_loudspeakers() -> None:
    sound = heard_from(Hearing(way=Way.LOUDSPEAKERS, one_ear="left"), -60)
    assert sound.any()
    assert np.array_equal(sound[:, 0], sound[:, 1])


def test_a_bone_of_one_side_has_what_a_bone_can_give() -> None:
    sound = heard_from(Hearing(way=Way.BONE, one_ear="right"), 0)
    assert not sound[:, 0].any()
    assert band_db(sound[:, 1], 13_000, 16_000) < band_db(heard_from(RIGHT_EAR, 0)[:, 1], 13_000, 16_000) - 20


def after_speech(hearing: Hearing) -> float:
    """Give the level after a word in a room."""
    mixed = Mixed(Surround(Scene("s", room=Room(reverberation_s=1.0))), hearing=hearing)
    mixed.say(1, speech(0.3), Place("x", 30))
    mixed.hear(0.33)
    return level_db(mixed.hear(0.3))


def test_the_room_is_heard_after_a_word_unless_it_is_not_wished_for() -> None:
    assert after_speech(Hearing()) > -70
    for hearing in (Hearing(room=False), MONO, LEFT_EAR, SPEAKERS):
        assert after_speech(hearing) < -150


def test_a_beacon_is_heard_without_the_room() -> None:
    mixed = Mixed(Surround(Scene("s", room=Room(reverberation_s=1.0))), Guide(Place("x", 60)))
    mixed.hear(1)
    mixed.take(Guide(None))
    mixed.hear(0.1)
    assert not mixed.hear(0.5).any()


def test_another_room_comes_without_a_pop() -> None:
    tone = (0.1 * np.sin(2 * np.pi * 300 * np.arange(2 * SAMPLE_RATE) / SAMPLE_RATE)).astype(np.float32)
    mixed = Mixed(Surround(Scene("s", room=Room(reverberation_s=1.0))))
    mixed.say(1, tone, Place("x", 30))
    steady = np.abs(np.diff(mixed.hear(1)[SAMPLE_RATE // 2 :], axis=0)).max()
    for room in (None, Room(3.0, 2.0, 2.4, 0.2)):
        mixed.take(Surround(Scene("s", room=room)))
        assert np.abs(np.diff(mixed.hear(0.3), axis=0)).max() <= 1.25 * steady


@pytest.mark.parametrize(
    "hearing", [MONO, Hearing(way=Way.MONO, one_ear="left", balance_db=9, wider=True, loss=LOSS)], ids=str
)
def test_in_mono_both_sides_are_the_same_to_the_bit_whatever_is_played(hearing: Hearing) -> None:
    mixed = Mixed(Surround(Scene("s", ambience=Ambience("kitchen"))), hearing=hearing)
    for number, azimuth_deg in enumerate((-90, 40, 170), 1):
        mixed.say(number, speech(0.5), Place("x", azimuth_deg, 10, 0.5), queued=True)
        mixed.take(Cue(Earcon.HEADING, Place("x", azimuth_deg)), Guide(Place("x", azimuth_deg)))
        mixed.mixer.look(azimuth_deg / 3, 5)
        sound = mixed.hear(0.6)
        assert sound.any()
        assert np.array_equal(sound[:, 0], sound[:, 1])


@pytest.mark.parametrize(("hearing", "deaf"), [(LEFT_EAR, 1), (RIGHT_EAR, 0)], ids=["left", "right"])
def test_with_one_ear_all_is_heard_on_its_side_and_nothing_on_the_other(hearing: Hearing, deaf: int) -> None:
    mixed = Mixed(Surround(Scene("s", ambience=Ambience("kitchen"))), hearing=hearing)
    mixed.say(1, speech(0.5), Place("x", 90 if deaf else -90))
    mixed.say(2, speech(0.5), Place("x", shape=Shape.AROUND), queued=True)
    mixed.take(Cue(Earcon.STEP, Place("x", 90)), Guide(Place("x", -90)))
    sound = mixed.hear(1.5)
    assert not sound[:, deaf].any()
    assert level_db(sound[:, 1 - deaf]) > -40


@pytest.mark.parametrize("hearing", [MONO, LEFT_EAR, RIGHT_EAR], ids=str)
def test_without_two_sides_the_timbre_tells_left_middle_and_right(hearing: Hearing) -> None:
    ear = 1 if hearing.one_ear == "right" else 0
    thin = [
        band_db(sound, 1500, 3000) - band_db(sound, 250, 800)
        for sound in (heard_from(hearing, azimuth_deg)[:, ear] for azimuth_deg in (-60, 0, 60))
    ]
    assert all(right - left > 4 for left, right in pairwise(thin)), thin


@pytest.mark.parametrize("hearing", [MONO, LEFT_EAR, SPEAKERS], ids=str)
def test_what_is_behind_is_duller_and_what_is_high_is_brighter(hearing: Hearing) -> None:
    def bright(azimuth_deg: float, elevation_deg: float) -> float:
        sound = heard_from(hearing, azimuth_deg, elevation_deg)[:, 0]
        return band_db(sound, 4000, 10_000) - band_db(sound, 300, 1000)

    ahead = bright(0, 0)
    assert bright(180, 0) < ahead - 6
    assert bright(0, 60) > ahead + 4
    assert bright(0, -60) < ahead - 2


@pytest.mark.parametrize("hearing", [MONO, RIGHT_EAR], ids=str)
def test_without_two_sides_the_pitch_of_a_cue_tells_left_middle_and_right(hearing: Hearing) -> None:
    pitches = []
    for azimuth_deg in (-60, 0, 60):
        sound = Mixed(Cue(Earcon.STEP, Place("x", azimuth_deg)), hearing=hearing).hear(0.3)[:, 1]
        power = np.abs(np.fft.rfft(sound, SAMPLE_RATE)) ** 2
        pitches.append(int(power[300:2000].argmax()) + 300)
    assert all(1.15 < right / left < 1.25 for left, right in pairwise(pitches)), pitches


def test_without_two_sides_high_cues_are_high_in_pitch() -> None:
    def pitch(elevation_deg: float) -> int:
        sound = Mixed(Cue(Earcon.STEP, Place("x", 0, elevation_deg)), hearing=MONO).hear(0.3)[:, 1]
        return int((np.abs(np.fft.rfft(sound, SAMPLE_RATE))[300:2000] ** 2).argmax()) + 300

    assert pitch(10) == pitch(0)
    assert 1.1 < pitch(30) / pitch(0) < pitch(80) / pitch(0) < 2


def test_on_loudspeakers_each_direction_in_front_has_its_spot_and_the_power_stays() -> None:
    sides = []
    for azimuth_deg in (-90, -60, -30, 0, 30, 60, 90):
        sound = heard_from(SPEAKERS, azimuth_deg)
        sides.append(level_db(sound[:, 1]) - level_db(sound[:, 0]))
        assert level_db(sound) == pytest.approx(level_db(heard_from(SPEAKERS, 0)), abs=0.2)
    assert all(more > less + 2 for less, more in pairwise(sides)), sides
    behind = heard_from(SPEAKERS, 150)
    assert level_db(behind[:, 1]) - level_db(behind[:, 0]) == pytest.approx(sides[4], abs=0.3)


def test_on_loudspeakers_there_is_no_delay_between_the_sides() -> None:
    sound = heard_from(SPEAKERS, 60)
    spectra = np.fft.rfft(sound, axis=0)
    between = np.fft.irfft(spectra[:, 0] * np.conj(spectra[:, 1]))
    assert between.argmax() == 0


@pytest.mark.parametrize("azimuth_deg", [-70, 25, 50])
def test_wider_doubles_the_level_difference_below_1500_hz(azimuth_deg: float) -> None:
    """Held against the usual head in the direction it is spread to, so that only the levels are compared."""

    def side(hearing: Hearing, azimuth_deg: float) -> float:
        sound = heard_from(hearing, azimuth_deg)
        return band_db(sound[:, 1], 300, 1200) - band_db(sound[:, 0], 300, 1200)

    spread = max(min(azimuth_deg * 1.5, 90), -90)
    assert side(Hearing(wider=True), azimuth_deg) == pytest.approx(2 * side(Hearing(), spread), rel=0.15)


def test_wider_leaves_what_is_ahead_where_it_is() -> None:
    sound = heard_from(Hearing(wider=True), 0)
    assert level_db(sound[:, 0]) - level_db(sound[:, 1]) == pytest.approx(0, abs=0.1)


def test_clearer_favours_the_band_of_consonants_in_speech_alone() -> None:
    usual, clear = heard_from(Hearing(), 0)[:, 0], heard_from(Hearing(clearer=True), 0)[:, 0]
    more = [band_db(clear, *band) - band_db(usual, *band) for band in ((150, 400), (1200, 3500), (9000, 12_000))]
    assert more[1] - more[0] == pytest.approx(6, abs=1)
    assert more[1] - more[2] == pytest.approx(6, abs=1)
    cues = [Mixed(Cue(Earcon.HEARD), hearing=hearing).hear(0.4) for hearing in (Hearing(), Hearing(clearer=True))]
    assert np.abs(cues[0] - cues[1]).max() < 1e-6


def test_nothing_is_asked_of_the_bone_that_it_cannot_give() -> None:
    chance, heard = np.random.default_rng(2), []
    white = (0.05 * chance.standard_normal(SAMPLE_RATE)).astype(np.float32)
    for hearing in (BONE, Hearing()):
        mixed = Mixed(hearing=hearing)
        mixed.say(1, white, Place("x", 20))
        heard.append(mixed.hear(1)[:, 0])
    sound, usual = heard
    assert band_db(sound, 20, 120) < band_db(usual, 20, 120) - 15
    assert band_db(sound, 13_000, 20_000) < band_db(usual, 13_000, 20_000) - 25
    assert band_db(sound, 500, 4000) > band_db(usual, 500, 4000)


@pytest.mark.parametrize("balance_db", [-12.0, 6.0])
def test_the_balance_is_between_the_ears(balance_db: float) -> None:
    sound = heard_from(Hearing(balance_db=balance_db), 0)
    assert level_db(sound[:, 1]) - level_db(sound[:, 0]) == pytest.approx(balance_db, abs=0.1)


@pytest.mark.parametrize("shape", list(Shape))
@pytest.mark.parametrize(("before", "after"), [*pairwise([*WAYS, Hearing(loss=LOSS), Hearing()])], ids=str)
def test_another_way_comes_without_a_pop(before: Hearing, after: Hearing, shape: Shape) -> None:
    """A low tone has no step when the way is changed, and nothing high is heard."""
    tone = (0.1 * np.sin(2 * np.pi * 300 * np.arange(SAMPLE_RATE) / SAMPLE_RATE)).astype(np.float32)
    mixed = Mixed(hearing=before)
    mixed.say(1, tone, Place("x", 30, shape=shape))
    steady = mixed.hear(0.2)[SAMPLE_RATE // 10 :]
    mixed.take(Fit(after))
    change, end = mixed.hear(0.2), mixed.hear(0.2)
    largest = max(float(np.abs(np.diff(part, axis=0)).max()) for part in (steady, end))
    assert np.abs(np.diff(change, axis=0)).max() <= 1.1 * largest
    assert level_db(end) > -60


@given(order=st.lists(st.tuples(st.sampled_from(WAYS), st.integers(0, 12)), min_size=1, max_size=6))
@settings(max_examples=10, deadline=None)
def test_ways_may_change_at_any_moment(order: list[tuple[Hearing, int]]) -> None:
    mixed = Mixed()
    mixed.say(1, speech(1.0), Place("x", -40))
    for hearing, blocks in order:
        mixed.take(Fit(hearing))
        assert np.isfinite(mixed.hear(blocks * BLOCK / SAMPLE_RATE) if blocks else np.zeros(1)).all()
    mixed.hear(0.1)
    wanted = Mixed(hearing=order[-1][0])
    mixed.say(2, speech(0.5), Place("x", 50))
    wanted.say(2, speech(0.5), Place("x", 50))
    gone = 4 * BLOCK  # by then all has died away that was said before
    assert np.abs(mixed.hear(0.5)[gone:] - wanted.hear(0.5)[gone:]).max() < 1e-4


def test_a_lost_ear_does_not_make_marks_early() -> None:
    mixed = Mixed(hearing=Hearing(loss=LOSS))
    mixed.say(1, speech(0.2))
    late = Comfort.LATENCY + Limiter.LATENCY
    mixed.hear(0.2)
    assert mixed.events == []
    mixed.hear(0.01 * -(-late // BLOCK))
    assert len(mixed.events) == 1


@pytest.mark.parametrize("hearing", [Hearing(), SPEAKERS, MONO, BONE, Hearing(loss=LOSS, clearer=True)], ids=str)
@pytest.mark.parametrize("block", [128, 240, 512, 960])
def test_any_block_gives_the_same_for_what_stands_still(hearing: Hearing, block: int) -> None:
    heard = []
    for size in (BLOCK, block):
        mixed = Mixed(Surround(Scene("s", ambience=Ambience("kitchen"), room=Room())), hearing=hearing, block=size)
        mixed.take(Cue(Earcon.WELCOME, Place("x", 70)), Guide(Place("x", -20)))
        mixed.say(1, speech(0.7), Place("x", 30))
        heard.append(mixed.hear(1.28)[: 124 * 480])
    count = min(len(one) for one in heard)
    assert np.abs(heard[0][:count] - heard[1][:count]).max() < 1e-5 * np.abs(heard[0]).max()
