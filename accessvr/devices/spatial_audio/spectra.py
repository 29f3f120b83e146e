"""The spectra of aims: rows of a head's table, plain or coloured, as transforms of the size an engine works with.

They are made when they are first used: making all would take longer than starting should. What is made is kept, up to
MOST_BYTES of rows and MOST_COLOURED ears with a colour; beyond that the oldest is made again when it is needed again.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from accessvr.devices.spatial_audio.colours import coloured_filters
from accessvr.devices.spatial_audio.hrtf import Head

Spectra = npt.NDArray[np.complex64]
Places = npt.NDArray[np.intp]
Coloured = tuple[int, int, int]  # row, ear, colour
Key = TypeVar("Key")
EARS = np.array([0, 1], np.intp)
MANY = 32

MOST_BYTES = 64 << 20  # all of a table of 2 degrees at any usual block (52 MB at 512); system memory is taken as used
MOST_COLOURED = 1024


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


class AimSpectra:
    """Gives the spectra in both ears of what is heard from aims.

    spectra  [place, bin], to be taken from: first those of rows, left and right ear of each, then coloured ones
    """

    def __init__(self, head: Head, size: int, capacity: int, most_bytes: int = MOST_BYTES) -> None:
        self._filters, self._size, least = head.filters, size, 6 * capacity
        most = max(most_bytes // (16 * (size // 2 + 1)), least)
        rows, coloured = min(len(head.filters), most), max(MOST_COLOURED, 2 * least)
        self.spectra = np.empty((2 * rows + coloured, size // 2 + 1), np.complex64)  # memory is taken as it is used
        self._row_places = np.full(len(head.filters), -1, np.intp)
        self._coloured_places: dict[Coloured, int] = {}
        self._rows = _Places[int](range(0, 2 * rows, 2))
        self._coloured = _Places[Coloured](range(2 * rows, len(self.spectra)))

    def places(self, numbers: Places, heard: Places, *, coloured: bool) -> Places:
        """Give the places [aim, ear] of aims as numbers (see Aims), not taking those away that are heard."""
        rows = numbers[:, :2]
        places: Places = self._row_places.take(rows)
        if _least(places) < 0:
            self._add_rows(np.unique(rows[places < 0]).tolist(), heard, places)
            places = self._row_places.take(rows)
        np.add(places, EARS, out=places)
        if coloured:
            self._colour(numbers, heard, places)
        return places

    def _add_rows(self, missing: Sequence[int], heard: Places, known: Places) -> None:
        stay = {place & -2 for place in (*heard.reshape(-1).tolist(), *known.reshape(-1).tolist())}
        made = np.fft.rfft(self._filters[list(missing)].astype(np.float32), self._size, axis=-1)
        for row, spectra in zip(missing, made, strict=True):
            place, gone = self._rows.new(row, stay)
            if gone is not None:
                self._row_places[gone] = -1
            self._row_places[row] = place
            self.spectra[place : place + 2] = spectra

    def _colour(self, numbers: Places, heard: Places, places: Places) -> None:
        """Put coloured spectra in the places of those that have a colour."""
        known = self._coloured_places
        wanted = [(index, ear) for index, ear in np.argwhere(numbers[:, 2:]).tolist()]
        keys = [(int(numbers[index, ear]), ear, int(numbers[index, 2 + ear])) for index, ear in wanted]
        missing = [key for key in dict.fromkeys(keys) if key not in known]
        if missing:
            self._add_coloured(missing, {*heard.reshape(-1).tolist(), *(known[key] for key in keys if key in known)})
        for (index, ear), key in zip(wanted, keys, strict=True):
            places[index, ear] = known[key]

    def _add_coloured(self, missing: Sequence[Coloured], stay: set[int]) -> None:
        rows, ears, colours = zip(*missing, strict=True)
        plain = self._filters[list(rows), list(ears)].astype(np.float32)
        made = np.fft.rfft(coloured_filters(plain, colours), self._size, axis=-1)
        for key, spectrum in zip(missing, made, strict=True):
            place, gone = self._coloured.new(key, stay)
            if gone is not None:
                del self._coloured_places[gone]
            self._coloured_places[key] = place
            self.spectra[place] = spectrum


def _least(places: Places) -> int:
    """Give the smallest; numpy's own way takes longer for a few."""
    return int(places.min()) if places.size > MANY else min(places.reshape(-1).tolist())


class _Places(Generic[Key]):
    """Places given out in turn; when all are taken the oldest is given again, unless it must stay."""

    def __init__(self, places: Sequence[int]) -> None:
        self._all = places
        self._taken: list[Key | None] = [None] * len(places)
        self._next = 0

    def new(self, key: Key, stay: set[int]) -> tuple[int, Key | None]:
        """Give a place, and whose it was."""
        while self._all[self._next] in stay and self._taken[self._next] is not None:
            self._next = (self._next + 1) % len(self._all)
        index, self._next = self._next, (self._next + 1) % len(self._all)
        gone, self._taken[index] = self._taken[index], key
        return self._all[index], gone
