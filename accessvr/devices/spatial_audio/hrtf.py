"""The head: how a sound from each direction reaches the two ears. See kemar-notice.txt for where it was measured."""

from __future__ import annotations

from pathlib import Path
from zipfile import BadZipFile
from zlib import error

import numpy as np
import numpy.typing as npt

from accessvr.core.errors import DeviceError
from accessvr.core.values import dataclass

Rows = npt.NDArray[np.intp]
Degrees = npt.NDArray[np.floating]

KEMAR_TABLE = Path(__file__).with_name("kemar.npz")
LEAST_TAPS, MOST_TAPS = 16, 1024
NOT_FINITE = 0x7C00  # in half precision, the sign aside


class Directions:
    """Finds the row of a table nearest to a direction, without a search: rings are regular."""

    def __init__(self, azimuth_deg: Degrees, elevation_deg: Degrees) -> None:
        heights, first, count = np.unique(elevation_deg, return_index=True, return_counts=True)
        if azimuth_deg.shape != elevation_deg.shape or len(heights) < 2:
            raise ValueError("a table has one azimuth and one elevation a row, on two rings or more")
        self._lowest_deg, self._step_deg = float(heights[0]), float(heights[1] - heights[0])
        self._first, self._count = first.tolist(), count.tolist()
        self.count = len(azimuth_deg)
        self.azimuth_deg, self.elevation_deg = azimuth_deg.astype(np.float64), elevation_deg.astype(np.float64)
        self._firsts, self._counts = first.astype(np.intp), count.astype(np.intp)

    def row(self, azimuth_deg: float, elevation_deg: float) -> int:
        """Give the row. Below the lowest ring, where nothing was measured, it is one of that ring."""
        ring = round((elevation_deg - self._lowest_deg) / self._step_deg)
        if not 0 <= ring < len(self._count):
            ring = 0 if ring < 0 else len(self._count) - 1
        count: int = self._count[ring]
        first: int = self._first[ring]
        return first + round(azimuth_deg * count / 360.0) % count

    def rows(self, azimuth_deg: npt.NDArray[np.float64], elevation_deg: npt.NDArray[np.float64]) -> Rows:
        """Give the rows of many directions."""
        ring = np.rint((elevation_deg - self._lowest_deg) / self._step_deg).astype(np.intp)
        count = self._counts.take(ring, mode="clip")  # below the lowest ring it is the lowest
        along = np.rint(azimuth_deg * (count / 360.0)).astype(np.intp)
        rows: Rows = self._firsts.take(ring, mode="clip") + along % count
        return rows

    def mirror(self) -> Rows:
        """Give the row of the mirrored direction of each row."""
        return self.rows(-self.azimuth_deg, self.elevation_deg)


@dataclass(frozen=True)
class Head:
    """One head's responses.

    filters     [row, ear, tap] at 48 kHz, ears left then right; float16, as it lies in the file
    directions  which row is which direction
    """

    filters: np.ndarray[tuple[int, int, int], np.dtype[np.float16]]
    directions: Directions

    @property
    def taps(self) -> int:
        """Give how many samples a response lasts."""
        return self.filters.shape[-1]


def read_table(path: Path = KEMAR_TABLE) -> Head:
    """Read a table. Raises DeviceError when it is missing or damaged."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as table:
            return _checked(table["filters"], Directions(table["azimuth_deg"], table["elevation_deg"]))
    except (OSError, EOFError, KeyError, ValueError, BadZipFile, error) as failure:
        raise DeviceError(
            f"sound: the head's table cannot be read: {failure}",
            spoken="I cannot place sounds around you. The text goes on.",
            remedy="Install accessvr again, or run python -m accessvr.devices.spatial_audio.build_table.",
        ) from failure


def _checked(filters: npt.NDArray[np.float16], directions: Directions) -> Head:
    """Give the head of a table; when only the left ear is kept, the right one is its mirror."""
    rows, ears, taps = filters.shape
    if rows != directions.count or ears not in (1, 2) or not LEAST_TAPS <= taps <= MOST_TAPS:
        raise ValueError(f"a table of {rows} rows, {ears} ears and {taps} taps")
    filters = filters.astype(np.float16, copy=False)
    if (filters.view(np.uint16) & 0x7FFF).max() >= NOT_FINITE:
        raise ValueError("a response is not made of numbers")
    if ears == 1:
        filters = np.concatenate([filters, filters[directions.mirror()]], axis=1)
    return Head(filters, directions)
