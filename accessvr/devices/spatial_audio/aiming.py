"""From a direction, a distance and what stands between to a row of the head's table, a colour for each ear, a level."""

from __future__ import annotations

from collections.abc import Sequence
from math import acos, asin, atan2, cos, degrees, radians, sin, sqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from accessvr.devices.spatial_audio.colours import AIR_STEP_M, NEAREST_M, NO_COLOUR, far_shape, hidden, near_shape
from accessvr.devices.spatial_audio.hrtf import Head
from accessvr.devices.spatial_audio.sphere import NEAR_REFERENCE_M, RADIUS_M

DoubleArray = npt.NDArray[np.float64]

USUAL_M = 1.5  # at this distance a sound has its own level: Place's default
CLEAR_M = AIR_STEP_M / 2  # so far, air makes no difference
MEASURED_M = 1.4  # how far the loudspeaker stood from KEMAR
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

    numbers   [aim, 4]: row of the left ear, of the right one, colour of the left ear, of the right one
    coloured  whether any colour may be other than 0
    """

    __slots__ = ("coloured", "numbers")

    def __init__(self, numbers: npt.NDArray[np.intp], *, coloured: bool = True) -> None:
        self.numbers, self.coloured = numbers, coloured

    @classmethod
    def of(cls, aims: Sequence[Aim]) -> Aims:
        """Give aims as numbers."""
        flat: list[int] = []
        coloured = False
        for row, colour, right_row in aims:
            flat += (row, row if right_row < 0 else right_row, *colour)
            coloured = coloured or colour != NO_COLOUR
        return cls(np.array(flat, np.intp).reshape(-1, 4), coloured=coloured)


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
        factor = max((USUAL_M / max(distance_m, NEAREST_M)) ** DOUBLING, FAR_GAIN)
        if distance_m < NEAR_REFERENCE_M:
            return self._near(azimuth_deg, elevation_deg, max(distance_m, NEAREST_M), occlusion), factor
        plain = self._plain[self._directions.row(azimuth_deg, elevation_deg)]
        if distance_m <= CLEAR_M and occlusion <= 0.0:
            return plain, factor
        colour = hidden(far_shape(distance_m), occlusion)
        return (plain if not colour else Aim(plain.row, (colour, colour))), factor

    def far(self, azimuth_deg: DoubleArray, elevation_deg: DoubleArray) -> Aims:
        """Give the aims of many sources, [source] each, with nothing between, from 1 m to CLEAR_M away."""
        rows = self._directions.rows(azimuth_deg, elevation_deg)
        numbers = np.zeros((len(rows), 4), np.intp)
        numbers[:, 0] = numbers[:, 1] = rows
        return Aims(numbers, coloured=False)

    def _near(self, azimuth_deg: float, elevation_deg: float, distance_m: float, occlusion: float) -> Aim:
        """Give the aim of a source that each ear hears from a direction and a distance of its own."""
        azimuth, elevation = radians(azimuth_deg), radians(elevation_deg)
        flat = distance_m * cos(elevation)
        ahead, right, up = flat * cos(azimuth), flat * sin(azimuth), distance_m * sin(elevation)
        rows, colours = [], []
        for ear_right_m in (-RADIUS_M, RADIUS_M):
            rows.append(self._directions.row(*_seen_from_ear(ahead, right - ear_right_m, up, ear_right_m)))
            off_axis_deg = degrees(acos(min(max(right / distance_m * (1 if ear_right_m > 0 else -1), -1.0), 1.0)))
            colours.append(hidden(near_shape(distance_m, off_axis_deg), occlusion))
        return Aim(rows[0], (colours[0], colours[1]), rows[1])


def _seen_from_ear(ahead: float, right: float, up: float, ear_right_m: float) -> tuple[float, float]:
    """Give in what direction from the head's middle the line from an ear to a source meets the measured sphere.

    That is how the ear of the measured head saw the loudspeaker (Romblom and Cook 2008, AES 125th convention, 7610).
    """
    length = sqrt(ahead * ahead + right * right + up * up)
    along = ear_right_m * right / length
    on = sqrt(along * along + MEASURED_M**2 - ear_right_m**2) - along
    ahead, right, up = ahead / length * on, ear_right_m + right / length * on, up / length * on
    return degrees(atan2(right, ahead)) % 360.0, degrees(asin(min(max(up / MEASURED_M, -1.0), 1.0)))
