"""Many sources around one head: overlap-save, summed in the frequency domain, so few inverse transforms are needed.

A block costs one transform for each source that sounds, and four back however many there are: what is heard from the
directions of the block before and from the new ones, in two ears. The one fades to the other within the block.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from accessvr.devices.spatial_audio.aiming import Aim
from accessvr.devices.spatial_audio.colours import COLOUR_TAPS
from accessvr.devices.spatial_audio.hrtf import Head
from accessvr.devices.spatial_audio.lanes import Lanes
from accessvr.devices.spatial_audio.sound_format import BLOCK, FloatArray
from accessvr.devices.spatial_audio.spectra import AimSpectra, Spectra, quick_size

# numpy's stubs take only double precision for `out` of a transform: hence "type: ignore" there.
__all__ = ["Aim", "PointSources", "Spectra", "quick_size"]

BATCH = 64  # sources multiplied at a time: smaller batches cost more calls, larger ones do not fit the cache (measured)


class PointSources:
    """A fixed number of mono sources, each heard from where it is aimed.

    head      whose ears hear
    capacity  how many sources there are
    block     samples a block; what is heard of still sources does not depend on it
    size      samples of a transform; `extra` spectra have size // 2 + 1 bins

    Only sources that sound, or sounded a moment ago, are worked on. A source that begins is where it is aimed at once.
    A block of a source that holds anything but numbers is taken for silence.
    """

    def __init__(self, head: Head, capacity: int, block: int = BLOCK) -> None:
        self.block = block
        self.size = quick_size(block + head.taps + COLOUR_TAPS - 2)
        bins, batch = self.size // 2 + 1, min(capacity, BATCH)
        self._lanes = Lanes(capacity, block, self.size)
        self._aims: list[Aim] = []  # of each lane
        self._spectra = AimSpectra(head, self.size, least_rows=4 * capacity)
        self._now = np.empty((capacity, 2, bins), np.complex64)  # of each lane
        self._before = np.empty((capacity, 2, bins), np.complex64)
        self._sound = np.empty((batch, bins), np.complex64)
        self._product = np.empty((batch, 2, bins), np.complex64)
        self._ears = np.empty((2, bins), np.complex64)
        self._sums = np.zeros((2, 2, bins), np.complex64)  # as it is heard now, and from before
        self._time = np.empty((2, 2, self.size), np.float32)
        self._heard = self._time[:, :, -block:]
        self._faded = np.empty((2, 2, block), np.float32)
        rise = np.linspace(0, 1, block, endpoint=False, dtype=np.float32)
        self._fade: FloatArray = np.stack([rise, 1 - rise])[:, None, :]
        self._arrange()

    def place(self, source: int, aim: Aim) -> None:
        """Put a source somewhere at once, without a fade: for one that begins anew while it is still heard."""
        lane = self._lanes.lane(source)
        if lane is not None:
            self._aims[lane] = aim
            self._spectra.fill([aim], self._now[lane : lane + 1])

    def render(self, samples: FloatArray, aims: Sequence[Aim], extra: Spectra | None = None) -> FloatArray:
        """Give [2, block] of samples [source, block], each heard from its aim by the end of the block.

        extra  [2, size // 2 + 1]: what else is heard, added before the way back from the frequencies
        """
        self._take(samples, aims)
        if not self._aims and extra is None:
            return np.zeros((2, self.block), np.float32)
        moved = self._turn(aims)
        if not moved:
            self._add_up(before=False)
        elif 3 * len(moved) < len(self._aims) <= BATCH:
            self._add_up(before=False)
            self._exchange(moved)
        else:
            self._swap()
            self._add_up(before=True)
        if extra is not None:
            self._sums += extra
        return self._back(turning=bool(moved))

    def _take(self, samples: FloatArray, aims: Sequence[Aim]) -> None:
        """Take the new block; a source that begins gets a lane, and one that was heard to its end loses it."""
        for lane, last in self._lanes.leaving(samples):
            self._now[lane] = self._now[last]
            self._aims[lane] = self._aims[last]
            self._aims.pop()
        first = len(self._aims)
        self._aims += [aims[source] for source in self._lanes.coming()]
        if len(self._aims) > first:
            self._spectra.fill(self._aims[first:], self._now[first : len(self._aims)])
        if len(self._aims) != self._count:
            self._arrange()
        self._lanes.write(samples)

    def _arrange(self) -> None:
        """Cut the arrays to the lanes there are: views are made once, not in every block."""
        self._count = len(self._aims)
        parts = [slice(at, min(at + BATCH, self._count)) for at in range(0, self._count, BATCH)]
        self._now_parts = [self._now[part] for part in parts]
        self._before_parts = [self._before[part] for part in parts]
        sizes = [part.stop - part.start for part in parts]
        self._batches = [(self._sound[:size], self._sound[:size, None], self._product[:size]) for size in sizes]
        self._windows = self._lanes.windows(parts)

    def _turn(self, aims: Sequence[Aim]) -> list[int]:
        """Give the lanes whose aim changed, and keep their new aims."""
        old, moved = self._aims, []
        for lane, source in enumerate(self._lanes.sources):
            if aims[source] != old[lane]:
                moved.append(lane)
                old[lane] = aims[source]
        return moved

    def _swap(self) -> None:
        """Let what was heard now be heard from before, and look up what is heard now."""
        self._now, self._before = self._before, self._now
        self._now_parts, self._before_parts = self._before_parts, self._now_parts
        self._spectra.fill(self._aims, self._now[: self._count])

    def _exchange(self, moved: Sequence[int]) -> None:
        """Change the few lanes that moved: the sum over all others is the same before and now."""
        now, before = self._sums
        before[:] = now
        for lane in moved:
            old, new = self._product[0], self._now[lane]
            old[:] = new
            self._spectra.fill([self._aims[lane]], self._now[lane : lane + 1])
            np.subtract(new, old, out=old)
            np.multiply(old, self._sound[lane], out=old)
            now += old

    def _add_up(self, *, before: bool) -> None:
        """Sum all lanes as they are heard now and, when asked, from before."""
        if self._count == 1:
            self._add_up_one(before=before)
            return
        sums, ears = self._sums, self._ears
        sums[:] = 0
        for index, (sound, both, product) in enumerate(self._batches):
            np.fft.rfft(self._windows[self._lanes.phase][index], axis=-1, out=sound)  # type: ignore[arg-type]
            for total, parts in zip(sums, (self._now_parts, self._before_parts)[: 1 + before], strict=False):
                np.multiply(parts[index], both, out=product)
                np.add.reduce(product, axis=0, out=ears)
                total += ears

    def _add_up_one(self, *, before: bool) -> None:
        sound = self._batches[0][0]
        np.fft.rfft(self._windows[self._lanes.phase][0], axis=-1, out=sound)  # type: ignore[arg-type]
        np.multiply(self._now[0], sound, out=self._sums[0])
        if before:
            np.multiply(self._before[0], sound, out=self._sums[1])

    def _back(self, *, turning: bool) -> FloatArray:
        """Give what the sums sound like, from before fading to now when something turned."""
        if not turning:
            np.fft.irfft(self._sums[0], self.size, axis=-1, out=self._time[0])
            still: FloatArray = self._heard[0].copy()
            return still
        np.fft.irfft(self._sums, self.size, axis=-1, out=self._time)  # type: ignore[arg-type]
        np.multiply(self._heard, self._fade, out=self._faded)
        heard: FloatArray = np.add(self._faded[0], self._faded[1])
        return heard
