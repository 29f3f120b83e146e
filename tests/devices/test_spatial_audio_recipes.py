"""Recipes as samples: the same bytes every time, no clicks, as loud as they say, each unlike the others."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import combinations, pairwise

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessvr.content.recipe_form import LAYER, Form, Number, Word
from accessvr.content.recipes import ambience_recipes, beacon_recipes, cue_recipes, icon_recipes
from accessvr.core.effects import Earcon, Surround
from accessvr.core.scene import Ambience, Place, Scene
from accessvr.devices.spatial_audio.ambience import (
    CHANCE_DB,
    CORNERS_DEG,
    LOUDEST_EVENT_DB,
    MOMENT,
    AmbienceSound,
    material,
)
from accessvr.devices.spatial_audio.beacons import FADE, NEAR, OFF, ON, RING, Beacon, beacon_sounds
from accessvr.devices.spatial_audio.device import SpatialAudio
from accessvr.devices.spatial_audio.guide import Guiding
from accessvr.devices.spatial_audio.loudness import both_ears, k_weighted, loudest_lufs, loudness_lufs
from accessvr.devices.spatial_audio.measures import SoundMeasures, character, difference_db, measured
from accessvr.devices.spatial_audio.recipes import Recipe, sound
from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE, FloatArray

CUES, ICONS, AMBIENCES, BEACONS = cue_recipes(), icon_recipes(), ambience_recipes(), beacon_recipes()
SHORT: dict[str, Recipe] = {**CUES, **ICONS}
MEASURES = SoundMeasures()
PLACES = (
    *("library hall", "reading room", "street of the 1950s", "market", "kitchen", "railway station"),
    *("sea shore", "garden", "school yard", "night"),
)
LONG_S = 42  # seconds of each ambience that are listened to


@cache
def listened(name: str, seconds: int, block: int = 4800, *, events: bool = True) -> FloatArray:
    playing = AmbienceSound(AMBIENCES[name], block)
    if not events:
        playing.happenings.clear()
    return np.concatenate([playing.advance() for _ in range(seconds * SAMPLE_RATE // block)], 1)


@cache
def known_as(name: str, first_s: int, last_s: int) -> npt.NDArray[np.float64]:
    return character(listened(name, LONG_S)[:, first_s * SAMPLE_RATE : last_s * SAMPLE_RATE].sum(0))


def moments(corners: FloatArray) -> npt.NDArray[np.float64]:
    """Give the weighted power of each tenth of a second, the loudest corner of it."""
    powers = np.asarray(k_weighted(corners.T, SAMPLE_RATE) ** 2, np.float64)
    whole: npt.NDArray[np.float64] = powers[: len(powers) // MOMENT * MOMENT].reshape(-1, MOMENT, len(CORNERS_DEG))
    return np.asarray(whole.mean(axis=1), np.float64)


# short sounds


@pytest.mark.parametrize("name", SHORT)
def test_a_recipe_gives_the_same_bytes_again(name: str) -> None:
    assert sound(SHORT[name]).tobytes() == sound(SHORT[name]).tobytes()


@pytest.mark.parametrize("name", SHORT)
def test_no_short_sound_begins_or_ends_with_a_step(name: str) -> None:
    assert measured(sound(SHORT[name])).edge < 0.01


@pytest.mark.parametrize("earcon", list(Earcon))
def test_a_cue_is_0_06_to_0_6_s_long_and_strong_where_older_ears_hear_well(earcon: Earcon) -> None:
    cue = MEASURES.cue(CUES[earcon.value])
    assert 0.06 <= cue.length_s <= 0.61
    assert cue.middle > 0.5
    assert cue.loudness_lufs == pytest.approx(-23, abs=3.01)
    assert cue.peak <= 0.71


@pytest.mark.parametrize("name", ICONS)
def test_the_sound_of_a_thing_is_6_db_under_speech_and_ends_soon(name: str) -> None:
    icon = MEASURES.cue(ICONS[name])
    assert icon.length_s <= 2.5
    assert icon.loudness_lufs == pytest.approx(-29, abs=0.5)
    assert icon.peak <= 0.71


@pytest.mark.parametrize("recipes", [CUES, ICONS], ids=["cues", "icons"])
def test_no_two_sounds_of_a_kind_are_alike(recipes: dict[str, Recipe]) -> None:
    pairs = {(a, b): MEASURES.likeness(recipes[a], recipes[b]) for a, b in combinations(recipes, 2)}
    pair = max(pairs, key=lambda names: pairs[names])
    assert pairs[pair] < 0.9, pair


def test_things_of_exhibits_have_sounds() -> None:
    named = {"page turn", "door", "drawer", "footsteps", "hand bell", "shutter", "typewriter"}
    assert named <= ICONS.keys()
    assert not ICONS.keys() & {earcon.value for earcon in Earcon}


def test_a_sound_raised_for_height_is_higher_and_as_loud() -> None:
    level, high = (sound(CUES["heading"], pitch) for pitch in (1.0, 1.4))
    centres = [centre_hz(samples) for samples in (level, high)]
    assert centres[1] / centres[0] == pytest.approx(1.4, rel=0.05)
    assert loudest_lufs(both_ears(high)) == pytest.approx(loudest_lufs(both_ears(level)), abs=0.1)


def centre_hz(samples: FloatArray) -> float:
    power, hz = np.abs(np.fft.rfft(samples)) ** 2, np.fft.rfftfreq(len(samples), 1 / SAMPLE_RATE)
    return float((power * hz).sum() / power.sum())


def values(form: Form) -> st.SearchStrategy[dict[str, object]]:
    """Give tables of a form with any of its keys, each within its range; short, so that many can be tried."""
    kinds: dict[str, st.SearchStrategy[object]] = {}
    for key, kind in form.items():
        if isinstance(kind, Word):
            kinds[key] = st.sampled_from(kind.known)
        elif isinstance(kind, Number):
            highest = min(kind.highest, {"length_s": 0.3, "gap_s": 0.3, "at_s": 0.3, "times": 4}.get(key, kind.highest))
            whole = st.integers(int(kind.lowest), int(highest))
            kinds[key] = whole if kind.whole else st.floats(kind.lowest, highest)
    return st.fixed_dictionaries({}, optional=kinds)


@given(layers=st.lists(values(LAYER), min_size=1, max_size=2))
@settings(max_examples=30, deadline=None)
def test_whatever_a_layer_says_the_sound_is_finite_never_too_high_and_the_same_again(layers: list[Recipe]) -> None:
    made = sound({"layer": layers})
    assert np.isfinite(made).all()
    assert np.abs(made).max() <= 0.71
    assert made.tobytes() == sound({"layer": layers}).tobytes()


# sounds around


def test_the_ten_places_that_were_asked_for_are_there() -> None:
    assert set(PLACES) <= AMBIENCES.keys()


@pytest.mark.parametrize("name", AMBIENCES)
def test_an_ambience_is_the_same_for_any_block(name: str) -> None:
    small, large = listened(name, 6, 256), listened(name, 6, 480)
    both = min(small.shape[1], large.shape[1])
    assert np.array_equal(small[:, :both], large[:, :both])


@pytest.mark.parametrize("name", AMBIENCES)
def test_an_ambience_has_no_seam_where_its_noise_comes_round(name: str) -> None:
    """Neither at the loops' ends, some 5 s apart, nor between blocks is a step that is larger than within."""
    steps = np.abs(np.diff(listened(name, 12, events=False))).max(0)
    usual = np.sort(steps)[-20]
    assert steps.max() < 1.5 * usual
    assert steps[4799::4800].max() < 1.2 * usual


