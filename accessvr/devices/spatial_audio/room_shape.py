"""A room without a thing in it: what its six walls give back, where each of that comes from, when, and how loud.

The listener sits in the middle. What is taken for the walls follows from the room's size and its reverberation time
(Eyring 1930). How loud all of it is beside the direct sound is not that of a real room, which would be louder than the
voice: words and directions must not suffer.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from accessvr.core.scene import Room
from accessvr.core.values import dataclass
from accessvr.devices.spatial_audio.aiming import USUAL_M
from accessvr.devices.spatial_audio.ambisonics import vectors
from accessvr.devices.spatial_audio.sound_format import gain

Numbers = npt.NDArray[np.float64]

SPEED_M_S = 343.0  # of sound, in air of 20 degrees
EYRING = 0.161  # seconds a metre: 24 ln 10 / speed
EARS_M = 1.2  # above the floor, of one who sits
WALLS = 6
NEAREST_M = 0.2  # nearer sources are heard from here, as their direct sound is
WALL_M = 0.1  # chosen: what would be behind a wall stands so far before it
DIRECT_TO_ROOM_DB = 16.0  # at USUAL_M the direct sound is that much louder than all the room gives back: with 10 dB a
# recogniser (PocketSphinx, a book read aloud) mistook 38 words of 100 in place of 23 without a room (measured)
LATE_LESS_DB = (
    6.0  # and what comes late is softer by so much than it would be: that is what takes words away (measured)
)
LEAST_DIRECT_DB = 12.0  # chosen: never less than this, however far the source is
FARTHER = 0.5  # chosen: 3 dB more of the room for each doubling of the distance, where free air would have 6
DRY_S = 0.05  # a shorter reverberation is none


@dataclass(frozen=True)
class Reflections:
    """What the walls give back of a source, one after the other: ahead, behind, right, left, above, below.

    directions  [wall, 3], unit vectors: ahead, right, up
    later_s     [wall]: after the direct sound
    gains       [wall]: beside the direct sound
    """

    directions: Numbers
    later_s: Numbers
    gains: Numbers


class Shape:
    """The shape of a room, and its levels.

    late_gain     of what comes after the first reflections, for a source at USUAL_M, as the root of its energy
    late_after_s  when that begins, after the direct sound
    """

    def __init__(self, room: Room) -> None:
        self.size_m = np.array([room.length_m, room.width_m, room.height_m])
        self.listener_m = np.array([room.length_m / 2, room.width_m / 2, min(EARS_M, room.height_m / 2)])
        self.reverberation_s = room.reverberation_s
        volume, surface = self.size_m.prod(), 2 * (self.size_m.prod() / self.size_m).sum()
        self.absorption = absorption(volume, surface, room.reverberation_s)
        self.late_after_s = 2 * 4 * volume / surface / SPEED_M_S  # by then sound has met two walls
        self._scale = 1.0
        early = self.reflections(0.0, 0.0, USUAL_M).gains
        late = 16 * np.pi * USUAL_M**2 * (1 - self.absorption) / (surface * self.absorption)
        late *= 10 ** (-6 * self.late_after_s / max(room.reverberation_s, DRY_S) - LATE_LESS_DB / 10)
        whole = float(np.sqrt((early**2).sum() + late))
        self._scale = min(gain(-DIRECT_TO_ROOM_DB) / max(whole, 1e-9), 1.0)
        self.late_gain = self._scale * float(np.sqrt(late))

    @property
    def is_dry(self) -> bool:
        """Tell whether there is nothing to hear of the room."""
        return self.reverberation_s < DRY_S

    @property
    def longest_s(self) -> float:
        """Give how late a first reflection can be."""
        return 2 * float(self.size_m.max()) / SPEED_M_S

    def send(self, distance_m: float) -> float:
        """Give how much more, or less, of the room is heard from a distance than from USUAL_M."""
        most = gain(DIRECT_TO_ROOM_DB - LEAST_DIRECT_DB)
        return min(float((max(distance_m, NEAREST_M) / USUAL_M) ** FARTHER), most)

    def reflections(self, azimuth_deg: float, elevation_deg: float, distance_m: float) -> Reflections:
        """Give the reflections of a source in a direction of the room."""
        along = vectors(azimuth_deg, elevation_deg)
        along_m = along * min(max(distance_m, NEAREST_M), self._way_m(along))
        images_m = np.tile(along_m, (WALLS, 1))
        for wall in range(WALLS):
            axis = wall // 2
            # right and up grow from the left wall and the floor; a wall of the far side is at size - listener
            far_m = self.size_m[axis] - self.listener_m[axis]
            images_m[wall, axis] = 2 * (far_m if wall % 2 == 0 else -self.listener_m[axis]) - along_m[axis]
        ways_m = np.linalg.norm(images_m, axis=1)
        gains = self._scale * np.sqrt(1 - self.absorption) * USUAL_M / ways_m * self.send(distance_m)
        later_s = (ways_m - np.linalg.norm(along_m)) / SPEED_M_S
        return Reflections(images_m / ways_m[:, None], later_s, gains)

    def _way_m(self, along: Numbers) -> float:
        """Give how far it is to just before the wall in a direction."""
        room_m = np.where(along > 0, self.size_m - self.listener_m, self.listener_m) - WALL_M
        return float((room_m / np.maximum(np.abs(along), 1e-9)).min())


def absorption(volume_m3: float, surface_m2: float, reverberation_s: float) -> float:
    """Give the share of sound the walls take, by Eyring: T = 0.161 V / (-S ln(1 - a))."""
    return float(1 - np.exp(-EYRING * volume_m3 / (surface_m2 * max(reverberation_s, DRY_S / 5))))
