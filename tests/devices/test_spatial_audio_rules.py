"""Who gives way to whom: speech first, few things at a time, silence at once when it is asked for."""

from collections.abc import Sequence

import numpy as np
import pytest
from devices.mixed import Mixed, level_db, recipes, speech
from hypothesis import given, settings
from hypothesis import strategies as st

from accessvr.content.scenes import scenes
from accessvr.core.effects import Cue, Earcon, Effect, Fit, Guide, Hush, Say, Surround, Tone
from accessvr.core.events import Exposed, Spoken
from accessvr.core.hearing import Hearing, Way
from accessvr.core.scene import Ambience, Place, Scene, Shape
from accessvr.devices.spatial_audio.cues import Cues, CueSounds
from accessvr.devices.spatial_audio.exposure import Exposure
from accessvr.devices.spatial_audio.glide import Glide
from accessvr.devices.spatial_audio.guide import Guiding
from accessvr.devices.spatial_audio.limiter import Limiter
from accessvr.devices.spatial_audio.loudness import both_ears, loudness_lufs
from accessvr.devices.spatial_audio.mixer import MOST
from accessvr.devices.spatial_audio.sound_format import BLOCK, SAMPLE_RATE, FloatArray, falling
from accessvr.devices.spatial_audio.surroundings import DUCK_S, RELEASE_S

AMBIENCES = recipes()[1]
HALL = Scene("hall", ambience=Ambience("library hall", -20.0))
AROUND = Place("x", shape=Shape.AROUND)
SILENT_DB = -100.0
Spans = list[tuple[bool, int]]


def around(*effects: Effect) -> Mixed:
    mixed = Mixed(Surround(HALL), *effects)
    mixed.hear(3)
    return mixed


@given(turns=st.lists(st.tuples(st.booleans(), st.integers(0, 40_000)), min_size=1, max_size=10))
@settings(max_examples=50, deadline=None)
def test_whoever_makes_room_for_speech_is_back_within_150_ms_of_its_last_sample(turns: Spans) -> None:
    """Speech starts and stops at any sample, heard in blocks: the factor follows, with no state that could hang."""
    whole = np.repeat([speaks for speaks, _ in turns], [count for _, count in turns])
    whole = np.concatenate([whole, np.zeros(SAMPLE_RATE // 4 + -len(whole) % BLOCK, bool)])
    glide, made = Glide(1.0, DUCK_S, RELEASE_S), []
    for block in whole.reshape(-1, BLOCK):
        made.append(glide.through(BLOCK, spans_of(block), 0.25, 1.0))
    factor = np.concatenate(made)
    last = np.maximum.accumulate(np.where(whole, np.arange(len(whole)), -1))
    since = np.arange(len(whole)) - last
    assert (factor[(since > 0.15 * SAMPLE_RATE) | (last < 0)] == 1).all()
    first = np.maximum.accumulate(np.where(whole, -1, np.arange(len(whole))))
    assert (factor[whole & (np.arange(len(whole)) - first > 0.03 * SAMPLE_RATE)] == 0.25).all()
    assert np.abs(np.diff(factor)).max(initial=0) < 0.001


def spans_of(block: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], block, [False]]).astype(int)))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]


@given(starts=st.lists(st.tuples(st.integers(1, 30), st.integers(0, 12_000), st.booleans()), min_size=1, max_size=5))
@settings(max_examples=6, deadline=None)
def test_the_ambience_is_back_after_the_last_word_however_speech_starts_and_stops(
    starts: Sequence[tuple[int, int, bool]],
) -> None:
    """Held against the same ambience without any speech."""
    mixed, without, alone = around(), around(), Mixed()
    for number, (blocks, count, hushed) in enumerate(starts):
        for one in (mixed, alone):
            one.say(number, speech(0.5)[:count], AROUND)
            one.hear(blocks * 0.01)
            if hushed:
                one.say(number + 100, speech(0.5)[:0], AROUND)
        without.hear(blocks * 0.01)
    left = 0.5 + 0.15 + 0.02
    for one in (mixed, alone, without):
        one.hear(left)
    assert np.abs(mixed.hear(0.2) - alone.hear(0.2) - without.hear(0.2)).max() < 1e-5


