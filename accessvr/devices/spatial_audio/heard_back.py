"""What a sound device plays, recorded again through the sound server: for benchmarks."""

from __future__ import annotations

import time
from typing import Any

import numpy as np

from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE, FloatArray

BLOCK, LATENCY_S = 128, 0.01


class HeardBack:
    """Records the device of a name, and knows when each sample came: a little late, never early."""

    def __init__(self, name: str) -> None:
        import sounddevice  # type: ignore[import-untyped]  # now: it reads which devices there are

        index = next(d["index"] for d in sounddevice.query_devices() if d["name"] == name)
        self._blocks: list[tuple[float, FloatArray]] = []
        self._stream: Any = sounddevice.InputStream(
            device=index,
            samplerate=SAMPLE_RATE,
            channels=2,
            dtype="float32",
            blocksize=BLOCK,
            latency=LATENCY_S,
            callback=self._take,
        )
        self._stream.start()

    def _take(self, sound: FloatArray, frames: int, when: object, status: object) -> None:
        self._blocks.append((time.monotonic(), sound.copy()))

    def since(self, begun_s: float) -> tuple[FloatArray, FloatArray]:
        """Give [n, 2] of what came after a moment, and when each of it came, on the system's steady clock."""
        blocks = [(at_s, sound) for at_s, sound in list(self._blocks) if at_s >= begun_s]
        times = [at_s - np.arange(len(sound))[::-1] / SAMPLE_RATE for at_s, sound in blocks]
        return np.concatenate([sound for _, sound in blocks]), np.concatenate(times)

    def close(self) -> None:
        """End."""
        self._stream.close()
