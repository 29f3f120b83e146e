"""All sound fitted to how one patron hears: the way, the ear, the loss, the balance. It changes without a pop."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

import numpy as np

from accessvr.core.hearing import EARS, Hearing, Way
from accessvr.core.scene import Place, Room
from accessvr.core.values import replace
from accessvr.devices.spatial_audio.comfort import Comfort, Loss
from accessvr.devices.spatial_audio.hrtf import Head
from accessvr.devices.spatial_audio.listener import Listener
from accessvr.devices.spatial_audio.renderers import Binaural, Mono, Renderer, Sources, loudspeakers, one_ear
from accessvr.devices.spatial_audio.shaping import (
    SIZE,
    Levels,
    Shaper,
    as_loud,
    frequencies_hz,
    minimum_phase,
    speech_level_db,
)
from accessvr.devices.spatial_audio.sound_format import FloatArray, gain
from accessvr.devices.spatial_audio.surroundings import DUCKED_DB

MOST_BALANCE_DB = 20.0
CLEARER_DB, CLEARER_HZ = 6.0, (1000.0, 4000.0)  # chosen: the band in which consonants are told apart
CLEARER_TAPS = 256
# Chosen: what usual transducers on the bone in front of the ear give. Below 250 Hz they only tickle, above 4 kHz they
# grow weak; what they cannot give is not asked of them, so that the rest can be louder.
BONE_HZ = (60.0, 120.0, 200.0, 250.0, 1000.0, 4000.0, 8000.0, 12_000.0, 16_000.0)
BONE_DB = (-60.0, -40.0, -12.0, -3.0, 0.0, 0.0, -9.0, -30.0, -60.0)
BONE_TAPS, BONE_SIZE = 960, 4096
UNCHANGED: FloatArray = np.ones(1, np.float32)
WARM = 2048  # samples a new way renders unheard before it is faded in: longer than all it is late


class Fitting:
    """One way of hearing, whole: from placed sources to what goes to the ears.

    latency  how many samples what goes in comes out late
    """

    def __init__(self, hearing: Hearing, head: Head, sources: Sources) -> None:
        """Begin for some sources; what is done to speech here is added to their weight."""
        self._voices, block = sources.voices, sources.block
        clearer = _clearer_filter() if hearing.clearer else UNCHANGED
        bone = _bone_filter(clearer) if hearing.way is Way.BONE else UNCHANGED
        weight = sources.weight * np.abs(np.fft.rfft(clearer, SIZE) * np.fft.rfft(bone, SIZE)) ** 2
        self._renderer = _renderer(hearing, head, replace(sources, weight=weight))
        self._clearer = None if clearer is UNCHANGED else Shaper(np.tile(clearer, (sources.voices + 1, 1)), block)
        self._bone = None if bone is UNCHANGED else Shaper(np.tile(bone, (2, 1)), block)
        loss, self._balance = _loss(hearing), _balance(hearing)
        self._comfort = Comfort(loss, block) if loss else None
        self.latency = Comfort.LATENCY if self._comfort else 0
        excess_db = self._comfort.excess_db if self._comfort else 0.0
        self._levels: FloatArray = np.ones((sources.count, 1), np.float32)
        self._levels[-sources.around :] = gain(min(-DUCKED_DB - excess_db, 0.0))

    def place(self, source: int, place: Place, listener: Listener) -> None:
        """Put a source somewhere at once, without a fade."""
        self._renderer.place(source, place, listener)

    def describe(self, room: Room | None) -> None:
        """Let the sound of a room be heard around things, or none."""
        self._renderer.describe(room)

    def hush(self) -> None:
        """Let what lingers in the room be silent within a block."""
        self._renderer.hush()

    def render(self, samples: FloatArray, plain: FloatArray, places: Sequence[Place], listener: Listener) -> FloatArray:
        """Give [2, block] of samples [source, block] at their places, and of speech from nowhere, plain [block]."""
        if self._comfort is not None:  # the ambience stays under speech also where it is made louder than speech is
            samples = samples * self._levels
        if self._clearer is not None:
            clear = self._clearer.render(np.concatenate([samples[: self._voices], plain[None]]))
            samples, plain = np.concatenate([clear[:-1], samples[self._voices :]]), clear[-1]
        ears = self._renderer.render(samples, plain, places, listener)
        if not np.isfinite(ears).all():
            ears = np.zeros_like(ears)
        for shape in (self._bone, self._comfort):
            ears = ears if shape is None else shape.render(ears)
        return ears if self._balance is None else ears * self._balance


class Ears:
    """The fitting that is heard; another one comes in its place within a block, faded."""

    def __init__(self, fitting: Fitting, block: int) -> None:
        self._now, self._next, self._warm = fitting, None, 0  # type: Fitting, Fitting | None, int
        self._block = block
        self._rise = np.linspace(0, 1, block, dtype=np.float32)

    @property
    def latency(self) -> int:
        """Give how many samples what goes in comes out late."""
        return self._now.latency

    def change(self, fitting: Fitting) -> None:
        """Let another fitting be heard, as soon as it has what sounds now."""
        self._next, self._warm = fitting, -(-WARM // self._block)

    def place(self, source: int, place: Place, listener: Listener) -> None:
        """Put a source somewhere at once, without a fade."""
        for fitting in self._all():
            fitting.place(source, place, listener)

    def describe(self, room: Room | None) -> None:
        """Let the sound of a room be heard around things, or none."""
        for fitting in self._all():
            fitting.describe(room)

    def hush(self) -> None:
        """Let what lingers be silent within a block."""
        for fitting in self._all():
            fitting.hush()

    def render(self, samples: FloatArray, plain: FloatArray, places: Sequence[Place], listener: Listener) -> FloatArray:
        """Give the next block [2, block]."""
        heard = self._now.render(samples, plain, places, listener)
        if self._next is None:
            return heard
        coming = self._next.render(samples, plain, places, listener)
        self._warm -= 1
        if self._warm >= 0:
            return heard
        self._now, self._next = self._next, None
        return heard + (coming - heard) * self._rise

    def _all(self) -> list[Fitting]:
        return [self._now] if self._next is None else [self._now, self._next]


def _renderer(hearing: Hearing, head: Head, sources: Sources) -> Renderer:
    """Give the renderer of a way; one ear hears both loudspeakers, and they give it the same."""
    match hearing.way, hearing.one_ear in EARS:
        case (Way.MONO, _) | (Way.LOUDSPEAKERS, True):
            return Mono(sources)
        case Way.LOUDSPEAKERS, False:
            return loudspeakers(sources)
        case _, True:
            return one_ear(hearing.one_ear, sources)
        case _:
            return Binaural(head, sources, wider=hearing.wider, room=hearing.room)


def _loss(hearing: Hearing) -> Loss:
    """Give the loss the comfort filter is made from; in mono one for both ears, which is their mean."""
    known = {ear: loss for ear, loss in hearing.loss.items() if ear in EARS and loss}
    if hearing.way is not Way.MONO or not known:
        return known
    every_hz = sorted({hz for loss in known.values() for hz in loss})
    ears = [
        np.interp(every_hz, sorted(loss), [loss[hz] for hz in sorted(loss)]) if loss else np.zeros(len(every_hz))
        for loss in (known.get(ear, {}) for ear in EARS)
    ]
    both = dict(zip(every_hz, ((ears[0] + ears[1]) / 2).tolist(), strict=True))
    return {"left": both, "right": both}


def _balance(hearing: Hearing) -> FloatArray | None:
    """Give the factors of the ears, the softer one below 1; None when both are alike, as they always are in mono."""
    if hearing.way is Way.MONO or not hearing.balance_db or not isfinite(hearing.balance_db):
        return None
    balance_db = min(max(hearing.balance_db, -MOST_BALANCE_DB), MOST_BALANCE_DB)
    factors: FloatArray = np.array([[gain(min(-balance_db, 0.0))], [gain(min(balance_db, 0.0))]], np.float32)
    return factors


def _clearer_filter() -> FloatArray:
    octaves = np.log2(frequencies_hz())
    low, high = np.log2(CLEARER_HZ)
    level_db = CLEARER_DB * np.clip(1 - np.maximum(low - octaves, octaves - high), 0, 1)
    return as_loud(minimum_phase(level_db, CLEARER_TAPS))


def _bone_filter(clearer: FloatArray) -> FloatArray:
    """Give the filter for the bone, through which speech that came through `clearer` is as loud as without both."""
    level_db: Levels = np.interp(np.log(frequencies_hz(BONE_SIZE)), np.log(BONE_HZ), BONE_DB)
    shape = minimum_phase(level_db, BONE_TAPS)
    level = gain(-float(speech_level_db(np.convolve(clearer, shape)[None])))
    return shape * np.float32(level)
