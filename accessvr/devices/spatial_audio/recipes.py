"""From a recipe, which is data, to samples; the same recipe always gives the same bytes.

The form of recipes is described in audio_scenes/README.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from accessvr.devices.spatial_audio.loudness import SPEECH_LUFS, loudest_lufs
from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE, FloatArray, gain
from accessvr.devices.spatial_audio.waves import NOISY, USUAL_ATTACK_S, Recipe, band_noise, layer_samples, number

__all__ = ["Recipe", "band_noise", "mix", "number", "parts", "sound"]

BOTH_EARS_DB = 3.0103  # a sound in both ears is measured as so much louder than in one: 10 log 2
HIGHEST_PEAK = 0.7  # chosen: a short sound leaves room for what sounds beside it
UNEVEN_DB, UNEVEN_CENTS = 6.0, 200.0  # of a repetition, at `scatter` 1


def parts(recipe: Recipe, key: str) -> Iterator[Recipe]:
    """Give the parts of a recipe: its layers, bands or events."""
    value = recipe.get(key, ())
    if not isinstance(value, (list, tuple)):
        raise TypeError(f"{key} is not a list of tables")
    yield from value


def sound(recipe: Recipe, pitch: float = 1.0) -> FloatArray:
    """Give the samples of a cue, mono, as loud as the recipe says by its loudest 0.4 s, and never above HIGHEST_PEAK.

    pitch  a factor for every pitch and band of it: how height is told, see heights.toml
    """
    layers = [raised(layer, pitch) for layer in parts(recipe, "layer")]
    mixed = mix(layers, np.random.default_rng(int(number(recipe, "seed", 1))))
    return levelled(mixed, number(recipe, "loudness_lufs", SPEECH_LUFS))


def levelled(samples: FloatArray, wanted_lufs: float) -> FloatArray:
    """Give samples as loud as wanted by their loudest 0.4 s, and never above HIGHEST_PEAK."""
    wanted = gain(wanted_lufs - BOTH_EARS_DB - loudest_lufs(samples[:, None]))
    peak = float(np.abs(samples).max(initial=1e-9))
    return (samples * min(wanted, HIGHEST_PEAK / peak)).astype(np.float32)


def raised(layer: Recipe, pitch: float) -> Recipe:
    """Give a layer with every pitch and band times a factor."""
    if pitch == 1.0:
        return layer
    usual = {"low_hz": 500.0, "high_hz": 2000.0} if layer.get("wave") in NOISY else {"pitch_hz": 660.0}
    named = ("pitch_hz", "glide_to_hz", "low_hz", "high_hz", "low_to_hz", "high_to_hz")
    return {
        **layer,
        **{key: number(layer, key, usual.get(key, 0)) * pitch for key in named if key in layer or key in usual},
    }


def mix(layers: Sequence[Recipe], chance: np.random.Generator, attack_s: float = USUAL_ATTACK_S) -> FloatArray:
    """Give the sum of layers, each at its own time, as often as it says. `attack_s` is for those that do not say."""
    made = [one for layer in layers for one in _repeated(layer, chance, attack_s)]
    mixed = np.zeros(max((start + len(samples) for start, samples in made), default=1), np.float32)
    for start, samples in made:
        mixed[start : start + len(samples)] += samples
    return mixed


def _repeated(layer: Recipe, chance: np.random.Generator, attack_s: float) -> Iterator[tuple[int, FloatArray]]:
    """Give each repetition of a layer with the sample it begins at."""
    at_s, gap_s = number(layer, "at_s", 0.0), number(layer, "gap_s", 0.3)
    scatter, step_db = number(layer, "scatter", 0.0), number(layer, "step_db", 0.0)
    for turn in range(int(number(layer, "times", 1))):
        late, louder, higher = chance.uniform(-1, 1, 3) * scatter if scatter else (0.0, 0.0, 0.0)
        once = raised(layer, 2.0 ** (higher * UNEVEN_CENTS / 1200))
        level = gain(turn * step_db + louder * UNEVEN_DB)
        start = round(max(0.0, at_s + (late * gap_s / 2 if turn else 0.0)) * SAMPLE_RATE)
        yield start, layer_samples(once, chance, attack_s) * np.float32(level)
        at_s += gap_s
        gap_s *= number(layer, "hasten", 1.0)
