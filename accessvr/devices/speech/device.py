"""The speech device: takes Say in, and feeds samples and word marks to the mixer."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress

import numpy as np

from accessvr.core.device import Post
from accessvr.core.effects import Effect, Hush, Say, SayNext, Sounding
from accessvr.core.errors import DeviceError
from accessvr.core.events import DeviceBack, DeviceLost, Event, NoVoice
from accessvr.core.sentences import words
from accessvr.core.values import dataclass
from accessvr.devices.speech.joining import later
from accessvr.devices.speech.languages import primary
from accessvr.devices.speech.silent_voice import SilentVoice
from accessvr.devices.speech.voice import SAMPLE_RATE, Mono, Piece, Voice

log = logging.getLogger(__name__)
Marks = tuple[tuple[int, int], ...]
Feed = Callable[[int, Mono, Marks, bool], None]
Key = tuple[str, str, int, str, tuple[Sounding, ...]]
NOTHING = np.zeros(0, np.float32)
AHEAD_S = 20.0  # chosen: long before it runs dry, and little work in vain when the patron goes elsewhere
LOOK_S = 0.5  # chosen: how often it looks whether enough has been heard to go on
CLOSE_S = 1.0  # chosen: a chunk takes a millisecond; what takes longer hangs
LONGEST_AHEAD = 1000  # characters, chosen: of a longer one the beginning comes as soon as of any, and it fills memory
FIRST_WORDS: Key = ("a", "en", 400, "", ())
PAUSE_PIECE_S = 0.05  # chosen: as long as a piece of speech
LONGEST_PAUSE_S = 60.0  # chosen: a longer silence would be taken for the end


@dataclass(frozen=True, slots=True)
class _Ready:
    """A sentence made ahead of time."""

    key: Key
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Begun:
    """What has been asked for before anybody waits for it."""

    turn: int
    pieces: Iterator[Piece]


def key_of(say: Say | SayNext) -> Key:
    """Give what tells one utterance from another to a voice."""
    return say.text, say.language, say.words_per_minute, say.voice, say.soundings


class Speech:
    """Speaks one utterance after another; a new one that is not queued replaces what is being spoken.

    feed       takes (number, samples, marks, last): the mixer's. Nothing outdated is fed once `render` has returned
    own_clock  no thread of its own: `advance` speaks what waits, in order
    now        the clock, in seconds: speech is made at most AHEAD_S ahead of what can have been heard

    When the voice dies, the words go on in silence at their pace, so that the text goes on; the next are tried aloud.
    A language that no voice reads is told once, and read by another voice.
    """

    name = "speech"
    renders: tuple[type[Effect], ...] = (Say, SayNext, Hush)

    def __init__(
        self, voice: Voice, feed: Feed, *, own_clock: bool = False, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._voice, self._feed, self._own_clock, self._now = voice, feed, own_clock, now
        self._silent = SilentVoice()
        self._waiting: deque[Say | SayNext] = deque()
        self._changed = threading.Condition()
        self._turn = 0
        self._heard_until_s = 0.0
        self._ready: _Ready | None = None
        self._begun: _Begun | None = None
        self._told: set[str] = set()
        self._lost = self._closed = False
        self._post: Post | None = None
        self._thread: threading.Thread | None = None

    def start(self, post: Post) -> None:
        """Begin, and warm the voice up."""
        self._post = post
        if not self._own_clock and not self._closed:
            self._thread = threading.Thread(target=self._work, name="speech", daemon=True)
            self._thread.start()

    def render(self, effect: Effect) -> None:
        """Take words in, without waiting."""
        match effect:
            case Say(queued=True) | SayNext():
                with self._changed:
                    self._waiting.append(effect)
                    self._changed.notify_all()
            case Say():
                self._replace(effect)
            case Hush():
                self._replace(None)
            case _:
                return

    def _replace(self, say: Say | None) -> None:
        with self._changed:
            self._turn += 1
            self._heard_until_s = 0.0
            self._waiting.clear()
            if say is not None:
                self._ask_early(say)
                self._waiting.append(say)
            self._changed.notify_all()

    def _ask_early(self, say: Say) -> None:
        """Ask the voice at once, so that it works while the thread that waits for it wakes up."""
        ready = self._ready
        if self._thread is None or self._closed or (ready is not None and ready.key == key_of(say)):
            return
        with suppress(DeviceError):  # it is asked again when it is to be heard
            self._begun = _Begun(self._turn, self._voice.speak(*key_of(say)))

    def voices(self, language: str) -> tuple[str, ...]:
        """Give the names of the voices there are for a language, the usual one ("") first."""
        return self._voice.voices(language)

    def advance(self) -> None:
        """Speak all that waits, at once; for those who own the clock."""
        while self._waiting and not self._closed:
            self._do(self._waiting.popleft(), self._turn)

    def close(self) -> None:
        """End; nothing is fed or posted afterwards."""
        with self._changed:
            self._closed = True
        self._replace(None)
        if self._thread is not None:
            self._thread.join(timeout=CLOSE_S)
            self._thread = None
        self._voice.close()

    def _work(self) -> None:
        with suppress(DeviceError):  # the first words will tell
            deque(self._voice.speak(*FIRST_WORDS), maxlen=0)
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closed or bool(self._waiting))
                if self._closed:
                    return
                wish, turn = self._waiting.popleft(), self._turn
            self._do(wish, turn)

    def _do(self, wish: Say | SayNext, turn: int) -> None:
        key = key_of(wish)
        match wish:
            case SayNext():
                self._make_ready(key, turn)
            case Say():
                self._say(wish, key, turn)

    def _make_ready(self, key: Key, turn: int) -> None:
        """Make a sentence ahead of time; one that fails is tried again when it is to be said."""
        self._ready = None
        if len(key[0]) > LONGEST_AHEAD or self._lost:
            return
        with suppress(DeviceError):
            pieces = tuple(self._made(key, turn))
            self._ready = _Ready(key, pieces) if turn == self._turn else None

    def _say(self, say: Say, key: Key, turn: int) -> None:
        self._tell_of_no_voice(say)
        ready, self._ready = self._ready, None
        pieces = iter(ready.pieces) if ready is not None and ready.key == key else self._aloud_or_silent(key, turn)
        for piece in _after_pause(say.pause_s, pieces):
            if not self._feed_now(say.number, piece, turn, last=False):
                return
            self._wait_until_heard(turn)
        self._feed_now(say.number, Piece(NOTHING), turn, last=True)

    def _tell_of_no_voice(self, say: Say) -> None:
        """Tell of a language that no voice reads, once."""
        language = primary(say.language)
        if language not in self._told and not self._voice.reads(say.text, say.language):
            self._told.add(language)
            self._tell(NoVoice(say.language))

    def _feed_now(self, number: int, piece: Piece, turn: int, *, last: bool) -> bool:
        """Feed a piece; gives whether it was still wanted."""
        with self._changed:
            if turn != self._turn:
                return False
            self._heard_until_s = max(self._heard_until_s, self._now()) + len(piece.samples) / SAMPLE_RATE
            self._feed(number, piece.samples, piece.marks, last)
            return True

    def _wait_until_heard(self, turn: int) -> None:
        """Wait while enough has been made; whoever owns the clock takes all at once."""
        with self._changed:
            while not self._own_clock and turn == self._turn and self._heard_until_s - self._now() > AHEAD_S:
                self._changed.wait(LOOK_S)

    def _aloud_or_silent(self, key: Key, turn: int) -> Iterator[Piece]:
        """Give the speech as it is made; what a voice that dies leaves over goes on in silence."""
        end, offset = 0, 0
        try:
            for piece in self._made(key, turn):
                end += len(piece.samples)
                offset = piece.marks[-1][1] if piece.marks else offset
                yield piece
                self._found()
            self._found()
        except DeviceError as error:
            self._lose(error)
            yield from self._silent_rest(key, end, offset)

    def _silent_rest(self, key: Key, end: int, offset: int) -> Iterator[Piece]:
        """Give silence for the words that were not spoken: those after the one at `offset`, or all."""
        text, language, words_per_minute, voice, _ = key
        left = next((begin for begin, _ in words(text) if begin > offset), len(text)) if end else 0
        for piece in self._silent.speak(text[left:], language, words_per_minute, voice):
            yield Piece(piece.samples, tuple((end + sample, left + place) for sample, place in piece.marks))

    def _made(self, key: Key, turn: int) -> Iterator[Piece]:
        """Give the speech as it is made, until the patron no longer wants it."""
        begun, self._begun = self._begun, None
        pieces = begun.pieces if begun is not None and begun.turn == turn else self._voice.speak(*key)
        for piece in pieces:
            if turn != self._turn:
                self._give_up()
                return
            yield piece

    def _give_up(self) -> None:
        """Stop the voice, unless the next words have been asked for: those have taken the place of the last."""
        with self._changed:
            if self._begun is None:
                self._voice.stop()

    def _lose(self, error: DeviceError) -> None:
        log.warning("%s; %s", error.message, error.remedy)
        if not self._lost:
            self._tell(DeviceLost(self.name))
        self._lost = True

    def _found(self) -> None:
        if self._lost:
            self._tell(DeviceBack(self.name))
        self._lost = False

    def _tell(self, event: Event) -> None:
        with self._changed:
            if self._post is not None and not self._closed:
                self._post(event)


def _after_pause(pause_s: float, pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Give silence, then the pieces; what comes next is made only when the silence has been given."""
    left = pause = round(min(max(pause_s, 0.0), LONGEST_PAUSE_S) * SAMPLE_RATE)
    while left > 0:
        yield Piece(np.zeros(min(left, round(PAUSE_PIECE_S * SAMPLE_RATE)), np.float32))
        left -= round(PAUSE_PIECE_S * SAMPLE_RATE)
    yield from (later(piece, pause) for piece in pieces)
