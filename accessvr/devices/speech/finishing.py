"""What libespeak-ng makes, brought to the mixer's samples: level, pace, rate, and marks that go with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from accessvr.devices.speech.frames import END, MARKS, PAIR, SAMPLES, SOUNDS, Frame
from accessvr.devices.speech.resampler import Resampler
from accessvr.devices.speech.slowing import Slowing
from accessvr.devices.speech.voice import SAMPLE_RATE, Mono, Piece
from accessvr.devices.speech.word_marks import WordMarks

FIRST = 256  # of the voice's samples, chosen: the beginning goes out before the rest of the first chunk is worked on


class Finishing:
    """Takes the frames that answer a request, and gives pieces.

    text    the utterance
    place   gives the place in it of a place in what is said
    rate    of the voice
    gain    from its 16-bit samples to the level wanted
    factor  how much longer than the voice makes it; 1 for as it is
    """

    def __init__(self, text: str, place: Callable[[int], int], rate: int, gain: float, factor: float) -> None:
        self._place, self._gain = place, np.float32(gain)
        self._slowing = Slowing(rate, factor) if factor > 1 else None
        self._resampler, self._marks = Resampler(rate), WordMarks(text, SAMPLE_RATE / rate)
        self._held: list[tuple[int, int]] = []
        self._sounds: list[tuple[int, int]] = []
        self._end, self._begun = 0, False

    def take(self, frame: Frame) -> Iterator[Piece]:
        """Give what a frame brings."""
        if frame.kind == MARKS:
            self._held += [(sample, self._place(offset)) for sample, offset in PAIR.iter_unpack(frame.content)]
        elif frame.kind == SOUNDS:
            self._sounds = list(PAIR.iter_unpack(frame.content))
        elif frame.kind == SAMPLES:
            samples = np.frombuffer(frame.content, "<i2").astype(np.float32) * self._gain
            if not self._begun and self._slowing is None:
                self._begun = True
                yield from self._pieces(samples[:FIRST])
                samples = samples[FIRST:]
            yield from self._pieces(samples)
        elif frame.kind == END:
            yield from self._pieces(np.zeros(0, np.float32), last=True)

    def _pieces(self, samples: Mono, *, last: bool = False) -> Iterator[Piece]:
        slowed = self._slowed(samples, last=last)
        self._marks.add(self._due(last=last))
        made = self._resampler.feed(slowed)
        if last:
            made = np.concatenate([made, self._resampler.flush()])
        self._end += len(made)
        due = self._marks.due(self._end, last=last)
        if len(made) or due:
            yield Piece(made, due)

    def _slowed(self, samples: Mono, *, last: bool) -> Mono:
        if self._slowing is None:
            return samples
        slowed = self._slowing.feed(samples, self._sounds)
        self._sounds = []
        return np.concatenate([slowed, self._slowing.flush()]) if last else slowed

    def _due(self, *, last: bool) -> list[tuple[int, int]]:
        """Give the marks whose place is known."""
        slowing = self._slowing
        if slowing is None:
            due, self._held = self._held, []
            return due
        due = [mark for mark in self._held if last or mark[0] < slowing.taken]
        self._held = self._held[len(due) :]
        return [(slowing.place(sample), offset) for sample, offset in due]