@pytest.mark.parametrize("name", sorted(scenes()))
@pytest.mark.parametrize("loudness_db", [10.0, 0.0, -20.0])
def test_in_every_scene_the_ambience_is_20_lu_under_speech_at_every_level(name: str, loudness_db: float) -> None:
    scene = scenes()[name]
    with_it, without = Mixed(Surround(scene)), Mixed(Surround(Scene("s", room=scene.room)))
    for mixed in (with_it, without):
        mixed.hear(2.5)
        mixed.say(1, speech(4.0), scene.place("voice"), loudness_db=loudness_db)
    whole, voice = with_it.hear(4), without.hear(4)
    assert loudness_lufs(voice) == pytest.approx(-23 + loudness_db, abs=1)
    assert loudness_lufs(voice) - loudness_lufs(whole - voice) >= 20


@pytest.mark.parametrize("recipe", ["kitchen", "rain on the roof", "library hall"])
def test_the_ambience_is_20_lu_under_speech_also_where_high_sounds_are_made_louder(recipe: str) -> None:
    steep = {250: 10.0, 500: 10.0, 1000: 10.0, 2000: 60.0, 4000: 80.0, 8000: 90.0}
    hearing = Hearing(loss={"left": steep, "right": steep})
    with_it, without = (
        Mixed(Surround(Scene("s", ambience=Ambience(recipe, 0.0))), hearing=hearing),
        Mixed(hearing=hearing),
    )
    for mixed in (with_it, without):
        mixed.hear(2.5)
        mixed.say(1, speech(3.0))
    whole, voice = with_it.hear(3), without.hear(3)
    assert loudness_lufs(voice) - loudness_lufs(whole - voice) >= 20


def test_a_whisper_that_follows_loud_speech_has_the_ambience_under_it_too() -> None:
    mixed, alone = around(), Mixed()
    for one in (mixed, alone):
        one.say(1, speech(0.5), AROUND)
        one.say(2, speech(3.0), AROUND, loudness_db=-15, queued=True)
        one.hear(0.6)
    whole, voice = mixed.hear(2.8), alone.hear(2.8)
    assert loudness_lufs(voice) - loudness_lufs(whole - voice) >= 20


