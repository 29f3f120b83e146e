"""From a direction, a distance and what stands between to a row of the head's table, a colour for each ear, a level."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from accessvr.devices.spatial_audio.colours import NO_COLOUR
from accessvr.devices.spatial_audio.hrtf import Head

DoubleArray = npt.NDArray[np.float64]

USUAL_M = 1.5  # at this distance a sound has its own level: Place's default
NEAREST_M = 0.2  # chosen: nearer sounds are played as from here; sources do not pass through the head
FAR_GAIN = 0.5  # chosen: a far voice is softer by 6 dB, and no more: it must still be understood
DOUBLING = 1 / 3  # chosen: 2 dB for each doubling of the distance in place of the 6 of free air, for the same reason


class Aim(NamedTuple):
    """Where a source is heard from. A tuple, since hundreds are compared in every block.

    row        row of the head's table; of the left ear alone when right_row is given
    colour     number of a colour for the left and the right ear; 0 is none
    right_row  row for the right ear; below 0 when both ears have the same, as they do beyond 1 m
    """

    row: int
    colour: tuple[int, int] = NO_COLOUR
    right_row: int = -1


class Aims:
    """Many aims at once, as numbers: what a caller with many sources makes without a loop.

    numbers  [aim, 4]: row of the left ear, of the right one, colour of the left ear, of the right one
    """

    __slots__ = ("numbers",)

    def __init__(self, numbers: npt.NDArray[np.intp]) -> None:
        self.numbers = numbers

    @classmethod
    def of(cls, aims: Sequence[Aim]) -> Aims:
        """Give aims as numbers."""
        flat = [(row, row if right_row < 0 else right_row, *colour) for row, colour, right_row in aims]
        return cls(np.array(flat, np.intp).reshape(len(aims), 4))


def distance_gain(distance_m: float) -> float:
    """Give the factor of a distance: one law from 0.2 m to 12 m, 1 at USUAL_M, never below FAR_GAIN."""
    return max(float((USUAL_M / max(distance_m, NEAREST_M)) ** DOUBLING), FAR_GAIN)


class Aiming:
    """Finds aims for one head."""

    def __init__(self, head: Head) -> None:
        self._directions = head.directions
        self._plain = [Aim(row) for row in range(len(head.filters))]

    def aim(
        self, azimuth_deg: float, elevation_deg: float, distance_m: float, occlusion: float = 0.0
    ) -> tuple[Aim, float]:
        """Give the aim of a source and the factor of its distance.

        azimuth_deg    clockwise from where the nose points; any value
        elevation_deg  -90 to 90
        distance_m     from the middle of the head; nearer than 0.2 is played as 0.2
        occlusion      how much stands between, 0 to 1; let it go evenly, see `colours.fading`
        """
        return self._plain[self._directions.row(azimuth_deg, elevation_deg)], distance_gain(distance_m)

    def far(self, azimuth_deg: DoubleArray, elevation_deg: DoubleArray) -> Aims:
        """Give the aims of many sources between 1 m and COLOURLESS_M with nothing between, [source] each."""
        rows = self._directions.rows(azimuth_deg, elevation_deg)
        numbers = np.zeros((len(rows), 4), np.intp)
        numbers[:, 0] = numbers[:, 1] = rows
        return Aims(numbers)
