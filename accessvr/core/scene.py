"""Where things stand around a seated listener. Azimuths are degrees clockwise from straight ahead."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from accessvr.core.values import dataclass, replace

ROW_ENDS = ("leftmost", "rightmost")


class Shape(Enum):
    """How much room a sound takes: a point, or all around."""

    POINT = "point"
    AROUND = "around"


@dataclass(frozen=True, slots=True)
class Place:
    """Where one thing is heard: `what` is a node id, a kind ("heading"), or "voice".

    azimuth_deg    clockwise from straight ahead
    elevation_deg  up is positive
    distance_m     above 0
    icon           the sound of what stands there, a name in audio_scenes/icons.toml; "" for none
    """

    what: str
    azimuth_deg: float = 0.0
    elevation_deg: float = 0.0
    distance_m: float = 1.5
    shape: Shape = Shape.POINT
    icon: str = ""


AHEAD = Place("voice")


@dataclass(frozen=True, slots=True)
class Ambience:
    """A background that is never louder than `level_db` under speech. `recipe` names one in audio_scenes."""

    recipe: str
    level_db: float = -24.0


@dataclass(frozen=True, slots=True)
class Room:
    """The room that is heard: length, width, height in metres, and its reverberation time."""

    length_m: float = 6.0
    width_m: float = 5.0
    height_m: float = 3.0
    reverberation_s: float = 0.4


@dataclass(frozen=True, slots=True)
class Scene:
    """A named arrangement of places, with an ambience or none."""

    id: str
    places: tuple[Place, ...] = ()
    ambience: Ambience | None = None
    room: Room | None = None

    def place(self, *names: str) -> Place:
        """Give the place of the first of `names` that the scene holds, else straight ahead."""
        for name in names:
            for place in self.places:
                if place.what == name:
                    return place
        return AHEAD

    def along(self, row: str, share: float) -> Place | None:
        """Give the place at a share of the way (0 to 1) along a row ("cell"), or None when the scene has no such row.

        A row has two ends, "cell.leftmost" and "cell.rightmost".
        """
        left, right = (self.place(f"{row}.{end}") for end in ROW_ENDS)
        if left is AHEAD or right is AHEAD:
            return None
        azimuth_deg = left.azimuth_deg + min(max(share, 0.0), 1.0) * (right.azimuth_deg - left.azimuth_deg)
        return replace(left, what=row, azimuth_deg=azimuth_deg)


def clock_hour(azimuth_deg: float) -> int:
    """Give the hour of the clock face for a direction: 0 degrees is 12, 90 degrees is 3."""
    return round(azimuth_deg % 360.0 / 30.0) % 12 or 12


def pitch_for_height(elevation_deg: float, pitches: Sequence[tuple[float, float]]) -> float:
    """Give the factor of pitch that tells a height: evenly in musical terms between rows, the outermost beyond them.

    pitches  (elevation in degrees, factor), from low to high
    """
    before = pitches[0]
    for row in pitches:
        if elevation_deg < row[0]:
            share = (elevation_deg - before[0]) / (row[0] - before[0]) if row != before else 0.0
            return float(before[1] * (row[1] / before[1]) ** share)
        before = row
    return before[1]
