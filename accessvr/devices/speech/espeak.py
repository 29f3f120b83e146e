"""The voice of espeak-ng, spoken in a process of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np

from accessvr.core.effects import Sounding
from accessvr.core.errors import DeviceError
from accessvr.core.sentences import words
from accessvr.core.values import dataclass, replace
from accessvr.devices.speech.child import LIMIT_S, MISSING, Child
from accessvr.devices.speech.espeak_voices import espeak_voices
from accessvr.devices.speech.frames import END, MARKS, PHONEMES, Frame
from accessvr.devices.speech.joining import later, unless_silent, without_end
from accessvr.devices.speech.languages import DEFAULT, primary
from accessvr.devices.speech.phonemes import Inventory
from accessvr.devices.speech.reading import can_read, name_of, parts_of
from accessvr.devices.speech.resampler import Resampler
from accessvr.devices.speech.respelling import Respelling, Stretch, sounded, spelled
from accessvr.devices.speech.voice import SAMPLE_RATE, Mono, Piece
from accessvr.devices.speech.word_marks import WordMarks

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
        self._turn += 1
        return self._utterance(_Wish(self._turn, words_per_minute, voice), text, language, soundings)

    def _utterance(self, wish: _Wish, text: str, language: str, soundings: Sequence[Sounding]) -> Iterator[Piece]:
        """Give the parts one after the other, each in its voice."""
        end = 0
        kept = [(sounding.start, sounding.end) for sounding in soundings]
        parts = parts_of(text, language, self._voices.best, kept)
        begins = {begin for begin, _ in words(text)} if len(parts) > 1 else ()
        for part in parts:
            own = [replace(one, start=one.start - part.start, end=one.end - part.start) for one in soundings]
            pieces = self._part(wish, text[part.start : part.end], part.language, own)
            begin = end
            for piece in pieces if part.end == len(text) else without_end(pieces):
                whole = later(piece, begin, part.start)
                marks = tuple(mark for mark in whole.marks if mark[1] in begins) if begins else whole.marks
                yield Piece(whole.samples, marks)
                end += len(piece.samples)

    def _part(self, wish: _Wish, text: str, language: str, soundings: Sequence[Sounding]) -> Iterator[Piece]:
        """Give one part; the names of its letters where the voice would be silent."""
        voices = self._voices.wanted(language or DEFAULT, wish.voice)
        names = partial(self._aloud, wish, self._voices.wanted(DEFAULT, wish.voice), text, spelled(text))
        if not language:
            return names()
        stretches = sounded(text, soundings, partial(self._phonemes, wish, voices, primary(language)))
        aloud = self._aloud(wish, voices, text, stretches)
        return unless_silent(aloud, names) if any(map(name_of, text)) else aloud

    def _aloud(self, wish: _Wish, voices: list[str], text: str, stretches: Iterator[Stretch]) -> Iterator[Piece]:
        respelling = Respelling(text, tuple(stretches))
        said = {"text": UNSPEAKABLE.sub(" ", respelling.said), "words_per_minute": wish.words_per_minute}
        gain = LEVEL / 32768 * self._voices.gain(voices[0])
        resampler, marks, end = Resampler(self._rate), WordMarks(text, SAMPLE_RATE / self._rate), 0
        for frame in self._answers(wish.turn, said | {"voices": voices, "phonemes": respelling.changed}):
            if frame.kind == MARKS:
                marks.add((sample, respelling.place(offset)) for sample, offset in json.loads(frame.content))
                continue
            samples = resampler.flush() if frame.kind == END else resampler.feed(_floats(frame.content, gain))
            end += len(samples)
            due = marks.due(end, last=frame.kind == END)
            if len(samples) or due:
                yield Piece(samples, due)

    def _phonemes(self, wish: _Wish, voices: list[str], language: str, sounds: str) -> tuple[str, ...]:
        """Give the names of a voice's phonemes for some sounds."""
        key = tuple(voices)
        if key not in self._inventories:
            answers = self._answers(wish.turn, {"voices": voices, "phonemes_of": True})
            found = [json.loads(frame.content) for frame in answers if frame.kind == PHONEMES]
            self._inventories.update((key, Inventory(listed)) for listed in found)
        return self._inventories[key].names(sounds, language) if key in self._inventories else ()

    def _answers(self, turn: int, request: dict[str, object]) -> Iterator[Frame]:
        """Ask, and give the frames that answer, as long as they are wanted."""
        if turn != self._turn:
            return
        if not self.child.alive:
            self.child.close()
            self.child = self._begin()
        self._number += 1
        number, kind = self._number, b""
        self.child.ask(request | {"id": number})
        while kind != END and turn == self._turn:
            frame = self.child.frame()
            if frame.request == number:
                kind = frame.kind
                yield frame

    def stop(self) -> None:
        """Give up what is being made, within one chunk."""
        self._turn += 1
        try:
            self.child.tell({"stop": self._number})
        except DeviceError:
            return  # it has died: nothing is being made

    def close(self) -> None:
        """End the process."""
        self._closed = True
        self.child.close()


def _floats(content: bytes, gain: float) -> Mono:
    return np.frombuffer(content, "<i2").astype(np.float32) * np.float32(gain)
