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
    It goes out in blocks of `up` samples, each from the same place between the samples on.
    """

    def __init__(self, rate: int) -> None:
        divisor = int(np.gcd(rate, SAMPLE_RATE))
        self.up, self.down = SAMPLE_RATE // divisor, rate // divisor
        self._filter = _filter(self.up, self.down)
        self._waiting: NDArray[np.float32] = np.zeros(TAPS // 2, np.float32)
        self._taken = self._given = 0

    def feed(self, samples: NDArray[np.float32]) -> Mono:
        """Give what can be given so far."""
        held = np.concatenate([self._waiting, samples])
        self._taken += len(samples)
        width = len(self._filter)
        blocks = max(0, (len(held) - width) // self.down + 1)
        self._waiting = held[blocks * self.down :]
        self._given += blocks * self.up
        if not blocks:
            return np.zeros(0, np.float32)
        windows = np.lib.stride_tricks.sliding_window_view(held, width)[: blocks * self.down : self.down]
        return np.asarray(windows @ self._filter, np.float32).ravel()

    def flush(self) -> Mono:
        """Give the rest."""
        wanted = -(-self._taken * self.up // self.down) - self._given
        return self.feed(np.zeros(len(self._filter) + self.down, np.float32))[:wanted]


@cache
def _filter(up: int, down: int) -> NDArray[np.float32]:
    """Give what makes `up` samples of a stretch that begins with the `down` samples they stand for, [stretch, up].

    Kept, since it takes longer to make than the first sound of a sentence.
    """
    place = np.arange(TAPS)[None, :] - TAPS / 2 - np.arange(up)[:, None] / up
    window = np.i0(8 * np.sqrt(np.maximum(1 - (2 * place / TAPS) ** 2, 0)))
    phases = np.sinc(EDGE * place) * window
    phases /= phases.sum(1, keepdims=True)
    result = np.zeros((down - 1 + TAPS, up), np.float32)
    for number in range(up):
        step, phase = divmod(number * down, up)
        result[step : step + TAPS, number] = phases[phase]
    return result
