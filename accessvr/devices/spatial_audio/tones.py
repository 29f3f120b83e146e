"""Pulsed pure tones, to find what an ear can hear. They are never fitted: they are what the fitting is made from."""

from __future__ import annotations

import numpy as np

from accessvr.core.effects import Tone
from accessvr.devices.spatial_audio.loudness import SPEECH_LUFS
from accessvr.devices.spatial_audio.sound_format import SAMPLE_RATE, FloatArray, falling, gain

PULSES = 3
PULSE, RAMP, GAP = (round(seconds * SAMPLE_RATE) for seconds in (0.2, 0.02, 0.2))  # as audiometers pulse
LOWEST_HZ, HIGHEST_HZ = 20.0, 20_000.0
LOUDEST_DB = 22.0  # beside speech: at full scale
SPEECH_POWER = 10 ** ((SPEECH_LUFS + 0.691) / 10) / 2  # of one ear


class Pulses:
    """A tone while it sounds."""

    def __init__(self, tone: Tone, block: int) -> None:
        self.number, self._block = tone.number, block
        self._samples, self._at = _pulses(tone), 0
        self._sides = np.array([tone.ear != "right", tone.ear != "left"], np.float32)[:, None]
        self.fading = False

    def fade(self) -> None:
        """Die away within the next block."""
        self.fading = True

    @property
    def left(self) -> int:
        """Give how many samples are still to come."""
        return 0 if self.fading and self._at > len(self._samples) else max(0, len(self._samples) - self._at)

    def advance(self, *, both: bool) -> FloatArray:
        """Give the next block [2, block]: in its ear, or in both where there are no two."""
        piece = np.zeros(self._block, np.float32)
        taken = self._samples[self._at : self._at + self._block]
        piece[: len(taken)] = taken
        self._at += self._block
        if self.fading:
            piece *= falling(self._block)
            self._at = len(self._samples)
        return np.stack([piece, piece]) if both else piece * self._sides


def _pulses(tone: Tone) -> FloatArray:
    hz = min(max(tone.frequency_hz, LOWEST_HZ), HIGHEST_HZ)
    level = gain(min(tone.level_db, LOUDEST_DB)) * (2 * SPEECH_POWER) ** 0.5
    wave = level * np.sin(2 * np.pi * hz * np.arange(PULSE) / SAMPLE_RATE)
    rise = 0.5 - 0.5 * np.cos(np.pi * (np.arange(RAMP) + 0.5) / RAMP)
    wave[:RAMP] *= rise
    wave[-RAMP:] *= rise[::-1]
    pulse = np.concatenate([wave, np.zeros(GAP)])
    return np.tile(pulse, PULSES)[:-GAP].astype(np.float32)
