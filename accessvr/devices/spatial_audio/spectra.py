"""The spectra of aims: each row of a head's table, and each colour, as a transform of the size an engine works with.

They are made when they are first used: making all would take longer than starting should. What is made is kept, up to
MOST_BYTES of rows and MOST_COLOURS colours; beyond that the oldest is made again when it is needed again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from accessvr.devices.spatial_audio.aiming import Aim
from accessvr.devices.spatial_audio.colours import NO_COLOUR, colour_filters
from accessvr.devices.spatial_audio.hrtf import Head
from accessvr.devices.spatial_audio.sound_format import FloatArray

Spectra = npt.NDArray[np.complex64]

MOST_BYTES = 64 << 20  # all of a table of 2 degrees at any usual block (52 MB at 512); system memory is taken as used
MOST_COLOURS = 1024
FEW = 3  # coloured sources up to which one by one is quicker


@lru_cache(maxsize=64)
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


class _Kept:
    """Spectra [slot, ears, bin] of filters that are numbered, made when first asked for."""

    def __init__(self, make: Callable[[Sequence[int]], FloatArray], size: int, ears: int, most: int) -> None:
        self._make, self._size, self._most = make, size, most
        self.spectra = np.empty((most, ears, size // 2 + 1), np.complex64)
        self.flat = self.spectra.reshape(most * ears, -1)
        self._slots: dict[int, int] = {}
        self._numbers = [-1] * most
        self._next = 0

    def slots(self, numbers: Sequence[int]) -> list[int]:
        """Give the slots of filters; each stays true until the next call."""
        known = self._slots
        try:
            return [known[number] for number in numbers]
        except KeyError:
            self._add([number for number in dict.fromkeys(numbers) if number not in known], set(numbers))
            return [known[number] for number in numbers]

    def _add(self, numbers: Sequence[int], needed: set[int]) -> None:
        made = np.fft.rfft(self._make(numbers), self._size, axis=-1)
        for number, spectrum in zip(numbers, made, strict=True):
            while self._numbers[self._next] in needed:
                self._next = (self._next + 1) % self._most
            slot, self._next = self._next, (self._next + 1) % self._most
            self._slots.pop(self._numbers[slot], None)
            self._numbers[slot], self._slots[number] = number, slot
            self.spectra[slot] = spectrum


class AimSpectra:
    """Gives the spectra in both ears of what is heard from an aim."""

    def __init__(self, head: Head, size: int, most_bytes: int = MOST_BYTES, least_rows: int = 2) -> None:
        filters, bins = head.filters, size // 2 + 1
        rows = min(len(filters), max(most_bytes // (16 * bins), least_rows))

        def row_filters(numbers: Sequence[int]) -> FloatArray:
            return filters[list(numbers)].astype(np.float32)

        self._rows = _Kept(row_filters, size, 2, rows)
        self._colours = _Kept(colour_filters, size, 1, MOST_COLOURS)

    def fill(self, aims: Sequence[Aim], into: Spectra) -> None:
        """Write the spectra of aims into [aim, ear, bin]."""
        rows = [aim.row for aim in aims]
        rows += [aim.row if aim.right_row < 0 else aim.right_row for aim in aims]
        slots = 2 * np.array(self._rows.slots(rows), np.intp).reshape(2, -1)
        slots[1] += 1
        flat = into.reshape(2 * len(aims), -1)
        np.take(self._rows.flat, slots.T.reshape(-1), axis=0, out=flat, mode="clip")  # another mode copies once more
        coloured = [index for index, aim in enumerate(aims) if aim.colour != NO_COLOUR]
        if coloured:
            self._colour(aims, coloured, into)

    def _colour(self, aims: Sequence[Aim], coloured: Sequence[int], into: Spectra) -> None:
        slots = self._colours.slots([colour for index in coloured for colour in aims[index].colour])
        if len(coloured) > FEW:
            into[coloured] *= self._colours.flat[slots].reshape(len(coloured), 2, -1)
            return
        for place, index in enumerate(coloured):
            for ear in (0, 1):
                into[index, ear] *= self._colours.flat[slots[2 * place + ear]]
