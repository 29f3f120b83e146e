"""The first reflections of a few sources: each comes from where it meets the wall, through the ambisonic bus."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from accessvr.devices.spatial_audio.ambisonics import CHANNELS, EARLY, TAPS, bus_filters, encoded
from accessvr.devices.spatial_audio.hrtf import Head
from accessvr.devices.spatial_audio.room_shape import WALLS, Numbers, Shape
from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE, FloatArray
from accessvr.devices.spatial_audio.spectra import Spectra

MOST = 6  # sources that are reflected; of more at once no one could tell the walls apart
WALL_HZ = 6000.0  # chosen: what the walls give back is 3 dB softer there; cloth and wood do so
WALL_TAPS = 24
WALL_LATER = 1  # samples that takes

Placed = tuple[float, float, float]  # azimuth and elevation in degrees, as the room has them; distance in metres
Facing = tuple[float, float]  # azimuth and elevation in degrees of where the nose points


class Bus:
    """The channels of the bus, and how the ears hear them when they come from walls."""

    def __init__(self, head: Head, block: int, size: int) -> None:
        wall = np.exp(-2 * np.pi * WALL_HZ / SAMPLE_RATE) ** np.arange(WALL_TAPS)
        shade = np.fft.rfft(wall / wall.sum(), size) * np.fft.rfft(bus_filters(head), size, axis=-1)
        filters = np.fft.irfft(shade, size, axis=-1)[..., :TAPS]
        self._filters: Spectra = np.fft.rfft(filters, size, axis=-1).astype(np.complex64)
        self._block = block
        self._window = np.zeros((CHANNELS, size), np.float32)
        self._spectra = np.empty((CHANNELS, size // 2 + 1), np.complex64)
        self._product = np.empty((CHANNELS, size // 2 + 1), np.complex64)

    def add(self, channels: FloatArray, sums: Spectra) -> None:
        """Take the next block [CHANNELS, block] and add to the sums [ear, bin] what is heard of it."""
        self._window[:, : -self._block] = self._window[:, self._block :]
        self._window[:, -self._block :] = channels
        np.fft.rfft(self._window, axis=-1, out=self._spectra)  # type: ignore[arg-type]
        for ear, filters in enumerate(self._filters):
            np.multiply(self._spectra, filters, out=self._product)
            sums[ear] += np.add.reduce(self._product, axis=0)

    def clear(self) -> None:
        """Forget all sound."""
        self._window[:] = 0


class Lane:
    """One source that is reflected: its last samples, and what the walls make of its place."""

    def __init__(self, source: int, block: int, longest: int, left: int) -> None:
        self.source, self.left = source, left
        self.placed: Placed = (0.0, 0.0, 0.0)
        self.directions, self.gains = np.zeros((WALLS, 3)), np.zeros(WALLS)
        self._later = [0] * WALLS
        self._block = block
        self._length = (-(-longest // block) + 1) * block
        self._samples = np.zeros(2 * self._length, np.float32)  # written twice, so that each delayed block is whole
        self._at = 0

    def put(self, placed: Placed, shape: Shape) -> None:
        """Put the source somewhere."""
        heard = shape.reflections(*placed)
        self.placed, self.directions, self.gains = placed, heard.directions, heard.gains
        later = np.rint(heard.later_s * SAMPLE_RATE).astype(int) - EARLY - WALL_LATER
        self._later = np.clip(later, 0, self._length - self._block).tolist()

    def write(self, samples: FloatArray | None) -> None:
        """Take the next block, None for silence."""
        self._at = (self._at + self._block) % self._length
        for start in (self._at, self._at + self._length):
            self._samples[start : start + self._block] = 0 if samples is None else samples

    def read(self, into: FloatArray) -> None:
        """Write [wall, block]: the block as each wall gives it back now."""
        for wall, later in enumerate(self._later):
            start = self._at + self._length - later
            into[wall] = self._samples[start : start + self._block]


class FirstReflections:
    """Gives what the walls give back of up to MOST sources that sound, at its times and from its sides."""

    def __init__(self, head: Head, shape: Shape, block: int, size: int) -> None:
        self._shape, self._block = shape, block
        self._longest = round(shape.longest_s * SAMPLE_RATE)
        self._lasting = -(-(self._longest + size) // block)
        self._bus = Bus(head, block, size)
        self._lanes: list[Lane | None] = [None] * MOST
        self._delayed = np.zeros((MOST * WALLS, block), np.float32)
        self._mix = np.zeros((CHANNELS, MOST * WALLS), np.float32)  # how loud each reflection is in each channel
        self._facing: Facing = (0.0, 0.0)
        self._left = 0  # blocks until nothing is heard any more
        self._rise: FloatArray = np.linspace(0, 1, block, endpoint=False, dtype=np.float32)

    def add(
        self, samples: FloatArray, sounding: Sequence[int], placed: Sequence[Placed], facing: Facing, sums: Spectra
    ) -> bool:
        """Take the next block [source, block] and add to the sums [ear, bin] what comes back; tell whether any does."""
        self._admit(sounding, placed, facing)
        lanes = [(slot, lane) for slot, lane in enumerate(self._lanes) if lane is not None]
        self._left = self._lasting if lanes else self._left - 1
        if self._left <= 0:
            return False
        for _, lane in lanes:
            lane.write(samples[lane.source] if lane.source in sounding else None)
        channels = self._channels(lanes)
        moved = [lane for _, lane in lanes if placed[lane.source] != lane.placed]
        if moved or (lanes and facing != self._facing):
            self._facing = facing
            for lane in moved:
                lane.put(placed[lane.source], self._shape)
            self._remix(lanes)
            channels += (self._channels(lanes, again=bool(moved)) - channels) * self._rise
        self._bus.add(channels, sums)
        return True

    def clear(self) -> None:
        """Forget all sound."""
        self._bus.clear()
        self._lanes, self._left = [None] * MOST, 0

    def _admit(self, sounding: Sequence[int], placed: Sequence[Placed], facing: Facing) -> None:
        """Give lanes to sources that begin, where they are at once, and take them from those heard to their end."""
        known = []
        for slot, lane in enumerate(self._lanes):
            if lane is not None:
                lane.left = self._lasting if lane.source in sounding else lane.left - 1
                if lane.left <= 0:
                    self._lanes[slot] = None
                else:
                    known.append(lane.source)
        if not known:
            self._facing = facing
        begun = iter([source for source in sounding if source not in known])
        free = [slot for slot, lane in enumerate(self._lanes) if lane is None]
        for slot, source in zip(free, begun, strict=False):
            lane = Lane(source, self._block, self._longest, self._lasting)
            lane.put(placed[source], self._shape)
            self._lanes[slot] = lane
            self._remix([(slot, lane)])

    def _remix(self, lanes: Sequence[tuple[int, Lane]]) -> None:
        """Reckon how loud each reflection of some lanes is in each channel, for a head that faces where it does."""
        directions = np.concatenate([lane.directions for _, lane in lanes])
        gains = np.concatenate([lane.gains for _, lane in lanes])
        mix = encoded(directions @ turned(self._facing)) * gains
        for index, (slot, _) in enumerate(lanes):
            self._mix[:, slot * WALLS : (slot + 1) * WALLS] = mix[:, index * WALLS : (index + 1) * WALLS]

    def _channels(self, lanes: Sequence[tuple[int, Lane]], *, again: bool = True) -> FloatArray:
        """Give the channels [CHANNELS, block] of what the walls give back now, read again from the lanes or not."""
        if not lanes:
            return np.zeros((CHANNELS, self._block), np.float32)
        count = (lanes[-1][0] + 1) * WALLS
        if again:
            self._delayed[:count] = 0
            for slot, lane in lanes:
                lane.read(self._delayed[slot * WALLS :])
        channels: FloatArray = self._mix[:, :count] @ self._delayed[:count]
        return channels


def turned(facing: Facing) -> Numbers:
    """Give the matrix that takes vectors [.., 3] of the room to those of a head that faces somewhere."""
    azimuth, nod = np.deg2rad(facing)
    around = np.array([[np.cos(azimuth), -np.sin(azimuth), 0], [np.sin(azimuth), np.cos(azimuth), 0], [0, 0, 1]])
    up = np.array([[np.cos(nod), 0, -np.sin(nod)], [0, 1, 0], [np.sin(nod), 0, np.cos(nod)]])
    whole: Numbers = around @ up
    return whole
