"""Many sources around one head: overlap-save, summed in the frequency domain, so few inverse transforms are needed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from accessvr.devices.spatial_audio.hrtf import Head
from accessvr.devices.spatial_audio.sound_format import FloatArray

Spectra = npt.NDArray[np.complex64]


def quick_size(least: int) -> int:
    """Give the smallest even number from `least` on without prime factors above 5: transforms are quick on those."""
    size = least + least % 2
    while _rest(size) != 1:
        size += 2
    return size


def _rest(size: int) -> int:
    for prime in (2, 3, 5):
        while size % prime == 0:
            size //= prime
    return size


class PointSources:
    """A fixed number of mono sources, each heard from the direction of one row of the head's table.

    When a source's row changes, the old direction fades to the new one within a block.
    Spectra are made when a row is first used: making all of them would take longer than starting should.
    """

    def __init__(self, head: Head, capacity: int, block: int) -> None:
        self._head, self._block = head, block
        self._size = quick_size(block + head.taps - 1)
        bins = self._size // 2 + 1
        self._history = np.zeros((capacity, self._size), np.float32)
        self._before = np.zeros((capacity, 2, bins), np.complex64)
        self._now = np.zeros((capacity, 2, bins), np.complex64)
        self._rows = [-1] * capacity
        self._rise = np.linspace(0, 1, block, endpoint=False, dtype=np.float32)

    def place(self, source: int, row: int) -> None:
        """Put a source somewhere at once, without a fade: for one that begins."""
        self._before[source] = self._now[source] = self._spectrum(row)
        self._rows[source] = row

    def render(self, samples: FloatArray, rows: Sequence[int]) -> FloatArray:
        """Give [2, block] of samples [source, block] heard from table rows [source]."""
        self._history[:, : -self._block] = self._history[:, self._block :]
        self._history[:, -self._block :] = samples
        sounding = np.flatnonzero(self._history.any(axis=1))
        moved = self._turn(rows)
        result = np.zeros((2, self._block), np.float32)
        if len(sounding):
            sound = np.fft.rfft(self._history[sounding], axis=-1).astype(np.complex64)[:, None, :]
            result = self._heard(sound * self._now[sounding])
            if moved:
                old = self._heard(sound * self._before[sounding])
                result = old + (result - old) * self._rise
        self._before[moved] = self._now[moved]
        return result

    def _turn(self, rows: Sequence[int]) -> list[int]:
        moved = [source for source, row in enumerate(rows) if row != self._rows[source]]
        for source in moved:
            self._now[source] = self._spectrum(rows[source])
            self._rows[source] = rows[source]
        return moved

    def _heard(self, products: Spectra) -> FloatArray:
        heard: FloatArray = np.fft.irfft(products.sum(0), self._size, axis=-1)[:, -self._block :].astype(np.float32)
        return heard

    def _spectrum(self, row: int) -> Spectra:
        filters = self._head.filters[row].astype(np.float32)
        return np.fft.rfft(filters, self._size, axis=-1).astype(np.complex64)
