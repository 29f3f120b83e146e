"""The place of the mixer: what the speech device feeds."""

from __future__ import annotations

import threading
from collections.abc import Callable

from accessvr.core.events import Event
from accessvr.devices.speech.device import Marks, Speech
from accessvr.devices.speech.voice import Mono, Voice

WAIT_S = 20.0  # what has not come by then does not come


class Fed:
    """Takes what is fed, and can be waited for."""

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.ended: list[int] = []
        self.sound: dict[int, int] = {}
        self.samples: dict[int, list[Mono]] = {}
        self.marks: dict[int, list[tuple[int, int]]] = {}
        self._changed = threading.Condition()

    def __call__(self, number: int, samples: Mono, marks: Marks, last: bool) -> None:
        with self._changed:
            self.numbers.append(number)
            self.sound[number] = self.sound.get(number, 0) + len(samples)
            self.samples.setdefault(number, []).append(samples)
            self.marks.setdefault(number, []).extend(marks)
            if last:
                self.ended.append(number)
            self._changed.notify_all()

    def wait_for(self, true: Callable[[], bool]) -> bool:
        with self._changed:
            return self._changed.wait_for(true, WAIT_S)


def own_clock(voice: Voice, fed: Fed, posted: list[Event] | None = None) -> Speech:
    speech = Speech(voice, fed, own_clock=True)
    speech.start((posted if posted is not None else []).append)
    return speech


def ignore(event: Event) -> None:
    """Post nowhere."""
