"""The speech device: takes Say in, and feeds samples and word marks to the mixer."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from accessvr.core.device import Post
from accessvr.core.effects import Effect, Hush, Say, SayNext
from accessvr.core.errors import DeviceError
from accessvr.core.events import DeviceBack, DeviceLost
from accessvr.devices.speech.silent_voice import SilentVoice
from accessvr.devices.speech.voice import Mono, Piece, Voice

log = logging.getLogger(__name__)
Feed = Callable[[int, Mono, tuple[tuple[int, int], ...], bool], None]
Key = tuple[str, str, int, str]
NOTHING = np.zeros(0, np.float32)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A sentence made ahead of time."""

    key: Key
    pieces: tuple[Piece, ...]


class Speech:
    """Speaks one utterance after another; a new one that is not queued replaces what is being spoken.

    feed       takes (number, samples, marks, last): the mixer's
    own_clock  no thread of its own: `advance` speaks what waits, in order
    """

    name = "speech"
    renders: tuple[type[Effect], ...] = (Say, SayNext, Hush)

    def __init__(self, voice: Voice, feed: Feed, *, own_clock: bool = False) -> None:
        self._voice, self._feed, self._own_clock = voice, feed, own_clock
        self._silent = SilentVoice()
        self._waiting: deque[Say | SayNext] = deque()
        self._changed = threading.Condition()
        self._turn = 0
        self._ready: _Ready | None = None
        self._lost = self._closed = False
        self._post: Post | None = None
        self._thread: threading.Thread | None = None

    def start(self, post: Post) -> None:
        """Warm the voice up, and begin."""
        self._post = post
        if not self._own_clock:
            self._thread = threading.Thread(target=self._work, name="speech", daemon=True)
            self._thread.start()

    def render(self, effect: Effect) -> None:
        """Take words in, without waiting."""
        match effect:
            case Say(queued=True) | SayNext():
                with self._changed:
                    self._waiting.append(effect)
                    self._changed.notify()
            case Say():
                self._replace(effect)
            case Hush():
                self._replace(None)
            case _:
                return

    def _replace(self, say: Say | None) -> None:
        with self._changed:
            self._turn += 1
            self._waiting.clear()
            if say is not None:
                self._waiting.append(say)
            self._changed.notify()

    def advance(self) -> None:
        """Speak all that waits, at once; for those who own the clock."""
        while self._waiting:
            self._do(self._waiting.popleft(), self._turn)

    def close(self) -> None:
        """End; nothing is fed afterwards."""
        with self._changed:
            self._closed, self._post = True, None
            self._turn += 1
            self._waiting.clear()
            self._changed.notify()
        if self._thread is not None:
            self._thread.join(timeout=5)
            self._thread = None
        self._voice.close()

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closed or bool(self._waiting))
                if self._closed:
                    return
                wish, turn = self._waiting.popleft(), self._turn
            self._do(wish, turn)

    def _do(self, wish: Say | SayNext, turn: int) -> None:
        key = (wish.text, wish.language, wish.words_per_minute, wish.voice)
        if isinstance(wish, SayNext):
            pieces = tuple(self._pieces(key, turn))
            self._ready = _Ready(key, pieces) if turn == self._turn else None
            return
        ready, self._ready = self._ready, None
        pieces_now = iter(ready.pieces) if ready is not None and ready.key == key else self._pieces(key, turn)
        for piece in pieces_now:
            if turn != self._turn:
                return
            self._feed(wish.number, piece.samples, piece.marks, False)
        if turn == self._turn:
            self._feed(wish.number, NOTHING, (), True)

    def _pieces(self, key: Key, turn: int) -> Iterator[Piece]:
        """Give the speech as it is made; what the patron no longer wants is given up."""
        made = False
        try:
            for piece in self._voice.speak(*key):
                made = True
                if turn != self._turn:
                    self._voice.stop()
                    return
                yield piece
            self._found()
        except DeviceError as error:
            self._lose(error)
            if not made:
                yield from self._silent.speak(*key)

    def _lose(self, error: DeviceError) -> None:
        log.warning("%s; %s", error.message, error.remedy)
        if not self._lost and self._post is not None:
            self._post(DeviceLost(self.name))
        self._lost = True

    def _found(self) -> None:
        if self._lost and self._post is not None:
            self._post(DeviceBack(self.name))
        self._lost = False
