"""Which of many sources sound, and the last samples of each of those, side by side: a lane for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from accessvr.devices.spatial_audio.sound_format import FloatArray

PHASES = 4  # blocks written one behind the other before what is still needed moves to the beginning
SILENT, LOUDEST = 1e-20, 1e30  # energies of a block; what is below is nothing and would only slow a processor down

Windows = list[list[FloatArray]]


class Lanes:
    """Lanes of `size` samples, the newest `block` of them last.

    sources  the source of each lane
    phase    which of the windows holds the newest block
    order    the same as sources, None when there is a lane for each source in turn
    """

    def __init__(self, capacity: int, block: int, size: int) -> None:
        self.sources: list[int] = []
        self.phase = 0
        self._capacity, self._block, self._size = capacity, block, size
        self._lasting = -(-size // block)  # blocks a source keeps its lane
        self._left: list[int] = []  # of each lane: blocks it stays when nothing more comes
        self._laned = bytearray(capacity)
        self._sounds: list[bool] = []
        self._loud = False
        self._history = np.zeros((capacity, size + (PHASES - 1) * block), np.float32)
        self._rearrange()

    def lane(self, source: int) -> int | None:
        """Give the lane of a source, None when it is not heard."""
        return self.sources.index(source) if self._laned[source] else None

    def changing(self, samples: FloatArray) -> bool:
        """Look at a new block [source, block] and tell whether lanes may come or go."""
        energies: list[float] = np.vecdot(samples, samples).tolist()
        # a sum that is not a number, or infinite, is not below anything
        self._loud = min(energies) > SILENT and sum(energies) < LOUDEST
        if self._loud and len(self.sources) == self._capacity:
            self._left[:] = [self._lasting] * self._capacity
            return False
        self._sounds = [SILENT < energy < LOUDEST for energy in energies]
        return True

    def leaving(self) -> Iterator[tuple[int, int]]:
        """Give each lane that ends, and the last one, which takes its place."""
        for lane in range(len(self.sources) - 1, -1, -1):
            if self._sounds[self.sources[lane]]:
                self._left[lane] = self._lasting
                continue
            self._left[lane] -= 1
            if self._left[lane] <= 0:
                yield self._close(lane)

    def coming(self) -> list[int]:
        """Give the sources that begin with this block; each gets the next lane."""
        begun = [source for source, sounds in enumerate(self._sounds) if sounds and not self._laned[source]]
        for source in begun:
            self._history[len(self.sources)] = 0
            self.sources.append(source)
            self._left.append(self._lasting)
            self._laned[source] = 1
        if begun:
            self._rearrange()
        return begun

    def windows(self, parts: Sequence[slice]) -> Windows:
        """Give views [phase][part] of the newest `size` samples of the lanes of each part."""
        starts = [phase * self._block for phase in range(PHASES)]
        return [[self._history[part, start : start + self._size] for part in parts] for start in starts]

    def write(self, samples: FloatArray) -> None:
        """Write the new block into the lanes."""
        self.phase += 1
        if self.phase == PHASES:
            self.phase = 0
            lanes = self._history[: len(self.sources)]
            lanes[:, : self._size - self._block] = lanes[:, PHASES * self._block :]
        newest = self._newest[self.phase]
        newest[...] = samples if self.order is None else samples[self.order]
        if not self._loud:
            for lane, source in enumerate(self.sources):
                if not self._sounds[source]:
                    newest[lane] = 0

    def _close(self, lane: int) -> tuple[int, int]:
        last = len(self.sources) - 1
        self._laned[self.sources[lane]] = 0
        for kept in (self.sources, self._left):
            kept[lane] = kept[last]
            kept.pop()
        self._history[lane] = self._history[last]
        self._rearrange()
        return lane, last

    def _rearrange(self) -> None:
        count, starts = len(self.sources), [self._size + (phase - 1) * self._block for phase in range(PHASES)]
        self._newest = [self._history[:count, start : start + self._block] for start in starts]
        straight = self.sources == list(range(self._capacity))
        self.order: npt.NDArray[np.intp] | None = None if straight else np.array(self.sources, np.intp)
