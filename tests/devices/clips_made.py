"""Recordings made for the tests, and a sound device that plays them on a clock we own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import soundfile  # type: ignore[import-untyped]  # it has no types

from accessvr.core.effects import Play
from accessvr.core.events import Event, Spoken, SpokenTo
from accessvr.core.publication import Clip
from accessvr.core.scene import Place, Shape
from accessvr.devices.spatial_audio.device import BLOCK, SAMPLE_RATE, SpatialAudio
from accessvr.devices.spatial_audio.limiter import Limiter
from accessvr.devices.spatial_audio.sound_format import FloatArray

PLAIN = Place("voice", shape=Shape.AROUND)  # as it is, in both ears: so samples can be counted
CHANCE = np.random.default_rng(0)


class Visit:
    """A device whose clock we own, and what it posted."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.audio = SpatialAudio(None, {}, {})
        self.audio.start(self.events.append)

    def play(self, number: int, clip: Clip, *, queued: bool = False, tempo: float = 1.0, pause_s: float = 0.0) -> None:
        self.audio.render(Play(number, clip, PLAIN, queued, tempo=tempo, pause_s=pause_s))

    def hear(self, seconds: float) -> FloatArray:
        """Give what the left ear hears next, without what the limiter holds back."""
        count = round(seconds * SAMPLE_RATE / BLOCK)
        blocks = [self.audio.advance()[:, 0] for _ in range(count + 1)]
        return np.concatenate(blocks)[Limiter.LATENCY :][: count * BLOCK]

    @property
    def ends(self) -> list[Event]:
        return [event for event in self.events if not isinstance(event, SpokenTo)]

    def offsets(self, number: int) -> list[int]:
        return [event.offset for event in self.events if isinstance(event, SpokenTo) and event.number == number]

    def is_spoken(self, number: int) -> bool:
        return Spoken(number) in self.events


@contextmanager
def visit() -> Iterator[Visit]:
    made = Visit()
    try:
        yield made
    finally:
        made.audio.close()


def noise(seconds: float, rate: int = SAMPLE_RATE) -> FloatArray:
    return (CHANCE.standard_normal(round(seconds * rate)) * 0.1).astype(np.float32)


def tone(hertz: float, seconds: float, rate: int = SAMPLE_RATE) -> FloatArray:
    return (0.3 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)).astype(np.float32)


def recorded(path: Path, sound: FloatArray, rate: int = SAMPLE_RATE, subtype: str | None = None) -> str:
    """Write a file of the kind its name says."""
    soundfile.write(str(path), sound, rate, subtype=subtype)
    return str(path)


def pitch_hertz(sound: FloatArray) -> float:
    """Give the strongest frequency of a sound, between the bins too."""
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
    at = int(spectrum[1:-1].argmax()) + 1
    below, peak, above = np.log(spectrum[at - 1 : at + 2] + 1e-12)
    return float((at + 0.5 * (below - above) / (below - 2 * peak + above)) * SAMPLE_RATE / len(sound))


def likeness(heard: FloatArray, wanted: FloatArray) -> float:
    """Give how alike two sounds are but for their level, 1 for the same."""
    return float(np.dot(heard, wanted) / np.sqrt(np.dot(heard, heard) * np.dot(wanted, wanted) + 1e-12))
