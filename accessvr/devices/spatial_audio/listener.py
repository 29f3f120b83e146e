"""Where the listener's head points, and what that makes of a direction in the room."""

from __future__ import annotations

from math import asin, atan2, cos, degrees, radians, sin

from accessvr.core.values import dataclass, replace

SPREAD = 1.5  # chosen: how much further to the side things are heard by those who want it wider


@dataclass(frozen=True, slots=True)
class Listener:
    """A head at the middle of the room, turned by `azimuth_deg` (clockwise) and `elevation_deg` (up)."""

    azimuth_deg: float = 0.0
    elevation_deg: float = 0.0

    def turned(self, azimuth_deg: float, elevation_deg: float) -> Listener:
        """Give the head turned elsewhere."""
        return replace(self, azimuth_deg=azimuth_deg, elevation_deg=elevation_deg)

    def seen(self, azimuth_deg: float, elevation_deg: float) -> tuple[float, float]:
        """Give a direction of the room as the head has it: azimuth and elevation in degrees."""
        around = azimuth_deg - self.azimuth_deg
        if not self.elevation_deg:
            return around % 360.0, elevation_deg
        azimuth, elevation, nod = radians(around), radians(elevation_deg), radians(self.elevation_deg)
        ahead, right, up = cos(elevation) * cos(azimuth), cos(elevation) * sin(azimuth), sin(elevation)
        ahead, up = ahead * cos(nod) + up * sin(nod), up * cos(nod) - ahead * sin(nod)
        return degrees(atan2(right, ahead)) % 360.0, degrees(asin(min(max(up, -1.0), 1.0)))


def spread_deg(azimuth_deg: float) -> float:
    """Give an azimuth further to its side, never beyond it: what is ahead stays ahead, what is behind stays behind."""
    turned = (azimuth_deg + 180.0) % 360.0 - 180.0
    side, off = (1.0 if turned >= 0 else -1.0), abs(turned)
    return side * (min(off * SPREAD, 90.0) if off <= 90 else 180.0 - min((180.0 - off) * SPREAD, 90.0))
