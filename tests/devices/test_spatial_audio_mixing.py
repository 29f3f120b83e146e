from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessvr.content.scenes import ambience_recipes, cue_recipes, scenes
from accessvr.core.effects import Buzz, Cue, Earcon, Effect, Hush, Play, Say, Show, Surround, Tacton
from accessvr.core.effects import Picture as Shown
from accessvr.core.events import Event
from accessvr.core.publication import Clip
from accessvr.core.scene import Ambience, Place, Scene
from accessvr.devices.spatial_audio.device import BLOCK, SAMPLE_RATE, SpatialAudio
from accessvr.devices.spatial_audio.limiter import CEILING
from accessvr.devices.spatial_audio.loudness import both_ears, loudest_lufs, loudness_lufs
from accessvr.devices.spatial_audio.recipes import sound
from accessvr.devices.spatial_audio.sound_format import FloatArray
from accessvr.devices.spatial_audio.wavefile import WaveFile

CUES, AMBIENCES = cue_recipes(), ambience_recipes()
HALL = Scene("hall", ambience=Ambience("library hall", -20.0))
BLOCKS_A_SECOND = SAMPLE_RATE // BLOCK
CUES_MIDDLE_HZ = (500, 2000)


def speech(seconds: float, loudness: float = -23.0) -> FloatArray:
    """Give noise with the spectrum and the syllables of speech, near enough, at a loudness."""
    chance = np.random.default_rng(3)
    count = round(seconds * SAMPLE_RATE)
    frequency = np.fft.rfftfreq(count, 1 / SAMPLE_RATE)
    shape = np.where(frequency > 80, 1 / (1 + (frequency / 500) ** 2) ** 0.5, 0)
    noise = np.fft.irfft(shape * np.exp(2j * np.pi * chance.random(len(frequency))), count)
    words = (noise * (1.1 + np.sin(2 * np.pi * 4 * np.arange(count) / SAMPLE_RATE))).astype(np.float32)
    return words * np.float32(10 ** ((loudness - loudness_lufs(both_ears(words))) / 20))


def room(*effects: Effect) -> SpatialAudio:
    audio = SpatialAudio(None, CUES, AMBIENCES)
    audio.start(lambda event: None)
    for effect in effects:
        audio.render(effect)
    return audio


def heard(audio: SpatialAudio, seconds: float) -> FloatArray:
    return np.concatenate([audio.advance() for _ in range(round(seconds * BLOCKS_A_SECOND))])


def say(audio: SpatialAudio, number: int, words: FloatArray, *, loudness_db: float = 0.0) -> None:
    audio.render(Say(number, "words", loudness_db=loudness_db))
    audio.feed(number, words, (), True)


def level_db(sound: FloatArray) -> float:
    return float(10 * np.log10((sound.astype(np.float64) ** 2).mean() + 1e-20))


def test_speech_is_as_loud_as_speech_should_be() -> None:
    audio = room()
    say(audio, 1, speech(5))
    assert loudness_lufs(heard(audio, 5)) == pytest.approx(-23, abs=1)


def test_louder_and_softer_are_as_much_as_was_asked_for() -> None:
    levels = []
    for loudness_db in (0.0, -12.0):
        audio = room()
        say(audio, 1, speech(3), loudness_db=loudness_db)
        levels.append(loudness_lufs(heard(audio, 3)))
    assert levels[0] - levels[1] == pytest.approx(12, abs=0.1)


@pytest.mark.parametrize("recipe", AMBIENCES)
@pytest.mark.parametrize("loudness_db", [0.0, -15.0])
def test_the_sound_around_stays_20_db_below_speech(recipe: str, loudness_db: float) -> None:
    """WCAG 2.2, 1.4.7, measured in the output, with an ambience that asks to be louder than it may."""
    with_it, without = room(Surround(Scene("s", ambience=Ambience(recipe, 0.0)))), room()
    for audio in (with_it, without):
        heard(audio, 3)
        say(audio, 1, speech(6), loudness_db=loudness_db)
    whole, voice = heard(with_it, 6), heard(without, 6)
    assert loudness_lufs(voice) - loudness_lufs(whole - voice) >= 20
    assert loudness_lufs(whole - voice) > loudness_lufs(voice) - 40


