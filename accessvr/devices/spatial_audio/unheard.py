"""What was asked for and has not been heard yet: a sound process that takes the place of another is given it again."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from accessvr.core.effects import Effect, Fit, Guide, Hush, Play, Say, Surround
from accessvr.core.events import Event, NotPlayed, Spoken, SpokenTo
from accessvr.core.values import dataclass, field, replace
from accessvr.devices.spatial_audio.sound_format import FloatArray

Marks = tuple[tuple[int, int], ...]
LASTING = (Fit, Surround, Guide)  # what holds until another of its kind


@dataclass(frozen=True, slots=True)
class Fed:
    """Samples of an utterance, as SpatialAudio.feed takes them."""

    number: int
    samples: FloatArray
    marks: Marks
    last: bool


@dataclass(slots=True)
class _Asked:
    """An utterance or a clip, and what was fed of it; the mark at sample `heard` has been told, -1 before the first."""

    effect: Say | Play
    fed: list[Fed] = field(default_factory=list)
    heard: int = -1

    def again(self) -> Iterator[Effect | Fed]:
        yield replace(self.effect, queued=True)
        begin, left_out = 0, max(0, self.heard)
        for fed in self.fed:
            skipped = min(max(0, left_out - begin), len(fed.samples))
            marks = tuple((sample - left_out, offset) for sample, offset in fed.marks if sample > self.heard)
            yield Fed(fed.number, fed.samples[skipped:], marks, fed.last)
            begin += len(fed.samples)


class Unheard:
    """What is still to be heard, in order, and what holds for all of it. A clip is played again from its beginning."""

    def __init__(self) -> None:
        self._asked: deque[_Asked] = deque()
        self._lasting: dict[type[Effect], Effect] = {}

    def take(self, effect: Effect) -> None:
        """Remember an effect."""
        match effect:
            case Say() | Play():
                if not effect.queued:
                    self._asked.clear()
                self._asked.append(_Asked(effect))
            case Hush():
                self._asked.clear()
            case _ if isinstance(effect, LASTING):
                self._lasting[type(effect)] = effect
            case _:
                return

    def feed(self, fed: Fed) -> None:
        """Remember samples of something that was asked for."""
        for asked in self._asked:
            if asked.effect.number == fed.number:
                asked.fed.append(fed)

    def heard(self, event: Event) -> None:
        """Forget what has been heard."""
        match event:
            case SpokenTo(number, offset):
                for asked in self._asked:
                    if asked.effect.number == number:
                        passed = (s for fed in asked.fed for s, place in fed.marks if place <= offset)
                        asked.heard = max(passed, default=asked.heard)
            case Spoken(number) | NotPlayed(number):
                while self._asked and self._asked[0].effect.number <= number:
                    self._asked.popleft()
            case _:
                return

    def again(self) -> Iterator[Effect | Fed]:
        """Give everything again: what holds, then what is to be heard, from the word it was heard to."""
        yield from self._lasting.values()
        for asked in list(self._asked):
            yield from asked.again()