@pytest.mark.parametrize("name", AMBIENCES)
def test_an_ambience_is_as_loud_as_the_others(name: str) -> None:
    """Four corners, each counted as one channel, are 3 LU under what is heard in two ears, and 1 for safety."""
    assert loudness_lufs(listened(name, LONG_S).T) == pytest.approx(-27.5, abs=1.7)


@pytest.mark.parametrize("name", AMBIENCES)
def test_through_the_whole_mixing_a_place_is_20_lu_under_speech_and_still_there(name: str) -> None:
    audio = SpatialAudio(None, {}, AMBIENCES)
    audio.start(lambda event: None)
    audio.render(Surround(Scene("s", ambience=Ambience(name, -20.0))))
    heard = np.concatenate([audio.advance() for _ in range(1500)])[3 * SAMPLE_RATE :]
    assert -49 < loudness_lufs(heard) <= -43


@pytest.mark.parametrize("name", AMBIENCES)
def test_nothing_that_happens_is_more_than_12_db_louder_than_the_bed(name: str) -> None:
    bed = listened(name, 20, events=False)
    happens = listened(name, LONG_S)[:, : bed.shape[1]] - bed
    rising_db = 10 * np.log10(moments(happens).max() / moments(bed).sum(1).mean())
    assert 0 < rising_db <= LOUDEST_EVENT_DB + 0.2


