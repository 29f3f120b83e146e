"""How much sound the ears of a patron have had, and a cap that holds it down: ITU-T H.870.

The sound is weighted as IEC 61672-1 says (A). How loud the headphones make it must be known, or is taken to be high.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from accessvr.core.events import Exposed
from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE, FloatArray

UNKNOWN_DB = 100.0  # chosen: dB SPL of a sine at full scale. Speech at 65-70 dBA makes it some 92; 8 more to be safe
CEILING_DBA = 85.0  # shared: the ceiling where no librarian has measured the headset and raised it
WEEK_PA2H = 1.6  # ITU-T H.870: 80 dBA for 40 hours a week
SENSITIVE_PA2H = WEEK_PA2H * 10**-0.5  # the same: 75 dBA for 40 hours
QUIETEST_PA = 20e-6
SHARES = (0.5, 0.8, 1.0)  # of the dose: told when they are reached
TOLD_S = 60  # chosen: so often the dose is told for keeping
CHUNK = 4800  # samples, 0.1 s: what is measured at a time
DOWN_S, UP_S = 0.3, 3.0  # chosen: quick enough to protect, slow enough that nobody hears it breathe

Powers = npt.NDArray[np.float64]


def a_weight(hz: Powers) -> Powers:
    """Give the factor of each frequency for power (IEC 61672-1, formula E.1)."""
    square = hz**2
    response = 12194.0**2 * square**2 / ((square + 20.6**2) * (square + 12194.0**2))
    response /= np.sqrt((square + 107.7**2) * (square + 737.9**2))
    weight: Powers = (response * 10 ** (2.0 / 20)) ** 2
    return weight


class _Meter:
    """Collects sound and gives its weighted power, chunk after chunk: the mean square of the louder ear."""

    def __init__(self) -> None:
        self._chunk = np.zeros((2, CHUNK), np.float32)
        self._filled = 0
        weight = a_weight(np.fft.rfftfreq(CHUNK, 1 / SAMPLE_RATE).astype(np.float64)) * 2
        self._weight = weight / CHUNK**2

    @property
    def missing(self) -> int:
        """Give how many samples the chunk lacks."""
        return CHUNK - self._filled

    def take(self, sound: FloatArray) -> float | None:
        """Take up to `missing` samples [2, n]; give the power when the chunk is full."""
        self._chunk[:, self._filled : self._filled + sound.shape[1]] = sound
        self._filled += sound.shape[1]
        if self._filled < CHUNK:
            return None
        self._filled = 0
        if not self._chunk.any():
            return 0.0
        return float((np.abs(np.fft.rfft(self._chunk)) ** 2 @ self._weight).max())


class Exposure:
    """Counts the dose of a week, and holds the level below the ceiling.

    full_scale_db  dB SPL of a sine at full scale in the patron's headphones; None when nobody has measured
    ceiling_dba    the level that is not passed for longer than a moment
    sensitive      the dose of children and of those whose ears need care
    dose           the share of the week's dose that was had before
    """

    def __init__(
        self,
        full_scale_db: float | None = None,
        ceiling_dba: float = CEILING_DBA,
        *,
        sensitive: bool = False,
        dose: float = 0.0,
    ) -> None:
        full_scale_db = UNKNOWN_DB if full_scale_db is None else full_scale_db
        self._pressure = 2 * QUIETEST_PA**2 * 10 ** (full_scale_db / 10)  # Pa2 for a mean square of 1
        self._ceiling = QUIETEST_PA**2 * 10 ** (ceiling_dba / 10) / self._pressure
        self._week_pa2s = (SENSITIVE_PA2H if sensitive else WEEK_PA2H) * 3600
        self.dose = self._told = dose
        self._chunks = 0
        self._asked, self._heard = _Meter(), _Meter()
        self._power = 0.0
        self._from = self._to = 1.0  # the cap at the two ends of the chunk that sounds

    def hold(self, sound: FloatArray) -> FloatArray:
        """Give the next sound [2, n], held below the ceiling."""
        held, at = [], 0
        while at < sound.shape[1]:
            piece = sound[:, at : at + self._asked.missing]
            held.append(piece if self._from == self._to == 1.0 else piece * self._way(piece.shape[1]))
            at += piece.shape[1]
            self._hear(self._asked.take(piece))
        return np.concatenate(held, 1) if len(held) > 1 else held[0]

    def count(self, sound: FloatArray) -> list[Exposed]:
        """Count what is heard, [2, n]. Tell which of SHARES have been reached, and every minute how much it was."""
        before, at = self.dose, 0
        while at < sound.shape[1]:
            piece = sound[:, at : at + self._heard.missing]
            at += piece.shape[1]
            power = self._heard.take(piece)
            if power is not None:
                self.dose += power * self._pressure * CHUNK / SAMPLE_RATE / self._week_pa2s
                self._chunks += 1
        reached = [Exposed(share) for share in SHARES if before < share <= self.dose]
        if self._chunks * CHUNK >= TOLD_S * SAMPLE_RATE:
            self._chunks = 0
            reached += [Exposed(self.dose)] if self.dose > self._told else []
            self._told = self.dose
        return reached

    def had(self, dose: float) -> None:
        """Take note of what was heard elsewhere; it never becomes less."""
        self.dose = self._told = max(self.dose, dose)

    def _way(self, count: int) -> FloatArray:
        first = CHUNK - self._asked.missing
        share = (first + np.arange(1, count + 1)) / CHUNK
        return (self._from + (self._to - self._from) * share).astype(np.float32)

    def _hear(self, power: float | None) -> None:
        """Reckon the cap at the end of the next chunk from the power that was asked for in the last one."""
        if power is None:
            return
        lasting_s = DOWN_S if power > self._power else UP_S
        self._power += (power - self._power) * (1 - float(np.exp(-CHUNK / SAMPLE_RATE / lasting_s)))
        self._from = self._to
        self._to = min(1.0, (self._ceiling / max(self._power, 1e-30)) ** 0.5)
