"""One layer of a recipe as samples: what it is made of, how its pitch moves, how it opens, trembles and dies away.

The keys of a layer are described in audio_scenes/README.md. The same layer and the same chance give the same samples.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE, FloatArray, gain

Recipe = Mapping[str, object]
Wave = npt.NDArray[np.floating]

# Partials of a sounding body: times the lowest pitch, level in dB, share of the lowest one's decay.
BODIES: Mapping[str, Sequence[tuple[float, float, float]]] = {
    "sine": ((1.0, 0.0, 1.0),),
    "bar": ((1.0, 0.0, 1.0), (2.757, -14.0, 0.4), (5.404, -26.0, 0.2)),  # a free bar: Fletcher and Rossing 1998, 2.15
    "marimba": ((1.0, 0.0, 1.0), (4.0, -16.0, 0.35), (9.2, -30.0, 0.15)),  # a bar tuned to two octaves: the same, 19.5
    "flute": ((1.0, 0.0, 1.0), (2.0, -16.0, 0.9), (3.0, -28.0, 0.8)),  # chosen: soft, harmonic
    # hum, prime, tierce, quint, nominal and above, of a tuned church bell: the same, 21.1; levels chosen
    "bell": (
        (0.5, -8.0, 1.2),
        (1.0, 0.0, 1.0),
        (1.183, -4.0, 0.8),
        (1.506, -12.0, 0.5),
        (2.0, -3.0, 0.6),
        (2.67, -14.0, 0.3),
    ),
    "reed": tuple((float(n), -20 * float(np.log10(n)), 1.0) for n in range(1, 11)),  # chosen: a horn, a pipe, a gull
}
NOISY = ("noise", "grains")
# Formants of men, Hz: Peterson and Barney 1952, JASA 24, 175, table II.
VOWELS: Mapping[str, tuple[float, float, float]] = {
    "a": (730, 1090, 2440),
    "e": (530, 1840, 2480),
    "i": (270, 2290, 3010),
    "o": (570, 840, 2410),
    "u": (300, 870, 2240),
}
FORMANT_WIDTHS_HZ = (90.0, 110.0, 170.0)  # chosen, near those of speech
VOICE_TOP_HZ = 4200.0  # chosen: nothing here needs more
FRAME = 1024  # samples of a frame of noise whose band moves
USUAL_ATTACK_S = 0.004
USUAL_FADE_S = 0.008


def number(recipe: Recipe, key: str, usual: float) -> float:
    """Give a number of a recipe. Raises TypeError naming the key when it is not one."""
    value = recipe.get(key, usual)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"{key} is {value!r}, not a number")
    return float(value)


def layer_samples(layer: Recipe, chance: np.random.Generator, attack_s: float = USUAL_ATTACK_S) -> FloatArray:
    """Give the samples of one layer, once. `attack_s` is how long it takes to open when the layer does not say."""
    count = max(1, round(number(layer, "length_s", 0.2) * SAMPLE_RATE))
    time_s = np.arange(count) / SAMPLE_RATE
    shape = _opening(number(layer, "attack_s", attack_s), time_s) * _closing(layer, count) * _trembling(layer, time_s)
    made = _body(layer, time_s, chance) * shape * gain(number(layer, "level_db", 0.0))
    return made.astype(np.float32)


def band_noise(count: int, low_hz: float, high_hz: float, chance: np.random.Generator) -> FloatArray:
    """Give periodic noise of a band with rms 0.3, falling 12 dB per octave outside."""
    frequency = np.fft.rfftfreq(count, 1 / SAMPLE_RATE)
    shape = _band(frequency, low_hz, high_hz)
    spectrum = shape * (chance.standard_normal(len(frequency)) + 1j * chance.standard_normal(len(frequency)))
    return _even(np.fft.irfft(spectrum, count))


def grains(
    count: int, per_s: float, low_hz: float, high_hz: float, grain_s: float, chance: np.random.Generator
) -> FloatArray:
    """Give many small bursts at random, as of fire, rain or gravel, periodic, with rms 0.3."""
    longest = max(16, round(4 * grain_s * SAMPLE_RATE))
    time_s = np.arange(longest) / SAMPLE_RATE
    shape = np.minimum(time_s / 0.001, 1) * 0.001 ** (time_s / (4 * grain_s))
    kinds = [band_noise(longest, low_hz, high_hz, chance) * shape for _ in range(8)]
    made, where = np.zeros(count), np.arange(longest)
    number_of = int(chance.poisson(per_s * count / SAMPLE_RATE))
    starts, levels = chance.integers(count, size=number_of), chance.uniform(0.15, 1, number_of) ** 2
    for index, (start, level) in enumerate(zip(starts, levels, strict=True)):
        made[(start + where) % count] += kinds[index % len(kinds)] * level
    return _even(made)


def _even(noise: Wave) -> FloatArray:
    return (noise * (0.3 / max(float(noise.std()), 1e-9))).astype(np.float32)


def _band(frequency: Wave, low_hz: Wave | float, high_hz: Wave | float) -> Wave:
    shape = 1 / np.sqrt((1 + (frequency / high_hz) ** 4) * (1 + (low_hz / np.maximum(frequency, 1.0)) ** 4))
    band: Wave = shape * (frequency > 0)
    return band


def _body(layer: Recipe, time_s: Wave, chance: np.random.Generator) -> Wave:
    wave = str(layer.get("wave", "sine"))
    fall = 0.001 ** (time_s / number(layer, "decay_s", 0.15))
    match wave:
        case "noise":
            return _noise(layer, len(time_s), chance) * fall
        case "grains":
            low_hz, high_hz = number(layer, "low_hz", 500.0), number(layer, "high_hz", 2000.0)
            per_s, grain_s = number(layer, "grains_per_s", 60.0), number(layer, "grain_s", 0.004)
            return grains(len(time_s), per_s, low_hz, high_hz, grain_s, chance) * fall
        case "voice":
            return _voice(layer, time_s) * fall
        case _:
            return _sounding(layer, time_s, BODIES[wave])


def _sounding(layer: Recipe, time_s: Wave, body: Sequence[tuple[float, float, float]]) -> Wave:
    """Give the partials, each dying away at its own pace."""
    decay_s = number(layer, "decay_s", 0.15)
    turns = np.cumsum(_pitch(layer, time_s)) / SAMPLE_RATE
    whole: Wave = np.zeros(len(time_s))
    for ratio, level_db, share in body:
        whole += gain(level_db) * np.sin(2 * np.pi * ratio * turns) * 0.001 ** (time_s / (decay_s * share))
    return whole


def _pitch(layer: Recipe, time_s: Wave) -> Wave:
    """Give the lowest pitch at each moment; it glides evenly in musical terms, and wavers when asked to."""
    first_hz = number(layer, "pitch_hz", 660.0)
    last_hz = number(layer, "glide_to_hz", first_hz)
    share = time_s / time_s[-1] if len(time_s) > 1 else time_s
    octaves = number(layer, "vibrato_cents", 0.0) / 1200 * np.sin(2 * np.pi * number(layer, "vibrato_hz", 5.0) * time_s)
    pitch: Wave = first_hz * (last_hz / first_hz) ** share * 2.0**octaves
    return pitch


def _voice(layer: Recipe, time_s: Wave) -> Wave:
    """Give a sung vowel, or one that becomes another: harmonics, as strong as the formants let them through."""
    pitch = _pitch(layer, time_s)
    turns, middle_hz = np.cumsum(pitch) / SAMPLE_RATE, float(pitch.mean())
    first = str(layer.get("vowel", "a"))
    last = str(layer.get("vowel_to", first))
    mouth = number(layer, "mouth", 1.0)
    share = time_s / max(float(time_s[-1]), 1e-9)
    whole: Wave = np.zeros(len(time_s))
    for harmonic in range(1, max(2, int(VOICE_TOP_HZ / middle_hz))):
        before, after = (_through(VOWELS[vowel], harmonic * middle_hz * mouth) for vowel in (first, last))
        whole += (before + (after - before) * share) / harmonic * np.sin(2 * np.pi * harmonic * turns)
    return whole


def _through(formants: tuple[float, float, float], frequency_hz: float) -> float:
    """Give how strongly a vowel lets a frequency through: the sum of its resonances, higher ones softer."""
    return sum(
        gain(-6.0 * index) / math.hypot(1, (frequency_hz - formant) / width)
        for index, (formant, width) in enumerate(zip(formants, FORMANT_WIDTHS_HZ, strict=True))
    )


def _noise(layer: Recipe, count: int, chance: np.random.Generator) -> Wave:
    low_hz, high_hz = number(layer, "low_hz", 500.0), number(layer, "high_hz", 2000.0)
    low_to_hz, high_to_hz = number(layer, "low_to_hz", low_hz), number(layer, "high_to_hz", high_hz)
    if (low_hz, high_hz) == (low_to_hz, high_to_hz):
        return band_noise(count, low_hz, high_hz, chance).astype(np.float64)
    return _swept_noise(count, (low_hz, high_hz), (low_to_hz, high_to_hz), chance)


def _swept_noise(
    count: int, first: tuple[float, float], last: tuple[float, float], chance: np.random.Generator
) -> Wave:
    """Give noise whose band moves from one to another: frames of noise, each half over the next."""
    hop = FRAME // 2
    number_of = count // hop + 2
    share = np.linspace(0, 1, number_of)[:, None]
    low, high = (start * (end / start) ** share for start, end in zip(first, last, strict=True))
    frequency = np.fft.rfftfreq(FRAME, 1 / SAMPLE_RATE)
    shape = _band(frequency, low, high)
    shape /= np.sqrt((shape**2).mean(1, keepdims=True))
    random = chance.standard_normal((2, *shape.shape))
    frames = np.fft.irfft(shape * (random[0] + 1j * random[1]), FRAME) * np.sin(
        np.pi * (np.arange(FRAME) + 0.5) / FRAME
    )
    whole = np.zeros((number_of + 1) * hop)
    for half in (0, 1):
        flat = frames[:, half * hop : (half + 1) * hop].reshape(-1)
        whole[half * hop : half * hop + len(flat)] += flat
    return _even(whole[hop : hop + count]).astype(np.float64)


def _opening(attack_s: float, time_s: Wave) -> Wave:
    if attack_s * SAMPLE_RATE < 1:
        return np.ones(len(time_s))
    opening: Wave = 0.5 - 0.5 * np.cos(np.pi * np.minimum(time_s / attack_s, 1.0))
    return opening


def _closing(layer: Recipe, count: int) -> Wave:
    """Give the fade that closes a layer which is cut off before it has died away."""
    fade_s = number(layer, "fade_s", USUAL_FADE_S)
    if fade_s * SAMPLE_RATE < 1:
        return np.ones(count)
    left_s = (count - 1 - np.arange(count)) / SAMPLE_RATE
    closing: Wave = 0.5 - 0.5 * np.cos(np.pi * np.minimum(left_s / fade_s, 1.0))
    return closing


def _trembling(layer: Recipe, time_s: Wave) -> Wave:
    depth = number(layer, "tremor", 0.0)
    trembling: Wave = 1 - depth * (0.5 - 0.5 * np.cos(2 * np.pi * number(layer, "tremor_hz", 6.0) * time_s))
    return trembling
