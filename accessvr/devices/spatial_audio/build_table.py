"""Builds a table of head responses: kemar.npz from Debian's KEMAR file, or a patron's own head from any SOFA file.

    python -m accessvr.devices.spatial_audio.build_table                     the shipped table again, in its place
    python -m accessvr.devices.spatial_audio.build_table FILE.sofa NAME      a head called NAME, for this user
    python -m accessvr.devices.spatial_audio.build_table FILE.sofa NAME DIR  the same, kept in the folder DIR

measured -> diffuse-field equaliser -> minimum phase of 128 taps -> delay kept apart, fitted by phase below 1.6 kHz
-> a grid of 1 degree around, 2 up and down, filters and delays each mixed on their own -> delay put back as phase
-> half precision.
Mixing the measured responses themselves would comb: 3.7 dB off in place of 0.6 (measured on directions left out).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
import numpy.typing as npt

from accessvr.core.errors import DeviceError
from accessvr.devices.spatial_audio.heads import table_path
from accessvr.devices.spatial_audio.hrtf import KEMAR_TABLE, Directions
from accessvr.devices.spatial_audio.sofa import KEMAR, DoubleArray, Measured, read_sofa
from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE

TAPS = 128  # 0.3 dB from the measured ears; 64 taps are 1.0 dB off (measured)
GUARD = 4  # samples before the earliest onset: the ringing of a fractional delay needs room
# delay between the ears 2 microseconds off on average; 4 with steps of 2 degrees around, 9 with 5 (measured)
AROUND_DEG, HEIGHT_DEG = 1.0, 2.0
MIRRORED = 1e-4  # part of the loudest sample: below, left and right are the same but for rounding
SIZE = 2048
FIT_SIZE = 4096
NEAR = 9  # neighbours among which the best triangle is sought

BEFORE_ONSET = 40  # samples kept before the earliest onset, more than any filter rings ahead

Neighbours = tuple[npt.NDArray[np.intp], DoubleArray]
Table = tuple[DoubleArray, DoubleArray, DoubleArray]


def unit_vectors(azimuth_deg: DoubleArray, elevation_deg: DoubleArray) -> DoubleArray:
    """Give [.., 3]: ahead, right, up."""
    azimuth, elevation = np.deg2rad(azimuth_deg), np.deg2rad(elevation_deg)
    flat = np.cos(elevation)
    return np.stack([flat * np.cos(azimuth), flat * np.sin(azimuth), np.sin(elevation)], -1)


def sphere_shares(grid: DoubleArray, lowest_deg: float, points: int = 200_000) -> DoubleArray:
    """Give each measured direction its share of the sphere (nothing below the lowest ring), summing to 1."""
    spots = np.random.default_rng(1).standard_normal((points, 3))
    spots /= np.linalg.norm(spots, axis=1, keepdims=True)
    spots = spots[spots[:, 2] > np.sin(np.deg2rad(lowest_deg - 5.0))]
    count = np.zeros(len(grid))
    for part in np.array_split(spots, 40):
        np.add.at(count, (part @ grid.T).argmax(1), 1)
    shares: DoubleArray = count / count.sum()
    return shares


def minimum_phase(magnitude: DoubleArray) -> DoubleArray:
    """Give impulse responses whose spectrum has this size at bins 0 to n/2, by the folded cepstrum."""
    size = 2 * (magnitude.shape[-1] - 1)
    floor = 1e-5 * magnitude.max(-1, keepdims=True)
    cepstrum = np.fft.irfft(np.log(np.maximum(magnitude, floor)), size, axis=-1)
    fold = np.zeros(size)
    fold[0], fold[1 : size // 2], fold[size // 2] = 1, 2, 1
    return np.fft.irfft(np.exp(np.fft.rfft(cepstrum * fold, axis=-1)), size, axis=-1)


def diffuse_gain(responses: DoubleArray, shares: DoubleArray) -> DoubleArray:
    """Give the gain per bin that makes the mean over the sphere 1: third-octave smooth, -20 to 12 dB beside 1 kHz."""
    power = (np.abs(np.fft.rfft(responses, SIZE, axis=-1)) ** 2 * shares[:, None, None]).sum((0, 1)) / 2
    frequency = np.fft.rfftfreq(SIZE, 1 / SAMPLE_RATE)
    sixth = 2 ** (1 / 6)
    smooth = np.array([power[(frequency > f / sixth - 1) & (frequency < f * sixth + 1)].mean() for f in frequency])
    low, middle, high = (int(np.argmin(abs(frequency - f))) for f in (150, 1000, 18_000))
    smooth[:low], smooth[high:] = smooth[low], smooth[high]
    shape: DoubleArray = np.clip(np.sqrt(smooth[middle] / smooth), 10 ** (-20 / 20), 10 ** (12 / 20))
    gains: DoubleArray = shape / np.sqrt(smooth[middle])
    return gains


def equalised(responses: DoubleArray, gains: DoubleArray) -> DoubleArray:
    """Give the responses through the equaliser."""
    return np.fft.irfft(np.fft.rfft(responses, SIZE, axis=-1) * np.fft.rfft(minimum_phase(gains)), SIZE, axis=-1)


def closing_window(taps: int) -> DoubleArray:
    """Give a window that closes over the last eighth."""
    window, tail = np.ones(taps), max(taps // 8, 4)
    window[-tail:] = 0.5 * (1 + np.cos(np.pi * np.arange(1, tail + 1) / tail))
    return window


def phase_delay(later: DoubleArray, earlier: DoubleArray, lowest: float, highest: float) -> DoubleArray:
    """Give by how many samples `later` lags `earlier`, from phase alone (PHAT), 200-1600 Hz, to 1/16 of a sample."""
    frequency = np.fft.rfftfreq(FIT_SIZE, 1 / SAMPLE_RATE)
    low = (frequency > 200) & (frequency < 1600)
    weight = np.exp(-0.5 * ((frequency[low] - 800) / 350) ** 2)
    cross = np.fft.rfft(later, FIT_SIZE, axis=-1)[..., low] * np.conj(np.fft.rfft(earlier, FIT_SIZE, axis=-1)[..., low])
    cross = cross / np.maximum(np.abs(cross), 1e-12) * weight
    lag = np.arange(lowest, highest + 1 / 16, 1 / 16)
    angle = 2 * np.pi * frequency[low][:, None] * lag / SAMPLE_RATE
    delay: DoubleArray = lag[(cross.real @ np.cos(angle) - cross.imag @ np.sin(angle)).argmax(-1)]
    return delay


def split(responses: DoubleArray) -> tuple[DoubleArray, DoubleArray]:
    """Give the minimum-phase part [.., TAPS] and the delay in samples [..]."""
    whole = minimum_phase(np.abs(np.fft.rfft(responses, SIZE, axis=-1)))
    return whole[..., :TAPS] * closing_window(TAPS), phase_delay(responses, whole, 0, 100)


def delayed(filters: DoubleArray, delay: DoubleArray, size: int = 512) -> DoubleArray:
    """Give the filters later by a fractional number of samples, as phase."""
    turn = np.exp(-2j * np.pi * np.arange(size // 2 + 1) * delay[..., None] / size)
    return np.fft.irfft(np.fft.rfft(filters, size, axis=-1) * turn, size, axis=-1)


def neighbours(target: DoubleArray, grid: DoubleArray) -> Neighbours:
    """Give, per target unit vector, the nearest grid rows and their weights, nearly all of them zero.

    Of all triples that hold the target the one with the least weighted squared distance counts (that is Delaunay's);
    equal ones (the two diagonals of a square) are averaged, so a mirrored grid gives mirrored weights.
    Outside the grid, below its lowest ring, the nearest point is used.
    """
    parts = [_near_part(target[start : start + 500], grid) for start in range(0, len(target), 500)]
    return np.concatenate([rows for rows, _ in parts]), np.concatenate([weights for _, weights in parts])


def _near_part(target: DoubleArray, grid: DoubleArray) -> Neighbours:
    triples = np.array(list(combinations(range(NEAR), 3)))
    close = np.argsort(-(target @ grid.T), axis=1)[:, :NEAR]
    corner = grid[close[:, triples]]  # [target, triple, corner, xyz]
    share, outside = _shares(target, corner)
    spread = (share * (1 - (corner @ target[:, None, :, None])[..., 0])).sum(-1)
    spread[outside] = np.inf
    best = spread.min(1, keepdims=True)
    share *= ((spread <= best * (1 + 1e-6) + 1e-12) & ~outside)[..., None]
    mixed = np.zeros((len(target), NEAR))
    for corner_number in range(3):
        for triple, column in enumerate(triples[:, corner_number]):
            mixed[:, column] += share[:, triple, corner_number]
    mixed[np.isinf(best[:, 0]), 0] = 1.0
    return close, mixed / mixed.sum(1, keepdims=True)


def _shares(target: DoubleArray, corner: DoubleArray) -> tuple[DoubleArray, npt.NDArray[np.bool_]]:
    """Give the weights of each triple's corners, and whether the target lies outside the triple."""
    flat = np.abs(np.linalg.det(corner)) < 1e-6
    solid = np.where(flat[..., None, None], np.eye(3), corner)
    wanted = np.broadcast_to(target[:, None, :, None], (*flat.shape, 3, 1))
    share = np.linalg.solve(np.swapaxes(solid, -1, -2), wanted)[..., 0]
    outside = flat | (share.min(-1) < -1e-6)
    share = np.clip(share, 0, None)
    return share / np.maximum(share.sum(-1, keepdims=True), 1e-9), outside


def even_grid(lowest_deg: float) -> tuple[DoubleArray, DoubleArray]:
    """Give azimuths and elevations on rings HEIGHT_DEG apart, AROUND_DEG apart on each: fewer towards the pole."""
    azimuth, elevation = [], []
    for height in np.arange(lowest_deg, 90.01, HEIGHT_DEG):
        count = max(1, round(360 * float(np.cos(np.deg2rad(height))) / AROUND_DEG))
        azimuth.append(np.arange(count) * 360 / count)
        elevation.append(np.full(count, height))
    return np.concatenate(azimuth), np.concatenate(elevation)


def build(measured: Measured) -> Table:
    """Give the table of a measured head: filters [row, ear, tap], and azimuths and elevations in degrees [row]."""
    grid = unit_vectors(measured.azimuth_deg, measured.elevation_deg)
    responses = _without_flight(measured.responses)
    lowest_deg = float(measured.elevation_deg.min())
    filters, delay = split(equalised(responses, diffuse_gain(responses, sphere_shares(grid, lowest_deg))))
    azimuth_deg, elevation_deg = even_grid(lowest_deg)
    rows, weights = neighbours(unit_vectors(azimuth_deg, elevation_deg), grid)
    dense = np.einsum("nk,nket->net", weights, filters[rows])
    later = np.einsum("nk,nke->ne", weights, delay[rows]) - delay.min() + GUARD
    taps = TAPS + int(np.ceil(later.max())) + GUARD
    return delayed(dense, later)[..., :taps], azimuth_deg, elevation_deg


def _without_flight(responses: DoubleArray) -> DoubleArray:
    """Give the responses without the time that sound took from the loudspeaker to the nearer ear, if they have it."""
    size = np.abs(responses)
    onset = int((size > 0.05 * size.max(-1, keepdims=True)).argmax(-1).min())
    return responses[..., max(onset - BEFORE_ONSET, 0) :][..., :SIZE]


def save(path: Path, table: Table) -> None:
    """Write a table, whole or not at all. Raises OSError when the folder cannot be written to.

    Of a head whose right is the mirror of its left, one ear is kept: half as much, and exactly mirrored.
    """
    filters, azimuth_deg, elevation_deg = table
    mirror = Directions(azimuth_deg, elevation_deg).mirror()
    if np.abs(filters[:, 0] - filters[mirror, 1]).max() < MIRRORED * np.abs(filters).max():
        filters = filters[:, :1]
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    with unfinished.open("wb") as file:
        np.savez_compressed(
            file,
            filters=filters.astype(np.float16),
            azimuth_deg=azimuth_deg.astype(np.float32),
            elevation_deg=elevation_deg.astype(np.float32),
        )
    unfinished.replace(path)


def make_head(file: Path, name: str, folder: Path | None = None) -> Path:
    """Make a patron's own head from a SOFA file, and give where it is kept. Raises DeviceError with what is wrong."""
    path = table_path(name, folder)
    table = build(read_sofa(file))
    try:
        save(path, table)
    except OSError as error:
        remedy = "Make the folder writable, or name another one."
        raise DeviceError(f"sound: {path} cannot be written: {error}", remedy=remedy) from error
    return path


def main(arguments: Sequence[str]) -> int:
    """Build what is asked for. Give 0, or 1 when a file cannot be used and 2 when the words are not understood."""
    if len(arguments) not in (0, 2, 3):
        sys.stderr.write("Say: build_table FILE.sofa NAME [FOLDER]\n")
        return 2
    try:
        if not arguments:
            save(KEMAR_TABLE, build(read_sofa(KEMAR)))
            return 0
        path = make_head(Path(arguments[0]), arguments[1], *(Path(folder) for folder in arguments[2:]))
    except DeviceError as error:
        sys.stderr.write(f"{error.message}. {error.remedy}\n")
        return 1
    sys.stdout.write(f"The head {arguments[1]} is ready: {path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