def test_the_sound_around_goes_down_for_speech_and_comes_back_at_once() -> None:
    """Held against the same ambience without speech, so that its own coming and going does not count."""
    with_speech, without = room(Surround(HALL)), room(Surround(HALL))
    only_speech = room()
    for audio in (with_speech, without, only_speech):
        heard(audio, 3)
    for audio in (with_speech, only_speech):
        say(audio, 1, speech(1))
    under = heard(with_speech, 2) - heard(only_speech, 2)
    free = heard(without, 2)
    ends = (int(0.05 * SAMPLE_RATE), SAMPLE_RATE, int(1.15 * SAMPLE_RATE), 2 * SAMPLE_RATE)
    during, after = slice(ends[0], ends[1]), slice(ends[2], ends[3])
    assert level_db(under[during]) - level_db(free[during]) == pytest.approx(-6, abs=0.5)
    assert level_db(under[after]) - level_db(free[after]) == pytest.approx(0, abs=0.2)


def test_a_hush_silences_everything_within_60_ms() -> None:
    audio = room(Surround(HALL))
    heard(audio, 3)
    say(audio, 1, speech(5))
    audio.render(Cue(Earcon.WELCOME))
    assert level_db(heard(audio, 0.1)) > -40
    audio.render(Hush())
    heard(audio, 0.06)
    assert not heard(audio, 2).any()


