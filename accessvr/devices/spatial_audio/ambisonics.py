"""Many directions at once at a bounded cost: a bus of order 4, 25 channels in the order ACN, scaled by N3D.

Sound from any number of directions is summed into the channels, and each ear hears the channels through 25 filters.
They are made by least squares below a corner frequency and, above it, fitted to the size of the spectrum alone, for
that is what the ear hears there (MagLS; Schoerkhuber, Zaunschirm and Hoeldrich 2018). Two things that needs, or it is
6 dB off (measured): the delay common to all directions is taken out first and put back last, and the mean over the
sphere is made right again in each band. It is less true than a table of directions (1.3 dB in place of 0.4), so it is
for what need not be found: the reflections of a room.
"""

from __future__ import annotations

from collections import deque
from functools import lru_cache
from math import factorial

import numpy as np
import numpy.typing as npt

from accessvr.devices.spatial_audio.hrtf import Head
from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE, FloatArray

ORDER = 4
CHANNELS = (ORDER + 1) ** 2
CORNER_HZ = 1800.0  # 1.3 dB off; from 2400 Hz, order x 600, 1.6 dB, and the delays no better (measured)
BELOW_DEG, BELOW = -40, 0.2  # hardly a head is measured below: what is guessed there counts less
STEP_DEG = 6  # chosen: 1157 directions to fit 25 channels to; twice as many change nothing (measured)
LIMIT = 1e-4  # keeps channels that few directions tell of from growing
ROUNDS = 8
SIZE = 512
TAPS = 192
EARLY = 16  # samples the filters begin before the head's own responses: what is fitted rings a little before
MOST_LIFT = 4.0

Numbers = npt.NDArray[np.float64]
Complex = npt.NDArray[np.complex128]


def harmonics(vectors: npt.NDArray[np.floating]) -> Numbers:
    """Give the channels [CHANNELS, ..] of unit vectors [.., 3]: ahead, right, up."""
    ahead, left, up = vectors[..., 0], -vectors[..., 1], vectors[..., 2]
    result = np.empty((CHANNELS, *ahead.shape))
    sector = np.ones(ahead.shape, np.complex128)
    factor = 1.0
    for m in range(ORDER + 1):
        before, now = np.zeros_like(up), np.full_like(up, factor)
        for n in range(m, ORDER + 1):
            if n > m:
                before, now = now, ((2 * n - 1) * up * now - (n + m - 1) * before) / (n - m)
            scaled = now * _scale(n, m)
            result[n * n + n + m] = scaled * sector.real
            if m:
                result[n * n + n - m] = scaled * sector.imag
        sector = sector * (ahead + 1j * left)
        factor *= 2 * m + 1
    return result


def encoded(vectors: npt.NDArray[np.floating]) -> Numbers:
    """Give the same for vectors [n, 3], in a tenth of the calls: for a head that turns in every block.

    On a sphere all channels are sums of the products of three and of four coordinates, of which there are 25.
    """
    channels: Numbers = _from_products() @ _products(vectors)
    return channels


def _products(vectors: npt.NDArray[np.floating]) -> Numbers:
    one = vectors.T
    two = one[[0, 0, 0, 1, 1, 2]] * one[[0, 1, 2, 1, 2, 2]]  # of ahead, right, up
    three = two[[0, 0, 0, 1, 1, 2, 3, 3, 4, 5]] * one[[0, 1, 2, 1, 2, 2, 1, 2, 2, 2]]
    four = two[[0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 3, 3, 3, 4, 5]] * two[[0, 1, 2, 3, 4, 5, 3, 4, 5, 5, 3, 4, 5, 5, 5]]
    return np.concatenate([three, four])


@lru_cache(maxsize=1)
def _from_products() -> Numbers:
    ways = np.random.default_rng(1).standard_normal((200, 3))
    ways /= np.linalg.norm(ways, axis=1, keepdims=True)
    found = np.linalg.lstsq(_products(ways).T, harmonics(ways).T, rcond=None)[0]
    return found.T.astype(np.float64)


def _scale(n: int, m: int) -> float:
    return float(np.sqrt((2 * n + 1) * (2 if m else 1) * factorial(n - m) / factorial(n + m)))


def bus_filters(head: Head) -> FloatArray:
    """Give the filters [ear, channel, TAPS] by which the bus is heard through a head.

    They come EARLY samples later than the head's own responses. Made in 0.1 s (measured); the last heads' are kept.
    """
    for known, filters in _made:
        if known is head:
            return filters
    _made.append((head, _filters(head)))
    return _made[-1][1]


_made: deque[tuple[Head, FloatArray]] = deque(maxlen=2)


def _filters(head: Head) -> FloatArray:
    azimuth_deg, elevation_deg, shares = _grid()
    responses = head.filters[head.directions.rows(azimuth_deg, elevation_deg)].astype(np.float64)
    basis = harmonics(vectors(azimuth_deg, elevation_deg)).T
    common = _common_delay(responses, shares)
    turn = np.exp(2j * np.pi * np.fft.rfftfreq(SIZE) * common)
    wanted = np.ascontiguousarray((np.fft.rfft(responses, SIZE, axis=-1) * turn).transpose(2, 0, 1))  # [bin, way, ear]
    spectrum = _diffuse(_fit(wanted, basis, shares), wanted, basis, shares)
    later = np.exp(-2j * np.pi * np.fft.rfftfreq(SIZE) * (common + EARLY))
    filters = np.fft.irfft(spectrum.transpose(2, 1, 0) * later, SIZE, axis=-1)[..., :TAPS]
    tail = TAPS // 8
    filters[..., -tail:] *= 0.5 + 0.5 * np.cos(np.pi * np.arange(1, tail + 1) / tail)
    made: FloatArray = filters.astype(np.float32)
    return made


