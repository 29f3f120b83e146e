"""A program of its own that speaks through libespeak-ng (GPL-3 or later, the system's library) and writes samples.

It reads a request a line on standard input, as JSON:

{"id", "voices", "text", "pace", "gap"}  speak, with the first of the voices that is there; `pace` and `gap` are
                                         libespeak-ng's own rate, and its pause between words (each 10 ms or more)
the same with "phonemes": true           what stands in the text as [[...]] are phonemes
the same with "sounds": true             tell where each sound begins, too
{"id", "voices", "phonemes_of": true}    tell the phonemes of that voice
{"stop": id}                             give up that request

Ids count up. A request gives up all before it; giving up takes one chunk at most. It answers in frames (frames.py):
READY with {"rate", "voices", "speakers"}, or REFUSED; then for each request MARKS, SOUNDS and SAMPLES, or PHONEMES, and
END in any case. Samples begin with what is first heard: libespeak-ng begins with silence, longest before quotation
marks and before the closed lips of a P.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
from array import array
from collections.abc import Iterator
from itertools import count as numbers_from
from typing import IO

from accessvr.devices.speech.espeak_phonemes import PHONEME_INPUT, UTF8, Phonemes
from accessvr.devices.speech.frames import (
    END,
    MARKS,
    PAIR,
    PHONEMES,
    READY,
    REFUSED,
    SAMPLES,
    SOUNDS,
    Frame,
    own_output,
    write,
)
from accessvr.devices.speech.requests import Request, Requests
from accessvr.devices.speech.sounds import PAUSE, sort_of

LIBRARIES = ("libespeak-ng.so.1", "libespeak-ng.so", "libespeak-ng.dylib", "libespeak-ng.dll")
SYNCHRONOUS, PHONEME_EVENTS = 2, 1  # of speak_lib.h, and what follows
RATE, WORD_GAP = 1, 7
WORD, PHONEME = 1, 7
SPEAKERS = b"variant"  # espeak-ng's word: voices that go with any language
CHUNK_MS = 50  # and no less: 1.51 takes any shorter one for 49 ms
SLOWEST, FASTEST = 80, 449  # libespeak-ng's own limits: from 450 on it leaves out samples, and marks are no more true
LEAD_S = 0.002  # chosen: before the first sound, since the place of it is true to 1 ms (measured)
LOUD = 100  # of 32768: 50 dB below full scale, as in joining.py


class _Identity(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Identity),
    ]


class _Voice(ctypes.Structure):
    _fields_ = [
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_void_p),
        ("identifier", ctypes.c_char_p),
        ("kind", ctypes.c_ubyte * 4),
        ("score", ctypes.c_int),
        ("spare", ctypes.c_void_p),
    ]


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(_Event))


def load() -> ctypes.CDLL:
    """Load the library. Raises OSError when it is not installed."""
    for name in LIBRARIES:
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    raise OSError("libespeak-ng is not installed")


class Speaker:
    """libespeak-ng in its synchronous mode. It is never terminated: starting it twice in a process hangs."""

    def __init__(self, output: IO[bytes], requests: Requests) -> None:
        self._output, self._requests = output, requests
        self._library = load()
        self.rate = int(self._library.espeak_Initialize(SYNCHRONOUS, CHUNK_MS, None, PHONEME_EVENTS))
        if self.rate <= 0:
            raise OSError("libespeak-ng finds no voices: espeak-ng-data is not installed")
        self._library.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_Voice))
        self._library.espeak_SetVoiceByName.argtypes = [ctypes.c_char_p]
        self._library.espeak_Synth.argtypes = [
            *(ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint, ctypes.c_int, ctypes.c_uint, ctypes.c_uint),
            *(ctypes.POINTER(ctypes.c_uint), ctypes.c_void_p),
        ]
        self._callback = _Callback(self._chunk)  # kept: the library calls it for as long as it speaks
        self._library.espeak_SetSynthCallback(self._callback)
        self._phonemes = Phonemes(self._library)
        self._voices: list[str] = []
        self._request, self._quiet = 0, False
        self._begin({"id": 0, "voices": []})

    def _begin(self, request: Request) -> None:
        self._text, self._tells_sounds = request.get("text", ""), request.get("sounds", False)
        self._unheard: list[tuple[int, int]] = []  # where libespeak-ng marks a word, while its first sound has not come
        self._made, self._first = 0, -1  # samples made; the one that is given first, -1 before it is known

    def voices(self) -> list[tuple[str, list[tuple[str, int]]]]:
        """Give the name of each voice, and its languages, each with espeak-ng's priority."""
        return [(_name(voice), _languages(voice.languages)) for voice in self._listed(None)]

    def speakers(self) -> list[str]:
        """Give the names of the speakers that go with any voice: "+f3"."""
        wanted = ctypes.create_string_buffer(SPEAKERS)
        asked = _Voice(languages=ctypes.addressof(wanted))
        return ["+" + _name(voice).rpartition("/")[2] for voice in self._listed(ctypes.byref(asked))]

    def _listed(self, wanted: object) -> Iterator[_Voice]:
        listed = self._library.espeak_ListVoices(wanted)
        for index in numbers_from(0):
            if not listed[index]:
                return
            yield listed[index].contents

    def answer(self, request: Request) -> None:
        """Write the frames of a request."""
        self._request = request["id"]
        if self._request >= self._requests.first_wanted:
            self._choose(request["voices"])
            if request.get("phonemes_of"):
                self._tell_phonemes()
            else:
                self._speak(request)
        write(self._output, Frame(self._request, END, b""))

    def _tell_phonemes(self) -> None:
        self._quiet = True  # to ask for them is to speak an empty text
        write(self._output, Frame(self._request, PHONEMES, json.dumps(self._phonemes.of_voice()).encode()))
        self._quiet = False

    def _speak(self, request: Request) -> None:
        self._begin(request)
        rate = min(max(request.get("pace", SLOWEST), SLOWEST), FASTEST)
        self._library.espeak_SetParameter(RATE, rate, 0)
        self._library.espeak_SetParameter(WORD_GAP, request.get("gap", 0), 0)
        encoded = self._text.encode("utf-8", "replace")
        form = UTF8 | (PHONEME_INPUT if request.get("phonemes") else 0)
        self._library.espeak_Synth(encoded, len(encoded) + 1, 0, 0, 0, form, None, None)
        if self._unheard:  # of these nothing is heard, or the voice does not tell its sounds
            write(self._output, Frame(self._request, MARKS, self._packed(self._unheard)))

    def _choose(self, voices: list[str]) -> None:
        """Choose the first voice that is there; when none is, the one there was speaks on."""
        if voices != self._voices:
            any(self._library.espeak_SetVoiceByName(voice.encode("utf-8", "replace")) == 0 for voice in voices)
            self._voices = voices

    def _chunk(self, samples: int | None, count: int, events: object) -> int:
        try:
            if not self._quiet:
                self._write_chunk(samples, max(count, 0), events)
            self._requests.look()
        except OSError:
            return 1  # nobody reads any more
        return int(self._request < self._requests.first_wanted)

    def _write_chunk(self, samples: int | None, count: int, events: object) -> None:
        marks, sounds = self._read_events(events)
        content = ctypes.string_at(samples, 2 * count) if samples and count else b""
        before, self._made = self._made, self._made + count
        if self._first < 0:
            self._first = self._beginning(before, sounds, content)
        if self._first < 0:
            return
        frames = [Frame(self._request, MARKS, self._packed(marks))] if marks else []
        frames += [Frame(self._request, SOUNDS, self._packed(sounds))] if sounds and self._tells_sounds else []
        frames += (
            [Frame(self._request, SAMPLES, heard)] if (heard := content[2 * max(0, self._first - before) :]) else []
        )
        if frames:
            write(self._output, *frames)
            if self._first >= before:
                give_way()  # who waits for the first samples shall not wait for the next ones

    def _read_events(self, events: object) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """Give the words that are first heard in a chunk, and the sounds that begin in it, each with its sample.

        libespeak-ng marks a word up to 90 ms before it is heard: before the silence of closed lips, as P begins.
        """
        marks, sounds, index = [], [], 0
        while events[index].type:  # type: ignore[index]  # ctypes' pointer
            event = events[index]  # type: ignore[index]
            if event.type == WORD and (event.length or self._begins_word(event.text_position - 1)):
                self._unheard.append((event.sample, event.text_position - 1))
            elif event.type == PHONEME:
                sort = sort_of(event.id.string.decode("latin-1"))
                sounds.append((event.sample, ord(sort)))
                if sort != PAUSE:
                    marks += [(event.sample, word) for _, word in self._unheard]
                    self._unheard.clear()
            index += 1
        return marks, sounds

    def _beginning(self, before: int, sounds: list[tuple[int, int]], content: bytes) -> int:
        """Give the sample that is given first: shortly before the first sound; -1 while there is silence."""
        heard = [sample for sample, sort in sounds if sort != ord(PAUSE)]
        if heard:
            return max(before, heard[0] - round(LEAD_S * self.rate))
        loud = any(abs(sample) > LOUD for sample in array("h", content))
        return before if loud else -1

    def _packed(self, pairs: list[tuple[int, int]]) -> bytes:
        """Give pairs of a sample and a number; samples are counted from the first that is given."""
        return b"".join(PAIR.pack(max(0, sample - self._first), number) for sample, number in pairs)

    def _begins_word(self, place: int) -> bool:
        """Tell a word in quotation marks from a lone dash: both are marked with the length 0."""
        return place >= 0 and self._text[place : place + 1].isalnum()


