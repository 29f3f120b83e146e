"""What is being said: utterances and clips, one after the other, and what becomes known as they are heard."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

import numpy as np

from accessvr.core.events import Event, NotPlayed, Spoken, SpokenTo
from accessvr.core.scene import Place
from accessvr.core.values import dataclass, field
from accessvr.devices.spatial_audio.clips import Clips, Marks, Reel
from accessvr.devices.spatial_audio.sound_format import BLOCK, FALL, FloatArray

NOTHING: FloatArray = np.zeros(0, np.float32)


@dataclass(slots=True)
class Utterance:
    """Something to be heard whole, in the order of its number.

    pieces   samples that have come and are not yet played
    reel     the clip it is; None for the voice
    silence  samples of silence before it, that are left
    source   the mixer's source it sounds from, once it sounds
    whole    no more samples will come
    marks    (sample counted from the first of the utterance, offset in its text) not yet passed
    """

    number: int
    place: Place
    gain: float
    reel: Reel | None = None
    silence: int = 0
    source: int | None = None
    whole: bool = False
    played: int = 0
    pieces: deque[FloatArray] = field(default_factory=deque)
    marks: deque[tuple[int, int]] = field(default_factory=deque)

    def take(self, count: int, clips: Clips) -> FloatArray:
        """Give up to `count` samples, fewer when no more have come or at its end."""
        pause = min(count, self.silence)
        self.silence -= pause
        taken: list[FloatArray] = [np.zeros(pause, np.float32)] if pause else []
        count -= pause
        while count > 0 and self._filled(clips):
            piece = self.pieces.popleft()
            taken.append(piece[:count])
            if len(piece) > count:
                self.pieces.appendleft(piece[count:])
            count -= len(taken[-1])
            self.played += len(taken[-1])
        return np.concatenate(taken) if taken else NOTHING

    def _filled(self, clips: Clips) -> bool:
        if not self.pieces and self.reel is not None:
            done = self.reel.done  # asked before: what is ready then is all there will be
            poured = clips.pour(self.reel)
            if poured is None:
                self.whole = done or self.reel.done
            else:
                self.pieces.append(poured[0])
                self.marks.extend(poured[1])
        return bool(self.pieces)

    @property
    def ended(self) -> bool:
        """Say whether the last sample has been played."""
        return self.whole and not self.pieces and not self.silence

    @property
    def outcome(self) -> Event:
        """Give what is told at its end."""
        return NotPlayed(self.number) if self.reel is not None and self.reel.failed else Spoken(self.number)

    def passed(self) -> Iterator[SpokenTo]:
        """Give the marks that were passed since the last call, in order."""
        while self.marks and (self.marks[0][0] < self.played or self.ended):
            yield SpokenTo(self.number, self.marks.popleft()[1])


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a block that one utterance fills; the rest of `samples` [BLOCK] is silent."""

    utterance: Utterance
    samples: FloatArray


class Voice:
    """The utterances that wait, the first of which sounds."""

    def __init__(self, clips: Clips) -> None:
        self._clips = clips
        self._waiting: deque[Utterance] = deque()
        self._fading: list[Utterance] = []

    def ask(self, utterance: Utterance, *, queued: bool) -> None:
        """Let an utterance follow the others, or take the place of them all."""
        if not queued:
            self.hush()
        self._waiting.append(utterance)

    def feed(self, number: int, samples: FloatArray, marks: Marks, *, last: bool) -> None:
        """Take samples of an utterance; those of one that is not waited for are ignored."""
        for utterance in self._waiting:
            if utterance.number == number and utterance.reel is None:
                utterance.whole = last
                utterance.marks.extend(sorted(marks))
                if len(samples):
                    utterance.pieces.append(samples)

    def hush(self) -> None:
        """Forget everything; what sounds fades within the next block."""
        self._fading += [utterance for utterance in self._waiting if utterance.played]
        for utterance in self._waiting:
            if utterance.reel is not None:
                self._clips.drop(utterance.reel)
        self._waiting.clear()

    def advance(self) -> tuple[list[Part], list[Event]]:
        """Give the next block, and what is heard in it."""
        parts = [Part(utterance, _filled(utterance.take(BLOCK, self._clips), 0) * FALL) for utterance in self._fading]
        self._fading.clear()
        events: list[Event] = []
        start = 0
        while self._waiting and start < BLOCK:
            utterance = self._waiting[0]
            samples = utterance.take(BLOCK - start, self._clips)
            if len(samples):
                parts.append(Part(utterance, _filled(samples, start)))
            start += len(samples)
            events += utterance.passed()
            if not utterance.ended:
                break
            events.append(utterance.outcome)
            self._waiting.popleft()
        return parts, events


def _filled(samples: FloatArray, start: int) -> FloatArray:
    block = np.zeros(BLOCK, np.float32)
    block[start : start + len(samples)] = samples
    return block
