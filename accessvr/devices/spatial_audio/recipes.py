"""From a recipe, which is data, to samples; the same recipe always gives the same bytes.

The form of recipes is described in audio_scenes/README.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from accessvr.devices.spatial_audio.loudness import SPEECH_LUFS, both_ears, loudest_lufs
from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE, FloatArray, gain

Recipe = Mapping[str, object]
Wave = npt.NDArray[np.float64]

# Partials of a struck body: times the lowest pitch, level in dB, share of the lowest one's decay.
BODIES: Mapping[str, Sequence[tuple[float, float, float]]] = {
    "sine": ((1.0, 0.0, 1.0),),
    "bar": ((1.0, 0.0, 1.0), (2.757, -14.0, 0.4), (5.404, -26.0, 0.2)),  # a free bar: Fletcher and Rossing 1998, 2.15
    "marimba": ((1.0, 0.0, 1.0), (4.0, -16.0, 0.35), (9.2, -30.0, 0.15)),  # a bar tuned to two octaves: the same, 19.5
    "flute": ((1.0, 0.0, 1.0), (2.0, -16.0, 0.9), (3.0, -28.0, 0.8)),  # chosen: soft, harmonic
}
SHORTEST_ATTACK_S = 0.003  # chosen: shorter ones click
FADE_S = 0.008  # chosen: closes a layer that is cut off before it has died away


def number(recipe: Recipe, key: str, usual: float) -> float:
    """Give a number of a recipe. Raises TypeError naming the key when it is not one."""
    value = recipe.get(key, usual)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"{key} is {value!r}, not a number")
    return float(value)


def parts(recipe: Recipe, key: str) -> Iterator[Recipe]:
    """Give the parts of a recipe: its layers, bands or events."""
    value = recipe.get(key, ())
    if not isinstance(value, (list, tuple)):
        raise TypeError(f"{key} is not a list of tables")
    yield from value


def sound(recipe: Recipe) -> FloatArray:
    """Give the samples of a cue, mono, as loud as the recipe says by its loudest 0.4 s, and never above half scale."""
    mixed = mix([*parts(recipe, "layer")], np.random.default_rng(int(number(recipe, "seed", 1))))
    loudness = loudest_lufs(both_ears(mixed))
    wanted = gain(number(recipe, "loudness_lufs", SPEECH_LUFS) - loudness)
    peak = float(np.abs(mixed).max(initial=1e-9))
    return (mixed * min(wanted, 0.7 / peak)).astype(np.float32)


def mix(layers: Sequence[Recipe], chance: np.random.Generator) -> FloatArray:
    """Give the sum of layers, each at its own time."""
    made = [(round(number(layer, "at_s", 0.0) * SAMPLE_RATE), _layer(layer, chance)) for layer in layers]
    mixed = np.zeros(max((start + len(samples) for start, samples in made), default=1), np.float32)
    for start, samples in made:
        mixed[start : start + len(samples)] += samples
    return mixed


def _layer(layer: Recipe, chance: np.random.Generator) -> FloatArray:
    length_s = number(layer, "length_s", 0.2)
    count = max(1, round(length_s * SAMPLE_RATE))
    time_s = np.arange(count) / SAMPLE_RATE
    wave = str(layer.get("wave", "sine"))
    body = _noise(layer, count, chance) if wave == "noise" else _struck(layer, time_s, BODIES[wave])
    shaped = body * _opening(layer, time_s) * _closing(count) * gain(number(layer, "level_db", 0.0))
    return shaped.astype(np.float32)


def _struck(layer: Recipe, time_s: Wave, body: Sequence[tuple[float, float, float]]) -> Wave:
    """Give the partials, each dying away at its own pace; the pitch glides evenly in musical terms."""
    low_hz = number(layer, "pitch_hz", 660.0)
    high_hz = number(layer, "glide_to_hz", low_hz)
    decay_s = number(layer, "decay_s", 0.15)
    pitch_hz = low_hz * (high_hz / low_hz) ** (time_s / time_s[-1] if len(time_s) > 1 else time_s)
    turns = np.cumsum(pitch_hz) / SAMPLE_RATE
    partials = [
        gain(level_db) * np.sin(2 * np.pi * ratio * turns) * 0.001 ** (time_s / (decay_s * share))
        for ratio, level_db, share in body
    ]
    struck: Wave = np.sum(partials, axis=0)
    return struck


def _noise(layer: Recipe, count: int, chance: np.random.Generator) -> Wave:
    decay_s = number(layer, "decay_s", 0.15)
    low_hz, high_hz = number(layer, "low_hz", 500.0), number(layer, "high_hz", 2000.0)
    band = band_noise(count, low_hz, high_hz, chance)
    fallen: Wave = band * 0.001 ** (np.arange(count) / SAMPLE_RATE / decay_s)
    return fallen


def band_noise(count: int, low_hz: float, high_hz: float, chance: np.random.Generator) -> FloatArray:
    """Give periodic noise of a band with rms 0.3, falling 12 dB per octave outside."""
    frequency = np.fft.rfftfreq(count, 1 / SAMPLE_RATE)
    shape = 1 / np.sqrt((1 + (frequency / high_hz) ** 4) * (1 + (low_hz / np.maximum(frequency, 1.0)) ** 4))
    shape[0] = 0
    spectrum = shape * (chance.standard_normal(len(frequency)) + 1j * chance.standard_normal(len(frequency)))
    noise = np.fft.irfft(spectrum, count)
    return (noise * (0.3 / max(float(noise.std()), 1e-9))).astype(np.float32)


def _opening(layer: Recipe, time_s: Wave) -> Wave:
    attack_s = max(number(layer, "attack_s", 0.004), SHORTEST_ATTACK_S)
    opening: Wave = 0.5 - 0.5 * np.cos(np.pi * np.minimum(time_s / attack_s, 1.0))
    return opening


def _closing(count: int) -> Wave:
    left_s = (count - 1 - np.arange(count)) / SAMPLE_RATE
    closing: Wave = np.minimum(left_s / FADE_S, 1.0)
    return closing
