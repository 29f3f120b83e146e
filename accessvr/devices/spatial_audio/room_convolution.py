"""Sound through responses far longer than a block: cut into parts of a block, summed in the frequency domain."""

from __future__ import annotations

import numpy as np

from accessvr.devices.spatial_audio.sound_format import FloatArray
from accessvr.devices.spatial_audio.spectra import Spectra


class Convolution:
    """One sound through the responses [ear, n] of two ears.

    block  samples a block
    size   samples of a transform: two blocks or more
    """

    def __init__(self, responses: FloatArray, block: int, size: int) -> None:
        count: int = max(1, -(-responses.shape[1] // block))
        parts = np.pad(responses, ((0, 0), (0, count * block - responses.shape[1]))).reshape(2, count, block)
        self._parts: Spectra = np.fft.rfft(parts, size, axis=-1).astype(np.complex64)
        self._block, self._count = block, int(count)
        self._window = np.zeros(size, np.float32)
        # each spectrum is written twice, so that the newest `count` of them, newest first, lie side by side
        self._sent = np.zeros((2 * count, size // 2 + 1), np.complex64)
        self._product = np.empty((count, size // 2 + 1), np.complex64)
        self._newest = 0

    @property
    def lasting(self) -> int:
        """Give for how many blocks a sound is heard after its own."""
        return self._count

    def add(self, sound: FloatArray, sums: Spectra) -> None:
        """Take the next block and add to the sums [ear, bin] what is heard of all so far: its last samples count."""
        self._window[: -self._block] = self._window[self._block :]
        self._window[-self._block :] = sound
        self._newest = (self._newest - 1) % self._count
        self._sent[self._newest] = self._sent[self._newest + self._count] = np.fft.rfft(self._window)
        sent = self._sent[self._newest : self._newest + self._count]
        for ear, parts in enumerate(self._parts):
            np.multiply(sent, parts, out=self._product)
            sums[ear] += np.add.reduce(self._product, axis=0)

    def clear(self) -> None:
        """Forget all sound."""
        self._window[:], self._sent[:] = 0, 0
