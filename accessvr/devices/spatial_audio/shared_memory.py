"""Memory that the visit and the sound process share: the head's pose, samples of the voice, what was played.

It has no name in the file system and holds nothing when both have ended, whatever ended them.
"""

from __future__ import annotations

import mmap
import os
import struct
import sys
import tempfile
from typing import NamedTuple

import numpy as np

from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE, FloatArray

VOICE_SAMPLES = 40 * SAMPLE_RATE  # speech is made 20 s ahead, and the next sentence besides
PLAYED_SAMPLES = 8 * SAMPLE_RATE  # whoever cancels the echo looks back less than a second
POSE = struct.Struct("<Qdd")  # a count that is odd while it is written, azimuth, elevation
STATE = struct.Struct("<QQQdd")  # a count as above, samples played, late blocks, time of the last one, its level
TRIES = 100  # chosen: a pose is written in a microsecond
POSE_AT, STATE_AT, BEAT_AT, TAKEN_AT, VOICE_AT = 0, 64, 128, 192, 256
PLAYED_AT = VOICE_AT + 4 * VOICE_SAMPLES
SIZE = PLAYED_AT + 8 * PLAYED_SAMPLES
BEAT = struct.Struct("<Q")


class State(NamedTuple):
    """How the playing goes.

    samples  played since the sound process began
    late     blocks that came too late for the card, as far as it tells
    at_s     when the last block was handed over, on the system's steady clock
    level    its root mean square
    """

    samples: int = 0
    late: int = 0
    at_s: float = 0.0
    level: float = 0.0


class SharedMemory:
    """A stretch of memory in two processes.

    handle  as another process gave it in `handle`; "" makes a new one
    """

    def __init__(self, handle: str = "") -> None:
        if sys.platform == "win32":
            self.handle = handle or f"accessvr-{os.getpid()}-{id(self):x}"
            self._file, self._memory = -1, mmap.mmap(-1, SIZE, tagname=self.handle)
        else:
            self._file = int(handle) if handle else _nameless()
            self.handle = str(self._file)
            self._memory = mmap.mmap(self._file, SIZE)
        self._voice: FloatArray = np.frombuffer(self._memory, np.float32, VOICE_SAMPLES, VOICE_AT)
        played = np.frombuffer(self._memory, np.float32, 2 * PLAYED_SAMPLES, PLAYED_AT)
        self._played: FloatArray = played.reshape(PLAYED_SAMPLES, 2)
        self._count = 0

    @property
    def inherited(self) -> tuple[int, ...]:
        """Give the file descriptors that a child must inherit."""
        return () if self._file < 0 else (self._file,)

    # -- the head's pose: written by the visit

    def turn(self, azimuth_deg: float, elevation_deg: float) -> None:
        """Write the pose of the head; one thread at a time."""
        self._count += 2
        BEAT.pack_into(self._memory, POSE_AT, self._count - 1)
        POSE.pack_into(self._memory, POSE_AT, self._count - 1, azimuth_deg, elevation_deg)
        BEAT.pack_into(self._memory, POSE_AT, self._count)

    def pose(self) -> tuple[float, float]:
        """Give azimuth and elevation in degrees, as they were written together."""
        for _ in range(TRIES):
            before, azimuth_deg, elevation_deg = POSE.unpack_from(self._memory, POSE_AT)
            after = BEAT.unpack_from(self._memory, POSE_AT)[0]
            if before == after and not before % 2:
                break
        return azimuth_deg, elevation_deg

    # -- samples of the voice: written by the visit, read once by the sound process

    def put(self, start: int, samples: FloatArray) -> None:
        """Write samples at a place counted from the first ever written; it comes round after VOICE_SAMPLES."""
        at = start % VOICE_SAMPLES
        first = min(len(samples), VOICE_SAMPLES - at)
        self._voice[at : at + first] = samples[:first]
        self._voice[: len(samples) - first] = samples[first:]

    def take(self, start: int, count: int) -> FloatArray:
        """Give samples that were put there; their room is free again."""
        at = start % VOICE_SAMPLES
        taken = np.concatenate([self._voice[at : at + count], self._voice[: max(0, at + count - VOICE_SAMPLES)]])
        BEAT.pack_into(self._memory, TAKEN_AT, start + count)
        return taken

    def has_room(self, start: int, count: int) -> bool:
        """Tell whether samples can be put there without spoiling any that were not taken."""
        return start + count - int(BEAT.unpack_from(self._memory, TAKEN_AT)[0]) <= VOICE_SAMPLES

    # -- what was played: written by the sound process

    def note(self, block: FloatArray, state: State) -> None:
        """Write a block [n, 2] that is being played, and how the playing goes; `state.samples` counts it in."""
        at = (state.samples - len(block)) % PLAYED_SAMPLES
        first = min(len(block), PLAYED_SAMPLES - at)
        self._played[at : at + first] = block[:first]
        self._played[: len(block) - first] = block[first:]
        count = BEAT.unpack_from(self._memory, STATE_AT)[0] + 2
        BEAT.pack_into(self._memory, STATE_AT, count - 1)
        STATE.pack_into(self._memory, STATE_AT, count - 1, *state)
        BEAT.pack_into(self._memory, STATE_AT, count)

    def state(self) -> State:
        """Give how the playing goes."""
        for _ in range(TRIES):
            before, *values = STATE.unpack_from(self._memory, STATE_AT)
            if before == BEAT.unpack_from(self._memory, STATE_AT)[0] and not before % 2:
                break
        return State(*values)

    def played(self, start: int, count: int) -> FloatArray:
        """Give [count, 2] of what was played from sample `start` on; it is kept for PLAYED_SAMPLES."""
        wanted = np.arange(start, start + count) % PLAYED_SAMPLES
        return self._played[wanted]

    # -- a sign of life of the sound process

    def beat(self) -> None:
        """Show that the sound process is alive."""
        BEAT.pack_into(self._memory, BEAT_AT, self.beats() + 1)

    def beats(self) -> int:
        """Give how often it did."""
        return int(BEAT.unpack_from(self._memory, BEAT_AT)[0])

    def close(self) -> None:
        """Give it back. What was given out of it must no longer be used."""
        del self._voice, self._played
        self._memory.close()
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def _nameless() -> int:
    """Give a file descriptor of memory that has no name: it goes with the last process that has it."""
    if hasattr(os, "memfd_create"):
        file = os.memfd_create("accessvr-sound")
    else:
        with tempfile.TemporaryFile() as temporary:
            file = os.dup(temporary.fileno())
    os.ftruncate(file, SIZE)
    return file
