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
    """

    def __init__(self, capacity: int, block: int, size: int) -> None:
        self.sources: list[int] = []
        self.phase = 0
        self._block, self._size = block, size
        self._left: list[int] = []  # of each lane: blocks it stays when nothing more comes
        self._laned = bytearray(capacity)
        self._sounds: list[bool] = []
        self._history = np.zeros((capacity, size + (PHASES - 1) * block), np.float32)
        self._rearrange()

    def lane(self, source: int) -> int | None:
        """Give the lane of a source, None when it is not heard."""
        return self.sources.index(source) if self._laned[source] else None

    def leaving(self, samples: FloatArray) -> Iterator[tuple[int, int]]:
        """Look at a new block. Give each lane that ends, and the last one, which takes its place."""
        self._sounds = [SILENT < energy < LOUDEST for energy in np.vecdot(samples, samples).tolist()]
        lasting = -(-self._size // self._block)
        for lane in range(len(self.sources) - 1, -1, -1):
            if self._sounds[self.sources[lane]]:
                self._left[lane] = lasting
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
            self._left.append(-(-self._size // self._block))
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
        newest[...] = samples if self._order is None else samples[self._order]
        if not all(self._sounds):
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
        count = len(self.sources)
        self._newest = self._cut(count)
        straight = self.sources == list(range(len(self._laned)))
        self._order: npt.NDArray[np.intp] | None = None if straight else np.array(self.sources, np.intp)

    def _cut(self, count: int) -> list[FloatArray]:
        ends = [self._size + phase * self._block for phase in range(PHASES)]
        return [self._history[:count, end - self._block : end] for end in ends]
