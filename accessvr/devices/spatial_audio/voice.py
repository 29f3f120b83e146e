"""What is being said: utterances and clips, one after the other, and what becomes known as they are heard."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

import numpy as np

from accessvr.core.events import Event, NotPlayed, Spoken, SpokenTo
from accessvr.core.scene import Place
from accessvr.core.values import dataclass, field
from accessvr.devices.spatial_audio.clips import Clips, Marks, Reel
from accessvr.devices.spatial_audio.glide import Span
from accessvr.devices.spatial_audio.sound_format import BLOCK, FloatArray, falling

NOTHING: FloatArray = np.zeros(0, np.float32)
BEFORE = 1440  # samples, 30 ms: so long before its first word an utterance counts as speech, so that others make room

Timed = tuple[int, Event]


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

    def passed(self, end: int) -> Iterator[Timed]:
        """Give the marks that were passed since the last call, in order, each with its sample in the block.

        end  the sample of the block at which `played` stands
        """
        while self.marks and (self.marks[0][0] < self.played or self.ended):
            at, offset = self.marks.popleft()
            yield max(0, end - max(0, self.played - at)), SpokenTo(self.number, offset)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a block that one utterance fills; the rest of `samples` [block] is silent.

    spoken  from which sample to which there is speech, silence before the words not counted
    """

    utterance: Utterance
    samples: FloatArray
    spoken: Span


class Voice:
    """The utterances that wait, the first of which sounds."""

    def __init__(self, clips: Clips, block: int = BLOCK) -> None:
        self._clips, self._block = clips, block
        self._fall = falling(block)
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

    def advance(self) -> tuple[list[Part], list[Timed]]:
        """Give the next block, and what is heard in it, each with its sample in the block."""
        parts = [
            Part(one, self._filled(one.take(self._block, self._clips), 0) * self._fall, (0, 0)) for one in self._fading
        ]
        self._fading.clear()
        events: list[Timed] = []
        start = 0
        while self._waiting and start < self._block:
            utterance = self._waiting[0]
            silent = utterance.silence
            samples = utterance.take(self._block - start, self._clips)
            end = start + len(samples)
            if len(samples):
                parts.append(
                    Part(utterance, self._filled(samples, start), (min(start + max(0, silent - BEFORE), end), end))
                )
            start = end
            events += utterance.passed(end)
            if not utterance.ended:
                break
            events.append((end, utterance.outcome))
            self._waiting.popleft()
        return parts, events

    def _filled(self, samples: FloatArray, start: int) -> FloatArray:
        block = np.zeros(self._block, np.float32)
        block[start : start + len(samples)] = samples
        return block


def spoken(parts: list[Part]) -> list[Span]:
    """Give the spans of a block in which there is speech, in order."""
    return [part.spoken for part in parts if part.spoken[1] > part.spoken[0]]
