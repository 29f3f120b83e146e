"""The voice of espeak-ng, spoken in a process of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

import numpy as np

from accessvr.core.errors import DeviceError
from accessvr.devices.speech.child import LIMIT_S, MISSING, Child
from accessvr.devices.speech.frames import END, MARKS, SAMPLES, Frame
from accessvr.devices.speech.resampler import Resampler
from accessvr.devices.speech.voice import SAMPLE_RATE, Mono, Piece
from accessvr.devices.speech.word_marks import WordMarks

PROGRAM = "accessvr.devices.speech.espeak_process"
LEVEL = 0.48  # measured (BS.1770, two sentences, 100 to 400 words a minute): English -22.4 to -24.0 LUFS
UNSPEAKABLE = re.compile(r"[\x00-\x1f\x7f-\x9f]")
NAME = re.compile(r"[\w/-]+(\+\w+)?")
DEFAULT = "en"
REMEDY = "Install it: apt-get install libespeak-ng1 espeak-ng-data, or run make setup."


class Espeak:
    """A Voice. Raises DeviceError when libespeak-ng or its data is not installed.

    The same utterances in the same order by a new Espeak are the same samples, to the byte.

    limit_s  a synthesiser that is waited for longer than this is ended; the next utterance starts another
    """

    def __init__(self, *, limit_s: float = LIMIT_S) -> None:
        self._limit_s, self._number, self._closed = limit_s, 0, False
        self.child = self._begin()
        self._rate = int(str(self.child.greeting["rate"]))
        self._voices: dict[str, str] = dict(self.child.greeting["voices"])  # type: ignore[call-overload]

    def _begin(self) -> Child:
        return Child(PROGRAM, options=("-S",), remedy=REMEDY, limit_s=self._limit_s)

    @property
    def languages(self) -> tuple[str, ...]:
        """Give the languages there is a voice for."""
        return tuple(self._voices)

    def speak(self, text: str, language: str, words_per_minute: int, voice: str) -> Iterator[Piece]:
        """Give the speech in pieces of about 50 ms. Raises DeviceError when the process dies or hangs."""
        if self._closed:
            raise DeviceError("espeak: it was closed", spoken=MISSING, remedy=REMEDY)
        if not self.child.alive:
            self.child.close()
            self.child = self._begin()
        self._number += 1
        request = {
            "id": self._number,
            "text": UNSPEAKABLE.sub(" ", text),
            "voices": wanted_voices(self._voices, language, voice),
            "words_per_minute": words_per_minute,
        }
        self.child.ask(request)
        return self._pieces(self._number, text)

    def _pieces(self, number: int, text: str) -> Iterator[Piece]:
        resampler, marks, end = Resampler(self._rate), WordMarks(text, SAMPLE_RATE / self._rate), 0
        for frame in self._frames(number):
            if frame.kind == MARKS:
                marks.add((sample, offset) for sample, offset in json.loads(frame.content))
                continue
            samples = resampler.flush() if frame.kind == END else resampler.feed(_floats(frame.content))
            end += len(samples)
            due = marks.due(end, last=frame.kind == END)
            if len(samples) or due:
                yield Piece(samples, due)

    def _frames(self, number: int) -> Iterator[Frame]:
        """Give the frames of a request, as long as no other has taken its place."""
        kind = b""
        while kind != END and number == self._number:
            frame = self.child.frame()
            if frame.request == number and frame.kind in (MARKS, SAMPLES, END):
                kind = frame.kind
                yield frame

    def stop(self) -> None:
        """Give up what is being made, within one chunk."""
        try:
            self.child.tell({"stop": self._number})
        except DeviceError:
            return  # it has died: nothing is being made

    def close(self) -> None:
        """End the process."""
        self._closed = True
        self.child.close()


def wanted_voices(voices: Mapping[str, str], language: str, voice: str = "") -> list[str]:
    """Give the names of voices to try, the best first: the patron's, the language's, English.

    voices  the best voice of each language, as libespeak-ng lists them

    English of every country has one voice, or the house and its books would sound like two people.
    """
    parts = language.lower().replace("_", "-").split("-")
    tags = ["-".join(parts[:count]) for count in range(len(parts), 0, -1)]
    tags = [DEFAULT] if parts[0] == DEFAULT else tags
    names = [voices.get(voice.lower(), voice), *(voices[tag] for tag in (*tags, DEFAULT) if tag in voices)]
    return list(dict.fromkeys(name for name in names if NAME.fullmatch(name)))


def _floats(content: bytes) -> Mono:
    return np.frombuffer(content, "<i2").astype(np.float32) * np.float32(LEVEL / 32768)
