"""The room around: first reflections of what has a meaning, and the reverberation of all of it.

    room = RoomSound(head, sources, block)
    ears = points.render(samples, aims) + room.render(samples, placed, facing)

What it gives is sound [2, block], not spectra: a reverberation needs transforms of two blocks, which are longer than
those of the point sources. So two inverse transforms more are done where there is a room, however many sources there
are, and none where there is none or where it has fallen silent.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor, Future

import numpy as np

from accessvr.core.scene import Room
from accessvr.devices.spatial_audio.ambisonics import TAPS
from accessvr.devices.spatial_audio.hrtf import Head
from accessvr.devices.spatial_audio.lanes import LOUDEST, SILENT
from accessvr.devices.spatial_audio.room_convolution import Convolution
from accessvr.devices.spatial_audio.room_reflections import Facing, FirstReflections, Placed
from accessvr.devices.spatial_audio.room_shape import Shape
from accessvr.devices.spatial_audio.room_tail import tail
from accessvr.devices.spatial_audio.sound_format import BLOCK, FloatArray, falling
from accessvr.devices.spatial_audio.spectra import quick_size


class RoomSound:
    """Gives what the room adds to sources around a listener in its middle; silence without a room.

    head       whose ears hear
    sources    how many sources there are; all of them reverberate, the first few that sound have reflections
    block      samples a block; what is heard of still sources does not depend on it
    elsewhere  where a room is made, which takes 0.1 s and more; without it, it is made at once
    """

    def __init__(self, head: Head, sources: int, block: int = BLOCK, elsewhere: Executor | None = None) -> None:
        self._head, self._sources, self._block, self._elsewhere = head, sources, block, elsewhere
        self._described: Room | None = None
        self._coming: Future[BuiltRoom] | None = None
        self._room: BuiltRoom | None = None
        self._leaving: list[BuiltRoom] = []
        self._fall = falling(block)
        self._hushed = False

    def describe(self, room: Room | None) -> None:
        """Let another room be heard, or none: the sound of the one before ends within a block."""
        if room == self._described:
            return
        self._described, self._coming = room, None
        if room is None or Shape(room).is_dry:
            self._enter(None)
        elif self._elsewhere is None:
            self._enter(BuiltRoom(self._head, room, self._sources, self._block))
        else:
            self._enter(None)
            self._coming = self._elsewhere.submit(BuiltRoom, self._head, room, self._sources, self._block)

    def hush(self) -> None:
        """Let what lingers be silent within a block."""
        self._hushed = True

    def render(self, samples: FloatArray, placed: Sequence[Placed], facing: Facing) -> FloatArray:
        """Give [2, block] of the next samples [source, block], as loud as they are heard directly.

        placed  where each source is: azimuth and elevation in degrees as the room has them, distance in metres
        facing  azimuth and elevation in degrees of where the nose points
        """
        self._take_coming()
        heard = np.zeros((2, self._block), np.float32)
        if self._room is not None:
            self._room.add(samples, placed, facing, heard)
        if self._hushed and self._room is not None:
            heard *= self._fall
            self._room.clear()
        for room in self._leaving:
            last = np.zeros_like(heard)
            room.add(samples, placed, facing, last)
            heard += last * self._fall
        self._leaving, self._hushed = [], False
        return heard

    def _enter(self, room: BuiltRoom | None) -> None:
        if self._room is not None:
            self._leaving.append(self._room)
        self._room = room

    def _take_coming(self) -> None:
        if self._coming is not None and self._coming.done():
            coming, self._coming = self._coming, None
            self._enter(coming.result())


class BuiltRoom:
    """A room that was made, with the sound in it."""

    def __init__(self, head: Head, room: Room, sources: int, block: int) -> None:
        self._shape = shape = Shape(room)
        self._size = quick_size(max(2 * block, block + TAPS - 1))
        self._block = block
        self._first = FirstReflections(head, shape, block, self._size)
        response = tail(head, room.reverberation_s, shape.late_after_s) * np.float32(shape.late_gain)
        self._late = Convolution(response, block, self._size)
        self._gains = np.zeros(sources, np.float32)
        self._sounded: list[int] = []
        self._left = 0  # blocks until the reverberation has fallen silent
        self._rise: FloatArray = np.linspace(0, 1, block, endpoint=False, dtype=np.float32)

    def add(self, samples: FloatArray, placed: Sequence[Placed], facing: Facing, heard: FloatArray) -> None:
        """Take the next block and add to [2, block] what the room makes of all so far."""
        with np.errstate(over="ignore"):
            energies = np.vecdot(samples, samples).tolist()
        sounding = [source for source, energy in enumerate(energies) if SILENT < energy < LOUDEST]
        sums = np.zeros((2, self._size // 2 + 1), np.complex64)
        was_heard = self._first.add(samples, sounding, placed, facing, sums)
        self._left = self._late.lasting + 1 if sounding else self._left - 1
        if self._left > 0:
            self._late.add(self._sent(samples, sounding, placed), sums)
        elif not was_heard:
            return
        heard += np.fft.irfft(sums, self._size, axis=-1)[:, -self._block :]

    def clear(self) -> None:
        """Forget all sound."""
        self._first.clear()
        self._late.clear()
        self._left, self._sounded = 0, []

    def _sent(self, samples: FloatArray, sounding: list[int], placed: Sequence[Placed]) -> FloatArray:
        """Give the sum [block] of what goes into the reverberation; a source that moves changes its part evenly."""
        if not sounding:
            self._sounded = sounding
            return np.zeros(self._block, np.float32)
        gains = np.array([self._shape.send(placed[source][2]) for source in sounding], np.float32)
        before = self._gains[sounding]
        begun = [source not in self._sounded for source in sounding]
        before[begun] = gains[begun]
        self._gains[sounding], self._sounded = gains, sounding
        parts = samples[sounding]
        sent: FloatArray = gains @ parts
        if not np.array_equal(before, gains):
            earlier: FloatArray = before @ parts
            sent = earlier + (sent - earlier) * self._rise
        return sent
