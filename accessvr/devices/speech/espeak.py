"""The voice of espeak-ng, spoken in a process of its own."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator, Sequence
from functools import partial

from accessvr.core.effects import Sounding
from accessvr.core.errors import DeviceError
from accessvr.core.sentences import words
from accessvr.core.values import dataclass, replace
from accessvr.devices.speech.child import LIMIT_S, MISSING, Child
from accessvr.devices.speech.espeak_voices import espeak_voices
from accessvr.devices.speech.finishing import Finishing
from accessvr.devices.speech.frames import END as NO_MORE
from accessvr.devices.speech.frames import PHONEMES, Frame
from accessvr.devices.speech.joining import END, TAIL, later, unless_silent, without_end
from accessvr.devices.speech.languages import DEFAULT, primary
from accessvr.devices.speech.manners import Manner, manner_of
from accessvr.devices.speech.phonemes import Inventory
from accessvr.devices.speech.reading import can_read, name_of, parts_of, readable_by, reader_of
from accessvr.devices.speech.respelling import Respelling, Stretch, sounded, spelled
from accessvr.devices.speech.scripts import letters_of_others
from accessvr.devices.speech.voice import Piece

PROGRAM = "accessvr.devices.speech.espeak_process"
LEVEL = 0.48  # measured (BS.1770, two sentences, 100 to 400 words a minute): English -22.4 to -24.0 LUFS
UNSPEAKABLE = re.compile(r"[\x00-\x1f\x7f-\x9f]")
REMEDY = "Install it: apt-get install libespeak-ng1 espeak-ng-data, or run make setup."


@dataclass(frozen=True, slots=True)
class _Wish:
    """How an utterance is to be spoken. `turn` counts up: one that is not the last is no longer wanted."""

    turn: int
    words_per_minute: int
    voice: str


@dataclass(frozen=True, slots=True)
class _Order:
    """How it is done: the voices to try, how they are to speak, and the factor that brings 16-bit samples to level."""

    voices: list[str]
    manner: Manner
    gain: float

    def request(self, text: str) -> dict[str, object]:
        """Give what the program is asked."""
        said = {"text": UNSPEAKABLE.sub(" ", text), "pace": self.manner.pace, "gap": self.manner.gap}
        return said | {"voices": self.voices, "sounds": self.manner.slowed, "phonemes": False}


class Espeak:
    """A Voice. Raises DeviceError when libespeak-ng or its data is not installed.

    The same utterances in the same order by a new Espeak are the same samples, to the byte.

    limit_s  a synthesiser that is waited for longer than this is ended; the next utterance starts another
    """

    def __init__(self, *, limit_s: float = LIMIT_S) -> None:
        self._limit_s, self._number, self._turn, self._closed = limit_s, 0, 0, False
        self.child = self._begin()
        greeting = self.child.greeting
        self._rate = int(str(greeting["rate"]))
        self._voices = espeak_voices(greeting["voices"], greeting["speakers"])  # type: ignore[arg-type]  # from JSON
        self._inventories: dict[tuple[str, ...], Inventory] = {}
        self._orders: dict[tuple[str, str, int], _Order] = {}
        self._asking = threading.Lock()  # an outdated request is never sent after the one that outdates it
        self._unread: Frame | None = None

    def _begin(self) -> Child:
        return Child(PROGRAM, options=("-S",), remedy=REMEDY, limit_s=self._limit_s)

    @property
    def languages(self) -> tuple[str, ...]:
        """Give the languages there is a voice for."""
        return self._voices.tags

    def reads(self, text: str, language: str) -> bool:
        """Tell whether there is a voice for a language that reads the letters of this text."""
        return can_read(text, language, self._voices.best)

    def voices(self, language: str) -> tuple[str, ...]:
        """Give the voices a patron can choose for a language. Those that begin with "+" go with every language."""
        return self._voices.choices(language)

    def speak(
        self, text: str, language: str, words_per_minute: int, voice: str, soundings: Sequence[Sounding] = ()
    ) -> Iterator[Piece]:
        """Give the speech in pieces of about 50 ms. Raises DeviceError when the process dies or hangs."""
        if self._closed:
            raise DeviceError("espeak: it was closed", spoken=MISSING, remedy=REMEDY)
        with self._asking:
            self._turn += 1
            wish = _Wish(self._turn, words_per_minute, voice)
            asked = 0 if soundings else self._asked_at_once(wish, text, language)
        return self._utterance(wish, text, language, soundings, asked)

    def _asked_at_once(self, wish: _Wish, text: str, language: str) -> int:
        """Send a text that needs only one voice, before anybody waits for it; gives the number of the request, or 0."""
        reader = reader_of(language, self._voices.best)
        if not self.child.alive or letters_of_others(readable_by(reader)).search(text):
            return 0
        self._number += 1
        try:
            self.child.tell(self._order(reader, wish).request(text) | {"id": self._number})
        except DeviceError:
            return 0  # the next to ask will start another
        return self._number

    def _order(self, language: str, wish: _Wish) -> _Order:
        """Give how a wish is done in a language; kept, since it takes as long to find as a word takes to be made."""
        key = (language, wish.voice, wish.words_per_minute)
        if key not in self._orders:
            voices = self._voices.wanted(language or DEFAULT, wish.voice)
            manner = manner_of(self._voices.language(voices[0]), wish.words_per_minute)
            self._orders[key] = _Order(voices, manner, LEVEL / 32768 * self._voices.gain(voices[0]) * manner.gain)
        return self._orders[key]

    def _utterance(
        self, wish: _Wish, text: str, language: str, soundings: Sequence[Sounding], asked: int
    ) -> Iterator[Piece]:
        """Give the parts one after the other, each in its voice; the first has been asked for, or 0."""
        end = 0
        kept = [(sounding.start, sounding.end) for sounding in soundings]
        parts = parts_of(text, language, self._voices.best, kept)
        begins = {begin for begin, _ in words(text)} if len(parts) > 1 else ()
        for part in parts:
            own = [replace(one, start=one.start - part.start, end=one.end - part.start) for one in soundings]
            pieces = self._part(wish, text[part.start : part.end], part.language, own, asked)
            begin, asked = end, 0
            for piece in without_end(pieces, END if part.end == len(text) else TAIL):
                if wish.turn != self._turn:
                    return
                whole = later(piece, begin, part.start)
                marks = tuple(mark for mark in whole.marks if mark[1] in begins) if begins else whole.marks
                yield Piece(whole.samples, marks)
                end += len(piece.samples)

    def _part(
        self, wish: _Wish, text: str, language: str, soundings: Sequence[Sounding], asked: int
    ) -> Iterator[Piece]:
        """Give one part; the names of its letters where the voice would be silent."""
        names = partial(self._aloud, wish, DEFAULT, text, spelled(text))
        if not language:
            return names()
        voices = self._order(language, wish).voices
        stretches = sounded(text, soundings, partial(self._phonemes, wish, voices, primary(language)))
        aloud = self._aloud(wish, language, text, stretches, asked)
        return unless_silent(aloud, names) if any(map(name_of, text)) else aloud

    def _aloud(
        self, wish: _Wish, language: str, text: str, stretches: Iterator[Stretch], asked: int = 0
    ) -> Iterator[Piece]:
        order, respelling = self._order(language, wish), Respelling(text, tuple(stretches))
        said = order.request(respelling.said) | {"phonemes": respelling.changed}
        asked = asked or self._ask(wish.turn, said)
        finishing = Finishing(text, respelling.place, self._rate, order.gain, order.manner.factor)
        for frame in self._answers(wish.turn, asked):
            yield from finishing.take(frame)

    def _phonemes(self, wish: _Wish, voices: list[str], language: str, sounds: str) -> tuple[str, ...]:
        """Give the names of a voice's phonemes for some sounds."""
        key = tuple(voices)
        if key not in self._inventories:
            asked = self._ask(wish.turn, {"voices": voices, "phonemes_of": True})
            answers = self._answers(wish.turn, asked)
            found = [json.loads(frame.content) for frame in answers if frame.kind == PHONEMES]
            self._inventories.update((key, Inventory(listed)) for listed in found)
        return self._inventories[key].names(sounds, language) if key in self._inventories else ()

    def _ask(self, turn: int, request: dict[str, object]) -> int:
        """Ask, as long as it is wanted; gives the number of the request, 0 for none."""
        if turn == self._turn and not self.child.alive:
            self.child.close()
            self.child, self._unread = self._begin(), None
        with self._asking:
            if turn != self._turn:
                return 0
            self._number += 1
            self.child.ask(request | {"id": self._number})
            return self._number

    def _answers(self, turn: int, number: int) -> Iterator[Frame]:
        """Give the frames that answer a request, as long as they are wanted; those of a later one stay unread."""
        kind = b""
        while number and kind != NO_MORE and turn == self._turn:
            frame, self._unread = self._unread or self.child.frame(), None
            if frame.request > number:
                self._unread = frame
                return
            if frame.request == number:
                kind = frame.kind
                yield frame

    def stop(self) -> None:
        """Give up what is being made, within one chunk."""
        with self._asking:
            self._turn += 1
            try:
                self.child.tell({"stop": self._number})
            except DeviceError:
                return  # it has died: nothing is being made

    def close(self) -> None:
        """End the process."""
        self._closed = True
        self.child.close()