def test_a_beacon_is_a_quarter_as_loud_while_speech_sounds() -> None:
    mixed, alone, without = Mixed(Guide(Place("x", 90))), Mixed(), Mixed(Guide(Place("x", 90)))
    for one in (mixed, alone, without):
        one.hear(1)
    for one in (mixed, alone):
        one.say(1, speech(2.0), AROUND)
    under, free = mixed.hear(3) - alone.hear(3), without.hear(3)
    during, after = slice(SAMPLE_RATE // 10, 2 * SAMPLE_RATE), slice(int(2.2 * SAMPLE_RATE), 3 * SAMPLE_RATE)
    assert level_db(under[during]) - level_db(free[during]) == pytest.approx(-12, abs=0.3)
    assert level_db(under[after]) - level_db(free[after]) == pytest.approx(0, abs=0.1)


def test_cues_that_answer_never_give_way_to_speech() -> None:
    both, words, cue = Mixed(), Mixed(), Mixed()
    for mixed in (both, words):
        mixed.say(1, speech(0.5))
    for mixed in (both, cue):
        mixed.take(Cue(Earcon.CONFIRM))
    assert np.abs(both.hear(0.6) - words.hear(0.6) - cue.hear(0.6)).max() < 1e-5


def test_speech_is_never_mixed_with_speech() -> None:
    mixed, alone = Mixed(), Mixed()
    mixed.say(1, speech(2.0), Place("x", -60))
    mixed.hear(0.5)
    for one in (mixed, alone):
        one.say(2, speech(1.0), Place("x", 60))
    gone = 2 * BLOCK
    assert np.abs(mixed.hear(1)[gone:] - alone.hear(1)[gone:]).max() < 1e-5


def what_sounds(mixed: Mixed) -> list[str]:
    return list(mixed.mixer.sounding)


@given(
    asked=st.lists(st.tuples(st.sampled_from(Earcon), st.integers(0, 4)), max_size=12),
    talks=st.booleans(),
    leads=st.booleans(),
)
@settings(max_examples=30, deadline=None)
def test_no_more_than_three_things_with_a_meaning_sound_at_a_time(
    asked: Sequence[tuple[Earcon, int]], talks: bool, leads: bool
) -> None:
    mixed = Mixed(*([Guide(Place("x", 40))] if leads else []))
    if talks:
        mixed.say(1, speech(2.0))
    for earcon, blocks in asked:
        mixed.take(Cue(earcon))
        mixed.hear(0.01 * (1 + blocks))
        sounding = what_sounds(mixed)
        assert len(sounding) <= MOST
        assert ("voice" in sounding) == talks


def test_answers_matter_more_than_the_beacon_and_the_beacon_more_than_what_is_passed() -> None:
    mixed = Mixed(Guide(Place("x", 40)))
    mixed.say(1, speech(2.0))
    mixed.take(Cue(Earcon.PAGE), Cue(Earcon.HEADING))
    mixed.hear(0.01)
    assert what_sounds(mixed) == ["voice", "beacon", "heading"]
    mixed.take(Cue(Earcon.CONFIRM))
    mixed.hear(0.01)
    assert what_sounds(mixed) == ["voice", "confirm", "beacon"]
    mixed.take(Cue(Earcon.REFUSED))
    mixed.hear(0.01)
    assert what_sounds(mixed) == ["voice", "confirm", "refused"]
    mixed.hear(1)
    assert what_sounds(mixed) == ["voice", "beacon"]


def test_what_gives_way_fades_and_does_not_click() -> None:
    flat = {"layer": [{"pitch_hz": 500.0, "decay_s": 60.0, "length_s": 0.6, "attack_s": 0.01}]}
    cues = Cues(CueSounds({"page": flat}))
    cues.begin("page")
    before = [block for _ in range(10) for _, block in cues.advance()]
    cues.keep(0, 0)
    after = [block for _ in range(10) for _, block in cues.advance()]
    assert len(after) == 1
    whole = np.concatenate([*before, *after, np.zeros(1, np.float32)])
    steady = np.abs(np.diff(np.concatenate(before[3:]))).max()
    assert np.abs(np.diff(whole)).max() <= steady * 1.02


def test_in_calm_only_what_answers_is_heard() -> None:
    mixed = around(Guide(Place("x", 90)))
    mixed.take(Fit(Hearing(), calm=True))
    mixed.hear(0.7)
    assert not mixed.hear(0.3).any()
    mixed.take(Surround(HALL), Guide(Place("x", 0)), Cue(Earcon.PAGE))
    assert not mixed.hear(0.5).any()
    mixed.take(Cue(Earcon.CONFIRM))
    assert level_db(mixed.hear(0.3)) > -50
    mixed.take(Fit(Hearing()), Surround(HALL))
    assert level_db(mixed.hear(2)) > -80


@pytest.mark.parametrize("hearing", [Hearing(), Hearing(way=Way.MONO), Hearing(loss={"left": {1000: 40.0}})], ids=str)
def test_a_hush_silences_all_within_a_block(hearing: Hearing) -> None:
    mixed = Mixed(Surround(scenes()["reading_room"]), Guide(Place("x", 90)), hearing=hearing)
    mixed.say(1, speech(5), Place("x", 30))
    mixed.take(Cue(Earcon.WELCOME))
    assert level_db(mixed.hear(2)) > -40
    mixed.take(Hush())
    late = mixed.mixer.latency
    assert level_db(mixed.hear(0.05)[late + BLOCK + 240 :]) < SILENT_DB
    assert not mixed.hear(2).any()


def test_after_a_hush_the_beacon_is_back_with_the_next_words() -> None:
    mixed = Mixed(Guide(Place("x", 90)))
    mixed.hear(0.3)
    mixed.take(Hush())
    mixed.hear(0.1)
    assert not mixed.hear(1).any()
    mixed.take(Say(1, "words"))
    assert level_db(mixed.hear(1)) > -50


def test_a_tone_is_three_pulses_in_one_ear_as_loud_as_asked_for_beside_speech() -> None:
    mixed = Mixed(hearing=Hearing(loss={"left": {1000: 60.0}}, way=Way.BONE, balance_db=9))
    mixed.hear(0.2)
    mixed.take(Tone(7, 1000.0, -10.0, "left"))
    sound = mixed.hear(1.02)
    late = Limiter.LATENCY
    assert not sound[:, 1].any()
    words = both_ears(speech(3))
    for pulse in range(3):
        start = late + round(0.4 * pulse * SAMPLE_RATE)
        steady = sound[start + 960 : start + 8640, 0]
        power = 2 * level_power(steady)
        assert 10 * np.log10(power) == pytest.approx(10 * np.log10(speech_power(words)) - 10, abs=1.5)
        assert not sound[start + 9600 : start + 19_200, 0].any()
    assert mixed.events == [Spoken(7)]


def level_power(sound: FloatArray) -> float:
    return float((sound.astype(np.float64) ** 2).mean())


def speech_power(both: FloatArray) -> float:
    return 2 * level_power(both[:, 0])


def test_a_tone_rises_and_falls_within_20_ms_and_silences_what_is_around() -> None:
    mixed = around(Guide(Place("x", 90)))
    mixed.take(Tone(1, 500.0, 0.0, "right"))
    mixed.hear(0.05)
    gap = mixed.hear(0.35)[round(0.2 * SAMPLE_RATE) : round(0.3 * SAMPLE_RATE)]
    assert level_db(gap) < SILENT_DB
    envelope = np.abs(Mixed(Tone(1, 8000.0, 0.0, "left")).hear(0.1)[Limiter.LATENCY :, 0]).reshape(-1, 16)[:60].max(1)
    assert (np.diff(envelope[:55]) > -1e-4).all()
    assert envelope[30] == pytest.approx(envelope[-1] / 2, rel=0.1)


def test_a_tone_that_is_hushed_or_talked_over_has_not_been_heard() -> None:
    for effect in (Hush(), Say(9, "words")):
        mixed = Mixed(Tone(1, 1000.0, 0.0, "left"))
        mixed.hear(0.1)
        mixed.take(effect)
        mixed.hear(0.02)
        assert not mixed.hear(1.5).any()
        assert mixed.events == []


def test_in_mono_a_tone_is_on_both_sides() -> None:
    sound = Mixed(Tone(1, 1000.0, 0.0, "left"), hearing=Hearing(way=Way.MONO)).hear(0.3)
    assert sound.any()
    assert np.array_equal(sound[:, 0], sound[:, 1])


def test_a_beacon_tells_by_its_timbre_how_far_off_the_nose_it_is() -> None:
    powers = []
    for azimuth_deg in (0, 60, 180):
        guiding = Guiding(recipes()[2])
        guiding.lead(Place("x", azimuth_deg))
        blocks = [guiding.advance(azimuth_deg, (), allowed=True) for _ in range(200)]
        whole = np.concatenate([block for block in blocks if block is not None])
        power = np.abs(np.fft.rfft(whole)) ** 2
        powers.append(power / np.linalg.norm(power))
    assert max(float(powers[i] @ powers[j]) for i, j in ((0, 1), (0, 2), (1, 2))) < 0.9


def test_a_beacon_turns_with_the_head_and_ends_when_it_is_told() -> None:
    mixed = Mixed(Guide(Place("x", 90)))
    right = mixed.hear(2)
    assert level_db(right[:, 1]) - level_db(right[:, 0]) > 3
    mixed.mixer.look(180, 0)
    mixed.hear(1)
    left = mixed.hear(2)
    assert level_db(left[:, 0]) - level_db(left[:, 1]) > 3
    mixed.take(Guide(None))
    mixed.hear(0.1)
    assert not mixed.hear(1).any()


def test_a_beacon_changes_its_place_without_a_click() -> None:
    mixed, still = Mixed(Guide(Place("x", 90))), Mixed(Guide(Place("x", 90)))
    steady = np.concatenate([still.hear(0.75), still.hear(2)])
    mixed.hear(0.75)
    mixed.take(Guide(Place("x", -100)))
    assert np.abs(np.diff(mixed.hear(0.2), axis=0)).max() <= np.abs(np.diff(steady, axis=0)).max()


def test_a_beacon_of_another_style_comes_when_the_one_before_has_faded() -> None:
    guiding, alone = Guiding(recipes()[2]), Guiding(recipes()[2])
    for one in (guiding, alone):
        one.lead(Place("x", 60))
        blocks = [one.advance(60, (), allowed=True) for _ in range(12)]
    guiding.lead(Place("x", 60), style="brush")
    fading, whole = guiding.advance(60, (), allowed=True), alone.advance(60, (), allowed=True)
    assert blocks[-1] is not None
    assert fading is not None
    assert whole is not None
    assert np.abs(fading - whole * falling(BLOCK)).max() < 1e-6
    begun = guiding.advance(60, (), allowed=True)
    assert begun is not None
    assert abs(begun[0]) < 1e-3


def test_the_dose_is_told_and_kept() -> None:
    mixed = Mixed(exposure=Exposure(130.0, 140.0))
    mixed.take(Fit(Hearing(), dose=0.4999))
    mixed.say(1, speech(3.0))
    mixed.hear(3)
    assert [event for event in mixed.events if isinstance(event, Exposed)] == [Exposed(0.5)]
    assert mixed.mixer.exposure.dose > 0.5


def test_headphones_that_nobody_measured_are_held_at_85_dba() -> None:
    """A patron who asks for the loudest in amplified sound: 85 dBA are 15 dB below a sine at full scale."""
    mixed = Mixed(hearing=Hearing(loss={"left": {1000: 70.0}, "right": {1000: 70.0}}), exposure=Exposure())
    mixed.say(1, speech(6.0), loudness_db=10)
    sound = mixed.hear(6)[3 * SAMPLE_RATE :]
    assert level_db(sound) + 3 < -15 + 4, "A-weighting takes some 2 dB from speech"
