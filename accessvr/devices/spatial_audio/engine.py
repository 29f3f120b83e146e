"""Many sources around one head: overlap-save, summed in the frequency domain, so few inverse transforms are needed.

A block costs one transform for each source that sounds, and four back however many there are: what is heard from the
directions of the block before and from the new ones, in two ears. The one fades to the other within the block.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from accessvr.devices.spatial_audio.aiming import Aim, Aims
from accessvr.devices.spatial_audio.hrtf import Head
from accessvr.devices.spatial_audio.lanes import Lanes
from accessvr.devices.spatial_audio.sound_format import BLOCK, FloatArray
from accessvr.devices.spatial_audio.spectra import AimSpectra, Places, Spectra, quick_size

# numpy's stubs take only double precision for `out` of a transform: hence "type: ignore" there.
__all__ = ["Aim", "Aims", "PointSources", "Spectra", "quick_size"]

BATCH = 64  # sources multiplied at a time: smaller batches cost more calls, larger ones do not fit the cache (measured)
NOW, BEFORE = 0, 1


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
        self.size = quick_size(block + head.taps - 1)
        self._bins = bins = self.size // 2 + 1
        batch = min(capacity, BATCH)
        self._lanes = Lanes(capacity, block, self.size)
        self._spectra = AimSpectra(head, self.size, capacity)
        self._given: Sequence[Aim] = ()  # the last aims given, and what they were made into
        self._made = Aims.of(())
        self._count = 0  # lanes in use
        self._aimed = np.zeros((capacity, 4), np.intp)  # the aim of each lane
        self._key = b""  # all of those at once
        self._places = np.zeros((2, capacity, 2), np.intp)  # of the spectra of each lane and ear, now and before
        self._places_now, self._places_before = self._places
        self._sound = np.empty((batch, 1, bins), np.complex64)
        self._product = np.empty((2 * batch, 2, bins), np.complex64)
        self._sums = np.zeros((2, 2, bins), np.complex64)  # now and before
        self._part = np.empty((2, 2, bins), np.complex64)
        self._time = np.empty((2, 2, self.size), np.float32)
        self._heard = self._time[:, :, -block:]
        self._faded = np.empty((2, 2, block), np.float32)
        rise = np.linspace(0, 1, block, endpoint=False, dtype=np.float32)
        self._share = np.float32(1 / self.size)  # the way back leaves it to us, which saves a step
        self._fade: FloatArray = np.stack([rise, 1 - rise])[:, None, :] * self._share
        self._arrange(0)

    def place(self, source: int, aim: Aim) -> None:
        """Put a source somewhere at once, without a fade: for one that begins anew while it is still heard."""
        lane = self._lanes.lane(source)
        if lane is not None:
            self._aim_at_once(slice(lane, lane + 1), Aims.of([aim]).numbers)

    def render(self, samples: FloatArray, aims: Sequence[Aim] | Aims, extra: Spectra | None = None) -> FloatArray:
        """Give [2, block] of samples [source, block], each heard from its aim by the end of the block.

        extra  [2, size // 2 + 1]: what else is heard, added before the way back from the frequencies
        """
        aimed = aims if isinstance(aims, Aims) else self._known(aims)
        self._take(samples, aimed.numbers)
        if not self._count and extra is None:
            return np.zeros((2, self.block), np.float32)
        turning = self._turn(aimed)
        self._add_up(0 if turning else 1)
        if extra is not None:
            self._sums += extra
        if not turning:
            return self._back_still()
        np.copyto(self._places_before, self._places_now)
        return self._back()

    def _known(self, aims: Sequence[Aim]) -> Aims:
        if aims != self._given:
            self._given, self._made = list(aims), Aims.of(aims)
        return self._made

    def _take(self, samples: FloatArray, numbers: Places) -> None:
        """Take the new block; a source that begins gets a lane, and one that was heard to its end loses it."""
        if self._lanes.changing(samples):
            for lane, last in self._lanes.leaving():
                self._aimed[lane] = self._aimed[last]
                self._places[:, lane] = self._places[:, last]
            begun, count = self._lanes.coming(), len(self._lanes.sources)
            if begun:
                self._aim_at_once(slice(count - len(begun), count), numbers[begun])
            if count != self._count:
                self._arrange(count)
        self._lanes.write(samples)

    def _aim_at_once(self, lanes: slice, numbers: Places) -> None:
        self._aimed[lanes] = numbers
        self._places[:, lanes] = self._spectra.places(numbers, self._places, coloured=True)
        self._key = self._aimed[: self._count].tobytes()

    def _arrange(self, count: int) -> None:
        """Cut the arrays to the lanes there are: views are made once, not in every block."""
        self._count = count
        self._key = self._aimed[:count].tobytes()
        parts = [slice(at, min(at + BATCH, count)) for at in range(0, count, BATCH)]
        self._windows = self._lanes.windows(parts)
        self._batches = [[self._views(part, count, first) for part in parts] for first in (NOW, BEFORE)]

    def _views(self, part: slice, count: int, first: int) -> tuple[Spectra, Spectra, Places, Spectra]:
        size, both = part.stop - part.start, 2 - first
        shape = (both, size, 2, self._bins)
        product = self._sums[first:, None] if count == 1 else self._product[: both * size].reshape(shape)
        return self._sound[:size, 0], self._sound[:size], self._places[first:, part], product

    def _turn(self, aims: Aims) -> bool:
        """Look up what is heard from new aims. Tell whether any lane has a new one."""
        order, count = self._lanes.order, self._count
        wanted = aims.numbers if order is None else aims.numbers[order]
        key = wanted.tobytes()
        if key == self._key:
            return False
        self._places_now[:count] = self._spectra.places(wanted, self._places, coloured=aims.coloured)
        self._aimed[:count], self._key = wanted, key
        return True

    def _add_up(self, first: int) -> None:
        """Sum all lanes: as they are heard now and before, or, when nothing turned, before alone."""
        sums, windows = self._sums[first:], self._windows[self._lanes.phase]
        if not self._count:
            sums[:] = 0
        into = sums
        for window, (sound, wide, places, product) in zip(windows, self._batches[first], strict=True):
            np.fft.rfft(window, axis=-1, out=sound)  # type: ignore[arg-type]
            np.take(self._spectra.spectra, places, axis=0, out=product, mode="clip")  # other modes copy once more
            np.multiply(product, wide, out=product)
            if self._count == 1:  # the product of one is its sum
                return
            np.add.reduce(product, axis=1, out=into)
            if into is not sums:
                sums += into
            into = self._part[first:]

    def _back(self) -> FloatArray:
        """Give what the sums sound like, from before fading to now."""
        np.fft.irfft(self._sums, self.size, axis=-1, norm="forward", out=self._time)  # type: ignore[arg-type]
        np.multiply(self._heard, self._fade, out=self._faded)
        heard: FloatArray = np.add(self._faded[NOW], self._faded[BEFORE])
        return heard

    def _back_still(self) -> FloatArray:
        np.fft.irfft(self._sums[BEFORE], self.size, axis=-1, norm="forward", out=self._time[BEFORE])
        heard: FloatArray = np.multiply(self._heard[BEFORE], self._share)
        return heard