def diffuse(head: Head) -> tuple[Numbers, Numbers]:
    """Give how sound from all around reaches a head: the power [ear, bin] and how alike the ears are, -1 to 1 [bin].

    Bins of a transform of SIZE.
    """
    azimuth_deg, elevation_deg, shares = _grid()
    responses = head.filters[head.directions.rows(azimuth_deg, elevation_deg)].astype(np.float32)
    spectrum = np.fft.rfft(responses, SIZE, axis=-1)
    power = np.einsum("d,dek->ek", shares, np.abs(spectrum) ** 2)
    common = np.einsum("d,dk->k", shares, (spectrum[:, 0] * spectrum[:, 1].conj()).real)
    return power, np.clip(common / np.sqrt(np.maximum(power[0] * power[1], 1e-18)), -1, 1)


def vectors(azimuth_deg: npt.ArrayLike, elevation_deg: npt.ArrayLike) -> Numbers:
    """Give unit vectors [.., 3], ahead, right, up, of directions."""
    azimuth, elevation = np.deg2rad(azimuth_deg), np.deg2rad(elevation_deg)
    flat = np.cos(elevation)
    return np.stack([flat * np.cos(azimuth), flat * np.sin(azimuth), np.sin(elevation)], -1)


def _grid() -> tuple[Numbers, Numbers, Numbers]:
    """Give directions, those of a table of 2 degrees and their mirrors, and the share of the sphere of each."""
    azimuth, elevation, shares = [], [], []
    for height in range(-88, 91, STEP_DEG):
        flat = float(np.cos(np.deg2rad(height)))
        rows, count = max(1, round(180 * flat)), max(1, round(360 / STEP_DEG * flat))
        half = {round(k * rows / count) for k in range(count // 2 + 1)}
        ring = np.array(sorted(half | {-k % rows for k in half})) * (
            360 / rows
        )  # the left half is the right one's mirror
        azimuth.append(ring)
        elevation.append(np.full(len(ring), float(height)))
        edges = np.deg2rad(np.clip([height - STEP_DEG / 2, height + STEP_DEG / 2], -90, 90))
        counts = (np.sin(edges[1]) - np.sin(edges[0])) * (BELOW if height < BELOW_DEG else 1)
        shares.append(np.full(len(ring), counts / len(ring)))
    share = np.concatenate(shares)
    return np.concatenate(azimuth), np.concatenate(elevation), share / share.sum()


def _common_delay(responses: Numbers, shares: Numbers) -> float:
    """Give the mean delay in samples of the responses [direction, ear, tap]: that of their power up to 1600 Hz."""
    low = np.fft.rfftfreq(SIZE, 1 / SAMPLE_RATE) < 1600
    spectrum = np.fft.rfft(responses, SIZE, axis=-1)[..., low]
    later = np.fft.rfft(responses * np.arange(responses.shape[-1]), SIZE, axis=-1)[..., low]
    weight = shares[:, None, None]
    return float((weight * (later * spectrum.conj()).real).sum() / (weight * np.abs(spectrum) ** 2).sum())


def _fit(wanted: Complex, basis: Numbers, shares: Numbers) -> Complex:
    """Give spectra [bin, channel, ear]: below the corner nearest to those wanted, above it nearest in size."""
    weighted = (basis * shares[:, None]).T
    solve = np.linalg.solve(weighted @ basis + LIMIT * np.eye(CHANNELS), weighted).astype(np.float64)
    sizes = np.abs(wanted)
    spectrum = np.empty((len(wanted), CHANNELS, wanted.shape[2]), np.complex128)
    for k, target in enumerate(wanted):
        spectrum[k] = _times(solve, target)
        if k * SAMPLE_RATE > CORNER_HZ * SIZE:
            spectrum[k] = spectrum[k - 1]
            for _ in range(ROUNDS):
                near = _times(basis, spectrum[k])
                near *= sizes[k] / np.maximum(np.abs(near), 1e-12)
                spectrum[k] = _times(solve, near)
    return spectrum


def _times(real: Numbers, whole: Complex) -> Complex:
    """Give the product of a matrix of real numbers and one of complex ones, in half the time."""
    return (real @ np.ascontiguousarray(whole).view(np.float64)).view(np.complex128)


def _diffuse(spectrum: Complex, wanted: Complex, basis: Numbers, shares: Numbers) -> Complex:
    """Give the spectra with as much power over the whole sphere above the corner as is wanted there."""
    power = (np.abs(basis @ spectrum) ** 2 * shares[:, None]).sum(1)
    wanted_power = (np.abs(wanted) ** 2 * shares[:, None]).sum(1)
    lift = np.minimum(np.sqrt(wanted_power / np.maximum(power, 1e-18)), MOST_LIFT)
    lift[np.fft.rfftfreq(SIZE, 1 / SAMPLE_RATE) < CORNER_HZ] = 1
    lifted: Complex = spectrum * lift[:, None, :]
    return lifted
