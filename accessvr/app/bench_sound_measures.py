"""How near rendered sound is to measured ears: delay, levels, spectrum, where a simple listener hears it, noise."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from accessvr.core.values import dataclass
from accessvr.devices.spatial_audio.build_table import phase_delay
from accessvr.devices.spatial_audio.sofa import DoubleArray
from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE, FloatArray

SIZE = 4096
LOWEST_HZ, HIGHEST_HZ = 200.0, 16_000.0
LONGEST_DELAY = 58  # samples between two ears: 1.2 ms
NEAR_HZ = 150.0  # what is further from a tone than this is noise

Chosen = npt.NDArray[np.bool_]


def erb_bands() -> tuple[DoubleArray, DoubleArray]:
    """Give the middle of each ERB band in Hz, and its weight for each bin [band, bin] (Glasberg and Moore 1990)."""
    lowest, highest = (21.4 * np.log10(1 + 0.00437 * hz) for hz in (LOWEST_HZ, HIGHEST_HZ))
    middle_hz = (10 ** (np.arange(lowest, highest) / 21.4) - 1) / 0.00437
    width_hz = 1.019 * 24.7 * (4.37 * middle_hz / 1000 + 1)
    frequency_hz = np.fft.rfftfreq(SIZE, 1 / SAMPLE_RATE)
    weight = 1 / (1 + ((frequency_hz - middle_hz[:, None]) / width_hz[:, None]) ** 2) ** 4
    return middle_hz, weight / weight.sum(1, keepdims=True)


BAND_HZ, BANDS = erb_bands()


def band_levels_db(responses: DoubleArray) -> DoubleArray:
    """Give the levels [.., band] of impulse responses [.., tap]."""
    power = np.abs(np.fft.rfft(responses, SIZE, axis=-1)) ** 2
    levels: DoubleArray = 10 * np.log10(power @ BANDS.T + 1e-12)
    return levels


def ear_delay_us(responses: DoubleArray) -> DoubleArray:
    """Give how much later the right ear hears responses [.., 2, tap], by phase alone, in microseconds."""
    delay: DoubleArray = phase_delay(responses[..., 1, :], responses[..., 0, :], -LONGEST_DELAY, LONGEST_DELAY)
    return delay / SAMPLE_RATE * 1e6


@dataclass(frozen=True, slots=True)
class Errors:
    """How far rendered responses are from measured ones.

    spectrum_db    rms over directions, ears and bands
    difference_db  of the level difference between the ears, rms over directions and bands
    worst_band_db  the same of the worst band
    delay_us       between the ears: mean, and 95 of 100 are nearer than delay_p95_us
    """

    spectrum_db: float
    difference_db: float
    worst_band_db: float
    delay_us: float
    delay_p95_us: float


class Reference:
    """Measured responses [direction, ear, tap], each with its share of the sphere, to hold rendered ones against."""

    def __init__(self, responses: DoubleArray, shares: DoubleArray) -> None:
        self._shares = shares
        self.level_db = band_levels_db(responses)
        self.delay_us = ear_delay_us(responses)
        self.difference_db = self.level_db[:, 0] - self.level_db[:, 1]

    def levels_db(self, responses: DoubleArray, *, colourless: bool) -> DoubleArray:
        """Give the levels of rendered responses; `colourless` takes out what is common to all directions."""
        level = band_levels_db(responses)
        return level - self._mean_db(level) + self._mean_db(self.level_db) if colourless else level

    def errors(self, responses: DoubleArray, chosen: Chosen | None = None, *, colourless: bool = False) -> Errors:
        """Give the errors of rendered responses, of all directions or those chosen."""
        which = np.ones(len(self.delay_us), bool) if chosen is None else chosen
        level = self.levels_db(responses, colourless=colourless)[which]
        delay = np.abs(ear_delay_us(responses[which]) - self.delay_us[which])
        difference = level[:, 0] - level[:, 1] - self.difference_db[which]
        return Errors(
            float(np.sqrt(np.square(level - self.level_db[which]).mean())),
            float(np.sqrt(np.square(difference).mean())),
            float(np.sqrt(np.square(difference).mean(0)).max()),
            float(delay.mean()),
            float(np.percentile(delay, 95)),
        )

    def _mean_db(self, level_db: DoubleArray) -> DoubleArray:
        power = (10 ** (level_db / 10) * self._shares[:, None, None]).sum((0, 1)) / 2
        mean: DoubleArray = 10 * np.log10(power)
        return mean


@dataclass(frozen=True, slots=True)
class Heard:
    """Where a simple listener hears responses: mean error to the side, and how often front is taken for back."""

    side_deg: float
    front_back_percent: float


class Localiser:
    """A listener who compares with known directions: side by delay and level, front and height by rising slopes.

    After E. H. A. Langendijk and A. W. Bronkhorst, JASA 112, 1583 (2002), and R. Baumgartner, P. Majdak and B. Laback,
    JASA 136, 791 (2014). It is the measured head hearing through its own ears: it tests a renderer, not people.
    """

    def __init__(self, reference: Reference, azimuth_deg: DoubleArray, elevation_deg: DoubleArray) -> None:
        azimuth, elevation = np.deg2rad(azimuth_deg), np.deg2rad(elevation_deg)
        self._known = reference
        self._side = np.arcsin(np.clip(np.sin(azimuth) * np.cos(elevation), -1, 1))
        self._polar = np.arctan2(np.sin(elevation), np.cos(azimuth) * np.cos(elevation))
        self._slopes = _rising(reference.level_db)

    def hear(self, responses: DoubleArray, *, colourless: bool = False) -> Heard:
        """Give what is heard of responses rendered for each known direction."""
        level = self._known.levels_db(responses, colourless=colourless)
        slopes, delay = _rising(level), ear_delay_us(responses)
        heard = [self._one(level[i, 0] - level[i, 1], delay[i], slopes[i]) for i in range(len(level))]
        side, polar = np.array(heard).T
        clear = (np.abs(self._side) < np.deg2rad(60)) & (np.abs(np.cos(self._polar)) > 0.35)
        confused = (np.sign(np.cos(polar)) != np.sign(np.cos(self._polar)))[clear]
        return Heard(float(np.rad2deg(np.abs(side - self._side)).mean()), float(100 * confused.mean()))

    def _one(self, difference_db: DoubleArray, delay_us: float, slopes: DoubleArray) -> tuple[float, float]:
        known = self._known
        misfit = ((known.delay_us - delay_us) / 40) ** 2
        misfit += np.square(known.difference_db - difference_db).mean(-1) / 4
        side = float(self._side[misfit.argmin()])
        near = np.flatnonzero(np.abs(self._side - side) < np.deg2rad(12))
        unlike = np.abs(self._slopes[near] - slopes).mean(-1)
        right = 1 / (1 + np.exp(-np.rad2deg(side) / 13))  # the nearer ear counts more
        best = near[(unlike[:, 0] * (1 - right) + unlike[:, 1] * right).argmin()]
        return side, float(self._polar[best])


def _rising(level_db: DoubleArray) -> DoubleArray:
    rising: DoubleArray = np.maximum(np.diff(level_db[..., BAND_HZ > 700], axis=-1), 0)
    return rising


def every_second(azimuth_deg: DoubleArray, elevation_deg: DoubleArray) -> Chosen:
    """Give every second direction of each ring: those that are left out to be guessed."""
    hidden, height = np.zeros(len(azimuth_deg), bool), np.round(elevation_deg)
    for ring in (np.flatnonzero(height == one) for one in np.unique(height)):
        if len(ring) > 2:
            hidden[ring[np.argsort(azimuth_deg[ring] % 360)][1::2]] = True
    return hidden


def turning_noise_db(
    render: Callable[[FloatArray, float], FloatArray], tone_hz: float, rate_deg: float, block: int, seconds: float = 3
) -> float:
    """Give the noise of a tone that circles the head, beside the tone: what is further than NEAR_HZ from it.

    render  gives [2, block] of a block of samples heard from an azimuth in degrees
    """
    count = int(seconds * SAMPLE_RATE / block)
    tone = (0.5 * np.sin(2 * np.pi * tone_hz * np.arange(count * block) / SAMPLE_RATE)).astype(np.float32)
    azimuths = (rate_deg * np.arange(count) * block / SAMPLE_RATE % 360).tolist()
    heard = [np.array(render(part, azimuth)) for part, azimuth in zip(tone.reshape(-1, block), azimuths, strict=True)]
    steady = np.concatenate(heard, axis=1)[:, SAMPLE_RATE // 2 :]
    power = np.abs(np.fft.rfft(steady * _blackman_harris(steady.shape[1]), axis=-1)) ** 2
    near = np.abs(np.fft.rfftfreq(steady.shape[1], 1 / SAMPLE_RATE) - tone_hz) < NEAR_HZ
    return float(10 * np.log10(power[:, ~near].sum() / power[:, near].sum()))


def _blackman_harris(count: int) -> DoubleArray:
    turn = np.arange(count) / count * 2 * np.pi
    parts: Sequence[float] = (0.35875, -0.48829, 0.14128, -0.01168)  # F. J. Harris 1978, four terms
    window: DoubleArray = np.sum([part * np.cos(order * turn) for order, part in enumerate(parts)], axis=0)
    return window