@pytest.mark.parametrize("name", AMBIENCES)
def test_no_event_is_meant_to_be_louder_than_12_db_above_its_bed_nor_to_begin_at_once(name: str) -> None:
    for event in AMBIENCES[name].get("event", []):  # type: ignore[attr-defined]  # the form has been checked
        assert event.get("level_db", 0) + CHANCE_DB <= LOUDEST_EVENT_DB
        assert all(layer.get("attack_s", 0.02) >= 0.02 for layer in event["layer"])
        assert event["every_s"] >= 2


@pytest.mark.parametrize("name", AMBIENCES)
def test_what_happens_does_not_keep_time(name: str) -> None:
    """Events come by chance: the gaps between them are as unlike each other as chance makes them."""
    playing = AmbienceSound(AMBIENCES[name], 4800)
    playing.advance()
    for happening in playing.happenings:
        gaps = np.array([happening.wait() for _ in range(200)])
        assert gaps.std() / gaps.mean() > 0.4
        assert gaps.mean() / SAMPLE_RATE == pytest.approx(happening.event.every_s, rel=0.25)
        assert gaps.min() > 0.25 * happening.event.every_s * SAMPLE_RATE


def test_no_two_places_are_nearly_alike() -> None:
    """Spectrum and coming and going, over third octaves and octaves, by root of mean squares."""
    pairs = {(a, b): difference_db(known_as(a, 0, 24), known_as(b, 0, 24)) for a, b in combinations(AMBIENCES, 2)}
    pair = min(pairs, key=lambda names: pairs[names])
    assert pairs[pair] > 3.5, pair


def test_a_place_is_known_again_at_another_time() -> None:
    for name in AMBIENCES:
        later = known_as(name, LONG_S - 24, LONG_S)
        apart = {other: difference_db(later, known_as(other, 0, 24)) for other in AMBIENCES}
        assert min(apart, key=lambda other: apart[other]) == name


def test_an_ambience_made_elsewhere_is_silent_until_it_comes_and_then_the_same() -> None:
    recipe = AMBIENCES["garden"]
    with ThreadPoolExecutor(1) as elsewhere:
        playing = AmbienceSound(recipe, 480, elsewhere)
        assert playing.advance().shape == (len(CORNERS_DEG), 480)
    while not (first := playing.advance()).any():
        pass
    assert np.array_equal(first, AmbienceSound(recipe, 480).advance())


def test_material_is_made_the_same_again() -> None:
    once, again = (material(AMBIENCES["market"]) for _ in range(2))
    assert [band.loop.tobytes() for band in once.bands] == [band.loop.tobytes() for band in again.bands]
    assert [event.variants[0].tobytes() for event in once.events] == [e.variants[0].tobytes() for e in again.events]


