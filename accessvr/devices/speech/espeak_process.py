"""A program of its own that speaks through libespeak-ng (GPL-3 or later, the system's library) and writes samples.

It reads a request a line on standard input, as JSON:

{"id", "voices", "text", "words_per_minute"}  speak, with the first of the voices that is there
the same with "phonemes": true                what stands in the text as [[...]] are phonemes
{"id", "voices", "phonemes_of": true}         tell the phonemes of that voice
{"stop": id}                                  give up that request

Ids count up. A request gives up all before it; giving up takes one chunk at most. It answers in frames (frames.py):
READY with {"rate", "voices", "speakers"}, or REFUSED; then for each request MARKS and SAMPLES, or PHONEMES, and END in
any case.
"""

from __future__ import annotations

import ctypes
import json
import queue
import signal
import sys
import threading
from collections.abc import Iterator
from itertools import count as numbers_from
from typing import IO, NotRequired, TypedDict

from accessvr.devices.speech.espeak_phonemes import PHONEME_INPUT, UTF8, Phonemes
from accessvr.devices.speech.frames import END, MARKS, PHONEMES, READY, REFUSED, SAMPLES, Frame, own_output, write

LIBRARIES = ("libespeak-ng.so.1", "libespeak-ng.so", "libespeak-ng.dylib", "libespeak-ng.dll")
SYNCHRONOUS, RATE, WORD = 2, 1, 1  # of speak_lib.h
SPEAKERS = b"variant"  # espeak-ng's word: voices that go with any language
CHUNK_MS = 50
SLOWEST_WPM, FASTEST_WPM = 80, 450  # libespeak-ng's own limits


class Request(TypedDict):
    """What is asked for."""

    id: int
    voices: list[str]
    text: NotRequired[str]
    words_per_minute: NotRequired[int]
    phonemes: NotRequired[bool]
    phonemes_of: NotRequired[bool]


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


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


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

    def __init__(self, output: IO[bytes]) -> None:
        self._output = output
        self._library = load()
        self.rate = int(self._library.espeak_Initialize(SYNCHRONOUS, CHUNK_MS, None, 0))
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
        self._request, self._first_wanted, self._text = 0, 0, ""
        self._voices: list[str] = []
        self._quiet = False

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

    def give_up_before(self, request: int) -> None:
        """Give up all requests with a lower number, begun or not. May be called from any thread."""
        self._first_wanted = max(self._first_wanted, request)

    def answer(self, request: Request) -> None:
        """Write the frames of a request."""
        self._request = request["id"]
        if self._request >= self._first_wanted:
            self._choose(request["voices"])
            if request.get("phonemes_of"):
                self._tell_phonemes()
            else:
                self._speak(request)
        self._write(END, b"")

    def _tell_phonemes(self) -> None:
        self._quiet = True  # to ask for them is to speak an empty text
        self._write(PHONEMES, json.dumps(self._phonemes.of_voice()).encode())
        self._quiet = False

    def _speak(self, request: Request) -> None:
        self._text = request["text"]
        rate = min(max(request["words_per_minute"], SLOWEST_WPM), FASTEST_WPM)
        self._library.espeak_SetParameter(RATE, rate, 0)
        encoded = self._text.encode("utf-8", "replace")
        form = UTF8 | (PHONEME_INPUT if request.get("phonemes") else 0)
        self._library.espeak_Synth(encoded, len(encoded) + 1, 0, 0, 0, form, None, None)

    def _choose(self, voices: list[str]) -> None:
        """Choose the first voice that is there; when none is, the one there was speaks on."""
        if voices != self._voices:
            any(self._library.espeak_SetVoiceByName(voice.encode("utf-8", "replace")) == 0 for voice in voices)
            self._voices = voices

    def _chunk(self, samples: object, count: int, events: object) -> int:
        try:
            if not self._quiet:
                self._write_chunk(samples, count, events)
        except OSError:
            return 1  # nobody reads any more
        return int(self._request < self._first_wanted)

    def _write_chunk(self, samples: object, count: int, events: object) -> None:
        marks, index = [], 0
        while events[index].type:  # type: ignore[index]  # ctypes' pointer
            event = events[index]  # type: ignore[index]
            if event.type == WORD and (event.length or self._begins_word(event.text_position - 1)):
                marks.append([event.sample, event.text_position - 1])
            index += 1
        if marks:
            self._write(MARKS, json.dumps(marks).encode())
        if samples and count > 0:
            self._write(SAMPLES, ctypes.string_at(samples, 2 * count))  # type: ignore[arg-type]

    def _begins_word(self, place: int) -> bool:
        """Tell a word in quotation marks from a lone dash: both are marked with the length 0."""
        return place >= 0 and self._text[place : place + 1].isalnum()

    def _write(self, kind: bytes, content: bytes) -> None:
        write(self._output, Frame(self._request, kind, content))


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


def main() -> int:
    """Answer requests until standard input ends. Control-C is for the visit, which closes this program itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    output = own_output()
    try:
        speaker = Speaker(output)
    except OSError as error:
        write(output, Frame(0, REFUSED, str(error).encode()))
        return 3
    greeting = {"rate": speaker.rate, "voices": speaker.voices(), "speakers": speaker.speakers()}
    write(output, Frame(0, READY, json.dumps(greeting).encode()))
    requests: queue.SimpleQueue[Request | None] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(speaker, requests), daemon=True).start()
    while (request := requests.get()) is not None:
        speaker.answer(request)
    return 0


def _listen(speaker: Speaker, requests: queue.SimpleQueue[Request | None]) -> None:
    for line in sys.stdin.buffer:
        request = json.loads(line)
        if "stop" in request:
            speaker.give_up_before(int(request["stop"]) + 1)
        else:
            speaker.give_up_before(int(request["id"]))
            requests.put(request)
    requests.put(None)


if __name__ == "__main__":
    sys.exit(main())
