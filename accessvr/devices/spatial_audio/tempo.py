"""Recorded sound slower or faster at the same pitch: overlapping pieces, each moved to where it fits best (WSOLA).

Verhelst and Roelands, "An overlap-add technique based on waveform similarity", ICASSP 1993.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE, FloatArray

SLOWEST, FASTEST = 0.5, 3.0
HOP = int(0.015 * SAMPLE_RATE)  # chosen: two or three periods of a voice overlap
REACH = int(0.0125 * SAMPLE_RATE)  # chosen: a whole period of the deepest voices, 80 Hz

Heard = Callable[[int, int], FloatArray]  # gives samples from a place to another

_RISE: FloatArray = (0.5 - 0.5 * np.cos(np.pi * (np.arange(HOP) + 0.5) / HOP)).astype(np.float32)


def length(start: int, end: int, tempo: float) -> int:
    """Give how many samples a stretch has at another tempo. What is shorter than two hops keeps its length."""
    samples = max(0, end - start)
    wanted = round(samples / tempo)
    return samples if min(samples, wanted) < 2 * HOP else wanted


def at_tempo(heard: Heard, start: int, end: int, tempo: float) -> Iterator[FloatArray]:
    """Give the stretch from `start` to `end`, about HOP samples at a time; `length` of them in all.

    It begins and ends with the samples of the recording, so that stretches that follow each other stay whole.
    """
    wanted = length(start, end, tempo)
    if wanted == end - start:
        yield from (heard(at, min(at + HOP, end)) for at in range(start, end, HOP))
        return
    after = start + HOP  # where the sound would go on if it were not moved
    last = wanted // HOP - 1
    yield heard(start, after)
    for number in range(1, last):
        at = _best(heard, after, start + round(number * HOP * tempo), start, end)
        yield _blended(heard(after, after + HOP), heard(at, at + HOP))
        after = at + HOP
    at = end - (wanted - last * HOP)
    yield np.concatenate([_blended(heard(after, after + HOP), heard(at, at + HOP)), heard(at + HOP, end)])


def _blended(old: FloatArray, new: FloatArray) -> FloatArray:
    return old + (new - old) * _RISE


def _best(heard: Heard, after: int, near: int, start: int, end: int) -> int:
    """Give the place near `near` whose samples are most like those at `after`."""
    first, last = max(start, near - REACH), min(end - 2 * HOP, near + REACH)
    if last <= first:
        return max(start, min(near, end - HOP))
    wanted = heard(after, after + HOP)
    there = heard(first, last + HOP)
    likeness = np.correlate(there, wanted, "valid")
    power = np.concatenate([np.zeros(1), np.cumsum(np.square(there, dtype=np.float64))])
    power = power[HOP:] - power[:-HOP]
    return first + int(np.argmax(likeness / np.sqrt(power + 1e-9)))
