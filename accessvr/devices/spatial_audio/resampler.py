"""Recordings of any rate to 48 kHz, in pieces of any size."""

from __future__ import annotations

import numpy as np

from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE, FloatArray

TAPS = 48  # a phase: from 22.05 kHz flat to 9 kHz, and everything else 84 dB down (measured)
LATE = TAPS // 2 - 1
EDGE = 0.92  # of half the lower of the two rates
KAISER_BETA = 8.0


def phases(rate: int) -> tuple[int, int, FloatArray]:
    """Give in how many steps a sample is parted, how many steps the next one is away, and the filter [step, TAPS]."""
    common = int(np.gcd(rate, SAMPLE_RATE))
    up, down = SAMPLE_RATE // common, rate // common
    place = np.arange(TAPS)[None, :] - TAPS / 2 - np.arange(up)[:, None] / up
    window = np.i0(KAISER_BETA * np.sqrt(np.maximum(1 - (2 * place / TAPS) ** 2, 0)))
    filters = np.sinc(EDGE * min(1.0, SAMPLE_RATE / rate) * place) * window
    return up, down, (filters / filters.sum(1, keepdims=True)).astype(np.float32)


class Resampler:
    """A windowed sinc, one phase for each place between the samples: the same output however the input is cut."""

    def __init__(self, rate: int) -> None:
        self._up, self._down, self._phases = phases(rate)
        self._waiting, self._step = np.zeros(TAPS - 1, np.float32), 0

    def feed(self, samples: FloatArray) -> FloatArray:
        """Give what can be given so far, LATE input samples late."""
        if not len(samples):
            return samples
        held = np.concatenate([self._waiting, samples])
        ready = len(held) - TAPS + 1  # windows that are whole
        count = max(0, -(-(ready * self._up - self._step) // self._down))
        steps = self._step + np.arange(count) * self._down
        windows = np.lib.stride_tricks.sliding_window_view(held, TAPS)
        chosen = windows[steps // self._up]
        result: FloatArray = np.einsum("nt,nt->n", chosen, self._phases[steps % self._up]).astype(np.float32)
        self._step += count * self._down - ready * self._up
        self._waiting = held[ready:]
        return result