def _name(voice: _Voice) -> str:
    return str(voice.identifier.decode("utf-8", "replace"))


def _languages(address: int) -> list[tuple[str, int]]:
    """Read (language, priority) from espeak-ng's list: a byte, then text that ends in 0, until a byte 0."""
    found = []
    while (priority := ctypes.string_at(address, 1)[0]) != 0:
        language = ctypes.string_at(address + 1)
        found.append((language.decode("utf-8", "replace"), priority))
        address += len(language) + 2
    return found


def give_way() -> None:
    """Let another process on this core go on, if one waits: else a sentence is made before its beginning is heard."""
    if sys.platform != "win32":
        os.sched_yield()


def main() -> int:
    """Answer requests until standard input ends. Control-C is for the visit, which closes this program itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    output, requests = own_output(), Requests()
    try:
        speaker = Speaker(output, requests)
    except OSError as error:
        write(output, Frame(0, REFUSED, str(error).encode()))
        return 3
    greeting = {"rate": speaker.rate, "voices": speaker.voices(), "speakers": speaker.speakers()}
    write(output, Frame(0, READY, json.dumps(greeting).encode()))
    while (request := requests.wait()) is not None:
        give_way()  # who asked is to be listening before it is answered
        speaker.answer(request)
    return 0


if __name__ == "__main__":
    sys.exit(main())
