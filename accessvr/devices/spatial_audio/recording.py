"""A recorded sound file: decoded by libsndfile a little at a time, mono, 48 kHz, at the level of speech.

Only the program that decodes imports this module: libsndfile is not trusted with the visit's own process.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile  # type: ignore[import-untyped]  # it has no types

from accessvr.devices.spatial_audio.loudness import SILENT_LUFS, SPEECH_LUFS, loudness_lufs
from accessvr.devices.spatial_audio.resampler import TAPS, phases
from accessvr.devices.spatial_audio.sound_format import FloatArray, gain

HELD = 1 << 15  # frames kept, so that the next clip of a file begins without a seek
SKIPPED_S = 3.0  # chosen: what is nearer is read over; a seek in an MP3 may take longer, and spoils a few samples
SLOWEST, FASTEST = 4_000, 192_000  # rates that are played
MEASURED_S = 10.0  # chosen: of the beginning, for the level
BOTH_EARS_DB = 3.01  # the same sound in both ears has twice the power
LOUDEST_DB, SOFTEST_DB = 12.0, -20.0  # chosen: a recording is brought nearer to speech by no more than this
UNREADABLE = (soundfile.SoundFileError, OSError, ValueError, MemoryError)


class Recording:
    """An open sound file. Raises one of UNREADABLE when it is none that can be played.

    samples  its length at 48 kHz
    gain     the factor that brings it to the level of speech
    """

    def __init__(self, path: Path) -> None:
        self._file = soundfile.SoundFile(str(path))
        self._rate, frames = self._file.samplerate, self._file.frames
        if not SLOWEST <= self._rate <= FASTEST or not self._file.seekable():
            self._file.close()
            raise ValueError(f"{self._rate} Hz cannot be played")
        self._frames = frames
        self._held_at, self._held = 0, np.zeros(0, np.float32)
        self._up, self._down, self._filters = phases(self._rate)
        self.samples = -(-frames * self._up // self._down)
        self.gain = self._measured_gain()

    def close(self) -> None:
        """Give the file back."""
        self._file.close()

    def heard(self, start: int, end: int) -> FloatArray:
        """Give samples `start` to `end` at 48 kHz, the same however they are asked for; silence beyond the file."""
        if self._up == self._down:
            return self._frames_between(start, end) * np.float32(self.gain)
        steps = np.arange(start, end, dtype=np.int64) * self._down
        whole = steps // self._up
        first = int(whole[0]) - TAPS // 2 if len(whole) else 0
        frames = self._frames_between(first, int(whole[-1]) + TAPS // 2 if len(whole) else first)
        windows = np.lib.stride_tricks.sliding_window_view(frames, TAPS) if len(whole) else np.zeros((0, TAPS))
        chosen = windows[whole - TAPS // 2 - first]
        sound: FloatArray = np.einsum("nt,nt->n", chosen, self._filters[steps % self._up]).astype(np.float32)
        return sound * np.float32(self.gain)

    def _frames_between(self, start: int, end: int) -> FloatArray:
        """Give frames of the file, mono; those that are not there are silent."""
        if not self._held_at <= start <= self._held_at + len(self._held) + SKIPPED_S * self._rate:
            self._held_at, self._held = max(0, start), np.zeros(0, np.float32)
            self._file.seek(min(self._held_at, self._frames))
        while self._held_at + len(self._held) < min(end, self._frames) and self._read(start):
            pass
        samples = np.zeros(end - start, np.float32)
        there = self._held[max(0, start - self._held_at) : max(0, end - self._held_at)]
        at = max(0, self._held_at - start)
        samples[at : at + len(there)] = there
        return samples

    def _read(self, wanted: int) -> bool:
        """Read on, and keep what is wanted and a little before; gives whether there was more."""
        block = self._file.read(HELD // 4, dtype="float32", always_2d=True)
        mono = np.nan_to_num(block.mean(1, dtype=np.float32), copy=False, posinf=0.0, neginf=0.0)
        self._held = np.concatenate([self._held, np.clip(mono, -1.0, 1.0)])
        left_out = max(0, min(len(self._held) - HELD, wanted - self._held_at))
        self._held, self._held_at = self._held[left_out:], self._held_at + left_out
        return len(block) > 0

    def _measured_gain(self) -> float:
        """Measure the beginning, at the file's own rate; silence stays as it is."""
        count = min(self._frames, int(MEASURED_S * self._rate))
        parts = []
        for _ in range(0, count, HELD // 4):
            block = self._file.read(HELD // 4, dtype="float32", always_2d=True)
            parts.append(np.nan_to_num(block.mean(1, dtype=np.float32)))
        self._file.seek(0)
        sound = np.concatenate([*parts, np.zeros(self._rate // 2, np.float32)])
        level = loudness_lufs(np.clip(sound, -1.0, 1.0)[:, None], self._rate)
        if level <= SILENT_LUFS:
            return 1.0
        return gain(min(max(SPEECH_LUFS - BOTH_EARS_DB - level, SOFTEST_DB), LOUDEST_DB))
