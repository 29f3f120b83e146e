"""How loud a voice is, so that every voice can be brought to the same level."""

from __future__ import annotations

import numpy as np

from accessvr.devices.speech.voice import SAMPLE_RATE, Mono

WANTED_LUFS = -23.0  # EBU R 128
WINDOW, HOP = int(0.4 * SAMPLE_RATE), int(0.1 * SAMPLE_RATE)  # of BS.1770
BOTH_EARS_DB = 3.0  # measured: 2.9 to 3.2 between this and BS.1770 with the voice in both ears, nine voices and texts
MOST = 8.0  # chosen: a voice that is almost silent has failed, and is not blown up to noise


def loudness_lufs(speech: Mono) -> float:
    """Give about the loudness of speech in LUFS, as it is in both ears: -inf when it is silent.

    The mean power of those stretches of 0.4 s that are within 10 dB of the loudest.
    """
    padded = np.concatenate([speech, np.zeros(max(0, WINDOW - len(speech)), np.float32)])
    running = np.concatenate([np.zeros(1), np.cumsum(np.square(padded, dtype=np.float64))])
    start = np.arange((len(padded) - WINDOW) // HOP + 1) * HOP
    powers = (running[start + WINDOW] - running[start]) / WINDOW
    loud = powers[powers >= powers.max() / 10]
    mean = float(loud.mean())
    return 10 * float(np.log10(mean)) + BOTH_EARS_DB if mean > 0 else -np.inf


def gain_for(speech: Mono) -> float:
    """Give the factor that brings a voice to WANTED_LUFS, from a sentence of it; 1 when the sentence is silent."""
    loudness = loudness_lufs(speech)
    return 1.0 if loudness == -np.inf else min(MOST, float(10 ** ((WANTED_LUFS - loudness) / 20)))