# beacons


def test_there_are_three_styles_of_beacon() -> None:
    assert len(BEACONS) >= 3


@pytest.mark.parametrize("style", BEACONS)
def test_every_loop_of_a_beacon_is_whole_beats_long_and_as_loud_as_it_says(style: str) -> None:
    sounds = beacon_sounds(BEACONS[style])
    assert {len(loop) for loop in sounds.loops.values()} == {sounds.length}
    assert sounds.length % sounds.beat == 0
    for name, loop in sounds.loops.items():
        wanted = {RING: -26, NEAR: -31}.get(name, -23)
        assert loudest_lufs(both_ears(np.concatenate([loop, loop]))) == pytest.approx(wanted, abs=0.5)


@pytest.mark.parametrize("style", BEACONS)
def test_a_loop_goes_round_without_a_seam(style: str) -> None:
    for loop in beacon_sounds(BEACONS[style]).loops.values():
        assert abs(loop[0] - loop[-1]) <= np.abs(np.diff(loop)).max()


@pytest.mark.parametrize("style", BEACONS)
def test_the_timbres_of_a_beacon_are_told_apart(style: str) -> None:
    recipe = BEACONS[style]
    assert all(MEASURES.timbres_difference_db(recipe, a, b) > 3 for a, b in pairwise(("on", "off", "behind", "on")))


def test_the_angle_off_the_nose_chooses_the_timbre_the_same_on_both_sides() -> None:
    sounds = beacon_sounds(BEACONS["wood"])
    told = {angle: sounds.timbre(angle) for angle in (0, 10, 11, 125, 126, 180)}
    assert told == {0: "on", 10: "on", 11: "off", 125: "off", 126: "behind", 180: "behind"}
    assert all(sounds.timbre(-angle) == name and sounds.timbre(360 - angle) == name for angle, name in told.items())
    assert sounds.timbre(18, ringing_deg=20) == "on"


@pytest.mark.parametrize("style", BEACONS)
@pytest.mark.parametrize("block", [256, 480])
def test_a_beacon_changes_on_the_beat_only_and_without_a_click(style: str, block: int) -> None:
    sounds = beacon_sounds(BEACONS[style])
    turned, steady = Beacon(sounds), Beacon(sounds)
    count = 3 * sounds.beat // block
    when = sounds.beat // block + 3
    heard = np.concatenate([turned.advance(block, 0 if index < when else 90) for index in range(count)])
    same = np.concatenate([steady.advance(block, 0) for _ in range(count)])
    differ = np.flatnonzero(np.abs(heard - same) > 1e-6)
    assert 2 * sounds.beat - FADE <= differ[0] < 2 * sounds.beat + FADE
    assert np.abs(np.diff(heard)).max() <= 1.05 * max(np.abs(np.diff(sounds.loops[n])).max() for n in (ON, OFF)) + 0.05


def test_a_beacon_is_heard_in_the_style_that_was_asked_for_else_in_the_usual_one() -> None:
    heard = {}
    for style in ("", "wood", "bells", "no such style"):
        guiding = Guiding(BEACONS, 480)
        guiding.lead(Place("door"), style=style)
        blocks = [guiding.advance(0.0, (), allowed=True) for _ in range(50)]
        heard[style] = np.concatenate([block for block in blocks if block is not None]).tobytes()
    assert heard[""] == heard["wood"] == heard["no such style"] != heard["bells"]


def test_a_beacon_rings_on_target_and_hums_near() -> None:
    sounds = beacon_sounds(BEACONS["wood"])
    ahead, aside, near = Beacon(sounds), Beacon(sounds), Beacon(sounds)
    for beacon, angle, distance_m in ((ahead, 0, 3), (aside, 60, 3), (near, 60, 0.5)):
        beacon.advance(480, angle, distance_m)
    assert [beacon.sounding for beacon in (ahead, aside, near)] == [(ON, RING), (OFF,), (OFF, NEAR)]
