"""Sound to a file: 48 kHz, stereo, 16 bits, written as it comes."""

from __future__ import annotations

import wave
from pathlib import Path
from types import TracebackType

import numpy as np

from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE, FloatArray

FULL_SCALE = 32767


class WaveFile:
    """A WAV file that is whole once it is closed. It may be used in a `with` statement."""

    def __init__(self, path: Path) -> None:
        self._file = wave.open(str(path), "wb")  # noqa: SIM115  it is closed by close()
        self._file.setnchannels(2)
        self._file.setsampwidth(2)
        self._file.setframerate(SAMPLE_RATE)

    def write(self, sound: FloatArray) -> None:
        """Write sound [sample, 2]; beyond full scale it is cut off."""
        scaled = np.rint(np.clip(sound, -1, 1) * FULL_SCALE)
        self._file.writeframesraw(scaled.astype("<i2").tobytes())

    def close(self) -> None:
        """Write the length, and end. Closing twice is harmless."""
        self._file.close()

    def __enter__(self) -> WaveFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
