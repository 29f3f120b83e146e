"""A voice's samples to the mixer's 48 kHz, in pieces of any size."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from accessvr.devices.speech.voice import SAMPLE_RATE, Mono

TAPS = 48  # per phase: flat to 9 kHz from 22.05 kHz, everything else 84 dB down (measured on tones)
EDGE = 0.92  # of the Nyquist frequency of the input


class Resampler:
    """A windowed sinc (Kaiser, beta 8), one phase per place between the samples.

    The output is the same however the input is cut, and not late: the last TAPS / 2 input samples come by `flush`.
    """

    def __init__(self, rate: int) -> None:
        divisor = int(np.gcd(rate, SAMPLE_RATE))
        self.up, self.down = SAMPLE_RATE // divisor, rate // divisor
        self._phases = _phases(self.up)
        self._waiting: NDArray[np.float32] = np.zeros(TAPS // 2, np.float32)
        self._step = 0

    def feed(self, samples: NDArray[np.float32]) -> Mono:
        """Give what can be given so far."""
        held = np.concatenate([self._waiting, samples])
        ready = len(held) - TAPS + 1
        if ready <= 0:
            self._waiting = held
            return np.zeros(0, np.float32)
        count = max(0, -(-(ready * self.up - self._step) // self.down))
        steps = self._step + np.arange(count) * self.down
        windows = np.lib.stride_tricks.sliding_window_view(held, TAPS)
        result = np.einsum("nt,nt->n", windows[steps // self.up], self._phases[steps % self.up])
        self._step += count * self.down - ready * self.up
        self._waiting = held[ready:]
        return np.asarray(result, np.float32)

    def flush(self) -> Mono:
        """Give the rest."""
        return self.feed(np.zeros(TAPS // 2, np.float32))


@cache
def _phases(up: int) -> NDArray[np.float32]:
    """Give the filter, [up, TAPS]; kept, since it takes longer to make than the first sound of a sentence."""
    place = np.arange(TAPS)[None, :] - TAPS / 2 - np.arange(up)[:, None] / up
    window = np.i0(8 * np.sqrt(np.maximum(1 - (2 * place / TAPS) ** 2, 0)))
    phases = np.sinc(EDGE * place) * window
    return np.asarray(phases / phases.sum(1, keepdims=True), np.float32)
