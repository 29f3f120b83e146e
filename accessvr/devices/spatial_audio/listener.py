"""Where the listener's head points, and what that makes of a place in the room."""

from __future__ import annotations

from math import asin, atan2, cos, degrees, radians, sin

from accessvr.core.scene import Place
from accessvr.core.values import dataclass, replace
from accessvr.devices.spatial_audio.hrtf import Directions

USUAL_M = 1.5  # at this distance a sound has its own level: Place's default
FAR_GAIN = 0.5  # chosen: a far voice is softer by 6 dB, and no more: it must still be understood
NEAR_GAIN = 1.26  # chosen: a near one is louder by 2 dB, so that it does not startle


def nearness(place: Place) -> float:
    """Give the factor of a place's distance: the law of distance, held within what stays comfortable."""
    return min(max(USUAL_M / max(place.distance_m, 0.1), FAR_GAIN), NEAR_GAIN)


@dataclass(frozen=True, slots=True)
class Listener:
    """A head at the middle of the room, turned by `azimuth_deg` (clockwise) and `elevation_deg` (up)."""

    directions: Directions
    azimuth_deg: float = 0.0
    elevation_deg: float = 0.0

    def turned(self, azimuth_deg: float, elevation_deg: float) -> Listener:
        """Give the head turned elsewhere."""
        return replace(self, azimuth_deg=azimuth_deg, elevation_deg=elevation_deg)

    def row(self, place: Place) -> int:
        """Give the row of the head's table from which a place of the room is heard."""
        return self.directions.row(*self.seen(place.azimuth_deg, place.elevation_deg))

    def seen(self, azimuth_deg: float, elevation_deg: float) -> tuple[float, float]:
        """Give a direction of the room as the head has it: azimuth and elevation in degrees."""
        around = azimuth_deg - self.azimuth_deg
        if not self.elevation_deg:
            return around % 360.0, elevation_deg
        azimuth, elevation, nod = radians(around), radians(elevation_deg), radians(self.elevation_deg)
        ahead, right, up = cos(elevation) * cos(azimuth), cos(elevation) * sin(azimuth), sin(elevation)
        ahead, up = ahead * cos(nod) + up * sin(nod), up * cos(nod) - ahead * sin(nod)
        return degrees(atan2(right, ahead)) % 360.0, degrees(asin(min(max(up, -1.0), 1.0)))
