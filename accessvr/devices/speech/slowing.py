"""Speech made slower as people do it for someone who hears badly: longer pauses and consonants, vowels hardly longer.

Picheny, Durlach and Braida, "Speaking clearly for the hard of hearing II", JSHR 29 (1986), 434: pauses are put between
words, and consonants last longer, above all those that can be held. What bursts is not stretched. What is stretched
keeps its pitch: overlapping pieces, each moved to where it fits best (WSOLA; Verhelst and Roelands, ICASSP 1993).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from accessvr.devices.speech.joining import SILENCE
from accessvr.devices.speech.sounds import CONSONANT, PAUSE, VOWEL
from accessvr.devices.speech.voice import Mono

# How much of the wished lengthening each sort takes; what is then still missing goes into the pauses. Chosen.
SHARES = {CONSONANT: 0.9, VOWEL: 0.35, PAUSE: 1.0}
HOP_S, REACH_S = 0.012, 0.006  # chosen: a period of the deepest voices is found
LONGEST_S = 0.6  # chosen: what is added to one pause; a longer silence would be taken for the end of a sentence

Sounds = Iterable[tuple[int, int]]


class Slowing:
    """A voice's samples on their way, at the voice's rate.

    rate    samples a second
    factor  how much longer it is to last, above 1

    They go out word by word, at the pauses that the voice was asked to make between words.
    """

    def __init__(self, rate: int, factor: float) -> None:
        self._rate, self._factor = rate, factor
        self._held = np.zeros(0, np.float32)
        self._sounds: list[tuple[int, str]] = []
        self.taken = self._given = 0
        self._from, self._to = [0], [0]  # places that belong together, before and after

    def feed(self, samples: Mono, sounds: Sounds = ()) -> Mono:
        """Take samples, and the sounds that begin in them; give all words that are whole, with the pauses after them.

        sounds  (sample, sort as a code point) in order
        """
        self._held = np.concatenate([self._held, samples])
        self._sounds += [(sample, chr(sort)) for sample, sort in sounds]
        known = self.taken + len(self._held)
        ends = [at for at in self._ends_of_pauses() if at <= known]
        return np.concatenate([np.zeros(0, np.float32), *(self._word(end) for end in ends)])

    def flush(self) -> Mono:
        """Give the rest."""
        return self._word(self.taken + len(self._held), last=True)

    def place(self, sample: int) -> int:
        """Give where a sample that went out is now; one that is still held is at the end."""
        index = bisect_right(self._from, sample) - 1
        if index + 1 >= len(self._from):
            return self._to[-1] + sample - self._from[-1]
        before, after = self._from[index : index + 2]
        share = (sample - before) / max(after - before, 1)
        return round(self._to[index] + share * (self._to[index + 1] - self._to[index]))

    def _ends_of_pauses(self) -> list[int]:
        """Give where words begin after a pause."""
        pairs = pairwise(self._sounds)
        return [late[0] for early, late in pairs if early[1] == PAUSE and late[1] != PAUSE and late[0] > self.taken]

    def _word(self, end: int, *, last: bool = False) -> Mono:
        """Give what is held up to `end`, a word and the pause after it, longer."""
        count = end - self.taken
        sound, self._held = self._held[:count], self._held[count:]
        inside = [(at - self.taken, sort) for at, sort in self._sounds if at < end]
        self._sounds = [one for one in self._sounds if one[0] >= end]
        pause_at = self._pause_at(inside, count)
        word = stretched(sound[:pause_at], self._slopes(sound[:pause_at], inside), self._rate)
        self._note(pause_at, len(word))
        missing = 0 if last else round(self._factor * (self.taken + count - pause_at) - self._given) - count + pause_at
        added = np.zeros(min(max(0, missing), round(LONGEST_S * self._rate)), np.float32)
        self._note(count - pause_at, count - pause_at + len(added))
        return np.concatenate([word, sound[pause_at:], added])

    @staticmethod
    def _pause_at(sounds: list[tuple[int, str]], count: int) -> int:
        """Give where the pause at the end begins."""
        at = count
        for start, sort in reversed(sounds):
            if sort != PAUSE:
                break
            at = start
        return min(max(at, 0), count)

    def _note(self, taken: int, given: int) -> None:
        self.taken, self._given = self.taken + taken, self._given + given
        self._from.append(self.taken)
        self._to.append(self._given)

    def _slopes(self, sound: Mono, sounds: list[tuple[int, str]]) -> NDArray[np.float64]:
        """Give how long each sample is to last."""
        slopes = np.ones(len(sound))
        if not len(sound):
            return slopes
        for (start, sort), (end, _) in pairwise([*sounds, (len(sound), PAUSE)]):
            slopes[max(start, 0) : end] += SHARES.get(sort, 0.0) * (self._factor - 1)
        loud = np.convolve(np.abs(sound) > SILENCE, np.ones(max(1, self._rate // 200)), "same") > 0.5
        return np.where(loud[: len(sound)], slopes, 1 + SHARES[PAUSE] * (self._factor - 1))


def stretched(sound: Mono, slopes: NDArray[np.float64], rate: int) -> Mono:
    """Give a sound in which each sample lasts as long as its slope says, at the same pitch."""
    hop, reach = round(HOP_S * rate), round(REACH_S * rate)
    ends = np.cumsum(slopes)
    wanted = round(float(ends[-1])) if len(ends) else 0
    if wanted <= len(sound) + reach or len(sound) < 3 * hop:
        return sound
    rise = (0.5 - 0.5 * np.cos(np.pi * (np.arange(hop) + 0.5) / hop)).astype(np.float32)
    starts = np.searchsorted(ends, np.arange(0, wanted - 2 * hop, hop))
    result, after = [sound[:hop]], hop  # `after` is where the sound would go on if it were not moved
    for near in starts[1:]:
        at = _best(sound, after, int(near), hop, reach)
        old, new = sound[after : after + hop], sound[at : at + hop]
        result.append(old + (new - old) * rise)
        after = at + hop
    left = wanted - hop * len(result)
    at = max(0, len(sound) - left)
    old, new = sound[after : after + hop], sound[at : at + hop]
    old = np.concatenate([old, np.zeros(hop - len(old), np.float32)])
    return np.concatenate([*result, old + (new - old) * rise, sound[at + hop :]])


def _best(sound: Mono, after: int, near: int, hop: int, reach: int) -> int:
    """Give the place near `near` whose samples are most like those at `after`; that itself when it is near enough."""
    last = len(sound) - 2 * hop
    if abs(after - near) <= reach // 2 and after <= last:
        return after
    first, end = max(0, min(near - reach, last)), max(0, min(near + reach, last))
    wanted, there = sound[after : after + hop], sound[first : end + hop]
    if end <= first or len(wanted) < hop:
        return first
    likeness = np.correlate(there, wanted, "valid")
    power = np.concatenate([np.zeros(1), np.cumsum(np.square(there, dtype=np.float64))])
    return first + int(np.argmax(likeness / np.sqrt(power[hop:] - power[:-hop] + 1e-9)))
