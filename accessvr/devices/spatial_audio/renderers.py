"""Ways of hearing: each renders sources placed around the head for what the sound comes out of."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from typing import Protocol

import numpy as np

from accessvr.core.scene import Place, Room
from accessvr.core.values import dataclass
from accessvr.devices.spatial_audio.aiming import Aim, Aiming, distance_gain
from accessvr.devices.spatial_audio.colours import NO_COLOUR, coloured_filters
from accessvr.devices.spatial_audio.engine import PointSources
from accessvr.devices.spatial_audio.hrtf import Head
from accessvr.devices.spatial_audio.listener import Listener, spread_deg
from accessvr.devices.spatial_audio.room import RoomSound
from accessvr.devices.spatial_audio.room_shape import DIRECT_TO_ROOM_DB, Shape
from accessvr.devices.spatial_audio.ruled_heads import loudspeaker_head, mono_head, one_ear_head, wider_head
from accessvr.devices.spatial_audio.shaping import SIZE, Levels
from accessvr.devices.spatial_audio.sound_format import FloatArray

NO_NEAR_M = 1.0  # from here on a head does not come nearer to one ear than to the other
ROOM_COUNTS = 1.5  # measured: in small rooms what comes back counts twice by its power, in halls once
LEAST = 1e-9  # of power: a direction from which nothing is heard is made no louder than this allows
MOST_LEVELS = 4096  # aims whose level is kept


class Renderer(Protocol):
    """Gives two ears, or two speakers, of sources placed in the room around a listener."""

    def place(self, source: int, place: Place, listener: Listener) -> None:
        """Put a source somewhere at once, without a fade: for one that begins anew."""
        ...

    def render(self, samples: FloatArray, plain: FloatArray, places: Sequence[Place], listener: Listener) -> FloatArray:
        """Give [2, block] of samples [source, block] at their places, and of what is plain [block]: from nowhere."""
        ...

    def describe(self, room: Room | None) -> None:
        """Let the sound of a room be heard around things, or none."""
        ...

    def hush(self) -> None:
        """Let what lingers in the room be silent within a block."""
        ...


@dataclass(frozen=True, slots=True)
class Sources:
    """What is to be rendered.

    count      how many sources there are
    voices     so many of them, the first ones, carry speech
    roomed     so many of them, the first ones, are heard with the room around; a beacon is found better without
    around     so many, the last ones, carry the ambience
    block      samples a block
    weight     how much each bin of SIZE adds to the loudness of speech, with all that is done to it but the rendering
    elsewhere  where a room is made; without it, it is made at once
    """

    count: int
    voices: int
    roomed: int
    around: int
    block: int
    weight: Levels
    elsewhere: Executor | None = None


class _Placed:
    """Sources around a head of any kind, each as loud as its distance says; speech is as loud from everywhere.

    How near speech is, is told by timbre alone, so that no place makes it too soft to be understood.

    nearest_m  what is nearer has the timbre of that distance
    """

    def __init__(self, head: Head, sources: Sources, nearest_m: float = 0.0) -> None:
        self._head, self._aiming, self._nearest_m = head, Aiming(head), nearest_m
        self._voices, self._weight = sources.voices, sources.weight / sources.weight.sum()
        count, block = sources.count, sources.block
        self.points = PointSources(head, count, block)
        self._rise = (np.arange(1, block + 1) / block).astype(np.float32)
        self._gains: list[float | None] = [None] * count
        self._levels: dict[Aim, float] = {}
        self.room: Shape | None = None

    def place(self, source: int, azimuth_deg: float, elevation_deg: float, distance_m: float) -> None:
        aim, factor = self._aim(source, azimuth_deg, elevation_deg, distance_m)
        self.points.place(source, aim)
        self._gains[source] = factor

    def aimed(self, samples: FloatArray, seen: Sequence[tuple[float, float, float]]) -> tuple[FloatArray, list[Aim]]:
        """Give the samples with the factors of their places, which change evenly, and their aims."""
        levelled, aims = samples.copy(), []
        for source, direction in enumerate(seen):
            aim, factor = self._aim(source, *direction)
            aims.append(aim)
            before, self._gains[source] = self._gains[source], factor
            if before is None or before == factor:
                levelled[source] *= factor
            else:
                levelled[source] *= before + (factor - before) * self._rise
        return levelled, aims

    def _aim(self, source: int, azimuth_deg: float, elevation_deg: float, distance_m: float) -> tuple[Aim, float]:
        aim, _ = self._aiming.aim(azimuth_deg, elevation_deg, max(distance_m, self._nearest_m))
        if source >= self._voices:
            return aim, distance_gain(distance_m)
        return aim, self._even(aim) * (1.0 if self.room is None else self._beside_room(self.room, distance_m))

    @staticmethod
    def _beside_room(room: Shape, distance_m: float) -> float:
        """Give the factor of speech that is as loud together with what the room adds as it would be alone."""
        return float((1 + ROOM_COUNTS * 10 ** (-DIRECT_TO_ROOM_DB / 10) * room.send(distance_m) ** 2) ** -0.5)

    def _even(self, aim: Aim) -> float:
        """Give the factor by which speech from an aim is as loud as it is plain."""
        if aim not in self._levels:
            if len(self._levels) >= MOST_LEVELS:
                self._levels.clear()
            self._levels[aim] = float(self._speech_power(aim) ** -0.5)
        return self._levels[aim]

    def _speech_power(self, aim: Aim) -> float:
        """Give how much louder speech is from an aim than plain, both ears together, as a factor of power."""
        rows = (aim.row, aim.row if aim.right_row < 0 else aim.right_row)
        filters = np.stack([self._head.filters[row, ear] for ear, row in enumerate(rows)]).astype(np.float32)
        if aim.colour != NO_COLOUR:
            filters = coloured_filters(filters, aim.colour)
        power = (np.abs(np.fft.rfft(filters, SIZE, axis=-1)) ** 2).mean(0)
        return max(float(power @ self._weight), LEAST)


class Binaural:
    """For headphones: as the ears of a head hear it, with the room around. Also for what lies on the bone."""

    def __init__(self, head: Head, sources: Sources, *, wider: bool = False, room: bool = True) -> None:
        self._wider, self._roomed = wider, sources.roomed
        self._placed = _Placed(wider_head(head) if wider else head, sources)
        self._room = RoomSound(head, sources.roomed, sources.block, sources.elsewhere) if room else None

    def place(self, source: int, place: Place, listener: Listener) -> None:
        """Put a source somewhere at once."""
        self._placed.place(source, *self._seen(place, listener))

    def render(self, samples: FloatArray, plain: FloatArray, places: Sequence[Place], listener: Listener) -> FloatArray:
        """Give the next block in both ears."""
        samples, aims = self._placed.aimed(samples, [self._seen(place, listener) for place in places])
        heard = self._placed.points.render(samples, aims) + plain
        if self._room is None:
            return heard
        roomed = [(place.azimuth_deg, place.elevation_deg, place.distance_m) for place in places[: self._roomed]]
        facing = (listener.azimuth_deg, listener.elevation_deg)
        return heard + self._room.render(samples[: self._roomed], roomed, facing)

    def describe(self, room: Room | None) -> None:
        """Let the sound of a room be heard around things, or none."""
        if self._room is not None:
            self._room.describe(room)
            shape = None if room is None else Shape(room)
            self._placed.room = None if shape is None or shape.is_dry else shape

    def hush(self) -> None:
        """Let what lingers in the room be silent within a block."""
        if self._room is not None:
            self._room.hush()

    def _seen(self, place: Place, listener: Listener) -> tuple[float, float, float]:
        azimuth_deg, elevation_deg = listener.seen(place.azimuth_deg, place.elevation_deg)
        return spread_deg(azimuth_deg) if self._wider else azimuth_deg, elevation_deg, place.distance_m


class ByRule:
    """For loudspeakers, for one sound in both ears and for one ear: no HRTF, no room, and never a sum of two ears."""

    def __init__(self, head: Head, sources: Sources, sides: tuple[float, float]) -> None:
        """Begin with a head of `ruled_heads`. `sides` is how loud what is plain is on the left and on the right."""
        self._placed = _Placed(head, sources, NO_NEAR_M)
        self._sides = np.array(sides, np.float32)[:, None]

    def place(self, source: int, place: Place, listener: Listener) -> None:
        """Put a source somewhere at once."""
        self._placed.place(source, *self._seen(place, listener))

    def render(self, samples: FloatArray, plain: FloatArray, places: Sequence[Place], listener: Listener) -> FloatArray:
        """Give the next block on both sides."""
        samples, aims = self._placed.aimed(samples, [self._seen(place, listener) for place in places])
        return self._placed.points.render(samples, aims) + plain * self._sides

    def describe(self, room: Room | None) -> None:
        """Change nothing: what has no sides is clearer without a room."""

    def hush(self) -> None:
        """Do nothing: nothing lingers."""

    def _seen(self, place: Place, listener: Listener) -> tuple[float, float, float]:
        return *listener.seen(place.azimuth_deg, place.elevation_deg), place.distance_m


class Mono(ByRule):
    """The same on both sides, to the bit."""

    def __init__(self, sources: Sources) -> None:
        super().__init__(mono_head(), sources, (1.0, 1.0))

    def render(self, samples: FloatArray, plain: FloatArray, places: Sequence[Place], listener: Listener) -> FloatArray:
        """Give the next block, twice."""
        both = super().render(samples, plain, places, listener)
        both[1] = both[0]
        return both


def loudspeakers(sources: Sources) -> ByRule:
    """Give the renderer for two loudspeakers at 30 degrees to the left and to the right."""
    return ByRule(loudspeaker_head(), sources, (1.0, 1.0))


def one_ear(ear: str, sources: Sources) -> ByRule:
    """Give the renderer that lets one ear, "left" or "right", hear all there is, as loud as two would."""
    whole = 2**0.5
    return ByRule(one_ear_head(ear), sources, (whole, 0.0) if ear == "left" else (0.0, whole))