def test_the_sound_around_returns_softly_with_the_next_words() -> None:
    audio = room(Surround(HALL))
    steady = level_db(heard(audio, 4)[3 * SAMPLE_RATE :])
    audio.render(Hush())
    assert not heard(audio, 1)[SAMPLE_RATE // 2 :].any()
    say(audio, 1, np.zeros(0, np.float32))
    assert level_db(heard(audio, 0.2)) < steady - 20
    heard(audio, 1.8)
    assert level_db(heard(audio, 1)) == pytest.approx(steady, abs=4)


def test_leaving_for_a_scene_without_ambience_makes_it_silent_around() -> None:
    audio = room(Surround(HALL))
    heard(audio, 1)
    audio.render(Surround(None))
    heard(audio, 0.6)
    assert not heard(audio, 1).any()


def test_the_same_scene_again_does_not_begin_its_ambience_anew() -> None:
    once, again = room(Surround(HALL)), room(Surround(HALL))
    heard(once, 1)
    heard(again, 1)
    again.render(Surround(Scene("other", ambience=HALL.ambience)))
    assert np.array_equal(heard(once, 1), heard(again, 1))


def test_an_ambience_or_a_cue_without_a_recipe_is_silence() -> None:
    audio = SpatialAudio(None, {}, {})
    audio.start(lambda event: None)
    audio.render(Surround(HALL))
    audio.render(Cue(Earcon.STEP))
    assert not heard(audio, 1).any()


@pytest.mark.parametrize("side", [-1, 1])
def test_a_cue_is_heard_from_its_side(side: int) -> None:
    sound = heard(room(Cue(Earcon.HEADING, Place("cue", side * 80.0))), 0.6)
    left, right = level_db(sound[:, 0]), level_db(sound[:, 1])
    assert (right - left) * side > 3


def test_turning_the_head_turns_what_is_heard_the_other_way() -> None:
    audio = room()
    audio.look(80, 0)
    say(audio, 1, speech(1))
    sound = heard(audio, 1)
    assert level_db(sound[:, 0]) - level_db(sound[:, 1]) > 3


def test_many_cues_at_once_all_begin_and_all_end() -> None:
    audio = room(*(Cue(earcon) for earcon in Earcon))
    assert level_db(heard(audio, 0.7)) > -40
    assert not heard(audio, 0.3).any()


@pytest.mark.parametrize("earcon", list(Earcon))
def test_each_short_sound_is_short_clear_and_as_loud_as_speech(earcon: Earcon) -> None:
    samples = sound(CUES[earcon.value])
    assert 0.05 <= len(samples) / SAMPLE_RATE <= 0.7
    assert loudest_lufs(both_ears(samples)) == pytest.approx(-23, abs=3)
    assert loudest_lufs(heard(room(Cue(earcon)), 1)) == pytest.approx(-23, abs=3)
    power, hz = np.abs(np.fft.rfft(samples)) ** 2, np.fft.rfftfreq(len(samples), 1 / SAMPLE_RATE)
    middle = (hz > CUES_MIDDLE_HZ[0]) & (hz < CUES_MIDDLE_HZ[1])
    assert power[middle].sum() > 0.5 * power.sum()


def test_no_two_short_sounds_are_alike() -> None:
    """Their loudness over time and pitch, in steps of 40 ms and half octaves, points another way for each pair."""
    shapes = {name: _shape(sound(recipe)) for name, recipe in CUES.items()}
    alike = {
        (one, other): float((shapes[one] * shapes[other]).sum()) for one in shapes for other in shapes if one < other
    }
    pair = max(alike, key=lambda names: alike[names])
    assert alike[pair] < 0.9, pair


def _shape(samples: FloatArray) -> FloatArray:
    step, edges = 1920, 350 * 2 ** (np.arange(9) / 2)
    padded = np.zeros(18 * step, np.float32)
    padded[: len(samples)] = samples
    spectra = np.abs(np.fft.rfft(padded.reshape(18, step) * np.hanning(step)))
    hz = np.fft.rfftfreq(step, 1 / SAMPLE_RATE)
    shape = np.stack([spectra[:, (hz >= low) & (hz < high)].sum(1) for low, high in pairwise(edges)])
    return np.asarray(shape / np.linalg.norm(shape), np.float32)


@pytest.mark.parametrize("name", ["page", "wall", "found"])
def test_a_recipe_always_gives_the_same_samples(name: str) -> None:
    assert sound(CUES[name]).tobytes() == sound(CUES[name]).tobytes()


def effects() -> st.SearchStrategy[Effect]:
    places = st.builds(Place, st.just("x"), st.floats(-720, 720), st.floats(-90, 90), st.floats(0.001, 1000))
    return st.one_of(
        st.builds(
            Say, st.integers(1, 9), st.just("x"), loudness_db=st.floats(-20, 10), place=places, queued=st.booleans()
        ),
        st.builds(Cue, st.sampled_from(Earcon), places),
        st.just(Hush()),
        st.builds(Play, st.integers(1, 9), st.builds(Clip, st.just("/no such clip.wav")), places, st.booleans()),
        st.sampled_from([Surround(None), Surround(HALL), *(Surround(scene) for scene in scenes().values())]),
        st.sampled_from([Buzz(Tacton.STEP_NEXT), Show(Shown.DARK)]),
    )


@given(asked=st.lists(st.tuples(effects(), st.integers(0, 4)), max_size=12))
@settings(max_examples=25, deadline=None)
def test_whatever_is_asked_for_the_output_is_finite_below_the_ceiling_and_the_same_again(
    asked: list[tuple[Effect, int]],
) -> None:
    runs: list[tuple[bytes, list[Event]]] = []
    for _ in range(2):
        events: list[Event] = []
        audio = SpatialAudio(None, CUES, AMBIENCES)
        audio.start(events.append)
        blocks = []
        for effect, pause in asked:
            audio.render(effect)
            if isinstance(effect, Say):
                audio.feed(effect.number, speech(0.5, -3.0), ((0, 0), (100, 3)), True)
            blocks += [audio.advance() for _ in range(pause)]
        whole = np.concatenate([*blocks, audio.advance()])
        assert np.isfinite(whole).all()
        assert np.abs(whole).max() <= CEILING
        runs.append((whole.tobytes(), events))
    assert runs[0] == runs[1]


def a_visit(path: Path) -> bytes:
    audio = room(Surround(scenes()["reading_room"]), Cue(Earcon.WELCOME))
    with WaveFile(path) as file:
        for index in range(300):
            if index == 50:
                say(audio, 1, speech(2))
            if index == 120:
                audio.look(30, 10)
            if index == 200:
                audio.render(Hush())
            file.write(audio.advance())
    return path.read_bytes()


def test_the_same_visit_gives_the_same_file_to_the_byte(tmp_path: Path) -> None:
    first = a_visit(tmp_path / "first.wav")
    assert first == a_visit(tmp_path / "second.wav")
    assert len(first) == 44 + 300 * BLOCK * 4


def test_after_it_is_closed_nothing_is_posted() -> None:
    events: list[Event] = []
    audio = SpatialAudio(None, CUES, AMBIENCES)
    audio.start(events.append)
    say(audio, 1, speech(0.1))
    audio.close()
    audio.close()
    heard(audio, 1)
    assert events == []


def test_before_it_is_started_it_is_silent() -> None:
    audio = SpatialAudio(None, CUES, AMBIENCES)
    audio.render(Cue(Earcon.WELCOME))
    assert not audio.advance().any()
