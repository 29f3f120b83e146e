"""A mixer whose clock we own, and sounds to feed it with."""

from collections.abc import Callable, Mapping
from functools import cache, lru_cache

import numpy as np

from accessvr.content.recipes import ambience_recipes, beacon_recipes, cue_recipes, height_pitches
from accessvr.core.effects import Effect, Fit, Say
from accessvr.core.events import Event
from accessvr.core.hearing import Hearing
from accessvr.core.scene import AHEAD, Place
from accessvr.devices.spatial_audio.clips import Clips
from accessvr.devices.spatial_audio.exposure import Exposure
from accessvr.devices.spatial_audio.hrtf import Head, read_table
from accessvr.devices.spatial_audio.loudness import both_ears, loudness_lufs
from accessvr.devices.spatial_audio.mixer import Mixer
from accessvr.devices.spatial_audio.recipes import Recipe
from accessvr.devices.spatial_audio.sound_format import BLOCK, SAMPLE_RATE, FloatArray

# libespeak-ng's German voice over half octaves, as it was measured.
OCTAVES_HZ = 125 * 2 ** np.arange(0, 6.5, 0.5)
OCTAVES_DB = np.array([-7.7, -4.5, -3.8, 0, -2.0, -3.5, -6.0, -8.8, -15.2, -15.9, -21.1, -29.4, -32.7])


@cache
def kemar() -> Head:
    return read_table()


@cache
def recipes() -> tuple[Mapping[str, Recipe], Mapping[str, Recipe], Mapping[str, Recipe]]:
    return cue_recipes(), ambience_recipes(), beacon_recipes()


@lru_cache(maxsize=8)
def speech(seconds: float, loudness: float = -23.0) -> FloatArray:
    """Give noise with the spectrum and the syllables of speech, near enough, at a loudness."""
    chance = np.random.default_rng(3)
    count = round(seconds * SAMPLE_RATE)
    frequency = np.fft.rfftfreq(count, 1 / SAMPLE_RATE)
    shape = 10 ** (np.interp(np.log2(frequency + 1), np.log2(OCTAVES_HZ), OCTAVES_DB, -60, -60) / 20)
    noise = np.fft.irfft(shape * np.exp(2j * np.pi * chance.random(len(frequency))), count)
    words = (noise * (1.1 + np.sin(2 * np.pi * 4 * np.arange(count) / SAMPLE_RATE))).astype(np.float32)
    return words * np.float32(10 ** ((loudness - loudness_lufs(both_ears(words))) / 20))


class Mixed:
    """A mixer with all there is in audio_scenes, what it told, and what it gave."""

    def __init__(
        self, *effects: Effect, hearing: Hearing | None = None, block: int = BLOCK, exposure: Exposure | None = None
    ) -> None:
        cues, ambiences, beacons = recipes()
        # headphones that are measured to be soft, so that nothing is held down where it is not what is tested
        self.mixer = Mixer(
            kemar(),
            cues,
            ambiences,
            Clips(own_clock=True),
            block=block,
            beacon_recipes=beacons,
            heights=height_pitches(),
            exposure=exposure or Exposure(60.0),
        )
        self.block = block
        self.events: list[Event] = []
        if hearing is not None:
            self.take(Fit(hearing))
        self.take(*effects)

    def take(self, *effects: Effect) -> None:
        for effect in effects:
            self.mixer.take(effect)

    def say(
        self, number: int, words: FloatArray, place: Place = AHEAD, *, loudness_db: float = 0.0, queued: bool = False
    ) -> None:
        self.take(Say(number, "words", place=place, loudness_db=loudness_db, queued=queued))
        self.mixer.feed(number, words, (), last=True)

    def hear(self, seconds: float, before_each: Callable[[], None] = lambda: None) -> FloatArray:
        """Give what is heard in the next seconds, [sample, 2]."""
        blocks = []
        for _ in range(round(seconds * SAMPLE_RATE / self.block)):
            before_each()
            block, events = self.mixer.advance()
            blocks.append(block)
            self.events += events
        return np.concatenate(blocks)


def level_db(sound: FloatArray) -> float:
    return float(10 * np.log10((sound.astype(np.float64) ** 2).mean() + 1e-20))


def band_db(sound: FloatArray, low_hz: float, high_hz: float) -> float:
    """Give the level of a band of sound [sample]."""
    power = np.abs(np.fft.rfft(sound.astype(np.float64) * np.hanning(len(sound)))) ** 2 / len(sound) ** 2
    hz = np.fft.rfftfreq(len(sound), 1 / SAMPLE_RATE)
    return float(10 * np.log10(power[(hz >= low_hz) & (hz < high_hz)].sum() + 1e-20))
